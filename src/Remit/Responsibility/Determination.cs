namespace Remit.Responsibility;

/// <summary>What is decided about one record: a line of decisions.csv.</summary>
/// <param name="Commissioner">The code, or empty where none can be derived; then the flags say why.</param>
/// <param name="Category">The commissioned service category that goes with it, or empty.</param>
/// <param name="Method">How the code was found; none where there is no code.</param>
/// <param name="Path">The boxes visited, in order, <c>&gt;</c> between them.</param>
public readonly record struct Decision(Outcome Outcome, string Commissioner, string Category, Method? Method, string Path, Flags Flags)
{
    /// <summary>Its columns in a file of decisions (formats.md, section 3), which come after the record's id.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["outcome", "commissioner", "service_category", "method", "path", "flags"];
}

/// <summary>A value that was read while a question was being answered.</summary>
/// <param name="What">What was read, in words.</param>
/// <param name="Value">Its value, or none.</param>
/// <param name="Row">The reference row it stands in; none for what the record itself says.</param>
/// <param name="Kind">How it is written: postcodes are compared without their space and read with it.</param>
public sealed record ValueRead(string What, string? Value, ReferenceRow? Row, CellKind Kind);

/// <summary>A box that was asked, its answer, the values read to answer it, and the flags it raised.</summary>
public sealed record Step(Box Box, Answer Answer, IReadOnlyList<ValueRead> Read, Flags Raised);

/// <summary>A step of finding the code that was tried, whether it applied, the code it gave, and the values read.</summary>
public sealed record CodeStep(Way Way, WayStep Step, bool Applied, string? Code, IReadOnlyList<ValueRead> Read);

/// <summary>A decision with its reasons. The reasons are the calculation's own record, not a second account of it.</summary>
public sealed record Determination(Rulebook Rulebook, DateOnly Day, Decision Decision, IReadOnlyList<Step> Steps, Ending Ending, bool Displaced, IReadOnlyList<CodeStep> CodeSteps);
