using Remit.Powers;

namespace Remit.Storage.Powers;

/// <summary>Reads and writes an instrument as a file of JSON, in which notes after <c>//</c> and commas at ends are allowed. See <c>specs/powers/formats.md</c>.</summary>
public static class InstrumentFile
{
    /// <summary>Reads a file, which is checked in full.</summary>
    /// <param name="source">Where the instrument is then said to come from.</param>
    /// <exception cref="RefusedException">It is no instrument: everything that is wrong with it is said.</exception>
    public static (WrittenInstrument Written, Instrument Instrument) Read(string path, Remit.Register.Source source, IReadOnlyCollection<string> kinds)
    {
        var written = JsonFile.Read<WrittenInstrument>(path, "bad-instrument", "JSON of an instrument, as specs/powers/formats.md shows it");
        List<Finding> found = [];
        Place At(string? clause, string field) => new(Path.GetFileName(path), 0, clause is null ? field : $"clause {clause}, {field}");
        var instrument = written.Read(source, kinds, At, found);
        if (instrument is not null)
            written.CheckNew(At, found);
        return instrument is null || found.Count > 0 ? throw new RefusedException(found) : (written, instrument);
    }

    public static string Write(WrittenInstrument written) => JsonFile.Write(written);
}
