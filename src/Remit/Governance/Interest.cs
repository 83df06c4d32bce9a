using Remit.Register;

namespace Remit.Governance;

/// <summary>The four classes of interest of the statutory guidance since 2016.</summary>
public enum InterestType
{
    Financial,
    NonFinancialProfessional,
    NonFinancialPersonal,

    /// <summary>Held by somebody close to them.</summary>
    Indirect,
}

/// <summary>Whether an interest conflicts now, might come to, or could be seen to.</summary>
public enum ConflictNature
{
    Actual,
    Potential,
    Perceived,
}

/// <summary>Who may see an interest on a day.</summary>
public enum Visibility
{
    /// <summary>On the public register: it is held, or ended less than the public time ago.</summary>
    Public,

    /// <summary>In the private record only.</summary>
    Private,

    /// <summary>No longer shown to anyone.</summary>
    Lapsed,
}

/// <summary>What somebody who decides for a body has to do with an organisation.</summary>
/// <param name="Id">Its name: the person's and a number, as <c>ann-example/2</c>.</param>
/// <param name="Body">The body to whose register it was declared.</param>
/// <param name="Organisation">The organisation, by the name they gave it.</param>
/// <param name="Code">Its code, where it was given or a person confirmed it.</param>
/// <param name="Position">What they are to it: shareholder, director, employee, partner of a partner.</param>
/// <param name="Arose">The first day of it.</param>
/// <param name="Ended">The last day of it; nothing while it is held.</param>
/// <param name="Declared">The day they declared it.</param>
public sealed record Interest(
    string Id, OdsCode Body, string Person, InterestType Type, ConflictNature Nature, string Organisation, OdsCode? Code, string Position, DateOnly Arose, DateOnly? Ended, DateOnly Declared)
{
    /// <summary>What it is worth, in pounds, as declared; nothing where it was not said.</summary>
    public Figure? Amount { get; init; }

    /// <summary>In what relation to them the person stands through whom they have it, never by name; empty for an interest of their own.</summary>
    public string Through { get; init; } = "";

    /// <summary>What was agreed to do about it; empty where nothing was.</summary>
    public string Handling { get; init; } = "";

    /// <summary>What the guardian found on review; empty where nobody has reviewed it.</summary>
    public string Review { get; init; } = "";

    /// <summary>How the organisation was found to be the code: <c>given</c>, <c>confirmed</c>, or that a person said it is none of the register's (<c>none</c>); empty while it is open.</summary>
    public string Matched { get; init; } = "";

    /// <summary>The day on which its end was recorded, where the declaration did not say it.</summary>
    public DateOnly? EndRecorded { get; init; }

    /// <summary>The instant at which it was recorded; nothing where that is not known.</summary>
    public DateTimeOffset? Recorded { get; init; }

    /// <summary>The day on which its end was told: that of the declaration where it said so; nothing while it is held.</summary>
    public DateOnly? EndTold => Ended is null ? null : EndRecorded ?? Declared;

    /// <summary>What a class of interest is called.</summary>
    public static string Words(InterestType type) => type switch
    {
        InterestType.Financial => "financial",
        InterestType.NonFinancialProfessional => "professional",
        InterestType.NonFinancialPersonal => "personal",
        InterestType.Indirect => "indirect",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public bool IsHeldOn(DateOnly day) => Arose <= day && (Ended is not { } ended || day <= ended);

    /// <summary>By how many days it was declared too late; nought where it was in time. It must be declared within so many days after it arose.</summary>
    public int LateBy(GovernanceFacts facts) => facts.Limit("declare-within", Arose) is { } within ? Math.Max(0, Declared.DayNumber - Arose.DayNumber - within.Value) : 0;

    /// <summary>The last day on the public register, counted from its end or, if later, from the day on which that was told; nothing while it is held.</summary>
    public DateOnly? PublicUntil(GovernanceFacts facts) => Until(facts, "public-after-end");

    /// <summary>The last day in the private record; nothing while it is held.</summary>
    public DateOnly? PrivateUntil(GovernanceFacts facts) => Until(facts, "private-after-end");

    /// <summary>Who may see it on a day. Before it was declared nobody could.</summary>
    public Visibility VisibleOn(DateOnly day, GovernanceFacts facts) =>
        day < Declared ? Visibility.Lapsed : PublicUntil(facts) is not { } open || day <= open ? Visibility.Public : PrivateUntil(facts) is { } kept && day <= kept ? Visibility.Private : Visibility.Lapsed;

    // Before the guidance of 2016 set a time, an interest left the register when it ended. Counted from a day long past, an end that is told today would take it off the register at once.
    private DateOnly? Until(GovernanceFacts facts, string what)
    {
        if (Ended is not { } ended)
            return null;
        var from = EndTold > ended ? EndTold.Value : ended;
        return facts.Limit(what, from) is not { } limit ? from : limit.Unit == "years" ? from.AddYears(limit.Value) : from.AddMonths(limit.Value);
    }
}

/// <summary>Something offered to somebody who decides for a body.</summary>
/// <param name="Hospitality">Whether it is hospitality; else a gift.</param>
/// <param name="FromSupplier">Whether it came from a supplier or contractor, actual or likely.</param>
/// <param name="Value">Its worth in pounds.</param>
/// <param name="Approved">By whom of the seniors accepting it was approved beforehand; empty where by nobody.</param>
public sealed record Gift(string Id, OdsCode Body, string Person, bool Hospitality, string From, bool FromSupplier, Figure Value, DateOnly Offered, bool Accepted, string Approved, DateOnly Declared)
{
    /// <summary>What the edition of the guidance in force on the day it was offered says to it.</summary>
    public GiftRuling Judge(GovernanceFacts facts)
    {
        GiftRuling Unknown() => new(Compliance.Unknown, "No limit of that day is known here: the edition of the guidance was not read.", null);

        if (!Hospitality)
        {
            if (facts.Limit(FromSupplier ? "gift-from-supplier" : "gift-from-others", Offered) is not { } limit)
                return Unknown();
            var within = AtMost(limit.Value);
            return (FromSupplier, within, Accepted) switch
            {
                (true, true, _) => new(Compliance.Met, $"From a supplier only what is of low value may be taken, up to £{limit.Value}; it is.", limit),
                (true, false, true) => new(Compliance.Broken, $"A gift of a supplier above £{limit.Value} must be declined and declared; it was accepted.", limit),
                (true, false, false) => new(Compliance.Met, $"A gift of a supplier above £{limit.Value} must be declined and declared; it was.", limit),
                (false, true, _) => new(Compliance.Met, $"Up to £{limit.Value} it may be taken and need not be declared.", limit),
                (false, false, true) => new(Compliance.Unknown, $"Above £{limit.Value} it may be taken for the organisation alone, never for oneself, and must be declared: say for whom it was.", limit),
                (false, false, false) => new(Compliance.Met, $"Above £{limit.Value} it must be declared; it was, and declined.", limit),
            };
        }

        if (facts.Limit("hospitality-undeclared", Offered) is not { } free || facts.Limit("hospitality-approved", Offered) is not { } approved)
            return Unknown();
        return Value.IsBelow(free.Value) ? new(Compliance.Met, $"Under £{free.Value} it may be taken and need not be declared.", free)
            : AtMost(approved.Value) ? new(Compliance.Met, $"From £{free.Value} to £{approved.Value} it may be taken and must be declared; it was.", approved)
            : !Accepted ? new(Compliance.Met, $"Above £{approved.Value} it must be refused unless a senior approves, and declared; it was refused.", approved)
            : Approved.Length > 0 ? new(Compliance.Met, $"Above £{approved.Value} it must be refused unless a senior approves, and declared; {Approved} approved.", approved)
            : new(Compliance.Broken, $"Above £{approved.Value} it must be refused unless a senior approves; it was accepted without.", approved);
    }

    private bool AtMost(int pounds) => !Value.IsAbove(pounds);
}

/// <summary>Whether a gift was dealt with as the guidance has it, and why.</summary>
/// <param name="Limit">The limit that counted; nothing where none is known.</param>
public sealed record GiftRuling(Compliance Compliance, string Because, InterestLimit? Limit);

/// <summary>A breach of the rules on interests, looked into and published without the name.</summary>
/// <param name="What">What happened, in a line.</param>
/// <param name="Outcome">What came of looking into it; empty while it is open.</param>
/// <param name="Published">What the public is told, without anybody's name; empty while it is open.</param>
/// <param name="ReportedOn">The day on which NHS England was told; nothing where it was not.</param>
public sealed record Breach(string Id, OdsCode Body, string Person, string What, DateOnly On, string Outcome, string Published, DateOnly? ReportedOn);
