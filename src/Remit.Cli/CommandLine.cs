using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Remit.Cli.Access;
using Remit.Cli.Allocations;
using Remit.Cli.Applications;
using Remit.Cli.Elections;
using Remit.Cli.Governance;
using Remit.Cli.Interventions;
using Remit.Cli.Journal;
using Remit.Cli.Mergers;
using Remit.Cli.Powers;
using Remit.Cli.Register;
using Remit.Storage;
using Remit.Storage.Responsibility.Servers;
using Remit.Time;

namespace Remit.Cli;

/// <summary>The verbs, each in a file of its own, and what happens to what they throw.</summary>
public static class CommandLine
{
    /// <summary>Every verb's <c>--json</c>: the answer for a program instead of a person.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Answer as JSON" };

    /// <summary>Reads what an option was given, for a check of it. What cannot be read is told by the parser, after the checks.</summary>
    public static bool TryRead<T>(this OptionResult result, out T? given)
    {
        given = default;
        try
        {
            if (result.Errors.Any())
                return false;
            given = result.GetValueOrDefault<T>();
            return !result.Errors.Any();
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>An option that takes a day, written YYYY-MM-DD.</summary>
    public static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "YYYY-MM-DD",
        CustomParser = result =>
        {
            if (IsoDate.TryParse(result.Tokens[^1].Value.Trim(), out var day))
                return day;
            result.AddError($"{name}: {Finding.Quoted(result.Tokens[^1].Value)} is not a day; wanted YYYY-MM-DD, such as 2019-06-30.");
            return null;
        },
    };

    /// <summary>Runs one command line and gives its exit code: see <see cref="ExitCode"/>.</summary>
    public static async Task<int> Run(string[] args, Terminal terminal, CancellationToken stop = default)
    {
        var parsed = Root(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                terminal.Note(error.Message);
            terminal.Note("Try './remit --help', or './remit VERB --help'.");
            return ExitCode.Usage;
        }

        try
        {
            // Long enough for servers to be cleared up on: the default of two seconds would leave there what a run made.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(2) }, stop);
        }
        catch (RefusedException refused)
        {
            terminal.NoteFindings(refused.Findings);
            return ExitCode.Refused;
        }
        catch (ServerLostException lost)
        {
            terminal.NoteFindings(lost.Findings);
            return ExitCode.ServerLost;
        }
        catch (OperationCanceledException)
        {
            terminal.Note("Stopped. Nothing half-written was left.");
            return ExitCode.Interrupted;
        }
        catch (Exception fault) when (Environment.GetEnvironmentVariable("REMIT_DEBUG") is null)
        {
            terminal.Note(fault is IOException or UnauthorizedAccessException
                ? $"The disk said no: {fault.Message}"
                : $"This is a fault in Remit, not in your input ({fault.GetType().Name}: {fault.Message}). Please report it with the command you gave; REMIT_DEBUG=1 shows where it happened.");
            return fault is IOException or UnauthorizedAccessException ? ExitCode.Refused : ExitCode.Fault;
        }
    }

    /// <summary>The whole command, every verb beneath it.</summary>
    public static Command Root(Terminal terminal)
    {
        var root = new Command("./remit", "Remit: who is responsible for what in NHS commissioning, by whose decision, and who therefore pays.") { new HelpOption { Recursive = true }, new VersionOption() };
        foreach (var verb in Verbs(terminal))
            root.Add(verb);
        return root;
    }

    private static IEnumerable<Command> Verbs(Terminal terminal) =>
    [
        DemoVerb.Make(terminal),
        ImportVerb.Make(terminal),
        RegisterVerb.Make(terminal),
        PowersVerb.Make(terminal),
        InterveneVerb.Make(terminal),
        GovernanceVerb.Make(terminal),
        ElectionVerb.Make(terminal),
        RebaseVerb.Make(terminal),
        EstablishVerb.Make(terminal),
        VaryVerb.Make(terminal),
        MergeVerb.Make(terminal),
        ApplicationVerb.Make(terminal),
        AllocateVerb.Make(terminal),
        AssignVerb.Make(terminal),
        ExplainVerb.Make(terminal),
        CompareVerb.Make(terminal),
        SummariseVerb.Make(terminal),
        RulebookVerb.Make(terminal),
        SqlVerb.Make(terminal),
        RunsVerb.Make(terminal),
        ActsVerb.Make(terminal),
        VerifyVerb.Make(terminal),
        RebuildVerb.Make(terminal),
        BackupVerb.Make(terminal),
        RestoreVerb.Make(terminal),
        ServeVerb.Make(terminal),
        UserVerb.Make(terminal),
        SampleVerb.Make(terminal),
    ];
}
