using FsCheck;
using FsCheck.Fluent;
using Remit.Access;
using Remit.Register;
using Remit.Time;

namespace Remit.Tests.Access;

public class PermissionTest
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static Account With(params (string Role, string? Body, DateSpan Days)[] grants) =>
        new("id", 9, "Ann", false, [.. grants.Select((g, i) => new Grant(i + 1, g.Role, Of(g.Body), g.Days))]);

    private static Reach Of(string? body) => new(body is null ? null : OdsCode.Parse(body));

    [Fact]
    public void What_nothing_grants_is_denied() =>
        Enum.GetValues<Permission>().Where(p => With().May(p, Reach.Everywhere, Today, _ => true).IsAllowed || With().MaySomewhere(p, Today, _ => true).IsAllowed).ShouldBeEmpty();

    [Fact]
    public void Every_permission_is_given_by_some_role_and_said_in_words()
    {
        foreach (var permission in Enum.GetValues<Permission>())
        {
            Role.All.ShouldContain(r => r.Permissions.Contains(permission));
            permission.InWords().ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Roles_have_names_of_their_own_and_are_found_by_them()
    {
        foreach (var role in Role.All)
            Role.Named(role.Name).ShouldBe(role);
        Role.Named("Administrator").ShouldBeNull();
    }

    [Theory]
    [InlineData("99A", "99A", true)]
    [InlineData("99A", "00F", false)]
    [InlineData("99A", null, false)]
    [InlineData(null, "99A", true)]
    [InlineData(null, null, true)]
    public void A_role_for_a_body_reaches_that_body_and_one_everywhere_reaches_all(string? granted, string? asked, bool may) =>
        With(("administrator", granted, DateSpan.Always)).May(Permission.GrantRoles, Of(asked), Today, _ => true).IsAllowed.ShouldBe(may);

    [Fact]
    public void What_is_about_the_whole_site_is_not_given_by_a_role_for_a_body()
    {
        var ruling = With(("analyst", "99A", DateSpan.Always)).May(Permission.WithdrawRuns, Of("99A"), Today, _ => true);

        ruling.IsAllowed.ShouldBeFalse();
        ruling.Needed.ShouldBe("the role analyst, granted everywhere");
        With(("analyst", "99A", DateSpan.Always)).MaySomewhere(Permission.WithdrawRuns, Today, _ => true).IsAllowed.ShouldBeFalse();
    }

    [Fact]
    public void A_grant_ends_with_its_body_and_reaches_no_successor()
    {
        var ann = With(("administrator", "00F", DateSpan.Always));
        bool IsOpen(OdsCode body) => body.ToString() != "00F";

        ann.May(Permission.GrantRoles, Of("00F"), Today, IsOpen).IsAllowed.ShouldBeFalse();
        ann.May(Permission.GrantRoles, Of("13T"), Today, IsOpen).IsAllowed.ShouldBeFalse();
        ann.MaySomewhere(Permission.GrantRoles, Today, IsOpen).IsAllowed.ShouldBeFalse();
        ann.MaySomewhere(Permission.GrantRoles, Today, _ => true).IsAllowed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(21, false)]
    [InlineData(22, true)]
    [InlineData(23, true)]
    [InlineData(24, false)]
    public void The_first_and_last_days_of_a_grant_are_included(int day, bool may) =>
        With(("auditor", null, new(new(2026, 11, 22), new(2026, 11, 23)))).May(Permission.ReadActs, Reach.Everywhere, new(2026, 11, day), _ => true).IsAllowed.ShouldBe(may);

    [Fact]
    public void Nobody_may_do_anything_with_a_closed_account() =>
        (With(("administrator", null, DateSpan.Always)) with { IsClosed = true }).May(Permission.ReadActs, Reach.Everywhere, Today, _ => true).IsAllowed.ShouldBeFalse();

    [Fact]
    public void A_role_of_a_newer_program_gives_nothing() =>
        With(("wizard", null, DateSpan.Always)).May(Permission.ReadActs, Reach.Everywhere, Today, _ => true).IsAllowed.ShouldBeFalse();

    [Fact]
    public void One_acts_in_the_capacity_of_the_grant_by_which_one_may()
    {
        With(("analyst", null, DateSpan.Always), ("administrator", "99A", DateSpan.Always)).May(Permission.GrantRoles, Of("99A"), Today, _ => true).By!.Capacity.ShouldBe("administrator of 99A");
        With(("analyst", null, DateSpan.Always)).May(Permission.WithdrawRuns, Reach.Everywhere, Today, _ => true).By!.Capacity.ShouldBe("analyst");
    }

    [Fact]
    public void One_name_is_one_account_however_it_is_written()
    {
        Account.IdOf("Ann Example").ShouldBe(Account.IdOf(" ann EXAMPLE "));
        Account.IdOf("Ann Example").ShouldNotBe(Account.IdOf("Anne Example"));
        Account.IsName(new string('x', 101)).ShouldBeFalse();
    }

    [Fact]
    public void Whoever_may_has_a_grant_that_says_so_and_no_grant_ever_takes_away()
    {
        var grants = from role in Gen.Elements<string>([.. Role.All.Select(r => r.Name)])
                     from body in Gen.Elements("99A", "00F", null)
                     from first in Gen.Choose(-2, 2)
                     select (role, body, new DateSpan(Today.AddDays(first), Today.AddDays(first + 1)));
        Prop.ForAll(Gen.ListOf(grants).ToArbitrary(), grants.ToArbitrary(), (some, more) =>
        {
            var (fewer, all) = (With([.. some]), With([.. some, more]));
            foreach (var permission in Enum.GetValues<Permission>())
                foreach (var where in (Reach[])[Reach.Everywhere, Of("99A"), Of("00F")])
                {
                    var ruling = fewer.May(permission, where, Today, _ => true);
                    if (ruling.By is { } by)
                    {
                        Role.Named(by.Role)!.Permissions.ShouldContain(permission);
                        by.Days.Contains(Today).ShouldBeTrue();
                        all.May(permission, where, Today, _ => true).IsAllowed.ShouldBeTrue();
                        fewer.MaySomewhere(permission, Today, _ => true).IsAllowed.ShouldBeTrue();
                    }
                }
        }).QuickCheckThrowOnFailure();
    }
}
