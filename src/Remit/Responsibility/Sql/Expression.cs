using System.Globalization;
using System.Text;

namespace Remit.Responsibility.Sql;

/// <summary>A piece of SQL, and the level at which every column that it names is there.</summary>
internal abstract record Expression(int Level)
{
    private const int Wide = 130;

    public static readonly Expression True = new Constant(true);
    public static readonly Expression False = new Constant(false);
    public static readonly Expression Empty = new Plain("''", 0);

    public static Expression Of(string text, int level) => new Plain(text, level);

    public static Expression Literal(string text) => new Plain(Quoted(text), 0);

    /// <exception cref="InvalidOperationException">Databases differ in what a backslash means.</exception>
    public static string Quoted(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? throw new InvalidOperationException($"No way to write {text} that every database reads alike.")
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static Expression Number(int number) => new Plain(number.ToString(CultureInfo.InvariantCulture), 0);

    /// <summary>All of these, what is settled beforehand left out.</summary>
    public static Expression And(params IEnumerable<Expression> parts) => Joined("AND", parts, True, False);

    /// <summary>Any of these, what is settled beforehand left out.</summary>
    public static Expression Or(params IEnumerable<Expression> parts) => Joined("OR", parts, False, True);

    public static Expression Not(Expression inner) => inner switch
    {
        Constant c => c.Holds ? False : True,
        Opposite o => o.Inner,
        Comparison c => c.Reversed,
        _ => new Opposite(inner),
    };

    /// <summary>The value beside the first condition that holds, or the last one.</summary>
    public static Expression Case(IEnumerable<(Expression When, Expression Then)> branches, Expression otherwise)
    {
        var kept = new List<(Expression When, Expression Then)>();
        foreach (var branch in branches)
        {
            if (branch.When == False)
                continue;
            if (branch.When == True)
            {
                otherwise = branch.Then;
                break;
            }

            kept.Add(branch);
        }

        while (kept.Count > 0 && kept[^1].Then.ToString() == otherwise.ToString())
            kept.RemoveAt(kept.Count - 1);
        return kept.Count == 0 ? otherwise : new Choice(kept, otherwise);
    }

    /// <summary>Whether the value is one of these codes.</summary>
    public Expression IsIn(IEnumerable<string> codes) => codes.ToList() switch
    {
        [] => False,
        [var only] => Test("=", Quoted(only), "<>"),
        var several => Test("IN", $"({string.Join(", ", several.Select(Quoted))})", "NOT IN"),
    };

    public Expression IsKnown => Test("<>", "''", "=");

    /// <summary>A comparison, and the operator that says the opposite.</summary>
    public Expression Test(string stands, string what, string isNot) => new Comparison(ToString(), stands, what, isNot, Level);

    /// <summary>As it stands in a statement, further lines indented by so many spaces.</summary>
    public string Write(int indent) => ToString() is { Length: <= Wide } line ? line : Lines(indent);

    /// <summary>On one line.</summary>
    public abstract override string ToString();

    protected abstract string Lines(int indent);

    private static Expression Joined(string with, IEnumerable<Expression> parts, Expression nothing, Expression settles)
    {
        var kept = new List<Expression>();
        foreach (var part in parts.SelectMany(p => p is Junction j && j.With == with ? j.Parts : [p]))
        {
            if (part == settles)
                return settles;
            if (part != nothing && !kept.Exists(k => k.ToString() == part.ToString()))
                kept.Add(part);
        }

        return kept switch
        {
            [] => nothing,
            [var only] => only,
            _ => new Junction(with, kept),
        };
    }

    private static int Deepest(IEnumerable<Expression> parts) => parts.Max(p => p.Level);

    private static string Enclosed(Expression part) => part is Junction ? $"({part})" : part.ToString();

    private static string NewLine(int indent) => "\n" + new string(' ', indent);

    private sealed record Constant(bool Holds) : Expression(0)
    {
        public override string ToString() => Holds ? "1 = 1" : "1 = 0";
        protected override string Lines(int indent) => ToString();
    }

    private sealed record Plain(string Text, int Level) : Expression(Level)
    {
        public override string ToString() => Text;
        protected override string Lines(int indent) => Text;
    }

    private sealed record Comparison(string Value, string Operator, string What, string Reverse, int Level) : Expression(Level)
    {
        public Comparison Reversed => this with { Operator = Reverse, Reverse = Operator };
        public override string ToString() => $"{Value} {Operator} {What}";
        protected override string Lines(int indent) => ToString();
    }

    private sealed record Opposite(Expression Inner) : Expression(Inner.Level)
    {
        // Some databases take "NOT a = b" for "(NOT a) = b".
        public override string ToString() => Inner.ToString() is var text && text.Contains(' ', StringComparison.Ordinal) ? $"NOT ({text})" : $"NOT {text}";
        protected override string Lines(int indent) => $"NOT ({Inner.Write(indent + 2)})";
    }

    private sealed record Junction(string With, IReadOnlyList<Expression> Parts) : Expression(Deepest(Parts))
    {
        public override string ToString() => string.Join($" {With} ", Parts.Select(Enclosed));

        protected override string Lines(int indent) =>
            string.Join(NewLine(indent + 2) + $"{With} ", Parts.Select(p => p is Junction ? $"({p.Write(indent + 2)})" : p.Write(indent + 2)));
    }

    private sealed record Choice(IReadOnlyList<(Expression When, Expression Then)> Branches, Expression Otherwise)
        : Expression(Math.Max(Otherwise.Level, Deepest(Branches.SelectMany(b => (Expression[])[b.When, b.Then]))))
    {
        public override string ToString() => $"CASE {string.Concat(Branches.Select(b => $"WHEN {b.When} THEN {b.Then} "))}ELSE {Otherwise} END";

        protected override string Lines(int indent)
        {
            var text = new StringBuilder("CASE");
            foreach (var (when, then) in Branches)
                text.Append(NewLine(indent + 2)).Append("WHEN ").Append(when.Write(indent + 4)).Append(" THEN ").Append(then.Write(indent + 4));
            return text.Append(NewLine(indent + 2)).Append("ELSE ").Append(Otherwise.Write(indent + 4)).Append(NewLine(indent)).Append("END").ToString();
        }
    }
}
