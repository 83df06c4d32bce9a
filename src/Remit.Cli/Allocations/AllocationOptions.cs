using System.CommandLine;
using Remit.Allocations;
using Remit.Cli.Register;
using Remit.Money;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Storage.Register;

namespace Remit.Cli.Allocations;

/// <summary>What verbs on targets are told: the edition, the day, the scenario, the sum.</summary>
internal sealed class AllocationOptions
{
    private readonly Option<string?> edition = new("--edition") { Description = $"The round whose method and file are used: {string.Join(", ", AllocationTables.Shipped.Select(e => e.Id))}", HelpName = "EDITION" };
    private readonly Option<DateOnly?> on = CommandLine.Day("--on", "The day whose bodies the targets are wanted by (default: the edition's own)");
    private readonly Option<string?> scenario = new("--scenario") { Description = "Bodies merged as in a scenario of the merger planner: a CSV with on, code, name, bodies", HelpName = "FILE.csv" };
    private readonly Option<long?> sum = new("--sum") { Description = "Pounds to share out, instead of the edition's national sum", HelpName = "POUNDS" };
    private readonly Option<string?> workspace = RegisterOptions.Workspace();

    public AllocationOptions() => sum.Validators.Add(result =>
    {
        if (result.TryRead<long?>(out var given) && given is <= 0 or > 10_000_000_000_000)
            result.AddError("--sum: wanted whole pounds above nought, and at most ten million million: 74185184232.");
    });

    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[edition, on, scenario, sum, workspace])
            verb.Add(option);
    }

    /// <summary>All that was asked for, read; none where no edition was named, which is said.</summary>
    /// <exception cref="RefusedException">There is no such edition, no file of it, or no such scenario.</exception>
    public Asked? Read(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(edition) is not { } id)
        {
            terminal.Note($"Say which round with --edition. There are: {string.Join(", ", AllocationTables.Shipped.Select(e => e.Id))}.");
            return null;
        }

        var named = AllocationTables.Named(id);
        if (parsed.GetValue(sum) is { } pounds)
            named = named.Sharing(new Pounds(pounds));
        var at = Workspace.At(parsed.GetValue(workspace));
        var register = RegisterOptions.Register(terminal, RegisterOptions.Evidence(at), null);
        var inputs = AllocationInputs.Open(at, named, register);
        foreach (var finding in inputs.Findings)
            terminal.Note(finding.ToString());
        var day = parsed.GetValue(on) ?? named.BodiesOn;
        Scenario? merged = null;
        if (parsed.GetValue(scenario) is { } file)
            merged = ScenarioFile.Read(file, register) is [var only] ? only
                : throw new RefusedException(new Finding("several-scenarios", Consequence.FileRefused, new Place(Path.GetFileName(file)), "more than one scenario", "one: compare two with './remit allocate compare'"));
        if (merged is not null && merged.Mergers.SelectMany(m => m.Bodies).Where(b => register.Find(b)?.IsOpenOn(day) != true).ToList() is { Count: > 0 } shut)
            throw new RefusedException(new Finding("not-open", Consequence.FileRefused, new Place("--scenario"), string.Join(", ", shut), $"bodies that are open on {day:yyyy-MM-dd}, the day whose bodies are wanted: --on names another"));
        return new(inputs, register, day, merged);
    }

    /// <summary>What was asked for.</summary>
    internal sealed record Asked(AllocationInputs Inputs, RegisterAsKnown Register, DateOnly On, Scenario? Scenario)
    {
        public Edition Edition => Inputs.Edition;

        public Population Population => Inputs.Population;

        /// <summary>By each kind of body there was, the local commissioners first, merged as the scenario has it.</summary>
        public IReadOnlyList<Placement> Levels() => [.. Placement.KindsOn(Register, On).Select((kind, at) => By(at == 0 ? null : kind))];

        private Placement By(string? kind)
        {
            var placement = Placement.On(Register, Population, Edition.Unit, Edition.BodiesOn, On, kind);
            return Scenario is null ? placement : placement.Under(Scenario);
        }
    }
}
