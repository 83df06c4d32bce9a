using System.CommandLine;

namespace Remit.Cli.Register;

/// <summary><c>register</c> and the verbs beneath it.</summary>
internal static class RegisterVerb
{
    public static Command Make(Terminal terminal) => new("register", "Who belonged to whom, where, on a day, and who came after")
    {
        RegisterCount.Make(terminal),
        RegisterFootprint.Make(terminal),
        RegisterShow.Make(terminal),
        RegisterSuccessor.Make(terminal),
        RegisterCheckVerb.Make(terminal),
        RegisterExport.Make(terminal),
    };
}
