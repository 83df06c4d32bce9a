using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Access;
using Remit.Governance.Elections;
using Remit.Journal;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Governance.Elections;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Elections;

/// <summary>The elections and ballots of the bodies that whoever is signed in looks after, and the forms to call one.</summary>
[Asks(Permission.RunElections)]
public sealed class ElectionListPage(JournalInUse journal, HeldNow held) : ActsPage
{
    public override string Here => "/staff/elections";

    public IReadOnlyList<Election> Elections { get; private set; } = [];

    public override IReadOnlyList<NextAct> Next => [ElectionActs.CallElection(Me.MaySomewhere(Permission.RunElections)), ElectionActs.CallBallot(Me.MaySomewhere(Permission.RunElections))];

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) =>
        Elections = [.. RecordedElections.In(journal.Now).Where(e => Me.May(Permission.RunElections, new(e.Called.Body)).IsAllowed).Reverse()];

    // A body that cannot be read is told of as such, and not as somebody else's.
    protected override Ruling RulingOn(NextAct act, FilledForm filled) => OdsCode.TryParse(filled.Text("body"), out var body) ? Me.May(Permission.RunElections, new(body)) : act.Ruling;

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        if (!OdsCode.TryParse(filled.Text("body"), out _))
            throw new RefusedException(new Finding("bad-code", Consequence.FileRefused, new("the form", 0, "body"), filled.Needed("body"), "the code of a body, such as 00L"));
        var called = ElectionActs.Called(act, filled);
        return $"{Here}/{RecordedElections.Call(journal.Now, RecordedGovernance.In(journal.Now, held.Now.Register), held.Now.Register, called, "the form", by).Id}";
    }
}

/// <summary>A page of one election.</summary>
public abstract class ElectionPage(JournalInUse journal, HeldNow held, SiteOptions options) : ActsPage
{
    public Election Election { get; protected set; } = null!;

    public override string Here => $"/staff/elections/{Election.Id}";

    public override long Now => Election.Version;

    public Ruling Ruling => Me.May(Permission.RunElections, new(Election.Called.Body));

    public IReadOnlyList<Entry> History => RecordedElections.History(journal.Now, Election.Id);

    protected JournalInUse Journal => journal;

    protected Holdings Held => held.Now;

    protected Workspace Workspace => new(options.Workspace);

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (RecordedElections.Find(journal.Now, $"{RouteData.Values["body"]}/{RouteData.Values["name"]}") is not { } found)
            context.Result = NotFound();
        else if (Me.May(Permission.RunElections, new(found.Called.Body)) is { IsAllowed: false } denied)
            context.Result = Denied(denied);
        else
            Election = found;
    }
}

/// <summary>One election: who may vote, who stands, what can be done next, and what came of it.</summary>
[Asks(Permission.RunElections)]
public sealed class ElectionCasePage(JournalInUse journal, HeldNow held, SiteOptions options) : ElectionPage(journal, held, options)
{
    /// <summary>The key of the box, right after the poll was opened and never again.</summary>
    public string? Key { get; private set; }

    public override IReadOnlyList<NextAct> Next => ElectionActs.Of(Election, Ruling);

    /// <summary>How many papers are out and how many came back, while votes are taken.</summary>
    public (int Out, int Back)? Box => Election.Stage == ElectionStage.Open ? BallotBox.Of(Workspace, Election).Count : null;

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        var (now, register) = (Journal.Now, Held.Register);
        switch (act.Id)
        {
            case "freeze" when Election.Called.Voters == Voters.Practices:
                RecordedElections.FreezePractices(now, register, Election, by);
                break;
            case "nominate":
                RecordedElections.Nominate(now, RecordedGovernance.In(now, register), Election, new(filled.Needed("candidate"), filled.Needed("name"), filled.Needed("proposer"), filled.Needed("seconder")), by);
                break;
            case "open":
                (Election, Key) = RecordedElections.OpenPoll(now, Workspace, Election, by);
                break;
            case "close":
                RecordedElections.ClosePoll(now, Workspace, Election, filled.Needed("key"), by);
                break;
            case "declare":
                RecordedElections.Declare(now, Election, by);
                break;
            case "accept":
                RecordedElections.Accept(now, register, Election, filled.Needed("candidate"), by);
                break;
            default:
                RecordedElections.Do(now, Election, ElectionActs.Event(act, Election, filled), by);
                break;
        }

