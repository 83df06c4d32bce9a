using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Tests;

namespace Remit.Journeys.Powers;

/// <summary>Applications from the first word to the closing checklist, at the command line.</summary>
public sealed class ApplicationJourney : IDisposable
{
    private const string Merger = "newcastle-gateshead-2015";

    private static readonly string[] Ann = ["--by", "Ann Example", "--capacity", "authorising officer", "--reason", "As the file says"];

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Newcastle_Gateshead_goes_from_application_to_orders()
    {
        var page = File.ReadAllText(Path.Combine(Where.Root, "specs", "powers", "applications", "formats.md"));
        await File.WriteAllTextAsync(folder.File("merger.json"), page.Split("```json\n")[1].Split("```")[0], TestContext.Current.CancellationToken);
        (await Do(["merge", "apply", folder.File("merger.json"), "--on", "2014-06-02", .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("merger.json [from]: too-late");
        (await Do(["vary", "apply", folder.File("merger.json"), "--on", "2014-06-01", .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("another-journey");

        var made = (await Do(["merge", "apply", folder.File("merger.json"), "--on", "2014-06-01", .. Ann])).Ends(ExitCode.Done);
        (await Do("application", "show", "newcastle")).Ends(ExitCode.NotFound).Noted.ShouldContain("./remit application list");
        var check = (await Do("application", "check", Merger)).Ends(ExitCode.Done);
        var early = (await Step("approve", "2014-06-10", "--because", "they have worked as one")).Ends(ExitCode.Refused);

        await Done("ask", "2014-06-03", "How will sixty practices take part?");
        await Done("answer", "2014-06-05", "1", "Three localities, each with seats");
        await Done("evidence", "2014-06-06", "boundary", "Patients flow between the two councils", "--document", "file 4");
        foreach (var (i, group) in ((string[])["members", "councils", "other groups affected", "patients", "Healthwatch"]).Index())
        {
            await Done("consult", "2014-06-06", group, "--whom", $"the {group} of Newcastle and Gateshead", "--reply-by", "2014-07-04");
            await Done("reply", "2014-06-20", $"{i + 1}", "--from", group, "--view", "neither", "--says", "no strong view");
            await Done("take-into-account", "2014-07-05", $"{i + 1}", "nothing was asked for");
        }

        await Done("vote", "2014-06-28", "00F", "--entitled", "31", "--for", "20", "--against", "6", "--abstained", "1");
        await Done("governing-body", "2014-06-30", "00F", "agrees", "--because", "as the members voted");
        foreach (var factor in (await Do("application", "show", Merger, "--json")).Json.GetProperty("factors").EnumerateArray().Select(f => f.GetProperty("id").GetString()!))
            await Done("assess", "2014-07-10", factor, factor == "residence" ? "not-shown" : "met", "--because", factor == "residence" ? "no count by where patients live was put in" : "as put in");
        await Done("approve-in-principle", "2014-07-15", "--because", "a sound case", "--condition", "an accountable officer named");
        (await Step("approve", "2014-07-16", "--because", "they have worked as one")).Ends(ExitCode.Refused).Noted.ShouldContain("condition-open");
        await Done("meet", "2014-07-20", "1", "form B");
        (await Step("approve", "2014-08-01", "--because", "they have worked as one")).Ends(ExitCode.Refused).Noted.ShouldContain("factor-not-answered");
        await Done("approve", "2014-08-01", "--because", "they have worked as one", "--because", "nearly all live in the two cities", "--despite", "residence");
        await Done("order", "2014-11-26", "--document", "file 9");
        await Done("transfer", "2015-03-01", "--what", "staff and contracts");
        await Done("tick", "2015-03-20", "accounts");

        var shown = (await Do("application", "show", Merger)).Ends(ExitCode.Done);
        var listed = (await Do("application", "list")).Ends(ExitCode.Done);
        var order = (await Do("powers", "show", $"orders/{Merger}")).Ends(ExitCode.Done);
        Snapshot.Matches(string.Join("\n----\n", made.Said, check.Said, early.Noted, shown.Said, listed.Said, order.Said));
        (await Do("application", "list", "--open", "--json")).Json.GetProperty("applications").GetArrayLength().ShouldBe(0);
        (await Step("amend", "2015-03-21", folder.File("merger.json"))).Ends(ExitCode.Refused).Noted.ShouldContain("wrong-stage");
        (await Do("verify")).Ends(ExitCode.Done);
    }

    [Fact]
    public async Task The_board_of_2027_is_merged_in_the_register_by_its_order_and_the_plan_foretold_it()
    {
        await File.WriteAllTextAsync(folder.File("boards.json"), """
            { "id": "boards", "kind": "impose", "bodyKind": "ICB", "by": ["NHS England"], "from": "2027-04-01", "case": "One board for the two", "bodies": ["QHM", "QWO"],
              "becomes": [{ "code": "QZZ", "name": "NHS North and West Integrated Care Board" }] }
            """, TestContext.Current.CancellationToken);
        (await Do(["merge", "apply", folder.File("boards.json"), .. Ann])).Ends(ExitCode.Done);
        await Do2("governing-body", "QHM", "agrees", "--because", "clustered");
        await Do2("governing-body", "QWO", "agrees", "--because", "clustered");
        await Do2("impose", "--ground", "consent", "--because", "both consent");
        await Do2("order");

        (await Do("register", "count", "--kind", "ICB", "--on", "2027-03-31", "--json")).Said.ShouldContain("42");
        (await Do("register", "count", "--kind", "ICB", "--on", "2027-04-01", "--json")).Said.ShouldContain("41");
        (await Do("register", "successor", "QHM", "--on", "2027-04-01")).Said.ShouldContain("QZZ");

        async Task Do2(string verb, params string[] args) => (await Do(["application", verb, "boards", .. args, .. Ann])).Ends(ExitCode.Done);
    }

    private async Task Done(string verb, string on, params string[] args) => (await Step(verb, on, args)).Ends(ExitCode.Done);

    private Task<Answered> Step(string verb, string on, params string[] args) => Do(["application", verb, Merger, .. args, "--on", on, .. Ann]);

    private Task<Answered> Do(params string[] args) => Verb.Run([.. args, "--workspace", folder.File("workspace")]);
}
