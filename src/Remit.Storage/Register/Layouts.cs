using Remit.Responsibility;
using Remit.Storage.Allocations;

namespace Remit.Storage.Register;

/// <summary>The kinds of file that Remit knows.</summary>
public static class Layouts
{
    public static EpcmemLayout Epcmem { get; } = new();
    public static EpraccurLayout Epraccur { get; } = new();
    public static EccgLayout Eccg { get; } = new();
    public static EtrLayout Etr { get; } = new();
    public static SmallAreaLayout SmallAreas { get; } = new();
    public static OnsNamesLayout OnsNames { get; } = new();
    public static SuccessionClaimLayout Successions { get; } = new();
    public static PracticeListLayout PracticeLists { get; } = new();
    public static UpperTierLayout UpperTiers { get; } = new();
    public static OnspdLayout Onspd { get; } = new();
    public static NhspdLayout Nhspd { get; } = new();
    public static PostcodeAreaLayout PostcodeAreas { get; } = new();
    public static OutlineLayout Outlines { get; } = new();
    public static PopulationLayout Populations { get; } = new();
    public static OpeningLayout OpeningPositions { get; } = new();

    /// <summary>All of them. A file is of the first kind that recognises it.</summary>
    public static IReadOnlyList<Layout> All { get; } =
    [
        Epcmem, Epraccur, Eccg, Etr, SmallAreas, OnsNames, Successions, PracticeLists, UpperTiers, Nhspd, Onspd, PostcodeAreas, Outlines, Populations, OpeningPositions,
        .. TableSchema.All.Select(schema => new PlainTableLayout(schema)),
    ];

    public static Layout? Named(string kind) => All.FirstOrDefault(l => string.Equals(l.Kind, kind, StringComparison.OrdinalIgnoreCase));

    /// <summary>The kind that a file is by its content, or none.</summary>
    public static Layout? Recognise(Specimen specimen) => All.FirstOrDefault(l => l.Recognises(specimen));

    /// <summary>The kind that a file claims to be by its name and has something of, though it may be damaged; or none.</summary>
    public static Layout? Damaged(Specimen specimen) => ByName(specimen.File) is { } named && named.Resembles(specimen) ? named : null;

    /// <summary>
    /// What a first record looks like, without a word of it: the file may be of patients, and its first record one of them. Only headings that Remit itself
    /// knows are named.
    /// </summary>
    public static string Described(IReadOnlyList<string> first)
    {
        const int most = 8;
        var known = All.SelectMany(l => l.HeadingsIn(first)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var columns = first.Count == 1 ? "1 column" : $"{first.Count:N0} columns";
        return known.Count == 0
            ? $"{columns}, none with a heading that Remit knows"
            : $"{columns}, among them {string.Join(", ", known.Take(most))}{(known.Count > most ? $" and {known.Count - most:N0} more that Remit knows" : "")}";
    }

    /// <summary>The kind that a file claims to be by its name, or none.</summary>
    public static Layout? ByName(string file)
    {
        var name = Path.GetFileName(file).ToLowerInvariant();
        return All.FirstOrDefault(l => l.NamesBegin.Any(begin => name.StartsWith(begin, StringComparison.Ordinal)));
    }
}
