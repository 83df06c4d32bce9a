using System.CommandLine;
using Remit.Powers;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Powers;
using Remit.Time;

namespace Remit.Cli.Register;

/// <summary><c>register show CODE</c>: everything the register has about an organisation, a practice or a small area.</summary>
internal static class RegisterShow
{
    private const int FewMembers = 8;

    public static Command Make(Terminal terminal)
    {
        var code = new Argument<string>("CODE") { Description = "An ODS code (13T), a practice (A81001), or an ONS code (E38000212, E01011949)" };
        var on = CommandLine.Day("--on", "The day asked about (default: today in England)");
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var members = new Option<bool>("--members") { Description = "List every member practice, and every body within" };
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var command = new Command("show", "Names, kind, dates, parents, members, what it came from and became; a practice's commissioners through time") { code, on, known, members, workspace, json };
        command.SetAction(parsed =>
        {
            var day = parsed.GetValue(on) ?? terminal.Today;
            var at = Workspace.At(parsed.GetValue(workspace));
            var evidence = RegisterOptions.Evidence(at);
            var register = RegisterOptions.Register(terminal, evidence, parsed.GetValue(known));
            var asked = parsed.GetRequiredValue(code);
            var answer = Answer(register, () => RecordedInstruments.Powers(at, parsed.GetValue(known) is { } by ? LondonClock.EndOfDay(by) : null), asked, day);
            if (answer is null)
                return NearCodes.NotFound(terminal, register, asked, withPractices: true);

            if (parsed.GetValue(json))
                terminal.SayJson(answer);
            else
                Print(terminal, answer, parsed.GetValue(members));
            return ExitCode.Done;
        });
        return command;
    }

    private static object? Answer(RegisterAsKnown register, Func<PowersAsKnown> powers, string asked, DateOnly day)
    {
        if (OnsCode.TryParse(asked, out var ons))
        {
            if (register.Find(ons) is { } owner)
                return OrganisationAnswer.Of(register, powers(), register.Find(owner)!, day);
            return ons.Entity is "E01" or "W01" && register.CoverageOf(ons).Stretches.Count > 0 ? AreaAnswer.Of(register, ons, day) : null;
        }

        if (OdsCode.TryParse(asked, out var code) && register.Find(code) is { } organisation)
            return OrganisationAnswer.Of(register, powers(), organisation, day);
        return PracticeCode.TryParse(asked, out var practice) && (register.ListingsOf(practice).Count > 0 || register.MembershipsOf(practice).Stretches.Count > 0)
            ? PracticeAnswer.Of(register, practice, day)
            : null;
    }

    private static void Print(Terminal terminal, object answer, bool allMembers)
    {
        switch (answer)
        {
            case OrganisationAnswer o: PrintOrganisation(terminal, o, allMembers); break;
            case PracticeAnswer p: PrintPractice(terminal, p); break;
            case AreaAnswer a: PrintArea(terminal, a); break;
        }
    }

