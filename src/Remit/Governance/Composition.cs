namespace Remit.Governance;

/// <summary>Whether a rule is kept.</summary>
public enum Compliance
{
    Met,
    Broken,

    /// <summary>It depends on something that nobody declared or recorded.</summary>
    Unknown,
}

/// <summary>What came of holding a committee against one rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Because">What was found, or what would have to be known.</param>
/// <param name="Person">Whom it is about; nobody where it is about the committee.</param>
/// <param name="Binding">Whether it is law or a condition; else a recommendation.</param>
public sealed record CompositionFinding(string Rule, string Committee, Compliance Compliance, string Says, string Because, Person? Person, string Remedy, bool Binding, string Basis, string Confidence);

/// <summary>Holds the committees of a body against the rules of composition and the grounds of disqualification in force on a day.</summary>
/// <param name="interests">The interests that people have declared, which show grounds of disqualification too; nothing where only their answers count.</param>
/// <param name="awards">To whom the body has awarded contracts: an interest in one of those is in a supplier.</param>
public sealed class Composition(GovernanceFacts facts, Structure structure, InterestRegister? interests = null, ProcurementRegister? awards = null)
{
    private const string Lay = "lay";

    /// <summary>Every rule in force for bodies of its kind, with what came of it; then every ground of disqualification that is met by or cannot be excluded for somebody.</summary>
    /// <remarks>Nothing where no rules are held for bodies of its kind on that day: that is not to say that there are none.</remarks>
    public IReadOnlyList<CompositionFinding> Check()
    {
        var rules = facts.Rules.Where(r => r.Kind == structure.Kind && r.InForce.Contains(structure.Day)).ToList();
        return [.. rules.SelectMany(Judged), .. Disqualified()];
    }

    private IEnumerable<CompositionFinding> Judged(CompositionRule rule)
    {
        var committees = structure.Constitution.Committees.Where(c => c.Kind == rule.Committee).ToList();
        if (rule.Test == CompositionTest.CommitteeExists)
            return [committees.Count > 0 ? Said(rule, null, Compliance.Met, $"there is {committees[0].Title}") : Said(rule, null, Compliance.Broken, $"the constitution has no {rule.Committee}")];
        // A committee that is not there breaks the rule that it must be; what it would have to be like is then not asked.
        return committees.SelectMany(c => Judged(rule, c));
    }

