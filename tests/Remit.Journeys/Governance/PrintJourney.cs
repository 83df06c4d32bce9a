using System.Text;
using System.Text.Json;
using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Storage.Samples;
using Remit.Tests;

namespace Remit.Journeys.Governance;

/// <summary>Registers and minutes as paper, and boards in the plan of a merger, at the command line.</summary>
public sealed class PrintJourney : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public PrintJourney() =>
        MadeUpBoard.Record(new(folder.File("workspace")), Path.Combine(Where.Root, "samples"), new(2026, 1, 15), new("Ann Example", "governance officer", "To show a board", new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero)));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Minutes_and_register_are_printed_as_Word_and_as_a_page()
    {
        foreach (var (what, of, name) in ((string, string, string)[])[("minutes", "X9V/governing-body/2021-11-25", "minutes"), ("register", "X9V", "register")])
            foreach (var form in (string[])["docx", "html"])
            {
                (await Verb.Run("governance", "print", what, of, "--out", folder.File($"{name}.{form}"), "--workspace", folder.File("workspace"))).Ends(ExitCode.Done);
                new FileInfo(folder.File($"{name}.{form}")).Length.ShouldBeGreaterThan(1000);
            }

        (await File.ReadAllTextAsync(folder.File("minutes.html"), TestContext.Current.CancellationToken)).ShouldNotContain("settlement");
    }

    [Fact]
    public async Task A_PDF_has_its_structure_title_and_language_marked()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("REMIT_CHROMIUM")) && !File.Exists("/usr/bin/chromium"))
            Assert.Skip("There is no Chromium on this machine: no PDF was printed.");

        (await Verb.Run("governance", "print", "minutes", "X9V/governing-body/2021-11-25", "--out", folder.File("minutes.pdf"), "--workspace", folder.File("workspace"))).Ends(ExitCode.Done);

        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(folder.File("minutes.pdf"), TestContext.Current.CancellationToken));
        text.ShouldStartWith("%PDF-");
        foreach (var mark in (string[])["/StructTreeRoot", "/MarkInfo", "/Lang (en-GB)", "/S /H1", "/S /TH"])
            text.ShouldContain(mark);
    }

    [Theory]
    [InlineData("minutes", "X9V/governing-body/2021-11-26", "minutes.docx", ExitCode.NotFound)]
    [InlineData("register", "00F", "register.docx", ExitCode.NotFound)]
    [InlineData("register", "X9V", "register.odt", ExitCode.Usage)]
    public async Task What_is_not_there_or_cannot_be_written_is_refused(string what, string of, string file, int code) =>
        (await Verb.Run("governance", "print", what, of, "--out", folder.File(file), "--workspace", folder.File("workspace"))).Ends(code);

    [Fact]
    public async Task The_plan_of_a_merger_tells_of_seats_and_conflicts_and_each_verb_that_it_names_gives_the_same()
    {
        await File.WriteAllTextAsync(folder.File("board.json"), """
            {
              "body": "00Q",
              "constitution": { "body": "00Q", "version": "1", "from": "2013-04-01", "committees": [
                { "id": "governing-body", "kind": "governing body", "title": "Governing Body", "chair": "chair", "quorum": { "members": 1 }, "seats": [ { "id": "chair", "title": "Chair", "offices": ["gp"] }, { "id": "officer", "title": "Accountable officer", "offices": ["accountable-officer"] } ] } ] },
              "people": [{ "id": "gus-example", "name": "Gus Example" }],
              "appointments": [{ "person": "gus-example", "committee": "governing-body", "seat": "chair", "from": "2021-10-01" }, { "person": "ben-example", "committee": "governing-body", "seat": "officer", "from": "2021-10-01" }]
            }
            """, TestContext.Current.CancellationToken);
        string[] by = ["--by", "Ann Example", "--workspace", folder.File("workspace")];
        (await Verb.Run(["governance", "record", folder.File("board.json"), .. by])).Ends(ExitCode.Done);
        (await Verb.Run(["governance", "interests", "declare", "00Q", "gus-example", "--organisation", "Valley Care", "--type", "financial", "--position", "owner", "--arose", "2021-10-01", "--declared", "2021-10-05", .. by])).Ends(ExitCode.Done);

        var said = (await Verb.Run("merge", "plan", "00Q", "X9V", "--on", "2022-06-01", "--json", "--workspace", folder.File("workspace"))).Said;

        using var plan = JsonDocument.Parse(said);
        var boards = plan.RootElement.GetProperty("plans")[0].GetProperty("boards")[0];
        boards.GetProperty("several").EnumerateArray().Single().GetProperty("person").GetString().ShouldBe("ben-example");
        var appearing = boards.GetProperty("appearing").EnumerateArray().Single();
        (appearing.GetProperty("person").GetString(), appearing.GetProperty("meeting").GetString()).ShouldBe(("gus-example", "X9V/governing-body/2022-05-26"));

        var verbs = plan.RootElement.GetProperty("plans")[0].GetProperty("verbs").EnumerateArray().SelectMany(s => s.GetProperty("verbs").EnumerateArray()).Select(v => v.GetString()!).Where(v => v.Contains(" governance ", StringComparison.Ordinal)).Distinct().ToList();
        verbs.ShouldContain("./remit governance interests about 'Valley Care Ltd' --on 2022-05-31");
        foreach (var verb in verbs)
        {
            var words = verb.Split('\'') is [var before, var quoted, var after] ? [.. before.Trim().Split(' ')[1..], quoted, .. after.Trim().Split(' ')] : verb.Split(' ')[1..];
            var run = await Verb.Run([.. words, "--workspace", folder.File("workspace")]);
            run.Ends(ExitCode.Done);
            if (verb.Contains("about", StringComparison.Ordinal))
                run.Said.ShouldContain("Gus Example");
        }
    }
}
