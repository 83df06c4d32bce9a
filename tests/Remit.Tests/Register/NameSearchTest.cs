using Remit.Register;

namespace Remit.Tests.Register;

public class NameSearchTest
{
    private static readonly NameSearch Search = new(
    [
        new("00F", "NHS Gateshead CCG", "CCG", true),
        new("13T", "NHS Newcastle Gateshead CCG", "CCG", false),
        new("13T", "NHS North East ICB - 13T", "sub-ICB location", true),
        new("A81001", "THE DENSHAM SURGERY", "GP practice", true),
        new("A81002", "QUEENS PARK MEDICAL CENTRE", "GP practice", true),
    ]);

    [Theory]
    [InlineData("13t", "13T")]
    [InlineData("gateshead", "00F 13T")]
    [InlineData("ccg  newcastle", "13T")]
    [InlineData("A81", "A81001 A81002")]
    [InlineData("the den", "A81001")]
    [InlineData("", "")]
    [InlineData("nowhere", "")]
    public void A_code_or_any_words_of_a_name_find_it(string sought, string codes) =>
        string.Join(' ', Search.Find(sought, 10, out _).Select(f => f.Code)).ShouldBe(codes);

    [Fact]
    public void What_is_found_by_a_former_name_says_so_and_bears_its_latest()
    {
        var found = Search.Find("newcastle gateshead", 10, out _).ShouldHaveSingleItem();

        found.ShouldBe(new Found("13T", "NHS North East ICB - 13T", "sub-ICB location", "NHS Newcastle Gateshead CCG"));
    }

    [Fact]
    public void More_than_asked_for_are_counted()
    {
        Search.Find("a", 1, out var all).Count.ShouldBe(1);
        all.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("A81003", "A81001 A81002")]
    [InlineData("A8100", "A81001 A81002")]
    [InlineData("A810011", "A81001")]
    [InlineData("A8100X2", "A81002")]
    [InlineData("QUEENS", "A81002")]
    [InlineData("ZZZ", "")]
    public void A_mistyped_code_is_met_with_those_one_character_away_and_then_with_names(string asked, string codes) =>
        string.Join(' ', Search.Near(asked, 5).Select(f => f.Code)).ShouldBe(codes);
}
