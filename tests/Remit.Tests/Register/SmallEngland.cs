using Remit.Register;
using Remit.Time;

namespace Remit.Tests.Register;

/// <summary>A few organisations and practices, put together in a line or two.</summary>
internal static class SmallEngland
{
    public static readonly DateOnly Began = new(2013, 4, 1);

    public static NationalFacts Facts(IEnumerable<(string Code, string First, string? Last)> organisations, params (string From, string? To, string On)[] successions) => new()
    {
        Standings = [.. organisations.Select(o => (OdsCode.Parse(o.Code), new Standing("CCG", $"NHS {o.Code} CCG", new(Day(o.First), o.Last is null ? null : Day(o.Last)), Table)))],
        LocalCommissioners = new HashSet<string> { "CCG" },
        Successions = [.. successions.Select(s => new Succession(OdsCode.Parse(s.From), s.To is null ? null : OdsCode.Parse(s.To), Day(s.On), "merger", Table))],
    };

    public static ReleaseEvidence Memberships(string edition, params (string Practice, string Commissioner, string Joined, string? Left)[] rows) =>
        Memberships(edition, DateTimeOffset.MinValue, rows);

    public static ReleaseEvidence Memberships(string edition, DateTimeOffset learned, params (string Practice, string Commissioner, string Joined, string? Left)[] rows) =>
        new(new("epcmem", "memberships", Day(edition), learned, $"epcmem_{edition}.csv", edition))
        {
            Memberships = new(() => [.. rows.Select((r, i) =>
                new MembershipRow(PracticeCode.Parse(r.Practice), OdsCode.Parse(r.Commissioner), new(Day(r.Joined), r.Left is null ? null : Day(r.Left)), i + 1))]),
        };

    public static ReleaseEvidence Areas(string edition, params (string Area, string Commissioner)[] rows) =>
        new(new("small-areas", "small areas", Day(edition), DateTimeOffset.MinValue, $"LSOA_{edition}.csv", edition))
        {
            Coverage = new(() => [.. rows.Select((r, i) => new CoverageRow(OnsCode.Parse(r.Area), new(OdsCode.Parse(r.Commissioner), null), i + 2))]),
        };

    public static ReleaseEvidence Lists(string edition, params (string Practice, long Patients)[] rows) =>
        new(new(RegisteredLists.ReleaseKind, "patients", Day(edition), DateTimeOffset.MinValue, $"lists_{edition}.csv", $"lists {edition}"))
        {
            ListSizes = new(() => [.. rows.Select((r, i) => new ListSize(PracticeCode.Parse(r.Practice), r.Patients, i + 2))]),
        };

    public static DateOnly Day(string text) => IsoDate.TryParse(text, out var day) ? day : throw new FormatException(text);

    private static Source Table => new(new("parameters", "a table", DateOnly.MinValue, DateTimeOffset.MinValue, "organisations.csv"));
}
