using System.Globalization;
using Remit.Allocations;
using Remit.Money;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Allocations;

/// <summary>Reads the rounds of allocations that are known: <c>parameters/allocations/*.csv</c>.</summary>
public static class AllocationTables
{
    private static readonly Lazy<IReadOnlyList<Edition>> ReadOnce = new(() => Read(ParameterTables.Shipped));

    /// <summary>The editions that come with this program, in the order of their table.</summary>
    public static IReadOnlyList<Edition> Shipped => ReadOnce.Value;

    /// <summary>The edition of a name, such as <c>2018-19</c>.</summary>
    /// <exception cref="RefusedException">There is none; the message lists those there are.</exception>
    public static Edition Named(string id) => Shipped.FirstOrDefault(e => e.Id == id)
        ?? throw new RefusedException(new Finding("unknown-edition", Consequence.FileRefused, new Place("--edition"), id, $"one of: {string.Join(", ", Shipped.Select(e => e.Id))}"));

    /// <exception cref="RefusedException">A row is not as it should be.</exception>
    public static IReadOnlyList<Edition> Read(ParameterTables tables)
    {
        var weights = Rows(tables, "weights").ToLookup(r => (r["edition"], r["pot"]), r => new Weight(r["component"], Number(r, "weight"), SourceOf(r, "weights")));
        var pots = Rows(tables, "pots").ToLookup(r => r["edition"], r => new Pot(r["pot"], Number(r, "part"), [.. weights[(r["edition"], r["pot"])]],
            r["costs"].Split(';', StringSplitOptions.RemoveEmptyEntries), r["place"], r["area"], SourceOf(r, "pots")));
        var indices = Rows(tables, "cost_indices").ToLookup(r => r["edition"], r => new PlaceIndex(r["cost"], r["place"], r["area"], Number(r, "index"), SourceOf(r, "cost_indices")));
        var columns = Rows(tables, "columns").ToLookup(r => r["edition"], r => new EditionColumn(r["heading"], r["use"], r["name"], SourceOf(r, "columns")));
        return [.. Rows(tables, "editions").Select(r => new Edition(
            r["edition"],
            FinancialYear.TryParse(r["year"], out var year) ? year : throw r.Refuse("year", "not-a-year", r["year"], "a financial year as 2018/19"),
            r.Day("bodies_on") ?? throw r.Refuse("bodies_on", "not-a-day", "", "a day as YYYY-MM-DD"),
            r["by"],
            r["sum"].Length == 0 ? null : new Pounds((long)Number(r, "sum")),
            r["rate"].Length == 0 ? null : Number(r, "rate"),
            r["note"], [.. pots[r["edition"]]], [.. indices[r["edition"]]], [.. columns[r["edition"]]], SourceOf(r, "editions")))];
    }

    internal static Source SourceOf(ParameterRow row, string table) =>
        new(new("parameters", $"Remit's own table of {table.Replace('_', ' ')} of allocations", DateOnly.MinValue, DateTimeOffset.MinValue, $"parameters/allocations/{table}.csv"), (int)row.Place.Line, row.Confidence, Document: row["source"]);

    /// <summary>A number that is not below nought.</summary>
    /// <exception cref="RefusedException">The cell is none.</exception>
    internal static decimal Number(ParameterRow row, string column) =>
        decimal.TryParse(row[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : throw row.Refuse(column, "not-a-number", row[column], "a number that is not below nought, such as 0.1");

    internal static IReadOnlyList<ParameterRow> Rows(ParameterTables tables, string table) => tables.Read($"allocations/{table}.csv").Rows;
}
