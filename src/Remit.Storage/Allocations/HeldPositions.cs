using Remit.Allocations;
using Remit.Register;
using Remit.Storage.Register;

namespace Remit.Storage.Allocations;

/// <summary>A body whose opening position is held.</summary>
/// <param name="Code">Its code; none where the file has none and no body of the register has exactly that name.</param>
public sealed record HeldPosition(OdsCode? Code, OpeningPosition Position)
{
    /// <summary>What it is called in addresses, and what it is merged by.</summary>
    public string Key => Code?.ToString() ?? Position.Body;
}

/// <summary>The latest opening positions of a workspace.</summary>
/// <param name="Day">The first day on which all bodies that the register knows were open: whose map is drawn.</param>
public sealed record HeldPositions(KeptRelease Release, IReadOnlyList<HeldPosition> Bodies, DateOnly Day)
{
    private readonly Dictionary<string, HeldPosition> byKey = Bodies.DistinctBy(b => b.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(b => b.Key, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HeldPosition> byName = Bodies.DistinctBy(b => b.Position.Body, StringComparer.OrdinalIgnoreCase).ToDictionary(b => b.Position.Body, StringComparer.OrdinalIgnoreCase);

    /// <summary>A body by code or by name, or none.</summary>
    public HeldPosition? Find(string codeOrName) => byKey.GetValueOrDefault(codeOrName.Trim()) ?? byName.GetValueOrDefault(codeOrName.Trim());

    /// <summary>None where the workspace holds none.</summary>
    /// <exception cref="RefusedException">The file cannot be read.</exception>
    public static HeldPositions? Of(Workspace workspace, RegisterAsKnown register)
    {
        if (OpeningLayout.Latest(workspace) is not (var release, { Count: > 0 } rows))
            return null;
        var named = register.Organisations.SelectMany(o => o.Standings.Select(s => (s.Name, o.Code))).Distinct().ToLookup(n => n.Name, n => n.Code, StringComparer.OrdinalIgnoreCase);
        // A code that the file states is that row's own: another row that merely has a name of that body goes by its name.
        var stated = rows.Select(row => row.Code).Where(code => code.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<HeldPosition> bodies =
        [
            .. rows.Select(row => new HeldPosition(
                OdsCode.TryParse(row.Code, out var code) ? code : named[row.Position.Body].Distinct().ToList() is [var only] && !stated.Contains(only.ToString()) ? only : null,
                row.Position)),
        ];
        var opened = bodies.Select(b => b.Code is { } code ? register.Find(code)?.Opened : null).OfType<DateOnly>().ToList();
        return new(release, bodies, opened.Count == 0 ? release.Edition : opened.Max());
    }
}
