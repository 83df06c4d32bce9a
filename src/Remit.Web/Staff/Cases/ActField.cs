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

    /// <summary>Any of the choices, or none.</summary>
    Several,
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
}
