namespace Remit.Storage.Register;

/// <summary>A family of areas, as the Office for National Statistics begins the headings of its look-ups: <c>parameters/register/families.csv</c>.</summary>
/// <param name="Name">As headings have it: <c>CCG</c>, <c>SICBL</c>.</param>
/// <param name="IsCommissioner">Whether its areas are those of the commissioners of their day.</param>
/// <param name="Began">The first day there were such areas; none where that was before the files reach.</param>
/// <param name="Link">How a commissioner lies within one of its areas, in the words of <c>links.csv</c>; none where it does not.</param>
internal sealed record OnsFamily(string Name, bool IsCommissioner, string? Link, DateOnly? Began)
{
    private static readonly Lazy<Dictionary<string, OnsFamily>> Shipped = new(() => ParameterTables.Shipped.Read("register/families.csv").Rows
        .Select(row => new OnsFamily(row["family"], row["commissioner"] == "Y", row["link"] is { Length: > 0 } link ? link : null, row.Day("from")))
        .ToDictionary(family => family.Name));

    public static IEnumerable<OnsFamily> All => Shipped.Value.Values;

    /// <summary>The family of a name in capitals, or none.</summary>
    public static OnsFamily? Named(string family) => Shipped.Value.GetValueOrDefault(family);
}
