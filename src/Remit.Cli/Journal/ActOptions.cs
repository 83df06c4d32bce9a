using System.CommandLine;

namespace Remit.Cli.Journal;

/// <summary>The options that say who makes a change, in what capacity and why.</summary>
/// <param name="reason">Why, where the command says it all; nothing where a person must say.</param>
/// <param name="shown">Whether the public is told the capacity and the reason, which whoever gives them should know.</param>
internal sealed class ActOptions(string? reason = null, bool shown = false)
{
    // Whoever sits at a command line is believed, and the capacity says that it was so.
    private const string Capacity = "at the command line";

    private readonly Option<string?> by = Line("--by", $"Who makes this change{(shown ? ", which the public is not shown" : "")} (default: REMIT_ACTOR, else the name of your account)", "NAME");
    private readonly Option<string?> capacity = Line("--capacity", $"In what capacity{(shown ? ", which the public is shown" : "")} (default: {Capacity})", "TEXT");
    private readonly Option<string?> why = Line("--reason", $"Why, in a line{(shown ? ", which the public is shown" : "")}{(reason is null ? "" : $" (default: {reason})")}", "TEXT", required: reason is null);

    public void AddTo(Command verb)
    {
        verb.Add(by);
        verb.Add(capacity);
        verb.Add(why);
    }

    /// <summary>The act of whoever gave this command, now.</summary>
    public Act Read(ParseResult parsed, Terminal terminal) =>
        new(parsed.GetValue(by) ?? Account(), parsed.GetValue(capacity) ?? Capacity, parsed.GetValue(why) ?? reason!, terminal.Clock.GetUtcNow());

    /// <summary>The act of whoever gave a command that takes none of these options.</summary>
    public static Act Of(Terminal terminal, string reason) => new(Account(), Capacity, reason, terminal.Clock.GetUtcNow());

    private static string Account() =>
        ((string?[])[Environment.GetEnvironmentVariable("REMIT_ACTOR"), Environment.UserName]).FirstOrDefault(name => name is not null && Act.IsLine(name)) ?? "an account without a name";

    /// <summary>An option that takes a line of text.</summary>
    public static Option<string?> Line(string name, string description, string helpName, bool required = false)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName, Required = required };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => !Act.IsLine(t.Value)))
                result.AddError($"{name}: wanted a line of at most {Act.Longest} characters, without blanks around it.");
        });
        return option;
    }
}
