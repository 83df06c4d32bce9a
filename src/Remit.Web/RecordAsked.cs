using Microsoft.AspNetCore.Http;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Web;

/// <summary>A made-up record as an address describes it: <c>?cds_type=020&amp;day=2025-06-10&amp;practice_code=A81001</c>. Its other fields are named as the columns of activity files are.</summary>
public sealed class RecordAsked
{
    /// <summary>The one day of the record, whichever of the three columns its type keeps it in.</summary>
    public const string DayField = "day";

    private const int LongestCell = 100;

    private readonly IQueryCollection query;

    public RecordAsked(IQueryCollection query) => this.query = query;

    /// <summary>The fields a form offers first: enough for most records.</summary>
    public static IReadOnlyList<Item> Plain { get; } = [Item.Practice, Item.Postcode, Item.SmallArea, Item.Provider, Item.ServiceCode, Item.TreatmentFunction];

    /// <summary>The rest.</summary>
    public static IReadOnlyList<Item> Further { get; } =
        [.. Item.All.Except(Plain).Except([Item.RecordId, Item.CdsType, Item.ActivityDate, Item.StartDate, Item.DischargeDate])];

    /// <summary>What can be put in a field, where its name does not say.</summary>
    public static IReadOnlyDictionary<Item, string> Hints { get; } = new Dictionary<Item, string>
    {
        [Item.OverseasCategory] = "A to F; A is someone ordinarily resident",
        [Item.AdministrativeCategory] = "01 to 04; 02 is a private patient",
        [Item.Diagnoses] = "ICD-10 codes, a semicolon between",
        [Item.Procedures] = "OPCS-4 codes, a semicolon between",
        [Item.PublicHealthService] = "Y, or nothing",
        [Item.CouncilPublicHealth] = "Y, or nothing",
        [Item.InfertilityNotice] = "Y, or nothing",
        [Item.ReferredViaRas] = "Y, or nothing",
        [Item.ReciprocalAgreement] = "Y, N, or the code of the commissioner that the agreement names",
        [Item.PlacingCommissioner] = "The code of the commissioner that placed the patient",
        [Item.PlacementBasis] = "Such as section-117",
    };

    /// <summary>Whether the address describes a record at all.</summary>
    public bool IsAny => Item.All.Any(i => query.ContainsKey(i.Column)) || query.ContainsKey(DayField);

    /// <summary>A field as the address has it, cut where it could not be meant.</summary>
    public string this[string field] => query[field].ToString() is var text && text.Length > LongestCell ? text[..LongestCell] : text;

    /// <summary>Reads the record and gives it to a rulebook, as the intake of a file would.</summary>
    /// <param name="problems">What is wrong with it, by field; empty where it can be decided.</param>
    public ActivityRecord Read(Rulebook rulebook, out IReadOnlyList<(string Field, string Problem)> problems)
    {
        var record = new ActivityRecord();
        foreach (var item in Plain.Concat(Further).Append(Item.CdsType))
            record[item] = this[item.Column];
        if (this[DayField].Trim().Length > 0)
        {
            if (!DayAsked.TryRead(this[DayField], out var day))
            {
                problems = [(DayField, DayAsked.Of(this[DayField], default).Problem!)];
                return record;
            }

            if (!rulebook.InForce.Contains(day))
            {
                problems = [(DayField, $"{day.InWords} is not a day of this edition, which is for records of {rulebook.InForce.InWords(day)}.")];
                return record;
            }

            if (CdsType.Of(record[Item.CdsType]) is { } type)
                record[type.DateItem] = IsoDate.Text(day);
        }

        var intake = new Intake([rulebook]);
        problems = intake.Check(record, "made-up", 1, item => item == Item.ActivityDate || item == Item.StartDate || item == Item.DischargeDate ? this[DayField] : this[item.Column], out _) is { } reject
            ? [(reject.Column.EndsWith("_date", StringComparison.Ordinal) ? DayField : reject.Column, reject.Found.Trim().Length == 0 ? $"Wanted {reject.Wanted}." : $"Found {Finding.Quoted(reject.Found)}, wanted {reject.Wanted}.")]
            : [];
        return record;
    }

    /// <summary>The address of the page that decides a record under a rulebook.</summary>
    public static string Address(Rulebook rulebook, ActivityRecord record) => $"/method/{rulebook.Name}{Query(record)}";

    /// <summary>What follows the question mark of an address that describes a record.</summary>
    public static QueryString Query(ActivityRecord record)
    {
        var query = QueryString.Create(Item.CdsType.Column, record[Item.CdsType]).Add(DayField, IsoDate.Text(record.Date));
        foreach (var item in Plain.Concat(Further).Where(i => record[i].Length > 0))
            query = query.Add(item.Column, record[item]);
        return query;
    }
}
