using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Register;

namespace Remit.Cli.Register;

/// <summary>Records what is taken into a workspace as it is taken in. The journal is opened first: where it cannot be, nothing is taken in. Until it is disposed, others who would take something in wait.</summary>
internal sealed class ImportRecord : IDisposable
{
    private readonly KeptJournal journal;
    private readonly IDisposable turn;
    private readonly Act act;

    public ImportRecord(Workspace workspace, Act act)
    {
        (journal, this.act) = (KeptJournal.Open(workspace), act);
        try
        {
            turn = workspace.TakeTurn();
        }
        catch
        {
            journal.Dispose();
            throw;
        }

        foreach (var release in workspace.Releases)
            RecordedReleases.Record(journal, release, new Act(act.By, act.Capacity, RecordedReleases.FoundWithoutAct, act.At));
    }

    public IEnumerable<ImportOutcome> Of(IEnumerable<ImportOutcome> outcomes) => outcomes.Select(outcome =>
    {
        if (outcome is { Verdict: ImportVerdict.Activated, Release: { } release })
            Release(release);
        return outcome;
    });

    public void Release(KeptRelease release) => RecordedReleases.Record(journal, release, act);

    public void Dispose()
    {
        turn.Dispose();
        journal.Dispose();
    }
}
