using System.Text.RegularExpressions;
using Remit.Cli;
using Remit.Storage.Journal;
using Remit.Web.Staff;

namespace Remit.Journeys.Web;

/// <summary>From the first administrator at the command line to a run withdrawn, in a browser: without JavaScript as a person would, and with it past axe at both widths.</summary>
public sealed class StaffJourney(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_administrator_sets_up_grants_a_role_withdraws_a_run_and_signs_out(bool javaScript)
    {
        var browser = chromium.Browser;
        await using var site = await StaffedSite.Start();
        PublishedRuns.Publish(site.Journal, PermissionMatrix.Run("June 2025, flex"), site.Act("first cut"));
        var said = new StringWriter();
        (await CommandLine.Run(["user", "add", "Ann Example", "--email", "ann@example.org", "--role", "administrator", "--reason", "the first", "--workspace", site.Folder.File("w"), "--site", site.Address.ToString()], new Terminal(said, said, site.Clock), TestContext.Current.CancellationToken))
            .ShouldBe(ExitCode.Done, said.ToString());

        await using var context = await browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), JavaScriptEnabled = javaScript, BypassCSP = javaScript });
        var page = await context.NewPageAsync();
        HashSet<string> looked = [];

        await page.GotoAsync(Regex.Match(said.ToString(), "http://.*").Value);
        await Look("link");
        await page.FillAsync("#password", "short");
        await page.FillAsync("#again", "short");
        await page.ClickAsync("button >> text=Set it");
        await Look("link-refused");
        await page.FillAsync("#password", StaffedSite.Password);
        await page.FillAsync("#again", StaffedSite.Password);
        await page.ClickAsync("button >> text=Set it");

        await Look("sign-in");
        await page.FillAsync("#name", "ann@example.org");
        await page.FillAsync("#password", "not that");
        await page.ClickAsync("button[type=submit]");
        await Look("sign-in-refused");
        await page.FillAsync("#password", StaffedSite.Password);
        await page.ClickAsync("button[type=submit]");

        await Look("enrol");
        var key = (await page.Locator("code.remit-key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.FillAsync("#code", AuthenticatorCodes.At(key, site.Clock.GetUtcNow()));
        await page.ClickAsync("button[type=submit]");
        (await page.Locator(".remit-codes li").CountAsync()).ShouldBe(10);
        await Look("recovery-codes");
        await page.ClickAsync("text=I have kept them");
        await Look("tasks");

        await page.ClickAsync("main >> text=People");
        await Look("people");
        await page.FillAsync("#name", "Bob Example");
        await page.FillAsync("#reason", "joins the team");
        await page.ClickAsync("button >> text=Make it");
        await Look("person-new");
        await page.SelectOptionAsync("#role", "governance officer");
        await page.FillAsync("#body", "Liverpool");
        await page.FillAsync("#reason", "looks after the board");
        await page.ClickAsync("button >> text=Grant it");
        await Look("person-refused");
        await page.FillAsync("#body", "99a");
        await page.ClickAsync("button >> text=Grant it");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("role granted: governance officer of 99A, by Ann Example (administrator)");
        await page.CheckAsync("#what-link");
        await page.FillAsync("#keeping", "first day");
        await page.ClickAsync("button >> text=Do it");
        (await page.Locator("main").InnerTextAsync()).ShouldContain($"{site.Address}staff/link?secret=");
        await Look("person-link");

        await page.GotoAsync($"/staff/runs");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("You may not do that");
        await Look("forbidden");
        await page.GotoAsync($"/staff/people/{site.Account("Ann Example").Id}");
        await page.SelectOptionAsync("#role", "analyst");
        await page.FillAsync("#reason", "no one else is here yet");
        await page.ClickAsync("button >> text=Grant it");
        await page.GotoAsync("/staff");
        await page.ClickAsync("main >> text=Runs");
        await Look("runs");
        await page.ClickAsync("text=June 2025, flex");
        await page.ClickAsync("button >> text=Withdraw it");
        await Look("withdrawal-refused");
        await page.FillAsync("#reason", "the wrong month");
        await page.ClickAsync("button >> text=Withdraw it");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("by Ann Example: the wrong month");
        await Look("runs-withdrawn");

        await page.GotoAsync("/staff/acts");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Ann Example, analyst");
        await Look("acts");
        await page.GotoAsync("/staff/account");
        await Look("account");

        await page.ClickAsync("text=Sign out >> nth=0");
        await Look("sign-out");
        await page.ClickAsync("main >> button >> text=Sign out");
        await page.WaitForURLAsync("**/staff/sign-in");
        site.Clock.Advance(TimeSpan.FromSeconds(30));
        await page.FillAsync("#name", "Ann Example");
        await page.FillAsync("#password", StaffedSite.Password);
        await page.ClickAsync("button[type=submit]");
        await Look("code");
        await page.ClickAsync("text=Use a recovery code instead");
        await Look("recovery");
        await page.ClickAsync("text=Use a code of the authenticator instead");
        await page.FillAsync("#code", AuthenticatorCodes.At(key, site.Clock.GetUtcNow()));
        await page.ClickAsync("button[type=submit]");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("What you may do");
        site.Journal.Verify().Broken.ShouldBeNull();
        // Those where the way to a sign-in provider begins and ends are looked at where there is one; those of applications and interventions, where there are some.
        if (javaScript)
            RunningSite.PagesOf(site.Routes, "/Staff").Where(pattern => !CasesJourney.IsOurs(pattern) && !GovernanceStaffJourney.IsOurs(pattern) && !ElectionPagesJourney.IsOurs(pattern)).Where(pattern => !looked.Any(p => BrowserJourney.PathOf(pattern).IsMatch(p))).ShouldBe(["/staff/sign-in/elsewhere", "/staff/sign-in/returned"], ignoreOrder: true);

        async Task Look(string name)
        {
            if (!javaScript)
                return;
            looked.Add(new Uri(page.Url).AbsolutePath);
            await Chromium.Look(page, name);
        }
    }
}
