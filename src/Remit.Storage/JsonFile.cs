using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage;

/// <summary>Reads what people write down as JSON, in which notes after <c>//</c> and commas at ends are allowed; a field that is not known, or stands twice, is refused.</summary>
public static class JsonFile
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
        Converters = { new Day(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new OdsCodeInJson() },
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

    /// <param name="code">The code of the finding, where it cannot be read.</param>
    /// <param name="wanted">What it should have been, and where that is explained.</param>
    /// <param name="fullLists">Whether a list with nothing in an item's place is refused, which a type cannot say.</param>
    /// <exception cref="RefusedException">It is missing, too long, or not JSON of such a thing.</exception>
    public static T Read<T>(string path, string code, string wanted, bool fullLists = false)
    {
        var file = Path.GetFileName(path);
        try
        {
            if (new FileInfo(path).Length > Longest)
                throw Refused(file, 0, code, "more than a megabyte", wanted);
            return Parse<T>(File.ReadAllBytes(path), file, code, wanted, fullLists);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw Refused(file, 0, code, File.Exists(path) || Directory.Exists(path) ? "what cannot be read" : "no such file", wanted);
        }
    }

    /// <summary>Reads what a file held.</summary>
    /// <param name="file">What the file is called in what is said of it.</param>
    /// <inheritdoc cref="Read"/>
    public static T Parse<T>(ReadOnlySpan<byte> text, string file, string code, string wanted, bool fullLists = false)
    {
        try
        {
            var read = JsonSerializer.Deserialize<T>(text, Json) ?? throw Refused(file, 1, code, "null", wanted);
            using var whole = JsonDocument.Parse(text.ToArray(), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return fullLists && HasEmptyItem(whole.RootElement) ? throw Refused(file, 0, code, "null in a list", "something in each place of every list") : read;
        }
        catch (JsonException e)
        {
            throw Refused(file, (e.LineNumber ?? 0) + 1, code, Words(e), wanted);
        }
    }

    public static string Write<T>(T written) => JsonSerializer.Serialize(written, Json) + "\n";

    private static RefusedException Refused(string file, long line, string code, string text, string wanted) => new(new Finding(code, Consequence.FileRefused, new(file, line), text, wanted));

    private static bool HasEmptyItem(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.Null || HasEmptyItem(e)),
        JsonValueKind.Object => element.EnumerateObject().Any(p => HasEmptyItem(p.Value)),
        _ => false,
    };

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

/// <summary>An ODS code in JSON: as people write it.</summary>
internal sealed class OdsCodeInJson : JsonConverter<OdsCode>
{
    public override OdsCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && OdsCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("What stands there is not an ODS code.");

    public override void Write(Utf8JsonWriter writer, OdsCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
