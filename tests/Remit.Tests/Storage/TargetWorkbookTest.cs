using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Remit.Allocations;
using Remit.Money;
using Remit.Storage.Allocations;
using Remit.Time;

namespace Remit.Tests.Storage;

public class TargetWorkbookTest
{
    private static readonly Population People = new(
        ["A81001", "A81002", "A81003"], ["One", "Two", "Three"], [1000, 2000, 3000],
        new Dictionary<string, decimal[]> { ["acute"] = [1200, 1800, 3000], ["scripts"] = [1100, 2000, 2900], ["dear"] = [1, 1, 1.1m] },
        new Dictionary<string, string[]> { ["CCG"] = ["00C", "00C", "00D"] });

    private static readonly Edition Round = new("test", FinancialYear.Of(new(2018, 4, 1)), new(2018, 4, 1), "practice", new Pounds(1_000_000_000), null, "",
    [
        new("hospital", 8, [new("acute", 0.9m, default), new("scripts", 0.1m, default)], ["dear"], "", "", default),
        new("medicine", 1, [new("scripts", 1, default)], [], "", "", default),
        new("far", 0.2m, [], [], "CCG", "00D", default),
        new("far", 0.1m, [], [], "CCG", "00C", default),
        new("heads", 0.3m, [], [], "", "", default),
    ], [], [], default);

    public static TheoryData<string> Rounds => ["sum", "rate"];

    [Theory, MemberData(nameof(Rounds))]
    public void Its_cells_come_to_what_the_program_says_when_they_are_worked_out(string by)
    {
        var round = by == "sum" ? Round : Round with { Sum = null, Rate = 1135.4m, Pots = [Round.Pots[0]] };
        var target = Target.Of(People, round);
        var placement = Placement.ByFile(People, "CCG");
        placement = placement with { Shares = [placement.Shares[0], placement.Shares[1], [new("00D", 2, 3), new("00E", 1, 3)]] };

        using var content = new MemoryStream(TargetWorkbook.Of(target, placement));
        using var file = SpreadsheetDocument.Open(content, false);
        new OpenXmlValidator().Validate(file, TestContext.Current.CancellationToken).Select(e => e.Description).ShouldBeEmpty();
        var book = new SmallSpreadsheet(file);

        foreach (var (at, (code, pounds)) in placement.Sum(target.Pounds).Index())
        {
            book.Rows("Bodies")[at + 1][0].ShouldBe(code);
            ((double)book.Value("Bodies", 3, at + 1)).ShouldBe(pounds, 4, code);
        }
    }

    [Fact]
    public void The_same_targets_are_the_same_bytes() =>
        TargetWorkbook.Of(Target.Of(People, Round), Placement.ByFile(People, "CCG")).ShouldBe(TargetWorkbook.Of(Target.Of(People, Round), Placement.ByFile(People, "CCG")));
}
