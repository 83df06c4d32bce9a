using System.Collections.Concurrent;
using Remit.Powers;
using Remit.Register;

namespace Remit.Web;

/// <summary>Who decides and who is liable for each function, body by body and day by day, of one reading of the workspace: worked out when first asked for, which takes half a millisecond, and kept.</summary>
public sealed class FunctionsHeld(PowersAsKnown powers)
{
    // Some 50 kB each.
    private const int MostKept = 400;

    private readonly ConcurrentDictionary<(OdsCode Commissioner, DateOnly Day), (People People, IReadOnlyList<FunctionAnswer> Answers)> kept = [];

    /// <summary>The people of whichever body stood in a code's place on a day, and an answer for each whole function, its parts in it.</summary>
    /// <returns>Nothing where it cannot be told whose people are meant.</returns>
    public (People People, IReadOnlyList<FunctionAnswer> Answers)? Of(OdsCode code, DateOnly day)
    {
        if (powers.Around(code, day) is not { Commissioner: { } commissioner } people)
            return null;
        if (kept.TryGetValue((commissioner, day), out var known))
            return known;
        // Whoever asks for everything there is would fill the memory.
        if (kept.Count > MostKept)
            kept.Clear();
        return kept[(commissioner, day)] = (people, [.. powers.Functions.Where(f => f.Code.Depth == 0).Select(f => powers.Who(f.Code, people))]);
    }
}
