namespace Remit.Cli;

/// <summary>What a verb's exit code says. These numbers are an interface: scripts rely on them.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Done, and it found something that someone should look at.</summary>
    public const int Findings = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>A file or folder was refused, or a server said no; nothing changed.</summary>
    public const int Refused = 3;

    /// <summary>What was asked for (a code, a record, a rulebook) is not there.</summary>
    public const int NotFound = 4;

    /// <summary>A server could not be reached, or was lost in mid-run; nothing changed here, and the same command may be given again.</summary>
    public const int ServerLost = 69;

    /// <summary>A fault in Remit itself. Nothing half-written is left.</summary>
    public const int Fault = 70;

    /// <summary>Interrupted. Nothing half-written is left.</summary>
    public const int Interrupted = 130;
}
