using Remit.Time;

namespace Remit.Governance.Elections;

/// <summary>Whether somebody who is put forward could sit, by the same grounds that those who sit are held against.</summary>
public static class Candidacy
{
    /// <summary>The grounds on which somebody could not take a seat of the election, met or not to be excluded, by what they declared.</summary>
    /// <remarks>Nothing where no grounds are held for bodies of the kind, or they are nobody that is recorded: then nothing is known of what they would declare.</remarks>
    public static IReadOnlyList<CompositionFinding> Grounds(GovernanceAsKnown governance, ElectionCalled called, string candidate)
    {
        if (called.From is not { } from || governance.Find(candidate) is not { } person || governance.On(called.Body, from) is not { } structure || structure.Constitution.Find(called.Committee ?? "") is not { } committee)
            return [];
        var seat = committee.Find(called.Seats![0])!;
        var asElected = new FilledSeat(committee, seat, new Appointment(0, candidate, called.Body, committee.Id, seat.Id, new DateSpan(from, called.To), "elected"), person);
        var grounds = governance.Facts.Disqualifications.Select(d => d.Id).ToHashSet();
        return [.. new Composition(governance.Facts, structure with { Seats = [.. structure.Seats.Where(s => s.Committee != committee || s.Seat != seat), asElected] }).Check()
            .Where(f => f.Person?.Id == candidate && grounds.Contains(f.Rule))];
    }
}
