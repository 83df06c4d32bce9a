using System.Text.RegularExpressions;
using Remit.Powers.Applications;
using Remit.Storage;
using Remit.Storage.Powers.Applications;

namespace Remit.Tests.Storage.Powers.Applications;

public sealed partial class ApplicationFileTest : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Where.Root, "specs", "powers", "applications", "formats.md"));

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_example_on_the_page_is_read_as_it_says_and_is_sound()
    {
        var written = Read(Example().Match(Page).Groups[1].Value);

        written.BodiesConcerned().ShouldBe(["00F", "00G", "00H"]);
        written.Check(ApplicationTables.Shipped, new(2014, 6, 1), f => new(f)).ShouldBeEmpty();
        ApplicationFile.Write(Read(ApplicationFile.Write(written))).ShouldBe(ApplicationFile.Write(written));
    }

    [Fact]
    public void Every_field_is_on_the_page() =>
        typeof(WrittenApplication).GetProperties().Concat(typeof(WrittenBody).GetProperties()).Concat(typeof(WrittenVote).GetProperties()).Where(p => p.GetMethod is { IsStatic: false })
            .Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]).Where(name => !Regex.IsMatch(Page, $@"[`""]{name}[`""]")).ShouldBeEmpty();

    [Theory]
    [InlineData("", "a.json:1: bad-application")]
    [InlineData("{ \"id\": \"a\" }", "found 'no kind, bodyKind, by, from, case', wanted JSON of an application, as specs/powers/applications/formats.md shows it")]
    [InlineData("{ \"id\": \"a\",\n\"patient\": \"x\" }", "a.json:2: bad-application: found 'a field patient'")]
    [InlineData("{ \"id\": \"a\",\n\"from\": \"1 April\" }", "a.json:2: bad-application")]
    public void What_is_no_application_is_refused_with_its_place(string text, string told)
    {
        var refused = Should.Throw<RefusedException>(() => Read(text));

        refused.Message.ShouldContain(told);
        refused.Message.ShouldNotContain("System.");
    }

    [Fact]
    public void Lists_with_nothing_in_an_items_place_are_refused_and_never_a_fault() =>
        Read("""{ "id": "a", "kind": "merge", "bodyKind": "CCG", "by": [null], "from": "2015-04-01", "case": "c", "bodies": [null, "00g"], "becomes": [null], "practices": [null], "votes": [null] }""")
            .Check(ApplicationTables.Shipped, new(2014, 6, 1), f => new(f)).ShouldAllBe(f => f.Code == "bad-application");

    private WrittenApplication Read(string text)
    {
        File.WriteAllText(folder.File("a.json"), text);
        return ApplicationFile.Read(folder.File("a.json"));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
