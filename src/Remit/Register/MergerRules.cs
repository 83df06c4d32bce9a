using System.Globalization;
using Remit.Time;

namespace Remit.Register;

/// <summary>One thing the law or a published procedure asks of a merger.</summary>
/// <param name="Kind">The kind of body it is about.</param>
/// <param name="Mergers">The days on which a merger takes effect that it applies to.</param>
/// <param name="Due">When: <c>eve</c>, <c>day</c>, <c>day+9</c>, the latest <c>06-01</c> before the day; empty where no day is known.</param>
public sealed record MergerStep(string Kind, DateSpan Mergers, string Due, string Step, Source Source)
{
    /// <summary>The day it is due, or none where that is not known.</summary>
    /// <exception cref="FormatException"><see cref="Due"/> is none of its forms.</exception>
    public DateOnly? DueFor(DateOnly on)
    {
        if (Due.Length == 0)
            return null;
        if (Due == "eve")
            return on.AddDays(-1);
        if (Due.StartsWith("day", StringComparison.Ordinal) && int.TryParse(Due[3..] is { Length: > 0 } after ? after : "+0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days))
            return on.AddDays(days);
        if (!IsoDate.TryParse($"{on.Year:0000}-{Due}", out var thatYear))
            throw new FormatException($"{Finding.Quoted(Due)} is not when a step is due: eve, day, day+9 or a month and day as 06-01.");
        return thatYear < on ? thatYear : thatYear.AddYears(-1);
    }
}

/// <summary>A question the law or a published procedure has those who decide on a merger weigh.</summary>
/// <param name="Evidence">What the register can say of it: <c>residence</c> (nothing, as yet), <c>councils</c>, <c>crossing</c> (the same, where crossing a council's boundary needs a case), <c>population</c>, <c>stp</c>; empty where it can say nothing.</param>
/// <param name="Days">The days on which a merger is applied for that it applies to; a plan asks on the day before its own.</param>
public sealed record MergerFactor(string Kind, DateSpan Days, string Factor, string Evidence, Source Source);

/// <summary>What is known of the procedure for mergers, for every kind of body and every year.</summary>
public sealed record MergerRules(IReadOnlyList<MergerStep> Steps, IReadOnlyList<MergerFactor> Factors)
{
    public static MergerRules None { get; } = new([], []);
}
