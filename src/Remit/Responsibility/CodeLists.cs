namespace Remit.Responsibility;

/// <summary>The codes that the boxes of the method name. Each list is printed in the 2025/26 guidance or chart, at the page given.</summary>
public static class CodeLists
{
    public const string England = "E92000001";
    public const string Wales = "W92000004";
    public const string Scotland = "S92000003";
    public const string NorthernIreland = "N92000002";

    /// <summary>Private patients and chargeable overseas visitors (p. 27).</summary>
    public const string PayableByPatient = "VPP00";

    /// <summary>NHS England's commissioning hub for the armed forces (pp. 26, 56).</summary>
    public const string ArmedForcesHub = "13Q";

    /// <summary>The Welsh Government, where all that is known is that the patient lives in Wales (p. 20).</summary>
    public const string WelshGovernment = "W01";

    /// <summary>The Welsh Health Specialised Services Committee (p. 20).</summary>
    public const string WelshSpecialised = "7A5HC";

    /// <summary>National Services Division, Scotland (pp. 17 to 20).</summary>
    public const string ScottishSpecialised = "SD002";

    /// <summary>The National Commissioning Group, retired in September 2018. It must not be used (p. 16).</summary>
    public const string Withdrawn = "YDD82";

    /// <summary>"Wales, not otherwise specified".</summary>
    public const string PseudoWales = "ZZ993GZ";

    /// <summary>Not directly commissioned by NHS England.</summary>
    public const string NotDirectlyCommissioned = "99999999";

    public static readonly IReadOnlyList<string> UnitedKingdom = [England, Wales, Scotland, NorthernIreland];

    /// <summary>No registered practice, not applicable, not known (p. 12).</summary>
    public static readonly IReadOnlyList<string> DefaultPractices = Remit.Register.PracticeCode.Defaults;

    /// <summary>The statuses of a practice whose patients are decided by it: active and proposed. One that is closed or dormant is passed over.</summary>
    public static readonly IReadOnlyList<string> OpenPractices = ["A", "P"];

    /// <summary>Not known, no fixed abode, England or UK, Wales, Scotland, Northern Ireland, not otherwise specified (pp. 7, 12).</summary>
    public static readonly IReadOnlyList<string> PseudoHomes = ["ZZ993WZ", "ZZ993VZ", "ZZ993CZ", PseudoWales, "ZZ991WZ", "ZZ992WZ"];

    /// <summary>Appendix H: pseudo-postcodes of the European Economic Area and Switzerland.</summary>
    public static readonly IReadOnlyList<string> EuropeanHomes =
    [
        "ZZ994MZ", "ZZ992DZ", "ZZ994UZ", "ZZ995VZ", "ZZ996AZ", "ZZ995XZ", "ZZ994FZ", "ZZ997LZ", "ZZ994BZ", "ZZ994GZ",
        "ZZ994QZ", "ZZ994RZ", "ZZ994XZ", "ZZ994LZ", "ZZ997RZ", "ZZ997SZ", "ZZ992EZ", "ZZ995BZ", "ZZ994EZ", "ZZ992AZ",
        "ZZ994YZ", "ZZ994JZ", "ZZ993AZ", "ZZ994ZZ", "ZZ995YZ", "ZZ995UZ", "ZZ994HZ", "ZZ992CZ", "ZZ994PZ",
    ];

    /// <summary>The Welsh local health boards, as ODS codes them.</summary>
    public static readonly IReadOnlyList<string> WelshHealthBoards = ["7A1", "7A2", "7A3", "7A4", "7A5", "7A6", "7A7"];

    /// <summary>High level geographies of the Crown Dependencies and the like (p. 30).</summary>
    public static readonly IReadOnlyList<string> IslandGeographies = ["YAC", "YAD", "YAE", "YAF"];

    /// <summary>English boards on the Welsh border (p. 36).</summary>
    public static readonly IReadOnlyList<string> BorderBoards = ["QYG", "QOC", "QGH", "QR1", "QUY"];

    /// <summary>Welsh authorities on the English border: Denbighshire, Flintshire, Wrexham, Monmouthshire, Powys (p. 36).</summary>
    public static readonly IReadOnlyList<string> BorderAuthorities = ["W06000004", "W06000005", "W06000006", "W06000021", "W06000023"];

    /// <summary>Secondary dental treatment functions (p. 48).</summary>
    public static readonly IReadOnlyList<string> DentalFunctions = ["140", "141", "142", "143", "144", "145", "217", "450", "451"];

    /// <summary>Source of admission "penal establishment": the current code, and the one before it (p. 49; K3).</summary>
    public const string FromPenalEstablishment = "40";

    /// <inheritdoc cref="FromPenalEstablishment"/>
    public const string FromPenalEstablishmentLegacy = "39";

    /// <summary>Infertility diagnoses, by how they begin (pp. 54 to 56).</summary>
    public static readonly IReadOnlyList<string> InfertilityDiagnoses = ["N46", "N97", "Z31", "Z350"];

    /// <summary>Infertility procedures, whole codes (pp. 54 to 56).</summary>
    public static readonly IReadOnlyList<string> InfertilityProcedures =
    [
        "N341", "N342", "N343", "N344", "N345", "N346",
        "Q131", "Q132", "Q133", "Q134", "Q135", "Q136", "Q137", "Q138", "Q139",
        "Q211", "Q218", "Q219", "Q382", "Q383",
        "Q481", "Q482", "Q483", "Q484", "Q488", "Q489", "Q561", "Q562",
        "Y961", "Y962", "Y963", "Y964", "Y965", "Y966", "Y968", "Y969",
    ];
}
