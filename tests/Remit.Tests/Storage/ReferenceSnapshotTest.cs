using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Register;
using Remit.Storage.Responsibility;
using Remit.Tests.Responsibility;

namespace Remit.Tests.Storage;

/// <summary>Compiled tables that an earlier run left: used when nothing has changed, and never otherwise.</summary>
public sealed class ReferenceSnapshotTest : IDisposable
{
    private const string Activity = "record_id,cds_type,activity_date,provider_code,practice_code,postcode,overseas_category\n"
        + "1,020,2025-06-30,RAA,A81001,AA1 1AA,A\n2,020,2025-06-30,RBB,,BB2 2BB,A\n3,020,2025-06-30,,,,\n4,020,never,,,,\n";

    private static readonly IReadOnlyList<Rulebook> Documented = Rulebooks.All();

    private readonly TemporaryFolder folder = Where.NewFolder();
    private readonly string tables;
    private readonly string snapshots;

    public ReferenceSnapshotTest()
    {
        (tables, snapshots) = (SmallWorld.WriteTo(folder.File("tables")), folder.File("snapshots"));
        File.AppendAllText(Path.Combine(tables, "practices.csv"), "too,few\n");
    }

    public static TheoryData<string> Tables => [.. SmallWorld.Texts.Keys.Select(s => s.Name)];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_second_run_reads_what_the_first_compiled_and_says_the_same_of_it()
    {
        var (first, second) = (Open(), Open());

        Run(first).ShouldBe(Run(second));

        (first.CameFromSnapshot, second.CameFromSnapshot).ShouldBe((false, true));
        (second.Description, second.Findings.ShouldHaveSingleItem().Code).ShouldBe((first.Description, "wrong-cell-count"));
        second.Findings.ShouldBe(first.Findings);
        second.Sources.ShouldBe(ReferenceFolder.Load(tables).Sources);
    }

