using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Remit.Register;
using Remit.Storage;
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
        MergerTables.Shipped.Factors.Select(f => f.Evidence).Except(["councils", "crossing", "population", "stp", ""]).ShouldBeEmpty();
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
        MergerPlan[] plans = [Plan("2018-04-01", "13P", "04X", "05P"), Plan("2027-04-01", "QHM", "QF7")];
        var validator = new OpenXmlValidator(FileFormatVersions.Office2013);

        using var workbook = SpreadsheetDocument.Open(new MemoryStream(PlanWorkbook.Of(MergerPlanTables.Of(plans))), isEditable: false);
        using var document = WordprocessingDocument.Open(new MemoryStream(PlanDocument.Of(plans)), isEditable: false);

        validator.Validate(workbook, TestContext.Current.CancellationToken).Concat(validator.Validate(document, TestContext.Current.CancellationToken)).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
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
