using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Remit.Allocations;
using Remit.Storage.Allocations;

namespace Remit.Web.Public.Allocations;

/// <summary>One term that a form can change.</summary>
/// <param name="Name">What addresses call it.</param>
/// <param name="Rule">What tables of policies call it.</param>
public sealed record PaceField(string Name, string Rule, Func<PaceTerms, decimal?> Of, Func<PaceTerms, decimal?, PaceTerms> With);

/// <summary>A scenario as an address describes it: a policy, changes to it, bodies put together, and for how many years. The address is the scenario: whoever has it has the same.</summary>
public sealed class PaceAsked
{
    private const string None = "none";

    private readonly Dictionary<string, string> typed = [];

    /// <summary>The terms that can be changed; a taper only as a whole, by a policy of one's own.</summary>
    public static IReadOnlyList<PaceField> Fields { get; } =
    [
        new("minimum", "minimum growth", t => t.MinimumGrowth, (t, v) => v is { } rate ? t with { MinimumGrowth = rate } : t),
        new("per-head", "minimum growth per head", t => t.MinimumGrowthPerHead, (t, v) => t with { MinimumGrowthPerHead = v }),
        new("maximum", "maximum growth", t => t.MaximumGrowth, (t, v) => t with { MaximumGrowth = v }),
        new("furthest", "furthest under target", t => t.FurthestUnder, (t, v) => t with { FurthestUnder = v }),
        new("targets", "target growth per head", t => t.TargetGrowthPerHead, (t, v) => t with { TargetGrowthPerHead = v }),
        new("total", "total growth", t => t.TotalGrowth, (t, v) => t with { TotalGrowth = v }),
    ];

