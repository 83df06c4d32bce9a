using Remit.Storage;
using Remit.Storage.Governance;

namespace Remit.Tests.Storage.Governance;

public class GovernanceFileTest
{
    private const string Board = """ "id": "gb", "kind": "governing body", "title": "Board", "quorum": { "members": 1 }, "seats": [{ "id": "chair", "title": "Chair" }] """;

    [Fact]
    public void The_example_of_the_page_is_read()
    {
        using var folder = Where.NewFolder();
        var page = File.ReadAllText(Path.Combine(Where.Root, "specs", "governance", "formats.md"));
        File.WriteAllText(folder.File("g.json"), page.Split("```json")[1].Split("```")[0]);

        var written = GovernanceFile.Read(folder.File("g.json"), GovernanceTables.Shipped);

        written.Constitution!.Committees.Single().Seats.Count.ShouldBe(5);
        written.People!.Single().Declared!.Count.ShouldBe(2);
        written.Appointments!.Single().To.ShouldBe(new DateOnly(2019, 3, 31));
    }

    [Theory]
    [InlineData("""{ "body": "00L" }""", "nothing to record")]
    [InlineData("""{ "body": "00L", "people": [null] }""", "null in a list")]
    [InlineData("""{ "body": "00L", "peeple": [] }""", "a field peeple")]
    [InlineData("""{ "body": "00 L", "people": [] }""", "not an ODS code")]
    [InlineData("""{ "body": "00L", "people": [{ "id": "Ann Example", "name": "Ann" }] }""", "people, id]: bad-governance: found 'Ann Example'")]
    [InlineData("""{ "body": "00L", "people": [{ "id": "ann", "name": "Ann", "declared": [{ "fact": "rich", "holds": true }] }] }""", "people, ann, declared]: bad-governance: found 'rich', wanted one of employee")]
    [InlineData("""{ "body": "00L", "appointments": [{ "person": "ann", "committee": "gb", "seat": "chair", "from": "2016-04-01", "to": "2016-03-31" }] }""", "wanted a day on or after 2016-04-01")]
    [InlineData("""{ "body": "00L", "appointments": [{ "person": "ann", "committee": "gb", "seat": "chair", "from": "2016-04-01", "how": "drawn" }] }""", "found 'drawn', wanted one of appointed, elected")]
    public void What_is_wrong_is_told_with_what_was_wanted(string text, string told) => Refused(text).ShouldContain(told);

    [Theory]
    [InlineData("""{ "id": "gb", "kind": "governing body", "title": "Board", "quorum": { "members": 2 }, "seats": [{ "id": "chair", "title": "Chair" }] }""", "committee gb, quorum]: bad-constitution: found '2', wanted 1 to 1")]
    [InlineData("""{ "id": "gb", "kind": "governing body", "title": "Board", "chair": "head", "quorum": { "members": 1 }, "seats": [{ "id": "chair", "title": "Chair" }] }""", "committee gb, chair]: bad-constitution: found 'head', wanted one of its seats: chair")]
    [InlineData("""{ "id": "gb", "kind": "governing body", "title": "Board", "quorum": { "members": 1 }, "seats": [{ "id": "chair", "title": "Chair", "offices": ["king"] }] }""", "found 'king'")]
    [InlineData("""{ "id": "gb", "kind": "governing body", "title": "Board", "quorum": { "members": 1, "including": ["wise"] }, "seats": [{ "id": "chair", "title": "Chair" }] }""", "quorum, including]: bad-constitution: found 'wise'")]
    [InlineData("""{ "id": "gb", "kind": "governing body", "title": "Board", "quorum": { "members": 1 }, "seats": [{ "id": "chair", "title": "Chair" }, { "id": "chair", "title": "Chair" }] }""", "found 'chair', wanted a name that no other seat")]
    public void A_constitution_that_contradicts_itself_is_refused(string committee, string told) =>
        Refused($$"""{ "body": "00L", "constitution": { "body": "00L", "version": "1", "from": "2013-04-01", "committees": [{{committee}}] } }""").ShouldContain(told);

    [Fact]
    public void A_constitution_of_another_body_than_the_file_is_refused() =>
        Refused($$"""{ "body": "00L", "constitution": { "body": "00M", "version": "1", "from": "2013-04-01", "committees": [{ {{Board}} }], "reserved": [{ "matter": "Merger", "to": "everyone" }] } }""")
            .ShouldContain("found '00M', wanted 00L");

    private static string Refused(string text)
    {
        using var folder = Where.NewFolder();
        File.WriteAllText(folder.File("g.json"), text);
        return string.Join('\n', Should.Throw<RefusedException>(() => GovernanceFile.Read(folder.File("g.json"), GovernanceTables.Shipped)).Findings);
    }
}
