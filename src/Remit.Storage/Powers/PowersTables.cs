using System.Globalization;
using Remit.Powers;
using Remit.Powers.Interventions;
using Remit.Register;

namespace Remit.Storage.Powers;

/// <summary>Reads the facts about functions and instruments that travel with the product: <c>parameters/powers/*.csv</c>.</summary>
public static class PowersTables
{
    private static readonly Lazy<PowersFacts> ReadOnce = new(() => Read(ParameterTables.Shipped));

    /// <summary>The facts that come with this program.</summary>
    public static PowersFacts Shipped => ReadOnce.Value;

    /// <exception cref="RefusedException">A row is not as it should be: the tables are the product's own, so one bad row stops everything.</exception>
    public static PowersFacts Read(ParameterTables tables)
    {
        var kinds = tables.Read("powers/instrument_kinds.csv").Rows.Select(r => new InstrumentKind(r["kind"], r["directs"] == "Y", r["note"])).ToList();
        return new()
        {
            Functions = [.. tables.Read("powers/functions.csv").Rows.Select(r =>
                new CommissioningFunction(Function(r, "function", r["function"]), r["name"], r["covers"], r["office"], r.Days, SourceOf(r, "functions")))],
            Kinds = kinds,
            Makings = [.. tables.Read("powers/makings.csv").Rows.Select(r => new Making(r["kind"], r["how"], r["instrument"],
                Party.TryParse(r["made_by"], out var maker) ? maker : throw r.Refuse("made_by", "bad-instrument", r["made_by"], "a code or a name"), r["power"]))],
            Instruments = Instruments(tables, [.. kinds.Select(k => k.Name)]),
            Doubts = [.. tables.Read("powers/doubts.csv").Rows.Select(r =>
                new FunctionDoubt([.. Split(r["functions"])?.Select(f => Function(r, "functions", f)) ?? []], [.. Split(r["codes"])?.Select(c => OdsCode.Parse(c)) ?? []], r.Days, r["note"]))],
            Interventions = [.. tables.Read("powers/interventions.csv").Rows.Select(InterventionPower)],
        };
    }

    private static List<Instrument> Instruments(ParameterTables tables, IReadOnlyCollection<string> kinds)
    {
        var clauses = tables.Read("powers/clauses.csv").Rows.ToLookup(r => r["instrument"]);
        List<Instrument> read = [];
        List<Finding> found = [];
        foreach (var row in tables.Read("powers/instruments.csv").Rows)
        {
            var own = clauses[row["id"]].ToList();
            var written = new WrittenInstrument(row["id"], row["kind"], row["title"], row["made_by"], row["power"], Stated(row["decision"]), row.Day("from"), row.Day("to"),
                Stated(row["document"]), Split(row["linked_to"]), [.. own.Select(Clause)]);
            if (written.Read(SourceOf(row, "instruments"), kinds, (clause, field) => (own.Find(c => c["clause"] == clause) ?? row).Place with { Column = field }, found) is { } instrument)
                read.Add(instrument);
        }

        found.AddRange(clauses.Where(c => !read.Exists(i => i.Id == c.Key)).Select(c => new Finding("bad-instrument", Consequence.FileRefused, c.First().Place, c.Key, "the id of a row of instruments.csv")));
        return found.Count > 0 ? throw new RefusedException(found) : read;
    }

    private static WrittenClause Clause(ParameterRow row) => new(
        row["clause"], row["does"], Split(row["functions"]), Split(row["except"]), Stated(row["of_party"]), Stated(row["to_party"]), Split(row["for_people"]), Stated(row["what"]), Stated(row["liable"]),
        Stated(row["target"]), Stated(row["target_clause"]), row.Day("until"), Number(row, "bodies"), Number(row, "out_of"));

    private static InterventionPower InterventionPower(ParameterRow row) => new(
        row["instrument"], row["of_kind"], WrittenInstrument.Effects.Contains(row["does"]) ? Enum.Parse<Effect>(row["does"], ignoreCase: true) : throw row.Refuse("does", "bad-instrument", row["does"], "what a clause may do"),
        Party.TryParse(row["made_by"], out var maker) ? maker : throw row.Refuse("made_by", "bad-instrument", row["made_by"], "a code or a name"),
        row["power"], Split(row["grounds"]) ?? [], Split(row["needs"]) ?? [], Number(row, "months"), row.Days, SourceOf(row, "interventions"));

    private static int? Number(ParameterRow row, string column) =>
        row[column] is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw row.Refuse(column, "not-a-number", text, "a whole number");

    private static FunctionCode Function(ParameterRow row, string column, string text) =>
        FunctionCode.TryParse(text, out var code) ? code : throw row.Refuse(column, "bad-code", text, "the code of a function");

    private static string? Stated(string text) => text.Length == 0 ? null : text;

    private static string[]? Split(string text) => text.Length == 0 ? null : text.Split(';');

    private static Source SourceOf(ParameterRow row, string table)
    {
        var release = new Release("parameters", $"Remit's own table of {table}", DateOnly.MinValue, DateTimeOffset.MinValue, $"parameters/powers/{table}.csv");
        return new(release, (int)row.Place.Line, row.Confidence, Document: row["source"]);
    }
}
