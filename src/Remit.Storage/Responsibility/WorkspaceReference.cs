using System.Security.Cryptography;
using Remit.Powers;
using Remit.Register;
using Remit.Responsibility;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Storage.Responsibility;

/// <summary>Works the method's reference tables out of a workspace: its register, its postcode directories, its plain tables, and the facts that travel with the product.</summary>
/// <remarks>
/// A plain table in the workspace takes the place of the one worked out. Every row keeps where it came from.
/// Memory: the register and all rows; a postcode directory of 1.7 million rows is the greatest part.
/// </remarks>
public sealed class WorkspaceReference
{
    /// <summary>Integrated care boards took over on 1 July 2022 (Health and Care Act 2022).</summary>
    private static readonly DateOnly FirstBoards = new(2022, 7, 1);

    private readonly Workspace workspace;
    private readonly DateTimeOffset knownAt;
    private readonly RegisterAsKnown register;
    private readonly PowersAsKnown powers;
    private readonly List<Finding> findings = [];
    private readonly Dictionary<string, string> pool = new(StringComparer.Ordinal);

    private WorkspaceReference(Workspace workspace, DateTimeOffset knownAt, (IReadOnlyList<Instrument> Instruments, string Version) recorded)
    {
        (this.workspace, this.knownAt) = (workspace, knownAt);
        register = workspace.Evidence(NationalTables.Shipped, recorded).KnownAt(knownAt);
        powers = new(PowersTables.Shipped, register, recorded.Instruments, knownAt);
    }

    /// <summary>Loads what a workspace knew at an instant.</summary>
    /// <param name="knownAt">Releases learned later are not seen; all are, if not said.</param>
    /// <exception cref="RefusedException">Nothing was known, or a release or one of the product's own tables cannot be read.</exception>
    public static LoadedReference Load(Workspace workspace, DateTimeOffset? knownAt = null)
    {
        RefuseEmpty(workspace);
        return new WorkspaceReference(workspace, knownAt ?? DateTimeOffset.MaxValue, RecordedInstruments.Read(workspace)).Load();
    }

    /// <summary>What a workspace knew at an instant, for a run that needs it compiled: worked out only if the workspace's <c>derived</c> folder has nothing from the same releases.</summary>
    /// <inheritdoc cref="Load(Workspace, DateTimeOffset?)"/>
    public static LoadedReference Open(Workspace workspace, DateTimeOffset? knownAt = null)
    {
        RefuseEmpty(workspace);
        var instant = knownAt ?? DateTimeOffset.MaxValue;
        var known = workspace.Releases.Where(r => r.Learned <= instant).ToList();
        var recorded = RecordedInstruments.Read(workspace);
        // A release is what its hash says. One that is visibly not is for the reading of rows to refuse.
        var about = string.Join('\n', known.Select(r => $"{r.Kind} {r.Series} {r.Title} {r.Edition:O} {r.File} {r.Sha256} {r.Learned:O}").Prepend($"workspace {workspace.Folder} at {instant:O}{(recorded.Version.Length > 0 ? $" with {recorded.Version}" : "")}"));
        return new LoadedReference(() => new WorkspaceReference(workspace, instant, recorded).Load(),
            known.All(workspace.HasAllOf) ? new ReferenceSnapshot(Path.Combine(workspace.Folder, "derived"), about, () => Sources(known)) : null);
    }

    /// <summary>The commissioners' areas alone, as a workspace knew them at an instant: worked out of the facts that travel with Remit where it has nothing.</summary>
    public static ReferenceTable AreasIn(Workspace workspace, DateTimeOffset knownAt)
    {
        var reference = new WorkspaceReference(workspace, knownAt, RecordedInstruments.Read(workspace));
        return reference.Plain(TableSchema.Areas) ?? reference.Areas();
    }

