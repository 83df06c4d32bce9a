using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Remit.Powers;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Tests.Storage;
using Remit.Time;
using static Remit.Tests.Register.SmallEngland;

namespace Remit.Tests.Register;

public class MergerRulesTest
{
    [Theory]
    [InlineData("eve", "2015-04-01", "2015-03-31")]
    [InlineData("day", "2015-04-01", "2015-04-01")]
    [InlineData("day+9", "2015-04-01", "2015-04-10")]
    [InlineData("06-01", "2015-04-01", "2014-06-01")]
    [InlineData("06-01", "2015-06-01", "2014-06-01")]
    [InlineData("11-01", "2015-12-01", "2015-11-01")]
    [InlineData("", "2015-04-01", null)]
    public void A_step_is_due_so_long_before_or_after_the_day(string due, string on, string? day) =>
        new MergerStep("CCG", DateSpan.Always, due, "", default).DueFor(Day(on)).ShouldBe(day is null ? null : Day(day));

    [Fact]
    public void A_merger_of_2015_had_to_be_applied_for_by_June_2014() =>
        MergerTables.Shipped.Steps.Where(s => s.Kind == "CCG" && s.Mergers.Contains(Day("2015-04-01"))).Select(s => s.DueFor(Day("2015-04-01"))).ShouldContain(Day("2014-06-01"));

    [Fact]
    public void Every_kind_of_evidence_that_a_factor_names_is_one_that_a_plan_has() =>
        MergerTables.Shipped.Factors.Select(f => f.Evidence).Except(["councils", "crossing", "population", "residence", "stp", ""]).ShouldBeEmpty();
}

