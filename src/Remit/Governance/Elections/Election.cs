using System.Globalization;
using Remit.Powers.Applications;

namespace Remit.Governance.Elections;

/// <summary>How far an election has come.</summary>
public enum ElectionStage
{
    /// <summary>It is called; who may vote is settled, and nominations are taken.</summary>
    Called,

    /// <summary>Votes are taken.</summary>
    Open,

    /// <summary>The box was opened, and the papers are counted.</summary>
    Closed,

    /// <summary>The result was declared.</summary>
    Declared,

    /// <summary>It was given up.</summary>
    Abandoned,
}

/// <summary>Somebody who was put forward.</summary>
/// <param name="Fell">Why they do not stand; nothing where they do.</param>
public sealed record Candidate(string Id, string Name, string Proposer, string Seconder, string? Fell);

/// <summary>How many of those who may vote did.</summary>
/// <param name="Issued">Electors who were given a paper.</param>
/// <param name="Replaced">Papers that were given out for others that were lost or spoilt.</param>
/// <param name="Papers">Papers that came back, spoilt ones among them.</param>
/// <param name="Votes">The votes that those have.</param>
/// <param name="Spoilt">Those that could not be counted, by why.</param>
public sealed record Turnout(int Electors, long Entitled, int Issued, int Replaced, int Papers, long Votes, IReadOnlyDictionary<string, int> Spoilt)
{
    /// <summary>Papers for a hundred electors; nothing where there are none.</summary>
    public decimal? PerCent => Electors == 0 ? null : Math.Round(100m * Papers / Electors, 1);
}

/// <summary>An election to seats or a ballot on a question, with what was recorded of it. What comes of it is worked out of that each time.</summary>
public sealed class Election
{
    private readonly List<(string Id, string Name, string Proposer, string Seconder)> nominated = [];
    private readonly Dictionary<string, string> fell = [];
    private readonly HashSet<string> marked = [];
    private readonly List<LotDrawn> lots = [];
    private readonly Dictionary<string, string> taken = [];
    private readonly HashSet<string> declined = [];
    private readonly Lazy<ElectionCount?> count;

    public Election(ElectionCalled called, IEnumerable<Event> happened)
    {
        (Called, Version) = (called, 1);
        foreach (var next in happened)
            Apply(next);
        count = new(Counted);
    }

    /// <summary>The code of the body and the name, as <c>00L/gp-members-2017</c>.</summary>
    public string Id => $"{Called.Body}/{Called.Name}";

    public ElectionCalled Called { get; }

    /// <summary>How many events were recorded of it.</summary>
    public long Version { get; private set; }

    public ElectionStage Stage { get; private set; }

    /// <summary>Who may vote; nothing until that is settled.</summary>
    public ElectorateFrozen? Electorate { get; private set; }

    public PollOpened? Opened { get; private set; }

    public PollClosed? Closed { get; private set; }

    public ResultDeclared? Declared { get; private set; }

    /// <summary>Why it was given up; nothing where it was not.</summary>
    public string? Abandoned { get; private set; }

