using Remit.Cli;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Responsibility;
using Remit.Storage.Samples;
using Remit.Time;

namespace Remit.Tests.Samples;

public sealed class SampleFolderTest(SampleFolderTest.Made made) : IClassFixture<SampleFolderTest.Made>
{
    private static readonly string Kept = Path.Combine(Where.Root, "samples");

    private static readonly string[] Activity = ["activity.csv", "activity-2019.csv"];

    [Fact]
    public void The_samples_that_come_with_the_product_are_those_the_generator_makes()
    {
        foreach (var file in made.Files)
            File.ReadAllBytes(made.Folder.File(file.Name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Kept, file.Name)))
                .ShouldBeTrue($"samples/{file.Name} differs: './remit sample make --out samples' makes it again");
        Directory.EnumerateFiles(Kept, "*.csv").Select(Path.GetFileName).ShouldBe(made.Files.Select(f => f.Name), ignoreOrder: true);
    }

    [Fact]
    public void The_samples_are_small() =>
        Directory.EnumerateFiles(Kept).Sum(f => new FileInfo(f).Length).ShouldBeLessThan(1_500_000);

    [Fact]
    public void Another_seed_makes_another_England_of_the_same_commissioners()
    {
        using var folder = Where.NewFolder();
        SampleFolder.Write(folder.Path, ParameterTables.Shipped, seed: 7, rows: SampleFolder.FewestRows);

        File.ReadAllText(folder.File("areas.csv")).ShouldBe(File.ReadAllText(made.Folder.File("areas.csv")));
        File.ReadAllText(folder.File("practices.csv")).ShouldNotBe(File.ReadAllText(made.Folder.File("practices.csv")));
    }

    [Theory]
    [InlineData("activity.csv")]
    [InlineData("activity-2019.csv")]
    public void Every_outcome_shows_at_least_three_times(string file)
    {
        var counts = Run(file, made.Folder.Path).Counts;
        foreach (var outcome in Outcome.All)
            counts.ByOutcome.GetValueOrDefault(outcome.Name).ShouldBeGreaterThanOrEqualTo(3, outcome.Name);
    }

    [Fact]
    public void Even_the_smallest_file_shows_every_outcome()
    {
        using var folder = Where.NewFolder();
        SampleFolder.Write(folder.Path, ParameterTables.Shipped, seed: 99, rows: SampleFolder.FewestRows);

        foreach (var file in Activity)
            Outcome.All.Select(o => o.Name).Except(Run(file, folder.Path).Counts.ByOutcome.Keys).ShouldBeEmpty(file);
    }

    [Fact]
    public void Every_flag_a_record_can_raise_shows() =>
        Activity.SelectMany(f => Run(f, made.Folder.Path).Counts.ByFlag.Keys).Distinct().ShouldBe(
            ["K2", "K3", "K4", "K5", "K7", "K8", "K9", "K10", "K11", "K12", "no-practice-match", "no-postcode-match", "no-provider-match", "no-hub", "no-area-match", "overseas-category-blank"],
            ignoreOrder: true);

    [Fact]
    public void Every_way_of_being_rejected_shows_once()
    {
        foreach (var file in Activity)
        {
            var (counts, rejects) = Run(file, made.Folder.Path);
            counts.Rejected.ShouldBe(9);
            rejects.Select(r => r.Split(',')[2]).Order(StringComparer.Ordinal)
                .ShouldBe(["", "activity_date", "activity_date", "activity_date", "cds_type", "placing_commissioner", "reciprocal_agreement", "record_id", "record_id"]);
        }
    }

    [Fact]
    public void Most_people_are_ordinary() =>
        Run("activity.csv", made.Folder.Path).Counts.ByOutcome["RESPONSIBLE"].ShouldBeInRange(4_000, 4_700);

    [Fact]
    public void Late_records_are_decided_under_last_years_rules()
    {
        var counts = Run("activity.csv", made.Folder.Path).Counts;
        counts.ByRulebook.Keys.ShouldBe(["cam-2024-25", "cam-2025-26"]);
        counts.ByRulebook["cam-2024-25"].ShouldBeLessThan(counts.Assigned / 20);
        Run("activity-2019.csv", made.Folder.Path).Counts.ByRulebook.Keys.ShouldBe(["ccg"]);
    }

    [Theory]
    [InlineData("2013-04-01", 211)]
    [InlineData("2015-04-01", 209)]
    [InlineData("2019-06-15", 191)]
    [InlineData("2021-04-01", 106)]
    [InlineData("2022-07-01", 106)]
    [InlineData("2025-06-15", 106)]
    public void Its_commissioners_and_their_number_are_the_real_ones(string text, int commissioners)
    {
        IsoDate.TryParse(text, out var day).ShouldBeTrue();
        var tables = ReferenceFolder.Load(made.Folder.Path).Tables;

        CodesOn(tables[TableSchema.Areas], "commissioner", day).Count().ShouldBe(commissioners);
        CodesOn(tables[TableSchema.Postcodes], "commissioner", day).Where(c => c != "").Distinct().Count().ShouldBe(commissioners);
    }

    [Fact]
    public void Every_home_in_England_lies_in_one_commissioner_on_any_day()
    {
        var postcodes = ReferenceFolder.Load(made.Folder.Path).Tables[TableSchema.Postcodes].Rows.GroupBy(r => r.Cells[0]).ToList();

        foreach (var day in new[] { new DateOnly(2013, 4, 1), new DateOnly(2018, 3, 31), new DateOnly(2020, 4, 1), new DateOnly(2022, 7, 1), new DateOnly(2026, 3, 31) })
            postcodes.Where(p => p.Count(r => r.Days.Contains(day)) != 1).Select(p => p.Key).ShouldBeEmpty();
    }

    [Fact]
    public void No_postcode_in_it_can_be_a_real_one() =>
        ReferenceFolder.Load(made.Folder.Path).Tables[TableSchema.Postcodes].Rows.Select(r => r.Cells[0])
            .Where(p => !p[^2..].All("CIKMOV".Contains))
            .ShouldBeEmpty("the last two letters of a real postcode are never C, I, K, M, O or V");

    [Fact]
    public void A_practice_changes_commissioner_when_its_commissioner_merges()
    {
        var practices = ReferenceFolder.Load(made.Folder.Path).Tables[TableSchema.Practices];
        var commissioner = practices.Schema.IndexOf("commissioner");
        var gateshead = practices.Rows.First(r => r.Cells[commissioner] == "00F" && r.Days.Last == new DateOnly(2015, 3, 31)).Cells[0];

        practices.Rows.Where(r => r.Cells[0] == gateshead).Select(r => r.Cells[commissioner]).Distinct().ShouldBe(["00F", "13T"]);
    }

    [Fact]
    public async Task The_verb_says_what_it_made_and_that_it_is_made_up()
    {
        using var folder = Where.NewFolder();
        var (output, errors) = (new StringWriter(), new StringWriter());

        var code = await CommandLine.Run(["sample", "make", "--out", folder.File("made"), "--rows", "600"], new Terminal(output, errors, TimeProvider.System), TestContext.Current.CancellationToken);

        code.ShouldBe(ExitCode.Done);
        output.ToString().ShouldContain("activity.csv");
        output.ToString().ShouldContain("made up");
        File.ReadLines(Path.Combine(folder.File("made"), "activity.csv")).Count().ShouldBe(601);
    }

    [Fact]
    public async Task Too_few_rows_are_refused_with_the_number_that_would_do()
    {
        var (output, errors) = (new StringWriter(), new StringWriter());

        var code = await CommandLine.Run(["sample", "make", "--rows", "10"], new Terminal(output, errors, TimeProvider.System), TestContext.Current.CancellationToken);

        code.ShouldBe(ExitCode.Usage);
        errors.ToString().ShouldContain("--rows 10 is too few to show every kind of record: give 500 or more.");
    }

    private static IEnumerable<string> CodesOn(ReferenceTable table, string column, DateOnly day) =>
        table.Rows.Where(r => r.Days.Contains(day)).Select(r => r.Cells[table.Schema.IndexOf(column)]);

    private static (RunCounts Counts, string[] Rejects) Run(string file, string folder)
    {
        using var results = Where.NewFolder();
        var assignment = new Assignment(ReferenceFolder.Load(folder), Rulebooks.All());
        assignment.Reference.Findings.ShouldBeEmpty();
        var counts = AssignmentRun.Run(assignment, Path.Combine(folder, file), results.File("out.csv"), results.File("rejects.csv"), stop: TestContext.Current.CancellationToken);
        return (counts, [.. File.ReadLines(results.File("rejects.csv")).Skip(1)]);
    }

    /// <summary>The default samples, made once for all these tests.</summary>
    public sealed class Made : IDisposable
    {
        public Made() => Files = SampleFolder.Write(Folder.Path, ParameterTables.Shipped);

        public TemporaryFolder Folder { get; } = Where.NewFolder();
        public IReadOnlyList<MadeFile> Files { get; }
        public void Dispose() => Folder.Dispose();
    }
}