/// <summary>The planner run as if beforehand on every merger there was: what it foretells is held against the register that followed.</summary>
public sealed class ForetellingTest(RealRegister real) : IClassFixture<RealRegister>, IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("2015-04-01", 1, 211, 209)]
    [InlineData("2017-04-01", 1, 209, 207)]
    [InlineData("2018-04-01", 6, 207, 195)]
    [InlineData("2019-04-01", 2, 195, 191)]
    [InlineData("2020-04-01", 18, 191, 135)]
    [InlineData("2021-04-01", 9, 135, 106)]
    public void Every_practice_and_small_area_is_foretold_but_those_of_the_one_group_that_was_split(string on, int mergers, int before, int after)
    {
        Where.SharedPath("data");
        var scenario = AsItWas(Day(on));

        var plan = MergerPlan.Make(real.Register, scenario, MergerTables.Shipped);

        scenario.Mergers.Count.ShouldBe(mergers);
        (plan.Before.Count, plan.After.Count).ShouldBe((before, after));
        plan.Made.ShouldBeEmpty();
        plan.Practices.Where(p => real.Register.CommissionerOf(PracticeCode.Parse(p.Place), Day(on))?.Commissioner != p.After).ShouldBeEmpty();
        plan.Areas.Where(a => real.Register.CommissionerOf(OnsCode.Parse(a.Place), Day(on))?.Commissioner != a.After).Select(a => $"{a.Place} {a.Before}")
            .ShouldBe(on == "2020-04-01" ? ["E01031502 09G", "E01031503 09G", "E01031504 09G", "E01031519 09G"] : []);
    }

    [Theory]
    [InlineData("2018-04-01", 546, 14, "M85124 04X 05L")]
    [InlineData("2020-04-01", 2_006, 0, "")]
    public void With_only_the_files_of_before_the_day_it_foretells_all_but_what_changed_in_between(string on, int practices, int closed, string moved)
    {
        Where.SharedPath("data");

        var plan = MergerPlan.Make(KnownBefore(Day(on)), AsItWas(Day(on)), MergerTables.Shipped);

        plan.Practices.Count.ShouldBe(practices);
        var otherwise = plan.Practices.Select(p => (Move: p, In: real.Register.CommissionerOf(PracticeCode.Parse(p.Place), Day(on))?.Commissioner)).Where(p => p.In != p.Move.After).ToList();
        otherwise.Count(p => !real.Register.IsOpenOn(PracticeCode.Parse(p.Move.Place), Day(on))).ShouldBe(closed);
        string.Join("; ", otherwise.Where(p => p.In is not null).Select(p => $"{p.Move.Place} {p.Move.Before} {p.In}")).ShouldBe(moved);
        otherwise.Count.ShouldBe(closed + (moved.Length > 0 ? 1 : 0));
    }

    [Theory]
    [InlineData("2015-04-01", "13T")]
    [InlineData("2018-04-01", "15E")]
    [InlineData("2020-04-01", "26A 36L 52R 72Q 91Q 92A 92G 93C")]
    public void The_councils_practices_and_small_areas_of_the_largest_are_those_that_they_then_had(string on, string largest)
    {
        Where.SharedPath("data");
        var day = Day(on);
        var scenario = AsItWas(day);

        var plan = MergerPlan.Make(real.Register, scenario, MergerTables.Shipped);

        var mergers = plan.Mergers.OrderByDescending(m => m.Whole.Patients).Take(8).Where(m => on == "2020-04-01" || largest.Contains(m.Whole.Code.ToString(), StringComparison.Ordinal)).ToList();
        string.Join(' ', mergers.Select(m => m.Whole.Code).Order()).ShouldBe(largest);
        var then = Footprint.On(real.Register, day);
        var practices = then.Practices.Where(p => p.Commissioner is not null).CountBy(p => p.Commissioner!.Value).ToDictionary();
        var councils = Tiling.Councils(real.Register, then).ToLookup(c => c.Body, c => c.Council?.Code);
        foreach (var merger in mergers)
        {
            practices[merger.Whole.Code].ShouldBeInRange(merger.Whole.Practices - 3, merger.Whole.Practices + 3, merger.Whole.Code.ToString());
            // There is no look-up that speaks of the eve of 2015, and four small areas of the group that was split in 2020 went elsewhere.
            if (merger.Whole.Areas is { } areas)
            {
                Math.Abs(then.Areas.Count(a => a.Commissioner == merger.Whole.Code) - areas).ShouldBe(merger.Whole.Code.ToString() == "92A" ? 4 : 0, merger.Whole.Code.ToString());
                string.Join(' ', councils[merger.Whole.Code].Except(merger.Councils.Select(c => c.Council?.Code))).ShouldBe(merger.Whole.Code.ToString() == "92A" ? "E10000032" : "");
                merger.Councils.Select(c => c.Council?.Code).Except(councils[merger.Whole.Code]).ShouldBeEmpty();
            }
        }
    }

    /// <summary>The mergers that took effect on a day, without anything else that the register has for it.</summary>
    private Scenario AsItWas(DateOnly on) => new("as it was", on,
    [
        .. real.Register.Organisations.Where(o => real.Register.PaysLocally(o.Standings[0].Kind) && o.Opened == on)
            .Select(o => new ProposedMerger(o.Code, o.NameNear(on), [.. real.Register.PredecessorsOf(o.Code).Where(s => s.On == on && s.How == "merger").Select(s => s.From)]))
            .Where(m => m.Bodies.Count > 1),
    ]);

    /// <summary>The register from nothing but releases whose edition is before a day.</summary>
    private RegisterAsKnown KnownBefore(DateOnly day)
    {
        var workspace = new Workspace(folder.Path);
        foreach (var kept in real.Workspace.Releases.Where(r => r.Edition < day).OrderBy(r => r.Kind == Layouts.OnsNames.Kind ? 0 : 1))
            new ReleaseImport(workspace, NationalTables.Shipped, RealRegister.Now).Import(real.Workspace.ContentOf(kept), Layouts.Named(kept.Kind), kept.Edition).Verdict.ShouldBe(ImportVerdict.Activated);
        return new Workspace(folder.Path).Evidence(NationalTables.Shipped).ToDate;
    }
}

public class MergerPlanTest(RealRegister real) : IClassFixture<RealRegister>
{
    private MergerPlan Plan(string on, params string[] bodies) =>
        MergerPlan.Make(real.Register, new("a test", Day(on), [new(OdsCode.Parse("NEW1"), "NHS Made Up", [.. bodies.Select(b => OdsCode.Parse(b))])]), MergerTables.Shipped);

    private PowersAsKnown Powers => new(PowersTables.Shipped, real.Register, [], DateTimeOffset.MaxValue);

    private MergerDossier Dossier(string on, params string[] bodies) => MergerDossier.Of(real.Register, Powers, Plan(on, bodies).Scenario);

    [Fact]
    public void Boards_that_do_not_exist_yet_are_planned_over_the_locations_within_them()
    {
        Where.SharedPath("data");

        var plan = Plan("2027-04-01", "QHM", "QF7");

        (plan.Kind, plan.Before.Count, plan.After.Count).ShouldBe(("ICB", 42, 41));
        plan.Mergers[0].Whole.Areas.ShouldBe(2_717);
        plan.Mergers[0].Neighbours.ShouldBe([OdsCode.Parse("QE1")]);
        plan.Made.ShouldBeEmpty();
        plan.Crossings.ShouldBeEmpty();
        plan.Mergers[0].Councils.Count.ShouldBeGreaterThan(1);
        plan.Practices.Select(p => p.Local).Distinct().Count().ShouldBeGreaterThan(8);
        plan.Doubts.ShouldNotBeEmpty();
    }

