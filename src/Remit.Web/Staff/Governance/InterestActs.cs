using Remit.Access;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Time;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>Declarations of interests, gifts and hospitality as forms.</summary>
internal static class InterestActs
{
    private static readonly (string, string)[] Types = [.. Enum.GetValues<InterestType>().Select(t => ($"{t}", GovernanceWords.Of(t)))];
    private static readonly (string, string)[] Natures = [.. Enum.GetValues<ConflictNature>().Select(n => ($"{n}", n.ToString().ToLowerInvariant()))];
    private static readonly (string, string)[] YesNo = [("yes", "Yes"), ("no", "No")];

    /// <param name="who">Whose it is: a field to choose from, or none where that is known.</param>
    /// <param name="today">Where the day on which it was declared is asked for, the day that stands there; nothing for whoever declares their own, and does so now.</param>
    public static NextAct Declare(ActField? who, DateOnly? today, Ruling ruling) => new("declare", "Declare an interest", ruling,
    [
        .. Maybe(who),
        new("type", "Type", "Indirect: somebody close to them has it", FilledAs.One, Choices: Types),
        new("organisation", "Organisation", "Its name; or its code, where it has one"),
        new("position", "What they are to it", "Such as shareholder, director, employee"),
        new("arose", "Day on which it arose", As: FilledAs.Day),
        new("ended", "Last day of it", As: FilledAs.Day, IsNeeded: false),
        .. Maybe(today is { } day ? new("declared", "Day on which it was declared", As: FilledAs.Day, Value: day.InWords) : null),
        new("through", "Through whom they have it, for an indirect one", "The relation and never a name: spouse, child, close friend", IsNeeded: false),
        new("amount", "What it is worth, in pounds", IsNeeded: false, Width: 10),
        new("nature", "The conflict is", As: FilledAs.Choice, Choices: Natures, Value: $"{ConflictNature.Potential}"),
        new("handling", "What was agreed to do about it", IsNeeded: false),
    ])
    { Reason = "Declared" };

    public static InterestDeclared Declared(FilledForm filled, OdsCode body, string person, RegisterAsKnown register, DateOnly? on = null)
    {
        var declared = on ?? filled.Day("declared")!.Value;
        var (code, name) = ConcernLines.Organisation(filled.Needed("organisation"), register, declared);
        return new(body, person, Enum.Parse<InterestType>(filled.Needed("type")), Enum.Parse<ConflictNature>(filled.Needed("nature")), name, filled.Needed("position"), filled.Day("arose")!.Value, declared,
            code, filled.Day("ended"), filled.Text("amount"), filled.Text("through"), filled.Text("handling"));
    }

    public static NextAct Confirm(ActField? who, Ruling ruling) => new("confirm", "Confirm what is declared, or that there is nothing", ruling,
        [.. Maybe(who), new("nil", "They have no interest to declare", "No: what is on the register is all there is", FilledAs.One, Choices: YesNo)])
    { Reason = "Confirmed" };

    public static NextAct Gift(ActField? who, Ruling ruling) => new("gift", "Declare a gift or hospitality", ruling,
    [
        .. Maybe(who),
        new("what", "What it was", As: FilledAs.One, Choices: [("gift", "A gift"), ("hospitality", "Hospitality")]),
        new("from", "Who offered it", "The organisation"),
        new("supplier", "They supply, or may come to supply, the body", As: FilledAs.One, Choices: YesNo),
        new("value", "What it is worth, in pounds", Width: 10),
        new("offered", "Day on which it was offered", As: FilledAs.Day),
        new("accepted", "It was accepted", As: FilledAs.One, Choices: YesNo),
        new("approved", "Who approved it beforehand", "Their office, where somebody did", IsNeeded: false),
    ])
    { Reason = "Declared" };

    public static GiftDeclared GiftOf(FilledForm filled, OdsCode body, string person, DateOnly today)
    {
        var value = filled.Needed("value").Replace("£", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        if (!Figure.TryParse(value, out var figure) || figure.IsBelow(0))
            throw new RefusedException(new Finding("bad-gift", Consequence.FileRefused, new("the form", 0, "value"), filled.Needed("value"), "pounds in digits, such as 25 or 12.50"));
        return new(body, person, filled.Needed("what") == "hospitality", filled.Needed("from"), filled.Needed("supplier") == "yes", value, filled.Day("offered")!.Value, filled.Needed("accepted") == "yes", today, filled.Text("approved"));
    }

    /// <summary>What can be done about one interest.</summary>
    /// <param name="candidates">Organisations whose names are like the one declared.</param>
    public static IReadOnlyList<NextAct> Of(Interest interest, IReadOnlyList<OrganisationCandidate> candidates, DateOnly today, Ruling ruling, bool own = false)
    {
        List<NextAct> acts = [];
        if (interest.Matched.Length == 0 && !own)
            acts.Add(new("match", "Say which organisation it is", ruling,
                new ActField("which", $"{interest.Organisation} is", As: FilledAs.One, Choices: [.. candidates.Select(c => (c.Code, $"{c.Code} {c.Name} ({c.Score} of 100 alike)")), ("none", "None of the register's")], Value: candidates is [{ Score: 100 }] ? candidates[0].Code : null))
            { Reason = "Confirmed by reading the declaration", About = "By a code it is found wherever that organisation, or one that came before or after it, is on an agenda. Otherwise a likeness of names is shown, for the chair to rule on." });
        if (interest.Ended is null)
            acts.Add(new("end", "End it", ruling, new ActField("last", "Last day of it", As: FilledAs.Day, Value: today.InWords)) { Reason = "No longer held", About = "It stays on the public register for as long as the guidance says after its end." });
        if (!own)
            acts.Add(new("review", interest.Review.Length == 0 ? "Record the guardian's review" : "Record another review", ruling, new ActField("outcome", "What the guardian found"), new ActField("handling", "What is to be done about it", "Leave it empty where that stays as it was", IsNeeded: false, Value: interest.Handling.Length > 0 ? interest.Handling : null))
            { Reason = "Reviewed by the conflicts of interest guardian" });
        return acts;
    }

    public static Event Event(NextAct act, FilledForm filled, IReadOnlyList<OrganisationCandidate> candidates) => act.Id switch
    {
        "match" => filled.Needed("which") is var which && which == "none" ? new InterestMatched(null, null) : new InterestMatched(OdsCode.Parse(which), candidates.First(c => c.Code == which).Score),
        "end" => new InterestEnded(filled.Day("last")!.Value),
        "review" => new InterestReviewed(filled.Needed("outcome"), filled.Text("handling")),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act.Id, "No form makes this event."),
    };

    private static IEnumerable<ActField> Maybe(ActField? field) => field is null ? [] : [field];
}
