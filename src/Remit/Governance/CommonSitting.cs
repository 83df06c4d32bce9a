using Remit.Register;

namespace Remit.Governance;

/// <summary>Committees of several bodies that sit in one room. Each has its own quorum and its own vote, and decides for its own body.</summary>
/// <param name="meetings">Their meetings, one of each body, with one agenda.</param>
public sealed class CommonSitting(IReadOnlyList<Meeting> meetings)
{
    public IReadOnlyList<Meeting> Meetings => meetings;

    /// <summary>Where an item stands at each body; a body whose agenda has no item of that number is not there.</summary>
    public IReadOnlyList<(OdsCode Body, ItemStanding Standing)> On(int item) =>
        [.. from meeting in meetings let own = meeting.Find(item) where own is not null select (meeting.Called.Body, meeting.On(own))];

    /// <summary>Whether every body has carried an item: until then it is decided for those alone that have.</summary>
    public bool IsCarriedByAll(int item) => On(item) is var each && each.Count == meetings.Count && each.All(e => e.Standing.Carried);
}
