using System.CommandLine;
using Remit.Responsibility;

namespace Remit.Cli;

/// <summary><c>./remit rulebook</c>: what rulebooks there are, their charts, and how doubtful points can be read.</summary>
public static class RulebookVerb
{
    public static Command Make(Terminal terminal) => new("rulebook", "The rulebooks: their charts, and the doubtful points of the official text")
    {
        List(terminal),
        Show(terminal),
        DoubtfulPoints(terminal),
    };

    private static Command List(Terminal terminal)
    {
        var json = CommandLine.Json();
        var verb = new Command("list", "The rulebooks there are") { json };
        verb.SetAction(parsed =>
        {
            var rulebooks = Rulebooks.All();
            if (parsed.GetValue(json))
            {
                terminal.SayJson(rulebooks.Select(r => new { r.Name, r.Title, from = r.InForce.First, to = r.InForce.Last, r.Cites, r.Standing }));
                return ExitCode.Done;
            }

            var table = new TextTable("name", "assignment dates", "title");
            foreach (var rulebook in rulebooks)
                table.Row(rulebook.Name, rulebook.InForce.ToString(), rulebook.Title);
            terminal.Say(table.ToString());
            return ExitCode.Done;
        });
        return verb;
    }

    private static Command Show(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = string.Join(", ", Rulebooks.Names) };
        var format = new Option<string>("--as") { Description = "text, mermaid or svg", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "mermaid", "svg");
        var reading = new Option<string[]>("--reading") { Description = "Read a doubtful point otherwise than documented, as K3=40", HelpName = "Kn=NAME" };
        var json = CommandLine.Json();
        var verb = new Command("show", "The chart of a rulebook, drawn from the rulebook itself") { name, format, reading, json };
        verb.SetAction(parsed =>
        {
            if (Named(parsed.GetRequiredValue(name), parsed.GetValue(reading), terminal) is not { } rulebook)
                return ExitCode.NotFound;

            if (parsed.GetValue(json))
                terminal.SayJson(AsJson(rulebook));
            else
                terminal.Say(parsed.GetValue(format) switch
                {
                    "mermaid" => RulebookChart.Mermaid(rulebook),
                    "svg" => RulebookChart.Svg(rulebook),
                    _ => RulebookChart.Text(rulebook),
                });
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>The rulebook of that name, with the readings chosen; none, having said why, where one or the other is not known.</summary>
    internal static Rulebook? Named(string name, IReadOnlyList<string>? chosen, Terminal terminal)
    {
        if (!Readings.TryParse(chosen ?? [], out var readings, out var problem))
        {
            terminal.Note(problem);
            return null;
        }

        var rulebook = Rulebooks.Named(name, readings);
        if (rulebook is null)
            terminal.Note($"There is no rulebook {Finding.Quoted(name)}. There are: {string.Join(", ", Rulebooks.Names)}.");
        return rulebook;
    }

    private static Command DoubtfulPoints(Terminal terminal)
    {
        var json = CommandLine.Json();
        var verb = new Command("readings", "The doubtful points of the official text, and how each can be read") { json };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                terminal.SayJson(DoubtfulPoint.All);
                return ExitCode.Done;
            }

            foreach (var point in DoubtfulPoint.All)
            {
                terminal.Say($"{point.Id,-4}  {point.Title}. {point.Conflict}");
                foreach (var reading in point.Readings)
                    terminal.Say($"        {point.Id}={reading.Name}{(reading == point.Readings[0] ? " (as documented)" : "")}: {reading.Says}");
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static object AsJson(Rulebook rulebook)
    {
        static object Leads(Exit exit) => exit switch
        {
            Box box => new { box = box.Id },
            Ending ending => new { outcome = ending.Outcome.Name, category = ending.Category, code = ending.Way.Words, displacedBy = ending.DisplacedBy?.Outcome.Name },
            _ => throw new InvalidOperationException("An exit is a box or an ending."),
        };

        return new
        {
            rulebook.Name,
            rulebook.Title,
            from = rulebook.InForce.First,
            to = rulebook.InForce.Last,
            rulebook.Cites,
            rulebook.Standing,
            readings = rulebook.Readings.Chosen,
            boxes = RulebookChart.Order(rulebook).Select(box => new
            {
                box.Id,
                inPath = box.Written is Written.Always,
                box.Question,
                box.Cites,
                yes = Leads(box.Yes),
                no = Leads(box.No),
                cannotBeTold = box.Unanswerable is { } u ? Leads(u.Exit) : null,
            }),
        };
    }
}
