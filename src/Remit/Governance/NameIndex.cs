using System.Buffers;

namespace Remit.Governance;

/// <summary>Names with what bears them, found by likeness.</summary>
/// <remarks>The words that tell lead to the names that have them. Most of those share too little to be like it, which the weights say at once; only the rest are held against it in full.</remarks>
internal sealed class NameIndex<T>
{
    private readonly Dictionary<string, List<int>> byWord = new(StringComparer.Ordinal);
    private readonly List<(OrganisationName Name, int Weight, List<T> Bearers)> names = [];

    public NameIndex(IEnumerable<(string Name, T Bearer)> all)
    {
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        foreach (var (text, bearer) in all)
        {
            var name = OrganisationName.Of(text);
            if (!known.TryGetValue(name.Key, out var at))
            {
                known[name.Key] = at = names.Count;
                names.Add((name, name.Total, []));
                foreach (var word in name.Telling)
                {
                    if (!byWord.TryGetValue(word, out var having))
                        byWord[word] = having = [];
                    having.Add(at);
                }
            }

            names[at].Bearers.Add(bearer);
        }
    }

    /// <summary>Whatever bears a name that is at least so much like one, of 100.</summary>
    public List<(T Bearer, int Score)> Like(string text, int least)
    {
        var sought = OrganisationName.Of(text);
        var (total, telling) = (sought.Total, sought.Telling.ToList());
        var rest = total - telling.Sum(OrganisationName.Weight);
        var shared = ArrayPool<int>.Shared.Rent(names.Count);
        Array.Clear(shared, 0, names.Count);
        List<int> touched = [];
        foreach (var word in telling)
            if (byWord.TryGetValue(word, out var having))
                foreach (var at in having)
                {
                    if (shared[at] == 0)
                        touched.Add(at);
                    shared[at] += OrganisationName.Weight(word);
                }

        List<(T, int)> found = [];
        foreach (var at in touched)
        {
            // As like as it could be, were every other word shared too.
            var most = shared[at] + rest;
            var (name, weight, bearers) = names[at];
            if (100 * most >= least * (total + weight - most) && sought.Likeness(name) is var score && score >= least)
                found.AddRange(bearers.Select(b => (b, score)));
        }

        ArrayPool<int>.Shared.Return(shared);
        return found;
    }
}
