using System.CommandLine;
using Remit.Register;
using Remit.Storage;

namespace Remit.Cli.Register;

/// <summary><c>register check --on DATE</c>: what must hold of the register, looked for.</summary>
internal static class RegisterCheckVerb
{
    public static Command Make(Terminal terminal)
    {
        var on = CommandLine.Day("--on", "The day asked about (default: today in England)");
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var all = new Option<bool>("--all") { Description = "Print every finding" };
        var kind = new Option<string?>("--kind") { Description = "Look at the bodies of this kind, such as ICB, through the local commissioners within them, and at nothing but practices and small areas", HelpName = "KIND" };
        var councils = new Option<bool>("--councils") { Description = "List the upper-tier councils, and the parts of them, that each commissioner lies in" };
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var command = new Command("check", "Every open practice and every small area in exactly one open commissioner: findings if not") { on, known, all, kind, councils, workspace, json };
        command.SetAction(parsed =>
        {
            var day = parsed.GetValue(on) ?? terminal.Today;
            var evidence = RegisterOptions.Evidence(Workspace.At(parsed.GetValue(workspace)));
            var register = RegisterOptions.Register(terminal, evidence, parsed.GetValue(known));
            if (parsed.GetValue(kind) is { } asked && register.OfKind(asked, day).Count == 0)
            {
                terminal.Note($"The register has no body of the kind {Finding.Quoted(asked)} on {day:yyyy-MM-dd}.");
                return ExitCode.NotFound;
            }

            var footprint = Footprint.On(register, day);
            if (parsed.GetValue(kind) is { } wanted)
                footprint = footprint.By(new Tier(register, wanted, day));
            var findings = parsed.GetValue(kind) is null ? RegisterCheck.On(register, day) : Tiling.Broken(footprint);
            var practices = RegisterCheck.OpenPractices(register, day).Count();
            var areas = register.SmallAreas.Count(a => register.CoverageOf(a).On(day) is not null);
            var differences = register.OrganisationContradictions;
            var disputed = register.MembershipContradictions.Count();
            var parts = parsed.GetValue(councils) ? Tiling.Councils(register, footprint) : [];

            // The councils are those of a second look-up, of no matter to who does not ask for them.
            var lookUps = RegisterCheck.LookUps(register, day).Take(parsed.GetValue(councils) ? 2 : areas > 0 ? 1 : 0).ToList();

            if (parsed.GetValue(json))
                terminal.SayJson(new { on = day, openPractices = practices, smallAreas = areas, findings, differences, membershipContradictions = disputed, councils = parts.Select(p => new { p.Body, council = p.Council?.Code, name = p.Council?.Name, p.Inside, p.All, p.IsWhole, districtsNotKnown = p.Districts }), lookUps });
            else
            {
                terminal.Say($"On {day:yyyy-MM-dd}: {practices:N0} open GP practices, {areas:N0} small areas looked at.");
                if (practices == 0 && areas == 0)
                    terminal.Say("No release in the workspace speaks about that day: './remit import list' shows what is there.");
                else if (findings.Count == 0)
                    terminal.Say(areas == 0
                        ? "Every practice is in exactly one commissioner that was open. No look-up of small areas speaks about that day."
                        : "Every practice and every small area is in exactly one commissioner that was open.");
                foreach (var lookUp in lookUps)
                    terminal.Say(lookUp);
                foreach (var group in findings.GroupBy(f => f.Code).OrderByDescending(g => g.Count()))
                {
                    terminal.Say();
                    terminal.Say($"{group.Key}: {group.Count():N0}");
                    foreach (var finding in group.Take(parsed.GetValue(all) ? int.MaxValue : 5))
                        terminal.Say($"  {finding.Place}: {finding.Found}; wanted {finding.Wanted}");
                    if (!parsed.GetValue(all) && group.Count() > 5)
                        terminal.Say($"  … and {group.Count() - 5:N0} more: --all shows them.");
                }

                foreach (var body in parts.GroupBy(p => p.Body))
                {
                    terminal.Say();
                    terminal.Say($"{body.Key} {register.Find(body.Key)?.NameNear(day)}: {Tiling.Lies(body)}");
                    foreach (var part in body)
                        terminal.Say($"  {part}");
                }

                terminal.Say();
                terminal.Say($"Sources that differ: {differences.Count:N0} about organisations and successions; {disputed:N0} about memberships that an earlier release had seen otherwise (the later one is used).");
                foreach (var difference in differences.Take(parsed.GetValue(all) ? int.MaxValue : 5))
                    terminal.Say($"  {difference.Place}: {difference.Code}: {difference.Found}; against {difference.Wanted}");
            }

            return findings.Count == 0 ? ExitCode.Done : ExitCode.Findings;
        });
        return command;
    }
}
