using System.Collections.Concurrent;
using Remit.Time;

namespace Remit.Register.Areas;

/// <summary>The areas of bodies on any day: from the outlines held, or, where none are, from a hexagon for each body there was at first.</summary>
/// <remarks>
/// A body has the outline that the edition in force has of it; else that of its predecessors together; else that of the bodies that lay within it. What the edition in force cannot say is
/// looked for in those before it, then in those after it. Safe for several threads at once where the register is.
/// </remarks>
public sealed class Atlas
{
    private readonly RegisterAsKnown register;
    private readonly OutlineEdition[] editions;
    private readonly ILookup<OdsCode, Link> within;
    private readonly DateOnly[] turns;
    private readonly ConcurrentDictionary<(OutlineEdition Edition, string Parts), Outline?> together = [];

    /// <param name="outlines">The editions held, in any order.</param>
    /// <param name="hexagons">What is drawn where none are held.</param>
    public Atlas(RegisterAsKnown register, IReadOnlyList<OutlineEdition> outlines, Func<OutlineEdition> hexagons)
    {
        this.register = register;
        IsOfHexagons = outlines.Count == 0;
        editions = IsOfHexagons ? [hexagons()] : [.. outlines.OrderBy(e => e.Release.Edition).ThenBy(e => e.Release.LearnedAt).ThenBy(e => e.Release.Sha256, StringComparer.Ordinal)];
        within = register.Organisations.SelectMany(o => register.LinksOf(o.Code)).ToLookup(l => l.To);
        var ofCommissioners = register.LocalCommissioners.Select(c => c.Standing.Days).ToList();
        DaysOfChange = [.. ofCommissioners.Select(d => d.First).Concat(Ends(ofCommissioners)).Where(d => d > DateOnly.MinValue && CommissionersOn(d).Count > 0).Distinct().Order()];
        var allDays = register.Organisations.SelectMany(o => o.Standings.Select(s => s.Days).Concat(register.LinksOf(o.Code).Select(l => l.Days))).ToHashSet();
        turns = [.. allDays.Select(d => d.First).Concat(Ends(allDays)).Concat(editions.Select(e => e.Release.Edition)).Distinct().Order()];

        static IEnumerable<DateOnly> Ends(IEnumerable<DateSpan> days) => days.Where(d => d.Last < DateOnly.MaxValue).Select(d => d.Last!.Value.AddDays(1));
    }

    /// <summary>Whether no outlines are held, so that places and shapes are those of the hexagon map.</summary>
    public bool IsOfHexagons { get; }

    /// <summary>The editions held, oldest first; that of the hexagons where none are.</summary>
    public IReadOnlyList<OutlineEdition> Editions => editions;

    /// <summary>The days on which the local commissioners were others than the day before.</summary>
    public IReadOnlyList<DateOnly> DaysOfChange { get; }

    /// <summary>The first of a run of days on which every answer here is the same.</summary>
    public DateOnly SameSince(DateOnly day) => Array.BinarySearch(turns, day) is var at && at >= 0 ? day : ~at == 0 ? DateOnly.MinValue : turns[~at - 1];

    /// <summary>The bodies whose codes named the local commissioners on a day, in order of code.</summary>
    public IReadOnlyList<(OdsCode Code, Standing Standing)> CommissionersOn(DateOnly day) =>
        [.. register.LocalCommissioners.Where(c => c.Standing.Days.Contains(day)).DistinctBy(c => c.Code)];

    /// <summary>The bodies that lay within another on a day, or were served by it.</summary>
    public IEnumerable<OdsCode> Within(OdsCode body, DateOnly day) => within[body].Where(l => l.Days.Contains(day)).Select(l => l.From).Distinct().Order();

    /// <summary>The area of a body on a day, or none where it was not open or no outlines tell.</summary>
    public Area? Of(OdsCode code, DateOnly day)
    {
        if (register.Find(code)?.On(day) is not { } standing)
            return null;
        foreach (var edition in editions.Where(e => e.Release.Edition <= day).Reverse().Concat(editions.Where(e => e.Release.Edition > day)))
            if (PartsOf(code, edition, day) is { } parts && Together(edition, parts) is { } outline)
                return new(code, standing, outline, edition.Release, parts, Reason(code, standing, edition, parts, day));
        return null;
    }

    /// <summary>The outline around several bodies of an edition, worked out once: few are asked for, but often.</summary>
    private Outline? Together(OutlineEdition edition, IReadOnlyList<OdsCode> parts) =>
        together.GetOrAdd((edition, string.Join(' ', parts)), _ => Outline.Union([.. parts.Select(p => edition.Outlines[p])]));

    private string Reason(OdsCode code, Standing standing, OutlineEdition edition, IReadOnlyList<OdsCode> parts, DateOnly day)
    {
        var drawn = edition.Release.Edition;
        if (IsOfHexagons)
            return parts is [var same] && same == code ? "a place among the others, not a border" : $"the hexagons of {Words(parts)} together: places among the others, not borders";
        List<string> reasons = [];
        if (parts is not [var only] || only != code)
            reasons.Add($"worked out: the outlines of {Words(parts)} on {drawn.InWords}, put together");
        else if (register.Find(code)!.On(drawn) is { } then && then.Kind != standing.Kind)
            reasons.Add($"worked out: the outline of the {then.Kind} with the same code on {drawn.InWords}");
        if (drawn > day)
            reasons.Add($"drawn as it was later, on {drawn.InWords}: no earlier edition held has it");
        return string.Join("; ", reasons);
    }

    private static string Words(IReadOnlyList<OdsCode> codes)
    {
        const int most = 6;
        return codes.Count > most ? $"{string.Join(", ", codes.Take(most))} and {codes.Count - most} more" : codes.Count == 1 ? codes[0].ToString() : $"{string.Join(", ", codes.SkipLast(1))} and {codes[^1]}";
    }

    private IReadOnlyList<OdsCode>? PartsOf(OdsCode code, OutlineEdition edition, DateOnly day)
    {
        SortedSet<OdsCode> parts = [];
        return Gather(code, []) ? [.. parts] : null;

        bool Gather(OdsCode body, HashSet<OdsCode> path)
        {
            if (edition.Outlines.ContainsKey(body))
            {
                parts.Add(body);
                return true;
            }

            if (!path.Add(body))
                return false;
            var from = Predecessors(body, day);
            if (from.Count == 0)
                from = [.. Within(body, day).Where(b => register.Find(b)?.IsOpenOn(day) == true)];
            return from.Count > 0 && from.All(b => Gather(b, path));
        }
    }

    /// <summary>Those that a body came from whole. Of one that was split, the outline goes to whom the most of it went: only a merger says that.</summary>
    private List<OdsCode> Predecessors(OdsCode body, DateOnly day) =>
        [.. from succession in register.PredecessorsOf(body)
            where succession.On <= day
            where succession.How != "split" || !register.SuccessorsOf(succession.From).Any(s => s.How != "split" && s.On == succession.On)
            select succession.From];
}
