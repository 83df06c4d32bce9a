using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>A file of the Organisation Data Service: columns by position, no header, every cell in quotes.</summary>
public abstract class OdsLayout<T>(string kind, string title, int width) : Layout<T>(kind, title, hasHeader: false)
{
    protected override int WidthOf(int first) => width;

    /// <summary>Whether a record begins as one of this kind does, whatever its width; false where many other records would too.</summary>
    protected virtual bool Begins(IReadOnlyList<string> record) => false;

    public override bool Resembles(Specimen specimen) => specimen.Mostly(r => r.Count == width) || specimen.Mostly(Begins);

    /// <summary>Whether the specimen records have this width and pass a test, all but a tenth, which may be damaged.</summary>
    protected bool Every(Specimen specimen, Func<IReadOnlyList<string>, bool> test) =>
        specimen.Records.Count(r => r.Count == width && test(r)) * 10 >= specimen.Records.Count * 9;
}

/// <summary>The archive of which practice belonged to which commissioner, from 1999: six columns.</summary>
public sealed class EpcmemLayout() : OdsLayout<MembershipRow>("epcmem", "ODS archive of practice memberships", 6)
{
    public override IReadOnlyList<string> NamesBegin => ["epcmem"];

    public override bool EditionMatters => true;

    protected override bool Begins(IReadOnlyList<string> record) => PracticeCode.TryParse(record[0], out _);

    public override string Wanted => "six columns without a header: practice, commissioner, type, joined, left (yyyymmdd), amended";

    public override bool Recognises(Specimen specimen) =>
        Every(specimen, r => PracticeCode.TryParse(r[0], out _) && r[2].Length == 1 && IsoDate.TryParseCompact(r[3], out _));

    protected override RowReader<MembershipRow> Reader(OpenFile file) => (out MembershipRow row) => Parse(file.Cells, out row);

    private static bool Parse(RowCells cells, out MembershipRow row)
    {
        row = default;
        if (!cells.Practice(0, "practice", out var practice) || !cells.Ods(1, "commissioner", out var commissioner))
            return false;
        if (cells.Text(2) != "W")
            return cells.Bad("unknown-type", "type", 2, "W, a practice's membership");
        if (!cells.CompactSpan(3, 4, "joined", "left", out var days))
            return false;
        row = new(practice, commissioner, days, cells.Line);
        return true;
    }

    protected override string? Unique(MembershipRow row) => $"{row.Practice} in {row.Commissioner} from {row.Days.First:yyyy-MM-dd}";

    protected override RowKey KeyOf(MembershipRow row) => new(row.Practice.ToString(), row.Days.Last is null ? row.Commissioner.ToString() : "");

    protected override IEnumerable<MembershipRow> Vet(IEnumerable<MembershipRow> rows, ImportNotes notes)
    {
        Dictionary<PracticeCode, List<MembershipRow>> kept = [];
        foreach (var row in rows)
        {
            if (!kept.TryGetValue(row.Practice, out var others))
                kept[row.Practice] = others = [];
            var clash = others.FindIndex(o => o.Days.Overlaps(row.Days));
            if (clash >= 0)
            {
                notes.LeaveOut("overlapping-spans", row.Line, "joined", $"{row.Practice} in {row.Commissioner} {row.Days}",
                    $"days that do not overlap: line {others[clash].Line} has it in {others[clash].Commissioner} {others[clash].Days}");
                continue;
            }

            others.Add(row);
            yield return row;
        }
    }
}

/// <summary>The list of practices: 27 columns.</summary>
public sealed class EpraccurLayout() : OdsLayout<PracticeListing>("epraccur", "ODS list of practices", 27)
{
    public override IReadOnlyList<string> NamesBegin => ["epraccur"];

    public override bool EditionMatters => true;

    protected override bool Begins(IReadOnlyList<string> record) => PracticeCode.TryParse(record[0], out _);

    public override string Wanted => "27 columns without a header: practice code, name, region, …, opened (11), closed, status A/P/C/D (13), …, commissioner (15), …, setting (26)";

    public override bool Recognises(Specimen specimen) =>
        Every(specimen, r => PracticeCode.TryParse(r[0], out _) && r[12] is "A" or "P" or "C" or "D");

    protected override RowReader<PracticeListing> Reader(OpenFile file) => (out PracticeListing row) => Parse(file.Cells, file.Release, out row);

