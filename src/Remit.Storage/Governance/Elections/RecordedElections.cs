using Remit.Governance;
using Remit.Governance.Elections;
using Remit.Journal;
using Remit.Powers.Applications;
using Remit.Register;
using Remit.Storage.Journal;
using Remit.Storage.Powers.Applications;
using Remit.Time;

namespace Remit.Storage.Governance.Elections;

/// <summary>The elections and ballots that a workspace has recorded in its journal.</summary>
/// <remarks>Who changes one passes it as it was read: where somebody else has changed it since, a <see cref="ConflictException"/> tells what they did.</remarks>
public static class RecordedElections
{
    private const string Prefix = "election/";

    /// <summary>All of them, in the order in which they were called.</summary>
    /// <exception cref="RefusedException">The journal cannot be read.</exception>
    public static IReadOnlyList<Election> In(KeptJournal journal) => [.. journal.StreamsUnder(Prefix).GroupBy(e => e.Stream).Select(s => Of([.. s]))];

    /// <summary>The election of that name, such as <c>00L/gp-members-2017</c>; nothing where there is none.</summary>
    /// <inheritdoc cref="In"/>
    public static Election? Find(KeptJournal journal, string id) =>
        id.Split('/') is [var body, var name] && OdsCode.TryParse(body, out var code) && Committee.IsId(name) && journal.Stream($"{Prefix}{code}/{name}") is { Count: > 0 } entries ? Of(entries) : null;

    /// <summary>What was done about one, in order.</summary>
    /// <inheritdoc cref="In"/>
    public static IReadOnlyList<Entry> History(KeptJournal journal, string id) => journal.Stream(Prefix + id);

    /// <summary>Calls an election or a ballot.</summary>
    /// <exception cref="RefusedException">Something is wrong with how it is called, or there is one of that name.</exception>
    public static Election Call(KeptJournal journal, GovernanceAsKnown governance, RegisterAsKnown register, ElectionCalled called, string file, Act act)
    {
        Application? application = null;
        if (called.Application is { } id)
        {
            application = RecordedApplications.Find(journal, id);
            if (application is not null)
            {
                var asked = AskedOf(application, called.Body);
                called = called with { Question = called.Question ?? ElectionCalled.QuestionOf(application.Written, called.Body), Needs = called.Needs ?? asked?.Needs, ByList = called.ByList || asked?.Counted == "by list" };
            }
        }

        List<Finding> found = [.. called.Check(file, governance)];
        if (called.Application is not null)
            found.AddRange(OfApplication());
        if (register.Find(called.Body) is null)
            found.Add(new("no-such-body", Consequence.FileRefused, new(file, 0, "body"), $"{called.Body}", "the code of a body in the register"));
        if (found.Count == 0 && journal.Stream($"{Prefix}{called.Body}/{called.Name}").Count > 0)
            found.Add(new("already-called", Consequence.FileRefused, new(file, 0, "name"), called.Name, "a name that no other election of the body has"));
        return found.Count > 0 ? throw new RefusedException(found) : Of(journal.Append(act, new Proposal($"{Prefix}{called.Body}/{called.Name}", 1, called)));

        IEnumerable<Finding> OfApplication()
        {
            if (application is null)
                yield return new("no-such-application", Consequence.FileRefused, new(file, 0, "application"), Finding.Shown(called.Application!), "an application that is recorded: './remit application list' shows them");
            else if (!application.Written.BodiesConcerned().Contains($"{called.Body}"))
                yield return new("not-concerned", Consequence.FileRefused, new(file, 0, "body"), $"{called.Body}", $"a body that {application.Id} concerns: {string.Join(", ", application.Written.BodiesConcerned())}");
            else
            {
                if (called.Question is { } question && question != ElectionCalled.QuestionOf(application.Written, called.Body))
                    yield return new("other-question", Consequence.FileRefused, new(file, 0, "question"), question, $"the question of {application.Id}, '{ElectionCalled.QuestionOf(application.Written, called.Body)}'; left out, it is that");
                foreach (var finding in CarriedOtherwise(application, called, field => new(file, 0, field)))
                    yield return finding;
            }
        }
    }

