namespace Remit.Responsibility;

/// <summary>Something known about a record, as a code: what the record says, what a table says of it, or a code found on the way.</summary>
/// <remarks>
/// Facts, look-ups and predicates are data, not code, so that one rulebook can be asked record by record, evaluated by column,
/// written as SQL and drawn. A fact has a value or none; "none" and "empty" are the same.
/// </remarks>
public abstract class Fact(string words)
{
    /// <summary>What it is, as a sentence would name it.</summary>
    public string Words { get; } = words;

    public override string ToString() => Words;

    public Predicate Is(params IReadOnlyList<string> codes) => new Predicate.Is(this, codes);

    public Predicate Begins(params IReadOnlyList<string> beginnings) => new Predicate.Begins(this, beginnings);

    public Predicate IsKnown => new Predicate.Known(this);
}

/// <summary>What the record itself says.</summary>
public sealed class RecordedFact(Item item) : Fact(item.Words)
{
    public Item Item => item;
}

/// <summary>The financial year of the assignment date, such as <c>2025/26</c>.</summary>
public sealed class ActivityYearFact() : Fact("year of the activity");

/// <summary>A column of the row that a look-up found.</summary>
public sealed class LookedUpFact(Lookup lookup, int column) : Fact($"{lookup.Schema.Columns[column].Words} of the {lookup.Words}")
{
    public Lookup Lookup => lookup;
    public int Column => column;
}

/// <summary>A code found on the way, by one of the ways of finding a commissioner.</summary>
public sealed class FoundFact(Way way) : Fact(way.Words)
{
    public Way Way => way;
}

/// <summary>The code that a way has just found, while it is checked against the commissioners in force.</summary>
public sealed class CandidateFact() : Fact("code found");

/// <summary>A code the method itself names.</summary>
public sealed class FixedFact(string code) : Fact(code)
{
    public string Code => Words;
}

/// <summary>Going to a reference table with what is known, and coming back with one row or none.</summary>
public abstract class Lookup(string words)
{
    /// <summary>What is looked up: "registered practice", "home address".</summary>
    public string Words { get; } = words;

    /// <summary>The columns of the row that comes back.</summary>
    public abstract TableSchema Schema { get; }

    public Fact this[string column] => new LookedUpFact(this, Schema.IndexOf(column));

    public Predicate IsFound => new Predicate.Found(this);

    public override string ToString() => Words;
}

/// <summary>One key of a look-up: a column must equal a fact, or its first characters.</summary>
/// <param name="First">Compare with only so many leading characters of the value, which must be longer than that.</param>
public sealed record LookupKey(string Column, Fact Value, int? First = null);

/// <summary>The first row, in file order, that holds on the assignment date and whose key columns equal the given facts.</summary>
public sealed class TableLookup(string words, TableSchema table, params LookupKey[] keys) : Lookup(words)
{
    public override TableSchema Schema => table;

    public IReadOnlyList<LookupKey> Keys => keys;

    /// <summary>When the table is gone to at all; always, if not said.</summary>
    public Predicate? Asked { get; init; }

    /// <summary>Only rows whose column holds one of these count; others are passed over as if they were not there.</summary>
    public (string Column, IReadOnlyList<string> Codes)? Only { get; init; }

    /// <summary>Only rows whose column is not empty count.</summary>
    public string? OnlyWith { get; init; }

    /// <summary>Among which rows it looks, and by which columns: look-ups that agree in this can share an index.</summary>
    public string Signature => $"{table.Name}/{string.Join('+', keys.Select(k => k.Column))}/{Only?.Column}={string.Join(',', Only?.Codes ?? [])}/{OnlyWith}";
}

/// <summary>Several look-ups in order: the first that finds a row. All give rows of the same columns.</summary>
public sealed class FirstLookup(string words, params Lookup[] choices) : Lookup(words)
{
    public override TableSchema Schema => choices[0].Schema;

    public IReadOnlyList<Lookup> Choices => choices;
}

/// <summary>One look-up or another, as a predicate says. Both give rows of the same columns.</summary>
public sealed class EitherLookup(string words, Predicate when, Lookup then, Lookup otherwise) : Lookup(words)
{
    public override TableSchema Schema => then.Schema;

    public Predicate When => when;
    public Lookup Then => then;
    public Lookup Otherwise => otherwise;
}

/// <summary>A question about a record whose answer is yes or no. What is not known answers no (2025/26 guidance, p. 9).</summary>
public abstract class Predicate
{
    /// <summary>The fact equals one of these codes.</summary>
    public sealed class Is(Fact fact, IReadOnlyList<string> codes) : Predicate
    {
        public Fact Fact => fact;
        public IReadOnlyList<string> Codes => codes;
    }

    /// <summary>The fact begins with one of these.</summary>
    public sealed class Begins(Fact fact, IReadOnlyList<string> beginnings) : Predicate
    {
        public Fact Fact => fact;
        public IReadOnlyList<string> Beginnings => beginnings;
    }

    /// <summary>The fact has a value.</summary>
    public sealed class Known(Fact fact) : Predicate
    {
        public Fact Fact => fact;
    }

    /// <summary>The look-up found a row.</summary>
    public sealed class Found(Lookup lookup) : Predicate
    {
        public Lookup Lookup => lookup;
    }

    /// <summary>Some source states the column at all, so that an empty cell means "none". The same for every record.</summary>
    public sealed class Stated(TableSchema table, string column) : Predicate
    {
        public TableSchema Table => table;
        public string Column => column;
    }

    /// <summary>Any of the record's codes equals, or begins with, one of these.</summary>
    public sealed class Among(Item item, IReadOnlyList<string> codes, bool whole) : Predicate
    {
        public Item Item => item;
        public IReadOnlyList<string> Codes => codes;

        /// <summary>Whether the whole code must be equal, or only its beginning.</summary>
        public bool Whole => whole;
    }

    public sealed class Not(Predicate inner) : Predicate
    {
        public Predicate Inner => inner;
    }

    /// <summary>All of these; the first that fails settles it.</summary>
    public sealed class All(IReadOnlyList<Predicate> parts) : Predicate
    {
        public IReadOnlyList<Predicate> Parts => parts;
    }

    /// <summary>Any of these; the first that holds settles it.</summary>
    public sealed class Any(IReadOnlyList<Predicate> parts) : Predicate
    {
        public IReadOnlyList<Predicate> Parts => parts;
    }

    /// <summary>A test that the method names and uses in several boxes.</summary>
    public sealed class Named(string name, string says, Predicate inner) : Predicate
    {
        public string Name => name;

        /// <summary>What it means when it holds, as a sentence.</summary>
        public string Says => says;

        public Predicate Inner => inner;
    }

    public static Predicate operator !(Predicate inner) => new Not(inner);
    public static Predicate operator &(Predicate a, Predicate b) => new All([.. Parts<All>(a), .. Parts<All>(b)]);
    public static Predicate operator |(Predicate a, Predicate b) => new Any([.. Parts<Any>(a), .. Parts<Any>(b)]);

    private static IReadOnlyList<Predicate> Parts<T>(Predicate p) where T : Predicate => p switch
    {
        All all when typeof(T) == typeof(All) => all.Parts,
        Any any when typeof(T) == typeof(Any) => any.Parts,
        _ => [p],
    };
}
