using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Tests.Allocations;

public class ChangedParametersTest
{
    [Fact]
    public void Sums_pots_weights_and_indices_are_changed_and_the_rest_stays()
    {
        var changed = Read("sum,,80000000000", "weight,General and Acute in hospital and community,0.5", "pot,prescribing,0", "index,ambulance QE1,1.5").Apply(AllocationTables.Named("2022-23"));

        changed.Sum!.Value.Value.ShouldBe(80_000_000_000);
        changed.Pots[0].Needs.Single(n => n.Component == "general and acute").Value.ShouldBe(0.5m);
        changed.Pots.Single(p => p.Name == "prescribing").Part.ShouldBe(0);
        changed.Indices.Single(i => i.Area == "QE1").Value.ShouldBe(1.5m);
        changed.Pots[0].Needs.Count(n => n.Source.Document == "changed by the scenario").ShouldBe(1);
        AllocationTables.Named("2022-23").Sum!.Value.Value.ShouldBe(88_121_250_000);
    }

    [Fact]
    public void A_policy_is_named_and_its_rules_are_changed_for_a_year_or_for_all()
    {
        var policy = Read("policy,,2019-20", "minimum growth,,1.5", "total growth,2,4").Apply(PacePolicies.Shipped[0]);

        policy.Policy.Id.ShouldBe("2019-20");
        (policy.Policy.In(1).MinimumGrowth, policy.Policy.In(2).MinimumGrowth, policy.Policy.In(2).TotalGrowth).ShouldBe((1.5m, 1.5m, 4m));
        policy.Policy.In(1).TotalGrowth.ShouldNotBe(4m);
        policy.SourcesOf("minimum growth").ShouldHaveSingleItem().Document.ShouldBe("changed by the scenario");
        Read("sum,,1").Apply(PacePolicies.Shipped[0]).ShouldBe(PacePolicies.Shipped[0]);
    }

    [Fact]
    public void A_rule_may_be_taken_away() =>
        Read("minimum growth per head,,none").Apply(PacePolicies.Named("january-2016")).Policy.In(1).MinimumGrowthPerHead.ShouldBeNull();

    [Theory]
    [InlineData("colour,,red", "mine.csv:2 [parameter]: unknown-parameter: found 'colour', wanted one of: sum, rate, pot, weight, index, policy, minimum growth,")]
    [InlineData("sum,,lots", "mine.csv:2 [value]: bad-value: found 'lots'")]
    [InlineData("sum,,1\nsum,,2", "mine.csv:3: said-twice: found 'sum', wanted each parameter once")]
    [InlineData("weight,dental in hospital and community,1", "mine.csv:2 [of]: no-such-weight: found 'dental in hospital and community', wanted of the edition 2018-19, one of: general and acute in hospital and community,")]
    [InlineData("pot,dental,1", "mine.csv:2 [of]: no-such-pot: found 'dental', wanted of the edition 2018-19, one of: hospital and community, prescribing, remote hospitals 01H")]
    [InlineData("index,ambulance QE1,1", "mine.csv:2 [of]: no-such-index: found 'ambulance QE1', wanted of the edition 2018-19, one of: none: its indices are in its file")]
    [InlineData("weight,prescribing in prescribing,101", "mine.csv:2 [value]: bad-value: found '101', wanted a number that is not below nought, and at most 100")]
    [InlineData("weight,prescribing in prescribing,0\nweight,inequalities in prescribing,0", "mine.csv:2: no-weight: found 'weights of prescribing that are all nought'")]
    [InlineData("rate,,1200", "mine.csv:2: no-such-rate: found '1200', wanted a sum: the edition 2018-19 shares one out")]
    [InlineData("policy,,nobody's", "mine.csv:2 [value]: unknown-policy: found 'nobody's'")]
    [InlineData("minimum growth,later,1", "mine.csv:2 [of]: bad-year: found 'later'")]
    [InlineData("maximum growth,2,none", "mine.csv:2 [value]: nothing-to-take-away: found 'none', wanted a number: january-2016 states no maximum growth of year 2 to take away")]
    [InlineData("minimum growth,2,none", "mine.csv:2 [value]: nothing-to-take-away: found 'none', wanted a number: january-2016 states no minimum growth of year 2 to take away, but of year 1; what a year says goes on until another says otherwise")]
    [InlineData("maximum growth,,1", "mine.csv:2: bad-policy: found 'the maximum growth, 1%, is below the minimum, 2.08%'")]
    public void What_cannot_be_used_is_told_with_what_there_is(string row, string told) =>
        Should.Throw<RefusedException>(() =>
        {
            var changed = Read(row.Split('\n'));
            changed.Apply(AllocationTables.Named("2018-19"));
            changed.Apply(PacePolicies.Named("january-2016"));
        }).Message.ShouldStartWith(told);

    private static ChangedParameters Read(params string[] rows) => ChangedParameters.ReadText($"parameter,of,value\n{string.Join('\n', rows)}\n", "mine.csv");
}
