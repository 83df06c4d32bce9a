using Remit.Responsibility;
using Remit.Responsibility.Sql;

namespace Remit.Tests.Responsibility;

/// <summary>The text of a script. What it decides is shown by <c>SqlAgrees</c> and <c>WorkedCasesInSql</c>, on real servers.</summary>
public class SqlScriptTest
{
    [Fact]
    public void The_decision_in_PostgreSQL() => Snapshot.Matches(Script("cam-2025-26", SqlDialect.PostgreSql, "decide"));

    [Fact]
    public void The_tables_and_look_ups_in_PostgreSQL() => Snapshot.Matches(Script("cam-2025-26", SqlDialect.PostgreSql, "tables", "lookups"));

    [Fact]
    public void The_decision_in_ClickHouse() => Snapshot.Matches(Script("cam-2025-26", SqlDialect.ClickHouse, "decide"));

    [Fact]
    public void The_tables_and_look_ups_in_ClickHouse() => Snapshot.Matches(Script("cam-2025-26", SqlDialect.ClickHouse, "tables", "lookups"));

    [Fact]
    public void Every_rulebook_names_every_box_with_its_question_and_where_it_is_printed()
    {
        foreach (var dialect in SqlDialect.All)
        {
            foreach (var rulebook in Rulebooks.All())
            {
                var text = new RulebookSql(rulebook, dialect, new SqlActivity("activity")).Decide;
                rulebook.Boxes().Where(b => !text.Contains($"-- {b.Id}: {b.Question} [{b.Cites}]", StringComparison.Ordinal)).ShouldBeEmpty($"{rulebook} in {dialect}");
            }
        }
    }

    [Fact]
    public void A_ClickHouse_of_any_age_takes_a_statement_of_that_length()
    {
        // max_query_size of a server as it is installed.
        foreach (var rulebook in Rulebooks.All())
            new RulebookSql(rulebook, SqlDialect.ClickHouse, new SqlActivity("activity")).Decide.Length.ShouldBeLessThan(262_144);
    }

    [Fact]
    public void Another_reading_changes_the_statement_and_leaves_the_tables()
    {
        Readings.TryParse(["K3=40"], out var readings, out _).ShouldBeTrue();
        var (documented, other) = (Rulebooks.Named("cam-2025-26")!, Rulebooks.Named("cam-2025-26", readings)!);

        Decide(other).ShouldNotBe(Decide(documented));
        new ReferenceSql(SqlDialect.PostgreSql, [other]).Derive.ShouldBe(new ReferenceSql(SqlDialect.PostgreSql, [documented]).Derive);

        static string Decide(Rulebook rulebook) => new RulebookSql(rulebook, SqlDialect.PostgreSql, new SqlActivity("activity")).Decide;
    }

    [Fact]
    public void The_columns_to_be_read_are_those_of_the_plain_format_but_for_what_no_box_asks() =>
        new RulebookSql(Rulebooks.Named("cam-2025-26")!, SqlDialect.PostgreSql, new SqlActivity("activity")).ReadColumns
            .ShouldBe(Item.All.Except([Item.PlacementBasis]));

    [Fact]
    public void A_kept_column_of_any_name_is_quoted_and_comes_back_under_it()
    {
        var rulebook = Rulebooks.Named("cam-2025-26")!;
        string[] kept = ["the ward", "the_ward", "it's \"Ward\" `x\\"];
        string[] inPostgreSql = ["\"the ward\"", "\"the_ward\"", "\"it's \"\"Ward\"\" `x\\\""];
        string[] inClickHouse = ["`the ward`", "`the_ward`", "`it's \"Ward\" \\`x\\\\`"];

        foreach (var (dialect, names) in ((SqlDialect, string[])[])[(SqlDialect.PostgreSql, inPostgreSql), (SqlDialect.ClickHouse, inClickHouse)])
        {
            var sql = new RulebookSql(rulebook, dialect, new SqlActivity("activity") { Kept = kept });
            foreach (var statement in (string[])[sql.Decide, sql.Rejects])
                foreach (var (i, name) in names.Index())
                {
                    statement.ShouldContain($"{name} AS kept_{i}");
                    statement.ShouldContain($"kept_{i} AS {name}");
                }
        }
    }

    [Fact]
    public void The_folder_of_rows_is_quoted_for_what_reads_it()
    {
        var rulebook = Rulebooks.Named("cam-2025-26")!;
        string Of(SqlDialect dialect) => SqlScript.Write(new ReferenceSql(dialect, [rulebook]), new RulebookSql(rulebook, dialect, new SqlActivity("activity")), ["tables"], "out o'brien");

        Of(SqlDialect.PostgreSql).ShouldContain("from 'out o''brien/remit_practices.tsv'");
        Of(SqlDialect.ClickHouse).ShouldContain("< 'out o'\\''brien/remit_practices.tsv'");
    }

    private static string Script(string rulebook, SqlDialect dialect, params string[] parts)
    {
        var chosen = Rulebooks.Named(rulebook)!;
        return SqlScript.Write(new ReferenceSql(dialect, [chosen]), new RulebookSql(chosen, dialect, new SqlActivity("activity")), parts, "rows");
    }
}
