using System.Globalization;
using Remit.Governance;

namespace Remit.Storage.Governance;

/// <summary>Reads the facts about governance that travel with the product: <c>parameters/governance/*.csv</c>.</summary>
public static class GovernanceTables
{
    private static readonly Lazy<GovernanceFacts> ReadOnce = new(() => Read(ParameterTables.Shipped));

    /// <summary>The facts that come with this program.</summary>
    public static GovernanceFacts Shipped => ReadOnce.Value;

    /// <exception cref="RefusedException">A row is not as it should be: the tables are the product's own, so one bad row stops everything.</exception>
    public static GovernanceFacts Read(ParameterTables tables)
    {
        var declarable = tables.Read("governance/declarations.csv").Rows.Select(r => new DeclarableFact(r["fact"], r["question"], r["of_body"] == "Y", r["shown_by"])).ToList();
        var known = declarable.Select(d => d.Code).ToHashSet();
        return new()
        {
            Declarable = declarable,
            Offices = [.. tables.Read("governance/offices.csv").Rows.Select(r => new Office(r["office"], r["name"], r["group"], Requirements(r, "requires", known)))],
            Rules = [.. tables.Read("governance/composition.csv").Rows.Select(r => new CompositionRule(
                r["rule"], r["kind"], r["committee"], r.Days, Test(r), Number(r, "number"), Split(r["who"]), Requirements(r, "needs", known), r["binding"] == "Y", r["says"], r["remedy"], r["source"], r.Confidence))],
            Disqualifications = [.. tables.Read("governance/disqualifications.csv").Rows.Select(r => new Disqualification(
                r["ground"], r["kind"], r["lay_only"] == "Y", Fact(r, "fact", r["fact"], known), Number(r, "years"), r.Days, r["says"], r["source"], r.Confidence))],
            Limits = [.. tables.Read("governance/limits.csv").Rows.Select(r => new InterestLimit(r["what"], Number(r, "value"), r["unit"], r.Days, r["source"], r.Confidence))],
        };
    }

    private static CompositionTest Test(ParameterRow row) =>
        Enum.TryParse<CompositionTest>(row["test"].Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var test) && Enum.IsDefined(test) ? test : throw row.Refuse("test", "unknown-test", row["test"], "a test that CompositionTest has");

    private static List<Requirement> Requirements(ParameterRow row, string column, HashSet<string> known) =>
        [.. Split(row[column]).Select(text => new Requirement([.. text.TrimStart('!').Split('|').Select(f => Fact(row, column, f, known))], text.StartsWith('!')))];

    private static string Fact(ParameterRow row, string column, string text, HashSet<string> known) => known.Contains(text) ? text : throw row.Refuse(column, "unknown-fact", text, "a fact of declarations.csv");

    private static int Number(ParameterRow row, string column) =>
        row[column].Length == 0 ? 0 : int.TryParse(row[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw row.Refuse(column, "not-a-number", row[column], "a whole number");

    private static string[] Split(string text) => text.Length == 0 ? [] : text.Split(';');
}
