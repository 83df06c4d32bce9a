namespace Remit.Responsibility.Bulk;

/// <summary>Everything that some rulebooks read, found by walking them: look-ups, the columns read of the rows they find, and the codes that values are compared with.</summary>
internal sealed class RulebookReads
{
    private readonly HashSet<object> visited = new(ReferenceEqualityComparer.Instance);

    public RulebookReads(IEnumerable<Rulebook> rulebooks)
    {
        foreach (var rulebook in rulebooks)
        {
            Exit(rulebook.Start);
            foreach (var (_, when) in rulebook.RecordNotes)
                Visit(when);
        }
    }

    public List<TableLookup> Lookups { get; } = [];
    public HashSet<(string Table, int Column)> Columns { get; } = [];
    public List<string> Codes { get; } = [];

    /// <summary>All of it as text, the same for rulebooks that read the same.</summary>
    public override string ToString() => string.Join('\n',
        Lookups.Select(l => l.Signature).Concat(Columns.Select(c => $"{c.Table}.{c.Column}")).Concat(Codes).Distinct().Order(StringComparer.Ordinal));

    private void Exit(Exit exit)
    {
        if (!visited.Add(exit))
            return;

        switch (exit)
        {
            case Box box:
                Visit(box.Test);
                if (box.Unanswerable is { } unanswerable)
                    Visit(unanswerable.Needs);
                foreach (var note in box.Notes)
                    Visit(note.When);
                foreach (var next in Rulebook.Exits(box))
                    Exit(next);
                break;
            case Ending ending:
                Visit(ending.DisplacedBy?.When);
                Visit(ending.Way);
                break;
        }
    }

    private void Visit(Predicate? predicate)
    {
        if (predicate is null || !visited.Add(predicate))
            return;

        switch (predicate)
        {
            case Predicate.Is p:
                Visit(p.Fact);
                Codes.AddRange(p.Codes);
                break;
            case Predicate.Begins p:
                Visit(p.Fact);
                break;
            case Predicate.Known p:
                Visit(p.Fact);
                break;
            case Predicate.Found p:
                Visit(p.Lookup);
                break;
            case Predicate.Among p:
                Codes.AddRange(p.Codes);
                break;
            case Predicate.Not p:
                Visit(p.Inner);
                break;
            case Predicate.Named p:
                Visit(p.Inner);
                break;
            case Predicate.All p:
                foreach (var part in p.Parts)
                    Visit(part);
                break;
            case Predicate.Any p:
                foreach (var part in p.Parts)
                    Visit(part);
                break;
        }
    }

    private void Visit(Fact? fact)
    {
        if (fact is null || !visited.Add(fact))
            return;

        switch (fact)
        {
            case LookedUpFact f:
                Visit(f.Lookup);
                foreach (var table in Tables(f.Lookup))
                    Columns.Add((table, f.Column));
                break;
            case FoundFact f:
                Visit(f.Way);
                break;
            case FixedFact f:
                Codes.Add(f.Code);
                break;
        }
    }

    private void Visit(Lookup lookup)
    {
        if (!visited.Add(lookup))
            return;

        switch (lookup)
        {
            case TableLookup table:
                Lookups.Add(table);
                Visit(table.Asked);
                foreach (var key in table.Keys)
                    Visit(key.Value);
                break;
            case FirstLookup first:
                foreach (var choice in first.Choices)
                    Visit(choice);
                break;
            case EitherLookup either:
                Visit(either.When);
                Visit(either.Then);
                Visit(either.Otherwise);
                break;
        }
    }

    private void Visit(Way way)
    {
        if (!visited.Add(way))
            return;

        foreach (var step in way.Steps)
        {
            Visit(step.When);
            Visit(step.Code);
            if (step.Then is { } then)
                Visit(then);
            if (step.MethodOf is { } other)
                Visit(other);
        }

        if (way.MustBeIn is { } inForce)
            Visit(inForce);
    }

    private static IEnumerable<string> Tables(Lookup lookup) => lookup switch
    {
        FirstLookup first => first.Choices.SelectMany(Tables),
        EitherLookup either => Tables(either.Then).Concat(Tables(either.Otherwise)),
        _ => [lookup.Schema.Name],
    };
}
