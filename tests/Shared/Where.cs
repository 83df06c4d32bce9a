using System.Runtime.CompilerServices;

namespace Remit.Tests;

/// <summary>Where things are: this checkout, and the real open data beside it.</summary>
public static class Where
{
    /// <summary>The top folder of this checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The shared folder beside the checkout, or null where it is absent; <c>REMIT_SHARED</c> names another.</summary>
    public static string? Shared { get; } = FindShared();

    /// <summary>A path in the shared folder; skips the test, saying so, where there is none.</summary>
    public static string SharedPath(params string[] parts)
    {
        if (Shared is null)
            Assert.Skip("The real open data is not beside this checkout (../shared, or REMIT_SHARED): this test was not run.");
        return Path.Combine([Shared!, .. parts]);
    }

    /// <summary>A new empty folder, removed when disposed.</summary>
    public static TemporaryFolder NewFolder() => new();

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static string? FindShared()
    {
        var named = Environment.GetEnvironmentVariable("REMIT_SHARED");
        var path = string.IsNullOrEmpty(named) ? Path.Combine(Root, "..", "shared") : named;
        return Directory.Exists(path) ? Path.GetFullPath(path) : null;
    }
}

public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("remit-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
