using System.Buffers.Binary;
using System.Security.Cryptography;
using Remit.Storage;

namespace Remit.Benchmarks;

/// <summary>A file of decisions read row by row, whoever wrote it: its columns in any order, quoted or not.</summary>
internal sealed class DecisionRows : IDisposable
{
    /// <summary>The columns that must be equal: all that a decision has.</summary>
    public static readonly IReadOnlyList<string> Columns = ["record_id", "outcome", "commissioner", "service_category", "method", "path", "flags"];

    private readonly CsvSource csv;
    private readonly int[] columns;
    private readonly byte[] row = new byte[4096];

    /// <exception cref="RefusedException">The file cannot be read, or lacks a column.</exception>
    public DecisionRows(string path)
    {
        csv = CsvSource.Open(path, hasHeader: true);
        columns = [.. Columns.Select(c => csv.Headers.Index().FirstOrDefault(h => h.Item == c, (Index: -1, Item: "")).Index)];
        if (columns.Contains(-1))
            throw new RefusedException(new Finding("not-decisions", Consequence.FileRefused, new Place(path, 1), string.Join(',', csv.Headers), string.Join(',', Columns)));
    }

    public string RecordId => csv.Text(columns[0]);

    public IReadOnlyList<string> Cells => [.. columns.Select(csv.Text)];

    public bool Read() => csv.Read();

    /// <summary>A digest of the row's cells: two rows of the same digest are the same.</summary>
    public UInt128 Digest()
    {
        var length = 0;
        foreach (var column in columns)
        {
            var cell = csv.Span(column);
            if (length + cell.Length >= row.Length)
                throw new RefusedException(new Finding("too-long", Consequence.FileRefused, new Place("decisions", csv.Line), "a decision longer than any that Remit writes", "at most 4,096 bytes"));
            cell.CopyTo(row.AsSpan(length));
            length += cell.Length;
            row[length++] = 0x1F;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row.AsSpan(0, length), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    public void Dispose() => csv.Dispose();
}
