using Remit.Register;

namespace Remit.Governance;

/// <summary>Why somebody must confirm their interests.</summary>
public enum ReturnGround
{
    /// <summary>They took a seat and have declared nothing since, not even that there is nothing.</summary>
    Seat,

    /// <summary>A year is over since they last did.</summary>
    Refresh,
}

/// <summary>Somebody who must confirm their interests, and by when.</summary>
/// <param name="Last">The day they last declared, or said that there is nothing; nothing where they never did.</param>
/// <param name="Due">The day by which they must.</param>
public sealed record ReturnDue(Person Person, DateOnly? Last, DateOnly Due, ReturnGround Ground);

/// <summary>An organisation's name or code found in somebody's interest, and how surely.</summary>
/// <param name="Score">Of 100: 100 for the code itself, or a name that is the same but for its legal form.</param>
/// <param name="By"><c>code</c>, <c>successor</c> or <c>name</c>. A name is only a likeness until a person has confirmed it.</param>
public sealed record InterestFound(Interest Interest, int Score, string By);

/// <summary>Interests, returns, gifts and breaches as they were known at an instant.</summary>
public sealed class InterestRegister
{
    /// <summary>From which likeness of names on an interest is thought to be about an organisation, of 100.</summary>
    public const int LikelyFrom = 60;

    private readonly RegisterAsKnown register;
    private readonly ILookup<OdsCode, Interest> byCode;
    private readonly NameIndex<Interest> byName;
    private readonly ILookup<(string, OdsCode), DateOnly> returns;

    public InterestRegister(GovernanceAsKnown governance, RegisterAsKnown register, IEnumerable<Interest> interests, IEnumerable<(string Person, OdsCode Body, DateOnly On)> returns, IEnumerable<Gift> gifts, IEnumerable<Breach> breaches)
    {
        Governance = governance;
        this.register = register;
        Interests = [.. interests];
        Gifts = [.. gifts];
        Breaches = [.. breaches];
        this.returns = returns.ToLookup(r => (r.Person, r.Body), r => r.On);
        byCode = Interests.Where(i => i.Code is not null).ToLookup(i => i.Code!.Value);
        byName = new(Interests.Select(i => (i.Organisation, i)));
    }

    public GovernanceAsKnown Governance { get; }

    public IReadOnlyList<Interest> Interests { get; }

    /// <summary>The returns, of those that were made, which said that there is nothing to declare.</summary>
    public IReadOnlySet<(string Person, OdsCode Body, DateOnly On)> Nil { get; init; } = new HashSet<(string, OdsCode, DateOnly)>();

    /// <summary>The day on which somebody last confirmed their interests to a body, or said that there are none; nothing where they never did.</summary>
    /// <remarks>That there are none counts no more where they held one that day after all, or have declared one since.</remarks>
    public (DateOnly On, bool Nil)? LastReturn(string person, OdsCode body) => returns[(person, body)].Select(d => (DateOnly?)d).Max() is { } on
        ? (on, Nil.Contains((person, body, on)) && !Interests.Any(i => i.Person == person && i.Body == body && (i.Declared > on || i.IsHeldOn(on)))) : null;

    public IReadOnlyList<Gift> Gifts { get; }

    public IReadOnlyList<Breach> Breaches { get; }

    /// <summary>The register of a body as it was to be seen on a day.</summary>
    /// <param name="least">Who looks: the public, or those who keep the private record.</param>
    public IEnumerable<Interest> Of(OdsCode body, DateOnly day, Visibility least = Visibility.Public) =>
        Interests.Where(i => i.Body == body && i.VisibleOn(day, Governance.Facts) is var seen && seen != Visibility.Lapsed && seen <= least);

    /// <summary>Who holds a seat with a body and has not confirmed their interests for longer than the guidance allows, or since they took a seat, by the end of a day; or will have to by then.</summary>
    public IReadOnlyList<ReturnDue> Due(OdsCode body, DateOnly until)
    {
        var seats = Governance.On(body, until)?.Seats.Where(s => s.Person is not null).GroupBy(s => s.Person!.Id) ?? [];
        return [.. from seat in seats
                   let person = seat.First().Person!
                   let last = returns[(person.Id, body)].Concat(Interests.Where(i => i.Person == person.Id && i.Body == body).Select(i => i.Declared)).Where(d => d <= until).Select(d => (DateOnly?)d).Max()
                   let due = ReturnDueOn(last, [.. seat.Select(s => s.Appointment!.Days.First)], until)
                   where due is not null && due.Value.Day <= until
                   orderby due.Value.Day, person.Name
                   select new ReturnDue(person, last, due.Value.Day, due.Value.Ground)];
    }