    private static void RefuseEmpty(Workspace workspace)
    {
        if (workspace.Releases.Count == 0)
            throw new RefusedException(new Finding("no-workspace", Consequence.FileRefused, new Place(workspace.Folder), "no releases to work from",
                "a workspace that something was imported into (./remit import auto FOLDER), or a folder of plain tables (--reference FOLDER)"));
    }

    private bool Known(KeptRelease release) => release.Learned <= knownAt;

    private LoadedReference Load()
    {
        var areas = Plain(TableSchema.Areas) ?? Areas();
        var tables = new List<ReferenceTable>
        {
            areas,
            Plain(TableSchema.Practices) ?? Practices(),
            Plain(TableSchema.Postcodes) ?? Postcodes(areas),
            Plain(TableSchema.Providers) ?? Providers(),
            Plain(TableSchema.Services) ?? ServiceLines(),
            Plain(TableSchema.DetentionSites) ?? DetentionSites(),
            Plain(TableSchema.SmallAreas) ?? SmallAreas(areas),
        };

        findings.AddRange(tables.Where(t => t.Rows.Count == 0).Select(t => new Finding("empty-table", Consequence.Note, new Place(workspace.Folder),
            $"nothing about {t.Schema.Words}", "a release that says it: without one, what needs it is flagged")));
        findings.AddRange(tables.SelectMany(t => t.NotStated.Select(c => new Finding("not-stated", Consequence.Note, new Place(workspace.Folder),
            $"no source for {c} of {t.Schema.Words}", $"a plain table {t.Schema.Name}.csv that states it: without one, what needs it cannot be told"))));
        return new LoadedReference(new ReferenceTables(tables, "workspace"), Sources(workspace.Releases.Where(Known)), findings);
    }

    private static List<ReferenceSource> Sources(IEnumerable<KeptRelease> known)
    {
        var sources = known.Select(r => new ReferenceSource($"{r.Kind} {IsoDate.Text(r.Edition)} {r.File}", r.Sha256)).ToList();
        var folder = ParameterTables.Shipped.Folder;
        foreach (var file in Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var content = File.OpenRead(file);
            sources.Add(new ReferenceSource($"parameters/{Path.GetRelativePath(folder, file).Replace('\\', '/')}", Convert.ToHexStringLower(SHA256.HashData(content))));
        }

        return sources;
    }

    /// <summary>The workspace's own plain table, of the latest edition, or none.</summary>
    private ReferenceTable? Plain(TableSchema schema)
    {
        if (workspace.Of(schema.Name).LastOrDefault(Known) is not { } release)
            return null;

        using var content = workspace.Open(release);
        return ReferenceFolder.Read(content, release.File, schema, $"{release.File} of {IsoDate.Text(release.Edition)}", findings);
    }

