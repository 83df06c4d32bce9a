using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Register;
using Remit.Register.Areas;
using Remit.Time;
using Remit.Web.Public.Map;

namespace Remit.Web.Public.Mergers;

/// <summary>
/// <c>/merge</c>: choose bodies; <c>/merge?on=2027-04-01&amp;body=QHM&amp;body=QF7</c>: what would follow if they were merged; <c>/merge?scenario=…</c>: a whole scenario file, several side by side.
/// </summary>
public sealed class Plan(HeldNow held, PlanDesk desk, TimeProvider clock) : PageModel
{
    public Holdings Held { get; } = held.Now;
    public PlanAsked Asked { get; private set; } = null!;

    /// <summary>The plans, or none while there is nothing to plan.</summary>
    public MadePlans? Made { get; private set; }

    /// <summary>The bodies of the kind on the eve that have what is sought, those that are chosen first.</summary>
    public IReadOnlyList<Organisation> Bodies { get; private set; } = [];

    public DrawnMap? Picture { get; private set; }

    public IReadOnlySet<OdsCode> Picked => Asked.Bodies.ToHashSet();

    public DateOnly Eve { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        Asked = PlanAsked.Of(Request, Held.Register, clock.TodayInLondon);
        Eve = Scenario.IsPlannable(Asked.On.Day) ? Asked.On.Day.AddDays(-1) : clock.TodayInLondon;
        if (Asked.IsToBePlanned)
        {
            if (await desk.Make(Asked, stop) is not { } answer)
                return StatusCode(BusyDesk.Tell(HttpContext));

            (Asked, Made) = answer;
        }

        var all = Held.Register.OfKind(Asked.Kind, Eve);
        var chosen = Asked.Bodies.ToHashSet();
        Bodies = [.. all.Where(o => chosen.Contains(o.Code) || Asked.Sought.Length == 0 || $"{o.Code} {o.NameNear(Eve)}".Contains(Asked.Sought, StringComparison.OrdinalIgnoreCase)).OrderByDescending(o => chosen.Contains(o.Code)).ThenBy(o => o.NameNear(Eve), StringComparer.Ordinal)];
        var areas = all.Select(o => Held.Atlas.Of(o.Code, Eve)).OfType<Area>().ToList();
        if (areas.Count > 0 && Asked.Text.Length == 0)
            Picture = Held.Maps.Of($"{Asked.Kind} to merge", Eve, areas, null);
        return Page();
    }

    /// <summary>The files of the plans, the manifest last: name and what it is.</summary>
    public IEnumerable<(string File, string What)> Files => Made is null ? [] : PlanFiles.Names(Made).Append(PlanFiles.Manifest).Select(name => (name, name switch
    {
        PlanFiles.Document => "the plan to be read and edited, in Word",
        PlanFiles.Workbook => "every table, in Excel",
        PlanFiles.ScenarioName => "the scenario, for the command line and for this page",
        PlanFiles.Manifest => "what all of it was made from, with the hash of each file",
        _ => "a table, as CSV",
    }));
}
