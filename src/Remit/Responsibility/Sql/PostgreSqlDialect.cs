using System.Globalization;
using System.Text;
using Remit.Time;

namespace Remit.Responsibility.Sql;

internal sealed class PostgreSqlDialect : SqlDialect
{
    // What .NET takes for white space.
    private static readonly string WhiteSpace = string.Concat(Enumerable.Range(0, char.MaxValue).Where(c => char.IsWhiteSpace((char)c))
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{c:X4}")));

    public override string Name => "postgresql";

    public override string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal override string Advice => "SET work_mem = '512MB' first, so that national look-ups are joined in memory.";

    internal override int JoinsInALevel => int.MaxValue;

    internal override IEnumerable<string> CreateFunctions =>
    [
        Function("remit_code", "A code: outer white space removed, upper case", $"upper(btrim(coalesce(cell, ''), E'{WhiteSpace}') COLLATE \"C\")"),
        Function("remit_postcode", "A postcode: all white space removed, upper case", $"upper(translate(coalesce(cell, ''), E'{WhiteSpace}', '') COLLATE \"C\")"),
        Function("remit_codes", "Codes between semicolons: white space and dots removed, upper case", $"upper(translate(coalesce(cell, ''), E'{WhiteSpace}.', '') COLLATE \"C\")"),
        Function("remit_trimmed", "Outer white space removed", $"btrim(coalesce(cell, ''), E'{WhiteSpace}')"),
    ];

    internal override string LoadCommand(string table, string file) => $"\\copy {table} from '{file.Replace("'", "''", StringComparison.Ordinal)}'";

    internal override string Cell(DateOnly day) => IsoDate.Text(day);

    internal override string CreateTable(string name, IEnumerable<(string Name, ColumnKind Kind)> columns) =>
        $"CREATE TABLE {name}\n(\n{string.Join(",\n", columns.Select(c => $"  {c.Name} {Type(c.Kind)} NOT NULL"))}\n)";

    internal override IEnumerable<string> Derive(string source, IReadOnlyList<LookupTable> lookups) =>
        lookups.SelectMany(l => (string[])[$"DROP TABLE IF EXISTS {l.Name}", l.Schema.Dated ? Dated(l) : Undated(l), $"ANALYZE {l.Name}"]);

    internal override string Given(string column) => $"coalesce({column}::text, '')";

    internal override string Clean(CellKind kind, string given) => kind switch
    {
        CellKind.Code => $"remit_code({given})",
        CellKind.Postcode => $"remit_postcode({given})",
        CellKind.Codes => $"remit_codes({given})",
        CellKind.Date => $"remit_trimmed({given})",
        _ => given,
    };

    internal override string Day(string text) => $"{text}::date";

    internal override string Day(DateOnly day) => $"DATE '{IsoDate.Text(day)}'";

    internal override string FinancialYearOf(string day)
    {
        var year = $"(extract(year FROM {day})::integer - (extract(month FROM {day}) < 4)::integer)";
        return $"concat(lpad({year}::text, 4, '0'), '/', lpad((({year} + 1) % 100)::text, 2, '0'))";
    }

    internal override string Matches(string text, string pattern) => $"{text} ~ '{pattern}'";

    internal override Expression Found(Levels levels, Join join, int at)
    {
        var name = $"{join.Name}_found";
        if (!levels[at].Columns.Exists(c => c.Name == name))
            levels[at].Columns.Add(new NewColumn(levels.Unused(name), Expression.Of($"{join.Name}_row.key IS NOT NULL", at), ""));
        return Expression.Of(name, at);
    }

    internal override Expression Found(Levels levels, Join join, int at, string column)
    {
        var name = $"{join.Name}_{column}";
        if (!join.Columns.Contains(column))
        {
            join.Columns.Add(column);
            levels[at].Columns.Add(new NewColumn(levels.Unused(name), Expression.Of($"coalesce({join.Name}_row.{column}, '')", at), ""));
        }

        return Expression.Of(name, at);
    }

    // Each level is computed once for each row: OFFSET 0 keeps the planner from writing its expressions into those that use them.
    internal override string Write(IReadOnlyList<Level> levels, IReadOnlyList<string> selected, string activity)
    {
        var text = new StringBuilder("WITH\n");
        foreach (var (i, level) in levels.Index())
        {
            var before = i == 0 ? "activity" : $"level_{i - 1}";
            text.Append(CultureInfo.InvariantCulture, $"level_{i} AS\n(\n  SELECT\n");
            WriteColumns(text, level, i == 0 ? "" : $"{before}.*", 4);
            text.Append(CultureInfo.InvariantCulture, $"  FROM {(i == 0 ? $"{activity} AS activity" : before)}\n");
            foreach (var join in level.Joins)
            {
                text.Append(CultureInfo.InvariantCulture, $"  LEFT JOIN {join.Table} AS {join.Name}_row\n    ON {join.Name}_row.key = {before}.{join.Key}");
                text.Append(join.Table.Schema.Dated ? $" AND {before}.assignment_date BETWEEN {join.Name}_row.first_day AND {join.Name}_row.last_day\n" : "\n");
            }

            if (level.Where != Expression.True)
                text.Append("  WHERE ").Append(level.Where.Write(4)).Append('\n');
            text.Append(i < levels.Count - 1 ? "  OFFSET 0\n),\n" : "  OFFSET 0\n)\n");
        }

        return text.Append("SELECT\n  ").AppendJoin(",\n  ", selected).Append(CultureInfo.InvariantCulture, $"\nFROM level_{levels.Count - 1}").ToString();
    }

    private static string Type(ColumnKind kind) => kind switch { ColumnKind.Number => "integer", ColumnKind.Day => "date", _ => "text" };

    private static string Function(string name, string says, string body) =>
        $"-- {says}.\nCREATE OR REPLACE FUNCTION {name}(cell text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS\n$$ SELECT {body} $$";

    private static string Undated(LookupTable table) => $"""
        -- The first row of each key.
        CREATE TABLE {table.Name} AS
        SELECT DISTINCT ON (key) {table.Key} AS key, {string.Join(", ", table.Columns)}
        FROM {table.Source}
        WHERE {table.Where}
        ORDER BY key, file_order
        """;

    private static string Dated(LookupTable table) => $"""
        -- The days of each key, cut wherever a row begins or has ended; on each stretch the first row in file order that holds.
        CREATE TABLE {table.Name} AS
        WITH
        kept AS
        (
          SELECT {table.Key} AS key, file_order, first_day, last_day, {string.Join(", ", table.Columns)}
          FROM {table.Source}
          WHERE {table.Where}
        ),
        cuts AS
        (
          SELECT key, first_day AS day FROM kept
          UNION
          SELECT key, last_day + 1 FROM kept WHERE last_day < DATE '{IsoDate.Text(UntilFurtherNotice)}'
        ),
        stretches AS
        (
          SELECT key, day AS first_day, coalesce(lead(day) OVER (PARTITION BY key ORDER BY day) - 1, DATE '{IsoDate.Text(UntilFurtherNotice)}') AS last_day
          FROM cuts
        )
        SELECT DISTINCT ON (stretches.key, stretches.first_day)
          stretches.key, stretches.first_day, stretches.last_day, {string.Join(", ", table.Columns.Select(c => $"kept.{c}"))}
        FROM stretches
        JOIN kept ON kept.key = stretches.key AND stretches.first_day BETWEEN kept.first_day AND kept.last_day
        ORDER BY stretches.key, stretches.first_day, kept.file_order
        """;
}
