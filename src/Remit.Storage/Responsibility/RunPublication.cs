using System.Security.Cryptography;
using System.Text.Json;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Storage.Responsibility;

/// <summary>What of a run may be made public: its manifest without names of files of patients, and its records by outcome and month, protected.</summary>
public static class RunPublication
{
    /// <summary>Reads the decisions of a run and the manifest beside them.</summary>
    /// <param name="title">What the run is to be called.</param>
    /// <param name="activity">The file of activity that was assigned, for its months; none if <paramref name="date"/> is a column carried through.</param>
    /// <param name="date">The column of dates whose month is meant; the assignment date if none.</param>
    /// <exception cref="RefusedException">A file cannot be used, or they are not of one run.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static RunPublished Read(string decisions, string title, string? activity = null, string? date = null, CancellationToken stop = default)
    {
        var (path, content) = ManifestOf(decisions);
        try
        {
            using var json = JsonDocument.Parse(content);
            var manifest = json.RootElement;
            var counts = manifest.GetProperty("counts");
            var summary = SummaryRun.Run(decisions, ["outcome", SummaryRun.Month], activity, date, stop);
            var counted = summary.Counts.GroupBy(c => c.Values[0], c => c.Records).ToDictionary(g => g.Key, g => g.Sum(), StringComparer.Ordinal);
            if (counts.GetProperty("byOutcome").EnumerateObject().Any(o => counted.GetValueOrDefault(o.Name) != o.Value.GetInt64()) || summary.Records != counts.GetProperty("assigned").GetInt64())
                throw new RefusedException(new Finding("not-of-one-run", Consequence.FileRefused, new Place(Path.GetFileName(decisions)), $"{summary.Records:N0} decisions, other than {Path.GetFileName(path)} counts",
                    "decisions as './remit assign' wrote them, with their manifest: assign again"));

            var rejected = counts.GetProperty("rejected").GetInt64();
            if (summary.Records + rejected == 0)
                throw new RefusedException(new Finding("no-records", Consequence.FileRefused, new Place(Path.GetFileName(decisions)), "a run of no records", "records to count"));
            return new(title, Convert.ToHexStringLower(SHA256.HashData(content)),
                manifest.TryGetProperty("input", out var input) ? [Sha256(input)] : [.. manifest.GetProperty("inputs").EnumerateArray().Select(Sha256)],
                Texts(manifest.GetProperty("rulebooks")), Texts(manifest.GetProperty("readings")),
                manifest.GetProperty("asOn").GetString() is { } day && IsoDate.TryParse(day, out var asOn) ? asOn : null,
                [.. manifest.GetProperty("reference").GetProperty("sources").EnumerateArray().Select(s => new HashedFile(s.GetProperty("name").GetString()!, Sha256(s)))],
                PublishedCounts.Of(summary, rejected));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new RefusedException(new Finding("not-our-manifest", Consequence.FileRefused, new Place(path), "a manifest that Remit did not write", "the one that './remit assign' wrote beside the decisions: assign again"));
        }

        static string Sha256(JsonElement of) => of.GetProperty("sha256").GetString()!;
        static IReadOnlyList<string> Texts(JsonElement of) => [.. of.EnumerateArray().Select(t => t.GetString()!)];
    }

    /// <summary>The manifest beside decisions: <c>manifest.json</c>, or the name it was given when a later run was put in the same folder.</summary>
    private static (string Path, byte[] Content) ManifestOf(string decisions)
    {
        if (!File.Exists(decisions))
            throw new RefusedException(new Finding("no-such-file", Consequence.FileRefused, new Place(decisions), "no file", "the path of a file of decisions"));

        var name = Path.GetFileName(decisions);
        foreach (var path in (string[])[AssignmentRun.ManifestBeside(decisions), Path.Combine(Path.GetDirectoryName(decisions) ?? "", $"{name}.manifest.json")])
        {
            if (!File.Exists(path))
                continue;
            var content = File.ReadAllBytes(path);
            if (IsOf(name, content))
                return (path, content);
        }

        throw new RefusedException(new Finding("no-manifest", Consequence.FileRefused, new Place(decisions), "no manifest of theirs beside the decisions", "manifest.json as './remit assign' wrote it: a run without one cannot be told from any other file"));
    }

    private static bool IsOf(string decisions, byte[] manifest)
    {
        try
        {
            using var json = JsonDocument.Parse(manifest);
            return json.RootElement.GetProperty("outputs")[0].GetString() == decisions;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return false;
        }
    }
}
