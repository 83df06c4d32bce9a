using Remit.Responsibility;
using Remit.Responsibility.Sql;
using Remit.Storage.Responsibility;
using Remit.Tests.Servers;

namespace Remit.Specs.Responsibility;

/// <summary>Every row of every page, decided by the statement written from its rulebook, on real servers. Cases shown as whole files are about files, which a table is not.</summary>
public class WorkedCasesInSql(TestServers servers)
{
    public static TheoryData<string> Dialects => [.. SqlDialect.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Every_case_comes_out_as_its_page_says(string dialect)
    {
        await using var database = await SqlDatabase.New(servers, dialect);
        var differences = new List<string>();
        var compared = 0;
        foreach (var world in Batch.All.Where(b => !b.IsShown).GroupBy(b => b.WorldFolder))
        {
            await database.Load(ReferenceFolder.Load(world.Key).Tables, Rulebooks.All());
            foreach (var chosen in world.GroupBy(b => b.Rulebook))
            {
                var cases = chosen.SelectMany(b => b.Cases).ToList();
                await database.LoadActivity(cases.Select(c => c.ActivityCells));
                var decided = new Dictionary<int, string[]>();
                foreach (var rulebook in Rulebooks.All().Where(r => chosen.Key is null || r.Name == chosen.Key))
                {
                    // Ids need only be unique on their own page.
                    var sql = database.Sql(rulebook, a => a with { InForceOnly = chosen.Key is null, HasUniqueIds = true });
                    foreach (var row in await database.Select(sql.Decide))
                        decided.Add(int.Parse(row[^1], System.Globalization.CultureInfo.InvariantCulture), row[1..^1]);
                }

                foreach (var (i, worked) in cases.Index().Where(c => !IsRepeated(c.Item, cases)))
                {
                    compared++;
                    var wanted = worked.IsRejected ? "nothing" : string.Join(" | ", worked.Expected);
                    var got = decided.TryGetValue(i, out var row) ? string.Join(" | ", row) : "nothing";
                    if (got != wanted)
                        differences.Add($"{worked}: expected {wanted}\n{new string(' ', worked.ToString().Length)}  got      {got}");
                }
            }
        }

        differences.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(200);
    }

    // A table has no first and second: which of two records of one id is decided, only a file can say.
    private static bool IsRepeated(WorkedCase worked, List<WorkedCase> cases) =>
        cases.Count(c => c.Page == worked.Page && c[Column.RecordId].Trim() == worked[Column.RecordId].Trim()) > 1;
}
