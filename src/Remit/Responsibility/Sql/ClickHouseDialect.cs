using System.Globalization;
using System.Text;

namespace Remit.Responsibility.Sql;

/// <remarks>
/// Held to what release 18.16 of 2018 can do: one JOIN in a SELECT, no named sub-queries, no window functions. Its Date begins in 1970, so days are
/// numbers, 20250630. What is not there is empty or nought, never null.
/// </remarks>
internal sealed class ClickHouseDialect : SqlDialect
{
    // What .NET takes for white space: \v and U+0085 are not in the other classes.
    private const string WhiteSpace = @"[\\s\\v\\pZ\\x{85}]+";

    public override string Name => "clickhouse";

    public override string Quoted(string name) => $"`{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)}`";

    // Release 26.5 took half as long again for each level that it read with its new analyzer; with the old one it takes seconds for all.
    internal override string Advice => "In releases from 24.3 on, SET enable_analyzer = 0 first: the new analyzer takes minutes to read sub-selects this deep.";

    internal override int JoinsInALevel => 1;

    internal override string LoadCommand(string table, string file) => $"clickhouse-client --query 'INSERT INTO {table} FORMAT TabSeparated' < {ForTheShell(file)}";

    internal override string Cell(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year * 10000 + day.Month * 100 + day.Day}");

    internal override string CreateTable(string name, IEnumerable<(string Name, ColumnKind Kind)> columns)
    {
        var written = columns.ToList();
        return $"CREATE TABLE {name}\n(\n{string.Join(",\n", written.Select(c => $"  {c.Name} {Type(c.Kind)}"))}\n)\nENGINE = MergeTree ORDER BY {written[0].Name}";
    }

    internal override IEnumerable<string> Derive(string source, IReadOnlyList<LookupTable> lookups)
    {
        var columns = string.Join(", ", lookups[0].Columns);
        yield return $"DROP TABLE IF EXISTS {Classes(source)}";
        yield return $"""
            -- Rows that agree in every column that is read are one class, numbered by the first of them.
            CREATE TABLE {Classes(source)} ENGINE = Join(ANY, LEFT, class) AS
            SELECT min(file_order) AS class, {columns}
            FROM {source}
            GROUP BY {columns}
            """;
        foreach (var lookup in lookups)
        {
            yield return $"DROP TABLE IF EXISTS {lookup}";
            yield return lookup.Schema.Dated ? Dated(lookup, columns) : Undated(lookup, columns);
        }
    }

    internal override string Given(string column) => $"ifNull(toString({column}), '')";

    internal override string Clean(CellKind kind, string given) => kind switch
    {
        CellKind.Code => $"upper({Trimmed(given)})",
        CellKind.Postcode => $"upper(replaceRegexpAll({given}, '{WhiteSpace}', ''))",
        CellKind.Codes => $"upper(replaceAll(replaceRegexpAll({given}, '{WhiteSpace}', ''), '.', ''))",
        CellKind.Date => Trimmed(given),
        _ => given,
    };

    internal override string Day(string text) => $"toUInt32OrZero(replaceAll({text}, '-', ''))";

    internal override string Day(DateOnly day) => $"toUInt32({Cell(day)})";

    internal override string FinancialYearOf(string day)
    {
        var year = $"intDiv({day}, 10000) - (intDiv({day}, 100) % 100 < 4)";
        return $"concat(substring(toString(10000 + {year}), 2, 4), '/', substring(toString(100 + ({year} + 1) % 100), 2, 2))";
    }

    internal override string Matches(string text, string pattern) => $"match({text}, '{pattern}')";

    internal override Expression Found(Levels levels, Join join, int at) => Expression.Of(Class(levels, join, at), at).Test("<>", "0", "=");

    internal override Expression Found(Levels levels, Join join, int at, string column)
    {
        var name = $"{join.Name}_{column}";
        var found = Class(levels, join, at);
        if (!join.Columns.Contains(column))
        {
            join.Columns.Add(column);
            levels[at + 1].Columns.Add(new NewColumn(levels.Unused(name), Expression.Of($"joinGet('{Classes(join.Table.Source)}', '{column}', {found})", at), ""));
        }

        return Expression.Of(name, at + 1);
    }

