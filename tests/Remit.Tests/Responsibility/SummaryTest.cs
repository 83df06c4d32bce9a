using FsCheck;
using FsCheck.Fluent;
using Remit.Responsibility;

namespace Remit.Tests.Responsibility;

public class SummaryTest
{
    private static readonly Gen<string> Value = Gen.Elements("", "00L", "72Q", "HOST", "é");

    private static readonly Arbitrary<List<List<string>>> Records =
        (from columns in Gen.Choose(1, 3)
         from n in Gen.Choose(0, 30)
         from rows in Gen.ListOf(Gen.ListOf(Value, columns), n)
         select rows.Select(r => r.ToList()).ToList()).ToArbitrary();

    [Fact]
    public void A_summary_adds_up_to_the_number_of_records() =>
        Prop.ForAll(Records, records =>
        {
            var summary = Summarised(records);
            return summary.Records == records.Count
                && summary.Counts.Sum(c => c.Records) == records.Count
                && summary.Table().Counts.Cast<long>().Sum() == records.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_combination_is_counted_once_and_in_order() =>
        Prop.ForAll(Records, records =>
        {
            var counted = Summarised(records).Counts.Select(c => (Key: string.Join('|', c.Values), c.Records)).ToList();
            return counted.ToHashSet().SetEquals(records.GroupBy(r => string.Join('|', r)).Select(g => (g.Key, (long)g.Count())))
                && counted.Count == counted.Distinct().Count();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_last_column_goes_across_and_the_others_down()
    {
        var summary = Summarised([["00L", "HOST"], ["72Q", "HOST"], ["00L", "PLACED"], ["00L", "HOST"]]);

        var (down, across, counts) = summary.Table();

        down.ShouldBe([["00L"], ["72Q"]]);
        across.ShouldBe(["HOST", "PLACED"]);
        counts.ShouldBe(new long[,] { { 2, 1 }, { 1, 0 } });
    }

    private static Summary Summarised(List<List<string>> records)
    {
        var summary = new Summary([.. Enumerable.Range(0, records.Count > 0 ? records[0].Count : 1).Select(n => $"{n}")]);
        foreach (var record in records)
            summary.Add(record);
        return summary;
    }
}
