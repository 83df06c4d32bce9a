using System.CommandLine;
using System.Globalization;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Governance.Elections;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Governance.Elections;
using Remit.Storage.Journal;
using Remit.Storage.Register;

namespace Remit.Cli.Elections;

/// <summary><c>election</c> and the verbs beneath it: an election to seats, or a ballot on a question, from its call to its result.</summary>
internal static class ElectionVerb
{
    public static Command Make(Terminal terminal) => new("election", "Elections to seats and ballots on questions: who may vote, nominations, voting papers, the count and its receipts")
    {
        Call(terminal),
        Freeze(terminal),
        Nominate(terminal),
        Step(terminal, "withdraw", "Record that a candidate stood down", [Candidate()], [], p => new CandidateWithdrew(p.GetRequiredValue<string>("CANDIDATE"))),
        Step(terminal, "disqualify", "Record that a nomination is invalid", [Candidate()], [ActOptions.Line("--ground", "On what ground", "TEXT", required: true)], p => new CandidateDisqualified(p.GetRequiredValue<string>("CANDIDATE"), p.GetValue<string>("--ground")!)),
        Open(terminal),
        Issue(terminal),
        Replace(terminal),
        Vote(terminal),
        Close(terminal),
        Lot(terminal),
        Changing(terminal, "declare", "Declare the result: what the count came to, or that there are no more candidates than places", [], [], (_, journal, _, election, act) =>
            Result(RecordedElections.Declare(journal, election, act))),
        Accept(terminal),
        Step(terminal, "decline", "Record that somebody who was elected would not take the seat", [Candidate()], [], p => new OfficeDeclined(p.GetRequiredValue<string>("CANDIDATE"))),
        Step(terminal, "abandon", "Give an election up before its result is declared", [], [ActOptions.Line("--because", "Why", "TEXT", required: true)], p => new ElectionAbandoned(p.GetValue<string>("--because")!)),
        ElectionShow.List(terminal),
        ElectionShow.Make(terminal),
        ElectionShow.Count(terminal),
        ElectionShow.Receipt(terminal),
    };

    internal static Argument<string> Id() => new("ELECTION") { Description = "The body and the name, such as 00L/gp-members-2017" };

    private static Argument<string> Candidate() => new("CANDIDATE") { Description = "What stands for the person, such as ann-example" };