    private IEnumerable<CompositionFinding> Judged(CompositionRule rule, Committee committee)
    {
        var filled = structure.Filled(committee).Where(s => s.Seat.Votes).ToList();
        var people = filled.Select(s => s.Person!).DistinctBy(p => p.Id).ToList();
        var chair = structure.Holder(committee, committee.Chair);
        var deputy = structure.Holder(committee, committee.Deputy);
        var holders = people.Where(p => HoldsAny(committee, p, rule)).ToList();

        switch (rule.Test)
        {
            case CompositionTest.MembersAtLeast:
                yield return Plain(people.Count >= rule.Number, $"{people.Count} of {committee.Seats.Count(s => s.Votes)} seats with a vote are filled");
                break;
            case CompositionTest.HoldersAtLeast:
                yield return Plain(holders.Count >= rule.Number, holders.Count == 0 ? $"nobody is {Words(rule.Who)}" : $"{holders.Count}: {Names(holders)}");
                break;
            case CompositionTest.QualifiedHolder:
                yield return Qualified(filled.Where(s => rule.Who.Any(w => s.Seat.Is(w, facts))).ToList());
                break;
            case CompositionTest.EveryHolder:
                foreach (var person in holders)
                {
                    var (is_, because) = Meets(person, rule.Needs);
                    yield return Said(rule, committee, is_, $"{person.Name}: {because}", person);
                }

                break;
            case CompositionTest.DifferentPeople:
                var twice = people.Where(p => rule.Who.Count(w => filled.Any(s => s.Person!.Id == p.Id && s.Seat.Is(w, facts))) > 1).ToList();
                var vacant = rule.Who.Where(w => !filled.Any(s => s.Seat.Is(w, facts))).ToList();
                yield return twice.Count > 0 ? Said(rule, committee, Compliance.Broken, $"{twice[0].Name} is both", twice[0])
                    : vacant.Count > 0 ? Said(rule, committee, Compliance.Broken, $"nobody is {Words(vacant)}")
                    : Said(rule, committee, Compliance.Met, Names(holders));
                break;
            case CompositionTest.TermsSet:
                var without = filled.Where(s => s.Appointment!.Days.Last is null && !rule.Who.Any(w => s.Seat.Is(w, facts))).ToList();
                yield return without.Count == 0 ? Said(rule, committee, Compliance.Met, "every appointment has a last day")
                    : Said(rule, committee, Compliance.Broken, $"no last day is recorded for {Names(without.Select(s => s.Person!))}", without[0].Person);
                break;
            case CompositionTest.ChairHoldsNone:
                yield return Of("chair", committee.Chair, chair, p => Held(committee, p, rule.Who) is { Count: > 0 } held ? (Compliance.Broken, $"{p.Name} is also {Words(held)}") : (Compliance.Met, $"{p.Name} is none of these"));
                break;
            case CompositionTest.ChairHolds:
                yield return Of("chair", committee.Chair, chair, Holding);
                break;
            case CompositionTest.DeputyHolds:
                yield return Of("deputy chair", committee.Deputy, deputy, Holding);
                break;
            case CompositionTest.DeputyHoldsIfChair:
                yield return Of("chair", committee.Chair, chair, p => Meets(p, rule.Needs) switch
                {
                    (Compliance.Broken, var why) => (Compliance.Met, $"it does not apply: {why}"),
                    (var applies, var why) => deputy is null ? (applies == Compliance.Met ? Compliance.Broken : Compliance.Unknown, "nobody is deputy chair")
                        : HoldsAny(committee, deputy, rule) ? (Compliance.Met, $"{deputy.Name} is {Words(Held(committee, deputy, rule.Who))}")
                        : applies == Compliance.Met ? (Compliance.Broken, $"{deputy.Name} is not {Words(rule.Who)}, and {why}")
                        : (Compliance.Unknown, $"{deputy.Name} is not {Words(rule.Who)}, which matters if {p.Name} is: {why}"),
                });
                break;
            case CompositionTest.DrawnFromGoverningBody:
                var board = structure.OfKind(Constitution.GoverningBody) is { } body ? structure.Filled(body).Select(s => s.Person!.Id).ToHashSet() : [];
                var outsiders = people.Where(p => !board.Contains(p.Id)).ToList();
                yield return outsiders.Count == 0 ? Said(rule, committee, Compliance.Met, "everyone on it is on the governing body")
                    : Said(rule, committee, Compliance.Broken, $"not on the governing body: {Names(outsiders)}", outsiders[0]);
                break;
            case CompositionTest.Majority:
                yield return Plain(2 * filled.Count(s => rule.Who.Any(w => s.Seat.Is(w, facts))) > filled.Count, Balance(filled.Select(s => s.Seat)));
                break;
            default:
                throw new InvalidOperationException($"Nothing tests {rule.Test}.");
        }

        CompositionFinding Plain(bool met, string because) => Said(rule, committee, met ? Compliance.Met : Compliance.Broken, because);

        CompositionFinding Of(string post, string? seat, Person? person, Func<Person, (Compliance, string)> judge)
        {
            if (person is null)
                return seat is null
                    ? Said(rule, committee, Compliance.Unknown, $"the constitution does not say which seat is the {post}'s")
                    : Said(rule, committee, rule.Test is CompositionTest.ChairHoldsNone or CompositionTest.DeputyHoldsIfChair ? Compliance.Unknown : Compliance.Broken, $"nobody is {post}");
            var (compliance, because) = judge(person);
            return Said(rule, committee, compliance, because, person);
        }

        (Compliance, string) Holding(Person person) => HoldsAny(committee, person, rule)
            ? (Compliance.Met, $"{person.Name} is {Words(Held(committee, person, rule.Who))}")
            : (Compliance.Broken, $"{person.Name} is not {Words(rule.Who)}");

        CompositionFinding Qualified(List<FilledSeat> seats)
        {
            if (seats.Count == 0)
                return Said(rule, committee, Compliance.Broken, $"nobody is {Words(rule.Who)}");
            var each = seats.Select(s =>
            {
                var office = s.Seat.Offices!.First(o => rule.Who.Any(w => o == w || facts.Office(o)?.Group == w));
                return (s.Person, Found: Meets(s.Person!, [.. facts.Office(office)!.Requires, .. rule.Needs]));
            }).ToList();
            var (person, found) = each.OrderBy(e => e.Found.Compliance switch { Compliance.Met => 0, Compliance.Unknown => 1, _ => 2 }).First();
            return Said(rule, committee, found.Compliance, $"{person!.Name}: {found.Because}", person);
        }
    }

