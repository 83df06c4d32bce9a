using Remit.Money;
using Remit.Register;
using Remit.Time;

namespace Remit.Allocations;

/// <summary>What bodies of a kind may spend on running themselves in a year: so much a head, or a national sum that is shared by heads.</summary>
/// <param name="PerHead">Pounds a head; none where only the sum is known.</param>
/// <param name="Sum">For all of them; none where there is a rate.</param>
public sealed record RunningCosts(FinancialYear Year, string Kind, decimal? PerHead, Pounds? Sum, string Note, Source Source)
{
    private const decimal Millionths = 1_000_000;

    /// <summary>Each body's allowance in whole pounds. A sum is shared out exactly; a rate gives each the nearest pound.</summary>
    /// <param name="heads">People by body.</param>
    /// <exception cref="ArgumentException">There is a sum to share, and nobody to share it by.</exception>
    public SortedDictionary<string, Pounds> Allowances(SortedDictionary<string, decimal> heads)
    {
        SortedDictionary<string, Pounds> allowances = new(StringComparer.Ordinal);
        if (PerHead is { } rate)
        {
            foreach (var (code, people) in heads)
                allowances[code] = Pounds.Nearest(rate * people);
            return allowances;
        }

        string[] codes = [.. heads.Keys];
        var parts = Sum!.Value.Apportion<string>([.. heads.Values.Select(people => (long)(people * Millionths))], codes);
        foreach (var (at, code) in codes.Index())
            allowances[code] = parts[at];
        return allowances;
    }
}