    [Fact]
    public void Its_numbers_are_those_that_the_register_gives_one_by_one()
    {
        Where.SharedPath("data");
        var eve = Day("2018-03-31");

        var plan = Plan("2018-04-01", "13P", "04X", "05P");

        var open = RegisterCheck.OpenPractices(real.Register, eve).Select(p => p.Code).ToHashSet();
        var lists = real.Register.ListsFor(eve)!;
        foreach (var body in plan.Mergers[0].Bodies)
        {
            var members = real.Register.MembersOf(body.Code, eve).Where(m => open.Contains(m.Practice)).ToList();
            body.Practices.ShouldBe(members.Count);
            body.Patients.ShouldBe(members.Sum(m => lists.Of(m.Practice) ?? 0));
            body.Areas.ShouldBe(real.Register.AreasOf(body.Code, eve).Count);
        }

        (plan.Mergers[0].Whole.Practices, plan.Mergers[0].Whole.Patients, plan.Mergers[0].Whole.Areas)
            .ShouldBe((plan.Mergers[0].Bodies.Sum(b => b.Practices), plan.Mergers[0].Bodies.Sum(b => b.Patients), plan.Mergers[0].Bodies.Sum(b => b.Areas)));
    }

    [Fact]
    public void Birmingham_and_Solihull_leaves_the_west_of_Birmingham_to_a_neighbour()
    {
        Where.SharedPath("data");

        var merger = Plan("2018-04-01", "13P", "04X", "05P").Mergers[0];

        merger.Councils.Select(c => c.ToString()).ShouldBe(["Birmingham (E08000025), 547 of 639 small areas", "Solihull (E08000029), whole"]);
        merger.Neighbours.ShouldBe([OdsCode.Parse("05L")]);
    }

    [Fact]
    public void The_workbook_and_the_document_are_as_their_format_wants_them()
    {
        Where.SharedPath("data");
        MergerDossier[] plans = [Dossier("2018-04-01", "13P", "04X", "05P"), Dossier("2027-04-01", "QHM", "QF7")];
        var validator = new OpenXmlValidator(FileFormatVersions.Office2013);

        using var workbook = SpreadsheetDocument.Open(new MemoryStream(PlanWorkbook.Of(MergerPlanTables.Of(plans))), isEditable: false);
        using var document = WordprocessingDocument.Open(new MemoryStream(PlanDocument.Of(real.Register, plans)), isEditable: false);

        validator.Validate(workbook, TestContext.Current.CancellationToken).Concat(validator.Validate(document, TestContext.Current.CancellationToken)).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
    }

    [Fact]
    public void The_same_plan_is_the_same_bytes_in_every_file()
    {
        Where.SharedPath("data");
        using var folder = Where.NewFolder();
        MergerDossier[] plans = [Dossier("2018-04-01", "13P", "04X", "05P")];

        foreach (var name in (string[])["once", "again"])
            MergerPlanTables.Write(real.Register, Powers, plans, folder.File(name));

        foreach (var file in Directory.EnumerateFiles(folder.File("once")))
            File.ReadAllBytes(file).ShouldBe(File.ReadAllBytes(Path.Combine(folder.File("again"), Path.GetFileName(file))), Path.GetFileName(file));
        Directory.EnumerateFiles(folder.File("once")).Count().ShouldBe(22);
    }

    [Fact]
    public void A_scenario_that_is_written_is_read_as_the_same()
    {
        Where.SharedPath("data");
        var scenario = new Scenario("a, test", Day("2018-04-01"), [new(OdsCode.Parse("NEW1"), "NHS \"Made\" Up", [OdsCode.Parse("04X"), OdsCode.Parse("13P")]) { Area = ProposedArea.Of(real.Register, OdsCode.Parse("13P"), Day("2015-04-01")) }]);

        var read = ScenarioFile.ReadText(ScenarioFile.Text([scenario], area => area.From.Replace(" on ", "@", StringComparison.Ordinal)), "the text", real.Register).ShouldHaveSingleItem();

        (read.Name, read.On, read.Mergers[0].Name).ShouldBe((scenario.Name, scenario.On, scenario.Mergers[0].Name));
        read.Mergers[0].Bodies.ShouldBe(scenario.Mergers[0].Bodies);
        read.Mergers[0].Area!.Areas!.Order().ShouldBe(scenario.Mergers[0].Area!.Areas!.Order());
        read.Mergers[0].Area!.Practices!.Count.ShouldBe(scenario.Mergers[0].Area!.Practices!.Count);
    }

