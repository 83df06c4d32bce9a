using System.Text;

namespace Remit.Cli;

/// <summary>Rows in aligned columns. Numbers go to the right; nothing is cut or wrapped, so that it can be piped. Characters that steer a terminal are shown as <c>·</c>.</summary>
public sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> rows = [];
    private readonly HashSet<int> right = [];

    /// <summary>Aligns columns (counted from 0) to the right.</summary>
    public TextTable Right(params int[] columns)
    {
        right.UnionWith(columns);
        return this;
    }

    public TextTable Row(params string[] cells)
    {
        rows.Add([.. cells.Select(c => Finding.Shown(c))]);
        return this;
    }

    public override string ToString()
    {
        var widths = Enumerable.Range(0, headings.Length)
            .Select(i => rows.Append(headings).Max(r => r[i].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(headings))
        {
            var cells = row.Select((cell, i) => right.Contains(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }

        return text.ToString().TrimEnd();
    }
}
