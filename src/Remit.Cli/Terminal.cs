using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Remit.Register;
using Remit.Storage;
using Remit.Time;

namespace Remit.Cli;

/// <summary>Where a verb writes, what it may read, and the clock it may ask.</summary>
public sealed class Terminal(TextWriter output, TextWriter errors, TimeProvider clock, TextReader? input = null)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
            new Written<OdsCode>(), new Written<OnsCode>(), new Written<PracticeCode>(), new Written<Postcode>(),
        },
    };

    /// <summary>A code as people write it.</summary>
    private sealed class Written<T> : JsonConverter<T> where T : notnull
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    public TimeProvider Clock => clock;

    /// <summary>Today in England.</summary>
    public DateOnly Today => clock.TodayInLondon;

    /// <summary>Everything that stands in a file or, where its name is <c>-</c>, comes in on standard input.</summary>
    /// <param name="what">What it is to hold, for whoever named a file that is not there.</param>
    /// <exception cref="RefusedException">The file cannot be read.</exception>
    public string Read(string path, string what)
    {
        try
        {
            return path == "-" ? (input ?? TextReader.Null).ReadToEnd() : File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Finding("no-such-file", Consequence.FileRefused, new(path), "no file that can be read", what));
        }
    }

    /// <summary>A line of the answer, to standard output.</summary>
    public void Say(string line = "") => output.WriteLine(line);

    /// <summary>Lines of the answer under a title, to standard output; nothing where there are none.</summary>
    public void SaySection(string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        Say();
        Say(title);
        foreach (var line in all)
            Say($"  {line}");
    }

    /// <summary>A line about the work, to standard error.</summary>
    public void Note(string line) => errors.WriteLine(line);

    /// <summary>The answer as JSON, to standard output.</summary>
    public void SayJson<T>(T answer) => output.WriteLine(JsonSerializer.Serialize(answer, Json));

    /// <summary>Findings in full up to a number, then how many more; worst first, each kind counted.</summary>
    public void NoteFindings(IReadOnlyList<Finding> findings, int most = 10)
    {
        foreach (var finding in findings.OrderByDescending(f => f.Consequence).Take(most))
            Note(finding.ToString());
        if (findings.Count > most)
            Note($"… and {findings.Count - most:N0} more.");
    }
}
