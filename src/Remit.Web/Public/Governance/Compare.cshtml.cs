using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Governance;
using Remit.Register;
using Remit.Time;

namespace Remit.Web.Public.Governance;

/// <summary><c>/governance/compare?body=05A&amp;body=05F&amp;on=2016-04-01</c>: the committees of several bodies side by side.</summary>
public sealed class Compare(GovernanceNow governance, TimeProvider clock) : PageModel
{
    public const int Most = 12;

    public Proceedings Proceedings { get; } = governance.Now;
    public DayAsked On { get; private set; }

    /// <summary>The codes asked for, as they were written, one to a space.</summary>
    public string Asked { get; private set; } = "";

    public IReadOnlyList<Structure> Structures { get; private set; } = [];
    public IReadOnlyList<ComparedLine> Lines { get; private set; } = [];
    public List<(string Field, string Problem)> Problems { get; } = [];

    public string Query => $"?body={string.Join('+', Structures.Select(s => s.Body))}&on={IsoDate.Text(On.Day)}";

    public void OnGet()
    {
        On = DayAsked.Of(Request.Query["on"], clock.TodayInLondon);
        if (On.Problem is { } problem)
            Problems.Add(("on", problem));
        (Structures, Asked) = Read(Request.Query["body"], Proceedings.Governance, On.Day, said => Problems.Add(("body", said)));
        Lines = StructuresCompared.Of(Structures, Proceedings.Governance.Facts);
    }

    /// <summary>Reads the codes of bodies, and finds their committees on a day.</summary>
    internal static (IReadOnlyList<Structure> Structures, string Asked) Read(IEnumerable<string?> given, GovernanceAsKnown governance, DateOnly day, Action<string> problem)
    {
        var codes = given.SelectMany(b => (b ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (codes.Count > Most)
            problem($"{codes.Count} bodies are asked for; at most {Most} can stand side by side.");
        List<Structure> structures = [];
        foreach (var code in codes.Take(Most))
            if (OdsCode.TryParse(code, out var body) && governance.On(body, day) is { } structure)
                structures.Add(structure);
            else
                problem($"No constitution of {Finding.Quoted(code)} that was in force on {day.InWords} is recorded.");
        return (structures, string.Join(' ', codes));
    }
}
