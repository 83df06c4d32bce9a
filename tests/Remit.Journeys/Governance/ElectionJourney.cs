using System.Text.RegularExpressions;
using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Tests;

namespace Remit.Journeys.Governance;

/// <summary>A ballot of members at the command line, from its call to the application that rests on it.</summary>
public sealed class ElectionJourney : IDisposable
{
    private static readonly string[] By = ["--by", "Ann Example"];

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_ballot_of_members_is_held_and_its_figures_go_to_an_application()
    {
        await File.WriteAllTextAsync(folder.File("ballot.json"), """
            {
              "body": "QHM", "name": "merger", "title": "Merger of two boards", "method": "for-or-against", "voters": "listed", "returningOfficer": "the company secretary",
              "frozenOn": "2026-01-15", "opens": "2026-01-15", "closes": "2099-12-31",
              "needs": "more than 1/2 of votes cast", "byList": true,
            }
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("electors.txt"), "A81001, 8000\nA81002, 3000\n", TestContext.Current.CancellationToken);
        const string id = "QHM/merger";

        await File.WriteAllTextAsync(folder.File("merger.json"), """
            {
              "id": "boards", "kind": "merge", "bodyKind": "ICB", "by": ["QHM", "QF7"], "from": "2099-04-01", "case": "One board for the two", "bodies": ["QHM", "QF7"],
              "becomes": [{ "code": "QZZ", "name": "NHS North and West Integrated Care Board", "constitution": "draft 3" }],
              "votes": [{ "body": "QHM", "counted": "by list", "needs": "more than 1/2 of votes cast" }],
            }
            """, TestContext.Current.CancellationToken);
        (await Verb.Run(["merge", "apply", folder.File("merger.json"), "--workspace", folder.File("w"), .. By])).Ends(ExitCode.Done);

        (await Do(["call", folder.File("ballot.json"), .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("what is put to the electors");
        (await Do(["call", folder.File("ballot.json"), "--application", "cards", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-application");
        (await Do(["call", folder.File("ballot.json"), "--application", "boards", .. By])).Ends(ExitCode.Done).Said.ShouldContain("Called: QHM/merger");
        (await Do(["call", folder.File("ballot.json"), "--application", "boards", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("already-called");
        (await Do("show", id)).Ends(ExitCode.Done).Said.ShouldContain("That QHM agree to the application boards, merge QHM, QF7, from 2099-04-01 (needs more than 1/2 of votes cast); for the application boards.");
        (await Do(["open", id, .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("who may vote, settled first");
        (await Do(["freeze", id, "--list", folder.File("electors.txt"), .. By])).Ends(ExitCode.Done).Said.ShouldContain("2 may vote, with 11,000 votes");
        var key = Regex.Match((await Do(["open", id, .. By])).Ends(ExitCode.Done).Said, "key of the box: ([0-9a-f-]+)").Groups[1].Value;
        var given = await Do(["issue", id, "A81001", .. By]);
        var (first, counterfoil) = (Number(given), Counterfoil(given));
        (await Do(["issue", id, "A81001", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("nobody votes twice");
        (await Do(["replace", id, "A81001", counterfoil, .. By])).Ends(ExitCode.Usage).Noted.ShouldContain("--reason");
        var spoilt = first;
        (await Do(["replace", id, "A81001", first, "--reason", "it was torn", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("the counterfoil of a paper that was given to A81001");
        given = await Do(["replace", id, "A81001", counterfoil, "--reason", "it was torn", .. By]);
        (first, counterfoil) = (Number(given), Counterfoil(given));
        (await Do("vote", id, spoilt, "against")).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-paper");
        (await Do(["replace", id, "A81002", counterfoil, "--reason", "lost", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("no-paper");
        (await Do("vote", id)).Ends(ExitCode.Usage).Noted.ShouldContain("--from with a file that has them");
        (await Do("vote", id, first, "--from", "-")).Ends(ExitCode.Usage).Noted.ShouldContain("not both");
        (await Do("vote", id, first, "perhaps")).Ends(ExitCode.Usage).Noted.ShouldContain("is on no line of the paper");
        var receipt = Regex.Match((await Verb.RunTyping($"{first}\nfor\n", "election", "vote", id, "-", "--workspace", folder.File("w"))).Ends(ExitCode.Done).Said, "receipt: ([0-9a-f-]+)").Groups[1].Value;
        (await Do("receipt", id, receipt)).Ends(ExitCode.Findings).Noted.ShouldContain("The box is closed");
        (await Do(["close", id, "--key", key, .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("not-over");
        await File.WriteAllTextAsync(folder.File("paper.txt"), $"{await Paper("A81002")} against", TestContext.Current.CancellationToken);
        (await Do("vote", id, "--from", folder.File("none.txt"))).Ends(ExitCode.Refused).Noted.ShouldContain("no file that can be read");
        (await Do("vote", id, "--from", folder.File("paper.txt"))).Ends(ExitCode.Done);
        (await Do(["close", id, "--key", "abc", .. By])).Ends(ExitCode.Refused).Noted.ShouldContain("wrong-key");
        (await Do(["close", id, .. By])).Ends(ExitCode.Usage).Noted.ShouldContain("--key-from with a file that has it");
        (await Verb.RunTyping($"{key}\n", ["election", "close", id, "--key-from", "-", .. By, "--workspace", folder.File("w")])).Ends(ExitCode.Done).Said.ShouldContain("8,000 for, 3,000 against, 0 abstained of 11,000; it needs more than 1/2 of votes cast: carried.");
        (await Do(["declare", id, .. By])).Ends(ExitCode.Done);
        (await Do("receipt", id, receipt)).Ends(ExitCode.Done).Said.ShouldContain("The paper is in the count, as it was put in.");
        (await Do("receipt", id, new string('0', 32))).Ends(ExitCode.NotFound);
        (await Do("list")).Ends(ExitCode.Done).Said.ShouldBe("QHM/merger: Merger of two boards, has been declared\n");
        (await Do("show", id)).Ends(ExitCode.Done).Said.ShouldContain("2 papers of 2 electors (100.0 per cent), with 11,000 of 11,000 votes; 0 spoilt; 0 given out and not returned; 1 replaced.");
        (await Do("count", id, "--json")).Ends(ExitCode.Done).Said.ShouldContain("\"carried\": true");
        (await Do("show", "QHM/none")).Ends(ExitCode.NotFound);

        (await Apply("QHM")).Ends(ExitCode.Usage).Noted.ShouldContain("--ballot with a ballot that was held here");
        (await Apply("QHM", "--ballot", id, "--for", "1")).Ends(ExitCode.Usage).Noted.ShouldContain("give it without --for");
        (await Apply("QF7", "--ballot", id)).Ends(ExitCode.Refused).Noted.ShouldContain("a ballot of QHM");
        (await Apply("QHM", "--ballot", id)).Ends(ExitCode.Done).Said.ShouldContain("8,000 for, 3,000 against, 0 abstained of 11,000: carried");
        (await Verb.Run("verify", "--workspace", folder.File("w"))).Ends(ExitCode.Done);

        async Task<string> Paper(string elector) => Number(await Do(["issue", id, elector, .. By]));

        static string Counterfoil(Answered answered) => Regex.Match(answered.Said, "with whose it is: ([a-f0-9-]+)").Groups[1].Value;

        static string Number(Answered answered) => Regex.Match(answered.Ends(ExitCode.Done).Said, "for the elector alone: ([a-z0-9-]+)").Groups[1].Value;

        Task<Answered> Apply(string body, params string[] args) => Verb.Run(["application", "vote", "boards", body, .. args, "--workspace", folder.File("w"), .. By]);
    }

    private Task<Answered> Do(params string[] args) => Verb.Run(["election", .. args, "--workspace", folder.File("w")]);
}
