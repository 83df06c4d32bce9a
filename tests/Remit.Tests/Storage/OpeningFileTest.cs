using Remit.Allocations;
using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Tests.Storage;

public sealed class OpeningFileTest : IDisposable
{
    private const string Header = "name,baseline_k,population_growth_pct,opening_distance_pct";

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_rows_come_back_in_their_order_with_four_columns_more() =>
        Paced($"{Header}\nB,1000,1,-2\n\"A, the other\",2000.5,0,7.5\n").ShouldBe(
            $"{Header},minimum_growth_pct,growth_pct,allocation_k,per_head_growth_pct\nB,1000,1,-2,2.3736,2.3736,1023.736,1.36\n\"A, the other\",2000.5,0,7.5,1.05,1.05,2021.506,1.05\n");

    [Fact]
    public void Other_columns_are_carried_and_those_of_the_same_name_kept_as_given() =>
        Paced("growth_pct,Region,Opening_Distance_Pct,baseline_k,NAME,population_growth_pct\n9,North,-2%, 1000 ,B,1e-05\n").ShouldBe(
            "given_growth_pct,Region,Opening_Distance_Pct,baseline_k,NAME,population_growth_pct,minimum_growth_pct,growth_pct,allocation_k,per_head_growth_pct\n9,North,-2%, 1000 ,B,1e-05,2.08,2.08,1020.80,2.08\n".Replace("1020.80", "1020.8", StringComparison.Ordinal));

    [Fact]
    public void A_header_alone_comes_back_as_one() => Paced($"{Header}\n").ShouldBe($"{Header},minimum_growth_pct,growth_pct,allocation_k,per_head_growth_pct\n");

    [Fact]
    public void Rows_of_nothing_but_commas_are_passed_over() => Paced($"{Header}\nA,1000,0,0\n,,,\n , ,,,\n").Split('\n').Length.ShouldBe(3);

