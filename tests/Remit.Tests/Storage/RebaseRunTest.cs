using FsCheck;
using FsCheck.Fluent;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Register;
using Remit.Tests.Register;

namespace Remit.Tests.Storage;

public class RebaseRunTest
{
    private static readonly RegisterAsKnown England = new Evidence(
        SmallEngland.Facts(
            [("00F", "2013-04-01", "2015-03-31"), ("00G", "2013-04-01", "2015-03-31"), ("13T", "2015-04-01", "2019-03-31"), ("00L", "2013-04-01", "2019-03-31"), ("99Z", "2019-04-01", null)],
            ("00F", "13T", "2015-04-01"), ("00G", "13T", "2015-04-01"), ("13T", "99Z", "2019-04-01"), ("00L", "99Z", "2019-04-01")),
        [
            SmallEngland.Memberships("2020-01-01",
                ("A85001", "00F", "2013-04-01", "2015-03-31"), ("A85001", "13T", "2015-04-01", "2019-03-31"), ("A85001", "99Z", "2019-04-01", null),
                ("A85002", "00G", "2013-04-01", "2015-03-31"), ("A85002", "13T", "2015-04-01", "2019-03-31"), ("A85002", "99Z", "2019-04-01", null),
                ("A85003", "00L", "2013-04-01", "2019-03-31"), ("A85003", "99Z", "2019-04-01", null)),
            SmallEngland.Lists("2014-01-01", ("A85001", 2_000), ("A85002", 1_000), ("A85003", 3_000)),
        ]).ToDate;

    private static Rebasing Between(string from, string to) => new(England, SmallEngland.Day(from), SmallEngland.Day(to), "code", ["n"]);

    private static string[] Rebase(Rebasing rebasing, params string[] lines) => Rebase(rebasing, lines, out _, out _);

    private static string[] Rebase(Rebasing rebasing, string[] lines, out string[] parts, out Rebased rebased)
    {
        using var folder = Where.NewFolder();
        File.WriteAllLines(folder.File("in.csv"), lines);
        rebased = RebaseRun.Run(rebasing, folder.File("in.csv"), folder.File("out.csv"));
        parts = File.ReadAllLines(folder.File("out.parts.csv"));
        return File.ReadAllLines(folder.File("out.csv"));
    }

    [Fact]
    public void Merged_bodies_are_added_up_under_the_one_that_took_over() =>
        Rebase(Between("2014-01-01", "2016-01-01"), "code,n", "00F,10", "00G,2.50", "00L,-1").ShouldBe(
            ["code,name,n,rows,from,method", "00L,NHS 00L CCG,-1,1,00L,same code", "13T,NHS 13T CCG,12.50,2,00F;00G,succession"]);

    [Fact]
    public void A_body_that_was_split_is_shared_out_and_each_part_says_how()
    {
        Rebase(Between("2016-01-01", "2014-01-01"), ["code,n,m", "13T,100,"], out var parts, out _)
            .ShouldBe(["code,name,n,rows,from,method", "00F,NHS 00F CCG,67,1,13T,patients", "00G,NHS 00G CCG,33,1,13T,patients"]);

        parts.ShouldBe([
            "line,from,to,numerator,denominator,method,because",
            "2,13T,00F,2000,3000,patients,\"2 of 2 practices with 3,000 of 3,000 patients on lists_2014-01-01.csv, edition 2014-01-01 are in one of them on both days\"",
            "2,13T,00G,1000,3000,patients,\"2 of 2 practices with 3,000 of 3,000 patients on lists_2014-01-01.csv, edition 2014-01-01 are in one of them on both days\"",
        ]);
    }

    [Theory]
    [InlineData("2014-01-01", "2016-01-01", 1)]
    [InlineData("2014-01-01", "2015-03-31", 0)]
    [InlineData("2015-04-01", "2016-01-01", 0)]
    public void Where_areas_changed_on_the_way_and_the_succession_does_not_know_it_that_is_told(string from, string to, int told)
    {
        var facts = SmallEngland.Facts([("00F", "2013-04-01", "2015-03-31"), ("13T", "2015-04-01", null)], ("00F", "13T", "2015-04-01")) with
        {
            Doubts = [new("CCG", [OdsCode.Parse("13T")], new(SmallEngland.Day("2015-04-01")), "Part of it went elsewhere.", "nowhere") { About = "areas" }],
        };
        var code = from == "2014-01-01" ? "00F" : "13T";

        Rebase(Between(from, to) with { Register = new Evidence(facts, []).ToDate }, ["code,n", $"{code},10"], out _, out var rebased);

        rebased.Doubts.Count.ShouldBe(told);
    }

