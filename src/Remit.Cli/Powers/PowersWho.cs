using System.CommandLine;
using Remit.Cli.Register;
using Remit.Powers;
using Remit.Register;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Storage.Responsibility;

namespace Remit.Cli.Powers;

/// <summary><c>powers who FUNCTION --for CODE|POSTCODE</c>: who decides, who is liable, and the chain of instruments.</summary>
internal static class PowersWho
{
    public static Command Make(Terminal terminal)
    {
        var function = new Argument<string>("FUNCTION") { Description = "The code of a function or a part of one, such as primary-medical: './remit powers functions' lists them" };
        var place = new Option<string>("--for") { Description = "Whose people: a commissioner's code (an old one is followed), a practice, a postcode or a small area", HelpName = "CODE|POSTCODE", Required = true };
        var asOne = new Option<string?>("--as-one") { Description = "Commissioners that would be one new body with --for, which no instrument names yet, commas between", HelpName = "CODE,…" };
        var on = CommandLine.Day("--on", "The day asked about (default: today in England)");
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("who", "Who decides on a function for some people on a day, who is liable, and the chain of instruments") { function, place, asOne, on, known, workspace, json };
        verb.SetAction(parsed =>
        {
            var day = parsed.GetValue(on) ?? terminal.Today;
            var at = Workspace.At(parsed.GetValue(workspace));
            var instant = PowersVerb.Instant(parsed.GetValue(known));
            var powers = RecordedInstruments.Powers(at, instant);
            if (!FunctionCode.TryParse(parsed.GetRequiredValue(function), out var asked) || !powers.Knows(asked))
            {
                terminal.Note($"{Finding.Quoted(parsed.GetRequiredValue(function))} is not a commissioning function. The functions are: {string.Join(", ", powers.Functions.Where(f => f.Code.Depth == 0).Select(f => f.Code))}; './remit powers functions' says what each covers.");
                return ExitCode.NotFound;
            }

            var text = parsed.GetRequiredValue(place);
            var register = at.Evidence(NationalTables.Shipped).KnownAt(instant ?? DateTimeOffset.MaxValue);
            if (Commissioner(at, register, text, day, instant) is not { } commissioner || powers.Around(commissioner, day) is not { } people)
            {
                if (OdsCode.TryParse(text, out _))
                    return NearCodes.NotFound(terminal, register, text, withPractices: true);
                terminal.Note($"Nothing that is known here says whose commissioner {Finding.Quoted(text)} was on {day:yyyy-MM-dd}. Wanted a commissioner's code, or a practice, postcode or small area that this workspace has.");
                return ExitCode.NotFound;
            }

            if (parsed.GetValue(asOne) is { } others)
            {
                if (Together(powers, commissioner, others, day) is not { } together)
                {
                    terminal.Note($"--as-one: {Finding.Quoted(others)} and {commissioner} cannot be taken as one on {day:yyyy-MM-dd}. Wanted codes of bodies of one kind that were all open that day, commas between.");
                    return ExitCode.Usage;
                }

                people = together;
            }

            var answer = powers.Who(asked, people);
            if (parsed.GetValue(json))
                terminal.SayJson(FunctionWords.Json(powers, answer));
            else
                FunctionWords.Print(terminal, powers, answer, text);
            return answer.Settled is Settled.CannotTell or Settled.Conflicting ? ExitCode.Findings : ExitCode.Done;
        });
        return verb;
    }

    private static People? Together(PowersAsKnown powers, OdsCode first, string others, DateOnly day)
    {
        List<OdsCode> bodies = [first];
        foreach (var other in others.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (OdsCode.TryParse(other, out var code))
                bodies.Add(code);
            else
                return null;
        return powers.AsOne(OdsCode.Parse("NEW1"), bodies, day);
    }

    /// <summary>The commissioner that a code is, or that a practice or place belonged to.</summary>
    private static OdsCode? Commissioner(Workspace workspace, RegisterAsKnown register, string text, DateOnly day, DateTimeOffset? knownAt)
    {
        if (OdsCode.TryParse(text, out var code) && register.Find(code) is not null)
            return code;
        if (PracticeCode.TryParse(text, out var practice) && register.CommissionerOf(practice, day) is { } membership)
            return membership.Commissioner;
        if (OnsCode.TryParse(text, out var area))
            return register.Find(area) ?? register.CommissionerOf(area, day)?.Commissioner;
        if (!Postcode.TryParse(text, out _) || workspace.Releases.Count == 0)
            return null;

        // The table that decides records says where a postcode lay.
        var (key, postcodes) = (Postcode.Key(text), WorkspaceReference.Load(workspace, knownAt).Tables[TableSchema.Postcodes]);
        return postcodes.Rows.FirstOrDefault(r => r.Cells[0] == key && r.Days.Contains(day)) is { } row && OdsCode.TryParse(row.Cells[row.Schema.IndexOf("commissioner")], out var commissioner) ? commissioner : null;
    }
}
