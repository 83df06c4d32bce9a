namespace Remit.Responsibility;

/// <summary>How a cell is cleaned before anything is compared with it. No other repair is ever made.</summary>
public enum CellKind
{
    /// <summary>As it stands.</summary>
    Text,

    /// <summary>Outer white space removed, upper case.</summary>
    Code,

    /// <summary>Every white-space character removed, upper case.</summary>
    Postcode,

    /// <summary>Outer white space removed; exactly <c>YYYY-MM-DD</c> or it is malformed.</summary>
    Date,

    /// <summary>Codes between semicolons; white space and dots removed, upper case, empty parts dropped.</summary>
    Codes,
}

/// <summary>One thing an activity record says: a column of the plain format, and the NHS Data Dictionary item it holds.</summary>
/// <param name="Column">The column's name in the plain format.</param>
/// <param name="Words">What it is, as a sentence would name it.</param>
/// <param name="DictionaryName">The NHS Data Dictionary's name, or empty for local evidence.</param>
public sealed record Item(int Position, string Column, CellKind Kind, string Words, string DictionaryName = "")
{
    private static readonly List<Item> Listed = [];

    public static readonly Item RecordId = Add("record_id", CellKind.Text, "record id");
    public static readonly Item CdsType = Add("cds_type", CellKind.Code, "CDS type", "CDS TYPE CODE");
    public static readonly Item ActivityDate = Add("activity_date", CellKind.Date, "activity date", "ARRIVAL DATE or APPOINTMENT DATE");
    public static readonly Item StartDate = Add("start_date", CellKind.Date, "start of the spell", "START DATE (HOSPITAL PROVIDER SPELL)");
    public static readonly Item DischargeDate = Add("discharge_date", CellKind.Date, "discharge date", "DISCHARGE DATE (HOSPITAL PROVIDER SPELL)");
    public static readonly Item Provider = Add("provider_code", CellKind.Code, "provider", "ORGANISATION IDENTIFIER (CODE OF PROVIDER)");
    public static readonly Item Practice = Add("practice_code", CellKind.Code, "registered practice", "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)");
    public static readonly Item Postcode = Add("postcode", CellKind.Postcode, "home postcode", "POSTCODE OF USUAL ADDRESS");
    public static readonly Item SmallArea = Add("lsoa", CellKind.Code, "small area of residence", "LOWER LAYER SUPER OUTPUT AREA (RESIDENCE)");
    public static readonly Item OverseasCategory = Add("overseas_category", CellKind.Code, "overseas visitor charging category", "OVERSEAS VISITOR CHARGING CATEGORY");
    public static readonly Item AdministrativeCategory = Add("administrative_category", CellKind.Code, "administrative category", "ADMINISTRATIVE CATEGORY CODE");
    public static readonly Item SourceOfAdmission = Add("source_of_admission", CellKind.Code, "source of admission", "SOURCE OF ADMISSION CODE");
    public static readonly Item TreatmentFunction = Add("treatment_function", CellKind.Code, "treatment function", "ACTIVITY TREATMENT FUNCTION CODE");
    public static readonly Item ServiceCode = Add("service_code", CellKind.Code, "service code", "SERVICE CODE");
    public static readonly Item Diagnoses = Add("diagnoses", CellKind.Codes, "diagnoses", "ICD-10, any position");
    public static readonly Item Procedures = Add("procedures", CellKind.Codes, "procedures", "OPCS-4, any position");
    public static readonly Item PublicHealthService = Add("s7a_service", CellKind.Code, "local evidence of a section 7A service");
    public static readonly Item CouncilPublicHealth = Add("la_public_health", CellKind.Code, "local evidence that a council commissions it");
    public static readonly Item InfertilityNotice = Add("infertility_notice", CellKind.Code, "NHS England's notice that the couple qualifies");
    public static readonly Item ReferredViaRas = Add("referred_via_ras", CellKind.Code, "referred through the Welsh referral and approval service");
    public static readonly Item ReciprocalAgreement = Add("reciprocal_agreement", CellKind.Code, "reciprocal agreement");
    public static readonly Item PlacingCommissioner = Add("placing_commissioner", CellKind.Code, "placing commissioner");
    public static readonly Item PlacementBasis = Add("placement_basis", CellKind.Text, "basis of the placement");

    /// <summary>Every item, in the order of the plain format.</summary>
    public static IReadOnlyList<Item> All => Listed;

    public static Item? Named(string column) =>
        Listed.FirstOrDefault(item => item.Column.Equals(column, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => Column;

    private static Item Add(string column, CellKind kind, string words, string dictionaryName = "")
    {
        var item = new Item(Listed.Count, column, kind, words, dictionaryName);
        Listed.Add(item);
        return item;
    }
}

/// <summary>The commissioning data set types that the method covers, and which day each is assigned by.</summary>
/// <remarks>The assignment date is the arrival or appointment date for 011 and 020, the discharge date for 120 to 160, and the start of the spell for 180 to 200 (2025/26 guidance, pp. 5 to 7).</remarks>
public sealed record CdsType(string Code, string Words, Item DateItem)
{
    public static readonly CdsType EmergencyCare = new("011", "emergency care", Item.ActivityDate);
    public static readonly CdsType Outpatient = new("020", "outpatient", Item.ActivityDate);

    public static readonly IReadOnlyList<CdsType> All =
    [
        EmergencyCare,
        Outpatient,
        new("120", "finished birth episode", Item.DischargeDate),
        new("130", "finished general episode", Item.DischargeDate),
        new("140", "finished delivery episode", Item.DischargeDate),
        new("150", "other birth event", Item.DischargeDate),
        new("160", "other delivery event", Item.DischargeDate),
        new("180", "unfinished birth episode", Item.StartDate),
        new("190", "unfinished general episode", Item.StartDate),
        new("200", "unfinished delivery episode", Item.StartDate),
    ];

    /// <summary>The types of admitted patient care.</summary>
    public static readonly IReadOnlyList<string> Admitted = [.. All.Select(t => t.Code).Except(["011", "020"])];

    public static CdsType? Of(string code) => All.FirstOrDefault(t => t.Code == code);
}