    private static bool Parse(RowCells cells, Release release, out PracticeListing row)
    {
        row = null!;
        if (!cells.Practice(0, "practice", out var practice) || !cells.CompactSpan(10, 11, "opened", "closed", out var open))
            return false;
        if (cells.Text(12) is not ("A" or "P" or "C" or "D"))
            return cells.Bad("unknown-status", "status", 12, "A, P, C or D");
        if (cells.Text(13).Length > 1)
            return cells.Bad("unknown-subtype", "subtype", 13, "one letter");

        OdsCode? commissioner = null;
        DateSpan? belonged = null;
        if (cells.Text(14).Length > 0)
        {
            if (!cells.Ods(14, "commissioner", out var code) || !cells.CompactSpan(15, 16, "joined", "left", out var days))
                return false;
            (commissioner, belonged) = (code, days);
        }

        row = new(practice, cells.Text(1), cells.Text(12)[0], cells.Text(13) is [var subtype] ? subtype : ' ', cells.Text(2), cells.Text(3), cells.Text(9),
            open, cells.Text(25), commissioner, belonged?.First, belonged?.Last, new Source(release, cells.Line));
        return true;
    }

    protected override string? Unique(PracticeListing row) => row.Code.ToString();

    protected override RowKey KeyOf(PracticeListing row) => new(row.Code.ToString(), row.Commissioner?.ToString() ?? "");

    /// <summary>What a listing says of membership.</summary>
    internal static IEnumerable<MembershipRow> MembershipsIn(IEnumerable<PracticeListing> listings) =>
        from listing in listings
        where listing.Commissioner is not null && listing.Joined is not null
        select new MembershipRow(listing.Code, listing.Commissioner!.Value, new DateSpan(listing.Joined!.Value, listing.Left), listing.Source.Line);
}

/// <summary>A list of organisations: 27 columns, of which the code, name, dates and postcode are as in every ODS list.</summary>
public abstract class OrganisationListLayout(string kind, string title) : OdsLayout<OrganisationListing>(kind, title, 27)
{
    public override IReadOnlyList<string> NamesBegin => [Kind];

    protected override RowReader<OrganisationListing> Reader(OpenFile file) => (out OrganisationListing row) => Parse(file.Cells, file.Release, out row);

    private static bool Parse(RowCells cells, Release release, out OrganisationListing row)
    {
        row = null!;
        if (!cells.Ods(0, "code", out var code) || !cells.CompactSpan(10, 11, "opened", "closed", out var open))
            return false;
        if (cells.Text(1).Length == 0)
            return cells.Bad("no-name", "name", 1, "a name");
        row = new(code, cells.Text(1), cells.Text(2), cells.Text(3), cells.Text(9), open, cells.Text(13), new Source(release, cells.Line));
        return true;
    }

    protected override string? Unique(OrganisationListing row) => row.Code.ToString();

    protected override RowKey KeyOf(OrganisationListing row) => new(row.Code.ToString(), row.HighLevelGeography);

    protected static bool LooksLikeAnOrganisation(IReadOnlyList<string> r) =>
        OdsCode.TryParse(r[0], out _) && r[12].Length == 0 && IsoDate.TryParseCompact(r[10], out _);
}

/// <summary>The list of CCGs, later sub-ICB locations, and commissioning hubs.</summary>
public sealed class EccgLayout() : OrganisationListLayout("eccg", "ODS list of commissioners")
{
    public override bool EditionMatters => true;

    public override string Wanted => "27 columns without a header: commissioner code (three or five characters), name, region, …, opened (11), closed, …, role (14)";

    // Commissioners' three-character codes begin with a digit (00C); trusts' begin with a letter (R0A).
    public override bool Recognises(Specimen specimen) =>
        Every(specimen, r => LooksLikeAnOrganisation(r) && (r[0].Length == 5 || r[0].Length == 3 && char.IsAsciiDigit(r[0][0])));
}

/// <summary>The list of NHS trusts, with their main sites.</summary>
public sealed class EtrLayout() : OrganisationListLayout("etr", "ODS list of NHS trusts")
{
    public override string Wanted => "27 columns without a header: trust code (three characters, a letter first), name, region, …, main-site postcode (10), opened (11), closed";

    public override bool Recognises(Specimen specimen) =>
        Every(specimen, r => LooksLikeAnOrganisation(r) && r[0].Length == 3 && char.IsAsciiLetter(r[0][0]));
}
