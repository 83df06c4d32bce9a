namespace Remit.Responsibility;

/// <summary>One way to read a doubtful point.</summary>
public sealed record Reading(string Name, string Says);

/// <summary>A point on which the official text contradicts itself or is silent, and the readings there are. The first is the documented default.</summary>
public sealed record DoubtfulPoint(string Id, string Title, string Conflict, params IReadOnlyList<Reading> Readings)
{
    public static readonly DoubtfulPoint K1 = new("K1", "Box C, no",
        "The chart leads to the local or area board; the annotation prints the specialised body.",
        new("board", "The health board pays, as the chart says."),
        new("specialised-body", "The nation's specialised body pays, as the annotation says."));

    public static readonly DoubtfulPoint K2 = new("K2", "Box C-0a, lines neither retained nor delegated",
        "The chart asks 'red or blue', Appendix I 'red', the annotation 'in scope for delegation'.",
        new("all-but-delegated", "Every line that is not delegated (or, in 2024/25, in scope) goes to NHS England's contract test."),
        new("red-only", "Only a retained (red) line goes to NHS England's contract test."));

    public static readonly DoubtfulPoint K3 = new("K3", "Box E, source of admission",
        "The text requires 40 to be recorded; the logic tests 39.",
        new("40-or-39", "The current code 40 and the legacy code 39 both count."),
        new("40", "Only the current code 40 counts."),
        new("39", "Only the legacy code 39 counts."));

    public static readonly DoubtfulPoint K4 = new("K4", "Box B, charging category not recorded",
        "Neither branch names it; page 9's general rule would send the record to the overseas branch.",
        new("resident", "It is read as A, ordinarily resident, and flagged."),
        new("overseas", "It answers no, by page 9's general rule."));

    public static readonly DoubtfulPoint K5 = new("K5", "Box B-4, part of the English population",
        "The chart asks about residence, the annotation about registration; page 25 allows either.",
        new("either", "Registered with an open English practice, or a real home address in the United Kingdom."),
        new("residence", "A home in England."),
        new("registration", "Registered with an open English practice."));

    public static readonly DoubtfulPoint K6 = new("K6", "Box A&E-1, no",
        "The annotation says only 'sub-ICB location'.",
        new("host", "The host pays, as the chart says."),
        new("responsible", "The responsible location pays."));

    public static readonly DoubtfulPoint K7 = new("K7", "Box C-3, yes",
        "The chart's arrow goes to the specialised committee; the annotation says 'LHB via WHSSC'.",
        new("committee", "The Welsh Health Specialised Services Committee, 7A5HC."),
        new("health-board", "The patient's local health board."));

    public static readonly DoubtfulPoint K8 = new("K8", "Box C-3, Welsh residents",
        "The text concerns English residents with a Welsh practice, but the box also catches Welsh residents, who would fall to NHS England.",
        new("welsh-residents-devolved", "Welsh residents stay with Wales."),
        new("route-only", "Only the referral route counts."));

    public static readonly DoubtfulPoint K9 = new("K9", "ZZ99 3GZ, Wales not otherwise specified",
        "Page 7 treats it as a home in England, page 20 gives W01.",
        new("main-site-first", "As in England, unless other evidence is Welsh."),
        new("wales", "As in Wales."));

    public static readonly DoubtfulPoint K10 = new("K10", "Box WB-1, which Welsh practices",
        "The question says 'border GP'; the logic accepts any practice of a local health board.",
        new("any-welsh-practice", "Any practice of a local health board counts."),
        new("border-practice", "Only a practice in one of the five border authorities counts."));

    public static readonly DoubtfulPoint K11 = new("K11", "When practice and home give no code",
        "The order of fall-backs differs from box to box.",
        new("next-source", "The provider stands in, as each outcome's own order says."),
        new("stop", "No code is given."));

    public static readonly DoubtfulPoint K12 = new("K12", "Box B, forces post offices",
        "Box B prints 'BF1/BF2', the public health box 'BFn'.",
        new("any-bf", "Any BF postcode."),
        new("bf1-bf2", "Only BF1 and BF2 postcodes."));

    public static readonly DoubtfulPoint K13 = new("K13", "Box I-1, Appendix E's third result",
        "Appendix E knows couples whom NHS England funds for the Department of Health; the box cannot say so.",
        new Reading("notice", "Only NHS England's notice counts; without it the responsible location pays."));

    public static readonly DoubtfulPoint K14 = new("K14", "Box J in emergency care",
        "The chart says 'registered with, or referred from' a forces practice.",
        new Reading("registration", "Registration alone counts: a record does not hold the referrer."));

    public static readonly IReadOnlyList<DoubtfulPoint> All = [K1, K2, K3, K4, K5, K6, K7, K8, K9, K10, K11, K12, K13, K14];
}

/// <summary>Which reading of each doubtful point is in use. What is not chosen is read as documented.</summary>
public sealed class Readings
{
    private readonly SortedDictionary<int, (DoubtfulPoint Point, Reading Reading)> chosen = [];

    /// <summary>Every point read as documented.</summary>
    public static Readings Documented { get; } = new();

    /// <summary>The readings that differ from the documented ones, as <c>K3=40</c>.</summary>
    public IReadOnlyList<string> Chosen => [.. chosen.Values.Select(c => $"{c.Point.Id}={c.Reading.Name}")];

    public Reading this[DoubtfulPoint point] =>
        chosen.TryGetValue(int.Parse(point.Id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), out var c) ? c.Reading : point.Readings[0];

    /// <summary>Whether a point is read in the named way.</summary>
    public bool Are(DoubtfulPoint point, string reading) => this[point].Name == reading;

    /// <summary>Reads choices written <c>K3=40</c>. Of several for one point the last counts.</summary>
    /// <returns>False, with what is wrong in words, if a point or reading is not known.</returns>
    public static bool TryParse(IEnumerable<string> choices, out Readings readings, out string problem)
    {
        (readings, problem) = (new Readings(), "");
        foreach (var choice in choices)
        {
            var parts = choice.Split('=', 2);
            var point = DoubtfulPoint.All.FirstOrDefault(p => p.Id.Equals(parts[0].Trim(), StringComparison.OrdinalIgnoreCase));
            if (point is null)
            {
                problem = $"{Finding.Quoted(parts[0])} is not a doubtful point: K1 to K14.";
                return false;
            }

            var reading = parts.Length < 2 ? null : point.Readings.FirstOrDefault(r => r.Name.Equals(parts[1].Trim(), StringComparison.OrdinalIgnoreCase));
            if (reading is null)
            {
                problem = $"{point.Id} ({point.Title}) can be read as: {string.Join(", ", point.Readings.Select(r => r.Name))}.";
                return false;
            }

            var number = int.Parse(point.Id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
            if (reading == point.Readings[0])
                readings.chosen.Remove(number);
            else
                readings.chosen[number] = (point, reading);
        }

        return true;
    }
}
