using System.CommandLine;
using Remit.Cli.Powers;
using Remit.Cli.Register;
using Remit.Powers.Applications;
using Remit.Storage.Powers.Applications;
using Remit.Storage.Register;

namespace Remit.Cli.Applications;

/// <summary><c>application check ID</c>: a change held against the register as it would be, before anything takes effect.</summary>
internal static class ApplicationCheckVerb
{
    private const int Few = 20;

    public static Command Make(Terminal terminal)
    {
        var id = ApplicationShow.Id();
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("check", "Hold a change against the register as it would be: the orders it comes to, every place at which they would break the law of tiling, councils crossed, and what the register can say of the factors") { id, workspace, json };
        verb.SetAction(parsed => ApplicationShow.With(terminal, parsed.GetValue(workspace), parsed.GetRequiredValue(id), (at, _, application) =>
        {
            var check = ApplicationCheck.Of(application, ApplicationTables.Shipped, at.Evidence(NationalTables.Shipped).ToDate);
            if (parsed.GetValue(json))
                terminal.SayJson(new
                {
                    application = application.Id,
                    orders = new { check.Orders.Id, check.Orders.Kind, check.Orders.Title, clauses = check.Orders.Clauses.Select(PowersShow.Words) },
                    offending = check.Offending.Select(o => new { place = o.Code, o.Name, before = o.Before, after = o.After, o.Finding.Code, o.Finding.Found, o.Finding.Wanted }),
                    check.BrokenBefore,
                    crossings = check.Crossings.Select(c => c.Found),
                    evidence = check.Evidence.Select(e => new { e.Factor.Id, e.CanTell, e.Says }),
                });
            else
                Print(terminal, application, check);
            return check.Offending.Count > 0 ? ExitCode.Findings : ExitCode.Done;
        }));
        return verb;
    }

    private static void Print(Terminal terminal, Application application, ApplicationCheck check)
    {
        terminal.Say($"{application.Id}, as the register would be on {application.Written.From:yyyy-MM-dd}");
        terminal.SaySection($"The order: {check.Orders.Id}, {check.Orders.Kind}, by {check.Orders.MadeBy} under {Finding.Shown(check.Orders.Power)}", check.Orders.Clauses.Select(PowersShow.Words));
        terminal.SaySection($"Tiling: {(check.Offending.Count == 0 ? "not broken anywhere by it" : $"broken at {check.Offending.Count:N0} {(check.Offending.Count == 1 ? "place" : "places")}: no order can be made")}",
        [
            .. check.Offending.Take(Few).Select(o => $"{o.Finding.Code}: {Finding.Shown(o.Finding.Found)}{(o.Before is { } before ? $" (in {before} the day before)" : "")}; wanted {o.Finding.Wanted}"),
            .. check.Offending.Count > Few ? [$"… and {check.Offending.Count - Few:N0} more: --json has them all"] : (string[])[],
            .. check.BrokenBefore > 0 ? [$"{check.BrokenBefore:N0} {(check.BrokenBefore == 1 ? "place was" : "places were")} broken on the day before, whatever is done here: './remit register check' lists them"] : (string[])[],
        ]);
        if (check.Offending.Count + check.BrokenBefore == 0)
        {
            terminal.Say();
            terminal.Say("Tiling: not broken anywhere by it, as far as the practices and small areas in the workspace show.");
        }

        terminal.SaySection("Councils", check.Crossings.Select(c => $"warning: {Finding.Shown(c.Found)}; wanted {c.Wanted}"));
        terminal.SaySection("What the register can say of the factors", check.Evidence.Select(e => $"{e.Factor.Id}: {(e.CanTell ? "" : "cannot tell: ")}{Finding.Shown(e.Says)}"));
    }
}
