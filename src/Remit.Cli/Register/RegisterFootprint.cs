using System.CommandLine;
using Remit.Register;
using Remit.Storage;

namespace Remit.Cli.Register;

/// <summary><c>register footprint CODE…</c>: the practices, patients, small areas and councils of bodies, each and together.</summary>
internal static class RegisterFootprint
{
    private sealed record Size(string Code, string Name, int Practices, long? Patients, int? WithoutList, int? SmallAreas);

    public static Command Make(Terminal terminal)
    {
        var codes = new Argument<string[]>("CODE") { Description = "Bodies of one kind, by ODS code, such as QHM QF7", Arity = ArgumentArity.OneOrMore };
        var on = CommandLine.Day("--on", "The day asked about (default: today in England)");
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var command = new Command("footprint", "Open practices, their patients, small areas and councils of bodies on a day: of each, and of all together") { codes, on, known, workspace, json };
        command.SetAction(parsed =>
        {
            var day = parsed.GetValue(on) ?? terminal.Today;
            var register = RegisterOptions.Register(terminal, RegisterOptions.Evidence(Workspace.At(parsed.GetValue(workspace))), parsed.GetValue(known));
            List<OdsCode> bodies = [];
            foreach (var text in parsed.GetValue(codes)!)
            {
                if (!OdsCode.TryParse(text, out var code) || register.Find(code) is not { } organisation)
                    return NearCodes.NotFound(terminal, register, text, withPractices: false);
                if (organisation.On(day) is not { } standing || register.Find(bodies.FirstOrDefault(code))!.On(day)!.Kind != standing.Kind)
                {
                    terminal.Note($"{code} {organisation.NameNear(day)} was {(organisation.On(day) is { } other ? $"of the kind {other.Kind}" : "not open")} on {day:yyyy-MM-dd}. Wanted bodies of one kind, open that day.");
                    return ExitCode.NotFound;
                }

                if (!bodies.Contains(code))
                    bodies.Add(code);
            }

            var tier = new Tier(register, register.Find(bodies[0])!.On(day)!.Kind, day);
            var footprint = Footprint.On(register, day).By(tier);
            var lists = register.ListsFor(day);
            List<Size> sizes = [.. bodies.Order().Select(b => Of(b.ToString(), register.Find(b)!.NameNear(day), [b]))];
            if (bodies.Count > 1)
                sizes.Add(Of("all", "together", bodies));

            // One body of them all, so that what lies between two of them is within.
            var first = bodies.Min();
            var parts = Tiling.Councils(register, footprint with { Areas = [.. footprint.Areas.Select(a => a.Commissioner is { } c && bodies.Contains(c) ? a with { Commissioner = first } : a)] });
            var own = parts.Where(p => p.Body == first).ToList();
            var shared = own.Select(p => p.Council?.Code).OfType<OnsCode>().ToHashSet();
            var neighbours = parts.Where(p => p.Body != first && p.Council is { } council && shared.Contains(council.Code)).Select(p => p.Body).Distinct().Order().ToList();

            if (parsed.GetValue(json))
                terminal.SayJson(new
                {
                    on = day,
                    tier.Kind,
                    lists = lists?.Release.ToString(),
                    bodies = sizes,
                    councils = own.Select(p => new { council = p.Council?.Code, name = p.Council?.Name, p.Inside, p.All, p.IsWhole, districtsNotKnown = p.Districts }),
                    neighbours,
                    lookUps = RegisterCheck.LookUps(register, day),
                });
            else
            {
                terminal.Say($"On {day:yyyy-MM-dd}. {(lists is null ? "No release of registered patients is in the workspace, so patients are not known." : $"Patients are those of {lists.Release}.")}");
                foreach (var lookUp in RegisterCheck.LookUps(register, day))
                    terminal.Say(lookUp);
                terminal.Say();
                var table = new TextTable("", "name", "practices", "patients", "without list", "small areas").Right(2, 3, 4, 5);
                foreach (var size in sizes)
                    table.Row(size.Code, size.Name, $"{size.Practices:N0}", Known(size.Patients), Known(size.WithoutList), Known(size.SmallAreas));
                terminal.Say(table.ToString());
                terminal.SaySection($"Upper-tier councils: {own.Count:N0}", own.Select(p => p.ToString()));
                terminal.SaySection("Bodies that share one of those councils", neighbours.Select(n => $"{n} {register.Find(n)?.NameNear(day)}".TrimEnd()));
            }

            return ExitCode.Done;

            Size Of(string code, string name, List<OdsCode> of)
            {
                var practices = footprint.Practices.Where(p => p.Commissioner is { } c && of.Contains(c)).Select(p => lists?.Of(p.Practice.Code)).ToList();
                var without = practices.Count(p => p is null);
                return new(code, name, practices.Count, lists is null || practices.Count > 0 && without == practices.Count ? null : practices.Sum(p => p ?? 0), lists is null ? null : without,
                    footprint.Areas.Count == 0 ? null : footprint.Areas.Count(a => a.Commissioner is { } c && of.Contains(c)));
            }
        });
        return command;
    }

    private static string Known(long? number) => number is { } known ? $"{known:N0}" : "not known";
}
