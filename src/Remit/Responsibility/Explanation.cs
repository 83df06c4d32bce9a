using System.Globalization;
using System.Text;
using Remit.Time;

namespace Remit.Responsibility;

/// <summary>A determination in words, box by box, with the values read and where each stands.</summary>
public static class Explanation
{
    private const int ValuesIndent = 10;

    /// <summary>The whole explanation as plain text.</summary>
    /// <param name="record">What record it is: "Record 17 of may.csv, line 18".</param>
    /// <param name="type">The record's CDS type.</param>
    /// <param name="nameOf">The name of an organisation by its code, or none.</param>
    public static string Text(Determination determination, string record, CdsType type, Func<string, string?> nameOf)
    {
        var (rulebook, decision) = (determination.Rulebook, determination.Decision);
        var text = new StringBuilder();
        text.AppendLine(record);
        text.AppendLine(CultureInfo.InvariantCulture, $"{Capital(type.Words)}; decided for {determination.Day.InWords} under rulebook {rulebook.Name} ({rulebook.Title}).");
        text.AppendLine();
        text.AppendLine(Answer(decision, nameOf));
        text.AppendLine(decision.Outcome.Says);
        text.AppendLine();

        text.AppendLine("How it was decided");
        var told = new HashSet<ReferenceRow>();
        foreach (var step in determination.Steps)
        {
            var (box, answer) = (step.Box, step.Answer);
            text.AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"  {(box.Written is Written.Always ? box.Id : "·"),-6}  {box.Question}  {AnswerWord(answer)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"          {Says(box, answer)}  [{box.Cites}]");
            Values(text, step.Read, told);
            foreach (var flag in step.Raised.Each())
                text.AppendLine(CultureInfo.InvariantCulture, $"          Flag {Flags.Name(flag)}.");
        }

        if (determination.Displaced)
        {
            var displacement = determination.Ending.DisplacedBy!;
            text.AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"  {displacement.Token}");
            text.AppendLine(CultureInfo.InvariantCulture, $"          {displacement.Says}  [{displacement.Cites}]");
        }

        text.AppendLine();
        text.AppendLine("How the code was found");
        Way? way = null;
        foreach (var step in determination.CodeSteps)
        {
            if (step.Way != way)
            {
                text.AppendLine();
                text.AppendLine(CultureInfo.InvariantCulture, $"          {Capital(step.Way.Words)}  [{step.Way.Cites}]");
            }

            way = step.Way;
            text.AppendLine(CultureInfo.InvariantCulture, $"          {(step.Applied ? "this:" : "not: ")} {step.Step.Says.TrimEnd('.', ':')}{(step.Code is { } code ? $": {code}." : ".")}");
            Values(text, step.Read, told);
        }

        if (decision.Flags.Has(Flag.NoAreaMatch))
            text.AppendLine(CultureInfo.InvariantCulture, $"          That code was not a commissioner in force on {determination.Day.InWords}, so it is not given; there is no further fall-back.  [D21]");

        text.AppendLine();
        text.AppendLine("To bear in mind");
        text.AppendLine();
        foreach (var flag in decision.Flags.Each())
            text.AppendLine(CultureInfo.InvariantCulture, $"          {Flags.Name(flag)}: {FlagWords.Of(flag, rulebook.Readings)}");
        text.Append(CultureInfo.InvariantCulture, $"          {rulebook.Standing}");
        return text.ToString();
    }

    /// <summary>"Answer: 13T, NHS Newcastle Gateshead CCG (RESPONSIBLE, service category 12), by the registered practice."</summary>
    public static string Answer(in Decision decision, Func<string, string?> nameOf)
    {
        var category = decision.Category.Length > 0 ? $", service category {decision.Category}" : "";
        if (decision.Commissioner.Length == 0)
            return decision.Outcome == Outcome.NoPayer
                ? $"Answer: nobody ({decision.Outcome.Name})."
                : $"Answer: no code can be given ({decision.Outcome.Name}{category}).";

        var name = nameOf(decision.Commissioner) is { } known ? $", {known}" : "";
        return $"Answer: {decision.Commissioner}{name} ({decision.Outcome.Name}{category}), {decision.Method!.Words}.";
    }

    /// <summary>What an answer means at a box, as a sentence.</summary>
    public static string Says(Box box, Answer answer) => answer switch
    {
        Responsibility.Answer.Yes => box.IfYes,
        Responsibility.Answer.No => box.IfNo,
        _ => box.Unanswerable!.Value.Otherwise,
    };

    public static string AnswerWord(Answer answer) => answer switch
    {
        Responsibility.Answer.Yes => "Yes",
        Responsibility.Answer.No => "No",
        _ => "Cannot be told",
    };

    // A row is told in full once, and then by its key: the same look-up serves many boxes.
    private static void Values(StringBuilder text, IReadOnlyList<ValueRead> values, HashSet<ReferenceRow> told)
    {
        var width = values.Count == 0 ? 0 : values.Max(v => v.What.Length);
        foreach (var value in values.DistinctBy(v => (v.What, v.Value)))
        {
            text.Append(' ', ValuesIndent);
            text.AppendLine(CultureInfo.InvariantCulture, $"- {value.What.PadRight(width)}  {Shown(value.Value, value.Kind)}");
            if (value.Row is { } row && told.Add(row))
                text.AppendLine(CultureInfo.InvariantCulture, $"              from {Source(row)}");
        }
    }

    /// <summary>Where a row stands, which row it is, and the days it holds: "practices.csv, line 50: D81001 Surgery of 06H, from 2013-04-01".</summary>
    public static string Source(ReferenceRow row)
    {
        var days = row.Days == DateSpan.Always ? "" : $", {row.Days}";
        return $"{row.Provenance}: {Shown(row.Cells[0], row.Schema.Columns[0].Kind)}{(row.Called.Length > 0 ? $" {row.Called}" : "")}{days}";
    }

    /// <summary>A value as people write it: a postcode with its space, and "none" where there is nothing.</summary>
    public static string Shown(string? value, CellKind kind) =>
        value is null ? "none"
        : kind is CellKind.Postcode && Register.Postcode.TryParse(value, out var postcode) ? postcode.ToString()
        : value;

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
