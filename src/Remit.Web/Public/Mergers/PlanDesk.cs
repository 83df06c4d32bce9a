using Remit.Responsibility;
using Remit.Storage.Allocations;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Web.Public.Mergers;

/// <summary>Plans that were made, put in words.</summary>
/// <param name="Asked">With the scenarios that were read.</param>
/// <param name="Sections">Of each plan, in the order of <paramref name="Dossiers"/>.</param>
/// <param name="Tables">What the workbook and the files of CSV hold.</param>
public sealed record MadePlans(Holdings Held, PlanAsked Asked, IReadOnlyList<MergerDossier> Dossiers, IReadOnlyList<IReadOnlyList<PlanSection>> Sections, IReadOnlyList<PlanTable> Tables);

/// <summary>Makes plans one at a time, and has the last few at hand: the page and its files are of one making. Nothing is written anywhere.</summary>
public sealed class PlanDesk(GovernanceNow governance, TimeProvider clock) : IDisposable
{
    // What they rest on besides the address: people's interests lapse from one day to the next.
    private readonly Desk<(string Version, DateOnly Today, string Address), MadePlans> desk = new(6);

    /// <summary>Reads what is asked, which can take as long as the plans, and makes them.</summary>
    /// <returns>What was asked as it was read, and the plans, or none where something is wrong with it; nothing at all where others have kept the desk busy for too long.</returns>
    public Task<(PlanAsked Asked, MadePlans? Made)?> Make(PlanAsked asked, CancellationToken stop) => desk.InTurn<(PlanAsked, MadePlans?)?>(() =>
    {
        var (boards, today) = (governance.Current, clock.TodayInLondon);
        var (now, key) = (boards.Holdings, (boards.Version, today, asked.Address()));
        if (desk.AtHand(key) is { } made)
            return (made.Asked, made);
        asked = asked.Read(now.Register);
        if (asked.Scenarios.Count == 0)
            return (asked, null);
        List<MergerDossier> dossiers = [];
        foreach (var scenario in asked.Scenarios)
        {
            stop.ThrowIfCancellationRequested();
            var dossier = MergerDossier.Of(now.Register, now.Powers, scenario).With(boards.Proceedings, today);
            dossier = dossier with { Money = PlanMoney.Of(now.Register, now.Populations, now.Positions, scenario, dossier.Plan.Kind) };
            dossiers.Add(dossier with { Postcodes = new(now.Register, now.Tables[TableSchema.Postcodes], dossier.Plan) });
        }

        return (asked, desk.Keep(key, new(now, asked, dossiers, [.. dossiers.Select(d => PlanSections.Of(now.Register, d))], MergerPlanTables.Of(dossiers))));
    }, stop);

    /// <summary>Does other work on plans in turn with making them.</summary>
    /// <returns>Nothing where others have kept it busy for too long.</returns>
    public Task<byte[]?> InTurn(Func<byte[]> work, CancellationToken stop) => desk.InTurn(work, stop);

    public void Dispose() => desk.Dispose();
}
