using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Remit.Journal;

namespace Remit.Storage.Journal;

/// <summary>A whole journal in one file, the same from either database: a line of JSON for each event, between a first line that says what it is and a last that says how many there are.</summary>
/// <remarks>Memory is an event and the streams' names. The file appears when it is whole; a name that ends in <c>.gz</c> makes it compressed.</remarks>
public static class JournalBackup
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes the journal as it is at this moment; others may go on writing to it.</summary>
    /// <param name="sound">Whether to refuse a journal that is broken. One that is to be replaced is kept even so.</param>
    /// <returns>Where the backup ends.</returns>
    /// <exception cref="BrokenChainException">The journal is broken: nothing was written.</exception>
    /// <exception cref="RefusedException">The file cannot be written, or the database not be read.</exception>
    public static JournalHead Write(KeptJournal journal, string path, bool sound = true)
    {
        using var file = new WholeFile(path);
        var walk = new ChainWalk();
        var (events, head) = (0L, Chain.Beginning);
        using (var gzip = IsCompressed(path) ? new GZipStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true) : null)
        using (var lines = new StreamWriter(gzip ?? (Stream)file.Stream, leaveOpen: true) { NewLine = "\n" })
        {
            lines.WriteLine(JsonSerializer.Serialize(new First(Chain.Format), Json));
            foreach (var entry in sound ? walk.Follow(journal.Entries()) : journal.Entries().Readable())
            {
                lines.WriteLine(JsonSerializer.Serialize(entry, Json));
                (events, head) = (events + 1, entry.Hash);
            }

            lines.WriteLine(JsonSerializer.Serialize(new Last(events, head), Json));
        }

        file.Keep();
        return new(events, head);
    }

    /// <summary>Reads a backup, each event once it has been found sound.</summary>
    /// <exception cref="RefusedException">It is no backup, is not whole, or is not what was written.</exception>
    public static IEnumerable<Entry> Read(string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
            throw Refused(0, "no file", "the path of a backup");

        using var file = File.OpenRead(path);
        using var gzip = IsCompressed(path) ? new GZipStream(file, CompressionMode.Decompress) : null;
        using var lines = new StreamReader(gzip ?? (Stream)file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        var number = 1L;
        if (Parsed<First>(Line()) is not { } first || first.Format != Chain.Format)
            throw Refused(1, "something else than a backup", $"a first line that says {Chain.Format}, as './remit backup' writes it");

        var walk = new ChainWalk();
        Last? last = null;
        foreach (var entry in walk.Follow(Events(), name))
            yield return entry;
        if (last! != new Last(walk.Position, walk.Head))
            throw Refused(number, $"a last line about {last!.Events} events up to {last.Head}", $"one about the {walk.Position} events up to {walk.Head} that stand above it");
        if (Line() is not null)
            throw Refused(number, "more after the last line", "nothing there");

        IEnumerable<Entry> Events()
        {
            while (true)
            {
                number++;
                var line = Line() ?? throw Refused(number, "an end without a last line", "a whole backup: this one was cut short");
                if (line.StartsWith("{\"events\"", StringComparison.Ordinal) && (last = Parsed<Last>(line)) is not null)
                    yield break;
                yield return Parsed<Entry>(line) ?? throw Refused(number, "a line that is no event", $"event {walk.Position + 1}");
            }
        }

        string? Line()
        {
            try
            {
                return lines.ReadLine();
            }
            catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
            {
                throw Refused(number, "bytes that are no text, or no gzip", "a backup as './remit backup' wrote it: this one was damaged or cut short");
            }
        }

        RefusedException Refused(long line, string found, string wanted) => new(new Finding("not-a-backup", Consequence.FileRefused, new Place(name, line), found, wanted));
    }

    /// <summary>Reads a backup to its end.</summary>
    /// <returns>Where it ends.</returns>
    /// <inheritdoc cref="Read"/>
    public static JournalHead Verify(string path)
    {
        var head = new JournalHead(0, Chain.Beginning);
        foreach (var entry in Read(path))
            head = new(entry.Position, entry.Hash);
        return head;
    }

    /// <summary>Makes a journal what a backup says it was, and adds the act of doing so.</summary>
    /// <param name="verified">Where the backup ended when it was verified: what has been put in its place since is refused.</param>
    /// <param name="replace">Whether a journal that has events may be replaced. It is first written to <paramref name="kept"/>.</param>
    /// <param name="kept">Where a journal that is replaced goes.</param>
    /// <returns>What was recorded of it.</returns>
    /// <exception cref="RefusedException">The backup cannot be used, or the journal has events and may not be replaced. Nothing was changed.</exception>
    public static JournalRestored Restore(KeptJournal journal, string path, JournalHead verified, Act act, bool replace, Func<JournalHead, string> kept)
    {
        var before = journal.Head;
        if (before.Position > 0 && !replace)
            throw new RefusedException(new Finding("journal-has-events", Consequence.FileRefused, new Place(journal.Name), $"a journal of {before.Position:N0} events",
                "one that has none; or --replace, which writes what is there to a file first"));
        if (before.Position > 0)
            Keep(journal, kept(before));

        var restored = new JournalRestored(verified.Position, verified.Hash, before.Position, before.Position > 0 ? before.Hash : null);
        journal.Replace(before, Read(path), verified, act, restored);
        return restored;
    }

    private static void Keep(KeptJournal journal, string path)
    {
        try
        {
            Write(journal, path, sound: false);
        }
        catch (BrokenChainException e)
        {
            throw new RefusedException(new Finding("cannot-keep", Consequence.FileRefused, new Place(journal.Name), $"event {e.Break.Position}: {e.Break.Found}",
                "events that can at least be written to a file before they are replaced: move the database away as it is, and restore into none. Nothing was changed"));
        }
    }

    private static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static T? Parsed<T>(string? line) where T : class
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<T>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record First(string Format);

    private sealed record Last(long Events, string Head);
}
