using System.Globalization;
using Remit.Time;

namespace Remit.Storage.Samples;

/// <summary>A place that lay in one commissioner on 1 April 2013 and went where that commissioner went.</summary>
internal sealed record Locality(int Number, string Name, IReadOnlyList<DatedArea> Line, IReadOnlyList<string> Homes, IReadOnlyList<string> Surgeries)
{
    public DatedArea On(DateOnly day) => Line.First(s => s.Days.Contains(day));
}

/// <summary>A made-up hospital. No hub: NHS England holds no specialised contract with it.</summary>
internal sealed record Hospital(string Code, string Name, string MainSite, string Hub, Locality? Locality);

/// <summary>A made-up home outside England.</summary>
internal sealed record HomeAbroad(string Postcode, string Country, string LocalAuthority, string HealthBoard, bool Border);

/// <summary>A made-up practice that is not an ordinary English one.</summary>
internal sealed record OtherSurgery(string Code, string Name, string Status, string Commissioner, string Grouping, string Geography, string Postcode, DateSpan Days);

/// <summary>A made-up place of detention, with the real hub that pays there.</summary>
internal sealed record DetentionSite(string Name, string Postcode, string Hub, DateSpan Days);

/// <summary>
/// The real commissioners, regions, hubs and delegations of England since 2013, and on them people's homes, practices, hospitals and prisons that never were.
/// </summary>
/// <remarks>Every home in it has a postcode that cannot be: two of the letters C I K M O V, which no real postcode ends in.</remarks>
internal sealed class MadeUpEngland
{
    /// <summary>The first day of everything in it.</summary>
    public static readonly DateOnly Start = new(2013, 4, 1);

    private const string NeverAtTheEnd = "CIKMOV";

    private static readonly string[] Fronts =
        ["Quern", "Brindle", "Osmer", "Thrap", "Wend", "Skel", "Fenn", "Gorse", "Lark", "Moth", "Nettle", "Pether", "Rudd", "Sorrel", "Tansy", "Umber", "Vetch", "Wren", "Yarrow", "Zeal"];

    private static readonly string[] Backs =
        ["hythe", "combe", "wick", "stead", "thwaite", "garth", "mere", "bourne", "holme", "cote", "barrow", "fold"];

    private static readonly Dictionary<string, string[]> Letters = new()
    {
        ["Y56"] = ["E", "N", "NW", "SE", "SW", "W", "EC"],
        ["Y58"] = ["BA", "BS", "EX", "GL", "PL", "TA", "BH"],
        ["Y59"] = ["BN", "CT", "GU", "ME", "OX", "PO", "RG"],
        ["Y60"] = ["B", "CV", "DE", "LE", "NG", "SY", "WR"],
        ["Y61"] = ["AL", "CB", "CM", "IP", "LU", "NR", "PE"],
        ["Y62"] = ["BL", "CH", "L", "M", "PR", "WA", "WN"],
        ["Y63"] = ["BD", "DH", "HU", "LS", "NE", "S", "YO"],
    };

    private readonly SplitMix64 chance;
    private int postcodes;
    private int surgeries;

    public MadeUpEngland(ParameterTables tables, ulong seed)
    {
        chance = new SplitMix64(seed);
        Footprints = new Footprints(tables);

        var names = (from front in Fronts from back in Backs select front + back).ToList();
        chance.Shuffle(names);
        Localities = [.. Footprints.First.Select((code, i) => NewLocality(code, i, names[i]))];
        Regions = [.. Localities.Select(RegionOf).Distinct().Order(StringComparer.Ordinal)];

        Hospitals = [.. NewHospitals(names)];
        UnknownSite = NewPostcode("ZY");
        OddHospitals = [.. NewOddHospitals()];
        DetentionSites = [.. NewDetentionSites(names)];
        HomesAbroad = [.. NewHomesAbroad()];
        WelshSurgeries = [.. NewWelshSurgeries()];
        IslandSurgeries = [.. NewIslandSurgeries()];
        DefenceSurgeries = [.. NewDefenceSurgeries()];
        OverseasSurgeries = [.. NewOverseasSurgeries()];
        OddSurgeries = [.. NewOddSurgeries()];
    }

    public Footprints Footprints { get; }
    public IReadOnlyList<Locality> Localities { get; }
    public IReadOnlyList<string> Regions { get; }
    public IReadOnlyList<Hospital> Hospitals { get; }

    /// <summary>Hospitals without a specialised contract, a site on the list in its own right, and one whose main site is in no directory.</summary>
    public IReadOnlyList<Hospital> OddHospitals { get; }

    /// <summary>A postcode that no table holds.</summary>
    public string UnknownSite { get; }

    public IReadOnlyList<DetentionSite> DetentionSites { get; }
    public IReadOnlyList<HomeAbroad> HomesAbroad { get; }
    public IReadOnlyList<OtherSurgery> WelshSurgeries { get; }
    public IReadOnlyList<OtherSurgery> IslandSurgeries { get; }
    public IReadOnlyList<OtherSurgery> DefenceSurgeries { get; }

