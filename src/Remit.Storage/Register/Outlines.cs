using Remit.Register;
using Remit.Register.Areas;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>Files of outlines. They are not tables: <see cref="OutlineFile"/> reads them, and <see cref="OutlineMatch"/> tells whose outlines they have.</summary>
public sealed class OutlineLayout() : Layout("outlines", "outlines of commissioners", hasHeader: false)
{
    public override string Wanted => "GeoJSON (a FeatureCollection) or TopoJSON (a Topology) of areas with codes or names, such as CCG21CD, SICBL23CDH, ccg_code or name";

    public override bool Recognises(Specimen specimen) => false;

    internal override IEnumerable<RowKey> Check(CsvSource source, Release release, ImportNotes notes, Func<OnsCode, OdsCode?> odsOf) =>
        throw new NotSupportedException("Outlines are not read as a table.");
}

/// <summary>Whose outlines a file has, and on which day there were exactly those bodies.</summary>
/// <param name="Day">The first day on which the bodies were the most like those of the file.</param>
/// <param name="Kind">What those bodies were.</param>
internal sealed record OutlineMatch(DateOnly Day, string Kind, string Layer, IReadOnlyDictionary<OdsCode, Outline> Outlines)
{
    /// <summary>Matches each area with a body, by ODS code, ONS code or name.</summary>
    /// <param name="given">The day whose bodies they are, where that is known.</param>
    /// <returns>None where no area is of a body of that day.</returns>
    public static OutlineMatch? Of(IReadOnlyList<OutlineFeature> features, RegisterAsKnown register, NationalFacts facts, DateOnly? given, ImportNotes notes)
    {
        var byName = register.Organisations.SelectMany(o => o.Standings.Select(s => (Name: Plain(s.Name), o.Code))).Where(n => n.Name.Length > 0).ToLookup(n => n.Name, n => n.Code);
        var candidates = features.Select(f => Candidates(f, register, facts, byName)).ToList();
        var days = given is { } known ? [known] : candidates.SelectMany(c => c).Distinct().SelectMany(c => register.Find(c)!.Standings.Select(s => s.Days.First)).Where(d => d > DateOnly.MinValue).Distinct().Order().ToList();
        var best = (
            from day in days
            from layer in features.Select(f => f.Layer).Distinct()
            from found in features.Index().Where(f => f.Item.Layer == layer).SelectMany(f => candidates[f.Index].Where(c => register.Find(c)!.IsOpenOn(day))).Distinct().GroupBy(c => register.Find(c)!.On(day)!.Kind)
            let all = register.OfKind(found.Key, day).Count
            orderby found.Count() * 2 - all descending, day, layer, found.Key
            select (Day: day, Layer: layer, Kind: found.Key)).FirstOrDefault();
        if (best.Kind is null)
            return null;

        Dictionary<OdsCode, List<Outline>> outlines = [];
        HashSet<OdsCode> own = [];
        foreach (var (n, feature) in features.Index())
        {
            if (feature.Layer != best.Layer)
                continue;
            notes.Rows++;
            var place = new Finding("", Consequence.RowLeftOut, new Place(notes.File, 0, feature.Place), "", "");
            var codes = candidates[n].Where(c => register.Find(c)!.IsOn(best.Kind, best.Day)).Distinct().ToList();
            var isAlias = codes is [var only] && feature.Properties.Values.Any(v => OdsCode.TryParse(v, out var told) && facts.OutlineCodes.TryGetValue(told, out var stands) && stands == only);
            if (feature.Wrong is var (code, found, wanted))
                notes.LeaveOut(place with { Code = code, Found = found, Wanted = wanted }, n);
            else if (codes is not [var body])
                notes.LeaveOut(place with { Code = "unknown-body", Found = Told(feature), Wanted = $"the code or name of a {best.Kind} that was open on {best.Day.InWords}" }, n);
            else if (!isAlias && !own.Add(body))
                notes.LeaveOut(place with { Code = "duplicate", Found = $"{body} again", Wanted = "one outline for each: the first was kept" }, n);
            else if (outlines.TryGetValue(body, out var parts))
                parts.Add(feature.Outline!);
            else
                outlines[body] = [feature.Outline!];
        }

        foreach (var missing in register.OfKind(best.Kind, best.Day).Where(o => !outlines.ContainsKey(o.Code)))
            notes.Note("no-outline", 0, "", $"no outline of {missing.Code} {missing.NameNear(best.Day)}", $"one for each {best.Kind} of {best.Day.InWords}");
        if (given is null && features.SelectMany(f => OnsHeading.In(f.Properties.Keys)).FirstOrDefault() is { Family: not null } heading && heading.Edition != best.Day)
            notes.Note("edition-differs", 0, "", $"headings of {heading.Year}", $"those of {best.Day.Year}: the bodies in the file are those of {best.Day.InWords}, which was taken for its edition");
        return new(best.Day, best.Kind, best.Layer, outlines.Where(o => o.Value.Count > 0).ToDictionary(o => o.Key, o => Outline.Union(o.Value)!));
    }

