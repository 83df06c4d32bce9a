using Remit.Responsibility;
using Remit.Storage.Allocations;
using Remit.Storage.Register;

namespace Remit.Web.Public.Mergers;

/// <summary>Plans that were made, put in words.</summary>
/// <param name="Sections">Of each plan, in the order of <paramref name="Dossiers"/>.</param>
public sealed record MadePlans(Holdings Held, IReadOnlyList<MergerDossier> Dossiers, IReadOnlyList<IReadOnlyList<PlanSection>> Sections);

/// <summary>Makes plans one at a time, and has the last few at hand: the page and its files are of one making. Nothing is written anywhere.</summary>
public sealed class PlanDesk(HeldNow held) : IDisposable
{
    private const int MostKept = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1);
    private readonly LinkedList<(string Version, string Asked, MadePlans Made)> kept = new();

    /// <returns>Nothing where others have kept it busy for too long.</returns>
    public async Task<MadePlans?> Make(PlanAsked asked, CancellationToken stop)
    {
        if (!await turn.WaitAsync(Patience, stop))
            return null;
        try
        {
            var (now, address) = (held.Now, asked.Address());
            if (kept.FirstOrDefault(k => k.Version == now.Version && k.Asked == address).Made is { } made)
                return made;
            List<MergerDossier> dossiers = [];
            foreach (var scenario in asked.Scenarios)
            {
                stop.ThrowIfCancellationRequested();
                var dossier = MergerDossier.Of(now.Register, now.Powers, scenario);
                dossier = dossier with { Money = PlanMoney.Of(now.Register, now.Populations, now.Positions, scenario, dossier.Plan.Kind) };
                dossiers.Add(dossier with { Postcodes = new(now.Register, now.Tables[TableSchema.Postcodes], dossier.Plan) });
            }

            made = new(now, dossiers, [.. dossiers.Select(d => PlanSections.Of(now.Register, d))]);
            kept.AddFirst((now.Version, address, made));
            if (kept.Count > MostKept)
                kept.RemoveLast();
            return made;
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
