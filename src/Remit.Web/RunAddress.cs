namespace Remit.Web;

/// <summary>Where a published run is told: the beginning of its hash is its name in addresses.</summary>
public static class RunAddress
{
    /// <summary>How many characters of the hash an address has. That two runs share as many does not happen.</summary>
    public const int Length = 12;

    /// <param name="run">The SHA-256 of its manifest.</param>
    public static string Of(string run) => $"/runs/{run[..Length]}";
}