    [Fact]
    public void A_table_that_goes_through_again_and_again_has_no_heading_twice()
    {
        var table = $"{Header}\nA,1000,0,0\n";
        for (var again = 0; again < 4; again++)
            table = Paced(table);

        var headings = table.Split('\n')[0].Split(',');
        headings.ShouldBeUnique();
        headings.Count(h => h.EndsWith("allocation_k", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Theory]
    [InlineData("\"1,234.5\"", "1260.178")]
    [InlineData("\"£1,234,567\"", "1260245.994")]
    [InlineData("1.5e3", "1531.2")]
    public void Thousands_are_read_as_people_write_them(string written, string allocation) => Paced($"{Header}\nA,{written},0,0\n").ShouldContain($",{allocation},");

    [Theory]
    [InlineData("\"1,23\"")]
    [InlineData("\"12,34,567\"")]
    [InlineData("\"1.234,5\"")]
    public void A_decimal_comma_is_not_taken_for_a_separator(string written) => Should.Throw<RefusedException>(() => Paced($"{Header}\nA,{written},0,0\n")).Findings[0].Code.ShouldBe("bad-number");

    [Fact]
    public void A_true_minus_is_a_minus() => Paced($"{Header}\nA,1000,0,\u22122\n").ShouldContain("A,1000,0,\u22122,2.08,");

    [Theory]
    [InlineData("name,baseline_k,population_growth_pct\nA,1,2\n", "in.csv:1 [opening_distance_pct]: missing-column")]
    [InlineData(Header + "\nA,x,1,2\n", "in.csv:2 [baseline_k]: bad-number: found 'x'")]
    [InlineData(Header + "\nA,0,1,2\n", "in.csv:2 [baseline_k]: bad-number: found '0'")]
    [InlineData(Header + "\nA,1,2,3\nB,1,,3\n", "in.csv:3 [population_growth_pct]: bad-number: found ''")]
    [InlineData(Header + "\nA,1,-100,3\n", "in.csv:2 [population_growth_pct]: bad-number: found '-100'")]
    [InlineData(Header + "\nA,1,101,3\n", "in.csv:2 [population_growth_pct]: bad-number: found '101', wanted growth of the population in per cent, above -50 and up to 100")]
    [InlineData(Header + "\nA,1,0,-100\n", "in.csv:2 [opening_distance_pct]: bad-number: found '-100'")]
    [InlineData(Header + "\nA,1,2\n", "in.csv:2: wrong-width: found '3 cells'")]
    [InlineData(Header + "\n ,1,2,3\n", "in.csv:2 [name]: no-name")]
    [InlineData(Header + "\nA,1,2,3\na,1,2,3\n", "in.csv:3 [name]: repeated-name: found 'a', wanted each body once, and line 2 has it")]
    [InlineData("name,name,baseline_k,population_growth_pct,opening_distance_pct\n", "in.csv:1 [name]: repeated-column")]
    public void What_cannot_be_used_is_told_by_line_and_column(string content, string told) =>
        Should.Throw<RefusedException>(() => Paced(content)).Message.ShouldStartWith(told);

    [Fact]
    public void Everything_wrong_is_told_at_once() =>
        Should.Throw<RefusedException>(() => Paced($"{Header}\nA,x,y,z\nB,1\n")).Findings.Count.ShouldBe(4);

    private string Paced(string content)
    {
        File.WriteAllText(folder.File("in.csv"), content);
        var file = OpeningFile.Read(folder.File("in.csv"));
        file.Write(PaceOfChange.Year(1, PacePolicies.Named("january-2016").Policy.In(1), file.Positions), folder.File("out.csv"));
        return File.ReadAllText(folder.File("out.csv"));
    }
}

public sealed class PacePoliciesTest : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_policy_that_travels_with_the_product_can_be_used_and_says_how_sure_it_is() =>
        PacePolicies.Shipped.ShouldAllBe(p => p.Confidence.Length > 0 && p.Rules.All(r => r.Source.Length > 0 && r.Says.Length > 0));

    [Fact]
    public void What_a_year_does_not_say_again_carries_on()
    {
        var policy = Policy("rule,value,year\nminimum growth,1,\ntotal growth,3%,1\nminimum growth,2,3\nthe rest goes,furthest first,2\n").Policy;

        policy.Years.Select(y => (y.MinimumGrowth, y.TotalGrowth, y.Rest)).ShouldBe([(1, 3, RestGoes.ByDistance), (1, 3, RestGoes.FurthestFirst), (2, 3, RestGoes.FurthestFirst)]);
        policy.Id.ShouldBe("own");
    }

    [Theory]
    [InlineData("rule\nminimum growth\n", "own.csv:1 [value]: missing-column")]
    [InlineData("rule,value\n", "own.csv: no-rows")]
    [InlineData("rule,value\nminimum,1\n", "own.csv:2 [rule]: unknown-rule: found 'minimum'")]
    [InlineData("rule,value\nminimum growth,lots\n", "own.csv:2 [value]: bad-value: found 'lots'")]
    [InlineData("rule,value\nminimum growth,1\nthe rest goes,away\n", "own.csv:3 [value]: bad-value: found 'away', wanted by distance or furthest first")]
    [InlineData("rule,value\nminimum growth,1\nMinimum Growth,2\n", "own.csv:3 [rule]: said-twice")]
    [InlineData("rule,value,year\nminimum growth,1,0\n", "own.csv:2 [year]: bad-year: found '0'")]
    [InlineData("rule,value\nmaximum growth,1\n", "own.csv:2: bad-policy: found 'no 'minimum growth' in year 1'")]
    [InlineData("rule,value\nminimum growth,1\ntaper to,5\n", "own.csv:2: bad-policy: found 'part of a taper in year 1'")]
    [InlineData("rule,value\nminimum growth,3\nmaximum growth,2\n", "own.csv:2: bad-policy: found 'the maximum growth, 2%, is below the minimum, 3%'")]
    [InlineData("policy,rule,value\na,minimum growth,3\nb,minimum growth,2\n", "own.csv: several-policies")]
    public void A_policy_that_cannot_be_used_says_why(string content, string told) =>
        Should.Throw<RefusedException>(() => Policy(content)).Message.ShouldStartWith(told);

    [Fact]
    public void A_policy_that_is_not_there_names_those_that_are() =>
        Should.Throw<RefusedException>(() => PacePolicies.Named("january-2061")).Message.ShouldContain("january-2016");

    private WrittenPolicy Policy(string content)
    {
        File.WriteAllText(folder.File("own.csv"), content);
        return PacePolicies.Named(folder.File("own.csv"));
    }
}
