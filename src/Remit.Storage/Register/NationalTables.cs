using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>Reads the facts about organisations that travel with the product: <c>parameters/register/*.csv</c>.</summary>
public static class NationalTables
{
    /// <summary>The tables beside the program.</summary>
    public static string Beside => Path.Combine(AppContext.BaseDirectory, "parameters", "register");

    /// <summary>Reads the tables of a folder. A table that is not there holds nothing.</summary>
    /// <exception cref="RefusedException">A row is not as it should be: the tables are the product's own, so one bad row stops everything.</exception>
    public static NationalFacts Read(string folder) => new()
    {
        Standings = Rows(folder, "organisations.csv", row => (row.Ods("code"), new Standing(row["kind"], row["name"], row.Days, row.Source))),
        OnsCodes = Rows(folder, "ons_codes.csv", row => (row.Ods("code"), new OnsCoding(row.Ons("ons_code"), row.Days, row.Source))),
        Successions = Rows(folder, "successions.csv", row =>
            new Succession(row.Ods("from_code"), row["to_code"].Length == 0 ? null : row.Ods("to_code"), row.Day("on"), row["how"], row.Source)),
        Links = Rows(folder, "links.csv", row => new Link(row.Ods("code"), row["link"], row.Ods("to_code"), row.Days, row.Source)),
        Delegations = Rows(folder, "delegations.csv", row => new Delegation(row.Ods("code"), row["function"], row.Days, row.Source)),
        Doubts = Rows(folder, "doubts.csv", row => new Doubt(row["kind"], row.Days, row["note"], row["source"])),
        Roles = Rows(folder, "roles.csv", row => new ListedRole(row["list"], row["role"], row["kind"], row.Days)),
    };

    private static List<T> Rows<T>(string folder, string file, Func<Row, T> make)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            return [];

        var shown = $"parameters/register/{file}";
        var release = new Release("parameters", $"Remit's own table of {Path.GetFileNameWithoutExtension(file).Replace('_', ' ')}", DateOnly.MinValue, DateTimeOffset.MinValue, shown);
        using var source = CsvSource.Open(path, hasHeader: true, shown);
        List<T> rows = [];
        while (source.Read())
            rows.Add(make(new Row(source, release, shown)));
        return rows;
    }

    private sealed class Row(CsvSource source, Release release, string file)
    {
        public string this[string column]
        {
            get
            {
                for (var i = 0; i < source.Headers.Count; i++)
                    if (string.Equals(source.Headers[i], column, StringComparison.OrdinalIgnoreCase))
                        return source.Text(i).Trim();
                throw Bad(column, "no such column", "the column");
            }
        }

        public Source Source => new(release, (int)source.Line, Optional("confidence"), Document: Optional("source"));

        public DateSpan Days
        {
            get
            {
                var from = this["from"].Length == 0 ? DateOnly.MinValue : Day("from");
                DateOnly? to = this["to"].Length == 0 ? null : Day("to");
                return to < from ? throw Bad("to", this["to"], $"a day not before {this["from"]}") : new DateSpan(from, to);
            }
        }

        public OdsCode Ods(string column) => OdsCode.TryParse(this[column], out var code) ? code : throw Bad(column, this[column], "an ODS code");
        public OnsCode Ons(string column) => OnsCode.TryParse(this[column], out var code) ? code : throw Bad(column, this[column], "an ONS code");
        public DateOnly Day(string column) => IsoDate.TryParse(this[column], out var day) ? day : throw Bad(column, this[column], "a day as 2013-04-01");

        private string Optional(string column) => source.Headers.Contains(column, StringComparer.OrdinalIgnoreCase) ? this[column] : "";

        private RefusedException Bad(string column, string found, string wanted) =>
            new(new Finding("bad-parameter", Consequence.FileRefused, new Place(file, source.Line, column), found, wanted));
    }
}
