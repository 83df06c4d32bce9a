using Remit.Register;

namespace Remit.Governance;

/// <summary>Committees of several bodies that sit in one room. Each has its own quorum and its own vote, and decides for its own body.</summary>
/// <param name="meetings">Their meetings, one of each body, with one agenda; first the one that is asked about.</param>
/// <param name="notCalled">The names of those that are not recorded.</param>
public sealed class CommonSitting(IReadOnlyList<Meeting> meetings, IReadOnlyList<string>? notCalled = null)
{
    public IReadOnlyList<Meeting> Meetings => meetings;

    /// <inheritdoc cref="CommonSitting(IReadOnlyList{Meeting}, IReadOnlyList{string})" path="/param[@name='notCalled']"/>
    public IReadOnlyList<string> NotCalled => notCalled ?? [];

    /// <summary>The meetings with which the first is called in common.</summary>
    public IEnumerable<Meeting> Others => meetings.Skip(1);

    /// <summary>A meeting with those with which it is called in common.</summary>
    /// <param name="find">A meeting by its name; nothing where none is recorded.</param>
    public static CommonSitting Of(Meeting meeting, Func<string, Meeting?> find)
    {
        var others = (meeting.Called.InCommonWith ?? []).Select(name => (Name: name, Meeting: find(name))).ToList();
        return new([meeting, .. others.Select(o => o.Meeting).OfType<Meeting>()], [.. others.Where(o => o.Meeting is null).Select(o => o.Name)]);
    }

    /// <summary>Why another meeting is not in one room with the first, or not about the same; nothing where it is.</summary>
    /// <remarks>Each approves its own minutes and ratifies its own urgent decisions: such items are not compared.</remarks>
    public string? Apart(Meeting other)
    {
        var own = meetings[0];
        if ((own.Cancelled ?? other.Cancelled) is not null)
            return $"{(own.Cancelled is null ? other : own).Id} was cancelled";
        if (other.Called.Day != own.Called.Day)
            return $"it is on another day, {other.Called.Day:yyyy-MM-dd}";
        var differing = Shared(own).Concat(Shared(other)).Distinct().Where(n => !IsSame(own, other, n)).Order().ToList();
        return differing.Count > 0 ? $"its agenda is another in item {string.Join(", ", differing)}" : null;
    }

    /// <summary>Where an item stands at each body; a body that sits on another day, or whose agenda has another item of that number, is not there.</summary>
    public IReadOnlyList<(OdsCode Body, ItemStanding Standing)> On(int item) =>
        [.. from meeting in meetings where meeting == meetings[0] || meeting.Called.Day == meetings[0].Called.Day && IsSame(meetings[0], meeting, item) let own = meeting.Find(item) where own is not null select (meeting.Called.Body, meeting.On(own))];

    /// <summary>Whether every body has carried an item: until then it is decided for those alone that have.</summary>
    public bool IsCarriedByAll(int item) => NotCarriedBy(item).Count == 0;

    /// <summary>The bodies that have not carried an item.</summary>
    public IReadOnlyList<string> NotCarriedBy(int item) =>
        [.. meetings.Select(m => $"{m.Called.Body}").Except(On(item).Where(e => e.Standing.Carried).Select(e => $"{e.Body}")), .. NotCalled.Select(n => n.Split('/')[0])];

    /// <summary>Whether all have carried an item or who has not, in words; nothing where it is for one body alone, or for discussion.</summary>
    /// <param name="withPrivate">Whether what another body takes in private is told too.</param>
    public string? Told(int item, bool withPrivate) =>
        meetings[0].Find(item) is not { Purpose: not ItemPurpose.Discussion, MinutesOf: null, Ratifies: null } || !withPrivate && meetings.Any(m => m.Find(item)?.Private is not null) || meetings.Count + NotCalled.Count == 1 ? null
        : IsCarriedByAll(item) ? "carried by all" : $"not carried by {string.Join(", ", NotCarriedBy(item))}";

    private static IEnumerable<int> Shared(Meeting meeting) => meeting.Called.Agenda.Where(i => i.MinutesOf is null && i.Ratifies is null && meeting.WithdrawnBecause(i.Number) is null).Select(i => i.Number);

    private static bool IsSame(Meeting one, Meeting other, int item) =>
        one.Find(item) is { } a && other.Find(item) is { } b && a.Purpose == b.Purpose && string.Equals(a.Title, b.Title, StringComparison.OrdinalIgnoreCase);
}
