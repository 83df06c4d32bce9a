using Remit.Register;
using Remit.Storage;
using Remit.Time;

namespace Remit.Tests.Parameters;

public class ParameterTablesTest
{
    public static TheoryData<string> Tables { get; } = [.. Directory
        .EnumerateFiles(ParameterTables.Shipped.Folder, "*.csv", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(ParameterTables.Shipped.Folder, path).Replace('\\', '/'))
        .Where(name => name != "sources.csv")
        .Order(StringComparer.Ordinal)];

    // A row of doubts is itself the doubt.
    public static TheoryData<string> TablesOfFacts { get; } = [.. Tables.Select(t => t.Data).Where(name => !name.EndsWith("/doubts.csv", StringComparison.Ordinal))];

    private static readonly HashSet<string> Sources = [.. ParameterTables.Shipped.Read("sources.csv").Rows.Select(r => r["id"])];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_row_names_a_source_that_is_explained(string name) =>
        ParameterTables.Shipped.Read(name).Rows.SelectMany(r => r.Sources).Except(Sources).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(TablesOfFacts))]
    public void Every_fact_says_how_sure_it_is(string name) =>
        ParameterTables.Shipped.Read(name).Rows.Select(r => r.Confidence).Except(["high", "medium", "low"]).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_day_is_written_year_month_day(string name)
    {
        var table = ParameterTables.Shipped.Read(name);
        foreach (var column in table.Columns.Intersect(["from", "to", "on"]))
            table.Rows.Where(r => r[column] != "" && !IsoDate.TryParse(r[column], out _)).ShouldBeEmpty(column);
        if (table.Columns.Contains("from"))
            table.Rows.ShouldAllBe(r => r.Days.First <= (r.Days.Last ?? DateOnly.MaxValue));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void No_row_is_there_twice(string name)
    {
        var table = ParameterTables.Shipped.Read(name);
        table.Rows.Select(r => string.Join('|', table.Columns.Select(c => r[c]))).ShouldBeUnique();
    }

    [Fact]
    public void A_source_is_listed_once_and_used()
    {
        var used = Tables.SelectMany(t => ParameterTables.Shipped.Read(t.Data).Rows.SelectMany(r => r.Sources)).ToHashSet();
        Sources.Except(used).ShouldBeEmpty();
        ParameterTables.Shipped.Read("sources.csv").Rows.Select(r => r["id"]).ShouldBeUnique();
    }

    [Fact]
    public void The_service_lines_of_both_years_carry_the_statuses_counted_in_the_official_table()
    {
        var lines = ParameterTables.Shipped.Read("responsibility/service_lines.csv").Rows;

        lines.Select(r => (r["year"], r["service_code"])).ShouldBeUnique();
        lines.Count(r => r["year"] == "2024/25").ShouldBe(503);
        lines.Where(r => r["year"] == "2025/26").CountBy(r => r["status"]).OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value}")
            .ShouldBe(["BLUE 101", "GREEN 166", "NA 68", "RED 151"]);
        lines.Where(r => r["year"] == "2025/26" && r["highly_specialised"] == "Y").ShouldAllBe(r => r["status"] == "RED");
    }

    [Fact]
    public void Default_codes_are_listed_once_and_a_postcode_among_them_is_one()
    {
        var codes = ParameterTables.Shipped.Read("register/default_codes.csv").Rows;

        codes.Select(r => r["code"]).ShouldBeUnique();
        codes.Where(r => r["kind"] == "postcode" ? !Postcode.TryParse(r["code"], out _) : !OdsCode.TryParse(r["code"], out _)).ShouldBeEmpty();
    }

    [Fact]
    public void Detention_sites_have_postcodes_and_hubs_that_exist()
    {
        var hubs = ParameterTables.Shipped.Read("register/organisations.csv").Rows.Where(r => r["kind"] == "commissioning hub").Select(r => r["code"]).ToHashSet();
        var sites = ParameterTables.Shipped.Read("responsibility/detention_sites.csv").Rows;

        sites.Where(r => !Postcode.TryParse(r["postcode"], out _)).ShouldBeEmpty();
        sites.Select(r => r["hub"]).Except(hubs).ShouldBeEmpty();
    }

    [Fact]
    public void Every_kind_that_a_body_has_or_a_family_of_areas_stands_for_is_listed()
    {
        var kinds = ParameterTables.Shipped.Read("register/kinds.csv").Rows.Select(r => r["kind"]).ToList();

        ParameterTables.Shipped.Read("register/organisations.csv").Rows.Select(r => r["kind"]).Except(kinds).ShouldBeEmpty();
        ParameterTables.Shipped.Read("register/families.csv").Rows.Select(r => r["stands_for"]).Except([.. kinds, "small area", "local authority"]).ShouldBeEmpty();
        kinds.ShouldBeUnique();
    }

    [Fact]
    public void A_day_that_is_not_one_is_refused_with_its_place()
    {
        using var folder = Where.NewFolder();
        File.WriteAllText(folder.File("t.csv"), "code,from,to,source,confidence\n00C,1 April 2013,,x,high\n00D,2013-04-01,2013-03-31,x,high\n");
        var rows = new ParameterTables(folder.Path).Read("t.csv").Rows;

        Should.Throw<RefusedException>(() => rows[0].Days).Message.ShouldBe("t.csv:2 [from]: not-a-day: found '1 April 2013', wanted a day as YYYY-MM-DD");
        Should.Throw<RefusedException>(() => rows[1].Days).Message.ShouldBe("t.csv:3 [to]: impossible-dates: found '2013-03-31', wanted a day on or after 2013-04-01");
    }

    [Fact]
    public void A_row_of_another_width_is_refused_with_its_line()
    {
        using var folder = Where.NewFolder();
        File.WriteAllText(folder.File("t.csv"), "code,source,confidence\n00C,x,high\n00D,x\n");

        Should.Throw<RefusedException>(() => new ParameterTables(folder.Path).Read("t.csv"))
            .Message.ShouldBe("t.csv:3: wrong-width: found '2 cells', wanted 3, as in the header");
    }
}
