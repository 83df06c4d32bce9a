using System.Globalization;
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
/// <param name="Matter">Which of the matters that the constitution reserves or delegates it is, in its words; nothing where that is not said.</param>
/// <param name="MinutesOf">The name of the meeting whose minutes it is to approve.</param>
/// <param name="Ratifies">The name of the urgent decision that it is to ratify.</param>
public sealed record AgendaItem(
    int Number, string Title, ItemPurpose Purpose, IReadOnlyList<Concerned> Concerns, string? Private = null, string? Matter = null, string? MinutesOf = null, string? Ratifies = null)
{
    /// <summary>Says what is wrong with it.</summary>
    /// <param name="file">Where it stands.</param>
    /// <param name="body">The body whose meeting it is for.</param>
    public IEnumerable<Finding> Check(string file, OdsCode body, string committee)
    {
        foreach (var (field, text) in ((string, string)[])[("title", Title), ("private", Private ?? "-"), ("matter", Matter ?? "-"), .. Concerns.SelectMany(c => ((string, string)[])[("concerns, name", c.Name), ("concerns, as", c.As ?? "-")])])
            if (!Act.IsLine(text))
                yield return Wrong(field, text, "a line of text");
        if (Number < 1)
            yield return Wrong("number", $"{Number}", "one or more");
        if (Purpose == ItemPurpose.Award && Concerns.Count == 0)
            yield return Wrong("concerns", "nothing", "whom the award is about, every bidder: conflicts are found by it");
        if (MinutesOf is not null && !(Meeting.IsName(MinutesOf) && MinutesOf.StartsWith($"{body}/{committee}/", StringComparison.Ordinal)))
            yield return Wrong("minutesOf", MinutesOf, $"the name of a meeting of the same committee, as {body}/{committee}/2017-07-27");
        if (Ratifies is not null && !Ratifies.StartsWith($"{body}/{committee}/", StringComparison.Ordinal))
            yield return Wrong("ratifies", Ratifies, $"the name of an urgent decision of the same committee, as {body}/{committee}/1");
        if (Purpose == ItemPurpose.Discussion && (MinutesOf ?? Ratifies) is { } decided)
            yield return Wrong("purpose", $"discussion, of {decided}", "decision: minutes are approved, and urgent decisions ratified, by a vote");

        Finding Wrong(string field, string text, string wanted) => new("bad-meeting", Consequence.FileRefused, new(file, 0, $"item {Number}, {field}"), text, wanted);
    }
}

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
/// <param name="Place">Where, in a line.</param>
/// <param name="Starts">When it begins, as <c>14:00</c>.</param>
/// <param name="Noticed">The day on which notice was given; nothing where it is not known.</param>
/// <param name="InCommonWith">The names of the meetings of other bodies' committees with which it meets in common.</param>
public sealed record MeetingCalled(
    OdsCode Body, string Committee, DateOnly Day, IReadOnlyList<AgendaItem> Agenda, string? Place = null, string? Starts = null, DateOnly? Noticed = null, IReadOnlyList<string>? InCommonWith = null) : Event
{
    /// <summary>Says what is wrong with it.</summary>
    /// <param name="file">The file that it stands in.</param>
    public IEnumerable<Finding> Check(string file, GovernanceAsKnown governance)
    {
        var constituted = governance.On(Body, Day)?.Constitution.Find(Committee);
        if (constituted is null)
            yield return Wrong("committee", Committee, $"a committee in the constitution of {Body} in force on {Day:yyyy-MM-dd}");
        if (Agenda.Count == 0)
            yield return Wrong("agenda", "none", "at least one item");
        foreach (var twice in Agenda.GroupBy(i => i.Number).Where(g => g.Count() > 1))
            yield return Wrong("agenda, number", $"{twice.Key}", "a number that no other item has");
        if (!Act.IsLine(Place ?? "-"))
            yield return Wrong("place", Place!, "a line of text");
        if (Starts is { } time && !IsTime(time))
            yield return Wrong("starts", time, "a time of the day, as 14:00");
        if (Noticed > Day)
            yield return Wrong("noticed", $"{Noticed:yyyy-MM-dd}", $"a day not after the meeting, {Day:yyyy-MM-dd}");
        if (InCommonWith is { Count: > 0 } && constituted is { InCommon: false })
            yield return Wrong("inCommonWith", string.Join(", ", InCommonWith), $"nothing: {constituted.Title} does not meet in common, as the constitution has it");
        foreach (var other in (InCommonWith ?? []).Where(o => !Meeting.IsName(o) || o.StartsWith($"{Body}/", StringComparison.Ordinal)))
            yield return Wrong("inCommonWith", other, "the name of a meeting of another body, as 00M/governing-body/2017-07-27");
        foreach (var finding in Agenda.SelectMany(i => i.Check(file, Body, Committee)))
            yield return finding;

        Finding Wrong(string field, string text, string wanted) => new("bad-meeting", Consequence.FileRefused, new(file, 0, field), text, wanted);
    }

    /// <summary>Whether a text is a time of the day, as <c>14:00</c>.</summary>
    public static bool IsTime(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

/// <summary>An item was put on the agenda, or changed, after notice was given. What was ruled or voted on another item of that number counts no more.</summary>
/// <param name="On">The day of it.</param>
/// <param name="LeaveOf">Who, having the chair, gave leave for it to come late; nothing where none was asked.</param>
public sealed record AgendaAmended(AgendaItem Item, string Because, DateOnly On, string? LeaveOf = null) : Event;

/// <summary>An item was taken off the agenda.</summary>
public sealed record ItemWithdrawn(int Item, string Because) : Event;

/// <summary>A meeting that has not been held was put off to another day. It keeps its name.</summary>
/// <param name="On">The day on which notice of it was given.</param>
public sealed record MeetingPostponed(DateOnly To, string Because, DateOnly On, string? Place = null, string? Starts = null) : Event;

/// <summary>A meeting that has not been held will not be.</summary>
public sealed record MeetingCancelled(string Because, DateOnly On) : Event;

/// <summary>A document that was kept, by the hash of its content.</summary>
/// <param name="Name">What it was called.</param>
public sealed record PaperFile(string Sha256, long Bytes, string MediaType, string Name);

/// <summary>A paper was put to a meeting. Its number is its place among them.</summary>
/// <param name="Items">The items that it is for.</param>
/// <param name="Sent">The day on which it went to the members.</param>
/// <param name="Link">Where it is, if it is not kept here.</param>
/// <param name="Private">Why it is private; nothing where it is as its items are.</param>
public sealed record PaperAdded(IReadOnlyList<int> Items, string Title, DateOnly Sent, PaperFile? File = null, string? Link = null, string? Private = null) : Event;

/// <summary>A paper was published.</summary>
public sealed record PaperPublished(int Paper, DateOnly On) : Event;

/// <summary>A paper was taken back: nobody is given it any more.</summary>
public sealed record PaperWithdrawn(int Paper, string Because) : Event;

/// <summary>Whoever had the chair ruled what is done about somebody's interest in an item.</summary>
/// <param name="By">Who ruled.</param>
/// <param name="Interests">The interests that it is about, by name: those that were found then; none where it is about what was declared in the room. Nothing where that was not recorded.</param>
public sealed record ConflictRuled(int Item, string Person, Handling Handling, string Because, string By, IReadOnlyList<string>? Interests = null) : Event;

/// <summary>Who is there was taken down: whoever is not named is absent. A later one goes before.</summary>
/// <param name="FromItem">The item from which it is so, where people came or went; nothing for the whole meeting.</param>
public sealed record AttendanceTaken(IReadOnlyList<string> Present, int? FromItem = null) : Event;

/// <summary>Somebody left the room for an item.</summary>
/// <param name="Left">When, as <c>14:20</c>.</param>
/// <param name="Returned">When they came back; nothing where they did not.</param>
public sealed record MemberLeft(int Item, string Person, string Left, string? Returned = null) : Event;

/// <summary>Neither chair nor deputy could take the chair for an item, and the others chose one of them.</summary>
public sealed record ChairChosen(int Item, string Person) : Event;

/// <summary>A lay member from elsewhere was brought in for an item, so that it could be decided.</summary>
/// <param name="From">The body at which they are a lay member.</param>
public sealed record MemberCoOpted(int Item, string Person, OdsCode From) : Event;

/// <summary>An item was put to the vote.</summary>
public sealed record ItemVoted(int Item, string Motion, IReadOnlyList<CastVote> Votes) : Event;

/// <summary>An item went to another committee or body.</summary>
public sealed record ItemReferred(int Item, string To, string Because) : Event;

/// <summary>The words of the minutes on an item, beside what is drafted from the record. A later one goes before, which is how they are corrected.</summary>
/// <param name="Text">Its paragraphs; none takes them out again.</param>
public sealed record ItemMinuted(int Item, IReadOnlyList<string> Text) : Event;

/// <summary>The minutes were approved at a later meeting.</summary>
/// <param name="At">The name of the meeting that approved them.</param>
/// <param name="Corrections">What was corrected; nothing where they stand as drafted.</param>
/// <param name="Item">The item of that meeting by which it was done.</param>
public sealed record MinutesApproved(string At, string? Corrections, int? Item = null) : Event;

/// <summary>The approved minutes were published, but for what was taken in private.</summary>
public sealed record MinutesPublished(DateOnly On) : Event;

/// <summary>Something was agreed to be done. Its stream is <c>action/</c>, the body and a number.</summary>
/// <param name="Meeting">The name of the meeting.</param>
/// <param name="Owner">Who is to do it.</param>
/// <param name="Due">The last day for it.</param>
public sealed record ActionAgreed(OdsCode Body, string Meeting, int Item, string Owner, string What, DateOnly Due) : Event;

/// <summary>How far an action is.</summary>
/// <param name="Due">The last day for it from now on; nothing where that stays.</param>
public sealed record ActionUpdated(DateOnly On, string Says, DateOnly? Due = null) : Event;

/// <summary>An action is done, or not to be done any more.</summary>
public sealed record ActionClosed(DateOnly On, string How) : Event;

/// <summary>Somebody decided for a committee between its meetings. Its stream is <c>urgent-decision/</c>, the body, the committee and a number.</summary>
/// <param name="Decided">What was decided.</param>
/// <param name="Urgency">Why it could not wait for a meeting.</param>
/// <param name="By">Who decided.</param>
/// <param name="Consulted">The other members who were asked.</param>
/// <param name="Private">Why it is private; nothing where it is public.</param>
public sealed record UrgentDecisionTaken(
    OdsCode Body, string Committee, DateOnly Day, string Title, IReadOnlyList<Concerned> Concerns, string Decided, string Urgency, IReadOnlyList<string> By, IReadOnlyList<string> Consulted, string? Private = null) : Event;

/// <summary>Somebody to whom a contract was awarded.</summary>
/// <param name="Value">Pounds over the whole of it, as printed; nothing where it was not said.</param>
public sealed record Awarded(string Name, OdsCode? Code = null, string? Value = null);

/// <summary>A contract was awarded by a decision of a meeting. Its stream is <c>award/</c>, the body and a number.</summary>
/// <param name="Decision">The decision, as <c>00L/governing-body/2017-07-27#3</c>.</param>
/// <param name="Procedure">How whoever got it was chosen, such as <c>open procedure</c> or <c>single tender</c>.</param>
/// <param name="IsNew">Whether the service is new; nothing where that was not said.</param>
/// <param name="From">The first day of the contract.</param>
/// <param name="Until">The last day of it; nothing where none was set.</param>
/// <param name="Contract">The contract, by its reference or OCID; nothing while it has none.</param>
public sealed record ContractAwarded(
    OdsCode Body, string Decision, string Title, string Procedure, IReadOnlyList<Awarded> To, DateOnly From, DateOnly? Until = null, string? Service = null, bool? IsNew = null, string? Contract = null,
    string? ClinicalLead = null, string? ContractLead = null) : Event;

/// <summary>An award was given the reference of its contract.</summary>
public sealed record AwardLinked(string Contract) : Event;
