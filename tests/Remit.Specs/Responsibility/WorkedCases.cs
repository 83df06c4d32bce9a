using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Remit.Tests;

namespace Remit.Specs.Responsibility;

/// <summary>Every row of every page under <c>specs/responsibility</c>, on every engine.</summary>
public class WorkedCases
{
    private static readonly string[] DecisionHeader = [Column.RecordId, .. Column.Decision];
    private static readonly string[] RejectHeader = ["line", "record_id", "column", "found", "wanted"];

    // One file for all the cases of a page that share tables and rulebook: cases that need each other (a repeated id) stand together, and the whole runs in a moment.
    private static readonly ConcurrentDictionary<(string Engine, Batch Batch), Lazy<Task<Assigned>>> Answers = new();

    private static readonly Dictionary<string, Batch> Batches = Batch.All
        .SelectMany(b => b.Cases.Select(c => (c.Id, b)))
        .DistinctBy(b => b.Id)
        .ToDictionary(b => b.Id, b => b.b);

    public static IEnumerable<TheoryDataRow<string, string>> Rows =>
        from engine in Engine.All
        from worked in SpecPage.All
        select new TheoryDataRow<string, string>(engine.Name, worked.Id) { TestDisplayName = $"{worked.Id} {worked.Page}: {worked["why"]}" };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_case_comes_out_as_the_page_says(string engineName, string id)
    {
        var (engine, batch) = (Engine.All.Single(e => e.Name == engineName), Batches[id]);
        var (worked, at) = batch.Cases.Index().Where(c => c.Item.Id == id).Select(c => (c.Item, c.Index)).Single();
        var answer = await Answers.GetOrAdd((engineName, batch), key => new(() => Run(engine, key.Batch))).Value;

        if (worked.IsRefused)
        {
            answer.Refusal.ShouldNotBeNull($"{worked}: the whole file must be refused.");
            return;
        }

        answer.Refusal.ShouldBeNull($"{worked}: the file was refused.");
        var got = Found(answer, batch, at);
        var wanted = worked.IsRejected ? batch.Reject(at) : [batch.RecordId(at), .. worked.Expected, .. batch.Unknown.Select(c => batch.Cell(at, c))];
        string[] columns = worked.IsRejected ? RejectHeader[..4] : [.. DecisionHeader, .. batch.Unknown];

        var heading = $"{worked} ({worked["why"]}), {engineName} engine:";
        if (wanted.Length != got.Length)
            Assert.Fail($"{heading}\n  expected {string.Join(" | ", wanted)}\n  got      {string.Join(" | ", got)}");

        var differences = columns.Zip(wanted, got).Where(d => d.Second != d.Third).Select(d => $"  {d.First}: expected '{d.Second}', got '{d.Third}'").ToList();
        if (differences.Count > 0)
            Assert.Fail($"{heading}\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void No_case_is_told_twice() =>
        SpecPage.All.GroupBy(c => c.Id).Where(g => g.Count() > 1).Select(g => string.Join(" and ", g)).ShouldBeEmpty();

    [Fact]
    public void Every_case_of_the_first_collection_is_on_a_page() =>
        SpecPage.All.Count(c => c.Id.StartsWith('C')).ShouldBe(226);

    [Fact]
    public void Every_case_says_why_and_where_that_is_written() =>
        SpecPage.All.Where(c => c["why"].Length == 0 || c["source"].Length == 0).Select(c => c.ToString()).ShouldBeEmpty();

    [Fact]
    public void Every_page_says_what_it_is_about_before_its_cases() =>
        Directory.EnumerateFiles(SpecPage.Folder, "*.md")
            .Where(f => File.ReadLines(f).ElementAtOrDefault(2) is not { Length: > 40 } first || first.StartsWith('|'))
            .Select(Path.GetFileName)
            .ShouldBeEmpty();

    [Fact]
    public void The_pages_say_of_the_first_collection_exactly_what_it_says()
    {
        var records = Csv.Read(Where.SharedPath("responsibility", "cases.csv"));
        var header = records[0].Index().ToDictionary(h => h.Item, h => h.Index);
        var pages = SpecPage.All.ToDictionary(c => c.Id);

        var differences =
            from record in records.Skip(1)
            let worked = pages.GetValueOrDefault(record[header["case_id"]])
            from column in header.Keys
            let onThePage = column switch
            {
                "case_id" => worked?.Id,
                "world" => worked?[Column.World],
                "expected_reject_column" => worked?[Column.RejectedFor],
                "source" or "note" => record[header[column]],
                _ => worked?[column.Replace("expected_", "", StringComparison.Ordinal)],
            }
            where onThePage != record[header[column]]
            select $"{record[0]} {column}: the collection says '{record[header[column]]}', the page '{onThePage ?? "nothing"}'";

        differences.ShouldBeEmpty();
    }

    private static async Task<Assigned> Run(Engine engine, Batch batch)
    {
        using var folder = Where.NewFolder();
        var file = folder.File("activity.csv");
        await File.WriteAllTextAsync(file, batch.Text, new UTF8Encoding(false));
        return await engine.Assign(file, batch.WorldFolder, batch.Rulebook);
    }

    /// <summary>The record's row of the rejects (without the free text) or of the decisions, which keep the order of the file.</summary>
    private static string[] Found(Assigned answer, Batch batch, int at)
    {
        answer.Decisions[0].ShouldBe([.. DecisionHeader, .. batch.Unknown]);
        answer.Rejects[0].ShouldBe(RejectHeader);
        var rejects = answer.Rejects.Skip(1).ToDictionary(r => int.Parse(r[0], CultureInfo.InvariantCulture), r => r[..4]);
        var records = batch.RecordLines.Count;
        (answer.Decisions.Count - 1 + rejects.Count).ShouldBe(records, "read = assigned + rejected");

        var line = batch.LineOf(at);
        return rejects.TryGetValue(line, out var reject)
            ? reject
            : answer.Decisions[1 + batch.RecordLines.Count(l => l < line && !rejects.ContainsKey(l))];
    }
}