    [Fact]
    public void Figures_are_restated_by_bodies_that_a_scenario_would_make()
    {
        var merger = new ProposedMerger(OdsCode.Parse("NEW1"), "NHS New", [OdsCode.Parse("00F"), OdsCode.Parse("00L")]);
        var rebasing = Between("2016-01-01", "2014-12-31") with { Under = new("a test", SmallEngland.Day("2015-01-01"), [merger]) };

        Rebase(rebasing, "code,n", "13T,90", "00L,5", "A85003,1").ShouldBe(["code,name,n,rows,from,method", "00G,NHS 00G CCG,30,1,13T,patients", "NEW1,NHS New,66,3,00L;13T;A85003,membership;patients;same code"]);
    }

    [Fact]
    public void Under_an_area_that_is_not_of_whole_bodies_practices_can_be_placed_and_bodies_cannot()
    {
        var area = new ProposedArea("a file", null, new HashSet<PracticeCode> { PracticeCode.Parse("A85002") });
        var merger = new ProposedMerger(OdsCode.Parse("NEW1"), "NHS New", [OdsCode.Parse("00F"), OdsCode.Parse("00L")]) { Area = area };
        var lineage = new Lineage(England, SmallEngland.Day("2014-06-30"), SmallEngland.Day("2014-12-31"), under: new("a test", SmallEngland.Day("2015-01-01"), [merger]));

        lineage.Of(PracticeCode.Parse("A85002")).Shares.ShouldBe([new Share(OdsCode.Parse("NEW1"), 1)]);
        lineage.Of(PracticeCode.Parse("A85001")).ShouldSatisfyAllConditions(d => d.Shares.ShouldBeEmpty(), d => d.Because.ShouldBe("under a test it would be in nobody: the area proposed does not have it"));
        lineage.Of(OdsCode.Parse("00G")).Shares.ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => new Lineage(England, SmallEngland.Day("2014-06-30"), SmallEngland.Day("2015-12-31"), under: new("a test", SmallEngland.Day("2015-01-01"), [merger])));
    }

    [Fact]
    public void A_thousand_small_rows_are_shared_out_as_the_one_they_add_up_to() =>
        Rebase(Between("2016-01-01", "2014-01-01"), ["code,n", .. Enumerable.Repeat("13T,1", 1_000)]).ShouldBe(
            ["code,name,n,rows,from,method", "00F,NHS 00F CCG,667,1000,13T,patients", "00G,NHS 00G CCG,333,1000,13T,patients"]);

    [Fact]
    public void Many_rows_of_a_body_give_what_one_row_of_their_sum_gives() =>
        Prop.ForAll(Table(["13T"]), table =>
        {
            var sum = table.Select(row => Figure.TryParse(row.Split(',')[1], out var figure) ? figure : throw new FormatException(row)).Aggregate((a, b) => a + b);
            return Rebase(Between("2016-01-01", "2014-01-01"), ["code,n", .. table]).Skip(1).Select(Only)
                .SequenceEqual(Rebase(Between("2016-01-01", "2014-01-01"), "code,n", $"13T,{sum}").Skip(1).Select(Only));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Groups_are_kept_apart_and_blanks_stay_blank() =>
        Rebase(Between("2014-01-01", "2016-01-01") with { Groups = ["month"] }, "month,code,n", "2014-02,00F,5", "2014-01,00F,1", "2014-01,00G,", "2014-02,00L,").ShouldBe(
            ["month,code,name,n,rows,from,method", "2014-01,13T,NHS 13T CCG,1,2,00F;00G,succession", "2014-02,00L,NHS 00L CCG,,1,00L,same code", "2014-02,13T,NHS 13T CCG,5,1,00F,succession"]);

    [Fact]
    public void Practices_go_to_the_commissioner_of_the_other_day() =>
        Rebase(Between("2014-01-01", "2016-01-01"), "code,n", "A85001,1", "A85002,2", "A85003,4").ShouldBe(
            ["code,name,n,rows,from,method", "00L,NHS 00L CCG,4,1,A85003,membership", "13T,NHS 13T CCG,3,2,A85001;A85002,membership"]);

    [Fact]
    public void What_cannot_be_placed_refuses_the_file_with_every_line_and_leaves_nothing()
    {
        using var folder = Where.NewFolder();
        File.WriteAllLines(folder.File("in.csv"), ["code,n", "00F,1", "England,3", "13T,x", "13T,2"]);

        Should.Throw<RefusedException>(() => RebaseRun.Run(Between("2014-01-01", "2016-01-01"), folder.File("in.csv"), folder.File("out.csv")))
            .Findings.Select(f => f.ToString()).ShouldBe([
                "in.csv:3 [code]: unknown-code: found 'England', wanted a body, practice or small area; it is no code or name that the register has on 2014-01-01: correct it, say --code-kind, or leave such rows apart with --unplaced keep",
                "in.csv:4 [n]: not-a-figure: found 'x', wanted a plain number such as 1234 or -12.50, without separators or signs of currency, or nothing",
                "in.csv:5 [code]: cannot-be-placed: found '13T', wanted a body that something stands for on 2016-01-01: 13T NHS 13T CCG was not open on 2014-01-01: it was open 2015-04-01 to 2019-03-31. Another --from or --to may place it; --unplaced keep leaves such rows apart",
            ]);
        Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).ShouldBe(["in.csv"]);
    }

    [Fact]
    public void Rows_kept_unplaced_stay_apart_even_under_a_code_that_others_are_placed_under() =>
        Rebase(Between("2014-01-01", "2016-01-01") with { KeepUnplaced = true }, "code,n", "00F,1", "13T,7").ShouldBe(
            ["code,name,n,rows,from,method", "13T,NHS 13T CCG,1,1,00F,succession", "13T,,7,1,13T,unplaced"]);

    [Theory]
    [InlineData("body", "n", "in.csv:1 [body]: no-such-column: found 'no column of that name', wanted one of: code, n, rows")]
    [InlineData("code", "rows", "in.csv:1 [rows]: reserved-column: found 'a column whose name the result needs for its own', wanted another name in the header")]
    public void A_column_that_cannot_be_used_is_told(string code, string value, string message)
    {
        using var folder = Where.NewFolder();
        File.WriteAllLines(folder.File("in.csv"), ["code,n,rows", "00F,1,1"]);

        Should.Throw<RefusedException>(() => RebaseRun.Run(Between("2014-01-01", "2016-01-01") with { CodeColumn = code, Values = [value] }, folder.File("in.csv"), folder.File("out.csv")))
            .Message.ShouldBe(message);
    }

    [Fact]
    public void The_order_of_the_rows_changes_nothing() =>
        Prop.ForAll(Table(["13T", "00L"]), table =>
            Rebase(Between("2016-01-01", "2014-01-01"), ["code,n", .. table]).SequenceEqual(Rebase(Between("2016-01-01", "2014-01-01"), ["code,n", .. Enumerable.Reverse(table)])))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Through_mergers_alone_there_is_no_other_way_than_straight() =>
        Prop.ForAll(Table(["00F", "00G", "00L"]), table =>
        {
            var first = Rebase(Between("2014-01-01", "2016-01-01"), ["code,n", .. table]);
            var onwards = Rebase(Between("2016-01-01", "2020-01-01"), ["code,n", .. first.Skip(1).Select(Only)]);
            return onwards.Skip(1).Select(Only).SequenceEqual(Rebase(Between("2014-01-01", "2020-01-01"), ["code,n", .. table]).Skip(1).Select(Only));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void There_and_back_every_merged_body_has_its_total_again() =>
        Prop.ForAll(Table(["13T", "00L"]), table =>
        {
            var there = Rebase(Between("2016-01-01", "2014-01-01"), ["code,n", .. table]);
            var back = Rebase(Between("2014-01-01", "2016-01-01"), ["code,n", .. there.Skip(1).Select(Only)]);
            return back.Skip(1).Select(Only).SequenceEqual(Rebase(Between("2016-01-01", "2016-01-02"), ["code,n", .. table]).Skip(1).Select(Only));
        }).QuickCheckThrowOnFailure();

    private static string Only(string row) => $"{row.Split(',')[0]},{row.Split(',')[2]}";

    private static Arbitrary<string[]> Table(string[] codes) =>
        (from rows in (from code in Gen.Elements(codes)
                       from units in Gen.Choose(-100_000, 100_000)
                       from places in Gen.Choose(0, 3)
                       select $"{code},{new Figure(units, places)}").NonEmptyListOf()
         select rows.ToArray()).ToArbitrary();
}

/// <summary>Real tables on the real register.</summary>
public sealed class RealRebaseTest(RealRegister real) : IClassFixture<RealRegister>, IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    private static Rebased Run(Rebasing rebasing, string input, string output) => RebaseRun.Run(rebasing, input, output, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("2021-04-01", null, 106)]
    [InlineData("2022-07-01", null, 106)]
    [InlineData("2022-07-01", "ICB", 42)]
    [InlineData("2020-04-01", null, 135)]
    [InlineData("2019-04-01", "NHS England region", 7)]
    public void A_one_for_each_of_the_211_of_2013_adds_up_to_211_ever_after(string to, string? kind, int bodies)
    {
        Where.SharedPath("data");
        File.WriteAllLines(folder.File("ones.csv"), real.Register.OfKind("CCG", SmallEngland.Began).Select(o => $"{o.Code},1").Prepend("code,n"));

        var rebased = Run(new(real.Register, SmallEngland.Began, SmallEngland.Day(to), "code", ["n"]) { ToKind = kind }, folder.File("ones.csv"), folder.File("out.csv"));

        rebased.To.ShouldBe(bodies);
        rebased.Totals[0].Total.ShouldBe("211");
    }

    [Fact]
    public void The_weighted_populations_of_2022_go_back_to_2013_and_to_the_boards_with_exact_totals()
    {
        var table = Where.SharedPath("data", "allocations", "ccg_weighted_pop_2022_23.csv");
        var asked = new Rebasing(real.Register, SmallEngland.Day("2021-04-01"), SmallEngland.Began, "ccg21_code", ["registered_patients", "wp_overall"]);

        var back = Run(asked, table, folder.File("back.csv"));
        var boards = Run(asked with { To = SmallEngland.Day("2022-07-01"), ToKind = "ICB" }, table, folder.File("boards.csv"));

        back.To.ShouldBe(211);
        back.Methods.ShouldBe(new Dictionary<string, long> { ["patients"] = 36, ["same code"] = 70 });
        boards.To.ShouldBe(42);
        boards.Totals.ShouldBe(back.Totals);
        back.Totals.Select(t => t.Total).ShouldBe(["61194033", "61498821.4"]);
    }

    [Fact]
    public void Targets_by_practice_are_added_up_for_the_commissioners_of_another_year()
    {
        var table = Where.SharedPath("data", "allocations", "target_by_practice_2018_19.csv");
        var asked = new Rebasing(real.Register, SmallEngland.Day("2018-04-01"), SmallEngland.Day("2021-04-01"), "Practice", ["Target_inc_remote_£k"]) { KeepUnplaced = true };

        var rebased = Run(asked, table, folder.File("out.csv"));

        (rebased.Rows, rebased.To, rebased.Totals[0].Total).ShouldBe((7_325, 106, "74185184.232024649"));
        rebased.Unplaced.ShouldHaveSingleItem().Found.ShouldBe("Y02662");
    }

    [Fact]
    public void Names_as_a_published_table_spells_them_are_found_but_for_two()
    {
        var table = Where.SharedPath("data", "allocations", "published_pace_of_change_every_other_ccg.csv");
        var asked = new Rebasing(real.Register, SmallEngland.Day("2016-04-01"), SmallEngland.Day("2020-04-01"), "ccg_name", ["population", "final_allocation_k"]) { KeepUnplaced = true };

        var rebased = Run(asked, table, folder.File("out.csv"));

        rebased.Unplaced.Select(f => f.Found).ShouldBe(["NHS North, East, West Devon CCG", "NHS South East Staffs and Seisdon Peninsular CCG"]);
        rebased.Totals.Select(t => t.Total).ShouldBe(["28810661", "36471018"]);
    }

    [Fact]
    public void Every_list_of_2013_is_read_from_its_bands_of_ages()
    {
        Where.SharedPath("data");

        var lists = real.Register.ListsFor(SmallEngland.Day("2014-01-01"))!;

        lists.Release.Edition.ShouldBe(SmallEngland.Day("2013-06-30"));
        lists.Of(PracticeCode.Parse("A81001")).ShouldNotBeNull();
        real.Register.Practices.Sum(p => lists.Of(p) ?? 0).ShouldBeInRange(56_000_000, 56_025_327);
    }
}
