using System.Text.RegularExpressions;
using Remit.Register;

namespace Remit.Storage.Register;

/// <summary>A postcode in a postcode directory. Areas are ODS codes where Remit knows one for them, else the directory's own.</summary>
/// <param name="Postcode">Without spaces, in upper case.</param>
/// <param name="Country">The ONS code of its country: <c>E92000001</c> for England.</param>
/// <param name="Commissioner">The CCG or sub-ICB location it lies in; in Wales the health board. Empty where the directory gives none.</param>
/// <param name="HealthBoard">The Welsh or Scottish health board or Northern Irish group it lies in; empty in England.</param>
/// <param name="SmallArea">The ONS code of its small area of the 2021 census where the directory gives it, else of the 2011 census.</param>
/// <param name="Terminated">The month it was withdrawn, as <c>yyyymm</c>; empty while in use.</param>
public readonly record struct DirectoryRow(
    string Postcode, string Country, string Commissioner, string Icb, string Region, string LocalAuthority, string HealthBoard, string SmallArea, string Terminated, int Line);

/// <summary>A postcode directory: every postcode of the United Kingdom, with the areas it lies in.</summary>
public abstract partial class DirectoryLayout(string kind, string title, bool hasHeader) : Layout<DirectoryRow>(kind, title, hasHeader)
{
    protected override string? Unique(DirectoryRow row) => row.Postcode;

    protected override RowKey KeyOf(DirectoryRow row) => new(row.Postcode, row.Commissioner);

    /// <param name="at">Where each of the directory's columns is, or -1.</param>
    private protected static RowReader<DirectoryRow> Reader(OpenFile file, DirectoryColumns at)
    {
        var cells = file.Cells;
        Dictionary<string, string> areas = new(StringComparer.Ordinal);
        return (out DirectoryRow row) =>
        {
            row = default;
            var postcode = Postcode.Key(cells.Text(at.Postcode));
            if (!Postcode.TryParse(postcode, out _))
                return cells.Bad("bad-postcode", "postcode", at.Postcode, "a postcode, such as LS1 4AP");
            var country = Area(at.Country);
            if (country.Length > 0 && !OnsCode.TryParse(country, out _))
                return cells.Bad("bad-country", "country", at.Country, "the ONS code of a country, such as E92000001");

            var english = country == "E92000001";
            row = new(postcode, country, Area(at.Commissioner), english ? Area(at.Icb) : "", english ? Area(at.Region) : "",
                Area(at.LocalAuthority), english ? "" : Area(at.HealthBoard), Area(at.SmallArea), cells.Text(at.Terminated), cells.Line);
            return true;
        };

        // There are few areas among millions of rows: each is looked up once.
        string Area(int column)
        {
            var text = cells.Text(column);
            if (!areas.TryGetValue(text, out var area))
                areas[text] = area = Pseudo().IsMatch(text) ? ""
                    : OnsCode.TryParse(text, out var ons) && file.OdsOf(ons) is { } ods ? ods.ToString()
                    : text.ToUpperInvariant();
            return area;
        }
    }

    /// <summary>What the directories write where there is no such area: <c>E99999999</c>.</summary>
    [GeneratedRegex("^[A-Z]99999999$")]
    private static partial Regex Pseudo();
}

/// <summary>Where each column of a directory is, or -1.</summary>
internal readonly record struct DirectoryColumns(int Postcode, int Country, int Commissioner, int Icb, int Region, int LocalAuthority, int HealthBoard, int SmallArea, int Terminated);

/// <summary>The ONS Postcode Directory, and any other with its column names, of any edition.</summary>
public sealed partial class OnspdLayout() : DirectoryLayout("onspd", "ONS Postcode Directory", hasHeader: true)
{
    public override IReadOnlyList<string> NamesBegin => ["onspd"];

    public override string Wanted => "a header with pcds (or pcd), ctry and ccg or sicbl, with or without a year in the name (sicbl24cd)";

    public override IReadOnlyList<string> Headings => ["pcds", "pcd", "pcd2", "ctry", "sicbl", "ccg", "icb", "stp", "nhser", "oslaua", "oshlthau", "lsoa21", "lsoa11", "doterm"];

    protected override string WithoutYear(string heading) => Dated().Replace(heading.ToLowerInvariant(), "");

    public override bool Recognises(Specimen specimen) => Columns(specimen.First) is { Postcode: >= 0, Country: >= 0, Commissioner: >= 0 };

    public override bool Resembles(Specimen specimen) =>
        Columns(specimen.First) is var at && new[] { at.Postcode, at.Country, at.Commissioner }.Count(column => column >= 0) >= 2;

    protected override RowReader<DirectoryRow> Reader(OpenFile file)
    {
        var at = Columns(file.Source.Headers);
        foreach (var (column, name) in new[] { (at.Postcode, "pcds"), (at.Country, "ctry"), (at.Commissioner, "sicbl, or ccg in editions before 2023") })
            if (column < 0)
                throw file.Lacks($"a column {name}");
        return Reader(file, at);
    }

