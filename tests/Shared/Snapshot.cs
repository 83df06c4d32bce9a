using System.Runtime.CompilerServices;

namespace Remit.Tests;

/// <summary>Compares text with the file kept beside the test; <c>UPDATE=1</c> rewrites the file for review in the diff.</summary>
public static class Snapshot
{
    public static void Matches(string actual, [CallerFilePath] string test = "", [CallerMemberName] string name = "")
    {
        var kept = Path.Combine(Path.GetDirectoryName(test)!, $"{Path.GetFileNameWithoutExtension(test)}.{name}.txt");

        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(kept, actual);
        else if (!File.Exists(kept) || File.ReadAllText(kept) != actual)
            throw new InvalidOperationException($"{kept} differs from what the program now says (UPDATE=1 rewrites it for review):\n{actual}");
    }
}
