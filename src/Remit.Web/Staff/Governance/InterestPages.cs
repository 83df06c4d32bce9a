using Microsoft.AspNetCore.Mvc;
using Remit.Access;
using Remit.Governance;
using Remit.Journal;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>The register of interests of a body with its private part, gifts and breaches, and who must confirm theirs.</summary>
[Asks(Permission.ReadGovernance)]
[RequestSizeLimit(Longest)]
public sealed class StaffInterestsPage(JournalInUse journal, HeldNow held, GovernanceNow governance) : OfBodyPage(journal, held, governance)
{
    private const int Soon = 28;

    // A file of a megabyte, sent on as text.
    private const int Longest = 2 << 20;

    private IReadOnlyList<NextAct>? next;
    private IReadOnlyList<Reminder>? due;

    public override string Here => $"{Board}/interests";

    public IReadOnlyList<Interest> Register => [.. Interests.Of(Body, Me.Today, Visibility.Private).OrderBy(i => NameOf(i.Person), StringComparer.Ordinal).ThenBy(i => i.Arose)];

    /// <summary>Those who must confirm within four weeks, the longest overdue first, with when they were reminded and whether they can be.</summary>
    public IReadOnlyList<Reminder> Due => due ??= ReminderPost.For(Journal, Interests, Body, Me.Today.AddDays(Soon), ReminderPost.AddressesOfAccounts(Journal, Governance));

    /// <summary>Those who sit here and last said that they have nothing to declare, with the day.</summary>
    public IEnumerable<(string Name, DateOnly On)> Nil => Members().Select(m => (Name: m.Item2, Return: Interests.LastReturn(m.Item1, Body))).Where(m => m.Return is { Nil: true }).Select(m => (m.Name, m.Return!.Value.On));

    /// <summary>A row of a file as it would be recorded.</summary>
    /// <param name="Match">Which organisation it is, or may be.</param>
    /// <param name="Already">The interest that says the same and is recorded, so that the row is left out; nothing where none does.</param>
    public sealed record Foretold(Place Place, Interest Interest, string Match, Interest? Already);

    /// <summary>What a file would record, while it is to be confirmed.</summary>
    public IReadOnlyList<Foretold> Foreseen { get; private set; } = [];

    public IReadOnlyList<Gift> Gifts => [.. Interests.Gifts.Where(g => g.Body == Body).OrderByDescending(g => g.Offered)];

    public IReadOnlyList<Breach> Breaches => [.. Interests.Breaches.Where(b => b.Body == Body).OrderByDescending(b => b.On)];

    public override IReadOnlyList<NextAct> Next
    {
        get
        {
            if (next is not null)
                return next;
            var members = Members();
            var who = new ActField("person", "Who", As: FilledAs.Choice, Choices: members, Value: Request.Query["person"].ToString() is { Length: > 0 } asked ? asked : null);
            return next = members.Count == 0 ? [] :
            [
                InterestActs.Declare(who, Me.Today, Keeping),
                InterestActs.Confirm(who, Keeping),
                InterestActs.Gift(who, Keeping),
                new("import", "Take in declarations from a file", Keeping, new ActField("file", "CSV file (UTF-8) or Excel workbook (.xlsx)", "One interest to a row, at most a megabyte. The headings of the template in the statutory guidance will do", FilledAs.Enclosure)) { IsConfirmed = true, IsAnytime = true, About = "What it would record is shown first. One row that cannot be read stops the whole file." },
                new("breach", "Report a breach", Keeping, who with { Label = "Whose" }, new ActField("what", "What happened"), new ActField("on", "Day of it", As: FilledAs.Day)) { Reason = "Reported" },
            ];
        }
    }

    protected override bool Foresee(NextAct act, FilledForm filled)
    {
        try
        {
            var read = Read(filled);
            var organisations = new OrganisationMatch(NameSearch.Organisations(Held.Register).Concat(NameSearch.Practices(Held.Register)));
            Foreseen = [.. RecordedInterests.Foresee(Interests, read, Me.Today).Zip(read, (interest, row) => new Foretold(row.Place, interest, MatchOf(interest, organisations), RecordedInterests.SaidAlready(Interests, row.Declared)))];
            if (Foreseen.All(f => f.Already is not null))
                Problems.Add(("file", "Everything in it is recorded already: there is nothing to take in."));
        }
        catch (RefusedException refused)
        {
            Problems.AddRange(refused.Findings.Select(f => ("file", $"{f.Place}. Found {f.Found}; wanted {f.Wanted}.")));
        }

        return Problems.Count == 0;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        if (act.Id == "import")
        {
            if (Read(filled).Where(r => RecordedInterests.SaidAlready(Interests, r.Declared) is null).ToList() is { Count: > 0 } said)
                RecordedInterests.Declare(Journal, Interests, said, Me.Today, by);
            return null;
        }

        var person = filled.Needed("person");
        switch (act.Id)
        {
            case "declare":
                return $"{Here}/{RecordedInterests.Declare(Journal, Interests, [(InterestActs.Declared(filled, Body, person, Held.Register), new("the form"))], Me.Today, by)[0]}";
            case "confirm":
                RecordedInterests.Return(Journal, Interests, person, new(Body, Me.Today, filled.Needed("nil") == "yes"), by);
                return null;
            case "gift":
                RecordedInterests.Declare(Journal, Interests, InterestActs.GiftOf(filled, Body, person, Me.Today), by);
                return null;
            default:
                return $"{Board}/breaches/{RecordedInterests.Report(Journal, Interests, new(Body, person, filled.Needed("what"), filled.Day("on")!.Value), by)[(Body.ToString().Length + 1)..]}";
        }
    }

