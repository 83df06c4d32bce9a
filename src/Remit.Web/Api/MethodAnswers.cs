using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Remit.Responsibility;

namespace Remit.Web.Api;

/// <summary>The method: its rulebooks, each box of one, and a made-up record decided.</summary>
internal static class MethodAnswers
{
    private static readonly Parameter Name = Parameter.Code("name", "The rulebook's name, such as cam-2025-26.");

    private static readonly Parameter Type = Parameter.Text(Item.CdsType.Column, $"What care it was: {string.Join(", ", CdsType.All.Select(t => $"{t.Code} {t.Words}"))}.") with { IsRequired = true };

    private static readonly Parameter RecordDay = new(RecordAsked.DayField, "The day of the record: of arrival or appointment; of discharge, for a finished stay; of admission, for an unfinished one.", "a day as YYYY-MM-DD", _ => true) { IsRequired = true, Shape = ParameterShape.Day };

    private static readonly Operation List = new("rulebooks", "The rulebooks",
        "Each edition of NHS England's Commissioner Assignment Method that is held here, and the days whose records it decides.", [], "/api/v1/rulebooks")
    { IsTable = true };

    private static readonly Operation Show = new("rulebook", "One rulebook, box by box",
        "Every box of the official chart: its question, where it is printed, and where each answer leads; and how the doubtful points of the text are read.", [Name], "/api/v1/rulebooks/ccg")
    { MayBeMissing = true };

    private static readonly Operation Decide = new("determination", "A made-up record decided, with its reasons",
        "Who pays for a record that the address describes, by the reference engine: each box that was asked, its answer, and every value read with the line it stands in. Never send a real patient's details. No cache keeps it, and it is neither kept nor logged.",
        [Name, Type, RecordDay, .. RecordAsked.Plain.Concat(RecordAsked.Further).Select(Field)],
        "/api/v1/rulebooks/cam-2025-26/determination?cds_type=020&day=2025-06-10&practice_code=X10001&overseas_category=A")
    { MayBeMissing = true };

    public static void Map(IEndpointRouteBuilder api)
    {
        List.MapTo<TablePage<RulebookRow>>(api, "/rulebooks", q => Reply.Table(q, q.Held.Rulebooks, RulebookRow.Of));
        Show.MapTo<RulebookAnswer>(api, "/rulebooks/{name}", q => With(q, "", rulebook => Reply.Of(Answer(q, rulebook))));
        Decide.MapTo<DeterminationAnswer>(api, "/rulebooks/{name}/determination", q => With(q, "/determination", rulebook => Determine(q, rulebook)));
    }

    private static Parameter Field(Item item) => Parameter.Text(item.Column, $"{char.ToUpperInvariant(item.Words[0])}{item.Words[1..]}.{(RecordAsked.Hints.GetValueOrDefault(item) is { } hint ? $" {hint}." : "")}");

    private static IResult With(Question question, string rest, Func<Rulebook, IResult> answer) =>
        question.Held.Rulebooks.FirstOrDefault(r => r.Name.Equals(question[Name], StringComparison.OrdinalIgnoreCase)) is not { } rulebook
            ? Refusal.NotHeld($"There is no rulebook {Finding.Quoted(question[Name]!)}. There are: {string.Join(", ", question.Held.Rulebooks.Select(r => r.Name))}.")
            : rulebook.Name == question[Name] ? answer(rulebook)
            : Results.Redirect($"/api/v1/rulebooks/{rulebook.Name}{rest}{question.Http.Request.QueryString}", permanent: true, preserveMethod: true);

    private static RulebookAnswer Answer(Question question, Rulebook rulebook) => new(question.Held.Version, rulebook.Name, rulebook.Title, BelongingRow.Stated(rulebook.InForce.First), rulebook.InForce.Last, rulebook.Cites, rulebook.Standing, rulebook.Start.Id,
        [.. RulebookChart.Order(rulebook).Select(b => new BoxRow(b.Id, b.Question, b.Cites, new(b.IfYes, b.Yes), new(b.IfNo, b.No), b.Unanswerable is { } cannot ? new(cannot.Otherwise, cannot.Exit) : null))],
        [.. DoubtfulPoint.All.Select(p => new DoubtfulPointRow(p.Id, p.Title, p.Conflict, [.. p.Readings.Select(r => r.Says)]))]);