    private static List<OdsCode> Candidates(OutlineFeature feature, RegisterAsKnown register, NationalFacts facts, ILookup<string, OdsCode> byName)
    {
        var cells = feature.Properties.Where(p => p.Value.Length > 0).ToList();
        var codes = cells.Where(p => IsCode(p.Key)).SelectMany(p => Read(p.Value)).Where(c => register.Find(c) is not null).ToList();
        return codes.Count > 0 ? codes : [.. cells.Where(p => p.Key.EndsWith("name", StringComparison.OrdinalIgnoreCase) || p.Key.EndsWith("nm", StringComparison.OrdinalIgnoreCase)).SelectMany(p => byName[Plain(p.Value)]).Distinct()];

        IEnumerable<OdsCode> Read(string text)
        {
            if (OnsCode.TryParse(text, out var ons))
                return register.Find(ons) is { } owner ? [owner] : [];
            return OdsCode.TryParse(text, out var ods) ? [facts.OutlineCodes.GetValueOrDefault(ods, ods)] : [];
        }
    }

    private static bool IsCode(string heading) =>
        heading.Equals("id", StringComparison.OrdinalIgnoreCase) || heading.EndsWith("code", StringComparison.OrdinalIgnoreCase) || OnsHeading.In([heading]) is [{ Holds: not "NM" }];

    /// <summary>What a feature says it is: only what stands under headings of codes and names.</summary>
    private static string Told(OutlineFeature feature) =>
        string.Join(" ", feature.Properties.Where(p => IsCode(p.Key) || p.Key.EndsWith("name", StringComparison.OrdinalIgnoreCase) || OnsHeading.In([p.Key]).Count > 0).Select(p => p.Value).Distinct()) is { Length: > 0 } told ? told : "an area without a code or a name";

    /// <summary>A name without what editions write differently.</summary>
    private static string Plain(string name) =>
        string.Concat(name.ToUpperInvariant().Replace("&", "AND", StringComparison.Ordinal).Where(char.IsAsciiLetterOrDigit)) is var plain && plain.EndsWith("CCG", StringComparison.Ordinal) ? plain[..^3] : plain;
}

/// <summary>The outlines that a workspace holds.</summary>
public static class KeptOutlines
{
    /// <summary>Every edition of outlines, oldest first.</summary>
    /// <exception cref="RefusedException">The content of one is not what was imported.</exception>
    public static IReadOnlyList<OutlineEdition> In(Workspace workspace, RegisterAsKnown register, NationalFacts facts) =>
        [.. workspace.Of(Layouts.Outlines.Kind).Select(kept => Read(workspace, kept, register, facts)).OfType<OutlineEdition>()];

    internal static OutlineEdition? Read(Workspace workspace, KeptRelease kept, RegisterAsKnown register, NationalFacts facts)
    {
        using var stream = File.OpenRead(workspace.ContentOf(kept));
        return OutlineMatch.Of(OutlineFile.Read(stream, kept.File), register, facts, kept.Edition, new(kept.File)) is { } match ? new(kept.ToRelease(), match.Outlines) : null;
    }
}
