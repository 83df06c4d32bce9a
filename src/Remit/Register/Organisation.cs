using Remit.Time;

namespace Remit.Register;

/// <summary>What an organisation was, and what it was called, for some days.</summary>
/// <param name="Kind">What the NHS calls a body of its sort: <c>CCG</c>, <c>ICB</c>, <c>sub-ICB location</c>, <c>NHS trust</c>. Data, never a type.</param>
public sealed record Standing(string Kind, string Name, DateSpan Days, Source Source);

/// <summary>The code that the Office for National Statistics gave an organisation's area, for some days.</summary>
public sealed record OnsCoding(OnsCode Code, DateSpan Days, Source Source);

/// <summary>A body that holds functions or provides care, under one code for as long as it has that code.</summary>
public sealed record Organisation(OdsCode Code, IReadOnlyList<Standing> Standings, IReadOnlyList<OnsCoding> OnsCodes)
{
    /// <summary>Where its main office is, from the latest list that says; empty where none does.</summary>
    public string Postcode { get; init; } = "";

    /// <summary>The first day it was open; the start of time where no source states one.</summary>
    public DateOnly Opened => Standings.Min(s => s.Days.First);

    /// <summary>The last day it was open under any kind, or none while it is.</summary>
    public DateOnly? Closed => Standings.Any(s => s.Days.Last is null) ? null : Standings.Max(s => s.Days.Last);

    /// <summary>What it was on a day, or none where it was not open.</summary>
    public Standing? On(DateOnly day) => Standings.LastOrDefault(s => s.Days.Contains(day));

    public bool IsOpenOn(DateOnly day) => Standings.Any(s => s.Days.Contains(day));

    public bool IsOn(string kind, DateOnly day) =>
        Standings.Any(s => s.Days.Contains(day) && string.Equals(s.Kind, kind, StringComparison.OrdinalIgnoreCase));

    /// <summary>Its name on a day; before it opened its first, and after it closed its last.</summary>
    public string NameNear(DateOnly day) =>
        (On(day) ?? (day < Opened ? Standings[0] : Standings[^1])).Name;

    public OnsCode? OnsCodeOn(DateOnly day) => OnsCodes.LastOrDefault(o => o.Days.Contains(day))?.Code;
}

/// <summary>One organisation taking on another's functions. A merger is several of these on one day; so is a split.</summary>
/// <param name="To">Who took over; none where nobody is recorded as doing so.</param>
/// <param name="On">The first day of the new state.</param>
/// <param name="How"><c>merger</c>, <c>split</c>, <c>abolition</c> or <c>succession</c>.</param>
public sealed record Succession(OdsCode From, OdsCode? To, DateOnly On, string How, Source Source);

/// <summary>One organisation lying within another, or served by it, for some days.</summary>
/// <param name="Kind"><c>icb</c>, <c>region</c>, <c>area team</c>, <c>sha</c>, <c>specialised hub</c>, <c>health and justice hub</c>.</param>
public sealed record Link(OdsCode From, string Kind, OdsCode To, DateSpan Days, Source Source);

/// <summary>Something about a kind of organisation that the published record leaves in doubt on some days. It is shown with any answer it touches.</summary>
/// <param name="Codes">The organisations it is about; all of the kind where none is named.</param>
public sealed record Doubt(string Kind, IReadOnlyList<OdsCode> Codes, DateSpan Days, string Note, string Basis)
{
    /// <summary>What of them is in doubt: <c>bodies</c> (who there was, and when), <c>links</c> (what they lay within or were served by), <c>areas</c>, <c>memberships</c>, <c>names</c>, <c>ONS codes</c> and the like.</summary>
    public string About { get; init; } = "bodies";

    /// <summary>Whether it touches an answer about one organisation.</summary>
    public bool IsAbout(OdsCode code) => Codes.Count == 0 || Codes.Contains(code);
}
