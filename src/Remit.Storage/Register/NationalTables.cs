using System.Globalization;
using Remit.Register;
using Remit.Register.Areas;

namespace Remit.Storage.Register;

/// <summary>Reads the facts about organisations that travel with the product: <c>parameters/register/*.csv</c>.</summary>
public static class NationalTables
{
    private static readonly Lazy<NationalFacts> ReadOnce = new(() => Read(ParameterTables.Shipped));

    /// <summary>The facts that come with this program.</summary>
    public static NationalFacts Shipped => ReadOnce.Value;

    /// <exception cref="RefusedException">A row is not as it should be: the tables are the product's own, so one bad row stops everything.</exception>
    public static NationalFacts Read(ParameterTables tables) => new()
    {
        Standings = Rows(tables, "organisations", (row, source) => (Ods(row, "code"), new Standing(row["kind"], row["name"], row.Days, source))),
        OnsCodes = Rows(tables, "ons_codes", (row, source) => (Ods(row, "code"), new OnsCoding(Code<OnsCode>(row, "ons_code", "an ONS code"), row.Days, source))),
        Successions = Rows(tables, "successions", (row, source) =>
            new Succession(Ods(row, "from_code"), row["to_code"].Length == 0 ? null : Ods(row, "to_code"), row.Day("on") ?? throw row.Refuse("on", "no-day", "", "the first day of the new state"), row["how"], source)),
        Links = Rows(tables, "links", (row, source) => new Link(Ods(row, "code"), row["link"], Ods(row, "to_code"), row.Days, source)),
        Doubts = Rows(tables, "doubts", (row, _) => new Doubt(row["kind"], Codes(row), row.Days, row["note"], row["source"]) { About = row["about"] }),
        Centres = Rows(tables, "centres", (row, source) => new Centre(Ods(row, "code"), Vertex.At(Degrees(row, "longitude"), Degrees(row, "latitude")), source)),
        OutlineCodes = Rows(tables, "outline_codes", (row, _) => (Code: Ods(row, "code"), StandsFor: Ods(row, "stands_for"))).ToDictionary(r => r.Code, r => r.StandsFor),
        LocalCommissioners = LocalCommissioners(tables),
        Tiers = tables.Read("register/kinds.csv").Rows.Where(row => row["tier"] == "Y").Select(row => row["kind"]).ToHashSet(),
        Roles = Rows(tables, "roles", (row, _) => new ListedRole(row["list"], row["role"], row["kind"], row.Days)),
    };

    /// <summary>The kinds of body whose code names the local commissioner that pays: data, because the next reorganisation will have another.</summary>
    public static IReadOnlySet<string> LocalCommissioners(ParameterTables tables) =>
        tables.Read("register/kinds.csv").Rows.Where(row => row["pays_locally"] == "Y").Select(row => row["kind"]).ToHashSet();

    private static List<T> Rows<T>(ParameterTables tables, string table, Func<ParameterRow, Source, T> make)
    {
        var name = $"register/{table}.csv";
        var release = new Release("parameters", $"Remit's own table of {table.Replace('_', ' ')}", DateOnly.MinValue, DateTimeOffset.MinValue, $"parameters/{name}");
        return [.. tables.Read(name).Rows.Select(row => make(row, new Source(release, (int)row.Place.Line, row.Has("confidence") ? row.Confidence : "", Document: row["source"])))];
    }

    private static double Degrees(ParameterRow row, string column) =>
        double.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= 180 ? degrees : throw row.Refuse(column, "bad-number", row[column], "degrees, as -1.553");

    private static OdsCode Ods(ParameterRow row, string column) => Code<OdsCode>(row, column, "an ODS code");

    private static IReadOnlyList<OdsCode> Codes(ParameterRow row) =>
        [.. row["codes"].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(c => OdsCode.TryParse(c, out var code) ? code : throw row.Refuse("codes", "bad-code", c, "ODS codes, a semicolon between"))];

    private static T Code<T>(ParameterRow row, string column, string wanted) where T : IParsable<T> =>
        T.TryParse(row[column], null, out var code) ? code : throw row.Refuse(column, "bad-code", row[column], wanted);
}
