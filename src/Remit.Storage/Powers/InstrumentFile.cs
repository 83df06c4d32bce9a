using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Remit.Powers;
using Remit.Time;

namespace Remit.Storage.Powers;

/// <summary>Reads and writes an instrument as a file of JSON, in which notes after <c>//</c> and commas at ends are allowed. See <c>specs/powers/formats.md</c>.</summary>
public static class InstrumentFile
{
    private const int Longest = 1 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new Day() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers =
            {
                type =>
                {
                    foreach (var member in type.Properties)
                        member.IsRequired = member.AssociatedParameter is { IsNullable: false, HasDefaultValue: false };
                },
            },
        },
    };

    /// <summary>Reads a file, which is checked in full.</summary>
    /// <param name="source">Where the instrument is then said to come from.</param>
    /// <exception cref="RefusedException">It is no instrument: everything that is wrong with it is said.</exception>
    public static (WrittenInstrument Written, Instrument Instrument) Read(string path, Remit.Register.Source source, IReadOnlyCollection<string> kinds)
    {
        var written = Parsed(path);
        List<Finding> found = [];
        Place At(string? clause, string field) => new(Path.GetFileName(path), 0, clause is null ? field : $"clause {clause}, {field}");
        var instrument = written.Read(source, kinds, At, found);
        if (instrument is not null)
            written.CheckNew(At, found);
        return instrument is null || found.Count > 0 ? throw new RefusedException(found) : (written, instrument);
    }

    public static string Write(WrittenInstrument written) => JsonSerializer.Serialize(written, Json) + "\n";

    private static WrittenInstrument Parsed(string path)
    {
        try
        {
            if (new FileInfo(path).Length > Longest)
                throw Refused(0, "more than a megabyte", "an instrument: its clauses in a line or two each, and its text by reference");
            return JsonSerializer.Deserialize<WrittenInstrument>(File.ReadAllBytes(path), Json) ?? throw Refused(1, "null", "an instrument");
        }
        catch (JsonException e)
        {
            throw Refused((e.LineNumber ?? 0) + 1, Words(e), "JSON of an instrument, as specs/powers/formats.md shows it");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw Refused(0, File.Exists(path) || Directory.Exists(path) ? "what cannot be read" : "no such file", "a file of JSON with one instrument");
        }

        RefusedException Refused(long line, string text, string wanted) => new(new Finding("bad-instrument", Consequence.FileRefused, new(Path.GetFileName(path), line), text, wanted));
    }

    /// <summary>What the library found, without the names of types and the place of its own counting.</summary>
    private static string Words(JsonException e)
    {
        var quoted = e.Message.Split('\'');
        return e.Message switch
        {
            var m when m.Contains("missing required", StringComparison.Ordinal) => $"no {string.Join(", ", quoted.Where((_, i) => i % 2 == 1).Skip(1))}",
            var m when m.Contains("could not be mapped", StringComparison.Ordinal) => $"a field {quoted[1]}",
            var m when m.Contains("could not be converted", StringComparison.Ordinal) || m.Contains("null", StringComparison.Ordinal) => $"something else at {(e.Path is { Length: > 1 } path ? path[2..] : "its beginning")}",
            var m => m.Split(" Path: ", 2)[0].Split(" LineNumber: ", 2)[0],
        };
    }

    private sealed class Day : JsonConverter<DateOnly>
    {
        public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && IsoDate.TryParse(reader.GetString(), out var day) ? day : throw new JsonException("What stands there is not a day as YYYY-MM-DD.");

        public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) => writer.WriteStringValue(IsoDate.Text(value));
    }
}
