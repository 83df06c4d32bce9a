using Remit.Time;

namespace Remit.Register;

/// <summary>A practice belonging to a commissioner for some days, as one line of one release says.</summary>
public readonly record struct MembershipRow(PracticeCode Practice, OdsCode Commissioner, DateSpan Days, int Line);

/// <summary>A practice belonging to a commissioner, on the latest evidence.</summary>
/// <param name="Days">The days for which this evidence is the latest.</param>
/// <param name="Source">Where it is from; its reason says where it was carried over by succession.</param>
public sealed record Membership(PracticeCode Practice, OdsCode Commissioner, DateSpan Days, Source Source);

/// <summary>A practice as one edition of the ODS list of practices (<c>epraccur</c>) gives it.</summary>
/// <param name="Status"><c>A</c> active, <c>P</c> proposed, <c>C</c> closed, <c>D</c> dormant, on the day of the edition.</param>
/// <param name="Subtype"><c>B</c> allocated to a commissioner; <c>Z</c> not allocated, as on the islands.</param>
/// <param name="NationalGrouping">The NHS England region, <c>W00</c> for Wales, or empty.</param>
/// <param name="HighLevelGeography">The area team, and later the system, or empty.</param>
/// <param name="Postcode">As written in the list; may be empty.</param>
/// <param name="Setting">The prescribing setting: <c>4</c> is a GP practice.</param>
/// <param name="Commissioner">The commissioner it belongs to, where it belongs to one.</param>
/// <param name="Joined">When it joined that commissioner.</param>
/// <param name="Left">The last day it belonged, where stated.</param>
public sealed record PracticeListing(
    PracticeCode Code, string Name, char Status, char Subtype, string NationalGrouping, string HighLevelGeography, string Postcode,
    DateSpan Open, string Setting, OdsCode? Commissioner, DateOnly? Joined, DateOnly? Left, Source Source)
{
    /// <summary>The setting that marks a general medical practice, among clinics, out-of-hours services and the rest.</summary>
    public const string GpPractice = "4";

    /// <summary>Whether it is a general practice that can be allocated to a commissioner, open or not.</summary>
    public bool IsGeneralPractice() => Setting == GpPractice && Subtype != 'Z';
}
