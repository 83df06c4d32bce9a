using System.Globalization;
using Microsoft.AspNetCore.Http;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Web.Public.Mergers;

/// <summary>A merger plan as an address asks for it: bodies and a day, or the text of a scenario file. Nothing of it is kept but in the address.</summary>
public sealed record PlanAsked
{
    /// <summary>The longest scenario in characters: it travels in an address, and servers take those of some eight thousand.</summary>
    public const int LongestText = 5_000;

    /// <summary>The most bodies of one plan that is typed, and scenarios side by side.</summary>
    public const int MostBodies = 60, MostScenarios = 6;

    private const int LongestName = 100;

    public required DayAsked On { get; init; }

    /// <summary>The kind of body, as the register writes it; empty where there is none.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>The kinds of body that practices lay in on the eve, or in the local commissioners within them.</summary>
    public IReadOnlyList<string> Kinds { get; private init; } = [];

    /// <summary>The bodies chosen, in order of code.</summary>
    public IReadOnlyList<OdsCode> Bodies { get; private init; } = [];

    public string Name { get; private init; } = "";

    public string Code { get; private init; } = "";

    public string AreaFrom { get; private init; } = "";

    /// <summary>The text of a scenario file; empty where bodies are asked about.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The words to look for among the bodies.</summary>
    public string Sought { get; private init; } = "";

    /// <summary>Whether a plan is asked for, and nothing is wrong so far: <see cref="Read"/> says of what.</summary>
    public bool IsToBePlanned { get; private init; }

    /// <summary>What is to be planned; none until it is read, or while something is missing or wrong.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; private init; } = [];

    public IReadOnlyList<(string Field, string Problem)> Problems { get; private init; } = [];

    /// <summary>Whether the address asks for a plan, and not only for a choice of bodies.</summary>
    public static bool IsMeant(HttpRequest request) => request.Query.ContainsKey("scenario") || (request.Query["body"].Count > 1 && request.Query["do"] != "find");

    public static PlanAsked Of(HttpRequest request, RegisterAsKnown register, DateOnly today)
    {
        string Given(string name, int longest = LongestName) => request.Query[name].ToString().Trim() is var text && text.Length > longest ? text[..longest] : text;

        // Mergers take effect on 1 April.
        var on = DayAsked.Of(Given("on"), new(today.Month < 4 ? today.Year : today.Year + 1, 4, 1));
        List<(string, string)> problems = [];
        if (on.Problem is { } wrong)
            problems.Add(("on", wrong));
        else if (!Scenario.IsPlannable(on.Day))
            problems.Add(("on", $"{on.Day.InWords} has no days before or after it to plan with."));
        var eve = Scenario.IsPlannable(on.Day) ? on.Day.AddDays(-1) : today;
        var kinds = KindsOn(register, eve);
        var kind = kinds.FirstOrDefault(k => k.Equals(Given("kind"), StringComparison.OrdinalIgnoreCase)) ?? "";
        if (kind.Length == 0 && Given("kind").Length > 0)
            problems.Add(("kind", $"On {eve.InWords} there was no body of the kind {Finding.Quoted(Given("kind"))} that practices lay in."));
        var bodies = new SortedSet<OdsCode>();
        if (request.Query["body"].Count > MostBodies)
            problems.Add(("bodies", $"{request.Query["body"].Count} bodies: here up to {MostBodies} are planned with. './remit merge plan' takes any number."));
        foreach (var text in request.Query["body"].Take(MostBodies))
            if (OdsCode.TryParse(text, out var body) && register.Find(body) is { } found)
            {
                bodies.Add(body);
                if (kind.Length == 0)
                    kind = kinds.FirstOrDefault(k => found.IsOn(k, eve)) ?? "";
            }
            else
                problems.Add(("bodies", $"The register has no body with the code {Finding.Quoted(text ?? "")}."));

        return new()
        {
            On = on,
            Kinds = kinds,
            Kind = kind.Length > 0 ? kind : kinds.FirstOrDefault(k => k == "ICB") ?? kinds.FirstOrDefault() ?? "",
            Bodies = [.. bodies],
            Name = Given("name"),
            Code = Given("code"),
            AreaFrom = Given("area"),
            Text = Given("scenario", LongestText + 1),
            Sought = Given("q"),
            Problems = problems,
            IsToBePlanned = IsMeant(request) && problems.Count == 0,
        };
    }

