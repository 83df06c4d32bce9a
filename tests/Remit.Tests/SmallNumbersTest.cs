using FsCheck;
using FsCheck.Fluent;

namespace Remit.Tests;

/// <summary>What must hold of every table that is shown, whatever was counted.</summary>
public class SmallNumbersTest
{
    // Mostly counts about the edges of what is small and of what rounds to 10 and 15.
    private static readonly Gen<long> Count = Gen.Frequency(
        (2, Gen.Constant(0L)),
        (4, Gen.Choose(1, 7).Select(n => (long)n)),
        (4, Gen.Choose(8, 14).Select(n => (long)n)),
        (1, Gen.Choose(15, 500).Select(n => (long)n)));

    private static Gen<long[,]> Tables(int most) =>
        from rows in Gen.Choose(1, most)
        from columns in Gen.Choose(1, most)
        from counts in Gen.ListOf(Count, rows * columns)
        select Shaped(rows, columns, [.. counts]);

    [Fact]
    public void No_count_of_1_to_7_is_ever_shown_nor_a_total_of_such() =>
        Check(7, 500, (counts, shown) => Places(counts).Where(p => SmallNumbers.IsSmall(p.True)).All(p => At(shown, p.Row, p.Column).IsWithheld));

    [Fact]
    public void What_is_shown_is_the_count_rounded_to_5_and_nothing_is_only_shown_for_nothing() =>
        Check(7, 500, (counts, shown) => Places(counts).All(p => At(shown, p.Row, p.Column).Value is not { } value
            || (value % 5 == 0 && Math.Abs(value - p.True) <= 2 && (value == 0) == (p.True == 0))));

    [Fact]
    public void Nothing_that_is_not_there_is_withheld() =>
        Check(7, 300, (counts, shown) => Places(counts).Where(p => p.True == 0).All(p => At(shown, p.Row, p.Column).Value == 0));

    [Fact]
    public void A_table_without_small_counts_is_only_rounded() =>
        Prop.ForAll(Tables(5).Select(t => Of(t, n => SmallNumbers.IsSmall(n) ? n + 7 : n)).ToArbitrary(), counts =>
            Places(counts).All(p => !At(SmallNumbers.Protect(counts), p.Row, p.Column).IsWithheld)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_withheld_small_count_can_be_worked_out_from_what_is_shown() =>
        Check(3, 300, (counts, shown) => GivenAway(counts, shown).Count == 0);

    [Fact]
    public void No_withheld_small_count_of_a_list_can_be_worked_out_whatever_the_three_counts()
    {
        for (long a = 0; a <= 13; a++)
            for (var b = a; b <= 13; b++)
                for (var c = b; c <= 13; c++)
                {
                    var counts = Shaped(3, 1, [a, b, c]);
                    GivenAway(counts, SmallNumbers.Protect(counts)).ShouldBeEmpty($"{a}, {b}, {c}");
                }
    }

    [Fact]
    public void No_withheld_small_count_of_two_by_two_can_be_worked_out_whatever_the_counts()
    {
        long[] each = [0, 1, 2, 6, 7, 8, 10, 12, 13];
        foreach (var a in each)
            foreach (var b in each)
                foreach (var c in each)
                    foreach (var d in each)
                    {
                        var counts = Shaped(2, 2, [a, b, c, d]);
                        GivenAway(counts, SmallNumbers.Protect(counts)).ShouldBeEmpty($"{a} {b} / {c} {d}");
                    }
    }

    [Fact]
    public void A_table_that_would_only_be_safe_with_a_count_below_nought_withholds_more()
    {
        var counts = new long[,] { { 1, 5 }, { 0, 3 }, { 8, 0 } };
        GivenAway(counts, SmallNumbers.Protect(counts)).ShouldBeEmpty();
    }

    [Fact]
    public void The_search_for_what_is_given_away_finds_it_in_a_table_that_gives_it_away() =>
        Alternatives(Shaped(1, 2, [3, 20]), (row, column) => column < 2 && row == 0 ? (column == 0 ? null : 20) : 19)[(0, 0)].Count.ShouldBe(1);

    [Fact]
    public void A_large_table_is_shown_too()
    {
        var counts = new long[2_000, 10];
        for (var row = 0; row < 2_000; row++)
            for (var column = 0; column < 10; column++)
                counts[row, column] = (row * 7 + column * 13) % 23;

        var shown = SmallNumbers.Protect(counts);

        Places(counts).Where(p => SmallNumbers.IsSmall(p.True)).ShouldAllBe(p => At(shown, p.Row, p.Column).IsWithheld);
    }

    [Fact]
    public void A_long_list_of_small_counts_is_shown_too()
    {
        var shown = SmallNumbers.Protect(Shaped(20_000, 1, [.. Enumerable.Range(0, 20_000).Select(n => (long)(n % 9))]));

        Enumerable.Range(0, 20_000).Where(n => n % 9 is >= 1 and <= 7).ShouldAllBe(n => shown[n, 0].IsWithheld);
        shown.Total.Value.ShouldBe(79_995);
    }

    [Fact]
    public void A_count_below_nought_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => SmallNumbers.Alone(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => SmallNumbers.Protect(Shaped(1, 1, [-1])));
    }