    /// <summary>How many seats of each group there are among some, most first.</summary>
    public string Balance(IEnumerable<Seat> seats) =>
        string.Join(", ", seats.Select(s => (s.Offices is [var office, ..] ? facts.Office(office)?.Group : null) ?? "other").GroupBy(g => g).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}"));

    private IEnumerable<CompositionFinding> Disqualified()
    {
        if (structure.OfKind(Constitution.GoverningBody) is not { } body)
            yield break;
        foreach (var seat in structure.Filled(body).DistinctBy(s => s.Person!.Id))
            foreach (var ground in facts.Disqualifications.Where(d => d.Kind == structure.Kind && d.InForce.Contains(structure.Day)))
            {
                var person = seat.Person!;
                if (ground.LayOnly && !structure.Holds(person, Lay, facts))
                    continue;
                var appointed = seat.Appointment!.Days.First;
                var shown = ShownByInterest(person, ground.Fact);
                var (compliance, because) = ground.Years == 0
                    ? person.Has(ground.Fact, structure.Day, structure.Body) switch
                    {
                        true => (Compliance.Broken, $"{person.Name} declared to be so"),
                        false when shown is (true, var why) => (Compliance.Broken, $"{person.Name} declared not to be so, and {why}"),
                        false => (Compliance.Met, ""),
                        null when shown is (true, var why) => (Compliance.Broken, $"{person.Name} {why}"),
                        null when shown is (false, var why) => (Compliance.Unknown, $"{person.Name} {why}, and has not declared: {Question(ground.Fact)}"),
                        null => (Compliance.Unknown, $"{person.Name} has not declared: {Question(ground.Fact)}"),
                    }
                    : Happened(person, ground, appointed);
                if (compliance != Compliance.Met)
                    yield return new(ground.Id, body.Title, compliance, ground.Says, because, person,
                        compliance == Compliance.Broken ? "End the appointment: it is barred" : "Ask, and record the answer", true, ground.Basis, ground.Confidence);
            }
    }

    /// <summary>The interest that shows something of somebody, and whether it does so for sure: a financial interest of their own, held that day, in what is surely the organisation.</summary>
    private (bool Sure, string Because)? ShownByInterest(Person person, string fact)
    {
        if (interests is null || facts.Declarable.FirstOrDefault(d => d.Code == fact) is not { ShownBy.Length: > 0 } shown)
            return null;
        var (what, onlyAsks) = (shown.ShownBy.TrimEnd('?'), shown.ShownBy.EndsWith('?'));
        return (from interest in interests.Interests
                where interest.Person == person.Id && interest.IsHeldOn(structure.Day) && interest.Declared <= structure.Day
                let found = what == "supplier" ? AsSupplier(interest) : interest.Code is { } code && interests.KindOf(code, structure.Day) == what ? (Sure: true, Because: $"which is a body of the kind {what}") : ((bool Sure, string Because)?)null
                where found is not null
                let sure = found.Value.Sure && !onlyAsks && interest is { Type: InterestType.Financial, Through.Length: 0 }
                orderby sure descending
                select ((bool, string)?)(sure, $"has a declared interest ({interest.Position}) in {interest.Organisation}, {found.Value.Because}")).FirstOrDefault();
    }

