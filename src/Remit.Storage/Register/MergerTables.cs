using Remit.Register;

namespace Remit.Storage.Register;

/// <summary>Reads what is known of the procedure for mergers: <c>parameters/mergers/steps.csv</c>, and the factors of applications to merge.</summary>
public static class MergerTables
{
    private static readonly Lazy<MergerRules> ReadOnce = new(() => Read(ParameterTables.Shipped));

    /// <summary>The rules that come with this program.</summary>
    public static MergerRules Shipped => ReadOnce.Value;

    /// <exception cref="RefusedException">A row is not as it should be.</exception>
    public static MergerRules Read(ParameterTables tables) => new(
        Rows(tables, "mergers/steps.csv", "steps of mergers", (row, source) =>
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
        [.. Rows(tables, "powers/application_factors.csv", "factors of applications", (row, source) => row["applications"].Split(';').Contains("merge") ? new MergerFactor(row["body_kind"], row.Days, row["question"], row["check"], source) : null).OfType<MergerFactor>()]);

    private static List<T> Rows<T>(ParameterTables tables, string table, string what, Func<ParameterRow, Source, T> make)
    {
        var release = new Release("parameters", $"Remit's own table of {what}", DateOnly.MinValue, DateTimeOffset.MinValue, $"parameters/{table}");
        return [.. tables.Read(table).Rows.Select(row => make(row, new Source(release, (int)row.Place.Line, row.Confidence, Document: row["source"])))];
    }
}
