using System.Globalization;
using System.Text.Json;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys;

/// <summary>Every number of a plan is given by another verb, the one that the plan names beside it, on the real open data.</summary>
public sealed class PlanVerbsJourney(RealWorkspace real) : IClassFixture<RealWorkspace>, IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("2018-04-01", "04X 05P 13P")]
    [InlineData("2018-04-01", "04X 05P")]
    [InlineData("2027-04-01", "QF7 QHM")]
    public async Task Each_number_is_that_of_the_verb_that_is_named_beside_it(string on, string codes)
    {
        var lists = Where.SharedPath("data", "practices", "gp-reg-pat-prac-all.csv");
        var bodies = codes.Split(' ');
        var plan = (await Json(["merge", "plan", .. bodies, "--on", on, "--out", folder.File("plan")])).GetProperty("plans")[0];
        var (eve, kind, merger) = (plan.GetProperty("eve").GetString()!, plan.GetProperty("kind").GetString()!, plan.GetProperty("mergers")[0]);

        (await Json("register", "count", "--kind", kind, "--on", eve)).GetProperty("count").GetInt32().ShouldBe(plan.GetProperty("before").GetInt32());
        plan.GetProperty("after").GetInt32().ShouldBe(plan.GetProperty("before").GetInt32() - bodies.Length + 1);

        var footprint = await Json(["register", "footprint", .. bodies, "--on", eve]);
        foreach (var (ours, theirs) in merger.GetProperty("bodies").EnumerateArray().Append(merger.GetProperty("whole")).Zip(footprint.GetProperty("bodies").EnumerateArray()))
        {
            (Number(ours, "practices"), Number(ours, "patients"), Number(ours, "withoutList")).ShouldBe((Number(theirs, "practices"), Number(theirs, "patients"), Number(theirs, "withoutList")));
            Number(ours, "areas").ShouldBe(Number(theirs, "smallAreas"));
        }

        Councils(merger).ShouldBe(Councils(footprint));
        Texts(merger, "neighbours").ShouldBe(Texts(footprint, "neighbours"));
        plan.GetProperty("practices").GetArrayLength().ShouldBe((int)Number(merger.GetProperty("whole"), "practices")!);
        plan.GetProperty("smallAreas").GetInt32().ShouldBe((int)Number(merger.GetProperty("whole"), "areas")!);

        (await Json("register", "check", "--on", eve, "--kind", kind)).GetProperty("findings").GetArrayLength().ShouldBe(plan.GetProperty("brokenBefore").GetArrayLength());

        foreach (var body in bodies)
        {
            var shown = await Json("register", "show", body, "--on", eve);
            foreach (var parent in merger.GetProperty("parents").EnumerateArray().Where(p => p.GetProperty("bodies").GetInt32() == bodies.Length))
                shown.GetProperty("parents").EnumerateArray().Select(p => p.GetProperty("code").GetString()).ShouldContain(parent.GetProperty("code").GetString());
            var listed = (await Json("powers", "list", "--of", body, "--on", eve)).GetProperty("instruments").EnumerateArray().Select(i => i.GetProperty("id").GetString()).Order(StringComparer.Ordinal);
            merger.GetProperty("instruments").EnumerateArray().Where(i => i.GetProperty("body").GetString() == body).Select(i => i.GetProperty("instrument").GetString()).Distinct().Order(StringComparer.Ordinal).ShouldBe(listed);
        }

        foreach (var function in merger.GetProperty("functions").EnumerateArray())
        {
            var code = function.GetProperty("function").GetString()!;
            foreach (var before in function.GetProperty("before").EnumerateArray())
                Decides(await Json("powers", "who", code, "--for", before.GetProperty("body").GetString()!, "--on", eve)).ShouldBe(Held(before), code);
            Decides(await Json("powers", "who", code, "--for", bodies[0], "--as-one", string.Join(',', bodies.Skip(1)), "--on", eve)).ShouldBe(Held(function.GetProperty("after")), code);
        }

        var money = plan.GetProperty("money");
        var (edition, year) = (money.GetProperty("edition").GetString()!, money.TryGetProperty("runningCostsYear", out var known) ? known.GetString() : null);
        var asOne = string.Join(',', bodies);
        foreach (var (body, code) in money.GetProperty("mergers")[0].EnumerateArray().Zip([.. bodies, "NEW1"]))
        {
            var explained = await Json(["allocate", "explain", code, "--edition", edition, "--on", eve, .. code == "NEW1" ? ["--as-one", asOne] : Array.Empty<string>()]);
            (body.GetProperty("target").GetInt64(), body.GetProperty("people").GetDecimal()).ShouldBe((explained.GetProperty("figure").GetInt64(), explained.GetProperty("heads").GetDecimal()));
            if (year is not null)
                (await Json(["allocate", "running-costs", "--year", year, "--on", eve, .. code == "NEW1" ? ["--as-one", asOne] : Array.Empty<string>()])).GetProperty("bodies").EnumerateArray().Single(b => b.GetProperty("code").GetString() == code)
                    .GetProperty("allowance").GetInt64().ShouldBe(body.GetProperty("runningCosts").GetInt64());
            if (body.TryGetProperty("distance", out var distance))
            {
                var opening = await Json(["allocate", "opening", .. code == "NEW1" ? bodies : [code]]);
                (code == "NEW1" ? opening.GetProperty("together") : opening.GetProperty("bodies")[0]).GetProperty("distance").GetDecimal().ShouldBe(distance.GetDecimal());
            }
        }

        foreach (var past in plan.GetProperty("history").EnumerateArray().Where(h => h.GetProperty("file").GetString() == "gp-reg-pat-prac-all.csv"))
        {
            await real.Run("rebase", lists, "--from", past.GetProperty("edition").GetString()!, "--to", eve, "--scenario", folder.File(Path.Combine("plan", "scenario.csv")), "--to-kind", kind, "--code-kind", "practice",
                "--code-column", "CODE", "--value", "NUMBER_OF_PATIENTS", "--unplaced", "keep", "--out", folder.File("rebased.csv"));
            var row = (await File.ReadAllLinesAsync(folder.File("rebased.csv"), TestContext.Current.CancellationToken)).Single(l => l.StartsWith("NEW1,", StringComparison.Ordinal)).Split(',');
            (long.Parse(row[2], CultureInfo.InvariantCulture), int.Parse(row[3], CultureInfo.InvariantCulture)).ShouldBe((past.GetProperty("patients").GetInt64(), past.GetProperty("practices").GetInt32()));
        }
    }

    [Theory]
    [InlineData("2018-04-01", "04X 05P 13P")]
    [InlineData("2027-04-01", "QF7 QHM")]
    public async Task Each_verb_that_a_plan_names_is_one_that_answers(string on, string codes)
    {
        Where.SharedPath("data");
        var plan = (await Json(["merge", "plan", .. codes.Split(' '), "--on", on])).GetProperty("plans")[0];

        var verbs = plan.GetProperty("verbs").EnumerateArray().SelectMany(s => Texts(s, "verbs")).Distinct().ToList();

        verbs.Count.ShouldBeGreaterThan(8);
        foreach (var verb in verbs.Where(v => !v.StartsWith("./remit rebase", StringComparison.Ordinal)))
        {
            var words = verb.Replace("FUNCTION", "acute", StringComparison.Ordinal).Split(' ')[1..];
            var (code, _, noted) = await real.Run(words);
            code.ShouldBeOneOf(ExitCode.Done, ExitCode.Findings);
            noted.Split('\n').ShouldAllBe(line => line.Length == 0 || line.StartsWith("In doubt", StringComparison.Ordinal) || line.EndsWith("they are not counted.", StringComparison.Ordinal), verb);
        }
    }

    private static IEnumerable<string> Councils(JsonElement of) => of.GetProperty("councils").EnumerateArray().Select(c => string.Concat(c.GetRawText().Where(x => !char.IsWhiteSpace(x))));

    private static string Decides(JsonElement answer) => $"{answer.GetProperty("settled").GetString()} {string.Join(' ', answer.GetProperty("decides").EnumerateArray().Select(d => d.TryGetProperty("code", out var code) ? code.GetString() : d.GetProperty("name").GetString()))}";

    private static string Held(JsonElement held) => $"{held.GetProperty("settled").GetString()} {string.Join(' ', Texts(held, "decides"))}";

    private static long? Number(JsonElement of, string name) => of.TryGetProperty(name, out var number) ? number.GetInt64() : null;

    private static IEnumerable<string> Texts(JsonElement of, string name) => of.GetProperty(name).EnumerateArray().Select(t => t.GetString()!);

    private async Task<JsonElement> Json(params string[] words)
    {
        var (code, said, noted) = await real.Run([.. words, "--json"]);
        code.ShouldBeOneOf([ExitCode.Done, ExitCode.Findings], $"{string.Join(' ', words)}: {noted}");
        return JsonDocument.Parse(said).RootElement;
    }
}
