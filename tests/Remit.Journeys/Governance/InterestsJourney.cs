using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Tests;

namespace Remit.Journeys.Governance;

/// <summary>Interests declared, taken over from a file, matched, ended and found again, at the command line.</summary>
public sealed class InterestsJourney : IDisposable
{
    private static readonly string[] By = ["--by", "Ann Example"];

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_register_is_kept_from_the_first_declaration_to_the_last_day_it_is_shown()
    {
        await People();
        await File.WriteAllTextAsync(folder.File("register.csv"), """
            Name,Declared Interest,Type of Interest,Nature of interest,From,To,Date declared
            Gail Example,Newcastle Hospitals NHS Foundation Trust,Non-Financial Professional,Consultant adviser,01/04/2016,,20/04/2016
            Ben Example,NHS Newcastle West CCG,Financial,Employee of its supplier,01/04/2016,31/03/2017,01/06/2016
            """, TestContext.Current.CancellationToken);

        var declared = (await Do(["interests", "declare", "00L", "gail-example", "--organisation", "Harbour Health Ltd", "--type", "financial", "--nature", "actual", "--position", "director", "--arose", "2016-04-01", "--declared", "2016-05-10", "--amount", "5000", .. By])).Ends(ExitCode.Done);
        declared.Noted.ShouldContain("11 days too late");
        var imported = (await Do(["interests", "import", "00L", folder.File("register.csv"), .. By])).Ends(ExitCode.Done);
        var match = (await Do("interests", "match", "00L")).Ends(ExitCode.Findings);
        (await Do(["interests", "confirm", "ben-example/1", "--as", "00H", .. By])).Ends(ExitCode.Done);
        (await Do(["interests", "confirm", "ben-example/1", "--as", "ZZ9", .. By])).Ends(ExitCode.NotFound);
        (await Do(["interests", "review", "gail-example/1", "--outcome", "Leaves for items about it", "--handling", "Leaves the room", .. By])).Ends(ExitCode.Done);
        var list = (await Do("interests", "list", "00L", "--on", "2017-06-01")).Ends(ExitCode.Done);
        var later = (await Do("interests", "list", "00L", "--on", "2017-10-01")).Ends(ExitCode.Done);
        var kept = (await Do("interests", "list", "00L", "--on", "2017-10-01", "--private")).Ends(ExitCode.Done);
        var byName = (await Do("interests", "about", "Harbour Health Limited", "--on", "2017-06-01")).Ends(ExitCode.Done);
        // Newcastle West became part of 13T, whose interests these now are.
        var byCode = (await Do("interests", "about", "13T", "--on", "2017-06-01")).Ends(ExitCode.Done);
        (await Do(["interests", "return", "00L", "gail-example", "--nil", "--on", "2017-05-01", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("gail-example/1");
        (await Do(["interests", "return", "00L", "gail-example", "--on", "2017-05-01", .. By])).Ends(ExitCode.Done);
        var due = (await Do("interests", "due", "00L", "--on", "2017-06-10")).Ends(ExitCode.Findings);
        (await Do(["interests", "end", "gail-example/1", "--last", "2015-01-01", "--reason", "Sold", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("when it arose");
        (await Do(["interests", "end", "gail-example/1", "--last", "2018-01-01", "--reason", "Sold", .. By])).Ends(ExitCode.Done);
        (await Do(["interests", "end", "gail-example/1", "--last", "2017-01-01", "--reason", "Sold", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("ended on 2018-01-01");
        (await Do(["interests", "end", "gail-example/9", "--last", "2018-01-01", "--reason", "Sold", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-interest");

        Snapshot.Matches(string.Join("\n----\n", declared.Said, imported.Said, match.Said, list.Said, later.Said, kept.Said, byName.Said, byCode.Said, due.Said));
    }

    [Fact]
    public async Task Gifts_are_held_against_the_guidance_and_breaches_published_without_names()
    {
        await People();

        (await Do(["gifts", "declare", "00L", "ben-example", "--from", "Harbour Health Ltd", "--supplier", "--value", "20.00", "--offered", "2017-07-01", .. By])).Ends(ExitCode.Done).Noted.ShouldContain("must be declined");
        (await Do(["gifts", "declare", "00L", "ben-example", "--hospitality", "--from", "Harbour Health Ltd", "--value", "40", "--offered", "2017-07-01", .. By])).Ends(ExitCode.Done);
        (await Do("gifts", "list", "00L")).Ends(ExitCode.Findings).Said.ShouldContain("broken: A gift of a supplier above £6");
        (await Do(["breaches", "report", "00L", "ben-example", "--what", "Took a gift of a supplier", "--on", "2017-07-01", .. By])).Ends(ExitCode.Done);
        (await Do("breaches", "list", "00L")).Ends(ExitCode.Done).Said.ShouldContain("No breach");
        (await Do(["breaches", "conclude", "00L/1", "--outcome", "Returned it", "--published", "Ben returned a gift", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("without anybody's name");
        (await Do(["breaches", "conclude", "00L/1", "--outcome", "Returned it", "--published", "A member returned a supplier's gift", "--told", "2017-07-20", .. By])).Ends(ExitCode.Done);
        (await Do("breaches", "list", "00L")).Ends(ExitCode.Done).Said.ShouldBe("00L/1  2017-07-01  A member returned a supplier's gift\n");
        (await Do("breaches", "list", "00L", "--private")).Ends(ExitCode.Done).Said.ShouldContain("Ben Example");
    }

    [Fact]
    public async Task Who_must_confirm_their_interests_is_shown_before_anything_is_sent_and_no_address_is_told()
    {
        await People();
        await File.WriteAllTextAsync(folder.File("addresses.csv"), "person,email\ngail-example,gail@example.nhs.uk\n", TestContext.Current.CancellationToken);

        var shown = (await Do("interests", "remind", "00L", "--addresses", folder.File("addresses.csv"))).Ends(ExitCode.Findings);
        shown.Said.ShouldNotContain("@");
        (await Do(["interests", "remind", "00L", "--addresses", folder.File("addresses.csv"), "--send", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("no-mail-server");
        (await Do("interests", "remind", "00L")).Ends(ExitCode.Findings).Said.ShouldNotContain("to be reminded");

        Snapshot.Matches(shown.Said);
    }

    private async Task People()
    {
        await File.WriteAllTextAsync(folder.File("board.json"), """
            {
              "body": "00L",
              "constitution": { "body": "00L", "version": "1", "from": "2013-04-01", "committees": [
                { "id": "gb", "kind": "governing body", "title": "Governing Body", "chair": "chair", "deputy": "lay", "quorum": { "members": 1 }, "seats": [{ "id": "chair", "title": "Chair", "offices": ["gp"] }, { "id": "lay", "title": "Lay member", "offices": ["lay-area"] }] } ] },
              "people": [{ "id": "gail-example", "name": "Gail Example" }, { "id": "ben-example", "name": "Ben Example" }],
              "appointments": [{ "person": "gail-example", "committee": "gb", "seat": "chair", "from": "2016-04-01" }, { "person": "ben-example", "committee": "gb", "seat": "lay", "from": "2016-04-01" }]
            }
            """, TestContext.Current.CancellationToken);
        (await Do(["record", folder.File("board.json"), .. By])).Ends(ExitCode.Done);
    }

    private Task<Answered> Do(params string[] args) => Verb.Run(["governance", .. args, "--workspace", folder.File("workspace")]);
}