    /// <summary>Everyone who was put forward, those who fell out among them, by name.</summary>
    public IReadOnlyList<Candidate> Candidates => [.. nominated.Select(n => new Candidate(n.Id, n.Name, n.Proposer, n.Seconder, fell.GetValueOrDefault(n.Id))).OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Id, StringComparer.Ordinal)];

    /// <summary>Those who stand.</summary>
    public IReadOnlyList<Candidate> Standing => [.. Candidates.Where(c => c.Fell is null)];

    /// <summary>Whether there are more candidates than places, or a question: else nobody votes.</summary>
    public bool IsContested => Called.Method == PollMethod.ForOrAgainst || Standing.Count > Called.Places();

    /// <summary>The electors who were given a paper.</summary>
    public IReadOnlyCollection<string> Marked => marked;

    /// <summary>How many papers were given out for others that were lost or spoilt.</summary>
    public int Replaced { get; private set; }

    /// <summary>The seats that somebody took, with who.</summary>
    public IReadOnlyDictionary<string, string> Taken => taken;

    /// <summary>Those who were elected and would not take the seat.</summary>
    public IReadOnlyCollection<string> Declined => declined;

    /// <summary>How it is counted; nothing before the box was opened, and for a question.</summary>
    public ElectionCount? Count => count.Value;

    /// <summary>How many took part; nothing before the box was opened.</summary>
    public Turnout? Turnout => Closed is { } closed && Electorate is { } electorate
        ? new(electorate.Electors.Count, electorate.Electors.Sum(e => e.Votes), marked.Count, Replaced, closed.Papers.Count, closed.Papers.Sum(p => p.Votes),
            closed.Papers.Select(Spoilt).OfType<string>().GroupBy(s => s).ToDictionary(s => s.Key, s => s.Count()))
        : null;

    /// <summary>What came of a question; nothing before the box was opened, and for seats.</summary>
    public MembersResult? Answer
    {
        get
        {
            if (Called.Method != PollMethod.ForOrAgainst || Turnout is not { } turnout || !VotingThreshold.TryParse(Called.Needs!, out var threshold))
                return null;
            long Votes(int line) => Closed!.Papers.Where(p => Spoilt(p) is null && p.Marks[line] > 0).Sum(p => p.Votes);
            var (yes, no) = (Votes(0), Votes(1));
            return new(yes, no, Votes(2), turnout.Entitled, turnout.Papers, turnout.Electors, threshold.IsReached(turnout.Entitled, yes, no));
        }
    }

    /// <summary>What those who voted were given, in order; each is one paper's.</summary>
    public IReadOnlyList<string> Receipts => [.. (Closed?.Papers ?? []).Select(p => p.Receipt(Id)).Order(StringComparer.Ordinal)];

    /// <summary>Papers that can be counted, gathered by what they say; of a question, what was answered.</summary>
    public IReadOnlyList<Ranking> Rankings => Opened is not { } opened ? [] :
        [.. (Closed?.Papers ?? []).Where(p => Spoilt(p) is null).GroupBy(p => string.Join(' ', p.Preferences(Called.Method)), p => p)
            .Select(g => new Ranking([.. g.First().Preferences(Called.Method).Select(line => opened.Lines[line])], g.Sum(p => p.Votes)))
            .OrderByDescending(r => r.Papers).ThenBy(r => string.Join(' ', r.Preferences), StringComparer.Ordinal)];

    /// <summary>Whether papers, and sums of their votes, may be shown to the public: where papers have different votes, how many one has tells whose it is, and a sum tells whose papers it is of.</summary>
    public bool PapersMayBeShown => Electorate is { } e && e.Electors.All(x => x.Votes == e.Electors[0].Votes);

    /// <summary>What must be declared now: nothing while a lot is wanted, or votes are to be taken.</summary>
    public ResultDeclared? Result => Stage switch
    {
        ElectionStage.Called when !IsContested => new([.. Standing.Select(c => c.Id)], null),
        ElectionStage.Closed or ElectionStage.Declared when Answer is { } answer => new([], answer.Carried),
        ElectionStage.Closed or ElectionStage.Declared when Count is { Wanted: null } complete => new(complete.Elected, null),
        ElectionStage.Declared => Declared,
        _ => null,
    };

    /// <summary>The seats that nobody was elected to, or that whoever was would not take.</summary>
    public IReadOnlyList<string> Vacant => Declared is { } declared
        ? [.. (Called.Seats ?? []).Where(s => !taken.ContainsKey(s)).Skip(declared.Elected.Count(e => !declined.Contains(e) && !taken.ContainsValue(e)))]
        : [];

    /// <summary>Why a paper cannot be counted; nothing where it can.</summary>
    public string? Spoilt(VotingPaper paper) => paper.Spoilt(Called.Method, Called.Places());

    /// <summary>What stands against an event being recorded now.</summary>
    /// <param name="today">The day.</param>
    public IReadOnlyList<Finding> Check(Event next, DateOnly today)
    {
        List<Finding> found = [];
        switch (next)
        {
            case ElectorateFrozen frozen:
                At(ElectionStage.Called, "before votes are taken");
                if (Electorate is not null)
                    Add("already-frozen", "electorate", $"{Electorate.Electors.Count} electors as on {Said(Electorate.Day)}", "an electorate that is settled once");
                if (frozen.Day != Called.FrozenOn)
                    Add("bad-day", "day", Said(frozen.Day), $"{Said(Called.FrozenOn)}, as the election was called");
                if (today < frozen.Day)
                    Add("day-to-come", "day", Said(frozen.Day), "a day that has come: who may vote is settled as on it");
                if (frozen.Electors.Count == 0)
                    Add("no-electors", "electors", "none", "at least one elector");
                foreach (var twice in frozen.Electors.GroupBy(e => e.Code, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
                    Add("elector-twice", "electors", twice.Key, "each elector once");
                foreach (var elector in frozen.Electors.Where(e => e.Votes <= 0 || !IsCode(e.Code) || e.Votes != 1 && !Called.ByList))
                    Add("bad-elector", "electors", $"{elector.Code} with {elector.Votes} votes", Called.ByList ? "a code, and the registered patients" : "a code, with one vote");
                break;
            case CandidateNominated nominated:
                At(ElectionStage.Called, "before votes are taken");
                Nominated(nominated);
                break;
            case CandidateWithdrew { Candidate: var who }:
                At(ElectionStage.Called, "before votes are taken");
                Stands(who);
                break;
            case CandidateDisqualified disqualified:
                At(ElectionStage.Called, "before votes are taken");
                Stands(disqualified.Candidate);
                Line("ground", disqualified.Ground);
                break;
            case PollOpened opened:
                At(ElectionStage.Called, "once");
                Settled();
                if (!IsContested)
                    Add("uncontested", "poll", $"{Standing.Count} candidates for {Called.Places()} places", "more candidates than places: nobody votes, and they are declared elected");
                if (today < Called.Opens || today > Called.Closes)
                    Add("not-the-day", "poll", Said(today), $"a day from {Said(Called.Opens)} to {Said(Called.Closes)}");
                if (!opened.Lines.SequenceEqual(Lines))
                    Add("bad-paper", "lines", string.Join(", ", opened.Lines), string.Join(", ", Lines));
                break;
            case PaperIssued issued:
                At(ElectionStage.Open, "while votes are taken");
                InTime();
                if (Electorate?.Electors.All(e => e.Code != issued.Elector) == true)
                    Add("not-an-elector", "elector", issued.Elector, $"somebody who could vote as on {Said(Electorate.Day)}: later changes do not count");
                if (marked.Contains(issued.Elector))
                    Add("voted-already", "elector", $"{issued.Elector}, who was given a paper", "somebody who was not: nobody votes twice");
                break;
            case PaperReplaced replaced:
                At(ElectionStage.Open, "while votes are taken");
                InTime();
                if (!marked.Contains(replaced.Elector))
                    Add("no-paper", "elector", replaced.Elector, "somebody who was given a paper: whoever was not is given their first");
                break;
            case PollClosed closed:
                At(ElectionStage.Open, "while votes are taken");
                if (Stage == ElectionStage.Open)
                    Over(closed);
                break;
            case LotDrawn lot:
                At(ElectionStage.Closed, "while papers are counted");
                if (Count?.Wanted is not { } wanted || wanted.For != lot.For || !wanted.Among.SequenceEqual(lot.Among) || !lot.Among.Contains(lot.Chosen))
                    Add("no-such-lot", "lot", $"{lot.Chosen} among {string.Join(", ", lot.Among)}", Count?.Wanted is { } due ? $"one of {string.Join(", ", due.Among)}" : "no lot: none is wanted");
                break;
            case ResultDeclared declared:
                if (Stage is not (ElectionStage.Closed or ElectionStage.Called))
                    At(ElectionStage.Closed, "once the papers are counted");
                if (Stage == ElectionStage.Called)
                {
                    Settled();
                    if (IsContested)
                        Add("contested", "result", $"{Standing.Count} candidates for {Called.Places()} places", "votes, which are taken first");
                }

                if (found.Count == 0 && (Result is not { } now || !now.Elected.SequenceEqual(declared.Elected) || now.Carried != declared.Carried))
                    Add("other-result", "result", string.Join(", ", declared.Elected), Result is null ? "a count that is complete: a lot is wanted" : "what the count came to");
                break;
            case OfficeAccepted accepted:
                Elected(accepted.Candidate);
                if (Called.Seats?.Contains(accepted.Seat) != true || taken.ContainsKey(accepted.Seat))
                    Add("no-such-seat", "seat", accepted.Seat, $"a seat of the election that nobody took: {string.Join(", ", (Called.Seats ?? []).Where(s => !taken.ContainsKey(s)))}");
                break;
            case OfficeDeclined { Candidate: var who }:
                Elected(who);
                break;
            case ElectionAbandoned abandoned:
                if (Stage is ElectionStage.Declared or ElectionStage.Abandoned)
                    At(ElectionStage.Closed, "before the result is declared");
                Line("why", abandoned.Why);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(next), next.GetType().Name, "This is no event of an election.");
        }

        return found;

        void Add(string code, string field, string text, string wanted) => found.Add(new(code, Consequence.FileRefused, new(Id, 0, field), text, wanted));

        void At(ElectionStage stage, string when)
        {
            if (Stage != stage)
                Add("not-now", "", $"an election that {InWords(Stage)}", $"this {when}");
        }

        void Line(string field, string text)
        {
            if (!Act.IsLine(text))
                Add("bad-line", field, text, "a line of text");
        }

        void InTime()
        {
            if (today < Called.Opens || today > Called.Closes)
                Add("not-the-day", "poll", Said(today), $"a day from {Said(Called.Opens)} to {Said(Called.Closes)}");
        }

        void Settled()
        {
            if (Electorate is null)
                Add("not-frozen", "electorate", "none", "who may vote, settled first");
            if (Called.NominationsBy is { } by && today <= by)
                Add("nominations-open", "nominations", Said(today), $"a day after {Said(by)}, the last for nominations");
        }

        void Over(PollClosed closed)
        {
            if (today <= Called.Closes && (marked.Count < Electorate!.Electors.Count || closed.NotReturned > 0))
                Add("not-over", "poll", Said(today), $"a day after {Said(Called.Closes)}, or a paper back from every elector");
            if (closed.Papers.Count + closed.NotReturned != marked.Count)
                Add("other-papers", "papers", $"{closed.Papers.Count} papers that came back and {closed.NotReturned} that did not, of {marked.Count} electors who were given one", "each paper that was given out, once: restore the box as it was, or give the election up and call it again");
            var given = Electorate!.Electors.Where(e => marked.Contains(e.Code)).CountBy(e => e.Votes).ToDictionary();
            foreach (var (votes, papers) in closed.Papers.CountBy(p => p.Votes).Where(p => p.Value > given.GetValueOrDefault(p.Key)))
                Add("other-votes", "papers", $"{papers} papers with {votes} votes", $"no more than {given.GetValueOrDefault(votes)}, of electors with so many who were given one: restore the box as it was, or give the election up and call it again");
        }

        void Stands(string who)
        {
            if (Standing.All(c => c.Id != who))
                Add("no-such-candidate", "candidate", who, Standing.Count == 0 ? "somebody who was nominated" : $"one of {string.Join(", ", Standing.Select(c => c.Id))}");
        }

        void Elected(string who)
        {
            At(ElectionStage.Declared, "once the result is declared");
            if (Declared?.Elected.Contains(who) != true || taken.ContainsValue(who) || declined.Contains(who))
                Add("not-elected", "candidate", who, "somebody who was elected and has neither taken a seat nor declined one");
        }

        void Nominated(CandidateNominated next)
        {
            if (Called.Method == PollMethod.ForOrAgainst)
                Add("no-candidates", "candidate", next.Candidate, "no candidates: it is about a question");
            if (today > Called.NominationsBy)
                Add("too-late", "nominations", Said(today), $"a day up to {Said(Called.NominationsBy.Value)}");
            if (!Governance.Committee.IsId(next.Candidate) || this.nominated.Any(n => n.Id == next.Candidate))
                Add("bad-candidate", "candidate", next.Candidate, "small letters, digits and hyphens, of somebody who was not nominated yet");
            Line("name", next.Name);
            foreach (var (field, elector) in ((string, string)[])[("proposer", next.Proposer), ("seconder", next.Seconder)])
                if (Electorate is null)
                    Add("not-frozen", field, elector, "who may vote, settled first: electors propose and second");
                else if (Electorate.Electors.All(e => e.Code != elector))
                    Add("not-an-elector", field, elector, $"somebody who may vote as on {Said(Electorate.Day)}");
            if (next.Proposer == next.Seconder)
                Add("same-elector", "seconder", next.Seconder, "another elector than the proposer");
        }
    }

    /// <summary>What stands on the voting paper, line by line: candidates by name.</summary>
    public IReadOnlyList<string> Lines => Opened?.Lines ?? (Called.Method == PollMethod.ForOrAgainst ? ElectionCalled.Answers : [.. Standing.Select(c => c.Id)]);

    /// <summary>The words of a line of the paper: the name of a candidate.</summary>
    public string NameOf(string line) => nominated.FirstOrDefault(n => n.Id == line).Name ?? line;

    /// <summary>A stage, to follow "an election that".</summary>
    public static string InWords(ElectionStage stage) => stage switch
    {
        ElectionStage.Called => "is called, and votes are not taken yet",
        ElectionStage.Open => "has votes being taken",
        ElectionStage.Closed => "is being counted",
        ElectionStage.Declared => "has been declared",
        ElectionStage.Abandoned => "was given up",
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    private static bool IsCode(string code) => code.Length is > 0 and <= 40 && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string Said(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private ElectionCount? Counted()
    {
        if (Closed is null || Called.Method == PollMethod.ForOrAgainst)
            return null;
        var named = Lines.ToDictionary(l => l, NameOf);
        return Called.Method == PollMethod.SingleTransferableVote ? ElectionCount.ByTransferableVote(named, Called.Places(), Rankings, lots) : ElectionCount.ByMostVotes(named, Called.Places(), Rankings, lots);
    }

    private void Apply(Event happened)
    {
        Version++;
        switch (happened)
        {
            case ElectorateFrozen frozen:
                Electorate = frozen;
                break;
            case CandidateNominated n:
                nominated.Add((n.Candidate, n.Name, n.Proposer, n.Seconder));
                break;
            case CandidateWithdrew withdrew:
                fell[withdrew.Candidate] = "withdrew";
                break;
            case CandidateDisqualified disqualified:
                fell[disqualified.Candidate] = $"disqualified: {disqualified.Ground}";
                break;
            case PollOpened opened:
                (Opened, Stage) = (opened, ElectionStage.Open);
                break;
            case PaperIssued issued:
                marked.Add(issued.Elector);
                break;
            case PaperReplaced:
                Replaced++;
                break;
            case PollClosed closed:
                (Closed, Stage) = (closed, ElectionStage.Closed);
                break;
            case LotDrawn lot:
                lots.Add(lot);
                break;
            case ResultDeclared declared:
                (Declared, Stage) = (declared, ElectionStage.Declared);
                break;
            case OfficeAccepted accepted:
                taken[accepted.Seat] = accepted.Candidate;
                break;
            case OfficeDeclined refused:
                declined.Add(refused.Candidate);
                break;
            case ElectionAbandoned abandoned:
                (Abandoned, Stage) = (abandoned.Why, ElectionStage.Abandoned);
                break;
        }
    }
}