    private static IResult Determine(Question question, Rulebook rulebook)
    {
        // A record is nobody's, but it looks like somebody's: no cache keeps it.
        question.Http.Response.Headers.CacheControl = "no-store";
        var held = question.Held;
        var asked = new RecordAsked(question.Http.Request.Query);
        var record = asked.Read(rulebook, out var problems);
        if (problems.Count > 0)
            return new Refusal(ProblemKind.BadParameter, string.Join(" ", problems.Select(p => $"{p.Field}: {p.Problem}")), [.. problems.Select(p => new RefusedParameter(p.Field, Finding.Quoted(asked[p.Field]), p.Problem))]);

        var d = held.Explain(rulebook, record);
        var decision = d.Decision;
        return Reply.Of(new DeterminationAnswer(held.Version, rulebook.Name, d.Day, decision.Outcome.Name, decision.Outcome.Says, NamedCode.Of(held, decision.Commissioner, d.Day),
            decision.Category.Length > 0 ? decision.Category : null, decision.Method?.Name, decision.Path,
            [.. decision.Flags.Each().Select(f => new FlagRow(Flags.Name(f), FlagWords.Of(f, rulebook.Readings)))],
            [.. d.Steps.Select(s => new StepRow(s.Box.Id, s.Box.Question, s.Answer, Explanation.Says(s.Box, s.Answer), s.Box.Cites, Values(s.Read)))],
            d.Displaced ? d.Ending.DisplacedBy!.Says : null,
            [.. d.CodeSteps.Select(s => new CodeStepRow(s.Step.Says.TrimEnd('.', ':'), s.Applied, s.Code, s.Way.Cites, Values(s.Read)))],
            rulebook.Standing));
    }

    private static IReadOnlyList<ValueRow> Values(IReadOnlyList<ValueRead> read) =>
        [.. read.DistinctBy(v => (v.What, v.Value)).Select(v => new ValueRow(v.What, v.Value is null ? null : Explanation.Shown(v.Value, v.Kind), v.Row is { } row ? Explanation.Source(row) : null))];
}

/// <summary>An edition of the method.</summary>
/// <param name="Name">Its name in addresses and in files.</param>
/// <param name="Title">What it is called.</param>
/// <param name="First">The first day whose records it decides.</param>
/// <param name="Last">The last; null until further notice.</param>
/// <param name="Boxes">How many boxes its chart has.</param>
/// <param name="Standing">How far its answers can be relied on.</param>
/// <param name="Source">The document it follows.</param>
internal sealed record RulebookRow(string Name, string Title, DateOnly? First, DateOnly? Last, int Boxes, string Standing, string Source)
{
    public static RulebookRow Of(Rulebook rulebook) => new(rulebook.Name, rulebook.Title, BelongingRow.Stated(rulebook.InForce.First), rulebook.InForce.Last, rulebook.Boxes().Count, rulebook.Standing, rulebook.Cites);
}

/// <summary>Where an answer leads from a box.</summary>
/// <param name="Says">What the answer means there.</param>
/// <param name="Box">The next box; null at the end of a path.</param>
/// <param name="Outcome">What is decided at the end of a path; null where there is a next box.</param>
/// <param name="Category">The commissioned service category that goes with it, or null.</param>
/// <param name="Code">How the code is then found, in words; null where there is a next box.</param>
internal sealed record ExitRow(string Says, string? Box, string? Outcome, string? Category, string? Code)
{
    public ExitRow(string says, Exit exit)
        : this(says, (exit as Box)?.Id, (exit as Ending)?.Outcome.Name, exit is Ending { Category.Length: > 0 } ending ? ending.Category : null, (exit as Ending)?.Way.Words)
    {
    }
}

/// <summary>A box of the official chart.</summary>
/// <param name="Id">Its name, as in the path of a decision.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Source">Where it is printed.</param>
/// <param name="Yes">Where "yes" leads.</param>
/// <param name="No">Where "no" leads.</param>
/// <param name="CannotTell">Where it leads when it cannot be told; null where it always can be.</param>
internal sealed record BoxRow(string Id, string Question, string Source, ExitRow Yes, ExitRow No, ExitRow? CannotTell);

