using System.CommandLine;
using Remit.Allocations;
using Remit.Register;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate explain CODE</c>: from a plain share per head to the figure, step by step.</summary>
public static class AllocateExplain
{
    public static Command Make(Terminal terminal)
    {
        var code = new Argument<string>("CODE") { Description = "A practice, a body of any kind on the day, a place that the file has, or England" };
        var options = new AllocationOptions();
        var json = CommandLine.Json();
        var verb = new Command("explain", "How a practice, body or place comes to its target: from a plain share per head, step by step in pounds, with every parameter and its source") { code };
        options.AddTo(verb);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            if (options.Read(parsed, terminal) is not { } asked)
                return ExitCode.Usage;
            var wanted = parsed.GetRequiredValue(code).Trim();
            if (Find(asked, wanted) is not { } found)
            {
                terminal.Note($"Nothing in the edition {asked.Edition.Id} counts for {Finding.Quoted(wanted)} on {asked.On:yyyy-MM-dd}: no practice, body or place of that code. './remit register show CODE' says when a body was open.");
                return ExitCode.NotFound;
            }

            var waterfall = new Waterfalls(asked.Population, asked.Edition, found.Placement).Of(found.Code)!;
            if (parsed.GetValue(json))
                terminal.SayJson(AsJson(asked, found.Placement, waterfall));
            else
                Report(terminal, asked, found.Placement, waterfall);
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>Whose code it is: England's, a unit's, a body's of any kind, a place's of any kind; the first that has it.</summary>
    private static (Placement Placement, string Code)? Find(AllocationOptions.Asked asked, string wanted)
    {
        var placements = ((IEnumerable<Func<Placement>>)[() => Placement.Whole(asked.Population), () => Placement.Each(asked.Population)]).Select(make => make())
            .Concat(asked.Levels())
            .Concat(asked.Population.KindsOfPlace.Select(kind => Placement.ByFile(asked.Population, kind)));
        foreach (var placement in placements)
            if (wanted != Placement.Nowhere && placement.Shares.SelectMany(s => s).Select(s => s.Code).FirstOrDefault(c => c.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is { } code)
                return (placement, code);
        return null;
    }

    private static void Report(Terminal terminal, AllocationOptions.Asked asked, Placement placement, Waterfall waterfall)
    {
        terminal.Say($"{waterfall.Code} {waterfall.Name}".TrimEnd() + $": {waterfall.Figure} in {asked.Edition.Year} ({asked.Edition.Id}), {PerHead(waterfall.Figure.PerHead(waterfall.Heads))} for each of {waterfall.Heads:N1} heads.");
        terminal.Say($"As a {placement.Kind} of {asked.On:yyyy-MM-dd}{(asked.Scenario is { } scenario ? $", merged as in {scenario.Name}" : "")}.");
        terminal.Say();
        var table = new TextTable("step", "pounds", "so far", "per head", "because").Right(1, 2, 3);
        var sofar = new Money.Pounds(0);
        foreach (var step in waterfall.Steps)
        {
            sofar += step.Change;
            table.Row(step.Name, Signed(step.Change, first: step == waterfall.Steps[0]), sofar.ToString(), PerHead(sofar.PerHead(waterfall.Heads)), step.Because);
        }

        terminal.Say(table.ToString());
        terminal.SaySection("Parameters", waterfall.Steps.SelectMany(s => s.Sources).Select(Shown).Distinct());
        terminal.SaySection("Population", [$"{asked.Inputs.Release.File}, SHA-256 {asked.Inputs.Release.Sha256[..12]}"]);
    }

    private static string Signed(Money.Pounds pounds, bool first) => first || pounds.Value < 0 ? pounds.ToString() : $"+{pounds}";

    private static string PerHead(decimal? rate) => rate is { } known ? $"£{known:N2}" : "";

    private static string Shown(Source source) => $"{source.Release.File}, line {source.Line}: {source.Document}{(source.Confidence == "high" ? "" : $" (confidence {source.Confidence})")}";

    private static object AsJson(AllocationOptions.Asked asked, Placement placement, Waterfall waterfall) => new
    {
        waterfall.Code,
        waterfall.Name,
        placement.Kind,
        edition = asked.Edition.Id,
        asked.On,
        scenario = asked.Scenario?.Name,
        waterfall.Heads,
        figure = waterfall.Figure.Value,
        steps = waterfall.Steps.Select(s => new { s.Name, pounds = s.Change.Value, s.Because, sources = s.Sources.Select(Shown).Distinct() }),
        population = new { asked.Inputs.Release.File, asked.Inputs.Release.Sha256 },
    };
}