    private static Command Call(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A file of JSON: seats or a question, who votes, and the days. specs/governance/elections-formats.md shows how it is written" };
        var application = ActOptions.Line("--application", "The application on which the members are asked, whose question it then is: only such a ballot can be its vote", "ID");
        var act = new ActOptions("Called");
        var (workspace, json) = (RegisterOptions.Workspace(), CommandLine.Json());
        var verb = new Command("call", "Call an election or a ballot") { file, application, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var called = JsonFile.Read<ElectionCalled>(path, "bad-election", "JSON of an election, as specs/governance/elections-formats.md shows it", fullLists: true);
            called = parsed.GetValue(application) is { } id ? called with { Application = id } : called;
            var at = Workspace.At(parsed.GetValue(workspace));
            var governance = RecordedGovernance.In(at);
            using var journal = KeptJournal.Open(at);
            var election = RecordedElections.Call(journal, governance, at.Evidence(NationalTables.Shipped).ToDate, called, Path.GetFileName(path), act.Read(parsed, terminal));
            Say(terminal, parsed.GetValue(json), election, $"Called: {election.Id}, {called.Title}. Who may vote is settled as on {called.FrozenOn:yyyy-MM-dd} ('./remit election freeze {election.Id}').");
            return ExitCode.Done;
        });
        return verb;
    }

    private static Command Freeze(Terminal terminal)
    {
        var file = new Option<string?>("--list") { Description = "A file with those who may vote, one to a line: a code and, where votes are by list, a comma and how many", HelpName = "FILE" };
        return Changing(terminal, "freeze", "Settle who may vote, as on the day the election was called for", [], [file], (parsed, journal, at, election, act) =>
        {
            var frozen = parsed.GetValue(file) is { } path
                ? RecordedElections.Do(journal, election, new ElectorateFrozen(election.Called.FrozenOn, "a list given by the returning officer", RecordedElections.ReadElectors(Lines(path), Path.GetFileName(path), election.Called.ByList)), act)
                : RecordedElections.FreezePractices(journal, at.Evidence(NationalTables.Shipped).ToDate, election, act);
            return (frozen, string.Create(CultureInfo.InvariantCulture, $"Settled: {frozen.Electorate!.Electors.Count:N0} may vote, with {frozen.Electorate.Electors.Sum(e => e.Votes):N0} votes ({frozen.Electorate.Source})."));
        });
    }

    private static Command Nominate(Terminal terminal)
    {
        var name = ActOptions.Line("--name", "The name of the person, as it stands on the voting paper", "NAME", required: true);
        var (proposer, seconder) = (ActOptions.Line("--proposer", "The elector who proposes", "CODE", required: true), ActOptions.Line("--seconder", "Another who seconds", "CODE", required: true));
        return Changing(terminal, "nominate", "Put somebody forward; grounds that they declared are held against it", [Candidate()], [name, proposer, seconder], (parsed, journal, at, election, act) =>
        {
            var (next, unknown) = RecordedElections.Nominate(journal, RecordedGovernance.In(at), election, new(parsed.GetRequiredValue<string>("CANDIDATE"), parsed.GetValue(name)!, parsed.GetValue(proposer)!, parsed.GetValue(seconder)!), act);
            foreach (var ground in unknown)
                terminal.Note($"Not known: {Finding.Shown(ground.Because)}. {ground.Says} ({ground.Basis}).");
            return (next, $"Nominated: {parsed.GetValue(name)}. {next.Standing.Count} {(next.Standing.Count == 1 ? "stands" : "stand")} for {next.Called.Places()} {(next.Called.Places() == 1 ? "place" : "places")}.");
        });
    }

    private static Command Open(Terminal terminal) => Changing(terminal, "open", "Open the poll, and show the key of the box once", [], [], (_, journal, at, election, act) =>
    {
        var (next, key) = RecordedElections.OpenPoll(journal, at, election, act);
        terminal.Note("This key is kept nowhere. Without it no paper can ever be counted: write it down, and keep it sealed until the poll is closed.");
        return (next, $"Open: {next.Id}. The key of the box: {key}");
    });

    private static Command Issue(Terminal terminal)
    {
        var elector = new Argument<string>("ELECTOR") { Description = "The code of somebody who may vote" };
        return Changing(terminal, "issue", "Give an elector a voting paper, and show its number once", [elector], [], (parsed, journal, at, election, act) =>
        {
            var (next, number, counterfoil) = RecordedElections.IssuePaper(journal, at, election, parsed.GetRequiredValue(elector), act);
            return (next, $"{parsed.GetRequiredValue(elector)} has a paper. Its number, for the elector alone: {number}\n{Kept(counterfoil)}");
        });
    }

    private static Command Replace(Terminal terminal)
    {
        var elector = new Argument<string>("ELECTOR") { Description = "The code of an elector who was given a paper" };
        var paper = new Argument<string>("COUNTERFOIL") { Description = "The counterfoil of their paper that was lost or spoilt" };
        return Changing(terminal, "replace", "Give an elector another paper for one that was lost or spoilt, which counts no more; one that was put in is not replaced", [elector, paper], [], (parsed, journal, at, election, act) =>
        {
            var (next, number, counterfoil) = RecordedElections.ReplacePaper(journal, at, election, parsed.GetRequiredValue(elector), parsed.GetRequiredValue(paper), act);
            return (next, $"{parsed.GetRequiredValue(elector)} has another paper, and the first counts no more. Its number, for the elector alone: {number}\n{Kept(counterfoil)}");
        }, asksWhy: true);
    }

    private static string Kept(string counterfoil) => $"Its counterfoil, for the returning officer to keep apart, with whose it is: {counterfoil}. Should the paper be lost or spoilt, nothing else replaces it.";

    private static Command Vote(Terminal terminal)
    {
        var paper = new Argument<string>("NUMBER") { Description = "The number of the paper; or - to read it and the marks from standard input, with blanks or new lines between" };
        var marks = new Argument<string[]>("MARK") { Description = "What is marked: CANDIDATE=1 CANDIDATE=2 in order of preference, or the names alone for crosses; for, against or abstain. None for a blank paper", Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<string?>("--from") { Description = "Read number and marks from this file instead, or - for standard input: what is typed here stays in the history of the command line", HelpName = "FILE" };
        var (id, workspace, json) = (Id(), RegisterOptions.Workspace(), CommandLine.Json());
        paper.Arity = ArgumentArity.ZeroOrOne;
        var verb = new Command("vote", "Put a marked paper in the box, and show its receipt once. Nothing is recorded of who does; but number and marks that are typed here stay in the history of the command line: '-' reads them from standard input") { id, paper, marks, file, workspace, json };
        verb.Validators.Add(result =>
        {
            var (typed, read) = (result.GetResult(paper)?.Tokens.Count > 0, result.GetResult(file) is not null);
            if (typed == read)
                result.AddError("Wanted NUMBER and what is marked, or --from with a file that has them: not both.");
        });
        verb.SetAction(parsed => With(terminal, parsed.GetValue(workspace), parsed.GetRequiredValue(id), (journal, at, election) =>
        {
            var figures = new int[election.Lines.Count];
            var source = parsed.GetValue(file) ?? (parsed.GetValue(paper) == "-" ? "-" : null);
            var (number, marked) = source is null ? (parsed.GetRequiredValue(paper), parsed.GetValue(marks) ?? [])
                : terminal.Read(source, "a file with the number of a paper and what is marked").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var first, .. var rest] ? (first, rest) : ("", []);
            foreach (var mark in marked)
                if (mark.Split('=') is var parts && election.Lines.ToList().IndexOf(parts[0]) is >= 0 and var line && parts.Length <= 2 && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                    figures[line] = parts.Length == 1 ? 1 : int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture);
                else
                {
                    terminal.Note($"{Finding.Quoted(mark)} is on no line of the paper; wanted {string.Join(", ", election.Lines)}, each with = and a figure, or alone.");
                    return ExitCode.Usage;
                }

            var receipt = RecordedElections.TakePaper(at, election, number, figures, terminal.Today);
            if (parsed.GetValue(json))
                terminal.SayJson(new { election.Id, receipt });
            else
                terminal.Say($"In the box. The receipt: {BoxKey.Grouped(receipt)}");
            return ExitCode.Done;
        }));
        return verb;
    }

    private static Command Close(Terminal terminal)
    {
        var key = ActOptions.Line("--key", "The key of the box, as it was shown when the poll was opened; or - to read it from standard input. What is typed here stays in the history of the command line", "KEY");
        var file = new Option<string?>("--key-from") { Description = "Read the key from this file instead, or - for standard input", HelpName = "FILE" };
        var verb = Changing(terminal, "close", "Close the poll: open the box, and record what is in it in an order that tells nothing", [], [key, file], (parsed, journal, at, election, act) =>
        {
            var source = parsed.GetValue(file) ?? (parsed.GetValue(key) == "-" ? "-" : null);
            return Result(RecordedElections.ClosePoll(journal, at, election, source is null ? parsed.GetValue(key)! : terminal.Read(source, "a file with the key of the box").Trim(), act));
        });
        verb.Validators.Add(result =>
        {
            if (result.GetResult(key) is null == result.GetResult(file) is null)
                result.AddError("Wanted --key KEY, or --key-from with a file that has it: not both.");
        });
        return verb;
    }

    private static Command Lot(Terminal terminal) => Changing(terminal, "lot", "Record the lot that the count waits for", [Candidate()], [], (parsed, journal, _, election, act) =>
        Result(RecordedElections.Do(journal, election, election.Count?.Wanted is { } wanted ? new LotDrawn(wanted.For, wanted.Among, parsed.GetRequiredValue<string>("CANDIDATE")) : new LotDrawn(LotFor.Place, [], parsed.GetRequiredValue<string>("CANDIDATE")), act)));

    private static Command Accept(Terminal terminal) => Changing(terminal, "accept", "Put somebody who was elected in the seat: the appointment is recorded in the same act", [Candidate()], [], (parsed, journal, at, election, act) =>
    {
        var (next, seat) = RecordedElections.Accept(journal, at.Evidence(NationalTables.Shipped).ToDate, election, parsed.GetRequiredValue<string>("CANDIDATE"), act);
        return (next, $"{next.NameOf(parsed.GetRequiredValue<string>("CANDIDATE"))} has the seat {next.Called.Committee}/{seat}, from {next.Called.From:yyyy-MM-dd}.");
    });

    private static (Election, string) Result(Election election) => (election, string.Join('\n', ElectionShow.Outcome(election)));

    private static Command Step(Terminal terminal, string name, string description, IReadOnlyList<Argument> arguments, IReadOnlyList<Option> options, Func<ParseResult, Event> next) =>
        Changing(terminal, name, description, arguments, options, (parsed, journal, _, election, act) => (RecordedElections.Do(journal, election, next(parsed), act), $"Recorded: {name}, {election.Id}."));

    private static Command Changing(Terminal terminal, string name, string description, IReadOnlyList<Argument> arguments, IReadOnlyList<Option> options, Func<ParseResult, KeptJournal, Workspace, Election, Act, (Election, string)> change, bool asksWhy = false)
    {
        var (id, workspace, json) = (Id(), RegisterOptions.Workspace(), CommandLine.Json());
        var act = new ActOptions(asksWhy ? null : $"{char.ToUpperInvariant(name[0])}{name[1..]}, as the returning officer has it");
        var verb = new Command(name, description) { id, workspace, json };
        foreach (var argument in arguments)
            verb.Add(argument);
        foreach (var option in options)
            verb.Add(option);
        act.AddTo(verb);
        verb.SetAction(parsed => With(terminal, parsed.GetValue(workspace), parsed.GetRequiredValue(id), (journal, at, election) =>
        {
            var (next, said) = change(parsed, journal, at, election, act.Read(parsed, terminal));
            Say(terminal, parsed.GetValue(json), next, said);
            return ExitCode.Done;
        }));
        return verb;
    }

    /// <summary>Does something with an election, or says that there is none of that name.</summary>
    internal static int With(Terminal terminal, string? workspace, string id, Func<KeptJournal, Workspace, Election, int> work) => JournalOptions.WithJournal(terminal, workspace, journal =>
    {
        if (RecordedElections.Find(journal, id) is { } election)
            return work(journal, Workspace.At(workspace), election);
        terminal.Note($"No election is recorded as {Finding.Quoted(id)}. './remit election list' shows those there are.");
        return ExitCode.NotFound;
    });

    private static void Say(Terminal terminal, bool json, Election election, string said)
    {
        if (json)
            terminal.SayJson(new { election.Id, stage = election.Stage, said });
        else
            foreach (var line in said.Split('\n'))
                terminal.Say(Finding.Shown(line));
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Finding("no-such-file", Consequence.FileRefused, new(path), "no file that can be read", "a list of those who may vote, one to a line"));
        }
    }
}
