using Remit.Register;
using Remit.Storage;
using Remit.Time;

namespace Remit.Tests.Parameters;

public class RegisterFactsTest
{
    private static readonly ParameterTable Organisations = ParameterTables.Shipped.Read("register/organisations.csv");
    private static readonly ParameterTable OnsCodes = ParameterTables.Shipped.Read("register/ons_codes.csv");
    private static readonly ParameterTable Successions = ParameterTables.Shipped.Read("register/successions.csv");
    private static readonly ParameterTable Links = ParameterTables.Shipped.Read("register/links.csv");
    private static readonly HashSet<string> Codes = [.. Organisations.Rows.Select(r => r["code"])];

    [Theory]
    [InlineData("2013-03-31", 0)]
    [InlineData("2013-04-01", 211)]
    [InlineData("2015-03-31", 211)]
    [InlineData("2015-04-01", 209)]
    [InlineData("2017-04-01", 207)]
    [InlineData("2018-04-01", 195)]
    [InlineData("2019-04-01", 191)]
    [InlineData("2020-04-01", 135)]
    [InlineData("2021-04-01", 106)]
    [InlineData("2022-06-30", 106)]
    [InlineData("2022-07-01", 0)]
    public void The_clinical_commissioning_groups_of_each_year_are_all_here(string day, int groups) =>
        Open("CCG", day).Count.ShouldBe(groups);

    [Theory]
    [InlineData("ICB", 0, 42)]
    [InlineData("sub-ICB location", 0, 106)]
    public void Boards_and_their_locations_begin_on_the_day_the_groups_end(string kind, int before, int after)
    {
        Open(kind, "2022-06-30").Count.ShouldBe(before);
        Open(kind, "2022-07-01").Count.ShouldBe(after);
    }

    [Theory]
    [InlineData("CCG", 248)]
    [InlineData("PCT", 151)]
    [InlineData("SHA", 10)]
    [InlineData("ICB", 42)]
    [InlineData("local health board", 7)]
    public void Every_body_there_ever_was_of_a_kind_is_here(string kind, int bodies) =>
        OfKind(kind).Select(r => r["code"]).Distinct().Count().ShouldBe(bodies);

    [Fact]
    public void The_bodies_before_2013_end_the_day_before_the_groups_begin() =>
        OfKind("PCT").Concat(OfKind("SHA")).Select(r => r["to"]).Distinct().ShouldBe(["2013-03-31"]);

    [Fact]
    public void Every_location_keeps_the_code_of_the_group_it_was() =>
        Open("sub-ICB location", "2022-07-01").ShouldBe(Open("CCG", "2022-06-30"), ignoreOrder: true);

    [Fact]
    public void A_group_that_changed_its_name_keeps_its_code()
    {
        NamesOf("01H").ShouldBe(["NHS Cumbria CCG", "NHS North Cumbria CCG"]);
        NamesOf("01K").ShouldBe(["NHS Lancashire North CCG", "NHS Morecambe Bay CCG"]);
    }

    [Fact]
    public void Every_code_is_an_ods_code() =>
        Organisations.Rows.Where(r => !OdsCode.TryParse(r["code"], out _)).ShouldBeEmpty();

    [Fact]
    public void Every_ons_code_is_one_of_its_kind()
    {
        OnsCodes.Rows.Where(r => !OnsCode.TryParse(r["ons_code"], out _)).ShouldBeEmpty();

        var groups = Open("CCG", "2021-04-01");
        OnsCodes.Rows.Where(r => groups.Contains(r["code"]) && OnsCode.Parse(r["ons_code"]).Entity != "E38").ShouldBeEmpty();
    }

    [Fact]
    public void No_ons_code_belongs_to_two_bodies_at_once() =>
        ShouldNotOverlap(OnsCodes.Rows, r => r["ons_code"]);

    [Fact]
    public void Six_locations_changed_their_ons_code_when_the_boards_began() =>
        OnsCodes.Rows.Where(r => r["from"] == "2022-07-01").Select(r => r["code"])
            .ShouldBe(["01Y", "06H", "15E", "15M", "78H", "D2P2L"], ignoreOrder: true);

    [Fact]
    public void A_group_has_an_ons_code_on_each_of_its_days()
    {
        foreach (var day in new[] { "2013-04-01", "2015-04-01", "2018-03-31", "2018-04-01", "2021-04-01", "2022-06-30" })
            Open("CCG", day).Except(Holding(OnsCodes, day).Select(r => r["code"])).ShouldBeEmpty(day);
    }

    [Fact]
    public void Spans_are_possible_and_never_overlap()
    {
        ShouldNotOverlap(Organisations.Rows, r => (r["code"], r["kind"]));
        ShouldNotOverlap(OnsCodes.Rows, r => r["code"]);
        ShouldNotOverlap(Links.Rows, r => (r["code"], r["link"]));
    }

