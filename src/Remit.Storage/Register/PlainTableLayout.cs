using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>A row of one of the plain reference tables, as far as its layout is checked.</summary>
public readonly record struct PlainRow(string Key, string Belongs, int Line);

/// <summary>One of the plain reference tables that anyone can write: a header, ISO days, both days named included.</summary>
/// <param name="required">The columns it must have; the first is what each row is about, and may not be empty.</param>
/// <param name="belongs">The column that says what the row belongs to; none where it belongs to nothing.</param>
public sealed class PlainTableLayout(string kind, string title, string[] required, string? belongs = null) : Layout<PlainRow>(kind, title, hasHeader: true)
{
    public override IReadOnlyList<string> Headings => required;

    public override string Wanted => $"a header with {string.Join(", ", required)}";

    public override bool Recognises(Specimen specimen) => required.All(specimen.Heads);

    protected override RowReader<PlainRow> Reader(OpenFile file)
    {
        var cells = file.Cells;
        foreach (var column in required)
            file.Required(column);
        var key = file.Required(required[0]);
        var of = belongs is null ? -1 : file.Required(belongs);
        var (from, to) = (file.Column("from"), file.Column("to"));
        return (out PlainRow row) =>
        {
            row = default;
            if (cells.Text(key).Length == 0)
                return cells.Bad("no-key", required[0], key, "something: the rest of the row is about it");
            if (!Day(cells, from, "from", out var first) || !Day(cells, to, "to", out var last))
                return false;
            if (last < first)
                return cells.Bad("impossible-date", "to", to, $"a day not before {first:yyyy-MM-dd}");
            row = new(cells.Text(key), cells.Text(of), cells.Line);
            return true;
        };
    }

    // Where several rows hold, the first counts: the format allows them.
    protected override string? Unique(PlainRow row) => null;

    protected override RowKey KeyOf(PlainRow row) => new(row.Key, row.Belongs);

    private static bool Day(RowCells cells, int column, string name, out DateOnly? day)
    {
        day = null;
        var text = cells.Text(column);
        if (text.Length == 0)
            return true;
        if (!IsoDate.TryParse(text, out var parsed))
            return cells.Bad("bad-date", name, column, "a real day as 2013-04-01, or nothing");
        day = parsed;
        return true;
    }
}
