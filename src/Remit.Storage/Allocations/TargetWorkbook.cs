using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Remit.Allocations;
using Remit.Storage.Register;

namespace Remit.Storage.Allocations;

/// <summary>Targets as an Excel workbook that calculates: the pots and weights on one sheet, every practice on another, bodies added up on a third. Whoever doubts a weight can change it.</summary>
/// <remarks>Its cells share each pot out exactly and to no whole pound, so that a body differs from the program's figure by no more than a pound for each of its practices and pots; the last column tells by how much. Only functions that every spreadsheet has.</remarks>
public static class TargetWorkbook
{
    private const uint Plain = 0, Heading = 1, Sum = 2, Fine = 3;
    private const int PotsFrom = 3, PracticesFrom = 2;

    /// <summary>The file's content, the same bytes for the same targets.</summary>
    public static byte[] Of(Target target, Placement placement)
    {
        var sheets = new Layout(target, placement);
        using var content = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(content, SpreadsheetDocumentType.Workbook))
        {
            var book = file.AddWorkbookPart();
            file.ChangeIdOfPart(book, "book");
            book.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = new(
                new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "#,##0" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "#,##0.0000" }),
                new Fonts(new Font(), new Font(new Bold())),
                new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
                new Borders(new Border()),
                new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }, new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true }));
            var listed = new Sheets();
            foreach (var (name, rows) in (IEnumerable<(string, IEnumerable<Row>)>)[("Bodies", sheets.Bodies()), ("Pots", sheets.Pots()), ("Practices", sheets.Practices())])
            {
                var part = book.AddNewPart<WorksheetPart>($"sheet{name}");
                part.Worksheet = new(new SheetData(rows));
                listed.Append(new Sheet { Id = $"sheet{name}", SheetId = (uint)listed.Count() + 1, Name = name });
            }

            book.Workbook = new(listed, new CalculationProperties { FullCalculationOnLoad = true });
        }

        return PlanWorkbook.WithoutTimes(content.ToArray());
    }

    /// <summary>Which column of which sheet holds what.</summary>
    private sealed class Layout
    {
        private const int NeedAt = 4;

        private readonly Target target;
        private readonly Placement placement;
        private readonly Population population;
        private readonly Edition edition;
        private readonly string[] needs, costs, places, ofAreas;
        private readonly List<(int At, Pot Pot)> shared;
        private readonly List<(int Unit, PlacedShare Share)> rows;

        public Layout(Target target, Placement placement)
        {
            (this.target, this.placement, population, edition) = (target, placement, target.Population, target.Edition);
            needs = [.. edition.Pots.SelectMany(p => p.Needs).Select(n => n.Component).Distinct()];
            costs = [.. edition.Pots.SelectMany(p => p.Costs).Distinct()];
            places = [.. edition.Pots.Where(p => p.IsOfOneArea).Select(p => p.Place).Distinct()];
            ofAreas = [.. edition.Pots.Where(p => p.IsOfOneArea).Select(p => p.Name).Distinct()];
            shared = [.. edition.Pots.Index().Where(p => !p.Item.IsOfOneArea).Select(p => (p.Index, p.Item))];
            // A practice that went to several bodies has a row for each, with its part of everything.
            rows = [.. placement.Shares.Index().SelectMany(unit => unit.Item.Select(share => (unit.Index, share)))];
        }

        private int CostAt => NeedAt + needs.Length;

        private int PlaceAt => CostAt + costs.Length;

        private int WeighsAt => PlaceAt + places.Length;

        private int PoundsAt => WeighsAt + shared.Count;

        private int AreaPoundsAt => PoundsAt + shared.Count;

        private int TargetAt => AreaPoundsAt + ofAreas.Length;

        private int LastPractice => PracticesFrom + rows.Count - 1;

        private string OfPractices(int column) => $"Practices!${Letters(column)}${PracticesFrom}:${Letters(column)}${LastPractice}";

        public IEnumerable<Row> Pots()
        {
            var last = PotsFrom + edition.Pots.Count - 1;
            yield return new(Text(edition.Sum is null ? "Pounds to a weighted head" : "To be shared out, £", Heading), Number(edition.Sum?.Value ?? edition.Rate ?? 0, edition.Sum is null ? Fine : Sum));
            yield return new(((string[])["Pot", "Area", "Part", "Pounds", "Weighs in all, or people", "Pounds for each", .. needs.Select(n => $"weight: {n}")]).Select(t => Text(t, Heading)));
            foreach (var (at, pot) in edition.Pots.Index())
            {
                var row = PotsFrom + at;
                var column = pot.IsOfOneArea ? -1 : WeighsAt + shared.FindIndex(s => s.At == at);
                yield return new((IEnumerable<Cell>)
                [
                    Text(pot.Name), Text(pot.Area), Number(pot.Part),
                    Formula(edition.Sum is null ? $"$B$1*E{row}" : $"$B$1*C{row}/SUM($C${PotsFrom}:$C${last})", Sum),
                    Formula(pot.IsOfOneArea ? $"SUMPRODUCT(({OfPractices(PlaceAt + Array.IndexOf(places, pot.Place))}=B{row})*{OfPractices(3)})" : $"SUM({OfPractices(column)})", Fine),
                    Formula($"IF(E{row}=0,0,D{row}/E{row})", Fine),
                    .. needs.Select(n => Number(pot.Needs.FirstOrDefault(w => w.Component == n)?.Value ?? 0)),
                ]);
            }
        }

        public IEnumerable<Row> Practices()
        {
            yield return new(((string[])["Practice", "Name", "Counts for", "People", .. needs.Select(n => $"need: {n}"), .. costs.Select(c => $"cost: {c}"), .. places, .. shared.Select(p => $"weighs: {p.Pot.Name}"), .. shared.Select(p => $"pounds: {p.Pot.Name}"), .. ofAreas.Select(a => $"pounds: {a}"), "Target, £"]).Select(t => Text(t, Heading)));
            foreach (var (at, (unit, share)) in rows.Index())
            {
                var row = PracticesFrom + at;
                decimal Part(decimal number) => number * share.Weight / share.Whole;
                yield return new((IEnumerable<Cell>)
                [
                    Text(population.Codes[unit]), Text(population.Names[unit]), Text(share.Code), Number(Part(population.Heads[unit])),
                    .. needs.Select(n => Number(Part(population[n][unit]))), .. costs.Select(c => Number(population[c][unit])), .. places.Select(p => Text(population.Places[p][unit])),
                    .. shared.Select(p => Formula(Weighs(p.At, p.Pot, row), Fine)),
                    .. shared.Select((p, n) => Formula($"Pots!$F${PotsFrom + p.At}*{Letters(WeighsAt + n)}{row}", Sum)),
                    .. ofAreas.Select(name => Formula(OfArea(name, row), Sum)),
                    Formula(string.Join('+', Enumerable.Range(PoundsAt, TargetAt - PoundsAt).Select(column => $"{Letters(column)}{row}")), Sum),
                ]);
            }
        }

        private string Weighs(int at, Pot pot, int row)
        {
            var need = pot.Needs.Count == 0 ? $"D{row}" : $"({string.Join('+', pot.Needs.Select(n => $"Pots!${Letters(6 + Array.IndexOf(needs, n.Component))}${PotsFrom + at}*{Letters(NeedAt + Array.IndexOf(needs, n.Component))}{row}"))})";
            return string.Join('*', pot.Costs.Select(c => $"{Letters(CostAt + Array.IndexOf(costs, c))}{row}").Prepend(need));
        }

        private string OfArea(string name, int row)
        {
            var pots = edition.Pots.Index().Where(p => p.Item.IsOfOneArea && p.Item.Name == name).ToList();
            var place = Letters(PlaceAt + Array.IndexOf(places, pots[0].Item.Place));
            var (first, last) = (PotsFrom + pots[0].Index, PotsFrom + pots[^1].Index);
            return $"SUMPRODUCT((Pots!$A${first}:$A${last}=\"{name}\")*(Pots!$B${first}:$B${last}={place}{row})*Pots!$F${first}:$F${last})*D{row}";
        }

        public IEnumerable<Row> Bodies()
        {
            yield return new(((string[])["Body", "Name", "People", "Target, £", "Per head, £", "Remit's target, in whole pounds", "Difference, £"]).Select(t => Text(t, Heading)));
            foreach (var (at, (code, pounds)) in placement.Sum(target.Pounds).Index())
            {
                var row = at + 2;
                yield return new((IEnumerable<Cell>)
                [
                    Text(code), Text(placement.NameOf(code)), Formula($"SUMPRODUCT(({OfPractices(2)}=A{row})*{OfPractices(3)})", Sum), Formula($"SUMPRODUCT(({OfPractices(2)}=A{row})*{OfPractices(TargetAt)})", Sum),
                    Formula($"IF(C{row}=0,\"\",D{row}/C{row})", Fine), Number(pounds, Sum), Formula($"D{row}-F{row}", Fine),
                ]);
            }
        }
    }

    private static Cell Formula(string formula, uint style) => new() { CellFormula = new(formula), StyleIndex = style };

    private static Cell Number(decimal value, uint style = Plain) => new(new CellValue(value.ToString(CultureInfo.InvariantCulture))) { DataType = CellValues.Number, StyleIndex = style };

    private static Cell Text(string text, uint style = Plain) => new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };

    /// <summary>The letters of a column that is counted from nought.</summary>
    private static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + column / 26 - 1)}{(char)('A' + column % 26)}";
}
