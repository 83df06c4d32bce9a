using Remit.Journal;
using Remit.Register;
using Remit.Storage.Register;

namespace Remit.Storage.Journal;

/// <summary>That files were taken into the workspace, and corrected, as acts in the journal.</summary>
/// <remarks>
/// The files come first and the act after, since the journal may be in a database that knows nothing of files. Whoever is stopped between the two leaves a release without an act,
/// which the next to take something in records for what it is.
/// </remarks>
public static class RecordedReleases
{
    /// <summary>Why a release that has no act of its own is recorded.</summary>
    public const string FoundWithoutAct = "Found in the workspace without an act of its own";

    /// <summary>Records what the journal does not have yet of a release: that it was taken in, and each correction.</summary>
    /// <returns>Whether there was anything to record.</returns>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public static bool Record(KeptJournal journal, KeptRelease release, Act act)
    {
        var stream = $"release/{release.Sha256}";
        IReadOnlyList<Event> events = [TakenIn(release.AsTakenIn), .. (release.Corrections ?? []).Select(c => new ReleaseCorrected(c.Edition, c.Learned, c.Corrected))];
        while (true)
        {
            var recorded = journal.Stream(stream).Count;
            if (recorded >= events.Count)
                return false;
            try
            {
                journal.Append(act, [.. events.Skip(recorded).Select((happened, i) => new Proposal(stream, recorded + i + 1, happened))]);
                return true;
            }
            catch (ConflictException)
            {
                // Another program has recorded it meanwhile.
            }
        }
    }

    private static ReleaseTakenIn TakenIn(KeptRelease r) =>
        new(r.Sha256, r.Kind, r.Series, r.Title, r.Edition, r.EditionFrom, r.File, r.Bytes, r.Rows, r.LeftOut, r.Learned, r.Imported);
}