    /// <summary>One row for each run of days on which a commissioner's board, region, hubs and delegation stayed the same.</summary>
    private ReferenceTable Areas()
    {
        var schema = TableSchema.Areas;
        var rows = new List<ReferenceRow>();
        var turns = powers.TurnsOf(FunctionCode.DelegatedSpecialised).Select(d => new DateSpan(d)).ToList();
        foreach (var (commissioner, standing) in register.LocalCommissioners)
        {
            var links = register.LinksOf(commissioner);
            var delegations = Delegated(commissioner, standing.Days, links).ToList();
            var changes = links.Select(l => l.Days).Concat(delegations);
            foreach (var days in standing.Days.CutBy(changes))
            {
                var day = days.First;
                string Linked(string kind) => links.FirstOrDefault(l => l.Kind == kind && l.Days.Contains(day))?.To.ToString() ?? "";
                var board = Linked("icb") is { Length: > 0 } linked ? linked : BoardItEndedIn(commissioner);
                var delegated = delegations.Any(d => d.Contains(day));
                rows.Add(new ReferenceRow(schema,
                    [commissioner.ToString(), standing.Name, board, Linked("region"), Linked("specialised hub"), Linked("health and justice hub"), delegated ? "Y" : "N"],
                    days, new Origin(standing.Source.Release.File, $"{standing.Source}, with its links and delegations that day"), 0));
            }
        }

        return new ReferenceTable(schema, rows);

        // The later chart asks which board a home lies in. For days before there were boards it is the one that the area ended in, where that is one.
        string BoardItEndedIn(OdsCode commissioner) =>
            register.SuccessorOn(commissioner, FirstBoards)
                .SelectMany(c => register.LinksOf(c, FirstBoards)).Where(l => l.Kind == "icb").Select(l => l.To).Distinct().ToList() is [var only] ? only.ToString() : "";

        // Whoever the instruments come to, as './remit powers who' tells it: a delegation may have been stopped, or moved on.
        IEnumerable<DateSpan> Delegated(OdsCode commissioner, DateSpan standing, IReadOnlyList<Link> links)
        {
            DateSpan? sofar = null;
            foreach (var days in standing.CutBy(links.Select(l => l.Days).Concat(turns)))
            {
                var linked = links.FirstOrDefault(l => l.Kind == "icb" && l.Days.Contains(days.First))?.To;
                var board = linked ?? (OdsCode.TryParse(BoardItEndedIn(commissioner), out var ended) ? ended : (OdsCode?)null);
                var delegated = board is { } code && register.Find(code)?.IsOpenOn(days.First) == true
                    && powers.DeciderOf(FunctionCode.DelegatedSpecialised, linked is null ? code : commissioner, days.First) == Party.Of(code);
                if (delegated && sofar is { } before)
                    sofar = new DateSpan(before.First, days.Last);
                else if (delegated)
                    sofar = days;
                else if (sofar is { } done)
                {
                    yield return done;
                    sofar = null;
                }
            }

            if (sofar is { } rest)
                yield return rest;
        }
    }

    /// <summary>One row for each run of days on which a practice was open with the same listing, commissioner and region.</summary>
    private ReferenceTable Practices()
    {
        var schema = TableSchema.Practices;
        var rows = new List<ReferenceRow>();
        foreach (var practice in register.Practices)
        {
            var members = register.MembershipsOf(practice).Stretches;
            var listings = register.ListingsOf(practice);
            var editions = listings.Skip(1).Select(l => new DateSpan(l.Source.Release.Edition));
            foreach (var open in register.OpenDaysOf(practice).Stretches.Where(s => s.Value is true))
                foreach (var days in open.Days.CutBy(members.Select(s => s.Days).Concat(editions).Concat(members.SelectMany(RegionsOf).Select(l => l.Days))))
                {
                    var listing = listings.Count == 0 ? null : register.ListingOf(practice, days.First);
                    var member = members.FirstOrDefault(s => s.Days.Contains(days.First));
                    // A list may be years older than the day asked about. The region of the practice's commissioner that day is not.
                    var region = RegionsOf(member).FirstOrDefault(l => l.Days.Contains(days.First));
                    rows.Add(new ReferenceRow(schema,
                        [
                            practice.ToString(), listing?.Name ?? "", Status(listing), Pooled(member.Value?.ToString() ?? ""),
                            Pooled(region?.To.ToString() ?? listing?.NationalGrouping ?? ""), Pooled(listing?.HighLevelGeography ?? ""), Postcode.Key(listing?.Postcode),
                        ],
                        days, new Origin((listing?.Source ?? member.Source).Release.File, Words(listing, member, region)), 0));
                }
        }

        return new ReferenceTable(schema, rows);

        IEnumerable<Link> RegionsOf(Stretch<OdsCode> member) =>
            member.Value is { } commissioner ? register.LinksOf(commissioner).Where(l => l.Kind == "region") : [];

        // A list says how a practice stood on the day of its edition. One that has closed since was active while it was open.
        static string Status(PracticeListing? listing) => listing is null || listing.Status is 'C' ? "A" : listing.Status.ToString();

        static string Words(PracticeListing? listing, Stretch<OdsCode> member, Link? region)
        {
            var says = new List<string>();
            if (member.Value is { } commissioner)
                says.Add($"{commissioner}: {member.Source}");
            if (region is not null)
                says.Add($"region: {region.Source}");
            if (listing is not null)
                says.Add(says.Count == 0 ? listing.Source.ToString() : $"the rest: {listing.Source}");
            return string.Join("; ", says);
        }
    }

