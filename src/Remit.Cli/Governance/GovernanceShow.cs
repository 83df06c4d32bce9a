using System.CommandLine;
using Remit.Cli.Register;
using Remit.Governance;

namespace Remit.Cli.Governance;

/// <summary><c>governance show CODE</c>: the committees of a body on a day, their seats and who has them.</summary>
internal static class GovernanceShow
{
    public static Command Make(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var on = CommandLine.Day("--on", "The day asked about (default: today in England)");
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("show", "The committees of a body on a day, their seats, who has them and until when") { body, on, known, workspace, json };
        verb.SetAction(parsed =>
        {
            var governance = GovernanceVerb.Read(parsed.GetValue(workspace), parsed.GetValue(known));
            if (GovernanceVerb.Structure(terminal, governance, parsed.GetRequiredValue(body), parsed.GetValue(on) ?? terminal.Today) is not { } structure)
                return ExitCode.NotFound;
            if (parsed.GetValue(json))
                terminal.SayJson(Json(structure, governance));
            else
                Print(terminal, structure, governance);
            return ExitCode.Done;
        });
        return verb;
    }

    private static void Print(Terminal terminal, Structure structure, GovernanceAsKnown governance)
    {
        var constitution = structure.Constitution;
        terminal.Say($"{structure.Body}  {Finding.Shown(structure.Name)}, on {structure.Day:yyyy-MM-dd}");
        terminal.Say($"Constitution {Finding.Shown(constitution.Version)}, in force from {constitution.From:yyyy-MM-dd}{(constitution.Instrument is { } made ? $", by {made}" : "")}");
        if (constitution.MembersVote is { } rule)
            terminal.Say($"Members vote {Constitution.Words(rule)}; {(constitution.MembersCarry is { } percent ? $"{percent}% of the votes cast carry" : "more votes for than against carry")}.");
        foreach (var committee in constitution.Committees)
        {
            terminal.Say();
            terminal.Say($"{Finding.Shown(committee.Title)} ({Finding.Shown(committee.Kind)}{(committee.With is { Count: > 0 } with ? $", {(committee.InCommon ? "in common" : "joint")} with {string.Join(", ", with)}" : "")})");
            terminal.Say($"  Quorum {committee.Quorum.Words()}. {(committee.Decides is { Count: > 0 } decides ? $"Decides: {Finding.Shown(string.Join("; ", decides))}." : "Advises.")}");
            var table = new TextTable("seat", "title", "who", "from", "to", "how");
            foreach (var seat in structure.On(committee))
                table.Row(seat.Seat.Id, Titled(committee, seat.Seat), seat.Person?.Name ?? "vacant", seat.Appointment is { } a ? $"{a.Days.First:yyyy-MM-dd}" : "", $"{seat.Appointment?.Days.Last:yyyy-MM-dd}", seat.Appointment?.How ?? "");
            foreach (var line in table.ToString().Split('\n'))
                terminal.Say($"  {line.TrimEnd('\r')}");
        }

        terminal.SaySection("Reserved", (constitution.Reserved ?? []).Select(r => Finding.Shown($"{r.Matter}: to {(r.To == ReservedMatter.Members ? "the members" : constitution.Find(r.To)!.Title)}")));
        terminal.SaySection("Also elsewhere", structure.Seats.Select(s => s.Person).OfType<Person>().DistinctBy(p => p.Id)
            .SelectMany(p => governance.SeatsOf(p.Id, structure.Day).Where(s => s.Appointment!.Body != structure.Body).Select(s => Finding.Shown($"{p.Name}: {s.Appointment!.Body} {s.Committee.Title}, {s.Seat.Title}"))));
    }

    private static string Titled(Committee committee, Seat seat) =>
        $"{seat.Title}{(seat.Id == committee.Chair ? ", chair" : seat.Id == committee.Deputy ? ", deputy chair" : "")}{(seat.Votes ? "" : ", no vote")}{(seat.Of is { } of ? $", of {of}" : "")}";

    private static object Json(Structure structure, GovernanceAsKnown governance) => new
    {
        structure.Body,
        structure.Name,
        structure.Kind,
        on = structure.Day,
        constitution = new { structure.Constitution.Version, structure.Constitution.From, structure.Constitution.Instrument, structure.Constitution.MembersVote, structure.Constitution.MembersCarry, structure.Constitution.Members, structure.Constitution.Reserved },
        committees = structure.Constitution.Committees.Select(c => new
        {
            c.Id,
            c.Kind,
            c.Title,
            c.Quorum,
            c.Decides,
            c.With,
            c.InCommon,
            seats = structure.On(c).Select(s => new
            {
                s.Seat.Id,
                s.Seat.Title,
                s.Seat.Offices,
                s.Seat.Votes,
                chair = s.Seat.Id == c.Chair,
                deputy = s.Seat.Id == c.Deputy,
                person = s.Person?.Id,
                name = s.Person?.Name,
                from = s.Appointment?.Days.First,
                to = s.Appointment?.Days.Last,
                s.Appointment?.How,
                elsewhere = s.Person is { } p ? governance.SeatsOf(p.Id, structure.Day).Select(x => x.Appointment!.Body).Distinct().Where(b => b != structure.Body) : [],
            }),
        }),
    };
}
