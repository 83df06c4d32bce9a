using System.Globalization;
using Remit.Allocations;
using Remit.Register;

namespace Remit.Storage.Allocations;

/// <summary>A stated rule of a policy, as the table has it.</summary>
/// <param name="Year">Counted from 1.</param>
public sealed record StatedRule(int Year, string Rule, string Value, string Says, string Source, string Confidence)
{
    internal Place Place { get; init; }
}

/// <summary>A policy with the rows it was read from.</summary>
public sealed record WrittenPolicy(PacePolicy Policy, IReadOnlyList<StatedRule> Rules)
{
    /// <summary>The lowest confidence of any of its rules: <c>high</c>, <c>medium</c>, <c>low</c>, or nothing where none is stated.</summary>
    public string Confidence => Worst.FirstOrDefault(c => Rules.Any(r => r.Confidence == c)) ?? "";

    private static readonly string[] Worst = ["low", "medium", "high"];

    /// <summary>Refuses several years of a policy that does not say how targets grow.</summary>
    /// <param name="from">The first year of which it must.</param>
    /// <exception cref="RefusedException">It does not.</exception>
    public void AskForTargets(int years, int from = 1)
    {
        if (years > 1 && Enumerable.Range(from, years - from + 1).Any(y => Policy.In(y) is { TargetGrowthPerHead: null, TotalGrowth: null }))
            throw new RefusedException(new Finding("targets-not-known", Consequence.FileRefused, new Place(Policy.Id), "no 'target growth per head' and no 'total growth'", "one of them: without it nobody knows where targets go, and one year is all that can be said"));
    }

    /// <summary>The rules that a step to an allocation goes by in the first year, as sources.</summary>
    /// <param name="step">Its name, as <see cref="PacedYear.Steps"/> has it.</param>
    public IReadOnlyList<Source> SourcesOf(string step)
    {
        string[] rules = step switch
        {
            "taper" => ["taper from", "taper to", "growth beyond taper"],
            "no further under target" => ["furthest under target"],
            "share of the rest" => ["the rest goes", "maximum growth"],
            _ => [step],
        };
        return [.. Rules.Where(r => r.Year == 1 && rules.Contains(r.Rule)).Select(r => new Source(new("parameters", "a policy on pace of change", DateOnly.MinValue, DateTimeOffset.MinValue, r.Place.File is "allocations/pace_policies.csv" ? $"parameters/{r.Place.File}" : r.Place.File), (int)r.Place.Line, r.Confidence, Document: r.Source.Length > 0 ? r.Source : $"{r.Rule} {r.Value}"))];
    }
}

/// <summary>Reads policies on pace of change: a row to each rule, <c>policy, title, year, rule, value, says, source, confidence</c>, of which only <c>rule</c> and <c>value</c> are needed.</summary>
public static class PacePolicies
{
    private const string ByDistance = "by distance";
    private const string FurthestFirst = "furthest first";

    /// <summary>The rules there are, with what each one's value is. Where a value is a number it is in per cent.</summary>
    public static IReadOnlyList<(string Rule, string Means)> Rules { get; } =
    [
        ("minimum growth", "no allocation grows by less; every policy has it"),
        ("minimum growth per head", "no allocation grows by less per head of its growing population"),
        ("taper from", "over target by more, for the year's population, growth begins to fall away"),
        ("taper to", "over target by this much or more it has fallen all the way"),
        ("growth beyond taper", "growth of those as far over target as that"),
        ("maximum growth", "no allocation grows by more"),
        ("furthest under target", "nobody ends the year further under, such as -5"),
        ("target growth per head", "growth of every target per head; without it targets share out the year's total"),
        ("total growth", "growth of the total to be shared out; without it everybody simply gets the minimum"),
        ("the rest goes", $"'{ByDistance}' (the same part of what each lacks to target) or '{FurthestFirst}' (until all stand equally far)"),
    ];

    private static readonly Lazy<IReadOnlyList<WrittenPolicy>> ReadOnce = new(() => Read(ParameterTables.Shipped));

    /// <summary>The policies that come with this program, in the order of their table.</summary>
    public static IReadOnlyList<WrittenPolicy> Shipped => ReadOnce.Value;