    internal override string Write(IReadOnlyList<Level> levels, IReadOnlyList<string> selected, string activity)
    {
        var text = new StringBuilder("SELECT\n  ").AppendJoin(",\n  ", selected).Append("\nFROM\n(\n");
        for (var i = levels.Count - 1; i >= 0; i--)
        {
            text.Append("SELECT\n");
            WriteColumns(text, levels[i], PassedOn(levels[i], 2), 2);
            text.Append(i == 0 ? $"FROM {activity}\n" : "FROM\n(\n");
        }

        foreach (var (i, level) in levels.Index())
        {
            if (i > 0)
                text.Append(CultureInfo.InvariantCulture, $") AS level_{i - 1}\n");
            foreach (var join in level.Joins)
                text.Append(Joined(join));
            if (level.Where != Expression.True)
                text.Append("WHERE ").Append(level.Where.Write(2)).Append('\n');
        }

        return text.Append(CultureInfo.InvariantCulture, $") AS level_{levels.Count - 1}").ToString();
    }

    // The names one by one: 18.16 takes seconds to find out what fifty levels of "*" stand for.
    private static string PassedOn(Level level, int indent)
    {
        var text = new StringBuilder();
        var width = 0;
        foreach (var name in level.PassedOn)
        {
            if (text.Length > 0)
                text.Append(", ");
            if (width + name.Length > 120)
            {
                text.Length--;
                text.Append('\n').Append(' ', indent);
                width = 0;
            }

            text.Append(name);
            width += name.Length + 2;
        }

        return text.ToString();
    }

    private static string Joined(Join join) => join.Table.Schema.Dated
        ? $"ANY LEFT JOIN (SELECT key AS {join.Key}, first_days AS {join.Name}_first_days, last_days AS {join.Name}_last_days, classes AS {join.Name}_classes FROM {join.Table}) AS {join.Name}_row USING {join.Key}\n"
        : $"ANY LEFT JOIN (SELECT key AS {join.Key}, class AS {join.Name}_class FROM {join.Table}) AS {join.Name}_row USING {join.Key}\n";

    private static string Class(Levels levels, Join join, int at)
    {
        var name = $"{join.Name}_class";
        if (!levels[at].Columns.Exists(c => c.Name == name))
        {
            // 18.16 hands a lambda only such columns as are named outside it, too: hence the first condition.
            levels[at].Columns.Add(new NewColumn(levels.Unused(name), Expression.Of(join.Table.Schema.Dated
                ? $"{join.Name}_classes[if(assignment_date = 0, 0, arrayFirstIndex((f, l) -> f <= assignment_date AND assignment_date <= l, {join.Name}_first_days, {join.Name}_last_days))]"
                : name, at), ""));
        }

        return name;
    }

    private static string ForTheShell(string file) =>
        file.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-') ? file : $"'{file.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Classes(string source) => $"{source}_classes";

    private static string Trimmed(string given) => $"replaceRegexpAll({given}, '^{WhiteSpace}|{WhiteSpace}$', '')";

    private static string Type(ColumnKind kind) => kind is ColumnKind.Text ? "String" : "UInt32";

    private static string Undated(LookupTable table, string columns) => $"""
        -- The first row of each key.
        CREATE TABLE {table} ENGINE = MergeTree ORDER BY key AS
        SELECT key, argMin(class, file_order) AS class
        FROM
        {Kept(table, columns, "")}
        GROUP BY key
        """;

    private static string Dated(LookupTable table, string columns) => $"""
        -- All rows of each key, in file order.
        CREATE TABLE {table} ENGINE = MergeTree ORDER BY key AS
        SELECT
          key,
          arraySort((x, n) -> n, groupArray(first_day), groupArray(file_order)) AS first_days,
          arraySort((x, n) -> n, groupArray(last_day), groupArray(file_order)) AS last_days,
          arraySort((x, n) -> n, groupArray(class), groupArray(file_order)) AS classes
        FROM
        {Kept(table, columns, "first_day, last_day, ")}
        GROUP BY key
        """;

    private static string Kept(LookupTable table, string columns, string days) => $"""
        (
          SELECT {table.Key} AS key, file_order, {days}class
          FROM {table.Source} AS source
          ANY LEFT JOIN (SELECT min(file_order) AS class, {columns} FROM {table.Source} GROUP BY {columns}) AS first_of_class USING ({columns})
          WHERE {table.Where}
        )
        """;
}
