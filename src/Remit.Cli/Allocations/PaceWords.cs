using System.Globalization;
using Remit.Allocations;
using Remit.Money;
using Remit.Storage.Allocations;

namespace Remit.Cli.Allocations;

/// <summary>What the verbs about pace of change say alike.</summary>
internal static class PaceWords
{
    public const string PlaceTotal = "Published final growth is in places higher: that came from the total for the place (primary care and specialised services with it), which such a file does not hold.";

    // Less than a tenth of a million would look like nothing.
    public static string Millions(decimal pounds) => Math.Abs(pounds) is > 0 and < 100_000 ? Pounds.Nearest(pounds).ToString() : string.Create(CultureInfo.InvariantCulture, $"£{pounds / 1_000_000:N1}m");

    public static string Millions(Pounds pounds) => Millions(pounds.Value);

    public static string Rate(decimal? rate) => rate is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.00}%") : "not known";

    public static string Signed(decimal? distance) => distance is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:+0.00;-0.00;0.00}%") : "not known";

    public static string Doubted(string confidence) => confidence is "high" or "" ? "" : $" (confidence {confidence})";

    /// <summary>Why a body moves away from its target.</summary>
    public static string Why(PacedYear year, PacedAllocation body)
    {
        var target = 100 * (body.Target!.Value / body.Opening.Target - 1);
        return $"{body.Body}: {Signed(body.Opening.Distance)} to {Signed(body.ClosingDistance)}, since its target grows by {Rate(target)} and it by {Rate(body.Growth)}"
            + (body.Growth > body.Minimum + 0.01m ? ", its minimum and a share of the rest" : year.Total is null || body.Opening.Distance > 0 ? ", its minimum" : ", its minimum: those of others took the money");
    }

    /// <summary>What is said of a year that could not be paid for, or whose money could not be given out.</summary>
    public static IEnumerable<string> Warnings(PacedYear year)
    {
        if (year.Unfunded.Value > 0)
            yield return $"Year {year.Year} cannot be paid for: the minima cost {Millions(year.Unfunded)} more than the {Millions(year.Total!.Value)} there is. They are given all the same.";
        if (year.Left.Value > 0)
            yield return $"Year {year.Year} has {Millions(year.Left)} left that nobody can be given: all stand at the maximum.";
    }

    /// <summary>What years come to, one under another.</summary>
    public static TextTable ByYear(IReadOnlyList<PacedYear> years)
    {
        var table = new TextTable("year", "bodies", "baseline", "allocations", "growth", "lowest", "highest", "furthest under", "furthest over", "move away").Right(1, 2, 3, 4, 5, 6, 7, 8, 9);
        foreach (var year in years)
        {
            var bodies = year.Allocations;
            table.Row($"{year.Year}", $"{bodies.Count:N0}", Millions(year.Baseline), Millions(year.Sum), Rate(year.Growth),
                bodies.Count == 0 ? "" : Rate(bodies.Min(b => b.Growth)), bodies.Count == 0 ? "" : Rate(bodies.Max(b => b.Growth)),
                Signed(bodies.Min(b => b.ClosingDistance)), Signed(bodies.Max(b => b.ClosingDistance)), $"{bodies.Count(b => b.MovesAway):N0}");
        }

        return table;
    }

    /// <summary>The rule and value of each term, one under another.</summary>
    public static TextTable Terms(IReadOnlyList<WrittenPolicy> policies)
    {
        var years = policies.Max(p => p.Policy.Years.Count);
        var table = new TextTable([years > 1 ? "rule (year)" : "rule", .. policies.Select(p => p.Policy.Id)]);
        foreach (var (rule, year) in from r in PacePolicies.Rules from y in Enumerable.Range(1, years) select (r.Rule, y))
            if (policies.Any(p => Stated(p, rule, year) is not null))
                table.Row([years > 1 ? $"{rule} ({year})" : rule, .. policies.Select(p => Stated(p, rule, year) is { } stated ? stated.Value + Doubted(stated.Confidence) : "")]);
        return table;
    }

    private static StatedRule? Stated(WrittenPolicy policy, string rule, int year) => policy.Rules.FirstOrDefault(r => r.Rule == rule && r.Year == year);
}
