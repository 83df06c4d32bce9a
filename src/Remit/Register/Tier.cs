namespace Remit.Register;

/// <summary>One kind of body on one day, and how practices and areas come to lie in one: they belong to a local commissioner, and that is the body or lies within it.</summary>
public sealed class Tier
{
    private readonly RegisterAsKnown register;
    private readonly Dictionary<OdsCode, OdsCode> bodyOf = [];
    private readonly HashSet<OdsCode> locals = [];

    /// <param name="kind">The kind, with any capital letters: <c>CCG</c>, <c>ICB</c>, <c>NHS England region</c>; none for the local commissioners of the day, whatever they were called.</param>
    public Tier(RegisterAsKnown register, string? kind, DateOnly day)
    {
        this.register = register;
        Day = day;
        Bodies = [.. register.Organisations.Where(o => o.On(day) is { } standing && (kind is null ? register.PaysLocally(standing.Kind) : o.IsOn(kind, day)))];
        Kind = Bodies.Count > 0 ? Bodies[0].On(day)!.Kind : kind ?? "local commissioner";
        var codes = Bodies.Select(b => b.Code).ToHashSet();
        foreach (var local in register.Organisations.Where(o => o.On(day) is { } standing && register.PaysLocally(standing.Kind)))
        {
            locals.Add(local.Code);
            if (codes.Contains(local.Code))
                bodyOf[local.Code] = local.Code;
            else if (register.LinksOf(local.Code, day).Select(l => l.To).Distinct().Where(codes.Contains).ToList() is [var only])
                bodyOf[local.Code] = only;
        }
    }

    public DateOnly Day { get; }

    /// <summary>What bodies of the kind are called; as asked for where there are none.</summary>
    public string Kind { get; }

    /// <summary>The bodies of the kind that were open that day, in order of code.</summary>
    public IReadOnlyList<Organisation> Bodies { get; }

    /// <summary>The body that a local commissioner is, or lies within; none where there is none, or more than one.</summary>
    public OdsCode? BodyOf(OdsCode local) => bodyOf.TryGetValue(local, out var body) ? body : null;

    /// <summary>Whether a code was that of a local commissioner that day: those of Welsh boards and of hubs were not.</summary>
    public bool IsLocal(OdsCode code) => locals.Contains(code);

    /// <summary>The local commissioners that are, or lie within, a body.</summary>
    public IReadOnlyList<OdsCode> LocalsOf(OdsCode body) => [.. bodyOf.Where(b => b.Value == body).Select(b => b.Key).Order()];

    /// <summary>The body that a practice belongs to.</summary>
    public OdsCode? BodyOf(PracticeCode practice) => register.CommissionerOf(practice, Day) is { } membership ? BodyOf(membership.Commissioner) : null;

    /// <summary>The body that a small area lies in.</summary>
    public OdsCode? BodyOf(OnsCode area) => register.CommissionerOf(area, Day) is { } coverage ? BodyOf(coverage.Commissioner) : null;
}
