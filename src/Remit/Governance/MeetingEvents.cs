using Remit.Register;

namespace Remit.Governance;

/// <summary>What is asked of a meeting on an item.</summary>
public enum ItemPurpose
{
    /// <summary>To hear and discuss it; nothing is decided.</summary>
    Discussion,

    /// <summary>To decide it.</summary>
    Decision,

    /// <summary>To award a contract, or to choose those who may bid.</summary>
    Award,
}

/// <summary>Somebody or something that an item is about, by which conflicts are found: a body, a supplier, a practice, whoever holds a contract or gives a service.</summary>
/// <param name="As">What it is to the item, such as <c>bidder</c>.</param>
public sealed record Concerned(string Name, OdsCode? Code = null, string? As = null);

/// <summary>An item of an agenda.</summary>
/// <param name="Private">Why it is taken in private; nothing where it is public.</param>
public sealed record AgendaItem(int Number, string Title, ItemPurpose Purpose, IReadOnlyList<Concerned> Concerns, string? Private = null);

/// <summary>What is done about somebody's interest in an item: the options of the statutory guidance, mildest first.</summary>
public enum Handling
{
    NoAction,
    SpeakNotVote,
    StaySilent,
    Leave,

    /// <summary>They leave, and get no papers.</summary>
    WithholdPapers,

    /// <summary>The whole item goes to another committee or body.</summary>
    ReferAway,
}

/// <summary>How somebody voted on an item.</summary>
public sealed record CastVote(string Person, Ballot Vote);

/// <summary>A meeting was called, with its agenda. Its stream is <c>meeting/</c>, the body, the committee and the day.</summary>
public sealed record MeetingCalled(OdsCode Body, string Committee, DateOnly Day, IReadOnlyList<AgendaItem> Agenda) : Event;

/// <summary>Whoever had the chair ruled what is done about somebody's interest in an item.</summary>
/// <param name="By">Who ruled.</param>
public sealed record ConflictRuled(int Item, string Person, Handling Handling, string Because, string By) : Event;

/// <summary>Who is there was taken down: whoever is not named is absent. A later one goes before.</summary>
public sealed record AttendanceTaken(IReadOnlyList<string> Present) : Event;

/// <summary>Neither chair nor deputy could take the chair for an item, and the others chose one of them.</summary>
public sealed record ChairChosen(int Item, string Person) : Event;

/// <summary>A lay member from elsewhere was brought in for an item, so that it could be decided.</summary>
/// <param name="From">The body at which they are a lay member.</param>
public sealed record MemberCoOpted(int Item, string Person, OdsCode From) : Event;

/// <summary>An item was put to the vote.</summary>
public sealed record ItemVoted(int Item, string Motion, IReadOnlyList<CastVote> Votes) : Event;

/// <summary>An item went to another committee or body.</summary>
public sealed record ItemReferred(int Item, string To, string Because) : Event;

/// <summary>The minutes were approved at a later meeting.</summary>
/// <param name="At">The name of the meeting that approved them.</param>
/// <param name="Corrections">What was corrected; nothing where they stand as drafted.</param>
public sealed record MinutesApproved(string At, string? Corrections) : Event;
