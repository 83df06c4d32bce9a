using System.Globalization;
using System.Text;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Storage.Samples;

/// <summary>A month of activity in the made-up England: mostly ordinary people at their local hospital, and some of everything else.</summary>
/// <remarks>
/// Each kind of record is a change made to an ordinary one, so that all share the ordinary mix of types, days and hospitals.
/// Every kind occurs a few times, however small the file.
/// </remarks>
internal sealed class MadeUpActivity
{
    /// <summary>The fewest records of each kind.</summary>
    public const int FewestOfAKind = 3;

    private static readonly Item[] Columns = [.. Item.All.Where(i => i != Item.SmallArea)];

    private static readonly string[] Functions = ["100", "101", "110", "120", "130", "160", "300", "301", "320", "330", "340", "400", "410", "420", "430", "501", "502", "650", "711"];
    private static readonly string[] Dental = ["140", "141", "142", "143", "144", "145", "217", "450", "451"];
    private static readonly string[] Diagnoses = ["I10X", "J18.9", "E11.9", "M16.1", "K35.8", "S72.0", "H25.9", "O80.9", "N39.0", "I21.9", "J44.1", "K80.2", "C50.9", "G40.9"];
    private static readonly string[] Procedures = ["W37.1", "C71.2", "G45.1", "H22.9", "J18.3", "X40.3", "M45.9", "R17.2", "K63.3"];
    private static readonly string[] Infertility = ["N97.9", "N46X", "Z31.2", "Z35.0"];
    private static readonly string[] EuropeanHomes = ["ZZ99 4GZ", "ZZ99 4HZ", "ZZ99 4QZ", "ZZ99 4LZ"];

    private readonly MadeUpEngland england;
    private readonly ActivityMonth month;
    private readonly SplitMix64 chance;
    private readonly IReadOnlyList<Kind> kinds;
    private readonly Kind ordinary;

    private readonly IReadOnlyList<ServiceLine> retained, delegated, unlisted, highly, crossBorder, publicHealth, suitable, delegatedBefore;
    private readonly IReadOnlyList<Locality> border;
    private readonly IReadOnlyList<DetentionSite> sites;

    private string[] cells = [];
    private Locality home = null!;
    private bool emergency, admitted;

    public MadeUpActivity(MadeUpEngland england, IReadOnlyList<ServiceLine> lines, ActivityMonth month, ulong seed)
    {
        (this.england, this.month) = (england, month);
        chance = new SplitMix64(seed);

        var specialised = lines.Where(l => l.Year == month.Year && l.Specialised).ToList();
        var before = lines.Where(l => l.Year == "2024/25" && l.Specialised).ToList();
        var statuses = specialised.Any(l => l.Status != "");
        retained = [.. specialised.Where(l => !l.Highly && (l.Status == "RED" || !statuses))];
        delegated = [.. specialised.Where(l => l.Status == "GREEN" || !statuses)];
        unlisted = [.. specialised.Where(l => l.Status is "BLUE" or "NA" || !statuses)];
        highly = [.. specialised.Where(l => l.Highly && !l.CrossBorder)];
        crossBorder = [.. specialised.Where(l => l.CrossBorder)];
        publicHealth = [.. lines.Where(l => l.Year == month.Year && l.PublicHealth)];
        suitable = [.. before.Where(l => l.Status == "AMBER")];
        delegatedBefore = [.. before.Where(l => l.Status == "GREEN")];

        border = [.. england.Localities.Where(l => l.Line[^1].Board is "QYG" or "QOC" or "QGH" or "QR1" or "QUY")];
        sites = [.. england.DetentionSites.Where(s => s.Days.Contains(month.First))];

        ordinary = new Kind("an ordinary patient", 0, () => { });
        kinds = [.. Kinds().Where(k => k.Share >= 0)];
    }

    /// <summary>A kind of record: how many in ten thousand, and what makes it one.</summary>
    private sealed record Kind(string Shows, int Share, Action Make);

