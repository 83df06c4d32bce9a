using System.Security.Cryptography;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>What became of a file that was offered.</summary>
public enum ImportVerdict
{
    /// <summary>Checked, kept and in use.</summary>
    Activated,

    /// <summary>The workspace has these very bytes: nothing was done.</summary>
    AlreadyHeld,

    /// <summary>Something is wrong with it; nothing of it was kept and nothing changed.</summary>
    Refused,

    /// <summary>Not a kind that Remit knows: not touched.</summary>
    LeftAlone,
}

/// <summary>A release held against the one of the same kind before it.</summary>
/// <param name="Moves">How many codes moved from one body to another, most first.</param>
public sealed record ReleaseChange(KeptRelease Before, long KeysBefore, long KeysNow, IReadOnlyList<string> New, IReadOnlyList<string> Gone, long Moved, IReadOnlyList<Move> Moves);

/// <summary>How many codes went from one body to another between two releases.</summary>
public sealed record Move(string From, string To, long Count);

/// <summary>What became of one file, and why.</summary>
/// <param name="Reason">For a file left alone, why.</param>
public sealed record ImportOutcome(string File, ImportVerdict Verdict, string Kind, KeptRelease? Release, IReadOnlyList<Finding> Findings, ReleaseChange? Comparison, string Reason = "");

/// <summary>Takes official files into a workspace: each is recognised, checked to its last row, compared with its predecessor, and only then kept.</summary>
/// <param name="now">The instant of importing.</param>
/// <param name="learned">When the organisation first had the files, if before now.</param>
public sealed class ReleaseImport(Workspace workspace, NationalFacts facts, DateTimeOffset now, DateTimeOffset? learned = null)
{
    private readonly DateTimeOffset? learnedGiven = learned;
    private readonly DateTimeOffset learned = learned < now ? learned.Value : now;

    /// <summary>Takes in one file.</summary>
    /// <param name="kind">The layout it must have; none to recognise it.</param>
    /// <param name="edition">The edition, where neither the file nor its name says or where they are wrong.</param>
    public ImportOutcome Import(string path, Layout? kind = null, DateOnly? edition = null)
    {
        var name = Path.GetFileName(path);
        try
        {
            return Take(path, name, kind, edition);
        }
        catch (RefusedException refused)
        {
            return new(path, ImportVerdict.Refused, (kind ?? Layouts.ByName(name))?.Kind ?? "", null, refused.Findings, null);
        }
    }

    /// <summary>Takes in every file of a folder and its sub-folders that is of a kind Remit knows: look-ups of names first, then oldest edition first.</summary>
    public IEnumerable<ImportOutcome> ImportFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new RefusedException(new Finding("no-such-folder", Consequence.FileRefused, new Place(folder), File.Exists(folder) ? "a file" : "no folder",
                File.Exists(folder) ? "a folder; for one file, name its kind instead of auto" : "the path of a folder that exists"));