    private static DirectoryColumns Columns(IReadOnlyList<string> headers)
    {
        var names = headers.Select(h => Dated().Replace(h.Trim('\uFEFF').ToLowerInvariant(), "")).ToList();
        var years = headers.Select(h => h.Trim('\uFEFF').ToLowerInvariant()).ToList();
        return new(At("pcds", "pcd", "pcd2", "pcd8", "pcd7"), At("ctry"), At("sicbl", "ccg"), At("icb", "stp"), At("nhser"), At("oslaua", "laua", "lad"),
            At("oshlthau", "hlthau", "hlth"), First(years, "lsoa21", "lsoa21cd", "lsoa11", "lsoa11cd"), At("doterm"));

        int At(params string[] wanted) => First(names, wanted);

        static int First(List<string> among, params string[] wanted) => wanted.Select(w => among.IndexOf(w)).FirstOrDefault(i => i >= 0, -1);
    }

    [GeneratedRegex(@"\d\dcd$")]
    private static partial Regex Dated();
}

/// <summary>The NHS Postcode Directory's <c>gridall</c> file: no header, columns by position as its user guide numbers them.</summary>
/// <remarks>
/// PCD2, PCDS, DOINTR, DOTERM, OSEAST100M, OSNRTH100M, OSCTY, ODSLAUA, OSLAUA, OSWARD, USERTYPE, OSGRDIND, CTRY, OSHLTHAU, RGN, OLDHA, NHSER, CCG, PSED, CENED,
/// EDIND, WARD98, OA01, NHSRLO, HRO, LSOA01, UR01IND, MSOA01, CANNET, SCN, OSHAPREV, OLDPCT, OLDHRO, PCON, CANREG, PCT, OSEAST1M, OSNRTH1M, OA11, LSOA11, MSOA11,
/// and since 2017 CALNCV, STP. Later editions add columns at the end.
/// </remarks>
public sealed class NhspdLayout() : DirectoryLayout("nhspd", "NHS Postcode Directory", hasHeader: false)
{
    private const int Fewest = 41;
    private const int Icb = 42;

    public override IReadOnlyList<string> NamesBegin => ["gridall", "nhg"];

    public override string Wanted => $"at least {Fewest} columns without a header: postcode (twice), introduced, terminated, …, country (13), …, region (17), CCG or sub-ICB location (18), …";

    public override bool Recognises(Specimen specimen) =>
        specimen.Records.Count(r => r.Count >= Fewest && Postcode.TryParse(r[1], out _) && (r[12].Length == 0 || OnsCode.TryParse(r[12], out _))) * 10 >= specimen.Records.Count * 9;

    public override bool Resembles(Specimen specimen) =>
        specimen.Mostly(r => r.Count >= Fewest) || specimen.Mostly(r => r.Count > 1 && Postcode.TryParse(r[1], out _));

    protected override RowReader<DirectoryRow> Reader(OpenFile file) =>
        Reader(file, new(Postcode: 1, Country: 12, Commissioner: 17, Icb, Region: 16, LocalAuthority: 8, HealthBoard: 13, SmallArea: 39, Terminated: 3));
}

/// <summary>A postcode and the small area it lies in.</summary>
public readonly record struct PostcodeArea(string Postcode, OnsCode? Area, int Line);

/// <summary>Postcode to small area, as the English indices of deprivation give it.</summary>
public sealed class PostcodeAreaLayout() : Layout<PostcodeArea>("postcode-areas", "postcodes and their small areas", hasHeader: true)
{
    // Made by a web service that does not end the last line.
    public override bool EndsItsLastLine => false;

    public override string Wanted => "a header with postcode and LSOA code";

    public override IReadOnlyList<string> Headings => ["postcode", "LSOA code", "lsoa"];

    public override bool Recognises(Specimen specimen) => specimen.Heads("postcode") && specimen.Heads("LSOA code") && !specimen.Heads("record_id");

    protected override RowReader<PostcodeArea> Reader(OpenFile file)
    {
        var cells = file.Cells;
        var postcode = file.Required("postcode");
        var area = file.Column("LSOA code", "lsoa") is >= 0 and var at ? at : throw file.Lacks("a column LSOA code");
        return (out PostcodeArea row) =>
        {
            row = default;
            var key = Postcode.Key(cells.Text(postcode));
            if (!Postcode.TryParse(key, out _))
                return cells.Bad("bad-postcode", "postcode", postcode, "a postcode, such as LS1 4AP");
            OnsCode? code = null;
            if (cells.Text(area).Length > 0)
            {
                if (!cells.Ons(area, "LSOA code", out var lsoa))
                    return false;
                code = lsoa;
            }

            row = new(key, code, cells.Line);
            return true;
        };
    }

    // The file has a row for each practice, so a postcode that several share is repeated.
    protected override string? Unique(PostcodeArea row) => null;

    protected override IEnumerable<PostcodeArea> Vet(IEnumerable<PostcodeArea> rows, ImportNotes notes)
    {
        Dictionary<string, PostcodeArea> kept = [];
        foreach (var row in rows)
        {
            if (kept.TryAdd(row.Postcode, row))
                yield return row;
            else if (kept[row.Postcode].Area != row.Area)
                notes.LeaveOut("duplicate", row.Line, "LSOA code", $"{row.Postcode} in {row.Area}", $"one small area for each postcode: line {kept[row.Postcode].Line} has {kept[row.Postcode].Area}");
        }
    }

    protected override RowKey KeyOf(PostcodeArea row) => new(row.Postcode, row.Area?.ToString() ?? "");
}