    private (bool Sure, string Because)? AsSupplier(Interest interest)
    {
        var suppliers = awards?.SuppliersOf(structure.Body, structure.Day).ToList() ?? [];
        if (interest.Code is { } code && interests!.KinOf(code) is var kin && suppliers.Find(s => s.Code is { } c && kin.Contains(c)) is { } sure)
            return (true, $"to whom {structure.Body} awarded a contract as {sure.Name}");
        return interest.Code is null && interest.Matched.Length == 0 && suppliers.Find(s => OrganisationName.Of(s.Name).Likeness(OrganisationName.Of(interest.Organisation)) >= InterestRegister.LikelyFrom) is { } alike
            ? (false, $"which may be {alike.Name}, to whom {structure.Body} awarded a contract") : null;
    }

    private (Compliance, string) Happened(Person person, Disqualification ground, DateOnly appointed)
    {
        var declared = person.Declared.Where(d => d.Fact == ground.Fact).ToList();
        if (declared.Find(d => d.Holds && (d.From is not { } on || on <= appointed && on.AddYears(ground.Years) > appointed)) is { } found)
            return found.From is { } day
                ? (Compliance.Broken, $"{person.Name} declared it for {day:yyyy-MM-dd}, within {ground.Years} years before the appointment on {appointed:yyyy-MM-dd}")
                : (Compliance.Unknown, $"{person.Name} declared it without its day");
        return declared.Count > 0 ? (Compliance.Met, "") : (Compliance.Unknown, $"{person.Name} has not declared: {Question(ground.Fact)}");
    }

    private (Compliance Compliance, string Because) Meets(Person person, IReadOnlyList<Requirement> needs)
    {
        List<string> unknown = [];
        List<string> shown = [];
        foreach (var need in needs)
        {
            var answers = need.AnyOf.Select(f => person.Has(f, structure.Day, structure.Body)).ToList();
            var (met, broken) = need.MustNot ? (answers.All(a => a == false), answers.Any(a => a == true)) : (answers.Any(a => a == true), answers.All(a => a == false));
            if (broken)
                return (Compliance.Broken, $"declared {(need.MustNot ? "yes" : "no")} to: {string.Join(" Or: ", need.AnyOf.Select(Question))}");
            if (!met)
                unknown.AddRange(need.AnyOf.Where((_, n) => answers[n] is null).Select(Question));
            shown.AddRange(need.AnyOf);
        }

        return unknown.Count > 0 ? (Compliance.Unknown, $"not declared: {string.Join(" ", unknown)}") : (Compliance.Met, needs.Count == 0 ? "holds the seat" : $"as declared ({string.Join(", ", shown)})");
    }

    // An office counts wherever in the body it is held: the chair of the audit committee is the lay member for audit by a seat on the governing body.
    private bool HoldsAny(Committee committee, Person person, CompositionRule rule) => rule.Who.Count == 0 || Held(committee, person, rule.Who).Count > 0;

    private List<string> Held(Committee committee, Person person, IReadOnlyList<string> who) =>
        [.. who.Where(w => structure.Holds(person, w, facts) || structure.On(committee).Any(s => s.Person?.Id == person.Id && s.Seat.Is(w, facts)))];

    private string Question(string fact) => facts.Declarable.FirstOrDefault(d => d.Code == fact)?.Question ?? fact;

    private string Words(IEnumerable<string> who) => string.Join(" or ", who.Select(w => facts.Office(w)?.Name ?? w));

    private static string Names(IEnumerable<Person> people) => string.Join(", ", people.Select(p => p.Name));

    private static CompositionFinding Said(CompositionRule rule, Committee? committee, Compliance compliance, string because, Person? person = null) =>
        new(rule.Id, committee?.Title ?? rule.Committee, compliance, rule.Says, because, person, compliance switch { Compliance.Met => "", Compliance.Broken => rule.Remedy, _ => "Ask, and record the answer" }, rule.Binding, rule.Basis, rule.Confidence);
}
