using System.Globalization;
using System.Text.RegularExpressions;
using Remit.Register;

namespace Remit.Storage.Register;

/// <summary>How the Office for National Statistics heads its look-ups: a family of areas, the year, and what the column holds (<c>CCG15CDH</c>).</summary>
/// <param name="Family"><c>LSOA</c>, <c>CCG</c>, <c>SICBL</c>, <c>LAD</c> and so on.</param>
/// <param name="Holds"><c>CD</c> the ONS code, <c>CDH</c> or <c>CDO</c> the ODS code, <c>NM</c> the name.</param>
internal readonly partial record struct OnsHeading(string Family, int Year, string Holds, int At)
{
    private static readonly string[] Held = ["CD", "CDH", "CDO", "NM"];

    /// <summary>The families that are commissioners of their day.</summary>
    public static bool IsCommissioner(string family) => OnsFamily.Named(family)?.IsCommissioner == true;

    /// <summary>The headings of the families that Remit knows, such as <c>CCGyyCD</c>.</summary>
    public static IReadOnlyList<string> Known => [.. OnsFamily.All.SelectMany(family => Held.Select(holds => $"{family.Name}yy{holds}"))];

    /// <summary><c>CCG21CD</c> as <c>CCGyyCD</c>.</summary>
    public static string WithoutYear(string text) =>
        Shape().Match(text) is { Success: true } match ? $"{match.Groups[1].Value}yy{match.Groups[3].Value}" : text;

    public static IReadOnlyList<OnsHeading> In(IEnumerable<string> headers) =>
    [
        .. headers.Select((text, column) => (Match: Shape().Match(text), column)).Where(h => h.Match.Success)
            .Select(h => new OnsHeading(h.Match.Groups[1].Value.ToUpperInvariant(), 2000 + int.Parse(h.Match.Groups[2].Value, CultureInfo.InvariantCulture), h.Match.Groups[3].Value.ToUpperInvariant(), h.column)),
    ];

    /// <summary>The day whose boundaries a look-up of this year gives: 1 April, or the day its family began where that was later in the year.</summary>
    public DateOnly Edition
    {
        get
        {
            var april = new DateOnly(Year, 4, 1);
            return OnsFamily.Named(Family)?.Began is { } began && began.Year == Year && began > april ? began : april;
        }
    }

    /// <summary>Where the first column of some sort is, or -1.</summary>
    public static int Column(IEnumerable<OnsHeading> headings, Func<OnsHeading, bool> wanted)
    {
        foreach (var heading in headings)
            if (wanted(heading))
                return heading.At;
        return -1;
    }

    [GeneratedRegex(@"^\uFEFF?([A-Z]+)(\d\d)(CD|CDH|CDO|NM)$", RegexOptions.IgnoreCase)]
    private static partial Regex Shape();
}

/// <summary>Small area to commissioner to local authority, of any year.</summary>
public sealed class SmallAreaLayout() : Layout<CoverageRow>("small-areas", "ONS look-up of small areas", hasHeader: true)
{
    public override IReadOnlyList<string> NamesBegin => ["lsoa"];

    public override bool EditionMatters => true;

    public override string Wanted => "a header with LSOA11CD or LSOA21CD, and CCGyyCD, SICBLyyCD or LOCyyCD with its CDH";

    public override IReadOnlyList<string> Headings => OnsHeading.Known;

    protected override string WithoutYear(string heading) => OnsHeading.WithoutYear(heading);

    public override bool Resembles(Specimen specimen) => HeadingsIn(specimen.First).Any();

    public override bool Recognises(Specimen specimen) =>
        OnsHeading.In(specimen.First) is var headings && headings.Any(h => h is { Family: "LSOA", Holds: "CD" }) && headings.Any(h => OnsHeading.IsCommissioner(h.Family));

