namespace Remit.Tests.House;

/// <summary>The files of this checkout that people wrote: no build output, no workspace, nothing fetched.</summary>
internal static class Checkout
{
    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal)
    {
        ".git", ".vs", ".idea", ".build", "bin", "obj", "node_modules", "TestResults", "workspace",
    };

    private static readonly HashSet<string> NotText = new(StringComparer.OrdinalIgnoreCase) { ".gz", ".zip", ".png", ".jpg", ".woff2", ".pdf", ".db" };

    public static IEnumerable<string> Files() => Under(Where.Root);

    public static IEnumerable<string> TextFiles() => Files().Where(f => !NotText.Contains(Path.GetExtension(f)));

    public static IEnumerable<string> Pages() => Files().Where(f => f.EndsWith(".md", StringComparison.Ordinal));

    /// <summary>The path from the top of the checkout, with forward slashes.</summary>
    public static string Shown(string file) => Path.GetRelativePath(Where.Root, file).Replace('\\', '/');

    private static IEnumerable<string> Under(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(file) != ".git")
                yield return file;
        }

        foreach (var inner in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (NotOurs.Contains(Path.GetFileName(inner)) || File.GetAttributes(inner).HasFlag(FileAttributes.ReparsePoint))
                continue;
            foreach (var file in Under(inner))
                yield return file;
        }
    }
}
