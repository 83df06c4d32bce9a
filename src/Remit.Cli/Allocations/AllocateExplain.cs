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
        var verb = new Command("explain", "How a practice, body or place comes to its target, and with --opening a body to its allocation: from a plain share per head, step by step in pounds, with every parameter and its source") { code };
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
            var years = Onward(asked, found, terminal);
            if (years.Count > 0)
                waterfall = waterfall.Then(PacedTargets.Onward(waterfall.Figure, years[0].Year, years[0].Given, asked.Opening!.Policy.SourcesOf));
            if (parsed.GetValue(json))
                terminal.SayJson(AsJson(asked, found.Placement, waterfall, years));
            else
                Report(terminal, asked, found.Placement, waterfall, years);
            return asked.Opening is not null && years.Count == 0 ? ExitCode.Findings : ExitCode.Done;
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

    /// <summary>What a body gets in each year that was asked for; none, which is said, where no allocation is known.</summary>
    private static List<(PacedYear Year, PacedAllocation Given)> Onward(AllocationOptions.Asked asked, (Placement Placement, string Code) found, Terminal terminal)
    {
        var target = Target.Of(asked.Population, asked.Edition);
        if (asked.PaceOf(target) is not { } pace)
            return [];
        var local = asked.Levels()[0];
        var paced = new PacedTargets(local.Sum(target.Pounds), pace);
        List<(PacedYear, PacedAllocation)> years = found.Placement.Kind != local.Kind ? []
            : [.. from year in paced.Years(asked.Opening!.Years) let given = year.Allocations.FirstOrDefault(a => a.Body == found.Code) where given is not null select (year, given)];
        if (years.Count == 0)
            terminal.Note(found.Placement.Kind != local.Kind ? $"The steps end at the target: allocations are by {local.Kind}, and this is no {local.Kind}." : $"The steps end at the target: {found.Code} has no row in {asked.Opening!.From}{(asked.Scenario?.Mergers.Any(m => m.Code.ToString() == found.Code) == true ? " for each of its parts" : "")}.");
        return years;
    }

    private static void Report(Terminal terminal, AllocationOptions.Asked asked, Placement placement, Waterfall waterfall, List<(PacedYear Year, PacedAllocation Given)> years)
    {
        terminal.Say($"{waterfall.Code} {waterfall.Name}".TrimEnd() + $": {waterfall.Figure} in {asked.Edition.Year} ({asked.Edition.Id}), {PerHead(waterfall.Figure.PerHead(waterfall.Heads))} for each of {waterfall.Heads:N1} heads.");
        terminal.Say($"As {(placement.Kind[0] is 'A' or 'E' or 'I' or 'O' ? "an" : "a")} {placement.Kind} of {asked.On:yyyy-MM-dd}{asked.Otherwise}.");
        if (years.Count > 0)
            terminal.Say($"Under {asked.Opening!.Policy.Policy.Title} ({asked.Opening.Policy.Policy.Id}), from what it had: {asked.Opening.From}. Its target is {Money.Pounds.Nearest(years[0].Given.Target!.Value)}, from which the allocation is {PaceWords.Signed(years[0].Given.ClosingDistance)}.");
        terminal.Say();
        var table = new TextTable("step", "pounds", "so far", "per head", "because").Right(1, 2, 3);
        var sofar = new Money.Pounds(0);
        foreach (var step in waterfall.Steps)
        {
            sofar += step.Change;
            table.Row(step.Name, Signed(step.Change, first: step == waterfall.Steps[0]), sofar.ToString(), PerHead(sofar.PerHead(waterfall.Heads)), step.Because);
        }

        terminal.Say(table.ToString());
        if (years.Count > 1)
        {
            terminal.Say();
            var onward = new TextTable("year", "opening", "growth", "per head", "allocation", "target", "closing").Right(1, 2, 3, 4, 5, 6);
            foreach (var (year, given) in years)
                onward.Row($"{year.Year}", PaceWords.Signed(given.Opening.Distance), PaceWords.Rate(given.Growth), PaceWords.Rate(given.GrowthPerHead), given.Allocation.ToString(), given.Target is { } target ? Money.Pounds.Nearest(target).ToString() : "not known", PaceWords.Signed(given.ClosingDistance));
            terminal.Say(onward.ToString());
        }

        terminal.SaySection("Parameters", waterfall.Steps.SelectMany(s => s.Sources).Select(Shown).Distinct());
        terminal.SaySection("Population", [$"{asked.Inputs.Release.File}, SHA-256 {asked.Inputs.Release.Sha256[..12]}"]);
    }

    private static string Signed(Money.Pounds pounds, bool first) => first || pounds.Value < 0 ? pounds.ToString() : $"+{pounds}";

    private static string PerHead(decimal? rate) => rate is { } known ? $"£{known:N2}" : "";

    private static string Shown(Source source) => $"{source.Release.File}{(source.Line > 0 ? $", line {source.Line}" : "")}: {source.Document}{(source.Confidence is "high" or "" ? "" : $" (confidence {source.Confidence})")}";

    private static object AsJson(AllocationOptions.Asked asked, Placement placement, Waterfall waterfall, List<(PacedYear Year, PacedAllocation Given)> years) => new
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
        policy = asked.Opening?.Policy.Policy.Id,
        opening = asked.Opening?.From,
        years = years.Select(y => new { y.Year.Year, y.Given.Opening.Baseline, openingDistance = y.Given.Opening.Distance, y.Given.Growth, y.Given.GrowthPerHead, allocation = y.Given.Allocation.Value, y.Given.Target, y.Given.ClosingDistance }),
    };
}