    /// <summary>Writes the file. Memory: four bytes a row.</summary>
    public void Write(Stream stream, int rows)
    {
        var rejects = Rejects().ToList();
        var every = rows / (rejects.Count + 1);
        var plan = Plan(rows, every);
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(string.Join(',', Columns.Select(c => c.Column)));

        for (var i = 0; i < rows; i++)
        {
            Begin(i + 1);
            var reject = i % every == every - 1 && i / every < rejects.Count ? i / every : -1;
            if (reject >= 0)
                rejects[reject]();
            else
                (plan[i] < 0 ? ordinary : kinds[plan[i]]).Make();
            text.WriteLine(string.Join(',', cells.Select(SampleFolder.Quoted)));
        }
    }

    // Which kind each row is, shuffled; -1 is ordinary. A row that may be made into a reject is ordinary, so that no kind loses one to it.
    private int[] Plan(int rows, int every)
    {
        var plan = new int[rows];
        Array.Fill(plan, -1);
        var at = 0;
        foreach (var (k, kind) in kinds.Index())
            for (var n = Math.Max(FewestOfAKind, (int)((long)rows * kind.Share / 10_000)); n > 0 && at < rows; n--)
                plan[at++] = k;
        chance.Shuffle(plan);

        for (var i = every - 1; i < rows; i += every)
        {
            var free = i;
            while (plan[free] >= 0)
                free--;
            (plan[i], plan[free]) = (plan[free], plan[i]);
        }

        return plan;
    }