        List<(string Path, Layout Kind, DateOnly Edition)> known = [];
        List<ImportOutcome> others = [];
        List<string> outlines = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            try
            {
                if (OutlineFile.IsOne(path))
                {
                    outlines.Add(path);
                    continue;
                }

                if (!IsTable(path))
                {
                    others.Add(new(path, ImportVerdict.LeftAlone, "", null, [], null, "neither a CSV file nor outlines"));
                    continue;
                }

                var specimen = SpecimenOf(path);
                if ((Layouts.Recognise(specimen) ?? Layouts.Damaged(specimen)) is not { } layout)
                    others.Add(LeftAlone(path, specimen));
                else
                    known.Add((path, layout, EditionOf(layout, specimen, null).Edition));
            }
            catch (RefusedException refused)
            {
                others.Add(new(path, ImportVerdict.Refused, Layouts.ByName(path)?.Kind ?? "", null, refused.Findings, null));
            }
        }

        foreach (var (path, _, _) in known.OrderBy(k => k.Kind == Layouts.OnsNames ? 0 : 1).ThenBy(k => k.Edition).ThenBy(k => k.Path, StringComparer.Ordinal))
            yield return Import(path);
        // Whose outlines they are is known by the names and codes of the rest, and is all that tells which are older.
        foreach (var path in outlines.OrderBy(EditionOfOutlines).ThenBy(path => path, StringComparer.Ordinal))
            yield return Import(path);
        foreach (var other in others)
            yield return other;
    }

    private ImportOutcome Take(string path, string name, Layout? kind, DateOnly? givenEdition)
    {
        if (kind is OutlineLayout || kind is null && OutlineFile.IsOne(path))
            return TakeOutlines(path, name, kind, givenEdition);
        var specimen = SpecimenOf(path);
        var layout = kind ?? Layouts.Recognise(specimen) ?? Layouts.Damaged(specimen);
        if (layout is null)
            return LeftAlone(path, specimen);

        var (sha256, bytes) = HashOf(path);
        if (workspace.Releases.FirstOrDefault(r => r.Sha256 == sha256) is { } held)
            return Held(path, name, held, kind, givenEdition);

        var notes = new ImportNotes(name);
        var (edition, from) = EditionOf(layout, specimen, givenEdition);
        var release = new Release(layout.Kind, layout.Title, edition, learned, name, sha256);
        var keys = Checked(path, layout, specimen, release, notes);
        if (notes.Findings.Any(f => f.Consequence == Consequence.FileRefused))
            return new(path, ImportVerdict.Refused, layout.Kind, null, notes.Findings, null);

        return Kept(path, layout, keys, notes, kind, givenEdition, new KeptRelease(layout.Kind, layout.SeriesOf(specimen), layout.Title, edition, from, name, sha256,
            bytes, notes.Rows, notes.LeftOut, notes.Counts, learned, now));
    }

    /// <summary>Outlines are no table: whose they are tells their edition.</summary>
    private ImportOutcome TakeOutlines(string path, string name, Layout? kind, DateOnly? givenEdition)
    {
        var layout = Layouts.Outlines;
        var (sha256, bytes) = HashOf(path);
        if (workspace.Releases.FirstOrDefault(r => r.Sha256 == sha256) is { } held)
            return Held(path, name, held, kind, givenEdition);

        IReadOnlyList<OutlineFeature> features;
        using (var stream = File.OpenRead(path))
            features = OutlineFile.Read(stream, name);
        var notes = new ImportNotes(name);
        if (OutlineMatch.Of(features, Register, facts, givenEdition, notes) is not { } match)
        {
            if (kind is null)
                return new(path, ImportVerdict.LeftAlone, "", null, [], null, $"{features.Count:N0} areas, none with the code or name of a body that Remit knows");
            notes.Refuse("no-known-body", $"{features.Count:N0} areas, none with the code or name of a body that was open{(givenEdition is { } on ? $" on {on.InWords}" : "")}", $"areas that have one: {layout.Wanted}");
            return new(path, ImportVerdict.Refused, layout.Kind, null, notes.Findings, null);
        }

        RefuseTooManyLeftOut(notes);
        if (notes.Findings.Any(f => f.Consequence == Consequence.FileRefused))
            return new(path, ImportVerdict.Refused, layout.Kind, null, notes.Findings, null);
        return Kept(path, layout, match.Outlines.Keys.ToDictionary(c => c.ToString(), _ => ""), notes, kind, givenEdition,
            new KeptRelease(layout.Kind, match.Kind, $"outlines of each {match.Kind}", match.Day, givenEdition is null ? "file" : "given", name, sha256, bytes, notes.Rows, notes.LeftOut, notes.Counts, learned, now));
    }

    private DateOnly? EditionOfOutlines(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return OutlineMatch.Of(OutlineFile.Read(stream, path), Register, facts, null, new(path))?.Day;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private ImportOutcome Kept(string path, Layout layout, Dictionary<string, string> keys, ImportNotes notes, Layout? kind, DateOnly? givenEdition, KeptRelease kept)
    {
        var comparison = Compared(kept, layout, keys);
        if (workspace.Keep(kept, path) is var stands && !ReferenceEquals(stands, kept))
            return Held(path, kept.File, stands, kind, givenEdition);
        return new(path, ImportVerdict.Activated, layout.Kind, kept,
            kept.EditionFrom == "learned" && layout.EditionMatters ? [.. notes.Findings, Assumed(kept)] : notes.Findings, comparison);
    }

    /// <summary>The bytes are held: as what is now said of them, or otherwise, which is then refused rather than passed over.</summary>
    private ImportOutcome Held(string path, string name, KeptRelease held, Layout? kind, DateOnly? edition)
    {
        List<Finding> findings = [];
        if (kind is not null && kind.Kind != held.Kind)
            Differs($"{kind.Kind}, but held as {held.Kind}", $"'./remit import {held.Kind}', or another file: what these bytes are was checked when they were taken in");
        if (edition is { } e && e != held.Edition)
            Differs($"--edition {IsoDate.Text(e)}, but held with edition {IsoDate.Text(held.Edition)}", $"the same edition, or a correction: ./remit import correct {held.Sha256[..12]} --edition {IsoDate.Text(e)}");
        if (learnedGiven is { } l && LondonClock.LondonDay(l) is var day && day != LondonClock.LondonDay(held.Learned))
            Differs($"--learned {IsoDate.Text(day)}, but held as learned {IsoDate.Text(LondonClock.LondonDay(held.Learned))}", $"the same day, or a correction: ./remit import correct {held.Sha256[..12]} --learned {IsoDate.Text(day)}");
        return new(path, findings.Count == 0 ? ImportVerdict.AlreadyHeld : ImportVerdict.Refused, held.Kind, held, findings, null);

        void Differs(string found, string wanted) => findings.Add(new("already-held-otherwise", Consequence.FileRefused, new Place(name), found, wanted));
    }

    private static Finding Assumed(KeptRelease kept) => new("edition-assumed", Consequence.Note, new Place(kept.File), "no day in the file or its name",
        $"the day whose state of affairs it describes; {IsoDate.Text(kept.Edition)}, when it was first had, stands in. If that is not so: ./remit import correct {kept.Sha256[..12]} --edition YYYY-MM-DD");

    private Dictionary<string, string> Checked(string path, Layout layout, Specimen specimen, Release release, ImportNotes notes)
    {
        Dictionary<string, string> keys = [];
        bool endsLine;
        using (var source = CsvSource.Open(path, layout.HasHeader))
        {
            if (!layout.Recognises(specimen) && !layout.HasHeader)
            {
                notes.Refuse("unknown-layout", Layouts.Described(specimen.First), layout.Wanted);
                return keys;
            }

            Gather(layout.Check(source, release, notes, OdsOf), keys);
            endsLine = source.EndsLine;
        }

        if (!endsLine && (layout.EndsItsLastLine || notes.LastLeftOut > 0 && notes.LastLeftOut == notes.LastLine))
            notes.Refuse("cut-short", "a last line without an end", "a line end after the last row: the file may have been cut off, so ask for it again, or, if you are sure that it is whole, add the line end", notes.LastLine);
        else if (!endsLine)
            notes.Note("no-last-line-end", 0, "", "a last line without an end", "a line end: if rows are missing, the file was cut off");

        if (notes.Rows - notes.LeftOut <= 0)
            notes.Refuse("no-rows", notes.Rows == 0 ? "no rows" : $"{notes.Rows:N0} rows, none of which could be used", $"rows of {layout.Title}: {layout.Wanted}");
        else
            RefuseTooManyLeftOut(notes);
        return keys;
    }

    private static void RefuseTooManyLeftOut(ImportNotes notes)
    {
        if (notes.LeftOut * 100 > notes.Rows)
            notes.Refuse("too-many-left-out", $"{notes.LeftOut:N0} of {notes.Rows:N0} rows that cannot be used", "at most one in a hundred: see the findings, and ask the sender for a file that is right");
    }

    private ReleaseChange? Compared(KeptRelease now, Layout layout, Dictionary<string, string> keys)
    {
        if (workspace.Of(now.Kind).LastOrDefault(r => r.Series == now.Series && r.Edition <= now.Edition) is not { } before)
            return null;

        Dictionary<string, string> was = [];
        if (layout is OutlineLayout)
            was = KeptOutlines.Read(workspace, before, Register, facts)?.Outlines.Keys.ToDictionary(c => c.ToString(), _ => "") ?? [];
        else
        {
            using var source = workspace.Open(before);
            Gather(layout.Check(source, before.ToRelease(), new ImportNotes(before.File), OdsOf), was);
        }

        var moves = keys.Where(k => k.Value.Length > 0 && was.TryGetValue(k.Key, out var old) && old.Length > 0 && old != k.Value)
            .GroupBy(k => (From: was[k.Key], To: k.Value))
            .Select(g => new Move(g.Key.From, g.Key.To, g.Count()))
            .OrderByDescending(m => m.Count).ThenBy(m => m.From, StringComparer.Ordinal).ThenBy(m => m.To, StringComparer.Ordinal)
            .ToList();
        return new(before, was.Count, keys.Count,
            [.. keys.Keys.Where(k => !was.ContainsKey(k)).Order(StringComparer.Ordinal)],
            [.. was.Keys.Where(k => !keys.ContainsKey(k)).Order(StringComparer.Ordinal)],
            moves.Sum(m => m.Count), moves);
    }

    private static void Gather(IEnumerable<RowKey> rows, Dictionary<string, string> keys)
    {
        foreach (var row in rows)
            if (row.Belongs.Length > 0 || !keys.ContainsKey(row.Key))
                keys[row.Key] = row.Belongs;
    }

    private OdsCode? OdsOf(OnsCode code) => Register.Find(code);

    private RegisterAsKnown Register => register ??= workspace.Evidence(facts).ToDate;

    private RegisterAsKnown? register;

    private (DateOnly Edition, string From) EditionOf(Layout layout, Specimen specimen, DateOnly? given) =>
        given is { } g ? (g, "given")
        : layout.EditionOf(specimen) is { } stated ? (stated, "file")
        : EditionName.Of(specimen.File) is { } named ? (named, "name")
        : (LondonClock.LondonDay(learned), "learned");

    private static ImportOutcome LeftAlone(string path, Specimen specimen)
    {
        var seen = Layouts.Described(specimen.First);
        return new(path, ImportVerdict.LeftAlone, "", null, [], null,
            Layouts.ByName(path) is { } named ? $"named like {named.Kind}, but has nothing of it: {seen}" : $"not a kind Remit knows: {seen}");
    }

    private static bool IsTable(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
    }

    private static Specimen SpecimenOf(string path)
    {
        using var source = CsvSource.Open(path, hasHeader: false);
        return Specimen.Of(source, Path.GetFileName(path));
    }

    private static (string Sha256, long Bytes) HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return (Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length);
    }
}