    /// <summary>Defence practices outside England.</summary>
    public IReadOnlyList<OtherSurgery> OverseasSurgeries { get; }

    /// <summary>Practices that closed, lie dormant, opened late, moved, or whose commissioner is not one in force.</summary>
    public IReadOnlyList<OtherSurgery> OddSurgeries { get; }

    /// <summary>Postcodes that are nobody's home, and the locality each lies in.</summary>
    public IEnumerable<(string Postcode, Locality Locality)> OtherPostcodes => others;

    private readonly List<(string Postcode, Locality Locality)> others = [];

    public static string RegionOf(Locality locality) => locality.Line[^1].Region;

    /// <summary>The hospitals a person in this locality would go to: those of the region, the usual one first.</summary>
    public Hospital Usual(Locality locality)
    {
        var near = Hospitals.Where(h => h.Locality is { } at && RegionOf(at) == RegionOf(locality)).ToList();
        return near[locality.Number % near.Count];
    }

    private Locality NewLocality(string code, int number, string name)
    {
        var line = Footprints.LineOf(code);
        var letters = Letters[line[^1].Region];
        var area = letters[Ordinal(line[^1].Board) % letters.Length];
        return new Locality(number, name, line,
            [.. Enumerable.Range(0, number % 4 == 0 ? 3 : 2).Select(_ => NewPostcode(area))],
            [.. Enumerable.Range(0, number % 3 == 0 ? 2 : 1).Select(_ => NewSurgery())]);

        static int Ordinal(string board) => board.Sum(c => c);
    }

    private IEnumerable<Hospital> NewHospitals(List<string> names)
    {
        const string codes = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXY";
        foreach (var (i, code) in codes.Index())
        {
            var region = Regions[i % Regions.Count];
            var locality = chance.Pick([.. Localities.Where(l => RegionOf(l) == region)]);
            yield return new Hospital($"RZ{code}", $"{names[Localities.Count + i % 20]} Hospitals {i + 1}", NewSite(locality), locality.Line[^1].SpecialisedHub, locality);
        }
    }

    private IEnumerable<Hospital> NewOddHospitals()
    {
        for (var i = 0; i < 4; i++)
        {
            var locality = chance.Pick(Localities);
            yield return new Hospital($"NZ{i}", $"{locality.Name} Clinic", NewSite(locality), "", locality);
        }

        var site = chance.Pick(Localities);
        yield return new Hospital("RZ0ZZ", $"{site.Name} Unit, listed on its own", NewSite(site), "", site);
        yield return new Hospital("RZZ", "Hospital whose main site is in no directory", UnknownSite, Hospitals[0].Hub, null);
    }

    private IEnumerable<DetentionSite> NewDetentionSites(List<string> names)
    {
        foreach (var (i, region) in Regions.Index())
        {
            var near = Localities.Where(l => RegionOf(l) == region).ToList();
            for (var n = 0; n < 2; n++)
            {
                var locality = chance.Pick(near);
                yield return new DetentionSite($"HMP {names[Localities.Count - 1 - 2 * i - n]} (made up)", NewSite(locality), locality.Line[^1].JusticeHub, new DateSpan(Start));
            }

            if (i == 0)
            {
                var locality = chance.Pick(near);
                yield return new DetentionSite($"HMP {locality.Name} (made up, closed)", NewSite(locality), locality.Line[^1].JusticeHub, new DateSpan(Start, new DateOnly(2024, 3, 31)));
            }
        }
    }

    // Border authorities and boards are the real codes: the rules name them.
    private IEnumerable<HomeAbroad> NewHomesAbroad()
    {
        const string wales = "W92000004", scotland = "S92000003", northernIreland = "N92000002";
        (string Area, string Country, string Authority, string Board, bool Border)[] places =
        [
            ("LL", wales, "W06000006", "7A1", true), ("CH", wales, "W06000005", "7A1", true), ("LL", wales, "W06000004", "7A1", true),
            ("LD", wales, "W06000023", "7A7", true), ("NP", wales, "W06000021", "7A6", true),
            ("CF", wales, "W06000015", "7A4", false), ("SA", wales, "W06000011", "7A3", false), ("SA", wales, "W06000010", "7A2", false), ("CF", wales, "W06000016", "7A5", false),
            ("EH", scotland, "S12000036", "SS9", false), ("G", scotland, "S12000049", "SG9", false), ("AB", scotland, "S12000033", "SN9", false),
            ("BT", northernIreland, "N09000003", "ZC010", false), ("BT", northernIreland, "N09000005", "ZC050", false),
            ("IM", "", "", "", false), ("GY", "", "", "", false), ("JE", "", "", "", false),
        ];
        return places.SelectMany(p => Enumerable.Range(0, 2).Select(_ => new HomeAbroad(NewPostcode(p.Area), p.Country, p.Authority, p.Board, p.Border)));
    }

