using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Remit.Time;

namespace Remit.Storage.Powers;

/// <summary>A file of JSON that a person writes, in which notes after <c>//</c> and commas at ends are allowed, and a field that is not known is refused.</summary>
/// <param name="code">The code of its findings, as <c>bad-instrument</c>.</param>
/// <param name="noun">What is in it, as <c>an instrument</c>.</param>
/// <param name="shownIn">The page that shows how it is written.</param>
internal sealed class WrittenFile(string code, string noun, string shownIn)
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

    public static string Write<T>(T written) => JsonSerializer.Serialize(written, Json) + "\n";

    /// <exception cref="RefusedException">It is not there, cannot be read, or is not written as it should be.</exception>
    public T Read<T>(string path) where T : class
    {
        try
        {
            if (new FileInfo(path).Length > Longest)
                throw Refused(0, "more than a megabyte", $"{noun}, with its text by reference");
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) ?? throw Refused(1, "null", noun);
        }
        catch (JsonException e)
        {
            throw Refused((e.LineNumber ?? 0) + 1, Words(e), $"JSON of {noun}, as {shownIn} shows it");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw Refused(0, File.Exists(path) || Directory.Exists(path) ? "what cannot be read" : "no such file", $"a file of JSON with one {noun.Split(' ', 2)[1]}");
        }

        RefusedException Refused(long line, string text, string wanted) => new(new Finding(code, Consequence.FileRefused, new(Path.GetFileName(path), line), text, wanted));
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
