using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Tests;

namespace Remit.Journeys.Interventions;

/// <summary>Directions to a group, special measures and an emergency, from opening to lifting, at the command line.</summary>
public sealed class InterveneJourney : IDisposable
{
    private static readonly string[] Ann = ["--by", "Ann Example", "--capacity", "regional director", "--reason", "As the committee asked"];

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_function_is_stopped_moved_and_given_back_part_by_part()
    {
        (await Do(["open", "london", "--title", "Acute care in Lewisham", "--of", "08L", "--ground", "failing", "--functions", "acute", "--evidence", "Reports to March 2014", .. Ann])).Ends(ExitCode.Done);
        (await Do(["term", "london", "stop", "--does", "stops", "--of", "08L", "--functions", "acute", .. Ann])).Ends(ExitCode.Done);
        (await Do(["term", "london", "plan", "--does", "requires", "--of", "08L", "--what", "a recovery plan", .. Ann])).Ends(ExitCode.Done);
        var nobody = (await Do("check", "london", "--from", "2014-06-01", "--to", "2015-03-31", "--on", "2014-05-20")).Ends(ExitCode.Findings);
        (await Do(["term", "london", "move", "--does", "moves", "--of", "08L", "--to", "08Q", "--functions", "acute", "--liable", "stays", .. Ann])).Ends(ExitCode.Done);
        string[] make = ["make", "london", "--from", "2014-06-01", "--to", "2015-03-31", "--on", "2014-05-20", "--review", "2014-12-01", "--decision", "minute 7", .. Ann];
        (await Do(make)).Ends(ExitCode.Refused).Noted.ShouldContain("08Q was not consulted");
        (await Do(["consult", "london", "08L", "--on", "2014-05-01", .. Ann])).Ends(ExitCode.Done);
        (await Do(["consult", "london", "08Q", "--on", "2014-05-01", "--document", "letter 2", .. Ann])).Ends(ExitCode.Done);
        (await Do(["hear", "london", "08L", "--on", "2014-05-09", "--says", "accepts it", .. Ann])).Ends(ExitCode.Done);
        var made = (await Do(make)).Ends(ExitCode.Done);
        (await Do(make)).Ends(ExitCode.Refused).Noted.ShouldContain("an intervention that was made");
        (await Who("2014-05-31")).ShouldBe("08L");
        (await Who("2014-06-01")).ShouldBe("08Q");

        var due = (await Do("due", "--on", "2015-03-01", "--within", "45")).Ends(ExitCode.Findings);
        (await Do(["review", "london", "--on", "2014-12-01", "--found", "better, not yet well", "--next", "2015-03-01", .. Ann])).Ends(ExitCode.Done);
        (await Do(["extend", "london", "--on", "2015-03-20", "--until", "2015-09-30", .. Ann])).Ends(ExitCode.Done);
        (await Do(["lift", "london", "--clause", "plan", "--from", "2015-04-01", .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("interventions/london/08L, interventions/london/08Q");
        (await Do(["lift", "london", "--instrument", "interventions/london/08L", "--clause", "plan", "--from", "2015-04-01", .. Ann])).Ends(ExitCode.Done);
        var left = (await Do(["lift", "london", "--instrument", "interventions/london/08Q", "--from", "2015-07-01", .. Ann])).Ends(ExitCode.Done);
        (await Who("2015-06-30")).ShouldBe("08Q");
        (await Who("2015-07-01")).ShouldBe("");
        (await Do(["extend", "london", "--on", "2015-10-02", "--until", "2016-03-31", .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("made anew");

        Snapshot.Matches(string.Join("\n----\n", nobody.Said, made.Said, due.Said, left.Said));
    }

    [Fact]
    public async Task An_emergency_is_declared_for_every_group_extended_and_runs_out()
    {
        (await Do(["open", "virus", "--kind", "emergency direction", "--title", "An emergency", "--of", "each CCG", "--ground", "emergency", "--evidence", "Declared that day", .. Ann])).Ends(ExitCode.Done);
        (await Do(["term", "virus", "1", "--does", "allows", "--of", "each CCG", "--to", "NHS England", "--functions", "community", "--what", "from independent providers", .. Ann])).Ends(ExitCode.Done);
        (await Do(["make", "virus", "--from", "2014-03-20", "--on", "2014-03-20", .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("give one");
        (await Do(["make", "virus", "--from", "2014-03-20", "--to", "2014-12-31", "--on", "2014-03-20", .. Ann])).Ends(ExitCode.Done);
        (await Do(["extend", "virus", "--on", "2014-12-21", "--until", "2015-03-31", .. Ann])).Ends(ExitCode.Done);
        var extended = (await Do(["extend", "virus", "--on", "2015-03-31", "--until", "2016-03-31", "--json", .. Ann])).Ends(ExitCode.Done).Json;
        extended.GetProperty("instruments").GetArrayLength().ShouldBe(3);
        extended.GetProperty("instruments")[0].GetProperty("clauses")[0].GetProperty("inForce").GetString().ShouldBe("2014-03-20 to 2016-03-31");
        extended.GetProperty("instruments")[0].GetProperty("madeBy").GetString().ShouldBe("Secretary of State");
        (await Verb.Run("powers", "who", "community", "--for", "08L", "--on", "2015-06-01", "--workspace", folder.File("workspace"))).Ends(ExitCode.Done).Said.ShouldContain("NHS England");
        (await Do("due", "--on", "2016-02-01")).Ends(ExitCode.Findings).Said.ShouldContain("interventions/virus/nhs-england");
    }

    [Fact]
    public async Task Special_measures_are_kept_apart_and_an_intervention_can_be_dropped()
    {
        (await Do(["open", "watch", "--kind", "special measures", "--title", "Special measures", "--of", "08L", "--ground", "persistent failure", "--evidence", "The deficit", .. Ann])).Ends(ExitCode.Done);
        (await Do(["term", "watch", "1", "--does", "stops", "--of", "08L", "--functions", "acute", .. Ann])).Ends(ExitCode.Done);
        (await Do("check", "watch", "--from", "2016-01-01")).Ends(ExitCode.Findings).Said.ShouldContain("special measures never stops");
        (await Do(["strike", "watch", "1", .. Ann])).Ends(ExitCode.Done);
        (await Do(["make", "watch", "--from", "2016-01-01", .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("no terms");
        (await Do(["drop", "watch", "--decision", "minute 8", .. Ann])).Ends(ExitCode.Done).Said.ShouldContain("dropped");
        (await Do("list")).Ends(ExitCode.Done).Said.ShouldContain("dropped");
        (await Do(["term", "watch", "1", "--does", "stops", "--of", "08L", "--functions", "acute", .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("opened anew");
        (await Do("show", "nothing")).Ends(ExitCode.NotFound).Noted.ShouldContain("watch");
        (await Do("check", "watch", "--from", "2016-01-02", "--to", "2016-01-01")).Ends(ExitCode.Usage);
    }

    private async Task<string> Who(string day)
    {
        var answer = await Verb.Run("powers", "who", "acute", "--for", "08L", "--on", day, "--json", "--workspace", folder.File("workspace"));
        return string.Join(" and ", answer.Json.GetProperty("decides").EnumerateArray().Select(d => d.GetProperty("code").GetString()));
    }

    private Task<Answered> Do(params string[] args) => Verb.Run(["intervene", .. args, "--workspace", folder.File("workspace")]);
}
