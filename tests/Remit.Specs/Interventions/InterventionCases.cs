using Remit.Powers;
using Remit.Powers.Interventions;
using Remit.Register;
using Remit.Specs.Powers;
using Remit.Specs.Register;
using Remit.Storage.Powers;
using Remit.Tests;

namespace Remit.Specs.Interventions;

/// <summary>Runs every row of specs/interventions against the world that its page describes and the powers that ship.</summary>
public class InterventionCases
{
    private static readonly string[] Asking = ["asks", "step", "then", "stands", "watched"];

    public static TheoryData<string, int> Rows()
    {
        TheoryData<string, int> rows = [];
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Where.Root, "specs", "interventions"), "*.md").Order(StringComparer.Ordinal))
            foreach (var row in RegisterPage.Read(path))
                if (Asking.Any(row.Has))
                    rows.Add(Path.GetFileName(path), row.Line);
                else if (!(row.Has("body") || row.Has("law") || row.Has("intervention") || row.Has("proposed")))
                    throw new FormatException($"{Path.GetFileName(path)}:{row.Line} is in a table that nothing reads.");
        return rows;
    }

    [Theory, MemberData(nameof(Rows))]
    public void The_page_is_as_things_come_out(string page, int line)
    {
        var rows = RegisterPage.Read(Path.Combine(Where.Root, "specs", "interventions", page));
        var asked = rows.Single(r => r.Line == line);
        var world = new World(rows);
        if (asked.Has("asks"))
        {
            var found = world.Check(asked, asked["asks"], asked.Day("decided on")).Single(f => f.Rule.Id == asked["rule"]);
            (RuleFound.Words(found.Outcome), found.Because).ShouldSatisfyAllConditions(f => f.Item1.ShouldBe(asked["found"], found.Because), f => f.Because.ShouldContain(asked["told"]));
            return;
        }

        foreach (var step in rows.Where(r => r.Has("step")).TakeWhile(r => !asked.Has("step") || r.Line <= line))
            world.Take(step);
        if (asked.Has("step"))
            (world.Refused ?? "", world.Made).ShouldBe((asked["refused"], asked["makes"]));
        else if (asked.Has("then"))
        {
            var answer = world.Powers.Who(FunctionCode.Parse(asked["then"]), world.Powers.Around(OdsCode.Parse(asked["for"]), asked.Day("on"))!);
            (answer.Settled == Settled.Nobody ? "nobody" : string.Join(" and ", answer.Deciders)).ShouldBe(asked["decides"]);
            if (asked.Has("also"))
                string.Join(" and ", answer.Also).ShouldBe(asked["also"]);
        }
        else if (asked.Has("stands"))
            world.Powers.Ledger.On(asked.Day("on")).Any(t => t.Instrument.Id == asked["stands"] && t.Clause.Number == asked["clause"]).ShouldBe(asked["in force"] == "yes");
        else
        {
            var due = RunningOut.On(asked.Day("watched"), int.Parse(asked["within"], null), world.Powers, []);
            if (asked["what"].Length == 0)
                due.ShouldBeEmpty();
            else
                due.ShouldContain(d => d.What == asked["what"] && d.Why.ToString() == asked["why"]);
        }
    }

    [Fact]
    public void Every_rule_is_shown_holding_and_broken()
    {
        var shown = Rows().Select(r => r.Data).Select(r => RegisterPage.Read(Path.Combine(Where.Root, "specs", "interventions", r.Item1)).Single(x => x.Line == r.Item2)).Where(r => r.Has("asks")).Select(r => (r["rule"], r["found"])).ToHashSet();

        foreach (var rule in InterventionRules.All)
        {
            shown.ShouldContain((rule.Id, "holds"));
            shown.ShouldContain((rule.Id, "broken"));
        }
    }

    /// <summary>A page's bodies, laws and interventions, and what the steps so far have made of them.</summary>
    private sealed class World
    {
        private readonly Dictionary<string, Intervention> interventions;

        public World(IReadOnlyList<RegisterRow> rows)
        {
            Powers = PowersCases.World([.. rows.Where(r => r.Has("kind") && r.Has("body") || r.Has("law"))], DateTimeOffset.MaxValue, PowersTables.Shipped.Interventions).Powers;
            interventions = rows.Where(r => r.Has("intervention")).ToDictionary(r => r["intervention"], r => rows.Aggregate(
                Intervention.Begun(r["intervention"], new(r["as"], r["intervention"], r["of"].StartsWith("each ", StringComparison.Ordinal) ? [r["of"]] : r["of"].Split(' '), r["ground"], "the reports")),
                (sofar, row) => Happened(row, sofar.Id) is { } happened ? sofar.After(happened)! : sofar));
        }

        public PowersAsKnown Powers { get; private set; }

        public string? Refused { get; private set; }

        public string Made { get; private set; } = "";

        public IReadOnlyList<RuleFound> Check(RegisterRow row, string id, DateOnly on) =>
            InterventionRules.Check(interventions[id], row.Days("first day", "last day"), on, row.Has("review") && row["review"].Length > 0 ? row.Day("review") : null, Powers);

        public void Take(RegisterRow row)
        {
            var intervention = interventions[row["of"]];
            var step = row["step"] switch
            {
                "make" => Make(row, intervention),
                "lift" => intervention.Lift(row["instrument"], row["clause"].Length == 0 ? null : row["clause"], row.Day("first day"), null, Powers),
                "extend" => intervention.Extend(row.Day("on"), row.Day("first day"), null, Powers),
                _ => throw new FormatException($"Line {row.Line}: no step is '{row["step"]}'."),
            };
            (Refused, Made) = (step.Refused?.Code, string.Join(' ', step.Instruments.Select(i => i.Id)));
            if (step.Happened is null)
                return;
            interventions[row["of"]] = intervention.After(step.Happened).ShouldNotBeNull();
            List<Finding> found = [];
            Powers = Powers.With([.. step.Instruments.Select(i => i.Read(PowersCases.Page, [i.Kind], (_, field) => new(i.Id, 0, field), found)!)]);
            found.ShouldBeEmpty();
        }

        private InterventionStep Make(RegisterRow row, Intervention intervention)
        {
            var found = Check(row, intervention.Id, row.Day("on"));
            var days = row.Days("first day", "last day");
            var instruments = intervention.Draft(days, null, Powers);
            foreach (var instrument in instruments)
                (instrument.LinkedTo ?? []).Order().ShouldBe(instruments.Select(i => i.Id).Where(i => i != instrument.Id).Order());
            return found.Any(f => f.Bars)
                ? new(null, [], new("rule-broken", Consequence.FileRefused, new(intervention.Id), "", ""))
                : new(new InterventionMade(row.Day("on"), days.First, days.Last, null, null, [.. instruments.Select(i => i.Id)], [.. found.Select(f => f.Kept())]), instruments);
        }

        private static Event? Happened(RegisterRow row, string id) => row switch
        {
            _ when row.Has("proposed") && row["proposed"] == id => new TermProposed(new(row["clause"], row["does"], row["functions"].Length == 0 ? null : row["functions"].Split(' '), Of: row["of"],
                To: row["to"].Length == 0 ? null : row["to"], What: row["what"].Length == 0 ? null : row["what"])),
            _ when row.Has("asked") && row["asked"] == id => new BodyConsulted(row["body"], row.Day("day")),
            _ when row.Has("heard") && row["heard"] == id => new RepresentationsMade(row["body"], row.Day("day"), row["says"]),
            _ => null,
        };
    }
}