    /// <summary>Settles that the practices of the body vote, as the register has them on the day that the election was called for.</summary>
    /// <exception cref="RefusedException">It cannot be settled so: votes are by list, and the list of a practice is not held.</exception>
    public static Election FreezePractices(KeptJournal journal, RegisterAsKnown register, Election election, Act act)
    {
        var (called, day) = (election.Called, election.Called.FrozenOn);
        if (called.Voters != Voters.Practices)
            throw Refused("not-practices", "electorate", "an election in which those on a list vote", "the list");
        var members = register.MembersOf(called.Body, day).Select(m => m.Practice).Where(p => register.IsOpenOn(p, day)).Distinct().OrderBy(p => p.ToString(), StringComparer.Ordinal).ToList();
        var lists = called.ByList ? register.ListsFor(day) : null;
        if (called.ByList && lists is null)
            throw Refused("no-lists", "electorate", $"no registered patients for {IsoDate.Text(day)}", "the official file of patients registered at practices, taken in by './remit import'");
        if (called.ByList && members.Where(m => !lists!.Patients.TryGetValue(m, out var n) || n <= 0).ToList() is { Count: > 0 } without)
            throw Refused("no-list", "electorate", string.Join(", ", without.Take(5)), $"registered patients of each practice in {lists!.Release}: give the list of electors instead");
        return Do(journal, election, new ElectorateFrozen(day, $"practices of {called.Body} in the register{(lists is null ? "" : $", with their patients in {lists.Release}")}", [.. members.Select(m => new Elector($"{m}", lists?.Patients[m] ?? 1))]), act);

        RefusedException Refused(string code, string field, string text, string wanted) => new(new Finding(code, Consequence.FileRefused, new(election.Id, 0, field), text, wanted));
    }

