using System.Text;
using Remit.Responsibility;
using Remit.Responsibility.Sql;

namespace Remit.Storage.Responsibility.Sql;

/// <summary>Rows as text between tabs, as PostgreSQL's COPY and ClickHouse's TabSeparated both read and write them: UTF-8, a line for each row, and <c>\t \n \r \\</c> for a tab, a line feed, a carriage return and a backslash within a cell.</summary>
public static class TabSeparated
{
    /// <summary>Writes the rows of a reference table.</summary>
    /// <returns>How many.</returns>
    public static long Write(Stream to, SqlTable table, ReferenceTables tables)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        var rows = 0L;
        foreach (var row in table.Rows(tables))
        {
            text.Write(Line(row));
            rows++;
        }

        return rows;
    }

    /// <summary>A row, with its line feed.</summary>
    public static string Line(IEnumerable<string> cells) => $"{string.Join('\t', cells.Select(Escaped))}\n";

    /// <summary>The cells of a row, without its line feed.</summary>
    public static string[] Cells(string line) => [.. line.Split('\t').Select(Plain)];

    private static string Escaped(string cell) => cell.AsSpan().IndexOfAny("\t\n\r\\") < 0 ? cell
        : cell.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    private static string Plain(string cell)
    {
        if (!cell.Contains('\\', StringComparison.Ordinal))
            return cell;

        var text = new StringBuilder(cell.Length);
        for (var i = 0; i < cell.Length; i++)
            text.Append(cell[i] == '\\' && i + 1 < cell.Length ? Meant(cell[++i]) : cell[i]);
        return text.ToString();
    }

    private static char Meant(char escaped) => escaped switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'b' => '\b', 'f' => '\f', 'v' => '\v', '0' => '\0', _ => escaped };
}
