using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Powers;
using Remit.Powers.Interventions;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Powers;

namespace Remit.Cli.Interventions;

/// <summary><c>intervene</c>: directions to bodies that fail, special measures, and emergency directions, from the ground shown to the last part lifted.</summary>
internal static class InterveneVerb
{
    public static Command Make(Terminal terminal) => new("intervene", "Direct a body that fails, put it under special measures, or declare an emergency arrangement: grounds, terms, representations, decision, review, lifting")
    {
        InterveneShow.List(terminal),
        InterveneShow.Make(terminal),
        InterveneShow.Due(terminal),
        InterveneOpen.Make(terminal),
        InterveneOpen.Term(terminal),
        InterveneOpen.Strike(terminal),
        InterveneOpen.Consult(terminal),
        InterveneOpen.Hear(terminal),
        InterveneOpen.Drop(terminal),
        InterveneDecide.Check(terminal),
        InterveneDecide.Make(terminal),
        InterveneDecide.Review(terminal),
        InterveneDecide.Lift(terminal),
        InterveneDecide.Extend(terminal),
    };

    public static Argument<string> Id() => new("ID") { Description = "The intervention's id: small letters, digits and hyphens, as lewisham-2017" };

    public static Option<string?> Decision() => ActOptions.Line("--decision", "A reference to the decision, such as a minute", "TEXT");

    /// <summary>A verb that does one thing to an intervention, and then shows it.</summary>
    /// <param name="change">What it does, given the journal, the intervention, what is known of powers, and the act.</param>
    public static Command Step(Terminal terminal, string name, string description, IReadOnlyList<Symbol> own, Func<ParseResult, KeptJournal, Intervention, PowersAsKnown, Act, Intervention> change)
    {
        var id = Id();
        var act = new ActOptions();
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command(name, description) { id };
        foreach (var part in own)
            if (part is Option option)
                verb.Add(option);
            else
                verb.Add((Argument)part);
        verb.Add(workspace);
        verb.Add(json);
        act.AddTo(verb);
        verb.SetAction(parsed => With(terminal, parsed.GetValue(workspace), parsed.GetRequiredValue(id), (journal, intervention, powers) =>
        {
            var after = change(parsed, journal, intervention, powers, act.Read(parsed, terminal));
            InterveneShow.Answer(terminal, journal, after, RecordedInstruments.Powers(Workspace.At(parsed.GetValue(workspace))), parsed.GetValue(json));
            return ExitCode.Done;
        }));
        return verb;
    }

    /// <summary>Does something with an intervention, or says that there is none of that id.</summary>
    public static int With(Terminal terminal, string? workspace, string id, Func<KeptJournal, Intervention, PowersAsKnown, int> work) => JournalOptions.WithJournal(terminal, workspace, journal =>
    {
        if (RecordedInterventions.Find(journal, id) is { } intervention)
            return work(journal, intervention, RecordedInstruments.Powers(Workspace.At(workspace)));
        var all = RecordedInterventions.In(journal);
        terminal.Note($"There is no intervention {Finding.Quoted(id)}. {(all.Count == 0 ? "None was opened here." : $"There are: {string.Join(", ", all.Select(i => i.Id))}.")}");
        return ExitCode.NotFound;
    });

    public static Option<DateOnly?> Required(Option<DateOnly?> option)
    {
        option.Required = true;
        return option;
    }
}
