using Remit.Time;

namespace Remit.Responsibility;

/// <summary>What a box answers. <see cref="CannotTell"/> only where the box says what it needs and that is missing.</summary>
public enum Answer
{
    No,
    Yes,
    CannotTell,
}

/// <summary>When a box's id is written in a decision's path.</summary>
public enum Written
{
    /// <summary>A box of the chart: always.</summary>
    Always,

    /// <summary>A fork that the chart does not number: never.</summary>
    Never,
}

/// <summary>Where an answer leads: another box, or the end.</summary>
public abstract class Exit;

/// <summary>A flag that a box raises when it is asked, on one answer or any.</summary>
/// <param name="On">The answer it is raised on; none means any.</param>
/// <param name="When">What must hold as well; none means nothing more.</param>
public sealed record BoxNote(Flag Flag, Answer? On = null, Predicate? When = null);

/// <summary>One box of the official chart: its question, where it is printed, its test, and where each answer leads.</summary>
public sealed class Box(string id, string question, string cites, Predicate test) : Exit
{
    public string Id => id;
    public string Question => question;
    public string Cites => cites;
    public Predicate Test => test;

    /// <summary>What "yes" means here, as a sentence.</summary>
    public required string IfYes { get; init; }

    /// <summary>What "no" means here, as a sentence.</summary>
    public required string IfNo { get; init; }

    public required Exit Yes { get; init; }
    public required Exit No { get; init; }

    /// <summary>What the box needs to be answered at all, and where it leads without.</summary>
    public (Predicate Needs, string Otherwise, Exit Exit)? Unanswerable { get; init; }

    public IReadOnlyList<BoxNote> Notes { get; init; } = [];

    public Written Written { get; init; } = Written.Always;

    public override string ToString() => id;
}

/// <summary>The end of a path: what is decided, the service category that goes with it, and how the code is found.</summary>
public sealed class Ending(Outcome outcome, string category, Way way) : Exit
{
    public Outcome Outcome => outcome;

    /// <summary>The commissioned service category code, or empty.</summary>
    public string Category => category;

    public Way Way => way;

    /// <summary>Whether the record's flags are shown. Private patients carry none (decision D7).</summary>
    public bool CarriesFlags { get; init; } = true;

    /// <summary>What takes this ending's place where an exception to the rule applies (Who Pays?), and the token it adds to the path.</summary>
    public Displacement? DisplacedBy { get; init; }
}

/// <summary>An exception to a general rule, as Who Pays? has them: when it applies, what is decided instead, and its name in the path.</summary>
public sealed record Displacement(string Token, string Says, string Cites, Predicate When, Outcome Outcome);

/// <summary>What is decided about a record: formats.md, section 3.</summary>
/// <param name="Says">What it means for the record, as a sentence.</param>
public sealed record Outcome(string Name, string Says)
{
    public static readonly Outcome Responsible = new("RESPONSIBLE", "The patient's responsible local commissioner pays.");
    public static readonly Outcome Host = new("HOST", "The local commissioner of the provider's main site pays, as host.");
    public static readonly Outcome Private = new("PRIVATE", "The patient, or someone on the patient's behalf, pays.");
    public static readonly Outcome ArmedForces = new("ARMED_FORCES", "NHS England pays, through its armed forces hub.");
    public static readonly Outcome SpecialisedProviderHub = new("SPECIALISED_PROVIDER_HUB", "NHS England pays, through the specialised hub that contracts with the provider.");
    public static readonly Outcome SpecialisedPracticeHub = new("SPECIALISED_PRACTICE_HUB", "NHS England pays, through the specialised hub of the patient's own region.");
    public static readonly Outcome HealthJustice = new("HEALTH_JUSTICE", "NHS England pays, through the health and justice hub of the place of detention.");
    public static readonly Outcome PublicHealth = new("PUBLIC_HEALTH", "NHS England's region pays, for a section 7A public health service.");
    public static readonly Outcome LocalAuthority = new("LOCAL_AUTHORITY", "The council of the patient's home pays.");
    public static readonly Outcome DevolvedBoard = new("DEVOLVED_BOARD", "The health board of the patient's home nation pays.");
    public static readonly Outcome DevolvedSpecialised = new("DEVOLVED_SPECIALISED", "The specialised services body of the patient's home nation pays.");
    public static readonly Outcome Reciprocal = new("RECIPROCAL", "An international agreement settles who pays.");
    public static readonly Outcome NoPayer = new("NO_PAYER", "Nobody pays: NHS England has no contract with this provider for a service that only it commissions.");
    public static readonly Outcome Placed = new("PLACED", "The commissioner that placed the patient pays, under Who Pays?.");

    public static readonly IReadOnlyList<Outcome> All =
    [
        Responsible, Host, Private, ArmedForces, SpecialisedProviderHub, SpecialisedPracticeHub, HealthJustice,
        PublicHealth, LocalAuthority, DevolvedBoard, DevolvedSpecialised, Reciprocal, NoPayer, Placed,
    ];

    public override string ToString() => Name;
}

/// <summary>The official method of one period, as a value: from it come the decisions, their explanations and the drawn chart.</summary>
public sealed class Rulebook
{
    private IReadOnlyList<Box>? boxes;

    /// <summary>Its name, such as <c>cam-2025-26</c>.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>The document it follows.</summary>
    public required string Cites { get; init; }

    /// <summary>The assignment dates it rules.</summary>
    public required DateSpan InForce { get; init; }

    /// <summary>How far its answers can be relied on, to be shown wherever they are.</summary>
    public required string Standing { get; init; }

    public required Box Start { get; init; }

    /// <summary>Flags raised for the record as a whole, whether or not they mattered.</summary>
    public required IReadOnlyList<(Flag Flag, Predicate When)> RecordNotes { get; init; }

    /// <summary>How the doubtful points of the official text are read.</summary>
    public required Readings Readings { get; init; }

    /// <summary>Every box, in the order in which the chart first reaches it: yes before no.</summary>
    public IReadOnlyList<Box> Boxes() => boxes ??= Reach();

    private List<Box> Reach()
    {
        var found = new List<Box>();
        void Visit(Exit exit)
        {
            if (exit is not Box box || found.Contains(box))
                return;

            found.Add(box);
            foreach (var next in Exits(box))
                Visit(next);
        }

        Visit(Start);
        return found;
    }

    public static IEnumerable<Exit> Exits(Box box) =>
        box.Unanswerable is { } otherwise ? [box.Yes, box.No, otherwise.Exit] : [box.Yes, box.No];

    /// <summary>Where an answer leads from a box.</summary>
    public static Exit ExitOf(Box box, Answer answer) => answer switch
    {
        Answer.Yes => box.Yes,
        Answer.No => box.No,
        _ => box.Unanswerable!.Value.Exit,
    };

    public override string ToString() => Name;
}