    /// <summary>Reads electors as they are typed: one to a line, a code and, where votes are by list, its votes.</summary>
    /// <param name="byList">Whether votes are by list: each elector then wants a number.</param>
    /// <exception cref="RefusedException">A line is neither.</exception>
    public static IReadOnlyList<Elector> ReadElectors(IEnumerable<string> lines, string file, bool byList)
    {
        List<Elector> electors = [];
        List<Finding> found = [];
        foreach (var (n, line) in lines.Index())
            switch (line.Split([',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                case []:
                    break;
                case [var code] when !byList:
                    electors.Add(new(code.ToUpperInvariant()));
                    break;
                case [var code, var votes] when long.TryParse(votes, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number):
                    electors.Add(new(code.ToUpperInvariant(), number));
                    break;
                default:
                    found.Add(new("bad-elector", Consequence.FileRefused, new(file, n + 1, "electors"), line, byList ? "a code, a comma and the number of registered patients" : "a code"));
                    break;
            }

        return found.Count > 0 ? throw new RefusedException(found) : electors;
    }

    /// <summary>Puts somebody forward, unless they declared a ground on which they could not sit.</summary>
    /// <returns>The election, and the grounds that cannot be excluded because nobody asked.</returns>
    /// <exception cref="RefusedException">They could not sit, or are not nominated as they must be.</exception>
    public static (Election Election, IReadOnlyList<CompositionFinding> Unknown) Nominate(KeptJournal journal, GovernanceAsKnown governance, Election election, CandidateNominated nominated, Act act)
    {
        SamePerson(governance, election, nominated.Candidate, nominated.Name);
        nominated = nominated with { Proposer = AsListed(election, nominated.Proposer), Seconder = AsListed(election, nominated.Seconder) };
        var grounds = Candidacy.Grounds(governance, election.Called, nominated.Candidate);
        if (grounds.Where(g => g.Compliance == Compliance.Broken).ToList() is { Count: > 0 } barred)
            throw new RefusedException([.. barred.Select(b => new Finding("barred", Consequence.FileRefused, new(election.Id, 0, "candidate"), b.Because, $"somebody whom nothing bars: {b.Says} ({b.Basis})"))]);
        return (Do(journal, election, nominated, act), grounds);
    }

    /// <summary>Opens the poll.</summary>
    /// <returns>The election, and the key of the box, which is kept nowhere: without it no paper can ever be counted.</returns>
    /// <exception cref="RefusedException">It cannot be opened now.</exception>
    public static (Election Election, string Key) OpenPoll(KeptJournal journal, Workspace workspace, Election election, Act act)
    {
        var (seals, opens) = BoxKey.Make();
        var next = Do(journal, election, new PollOpened(seals, election.Lines), act);
        BallotBox.Of(workspace, election).Make();
        return (next, opens);
    }

    /// <summary>Gives an elector a voting paper, and notes in the marked register that they have one.</summary>
    /// <returns>The election, the number of the paper, for the elector, and its counterfoil, for the returning officer. Both are kept nowhere.</returns>
    /// <exception cref="RefusedException">They may not vote, or have voted.</exception>
    public static (Election Election, string Number, string Counterfoil) IssuePaper(KeptJournal journal, Workspace workspace, Election election, string elector, Act act)
    {
        var next = election;
        elector = AsListed(election, elector);
        Refuse(election, new PaperIssued(elector), act);
        var given = election.Electorate!.Electors.First(e => e.Code == elector);
        // Whoever gives out papers at another desk waits meanwhile, and is no reason to refuse.
        var (number, counterfoil) = BallotBox.Of(workspace, election).GiveOut(election, given, () => next = Do(journal, Find(journal, election.Id)!, new PaperIssued(elector), act));
        return (next, number, counterfoil);
    }

    /// <summary>Gives an elector another paper for one that was lost or spoilt and did not come back: that counts no more, and cannot be put in.</summary>
    /// <param name="counterfoil">The counterfoil of the paper that counts no more, which is of no use for anybody else.</param>
    /// <returns>The election, the number of the new paper and its counterfoil, which are kept nowhere.</returns>
    /// <exception cref="RefusedException">They were given none, or no such paper of theirs is out: it was put in, was replaced already, or never was.</exception>
    public static (Election Election, string Number, string Counterfoil) ReplacePaper(KeptJournal journal, Workspace workspace, Election election, string elector, string counterfoil, Act act)
    {
        var next = election;
        elector = AsListed(election, elector);
        Refuse(election, new PaperReplaced(elector), act);
        var given = election.Electorate!.Electors.First(e => e.Code == elector);
        (var number, counterfoil) = BallotBox.Of(workspace, election).Replace(election, given, counterfoil, () => next = Do(journal, Find(journal, election.Id)!, new PaperReplaced(elector), act));
        return (next, number, counterfoil);
    }

    /// <summary>Takes a marked paper. Nothing of it is recorded in the journal until the box is opened.</summary>
    /// <param name="marks">The figure beside each line of the paper; nought where there is none.</param>
    /// <param name="today">The day.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="RefusedException">Votes are not taken now, or no paper of that number is out.</exception>
    public static string TakePaper(Workspace workspace, Election election, string number, IReadOnlyList<int> marks, DateOnly today)
    {
        if (election.Stage != ElectionStage.Open || today < election.Called.Opens || today > election.Called.Closes)
            throw new RefusedException(new Finding("not-now", Consequence.FileRefused, new(election.Id), $"an election that {Election.InWords(election.Stage)}, on {IsoDate.Text(today)}", $"a poll that is open, from {IsoDate.Text(election.Called.Opens)} to {IsoDate.Text(election.Called.Closes)}"));
        if (marks.Count != election.Lines.Count || marks.Any(m => m < 0 || m > 999))
            throw new RefusedException(new Finding("bad-marks", Consequence.FileRefused, new(election.Id, 0, "marks"), string.Join(", ", marks), $"a figure, or nothing, for each of {election.Lines.Count} lines"));
        return BallotBox.Of(workspace, election).Take(election, number, marks);
    }

    /// <summary>Closes the poll: the box is opened, and what is in it is recorded as one event, in an order that tells nothing.</summary>
    /// <exception cref="RefusedException">It is not over yet, the key does not open the box, or there is none; or what is in it is not what was given out.</exception>
    public static Election ClosePoll(KeptJournal journal, Workspace workspace, Election election, string key, Act act)
    {
        if (election.Stage != ElectionStage.Open)
            Refuse(election, new PollClosed([], 0), act);
        // Who was given a paper is read anew once nobody else can change the box: the two are held against each other.
        return BallotBox.Of(workspace, election).Open(election, key, (papers, notReturned) => Do(journal, Find(journal, election.Id)!, new PollClosed(papers, notReturned), act));
    }

    /// <summary>Declares what the count came to; where there are no more candidates than places, that they are elected.</summary>
    /// <exception cref="RefusedException">It cannot be declared yet.</exception>
    public static Election Declare(KeptJournal journal, Election election, Act act) => Do(journal, election, election.Result ?? new ResultDeclared([], null), act);

    /// <summary>Puts somebody who was elected in the next seat that nobody took: the appointment is recorded in the same act.</summary>
    /// <exception cref="RefusedException">They were not elected, or the appointment cannot be made.</exception>
    public static (Election Election, string Seat) Accept(KeptJournal journal, RegisterAsKnown register, Election election, string candidate, Act act)
    {
        var called = election.Called;
        var seat = (called.Seats ?? []).FirstOrDefault(s => !election.Taken.ContainsKey(s)) ?? "";
        var accepted = new OfficeAccepted(candidate, seat);
        Refuse(election, accepted, act);
        SamePerson(RecordedGovernance.In(journal, register), election, candidate, election.NameOf(candidate));
        var how = election.Opened is null ? "uncontested" : "elected";
        var written = new WrittenGovernance(called.Body, null, [new(candidate, election.NameOf(candidate))], [new(candidate, called.Committee!, seat, called.From!.Value, called.To, how)]);
        RecordedGovernance.Record(journal, register, written, election.Id, act, new Proposal(Prefix + election.Id, election.Version + 1, accepted));
        return (Find(journal, election.Id)!, seat);
    }

    /// <summary>Records what else happened about an election.</summary>
    /// <exception cref="RefusedException">What stands against it.</exception>
    /// <exception cref="ConflictException">Something else was recorded of it since it was read.</exception>
    public static Election Do(KeptJournal journal, Election election, Event next, Act act)
    {
        Refuse(election, next, act);
        journal.Append(act, new Proposal(Prefix + election.Id, election.Version + 1, next));
        return Find(journal, election.Id)!;
    }

    /// <summary>A ballot of members as an application takes it: its figures are those that were declared.</summary>
    /// <param name="on">The day on which the vote was counted.</param>
    /// <exception cref="RefusedException">There is no such ballot, or its result was not declared.</exception>
    public static MembersVoted VoteOf(KeptJournal journal, string id, DateOnly on) =>
        Find(journal, id) is not { } ballot ? throw new RefusedException(new Finding("no-such-ballot", Consequence.FileRefused, new(id, 0, "ballot"), Finding.Shown(id), "a ballot that is recorded: './remit election list' shows them"))
        : ballot is { Stage: ElectionStage.Declared, Answer: { } answer } ? new(on, $"{ballot.Called.Body}", answer.Entitled, answer.For, answer.Against, answer.Abstained, ballot.Id)
        : throw new RefusedException(new Finding("not-declared", Consequence.FileRefused, new(id, 0, "ballot"), $"an election that {Election.InWords(ballot.Stage)}{(ballot.Called.Question is null ? ", to seats" : "")}", "a ballot on a question whose result was declared"));

    /// <summary>The ballots of a body's members whose result an application can take: see <see cref="VoteFor"/>.</summary>
    public static IReadOnlyList<Election> BallotsFor(KeptJournal journal, Application application) => [.. In(journal).Where(e => e is { Stage: ElectionStage.Declared, Answer: not null } && Otherwise(journal, application, e).Count == 0)];

    /// <summary>The same for an application: the ballot must have been called for it, as it now stands, be of the body, and counted as the application says that its constitution asks.</summary>
    /// <exception cref="RefusedException">It is of another body, about something else, or counted otherwise.</exception>
    public static MembersVoted VoteFor(KeptJournal journal, Application application, string body, string id, DateOnly on)
    {
        var vote = VoteOf(journal, id, on);
        if (vote.Body != body)
            throw new RefusedException(new Finding("other-ballot", Consequence.FileRefused, new(id, 0, "ballot"), $"a ballot of {vote.Body}", $"one of {body}"));
        return Otherwise(journal, application, Find(journal, id)!) is { Count: > 0 } otherwise ? throw new RefusedException(otherwise) : vote;
    }

    // What a ballot was about is what its call says. A proposal that was changed since was put to nobody.
    private static List<Finding> Otherwise(KeptJournal journal, Application application, Election ballot)
    {
        var called = ballot.Called;
        var question = ElectionCalled.QuestionOf(application.Written, called.Body);
        List<Finding> found = [];
        if (called.Application != application.Id)
            Add("other-matter", called.Application is { } other ? $"a ballot on the application {other}" : $"a ballot on '{called.Question}', called for no application", $"one that was called for {application.Id}: './remit election call FILE --application {application.Id}'");
        else if (called.Question != question || application.Amended is { } amended && History(journal, ballot.Id)[0].ToAct().At < amended.Act.At)
            Add("amended-since", $"a ballot on '{called.Question}', called before {application.Id} was amended", $"one on the application as it now stands: '{question}'");
        else
            found.AddRange(CarriedOtherwise(application, called, _ => new(ballot.Id, 0, "ballot")));
        return found;

        void Add(string code, string text, string wanted) => found.Add(new(code, Consequence.FileRefused, new(ballot.Id, 0, "ballot"), text, wanted));
    }

    private static WrittenVote? AskedOf(Application application, OdsCode body) => application.Votes.FirstOrDefault(v => v.Asked.Body == $"{body}")?.Asked;

    // A ballot that is declared carried must not be lost where the application asks for more, nor the other way about.
    private static IEnumerable<Finding> CarriedOtherwise(Application application, ElectionCalled called, Func<string, Place> at)
    {
        if (AskedOf(application, called.Body) is not { } asked)
            yield break;
        if ((asked.Counted == "by list") != called.ByList)
            yield return new("other-count", Consequence.FileRefused, at("byList"), called.ByList ? "votes by list" : "one vote each", $"votes counted {asked.Counted}, as {application.Id} has it");
        if (!(VotingThreshold.TryParse(called.Needs ?? "", out var needs) && VotingThreshold.TryParse(asked.Needs, out var wanted) && needs.IsNoWeakerThan(wanted) && wanted.IsNoWeakerThan(needs)))
            yield return new("other-majority", Consequence.FileRefused, at("needs"), called.Needs ?? "none", $"{asked.Needs}, as {application.Id} has it; left out, it is that");
    }

    private static string AsListed(Election election, string code) =>
        election.Electorate?.Electors.FirstOrDefault(e => string.Equals(e.Code, code.Trim(), StringComparison.OrdinalIgnoreCase))?.Code ?? code;

    // A name that an election brings is no reason to call somebody otherwise who is recorded, perhaps at another body.
    private static void SamePerson(GovernanceAsKnown governance, Election election, string id, string name)
    {
        if (governance.Find(id) is { } recorded && recorded.Name != name)
            throw new RefusedException(new Finding("other-person", Consequence.FileRefused, new(election.Id, 0, "candidate"), $"{id} for {Finding.Shown(name)}, recorded as {Finding.Shown(recorded.Name)}", "the name as it is recorded, or what stands for nobody else"));
    }

    private static void Refuse(Election election, Event next, Act act)
    {
        if (election.Check(next, LondonClock.LondonDay(act.At)) is { Count: > 0 } against)
            throw new RefusedException(against);
    }

    private static Election Of(IReadOnlyList<Entry> entries) => RecordedGovernance.Happened(entries[0]) is ElectionCalled called
        ? new(called, entries.Skip(1).Select(RecordedGovernance.Happened))
        : throw new BrokenChainException(new(entries[0].Position, $"{entries[0]}, which begins no election", "a journal that Remit wrote"));
}