    public override DateOnly? EditionOf(Specimen specimen) => OnsHeading.In(specimen.First).FirstOrDefault(h => OnsHeading.IsCommissioner(h.Family)) is { Family: not null } h ? h.Edition : null;

    protected override RowReader<CoverageRow> Reader(OpenFile file)
    {
        var (cells, headers) = (file.Cells, file.Source.Headers);
        var headings = OnsHeading.In(headers);
        var area = OnsHeading.Column(headings, h => h is { Family: "LSOA", Holds: "CD" });
        var ods = OnsHeading.Column(headings, h => OnsHeading.IsCommissioner(h.Family) && h.Holds is ("CDH" or "CDO"));
        var ons = OnsHeading.Column(headings, h => OnsHeading.IsCommissioner(h.Family) && h.Holds == "CD");
        var authority = OnsHeading.Column(headings, h => h is { Family: "LAD", Holds: "CD" });
        if (area < 0)
            throw file.Lacks("a column LSOA11CD or LSOA21CD");
        if (ods < 0 && ons < 0)
            throw file.Lacks("a column such as CCG21CDH or SICBL22CDH");

        return (out CoverageRow row) =>
        {
            row = default;
            if (!cells.Ons(area, headers[area], out var lsoa))
                return false;
            if (lsoa.Entity is not ("E01" or "W01"))
                return cells.Bad("not-a-small-area", headers[area], area, "the code of a small area: E01… or W01…");

            OdsCode commissioner;
            if (ods >= 0)
            {
                if (!cells.Ods(ods, headers[ods], out commissioner))
                    return false;
            }
            else
            {
                if (!cells.Ons(ons, headers[ons], out var code))
                    return false;
                if (file.OdsOf(code) is not { } known)
                    return cells.Bad("unknown-ons-code", headers[ons], ons, "the ONS code of a commissioner that the register has: import the look-up of names and codes first");
                commissioner = known;
            }

            OnsCode? district = null;
            if (cells.Text(authority).Length > 0)
            {
                if (!cells.Ons(authority, headers[authority], out var lad))
                    return false;
                district = lad;
            }

            row = new(lsoa, new(commissioner, district), cells.Line);
            return true;
        };
    }

    protected override string? Unique(CoverageRow row) => row.Area.ToString();

    protected override RowKey KeyOf(CoverageRow row) => new(row.Area.ToString(), row.Lies.Commissioner.ToString());
}

/// <summary>Names and codes of commissioners of some year, with the areas they lie in where the look-up gives them.</summary>
public sealed class OnsNamesLayout() : Layout<OnsListing>("ons-names", "ONS names and codes", hasHeader: true)
{
    // The look-up of April 2013 has a typographer's apostrophe in West London's name.
    public override bool MayBeWindows1252 => true;

    public override IReadOnlyList<string> NamesBegin => ["ccg1", "ccg2", "ccg_apr", "pco", "sicbl"];

    public override string Wanted => "a header with CCGyyCD and CCGyyNM (or SICBL, LOC, PCO), with or without other areas beside them";

    public override IReadOnlyList<string> Headings => OnsHeading.Known;

    protected override string WithoutYear(string heading) => OnsHeading.WithoutYear(heading);

    public override bool Resembles(Specimen specimen) => HeadingsIn(specimen.First).Any();

    public override bool Recognises(Specimen specimen) =>
        OnsHeading.In(specimen.First) is var headings
        && headings.Any(h => OnsHeading.IsCommissioner(h.Family) && h.Holds == "CD") && headings.Any(h => OnsHeading.IsCommissioner(h.Family) && h.Holds == "NM")
        && !headings.Any(h => h.Family is "LSOA" or "MSOA" or "OA");

    public override string SeriesOf(Specimen specimen) => string.Join(" ", OnsHeading.In(specimen.First).Select(h => h.Family).Distinct());

    public override DateOnly? EditionOf(Specimen specimen) => OnsHeading.In(specimen.First).FirstOrDefault(h => OnsHeading.IsCommissioner(h.Family)) is { Family: not null } h ? h.Edition : null;

