namespace Remit.Specs.Responsibility;

/// <summary>One row of a page: what is recorded, and what must come out.</summary>
/// <param name="Id">Its name for ever: C… from the first collection, N… added since.</param>
/// <param name="Page">The page's file name.</param>
/// <param name="PageLine">The line of the page that the row stands on.</param>
/// <param name="Cells">Every column that the row or the tables above it give.</param>
/// <param name="File">The file shown on the page that holds the record, or none where the runner writes one.</param>
internal sealed record WorkedCase(string Id, string Page, int PageLine, IReadOnlyDictionary<string, string> Cells, ShownFile? File)
{
    public const string Rejected = "REJECTED";
    public const string Refused = "REFUSED";

    public string this[string column] => Cells.GetValueOrDefault(column, "");

    public bool IsRejected => this[Column.Outcome] == Rejected;

    public bool IsRefused => this[Column.Outcome] == Refused;

    /// <summary>The record's activity cells, in the order of <see cref="Column.Activity"/>.</summary>
    public IEnumerable<string> ActivityCells => Column.Activity.Select(c => this[c]);

    /// <summary>What must be decided, in the order of <see cref="Column.Decision"/>.</summary>
    public IEnumerable<string> Expected => Column.Decision.Select(c => this[c]);

    public override string ToString() => $"{Page}:{PageLine} {Id}";
}

/// <summary>A file written out on a page in full, for what a table cannot show: a row with a cell too few, a quoted line break.</summary>
internal sealed record ShownFile(int PageLine, string Text);
