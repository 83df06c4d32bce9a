using Remit.Register;

namespace Remit.Storage.Register;

/// <summary>Reads what is known of the procedure for mergers: <c>parameters/mergers/*.csv</c>.</summary>
public static class MergerTables
{
    private static readonly Lazy<MergerRules> ReadOnce = new(() => Read(ParameterTables.Shipped));

    /// <summary>The rules that come with this program.</summary>
    public static MergerRules Shipped => ReadOnce.Value;

    /// <exception cref="RefusedException">A row is not as it should be.</exception>
    public static MergerRules Read(ParameterTables tables) => new(
        Rows(tables, "steps", (row, source) =>
        {
            var step = new MergerStep(row["kind"], row.Days, row["due"], row["step"], source);
            try
            {
                step.DueFor(new(2001, 1, 1));
                return step;
            }
            catch (FormatException)
            {
                throw row.Refuse("due", "not-a-due-day", row["due"], "eve, day, day+9, a month and day as 06-01, or nothing");
            }
        }),
        Rows(tables, "factors", (row, source) => new MergerFactor(row["kind"], row.Days, row["factor"], row["evidence"], source)));

    private static List<T> Rows<T>(ParameterTables tables, string table, Func<ParameterRow, Source, T> make)
    {
        var name = $"mergers/{table}.csv";
        var release = new Release("parameters", $"Remit's own table of {table} of mergers", DateOnly.MinValue, DateTimeOffset.MinValue, $"parameters/{name}");
        return [.. tables.Read(name).Rows.Select(row => make(row, new Source(release, (int)row.Place.Line, row.Confidence, Document: row["source"])))];
    }
}