    private IEnumerable<Kind> Kinds()
    {
        // Who pays at all
        yield return new("a private patient", 80, () => { Planned(); Set(Item.AdministrativeCategory, "02"); });
        yield return new("a visitor who is charged", 40, () => { Planned(); Abroad(); Set(Item.OverseasCategory, chance.Percent(50) ? "D" : "F"); });
        yield return new("a charging category left blank", 220, () => { Planned(); Set(Item.OverseasCategory, ""); });
        yield return new("a visa holder with an English practice", 60, () => { Planned(); Set(Item.OverseasCategory, "B"); });
        yield return new("an exempt visitor with no practice", 20, () => { Planned(); Abroad(); Set(Item.OverseasCategory, "C"); });
        yield return new("an exempt European, highly specialised", 6, () => { Planned(); Abroad(); Set(Item.OverseasCategory, "C"); Line(highly); });
        yield return new("a reciprocal agreement", 15, () => { Planned(); Abroad(); Set(Item.OverseasCategory, "E"); Set(Item.ReciprocalAgreement, "Y"); });
        yield return new("a reciprocal agreement that names who pays", 6, () =>
        {
            Planned();
            Abroad();
            Set(Item.OverseasCategory, "E");
            Set(Item.ReciprocalAgreement, Commissioner());
        });
        yield return new("an exempt visitor staying in Scotland or Northern Ireland", 5, () => { Planned(); FromAbroad(h => h.Country[0] != 'W'); Set(Item.OverseasCategory, "C"); });
        yield return new("an islander", 15, () =>
        {
            Planned();
            Set(Item.Practice, chance.Pick(england.IslandSurgeries).Code);
            Set(Item.Postcode, chance.Pick([.. england.HomesAbroad.Where(h => h.Country == "")]).Postcode);
        });
        yield return new("someone posted overseas", 10, () => { Planned(); Set(Item.Practice, chance.Pick(england.OverseasSurgeries).Code); });

        // Specialised lines
        yield return new("a retained line where NHS England has a contract", 220, () => { Planned(); Line(retained); });
        yield return new("a line of the reporting kinds", 40, () => { Planned(); Line(unlisted); });
        yield return new("a retained line where there is no contract", 25, () => { Planned(); Line(retained); Set(Item.Provider, chance.Pick([.. england.OddHospitals.Where(h => h.Hub == "")]).Code); });
        yield return new("a delegated line", 280, () => { Planned(); Line(delegated); });
        yield return new("a late record of a line suitable but not yet delegated", month.LateFrom is null ? -1 : 20, () => { Planned(); Late(); Line(suitable); });
        yield return new("a late record of a delegated line", month.LateFrom is null ? -1 : 25, () => { Planned(); Late(); Line(delegatedBefore); });
        yield return new("an ordinary late record", month.LateFrom is null ? -1 : 60, Late);

        // The boxes after
        yield return new("dental care in hospital", 150, () => { Planned(); Set(Item.TreatmentFunction, chance.Pick(Dental)); });
        yield return new("a prisoner", 60, () => { Planned(); Detained("40"); });
        yield return new("a prisoner under the old source of admission", 4, () => { Admitted(); Detained("39"); });
        yield return new("a prisoner in an emergency department", 10, () => { Emergency(); Detained(""); });
        yield return new("a public health service by its line", 60, () => { Planned(); Line(publicHealth); });
        yield return new("a public health service by local evidence", 40, () => { Planned(); Set(Item.PublicHealthService, "Y"); });
        yield return new("a council's public health service", 40, () => { Planned(); Set(Item.CouncilPublicHealth, "Y"); });
        yield return new("infertility", 25, () => { Planned(); Set(Item.Diagnoses, chance.Pick(Infertility)); Set(Item.TreatmentFunction, "502"); });
        yield return new("infertility with NHS England's notice", 6, () =>
        {
            Planned();
            Set(Item.Diagnoses, chance.Pick(Infertility));
            Set(Item.Procedures, "Q13.1");
            Set(Item.InfertilityNotice, "Y");
        });
        yield return new("a serving soldier", 50, () => Set(Item.Practice, chance.Pick(england.DefenceSurgeries).Code));

        // Wales, Scotland, Northern Ireland
        yield return new("a visitor from Wales, Scotland or Northern Ireland in an emergency", 40, () => { Emergency(); FromAbroad(_ => true); });
        yield return new("a Welsh, Scottish or Northern Irish patient", 50, () => { Planned(); FromAbroad(h => !h.Border); });
        yield return new("the same, specialised", 20, () => { Planned(); FromAbroad(h => !h.Border); Line(retained); });
        yield return new("the same, on the cross-border list", 6, () => { Planned(); FromAbroad(h => !h.Border); Line(crossBorder); });
        yield return new("Wales and no more is known", 5, () => { Planned(); Set(Item.Postcode, "ZZ99 3GZ"); Set(Item.Practice, chance.Pick(england.WelshSurgeries).Code); });
        yield return new("Wales and no more is known, no practice", 4, () => { Planned(); Set(Item.Postcode, "ZZ99 3GZ"); Set(Item.Practice, "V81999"); });
        yield return new("over the border to a Welsh surgery", 12, () => { Planned(); OverTheBorder(); });
        yield return new("over the border to a Welsh surgery, specialised, through the referral service", 5, () => { Planned(); OverTheBorder(); Line(retained); Set(Item.ReferredViaRas, "Y"); });
        yield return new("over the border to a Welsh surgery, specialised", 5, () => { Planned(); OverTheBorder(); Line(retained); });
        yield return new("at home by the Welsh border, specialised", 5, () =>
        {
            Planned();
            var welsh = chance.Pick([.. england.HomesAbroad.Where(h => h.Border)]);
            Set(Item.Postcode, welsh.Postcode);
            Set(Item.Practice, chance.Pick([.. england.WelshSurgeries.Where(s => s.Commissioner == welsh.HealthBoard)]).Code);
            Line(retained);
        });
        yield return new("over the border to an English surgery", 15, () =>
        {
            Planned();
            Live(chance.Pick(border));
            Set(Item.Postcode, chance.Pick([.. england.HomesAbroad.Where(h => h.Border)]).Postcode);
        });
        yield return new("a border surgery whose geography is not on record", 3, () => { Planned(); Set(Item.Practice, england.OddSurgeries[^1].Code); Set(Item.Postcode, chance.Pick(border).Homes[0]); });

        // What is missing, stale or wrong
        yield return new("no fixed abode", 60, () => { Set(Item.Postcode, "ZZ99 3VZ"); Set(Item.Practice, "V81999"); });
        yield return new("no practice", 130, () => Set(Item.Practice, chance.Percent(50) ? "V81997" : ""));
        yield return new("a practice that is on no list", 40, () => Set(Item.Practice, string.Create(CultureInfo.InvariantCulture, $"X{90001 + chance.Below(900)}")));
        yield return new("a postcode that is in no directory", 30, () => Set(Item.Postcode, england.UnknownSite));
        yield return new("neither practice nor postcode that can be found", 6, () => { Set(Item.Practice, "V81998"); Set(Item.Postcode, england.UnknownSite); });
        yield return new("a provider on no list", 10, () => { Set(Item.Provider, "QZ9"); Set(Item.Practice, "V81999"); Set(Item.Postcode, "ZZ99 3WZ"); });
        yield return new("a hospital whose main site is in no directory", 4, () => { Set(Item.Provider, "RZZ"); Set(Item.Practice, "V81999"); Set(Item.Postcode, "ZZ99 3VZ"); });
        yield return new("a practice that closed, moved, is dormant or new, or whose commissioner is none in force", 40, () => Set(Item.Practice, chance.Pick(england.OddSurgeries).Code));
        yield return new("a patient placed by another commissioner", 40, () =>
        {
            Planned();
            Set(Item.PlacingCommissioner, Commissioner());
            Set(Item.PlacementBasis, chance.Pick(["looked-after-child", "continuing-care", "section-117"]));
        });
    }