    [Fact]
    public void The_west_of_Birmingham_can_be_planned_into_the_new_body_and_what_is_left_out_breaks_tiling()
    {
        Where.SharedPath("data");
        var eve = Day("2018-03-31");
        var birmingham = real.Register.SmallAreas.Where(a => real.Register.CommissionerOf(a, eve)?.LocalAuthority?.ToString() is "E08000025").ToHashSet();
        var scenario = new Scenario("a test", Day("2018-04-01"), [new(OdsCode.Parse("NEW1"), "NHS Made Up", [OdsCode.Parse("04X"), OdsCode.Parse("13P")]) { Area = new("a file", birmingham, null) }]);

        var plan = MergerPlan.Make(real.Register, scenario, MergerTables.Shipped);

        plan.Mergers[0].Councils.ShouldHaveSingleItem().ToString().ShouldBe("Birmingham (E08000025), whole");
        plan.Mergers[0].Whole.Areas.ShouldBe(639);
        plan.Areas.Count(a => a.Before == OdsCode.Parse("05L") && a.After == OdsCode.Parse("NEW1")).ShouldBe(92);
        // What the two had outside the city is left with nobody, and that is told place by place.
        plan.Areas.Count(a => a.After is null).ShouldBe(plan.Made.Count(f => f.Code == "area-without-commissioner"));
        plan.Practices.Select(p => p.Before).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void The_whole_of_England_can_be_planned_anew_and_tiling_holds()
    {
        Where.SharedPath("data");
        var boards = real.Register.OfKind("ICB", Day("2027-03-31"));
        var scenario = new Scenario("in pairs", Day("2027-04-01"), [.. boards.Chunk(2).Select((pair, n) => new ProposedMerger(OdsCode.Parse($"NEW{n + 1}"), $"Pair {n + 1}", [.. pair.Select(b => b.Code)]))]);

        var dossier = MergerDossier.Of(real.Register, Powers, scenario);

        (dossier.Plan.Before.Count, dossier.Plan.After.Count, dossier.Plan.Made.Count).ShouldBe((42, 21, 0));
        dossier.Plan.After.Sum(b => b.Patients).ShouldBe(dossier.Plan.Before.Sum(b => b.Patients));
        dossier.Plan.After.Sum(b => b.Areas).ShouldBe(32_844);
        dossier.Powers.Sum(p => p.Instruments.Count(i => i.Lapses)).ShouldBe(84);
    }

    [Fact]
    public void Two_new_bodies_cannot_have_one_place()
    {
        Where.SharedPath("data");
        var area = new ProposedArea("a file", new HashSet<OnsCode> { OnsCode.Parse("E01008881") }, null);
        var scenario = new Scenario("a test", Day("2018-04-01"), [New("NEW1", "04X", "13P"), New("NEW2", "05P", "05L")]);

        scenario.Impossible(real.Register, m => new(m.Name)).ShouldHaveSingleItem().Code.ShouldBe("in-two-mergers");

        ProposedMerger New(string code, params string[] bodies) => new(OdsCode.Parse(code), code, [.. bodies.Select(b => OdsCode.Parse(b))]) { Area = area };
    }

    [Theory]
    [InlineData("2023-04-01", true)]
    [InlineData("2024-04-01", false)]
    public void Where_no_procedure_is_held_the_plan_says_so(string on, bool none)
    {
        Where.SharedPath("data");

        Plan(on, "QHM", "QOQ").HasNoProcedure.ShouldBe(none);
    }

    [Fact]
    public void The_median_of_an_even_number_of_bodies_is_the_mean_of_the_two_in_the_middle()
    {
        Where.SharedPath("data");

        var plan = Plan("2018-04-01", "13P", "04X");

        var sizes = plan.After.Select(b => b.Patients!.Value).Order().ToList();
        sizes.Count.ShouldBe(206);
        plan.Patients.ShouldBe((sizes[0], (sizes[102] + sizes[103]) / 2m, sizes[^1]));
    }

    [Fact]
    public void Only_a_partnership_answers_for_a_footprint_in_one()
    {
        Where.SharedPath("data");

        Plan("2018-04-01", "13P", "04X", "05P").Factors.Where(f => f.Factor.Contains("footprint", StringComparison.Ordinal)).ShouldAllBe(f => f.Says == "");
    }

    [Fact]
    public void Nobody_else_changes()
    {
        Where.SharedPath("data");

        var plan = Plan("2018-04-01", "13P", "04X", "05P");

        plan.Before.Where(b => !plan.Mergers[0].Proposed.Bodies.Contains(b.Code)).ShouldBe(plan.After.Where(b => b.Code != plan.Mergers[0].Proposed.Code));
    }

    [Fact]
    public void Before_there_was_a_look_up_of_small_areas_none_are_counted()
    {
        Where.SharedPath("data");

        Plan("2015-04-01", "00F", "00G", "00H").Mergers[0].Whole.ShouldBe(new BodySize(OdsCode.Parse("NEW1"), "NHS Made Up", null, 65, 484_945, 0, null));
    }
}