    private static void Check(int most, int times, Func<long[,], ShownTable, bool> holds) =>
        Prop.ForAll(Tables(most).ToArbitrary(), counts => holds(counts, SmallNumbers.Protect(counts))).Check(Config.QuickThrowOnFailure.WithMaxTest(times));

    /// <summary>The small counts for which no other table, looking just the same, holds another number.</summary>
    private static List<(int Row, int Column)> GivenAway(long[,] counts, ShownTable shown)
    {
        var found = Alternatives(counts, (row, column) => Shows(shown, row, column) ? At(shown, row, column).Value ?? null : -1);
        return [.. Places(counts).Where(p => SmallNumbers.IsSmall(p.True) && found[(p.Row, p.Column)].Count < 2).Select(p => (p.Row, p.Column))];
    }

    /// <summary>
    /// The numbers that each place holds in the tables that look the same, tried by brute force: every cell one less, the same, or one more.
    /// What a place looks like: nothing withheld, -1 not there, else the number shown. A reader knows the rule: * is at least 1, a number is within 2 of its count and at least 8.
    /// </summary>
    private static Dictionary<(int Row, int Column), HashSet<long>> Alternatives(long[,] counts, Func<int, int, long?> look)
    {
        var (rows, columns) = (counts.GetLength(0), counts.GetLength(1));
        var found = Places(counts).ToDictionary(p => (p.Row, p.Column), _ => new HashSet<long>());
        for (var n = 0; n < (int)Math.Pow(3, rows * columns); n++)
        {
            var digits = n;
            var other = Of(counts, count =>
            {
                var moved = count + digits % 3 - 1;
                digits /= 3;
                return moved;
            });
            if (Places(other).All(p => look(p.Row, p.Column) switch
            {
                null => p.True >= 1,
                -1 => true,
                0 => p.True == 0,
                { } value => p.True >= 8 && Math.Abs(p.True - value) <= 2,
            }))
            {
                foreach (var (row, column, value) in Places(other))
                    found[(row, column)].Add(value);
            }
        }

        return found;
    }

    private static bool Shows(ShownTable shown, int row, int column) =>
        shown.HasMargins || (row == shown.Rows) == (column == shown.Columns);

    private static ShownCount At(ShownTable shown, int row, int column) =>
        (row == shown.Rows, column == shown.Columns) switch
        {
            (true, true) => shown.Total,
            (true, false) => shown.ColumnTotal(column),
            (false, true) => shown.RowTotal(row),
            _ => shown[row, column],
        };

    /// <summary>Every cell, and every total that is shown, with its true count.</summary>
    private static IEnumerable<(int Row, int Column, long True)> Places(long[,] counts)
    {
        var (rows, columns) = (counts.GetLength(0), counts.GetLength(1));
        var sums = new long[rows + 1, columns + 1];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                sums[row, column] = counts[row, column];
                sums[row, columns] += counts[row, column];
                sums[rows, column] += counts[row, column];
                sums[rows, columns] += counts[row, column];
            }

        var margins = rows > 1 && columns > 1;
        for (var row = 0; row <= rows; row++)
            for (var column = 0; column <= columns; column++)
                if (margins || (row == rows) == (column == columns))
                    yield return (row, column, sums[row, column]);
    }

    private static long[,] Of(long[,] counts, Func<long, long> each)
    {
        var made = (long[,])counts.Clone();
        for (var row = 0; row < counts.GetLength(0); row++)
            for (var column = 0; column < counts.GetLength(1); column++)
                made[row, column] = each(counts[row, column]);
        return made;
    }

    private static long[,] Shaped(int rows, int columns, IReadOnlyList<long> counts)
    {
        var table = new long[rows, columns];
        for (var n = 0; n < counts.Count; n++)
            table[n / columns, n % columns] = counts[n];
        return table;
    }
}