    private static void PrintOrganisation(Terminal terminal, OrganisationAnswer o, bool allMembers)
    {
        terminal.Say($"{o.Code}  {o.Name}");
        terminal.Say(o.Kind is { } kind ? $"On {o.On:yyyy-MM-dd}: {kind}." : o.Closed is { } closed && closed < o.On ? $"On {o.On:yyyy-MM-dd}: closed since {closed:yyyy-MM-dd}." : $"On {o.On:yyyy-MM-dd}: not open yet.");
        if (o.Postcode is { } postcode)
            terminal.Say($"Main office: {postcode}");

        terminal.SaySection("Was", o.Was.Select(s => $"{s.Days,-26}  {s.Kind}: {s.Name}"));
        terminal.SaySection("ONS codes", o.OnsCodes.Select(c => $"{c.Days,-26}  {c.Code}"));
        terminal.SaySection($"Lay within, or was served by, on {o.On:yyyy-MM-dd}", o.Parents.Select(p => $"{p.Link,-26}  {p.Code} {p.Name}"));
        foreach (var group in o.Within.GroupBy(w => w.Link))
        {
            terminal.SaySection($"For which it was the {group.Key} on {o.On:yyyy-MM-dd}: {group.Count():N0}", (allMembers ? group : group.Take(FewMembers)).Select(w => $"{w.Code,-5}  {w.Name}"));
            if (!allMembers && group.Count() > FewMembers)
                terminal.Say($"  … and {group.Count() - FewMembers:N0} more: --members lists them all.");
        }

        terminal.SaySection("Functions held by delegation", o.Delegations.Select(d => $"{d.Days,-26}  {d.Function}"));
        terminal.SaySection("Came from", o.CameFrom.Select(s => $"{s.On:yyyy-MM-dd}  {s.Code} {s.Name} ({s.How})"));
        terminal.SaySection("Became", o.Became.Select(s => $"{s.On:yyyy-MM-dd}  {s.Code} {s.Name} ({s.How})"));
        if (o.Members.Count > 0)
        {
            terminal.SaySection($"Member practices on {o.On:yyyy-MM-dd}: {o.Members.Count:N0}, of them {o.Members.Count(m => m.GpPractice):N0} open GP practices",
                (allMembers ? o.Members : o.Members.Where(m => m.GpPractice).Concat(o.Members.Where(m => !m.GpPractice)).Take(FewMembers)).Select(m => $"{m.Code}  {m.Name}"));
            if (!allMembers && o.Members.Count > FewMembers)
                terminal.Say($"  … and {o.Members.Count - FewMembers:N0} more: --members lists them all.");
        }

        if (o.SmallAreas > 0)
            terminal.SaySection("Small areas", [$"{o.SmallAreas:N0}"]);
        terminal.SaySection("In doubt", o.Doubts);
        terminal.SaySection("Sources", o.Sources);
    }

    private static void PrintPractice(Terminal terminal, PracticeAnswer p)
    {
        terminal.Say($"{p.Code}  {p.Name ?? "(in no list of practices that Remit has)"}");
        if (p.Open is { } open)
            terminal.Say($"{(p.Setting == PracticeListing.GpPractice ? "GP practice" : $"Prescribing setting {p.Setting}")}, open {open}; status {p.Status} in the latest list; {p.Postcode}");
        terminal.Say(p.Commissioner is { } c ? $"On {p.On:yyyy-MM-dd}: in {c} {p.CommissionerName}." : $"On {p.On:yyyy-MM-dd}: in no commissioner that Remit knows of.");
        if (p.Why is { } why)
            terminal.Say($"  {why}");
        terminal.SaySection("Commissioners through time", p.History.Select(h => $"{h.Days,-26}  {h.Commissioner ?? "none",-5} {h.Name}".TrimEnd() + $"\n{"",-30}{h.Source}"));
        terminal.SaySection("As the lists gave it", p.Listings.Select(l => $"{l.Edition:yyyy-MM-dd}  {l.Status}  {l.Commissioner ?? "-",-5}  {l.Region,-3}  {l.Postcode,-8}  {l.Name}"));
        terminal.SaySection("Contradictions", p.Contradictions);
    }

    private static void PrintArea(Terminal terminal, AreaAnswer a)
    {
        terminal.Say($"{a.Code}  small area{(a.LocalAuthority is { } district ? $" in the local authority {district}" : "")}");
        terminal.Say(a.Commissioner is { } c ? $"On {a.On:yyyy-MM-dd}: in {c} {a.CommissionerName}." : $"On {a.On:yyyy-MM-dd}: in no commissioner that Remit knows of.");
        terminal.SaySection("Commissioners through time", a.History.Select(h => $"{h.Days,-26}  {h.Commissioner ?? "none",-5} {h.Name}".TrimEnd() + $"\n{"",-30}{h.Source}"));
    }
}
