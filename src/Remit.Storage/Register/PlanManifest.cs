using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Remit.Powers;
using Remit.Register;
using Remit.Storage.Responsibility;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>What plans were made from, and what was made: the same inputs give the same bytes.</summary>
public static class PlanManifest
{
    /// <param name="scenarioFile">The file that the scenarios were read from; none where they were typed.</param>
    /// <param name="outputs">What was made: the name of each file, and what writes it again or reads what was written.</param>
    public static byte[] Of(RegisterAsKnown register, PowersAsKnown powers, IReadOnlyList<MergerDossier> dossiers, string? scenarioFile, IEnumerable<(string Name, Action<Stream> Write)> outputs)
    {
        var manifest = new JsonObject
        {
            ["remit"] = typeof(PlanManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
            ["known"] = dossiers[0].Known is { } known ? IsoDate.Text(known) : null,
            ["input"] = scenarioFile is null ? null : Hashed(Path.GetFileName(scenarioFile), to => Copy(scenarioFile, to)),
            ["scenarios"] = new JsonArray([.. dossiers.Select(d => (JsonNode)new JsonObject
            {
                ["name"] = d.Plan.Scenario.Name,
                ["on"] = IsoDate.Text(d.Plan.Scenario.On),
                ["mergers"] = new JsonArray([.. d.Plan.Scenario.Mergers.Select(m => (JsonNode)new JsonObject
                {
                    ["code"] = m.Code.ToString(),
                    ["name"] = m.Name,
                    ["bodies"] = new JsonArray([.. m.Bodies.Select(b => (JsonNode)b.ToString())]),
                    ["areaFrom"] = m.Area?.From,
                    ["areaSha256"] = m.Area is { } area ? Hash(string.Join(' ', (area.Areas ?? new HashSet<OnsCode>()).Order()) + "\n" + string.Join(' ', (area.Practices ?? new HashSet<PracticeCode>()).Select(p => p.ToString()).Order(StringComparer.Ordinal))) : null,
                })]),
            })]),
            ["releases"] = new JsonArray([.. register.Releases.Select(r => (JsonNode)new JsonObject { ["kind"] = r.Kind, ["file"] = r.File, ["edition"] = IsoDate.Text(r.Edition), ["sha256"] = r.Sha256 })]),
            ["parameters"] = new JsonArray([.. WorkspaceReference.Sources([]).Select(s => (JsonNode)new JsonObject { ["file"] = s.Name, ["sha256"] = s.Sha256 })]),
            // Each by its place in the journal, so that this says how far the journal was read.
            ["instruments"] = powers.Ledger.Instruments.Where(i => i.Source.Release.Kind == "journal").ToList() is { Count: > 0 } recorded ? Hash(string.Join('\n', recorded.OrderBy(i => i.Id, StringComparer.Ordinal).Select(i => i.Source.Release.File))) : null,
            ["outputs"] = new JsonArray([.. outputs.Select(o => (JsonNode)Hashed(o.Name, o.Write))]),
        };
        return Encoding.UTF8.GetBytes(manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }

    /// <summary>Copies a file that was written.</summary>
    internal static void Copy(string path, Stream to)
    {
        using var content = File.OpenRead(path);
        content.CopyTo(to);
    }

    private static JsonObject Hashed(string name, Action<Stream> write)
    {
        using var hash = SHA256.Create();
        using (var to = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            write(to);
        return new() { ["file"] = name, ["sha256"] = Convert.ToHexStringLower(hash.Hash!) };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