    protected override RowReader<OnsListing> Reader(OpenFile file)
    {
        var (cells, headers) = (file.Cells, file.Source.Headers);
        var headings = OnsHeading.In(headers);
        foreach (var holds in new[] { "CD", "NM" })
            if (!headings.Any(h => OnsHeading.IsCommissioner(h.Family) && h.Holds == holds))
                throw file.Lacks($"a column such as CCG21{holds}");
        var families = headings.GroupBy(h => h.Family)
            .Select(f => (
                Family: f.Key,
                Ons: OnsHeading.Column(f, h => h.Holds == "CD"),
                Ods: OnsHeading.Column(f, h => h.Holds is "CDH" or "CDO"),
                Name: OnsHeading.Column(f, h => h.Holds == "NM")))
            .Where(f => f.Ons >= 0)
            .ToList();

        return (out OnsListing row) =>
        {
            row = null!;
            OnsListing? listing = null;
            List<OnsParent> parents = [];
            foreach (var family in families)
            {
                if (!cells.Ons(family.Ons, headers[family.Ons], out var onsCode))
                    return false;
                OdsCode? code = null;
                if (family.Ods >= 0)
                {
                    if (!cells.Ods(family.Ods, headers[family.Ods], out var parsed))
                        return false;
                    code = parsed;
                }

                if (OnsHeading.IsCommissioner(family.Family) && listing is null)
                    listing = new(family.Family, onsCode, code, cells.Text(family.Name), parents, new Source(file.Release, cells.Line));
                else
                    parents.Add(new(OnsFamily.Named(family.Family)?.Link, onsCode, code, cells.Text(family.Name)));
            }

            row = listing!;
            return true;
        };
    }

    // A primary care trust that straddled two strategic health authorities has a row for each.
    protected override string? Unique(OnsListing row) => $"{row.OnsCode} in {string.Join(" ", row.Parents.Select(p => p.OnsCode))}";

    protected override RowKey KeyOf(OnsListing row) => new((row.Code?.ToString() ?? row.OnsCode.ToString()), row.Parents.Count > 0 ? row.Parents[0].OnsCode.ToString() : "");
}

/// <summary>Who became whom, worked out by somebody else: evidence to hold against Remit's own tables.</summary>
public sealed class SuccessionClaimLayout() : Layout<SuccessionClaim>("successions", "who became whom", hasHeader: true)
{
    private static readonly string[] Wants = ["old_code", "new_code", "effective_date"];

    public override IReadOnlyList<string> NamesBegin => ["ccg_successors"];

    public override string Wanted => "a header with old_code, new_code and effective_date";

    public override IReadOnlyList<string> Headings => Wants;

    public override bool Recognises(Specimen specimen) => Wants.All(specimen.Heads);

    public override bool Resembles(Specimen specimen) => Wants.Count(specimen.Heads) >= 2;

    protected override RowReader<SuccessionClaim> Reader(OpenFile file)
    {
        var cells = file.Cells;
        var (old, next, effective, method) = (file.Required("old_code"), file.Required("new_code"), file.Required("effective_date"), file.Column("method"));
        return (out SuccessionClaim row) =>
        {
            row = null!;
            if (!cells.Ods(old, "old_code", out var from) || !cells.Ods(next, "new_code", out var to))
                return false;
            if (!Time.IsoDate.TryParse(cells.Text(effective), out var on))
                return cells.Bad("bad-date", "effective_date", effective, "a real day as 2015-04-01");
            row = new(from, to, on, cells.Text(method), new Source(file.Release, cells.Line));
            return true;
        };
    }

    protected override string? Unique(SuccessionClaim row) => $"{row.From} to {row.To}";

    protected override RowKey KeyOf(SuccessionClaim row) => new($"{row.From}", $"{row.To}");
}
