using Remit.Register;

namespace Remit.Storage.Register;

/// <summary>District to upper-tier council, of any year.</summary>
public sealed class UpperTierLayout() : Layout<UpperTierRow>("upper-tiers", "ONS look-up of districts to upper-tier councils", hasHeader: true)
{
    public override IReadOnlyList<string> NamesBegin => ["ltla"];

    public override bool EditionMatters => true;

    public override string Wanted => "a header with LTLAyyCD, UTLAyyCD and UTLAyyNM";

    public override bool Recognises(Specimen specimen) =>
        OnsHeading.In(specimen.First) is var headings
        && headings.Any(h => h is { Family: "LTLA", Holds: "CD" }) && headings.Any(h => h is { Family: "UTLA", Holds: "CD" }) && headings.Any(h => h is { Family: "UTLA", Holds: "NM" });

    public override bool Resembles(Specimen specimen) => OnsHeading.In(specimen.First).Any(h => h.Family is "LTLA" or "UTLA");

    public override DateOnly? EditionOf(Specimen specimen) =>
        OnsHeading.In(specimen.First).FirstOrDefault(h => h.Family == "UTLA") is { Family: not null } heading ? heading.Edition : null;

    protected override RowReader<UpperTierRow> Reader(OpenFile file)
    {
        var (cells, headers) = (file.Cells, file.Source.Headers);
        var headings = OnsHeading.In(headers);
        int Column(string family, string holds) => OnsHeading.Column(headings, h => h.Family == family && h.Holds == holds) is >= 0 and var at ? at : throw file.Lacks(Wanted);

        var (district, council, name) = (Column("LTLA", "CD"), Column("UTLA", "CD"), Column("UTLA", "NM"));
        return (out UpperTierRow row) =>
        {
            row = default;
            if (!cells.Ons(district, headers[district], out var lower) || !cells.Ons(council, headers[council], out var upper))
                return false;
            row = new(lower, upper, cells.Text(name), cells.Line);
            return true;
        };
    }

    protected override string? Unique(UpperTierRow row) => row.District.ToString();

    protected override RowKey KeyOf(UpperTierRow row) => new(row.District.ToString(), row.Council.ToString());
}
