using FsCheck;
using FsCheck.Fluent;
using Remit.Time;

namespace Remit.Tests.Time;

public class DateSpanTest
{
    private static readonly DateOnly Epoch = new(2013, 4, 1);

    // Short runs near one another, so that touching, nesting and single days all come up.
    private static readonly Gen<DateOnly> Day = Gen.Choose(-6, 6).Select(n => Epoch.AddDays(n));

    private static readonly Gen<DateSpan> Span =
        from first in Day
        from length in Gen.Choose(0, 5)
        from open in Gen.Frequency((1, Gen.Constant(true)), (3, Gen.Constant(false)))
        from ever in Gen.Frequency((1, Gen.Constant(true)), (5, Gen.Constant(false)))
        select new DateSpan(ever ? DateOnly.MinValue : first, open ? null : first.AddDays(length));

    [Fact]
    public void The_first_and_last_days_are_included()
    {
        var span = new DateSpan(new DateOnly(2013, 4, 1), new DateOnly(2015, 3, 31));

        span.Contains(new DateOnly(2013, 3, 31)).ShouldBeFalse();
        span.Contains(new DateOnly(2013, 4, 1)).ShouldBeTrue();
        span.Contains(new DateOnly(2015, 3, 31)).ShouldBeTrue();
        span.Contains(new DateOnly(2015, 4, 1)).ShouldBeFalse();
    }

    [Fact]
    public void A_span_cannot_end_before_it_begins() =>
        Should.Throw<ArgumentException>(() => new DateSpan(new DateOnly(2015, 4, 1), new DateOnly(2015, 3, 31)));

    [Fact]
    public void Two_spans_overlap_exactly_when_some_day_is_in_both() =>
        Prop.ForAll(Span.ToArbitrary(), Span.ToArbitrary(), (a, b) =>
            a.Overlaps(b) == Days.Any(day => a.Contains(day) && b.Contains(day))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_intersection_holds_exactly_the_days_that_both_hold() =>
        Prop.ForAll(Span.ToArbitrary(), Span.ToArbitrary(), (a, b) =>
            Days.All(day => (a.Intersect(b)?.Contains(day) ?? false) == (a.Contains(day) && b.Contains(day)))).QuickCheckThrowOnFailure();

    private static IEnumerable<DateOnly> Days => Enumerable.Range(-20, 41).Select(n => Epoch.AddDays(n)).Append(DateOnly.MinValue);
}
