using System.CommandLine;
using Remit.Responsibility;
using Remit.Storage.Responsibility;
using Remit.Time;

namespace Remit.Cli;

/// <summary><c>./remit explain</c>: one record, every box asked, every value read and where it stands.</summary>
public static class ExplainVerb
{
    public static Command Make(Terminal terminal)
    {
        var input = new Argument<string>("IN.csv") { Description = "The file of activity the record stands in" };
        var id = new Option<string>("--record") { Description = "The record's id", Required = true, HelpName = "ID" };
        var options = new AssignmentOptions();
        var json = CommandLine.Json();
        var verb = new Command("explain", "Explain who pays for one record, box by box. Reads the file up to the record.") { input, id, json };
        options.AddTo(verb);

        verb.SetAction(parsed =>
        {
            if (!options.TryRead(parsed, terminal, compiled: false, out var assignment))
                return ExitCode.NotFound;

            var (path, wanted) = (parsed.GetRequiredValue(input), parsed.GetRequiredValue(id).Trim());
            using var activity = ActivityFile.Open(path, assignment!);
            while (activity.Read())
            {
                if (activity.RecordId.Trim() != wanted)
                    continue;

                Answer(terminal, assignment!, activity, path, parsed.GetValue(json));
                return ExitCode.Done;
            }

            terminal.Note($"{Path.GetFileName(path)} holds no record {Finding.Quoted(wanted)}.");
            return ExitCode.NotFound;
        });
        return verb;
    }

    private static void Answer(Terminal terminal, Assignment assignment, ActivityFile activity, string path, bool json)
    {
        var place = $"Record {activity.RecordId.Trim()} of {Path.GetFileName(path)}, line {activity.Source.Line}";
        if (activity.Reject is { } reject)
        {
            if (json)
                terminal.SayJson(new { recordId = activity.RecordId, line = activity.Source.Line, rejected = reject });
            else
                terminal.Say($"{place}\nRejected, so nothing is decided: {(reject.Column.Length > 0 ? $"{reject.Column} " : "")}found {Finding.Quoted(reject.Found)}, wanted {reject.Wanted}.");
            return;
        }

        var determination = new ReferenceEngine(assignment.Reference.Tables).Explain(activity.Rulebook!, activity.Record);
        var names = CodeNames.In(assignment.Reference.Tables).On(determination.Day);
        if (json)
            terminal.SayJson(AsJson(activity, determination, names));
        else
            terminal.Say(Explanation.Text(determination, place, CdsType.Of(activity.Record[Item.CdsType])!, names));
    }

    private static object AsJson(ActivityFile activity, Determination determination, Func<string, string?> names)
    {
        static object Value(ValueRead value) => new
        {
            what = value.What,
            value = value.Value is null ? null : Explanation.Shown(value.Value, value.Kind),
            source = value.Row?.Provenance,
            from = value.Row is { } row && row.Days.First > DateOnly.MinValue ? IsoDate.Text(row.Days.First) : null,
            to = value.Row?.Days.Last is { } last ? IsoDate.Text(last) : null,
        };

        var decision = determination.Decision;
        return new
        {
            recordId = activity.RecordId,
            line = activity.Source.Line,
            day = determination.Day,
            rulebook = determination.Rulebook.Name,
            outcome = decision.Outcome.Name,
            commissioner = decision.Commissioner,
            commissionerName = names(decision.Commissioner),
            serviceCategory = decision.Category,
            method = decision.Method?.Name ?? "",
            path = decision.Path,
            flags = decision.Flags.Each().Select(f => new { flag = Flags.Name(f), means = FlagWords.Of(f, determination.Rulebook.Readings) }),
            boxes = determination.Steps.Select(s => new
            {
                box = s.Box.Id,
                question = s.Box.Question,
                cites = s.Box.Cites,
                answer = Explanation.AnswerWord(s.Answer),
                says = Explanation.Says(s.Box, s.Answer),
                values = s.Read.Select(Value),
                flags = s.Raised.Each().Select(Flags.Name),
            }),
            code = determination.CodeSteps.Select(s => new { way = s.Way.Words, cites = s.Way.Cites, says = s.Step.Says, applied = s.Applied, code = s.Code, values = s.Read.Select(Value) }),
            standing = determination.Rulebook.Standing,
        };
    }
}
