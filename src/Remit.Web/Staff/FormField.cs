namespace Remit.Web.Staff;

/// <summary>A field of a form that takes a line, with its label, its hint and what is wrong with what was typed.</summary>
public sealed record FormField(string Id, string Label, string? Hint = null, string? Value = null, string? Problem = null, string Type = "text", string Autocomplete = "off", int Width = 20, bool Digits = false)
{
    public string? DescribedBy => (Hint, Problem) switch
    {
        (null, null) => null,
        (_, null) => $"{Id}-hint",
        (null, _) => $"{Id}-error",
        _ => $"{Id}-hint {Id}-error",
    };
}
