using System.CommandLine;
using System.Globalization;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Governance.Elections;
using Remit.Storage.Governance.Elections;

namespace Remit.Cli.Elections;

/// <summary>What there is to be seen of elections.</summary>
internal static class ElectionShow
{
    public static Command List(Terminal terminal)
    {
        var (workspace, json) = (RegisterOptions.Workspace(), CommandLine.Json());
        var verb = new Command("list", "Every election and ballot, and how far each has come") { workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var all = RecordedElections.In(journal);
            if (parsed.GetValue(json))
                terminal.SayJson(all.Select(e => new { e.Id, e.Called.Title, e.Stage, e.Called.Opens, e.Called.Closes }));
            else
                foreach (var election in all)
                    terminal.Say(Finding.Shown($"{election.Id}: {election.Called.Title}, {Election.InWords(election.Stage)}"));
            return ExitCode.Done;
        }));
        return verb;
    }

    public static Command Make(Terminal terminal) => Asking(terminal, "show", "An election: who may vote, who stands, how far it has come and what came of it", [], (_, election) =>
    {
        var called = election.Called;
        terminal.Say(Finding.Shown($"{election.Id}: {called.Title}, {Election.InWords(election.Stage)}."));
        terminal.Say(Finding.Shown(called.Question is { } question ? $"Question: {question} (needs {called.Needs}){(called.Application is { } application ? $"; for the application {application}" : "")}." : $"{called.Places()} {(called.Places() == 1 ? "place" : "places")} on {called.Committee}: {string.Join(", ", called.Seats!)}; term from {called.From:yyyy-MM-dd}{(called.To is { } to ? $" to {to:yyyy-MM-dd}" : "")}."));
        terminal.Say(Finding.Shown($"{Words(called.Method)}; votes from {called.Opens:yyyy-MM-dd} to {called.Closes:yyyy-MM-dd}; returning officer: {called.ReturningOfficer}."));
        terminal.Say(Finding.Shown(election.Electorate is { } electorate ? $"{electorate.Electors.Count:N0} may vote as on {electorate.Day:yyyy-MM-dd}: {electorate.Source}." : $"Who may vote is not settled yet; it will be as on {called.FrozenOn:yyyy-MM-dd}."));
        terminal.SaySection("Candidates", election.Candidates.Select(c => Finding.Shown($"{c.Name} ({c.Id}), proposed by {c.Proposer}, seconded by {c.Seconder}{(c.Fell is { } fell ? $": {fell}" : "")}")));
        terminal.SaySection("Outcome", Outcome(election).Select(Finding.Shown));
        return ExitCode.Done;
    }, election => new
    {
        election.Id,
        election.Called,
        election.Stage,
        electors = election.Electorate?.Electors.Count,
        candidates = election.Candidates,
        election.Turnout,
        election.Answer,
        election.Declared,
        election.Taken,
        election.Declined,
        election.Vacant,
        election.Abandoned,
        lotWanted = election.Count?.Wanted,
    });

    public static Command Count(Terminal terminal) => Asking(terminal, "count", "The count, stage by stage, with every transfer", [], (_, election) =>
    {
        if (election.Closed is null)
        {
            terminal.Note("Nothing is counted while the box is closed.");
            return ExitCode.Findings;
        }

        foreach (var line in Outcome(election))
            terminal.Say(Finding.Shown(line));
        foreach (var stage in election.Count?.Stages ?? [])
        {
            terminal.Say();
            terminal.Say($"Stage {stage.Number}");
            foreach (var says in stage.Says)
                terminal.Say($"  {Finding.Shown(says)}");
            var table = new TextTable("candidate", "votes", "is");
            foreach (var (candidate, votes) in stage.Votes.OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal))
                table.Row(election.NameOf(candidate), votes.ToString(stage.Quota is null ? "N0" : "N2", CultureInfo.InvariantCulture), election.Count!.Stages.Take(stage.Number).Any(s => s.Elected.Contains(candidate)) ? "elected" : election.Count.Stages.Take(stage.Number).Any(s => s.Excluded.Contains(candidate)) ? "excluded" : "");
            if (stage.Quota is not null)
                table.Row("not transferable", stage.NonTransferable.ToString("N2", CultureInfo.InvariantCulture), "");
            terminal.Say(table.ToString().TrimEnd());
        }

        return election.Count?.Wanted is null ? ExitCode.Done : ExitCode.Findings;
    }, election => new { election.Id, election.Turnout, election.Answer, election.Count, rankings = election.PapersMayBeShown ? election.Rankings : null });

    public static Command Receipt(Terminal terminal)
    {
        var receipt = new Argument<string>("RECEIPT") { Description = "A receipt, as it was shown when the paper was put in" };
        return Asking(terminal, "receipt", "Whether the paper of a receipt is in the count", [receipt], (parsed, election) =>
        {
            var asked = parsed.GetRequiredValue(receipt);
            if (!VotingPaper.TryParseReceipt(asked, out var read))
            {
                terminal.Note($"{Finding.Quoted(asked)} is no receipt; wanted 32 digits and letters from a to f, in whatever groups.");
                return ExitCode.Usage;
            }

            if (election.Closed is null)
            {
                terminal.Note("The box is closed: receipts can be looked for once it was opened.");
                return ExitCode.Findings;
            }

            if (!election.Receipts.Contains(read))
            {
                terminal.Note("No paper of the count has that receipt. Check it for errors of writing; if it is right, tell the returning officer.");
                return ExitCode.NotFound;
            }

            terminal.Say("The paper is in the count, as it was put in.");
            return ExitCode.Done;
        }, election => new { election.Id, receipts = election.Receipts, seal = VotingPaper.Seal(election.Receipts) });
    }

    /// <summary>What came of an election so far, in lines.</summary>
    internal static IEnumerable<string> Outcome(Election election)
    {
        if (election.Abandoned is { } why)
            yield return $"Given up: {why}";
        if (election.Turnout is { } turnout)
            yield return string.Create(CultureInfo.InvariantCulture, $"{turnout.Papers:N0} papers of {turnout.Electors:N0} electors ({turnout.PerCent:0.0} per cent){(turnout.Entitled != turnout.Electors ? $", with {turnout.Votes:N0} of {turnout.Entitled:N0} votes" : "")}; {turnout.Spoilt.Values.Sum():N0} spoilt{(turnout.Spoilt.Count > 0 ? $" ({string.Join("; ", turnout.Spoilt.Select(s => $"{s.Value} {s.Key}"))})" : "")}; {election.Closed!.NotReturned:N0} given out and not returned{(turnout.Replaced > 0 ? $"; {turnout.Replaced:N0} replaced" : "")}.");
        if (election.Answer is { } answer)
            yield return string.Create(CultureInfo.InvariantCulture, $"{answer.For:N0} for, {answer.Against:N0} against, {answer.Abstained:N0} abstained of {answer.Entitled:N0}; it needs {election.Called.Needs}: {(answer.Carried ? "carried" : "lost")}.");
        if (election.Count?.Wanted is { } wanted)
            yield return $"A lot is to be drawn, {wanted.For switch { LotFor.Exclusion => "for who is excluded", LotFor.Surplus => "for whose surplus is transferred first", _ => "for the place" }}: {string.Join(", ", wanted.Among.Select(election.NameOf))}.";
        if (election.Result is { } result && election.Called.Question is null)
            yield return result.Elected.Count == 0 ? "Nobody is elected." : $"{(election.Opened is null ? "Elected without a poll, there being no more candidates than places" : "Elected")}: {string.Join(", ", result.Elected.Select(election.NameOf))}.";
        if (election.Vacant is { Count: > 0 } vacant)
            yield return $"Vacant: {string.Join(", ", vacant)}.";
        if (election.Stage == ElectionStage.Closed)
            yield return "Not declared yet.";
    }

    internal static string Words(PollMethod method) => method switch
    {
        PollMethod.FirstPastThePost => "First past the post",
        PollMethod.SingleTransferableVote => "Single transferable vote (ERS97)",
        _ => "For or against",
    };

    private static Command Asking(Terminal terminal, string name, string description, IReadOnlyList<Argument> arguments, Func<ParseResult, Election, int> say, Func<Election, object> asJson)
    {
        var (id, workspace, json) = (ElectionVerb.Id(), RegisterOptions.Workspace(), CommandLine.Json());
        var verb = new Command(name, description) { id, workspace, json };
        foreach (var argument in arguments)
            verb.Add(argument);
        verb.SetAction(parsed => ElectionVerb.With(terminal, parsed.GetValue(workspace), parsed.GetRequiredValue(id), (_, _, election) =>
        {
            if (!parsed.GetValue(json))
                return say(parsed, election);
            terminal.SayJson(asJson(election));
            return ExitCode.Done;
        }));
        return verb;
    }
}
