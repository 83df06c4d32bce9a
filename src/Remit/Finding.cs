namespace Remit;

/// <summary>What a finding means for the thing it is about, mildest first.</summary>
public enum Consequence
{
    /// <summary>Worth knowing; nothing was left out.</summary>
    Note,

    /// <summary>One row could not be used and was left out; the rest was.</summary>
    RowLeftOut,

    /// <summary>Nothing of the file was used, and nothing changed.</summary>
    FileRefused,
}

/// <summary>Where something was found. Line and column are those of the file as sent, the header being line 1.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line on which the record begins, or nought where the whole file is meant.</param>
/// <param name="Column">The column's name, or empty.</param>
public readonly record struct Place(string File, long Line = 0, string Column = "")
{
    public override string ToString() => (Line, Column) switch
    {
        (0, "") => File,
        (_, "") => $"{File}:{Line}",
        (0, _) => $"{File} [{Column}]",
        _ => $"{File}:{Line} [{Column}]",
    };
}

/// <summary>Something wrong with what we were sent, in words the sender can act on.</summary>
/// <param name="Code">A promise to callers, such as <c>unknown-layout</c>; the words may improve, the code stays.</param>
/// <param name="Found">What was found, short enough to print.</param>
/// <param name="Wanted">What was wanted, and where it helps, what to do.</param>
public sealed record Finding(string Code, Consequence Consequence, Place Place, string Found, string Wanted)
{
    public override string ToString() => $"{Place}: {Code}: found {Quoted(Found)}, wanted {Wanted}";

    /// <summary>Text as found, in quotes, cut short and with control characters shown, so that rubbish cannot spoil a terminal.</summary>
    public static string Quoted(string text)
    {
        const int longest = 60;
        return text.Length > longest ? $"'{Shown(text[..longest])}…'" : $"'{Shown(text)}'";
    }

    /// <summary>Text as found, with control characters, ends of lines and marks of direction shown as <c>·</c>.</summary>
    public static string Shown(string text) => string.Concat(text.Select(c => Act.IsUnseen(c) || c == '\uFFFD' ? '·' : c));
}