    /// <summary>Who has, or within the public time had, an interest in an organisation on a day, whatever body it was declared to; the surest first.</summary>
    /// <param name="code">Its code, where it has one: what came before and after it counts as it does.</param>
    /// <param name="name">Its name; empty where only its code is known.</param>
    public IReadOnlyList<InterestFound> About(OdsCode? code, string name, DateOnly day) => About(code, name, i => i.VisibleOn(day, Governance.Facts) == Visibility.Public);

    /// <summary>Who had an interest in an organisation on a day and declared it only after that day: <see cref="About(OdsCode?, string, DateOnly)"/> would have found it, had it been declared when it arose.</summary>
    public IReadOnlyList<InterestFound> DeclaredAfter(OdsCode? code, string name, DateOnly day) =>
        About(code, name, i => i.Arose <= day && day < i.Declared && (i with { Declared = i.Arose }).VisibleOn(day, Governance.Facts) == Visibility.Public);

    private IReadOnlyList<InterestFound> About(OdsCode? code, string name, Func<Interest, bool> isTold)
    {
        Dictionary<string, InterestFound> found = new(StringComparer.Ordinal);
        if (code is { } asked)
        {
            Add(byCode[asked], 100, "code");
            foreach (var kin in Kin(asked))
                Add(byCode[kin], 100, "successor");
        }

        foreach (var (interest, score) in byName.Like(name, LikelyFrom))
            // What a person has said to be another organisation of the register, or none of it, is not thought to be one of its organisations because of its name.
            if (code is null || interest.Matched.Length == 0)
                Add([interest], score, "name");
        return [.. found.Values.OrderByDescending(f => f.Score).ThenBy(f => f.Interest.Person, StringComparer.Ordinal).ThenBy(f => f.Interest.Id, StringComparer.Ordinal)];

        void Add(IEnumerable<Interest> interests, int score, string by)
        {
            foreach (var interest in interests)
                if (isTold(interest) && (!found.TryGetValue(interest.Id, out var before) || before.Score < score))
                    found[interest.Id] = new(interest, score, by);
        }
    }

    /// <summary>An organisation or practice as people ask for it: by its code where the text is one that is known, else by name.</summary>
    public static (OdsCode? Code, string Name) Asked(RegisterAsKnown register, string asked, DateOnly day)
    {
        if (OdsCode.TryParse(asked, out var code) && register.Find(code) is { } organisation)
            return (code, organisation.NameNear(day));
        if (PracticeCode.TryParse(asked, out var practice) && register.ListingOf(practice, day) is { } listing)
            return (OdsCode.Parse(practice.ToString()), listing.Name);
        return (OdsCode.TryParse(asked, out code) && asked.Any(char.IsAsciiDigit) ? code : null, asked);
    }

    // Whoever takes another seat must declare anew, and before the year is out.
    private (DateOnly Day, ReturnGround Ground)? ReturnDueOn(DateOnly? last, IReadOnlyList<DateOnly> appointed, DateOnly until)
    {
        var within = Governance.Facts.Limit("declare-within", until);
        if (last is not { } then)
            return within is null ? null : (appointed.Min().AddDays(within.Value), ReturnGround.Seat);
        var refreshed = Governance.Facts.Limit("refresh-within", until) is { } refresh ? (then.AddMonths(refresh.Value), ReturnGround.Refresh) : ((DateOnly, ReturnGround)?)null;
        return appointed.Where(a => a > then).Select(a => within is null ? null : ((DateOnly, ReturnGround)?)(a.AddDays(within.Value), ReturnGround.Seat)).Append(refreshed).Min();
    }

    /// <summary>What kind of body a code is of on a day: <c>practice</c>, or the register's word; empty where the register does not know it.</summary>
    public string KindOf(OdsCode code, DateOnly day) =>
        PracticeCode.TryParse(code.ToString(), out var practice) && register.ListingOf(practice, day) is not null ? "practice" : register.Find(code)?.On(day)?.Kind ?? "";

    /// <summary>The codes that an organisation had and has, by succession, its own among them.</summary>
    public IReadOnlySet<OdsCode> KinOf(OdsCode code) => Kin(code).Append(code).ToHashSet();

    private IEnumerable<OdsCode> Kin(OdsCode code)
    {
        HashSet<OdsCode> seen = [code];
        Queue<OdsCode> open = new([code]);
        while (open.TryDequeue(out var next))
            foreach (var kin in register.SuccessorsOf(next).Select(s => s.To).OfType<OdsCode>().Concat(register.PredecessorsOf(next).Select(s => s.From)))
                if (seen.Add(kin))
                    open.Enqueue(kin);
        return seen.Where(c => c != code);
    }
}