    /// <summary>The address of the page, or of a file of it, that asks for the same.</summary>
    public string Address(string file = "") => $"/merge{(file.Length > 0 ? $"/{file}" : "")}{QueryString.Create(Text.Length > 0 ? [new("scenario", Text)] : Choice(Bodies))}";

    /// <summary>The address of the choice with a body put in or taken out.</summary>
    public string Toggled(OdsCode body) =>
        $"/merge{QueryString.Create([.. Choice(Bodies.Contains(body) ? Bodies.Where(b => b != body) : Bodies.Append(body).Order()), new("do", "find")])}";

    private IEnumerable<KeyValuePair<string, string?>> Choice(IEnumerable<OdsCode> bodies) =>
    [
        new("on", IsoDate.Text(On.Day)), new("kind", Kind), .. bodies.Select(b => new KeyValuePair<string, string?>("body", b.ToString())),
        .. ((string Name, string Value)[])[("name", Name), ("code", Code), ("area", AreaFrom)] is var more ? more.Where(m => m.Value.Length > 0).Select(m => new KeyValuePair<string, string?>(m.Name, m.Value)) : [],
    ];

    /// <summary>This with its scenarios, or with what is wrong with them.</summary>
    public PlanAsked Read(RegisterAsKnown register)
    {
        try
        {
            if (Text.Length > LongestText)
                return With("scenario", string.Create(CultureInfo.InvariantCulture, $"The scenario is longer than {LongestText:N0} characters, which an address can carry. './remit merge plan --scenario FILE.csv' takes any."));
            if (Text.Length > 0)
                return ScenarioFile.ReadText(Text.ReplaceLineEndings("\n") + "\n", "the scenario", register) is var read && read.Count > MostScenarios
                    ? With("scenario", $"{read.Count} scenarios: here up to {MostScenarios} stand side by side.")
                    : this with { Scenarios = read };

            if (!OdsCode.TryParse(Code.Length > 0 ? Code : "NEW1", out var code))
                return With("code", $"{Finding.Quoted(Code)} is not an ODS code: three to eight letters and digits.");
            var merger = new ProposedMerger(code, Name.Length > 0 ? Name : "(no name yet)", Bodies) { Area = AreaFrom.Length > 0 ? AreaSource.Read(AreaFrom, On.Day, register, null, new("the area")) : null };
            var scenario = new Scenario(Name.Length > 0 ? Name : string.Join(" and ", Bodies), On.Day, [merger]);
            return scenario.Impossible(register, _ => new Place("the choice")) is { Count: > 0 } findings ? throw new RefusedException(findings) : this with { Scenarios = [scenario] };
        }
        catch (RefusedException refused)
        {
            return this with { Problems = [.. refused.Findings.Take(10).Select(f => (Text.Length > 0 ? "scenario" : f.Place.File == "the area" ? "area" : "bodies", $"{f.Place}: found {f.Found}; wanted {f.Wanted}"))] };
        }
    }

    private PlanAsked With(string field, string problem) => this with { Problems = [(field, problem)] };

    private static List<string> KindsOn(RegisterAsKnown register, DateOnly day)
    {
        var locals = register.Organisations.Where(o => o.On(day) is { } standing && register.PaysLocally(standing.Kind)).ToList();
        return [.. locals.Select(l => l.On(day)!.Kind).Concat(locals.SelectMany(l => register.LinksOf(l.Code, day)).Select(l => l.To).Distinct().Select(to => register.Find(to)?.On(day)?.Kind).OfType<string>()).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }
}
