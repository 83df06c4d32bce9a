using Remit.Journal;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Journal;

namespace Remit.Journeys.Journal;

/// <summary>A program that adds to a journal until it is killed, and notes each event once the journal has acknowledged it.</summary>
internal static class JournalWriter
{
    public const string Name = "write-journal";

    // Each writer has a stream of its own, and all have one together, on which they meet.
    private const string Shared = "run/shared";

    public static Task<int> Run(string[] args)
    {
        var (workspace, database, noted, writer) = (args[0], args[1], args[2], args[3]);
        using var journal = KeptJournal.Open(Database.Of(new Workspace(workspace), database));
        using var acknowledged = new StreamWriter(noted, append: true) { AutoFlush = true };
        var (own, shared) = (journal.Stream($"run/{writer}").Count, journal.Stream(Shared).Count);
        while (true)
        {
            try
            {
                var entries = journal.Append(new Act(writer, "a program to be killed", "to see what is left", TimeProvider.System.GetUtcNow()),
                    new Proposal($"run/{writer}", own + 1, new RunWithdrawn()), new Proposal(Shared, shared + 1, new RunWithdrawn()), new Proposal($"run/{writer}", own + 2, new RunWithdrawn()));
                acknowledged.Write(string.Concat(entries.Select(e => $"{e.Position} {e.Hash}\n")));
                (own, shared) = (own + 2, shared + 1);
                // Others are starting, and the machine may be small.
                Thread.Sleep(2);
            }
            catch (ConflictException conflict)
            {
                shared += conflict.Since.Count;
            }
        }
    }
}
