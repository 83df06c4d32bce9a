namespace Remit.Governance;

/// <summary>A line of a comparison: one thing about one kind of committee, with a cell for each body.</summary>
public sealed record ComparedLine(string Committee, string What, IReadOnlyList<string> Cells);

/// <summary>The committees of several bodies side by side, by kind: seats, balance, who is in the chair, quorum, what each decides.</summary>
public static class StructuresCompared
{
    /// <remarks>Of two committees of one kind, a body's first counts.</remarks>
    public static IReadOnlyList<ComparedLine> Of(IReadOnlyList<Structure> structures, GovernanceFacts facts)
    {
        return [.. structures.SelectMany(s => s.Constitution.Committees.Select(c => c.Kind)).Distinct().SelectMany(Lines)];

        IEnumerable<ComparedLine> Lines(string kind)
        {
            yield return Line("seats that vote", (_, c) => $"{c.Seats.Count(s => s.Votes)}");
            yield return Line("balance of the seats", (s, c) => new Composition(facts, s).Balance(c.Seats.Where(x => x.Votes)));
            yield return Line("filled", (s, c) => $"{s.Filled(c).Count(x => x.Seat.Votes)}");
            yield return Line("without a vote", (_, c) => $"{c.Seats.Count(s => !s.Votes)}");
            yield return Line("chair", (s, c) => c.Chair is null ? "not said" : $"{c.Find(c.Chair)!.Title}: {s.Holder(c, c.Chair)?.Name ?? "vacant"}");
            yield return Line("deputy chair", (s, c) => c.Deputy is null ? "not said" : $"{c.Find(c.Deputy)!.Title}: {s.Holder(c, c.Deputy)?.Name ?? "vacant"}");
            yield return Line("quorum", (_, c) => c.Quorum.Words());
            yield return Line("decides", (_, c) => c.Decides is { Count: > 0 } decides ? string.Join("; ", decides) : "advises");

            ComparedLine Line(string what, Func<Structure, Committee, string> cell) => new(kind, what, [.. structures.Select(s => s.OfKind(kind) is { } committee ? cell(s, committee) : "none")]);
        }
    }
}
