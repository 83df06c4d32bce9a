using System.Globalization;
using Remit.Allocations;
using Remit.Money;

namespace Remit.Storage.Allocations;

/// <summary>Reads a budget: a CSV with <c>line, use, pounds</c>.</summary>
public static class BudgetFile
{
    private const long Most = 1_000_000_000_000;

    private static readonly string[] Columns = ["line", "use", "pounds"];

    /// <param name="uses">What a line may be for.</param>
    /// <exception cref="RefusedException">A row is not as it should be. Every finding is told.</exception>
    public static Budget Read(string path, Pounds allocation, IReadOnlyCollection<string> uses)
    {
        var file = Path.GetFileName(path);
        using var source = CsvSource.Open(path, hasHeader: true);
        int Column(string name) => source.Headers.Index().FirstOrDefault(h => h.Item.Equals(name, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;
        if (Columns.FirstOrDefault(c => Column(c) < 0) is { } missing)
            throw new RefusedException(new Finding("missing-column", Consequence.FileRefused, new Place(file, 1), string.Join(", ", source.Headers), $"a column {missing}: a budget has {string.Join(", ", Columns)}"));

        List<BudgetLine> lines = [];
        List<Finding> findings = [];
        while (source.Read())
        {
            void Bad(string column, string code, string found, string wanted) => findings.Add(new(code, Consequence.FileRefused, new Place(file, source.Line, column), found, wanted));

            if (source.FieldCount != source.Headers.Count)
            {
                Bad("", "wrong-number-of-cells", $"{source.FieldCount} cells", $"{source.Headers.Count}, as in the header");
                continue;
            }

            var (line, use, pounds) = (source.Text(Column("line")).Trim(), source.Text(Column("use")).Trim().ToLowerInvariant(), source.Text(Column("pounds")).Trim());
            if (!uses.Contains(use))
                Bad("use", "unknown-use", use, $"one of: {string.Join(", ", uses)}");
            else if (!long.TryParse(pounds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) || amount is > Most or < -Most)
                Bad("pounds", "not-pounds", pounds, "whole pounds without separators, such as 1250000");
            else
                lines.Add(new(line, use, new(amount)));
        }

        if (lines.Count == 0 && findings.Count == 0)
            findings.Add(new("no-rows", Consequence.FileRefused, new Place(file), "a header and no rows", "a row for each line of the budget"));
        return findings.Count == 0 ? new(allocation, lines) : throw new RefusedException(findings);
    }
}
