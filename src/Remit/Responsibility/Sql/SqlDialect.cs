using System.Text;
using Remit.Time;

namespace Remit.Responsibility.Sql;

/// <summary>A database's way of writing SQL. What both can read is written once, elsewhere: here is only where they differ.</summary>
public abstract class SqlDialect
{
    /// <summary>PostgreSQL, 15 or later.</summary>
    public static readonly SqlDialect PostgreSql = new PostgreSqlDialect();

    /// <summary>ClickHouse, 18.16 or later: no more is asked of it than that release can do.</summary>
    public static readonly SqlDialect ClickHouse = new ClickHouseDialect();

    /// <summary>A day as the format writes it, and no other: a real one. Year 0 is refused apart.</summary>
    internal const string RealDay =
        "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
        + "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)-02-29)$";

    // What a row holds that has no last day.
    internal static readonly DateOnly UntilFurtherNotice = DateOnly.MaxValue;

    private protected SqlDialect()
    {
    }

    public static IReadOnlyList<SqlDialect> All { get; } = [PostgreSql, ClickHouse];

    /// <summary>As <c>--dialect</c> takes it.</summary>
    public abstract string Name { get; }

    /// <summary>A name as it stands in a statement, whatever it is made of.</summary>
    public abstract string Quoted(string name);

    /// <summary>What to set before the statement is run.</summary>
    internal abstract string Advice { get; }

    /// <summary>How many look-ups one SELECT may join.</summary>
    internal abstract int JoinsInALevel { get; }

    /// <summary>How a tab-separated file is loaded into a table, by the database's own command.</summary>
    internal abstract string LoadCommand(string table, string file);

    /// <summary>A day as the reference tables hold it.</summary>
    internal abstract string Cell(DateOnly day);

    /// <summary>What is made before any table.</summary>
    internal virtual IEnumerable<string> CreateFunctions => [];

    internal abstract string CreateTable(string name, IEnumerable<(string Name, ColumnKind Kind)> columns);

    /// <summary>Makes the tables derived from one reference table. What is there already is replaced.</summary>
    internal abstract IEnumerable<string> Derive(string source, IReadOnlyList<LookupTable> lookups);

    /// <summary>A column of the table of activity as text, never null.</summary>
    internal abstract string Given(string column);

    /// <summary>A given cell, cleaned: see <see cref="Cells"/>.</summary>
    internal abstract string Clean(CellKind kind, string given);

    /// <summary>The day that a text names, which has the form of <see cref="RealDay"/>.</summary>
    internal abstract string Day(string text);

    internal abstract string Day(DateOnly day);

    /// <summary>The financial year of the assignment date, as <see cref="FinancialYear"/> writes it.</summary>
    internal abstract string FinancialYearOf(string day);

    internal abstract string Matches(string text, string pattern);

    /// <summary>Whether a look-up that was joined at a level found a row.</summary>
    internal abstract Expression Found(Levels levels, Join join, int at);

    /// <summary>A column of the row that a look-up found, or empty.</summary>
    internal abstract Expression Found(Levels levels, Join join, int at, string column);

    /// <summary>The levels as one statement, and what is selected of the last.</summary>
    internal abstract string Write(IReadOnlyList<Level> levels, IReadOnlyList<string> selected, string activity);

    public override string ToString() => Name;

    private protected static void WriteColumns(StringBuilder text, Level level, string passedOn, int indent)
    {
        var margin = new string(' ', indent);
        var items = level.Columns.Select(c => (c.Says, Text: $"{Named(c, indent)}")).ToList();
        if (passedOn.Length > 0)
            items.Insert(0, ("", passedOn));
        foreach (var (i, item) in items.Index())
        {
            foreach (var line in item.Says.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                text.Append(margin).Append("-- ").Append(line).Append('\n');
            text.Append(margin).Append(item.Text).Append(i < items.Count - 1 ? ",\n" : "\n");
        }
    }

    private static string Named(NewColumn column, int indent) =>
        column.Value.ToString() == column.Name ? column.Name : $"{column.Value.Write(indent)} AS {column.Name}";
}

/// <summary>What a column of a reference table holds.</summary>
internal enum ColumnKind
{
    Text,
    Number,
    Day,
}
