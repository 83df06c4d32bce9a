namespace Remit.Responsibility.Sql;

/// <summary>Turns predicates, facts, look-ups and ways into columns. Each is made once, however many boxes share it.</summary>
/// <remarks>A column is worked out for every record, asked or not: values have no side effects. Flags have, and are dealt with by <see cref="Asking"/>.</remarks>
internal sealed class Translation(SqlDialect dialect, Levels levels, ActivityCells cells, IReadOnlyList<LookupTable> tables)
{
    private readonly Dictionary<object, object> made = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<string, Expression> stated = [];

    // Ways of the same steps are one way.
    private readonly Dictionary<(object Steps, Lookup? MustBeIn), FoundCode> ways = [];

    /// <summary>What a way finds.</summary>
    /// <param name="Settles">Of each step, whether it is the one that applies.</param>
    /// <param name="OutOfForce">That the code found is no commissioner in force.</param>
    public sealed record FoundCode(Expression Code, Expression Method, IReadOnlyList<Expression> Settles, Expression OutOfForce);

    public Expression Holds(Predicate predicate) => predicate switch
    {
        Predicate.Is p => Value(p.Fact).IsIn(p.Codes),
        Predicate.Begins p => Begins(Value(p.Fact), p.Beginnings),
        Predicate.Known p => Value(p.Fact).IsKnown,
        Predicate.Found p => Row(p.Lookup).IsFound,
        Predicate.Stated p => Stated(p),
        Predicate.Among p => Among(p),
        Predicate.Not p => Expression.Not(Holds(p.Inner)),
        Predicate.All p => Expression.And(p.Parts.Select(Holds)),
        Predicate.Any p => Expression.Or(p.Parts.Select(Holds)),
        Predicate.Named p => Once(p, () => levels.Add(levels.Unused(p.Name), Holds(p.Inner), p.Says)),
        _ => throw new InvalidOperationException($"No way to answer {predicate.GetType().Name} in SQL."),
    };

    public Expression Value(Fact fact) => fact switch
    {
        RecordedFact f => cells[f.Item],
        LookedUpFact f => Row(f.Lookup).Cell(f.Lookup.Schema.Columns[f.Column].Name),
        FoundFact f => Find(f.Way).Code,
        FixedFact f => Expression.Literal(f.Code),
        ActivityYearFact => cells.Year,
        _ => throw new InvalidOperationException($"No way to read {fact.GetType().Name} in SQL."),
    };

    public FoundCode Find(Way way)
    {
        if (!ways.TryGetValue(IdentityOf(way), out var found))
            ways[IdentityOf(way)] = found = Found(way);
        return found;
    }

    /// <summary>What tells one way from another: what it is called does not.</summary>
    public static (object Steps, Lookup? MustBeIn) IdentityOf(Way way) => (way.Steps, way.MustBeIn);

    private FoundCode Found(Way way)
    {
        var applies = way.Steps.Select(s => s.When is { } when ? Holds(when) : Expression.True).ToList();
        var codes = way.Steps.Select(s => s switch { { Then: { } then } => Find(then).Code, { Code: { } code } => Value(code), _ => Expression.Empty }).ToList();
        var methods = way.Steps.Select(s => s switch { { Then: { } then } => Find(then).Method, { MethodOf: { } other } => Find(other).Method, { Method: { } method } => Expression.Literal(method.Name), _ => Expression.Empty }).ToList();
        if (applies is [var only] && only == Expression.True && way.MustBeIn is null)
            return new FoundCode(codes[0], methods[0], [Expression.True], Expression.False);

        var step = levels.Add(levels.Unused($"{way.Words} step"), Expression.Case(applies.Index().Select(a => (a.Item, Expression.Number(a.Index + 1))), Expression.Number(0)),
            $"{way.Words} [{way.Cites}], the first that applies:\n{string.Join('\n', way.Steps.Index().Select(s => $"{s.Index + 1} {s.Item.Says}"))}");
        IReadOnlyList<Expression> settles = [.. way.Steps.Index().Select(s => Expression.Of($"{step} = {s.Index + 1}", step.Level))];

        if (way.MustBeIn is not TableLookup inForce)
            return new FoundCode(Column(way.Words, OneOf(settles, codes)), Column($"{way.Words} method", OneOf(settles, methods)), settles, Expression.False);

        if (inForce.Keys is not [{ Value: CandidateFact, First: null }])
            throw new InvalidOperationException($"No way to check in SQL whether the {way} is in force.");

        var code = Column($"{way.Words} code", OneOf(settles, codes));
        var row = Joined(inForce, $"{way.Words} in force", code, "");
        var outOfForce = Expression.And(code.IsKnown, Expression.Not(row.IsFound));
        return new FoundCode(
            Column(way.Words, Expression.Case([(row.IsFound, code)], Expression.Empty)),
            Column($"{way.Words} method", Expression.Case([(outOfForce, Expression.Empty)], OneOf(settles, methods))),
            settles,
            outOfForce);
    }

