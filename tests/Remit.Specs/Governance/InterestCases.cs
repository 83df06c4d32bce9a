using System.Globalization;
using Remit.Governance;
using Remit.Register;
using Remit.Specs.Register;
using Remit.Storage.Governance;
using Remit.Tests;

namespace Remit.Specs.Governance;

/// <summary>Runs every row of specs/governance/interests.md.</summary>
public class InterestCases
{
    private static readonly GovernanceFacts Facts = GovernanceTables.Shipped;
    private static readonly IReadOnlyList<RegisterRow> Rows = RegisterPage.Read(Path.Combine(Where.Root, "specs", "governance", "interests.md"));

    public static TheoryData<int> Late() => Lines("days late");

    public static TheoryData<int> Visible() => Lines("visible");

    public static TheoryData<int> Told() => Lines("seen by");

    public static TheoryData<int> Gifts() => Lines("comes to");

    public static TheoryData<int> Names() => Lines("of 100");

    [Theory, MemberData(nameof(Late))]
    public void A_declaration_is_late_by_the_days_on_the_page(int line) =>
        Interest(Row(line).Day("arose"), null, Row(line).Day("declared")).LateBy(Facts).ShouldBe(int.Parse(Row(line)["days late"], CultureInfo.InvariantCulture));

    [Theory, MemberData(nameof(Visible))]
    public void An_interest_is_shown_to_those_on_the_page(int line)
    {
        var row = Row(line);
        Interest(new(2013, 4, 1), row["ended"].Length == 0 ? null : row.Day("ended"), new(2013, 4, 1)).VisibleOn(row.Day("on"), Facts).ToString().ToLowerInvariant().ShouldBe(row["visible"]);
    }

    [Theory, MemberData(nameof(Told))]
    public void An_end_that_was_told_late_counts_from_the_day_on_the_page(int line)
    {
        var row = Row(line);
        var interest = Interest(new(2013, 4, 1), row.Day("ended"), row.Day("declared")) with { EndRecorded = row["end told on"].Length == 0 ? null : row.Day("end told on") };

        interest.VisibleOn(row.Day("on"), Facts).ToString().ToLowerInvariant().ShouldBe(row["seen by"]);
    }

    [Theory, MemberData(nameof(Gifts))]
    public void A_gift_comes_to_what_the_page_says(int line)
    {
        var row = Row(line);
        Figure.TryParse(row["pounds"], out var value).ShouldBeTrue();
        var ruling = new Gift("a/1", OdsCode.Parse("00L"), "a", row["what"] == "hospitality", "somebody", row["from supplier"] == "yes", value, row.Day("offered"), row["accepted"] == "yes", row["approved"], row.Day("offered")).Judge(Facts);

        ruling.Compliance.ToString().ToLowerInvariant().ShouldBe(row["comes to"], ruling.Because);
        ruling.Because.ShouldEndWith(".");
    }

    [Theory, MemberData(nameof(Names))]
    public void Two_names_are_as_alike_as_the_page_says(int line)
    {
        var (one, another) = (OrganisationName.Of(Row(line)["one name"]), OrganisationName.Of(Row(line)["another"]));

        one.Likeness(another).ShouldBe(int.Parse(Row(line)["of 100"], CultureInfo.InvariantCulture));
        another.Likeness(one).ShouldBe(one.Likeness(another));
    }

    [Fact]
    public void Every_row_is_read() => (Late().Count + Visible().Count + Told().Count + Gifts().Count + Names().Count).ShouldBe(Rows.Count);

    private static TheoryData<int> Lines(string heading) => [.. Rows.Where(r => r.Has(heading)).Select(r => r.Line)];

    private static RegisterRow Row(int line) => Rows.Single(r => r.Line == line);

    private static Interest Interest(DateOnly arose, DateOnly? ended, DateOnly declared) =>
        new("a/1", OdsCode.Parse("00L"), "a", InterestType.Financial, ConflictNature.Actual, "Harbour Health Ltd", null, "shareholder", arose, ended, declared);
}
