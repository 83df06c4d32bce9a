using Remit.Allocations;
using Remit.Storage.Register;

namespace Remit.Storage.Allocations;

/// <summary>A body's opening position, as one line has it.</summary>
/// <param name="Code">Its code, where the file has codes; else empty.</param>
public readonly record struct OpeningRow(string Code, OpeningPosition Position, int Line);

/// <summary>Opening positions for pace of change: <c>name, baseline_k, population_growth_pct, opening_distance_pct</c>, with <c>code</c> where there are codes, or a table as NHS England published under the policy of January 2016.</summary>
public sealed class OpeningLayout() : Layout<OpeningRow>(ReleaseKind, "opening positions for pace of change", hasHeader: true)
{
    public const string ReleaseKind = "opening-positions";

    private static readonly string[] Plain = ["name", "baseline_k", "population_growth_pct", "opening_distance_pct"];
    private static readonly string[] Published = ["ccg_name", "final_allocation_k", "final_growth_pct", "per_head_growth_pct", "opening_distance_from_target_pct"];

    public override IReadOnlyList<string> NamesBegin => ["opening-positions", "published_pace_of_change"];

    public override IReadOnlyList<string> Headings => [.. Plain, .. Published, "code"];

    public override string Wanted => $"the columns {string.Join(", ", Plain)}, or {string.Join(", ", Published)}";

    public override bool Recognises(Specimen specimen) => Plain.All(specimen.Heads) || Published.All(specimen.Heads);

    public override bool Resembles(Specimen specimen) => Plain.Count(specimen.Heads) > 2 || Published.Count(specimen.Heads) > 2;

    protected override RowReader<OpeningRow> Reader(OpenFile file)
    {
        var cells = file.Cells;
        var isPublished = file.Column(Plain[1]) < 0;
        var columns = (isPublished ? Published : Plain).Select(file.Required).ToArray();
        var code = file.Column("code");
        bool Number(int column, decimal above, decimal most, out decimal number) =>
            Percentage.TryRead(cells.Text(column), out number) && number > above && number <= most
            || cells.Bad("not-a-number", file.Source.Headers[column], column, $"a number above {above} and up to {most}");

        Dictionary<string, int> codes = new(StringComparer.OrdinalIgnoreCase);
        return (out OpeningRow row) =>
        {
            row = default;
            if (cells.Text(code) is { Length: > 0 } given && !codes.TryAdd(given, cells.Line))
                return cells.Bad("duplicate-code", "code", code, $"each code once, and line {codes[given]} has it");
            if (cells.Text(columns[0]) is not { Length: > 0 } name)
                return cells.Bad("no-key", file.Source.Headers[columns[0]], columns[0], "the body's name");
            decimal growth, distance;
            if (!(Thousands.TryRead(cells.Text(columns[1]), out var thousands) && thousands is > 0 and <= Thousands.Most))
                return cells.Bad("not-a-number", file.Source.Headers[columns[1]], columns[1], "thousands of pounds, above nought: 214082 or 214,082");
            if (!Number(columns[2], -50, 100, out growth))
                return false;
            if (!isPublished)
            {
                if (!Number(columns[3], -100, 10_000, out distance))
                    return false;
                row = new(cells.Text(code), new(name, thousands * 1000, growth, distance), cells.Line);
                return true;
            }

            // Last year's allocation follows from growth, which is printed to a hundredth of a per cent: it cannot be told nearer than to some thousands.
            if (!Number(columns[3], -50, 100, out var perHead) || !Number(columns[4], -100, 10_000, out distance))
                return false;
            var population = Math.Round(100 * ((1 + growth / 100) / (1 + perHead / 100) - 1), 4);
            if (population is <= -50 or > 100)
                return cells.Bad("not-a-number", file.Source.Headers[columns[3]], columns[3], $"growth per head that goes with the growth in all: with {growth}% the population would grow by {population}%, wanted above -50 and up to 100");
            row = new(cells.Text(code), new(name, Math.Round(thousands / (1 + growth / 100)) * 1000, population, distance), cells.Line);
            return true;
        };
    }

    protected override string? Unique(OpeningRow row) => row.Position.Body;

    protected override RowKey KeyOf(OpeningRow row) => new(row.Position.Body, "");

    /// <summary>The latest opening positions that a workspace holds, in order of body, with the release; none where it holds none.</summary>
    /// <exception cref="RefusedException">The file cannot be read.</exception>
    public static (KeptRelease Release, IReadOnlyList<OpeningRow> Rows)? Latest(Workspace workspace)
    {
        if (workspace.Latest(ReleaseKind) is not { } release)
            return null;
        using var source = workspace.Open(release);
        return (release, [.. Layouts.OpeningPositions.Read(source, release.ToRelease(), new(release.File), _ => null).OrderBy(r => r.Position.Body, StringComparer.Ordinal)]);
    }
}
