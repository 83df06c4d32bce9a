using FsCheck;
using FsCheck.Fluent;
using Remit.Register;
using Remit.Time;

namespace Remit.Tests.Register;

public class PaintedTimelineTest
{
    private static readonly DateOnly Start = new(2019, 4, 1);

    private static readonly Gen<DateOnly> Day = Gen.Choose(0, 12).Select(n => Start.AddDays(n));

    // Few values and short spans, so that statements touch, nest, agree and contradict one another.
    private static readonly Gen<Statement<int>[]> Statements =
        (from first in Day
         from length in Gen.Choose(0, 6)
         from open in Gen.Frequency((1, Gen.Constant(true)), (2, Gen.Constant(false)))
         from value in Gen.Choose(0, 3)
         select (Days: new DateSpan(first, open ? null : first.AddDays(length)), Value: value))
        .ArrayOf()
        .Select(all => all.Select((s, i) => new Statement<int>(s.Days, s.Value == 0 ? null : s.Value, SourceOf(Start.AddDays(i)))).ToArray());

    private static IEnumerable<DateOnly> Days => Enumerable.Range(-3, 30).Select(n => Start.AddDays(n));

    [Fact]
    public void No_two_stretches_overlap_and_they_are_in_order() => Prop.ForAll(Statements.ToArbitrary(), statements =>
    {
        var stretches = PaintedTimeline.Paint(statements).Stretches;
        return stretches.Zip(stretches.Skip(1)).All(pair => pair.First.Days.Last is { } last && last < pair.Second.Days.First);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_day_has_the_latest_statement_that_speaks_about_it() => Prop.ForAll(Statements.ToArbitrary(), statements =>
    {
        var timeline = PaintedTimeline.Paint(statements);
        return Days.All(day => Equals(timeline.On(day)?.Statement, statements.Cast<Statement<int>?>().LastOrDefault(s => s!.Value.Days.Contains(day))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sources_contradict_one_another_only_about_days_the_earlier_had_seen()
    {
        var earlier = new Statement<int>(new(Start), 1, SourceOf(Start.AddDays(10)));
        var later = new Statement<int>(new(Start.AddDays(5)), 2, SourceOf(Start.AddDays(20)));
        var afterwards = new Statement<int>(new(Start.AddDays(15)), 3, SourceOf(Start.AddDays(16)));

        PaintedTimeline.Paint([earlier, later]).Contradictions.ShouldHaveSingleItem().Days.ShouldBe(new DateSpan(Start.AddDays(5), Start.AddDays(10)));
        PaintedTimeline.Paint([earlier, afterwards]).Contradictions.ShouldBeEmpty();
    }

    private static Source SourceOf(DateOnly edition) => new(new("test", "a test", edition, DateTimeOffset.MinValue, "test.csv"));
}