        return null;
    }

    protected override IActionResult Afterwards(string to)
    {
        if (Key is null)
            return base.Afterwards(to);
        Doing = null;
        return Page();
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. History.Where(e => e.Version > version)];
}

/// <summary>Where papers are given out and put in the box. What is put in is recorded of nobody.</summary>
[Asks(Permission.RunElections)]
public sealed class ElectionPaperPage(JournalInUse journal, HeldNow held, SiteOptions options) : ElectionPage(journal, held, options)
{
    public override IReadOnlyList<NextAct> Next => [];

    // Papers have forms of their own: what they answer with is said once.
    protected override string? Take(NextAct act, FilledForm filled, Act by) => null;

    /// <summary>The number and the counterfoil of a paper that was given out right now, and to whom.</summary>
    public (string Elector, string Number, string Counterfoil)? Given { get; private set; }

    /// <summary>The receipt of a paper that was put in right now.</summary>
    public string? Receipt { get; private set; }

    public string? Elector { get; private set; }

    public string? Number { get; private set; }

    /// <summary>What was typed to replace a paper, while that is to be put right.</summary>
    public (string? Elector, string? Paper, string? Why) Lost { get; private set; }

    /// <summary>What is marked beside a line, as it was sent.</summary>
    public string Marked(int line) => Receipt is null && Request.HasFormContentType ? Request.Form[$"mark-{line}"].ToString() : "";

    public IActionResult OnPostGive(string? elector)
    {
        Elector = elector?.Trim().ToUpperInvariant() ?? "";
        return Try("elector", () =>
        {
            (Election, var number, var counterfoil) = RecordedElections.IssuePaper(Journal.Now, Workspace, Election, Elector, Me.Act(Ruling, "A voting paper was given out"));
            (Given, Elector) = ((Elector, number, counterfoil), null);
        });
    }

    public IActionResult OnPostReplace(string? whose, string? paper, string? why)
    {
        Lost = (whose?.Trim().ToUpperInvariant(), paper?.Trim(), why?.Trim());
        if (Lost.Why is not { } reason || !Act.IsLine(reason))
        {
            Problems.Add(("why", $"Say why, in a line of at most {Act.Longest} characters. It is kept with what you do."));
            return Page();
        }

        return Try("paper", () =>
        {
            (Election, var number, var counterfoil) = RecordedElections.ReplacePaper(Journal.Now, Workspace, Election, Lost.Elector ?? "", Lost.Paper ?? "", Me.Act(Ruling, reason));
            (Given, Lost) = ((Lost.Elector!, number, counterfoil), default);
        }, f => f.Place.Column == "elector" ? "whose" : "paper");
    }

    public IActionResult OnPostPut(string? number)
    {
        Number = number?.Trim() ?? "";
        return Try("number", () =>
        {
            var marks = Election.Lines.Select((_, line) => Request.Form[$"mark-{line}"].ToString().Trim() is { Length: > 0 } typed ? int.TryParse(typed, out var figure) ? figure : -1 : 0).ToList();
            if (Election.Called.Method == PollMethod.ForOrAgainst && int.TryParse(Request.Form["answer"], out var answer) && answer < marks.Count)
                marks[answer] = 1;
            Receipt = RecordedElections.TakePaper(Workspace, Election, Number, marks, Me.Today);
            Number = null;
        });
    }

    private PageResult Try(string field, Action what, Func<Finding, string>? fieldOf = null)
    {
        try
        {
            what();
        }
        catch (Storage.Journal.ConflictException)
        {
            Problems.Add((field, "Something else was recorded of this election just now, so nothing was done. Try again."));
        }
        catch (RefusedException refused)
        {
            Problems.AddRange(refused.Findings.Select(f => (fieldOf?.Invoke(f) ?? (f.Place.Column == "marks" ? "mark-0" : field), $"Found {f.Found}; wanted {f.Wanted}.")));
        }

        return Page();
    }
}