    public static IReadOnlyList<WrittenPolicy> Read(ParameterTables tables) => Read(Path.Combine(tables.Folder, "allocations", "pace_policies.csv"), "allocations/pace_policies.csv");

    /// <summary>The policy of a name, or of a file of one policy.</summary>
    /// <exception cref="RefusedException">There is neither, or the file is not one good policy.</exception>
    public static WrittenPolicy Named(string nameOrFile)
    {
        if (Shipped.FirstOrDefault(p => p.Policy.Id.Equals(nameOrFile, StringComparison.OrdinalIgnoreCase)) is { } shipped)
            return shipped;
        if (!File.Exists(nameOrFile))
            throw new RefusedException(new Finding("unknown-policy", Consequence.FileRefused, new Place("--policy"), nameOrFile, $"one of {string.Join(", ", Shipped.Select(p => p.Policy.Id))}, or a file of a policy of your own"));
        return Read(nameOrFile, Path.GetFileName(nameOrFile)) is [var only] ? only
            : throw new RefusedException(new Finding("several-policies", Consequence.FileRefused, new Place(Path.GetFileName(nameOrFile)), "several policies", "a file of one"));
    }

    /// <summary>The policies of a file. Every finding is told.</summary>
    /// <exception cref="RefusedException">The file is none, or a policy of it cannot be used.</exception>
    public static IReadOnlyList<WrittenPolicy> Read(string path, string shownAs)
    {
        using var source = CsvSource.Open(path, hasHeader: true, shownAs);
        return Read(source, shownAs);
    }

    /// <summary>The policies of a file's content.</summary>
    /// <inheritdoc cref="Read(string, string)"/>
    public static IReadOnlyList<WrittenPolicy> Read(byte[] content, string shownAs)
    {
        using var source = CsvSource.Open(new MemoryStream(content), shownAs, hasHeader: true);
        return Read(source, shownAs);
    }

    private static List<WrittenPolicy> Read(CsvSource source, string shownAs)
    {
        List<Finding> findings = [];
        void Bad(string code, string column, string found, string wanted) => findings.Add(new(code, Consequence.FileRefused, new Place(shownAs, source.Line, column), found, wanted));

        int Column(string name) => source.Headers.Index().FirstOrDefault(h => h.Item.Equals(name, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;
        foreach (var needed in new[] { "rule", "value" })
            if (Column(needed) < 0)
                throw new RefusedException(new Finding("missing-column", Consequence.FileRefused, new Place(shownAs, 1, needed), string.Join(", ", source.Headers), "a row to each rule, with the columns rule and value"));

        Dictionary<string, (string Title, List<(StatedRule Stated, Place Place)> Rules)> policies = [];
        while (source.Read())
        {
            string Cell(string column) => Column(column) is >= 0 and var at ? source.Text(at).Trim() : "";
            if (source.FieldCount != source.Headers.Count)
            {
                Bad("wrong-width", "", $"{source.FieldCount} cells", $"{source.Headers.Count}, as in the header");
                continue;
            }

            var (id, rule, value) = (Cell("policy") is { Length: > 0 } named ? named : Path.GetFileNameWithoutExtension(shownAs), Cell("rule").ToLowerInvariant(), Cell("value"));
            var year = 1;
            if (Cell("year") is { Length: > 0 } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) && year is > 0 and <= 50))
                Bad("bad-year", "year", text, "which year of the policy it is, from 1; empty for the first and those after it");
            if (Rules.All(r => r.Rule != rule))
                Bad("unknown-rule", "rule", Cell("rule"), $"one of {string.Join(", ", Rules.Select(r => r.Rule))}");
            else if (rule == "the rest goes" ? value is not (ByDistance or FurthestFirst) : !Percentage.TryRead(value, out _))
                Bad("bad-value", "value", value, rule == "the rest goes" ? $"{ByDistance} or {FurthestFirst}" : "a number, in per cent: 2.08");
            if (!policies.TryGetValue(id, out var policy))
                policies[id] = policy = (Cell("title") is { Length: > 0 } title ? title : id, []);
            if (policy.Rules.Exists(r => r.Stated.Year == year && r.Stated.Rule == rule))
                Bad("said-twice", "rule", $"{rule} of year {year} again", "each rule once in a year");
            policy.Rules.Add((new(year, rule, value, Cell("says"), Cell("source"), Cell("confidence")) { Place = new(shownAs, source.Line) }, new(shownAs, source.Line)));
        }

        if (policies.Count == 0 && findings.Count == 0)
            findings.Add(new("no-rows", Consequence.FileRefused, new Place(shownAs), "a header and no rows", "a row to each rule"));
        List<WrittenPolicy> read = [];
        if (findings.Count == 0)
            foreach (var (id, (title, rules)) in policies)
                if (Terms(rules, findings) is { Count: > 0 } years)
                    read.Add(new(new(id, title, years), [.. rules.Select(r => r.Stated)]));
        return findings.Count == 0 ? read : throw new RefusedException(findings);
    }

