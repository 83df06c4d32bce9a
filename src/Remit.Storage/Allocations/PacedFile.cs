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
    public static void Write(IReadOnlyList<PacedYear> years, string path) => Write(Columns, years.SelectMany(year => year.Allocations.Select(a => (string[])
    [
        year.Year.ToString(CultureInfo.InvariantCulture), a.Body, Thousands(a.Opening.Baseline), Percentage.Plain(a.Opening.PopulationGrowth), Percentage.Plain(a.Opening.Distance),
        Percentage.Plain(a.Minimum), Percentage.Plain(a.Growth), Thousands(a.Allocation), Percentage.Plain(a.GrowthPerHead),
        a.Target is { } target ? Thousands(Math.Round(target)) : "", a.ClosingDistance is { } closing ? Percentage.Plain(closing) : "", a.MovesAway ? "Y" : "N",
    ])), path);

    /// <summary>Writes the same year of several policies: a row to each body and policy.</summary>
    /// <exception cref="RefusedException">The file cannot be written.</exception>
    public static void WriteSideBySide(IReadOnlyList<(string Policy, PacedYear Year)> policies, string path) => Write(
        ["name", "policy", "year", "minimum_growth_pct", "growth_pct", "allocation_k", "closing_distance_pct"],
        from policy in policies
        from a in policy.Year.Allocations
        orderby a.Body
        select (string[])
        [
            a.Body, policy.Policy, policy.Year.Year.ToString(CultureInfo.InvariantCulture), Percentage.Plain(a.Minimum), Percentage.Plain(a.Growth), Thousands(a.Allocation),
            a.ClosingDistance is { } closing ? Percentage.Plain(closing) : "",
        ],
        path);

    /// <summary>Writes rows under a header; the file appears whole or not at all.</summary>
    internal static void Write(IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows, string path)
    {
        using var file = new WholeFile(path);
        using (var csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
            foreach (var row in rows.Prepend(header))
            {
                foreach (var cell in row)
                    csv.WriteField(cell);
                csv.EndRecord();
            }

        file.Keep();
    }

    /// <summary>Thousands of pounds, with the pounds after the point.</summary>
    internal static string Thousands(decimal pounds) => (pounds / 1000).ToString("0.###", CultureInfo.InvariantCulture);
}
