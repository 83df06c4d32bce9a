using System.Security.Cryptography;
using Remit.Register;
using Remit.Responsibility;
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
    private readonly Workspace workspace;
    private readonly RegisterAsKnown register;
    private readonly List<Finding> findings = [];
    private readonly Dictionary<string, string> pool = new(StringComparer.Ordinal);

    private WorkspaceReference(Workspace workspace, RegisterAsKnown register) => (this.workspace, this.register) = (workspace, register);

    /// <summary>Loads what a workspace knows to date.</summary>
    /// <exception cref="RefusedException">A release or one of the product's own tables cannot be read.</exception>
    public static LoadedReference Load(Workspace workspace)
    {
        if (workspace.Releases.Count == 0)
            throw new RefusedException(new Finding("no-workspace", Consequence.FileRefused, new Place(workspace.Folder), "no releases to work from",
                "a workspace that something was imported into (./remit import auto FOLDER), or a folder of plain tables (--reference FOLDER)"));

        var register = workspace.Evidence(NationalTables.Shipped).ToDate;
        return new WorkspaceReference(workspace, register).Load();
    }

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
            SmallAreas(areas),
        };

        findings.AddRange(tables.Where(t => t.Rows.Count == 0).Select(t => new Finding("empty-table", Consequence.Note, new Place(workspace.Folder),
            $"nothing about {t.Schema.Words}", "a release that says it: without one, what needs it is flagged")));
        return new LoadedReference(new ReferenceTables(tables, "workspace"), Sources(), findings);
    }

    private List<ReferenceSource> Sources()
    {
        var sources = workspace.Releases.Select(r => new ReferenceSource($"{r.Kind} {IsoDate.Text(r.Edition)} {r.File}", r.Sha256)).ToList();
        var folder = ParameterTables.Shipped.Folder;
        foreach (var file in Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var content = File.OpenRead(file);
            sources.Add(new ReferenceSource($"parameters/{Path.GetRelativePath(folder, file).Replace('\\', '/')}", Convert.ToHexStringLower(SHA256.HashData(content))));
        }

        return sources;
    }

    /// <summary>The workspace's own plain table, of the latest edition, or none.</summary>
    private ReferenceTable? Plain(TableSchema schema) =>
        workspace.Latest(schema.Name) is { } release
            ? ReferenceFolder.Read(workspace.ContentOf(release), schema, $"{release.File} of {IsoDate.Text(release.Edition)}", findings)
            : null;

    /// <summary>One row for each run of days on which a commissioner's board, region, hubs and delegation stayed the same.</summary>
    private ReferenceTable Areas()
    {
        var schema = TableSchema.Areas;
        var rows = new List<ReferenceRow>();
        foreach (var (commissioner, standing) in register.LocalCommissioners)
        {
            var links = register.LinksOf(commissioner);
            var boards = links.Where(l => l.Kind == "icb").Select(l => l.To).Distinct().ToList();
            var changes = links.Select(l => l.Days).Concat(boards.SelectMany(Delegations).Select(d => d.Days));
            foreach (var days in Runs(standing.Days, changes))
            {
                var day = days.First;
                string Linked(string kind) => links.FirstOrDefault(l => l.Kind == kind && l.Days.Contains(day))?.To.ToString() ?? "";
                var board = Linked("icb");
                var delegated = OdsCode.TryParse(board, out var code) && Delegations(code).Any(d => d.Days.Contains(day));
                rows.Add(new ReferenceRow(schema,
                    [commissioner.ToString(), standing.Name, board, Linked("region"), Linked("specialised hub"), Linked("health and justice hub"), delegated ? "Y" : "N"],
                    days, new Origin(standing.Source.Release.File, $"{standing.Source}, with its links and delegations that day"), 0));
            }
        }

        return new ReferenceTable(schema, rows);

        IEnumerable<Delegation> Delegations(OdsCode board) => register.DelegationsOf(board).Where(d => d.Function == "specialised services");
    }

    /// <summary>One row for each run of days on which a practice's listing and commissioner stayed the same.</summary>
    private ReferenceTable Practices()
    {
        var schema = TableSchema.Practices;
        var rows = new List<ReferenceRow>();
        foreach (var practice in register.Practices)
        {
            var stretches = register.MembershipsOf(practice).Stretches;
            foreach (var (listing, listed) in Listed(practice))
                foreach (var days in Runs(listed, stretches.Select(s => s.Days)))
                {
                    var member = stretches.FirstOrDefault(s => s.Days.Contains(days.First));
                    var source = (member.Value, listing) switch
                    {
                        ({ } c, { } l) => $"{member.Source} says {c}; {l.Source} the rest",
                        (null, { } l) => l.Source.ToString(),
                        _ => member.Source.ToString(),
                    };
                    // A list says how a practice stood on the day of its edition. One that closed later was still active on earlier days.
                    var status = listing is null || listing.Status is 'C' ? "A" : listing.Status.ToString();
                    rows.Add(new ReferenceRow(schema,
                        [
                            practice.ToString(), listing?.Name ?? "", status, Pooled(member.Value?.ToString() ?? ""),
                            Pooled(listing?.NationalGrouping ?? ""), Pooled(listing?.HighLevelGeography ?? ""), Postcode.Key(listing?.Postcode),
                        ],
                        days, new Origin((listing?.Source ?? member.Source).Release.File, source), 0));
                }
        }

        return new ReferenceTable(schema, rows);

        // A practice that no list has is open, so far as is known, while it is a member.
        IEnumerable<(PracticeListing? Listing, DateSpan Days)> Listed(PracticeCode practice)
        {
            var listings = register.ListingsOf(practice);
            if (listings.Count == 0)
                return register.MembershipsOf(practice).Stretches.Where(s => s.Value is not null).Select(s => ((PracticeListing?)null, s.Days));

            return listings.Select((listing, i) =>
            {
                var from = i == 0 ? DateOnly.MinValue : listing.Source.Release.Edition;
                DateOnly? to = i + 1 < listings.Count ? listings[i + 1].Source.Release.Edition.AddDays(-1) : null;
                return (Listing: (PracticeListing?)listing, Days: to < from ? null : new DateSpan(from, to).Intersect(listing.Open));
            }).Where(l => l.Days is not null).Select(l => (l.Listing, l.Days!.Value));
        }
    }

    /// <summary>The latest postcode directory, and the small areas of any other postcodes that are known.</summary>
    private ReferenceTable Postcodes(ReferenceTable areas)
    {
        var schema = TableSchema.Postcodes;
        var rows = new List<ReferenceRow>();
        var directories = workspace.Of(Layouts.Nhspd.Kind).Concat(workspace.Of(Layouts.Onspd.Kind)).OrderBy(r => r.Edition).ToList();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < directories.Count; i++)
        {
            var release = directories[i];
            var from = i == 0 ? DateOnly.MinValue : release.Edition;
            DateOnly? to = i + 1 < directories.Count ? directories[i + 1].Edition.AddDays(-1) : null;
            if (to < from)
                continue;

            var origin = new Origin(release.File, release.ToRelease().ToString());
            foreach (var row in workspace.ReadDirectory(release, register))
            {
                known.Add(row.Postcode);
                rows.Add(new ReferenceRow(schema,
                    [row.Postcode, Pooled(row.Country), Pooled(row.Commissioner), Pooled(row.Icb), Pooled(row.Region), Pooled(row.LocalAuthority), Pooled(row.HealthBoard)],
                    new DateSpan(from, to), origin, row.Line));
            }
        }

        var byCommissioner = ByCommissioner(areas);
        foreach (var release in workspace.Of(Layouts.PostcodeAreas.Kind).Reverse())
            foreach (var row in workspace.Read(release, Layouts.PostcodeAreas))
                if (row.Area is { } area && known.Add(row.Postcode))
                    rows.AddRange(Places(schema, row.Postcode, area, byCommissioner, $"{release.ToRelease()}, line {row.Line}, puts it in {area}; "));

        return new ReferenceTable(schema, rows);
    }

    private ReferenceTable Providers()
    {
        var schema = TableSchema.Providers;
        var rows = new List<ReferenceRow>();
        if (workspace.Latest(Layouts.Etr.Kind) is { } release)
            foreach (var listing in workspace.Read(release, Layouts.Etr))
                rows.Add(new ReferenceRow(schema, [listing.Code.ToString(), listing.Name, Postcode.Key(listing.Postcode), ""], DateSpan.Always,
                    new Origin(release.File, release.ToRelease().ToString()), listing.Source.Line));

        return new ReferenceTable(schema, rows);
    }

    private static ReferenceTable ServiceLines() => Shipped(TableSchema.Services, "responsibility/service_lines.csv", row =>
        [row["service_code"], row["year"], row["description"], row["status"], row["specialised"], row["highly_specialised"], ""]);

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
            foreach (var days in Runs(stretch.Days, byCommissioner[commissioner].Select(a => a.Days)))
            {
                var around = byCommissioner[commissioner].FirstOrDefault(a => a.Days.Contains(days.First));
                yield return new ReferenceRow(schema,
                    [key, country, commissioner, around?.Cells[2] ?? "", around?.Cells[3] ?? "", Pooled(lies.LocalAuthority?.ToString() ?? ""), ""], days, origin, 0);
            }
        }
    }

    private static ILookup<string, ReferenceRow> ByCommissioner(ReferenceTable areas) => areas.Rows.ToLookup(r => r.Cells[0]);

    /// <summary>Cuts a span where any of the others begins or has just ended.</summary>
    private static IEnumerable<DateSpan> Runs(DateSpan whole, IEnumerable<DateSpan> others)
    {
        var starts = new SortedSet<DateOnly> { whole.First };
        foreach (var other in others)
        {
            if (whole.Contains(other.First))
                starts.Add(other.First);
            if (other.Last is { } last && last < DateOnly.MaxValue && whole.Contains(last.AddDays(1)))
                starts.Add(last.AddDays(1));
        }

        var ordered = starts.ToList();
        return ordered.Select((first, i) => new DateSpan(first, i + 1 < ordered.Count ? ordered[i + 1].AddDays(-1) : whole.Last));
    }

    private string Pooled(string text)
    {
        if (pool.TryGetValue(text, out var same))
            return same;
        return pool[text] = text;
    }
}
