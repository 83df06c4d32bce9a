using Remit.Register;
using Remit.Responsibility;
using Remit.Storage.Register;

namespace Remit.Storage.Responsibility;

/// <summary>What the codes in decisions and reference tables are called: as the areas in use name them, else as the facts that travel with Remit do.</summary>
public sealed class CodeNames
{
    private readonly ILookup<string, ReferenceRow> areas;
    private readonly Lazy<ILookup<string, Standing>> known;
    private readonly Lazy<Dictionary<string, string>> defaults;

    private CodeNames(ReferenceTables tables)
    {
        var (table, commissioner) = (tables[TableSchema.Areas], TableSchema.Areas.IndexOf("commissioner"));
        areas = table.Rows.ToLookup(r => r.Cells[commissioner]);
        known = new(() => NationalTables.Shipped.Standings.ToLookup(s => s.Code.ToString(), s => s.Standing));
        defaults = new(() => ParameterTables.Shipped.Read("register/default_codes.csv").Rows.ToDictionary(r => r["code"], r => r["meaning"]));
    }

    public static CodeNames In(ReferenceTables tables) => new(tables);

    /// <summary>The name of a code on a day, or none.</summary>
    public string? Of(string code, DateOnly day)
    {
        if (areas[code].FirstOrDefault(r => r.Days.Contains(day)) is { Called: { Length: > 0 } local })
            return local;
        return known.Value[code].FirstOrDefault(s => s.Days.Contains(day))?.Name ?? defaults.Value.GetValueOrDefault(code);
    }

    /// <summary>The names on one day.</summary>
    public Func<string, string?> On(DateOnly day) => code => Of(code, day);
}
