using Remit.Powers.Applications;
using Remit.Register;

namespace Remit.Storage.Powers.Applications;

/// <summary>Reads what is known of the law and the procedures on applications: <c>parameters/powers/application_*.csv</c>.</summary>
public static class ApplicationTables
{
    private static readonly Lazy<ApplicationRules> ReadOnce = new(() => Read(ParameterTables.Shipped));

    /// <summary>The rules that come with this program.</summary>
    public static ApplicationRules Shipped => ReadOnce.Value;

    /// <exception cref="RefusedException">A row is not as it should be: the tables are the product's own, so one bad row stops everything.</exception>
    public static ApplicationRules Read(ParameterTables tables) => new()
    {
        Kinds = Rows(tables, "kinds", (r, source) => new ApplicationKind(r["application"], r["journey"], r["body_kind"], r.Days, r["power"], r["decided_by"], r["own_motion"] == "Y", r["hands_over"] == "Y", r["bodies_agree"] == "Y",
            [.. r["needs"].Split(';').Select(n => WrittenApplication.Needs.Contains(n) ? n : throw r.Refuse("needs", "bad-need", n, $"one of: {string.Join(", ", WrittenApplication.Needs)}"))], r["ends"] == "Y", r["instrument"], r["transfer_power"], r["note"], source)),
        Editions = Rows(tables, "procedures", (r, source) =>
        {
            var edition = new ProcedureEdition(r["edition"], r["title"], r["body_kind"], r["applications"].Split(';'), r.Days, Split(r["apply_by"]), r["takes_effect"], r["note"], source);
            try
            {
                edition.LastDayFor(new(2001, 1, 1));
                return edition;
            }
            catch (FormatException)
            {
                throw r.Refuse("apply_by", "not-a-due-day", r["apply_by"], "months and days as 06-01, or nothing");
            }
        }),
        Factors = Rows(tables, "factors", (r, source) => new ApplicationFactor(r["factor"], r["applications"].Split(';'), r["body_kind"], r.Days, r["must"] == "Y", r["question"], r["basis"], r["check"], source)),
        Views = Rows(tables, "views", (r, source) => new ViewsNeeded(r["group"], r["applications"].Split(';'), r["body_kind"], r.Days, r["needed"] == "Y", r["basis"], source)),
        Names = Rows(tables, "names", (r, source) => new NameRule(r["body_kind"], r.Days, r["starts"], r["ends"], source)),
        Closing = Rows(tables, "closing", (r, source) => new ClosingStep(r["step"], r["applications"].Split(';'), new(r["body_kind"], r.Days, r["due"], r["text"], source))),
    };

    private static string[] Split(string text) => text.Length == 0 ? [] : text.Split(';');

    private static List<T> Rows<T>(ParameterTables tables, string table, Func<ParameterRow, Source, T> make)
    {
        var name = $"powers/application_{table}.csv";
        var release = new Release("parameters", $"Remit's own table of {table} of applications", DateOnly.MinValue, DateTimeOffset.MinValue, $"parameters/{name}");
        return [.. tables.Read(name).Rows.Select(r => make(r, new Source(release, (int)r.Place.Line, r.Confidence, Document: r["source"])))];
    }
}
