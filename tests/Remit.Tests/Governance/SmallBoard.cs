using Remit.Governance;
using Remit.Register;
using Remit.Storage.Governance;
using Remit.Tests.Register;

namespace Remit.Tests.Governance;

/// <summary>A body with one governing body of five, put together in a line or two. It is a CCG from 2013 on, as is its neighbour.</summary>
internal static class SmallBoard
{
    public static readonly OdsCode Body = OdsCode.Parse("00A"), Neighbour = OdsCode.Parse("00B");

    public static readonly Committee Board = new("board", Constitution.GoverningBody, "Governing Body",
    [
        new("chair", "Chair", ["gp"], TermYears: 3, MostTerms: 2), new("lay-audit", "Lay member, audit", ["lay-audit"]), new("lay-area", "Lay member, public", ["lay-area"]),
        new("officer", "Accountable officer", ["accountable-officer"]), new("finance", "Chief finance officer", ["chief-finance-officer"]), new("healthwatch", "Healthwatch", ["observer"], Votes: false),
    ], new(3, ["lay", "executive"]), "chair", "lay-area", ["contracts"]);

    public static readonly RegisterAsKnown Register = new Evidence(SmallEngland.Facts([("00A", "2013-04-01", null), ("00B", "2013-04-01", null)]), []).ToDate;

    public static Constitution Drawn(OdsCode body, string from = "2013-04-01", string version = "1", params IReadOnlyList<Committee> committees) =>
        new(body, version, SmallEngland.Day(from), committees.Count == 0 ? [Board] : committees);

    public static Appointment In(string seat, string person, string from, string? to = null, OdsCode? body = null, long number = 1) =>
        new(number, person, body ?? Body, "board", seat, new(SmallEngland.Day(from), to is null ? null : SmallEngland.Day(to)), "appointed");

    public static GovernanceAsKnown With(params IReadOnlyList<Appointment> appointments) => With([Drawn(Body), Drawn(Neighbour)], appointments);

    public static GovernanceAsKnown With(IEnumerable<Constitution> constitutions, params IReadOnlyList<Appointment> appointments) =>
        new(GovernanceTables.Shipped, Register, constitutions, appointments.Select(a => a.Person).Distinct().Select(p => new Person(p, $"{p[..1].ToUpperInvariant()}{p[1..]} Example", [])), appointments);

    /// <summary>What stands against something on the day of the meeting.</summary>
    public static IEnumerable<Finding> Check(this Meeting meeting, Event next) => meeting.Check(next, meeting.Called.Day);

    public static Structure On(this GovernanceAsKnown governance, string day) => governance.On(Body, SmallEngland.Day(day))!;
}
