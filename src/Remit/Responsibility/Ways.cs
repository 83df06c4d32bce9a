namespace Remit.Responsibility;

/// <summary>How a commissioner's code was found: formats.md, section 3.</summary>
public sealed record Method(string Name, string Words)
{
    public static readonly Method Practice = new("practice", "by the registered practice");
    public static readonly Method Postcode = new("postcode", "by the home address");
    public static readonly Method Provider = new("provider", "by the provider's contract");
    public static readonly Method ProviderMainSite = new("provider-main-site", "by the provider's main site");
    public static readonly Method Site = new("site", "by the place of detention");
    public static readonly Method Fixed = new("fixed", "named by the method itself");
    public static readonly Method Evidence = new("evidence", "by local evidence");

    public override string ToString() => Name;
}

/// <summary>What a decision must be read with: a doubtful reading that was applied, or something that could not be found.</summary>
/// <remarks>The order here is the order in the <c>flags</c> cell (decision D7).</remarks>
public enum Flag
{
    K1, K2, K3, K4, K5, K6, K7, K8, K9, K10, K11, K12, K13, K14,
    NoPracticeMatch, NoPostcodeMatch, NoProviderMatch, NoHub, NoAreaMatch, OverseasCategoryBlank,
}

/// <summary>The flags of one decision.</summary>
public readonly record struct Flags(uint Bits)
{
    private static readonly string[] Names =
    [
        "K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9", "K10", "K11", "K12", "K13", "K14",
        "no-practice-match", "no-postcode-match", "no-provider-match", "no-hub", "no-area-match", "overseas-category-blank",
    ];

    public static readonly Flags None;

    public bool Has(Flag flag) => (Bits & (1u << (int)flag)) != 0;

    public Flags With(Flag flag) => new(Bits | (1u << (int)flag));

    public static Flags operator |(Flags a, Flags b) => new(a.Bits | b.Bits);

    public static string Name(Flag flag) => Names[(int)flag];

    public IEnumerable<Flag> Each()
    {
        for (var i = 0; i < Names.Length; i++)
            if (Has((Flag)i))
                yield return (Flag)i;
    }

    /// <summary>As the <c>flags</c> cell holds them: in order, semicolons between.</summary>
    public override string ToString() => Bits == 0 ? "" : string.Join(';', Each().Select(Name));
}

/// <summary>One step of a way: when it applies, the code it gives, and what must then be flagged. The first step that applies settles it.</summary>
/// <param name="Says">The step as a sentence, printed by an explanation.</param>
public sealed record WayStep(string Says, Predicate? When)
{
    /// <summary>The code it gives; none means that no code can be found.</summary>
    public Fact? Code { get; init; }

    /// <summary>How the code was found.</summary>
    public Method? Method { get; init; }

    /// <summary>Where the method is that of another way, that way.</summary>
    public Way? MethodOf { get; init; }

    /// <summary>Another way to go on with instead of giving a code.</summary>
    public Way? Then { get; init; }

    public IReadOnlyList<Flag> Flags { get; init; } = [];
}

/// <summary>How an outcome is turned into a commissioner's code: steps in order, the first that applies settles it.</summary>
/// <param name="words">What it finds: "responsible location", "hub of the provider".</param>
/// <param name="cites">Where the official text says so.</param>
public sealed class Way(string words, string cites, params WayStep[] steps)
{
    public string Words => words;
    public string Cites => cites;
    public IReadOnlyList<WayStep> Steps => steps;

    /// <summary>Whether the code must be a commissioner in force on the assignment date. If it is not, there is no code and no further step (decision D21).</summary>
    public Lookup? MustBeIn { get; init; }

    public override string ToString() => words;
}
