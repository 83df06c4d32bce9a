using System.Globalization;
using System.Text;
using Remit.Responsibility;
using Remit.Responsibility.Bulk;

namespace Remit.Storage.Responsibility;

/// <summary>A layout of activity files that Remit knows, kept as data: <c>parameters/responsibility/layouts.csv</c> and <c>layout_columns.csv</c>.</summary>
public sealed class ActivityLayout
{
    private readonly IReadOnlyList<Rule> rules;

    private ActivityLayout(string name, string title, IReadOnlyList<string> recognisedBy, bool carriesUnknownColumns, IReadOnlyList<Rule> rules)
    {
        (Name, Title, RecognisedBy, CarriesUnknownColumns) = (name, title, recognisedBy, carriesUnknownColumns);
        this.rules = rules;
    }

    public string Name { get; }
    public string Title { get; }

    /// <summary>The columns whose presence, all together, tells this layout.</summary>
    public IReadOnlyList<string> RecognisedBy { get; }

    /// <summary>Whether columns that the method does not use are carried into the decisions.</summary>
    public bool CarriesUnknownColumns { get; }

    /// <summary>Every layout there is: the plain format first.</summary>
    public static IReadOnlyList<ActivityLayout> All() => AllRead.Value;

    private static readonly Lazy<IReadOnlyList<ActivityLayout>> AllRead = new(ReadAll);

    /// <summary>The layout of a file, by its header.</summary>
    /// <exception cref="RefusedException">No layout is recognised, or a column is repeated.</exception>
    /// <param name="line">The line on which the columns are named; nought where the file names them elsewhere.</param>
    public static (ActivityLayout Layout, ActivityColumns Columns) Recognise(string file, IReadOnlyList<string> headers, long line = 1)
    {
        var known = headers.Select(h => h.ToUpperInvariant()).ToList();
        var repeated = known.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1);
        if (repeated is not null)
        {
            // The first record of a file without a header is a patient's: its cells are not for the terminal.
            var name = Item.Named(repeated.Key)?.Column ?? $"column {known.IndexOf(repeated.Key) + 1}";
            throw new RefusedException(new Finding("repeated-column", Consequence.FileRefused, new Place(file, line, name), $"{repeated.Count()} columns of that name", "one"));
        }


        var layout = All().FirstOrDefault(l => l.RecognisedBy.All(c => known.Contains(c.ToUpperInvariant())));
        if (layout is null)
        {
            var plain = All()[0];
            var missing = plain.RecognisedBy.Where(c => !known.Contains(c.ToUpperInvariant()));
            throw new RefusedException(new Finding("unknown-layout", Consequence.FileRefused, new Place(file, line),
                $"{headers.Count:N0} columns without {string.Join(" and ", missing)}{Recognised(known)}",
                $"{(line == 0 ? "columns of these names" : "a first line that names the columns")}: the plain format ({string.Join(", ", plain.RecognisedBy)}, …) or one of: {string.Join(", ", All().Skip(1).Select(l => l.Title))}"));
        }

        return (layout, new ActivityColumns(layout, layout.RulesFor(known), headers, layout.rules.Count == 0));
    }

    /// <summary>Which of the columns have a name that some layout uses; nothing else of an unknown first line is repeated, as it may be a patient's record.</summary>
    private static string Recognised(List<string> headers)
    {
        var names = All().SelectMany(l => l.RecognisedBy).Concat(Item.All.Select(i => i.Column)).Where(n => headers.Contains(n.ToUpperInvariant())).Distinct().ToList();
        return names.Count == 0 ? "; none known" : $"; of those that Remit knows: {string.Join(", ", names)}";
    }

    private IReadOnlyList<(Item Item, ActivityColumns.Reader Read, int[] Columns)> RulesFor(List<string> headers)
    {
        if (rules.Count > 0)
            return [.. rules.Select(rule => (rule.Item, rule.Bind(headers), rule.Columns(headers)))];

        return [.. from item in Item.All
                   let column = headers.IndexOf(item.Column.ToUpperInvariant())
                   where column >= 0
                   select (item, (ActivityColumns.Reader)(source => source.Text(column)), new[] { column })];
    }

    private static IReadOnlyList<ActivityLayout> ReadAll()
    {
        var columns = ParameterTables.Shipped.Read("responsibility/layout_columns.csv").Rows.ToLookup(row => row["layout"]);
        return [.. ParameterTables.Shipped.Read("responsibility/layouts.csv").Rows.Select(row => new ActivityLayout(
            row["layout"],
            row["title"],
            row["recognised_by"].Split(';'),
            row["carries_unknown_columns"] == "Y",
            [.. columns[row["layout"]].Select(Rule.Of)]))];
    }

    /// <summary>Where one item comes from: one column, the first of several that is not missing (<c>A|B</c>), several side by side (<c>A/B</c>), a numbered run (<c>A_01..A_20</c>), or a constant (<c>=011</c>).</summary>
    private sealed record Rule(Item Item, string From, IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> Missing)
    {
        public static Rule Of(ParameterRow row) => new(
            Item.Named(row["item"]) ?? throw new InvalidOperationException($"layout_columns.csv names an item that is not one: {row["item"]}."),
            row["taken_from"],
            Parts(row["values"]).Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]),
            Parts(row["missing"]).ToHashSet());

        public int[] Columns(List<string> headers) =>
            From.StartsWith('=') ? [] : [.. Names().Select(n => headers.IndexOf(n.ToUpperInvariant())).Where(i => i >= 0)];

        public ActivityColumns.Reader Bind(List<string> headers)
        {
            if (From.StartsWith('='))
            {
                var constant = From[1..];
                return _ => constant;
            }

            var columns = Columns(headers);
            if (From.Contains("..", StringComparison.Ordinal))
                return source => string.Join(';', columns.Select(c => Cell(source, c)).Where(cell => cell.Length > 0));
            if (From.Contains('/'))
                return source => Mapped(string.Join('/', columns.Select(c => Cell(source, c))));

            return source =>
            {
                foreach (var column in columns)
                    if (Cell(source, column) is { Length: > 0 } cell)
                        return Mapped(cell);
                return "";
            };
        }

        private string Cell(IRecordSource source, int column)
        {
            var cell = source.Text(column).Trim();
            return Missing.Contains(cell) ? "" : cell;
        }

        private string Mapped(string cell) => Values.Count == 0 ? cell : Values.GetValueOrDefault(cell, cell);

        private string[] Names()
        {
            if (From.Split("..") is not [var first, var last])
                return From.Split('|', '/');

            var stem = first[..^2];
            var (from, to) = (int.Parse(first[^2..], CultureInfo.InvariantCulture), int.Parse(last[^2..], CultureInfo.InvariantCulture));
            return [.. Enumerable.Range(from, to - from + 1).Select(n => $"{stem}{n:00}")];
        }

        private static string[] Parts(string list) => list.Length == 0 ? [] : list.Split(';');
    }
}

