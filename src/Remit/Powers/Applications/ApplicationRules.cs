using Remit.Register;
using Remit.Time;

namespace Remit.Powers.Applications;

/// <summary>A sort of change that may be applied for, or made by whoever decides without being asked.</summary>
/// <param name="Name">What it is called here, as <c>merge</c>.</param>
/// <param name="Journey">The verb and the pages that it begins from: <c>establish</c>, <c>vary</c> or <c>merge</c>.</param>
/// <param name="BodyKind">The kind of body it is about.</param>
/// <param name="Days">The days on which it can be applied for.</param>
/// <param name="OwnMotion">Whether nobody applies: whoever decides begins it, and it ends in being imposed.</param>
/// <param name="HandsOver">Whether it is handed over to be tested elsewhere (authorisation) before it can be approved.</param>
/// <param name="BodiesAgree">Whether each body concerned must have agreed before it can be approved.</param>
/// <param name="Needs">What an application must say: see <see cref="WrittenApplication.Needs"/>.</param>
/// <param name="Ends">Whether the bodies it names end, but for one that goes on under its code.</param>
/// <param name="Instrument">The kind of instrument that brings it about.</param>
/// <param name="TransferPower">Under which power a transfer scheme is made; empty where none is.</param>
public sealed record ApplicationKind(
    string Name, string Journey, string BodyKind, DateSpan Days, string Power, string DecidedBy, bool OwnMotion, bool HandsOver, bool BodiesAgree, IReadOnlyList<string> Needs, bool Ends, string Instrument, string TransferPower, string Note, Source Source);

/// <summary>An edition of a published procedure, for applications made on some days.</summary>
/// <param name="ApplyBy">The last days to apply, each a month and day as <c>06-01</c>; none where there are none, or none was found.</param>
/// <param name="TakesEffect">The day of the year on which a change takes effect; empty where there is none, or none was found.</param>
public sealed record ProcedureEdition(
    string Edition, string Title, string BodyKind, IReadOnlyList<string> Applications, DateSpan Days, IReadOnlyList<string> ApplyBy, string TakesEffect, string Note, Source Source)
{
    /// <summary>The last day to apply for a change that takes effect on a day; none where the edition gives none.</summary>
    public DateOnly? LastDayFor(DateOnly effect) => ApplyBy.Count == 0 || TakesEffect.Length == 0 ? null : ApplyBy.Select(d => Before(d, effect)).Max();

    private static DateOnly Before(string monthDay, DateOnly day) => In(monthDay, day.Year) is var that && that < day ? that : In(monthDay, day.Year - 1);

    internal static DateOnly In(string monthDay, int year) =>
        IsoDate.TryParse($"{year:0000}-{monthDay}", out var day) ? day : throw new FormatException($"{Finding.Quoted(monthDay)} is not a month and day as 06-01.");
}

/// <summary>Something that whoever decides must be satisfied of, or must weigh.</summary>
/// <param name="Id">As <c>boundary</c>.</param>
/// <param name="Days">The days on which an application is made that it applies to.</param>
/// <param name="IsMust">Whether nothing can be granted unless it is met; otherwise it is weighed.</param>
/// <param name="Check">What the register can say of it: <c>crossing</c>, <c>councils</c>, <c>population</c>, <c>stp</c>, <c>residence</c>; empty where it can say nothing.</param>
public sealed record ApplicationFactor(string Id, IReadOnlyList<string> Applications, string BodyKind, DateSpan Days, bool IsMust, string Question, string Basis, string Check, Source Source);

/// <summary>Whose views are to be asked.</summary>
/// <param name="Group">As <c>councils</c>.</param>
/// <param name="IsNeeded">Whether nothing can be granted until they were asked and it was written down how their views were taken into account.</param>
public sealed record ViewsNeeded(string Group, IReadOnlyList<string> Applications, string BodyKind, DateSpan Days, bool IsNeeded, string Basis, Source Source);

