using Remit.Allocations;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Storage.Register;

namespace Remit.Tests.Allocations;

public class AllocationFolderTest
{
    // Two pages of a round in the layout of 2022/23, made up.
    private const string File2022 =
        "practice_code,practice_name,ccg21_code,pcn_code,icb_code,utla_code,registered_patients,projected_pop_2022_23,wp_general_acute,wp_community,wp_mental_health,wp_maternity,wp_health_inequalities,wp_prescribing,wp_overall\n"
        + "A81002,Second,00P,U1,QHM,E06000004,200,201.5,190.1,200,210,220,230,240,0\n"
        + "A81001,First,00L,U1,QHM,E06000004,100,101.5,111.4,102,103,104,105,106,0\n";

    [Fact]
    public void A_file_is_taken_in_allocated_written_and_read_back()
    {
        using var folder = Where.NewFolder();
        var (inputs, register) = TakenIn(folder, File2022);
        var target = Target.Of(inputs.Population, inputs.Edition);
        var bodies = Placement.ByFile(inputs.Population, "CCG");

        AllocationFolder.Write(folder.File("out"), inputs, target, [bodies], register, new(2022, 7, 1), null).Select(Path.GetFileName)
            .ShouldBe(["bodies.csv", "manifest.json", "national.csv", "places.csv", "practices.csv"]);
        var back = AllocationFolder.Read(folder.File("out"));

        back.Targets().ShouldBe(bodies.Sum(target.Pounds));
        target.Population.Codes.ShouldBe(["A81001", "A81002"]);
        File.ReadLines(folder.File("out/bodies.csv")).First().ShouldBe("level,code,name,units,heads,pot: all services,target,target_per_head,weighted_heads,need_index");
        Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order().ShouldBe(["out", "practice_weighted_pop_2022_23.csv", "workspace"]);
    }

    [Fact]
    public void Allocations_are_written_with_what_they_rest_on_and_read_back()
    {
        using var folder = Where.NewFolder();
        var (inputs, register) = TakenIn(folder, File2022);
        var target = Target.Of(inputs.Population, inputs.Edition);
        var bodies = Placement.ByFile(inputs.Population, "CCG");
        var pace = new PaceBasis(new Dictionary<string, Baseline> { ["00L"] = new(30_000_000_000, 1.23456789m), ["00P"] = new(52_000_000_000.5m, 0) }, PacePolicies.Named("january-2016").Policy);

        AllocationFolder.Write(folder.File("out"), inputs, target, [bodies], register, new(2022, 7, 1), null, pace, 2).Select(Path.GetFileName)
            .ShouldBe(["allocations.csv", "allocations.xlsx", "bodies.csv", "manifest.json", "national.csv", "openings.csv", "places.csv", "policy.csv", "practices.csv"]);

        var back = AllocationFolder.Read(folder.File("out"));
        back.Pace!.Baselines.ShouldBe(pace.Baselines, ignoreOrder: true);
        back.Figures().ShouldBe((new TargetBasis(inputs.Population, inputs.Edition, bodies) { Pace = pace }).Figures());
        var openings = folder.File("out/openings.csv");
        File.WriteAllText(openings, File.ReadAllText(openings).Replace("30000000", "31000000", StringComparison.Ordinal));
        Should.Throw<RefusedException>(() => AllocationFolder.Read(folder.File("out"))).Message.ShouldContain("/out/allocations.csv: not-an-allocation: found 'allocations that its own");
    }

    [Fact]
    public void Baselines_are_read_by_code_or_name_and_every_bad_row_is_told()
    {
        using var folder = Where.NewFolder();
        File.WriteAllText(folder.File("had.csv"), "code,name,baseline_k,population_growth_pct\n00L,,\"1,000\",0.5\n,Tyne,2000,\n");
        BaselineFile.Read(folder.File("had.csv"), new HashSet<string> { "00L", "00P" }, name => name == "Tyne" ? "00P" : null)
            .ShouldBe(new Dictionary<string, Baseline> { ["00L"] = new(1_000_000, 0.5m), ["00P"] = new(2_000_000, 0) }, ignoreOrder: true);

        File.WriteAllText(folder.File("had.csv"), "code,baseline_k\n00Z,1\n00L,x\n00L,1\n00L,1\n");
        Should.Throw<RefusedException>(() => BaselineFile.Read(folder.File("had.csv"), new HashSet<string> { "00L" }, _ => null)).Findings.Select(f => (f.Place.Line, f.Code)).ShouldBe([(2, "unknown-body"), (3, "bad-number"), (5, "repeated-body")]);
        File.WriteAllText(folder.File("had.csv"), "code,pounds\n");
        Should.Throw<RefusedException>(() => BaselineFile.Read(folder.File("had.csv"), new HashSet<string>(), _ => null)).Message.ShouldContain("wanted the columns code (or name) and baseline_k");
    }

