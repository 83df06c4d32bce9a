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
        (await Do(["approve", id, "--at", "00L/governing-body/2017-09-28", .. By])).Ends(ExitCode.Done);
        (await Do(["attendance", id, "gail-example", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("minutes that are approved");
        (await Do("list")).Ends(ExitCode.Done).Said.ShouldBe($"{id}\n");
        (await Do("show", "00L/governing-body/2017-07-28")).Ends(ExitCode.NotFound);
        (await Verb.Run("verify", "--workspace", folder.File("workspace"))).Ends(ExitCode.Done);

        Snapshot.Matches(string.Join("\n----\n", conflicts.Said, shown.Said, minutes.Said, open.Said));
    }

    private async Task Board()
    {
        await File.WriteAllTextAsync(folder.File("board.json"), """
            {
              "body": "00L",
              "constitution": { "body": "00L", "version": "1", "from": "2013-04-01", "committees": [
                { "id": "governing-body", "kind": "governing body", "title": "Governing Body", "chair": "chair", "deputy": "lay-area", "quorum": { "members": 3, "including": ["lay"] }, "decides": ["contracts"],
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

    private Task<Answered> Do(params string[] args) => Verb.Run(["governance", "meeting", .. args, "--workspace", folder.File("workspace")]);
}
