namespace Remit.Powers.Applications;

/// <summary>The instruments that an application comes to.</summary>
public static class ApplicationOrders
{
    /// <summary>What would bring the change about: one instrument of the kind that the application's kind names.</summary>
    /// <param name="document">Where its text is.</param>
    /// <exception cref="ArgumentException">There are no rules for an application of its kind.</exception>
    public static WrittenInstrument For(Application application, ApplicationRules rules, string? document = null)
    {
        var (kind, written) = (KindOf(application, rules), application.Written);
        List<WrittenClause> clauses = [];
        switch (kind.Name, written.Becomes ?? [])
        {
            case ("abolish", var takers):
                clauses.AddRange(Passing(written.Bodies ?? [], takers, "property, rights and liabilities"));
                break;
            case ("dissolve", [var only]):
                Add(new("", "dissolves", Of: written.Bodies![0], To: only.Code));
                break;
            default:
                foreach (var body in written.Becomes ?? [])
                    if (written.BodiesChanged().Contains(body.Code) || body.Name is null)
                    {
                        if (body.Name is not null)
                            Add(new("", "renames", Of: body.Code, Name: body.Name));
                    }
                    else
                        Add(new("", "establishes", To: body.Code, Kind: written.BodyKind, Name: body.Name));
                foreach (var ends in Ending(application, rules))
                    // One that keeps its code through a merger takes the others over.
                    Add(new("", "dissolves", Of: ends, To: written.Becomes is [var keeps] && written.Bodies!.Contains(keeps.Code) ? keeps.Code : null));
                break;
        }

        var of = Ending(application, rules) is [var divided] ? divided : null;
        foreach (var body in (written.Becomes ?? []).Where(_ => kind.Name != "abolish"))
        {
            var holder = body.Location ?? body.Code;
            if (body.Practices is { Count: > 0 } members)
                Add(new("", "joins", Of: of, To: holder, Practices: members));
            if (body.Areas is { Count: > 0 } areas)
                Add(new("", "covers", Of: of, To: holder, Areas: areas));
            foreach (var whole in body.AreasOf ?? [])
                Add(new("", "covers", Of: whole, To: holder));
            if (body.Constitution is { } constitution)
                Add(new("", "states", Of: body.Code, What: $"constitution: {constitution}"));
        }

        if (written is { Practices.Count: > 0 })
            Add(written.Joins is { } joins ? new("", "joins", Of: written.Leaves, To: joins, Practices: written.Practices) : new("", "leaves", Of: written.Leaves, Practices: written.Practices));
        return new($"orders/{application.Id}", kind.Instrument, Title(application, $"{kind.Instrument} on"), kind.DecidedBy, kind.Power, DecidedIn(application), written.From, null, document, null,
            [.. clauses.Select((c, i) => c with { Clause = $"{i + 1}" })]);

        void Add(WrittenClause clause) => clauses.Add(clause);
    }

    /// <summary>A scheme by which property, staff and contracts pass from the bodies that end, or lose practices, to those that take over; nothing where there are none.</summary>
    /// <param name="what">What passes, in a line.</param>
    public static WrittenInstrument? TransferScheme(Application application, ApplicationRules rules, string what, string? document = null)
    {
        var (kind, written) = (KindOf(application, rules), application.Written);
        if (kind.TransferPower.Length == 0)
            return null;
        var passing = written is { Leaves: { } leaves, Joins: { } joins } ? [new WrittenClause("1", "transfers", Of: leaves, To: joins, What: what)]
            : Passing(kind.Name == "abolish" ? written.Bodies ?? [] : Ending(application, rules), written.Becomes ?? [], what);
        return passing.Count == 0 ? null : new($"transfers/{application.Id}", "transfer scheme", Title(application, "transfer scheme on"), kind.DecidedBy, kind.TransferPower, DecidedIn(application), written.From, null, document,
            [$"orders/{application.Id}"], passing);
    }

    /// <summary>The bodies that end.</summary>
    public static IReadOnlyList<string> Ending(Application application, ApplicationRules rules) =>
        KindOf(application, rules).Ends ? [.. (application.Written.Bodies ?? []).Where(b => (application.Written.Becomes ?? []).All(after => after.Code != b))] : [];

    private static List<WrittenClause> Passing(IEnumerable<string> from, IReadOnlyList<WrittenBody> to, string what) =>
        [.. from.SelectMany(of => to.Select(t => (Of: of, To: t.Code))).Where(p => p.Of != p.To).Select((p, i) => new WrittenClause($"{i + 1}", "transfers", Of: p.Of, To: p.To, What: what))];

    private static ApplicationKind KindOf(Application application, ApplicationRules rules) =>
        application.KindUnder(rules) ?? throw new ArgumentException($"There are no rules for the application {application.Id}.", nameof(application));

    private static string DecidedIn(Application application) => application.Decided is { } decided ? $"application {application.Id}, decided on {decided.Step.On:yyyy-MM-dd}" : $"application {application.Id}, not decided";

    private static string Title(Application application, string what) => $"{char.ToUpperInvariant(what[0])}{what[1..]} the application {application.Id}";
}
