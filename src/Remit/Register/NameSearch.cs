namespace Remit.Register;

/// <summary>One name under which a code can be looked for.</summary>
/// <param name="Kind">What it was while it bore the name: <c>CCG</c>, <c>GP practice</c>.</param>
/// <param name="IsLatest">Whether it is the name the code bears now, or bore last.</param>
public readonly record struct Findable(string Code, string Name, string Kind, bool IsLatest);

/// <summary>A code that a search found.</summary>
/// <param name="Name">The name it bears now, or bore last.</param>
/// <param name="FoundAs">The former name by which it was found, where it was not the latest.</param>
public sealed record Found(string Code, string Name, string Kind, string? FoundAs);

/// <summary>Finds organisations and practices by their code, or by any name they ever had.</summary>
/// <remarks>Every word must occur in the name, or the first ten where there are more. Looks at each name in turn: some milliseconds for every name in England.</remarks>
public sealed class NameSearch
{
    private readonly (Findable Entry, string Upper)[] entries;
    private readonly Dictionary<string, Findable> latest = new(StringComparer.Ordinal);

    public NameSearch(IEnumerable<Findable> entries)
    {
        this.entries = [.. entries.Select(e => (e, e.Name.ToUpperInvariant()))];
        foreach (var (entry, _) in this.entries)
            if (entry.IsLatest || !latest.ContainsKey(entry.Code))
                latest[entry.Code] = entry;
    }

    /// <summary>Every name of every organisation of a register, and where asked of every practice.</summary>
    public static NameSearch In(RegisterAsKnown register, bool withPractices) =>
        new(withPractices ? Organisations(register).Concat(Practices(register)) : Organisations(register));

    /// <summary>Every name that an organisation of a register ever had.</summary>
    public static IEnumerable<Findable> Organisations(RegisterAsKnown register) =>
        from organisation in register.Organisations
        from standing in organisation.Standings
        select new Findable(organisation.Code.ToString(), standing.Name, standing.Kind, standing == organisation.Standings[^1]);

    /// <summary>Every name that a practice of a register has in any list.</summary>
    public static IEnumerable<Findable> Practices(RegisterAsKnown register) =>
        from practice in register.Practices
        let listings = register.ListingsOf(practice)
        from listing in listings.DefaultIfEmpty()
        select new Findable(practice.ToString(), listing?.Name ?? "", listing?.IsGeneralPractice() is not false ? "GP practice" : "prescribing setting", listings.Count == 0 || listing == listings[^1]);

    /// <summary>What fits best: the code itself first, then names that begin so, then codes that do, then names with every word in them; the shorter name first.</summary>
    /// <param name="most">The most to give back.</param>
    /// <param name="all">How many there are in all.</param>
    public IReadOnlyList<Found> Find(string sought, int most, out int all)
    {
        var words = sought.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var text = string.Join(' ', words);
        string[] wanted = [.. words.Distinct().Take(MostWords)];
        all = 0;
        if (text.Length == 0)
            return [];

        Dictionary<string, (int Rank, Findable Entry)> best = new(StringComparer.Ordinal);
        foreach (var (entry, name) in entries)
        {
            var rank = Rank(entry.Code, name) * 2 + (entry.IsLatest ? 0 : 1);
            if (rank < Nowhere * 2 && (!best.TryGetValue(entry.Code, out var other) || rank < other.Rank))
                best[entry.Code] = (rank, entry);
        }

        all = best.Count;
        return [.. best.Values.OrderBy(b => b.Rank).ThenBy(b => b.Entry.Name.Length).ThenBy(b => b.Entry.Name, StringComparer.Ordinal).ThenBy(b => b.Entry.Code, StringComparer.Ordinal)
            .Take(most).Select(b => Told(b.Entry))];

        int Rank(string code, string name)
        {
            if (code == text)
                return 0;
            if (name == text)
                return 1;
            if (name.StartsWith(text, StringComparison.Ordinal))
                return 2;
            if (text.Length >= 2 && code.StartsWith(text, StringComparison.Ordinal))
                return 3;
            return wanted.All(w => name.Contains(w, StringComparison.Ordinal)) ? 4 : Nowhere;
        }
    }

    /// <summary>What someone may have meant by a code that is not there: those that differ in one character, else, from four characters on, names that hold the text.</summary>
    public IReadOnlyList<Found> Near(string code, int most)
    {
        var text = code.Trim().ToUpperInvariant();
        var near = latest.Values.Where(e => Distance(e.Code, text) == 1).Take(most).Select(Told).ToList();
        return near.Count > 0 || text.Length < 4 ? near : Find(text, most, out _);
    }

    private const int Nowhere = 5;
    private const int MostWords = 10;

    private Found Told(Findable entry)
    {
        var now = latest[entry.Code];
        return new(entry.Code, now.Name, now.Kind, now.Name == entry.Name ? null : entry.Name);
    }

    /// <summary>0 where equal, 1 where one character differs, is added or is missing, else 2.</summary>
    private static int Distance(string a, string b)
    {
        if (a == b)
            return 0;
        if (Math.Abs(a.Length - b.Length) > 1)
            return 2;
        var same = 0;
        while (same < a.Length && same < b.Length && a[same] == b[same])
            same++;
        var (restA, restB) = (a[same..], b[same..]);
        return (a.Length - b.Length) switch
        {
            0 => restA[1..] == restB[1..] ? 1 : 2,
            > 0 => restA[1..] == restB ? 1 : 2,
            _ => restA == restB[1..] ? 1 : 2,
        };
    }
}
