using System.Text;
using System.Text.Json.Nodes;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Specs.Responsibility;

/// <summary>What <c>explain</c> tells of a worked case is what <c>assign</c> decided, box for box: there is no second account of it.</summary>
public class ExplanationsAgree
{
    public static IEnumerable<TheoryDataRow<string>> Pages => Batch.All.Select(b => b.Cases[0].Page).Distinct().Select(p => new TheoryDataRow<string>(p));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_explanation_of_every_case_ends_in_its_decision(string page)
    {
        foreach (var batch in Batch.All.Where(b => b.Cases[0].Page == page && !b.IsShown))
        {
            using var folder = Where.NewFolder();
            var file = folder.File("activity.csv");
            await File.WriteAllTextAsync(file, batch.Text, new UTF8Encoding(false), TestContext.Current.CancellationToken);

            foreach (var worked in batch.Cases.Where(c => !c.IsRejected && c[Column.RecordId].Trim().Length > 0))
            {
                var told = await Explain(file, worked[Column.RecordId], batch);

                string[] decided =
                [
                    Said(told, "outcome"), Said(told, "commissioner"), Said(told, "serviceCategory"), Said(told, "method"), Said(told, "path"),
                    string.Join(';', told["flags"]!.AsArray().Select(f => Said(f!, "flag"))),
                ];
                decided.ShouldBe(worked.Expected, worked.ToString());

                // Forks that the chart does not number are told but not written in the path; Who Pays? is not a box.
                var path = worked[Column.Path].Split('>').Where(b => b != "WHO-PAYS").ToArray();
                told["boxes"]!.AsArray().Select(b => Said(b!, "box")).Where(path.Contains).ShouldBe(path, $"{worked}: the boxes told");
                told["boxes"]!.AsArray().Where(b => Said(b!, "says").Length == 0 || Said(b!, "cites").Length == 0).ShouldBeEmpty($"{worked}: a box without words or without its page");
            }
        }
    }

    private static async Task<JsonNode> Explain(string file, string record, Batch batch)
    {
        var (said, noted) = (new StringWriter(), new StringWriter());
        string[] args = ["explain", file, "--record", record, "--reference", batch.WorldFolder, "--json", .. batch.Rulebook is null ? [] : (string[])["--rulebook", batch.Rulebook]];

        (await CommandLine.Run(args, new Terminal(said, noted, TimeProvider.System), TestContext.Current.CancellationToken)).ShouldBe(ExitCode.Done, noted.ToString());
        return JsonNode.Parse(said.ToString())!;
    }

    private static string Said(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";
}
