namespace Remit.Responsibility.Sql;

/// <summary>A column that a level adds, and what it means.</summary>
internal sealed record NewColumn(string Name, Expression Value, string Says);

/// <summary>A look-up that a level joins: of a derived table, by a column that a level before has made.</summary>
/// <param name="Name">What its columns' names begin with.</param>
/// <param name="Key">The column with the key; empty finds nothing.</param>
internal sealed record Join(string Name, LookupTable Table, string Key)
{
    /// <summary>The columns of the reference table that are asked for.</summary>
    public List<string> Columns { get; } = [];
}

/// <summary>One SELECT around the one before: it passes on what it gets and adds columns.</summary>
internal sealed class Level
{
    public List<NewColumn> Columns { get; } = [];
    public List<Join> Joins { get; } = [];

    /// <summary>What a row must meet to go on.</summary>
    public Expression Where { get; set; } = Expression.True;

    /// <summary>The columns of the level before that a level after has need of: see <see cref="Levels.Prune"/>.</summary>
    public IReadOnlyList<string> PassedOn { get; set; } = [];
}

/// <summary>A statement in the making: columns that stand on columns, each at the first level where all that it names is there.</summary>
/// <param name="joinsInALevel">How many look-ups a single SELECT may join.</param>
internal sealed class Levels(int joinsInALevel)
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>The first reads the table of activity.</summary>
    public List<Level> All { get; } = [new Level()];

    /// <summary>No new column goes before this level.</summary>
    public int Floor { get; set; } = 1;

    public int Last => All.Count - 1;

    /// <summary>A name that no column has yet.</summary>
    public string Unused(string words)
    {
        var name = Slug(words);
        for (var n = 2; !names.Add(name); n++)
            name = $"{Slug(words)}_{n}";
        return name;
    }

    /// <summary>Adds a column under a name got from <see cref="Unused"/>.</summary>
    public Expression Add(string name, Expression value, string says = "")
    {
        var at = Math.Max(Floor, value.Level + 1);
        this[at].Columns.Add(new NewColumn(name, value, says));
        return Expression.Of(name, at);
    }

    /// <summary>Joins a look-up, and gives the level it is joined at.</summary>
    public int Add(Join join, int keyLevel)
    {
        var at = Math.Max(Floor, keyLevel + 1);
        while (this[at].Joins.Count >= joinsInALevel)
            at++;
        this[at].Joins.Add(join);
        return at;
    }

    public Level this[int at]
    {
        get
        {
            while (All.Count <= at)
                All.Add(new Level());
            return All[at];
        }
    }

    /// <summary>Takes out the columns that nothing needs, and finds which each level must pass on.</summary>
    /// <param name="selected">What is selected of the last.</param>
    public void Prune(IEnumerable<string> selected)
    {
        var needed = selected.SelectMany(Names).ToHashSet();
        for (var at = Last; at >= 0; at--)
        {
            var level = All[at];
            level.Columns.RemoveAll(c => !needed.Contains(c.Name));
            needed.ExceptWith(level.Columns.Select(c => c.Name));
            level.PassedOn = [.. All.Take(at).SelectMany(l => l.Columns).Select(c => c.Name).Where(needed.Contains)];
            needed.UnionWith(level.Columns.Select(c => c.Value).Append(level.Where).SelectMany(e => Names(e.ToString())));
            needed.UnionWith(level.Joins.Select(j => j.Key));
            if (level.Joins.Exists(j => j.Table.Schema.Dated))
                needed.Add("assignment_date");
        }
    }

    /// <summary>What a text names outside its quotations: columns, and words of SQL.</summary>
    private static IEnumerable<string> Names(string text)
    {
        var (from, quoted) = (-1, false);
        for (var i = 0; i <= text.Length; i++)
        {
            var inName = !quoted && i < text.Length && (char.IsAsciiLetterLower(text[i]) || char.IsAsciiDigit(text[i]) || text[i] == '_');
            if (inName && from < 0)
                from = i;
            else if (!inName && from >= 0)
            {
                yield return text[from..i];
                from = -1;
            }

            if (i < text.Length && text[i] == '\'')
                quoted = !quoted;
        }
    }

    /// <summary>Words as a name: small letters, digits and underscores.</summary>
    public static string Slug(string words) =>
        string.Join('_', words.Replace("'s ", " ", StringComparison.Ordinal).ToLowerInvariant()
            .Split([.. words.ToLowerInvariant().Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct(), '\''], StringSplitOptions.RemoveEmptyEntries));
}
