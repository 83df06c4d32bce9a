using Remit.Time;

namespace Remit.Responsibility;

/// <summary>One column of a reference table.</summary>
/// <param name="Words">What it holds, as a sentence would name it.</param>
/// <param name="Required">Whether a file without it is refused.</param>
public sealed record Column(string Name, CellKind Kind, string Words, bool Required = true);

/// <summary>The shape of a reference table: formats.md, section 2.</summary>
/// <remarks>Tables of places (postcodes, small areas, countries) share one column order, so that one fact reads any of them.</remarks>
public sealed class TableSchema
{
    public TableSchema(string name, string words, bool dated, params Column[] columns)
    {
        (Name, Words, Dated, Columns) = (name, words, dated, columns);
        var called = Array.FindIndex(columns, 1, c => c.Name is "name" or "description");
        CalledBy = called < 0 ? null : called;
    }

    /// <summary>The table's name, and its file's without <c>.csv</c>.</summary>
    public string Name { get; }

    public string Words { get; }

    /// <summary>Whether rows hold only <c>from</c> a day <c>to</c> a day.</summary>
    public bool Dated { get; }

    /// <summary>The columns, without <c>from</c> and <c>to</c>.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The column that names or describes a row, beside its key; none where there is none.</summary>
    public int? CalledBy { get; }

    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == column)
                return i;

        throw new ArgumentException($"{Name} has no column {column}.", nameof(column));
    }

    public override string ToString() => Name;

    public static readonly TableSchema Practices = new("practices", "GP practices", dated: true,
        new("practice_code", CellKind.Code, "practice"),
        new("name", CellKind.Text, "name", Required: false),
        new("status", CellKind.Code, "status"),
        new("commissioner", CellKind.Code, "commissioner"),
        new("national_grouping", CellKind.Code, "national grouping"),
        new("high_level_geography", CellKind.Code, "high level geography"),
        new("postcode", CellKind.Postcode, "postcode"));

    public static readonly TableSchema Postcodes = Places("postcodes", "postcodes", dated: true, "postcode", CellKind.Postcode);

    public static readonly TableSchema SmallAreas = Places("small_areas", "small areas", dated: true, "lsoa", CellKind.Code);

    public static readonly TableSchema SmallAreaCountries = Places("small_area_countries", "first letters of small areas", dated: false, "letter", CellKind.Code);

    public static readonly TableSchema Providers = new("providers", "providers", dated: false,
        new("provider_code", CellKind.Code, "provider"),
        new("name", CellKind.Text, "name", Required: false),
        new("main_site_postcode", CellKind.Postcode, "main site postcode"),
        new("specialised_hub", CellKind.Code, "specialised hub that contracts with it"));

    public static readonly TableSchema Services = new("services", "service lines", dated: false,
        new("service_code", CellKind.Code, "service code"),
        new("year", CellKind.Code, "year"),
        new("description", CellKind.Text, "description", Required: false),
        new("status", CellKind.Code, "delegation status"),
        new("specialised", CellKind.Code, "'specialised' mark"),
        new("highly_specialised", CellKind.Code, "'highly specialised' mark"),
        new("cross_border", CellKind.Code, "Appendix C mark"));

    public static readonly TableSchema Areas = new("areas", "commissioners' areas", dated: true,
        new("commissioner", CellKind.Code, "commissioner"),
        new("name", CellKind.Text, "name", Required: false),
        new("icb", CellKind.Code, "integrated care board"),
        new("region", CellKind.Code, "region"),
        new("specialised_hub", CellKind.Code, "specialised hub"),
        new("health_justice_hub", CellKind.Code, "health and justice hub"),
        new("delegated", CellKind.Code, "signed delegation of specialised services"));

    public static readonly TableSchema DetentionSites = new("detention_sites", "places of detention", dated: true,
        new("name", CellKind.Text, "name", Required: false),
        new("postcode", CellKind.Postcode, "postcode"),
        new("hub", CellKind.Code, "health and justice hub"));

    /// <summary>The tables a reference folder may hold. All but the small areas are needed.</summary>
    public static readonly IReadOnlyList<TableSchema> All = [Practices, Postcodes, Providers, Services, Areas, DetentionSites, SmallAreas];

    private static TableSchema Places(string name, string words, bool dated, string key, CellKind kind) => new(name, words, dated,
        new(key, kind, words.TrimEnd('s')),
        new("country", CellKind.Code, "country"),
        new("commissioner", CellKind.Code, "commissioner"),
        new("icb", CellKind.Code, "integrated care board"),
        new("region", CellKind.Code, "region"),
        new("local_authority", CellKind.Code, "local authority"),
        new("health_board", CellKind.Code, "health board"));
}

/// <summary>Where a reference row comes from, as an explanation names it.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Words">What it is: "ODS practices, edition of 31 October 2019".</param>
public sealed record Origin(string File, string Words);

/// <summary>One row: cleaned cells in the schema's order, the days it holds, and where it stands in its file.</summary>
public sealed class ReferenceRow(TableSchema schema, string[] cells, DateSpan days, Origin origin, int line)
{
    public TableSchema Schema => schema;
    public string[] Cells => cells;
    public DateSpan Days => days;
    public Origin Origin => origin;

    /// <summary>The line of the file, or nought where the row was worked out from several.</summary>
    public int Line => line;

    /// <summary>The name or description beside the key, or empty.</summary>
    public string Called => schema.CalledBy is { } column ? cells[column] : "";

    /// <summary>"practices.csv, line 12", or the origin's words where there is no single line.</summary>
    public string Provenance => line > 0 ? $"{origin.Words}, line {line}" : origin.Words;
}

/// <summary>All rows of one reference table, in file order.</summary>
public sealed record ReferenceTable(TableSchema Schema, IReadOnlyList<ReferenceRow> Rows)
{
    /// <summary>Columns that no source states, so that an empty cell means "not known" and not "none". A table that someone wrote out states all its columns.</summary>
    public IReadOnlyList<string> NotStated { get; init; } = [];
}

/// <summary>Everything the method looks things up in. Immutable once built; the order of rows is part of its meaning: where several hold, the first counts.</summary>
public sealed class ReferenceTables
{
    private readonly Dictionary<string, ReferenceTable> tables;

    /// <param name="tables">At most one of each schema; a table that is not given is empty.</param>
    /// <param name="description">What this is, for manifests and explanations.</param>
    public ReferenceTables(IEnumerable<ReferenceTable> tables, string description)
    {
        this.tables = tables.Append(Countries).ToDictionary(t => t.Schema.Name);
        Description = description;
    }

    public string Description { get; }

    public ReferenceTable this[TableSchema schema] => tables.GetValueOrDefault(schema.Name) ?? new ReferenceTable(schema, []);

    // A small area names its country by its first letter; Northern Irish ones of 2011 begin with a digit.
    private static ReferenceTable Countries { get; } = new(TableSchema.SmallAreaCountries,
    [
        Country("E", CodeLists.England), Country("W", CodeLists.Wales), Country("S", CodeLists.Scotland),
        Country("N", CodeLists.NorthernIreland), Country("9", CodeLists.NorthernIreland),
    ]);

    private static ReferenceRow Country(string letter, string country) => new(TableSchema.SmallAreaCountries,
        [letter, country, "", "", "", "", ""], DateSpan.Always, new Origin("", "the first letter of the small area's ONS code"), 0);
}
