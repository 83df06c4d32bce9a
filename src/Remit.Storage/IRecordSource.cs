using Remit.Storage.Parquet;

namespace Remit.Storage;

/// <summary>A table that is read record by record, whatever kind of file it stands in.</summary>
public interface IRecordSource : IDisposable
{
    /// <summary>The names of the columns, trimmed; empty for a file without a header.</summary>
    IReadOnlyList<string> Headers { get; }

    /// <summary>The line on which the current record begins; the header is line 1.</summary>
    long Line { get; }

    /// <summary>How many cells the current record has.</summary>
    int FieldCount { get; }

    /// <summary>Moves to the next record. False at the end.</summary>
    /// <exception cref="RefusedException">The file cannot be read on from here.</exception>
    bool Read();

    /// <summary>The cell as it stands; empty where the record is too short.</summary>
    string Text(int field);

    /// <summary>The cell's bytes in UTF-8; valid until the next record.</summary>
    ReadOnlySpan<byte> Span(int field);

    /// <summary>Opens a table with a header: Parquet where the name says so, CSV otherwise.</summary>
    /// <exception cref="RefusedException">The file cannot be used.</exception>
    static IRecordSource Open(string path) => ParquetSource.IsNamed(path) ? ParquetSource.Open(path) : CsvSource.Open(path, hasHeader: true);
}
