using Remit.Register;

namespace Remit.Governance;

/// <summary>A day on which somebody's term ends, and what would then no longer be kept.</summary>
/// <param name="Ends">The appointments that end on it.</param>
/// <param name="NewlyBroken">The rules that are kept, or not known to be broken, that day and would be broken the day after if nobody else is appointed.</param>
public sealed record TermsEnding(DateOnly Day, IReadOnlyList<(FilledSeat Seat, bool MayServeAgain)> Ends, IReadOnlyList<CompositionFinding> NewlyBroken);

/// <summary>Constitutions, people and appointments as they were known at an instant.</summary>
public sealed class GovernanceAsKnown
{
    private readonly ILookup<OdsCode, Constitution> constitutions;
    private readonly Dictionary<string, Person> people;
    private readonly ILookup<(OdsCode, string, string), Appointment> appointments;
    private readonly ILookup<string, Appointment> byPerson;
    private readonly RegisterAsKnown register;

    public GovernanceAsKnown(GovernanceFacts facts, RegisterAsKnown register, IEnumerable<Constitution> constitutions, IEnumerable<Person> people, IEnumerable<Appointment> appointments)
    {
        Facts = facts;
        this.register = register;
        this.constitutions = constitutions.OrderBy(c => c.From).ToLookup(c => c.Body);
        this.people = people.ToDictionary(p => p.Id);
        Appointments = [.. appointments];
        this.appointments = Appointments.ToLookup(a => (a.Body, a.Committee, a.Seat));
        byPerson = Appointments.ToLookup(a => a.Person);
    }

    public GovernanceFacts Facts { get; }

    public IReadOnlyCollection<Person> People => people.Values;

    public IReadOnlyList<Appointment> Appointments { get; }

    /// <summary>The bodies of which a constitution is recorded.</summary>
    public IEnumerable<OdsCode> Bodies => constitutions.Select(c => c.Key).Order();

    /// <summary>The versions of a body's constitution, the oldest first.</summary>
    public IEnumerable<Constitution> VersionsOf(OdsCode body) => constitutions[body];

    public Person? Find(string person) => people.GetValueOrDefault(person);

    /// <summary>Those who hold office under a name, as an account has it.</summary>
    public IEnumerable<Person> PeopleCalled(string name) => People.Where(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a body's committees were on a day; nothing where no version of its constitution is recorded that was in force.</summary>
    /// <remarks>Of two versions from the same day, the one recorded later counts.</remarks>
    public Structure? On(OdsCode body, DateOnly day)
    {
        if (constitutions[body].LastOrDefault(c => c.From <= day) is not { } constitution)
            return null;
        var organisation = register.Find(body);
        return new(body, organisation?.On(day)?.Kind ?? "", organisation?.NameNear(day) ?? "", day, constitution,
            [.. constitution.Committees.SelectMany(c => c.Seats.SelectMany(s => Filling(body, c, s, day)))]);
    }

    /// <summary>The bodies at which one person holds seats on a day, with each seat: a shared officer is one with more than one.</summary>
    public IReadOnlyList<FilledSeat> SeatsOf(string person, DateOnly day) =>
        [.. byPerson[person].Where(a => a.Days.Contains(day)).Select(a => a.Body).Distinct().Order().SelectMany(b => On(b, day)?.Seats ?? []).Where(s => s.Person?.Id == person)];

    /// <summary>The bodies at which somebody ever had a seat.</summary>
    public IEnumerable<OdsCode> BodiesOf(string person) => byPerson[person].Select(a => a.Body).Distinct().Order();

    /// <summary>People who hold seats at more than one body on a day, with the bodies.</summary>
    public IReadOnlyList<(Person Person, IReadOnlyList<OdsCode> Bodies)> SharedOfficers(DateOnly day) =>
        [.. Appointments.Where(a => a.Days.Contains(day)).GroupBy(a => a.Person).Select(g => (Find(g.Key)!, (IReadOnlyList<OdsCode>)[.. g.Select(a => a.Body).Distinct().Order()])).Where(p => p.Item2.Count > 1).OrderBy(p => p.Item1.Name, StringComparer.Ordinal)];

    /// <summary>The terms of a body that end in a span of days, in order, and what each ending would break.</summary>
    public IReadOnlyList<TermsEnding> Forecast(OdsCode body, DateOnly from, DateOnly until)
    {
        List<TermsEnding> ending = [];
        foreach (var day in Appointments.Where(a => a.Body == body && a.Days.Last is { } last && from <= last && last <= until).Select(a => a.Days.Last!.Value).Distinct().Order())
        {
            if (On(body, day) is not { } before || On(body, day.AddDays(1)) is not { } after)
                continue;
            var broken = Broken(before).Select(f => (f.Rule, f.Committee)).ToHashSet();
            ending.Add(new(day,
                [.. before.Seats.Where(s => s.Appointment is { } a && a.Days.Last == day && !after.Seats.Any(x => x.Person?.Id == s.Person!.Id && x.Seat.Id == s.Seat.Id && x.Committee.Id == s.Committee.Id)).Select(s => (s, MayServeAgain(s)))],
                [.. Broken(after).Where(f => !broken.Contains((f.Rule, f.Committee)))]));
        }

        return [.. ending.Where(e => e.Ends.Count > 0)];

        IEnumerable<CompositionFinding> Broken(Structure structure) => new Composition(Facts, structure).Check().Where(f => f.Compliance == Compliance.Broken);
    }

    private bool MayServeAgain(FilledSeat seat) =>
        seat.Seat.MostTerms is not { } most || appointments[(seat.Appointment!.Body, seat.Committee.Id, seat.Seat.Id)].Count(a => a.Person == seat.Person!.Id) < most;

    private IEnumerable<FilledSeat> Filling(OdsCode body, Committee committee, Seat seat, DateOnly day)
    {
        var sitting = appointments[(body, committee.Id, seat.Id)].Where(a => a.Days.Contains(day)).ToList();
        return sitting.Count == 0 ? [new(committee, seat, null, null)] : sitting.Select(a => new FilledSeat(committee, seat, a, people.GetValueOrDefault(a.Person) ?? new(a.Person, a.Person, [])));
    }
}
