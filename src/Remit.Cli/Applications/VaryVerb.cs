using System.CommandLine;

namespace Remit.Cli.Applications;

/// <summary><c>./remit vary</c>: applications for a body's constitution, name, area or members to be varied, and variations that are imposed.</summary>
internal static class VaryVerb
{
    public static Command Make(Terminal terminal) => new("vary", "Apply for a body's constitution, name, area or members to be varied; or begin a variation that is imposed") { ApplicationApply.Make(terminal, "vary") };
}
