namespace Remit.Register;

/// <summary>An official file, or one of Remit's own tables of published facts, as it was had at one time.</summary>
/// <param name="Kind">Which layout it has, such as <c>epraccur</c>.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Edition">The day whose state of affairs it describes. Evidence is laid down in this order.</param>
/// <param name="LearnedAt">When the organisation first had it. The start of time for what travels with the product.</param>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Sha256">The content's hash in lower-case hexadecimal; empty for what travels with the product.</param>
public sealed record Release(string Kind, string Title, DateOnly Edition, DateTimeOffset LearnedAt, string File, string Sha256 = "")
{
    public override string ToString() => Sha256.Length == 0 ? File : $"{File}, edition {Edition:yyyy-MM-dd}";
}

/// <summary>Where a fact came from, down to the line.</summary>
/// <param name="Line">The line of the file, the first being 1; nought where the whole file says so.</param>
/// <param name="Confidence">How far the fact is to be trusted, where its source says: <c>high</c>, <c>medium</c>, <c>low</c>.</param>
/// <param name="Because">What was reasoned from it, such as "carried over by succession"; empty where the file says it outright.</param>
/// <param name="Document">The publication that the file itself names as its source.</param>
public readonly record struct Source(Release Release, int Line = 0, string Confidence = "", string Because = "", string Document = "")
{
    /// <summary>The place, for findings.</summary>
    public Place Place => new(Release.File, Line);

    public override string ToString()
    {
        var text = Line > 0 ? $"{Release}, line {Line}" : Release.ToString();
        if (Confidence is { Length: > 0 } and not "high")
            text += $" (confidence {Confidence})";
        return Because is { Length: > 0 } ? $"{Because}; {text}" : text;
    }
}
