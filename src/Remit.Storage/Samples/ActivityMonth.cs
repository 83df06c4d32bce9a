using Remit.Time;

namespace Remit.Storage.Samples;

/// <summary>The month a file of activity is about.</summary>
/// <param name="First">Its first day.</param>
/// <param name="LateFrom">The first day of an earlier month, from which some records come late; none where no record does.</param>
/// <param name="Uncovered">A day that no rulebook covers, for a record to be rejected for.</param>
internal sealed record ActivityMonth(string File, string Prefix, DateOnly First, DateOnly? LateFrom, DateOnly Uncovered)
{
    public static readonly ActivityMonth June2025 = new("activity.csv", "2506", new DateOnly(2025, 6, 1), new DateOnly(2025, 3, 1), new DateOnly(2023, 6, 15));

    public static readonly ActivityMonth June2019 = new("activity-2019.csv", "1906", new DateOnly(2019, 6, 1), null, new DateOnly(2022, 9, 15));

    public string Year => FinancialYear.Of(First).ToString();
}
