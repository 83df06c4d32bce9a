using System.Globalization;
using CsvHelper;
using Remit.Allocations;

namespace Remit.Storage.Allocations;

/// <summary>Years of pace of change as a table: a row to each body and year.</summary>
public static class PacedFile
{
    private static readonly string[] Columns =
        ["year", "name", "baseline_k", "population_growth_pct", "opening_distance_pct", "minimum_growth_pct", "growth_pct", "allocation_k", "per_head_growth_pct", "target_k", "closing_distance_pct", "moves_away"];

    /// <exception cref="RefusedException">The file cannot be written.</exception>
    public static void Write(IReadOnlyList<PacedYear> years, string path) => WholeFile.Write(path, Content(years));

    /// <summary>The table as a file's content.</summary>
    public static byte[] Content(IReadOnlyList<PacedYear> years) => Content(Columns, years.SelectMany(year => year.Allocations.Select(a => (string[])
    [
        year.Year.ToString(CultureInfo.InvariantCulture), a.Body, Thousands(a.Opening.Baseline), Percentage.Plain(a.Opening.PopulationGrowth), Percentage.Plain(a.Opening.Distance),
        Percentage.Plain(a.Minimum), Percentage.Plain(a.Growth), Thousands(a.Allocation.Value), Percentage.Plain(a.GrowthPerHead),
        a.Target is { } target ? Thousands(Math.Round(target)) : "", a.ClosingDistance is { } closing ? Percentage.Plain(closing) : "", a.MovesAway ? "Y" : "N",
    ])));

    /// <summary>Writes the same year of several policies: a row to each body and policy.</summary>
    /// <exception cref="RefusedException">The file cannot be written.</exception>
    public static void WriteSideBySide(IReadOnlyList<(string Policy, PacedYear Year)> policies, string path) => WholeFile.Write(path, Content(
        ["name", "policy", "year", "minimum_growth_pct", "growth_pct", "allocation_k", "closing_distance_pct"],
        from policy in policies
        from a in policy.Year.Allocations
        orderby a.Body
        select (string[])
        [
            a.Body, policy.Policy, policy.Year.Year.ToString(CultureInfo.InvariantCulture), Percentage.Plain(a.Minimum), Percentage.Plain(a.Growth), Thousands(a.Allocation.Value),
            a.ClosingDistance is { } closing ? Percentage.Plain(closing) : "",
        ]));

    /// <summary>Rows under a header, as a file's content: there are hundreds, so that it is held in memory.</summary>
    internal static byte[] Content(IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        using var content = new MemoryStream();
        using (var csv = CsvWriter.Create(content, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
            foreach (var row in rows.Prepend(header))
            {
                foreach (var cell in row)
                    csv.WriteField(cell);
                csv.EndRecord();
            }

        return content.ToArray();
    }

    /// <summary>Thousands of pounds, with the pounds after the point.</summary>
    internal static string Thousands(decimal pounds) => (pounds / 1000).ToString("0.###", CultureInfo.InvariantCulture);
}
