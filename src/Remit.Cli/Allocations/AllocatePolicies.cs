using System.CommandLine;
using Remit.Allocations;
using Remit.Storage.Allocations;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate policies</c>: the policies there are, their terms side by side, and what comes of each.</summary>
public static class AllocatePolicies
{
    // As far from target as policies have spoken of.
    private const decimal Far = 5;

    public static Command Make(Terminal terminal)
    {
        var names = new Argument<string[]>("POLICY") { Description = "Policies by name, or CSVs of one's own; none lists those there are", Arity = ArgumentArity.ZeroOrMore };
        var (input, years) = (PaceOptions.Input(), PaceOptions.Years("--years", "How many years forward", 1));
        input.Required = false;
        var output = new Option<string?>("--out") { Description = "A row to each body and policy, the last of the years; --in goes with it", HelpName = "OUT.csv" };
        var json = CommandLine.Json();
        var verb = new Command("policies", "Policies on pace of change: what they say, side by side, and with --in what comes of them") { names, input, years, output, json };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(output) is not null && result.GetValue(input) is null)
                result.AddError("--out has nothing to write without --in, the opening positions.");
        });
        verb.SetAction(parsed =>
        {
            PaceOptions.AskForOtherNames([parsed.GetValue(input), .. parsed.GetValue(names) ?? []], parsed.GetValue(output));
            var policies = parsed.GetValue(names) is { Length: > 0 } asked ? [.. asked.Select(PacePolicies.Named)] : PacePolicies.Shipped;
            List<(WrittenPolicy Policy, PacedYear Last)> results = [];
            if (parsed.GetValue(input) is { } path)
            {
                var positions = OpeningFile.Read(path).Positions;
                foreach (var policy in policies)
                {
                    policy.AskForTargets(parsed.GetValue(years));
                    results.Add((policy, PaceOfChange.Years(policy.Policy, positions, parsed.GetValue(years))[^1]));
                }
            }

            if (parsed.GetValue(output) is { } file)
                PacedFile.WriteSideBySide([.. results.Select(r => (r.Policy.Policy.Id, r.Last))], file);
            if (parsed.GetValue(json))
                terminal.SayJson(policies.Select(p => new { p.Policy.Id, p.Policy.Title, p.Confidence, p.Rules, result = results.FirstOrDefault(r => r.Policy == p).Last is { } last ? Summary(last) : null }));
            else
                Report(terminal, policies, results);
            return ExitCode.Done;
        });
        return verb;
    }

    private static void Report(Terminal terminal, IReadOnlyList<WrittenPolicy> policies, List<(WrittenPolicy Policy, PacedYear Last)> results)
    {
        foreach (var policy in policies)
            terminal.Say($"{policy.Policy.Id,-14} {policy.Policy.Title}{PaceWords.Doubted(policy.Confidence)}");
        terminal.Say();
        terminal.Say(PaceWords.Terms(policies).ToString());
        if (policies.Any(p => p.Rules.Any(r => r.Confidence == "low")))
            terminal.Say("What has low confidence was not published: it stands in for a curve or a total that nobody found.");
        if (results.Count == 0)
            return;
        terminal.Say();
        var table = new TextTable("policy", "allocations", "growth", "lowest", "highest", "furthest under", "furthest over", $"> {Far}% under", $"> {Far}% over", "move away").Right(1, 2, 3, 4, 5, 6, 7, 8, 9);
        foreach (var (policy, last) in results)
        {
            var bodies = last.Allocations;
            table.Row(policy.Policy.Id, PaceWords.Millions(last.Sum), PaceWords.Rate(last.Growth), bodies.Count == 0 ? "" : PaceWords.Rate(bodies.Min(b => b.Growth)), bodies.Count == 0 ? "" : PaceWords.Rate(bodies.Max(b => b.Growth)),
                PaceWords.Signed(bodies.Min(b => b.ClosingDistance)), PaceWords.Signed(bodies.Max(b => b.ClosingDistance)),
                $"{bodies.Count(b => b.ClosingDistance < -Far):N0}", $"{bodies.Count(b => b.ClosingDistance > Far):N0}", $"{bodies.Count(b => b.MovesAway):N0}");
        }

        terminal.Say(table.ToString());
        foreach (var warning in results.SelectMany(r => PaceWords.Warnings(r.Last).Select(w => $"{r.Policy.Policy.Id}: {w}")))
            terminal.Note(warning);
    }

    private static object Summary(PacedYear year) => new
    {
        year.Year,
        Sum = year.Sum.Value,
        year.Growth,
        Unfunded = year.Unfunded.Value,
        Left = year.Left.Value,
        furthestUnder = year.Allocations.Min(a => a.ClosingDistance),
        furthestOver = year.Allocations.Max(a => a.ClosingDistance),
        moveAway = year.Allocations.Count(a => a.MovesAway),
    };
}
