using System.IO.Compression;
using System.Text;
using Remit.Storage;

namespace Remit.Tests.Storage;

/// <summary>Ways in which a good table arrives spoilt, and the code of the one finding that each must give.</summary>
internal sealed record Damage(string Name, string Code, Func<string, byte[]> Spoil)
{
    public const int Fifty = 50_000_000;

    /// <summary>What can befall any CSV file. The text given is a good one whose first column is needed.</summary>
    public static readonly IReadOnlyList<Damage> OfAnyTable =
    [
        new("an empty file", "empty-file", _ => []),
        new("only a byte order mark", "empty-file", _ => [0xEF, 0xBB, 0xBF]),
        new("only line ends", "empty-file", _ => "\n\r\n\n"u8.ToArray()),
        new("cut in the middle of a quote", "cut-short", text => Bytes(text + "\"cut off,")),
        new("a quote opened early and never closed", "cut-short", text => Bytes(text.Insert(text.IndexOf('\n', StringComparison.Ordinal) + 1, "\""))),
        new("the first column twice", "repeated-column", text => Bytes(text.Insert(0, text[..(text.IndexOf(',', StringComparison.Ordinal) + 1)].ToUpperInvariant()))),
        new("UTF-16, little end first", "wrong-encoding", text => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]),
        new("UTF-16, big end first", "wrong-encoding", text => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)]),
        new("UTF-16 without a mark", "binary", Encoding.Unicode.GetBytes),
        new("Latin-1 in a row", "wrong-encoding", text => Encoding.Latin1.GetBytes(text + "café\n")),
        new("Latin-1 in the header", "wrong-encoding", text => Encoding.Latin1.GetBytes("é" + text)),
        new("a NUL in a late row", "binary", text => Bytes(text + string.Concat(Enumerable.Repeat("x\n", 20_000)) + "a\0b\n")),
        new("binary rubbish", "binary", _ => Rubbish()),
        new("compressed without saying so", "binary", text => Packed(Bytes(text))),
        new("a header of ten million columns", "not-a-table", _ => Repeated("c,"u8, 10_000_000)),
        new("one line of fifty megabytes", "not-a-table", _ => Repeated("x"u8, Fifty)),
        new("a row of fifty megabytes", "not-a-table", text => [.. Bytes(text), .. Repeated("x,"u8, Fifty / 2)]),
        new("a quote of fifty megabytes", "not-a-table", text => [.. Bytes(text), (byte)'"', .. Repeated("x\n"u8, Fifty / 2)]),
    ];

    /// <summary>What can befall a file whose name ends in <c>.gz</c>.</summary>
    public static readonly IReadOnlyList<Damage> OfGzip =
    [
        new("named gzip and not compressed", "not-gzip", Bytes),
        new("an empty file named gzip", "empty-file", _ => []),
        new("gzip of nothing", "empty-file", _ => Packed([])),
        new("gzip cut short", "not-gzip", text => Packed(Bytes(Long(text)))[..^2000]),
        new("gzip cut short by its last byte", "not-gzip", text => Packed(Bytes(text))[..^1]),
        new("gzip with a byte changed", "not-gzip", text => Changed(Packed(Bytes(Long(text))))),
    ];

    /// <summary>The most that reading a spoilt file may allocate: a few times the longest record, however long the file.</summary>
    public const long MostAllocated = 24 * CsvSource.LongestRecord;

    public override string ToString() => Name;

    public static byte[] Packed(byte[] plain)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(plain);
        return packed.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Long(string text) => text + string.Concat(Enumerable.Range(0, 20_000).Select(n => $"{n * 7919 % 20_011}\n"));

    private static byte[] Changed(byte[] packed)
    {
        packed[packed.Length / 2] ^= 0x55;
        return packed;
    }

    private static byte[] Rubbish()
    {
        var bytes = new byte[100_000];
        // A fixed seed: the same rubbish every time.
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Repeated(ReadOnlySpan<byte> part, int times)
    {
        var bytes = new byte[part.Length * times];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = part[i % part.Length];
        return bytes;
    }
}