    private static Expression OneOf(IReadOnlyList<Expression> conditions, IReadOnlyList<Expression> values) =>
        Expression.Case(values.Index().GroupBy(v => v.Item.ToString()).Where(g => g.Key != "''").Select(g => (Expression.Or(g.Select(v => conditions[v.Index])), g.First().Item)), Expression.Empty);

    private Expression Column(string words, Expression value) => levels.Add(levels.Unused(words), value);

    /// <summary>A row found: whether there is one, and its columns.</summary>
    private sealed record FoundRow(Expression IsFound, Func<string, Expression> Cell);

    private FoundRow Row(Lookup lookup) => Once(lookup, () => lookup switch
    {
        TableLookup table => Joined(table, table.Words, Key(table), table.Words),
        FirstLookup first => First(first),
        EitherLookup either => Either(either),
        _ => throw new InvalidOperationException($"No way to look up {lookup.GetType().Name} in SQL."),
    });

    private FoundRow First(FirstLookup first)
    {
        var choices = first.Choices.Select(Row).ToList();
        return Remembering(first.Words, Expression.Or(choices.Select(c => c.IsFound)),
            column => Expression.Case(choices.SkipLast(1).Select(c => (c.IsFound, c.Cell(column))), choices[^1].Cell(column)));
    }

    private FoundRow Either(EitherLookup either)
    {
        var (when, then, otherwise) = (Holds(either.When), Row(either.Then), Row(either.Otherwise));
        return Remembering(either.Words, Expression.Or(Expression.And(when, then.IsFound), Expression.And(Expression.Not(when), otherwise.IsFound)),
            column => Expression.Case([(when, then.Cell(column))], otherwise.Cell(column)));
    }

    private FoundRow Remembering(string words, Expression isFound, Func<string, Expression> cell)
    {
        var columns = new Dictionary<string, Expression>();
        return new FoundRow(isFound, column =>
        {
            if (!columns.TryGetValue(column, out var made))
                columns[column] = made = Column($"{words} {column}", cell(column));
            return made;
        });
    }

    /// <summary>Whether there is a value to look up.</summary>
    public Expression IsUsable(LookupKey key) =>
        Value(key.Value) is var value && key.First is { } length ? Expression.Of($"length({value}) > {length}", value.Level) : value.IsKnown;

    /// <summary>The key of a look-up, or empty where one is not asked or has no value for it.</summary>
    private Expression Key(TableLookup lookup)
    {
        var parts = lookup.Keys.Select(k => (Value: Value(k.Value), k.First)).ToList();
        var condition = Expression.And(
            lookup.Keys.Where(k => k.First is not null || parts.Count > 1).Select(IsUsable)
                .Prepend(lookup.Asked is { } asked ? Holds(asked) : Expression.True));
        var texts = parts.Select(p => p.First is { } n ? $"substring({p.Value}, 1, {n})" : p.Value.ToString());
        return Expression.Case([(condition, Expression.Of(LookupTable.KeyOf(texts), parts.Max(p => p.Value.Level)))], Expression.Empty);
    }

    private FoundRow Joined(TableLookup lookup, string words, Expression key, string says)
    {
        var name = levels.Unused(words);
        var table = tables.Single(t => t.Name == new LookupTable(lookup, []).Name);
        var date = table.Schema.Dated ? cells.Date.Level : 0;
        var column = levels.Add(levels.Unused($"{name} key"), key, says);
        var join = new Join(name, table, column.ToString());
        var at = levels.Add(join, Math.Max(column.Level, date));
        return new FoundRow(dialect.Found(levels, join, at), cell => dialect.Found(levels, join, at, cell));
    }

    private static Expression Begins(Expression value, IReadOnlyList<string> beginnings) =>
        Expression.Or(beginnings.GroupBy(b => b.Length).Select(g => Expression.Of($"substring({value}, 1, {g.Key})", value.Level).IsIn(g)));

    private Expression Among(Predicate.Among among)
    {
        if (among.Codes.FirstOrDefault(c => !c.All(char.IsAsciiLetterOrDigit)) is { } odd)
            throw new InvalidOperationException($"No way to look for {odd} among several codes in SQL.");

        var value = cells[among.Item];
        return Expression.Of(dialect.Matches($"concat(';', {value}, ';')", $";({string.Join('|', among.Codes)}){(among.Whole ? ";" : "")}"), value.Level);
    }

    private Expression Stated(Predicate.Stated predicate)
    {
        var column = $"{predicate.Table}.{predicate.Column}";
        if (!stated.TryGetValue(column, out var made))
        {
            stated[column] = made = levels.Add(levels.Unused($"{predicate.Table} state {predicate.Column}"),
                Expression.Of($"'{column}' NOT IN (SELECT {ReferenceSql.NotStatedColumn} FROM {ReferenceSql.NotStated})", 0));
        }

        return made;
    }

    private T Once<T>(object of, Func<T> make) where T : class
    {
        if (!made.TryGetValue(of, out var known))
            made[of] = known = make();
        return (T)known;
    }
}
