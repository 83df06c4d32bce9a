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
    private const int MostKept = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1);
    private readonly LinkedList<(string Version, string Asked, MadePlans Made)> kept = new();

    /// <summary>Reads what is asked, which can take as long as the plans, and makes them.</summary>
    /// <returns>What was asked as it was read, and the plans, or none where something is wrong with it; nothing at all where others have kept the desk busy for too long.</returns>
    public async Task<(PlanAsked Asked, MadePlans? Made)?> Make(PlanAsked asked, CancellationToken stop)
    {
        if (!await turn.WaitAsync(Patience, stop))
            return null;
        try
        {
            var (boards, address) = (governance.Current, asked.Address());
            var (now, version, today) = (boards.Holdings, boards.Version, clock.TodayInLondon);
            if (kept.FirstOrDefault(k => k.Version == version && k.Asked == address).Made is { } made)
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

            made = new(now, asked, dossiers, [.. dossiers.Select(d => PlanSections.Of(now.Register, d))], MergerPlanTables.Of(dossiers));
            kept.AddFirst((version, address, made));
            if (kept.Count > MostKept)
                kept.RemoveLast();
            return (asked, made);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Does other work on plans in turn with making them.</summary>
    /// <returns>Nothing where others have kept it busy for too long.</returns>
    public async Task<byte[]?> InTurn(Func<byte[]> work, CancellationToken stop)
    {
        if (!await turn.WaitAsync(Patience, stop))
            return null;
        try
        {
            return work();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