    private IReadOnlyList<(InterestDeclared Declared, Place Place)> Read(FilledForm filled)
    {
        var (name, content) = filled.Enclosed("file")!.Value;
        if (Path.GetExtension(name).ToLowerInvariant() is not (".csv" or ".xlsx"))
            throw new RefusedException(new Finding("no-table", Consequence.FileRefused, new(Finding.Shown(name)), "a file whose name ends otherwise", "a .csv file or an .xlsx workbook"));
        using var stream = new MemoryStream(content);
        return InterestFile.Read(stream, name, Body, Governance.People);
    }

    private string MatchOf(Interest interest, OrganisationMatch organisations) => interest.Code is { } code
        ? Held.Register.Find(code) is { } known ? $"{code} {known.NameNear(interest.Declared)}" : $"{code}, which is no organisation of the register"
        : organisations.Candidates(interest.Organisation, 1) is [var like] ? $"perhaps {like.Code} {like.Name} ({like.Score} of 100 alike): to be confirmed" : "none of the register's by its name";
}

/// <summary>One interest: what was declared, and what became of it.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffInterestPage(JournalInUse journal, HeldNow held, GovernanceNow governance) : OfBodyPage(journal, held, governance)
{
    private const int Most = 6;

    private IReadOnlyList<NextAct>? next;

    public Interest Interest { get; private set; } = null!;

    public IReadOnlyList<OrganisationCandidate> Candidates { get; private set; } = [];

    public override string Here => $"{Board}/interests/{Interest.Id}";

    public override long Now => History.Count;

    public IReadOnlyList<Entry> History { get; private set; } = [];

    public override IReadOnlyList<NextAct> Next => next ??= InterestActs.Of(Interest, Candidates, Me.Today, Keeping);

    protected override bool Find()
    {
        if (Interests.Interests.FirstOrDefault(i => i.Body == Body && i.Id == $"{RouteData.Values["person"]}/{RouteData.Values["number"]}") is not { } interest)
            return false;
        (Interest, History) = (interest, RecordedInterests.History(Journal, interest.Id));
        if (interest.Matched.Length == 0)
            Candidates = new OrganisationMatch(NameSearch.Organisations(Held.Register).Concat(NameSearch.Practices(Held.Register))).Candidates(interest.Organisation, Most);
        return true;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        RecordedInterests.Change(Journal, Interest.Id, InterestActs.Event(act, filled, Candidates), by);
        return null;
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. History.Where(e => e.Version > version)];
}

/// <summary>One breach of the rules on interests: what happened, and what came of it.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffBreachPage(JournalInUse journal, HeldNow held, GovernanceNow governance) : OfBodyPage(journal, held, governance)
{
    private IReadOnlyList<NextAct>? next;

    public Breach Breach { get; private set; } = null!;

    public override string Here => $"{Board}/breaches/{Breach.Id[(Body.ToString().Length + 1)..]}";

    public override long Now => History.Count;

    public IReadOnlyList<Entry> History { get; private set; } = [];

    public override IReadOnlyList<NextAct> Next => next ??=
    [
        new("conclude", Breach.Outcome.Length == 0 ? "Record what came of looking into it" : "Record anew what came of it", Keeping, new ActField("outcome", "What came of it", Value: Breach.Outcome), new ActField("published", "What the public is told", "Nobody's name may stand in it", Value: Breach.Published),
            new ActField("told", "Day on which NHS England was told", As: FilledAs.Day, IsNeeded: false)) { Reason = "Looked into" },
    ];

    protected override bool Find()
    {
        if (Interests.Breaches.FirstOrDefault(b => b.Id == $"{Body}/{RouteData.Values["number"]}") is not { } breach)
            return false;
        (Breach, History) = (breach, RecordedInterests.BreachHistory(Journal, breach.Id));
        return true;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        RecordedInterests.Conclude(Journal, Interests, Breach.Id, new(filled.Needed("outcome"), filled.Needed("published"), filled.Day("told")), by);
        return null;
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. History.Where(e => e.Version > version)];
}