    /// <summary>The postcode directories, the latest that has a postcode speaking for it, and the small areas of any other postcodes that are known.</summary>
    /// <remarks>
    /// Where a look-up of small areas has the postcode's area, its commissioner is dated by that; otherwise it is the directory's own for all days, carried on to
    /// the only successor of a commissioner that closed.
    /// </remarks>
    private ReferenceTable Postcodes(ReferenceTable areas)
    {
        var schema = TableSchema.Postcodes;
        var rows = new List<ReferenceRow>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var byCommissioner = ByCommissioner(areas);
        foreach (var release in workspace.Of(Layouts.Nhspd.Kind).Concat(workspace.Of(Layouts.Onspd.Kind)).Where(Known).OrderByDescending(r => r.Edition))
        {
            var title = release.ToRelease().ToString();
            var origin = new Origin(release.File, title);
            foreach (var row in workspace.ReadDirectory(release, register))
                if (known.Add(row.Postcode))
                    rows.AddRange(OnsCode.TryParse(row.SmallArea, out var area) && register.CoverageOf(area).Stretches.Count > 0
                        ? Places(schema, row.Postcode, area, byCommissioner, $"{title}, line {row.Line}, puts it in {area}; ")
                        : Carried(schema, row, origin, byCommissioner));
        }

        foreach (var release in workspace.Of(Layouts.PostcodeAreas.Kind).Where(Known).Reverse())
            foreach (var row in workspace.Read(release, Layouts.PostcodeAreas))
                if (row.Area is { } area && known.Add(row.Postcode))
                    rows.AddRange(Places(schema, row.Postcode, area, byCommissioner, $"{release.ToRelease()}, line {row.Line}, puts it in {area}; "));

        return new ReferenceTable(schema, rows);
    }

    /// <summary>A directory's own word on a postcode, and after its commissioner closed that of the only successor.</summary>
    private IEnumerable<ReferenceRow> Carried(TableSchema schema, DirectoryRow row, Origin origin, ILookup<string, ReferenceRow> byCommissioner)
    {
        string[] cells = [row.Postcode, Pooled(row.Country), Pooled(row.Commissioner), Pooled(row.Icb), Pooled(row.Region), Pooled(row.LocalAuthority), Pooled(row.HealthBoard)];
        var days = DateSpan.Always;
        while (OdsCode.TryParse(cells[2], out var commissioner) && register.Find(commissioner)?.Closed is { } closed && closed < DateOnly.MaxValue && days.Contains(closed.AddDays(1))
            && register.SuccessorOn(commissioner, closed.AddDays(1)) is [var next])
        {
            yield return new ReferenceRow(schema, cells, new DateSpan(days.First, closed), origin, row.Line);
            days = new DateSpan(closed.AddDays(1));
            var around = byCommissioner[next.ToString()].FirstOrDefault(a => a.Days.Contains(days.First));
            cells = [cells[0], cells[1], Pooled(next.ToString()), around?.Cells[2] ?? "", around?.Cells[3] ?? "", cells[5], cells[6]];
            origin = new Origin(origin.File, $"carried over by succession: {commissioner} closed on {closed:yyyy-MM-dd} and {next} is its only successor; {origin.Words}");
        }

        yield return new ReferenceRow(schema, cells, days, origin, row.Line);
    }

