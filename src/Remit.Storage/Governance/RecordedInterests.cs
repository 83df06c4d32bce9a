using Remit.Governance;
using Remit.Journal;
using Remit.Register;
using Remit.Storage.Journal;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Storage.Governance;

/// <summary>The interests, returns, gifts and breaches that a workspace has recorded in its journal.</summary>
public static class RecordedInterests
{
    private const string InterestPrefix = "interest/", GiftPrefix = "gift/", BreachPrefix = "breach/";

    internal static readonly string[] Kinds =
        ["interest-declared", "interest-ended", "interest-matched", "interest-reviewed", "return-made", "gift-declared", "breach-reported", "breach-concluded"];

    /// <summary>The register of interests as it was known at an instant.</summary>
    /// <exception cref="RefusedException">The workspace cannot be read.</exception>
    public static InterestRegister In(Workspace workspace, DateTimeOffset? knownAt = null)
    {
        var register = workspace.Evidence(NationalTables.Shipped).KnownAt(knownAt ?? DateTimeOffset.MaxValue);
        var governance = RecordedGovernance.In(workspace, knownAt);
        using var journal = KeptJournal.OpenIfThere(workspace);
        return Of(journal?.Entries(Kinds) ?? [], governance, register, knownAt);
    }

    /// <summary>The register of interests as a journal has it now.</summary>
    /// <exception cref="RefusedException">The journal cannot be read.</exception>
    public static InterestRegister In(KeptJournal journal, RegisterAsKnown register) => Of(journal.Entries(Kinds), RecordedGovernance.In(journal, register), register);

