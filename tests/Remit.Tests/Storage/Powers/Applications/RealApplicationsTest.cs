using Remit.Powers;
using Remit.Powers.Applications;
using Remit.Register;
using Remit.Storage.Powers.Applications;

namespace Remit.Tests.Storage.Powers.Applications;

/// <summary>Applications of the past, held against the register of all the real open data.</summary>
public class RealApplicationsTest(RealRegister real) : IClassFixture<RealRegister>
{
    private static readonly Act By = new("Ann", "clerk", "why", RealRegister.Now);

    [Fact]
    public void The_merger_of_2015_breaks_the_law_of_tiling_nowhere_and_crosses_between_two_councils()
    {
        Where.SharedPath("data");

        var check = Check(new("ng", "merge", "CCG", ["00F", "00G", "00H"], new(2015, 4, 1), "one body", ["00F", "00G", "00H"], [new("13T", "NHS Newcastle Gateshead Clinical Commissioning Group", "draft", "form B")]), new(2014, 6, 1));

        check.Offending.ShouldBeEmpty();
        check.Practices.ShouldBeGreaterThan(7_000);
        check.Areas.ShouldBe(32_844);
        check.Crossings.ShouldHaveSingleItem().Found.ShouldStartWith("13T crosses the boundaries of 2 upper-tier councils: ");
        check.Evidence.Single(e => e.Factor.Check == "crossing").CanTell.ShouldBeTrue();
        check.Evidence.Single(e => e.Factor.Check == "residence").CanTell.ShouldBeFalse();
        var would = real.Register.Under([check.Orders]);
        foreach (var body in (string[])["00F", "00G", "00H"])
            would.SuccessorOn(OdsCode.Parse(body), new(2015, 4, 1)).ShouldBe([OdsCode.Parse("13T")]);
        would.MembersOf(OdsCode.Parse("13T"), new(2015, 4, 1)).Count.ShouldBe(real.Register.MembersOf(OdsCode.Parse("13T"), new(2015, 4, 1)).Count);
    }

    [Fact]
    public void Every_practice_and_area_that_a_split_forgets_is_named()
    {
        Where.SharedPath("data");
        var (eve, day) = (new DateOnly(2019, 9, 30), new DateOnly(2019, 10, 1));
        var (practices, areas) = (real.Register.MembersOf(OdsCode.Parse("99A"), eve).Select(m => m.Practice.ToString()).ToList(), real.Register.AreasOf(OdsCode.Parse("99A"), eve).Select(a => a.ToString()).ToList());

        var check = Check(new("liverpool", "split", "CCG", ["99A"], day, "two places", ["99A"],
        [
            new("NEW1", "NHS Liverpool North Clinical Commissioning Group", "draft", "form 1", practices[..20], areas[..100]),
            new("NEW2", "NHS Liverpool South Clinical Commissioning Group", "draft", "form 2", practices[20..^1], areas[100..^3]),
        ]), new(2019, 5, 1));

        check.Offending.Where(o => o.Practice is not null).Select(o => o.Code).ShouldBe(practices[^1..]);
        check.Offending.Where(o => o.Area is not null).Select(o => o.Code).ShouldBe(areas[^3..]);
        check.Offending.ShouldAllBe(o => o.Before == OdsCode.Parse("99A") && o.After == null);
    }

    private ApplicationCheck Check(WrittenApplication written, DateOnly on)
    {
        written.Check(ApplicationTables.Shipped, on, f => new(f)).ShouldBeEmpty();
        written.Against(real.Register, f => new(f)).ShouldBeEmpty();
        return ApplicationCheck.Of(new([new(1, new ApplicationMade(on, written), By)]), ApplicationTables.Shipped, real.Register);
    }
}
