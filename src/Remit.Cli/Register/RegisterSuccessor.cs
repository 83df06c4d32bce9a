using System.CommandLine;
using Remit.Register;
using Remit.Storage;

namespace Remit.Cli.Register;

/// <summary><c>register successor CODE --on DATE</c>: who stands in a body's place on a day.</summary>
internal static class RegisterSuccessor
{
    public static Command Make(Terminal terminal)
    {
        var code = new Argument<string>("CODE") { Description = "An ODS code, such as 00F" };
        var on = CommandLine.Day("--on", "The day asked about (default: today in England)");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var command = new Command("successor", "Who stands in an organisation's place on a day: all of them where it was split") { code, on, workspace, json };
        command.SetAction(parsed =>
        {
            var day = parsed.GetValue(on) ?? terminal.Today;
            var register = RegisterOptions.Evidence(Workspace.At(parsed.GetValue(workspace))).ToDate;
            if (!OdsCode.TryParse(parsed.GetRequiredValue(code), out var asked) || register.Find(asked) is not { } organisation)
                return NearCodes.NotFound(terminal, register, parsed.GetRequiredValue(code), withPractices: false);

            var successors = register.SuccessorOn(asked, day);
            if (parsed.GetValue(json))
                terminal.SayJson(new
                {
                    code = asked.ToString(),
                    on = day,
                    successors = successors.Select(s => new { code = s.ToString(), name = register.Find(s)?.NameNear(day) }),
                    path = Path(register, asked, day).Select(s => new { from = s.From.ToString(), to = s.To?.ToString(), s.On, s.How, source = s.Source.ToString() }),
                });
            else if (successors.Count == 0)
                terminal.Say($"Nobody is recorded as standing in the place of {asked} {organisation.NameNear(day)} on {day:yyyy-MM-dd}: it closed on {organisation.Closed:yyyy-MM-dd}.");
            else
            {
                foreach (var successor in successors)
                    terminal.Say($"{successor}  {register.Find(successor)?.NameNear(day)}{(successor == asked ? organisation.IsOpenOn(day) ? "  (itself: it was still open)" : "  (itself: it had not opened yet)" : "")}");
                foreach (var step in Path(register, asked, day))
                    terminal.Say($"  {step.From} became {step.To} on {step.On:yyyy-MM-dd} by {step.How} ({step.Source})");
            }

            return successors.Count == 0 ? ExitCode.NotFound : ExitCode.Done;
        });
        return command;
    }

    private static List<Succession> Path(RegisterAsKnown register, OdsCode code, DateOnly day)
    {
        List<Succession> path = [];
        HashSet<OdsCode> seen = [];
        Follow(code);
        return path;

        void Follow(OdsCode from)
        {
            if (!seen.Add(from) || register.Find(from) is { Closed: var closed } && (closed is null || day <= closed))
                return;
            foreach (var step in register.SuccessorsOf(from).Where(s => s.On <= day && s.To is not null))
            {
                path.Add(step);
                Follow(step.To!.Value);
            }
        }
    }
}
