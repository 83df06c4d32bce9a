namespace Remit.Responsibility.Bulk;

/// <summary>Turns predicates, facts, look-ups and ways into what asks them of many records at once. Each is made once, however many boxes share it.</summary>
internal sealed class Wiring(Batch batch)
{
    private readonly Dictionary<object, object> made = new(ReferenceEqualityComparer.Instance);
    private readonly List<Method> methods = [];
    private readonly List<CodeSource> sources = [];
    private readonly CompiledTables tables = batch.Tables;

    /// <summary>What must forget when a new block begins.</summary>
    public List<IForgets> Forgetful { get; } = [];

    /// <summary>The methods that steps name; a finder's method number is one more than the place here.</summary>
    public IReadOnlyList<Method> Methods => methods;

    /// <summary>What gives codes to the steps; a step's source number is one more than the place here.</summary>
    public IReadOnlyList<CodeSource> Sources => sources;

    public RowTest Test(Predicate predicate) => Once(predicate, () => predicate switch
    {
        Predicate.Is { Fact: LookedUpFact f } p => OfCells(f, IsIn(Set(p.Codes))),
        Predicate.Is p => new CodeTest(Source(p.Fact), Set(p.Codes)),
        Predicate.Begins { Fact: LookedUpFact f } p => OfCells(f, code => p.Beginnings.Any(b => tables.Codes.Text(code).StartsWith(System.Text.Encoding.UTF8.GetBytes(b)))),
        Predicate.Begins p => new BeginningTest(batch, Source(p.Fact), p.Beginnings),
        Predicate.Known { Fact: LookedUpFact f } => OfCells(f, _ => true),
        Predicate.Known p => new KnownTest(Source(p.Fact)),
        Predicate.Found p => new ClassTest(Rows(p.Lookup), Classes(c => c != CompiledTables.NoRow)),
        Predicate.Stated p => new SameForAllTest(tables.States(p.Table, p.Column)),
        Predicate.Among p => new AmongTest(batch, p.Item, p.Codes, p.Whole),
        Predicate.Not p => Opposite(Test(p.Inner)),
        Predicate.All p => Several([.. p.Parts.Select(Test)], all: true),
        Predicate.Any p => Several([.. p.Parts.Select(Test)], all: false),
        Predicate.Named p => Remembered(Test(p.Inner)),
        _ => throw new InvalidOperationException($"No way to answer {predicate.GetType().Name} by column."),
    });

    public CodeFinder Finder(Way way)
    {
        if (made.TryGetValue(way, out var known))
            return (CodeFinder)known;

        var finder = Forgets(new CodeFinder(batch));
        made[way] = finder;
        finder.Steps = [.. way.Steps.Select(step => new CodeFinder.FinderStep(
            step.When is { } when ? Test(when) : null,
            step.Code is { } code ? Source(code) : null,
            step.Code is { } numbered ? NumberOf(Source(numbered)) : (byte)0,
            NumberOf(step.Method),
            step.MethodOf is { } other ? Finder(other) : null,
            step.Then is { } then ? Finder(then) : null,
            step.Flags.Aggregate(Flags.None, (sum, flag) => sum.With(flag)).Bits))];
        if (way.MustBeIn is TableLookup inForce)
            finder.MustBeIn = Keys(inForce, new GivenCodes(finder.Codes));
        return finder;
    }

    private CodeSource Source(Fact fact) => Once(fact, () => fact switch
    {
        RecordedFact f => (CodeSource)new RecordedCodes(batch, f.Item),
        LookedUpFact f => new LookedUpCodes(tables, Rows(f.Lookup), f.Column),
        FoundFact f => new FoundCodes(batch, Finder(f.Way)),
        FixedFact f => new OneCode(tables.Codes.Of(f.Code)),
        ActivityYearFact => new YearCodes(batch),
        CandidateFact => new OneCode(Codebook.None),
        _ => throw new InvalidOperationException($"No way to read {fact.GetType().Name} by column."),
    });

    private FoundRows Rows(Lookup lookup) => Once(lookup, () => Forgets<FoundRows>(lookup switch
    {
        TableLookup table => new TableRows(batch, Keys(table, new OneCode(Codebook.None)), table.Asked is { } asked ? Test(asked) : null),
        FirstLookup first => new FirstFoundRows(batch, [.. first.Choices.Select(Rows)]),
        EitherLookup either => new EitherRows(batch, Test(either.When), Rows(either.Then), Rows(either.Otherwise)),
        _ => throw new InvalidOperationException($"No way to look up {lookup.GetType().Name} by column."),
    }));

    private TableKeys Keys(TableLookup lookup, CodeSource candidate) =>
        new(batch, tables.IndexOf(lookup), [.. lookup.Keys.Select(k => (k.Value is CandidateFact ? candidate : Source(k.Value), k.First))]);

    /// <summary>A question about one column of the row found: of each class the answer is known beforehand.</summary>
    private ClassTest OfCells(LookedUpFact fact, Func<int, bool> holds) =>
        new(Rows(fact.Lookup), Classes(c => tables.Cell(c, fact.Column) is var code and not Codebook.None && holds(code)));

    private bool[] Classes(Func<int, bool> holds)
    {
        var classes = new bool[tables.ClassCount];
        for (var c = 0; c < classes.Length; c++)
            classes[c] = holds(c);
        return classes;
    }

    private static Func<int, bool> IsIn(bool[] set) => code => code < set.Length && set[code];

    private bool[] Set(IReadOnlyList<string> codes)
    {
        var numbers = codes.Select(tables.Codes.Of).Where(c => c != Codebook.None).ToList();
        var set = new bool[numbers.Count == 0 ? 0 : numbers.Max() + 1];
        foreach (var number in numbers)
            set[number] = true;
        return set;
    }

    // What one read of a column answers is not worth remembering.
    private RowTest Remembered(RowTest inner) =>
        inner is ClassTest or FactTest ? inner : Forgets(new RememberedTest(batch, inner));

    private RowTest Opposite(RowTest inner) =>
        inner is ClassTest test ? new ClassTest(test.Found, Classes(c => !test.Classes[c])) : new OppositeTest(inner);

    // Several questions about one and the same row are one question. To ask them in another order changes nothing: none of them raises a flag that another does not.
    private RowTest Several(IReadOnlyList<RowTest> parts, bool all)
    {
        var joined = new List<RowTest>();
        foreach (var part in parts)
        {
            if (part is ClassTest test && joined.Count > 0 && joined[^1] is ClassTest before && before.Found == test.Found)
                joined[^1] = new ClassTest(test.Found, Classes(c => all ? before.Classes[c] && test.Classes[c] : before.Classes[c] || test.Classes[c]));
            else
                joined.Add(part);
        }

        return joined.Count == 1 ? joined[0] : new SeveralTest(batch, [.. joined], all);
    }

    private byte NumberOf(Method? method) => method is null ? (byte)0 : Placed(methods, method);

    private byte NumberOf(CodeSource source) => Placed(sources, source);

    private static byte Placed<T>(List<T> list, T one) where T : class
    {
        if (!list.Contains(one))
            list.Add(one);
        return checked((byte)(list.IndexOf(one) + 1));
    }

    private T Forgets<T>(T made) where T : IForgets
    {
        Forgetful.Add(made);
        return made;
    }

    private T Once<T>(object of, Func<T> make) where T : class
    {
        if (!made.TryGetValue(of, out var known))
            made[of] = known = make();
        return (T)known;
    }
}
