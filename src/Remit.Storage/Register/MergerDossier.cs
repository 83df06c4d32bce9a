using Remit.Governance;
using Remit.Powers;
using Remit.Register;
using Remit.Storage.Allocations;

namespace Remit.Storage.Register;

/// <summary>A merger plan with what each module has to say of it.</summary>
/// <remarks>
/// A module that is built adds a member here, its sections to <see cref="PlanSections"/> and its tables to <see cref="MergerPlanTables"/>, and takes its line out of
/// <see cref="MergerPlan.NotBuilt"/>: the command, the page, the document and the workbook show what is there.
/// </remarks>
/// <param name="Powers">Instruments and functions, merger by merger.</param>
public sealed record MergerDossier(MergerPlan Plan, IReadOnlyList<MergedPowers> Powers)
{
    /// <summary>The postcodes that would move; none where they were not asked for.</summary>
    public PostcodeMoves? Postcodes { get; init; }

    /// <summary>Seats and conflicts, merger by merger; none where they were not asked for.</summary>
    public IReadOnlyList<MergedBoards>? Boards { get; init; }
    /// <summary>Fair shares, distances and running costs; none where they were not asked for.</summary>
    public PlanMoney? Money { get; init; }

    /// <summary>Nothing learned after this day was used; none where everything was.</summary>
    public DateOnly? Known { get; init; }

    /// <param name="powers">As they were known at the same instant as the register.</param>
    public static MergerDossier Of(RegisterAsKnown register, PowersAsKnown powers, Scenario scenario) =>
        new(MergerPlan.Make(register, scenario, MergerTables.Shipped), [.. scenario.Mergers.Select(m => MergedPowers.Of(powers, scenario, m))]);

    /// <summary>With what the boards of its bodies have recorded.</summary>
    /// <param name="today">What has lapsed from public registers by then is left out.</param>
    public MergerDossier With(Proceedings proceedings, DateOnly today) => this with { Boards = [.. Plan.Scenario.Mergers.Select(m => MergedBoards.Of(proceedings, m, Plan.Eve, today))] };
}