    [Fact]
    public void Links_and_successions_name_bodies_that_are_open_then()
    {
        Links.Rows.SelectMany(r => new[] { r["code"], r["to_code"] }).Except(Codes).ShouldBeEmpty();
        Successions.Rows.SelectMany(r => new[] { r["from_code"], r["to_code"] }).Where(c => c != "").Except(Codes).ShouldBeEmpty();

        var days = Organisations.Rows.ToLookup(r => r["code"], r => r.Days);
        Links.Rows.Where(r => !days[r["code"]].Any(d => d.Contains(FirstDayOf(r))) || !days[r["to_code"]].Any(d => d.Contains(FirstDayOf(r)))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_group_that_closed_before_2022_was_followed_the_next_day()
    {
        var opens = OfKind("CCG").ToLookup(r => r["code"], r => r.Days.First);
        var closed = OfKind("CCG").GroupBy(r => r["code"]).Select(g => (Code: g.Key, Last: g.Max(r => r.Days.Last!.Value))).Where(c => c.Last < new DateOnly(2022, 6, 30)).ToList();

        closed.Count.ShouldBe(142);
        foreach (var (code, last) in closed)
            Successions.Rows.ShouldContain(r => r["from_code"] == code && r.Day("on") == last.AddDays(1) && opens[r["to_code"]].Contains(last.AddDays(1)), code);
    }

    [Fact]
    public void One_group_was_split_and_its_larger_part_merged() =>
        Successions.Rows.Where(r => r["from_code"] == "09G").Select(r => (r["to_code"], r["how"]))
            .ShouldBe([("70F", "merger"), ("92A", "split")], ignoreOrder: true);

    [Fact]
    public void On_1_July_2022_every_group_passed_its_functions_to_the_board_its_location_is_in()
    {
        var boards = Links.Rows.Where(r => r["link"] == "icb" && r["from"] == "2022-07-01").ToDictionary(r => r["code"], r => r["to_code"]);
        var passed = Successions.Rows.Where(r => r["on"] == "2022-07-01").ToDictionary(r => r["from_code"], r => r["to_code"]);

        passed.ShouldBe(boards, ignoreOrder: true);
        boards.Count.ShouldBe(106);
        boards.Values.Distinct().Count().ShouldBe(42);
    }

    [Fact]
    public void The_mergers_agree_with_those_worked_out_from_areas_and_practices()
    {
        using var worked = CsvSource.Open(Where.SharedPath("data", "register", "ccg_successors_2013_2021.csv"), hasHeader: true);
        var (old, next, on) = (Column("old_code"), Column("new_code"), Column("effective_date"));
        var pairs = new List<(string, string, string)>();
        while (worked.Read())
            pairs.Add((worked.Text(old), worked.Text(next), worked.Text(on)));

        pairs.Count.ShouldBe(143);
        Successions.Rows.Where(r => r["how"] is "merger" or "split").Select(r => (r["from_code"], r["to_code"], r["on"])).ShouldBe(pairs, ignoreOrder: true);

        int Column(string name) => worked.Headers.ToList().IndexOf(name);
    }

    [Theory]
    [InlineData("2013-04-01")]
    [InlineData("2015-04-01")]
    [InlineData("2018-04-01")]
    [InlineData("2019-04-01")]
    [InlineData("2020-04-01")]
    [InlineData("2022-06-30")]
    [InlineData("2022-07-01")]
    [InlineData("2025-06-01")]
    public void Every_local_commissioner_is_in_one_region(string day)
    {
        var linked = Holding(Links, day).Where(r => r["link"] == "region").Select(r => r["code"]).ToHashSet();
        Open("CCG", day).Concat(Open("sub-ICB location", day)).Except(linked).ShouldBeEmpty();
    }

    [Fact]
    public void Every_location_has_both_its_hubs_from_2024_and_none_before()
    {
        foreach (var link in new[] { "specialised hub", "health and justice hub" })
        {
            Holding(Links, "2024-04-01").Where(r => r["link"] == link).Select(r => r["code"]).ShouldBe(Open("sub-ICB location", "2024-04-01"), ignoreOrder: true);
            Holding(Links, "2024-03-31").ShouldNotContain(r => r["link"] == link);
        }
    }

    [Fact]
    public void The_test_area_of_the_worked_cases_is_not_a_fact() =>
        Codes.ShouldNotContain("ZT9Z9");

    private static DateOnly FirstDayOf(ParameterRow row) =>
        row.Days is var days && days.First == DateOnly.MinValue ? days.Last ?? DateOnly.MaxValue : days.First;

    private static IEnumerable<ParameterRow> OfKind(string kind) => Organisations.Rows.Where(r => r["kind"] == kind);

    private static List<string> NamesOf(string code) =>
        [.. OfKind("CCG").Where(r => r["code"] == code).OrderBy(r => r.Days.First).Select(r => r["name"])];

    private static IEnumerable<ParameterRow> Holding(ParameterTable table, string day) => table.Rows.Where(r => r.Days.Contains(Day(day)));

    private static List<string> Open(string kind, string day) =>
        [.. Holding(Organisations, day).Where(r => r["kind"] == kind).Select(r => r["code"])];

    private static DateOnly Day(string text) => IsoDate.TryParse(text, out var day) ? day : throw new FormatException(text);

    private static void ShouldNotOverlap<TKey>(IEnumerable<ParameterRow> rows, Func<ParameterRow, TKey> key)
    {
        foreach (var same in rows.GroupBy(key))
        {
            var spans = same.Select(r => r.Days).OrderBy(d => d.First).ToList();
            foreach (var (a, b) in spans.Zip(spans.Skip(1)))
                a.Overlaps(b).ShouldBeFalse($"{same.Key}: {a} and {b}");
        }
    }
}
