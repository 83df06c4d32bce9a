using Remit.Register;

namespace Remit.Allocations;

/// <summary>What the units of a population are.</summary>
public enum PopulationUnit
{
    Practice,

    /// <summary>Commissioners of some kind, where a file has no practices.</summary>
    Body,
}

/// <summary>How many people each unit (a practice, or where a file has none, a body) answers for, and how great their need is: one array per column, row numbers tying them together.</summary>
/// <remarks>A weighted population is the heads that a component sees: more than there are where need is greater than England's, fewer where it is less. Over England each adds up to the heads.</remarks>
public sealed class Population
{
    private readonly Dictionary<string, decimal[]> measures;
    private readonly Dictionary<string, string[]> places;

    /// <param name="codes">Who each unit is, each once.</param>
    /// <param name="heads">People, as the edition counts them; not below nought.</param>
    /// <param name="measures">By name: weighted populations, in weighted heads, and cost indices, of which 1 is England's level. Not below nought.</param>
    /// <param name="places">By what they are: the places that the file puts each unit in, such as its council.</param>
    /// <exception cref="ArgumentException">A column has not one value to a unit, a value is below nought or a code is there twice.</exception>
    public Population(IReadOnlyList<string> codes, IReadOnlyList<string> names, decimal[] heads, IReadOnlyDictionary<string, decimal[]> measures, IReadOnlyDictionary<string, string[]> places)
    {
        (Codes, Names, Heads, this.measures, this.places) = ([.. codes], names, heads, new(measures), new(places));
        foreach (var column in measures.Values.Append(heads))
            if (column.Length != codes.Count || column.Any(value => value < 0))
                throw new ArgumentException($"A column has {column.Length:N0} values for {codes.Count:N0} units, or one below nought.", nameof(measures));
        if (codes.Distinct(StringComparer.Ordinal).Count() != codes.Count || names.Count != codes.Count || places.Values.Any(p => p.Length != codes.Count))
            throw new ArgumentException("A code is there twice, or a column has not one value to a unit.", nameof(codes));
    }

    public string[] Codes { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>People, before anything is weighted.</summary>
    public decimal[] Heads { get; }

    public int Count => Codes.Length;

    public IReadOnlyDictionary<string, decimal[]> Measures => measures;

    public IReadOnlyDictionary<string, string[]> Places => places;

    /// <summary>The kinds of place that the file puts its units in; their names, where it has them, are under "… name".</summary>
    public IEnumerable<string> KindsOfPlace => places.Keys.Where(kind => !kind.EndsWith(" name", StringComparison.Ordinal));

    /// <summary>A weighted population or index, by name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public decimal[] this[string measure] => measures.TryGetValue(measure, out var column) ? column
        : throw new ArgumentException($"This population has no {measure}. It has: {string.Join(", ", measures.Keys)}.", nameof(measure));

    /// <summary>The people on the lists of practices, of whose need nothing is known.</summary>
    public static Population Of(RegisteredLists lists)
    {
        var practices = lists.Patients.OrderBy(p => p.Key.ToString(), StringComparer.Ordinal).ToList();
        string[] codes = [.. practices.Select(p => p.Key.ToString())];
        return new(codes, codes, [.. practices.Select(p => (decimal)p.Value)], new Dictionary<string, decimal[]>(), new Dictionary<string, string[]>());
    }

    /// <summary>This population with a cost index that is stated by place rather than in the file.</summary>
    public Population With(string index, decimal[] values) => new(Codes, Names, Heads, new Dictionary<string, decimal[]>(measures) { [index] = values }, places);
}
