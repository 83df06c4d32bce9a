using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using Remit.Time;

namespace Remit.Storage.Publishing;

/// <summary>A public table as a file: CSV as RFC 4180 has it, in UTF-8 with a header; or JSON, an array with an object for each row. The same rows give the same bytes.</summary>
/// <remarks>Streams: memory is some hundred rows.</remarks>
public static class TableFile
{
    private const int RowsAtOnce = 500;

    // The text is a file of its own, never part of a page.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly CsvWriterOptions Csv = new() { NewLine = "\r\n" };

    /// <summary>Writes rows as CSV. A cell without a value is empty.</summary>
    public static async Task WriteCsv(PublicTable table, IEnumerable<object?[]> rows, Stream to, CancellationToken stop = default)
    {
        using var some = new MemoryStream();
        using var csv = CsvWriter.Create(some, Csv, leaveOpen: true);
        foreach (var column in table.Columns)
            csv.WriteField(column.Name);
        csv.EndRecord();
        foreach (var batch in rows.Chunk(RowsAtOnce))
        {
            foreach (var row in batch)
            {
                foreach (var cell in row)
                    csv.WriteField(Text(cell));
                csv.EndRecord();
            }

            csv.Flush();
            await Send(some, to, stop);
        }

        csv.Flush();
        await Send(some, to, stop);
    }

    /// <summary>Writes rows as JSON. A cell without a value is null.</summary>
    public static async Task WriteJson(PublicTable table, IEnumerable<object?[]> rows, Stream to, CancellationToken stop = default)
    {
        using var some = new MemoryStream();
        await using var json = new Utf8JsonWriter(some, Json);
        json.WriteStartArray();
        foreach (var batch in rows.Chunk(RowsAtOnce))
        {
            foreach (var row in batch)
            {
                json.WriteStartObject();
                foreach (var (column, cell) in table.Columns.Zip(row))
                    Write(json, column.Name, cell);
                json.WriteEndObject();
            }

            json.Flush();
            await Send(some, to, stop);
        }

        json.WriteEndArray();
        json.Flush();
        await Send(some, to, stop);
    }

    /// <summary>A cell as text; empty where it has no value.</summary>
    public static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => IsoDate.Text(day),
        DateTimeOffset instant => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        _ => throw new ArgumentException($"No column holds a {cell.GetType().Name}.", nameof(cell)),
    };

    private static void Write(Utf8JsonWriter json, string name, object? cell)
    {
        switch (cell)
        {
            case null: json.WriteNull(name); break;
            case long number: json.WriteNumber(name, number); break;
            case bool yes: json.WriteBoolean(name, yes); break;
            default: json.WriteString(name, Text(cell)); break;
        }
    }

    private static async Task Send(MemoryStream some, Stream to, CancellationToken stop)
    {
        await to.WriteAsync(some.GetBuffer().AsMemory(0, (int)some.Length), stop);
        some.SetLength(0);
    }
}