    /// <summary>Trusts and their main sites. Which hub contracts with which provider is published nowhere that Remit reads.</summary>
    private ReferenceTable Providers()
    {
        var schema = TableSchema.Providers;
        var rows = new List<ReferenceRow>();
        if (workspace.Of(Layouts.Etr.Kind).LastOrDefault(Known) is { } release)
            foreach (var listing in workspace.Read(release, Layouts.Etr))
                rows.Add(new ReferenceRow(schema, [listing.Code.ToString(), listing.Name, Postcode.Key(listing.Postcode), ""], DateSpan.Always,
                    new Origin(release.File, release.ToRelease().ToString()), listing.Source.Line));

        return new ReferenceTable(schema, rows) { NotStated = ["specialised_hub"] };
    }

    /// <summary>Service lines and their delegation. The Appendix C list was not found.</summary>
    private static ReferenceTable ServiceLines() => Shipped(TableSchema.Services, "responsibility/service_lines.csv", row =>
        [row["service_code"], row["year"], row["description"], row["status"], row["specialised"], row["highly_specialised"], ""]) with
    { NotStated = ["cross_border"] };

    private static ReferenceTable DetentionSites() => Shipped(TableSchema.DetentionSites, "responsibility/detention_sites.csv", row =>
        [row["name"], Postcode.Key(row["postcode"]), row["hub"]]);

    private static ReferenceTable Shipped(TableSchema schema, string name, Func<ParameterRow, string[]> cells)
    {
        var table = ParameterTables.Shipped.Read(name);
        var origin = new Origin(name, $"parameters/{name}");
        return new ReferenceTable(schema, [.. table.Rows.Select(row =>
            new ReferenceRow(schema, cells(row), schema.Dated ? row.Days : DateSpan.Always, origin, (int)row.Place.Line))]);
    }

    private ReferenceTable SmallAreas(ReferenceTable areas)
    {
        var byCommissioner = ByCommissioner(areas);
        return new ReferenceTable(TableSchema.SmallAreas,
            [.. register.SmallAreas.Order().SelectMany(area => Places(TableSchema.SmallAreas, area.ToString(), area, byCommissioner, ""))]);
    }

    /// <summary>Where a small area lay through time, as rows of a table of places: the look-up gives commissioner and council, the commissioner's own area its board and region.</summary>
    private IEnumerable<ReferenceRow> Places(TableSchema schema, string key, OnsCode area, ILookup<string, ReferenceRow> byCommissioner, string because)
    {
        var country = area.ToString()[0] switch
        {
            'E' => CodeLists.England,
            'W' => CodeLists.Wales,
            'S' => CodeLists.Scotland,
            'N' => CodeLists.NorthernIreland,
            _ => "",
        };
        var lying = register.CoverageOf(area).Stretches;
        if (lying.Count == 0)
        {
            yield return new ReferenceRow(schema, [key, country, "", "", "", "", ""], DateSpan.Always, new Origin("", because + "no look-up of small areas has it"), 0);
            yield break;
        }

        foreach (var stretch in lying)
        {
            if (stretch.Value is not { } lies)
                continue;

            var commissioner = Pooled(lies.Commissioner.ToString());
            var origin = new Origin(stretch.Source.Release.File, because + stretch.Source);
            foreach (var days in stretch.Days.CutBy(byCommissioner[commissioner].Select(a => a.Days)))
            {
                var around = byCommissioner[commissioner].FirstOrDefault(a => a.Days.Contains(days.First));
                yield return new ReferenceRow(schema,
                    [key, country, commissioner, around?.Cells[2] ?? "", around?.Cells[3] ?? "", Pooled(lies.LocalAuthority?.ToString() ?? ""), ""], days, origin, 0);
            }
        }
    }

    private static ILookup<string, ReferenceRow> ByCommissioner(ReferenceTable areas) => areas.Rows.ToLookup(r => r.Cells[0]);

    private string Pooled(string text)
    {
        if (pool.TryGetValue(text, out var same))
            return same;
        return pool[text] = text;
    }
}
