using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Remit.Web.Staff.Cases;

/// <summary>A form as it was sent, field by field, with what is wrong with it.</summary>
public sealed class FilledForm
{
    private const int LongestEnclosure = 1 << 20;

    private readonly IFormCollection form;
    private readonly Dictionary<string, string> files = [];

    public FilledForm(IFormCollection form, IReadOnlyList<ActField> fields)
    {
        this.form = form;
        foreach (var field in fields)
            if (Wrong(field) is { } problem)
                Problems.Add((field.Id, problem));
    }

    public List<(string Field, string Problem)> Problems { get; } = [];

    /// <summary>What was typed, without the blanks around it; nothing where nothing was.</summary>
    public string? Text(string id) => (form.Files[id] is { Length: > 0 } file ? files.TryGetValue(id, out var read) ? read : files[id] = Read(file) : form[id].ToString()).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The file that was chosen; nothing where none was, or it is empty.</summary>
    public IFormFile? Document(string id) => form.Files[id] is { Length: > 0 } file ? file : null;

    /// <summary>The file that was chosen, or sent on; nothing where none was, it is empty or too long.</summary>
    public (string Name, byte[] Content)? Enclosed(string id)
    {
        if (form.Files[id] is { Length: > 0 and <= LongestEnclosure } file)
        {
            var content = new byte[file.Length];
            using var stream = file.OpenReadStream();
            stream.ReadExactly(content);
            return (Path.GetFileName(file.FileName), content);
        }

        var sent = form[id].ToString();
        var (text, name) = sent.IndexOf(' ', StringComparison.Ordinal) is > 0 and var at ? (sent[..at], sent[(at + 1)..]) : ("", "");
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) ? (name, bytes[..length]) : null;
    }

    /// <summary>What was typed in a field that must be filled in.</summary>
    public string Needed(string id) => Text(id) ?? throw new InvalidOperationException($"The field {id} was not filled in.");

    /// <summary>The lines that are not blank.</summary>
    public IReadOnlyList<string> Lines(string id) => [.. form[id].ToString().Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];

    /// <summary>Codes, whatever stands between them.</summary>
    public IReadOnlyList<string>? Codes(string id) =>
        form[id].ToString().Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } codes ? codes : null;

    public DateOnly? Day(string id) => Text(id) is { } text && DayAsked.TryRead(text, out var day) ? day : null;

    public long Number(string id) => long.Parse(Text(id) ?? "0", NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    /// <summary>What was chosen of several.</summary>
    public IReadOnlyList<string> Chosen(string id) => [.. form[id].OfType<string>().Where(c => c.Length > 0)];

    /// <summary>What a page shows again.</summary>
    public IReadOnlyList<string> Typed(ActField field) => field.As switch
    {
        FilledAs.Several => Chosen(field.Id),
        FilledAs.File => Text(field.Id) is { } text ? [text] : [],
        FilledAs.Told or FilledAs.Document => [],
        FilledAs.Enclosure => Enclosed(field.Id) is var (name, content) ? [$"{Convert.ToBase64String(content)} {name}"] : [],
        _ => [form[field.Id].ToString()],
    };

    private static string Read(IFormFile file)
    {
        using var reader = new StreamReader(file.OpenReadStream());
        return reader.ReadToEnd();
    }

    private string? Wrong(ActField field)
    {
        if (field.As == FilledAs.Told)
            return null;
        if (field.As == FilledAs.Document)
            return field.IsNeeded && Document(field.Id) is null ? "Choose a file." : null;
        if (field.As == FilledAs.Enclosure)
            return Enclosed(field.Id) is not null ? null : form.Files[field.Id] is { Length: > LongestEnclosure } ? "Choose a file of at most a megabyte." : "Choose a file that is not empty.";
        if (field.As == FilledAs.Several)
            return Chosen(field.Id).FirstOrDefault(c => field.Choices!.All(x => x.Value != c)) is null ? null : "Choose from those that are shown.";
        if (Text(field.Id) is not { } text)
            return field.IsNeeded ? field.As switch
            {
                FilledAs.Day => "Enter a day, like 31 March 2027.",
                FilledAs.Choice => "Choose one.",
                FilledAs.One => $"Choose one: {char.ToLowerInvariant(field.Label[0])}{field.Label[1..]}.",
                FilledAs.File => "Choose a file.",
                FilledAs.Number => "Enter a number; 0 where there are none.",
                _ => $"Enter this: {char.ToLowerInvariant(field.Label[0])}{field.Label[1..]}.",
            } : null;
        return field.As switch
        {
            FilledAs.Day when !DayAsked.TryRead(text, out _) => $"{Finding.Quoted(text)} is not a day. Write it like 31 March 2027.",
            FilledAs.Number when !(long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number >= 0) => $"{Finding.Quoted(text)} is not a whole number.",
            FilledAs.Choice or FilledAs.One when field.Choices!.All(c => c.Value != text) => "Choose one of those that are shown.",
            FilledAs.Line when !Act.IsLine(text) => $"Wanted a line of at most {Act.Longest} characters.",
            FilledAs.Lines when Lines(field.Id).Any(l => !Act.IsLine(l)) => $"Wanted lines of at most {Act.Longest} characters each.",
            _ => null,
        };
    }
}
