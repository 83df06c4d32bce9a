using Remit.Register;
using Remit.Responsibility;

namespace Remit.Storage.Register;

/// <summary>A postcode that would be in another body from the day of a plan.</summary>
public readonly record struct PostcodeMove(string Postcode, string Local, OdsCode Before, OdsCode After);

/// <summary>The postcodes that a plan moves, by the table that records are decided against. They are worked out as they are asked for, and never held: there may be millions.</summary>
public sealed class PostcodeMoves(RegisterAsKnown register, ReferenceTable postcodes, MergerPlan plan)
{
    /// <summary>Postcodes that the table has on the eve.</summary>
    public long Held => postcodes.Rows.Count(r => r.Days.Contains(plan.Eve));

    /// <summary>Whether which of them move can be told: the table says in which commissioner each lies, and not in which small area.</summary>
    public bool CanBeTold => plan.Scenario.Mergers.All(m => m.Area?.Areas is null);

    /// <summary>Those that move, in the order of the table.</summary>
    public IEnumerable<PostcodeMove> All()
    {
        var tier = new Tier(register, plan.Kind, plan.Eve);
        var commissioner = TableSchema.Postcodes.IndexOf("commissioner");
        Dictionary<string, (OdsCode Before, OdsCode After)?> bodies = new(StringComparer.Ordinal);
        foreach (var row in CanBeTold ? postcodes.Rows.Where(r => r.Days.Contains(plan.Eve)) : [])
        {
            var local = row.Cells[commissioner];
            if (!bodies.TryGetValue(local, out var moves))
                bodies[local] = moves = OdsCode.TryParse(local, out var code) && tier.BodyOf(code) is { } before && plan.Scenario.After(before) is var after && after != before ? (before, after) : null;
            if (moves is var (was, becomes))
                yield return new(row.Cells[0], local, was, becomes);
        }
    }
}