    private IEnumerable<OtherSurgery> NewWelshSurgeries() =>
        HomesAbroad.Where((h, i) => h.Country == "W92000004" && i % 2 == 0).Select(h =>
            new OtherSurgery(NewSurgery(), $"{h.HealthBoard} surgery{(h.Border ? " by the border" : "")}", "A", h.HealthBoard, "W00", "Q99", h.Postcode, new DateSpan(Start)));

    private IEnumerable<OtherSurgery> NewIslandSurgeries() =>
        ((string[])["YAC", "YAD", "YAE", "YAF"]).Select((geography, i) =>
            new OtherSurgery(NewSurgery(), $"Island surgery {i + 1}", "A", geography, "", geography, HomesAbroad[^(1 + i % 6)].Postcode, new DateSpan(Start)));

    private IEnumerable<OtherSurgery> NewDefenceSurgeries() =>
        Regions.Select(region =>
        {
            var locality = chance.Pick([.. Localities.Where(l => RegionOf(l) == region)]);
            return new OtherSurgery(NewSurgery(), $"{locality.Name} Camp Medical Centre", "A", "13Q", "Y99", "Q99", NewSite(locality), new DateSpan(Start));
        });

    private IEnumerable<OtherSurgery> NewOverseasSurgeries()
    {
        var scottish = HomesAbroad.First(h => h.Country == "S92000003");
        yield return new OtherSurgery(NewSurgery(), "Defence practice in Scotland", "A", "13Q", "", "Q99", scottish.Postcode, new DateSpan(Start));
        foreach (var (office, name) in new[] { ("BF1 2CK", "first"), ("BF2 3MO", "second"), ("BF3 5VI", "third") })
            yield return new OtherSurgery(NewSurgery(), $"Defence practice overseas, the {name}", "A", "13Q", "", "Q99", office, new DateSpan(Start));
    }

    private IEnumerable<OtherSurgery> NewOddSurgeries()
    {
        var closing = new DateOnly(2025, 3, 31);
        var (a, b) = (Localities[40], Localities[41]);
        var latest = a.Line[^1];
        OtherSurgery Of(Locality l, string code, string name, string status, string commissioner, DateSpan days) =>
            new(code, name, status, commissioner, RegionOf(l), l.Line[^1].Board, l.Homes[0], days);

        var closed = NewSurgery();
        yield return Of(a, closed, $"{a.Name} Old Surgery", "A", latest.Commissioner, new DateSpan(new DateOnly(2022, 7, 1), closing));
        yield return Of(a, closed, $"{a.Name} Old Surgery", "C", latest.Commissioner, new DateSpan(closing.AddDays(1)));
        yield return Of(a, NewSurgery(), $"{a.Name} Quiet Surgery", "D", latest.Commissioner, new DateSpan(Start));
        yield return Of(a, NewSurgery(), $"{a.Name} New Surgery", "P", latest.Commissioner, new DateSpan(new DateOnly(2025, 5, 1)));

        var moved = NewSurgery();
        var other = Localities.First(l => RegionOf(l) == RegionOf(b) && l.Line[^1].Commissioner != b.Line[^1].Commissioner);
        yield return Of(b, moved, $"{b.Name} Moving Surgery", "A", b.Line[^1].Commissioner, new DateSpan(new DateOnly(2022, 7, 1), new DateOnly(2025, 6, 15)));
        yield return Of(other, moved, $"{b.Name} Moving Surgery", "A", other.Line[^1].Commissioner, new DateSpan(new DateOnly(2025, 6, 16)));

        yield return Of(a, NewSurgery(), "Surgery of which only the ICB is known", "A", latest.Board, new DateSpan(Start));
        yield return Of(a, NewSurgery(), "Surgery whose CCG closed long ago", "A", "00F", new DateSpan(Start));

        var border = Localities.First(l => l.Line[^1].Board == "QOC");
        yield return new OtherSurgery(NewSurgery(), $"{border.Name} Surgery, geography not on record", "A", border.Line[^1].Commissioner, RegionOf(border), "Q99", border.Homes[0], new DateSpan(new DateOnly(2022, 7, 1)));
    }

    private string NewSite(Locality locality)
    {
        var postcode = NewPostcode(locality.Homes[0][..locality.Homes[0].IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])]);
        others.Add((postcode, locality));
        return postcode;
    }

    private string NewPostcode(string area)
    {
        var n = postcodes++;
        var end = n / 390 % 36;
        return string.Create(CultureInfo.InvariantCulture, $"{area}{61 + n % 39} {n / 39 % 10}{NeverAtTheEnd[end / 6]}{NeverAtTheEnd[end % 6]}");
    }

    private string NewSurgery() => string.Create(CultureInfo.InvariantCulture, $"X{10001 + 7 * surgeries++}");
}
