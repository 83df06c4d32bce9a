using Remit.Powers;
using Remit.Register;
using Remit.Register.Areas;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Storage.Responsibility;

namespace Remit.Web;

/// <summary>Everything the pages answer from, as it was when it was read. Nothing in it changes: a changed workspace is read again, beside it.</summary>
/// <remarks>Memory: the register, the reference tables, and eight bytes more for each of their rows.</remarks>
public sealed class Holdings
{
    private readonly ReferenceEngine engine;
    private readonly Lock oneAtATime = new();

    private Holdings(Workspace workspace, LoadedReference reference, string version)
    {
        (Releases, Tables, Findings, Version) = (workspace.Releases, reference.Tables, reference.Findings, version);
        Register = workspace.Evidence(NationalTables.Shipped).ToDate;
        Powers = RecordedInstruments.Powers(workspace);
        Functions = new(Powers);
        Rulebooks = Responsibility.Rulebooks.All();
        Names = CodeNames.In(Tables);
        engine = new(Tables);
        Practices = new(Tables[TableSchema.Practices], "practice_code");
        Members = new(Tables[TableSchema.Practices], "commissioner");
        Postcodes = new(Tables[TableSchema.Postcodes], "postcode");
        SmallAreas = new(Tables[TableSchema.SmallAreas], "lsoa");
        Areas = new(Tables[TableSchema.Areas], "commissioner");
        // What the register works out when first asked is worked out now, not while somebody waits for a page.
        _ = Register.SmallAreas.Count + Register.Practices.Count;
        var practices = PracticeNames().ToList();
        Search = new(NameSearch.Organisations(Register).Concat(practices));
        PracticeSearch = new(practices);
        Atlas = new(Register, KeptOutlines.In(workspace, Register, NationalTables.Shipped), () => HexagonMap.Of(NationalTables.Shipped.Centres));
        Maps = new(Atlas);
        Positions = HeldPositions.Of(workspace, Register);
        Populations = new(workspace, Register);
    }

    /// <summary>Reads a workspace, and the reference tables of a folder where one is named instead of the workspace's own.</summary>
    /// <param name="version">What tells this reading from another: see <see cref="HeldNow.Fingerprint"/>.</param>
    /// <exception cref="RefusedException">The workspace or the folder cannot be read.</exception>
    public static Holdings Read(Workspace workspace, string? referenceFolder, string version)
    {
        var reference = referenceFolder is not null ? ReferenceFolder.Load(referenceFolder)
            : workspace.Releases.Count > 0 ? WorkspaceReference.Load(workspace)
            : new LoadedReference(new ReferenceTables([], "nothing"), [], []);
        return new(workspace, reference, version);
    }

    public string Version { get; }

    /// <summary>Who belonged to whom, with everything known to date.</summary>
    public RegisterAsKnown Register { get; }

    /// <summary>Who decides and who is liable for each function, with everything known to date.</summary>
    public PowersAsKnown Powers { get; }

    /// <summary>Who holds which function, as pages show it.</summary>
    public FunctionsHeld Functions { get; }

    /// <summary>What records are decided against.</summary>
    public ReferenceTables Tables { get; }

    public IReadOnlyList<KeptRelease> Releases { get; }

    /// <summary>What was found wrong or wanting as the tables were read.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    public IReadOnlyList<Rulebook> Rulebooks { get; }

    public CodeNames Names { get; }

    /// <summary>Finds organisations and practices.</summary>
    public NameSearch Search { get; }

    /// <summary>Finds practices only.</summary>
    public NameSearch PracticeSearch { get; }

    /// <summary>The areas of bodies on any day.</summary>
    public Atlas Atlas { get; }

    /// <summary>Maps of those, drawn.</summary>
    public Public.Map.DrawnMaps Maps { get; }

    /// <summary>Opening positions for pace of change; none where none are in the workspace.</summary>
    public HeldPositions? Positions { get; }

    /// <summary>Weighted populations for fair shares, each read when first asked for.</summary>
    public KeptPopulations Populations { get; }

    /// <summary>Rows of the table of practices, by practice.</summary>
    public RowsByKey Practices { get; }

    /// <summary>Rows of the table of practices, by commissioner.</summary>
    public RowsByKey Members { get; }

    public RowsByKey Postcodes { get; }
    public RowsByKey SmallAreas { get; }

    /// <summary>Rows of the table of commissioners' areas, by commissioner.</summary>
    public RowsByKey Areas { get; }

    /// <summary>The rulebook in force on a day, or none.</summary>
    public Rulebook? RulebookOn(DateOnly day) => Rulebooks.FirstOrDefault(r => r.InForce.Contains(day));

    /// <summary>Decides one record, with its reasons.</summary>
    public Determination Explain(Rulebook rulebook, ActivityRecord record)
    {
        // The reference engine keeps the look-ups of the record in hand. It takes microseconds, so one is enough for everybody.
        lock (oneAtATime)
            return engine.Explain(rulebook, record);
    }

    /// <summary>The name of a code near a day: its name then, or the nearest that the register has.</summary>
    public string NameOf(string code, DateOnly day) =>
        Names.Of(code, day) ?? (OdsCode.TryParse(code, out var ods) ? Register.Find(ods)?.NameNear(day) : null) ?? "";

    /// <summary>Whether a row of the table of practices is of an active general practice on a day, as far as any list says; one that no list has is taken for one.</summary>
    public bool IsGeneralPractice(ReferenceRow row, DateOnly day) =>
        row.Cells[row.Schema.IndexOf("status")] is "A"
        && (!PracticeCode.TryParse(row.Cells[0], out var code) || Register.ListingOf(code, day) is not { } listing || listing.IsGeneralPractice());

    private IEnumerable<Findable> PracticeNames() =>
        from practice in Tables[TableSchema.Practices].Rows.GroupBy(r => r.Cells[0])
        let latest = practice.Last()
        from name in practice.Select(r => r.Called).Append(latest.Called).Distinct()
        select new Findable(practice.Key, name, IsGeneralPractice(latest, latest.Days.First) ? "GP practice" : "prescribing setting", name == latest.Called);
}
