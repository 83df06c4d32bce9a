namespace Remit.Web.Staff.Cases;

/// <summary>How a field of a form is filled in.</summary>
public enum FilledAs
{
    Line,

    /// <summary>Several, one to a line.</summary>
    Lines,

    /// <summary>Codes, however many, whatever stands between them.</summary>
    Codes,

    /// <summary>As <c>31 March 2027</c>.</summary>
    Day,

    /// <summary>A whole number, nought or more.</summary>
    Number,

    /// <summary>One of the choices.</summary>
    Choice,

    /// <summary>Any of the choices, or none. What it holds beforehand stands one to a line.</summary>
    Several,

    /// <summary>One of a few choices, all of which are to be seen at once.</summary>
    One,

    /// <summary>A small file of text; sent on as text while it is being confirmed.</summary>
    File,

    /// <summary>A file of any kind, which is not sent on: whoever has something else to put right chooses it again.</summary>
    Document,

    /// <summary>A file of any kind, of at most a megabyte, sent on as it is while it is being confirmed.</summary>
    Enclosure,

    /// <summary>Nothing: it only tells something that belongs there.</summary>
    Told,
}

/// <summary>What a form asks for.</summary>
/// <param name="Id">Its name in the form, and in findings about it.</param>
/// <param name="Value">What it holds before anyone has typed.</param>
public sealed record ActField(
    string Id, string Label, string? Hint = null, FilledAs As = FilledAs.Line, bool IsNeeded = true, IReadOnlyList<(string Value, string Words)>? Choices = null, string? Value = null, int Width = 30);

/// <summary>A field as it stands on a page: with what was typed, and what is wrong with that.</summary>
public sealed record ShownField(ActField Field, IReadOnlyList<string> Typed, string? Problem)
{
    public string Text => string.Join('\n', Typed);

    /// <summary>What was typed or chosen, as people read it.</summary>
    public IEnumerable<string> Words => Field.Choices is { } choices ? Typed.Where(t => t.Length > 0).Select(t => choices.FirstOrDefault(c => c.Value == t).Words ?? t) : Typed.SelectMany(t => t.Split('\n'));
}