    /// <param name="query">What the address says. What it says wrongly is a problem, and left out.</param>
    public PaceAsked(IQueryCollection query, HeldPositions held)
    {
        List<(string, string)> problems = [];
        string Said(string name) => query[name].ToString().Trim();
        WrittenPolicy? Named(string id) => PacePolicies.Shipped.FirstOrDefault(p => p.Policy.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

        Written = Named(Said("policy")) ?? PacePolicies.Shipped[0];
        if (Said("policy").Length > 0 && Named(Said("policy")) is null)
            problems.Add(("policy", $"There is no policy {Finding.Quoted(Said("policy"))}: this is {Written.Policy.Id}."));
        Policy = Written.Policy;
        foreach (var field in Fields)
        {
            if (Said(field.Name) is not { Length: > 0 } text)
                continue;
            typed[field.Name] = text;
            if (text == None && field.Name != "minimum")
                Policy = Policy.With(t => field.With(t, null));
            else if (Percentage.TryRead(text, out var rate) && rate is > -100 and <= 100)
                Policy = Policy.With(t => field.With(t, rate));
            else
                problems.Add((field.Name, $"{char.ToUpperInvariant(field.Rule[0])}{field.Rule[1..]}: found {Finding.Quoted(text)}, wanted a number in per cent such as 2.08{(field.Name == "minimum" ? "" : $", or '{None}'")}."));
        }

        if (Said("rest") is { Length: > 0 } rest)
        {
            typed["rest"] = rest;
            Policy = Policy.With(t => t with { Rest = rest == "furthest-first" ? RestGoes.FurthestFirst : RestGoes.ByDistance });
        }

        foreach (var contradiction in Policy.Years.SelectMany(t => t.Contradictions()).Distinct().ToList())
        {
            problems.Add(("minimum", $"These terms cannot be kept together: {contradiction}. The policy is shown as it was stated."));
            Policy = Written.Policy;
        }

        if (Said("years") is { Length: > 0 } years && !(int.TryParse(years, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && (Years = asked) is > 0 and <= PaceOfChange.MostYears))
        {
            problems.Add(("years", $"Years: found {Finding.Quoted(years)}, wanted 1 to {PaceOfChange.MostYears}."));
            Years = 1;
        }

        if (Years > 1 && Policy.Years.Any(t => t is { TargetGrowthPerHead: null, TotalGrowth: null }))
        {
            problems.Add(("targets", "Nobody knows where targets go beyond the first year without 'target growth per head' or 'total growth': one year is shown."));
            Years = 1;
        }

        Opening = Merged(held, Merge = Said("merge"), problems);
        if (Said("against") is { Length: > 0 } against)
            typed["against"] = against;
        Against = Said("against") == None ? null
            : Named(Said("against"))?.Policy ?? (IsVaried || Merge.Length > 0 ? Written.Policy : null);
        ShowsMap = Said("map") != "no";
        Problems = problems;
    }

    /// <summary>The policy as it was stated.</summary>
    public WrittenPolicy Written { get; }

    /// <summary>The same with what was changed.</summary>
    public PacePolicy Policy { get; }

    public int Years { get; } = 1;

    /// <summary>Bodies put together, as they were typed: <c>00F + 00G; 00H + 00J</c>.</summary>
    public string Merge { get; }

    /// <summary>Opening positions, those put together as one.</summary>
    public IReadOnlyList<OpeningPosition> Opening { get; }

    /// <summary>The policy to hold it against, or none. Where this one was changed, it is held against itself as stated.</summary>
    public PacePolicy? Against { get; }

    /// <summary>Whether a map is wanted; whoever drags a slider can do without.</summary>
    public bool ShowsMap { get; }

    public IReadOnlyList<(string Field, string Problem)> Problems { get; }

    public bool IsVaried => !Policy.Years.SequenceEqual(Written.Policy.Years);

    public string Name => IsVaried ? $"{Written.Policy.Id}, changed" : Written.Policy.Id;

    /// <summary>What a field of the form shows: what was typed, or what the policy says.</summary>
    public string Shown(PaceField field) => typed.GetValueOrDefault(field.Name) ?? field.Of(Written.Policy.In(1))?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The scenario as the end of an address: of any page here.</summary>
    public string Query
    {
        get
        {
            var query = new StringBuilder($"?policy={Uri.EscapeDataString(Written.Policy.Id)}&years={Years}");
            foreach (var (name, value) in typed.Where(t => Fields.FirstOrDefault(f => f.Name == t.Key) is not { } term || term.Of(Policy.In(1)) != term.Of(Written.Policy.In(1))))
                query.Append(CultureInfo.InvariantCulture, $"&{name}={Uri.EscapeDataString(value)}");
            if (Merge.Length > 0)
                query.Append(CultureInfo.InvariantCulture, $"&merge={Uri.EscapeDataString(Merge)}");
            return query.ToString();
        }
    }

    public IReadOnlyList<PacedYear> Result() => PaceOfChange.Years(Policy, Opening, Years);

    /// <summary>The same bodies under the other policy; where bodies were put together and nothing else was changed, the two are told apart by nothing but that.</summary>
    public IReadOnlyList<PacedYear> AgainstResult() => Against is null || Years > 1 && Against.Years.Any(t => t is { TargetGrowthPerHead: null, TotalGrowth: null }) ? [] : PaceOfChange.Years(Against, Opening, Years);

    private static List<OpeningPosition> Merged(HeldPositions held, string merge, List<(string, string)> problems)
    {
        // By code where there is one: names may change, and pages are known by the code.
        var bodies = held.Bodies.DistinctBy(b => b.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(b => b.Key, b => b.Position, StringComparer.OrdinalIgnoreCase);
        foreach (var group in merge.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = group.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => (Part: part, Found: held.Find(part))).ToList();
            if (parts.FirstOrDefault(p => p.Found is null || !bodies.ContainsKey(p.Found.Key)) is { Part: { } missing })
                problems.Add(("merge", $"Put together: {Finding.Quoted(missing)} is no body of the file, or is in another merger already."));
            else if (parts.Select(p => p.Found!.Key).Distinct().Count() < 2)
                problems.Add(("merge", $"Put together: {Finding.Quoted(group)} names fewer than two bodies; wanted codes or names with + between, such as 00F + 00G."));
            else
            {
                var merged = OpeningPosition.Merged(string.Join(" + ", parts.Select(p => p.Found!.Key)), [.. parts.Select(p => bodies[p.Found!.Key]).Distinct()]);
                foreach (var (_, part) in parts)
                    bodies.Remove(part!.Key);
                bodies[merged.Body] = merged;
            }
        }

        return [.. bodies.Values];
    }
}