    /// <inheritdoc cref="In(Workspace, DateTimeOffset?)"/>
    /// <param name="entries">Events of the journal, in order.</param>
    public static InterestRegister Of(IEnumerable<Entry> entries, GovernanceAsKnown governance, RegisterAsKnown register, DateTimeOffset? knownAt = null)
    {
        Dictionary<string, Interest> interests = new(StringComparer.Ordinal);
        Dictionary<string, Breach> breaches = new(StringComparer.Ordinal);
        List<Gift> gifts = [];
        List<(string, OdsCode, DateOnly)> returns = [];
        HashSet<(string, OdsCode, DateOnly)> nil = [];
        foreach (var entry in entries)
        {
            if (entry.ToAct().At > knownAt)
                continue;
            var id = entry.Stream[(entry.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..];
            switch (RecordedGovernance.Happened(entry))
            {
                case InterestDeclared d:
                    interests[id] = Of(id, d) with { Recorded = entry.ToAct().At };
                    break;
                case InterestEnded ended when interests.TryGetValue(id, out var interest):
                    interests[id] = interest with { Ended = ended.Last, EndRecorded = LondonClock.LondonDay(entry.ToAct().At) };
                    break;
                case InterestMatched matched when interests.TryGetValue(id, out var interest):
                    interests[id] = interest with { Code = matched.Code, Matched = matched.Code is null ? "none" : "confirmed" };
                    break;
                case InterestReviewed reviewed when interests.TryGetValue(id, out var interest):
                    interests[id] = interest with { Review = reviewed.Outcome, Handling = reviewed.Handling ?? interest.Handling };
                    break;
                case ReturnMade made:
                    returns.Add((id, made.Body, made.On));
                    // Of two on one day, the one recorded later counts.
                    if (made.Nil)
                        nil.Add((id, made.Body, made.On));
                    else
                        nil.Remove((id, made.Body, made.On));
                    break;
                case GiftDeclared g when Figure.TryParse(g.Value, out var value):
                    gifts.Add(new(id, g.Body, g.Person, g.Hospitality, g.From, g.FromSupplier, value, g.Offered, g.Accepted, g.Approved ?? "", g.Declared));
                    break;
                case BreachReported b:
                    breaches[id] = new(id, b.Body, b.Person, b.What, b.On, "", "", null);
                    break;
                case BreachConcluded concluded when breaches.TryGetValue(id, out var breach):
                    breaches[id] = breach with { Outcome = concluded.Outcome, Published = concluded.Published, ReportedOn = concluded.ReportedOn };
                    break;
            }
        }

        return new(governance, register, interests.Values, returns, gifts, breaches.Values) { Nil = nil };
    }

    /// <summary>What was recorded of an interest, the oldest first.</summary>
    public static IReadOnlyList<Entry> History(KeptJournal journal, string interest) => journal.Stream(InterestPrefix + interest);

    /// <summary>What was recorded of a breach, the oldest first.</summary>
    public static IReadOnlyList<Entry> BreachHistory(KeptJournal journal, string breach) => journal.Stream(BreachPrefix + breach);

    /// <summary>Records declarations of interests, as one act.</summary>
    /// <returns>The names of the interests, in their order.</returns>
    /// <exception cref="RefusedException">Somebody who declares is not recorded, or never sat with the body to which they do; or says what cannot be.</exception>
    public static IReadOnlyList<string> Declare(KeptJournal journal, InterestRegister before, IReadOnlyList<(InterestDeclared Declared, Place Place)> declarations, DateOnly today, Act act)
    {
        var proposals = Draft(before, declarations, today);
        journal.Append(act, proposals);
        return [.. proposals.Select(p => p.Stream[InterestPrefix.Length..])];
    }

    /// <summary>The interests as declarations would have them, in their order; nothing is recorded.</summary>
    /// <exception cref="RefusedException">Somebody who declares is not recorded, or never sat with the body to which they do; or says what cannot be.</exception>
    public static IReadOnlyList<Interest> Foresee(InterestRegister before, IReadOnlyList<(InterestDeclared Declared, Place Place)> declarations, DateOnly today) =>
        [.. Draft(before, declarations, today).Select(p => Of(p.Stream[InterestPrefix.Length..], (InterestDeclared)p.Event))];

    /// <summary>The recorded interest that a declaration only says again: of the same person and body, not ended, and the same in all that the declaration says but its day. Nothing where it says anything new.</summary>
    /// <remarks>A potential conflict is what a table means that says nothing of it.</remarks>
    public static Interest? SaidAlready(InterestRegister before, InterestDeclared declared) => declared.Ended is not null ? null : before.Interests.FirstOrDefault(i =>
        i.Ended is null && (i.Body, i.Person, i.Type, i.Arose) == (declared.Body, declared.Person, declared.Type, declared.Arose) && (declared.Nature == ConflictNature.Potential || declared.Nature == i.Nature)
        && Same(declared.Organisation, i.Organisation) && Same(declared.Position, i.Position)
        && (declared.Code is null || declared.Code == i.Code) && (declared.Amount is null || Figure.TryParse(declared.Amount, out var amount) && amount == i.Amount)
        && (declared.Through is null || Same(declared.Through, i.Through)) && (declared.Handling is null || Same(declared.Handling, i.Handling)));

    private static bool Same(string said, string recorded) => string.Equals(said, recorded, StringComparison.OrdinalIgnoreCase);

    private static List<Proposal> Draft(InterestRegister before, IReadOnlyList<(InterestDeclared Declared, Place Place)> declarations, DateOnly today)
    {
        List<Finding> found = [];
        List<Proposal> proposals = [];
        Dictionary<string, int> numbers = [];
        foreach (var (declared, place) in declarations)
        {
            if (before.Governance.Find(declared.Person) is null)
                Wrong(place, "person", declared.Person, "somebody who is recorded: './remit governance record FILE' records people");
            // An interest counts at whatever body it bears on: nobody may declare one for the members of another.
            else if (!before.Governance.BodiesOf(declared.Person).Contains(declared.Body))
                Wrong(place, "person", declared.Person, $"somebody who sits or sat with {declared.Body}: others declare to the body with which they sit");
            foreach (var (column, text) in ((string, string?)[])[("organisation", declared.Organisation), ("position", declared.Position), ("through", declared.Through ?? "-"), ("handling", declared.Handling ?? "-")])
                if (!Act.IsLine(text ?? ""))
                    Wrong(place, column, text ?? "", "a line of text");
            if (declared.Ended < declared.Arose)
                Wrong(place, "ended", $"{declared.Ended:yyyy-MM-dd}", $"a day on or after {declared.Arose:yyyy-MM-dd}, when it arose");
            if (declared.Declared < declared.Arose)
                Wrong(place, "declared", $"{declared.Declared:yyyy-MM-dd}", $"a day on or after {declared.Arose:yyyy-MM-dd}, when it arose");
            if (declared.Declared > today)
                Wrong(place, "declared", $"{declared.Declared:yyyy-MM-dd}", $"a day that is not after today, {today:yyyy-MM-dd}");
            if (declared.Type == InterestType.Indirect && string.IsNullOrEmpty(declared.Through))
                Wrong(place, "through", "nothing", "for an indirect interest, in what relation the person through whom they have it stands to them, such as spouse; no name");
            if (declared.Amount is { } amount && !Figure.TryParse(amount, out _))
                Wrong(place, "amount", amount, "pounds in digits, such as 2500 or 2500.00");
            if (found.Count > 0)
                continue;
            numbers[declared.Person] = (numbers.TryGetValue(declared.Person, out var number) ? number : before.Interests.Count(i => i.Person == declared.Person)) + 1;
            proposals.Add(new($"{InterestPrefix}{declared.Person}/{numbers[declared.Person]}", 1, declared));
        }

        return found.Count > 0 ? throw new RefusedException(found) : proposals;

        void Wrong(Place place, string column, string text, string wanted) => found.Add(new("bad-interest", Consequence.FileRefused, place with { Column = column }, text, wanted));
    }

    /// <summary>Records what became of an interest.</summary>
    /// <exception cref="RefusedException">There is none of that name; or it cannot have ended then.</exception>
    public static void Change(KeptJournal journal, string interest, Event happened, Act act)
    {
        if (happened is InterestEnded { Last: var last })
            foreach (var before in History(journal, interest).Select(RecordedGovernance.Happened))
                switch (before)
                {
                    case InterestEnded { Last: var once }:
                        throw Again(once);
                    case InterestDeclared { Ended: { } ended }:
                        throw Again(ended);
                    case InterestDeclared { Arose: var arose } when last < arose:
                        throw Wrong($"{last:yyyy-MM-dd}", $"a day on or after {arose:yyyy-MM-dd}, when it arose");
                    case InterestDeclared when LondonClock.LondonDay(act.At) is var today && last > today:
                        throw Wrong($"{last:yyyy-MM-dd}", $"a day that is not after today, {today:yyyy-MM-dd}: record its end once it has ended");
                }

        AppendTo(journal, InterestPrefix, interest, "interest", happened, act);

        RefusedException Again(DateOnly ended) => Wrong($"an interest that ended on {ended:yyyy-MM-dd}", "one that is held; if it did not end, declare it anew");

        RefusedException Wrong(string found, string wanted) => new(new Finding("bad-interest", Consequence.FileRefused, new(interest, 0, "last"), found, wanted));
    }

    /// <summary>Records that somebody confirmed their interests, or that they have none.</summary>
    /// <exception cref="RefusedException">They are not recorded; or they say that they have none, and one is held.</exception>
    public static void Return(KeptJournal journal, InterestRegister before, string person, ReturnMade made, Act act)
    {
        if (made.Nil && before.Interests.FirstOrDefault(i => i.Person == person && i.Body == made.Body && i.IsHeldOn(made.On)) is { } held)
            throw new RefusedException(new Finding("interest-held", Consequence.FileRefused, new(person, 0, "nil"), $"nothing to declare, and {held.Id}, in {held.Organisation}, which is held on {made.On:yyyy-MM-dd}", "that one ended first; or what is declared confirmed, which says that it is all there is"));
        AppendTo(journal, RecordedGovernance.PersonPrefix, person, "person", made, act);
    }

    /// <summary>Records a gift or hospitality.</summary>
    /// <returns>Its name.</returns>
    public static string Declare(KeptJournal journal, InterestRegister before, GiftDeclared declared, Act act) => New(journal, GiftPrefix, declared.Person, before.Gifts.Count(g => g.Person == declared.Person), declared, act);

    /// <summary>Records a breach.</summary>
    /// <returns>Its name.</returns>
    public static string Report(KeptJournal journal, InterestRegister before, BreachReported reported, Act act) => New(journal, BreachPrefix, $"{reported.Body}", before.Breaches.Count(b => b.Body == reported.Body), reported, act);

    /// <summary>Records what came of looking into a breach.</summary>
    /// <exception cref="RefusedException">There is none of that name; or what is to be published names the person.</exception>
    public static void Conclude(KeptJournal journal, InterestRegister before, string breach, BreachConcluded concluded, Act act)
    {
        if (before.Breaches.FirstOrDefault(b => b.Id == breach) is { } known && before.Governance.Find(known.Person) is { } person
            && Words(person.Name).Where(w => w.Length > 1 && !Titles.Contains(w)).Intersect(Words(concluded.Published), StringComparer.OrdinalIgnoreCase).Any())
            throw new RefusedException(new Finding("names-somebody", Consequence.FileRefused, new(breach, 0, "published"), concluded.Published, "what happened and what came of it, without anybody's name: it is shown to the public"));
        AppendTo(journal, BreachPrefix, breach, "breach", concluded, act);
    }

    private static readonly HashSet<string> Titles = new(["Dr", "Mr", "Mrs", "Ms", "Miss", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady"], StringComparer.OrdinalIgnoreCase);

    private static string[] Words(string text) => string.Concat(text.Select(c => char.IsLetter(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Interest Of(string id, InterestDeclared d) => new(id, d.Body, d.Person, d.Type, d.Nature, d.Organisation, d.Code, d.Position, d.Arose, d.Ended, d.Declared)
    {
        Amount = d.Amount is { } amount && Figure.TryParse(amount, out var figure) ? figure : null,
        Through = d.Through ?? "",
        Handling = d.Handling ?? "",
        Matched = d.Code is null ? "" : "given",
    };

    private static string New(KeptJournal journal, string prefix, string owner, int before, Event happened, Act act)
    {
        var id = $"{owner}/{before + 1}";
        journal.Append(act, new Proposal(prefix + id, 1, happened));
        return id;
    }

    private static void AppendTo(KeptJournal journal, string prefix, string id, string what, Event happened, Act act)
    {
        if (id.Split('/').Any(p => p.Length == 0 || !p.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) || journal.Stream(prefix + id) is not [.., var last])
            throw new RefusedException(new Finding($"no-such-{what}", Consequence.FileRefused, new(id), $"no {what} of that name", what == "person" ? "somebody who is recorded" : $"the name of one, as './remit governance {(what == "breach" ? "breaches" : "interests")} list CODE' shows it"));
        journal.Append(act, new Proposal(prefix + id, last.Version + 1, happened));
    }
}
