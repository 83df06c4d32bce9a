using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Cli.Governance;

/// <summary><c>governance</c> and the verbs beneath it.</summary>
internal static class GovernanceVerb
{
    public static Command Make(Terminal terminal) => new("governance", "Boards and committees: who sits on them, whether they are lawfully made up, what interests there are, and what was decided")
    {
        Record(terminal),
        End(terminal),
        GovernanceShow.Make(terminal),
        GovernanceCheck.Make(terminal),
        GovernanceCheck.Forecast(terminal),
        GovernanceCompare.Make(terminal),
        GovernancePrint.Make(terminal),
        MeetingVerb.Make(terminal),
        ActionsVerb.Make(terminal),
        UrgentVerb.Make(terminal),
        ProcurementVerb.Make(terminal),
        InterestsVerb.Make(terminal),
        GiftsVerb.Gifts(terminal),
        GiftsVerb.Breaches(terminal),
    };

    /// <summary>Governance as a workspace knew it by the end of a day, or knows it now.</summary>
    public static GovernanceAsKnown Read(string? workspace, DateOnly? known = null) =>
        RecordedGovernance.In(Workspace.At(workspace), known is { } by ? LondonClock.EndOfDay(by) : null);

    public static Argument<string> Body() => new("CODE") { Description = "The ODS code of a body, such as 05A" };

    /// <summary>What a body's committees were on a day; nothing, having said so, where nothing of it is recorded.</summary>
    public static Structure? Structure(Terminal terminal, GovernanceAsKnown governance, string asked, DateOnly day)
    {
        if (OdsCode.TryParse(asked, out var code) && governance.On(code, day) is { } structure)
            return structure;
        terminal.Note(OdsCode.TryParse(asked, out code) && governance.VersionsOf(code).Any()
            ? $"No version of the constitution of {code} that was in force on {day:yyyy-MM-dd} is recorded. The first is from {governance.VersionsOf(code).First().From:yyyy-MM-dd}."
            : $"No constitution of {Finding.Quoted(asked)} is recorded here. './remit governance record FILE' records one; recorded are {(governance.Bodies.Any() ? string.Join(", ", governance.Bodies) : "none")}.");
        return null;
    }

    private static Command Record(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A file of JSON with a constitution, people or appointments of one body: specs/governance/formats.md shows how it is written" };
        var act = new ActOptions("Recorded from its file");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("record", "Record a version of a constitution, people and appointments from a file that is checked in full first") { file, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var written = GovernanceFile.Read(path, GovernanceTables.Shipped);
            var at = Workspace.At(parsed.GetValue(workspace));
            var register = at.Evidence(NationalTables.Shipped).ToDate;
            if (register.Find(written.Body) is null)
                return NearCodes.NotFound(terminal, register, $"{written.Body}", withPractices: false);
            using var journal = KeptJournal.Open(at);
            var said = RecordedGovernance.Record(journal, register, written, Path.GetFileName(path), act.Read(parsed, terminal));
            if (parsed.GetValue(json))
                terminal.SayJson(new { body = written.Body, recorded = said });
            else
                foreach (var line in said)
                    terminal.Say(Finding.Shown(line));
            return ExitCode.Done;
        });
        return verb;
    }

    private static Command End(Terminal terminal)
    {
        var body = Body();
        var seat = new Argument<string>("SEAT") { Description = "The committee and the seat, such as governing-body/chair" };
        var person = new Argument<string>("PERSON") { Description = "What stands for the person, such as ann-example" };
        var on = new Option<DateOnly?>("--last") { Description = "The last day of the appointment; a day before its first takes back one that was recorded by mistake", HelpName = "YYYY-MM-DD", Required = true, CustomParser = CommandLine.Day("--last", "").CustomParser };
        var act = new ActOptions();
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("end", "Record that an appointment ended, or was a mistake") { body, seat, person, on, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var code) || parsed.GetRequiredValue(seat).Split('/') is not [var committee, var place])
            {
                terminal.Note("Wanted the code of a body, a committee and a seat, and a person: ./remit governance end 05A governing-body/chair ann-example --last 2016-03-31 --reason Resigned");
                return ExitCode.Usage;
            }

            var by = act.Read(parsed, terminal);
            var ended = RecordedGovernance.End(journal, Workspace.At(parsed.GetValue(workspace)).Evidence(NationalTables.Shipped).ToDate, code, committee, place, parsed.GetRequiredValue(person), parsed.GetValue(on)!.Value, by.Reason, by);
            if (parsed.GetValue(json))
                terminal.SayJson(new { ended.Person, ended.Committee, ended.Seat, first = ended.Days.First, last = parsed.GetValue(on) });
            else
                terminal.Say(parsed.GetValue(on) < ended.Days.First ? $"Taken back: {ended.Person} in {committee}/{place}, {ended.Days}." : $"Ended: {ended.Person} in {committee}/{place}, {ended.Days.First:yyyy-MM-dd} to {parsed.GetValue(on):yyyy-MM-dd}.");
            return ExitCode.Done;
        }));
        return verb;
    }
}
