namespace Remit.Storage.Responsibility.Servers;

/// <summary>A server that could not be reached, or was lost in mid-run. Nothing was written; the same command may be given again.</summary>
public sealed class ServerLostException(IReadOnlyList<Finding> findings) : Exception(findings[0].ToString())
{
    public ServerLostException(Finding finding) : this([finding]) { }

    public IReadOnlyList<Finding> Findings { get; } = findings;
}