    [Fact]
    public void The_same_inputs_give_the_same_bytes()
    {
        using var folder = Where.NewFolder();
        var (inputs, register) = TakenIn(folder, File2022);
        var target = Target.Of(inputs.Population, inputs.Edition);
        foreach (var name in (string[])["one", "two"])
            AllocationFolder.Write(folder.File(name), inputs, target, [Placement.ByFile(inputs.Population, "CCG")], register, new(2022, 7, 1), null);

        foreach (var file in Directory.EnumerateFiles(folder.File("one")))
            File.ReadAllBytes(file).ShouldBe(File.ReadAllBytes(Path.Combine(folder.File("two"), Path.GetFileName(file))), file);
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_left_as_it_is()
    {
        using var folder = Where.NewFolder();
        var (inputs, register) = TakenIn(folder, File2022);
        Directory.CreateDirectory(folder.File("mine"));
        File.WriteAllText(folder.File("mine/letter.txt"), "dear");

        Should.Throw<RefusedException>(() => AllocationFolder.Write(folder.File("mine"), inputs, Target.Of(inputs.Population, inputs.Edition), [Placement.ByFile(inputs.Population, "CCG")], register, new(2022, 7, 1), null))
            .Message.ShouldContain("not-an-allocation: found 'something other than an earlier run of 'allocate''");
        Directory.EnumerateFiles(folder.File("mine")).Count().ShouldBe(1);
    }

    [Fact]
    public void A_run_whose_figures_were_changed_is_not_compared()
    {
        using var folder = Where.NewFolder();
        var (inputs, register) = TakenIn(folder, File2022);
        var target = Target.Of(inputs.Population, inputs.Edition);
        AllocationFolder.Write(folder.File("out"), inputs, target, [Placement.ByFile(inputs.Population, "CCG")], register, new(2022, 7, 1), null);
        var table = folder.File("out/practices.csv");
        File.WriteAllText(table, File.ReadAllText(table).Replace(",111.4,", ",121.4,", StringComparison.Ordinal));

        Should.Throw<RefusedException>(() => AllocationFolder.Read(folder.File("out"))).Message.ShouldContain("targets that its own heads, need and parameters do not give");
        Should.Throw<RefusedException>(() => AllocationFolder.Read(folder.File("nothing"))).Message.ShouldContain("found 'no folder'");
    }

    [Theory]
    [InlineData("wp_maternity", "wp_paternity", "unknown-layout")]
    [InlineData("190.1", "19O.1", "too-many-left-out")]
    [InlineData("190.1", "-190.1", "too-many-left-out")]
    [InlineData("A81001", "A81002", "too-many-left-out")]
    public void A_damaged_file_is_refused_and_changes_nothing(string sound, string damaged, string code)
    {
        using var folder = Where.NewFolder();
        var path = folder.File("practice_weighted_pop_2022_23.csv");
        File.WriteAllText(path, File2022.Replace(sound, damaged, StringComparison.Ordinal));
        var workspace = Workspace.At(folder.File("workspace"));

        var outcome = new ReleaseImport(workspace, NationalTables.Shipped, DateTimeOffset.UnixEpoch).Import(path);

        outcome.Verdict.ShouldBe(ImportVerdict.Refused);
        outcome.Findings.Select(f => f.Code).ShouldContain(code == "unknown-layout" ? "missing-column" : code);
        workspace.Releases.ShouldBeEmpty();
    }

    [Fact]
    public void Totals_of_several_bodies_do_not_count_beside_them()
    {
        using var folder = Where.NewFolder();
        var path = folder.File("ccg_2013_14_target_partial.csv");
        File.WriteAllText(path, "code,name,raw_population,weighted_population\n00C,NHS Darlington CCG,106079,112163\n00D,Durham Dales,287935,335296\nQ45,All of them (area team),394014,447459\n");
        var workspace = Workspace.At(folder.File("workspace"));
        new ReleaseImport(workspace, NationalTables.Shipped, DateTimeOffset.UnixEpoch).Import(path).Verdict.ShouldBe(ImportVerdict.Activated);

        var inputs = AllocationInputs.Open(workspace, AllocationTables.Named("2013-14"), workspace.Evidence(NationalTables.Shipped).ToDate);

        inputs.Population.Codes.ShouldBe(["00C", "00D"]);
        inputs.Findings.Select(f => f.ToString()).ShouldBe(["ccg_2013_14_target_partial.csv:4: not-a-unit: found 'Q45', wanted a CCG: this row is not counted"]);
    }

    [Fact]
    public void A_file_of_part_of_England_does_for_no_round_with_pots_of_other_areas()
    {
        using var folder = Where.NewFolder();
        var (_, register) = TakenIn(folder, File2022);
        var workspace = Workspace.At(folder.File("workspace"));

        AllocationInputs.Find(workspace, AllocationTables.Named("2022-23-need"), register).ShouldNotBeNull();
        AllocationInputs.Find(workspace, AllocationTables.Named("2022-23"), register).ShouldBeNull();
    }

    [Fact]
    public void Without_a_file_of_the_edition_it_says_what_to_take_in()
    {
        using var folder = Where.NewFolder();
        var workspace = Workspace.At(folder.File("workspace"));

        Should.Throw<RefusedException>(() => AllocationInputs.Open(workspace, AllocationTables.Named("2018-19"), workspace.Evidence(NationalTables.Shipped).ToDate))
            .Message.ShouldContain("no-population: found 'no file of weighted populations of the edition 2018-19'");
        Should.Throw<RefusedException>(() => AllocationTables.Named("2099-00")).Message.ShouldContain("wanted one of: 2013-14, 2018-19, 2022-23, 2022-23-need");
    }

    private static (AllocationInputs Inputs, RegisterAsKnown Register) TakenIn(TemporaryFolder folder, string content)
    {
        var path = folder.File("practice_weighted_pop_2022_23.csv");
        File.WriteAllText(path, content);
        var workspace = Workspace.At(folder.File("workspace"));
        new ReleaseImport(workspace, NationalTables.Shipped, DateTimeOffset.UnixEpoch).Import(path).Verdict.ShouldBe(ImportVerdict.Activated);
        var register = workspace.Evidence(NationalTables.Shipped).ToDate;
        return (AllocationInputs.Open(workspace, AllocationTables.Named("2022-23-need"), register), register);
    }
}
