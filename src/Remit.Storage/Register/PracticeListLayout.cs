using System.Globalization;
using System.Text.RegularExpressions;
using Remit.Register;

namespace Remit.Storage.Register;

/// <summary>How many patients each practice had on its list: one number to a practice, or as in 2013 a column for each sex and band of ages.</summary>
public sealed partial class PracticeListLayout() : Layout<ListSize>(RegisteredLists.ReleaseKind, "patients registered at practices", hasHeader: true)
{
    /// <summary>What releases are told apart by that have a column for each sex and band of ages, one of which is <see cref="PracticeHeading"/>.</summary>
    internal const string ByAgeSeries = "by age", PracticeHeading = "Practice Code";

    private const string Extracted = "EXTRACT_DATE", Patients = "NUMBER_OF_PATIENTS";

    private static readonly string[] InOneNumber = [Extracted, "CODE", "SEX", "AGE", Patients];
    private static readonly string[] ByAge = [PracticeHeading, "Male 0-4", "Female 0-4"];

    public override IReadOnlyList<string> NamesBegin => ["gp-reg-pat-prac-all", "patient_list_size"];

    public override IReadOnlyList<string> Headings => [Extracted, Patients, .. ByAge];

    public override bool EditionMatters => true;

    public override string Wanted => $"a header with {string.Join(", ", InOneNumber)}; or with Practice Code and columns such as Male 0-4 and Female 75+";

    public override bool Recognises(Specimen specimen) => InOneNumber.All(specimen.Heads) || ByAge.All(specimen.Heads);

    public override bool Resembles(Specimen specimen) => InOneNumber.Count(specimen.Heads) >= 3 || ByAge.Any(specimen.Heads);

    public override string SeriesOf(Specimen specimen) => ByAge.All(specimen.Heads) ? ByAgeSeries : "";

    /// <summary>The day of the extract, which every row states: <c>01JAN2021</c>. In 2013 only the name says, <c>2013_04-06</c>: the quarter from April to June, of which the last day is taken.</summary>
    public override DateOnly? EditionOf(Specimen specimen)
    {
        if (Quarter().Match(specimen.File) is { Success: true } quarter)
            return new DateOnly(int.Parse(quarter.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(quarter.Groups["end"].Value, CultureInfo.InvariantCulture), 1).AddMonths(1).AddDays(-1);
        var at = specimen.First.Index().FirstOrDefault(h => h.Item.Equals(Extracted, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;
        return at >= 0 && specimen.Records.Count > 1 && at < specimen.Records[1].Count
            && DateOnly.TryParseExact(specimen.Records[1][at], "ddMMMyyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    protected override RowReader<ListSize> Reader(OpenFile file)
    {
        var (cells, headers) = (file.Cells, file.Source.Headers);
        var oneNumber = file.Column(Patients) >= 0;
        var code = file.Required(oneNumber ? "CODE" : ByAge[0]);
        var (sex, age) = oneNumber ? (file.Required("SEX"), file.Required("AGE")) : (-1, -1);
        int[] counts = oneNumber ? [file.Required(Patients)] : [.. headers.Index().Where(h => IsBand(h.Item)).Select(h => h.Index)];
        if (counts.Length == 0)
            throw file.Lacks(Wanted);

        return (out ListSize row) =>
        {
            row = default;
            if (!cells.Practice(code, headers[code], out var practice))
                return false;
            if (oneNumber && (cells.Text(sex) != "ALL" || cells.Text(age) != "ALL"))
                return cells.Bad("not-all-patients", headers[age], age, "ALL for both SEX and AGE: the file that has one row to a practice");
            var sum = 0L;
            foreach (var column in counts)
            {
                if (!int.TryParse(cells.Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                    return cells.Bad("not-a-count", headers[column], column, "a whole number");
                sum += count;
            }

            row = new(practice, sum, cells.Line);
            return true;
        };
    }

    /// <summary>Whether a column counts the people of a sex and band of ages.</summary>
    internal static bool IsBand(string heading) => Band().IsMatch(heading);

    protected override string? Unique(ListSize row) => row.Practice.ToString();

    protected override RowKey KeyOf(ListSize row) => new(row.Practice.ToString(), "");

    [GeneratedRegex(@"^(Male|Female) \d+(-\d+|\+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Band();

    [GeneratedRegex(@"^Patient_List_Size_(20\d\d)_(?:01-(?<end>03)|04-(?<end>06)|07-(?<end>09)|10-(?<end>12))(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Quarter();
}
