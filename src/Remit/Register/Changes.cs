namespace Remit.Register;

/// <summary>What an instrument does to a body on a day.</summary>
/// <param name="On">The first day on which it is so.</param>
public abstract record BodyChange(OdsCode Code, DateOnly On, Source Source)
{
    /// <summary>It begins; where its code was open as another kind of body, it goes on as this one.</summary>
    public sealed record Opens(OdsCode Code, DateOnly On, string Kind, string Name, Source Source) : BodyChange(Code, On, Source);

    /// <summary>It ended the day before. What its code lives on as, if it is another kind of body, stays.</summary>
    public sealed record Ends(OdsCode Code, DateOnly On, Source Source) : BodyChange(Code, On, Source);

    /// <summary>It has another name.</summary>
    public sealed record Renamed(OdsCode Code, DateOnly On, string Name, Source Source) : BodyChange(Code, On, Source);
}

/// <summary>How much a hand-over is about.</summary>
public enum HandedOver
{
    /// <summary>The practices and small areas that are listed.</summary>
    Listed,

    /// <summary>Every practice of a body.</summary>
    Practices,

    /// <summary>Every small area of a body.</summary>
    Areas,

    /// <summary>All that a body has and whatever lies within it or is served by it, if the body ends.</summary>
    Everything,
}

/// <summary>Practices and small areas that belong to a body from a day on, as an instrument has it.</summary>
/// <param name="From">Whose they are the day before; none where only what is listed counts, whoever had it.</param>
/// <param name="To">Whose they are from the day; none where practices leave and join nobody.</param>
public sealed record Handover(OdsCode? From, OdsCode? To, DateOnly On, HandedOver What, Source Source)
{
    public IReadOnlyList<PracticeCode> Practices { get; init; } = [];

    public IReadOnlyList<OnsCode> Areas { get; init; } = [];
}

/// <summary>Everything that instruments do to the register, whoever made them.</summary>
/// <remarks>
/// Each is a rule and not a row: which practices a body hands over is worked out from the evidence about the day before, so the order of recording makes no
/// difference, and what is learned later about that day counts. See decisions/0031.
/// </remarks>
public sealed record Changes
{
    public static Changes None { get; } = new();

    public IReadOnlyList<BodyChange> Bodies { get; init; } = [];
    public IReadOnlyList<Succession> Successions { get; init; } = [];

    /// <summary>What is listed goes where the list says, whatever becomes on the same day of the body that had it.</summary>
    public IReadOnlyList<Handover> Handovers { get; init; } = [];

    /// <summary>These and others together, by the days on which they are.</summary>
    public Changes And(Changes other) => new()
    {
        Bodies = [.. Bodies.Concat(other.Bodies).OrderBy(b => b.On)],
        Successions = [.. Successions.Concat(other.Successions).OrderBy(s => s.On)],
        Handovers = [.. Handovers.Concat(other.Handovers).OrderBy(h => h.On)],
    };

    /// <summary>Whether they are those of the same clauses of the same instruments.</summary>
    public bool IsSameAs(Changes other) => Sources().SequenceEqual(other.Sources());

    private IEnumerable<(DateOnly On, Source Source)> Sources() =>
        Bodies.Select(b => (b.On, b.Source)).Concat(Successions.Select(s => (s.On, s.Source))).Concat(Handovers.Select(h => (h.On, h.Source)));
}
