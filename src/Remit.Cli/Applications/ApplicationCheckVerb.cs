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
                    check.Tested,
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
        terminal.Say();
        terminal.Say($"Tiling: {check.Tested}. {(check.Offending.Count == 0 ? "The order breaks it nowhere there." : $"The order would break it at {check.Offending.Count:N0} {(check.Offending.Count == 1 ? "place" : "places")}, and cannot be made:")}");
        foreach (var offending in check.Offending.Take(Few))
            terminal.Say($"  {offending.Finding.Code}: {Finding.Shown(offending.Finding.Found)}{(offending.Before is { } before ? $" (in {before} the day before)" : "")}; wanted {offending.Finding.Wanted}");
        if (check.Offending.Count > Few)
            terminal.Say($"  … and {check.Offending.Count - Few:N0} more: --json has them all");
        if (check.BrokenBefore > 0)
            terminal.Say($"  {check.BrokenBefore:N0} {(check.BrokenBefore == 1 ? "place was" : "places were")} broken on the day before, whatever is done here: './remit register check' lists them");

        terminal.SaySection("Councils", check.Crossings.Select(c => $"warning: {Finding.Shown(c.Found)}; wanted {c.Wanted}"));
        terminal.SaySection("What the register can say of the factors", check.Evidence.Select(e => $"{e.Factor.Id}: {(e.CanTell ? "" : "cannot tell: ")}{Finding.Shown(e.Says)}"));
    }
}
