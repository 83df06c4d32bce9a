using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Tests;

namespace Remit.Journeys.Governance;

/// <summary>A meeting from its notice to its approved minutes, at the command line.</summary>
public sealed class MeetingJourney : IDisposable
{
    private static readonly string[] By = ["--by", "Ann Example"];

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_meeting_is_called_ruled_voted_and_minuted_and_nobody_votes_on_his_own_award()
    {
        await Board();
        await File.WriteAllTextAsync(folder.File("agenda.json"), """
            {
              "body": "00L", "committee": "governing-body", "day": "2017-07-27",
              "agenda": [
                { "number": 1, "title": "Community nursing contract", "purpose": "award", "concerns": [{ "name": "Harbour Health Limited", "as": "bidder" }, { "name": "Valley Care Ltd", "as": "bidder" }], "private": "Commercial confidence" },
                { "number": 2, "title": "Report of the quarter", "purpose": "discussion", "concerns": [] },
              ],
            }
            """, TestContext.Current.CancellationToken);
        const string id = "00L/governing-body/2017-07-27";

        (await Do(["call", folder.File("agenda.json"), .. By])).Ends(ExitCode.Done).Said.ShouldContain("Interests of members meet it in 1 places");
        (await Do(["call", folder.File("agenda.json"), .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("already-called");
        var conflicts = (await Do("conflicts", id)).Ends(ExitCode.Findings);
        (await Do(["rule", id, "1", "gail-example", "--handling", "no-action", "--because", "She is fair", "--ruled-by", "ben-example", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("which the award is about");
        (await Do(["rule", id, "1", "gail-example", "--handling", "leave", "--because", "Hers", "--ruled-by", "gail-example", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("the chair's own goes to the deputy");
        (await Do(["rule", id, "1", "gail-example", "--handling", "withhold-papers", "--because", "She is a director of a bidder", "--ruled-by", "ben-example", .. By])).Ends(ExitCode.Done);
        (await Do(["attendance", id, "gail-example", "ben-example", "amir-example", .. By])).Ends(ExitCode.Done);
        (await Do(["vote", id, "1", "--motion", "To award it to Valley Care Ltd", "--for", "ben-example", "amir-example", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("2 may vote, and the quorum is 3");
        var shown = (await Do("show", id)).Ends(ExitCode.Findings);
        (await Do(["attendance", id, "gail-example", "ben-example", "amir-example", "ada-example", .. By])).Ends(ExitCode.Done);
        (await Do(["vote", id, "1", "--motion", "To award it to Valley Care Ltd", "--for", "ben-example", "amir-example", "gail-example", "--against", "ada-example", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("found 'gail-example', wanted no vote of theirs");
        (await Do(["vote", id, "1", "--motion", "To award it to Valley Care Ltd", "--for", "ben-example", "amir-example", "--against", "ada-example", .. By])).Ends(ExitCode.Done).Said.ShouldContain("Resolved: To award it to Valley Care Ltd (2 for, 1 against, 0 abstained).");
        (await Do("show", id)).Ends(ExitCode.Done);
        var minutes = (await Do("minutes", id)).Ends(ExitCode.Done);
        var open = (await Do("minutes", id, "--public")).Ends(ExitCode.Done);
        (await Do(["approve", id, "--at", "00L/governing-body/2017-09-28", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("a meeting of the same committee that is recorded");
        await NextMeeting(id);
        (await Do(["publish", id, .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("minutes that are not approved");
        (await Do(["approve", id, "--at", "00L/governing-body/2017-09-28", .. By])).Ends(ExitCode.Done);
        (await Do(["publish", id, "--on", "2017-10-02", .. By])).Ends(ExitCode.Done);
        (await Do(["attendance", id, "gail-example", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("minutes that are approved");
        (await Do("list")).Ends(ExitCode.Done).Said.ShouldBe($"{id}\n00L/governing-body/2017-09-28\n");
        (await Do("show", "00L/governing-body/2017-07-28")).Ends(ExitCode.NotFound);
        (await Verb.Run("verify", "--workspace", folder.File("workspace"))).Ends(ExitCode.Done);

        Snapshot.Matches(string.Join("\n----\n", conflicts.Said, shown.Said, minutes.Said, open.Said));
    }

    [Fact]
    public async Task Before_a_meeting_papers_go_out_items_come_late_and_it_is_put_off()
    {
        await Board();
        const string id = "00L/governing-body/2017-07-27";
        await Called();
        await File.WriteAllTextAsync(folder.File("bids.txt"), "Two bids.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("late.json"), """{ "number": 3, "title": "Beds for the winter", "purpose": "decision", "concerns": [] }""", TestContext.Current.CancellationToken);

        (await Do(["papers", "add", id, folder.File("bids.txt"), "--item", "1", "--title", "The bids", "--sent", "2017-07-24", .. By])).Ends(ExitCode.Done).Said.ShouldContain("It is withheld from Gail Example.");
        (await Do(["papers", "add", id, "https://example.nhs.uk/report.pdf", "--item", "2", "--title", "The quarter", "--sent", "2017-07-25", .. By])).Ends(ExitCode.Done);
        (await Do(["papers", "publish", id, "1", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("what is private is never published");
        (await Do(["papers", "publish", id, "2", "--on", "2017-07-25", .. By])).Ends(ExitCode.Done);
        (await Do(["papers", "save", id, "--paper", "1", "--for", "gail-example", "--to", folder.File("got.txt")])).Ends(ExitCode.Refused).Noted.ShouldContain("gail-example may not read it");
        (await Do(["papers", "save", id, "--paper", "1", "--for", "ben-example", "--to", folder.File("got.txt")])).Ends(ExitCode.Done);
        (await File.ReadAllTextAsync(folder.File("got.txt"), TestContext.Current.CancellationToken)).ShouldBe("Two bids.");
        (await Do(["amend", id, folder.File("late.json"), "--because", "The ward closes", "--on", "2017-07-25", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("the leave of the chair");
        (await Do(["amend", id, folder.File("late.json"), "--because", "The ward closes", "--on", "2017-07-25", "--leave-of", "gail-example", .. By])).Ends(ExitCode.Done);
        await File.WriteAllTextAsync(folder.File("urgent.json"), """{ "body": "00L", "committee": "governing-body", "day": "2017-07-26", "title": "Beds", "concerns": [], "decided": "To buy beds", "urgency": "The ward closes", "by": ["gail-example"], "consulted": [] }""", TestContext.Current.CancellationToken);
        (await Run(["urgent", "take", folder.File("urgent.json"), .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("gives nobody the power");
        (await Run("urgent", "list", "00L")).Ends(ExitCode.Done).Said.ShouldBe("No urgent decision of 00L is recorded.\n");
        var papers = (await Do("papers", "list", id, "--for", "gail-example")).Ends(ExitCode.Done);
        var notice = (await Do("notice", id)).Ends(ExitCode.Findings);
        (await Do(["postpone", id, "--to", "2017-08-03", "--because", "Snow", "--on", "2017-07-27", .. By])).Ends(ExitCode.Done);
        (await Do(["withdraw", id, "2", "--because", "Not ready", .. By])).Ends(ExitCode.Done);
        (await Do(["attendance", id, "gail-example", "ben-example", "amir-example", "ada-example", .. By])).Ends(ExitCode.Done);
        (await Do(["cancel", id, "--because", "Snow again", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("a meeting that was held");
        (await Do(["vote", id, "2", "--motion", "That it be done", "--for", "ben-example", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("an item that was withdrawn: Not ready");
        (await Do(["left", id, "1", "gail-example", "--at", "14:20", "--back", "14:50", .. By])).Ends(ExitCode.Done);
        (await Do(["minute", id, "1", "--text", "The bids were compared.", .. By])).Ends(ExitCode.Done);
        var minutes = (await Do("minutes", id)).Ends(ExitCode.Done);

        Snapshot.Matches(string.Join("\n----\n", papers.Said, notice.Said, minutes.Said));
    }

    [Fact]
    public async Task What_was_decided_becomes_an_instrument_an_award_and_actions()
    {
        await Board();
        const string id = "00L/governing-body/2017-07-27";
        await Called();
        await File.WriteAllTextAsync(folder.File("award.json"), """{ "body": "00L", "decision": "00L/governing-body/2017-07-27#1", "title": "Community nursing", "procedure": "open procedure", "to": [{ "name": "Valley Care Ltd", "value": "250000.00" }], "from": "2017-10-01", "until": "2020-09-30", "isNew": false }""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("instrument.json"), """{ "id": "constitutions/00L-8", "kind": "constitution", "title": "Constitution, version 8", "madeBy": "00L", "power": "National Health Service Act 2006, section 14J", "from": "2017-10-01", "clauses": [{ "clause": "1", "does": "states", "what": "the quorum is four" }] }""", TestContext.Current.CancellationToken);
        string[] there = ["gail-example", "ben-example", "amir-example", "ada-example"];

        (await Do(["award", folder.File("award.json"), .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("an item that was carried");
        (await Do(["enact", id, "1", folder.File("instrument.json"), .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("not-decided");
        (await Verb.Run(["powers", "record", folder.File("instrument.json"), "--decision", "00L/governing-body/2017-07-28#1", "--workspace", folder.File("workspace"), .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("no meeting of that name");
        (await Do(["attendance", id, .. there, .. By])).Ends(ExitCode.Done);
        (await Do(["rule", id, "1", "gail-example", "--handling", "withhold-papers", "--because", "She is a director of a bidder", "--ruled-by", "ben-example", .. By])).Ends(ExitCode.Done);
        (await Do(["vote", id, "1", "--motion", "To award it to Valley Care Ltd", "--for", "ben-example", "amir-example", "ada-example", .. By])).Ends(ExitCode.Done);
        (await Do(["award", folder.File("award.json"), .. By])).Ends(ExitCode.Done);
        (await Do(["link", "00L/1", "ocds-b5fd17-1", .. By])).Ends(ExitCode.Done);
        await File.WriteAllTextAsync(folder.File("varied.json"), """
            { "body": "00L", "constitution": { "body": "00L", "version": "8", "from": "2017-10-01", "instrument": "constitutions/00L-8", "committees": [{ "id": "governing-body", "kind": "governing body", "title": "Governing Body", "quorum": { "members": 1 }, "seats": [{ "id": "chair", "title": "Chair" }] }] } }
            """, TestContext.Current.CancellationToken);
        (await Run(["record", folder.File("varied.json"), .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("an instrument that is recorded");
        (await Do(["enact", id, "1", folder.File("instrument.json"), .. By])).Ends(ExitCode.Done).Said.ShouldContain("00L/governing-body/2017-07-27#1");
        (await Run(["record", folder.File("varied.json"), .. By])).Ends(ExitCode.Done);
        (await Run(["actions", "agree", id, "1", "--owner", "amir-example", "--what", "Write to the bidders", "--due", "2017-08-31", .. By])).Ends(ExitCode.Done);
        (await Run(["actions", "update", "00L/1", "--says", "Half are written", "--on", "2017-09-01", "--due", "2017-09-15", .. By])).Ends(ExitCode.Done);
        var actions = (await Run("actions", "list", "00L", "--on", "2017-09-20")).Ends(ExitCode.Findings);
        (await Run(["actions", "close", "00L/1", "--how", "All are written", "--on", "2017-09-21", .. By])).Ends(ExitCode.Done);
        (await Run("actions", "list", "00L", "--on", "2017-09-21")).Ends(ExitCode.Done).Said.ShouldBe("No action of 00L is open on 2017-09-21.\n");
        var procurement = (await Run("procurement", "00L", "--csv", folder.File("register.csv"))).Ends(ExitCode.Done);

        Snapshot.Matches(string.Join("\n----\n", actions.Said, procurement.Said, await File.ReadAllTextAsync(folder.File("register.csv"), TestContext.Current.CancellationToken)).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    private async Task Called()
    {
        await File.WriteAllTextAsync(folder.File("agenda.json"), """
            { "body": "00L", "committee": "governing-body", "day": "2017-07-27", "place": "Town Hall", "starts": "14:00", "noticed": "2017-07-22", "agenda": [
              { "number": 1, "title": "Community nursing contract", "purpose": "award", "concerns": [{ "name": "Harbour Health Limited", "as": "bidder" }, { "name": "Valley Care Ltd", "as": "bidder" }], "private": "Commercial confidence" },
              { "number": 2, "title": "Report of the quarter", "purpose": "discussion", "concerns": [] } ] }
            """, TestContext.Current.CancellationToken);
        (await Do(["call", folder.File("agenda.json"), .. By])).Ends(ExitCode.Done);
    }

    private async Task NextMeeting(string minutesOf)
    {
        await File.WriteAllTextAsync(folder.File("next.json"), $$"""
            { "body": "00L", "committee": "governing-body", "day": "2017-09-28", "agenda": [{ "number": 1, "title": "Minutes", "purpose": "decision", "concerns": [], "minutesOf": "{{minutesOf}}" }] }
            """, TestContext.Current.CancellationToken);
        const string next = "00L/governing-body/2017-09-28";
        (await Do(["call", folder.File("next.json"), .. By])).Ends(ExitCode.Done);
        (await Do(["approve", minutesOf, "--at", next, .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("which was not carried");
        (await Do(["attendance", next, "ben-example", "amir-example", "ada-example", .. By])).Ends(ExitCode.Done);
        (await Do(["vote", next, "1", "--motion", "That they are right", "--for", "ben-example", "amir-example", "ada-example", .. By])).Ends(ExitCode.Done);
    }

    private async Task Board()
    {
        await File.WriteAllTextAsync(folder.File("board.json"), """
            {
              "body": "00L",
              "constitution": { "body": "00L", "version": "1", "from": "2013-04-01", "committees": [
                { "id": "governing-body", "kind": "governing body", "title": "Governing Body", "chair": "chair", "deputy": "lay-area", "quorum": { "members": 3, "including": ["lay"] }, "decides": ["contracts"], "noticeDays": 5, "papersDays": 3,
                  "seats": [{ "id": "chair", "title": "Chair", "offices": ["gp"] }, { "id": "lay-area", "title": "Lay member, public", "offices": ["lay-area"] }, { "id": "lay-audit", "title": "Lay member, audit", "offices": ["lay-audit"] },
                            { "id": "officer", "title": "Accountable officer", "offices": ["accountable-officer"] }, { "id": "nurse", "title": "Nurse", "offices": ["nurse"] }] },
                { "id": "contracts", "kind": "committee", "title": "Contracts Committee", "chair": "lay-audit", "quorum": { "members": 2 }, "decides": ["contracts"],
                  "seats": [{ "id": "lay-audit", "title": "Lay member, audit", "offices": ["lay-audit"] }, { "id": "officer", "title": "Accountable officer", "offices": ["accountable-officer"] }] } ] },
              "people": [{ "id": "gail-example", "name": "Gail Example" }, { "id": "ben-example", "name": "Ben Example" }, { "id": "ada-example", "name": "Ada Example" }, { "id": "amir-example", "name": "Amir Example" }],
              "appointments": [
                { "person": "gail-example", "committee": "governing-body", "seat": "chair", "from": "2016-04-01" }, { "person": "ben-example", "committee": "governing-body", "seat": "lay-area", "from": "2016-04-01" },
                { "person": "ada-example", "committee": "governing-body", "seat": "lay-audit", "from": "2016-04-01" }, { "person": "amir-example", "committee": "governing-body", "seat": "officer", "from": "2016-04-01" },
                { "person": "ada-example", "committee": "contracts", "seat": "lay-audit", "from": "2016-04-01" }, { "person": "amir-example", "committee": "contracts", "seat": "officer", "from": "2016-04-01" },
              ],
            }
            """, TestContext.Current.CancellationToken);
        (await Verb.Run(["governance", "record", folder.File("board.json"), "--workspace", folder.File("workspace"), .. By])).Ends(ExitCode.Done);
        (await Verb.Run(["governance", "interests", "declare", "00L", "gail-example", "--organisation", "Harbour Health Ltd", "--type", "financial", "--position", "director", "--arose", "2016-04-01", "--declared", "2016-04-10",
            "--workspace", folder.File("workspace"), .. By])).Ends(ExitCode.Done);
    }

    private Task<Answered> Run(params string[] args) => Verb.Run(["governance", .. args, "--workspace", folder.File("workspace")]);

    private Task<Answered> Do(params string[] args) => Verb.Run(["governance", "meeting", .. args, "--workspace", folder.File("workspace")]);
}
