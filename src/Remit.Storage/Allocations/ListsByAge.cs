using System.Globalization;
using Remit.Allocations;
using Remit.Register;
using Remit.Storage.Register;

namespace Remit.Storage.Allocations;

/// <summary>The people of one sex and one band of ages on each practice's list, in the order of its practices.</summary>
/// <param name="Name">As the file heads it: <c>Female 75+</c>.</param>
public sealed record AgeBand(string Name, decimal[] People)
{
    /// <summary><c>Female</c> or <c>Male</c>.</summary>
    public string Sex => Name.Split(' ')[0];

    /// <summary>In years, both ends included: <c>5-14</c>, <c>75+</c>.</summary>
    public string Ages => Name.Split(' ')[1];
}

/// <summary>The people on the lists of practices by sex and band of ages, from a release that tells them apart.</summary>
/// <param name="Population">Practices, and all people on the list of each.</param>
/// <param name="Bands">In the order of the file; together they are everybody.</param>
public sealed record ListsByAge(Population Population, IReadOnlyList<AgeBand> Bands, KeptRelease Release)
{
    /// <summary>The release whose edition is the last by a day, or where all are later the first of them.</summary>
    /// <returns>Nothing where the workspace has none that tells ages apart.</returns>
    public static ListsByAge? For(Workspace workspace, DateOnly day)
    {
        var releases = workspace.Of(RegisteredLists.ReleaseKind).Where(r => r.Series == PracticeListLayout.ByAgeSeries).OrderBy(r => r.Edition).ToList();
        return (releases.LastOrDefault(r => r.Edition <= day) ?? releases.FirstOrDefault()) is { } release ? Read(workspace, release) : null;
    }

    private static ListsByAge Read(Workspace workspace, KeptRelease release)
    {
        using var source = workspace.Open(release);
        var practice = source.Headers.Index().First(h => h.Item.Equals(PracticeListLayout.PracticeHeading, StringComparison.OrdinalIgnoreCase)).Index;
        var bands = source.Headers.Index().Where(h => PracticeListLayout.IsBand(h.Item)).ToList();
        SortedDictionary<string, decimal[]> rows = new(StringComparer.Ordinal);
        var counts = new decimal[bands.Count];
        while (source.Read())
        {
            // What was left out when the file was taken in is left out here.
            if (!PracticeCode.TryParse(source.Text(practice), out var code) || !bands.Index().All(b => decimal.TryParse(source.Text(b.Item.Index), NumberStyles.None, CultureInfo.InvariantCulture, out counts[b.Index])))
                continue;
            rows.TryAdd(code.ToString(), [.. counts]);
        }

        string[] codes = [.. rows.Keys];
        var population = new Population(codes, codes, [.. rows.Values.Select(r => r.Sum())], new Dictionary<string, decimal[]>(), new Dictionary<string, string[]>());
        return new(population, [.. bands.Index().Select(b => new AgeBand(b.Item.Item, [.. rows.Values.Select(r => r[b.Index])]))], release);
    }
}
