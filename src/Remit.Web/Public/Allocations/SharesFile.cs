using System.Globalization;
using Remit.Storage.Register;

namespace Remit.Web.Public.Allocations;

/// <summary>Shares as a table: a row to each body, and where there are allocations, to each of its years.</summary>
internal static class SharesFile
{
    private static readonly string[] Columns = ["code", "name", "people", "target", "target_per_head", "of_england", "year", "baseline", "opening_distance_pct", "growth_pct", "allocation", "closing_distance_pct"];

    public static byte[] Content(MadeShares shares)
    {
        using var content = new MemoryStream();
        MergerPlanTables.WriteCsv(content, Rows(shares).Prepend(Columns));
        return content.ToArray();
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(MadeShares shares)
    {
        foreach (var (code, pounds) in shares.Targets)
        {
            var people = shares.People[code];
            string[] share = [code, shares.Placement.NameOf(code), Plain(people), Plain(pounds), people == 0 ? "" : Plain(Math.Round(pounds / people, 2)), shares.IndexOf(code) is { } index ? Plain(Math.Round(index, 4)) : ""];
            var years = shares.Years.Select(y => (y.Year, Given: y.Allocations.FirstOrDefault(a => a.Body == code))).Where(y => y.Given is not null).ToList();
            if (years.Count == 0)
                yield return [.. share, "", "", "", "", "", ""];
            foreach (var (year, given) in years)
                yield return [.. share, Plain(year), Plain(given!.Opening.Baseline), Plain(Math.Round(given.Opening.Distance, 4)), Plain(Math.Round(given.Growth, 4)), Plain(given.Allocation.Value), given.ClosingDistance is { } closing ? Plain(Math.Round(closing, 4)) : ""];
        }
    }

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
