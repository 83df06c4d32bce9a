using System.Globalization;
using Remit.Governance.Elections;
using Remit.Specs.Register;
using Remit.Tests;

namespace Remit.Specs.Governance;

/// <summary>Counts every election of specs/governance/elections.md, and reads every paper.</summary>
public class ElectionCases
{
    private static readonly IReadOnlyList<RegisterRow> Rows = RegisterPage.Read(Path.Combine(Where.Root, "specs", "governance", "elections.md"));

    public static TheoryData<int> Elections() => Lines("elected");

    public static TheoryData<int> Stages() => Lines("not transferable");

    public static TheoryData<int> Papers() => Lines("marks");

    [Theory, MemberData(nameof(Elections))]
    public void The_count_comes_to_what_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        var count = Count(row);

        string.Join(' ', count.Elected).ShouldBe(row["elected"], string.Join('\n', count.Stages.SelectMany(s => s.Says)));
        (count.Wanted is { } wanted ? $"{wanted.For.ToString().ToLowerInvariant()}: {string.Join(' ', wanted.Among)}" : "").ShouldBe(row["wanted"]);
    }

    [Theory, MemberData(nameof(Stages))]
    public void Everybody_stands_at_the_stage_as_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        var stage = Count(Rows.First(r => r.Has("elected") && r["election"] == row["count of"])).Stages[int.Parse(row["stage"], CultureInfo.InvariantCulture) - 1];

        string.Join(' ', row["votes"].Split(' ').Chunk(2).Select(v => $"{v[0]} {stage.Votes[v[0]].ToString("0.##", CultureInfo.InvariantCulture)}")).ShouldBe(row["votes"]);
        stage.Quota!.Value.ToString("0.00", CultureInfo.InvariantCulture).ShouldBe(row["quota"]);
        stage.NonTransferable.ToString("0.##", CultureInfo.InvariantCulture).ShouldBe(row["not transferable"]);
    }

    [Theory, MemberData(nameof(Papers))]
    public void A_paper_says_what_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        var names = (string[])["ann", "ben", "cat", "dan"];
        var paper = new VotingPaper("00", [.. row["marks"].Split(' ').Select(m => m == "-" ? 0 : int.Parse(m, CultureInfo.InvariantCulture))]);
        var spoilt = paper.Spoilt(Method(row), int.Parse(row["places"], CultureInfo.InvariantCulture));

        (spoilt ?? "").ShouldBe(row["spoilt"]);
        if (spoilt is null)
            string.Join(' ', paper.Preferences(Method(row)).Select(n => names[n])).ShouldBe(row["says"]);
    }

    [Fact]
    public void Every_row_is_read() => (Elections().Count + Stages().Count + Papers().Count + Lines("say").Count).ShouldBe(Rows.Count);

    private static ElectionCount Count(RegisterRow row)
    {
        var named = row["candidates"].Split(' ').ToDictionary(c => c, c => $"{char.ToUpperInvariant(c[0])}{c[1..]}");
        var papers = Rows.Where(r => r.Has("say") && r["papers of"] == row["election"]).Select(r => new Ranking(r["say"].Split(' '), long.Parse(r["papers"], CultureInfo.InvariantCulture)));
        List<LotDrawn> lots = [];
        if (row["lots"].Split(':') is [var what, var who])
            lots.Add(new(Enum.Parse<LotFor>(what, ignoreCase: true), Counted(lots).Wanted!.Among, who));
        return Counted(lots);

        ElectionCount Counted(List<LotDrawn> drawn) => Method(row) == PollMethod.SingleTransferableVote
            ? ElectionCount.ByTransferableVote(named, int.Parse(row["places"], CultureInfo.InvariantCulture), papers, drawn)
            : ElectionCount.ByMostVotes(named, int.Parse(row["places"], CultureInfo.InvariantCulture), papers, drawn);
    }

    private static PollMethod Method(RegisterRow row) => row["method"] == "stv" ? PollMethod.SingleTransferableVote : PollMethod.FirstPastThePost;

    private static TheoryData<int> Lines(string heading) => [.. Rows.Where(r => r.Has(heading)).Select(r => r.Line)];
}
