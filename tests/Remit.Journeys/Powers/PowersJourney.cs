using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Tests;

namespace Remit.Journeys.Powers;

/// <summary>Who decides, asked, recorded, changed and asked again, at the command line.</summary>
public sealed class PowersJourney : IDisposable
{
    private static readonly string[] Ann = ["--by", "Ann Example", "--capacity", "governance officer of 05A", "--reason", "From the signed agreement"];

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_chain_is_told_from_the_law_down()
    {
        var lewisham = (await Do("powers", "who", "acute", "--for", "08L", "--on", "2018-01-01")).Ends(ExitCode.Done);
        var level = (await Do("powers", "who", "primary-medical", "--for", "05A", "--on", "2016-06-01")).Ends(ExitCode.Findings);
        var emergency = (await Do("powers", "who", "community", "--for", "00F", "--on", "2021-06-01")).Ends(ExitCode.Done);
        var shown = (await Do("powers", "show", "coronavirus-directions-2020")).Ends(ExitCode.Done);

        Snapshot.Matches(string.Join("\n----\n", lewisham.Said, level.Said, emergency.Said, shown.Said));
    }

    [Fact]
    public async Task An_agreement_is_recorded_extended_lifted_in_part_and_withdrawn_and_each_is_an_act()
    {
        await File.WriteAllTextAsync(folder.File("agreement.json"), """
            {
              "id": "agreements/05A", "kind": "delegation agreement", "title": "Delegation of primary medical care to 05A", "madeBy": "NHS England", "power": "National Health Service Act 2006, section 13Z",
              "from": "2016-04-01", "to": "2017-03-31", "document": "file 7",
              "clauses": [
                { "clause": "1", "does": "delegates", "functions": ["primary-medical"], "of": "NHS England", "to": "05A", "liable": "stays" }, // all but what is kept
                { "clause": "2", "does": "delegates", "functions": ["dental"], "of": "NHS England", "to": "05A", "liable": "stays" },
              ]
            }
            """, TestContext.Current.CancellationToken);
        var recorded = (await Do(["powers", "record", folder.File("agreement.json"), "--learned", "2016-03-29", .. Ann])).Ends(ExitCode.Done);
        (await Do(["powers", "record", folder.File("agreement.json"), .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("already-recorded");
        (await Decides("primary-medical", "2016-06-01")).ShouldBe("05A");
        (await Decides("dental", "2016-06-01")).ShouldBe("05A");
        (await Decides("primary-medical", "2016-06-01", "--known", "2016-03-28")).ShouldBe("?");

        (await Do(["powers", "extend", "agreements/05A", "--until", "2018-03-31", "--from", "2017-03-01", "--clause", "1", .. Ann])).Ends(ExitCode.Done);
        (await Do(["powers", "lift", "agreements/05A", "--clause", "2", "--from", "2016-10-01", "--decision", "minute 9", .. Ann])).Ends(ExitCode.Done);
        (await Decides("primary-medical", "2017-06-01")).ShouldBe("05A");
        (await Decides("dental", "2016-10-01")).ShouldBe("NHS England");
        var shown = (await Do("powers", "show", "agreements/05A")).Ends(ExitCode.Done);
        var listed = (await Do("powers", "list", "--recorded")).Ends(ExitCode.Done);
        var acts = (await Do("acts")).Ends(ExitCode.Done);
        Snapshot.Matches(string.Join("\n----\n", recorded.Said, shown.Said, listed.Said, acts.Said));

        (await Do(["powers", "lift", "agreements/05A", "--clause", "9", "--from", "2016-10-01", .. Ann])).Ends(ExitCode.NotFound).Noted.ShouldContain("It has: 1, 2.");
        (await Do(["powers", "amend", "agreements/05A", "--clause", "1", "--to", "05D", "--from", "2017-09-01", .. Ann])).Ends(ExitCode.Done);
        (await Decides("primary-medical", "2017-08-31")).ShouldBe("05A");
        (await Decides("primary-medical", "2017-09-01")).ShouldBe("?");
        (await Do(["powers", "revoke", "agreements/05A", "--from", "2016-06-01", .. Ann])).Ends(ExitCode.Done);
        (await Decides("primary-medical", "2016-06-01")).ShouldBe("?");
        (await Do(["powers", "withdraw", "agreements/05A/revoke-2016-06-01", .. Ann])).Ends(ExitCode.Done);
        (await Decides("primary-medical", "2016-06-01")).ShouldBe("05A");
        (await Do(["powers", "novate", "agreements/05A", "--of", "05A", "--to", "05D", "--from", "2016-12-01", .. Ann])).Ends(ExitCode.Done);
        (await Do("verify")).Ends(ExitCode.Done);
        (await Do("powers", "list", "--of", "05D", "--on", "2017-01-01")).Ends(ExitCode.Done).Said.ShouldContain("agreements/05A ");
        (await Do("powers", "list", "--of", "05A", "--on", "2017-01-01")).Ends(ExitCode.Done).Said.ShouldNotContain("agreements/05A ");
    }

    [Fact]
    public async Task A_merger_is_recorded_and_the_register_follows_until_it_is_withdrawn()
    {
        await File.WriteAllTextAsync(folder.File("epcmem_20190830.csv"), """
            "A81001","00K","W","20130401","","0"
            "A81002","00P","W","20130401","","0"

            """, TestContext.Current.CancellationToken);
        (await Do("import", "epcmem", folder.File("epcmem_20190830.csv"))).Ends(ExitCode.Done);
        await File.WriteAllTextAsync(folder.File("merger.json"), """
            {
              "id": "mergers/Z9Z9Z", "kind": "merger", "title": "Merger of two locations", "madeBy": "NHS England", "power": "section 14Z25", "from": "2026-04-01", "document": "file 12",
              "clauses": [
                { "clause": "1", "does": "establishes", "to": "Z9Z9Z", "kind": "sub-ICB location", "name": "NHS North East and North Cumbria ICB - Z9Z9Z" },
                { "clause": "2", "does": "dissolves", "of": "16C" },
                { "clause": "3", "does": "dissolves", "of": "00P" },
                { "clause": "4", "does": "joins", "of": "00P", "to": "42D", "practices": ["A81002"] },
              ]
            }
            """, TestContext.Current.CancellationToken);
        string[] board = ["--by", "Ann Example", "--capacity", "clerk of QHM", "--reason", "From the sealed order"];
        (await Do("register", "show", "Z9Z9Z")).Ends(ExitCode.NotFound);

        (await Do(["powers", "record", folder.File("merger.json"), "--learned", "2026-01-10", .. board])).Ends(ExitCode.Done);

        var shown = (await Do("register", "show", "Z9Z9Z", "--on", "2026-04-01")).Ends(ExitCode.Done);
        var practice = (await Do("register", "show", "A81002", "--on", "2026-04-01")).Ends(ExitCode.Done);
        var count = (await Do("register", "count", "--kind", "sub-ICB location", "--on", "2026-04-01")).Ends(ExitCode.Done);
        var before = (await Do("register", "count", "--kind", "sub-ICB location", "--on", "2026-04-01", "--known", "2026-01-09")).Ends(ExitCode.Done);
        var who = (await Do("powers", "who", "acute", "--for", "16C", "--on", "2026-04-01")).Ends(ExitCode.Done);
        Snapshot.Matches(string.Join("\n----\n", shown.Said, practice.Said, count.Said, before.Said, who.Said));

        (await Do(["powers", "withdraw", "mergers/Z9Z9Z", .. board])).Ends(ExitCode.Done);
        (await Do("register", "show", "Z9Z9Z")).Ends(ExitCode.NotFound);
        (await Do("register", "count", "--kind", "sub-ICB location", "--on", "2026-04-01")).Ends(ExitCode.Done).Said.ShouldBe(before.Said);
    }

    [Fact]
    public async Task What_an_order_does_to_the_register_is_checked_before_it_is_recorded()
    {
        await File.WriteAllTextAsync(folder.File("order.json"), """
            { "id": "orders/1", "kind": "establishment order", "title": "t", "madeBy": "NHS England", "power": "p", "to": "2027-03-31",
              "clauses": [{ "clause": "1", "does": "establishes", "to": "the new board" }, { "clause": "2", "does": "joins", "to": "QHM" }, { "clause": "3", "does": "covers", "to": "QHM", "areas": ["Leeds"] }] }
            """, TestContext.Current.CancellationToken);

        var refused = (await Do(["powers", "record", folder.File("order.json"), .. Ann])).Ends(ExitCode.Refused).Noted;

        refused.ShouldContain("the practices that join, or in 'of' the body whose practices all do");
        refused.ShouldContain("codes of small areas, such as E01000001");
    }

    [Fact]
    public async Task The_replay_and_the_uptake_are_told_by_date()
    {
        var replay = (await Do("powers", "replay")).Ends(ExitCode.Done);
        var uptake = (await Do("powers", "uptake")).Ends(ExitCode.Done);
        var day = (await Do("powers", "uptake", "--on", "2016-04-01", "--json")).Ends(ExitCode.Done);

        Snapshot.Matches(string.Join("\n----\n", replay.Said, uptake.Said));
        day.Json.GetProperty("days")[0].GetProperty("levels").EnumerateArray().Select(l => (l.GetProperty("level").GetString(), l.GetProperty("bodies").GetInt32(), l.GetProperty("outOf").GetInt32()))
            .ShouldBe([("delegated", 115, 209), ("joint", 68, 209), ("involved", 26, 209)]);
        (await Do("powers", "replay", "--from", "2022-07-01", "--to", "2013-04-01")).Ends(ExitCode.Usage);
        (await Do("powers", "uptake", "--function", "surgery")).Ends(ExitCode.NotFound);
    }

    [Fact]
    public async Task What_would_settle_nothing_is_refused_or_told()
    {
        await Recorded("small", "qhm", ExitCode.Refused, "a code in capitals, as QHM");
        await Recorded("digits", "05a", ExitCode.Refused, "a code in capitals, as 05A");
        await Recorded("kind", "each board", ExitCode.Done, "unknown-kind");
        (await Do(["powers", "amend", "kind", "--clause", "1", "--from", "2025-05-01", .. Ann])).Ends(ExitCode.Usage).Noted.ShouldContain("changes nothing");
        (await Do("powers", "list", "--of", "99A", "--on", "2023-01-01")).Ends(ExitCode.Done).Said.ShouldContain("from 2017-08-22, lapsed");

        async Task Recorded(string id, string to, int ends, string told)
        {
            File.WriteAllText(folder.File($"{id}.json"), $$"""
                { "id": "{{id}}", "kind": "delegation agreement", "title": "t", "madeBy": "NHS England", "power": "p", "from": "2025-04-01",
                  "clauses": [{ "clause": "1", "does": "delegates", "functions": ["dental"], "of": "NHS England", "to": "{{to}}" }] }
                """);
            (await Do(["powers", "record", folder.File($"{id}.json"), .. Ann])).Ends(ends).Noted.ShouldContain(told);
        }
    }

    [Fact]
    public async Task A_place_is_found_by_practice_postcode_and_old_code()
    {
        foreach (var table in (string[])["practices", "postcodes", "areas"])
            (await Do("import", table, Path.Combine(Where.Root, "samples", $"{table}.csv"), "--edition", "2025-04-01")).Ends(ExitCode.Done);

        (await Asked("SW83 7CC")).ShouldBe("W2U3Z");
        (await Asked("00F")).ShouldBe("13T");
        (await Do("powers", "who", "acute", "--for", "ZZ9", "--on", "2025-06-01")).Ends(ExitCode.NotFound).Noted.ShouldContain("no organisation");
        (await Do("powers", "who", "acute", "--for", "SW83 9ZZ", "--on", "2025-06-01")).Ends(ExitCode.NotFound);
        (await Do("powers", "who", "surgery", "--for", "13T", "--on", "2025-06-01")).Ends(ExitCode.NotFound).Noted.ShouldContain("acute");
        (await Do("powers", "show", "coronavirus")).Ends(ExitCode.NotFound).Noted.ShouldContain("coronavirus-directions-2020");
        (await Do("powers", "list", "--kind", "decree")).Ends(ExitCode.Usage);

        async Task<string?> Asked(string place) => (await Do("powers", "who", "acute", "--for", place, "--on", "2025-06-01", "--json")).Ends(ExitCode.Done).Json.GetProperty("commissioner").GetString();
    }

    private async Task<string> Decides(string function, string day, params string[] more)
    {
        var answer = await Do(["powers", "who", function, "--for", "05A", "--on", day, "--json", .. more]);
        return string.Join(" and ", answer.Json.GetProperty("decides").EnumerateArray().Select(d => (d.TryGetProperty("code", out var code) ? code : d.GetProperty("name")).GetString())) is { Length: > 0 } all ? all : "?";
    }

    private Task<Answered> Do(params string[] args) => Verb.Run([.. args, "--workspace", folder.File("workspace")]);
}