    [Fact]
    public void Rows_that_are_asked_for_are_read_though_there_is_a_snapshot()
    {
        Kept();

        Open().Tables[TableSchema.Practices].Rows.Count.ShouldBe(SmallWorld.Rows(TableSchema.Practices).Count);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void One_changed_byte_of_any_table_makes_a_new_one_though_length_and_time_are_the_same(string table)
    {
        Kept();
        var path = Path.Combine(tables, $"{table}.csv");
        var (bytes, written) = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));
        var at = Array.LastIndexOf(bytes, (byte)',') - 1;
        bytes[at] = bytes[at] == 'Z' ? (byte)'Y' : (byte)'Z';
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, written);

        var after = Open();
        Run(after).ShouldBe(Run(ReferenceFolder.Load(tables)));

        after.CameFromSnapshot.ShouldBeFalse();
        Kept();
    }

    [Fact]
    public void One_that_was_cut_or_spoilt_anywhere_or_is_longer_is_not_used_and_is_made_again()
    {
        var path = Kept();
        var (whole, wanted) = (File.ReadAllBytes(path), Run(Open()));
        var places = Enumerable.Range(0, 40).Concat(Enumerable.Range(1, 40).Select(n => whole.Length - n)).Concat(Enumerable.Range(1, 40).Select(n => (int)((long)n * whole.Length / 41))).ToList();
        foreach (var spoilt in places.SelectMany(at => (byte[][])[whole[..at], [.. whole[..at], (byte)(whole[at] ^ 0xFF), .. whole[(at + 1)..]]]).Append([.. whole, 0]))
        {
            File.WriteAllBytes(path, spoilt);
            var loaded = Open();

            Run(loaded).ShouldBe(wanted);

            loaded.CameFromSnapshot.ShouldBeFalse();
            File.ReadAllBytes(path).ShouldBe(whole);
        }
    }

    [Fact]
    public void One_of_other_tables_under_its_name_is_not_used()
    {
        var path = Kept();
        var other = SmallWorld.WriteTo(folder.File("other"));
        ReferenceFolder.Open(other, folder.File("others")).CompiledFor(Documented);
        File.Copy(Directory.GetFiles(folder.File("others")).Single(), path, overwrite: true);

        var loaded = Open();
        loaded.CompiledFor(Documented);

        loaded.CameFromSnapshot.ShouldBeFalse();
    }

    [Fact]
    public void Readings_that_ask_for_other_codes_have_their_own_and_only_a_few_are_kept()
    {
        Kept();
        foreach (var reading in DoubtfulPoint.All.SelectMany(p => p.Readings.Select(r => $"{p.Id}={r.Name}")))
        {
            Readings.TryParse([reading], out var readings, out _).ShouldBeTrue();
            var (first, second) = (Open(), Open());
            var rulebooks = Rulebooks.All(readings);

            Run(first, rulebooks).ShouldBe(Run(second, rulebooks));

            second.CameFromSnapshot.ShouldBeTrue(reading);
            Directory.GetFiles(snapshots).Length.ShouldBeLessThanOrEqualTo(ReferenceSnapshot.MostKept);
        }
    }

    [Fact]
    public void Many_at_once_all_get_their_tables_and_leave_one_whole_file()
    {
        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 8 }, n =>
        {
            var loaded = Open();
            loaded.CompiledFor(Documented).ClassCount.ShouldBeGreaterThan(1);
            if (n % 5 == 0)
                foreach (var file in Directory.GetFiles(snapshots, "*.snapshot"))
                    File.Delete(file);
        });

        Open().CompiledFor(Documented);
        Path.GetFileName(Kept()).ShouldEndWith(".snapshot");
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_does_no_harm()
    {
        File.WriteAllText(snapshots, "a file where the folder should be");
        var (first, second) = (Open(), Open());

        Run(first).ShouldBe(Run(second));

        second.CameFromSnapshot.ShouldBeFalse();
    }

    [Fact]
    public void A_workspace_has_its_own_until_it_learns_something()
    {
        var (workspace, sound) = (new Workspace(folder.File("workspace")), SmallWorld.WriteTo(folder.File("sound")));
        foreach (var schema in SmallWorld.Texts.Keys.Where(s => s != TableSchema.DetentionSites))
            Import(workspace, Path.Combine(sound, $"{schema.Name}.csv"), 1);
        LoadedReference Now() => WorkspaceReference.Open(new Workspace(workspace.Folder));
        var (first, second) = (Now(), Now());

        Run(first).ShouldBe(Run(second));
        (first.CameFromSnapshot, second.CameFromSnapshot).ShouldBe((false, true));
        second.Sources.ShouldBe(WorkspaceReference.Load(workspace).Sources);
        second.Findings.ShouldBe(WorkspaceReference.Load(workspace).Findings);
        Directory.GetFiles(Path.Combine(workspace.Folder, "derived")).ShouldHaveSingleItem();

        File.AppendAllText(Path.Combine(sound, "providers.csv"), "RZZ,New,AA1 1AA,\n");
        Import(workspace, Path.Combine(sound, "providers.csv"), 2);
        var third = Now();
        Run(third).ShouldBe(Run(WorkspaceReference.Load(new Workspace(workspace.Folder))));
        third.CameFromSnapshot.ShouldBeFalse();

        var earlier = WorkspaceReference.Open(new Workspace(workspace.Folder), Day(1));
        earlier.CompiledFor(Documented);
        earlier.Sources.Count.ShouldBe(third.Sources.Count - 1);
    }

    [Fact]
    public void A_release_that_was_cut_since_is_refused_though_there_is_a_snapshot()
    {
        var (workspace, sound) = (new Workspace(folder.File("workspace")), SmallWorld.WriteTo(folder.File("sound")));
        foreach (var schema in SmallWorld.Texts.Keys.Where(s => s != TableSchema.DetentionSites))
            Import(workspace, Path.Combine(sound, $"{schema.Name}.csv"), 1);
        WorkspaceReference.Open(workspace).CompiledFor(Documented);
        var content = workspace.ContentOf(workspace.Latest("postcodes")!);
        File.WriteAllBytes(content, File.ReadAllBytes(content)[..^1]);

        Should.Throw<RefusedException>(() => WorkspaceReference.Open(new Workspace(workspace.Folder)).CompiledFor(Documented))
            .Findings.ShouldHaveSingleItem().Code.ShouldBe("workspace-damaged");
    }

    private static DateTimeOffset Day(int day) => new(2026, 1, day, 9, 0, 0, TimeSpan.Zero);

    private static void Import(Workspace workspace, string path, int day)
    {
        var outcome = new ReleaseImport(workspace, NationalTables.Shipped, Day(day)).Import(path, Layouts.Named(Path.GetFileNameWithoutExtension(path)));
        outcome.Verdict.ShouldBe(ImportVerdict.Activated, string.Join('\n', outcome.Findings));
    }

    private LoadedReference Open() => ReferenceFolder.Open(tables, snapshots);

    /// <summary>The one snapshot there is, made if need be, and found whole.</summary>
    private string Kept()
    {
        Open().CompiledFor(Documented);
        var again = Open();
        again.CompiledFor(Documented);
        again.CameFromSnapshot.ShouldBeTrue();
        return Directory.GetFiles(snapshots).ShouldHaveSingleItem();
    }

    /// <summary>Everything that a run writes, as one text.</summary>
    private string Run(LoadedReference reference, IReadOnlyList<Rulebook>? rulebooks = null)
    {
        File.WriteAllText(folder.File("activity.csv"), Activity);
        AssignmentRun.Run(new Assignment(reference, rulebooks ?? Documented), folder.File("activity.csv"), folder.File("decisions.csv"), folder.File("rejects.csv"), stop: TestContext.Current.CancellationToken);
        return string.Concat(((string[])["decisions.csv", "rejects.csv", "manifest.json"]).Select(f => File.ReadAllText(folder.File(f))));
    }
}