/// <summary>A point on which the official text contradicts itself or is silent.</summary>
/// <param name="Id">Its name, as in the flags of a decision.</param>
/// <param name="Title">Where it arises.</param>
/// <param name="Conflict">What is in doubt.</param>
/// <param name="Readings">How it can be read; the first is the one used.</param>
internal sealed record DoubtfulPointRow(string Id, string Title, string Conflict, IReadOnlyList<string> Readings);

/// <summary>A rulebook, box by box.</summary>
/// <param name="AsAt">Which reading of the holdings it was answered from.</param>
/// <param name="Name">Its name in addresses and in files.</param>
/// <param name="Title">What it is called.</param>
/// <param name="First">The first day whose records it decides.</param>
/// <param name="Last">The last; null until further notice.</param>
/// <param name="Source">The document it follows.</param>
/// <param name="Standing">How far its answers can be relied on.</param>
/// <param name="Start">The first box.</param>
/// <param name="Boxes">Every box, never before one that leads to it.</param>
/// <param name="DoubtfulPoints">Where the official text is in doubt, and how it is read.</param>
internal sealed record RulebookAnswer(
    string AsAt, string Name, string Title, DateOnly? First, DateOnly? Last, string Source, string Standing, string Start, IReadOnlyList<BoxRow> Boxes, IReadOnlyList<DoubtfulPointRow> DoubtfulPoints);

/// <summary>What a decision must be read with.</summary>
/// <param name="Flag">Its name, as in the flags of a file of decisions.</param>
/// <param name="Says">What it means.</param>
internal sealed record FlagRow(string Flag, string Says);

/// <summary>A value that was read to answer a question.</summary>
/// <param name="What">What was read.</param>
/// <param name="Value">Its value; null where there is none.</param>
/// <param name="Source">The row it stands in; null for what the record itself says.</param>
internal sealed record ValueRow(string What, string? Value, string? Source);

/// <summary>A box that was asked.</summary>
/// <param name="Box">Its name, as in the path.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Answer">What it answered.</param>
/// <param name="Says">What that means.</param>
/// <param name="Source">Where the box is printed.</param>
/// <param name="Read">What was read to answer it.</param>
internal sealed record StepRow(string Box, string Question, Answer Answer, string Says, string Source, IReadOnlyList<ValueRow> Read);

/// <summary>A step of finding the code.</summary>
/// <param name="Says">What was tried.</param>
/// <param name="Applied">Whether it applied.</param>
/// <param name="Code">The code it gave, or null.</param>
/// <param name="Source">Where the way of finding is printed.</param>
/// <param name="Read">What was read.</param>
internal sealed record CodeStepRow(string Says, bool Applied, string? Code, string Source, IReadOnlyList<ValueRow> Read);

/// <summary>A made-up record, decided.</summary>
/// <param name="AsAt">Which reading of the holdings it was answered from.</param>
/// <param name="Rulebook">The rulebook it was decided under.</param>
/// <param name="Day">The day it was decided for.</param>
/// <param name="Outcome">What was decided, as in a file of decisions.</param>
/// <param name="Says">What that means.</param>
/// <param name="Commissioner">Who pays; null where no code can be given, and then the flags say why.</param>
/// <param name="ServiceCategory">The commissioned service category that goes with it, or null.</param>
/// <param name="Method">How the code was found; null where there is none.</param>
/// <param name="Path">The boxes visited, in order, with ">" between them.</param>
/// <param name="Flags">What the decision must be read with.</param>
/// <param name="Steps">Each box that was asked.</param>
/// <param name="Displaced">The exception that took the place of the chart's own ending; null where none did.</param>
/// <param name="Code">How the code was found, step by step.</param>
/// <param name="Standing">How far the rulebook's answers can be relied on.</param>
internal sealed record DeterminationAnswer(
    string AsAt, string Rulebook, DateOnly Day, string Outcome, string Says, NamedCode? Commissioner, string? ServiceCategory, string? Method, string Path, IReadOnlyList<FlagRow> Flags,
    IReadOnlyList<StepRow> Steps, string? Displaced, IReadOnlyList<CodeStepRow> Code, string Standing);
