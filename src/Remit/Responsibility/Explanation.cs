using System.Globalization;
using System.Text;

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
        text.AppendLine(CultureInfo.InvariantCulture, $"{Capital(type.Words)}; decided for {Day(determination.Day)} under {rulebook.Name}, the {rulebook.Title}.");
        text.AppendLine();
        text.AppendLine(Answer(decision, nameOf));
        text.AppendLine(decision.Outcome.Says);
        text.AppendLine();

        text.AppendLine("How it was decided");
        var told = new HashSet<ValueRead>();
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
        foreach (var finding in determination.Finding)
        {
            text.AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"          {Capital(finding.Way.Words)}. {finding.Step.Says.TrimEnd('.', ':')}{(finding.Code is { } code ? $": {code}." : ".")}  [{finding.Way.Cites}]");
            Values(text, finding.Read, told);
        }

        if (decision.Flags.Has(Flag.NoAreaMatch))
            text.AppendLine(CultureInfo.InvariantCulture, $"          That code was not a commissioner in force on {Day(determination.Day)}, so it is not given; there is no further fall-back.  [D21]");

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

    // Each value's source is told once: the same look-up serves many boxes.
    private static void Values(StringBuilder text, IReadOnlyList<ValueRead> values, HashSet<ValueRead> told)
    {
        var width = values.Count == 0 ? 0 : values.Max(v => v.What.Length);
        foreach (var value in values)
        {
            var first = told.Add(value);
            var source = value.Row is { } row && first ? $"   ({Source(row)})" : "";
            text.Append(' ', ValuesIndent);
            text.AppendLine(CultureInfo.InvariantCulture, $"- {value.What.PadRight(width)}  {Shown(value.Value)}{source}");
        }
    }

    /// <summary>Where a row stands, which row it is, and the days it holds: "practices.csv, line 50: D81001 Surgery of 06H, from 2013-04-01".</summary>
    public static string Source(ReferenceRow row)
    {
        var days = row.Days == Time.DateSpan.Always ? "" : $", {row.Days}";
        return $"{row.Provenance}: {Shown(row.Cells[0])}{(row.Called.Length > 0 ? $" {row.Called}" : "")}{days}";
    }

    // Postcodes are compared without their space and read with it. A site code such as RJ1AB has a postcode's end, but no digit before it.
    private static string Shown(string? value) =>
        value is null ? "none" : Register.Postcode.TryParse(value, out var postcode) && value.AsSpan(0, value.Length - 3).ContainsAnyInRange('0', '9') ? postcode.ToString() : value;

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
