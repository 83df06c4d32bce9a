namespace Remit.Governance;

/// <summary>The name of an organisation taken to its words, so that two ways of writing it can be held together.</summary>
public sealed class OrganisationName
{
    // Legal forms and little words say nothing of which organisation it is.
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "LTD", "LIMITED", "PLC", "LLP", "LP", "CIC", "CO", "COMPANY", "INC", "THE", "OF", "AND", "FOR", "AT", "UK" };

    // Words that half the organisations of the field have in their names.
    private static readonly HashSet<string> Ordinary = new(StringComparer.Ordinal)
    {
        "NHS", "TRUST", "FOUNDATION", "GROUP", "PRACTICE", "SURGERY", "MEDICAL", "CENTRE", "HEALTH", "HEALTHCARE", "SERVICE", "SERVICES", "CARE", "HOSPITAL", "HOSPITALS", "CLINIC", "UNIVERSITY",
        "COMMUNITY", "PARTNERSHIP", "PARTNERS", "CCG", "CLINICAL", "COMMISSIONING", "PRIMARY", "GENERAL", "CITY", "COUNTY", "NORTH", "SOUTH", "EAST", "WEST",
    };

    private readonly HashSet<string> words;

    private OrganisationName(HashSet<string> words) => this.words = words;

    /// <summary>The words that tell it from others; all of them where none does.</summary>
    public IEnumerable<string> Telling => words.Any(w => !Ordinary.Contains(w)) ? words.Where(w => !Ordinary.Contains(w)) : words;

    public static OrganisationName Of(string name)
    {
        var letters = new string([.. name.ToUpperInvariant().Where(c => c is not ('\'' or '’' or '.')).Select(c => char.IsLetterOrDigit(c) ? c : ' ')]);
        var all = letters.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var telling = all.Where(w => !Silent.Contains(w)).ToHashSet(StringComparer.Ordinal);
        return new(telling.Count > 0 ? telling : [.. all]);
    }

    /// <summary>How alike two names are, of 100: the weight of the words they share in the weight of all their words, those that tell weighing four times the ordinary ones.</summary>
    public int Likeness(OrganisationName other)
    {
        var (shared, all) = (words.Intersect(other.words).Sum(Weight), words.Union(other.words).Sum(Weight));
        return all == 0 ? 0 : 100 * shared / all;
    }

    /// <summary>What tells it from another name: its words, in an order of their own.</summary>
    internal string Key => string.Join(' ', words.Order(StringComparer.Ordinal));

    /// <summary>The weight of all its words.</summary>
    internal int Total => words.Sum(Weight);

    internal static int Weight(string word) => Ordinary.Contains(word) ? 1 : 4;
}

/// <summary>An organisation of the register that an interest may be about.</summary>
/// <param name="Score">How alike the names are, of 100.</param>
public sealed record OrganisationCandidate(string Code, string Name, int Score);

/// <summary>Finds the organisations and practices whose names are like one that somebody wrote.</summary>
public sealed class OrganisationMatch
{
    private readonly Dictionary<string, List<(string Code, string Name, OrganisationName Words)>> byWord = new(StringComparer.Ordinal);

    /// <param name="names">Every name that a code ever had.</param>
    public OrganisationMatch(IEnumerable<Remit.Register.Findable> names)
    {
        foreach (var findable in names)
        {
            var name = OrganisationName.Of(findable.Name);
            foreach (var word in name.Telling)
            {
                if (!byWord.TryGetValue(word, out var list))
                    byWord[word] = list = [];
                list.Add((findable.Code, findable.Name, name));
            }
        }
    }

    /// <summary>The likeliest, best first; none below <see cref="InterestRegister.LikelyFrom"/>.</summary>
    public IReadOnlyList<OrganisationCandidate> Candidates(string name, int most)
    {
        var sought = OrganisationName.Of(name);
        return [.. sought.Telling.SelectMany(w => byWord.GetValueOrDefault(w) ?? []).Select(c => new OrganisationCandidate(c.Code, c.Name, sought.Likeness(c.Words)))
            .Where(c => c.Score >= InterestRegister.LikelyFrom).GroupBy(c => c.Code).Select(g => g.MaxBy(c => c.Score)!).OrderByDescending(c => c.Score).ThenBy(c => c.Code, StringComparer.Ordinal).Take(most)];
    }
}
