using System.IO.Compression;
using System.Text;

namespace Remit.Specs.Responsibility;

/// <summary>A second, plain reader and writer of CSV, so that the product's own is not the judge of itself.</summary>
internal static class Csv
{
    public static IReadOnlyList<string[]> Read(string path) => [.. Records(path)];

    /// <summary>A file's bytes, decompressed where its name says that it is gzip.</summary>
    public static byte[] Plain(string path)
    {
        using Stream file = File.OpenRead(path);
        using var plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var memory = new MemoryStream();
        plain.CopyTo(memory);
        return memory.ToArray();
    }

    public static IEnumerable<string[]> Records(string path)
    {
        using var reader = new StreamReader(new MemoryStream(Plain(path)), new UTF8Encoding(false, throwOnInvalidBytes: true));
        foreach (var record in Records(reader))
            yield return record;
    }

    public static IEnumerable<string[]> Records(TextReader reader)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (quoted, any) = (false, false);

        for (var c = reader.Read(); c >= 0; c = reader.Read())
        {
            if (quoted)
            {
                if (c != '"')
                    cell.Append((char)c);
                else if (reader.Peek() == '"')
                    cell.Append((char)reader.Read());
                else
                    quoted = false;
                continue;
            }

            switch (c)
            {
                case '"':
                    (quoted, any) = (true, true);
                    break;
                case ',':
                    EndCell();
                    any = true;
                    break;
                case '\r' when reader.Peek() == '\n':
                    break;
                case '\n':
                    if (any || cell.Length > 0)
                        yield return EndRecord();
                    break;
                default:
                    cell.Append((char)c);
                    break;
            }
        }

        if (any || cell.Length > 0)
            yield return EndRecord();

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }

        string[] EndRecord()
        {
            EndCell();
            string[] record = [.. cells];
            cells.Clear();
            any = false;
            return record;
        }
    }

    public static string Line(IEnumerable<string> cells) =>
        string.Join(',', cells.Select(c => c.AsSpan().ContainsAny(",\"\r\n") ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c)) + "\n";
}
