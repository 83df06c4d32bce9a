namespace Remit.Governance;

/// <summary>Whether something that must be done before a meeting was done in time.</summary>
/// <param name="What">Such as <c>notice</c>, <c>paper 2</c>, <c>item 7</c>.</param>
/// <param name="Compliance">Unknown where the constitution sets no time, or the day is not known.</param>
public sealed record Timing(string What, Compliance Compliance, string Because)
{
    internal static IReadOnlyList<Timing> Of(Meeting meeting)
    {
        var (day, committee) = (meeting.Called.Day, meeting.Committee);
        return
        [
            Judge("notice", "notice was given", meeting.Postponed?.On ?? meeting.Called.Noticed, committee.NoticeDays, "notice", day),
            .. meeting.Amendments.Select(a => Amended(a, committee, day)),
            .. meeting.Papers.Where(p => p.Withdrawn is null).Select(p => Judge($"paper {p.Number}", "it was sent", p.Sent, committee.PapersDays, "papers", day)),
        ];
    }

    private static Timing Amended(AgendaAmended amended, Committee committee, DateOnly day)
    {
        var judged = Judge($"item {amended.Item.Number}", "it was put on the agenda", amended.On, committee.NoticeDays, "notice", day);
        return amended.LeaveOf is { } leave && judged.Compliance != Compliance.Met ? judged with { Compliance = Compliance.Met, Because = $"it came late by leave of {leave}: {amended.Because}" } : judged;
    }

    private static Timing Judge(string what, string done, DateOnly? on, int? days, string of, DateOnly day)
    {
        if (on is not { } given)
            return new(what, Compliance.Unknown, "the day of it is not recorded");
        if (days is not { } wanted)
            return new(what, Compliance.Unknown, $"{done} on {given:yyyy-MM-dd}; the constitution does not say how many days of {of} there must be");
        var late = wanted - (day.DayNumber - given.DayNumber);
        return late <= 0
            ? new(what, Compliance.Met, $"{done} on {given:yyyy-MM-dd}, {day.DayNumber - given.DayNumber} days before; {wanted} are asked for")
            : new(what, Compliance.Broken, $"{done} on {given:yyyy-MM-dd}, {late} {(late == 1 ? "day" : "days")} too late: {wanted} days are asked for");
    }
}
