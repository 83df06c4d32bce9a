namespace Remit.Specs.Responsibility;

/// <summary>The columns of a worked case, as the files name them (<c>practice_code</c>) and as the pages do (<c>practice code</c>).</summary>
internal static class Column
{
    public const string RecordId = "record_id";
    public const string CdsType = "cds_type";

    public const string Outcome = "outcome";
    public const string Commissioner = "commissioner";
    public const string ServiceCategory = "service_category";
    public const string Method = "method";
    public const string Path = "path";
    public const string Flags = "flags";

    /// <summary>The column that a rejected row is rejected for; empty where it is for the row as a whole.</summary>
    public const string RejectedFor = "rejected_for";

    /// <summary>Where the reference tables of a case are: a folder of <c>worlds</c>.</summary>
    public const string World = "reference_tables";

    /// <summary>The rulebook chosen for the whole file; not recorded means each row's own date decides.</summary>
    public const string Rulebook = "rulebook";

    /// <summary>The line of the file shown above the table on which the record begins.</summary>
    public const string Line = "line";

    /// <summary>The activity columns, in the order in which the runner writes them.</summary>
    public static readonly string[] Activity =
    [
        RecordId, CdsType, "activity_date", "start_date", "discharge_date", "provider_code", "practice_code", "postcode", "lsoa",
        "overseas_category", "administrative_category", "source_of_admission", "treatment_function", "service_code", "diagnoses",
        "procedures", "s7a_service", "la_public_health", "infertility_notice", "referred_via_ras", "reciprocal_agreement",
        "placing_commissioner", "placement_basis",
    ];

    /// <summary>What a decision says, all of it compared.</summary>
    public static readonly string[] Decision = [Outcome, Commissioner, ServiceCategory, Method, Path, Flags];

    /// <summary>What is said of a case for its reader alone.</summary>
    public static readonly string[] Remarks = ["why", "source"];

    public static readonly IReadOnlySet<string> All = new HashSet<string>([.. Activity, .. Decision, .. Remarks, RejectedFor, World, Rulebook, Line]);

    /// <summary>"practice code" as a heading is the column <c>practice_code</c>.</summary>
    public static string Named(string heading) => heading.Trim().Replace(' ', '_').ToLowerInvariant();
}