    /// <summary>A policy as a file's content, to be read again as one's own.</summary>
    public static byte[] Content(PacePolicy policy) => PacedFile.Content(
        ["policy", "title", "year", "rule", "value"],
        from year in policy.Years.Index()
        from rule in Rules
        let value = ValueOf(year.Item, rule.Rule)
        where value.Length > 0
        select (string[])[policy.Id, policy.Title, (year.Index + 1).ToString(CultureInfo.InvariantCulture), rule.Rule, value]);

    /// <summary>What terms say by a rule, as a table has it; empty where they say nothing.</summary>
    public static string ValueOf(PaceTerms terms, string rule) => rule switch
    {
        "minimum growth" => Text(terms.MinimumGrowth),
        "minimum growth per head" => Text(terms.MinimumGrowthPerHead),
        "taper from" => Text(terms.Taper?.From),
        "taper to" => Text(terms.Taper?.To),
        "growth beyond taper" => Text(terms.Taper?.GrowthBeyond),
        "maximum growth" => Text(terms.MaximumGrowth),
        "furthest under target" => Text(terms.FurthestUnder),
        "target growth per head" => Text(terms.TargetGrowthPerHead),
        "total growth" => Text(terms.TotalGrowth),
        _ => terms.Rest == RestGoes.FurthestFirst ? FurthestFirst : ByDistance,
    };

    private static string Text(decimal? rate) => rate?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static List<PaceTerms> Terms(List<(StatedRule Stated, Place Place)> rules, List<Finding> findings)
    {
        List<PaceTerms> years = [];
        for (var year = 1; year <= rules.Max(r => r.Stated.Year); year++)
        {
            // What was said lasts until something else is said.
            var said = rules.Where(r => r.Stated.Year <= year).GroupBy(r => r.Stated.Rule).ToDictionary(r => r.Key, r => r.MaxBy(s => s.Stated.Year).Stated.Value);
            decimal? Rate(string rule) => said.TryGetValue(rule, out var value) && Percentage.TryRead(value, out var rate) ? rate : null;
            void Refuse(string found, string wanted) => findings.Add(new("bad-policy", Consequence.FileRefused, rules[0].Place, found, wanted));

            if (Rate("minimum growth") is not { } minimum)
            {
                Refuse($"no 'minimum growth' in year {year}", "one: a policy says the least that everybody gets");
                continue;
            }

            var taper = new[] { Rate("taper from"), Rate("taper to"), Rate("growth beyond taper") };
            if (taper.Any(t => t is null) && taper.Any(t => t is not null))
                Refuse($"part of a taper in year {year}", "'taper from', 'taper to' and 'growth beyond taper' together, or none of them");
            PaceTerms terms = new()
            {
                MinimumGrowth = minimum,
                MinimumGrowthPerHead = Rate("minimum growth per head"),
                Taper = taper is [{ } from, { } to, { } beyond] ? new(from, to, beyond) : null,
                MaximumGrowth = Rate("maximum growth"),
                FurthestUnder = Rate("furthest under target"),
                TargetGrowthPerHead = Rate("target growth per head"),
                TotalGrowth = Rate("total growth"),
                Rest = said.GetValueOrDefault("the rest goes") == FurthestFirst ? RestGoes.FurthestFirst : RestGoes.ByDistance,
            };
            foreach (var contradiction in terms.Contradictions())
                Refuse(contradiction, $"terms of year {year} that can be kept together");
            years.Add(terms);
        }

        return years;
    }
}