/// <summary>How bodies of a kind must be named.</summary>
public sealed record NameRule(string BodyKind, DateSpan Days, string Starts, string Ends, Source Source)
{
    /// <summary>What is wrong with a name, as what was wanted; none where nothing is that the rule can tell.</summary>
    /// <remarks>Whether the words between stand for a place, and fairly for the area, is for people to judge.</remarks>
    public string? Wants(string name) =>
        !name.StartsWith(Starts + " ", StringComparison.Ordinal) ? $"a name that starts {Finding.Quoted(Starts)}"
        : !name.EndsWith(" " + Ends, StringComparison.Ordinal) ? $"a name that ends {Finding.Quoted(Ends)}, in full"
        : name.Length <= Starts.Length + Ends.Length + 2 || !name[Starts.Length..^Ends.Length].Any(char.IsAsciiLetter) ? $"a place between {Finding.Quoted(Starts)} and {Finding.Quoted(Ends)}"
        : null;
}

/// <summary>Something to be done about bodies that end or begin, by a day.</summary>
/// <param name="Due">When it is due and what it is.</param>
public sealed record ClosingStep(string Id, IReadOnlyList<string> Applications, MergerStep Due)
{
    /// <summary>The day it is due for a change that takes effect on a day; none where none is known.</summary>
    public DateOnly? DueFor(DateOnly on) => Due.DueFor(on);
}

/// <summary>What is known of the law and the procedures on making, varying, merging and ending bodies.</summary>
public sealed record ApplicationRules
{
    public IReadOnlyList<ApplicationKind> Kinds { get; init; } = [];
    public IReadOnlyList<ProcedureEdition> Editions { get; init; } = [];
    public IReadOnlyList<ApplicationFactor> Factors { get; init; } = [];
    public IReadOnlyList<ViewsNeeded> Views { get; init; } = [];
    public IReadOnlyList<NameRule> Names { get; init; } = [];
    public IReadOnlyList<ClosingStep> Closing { get; init; } = [];

    /// <summary>The kind of application of that name for a kind of body, as it stood on a day.</summary>
    public ApplicationKind? Kind(string name, string bodyKind, DateOnly on) => Kinds.FirstOrDefault(k => k.Name == name && k.BodyKind == bodyKind && k.Days.Contains(on));

    /// <summary>The edition of the procedure that an application falls under; none where none is known.</summary>
    public ProcedureEdition? Edition(string name, string bodyKind, DateOnly on) => Editions.FirstOrDefault(e => e.BodyKind == bodyKind && e.Applications.Contains(name) && e.Days.Contains(on));

    /// <summary>What is to be tested of an application made on a day.</summary>
    public IReadOnlyList<ApplicationFactor> FactorsOf(string name, string bodyKind, DateOnly on) =>
        [.. Factors.Where(f => f.BodyKind == bodyKind && f.Applications.Contains(name) && f.Days.Contains(on))];

    /// <summary>Whose views are to be asked on an application made on a day.</summary>
    public IReadOnlyList<ViewsNeeded> ViewsOn(string name, string bodyKind, DateOnly on) =>
        [.. Views.Where(v => v.BodyKind == bodyKind && v.Applications.Contains(name) && v.Days.Contains(on))];

    public NameRule? NameRuleFor(string bodyKind, DateOnly effect) => Names.FirstOrDefault(n => n.BodyKind == bodyKind && n.Days.Contains(effect));

    /// <summary>What is to be done to close and to begin, in order of the day it is due; what has no day comes first.</summary>
    public IReadOnlyList<ClosingStep> ClosingOf(string name, string bodyKind, DateOnly effect) =>
        [.. Closing.Where(c => c.Due.Kind == bodyKind && c.Applications.Contains(name) && c.Due.Mergers.Contains(effect)).OrderBy(c => c.DueFor(effect) ?? DateOnly.MinValue)];
}