    // One of each way in which a row is refused, in the order they are looked for.
    private IEnumerable<Action> Rejects()
    {
        yield return () => cells = [.. cells[..^4]];
        yield return () => Set(Item.RecordId, "");
        yield return () => Set(Item.RecordId, RecordId(1));
        yield return () => Set(Item.CdsType, "170");
        yield return () => { OutPatient(); Set(Item.ActivityDate, ""); };
        yield return () => { OutPatient(); Set(Item.ActivityDate, month.First.AddDays(6).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)); };
        yield return () => { OutPatient(); Set(Item.ActivityDate, IsoDate.Text(month.Uncovered)); };
        yield return () => { Planned(); Set(Item.PlacingCommissioner, "YDD82"); };
        yield return () => { Planned(); Set(Item.ReciprocalAgreement, "YDD82"); };
    }

    private void Begin(int number)
    {
        cells = new string[Columns.Length];
        Array.Fill(cells, "");
        Set(Item.RecordId, RecordId(number));
        Set(Item.OverseasCategory, "A");
        Set(Item.AdministrativeCategory, "01");
        Set(Item.TreatmentFunction, chance.Pick(Functions));
        Live(chance.Pick(england.Localities));

        switch (chance.Below(100))
        {
            case < 34: Emergency(); break;
            case < 78: OutPatient(); break;
            default: Admitted(); break;
        }
    }

    private string RecordId(int number) => string.Create(CultureInfo.InvariantCulture, $"{month.Prefix}-{number:00000}");

    private void Live(Locality locality)
    {
        home = locality;
        Set(Item.Postcode, chance.Pick(locality.Homes));
        Set(Item.Practice, chance.Pick(locality.Surgeries));
        var hospital = chance.Percent(90) ? england.Usual(locality) : chance.Pick(england.Hospitals);
        Set(Item.Provider, chance.Percent(25) ? hospital.Code + "0" + chance.Between(1, 9).ToString(CultureInfo.InvariantCulture) : hospital.Code);
    }

    private void Emergency()
    {
        (emergency, admitted) = (true, false);
        Dates("011");
        Set(Item.ActivityDate, IsoDate.Text(Day()));
        Set(Item.TreatmentFunction, "180");
    }

    private void OutPatient()
    {
        (emergency, admitted) = (false, false);
        Dates("020");
        Set(Item.ActivityDate, IsoDate.Text(Day()));
    }

    private void Admitted()
    {
        (emergency, admitted) = (false, true);
        var type = chance.Below(100) switch { < 88 => "130", < 91 => "140", < 94 => "120", 94 => "150", 95 => "160", 96 => "180", 97 => "200", _ => "190" };
        Dates(type);
        var (start, length) = (Day(), chance.Percent(60) ? chance.Below(2) : chance.Below(15));
        if (type is "180" or "190" or "200")
            Set(Item.StartDate, IsoDate.Text(start));
        else
        {
            Set(Item.DischargeDate, IsoDate.Text(start));
            Set(Item.StartDate, IsoDate.Text(start.AddDays(-length)));
        }

        Set(Item.SourceOfAdmission, chance.Percent(94) ? "19" : "51");
        Set(Item.Diagnoses, chance.Percent(40) ? $"{chance.Pick(Diagnoses)};{chance.Pick(Diagnoses)}" : chance.Pick(Diagnoses));
        if (chance.Percent(45))
            Set(Item.Procedures, chance.Pick(Procedures));
    }

    private void Dates(string type)
    {
        Set(Item.CdsType, type);
        foreach (var item in new[] { Item.ActivityDate, Item.StartDate, Item.DischargeDate, Item.SourceOfAdmission, Item.Diagnoses, Item.Procedures })
            Set(item, "");
    }

    /// <summary>Makes an emergency into something else: most rules are not asked in emergency care.</summary>
    private void Planned()
    {
        if (!emergency)
            return;
        Set(Item.TreatmentFunction, chance.Pick(Functions));
        if (chance.Percent(65))
            OutPatient();
        else
            Admitted();
    }

    private void Late()
    {
        var back = (month.First.Year - month.LateFrom!.Value.Year) * 12 + month.First.Month - month.LateFrom.Value.Month;
        foreach (var item in new[] { Item.ActivityDate, Item.StartDate, Item.DischargeDate })
            if (IsoDate.TryParse(Get(item), out var day))
                Set(item, IsoDate.Text(day.AddMonths(-back)));
    }

    private void Detained(string source)
    {
        Set(Item.Postcode, chance.Pick(sites).Postcode);
        if (admitted)
            Set(Item.SourceOfAdmission, source);
    }

    private void Abroad()
    {
        Set(Item.Practice, "V81998");
        Set(Item.Postcode, chance.Pick(EuropeanHomes));
    }

    private void FromAbroad(Func<HomeAbroad, bool> which)
    {
        var abroad = chance.Pick([.. england.HomesAbroad.Where(h => h.Country != "" && which(h))]);
        Set(Item.Postcode, abroad.Postcode);
        var near = england.WelshSurgeries.Where(s => s.Commissioner == abroad.HealthBoard).ToList();
        Set(Item.Practice, near.Count > 0 ? chance.Pick(near).Code : "V81998");
    }

    private void OverTheBorder()
    {
        Live(chance.Pick(border));
        Set(Item.Practice, chance.Pick(england.WelshSurgeries).Code);
    }

    private void Line(IReadOnlyList<ServiceLine> lines) => Set(Item.ServiceCode, chance.Pick(lines).Code);

    private string Commissioner() => chance.Pick(england.Localities).On(month.First).Commissioner;

    private DateOnly Day()
    {
        var day = month.First.AddDays(chance.Below(DateTime.DaysInMonth(month.First.Year, month.First.Month)));
        return !emergency && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && chance.Percent(80) ? day.AddDays(day.Day > 2 ? -2 : 2) : day;
    }

    private string Get(Item item) => cells[Array.IndexOf(Columns, item)];

    private void Set(Item item, string text) => cells[Array.IndexOf(Columns, item)] = text;
}
