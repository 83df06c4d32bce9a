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
    private readonly Option<string[]> scenario = new("--scenario") { Description = "Bodies merged as in a scenario of the merger planner (a CSV with on, code, name, bodies), or changed parameters (a CSV with parameter, of, value: sum, pot, weight, index, policy or a rule of it); may be given again for the other", HelpName = "FILE.csv" };
    private readonly Option<long?> sum = new("--sum") { Description = "Pounds to share out, instead of the edition's national sum", HelpName = "POUNDS" };
    private readonly Option<string?> asOne = AsOne();
    private readonly OpeningOptions opening = new();
    private readonly Option<string?> workspace = RegisterOptions.Workspace();

    public AllocationOptions() => sum.Validators.Add(result =>
    {
        if (result.TryRead<long?>(out var given) && given is <= 0 or > 10_000_000_000_000)
            result.AddError("--sum: wanted whole pounds above nought, and at most ten million million: 74185184232.");
    });

    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[edition, on, scenario, asOne, sum])
            verb.Add(option);
        opening.AddTo(verb);
        verb.Add(workspace);
    }

    /// <summary>What was named that may be a file to read.</summary>
    public IEnumerable<string?> Files(ParseResult parsed) => [.. parsed.GetValue(scenario) ?? [], .. opening.Files(parsed)];

    /// <summary>All that was asked for, read; none where no edition was named, which is said.</summary>
    /// <exception cref="RefusedException">There is no such edition, no file of it, or no such scenario.</exception>
    public Asked? Read(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(edition) is not { } id)
        {
            terminal.Note($"Say which round with --edition. There are: {string.Join(", ", AllocationTables.Shipped.Select(e => e.Id))}.");
            return null;
        }

        var files = (parsed.GetValue(scenario) ?? []).ToLookup(ChangedParameters.IsOne);
        RefusedException Several(string what) => new(new Finding("several-scenarios", Consequence.FileRefused, new Place("--scenario"), $"more than one file of {what}", "one of each kind: put their rows in one, or compare two runs with './remit allocate compare'"));
        var changed = files[true].ToList() switch { [] => ChangedParameters.None, [var only] => ChangedParameters.Read(only), _ => throw Several("changed parameters") };
        var named = changed.Apply(AllocationTables.Named(id));
        if (parsed.GetValue(sum) is { } pounds)
            named = named.Sharing(new Pounds(pounds));
        var at = Workspace.At(parsed.GetValue(workspace));
        var register = RegisterOptions.Register(terminal, RegisterOptions.Evidence(at), null);
        var inputs = AllocationInputs.Open(at, named, register);
        foreach (var finding in inputs.Findings)
            terminal.Note(finding.ToString());
        var day = parsed.GetValue(on) ?? named.BodiesOn;
        var merged = files[false].ToList() switch { [] => null, [var only] => Merged(only, register), _ => throw Several("mergers") };
        if (parsed.GetValue(asOne) is { } codes)
            merged = merged is null ? AsOne(codes, day) : throw Several("mergers, or one beside --as-one");
        if (merged is not null)
            AskIfOneKind(merged, register, day, parsed.GetValue(asOne) is null ? "--scenario" : "--as-one");
        return new(inputs, register, day, merged, changed, opening.Read(parsed, at, register, changed, AllocationTables.Named(id)));
    }

    /// <summary>Bodies put together for the asking.</summary>
    public static Option<string?> AsOne() => new("--as-one") { Description = "Bodies put together as one, under the code NEW1: codes with commas between", HelpName = "CODE,CODE" };

    /// <summary>Those bodies, merged on the day after.</summary>
    /// <exception cref="RefusedException">They are not two or more codes.</exception>
    public static Scenario AsOne(string codes, DateOnly day)
    {
        var bodies = codes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(c => OdsCode.TryParse(c, out var body) ? body
            : throw new RefusedException(new Finding("bad-code", Consequence.FileRefused, new Place("--as-one"), c, "ODS codes with commas between: 04X,05P"))).Distinct().Order().ToList();
        return bodies.Count > 1 ? new(string.Join(" and ", bodies), day.AddDays(1), [new(OdsCode.Parse("NEW1"), "", bodies)])
            : throw new RefusedException(new Finding("bad-code", Consequence.FileRefused, new Place("--as-one"), codes, "two codes or more, with commas between"));
    }

    private static Scenario Merged(string file, RegisterAsKnown register) => ScenarioFile.Read(file, register) is [var only] ? only
        : throw new RefusedException(new Finding("several-scenarios", Consequence.FileRefused, new Place(Path.GetFileName(file)), "more than one scenario", "one: compare two with './remit allocate compare'"));

    /// <param name="option">Where the mergers were given.</param>
    /// <param name="kind">The kind of body that is counted; none where every kind is.</param>
    /// <exception cref="RefusedException">A body that would merge is not open on the day whose bodies are wanted, or is of another kind than the rest, or than is counted.</exception>
    public static void AskIfOneKind(Scenario merged, RegisterAsKnown register, DateOnly day, string option, string? kind = null)
    {
        RefusedException Refuse(string code, string found, string wanted) => new(new Finding(code, Consequence.FileRefused, new Place(option), found, wanted));
        var bodies = merged.Mergers.SelectMany(m => m.Bodies).Select(b => (Code: b, register.Find(b)?.On(day)?.Kind)).ToList();
        if (bodies.Where(b => b.Kind is null).ToList() is { Count: > 0 } shut)
            throw Refuse("not-open", string.Join(", ", shut.Select(b => b.Code)), $"bodies that are open on {day:yyyy-MM-dd}, the day whose bodies are wanted: --on names another");
        var kinds = bodies.GroupBy(b => b.Kind!, StringComparer.OrdinalIgnoreCase).ToList();
        var found = string.Join(" and ", kinds.Select(k => $"{string.Join(", ", k.Select(b => b.Code))} of the kind {k.Key}"));
        if (kinds.Count > 1)
            throw Refuse("two-kinds", found, $"bodies of one kind{(kind is null ? "" : $", {kind}")}");
        if (kind is not null && !kind.Equals(kinds[0].Key, StringComparison.OrdinalIgnoreCase))
            throw Refuse("another-kind", found, $"bodies of the kind {kind}, which are counted here");
    }

    /// <summary>What was asked for.</summary>
    /// <param name="Opening">What bodies had the year before and the policy; none where only targets are asked for.</param>
    internal sealed record Asked(AllocationInputs Inputs, RegisterAsKnown Register, DateOnly On, Scenario? Scenario, ChangedParameters Changed, OpeningAsked? Opening)
    {
        public Edition Edition => Inputs.Edition;

        public Population Population => Inputs.Population;

        /// <summary>By each kind of body there was, the local commissioners first, merged as the scenario has it.</summary>
        public IReadOnlyList<Placement> Levels() => [.. Placement.KindsOn(Register, On).Select((kind, at) => By(at == 0 ? null : kind))];

        /// <summary>Which files changed what, to go after a sentence's day; empty where nothing was.</summary>
        public string Otherwise => (Scenario is null ? "" : $", merged as in {Scenario.Name}") + (Changed.Rows.Count == 0 ? "" : $", with {Changed.Rows.Count:N0} {(Changed.Rows.Count == 1 ? "parameter" : "parameters")} changed by {Changed.Rows[0].Place.File}");

        /// <summary>What allocations go by, with the bodies of a scenario put together; none where only targets are asked for.</summary>
        /// <exception cref="RefusedException">What bodies had cannot be read.</exception>
        public PaceBasis? PaceOf(Target target)
        {
            if (Opening is null)
                return null;
            var placement = Placement.On(Register, Population, Edition.Unit, Edition.BodiesOn, On);
            var targets = placement.Sum(target.Pounds);
            targets.Remove(Placement.Nowhere);
            var basis = new PaceBasis(Opening.Baselines(targets, placement.Sum(Population.Heads), On), Opening.Policy.Policy);
            return Scenario is null ? basis : basis.Merged(targets, Scenario.Mergers.SelectMany(m => m.Bodies.Select(b => (From: b.ToString(), To: m.Code.ToString()))).ToDictionary(m => m.From, m => m.To));
        }

        private Placement By(string? kind)
        {
            var placement = Placement.On(Register, Population, Edition.Unit, Edition.BodiesOn, On, kind);
            return Scenario is null ? placement : placement.Under(Scenario);
        }
    }
}
