using System.Diagnostics;
using System.Diagnostics.Metrics;
using Remit.Journal;

namespace Remit.Storage.Journal;

/// <summary>What is counted and traced of changes to the journal: how many events, of what kinds, and how long they took. Never what they say, nor who acted.</summary>
public static class JournalTelemetry
{
    public const string Name = "Remit.Journal";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Events = Meter.CreateCounter<long>("remit.journal.events", "{event}", "Events that this program added to the journal, by kind.");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("remit.journal.append.duration", "s", "How long it took until a change was on the disk, or refused.");

    /// <summary>Adds events, and tells of it.</summary>
    internal static IReadOnlyList<Entry> Appending(Func<IReadOnlyList<Entry>> append)
    {
        using var span = Source.StartActivity("journal append", ActivityKind.Internal);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var entries = append();
            foreach (var entry in entries)
                Events.Add(1, new KeyValuePair<string, object?>("kind", entry.Kind));
            span?.SetTag("remit.journal.events", entries.Count).SetTag("remit.journal.position", entries.Count > 0 ? entries[^1].Position : null);
            Durations.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>("outcome", "kept"));
            return entries;
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            Durations.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>("outcome", e.GetType().Name));
            throw;
        }
    }
}
