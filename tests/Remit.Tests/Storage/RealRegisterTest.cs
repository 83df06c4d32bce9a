using System.Globalization;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Register;

namespace Remit.Tests.Storage;

/// <summary>A workspace into which all of the real open data was imported, once for all tests.</summary>
public sealed class RealRegister : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public RealRegister()
    {
        if (Where.Shared is null)
            return;
        var facts = NationalTables.Shipped;
        Outcomes = [.. new ReleaseImport(new Workspace(folder.Path), facts, Now).ImportFolder(Path.Combine(Where.Shared, "data"))];
        Workspace = new(folder.Path);
        Register = Workspace.Evidence(facts).ToDate;
    }

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    public IReadOnlyList<ImportOutcome> Outcomes { get; } = [];
    public Workspace Workspace { get; } = new("nowhere");
    public RegisterAsKnown Register { get; } = new Evidence(NationalFacts.None, []).ToDate;

    public void Dispose() => folder.Dispose();
}

public class RealRegisterTest(RealRegister real) : IClassFixture<RealRegister>
{
    [Fact]
    public void No_file_as_published_is_refused()
    {
        Where.SharedPath("data");

        real.Outcomes.Where(o => o.Verdict == ImportVerdict.Refused).ShouldBeEmpty();
        real.Outcomes.Count(o => o.Verdict == ImportVerdict.Activated).ShouldBe(36);
    }

    [Fact]
    public void The_second_import_of_the_same_bytes_does_nothing()
    {
        var data = Where.SharedPath("data");
        var releases = real.Workspace.Releases.Count;

        var again = new ReleaseImport(real.Workspace, NationalFacts.None, RealRegister.Now.AddDays(1)).ImportFolder(data).ToList();

        again.Count(o => o.Verdict == ImportVerdict.AlreadyHeld).ShouldBe(36);
        again.ShouldNotContain(o => o.Verdict == ImportVerdict.Activated);
        new Workspace(real.Workspace.Folder).Releases.Count.ShouldBe(releases);
    }

    [Theory]
    [InlineData("CCG", "2013-04-01", 211)]
    [InlineData("CCG", "2015-04-01", 209)]
    [InlineData("CCG", "2017-04-01", 207)]
    [InlineData("CCG", "2018-04-01", 195)]
    [InlineData("CCG", "2019-04-01", 191)]
    [InlineData("CCG", "2020-04-01", 135)]
    [InlineData("CCG", "2021-04-01", 106)]
    [InlineData("CCG", "2022-06-30", 106)]
    [InlineData("CCG", "2022-07-01", 0)]
    [InlineData("CCG", "2013-03-31", 0)]
    [InlineData("ICB", "2022-06-30", 0)]
    [InlineData("ICB", "2022-07-01", 42)]
    [InlineData("sub-ICB location", "2022-07-01", 106)]
    [InlineData("PCT", "2013-03-31", 151)]
    [InlineData("NHS trust", "2022-01-01", 212)]
    public void As_many_bodies_were_open_as_the_record_says(string kind, string day, int count)
    {
        Where.SharedPath("data");

        real.Register.OfKind(kind, Day(day)).Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("2013-04-01", 211)]
    [InlineData("2015-04-01", 209)]
    [InlineData("2017-04-01", 207)]
    [InlineData("2018-04-01", 195)]
    [InlineData("2019-04-01", 191)]
    public void Every_CCG_had_member_practices_by_the_membership_archive_alone(string day, int count)
    {
        Where.SharedPath("data");
        var parents = real.Register.MembershipsStatedBy("epcmem", Day(day)).Select(m => m.Commissioner).ToHashSet();

        real.Register.OfKind("CCG", Day(day)).Count(o => parents.Contains(o.Code)).ShouldBe(count);
    }

    [Theory]
    [InlineData("2015-04-01", 209)]
    [InlineData("2017-04-01", 207)]
    [InlineData("2019-04-01", 191)]
    [InlineData("2020-04-01", 135)]
    [InlineData("2021-04-01", 106)]
    public void Every_small_area_is_covered_once_by_the_commissioners_of_the_day(string day, int commissioners)
    {
        Where.SharedPath("data");
        var covered = real.Register.SmallAreas.Select(a => real.Register.CommissionerOf(a, Day(day))).ToList();

        covered.Count.ShouldBe(32_844);
        covered.ShouldNotContain((Coverage?)null);
        covered.Select(c => c!.Commissioner).Distinct().Count().ShouldBe(commissioners);
        covered.Select(c => c!.Commissioner).Distinct().ShouldAllBe(c => real.Register.Find(c)!.IsOn("CCG", Day(day)));
    }

    [Fact]
    public void Gateshead_is_Newcastle_Gateshead_on_the_last_day_of_CCGs() =>
        Shared().SuccessorOn(OdsCode.Parse("00F"), Day("2022-06-30")).ShouldBe([OdsCode.Parse("13T")]);

    [Fact]
    public void Nobody_is_their_own_successors_successor()
    {
        var register = Shared();
        foreach (var day in Enumerable.Range(2013, 14).SelectMany(year => new DateOnly[] { new(year, 4, 1), new(year, 7, 1) }))
            foreach (var organisation in register.Organisations)
                foreach (var successor in register.SuccessorOn(organisation.Code, day))
                    register.SuccessorOn(successor, day).ShouldBe([successor]);
    }

    [Theory]
    [InlineData("2021-04-01")]
    [InlineData("2021-04-05")]
    [InlineData("2022-06-30")]
    [InlineData("2022-07-01")]
    [InlineData("2025-06-01")]
    public void Nothing_is_found_wrong_even_in_the_days_when_ODS_moved_practices_one_by_one(string day)
    {
        Where.SharedPath("data");

        RegisterCheck.On(real.Register, Day(day)).ShouldBeEmpty();
    }

    [Fact]
    public void A_practice_whose_list_says_it_was_in_a_CCG_before_there_was_one_is_a_finding()
    {
        Where.SharedPath("data");

        RegisterCheck.On(real.Register, Day("2015-04-01")).ShouldHaveSingleItem().ToString()
            .ShouldBe("epraccur_2025_05.csv:75: commissioner-not-open: found 'A81630 FULCRUM MEDICAL PRACTICE in 16C on 2015-04-01', wanted a commissioner open that day: 16C was open from 2020-04-01");
    }

    [Fact]
    public void The_file_of_who_became_whom_agrees_with_the_tables_of_the_product()
    {
        Where.SharedPath("data");

        real.Register.OrganisationContradictions.Where(f => f.Code == "succession-differs").ShouldBeEmpty();
        real.Register.OrganisationContradictions.ShouldAllBe(f => f.Found.StartsWith("13T opened on 2014-11-26"));
    }

    [Fact]
    public void Where_the_lists_have_a_trusts_main_site()
    {
        Where.SharedPath("data");

        real.Register.Find(OdsCode.Parse("R0A"))!.Postcode.ShouldBe("M13 9WL");
    }

    private RegisterAsKnown Shared()
    {
        Where.SharedPath("data");
        return real.Register;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
