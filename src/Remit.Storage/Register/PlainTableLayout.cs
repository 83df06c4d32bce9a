using Remit.Responsibility;

namespace Remit.Storage.Register;

/// <summary>A row of one of the plain reference tables, as far as its layout is checked.</summary>
public readonly record struct PlainRow(string Key, string Belongs, int Line);

/// <summary>One of the plain reference tables that anyone can write: a header, ISO days, both days named included.</summary>
/// <param name="schema">The columns it may have. The first that it must have is what each row is about, and may not be empty.</param>
public sealed class PlainTableLayout(TableSchema schema) : Layout<PlainRow>(schema.Name, $"table of {schema.Words}", hasHeader: true)
{
    // What a row says of its key that is worth comparing between releases, the most telling first.
    private static readonly string[] Belongings = ["commissioner", "icb", "hub", "specialised_hub", "status"];

    private readonly string[] required = [.. schema.Columns.Where(c => c.Required).Select(c => c.Name)];

    public override IReadOnlyList<string> Headings => [.. schema.Columns.Select(c => c.Name), .. schema.Dated ? ["from", "to"] : Array.Empty<string>()];

    public override string Wanted => $"a header with {string.Join(", ", required)}";

    public override bool Recognises(Specimen specimen) => required.All(specimen.Heads);

    protected override RowReader<PlainRow> Reader(OpenFile file)
    {
        var (cells, source, notes) = (file.Cells, file.Source, file.Notes);
        foreach (var column in required)
            file.Required(column);
        if (Headings.FirstOrDefault(h => source.Headers.Count(c => string.Equals(c, h, StringComparison.OrdinalIgnoreCase)) > 1) is { } twice)
            throw new RefusedException(new Finding("repeated-column", Consequence.FileRefused, new Place(file.Release.File, 1, twice), "more than one column of that name", "one"));

        var key = file.Required(required[0]);
        var of = file.Required(Belongings.First(b => required.Skip(1).Contains(b)));
        var (from, to) = schema.Dated ? (file.Column("from"), file.Column("to")) : (-1, -1);
        return (out PlainRow row) =>
        {
            row = default;
            if (cells.Text(key).Length == 0)
                return cells.Bad("no-key", required[0], key, "something: the rest of the row is about it");
            if (!PlainDays.TryRead(source, from, to, file.Release.File, out _, out var wrong))
            {
                notes.LeaveOut(wrong!);
                return false;
            }

            row = new(cells.Text(key), cells.Text(of), cells.Line);
            return true;
        };
    }

    // Where several rows hold, the first counts: the format allows them.
    protected override string? Unique(PlainRow row) => null;

    protected override RowKey KeyOf(PlainRow row) => new(row.Key, row.Belongs);
}