/// <summary>A layout bound to one file's header.</summary>
public sealed class ActivityColumns
{
    /// <summary>Gives one item's cell of the record in hand.</summary>
    public delegate string Reader(IRecordSource source);

    private readonly Reader?[] readers = new Reader?[Item.All.Count];
    private readonly int[] bound;
    private readonly (Reader? Read, int Column)[] slots;
    private readonly bool slotsAreColumns;

    /// <param name="asTheyStand">Whether each item is the cell of its column, with no rule applied.</param>
    internal ActivityColumns(ActivityLayout layout, IReadOnlyList<(Item Item, Reader Read, int[] Columns)> rules, IReadOnlyList<string> headers, bool asTheyStand)
    {
        foreach (var (item, read, _) in rules)
            readers[item.Position] = read;

        bound = [.. rules.Select(r => r.Item.Position)];
        RecordIdColumn = rules.First(r => r.Item == Item.RecordId).Columns[0];
        CellCount = headers.Count;
        Absent = layout.CarriesUnknownColumns ? [.. Expected.Where(item => readers[item.Position] is null && !(item == Item.Postcode && readers[Item.SmallArea.Position] is not null))] : [];
        var used = rules.SelectMany(r => r.Columns).ToHashSet();
        Carried = layout.CarriesUnknownColumns ? [.. Enumerable.Range(0, headers.Count).Where(i => !used.Contains(i))] : [];
        CarriedHeaders = [.. Carried.Select(i => headers[i])];
        Taken = [.. rules.SelectMany(r => r.Columns.Select(c => (c, (Item?)r.Item))), .. Carried.Select(c => (c, (Item?)null))];

        // The record id as found comes first; a layout with rules has another reading of it beside.
        var items = rules.Where(r => !asTheyStand || r.Item != Item.RecordId).ToList();
        slots = [(null, RecordIdColumn), .. items.Select(r => (asTheyStand ? null : r.Read, asTheyStand ? r.Columns[0] : -1)), .. Carried.Select(i => ((Reader?)null, i))];
        slotsAreColumns = asTheyStand && slots.Select(s => s.Column).SequenceEqual(Enumerable.Range(0, headers.Count));
        var placed = items.Select((r, i) => (r.Item, i + 1));
        Block = new BlockColumns(asTheyStand ? placed.Append((Item.RecordId, 0)) : placed, slots.Length, CellCount, [.. Enumerable.Range(items.Count + 1, Carried.Count)]);
    }

    /// <summary>Where a block of records of this file holds each item.</summary>
    public BlockColumns Block { get; }

    // Without these, most decisions would be others; the rest are seldom recorded.
    private static readonly Item[] Expected =
        [Item.Provider, Item.Practice, Item.Postcode, Item.OverseasCategory, Item.AdministrativeCategory, Item.SourceOfAdmission, Item.TreatmentFunction, Item.ServiceCode];

    /// <summary>The items that a file of the plain format is expected to have and this one has no column for. They are empty on every record.</summary>
    public IReadOnlyList<Item> Absent { get; }

    /// <summary>How many cells each record must have.</summary>
    public int CellCount { get; }

    public int RecordIdColumn { get; }

    /// <summary>The columns carried through untouched, and their headers.</summary>
    public IReadOnlyList<int> Carried { get; }

    public IReadOnlyList<string> CarriedHeaders { get; }

    /// <summary>Every column that is read, with the item that comes from it; none for one that is carried.</summary>
    public IReadOnlyList<(int Column, Item? Item)> Taken { get; }

    /// <summary>An item's cell as found; empty where the layout has no such column.</summary>
    public string Text(IRecordSource source, Item item) => readers[item.Position]?.Invoke(source) ?? "";

    /// <summary>Adds the cells of the record in hand to a block.</summary>
    public void AddTo(ActivityBlock block, IRecordSource source)
    {
        if (slotsAreColumns && source is CsvSource { PlainRecord: { IsEmpty: false } record })
        {
            block.AddPlain(record);
            return;
        }

        foreach (var (read, column) in slots)
            block.Add(read is null ? source.Span(column) : Encoding.UTF8.GetBytes(read(source)));
    }

    /// <summary>Fills a record with the cells of the one in hand.</summary>
    public void Fill(ActivityRecord record, IRecordSource source)
    {
        foreach (var position in bound)
            record[Item.All[position]] = readers[position]!(source);
    }
}
