using Remit.Tests;

namespace Remit.Specs.Responsibility;

/// <summary>100,000 records for each set of tables, drawn to be awkward, and the decisions another hand made of them.</summary>
public class SamplesAgree
{
    private const int MostShown = 12;

    public static IEnumerable<TheoryDataRow<string, string>> Rows =>
        from engine in Engine.All
        from world in (string[])["world", "world-ccg"]
        select new TheoryDataRow<string, string>(engine.Name, world);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Every_row_is_decided_or_rejected_as_expected(string engineName, string world)
    {
        var sample = Where.SharedPath("responsibility", "samples", $"adversarial-{world}");
        var engine = Engine.All.Single(e => e.Name == engineName);

        var answer = await engine.Assign(sample + ".csv.gz", Where.SharedPath("responsibility", world), null);

        answer.Refusal.ShouldBeNull();
        Differences("decision", Csv.Read(sample + "-expected.csv.gz"), answer.Decisions).ShouldBeEmpty();
        answer.DecisionBytes.AsSpan().SequenceEqual(Csv.Plain(sample + "-expected.csv.gz")).ShouldBeTrue("the same decisions must be the same bytes: quoted only where needed, lines ended by a line feed");

        // The last column is free text, which each program may put its own way.
        Differences("reject", [.. Csv.Records(sample + "-rejects.csv.gz").Select(r => r[..4])], [.. answer.Rejects.Select(r => r[..4])]).ShouldBeEmpty();
    }

    private static List<string> Differences(string kind, IReadOnlyList<string[]> expected, IReadOnlyList<string[]> got)
    {
        var differences = expected.Zip(got).Index()
            .Where(r => !r.Item.First.SequenceEqual(r.Item.Second))
            .Take(MostShown)
            .Select(r => $"{kind} {r.Index}: expected {string.Join(" | ", r.Item.First)}\n{new string(' ', kind.Length)}       got      {string.Join(" | ", r.Item.Second)}")
            .ToList();
        if (expected.Count != got.Count)
            differences.Add($"{expected.Count - 1} {kind}s expected, {got.Count - 1} given");
        return differences;
    }
}
