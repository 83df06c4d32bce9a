using System.CommandLine;

namespace Remit.Cli.Applications;

/// <summary><c>./remit establish</c>: applications for a body to be established.</summary>
internal static class EstablishVerb
{
    public static Command Make(Terminal terminal) => new("establish", "Apply for a body to be established") { ApplicationApply.Make(terminal, "establish") };
}
