namespace Remit.Responsibility.Bulk;

/// <summary>The paths that records take through the chart, each under a number, with its text made once. Nought is the path that has no box yet.</summary>
internal sealed class PathTree
{
    private readonly List<string> tokens = [];
    private readonly List<int[]> following = [[]];
    private readonly List<string> texts = [""];

    public int Count => texts.Count;

    /// <summary>The number of a token: a box's id, or what an exception to the rule adds.</summary>
    public int Token(string token)
    {
        if (!tokens.Contains(token))
            tokens.Add(token);
        return tokens.IndexOf(token);
    }

    /// <summary>The path that goes on with a token.</summary>
    public int After(int path, int token)
    {
        var next = following[path];
        if (token >= next.Length)
            following[path] = next = [.. next, .. new int[tokens.Count - next.Length]];
        if (next[token] != 0)
            return next[token];

        texts.Add(texts[path].Length == 0 ? tokens[token] : $"{texts[path]}>{tokens[token]}");
        following.Add([]);
        return next[token] = texts.Count - 1;
    }

    public string Text(int path) => texts[path];
}
