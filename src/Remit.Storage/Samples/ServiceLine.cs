namespace Remit.Storage.Samples;

/// <summary>A service line in a year.</summary>
/// <param name="CrossBorder">Whether it is on the list of Appendix C. That list was not found, so the mark is made up.</param>
internal sealed record ServiceLine(string Code, string Year, string Description, string Status, bool Specialised, bool Highly, bool CrossBorder)
{
    /// <summary>The year before 2024/25 that the samples need; no list of its lines was found.</summary>
    public const string Projected = "2019/20";

    public bool PublicHealth => Code.StartsWith("NCBPH", StringComparison.Ordinal);

    /// <summary>The real lines of 2024/25 and 2025/26, and a selection of the former put back to 2019/20 without their delegation statuses.</summary>
    public static IReadOnlyList<ServiceLine> All(ParameterTables tables)
    {
        var rows = tables.Read("responsibility/service_lines.csv").Rows;
        var crossBorder = rows.Where(r => r["highly_specialised"] == "Y").Select(r => r["service_code"]).Distinct().Order(StringComparer.Ordinal)
            .Where((_, i) => i % 7 == 3).ToHashSet();
        var real = rows.Select(r => new ServiceLine(r["service_code"], r["year"], r["description"], r["status"],
            r["specialised"] == "Y", r["highly_specialised"] == "Y", crossBorder.Contains(r["service_code"]))).ToList();

        return [.. real.Where(l => l.Year == "2024/25" && (l.PublicHealth || l.Highly || l.Specialised))
            .Where((l, i) => l.PublicHealth || l.CrossBorder || i % 6 == 0)
            .Select(l => l with { Year = Projected, Status = "" }), .. real];
    }
}
