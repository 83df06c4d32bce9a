using FsCheck;
using FsCheck.Fluent;
using Remit.Responsibility;

namespace Remit.Tests.Responsibility;

public class ComparisonTest
{
    private static readonly IReadOnlyList<Rulebook> AllRulebooks = Rulebooks.All();

    private static readonly DecisionLine Ordinary = new("RESPONSIBLE", "00L", "12", "practice", "A>B>C-0>D>J>C-5", "");

    private static readonly DecisionLine[] Lines =
    [
        Ordinary,
        Ordinary with { Commissioner = "72Q" },
        Ordinary with { Method = "postcode" },
        Ordinary with { Flags = "K4" },
        Ordinary with { Outcome = "HOST", Path = "A>B>B-1" },
        Ordinary with { Outcome = "PRIVATE", Commissioner = "VPP00", Path = "A" },
    ];

    private static readonly Gen<(string RecordId, DecisionLine Line)> Row =
        from id in Gen.Choose(1, 12)
        from line in Gen.Elements(Lines)
        select ($"{id}", line);

    // Few ids, so that files share some, miss some and now and then repeat one.
    private static readonly Gen<List<(string RecordId, DecisionLine Line)>> File = Gen.Choose(0, 15).SelectMany(n => Gen.ListOf(Row, n)).Select(rows => rows.ToList());

    private static readonly Arbitrary<(List<(string RecordId, DecisionLine Line)> Old, List<(string RecordId, DecisionLine Line)> New)> TwoFiles =
        (from old in File from @new in File select (old, @new)).ToArbitrary();

    [Fact]
    public void Every_record_of_both_files_is_the_same_or_changed_or_in_one_only() =>
        Prop.ForAll(TwoFiles, files =>
        {
            var c = Compare(files.Old, files.New);
            return c.InBoth == c.Same + c.Changed
                && files.Old.Count == c.InBoth + c.OnlyOld
                && files.New.Count == c.InBoth + c.OnlyNew
                && c.Changed == Enum.GetValues<Change>().Where(k => k != Change.None).Sum(c.Of)
                && c.Changed == c.Partings.Sum(p => p.Records);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_compared_with_itself_in_any_order_of_different_records_has_not_changed() =>
        Prop.ForAll((from rows in File
                     let once = rows.DistinctBy(r => r.RecordId).ToList()
                     from shuffled in Gen.Shuffle(once.ToArray())
                     select (Rows: once, Shuffled: shuffled.ToList())).ToArbitrary(), files => Compare(files.Rows, files.Shuffled).FoundNothing).QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_compared_with_itself_keeps_nothing_in_memory_even_where_ids_repeat() =>
        Prop.ForAll(File.ToArbitrary(), rows =>
        {
            var pairs = new DecisionPairs();
            return pairs.Of(rows, rows).Count() == rows.Count && pairs.MostWaiting == 0 && Compare(rows, rows).FoundNothing;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compared_the_other_way_about_from_is_to_and_old_is_new() =>
        Prop.ForAll(TwoFiles, files =>
        {
            var (there, back) = (Compare(files.Old, files.New), Compare(files.New, files.Old));
            return there.OnlyOld == back.OnlyNew && there.OnlyNew == back.OnlyOld && there.Same == back.Same
                && Comparison.Columns.Keys.All(c => there.Moves(c).Select(m => (m.To, m.From, m.Records)).ToHashSet().SetEquals(back.Moves(c).Select(m => (m.From, m.To, m.Records))))
                && there.Partings.Select(p => (p.Parting.At, p.Records)).SequenceEqual(back.Partings.Select(p => (p.Parting.At, p.Records)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_files_changes_nothing_that_is_counted() =>
        Prop.ForAll((from old in File
                     from @new in File
                     from other in Gen.Shuffle(@new.DistinctBy(r => r.RecordId).ToArray())
                     select (Old: old.DistinctBy(r => r.RecordId).ToList(), New: @new.DistinctBy(r => r.RecordId).ToList(), Other: other.ToList())).ToArbitrary(), files =>
        {
            var (one, two) = (Compare(files.Old, files.New), Compare(files.Old, files.Other));
            return one.InBoth == two.InBoth && one.Moves("commissioner").SequenceEqual(two.Moves("commissioner")) && Enum.GetValues<Change>().All(k => one.Of(k) == two.Of(k));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_record_missing_from_one_file_keeps_only_a_line_waiting()
    {
        var old = Enumerable.Range(1, 1_000).Select(n => ($"{n}", Ordinary)).ToList();
        var pairs = new DecisionPairs();

        pairs.Of(old, old.Where(r => r.Item1 != "10")).Count(p => p is { Old: not null, New: not null }).ShouldBe(999);

        pairs.MostWaiting.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void A_repeated_id_is_paired_first_with_first_and_second_with_second()
    {
        (string, DecisionLine)[] old = [("1", Lines[0]), ("1", Lines[1]), ("2", Lines[0])];
        (string, DecisionLine)[] @new = [("2", Lines[0]), ("1", Lines[0]), ("1", Lines[1])];

        Compare([.. old], [.. @new]).FoundNothing.ShouldBeTrue();
    }

    [Fact]
    public void A_difference_is_named_after_the_weightiest_thing_that_differs()
    {
        Comparison.Between(Ordinary, Ordinary with { }).ShouldBe(Change.None);
        Comparison.Between(Ordinary, Ordinary with { Flags = "K4" }).ShouldBe(Change.Flags);
        Comparison.Between(Ordinary, Ordinary with { Flags = "K4", Category = "25" }).ShouldBe(Change.Grounds);
        Comparison.Between(Ordinary, Ordinary with { Commissioner = "72Q", Category = "25" }).ShouldBe(Change.Commissioner);
        Comparison.Between(Ordinary, Ordinary with { Commissioner = "72Q", Outcome = "HOST" }).ShouldBe(Change.Outcome);
    }

    [Theory]
    [InlineData("A>B>C-0>D", "A>B>C-0>E", "C-0", "Is it a specialised service?")]
    [InlineData("A", "A>B>C-0>E", "A", null)]
    [InlineData("A&E-1>J", "A>B", "START", "Is it emergency care?")]
    [InlineData("A>B>C-5", "A>B>C-5>WHO-PAYS", "WHO-PAYS", "Another commissioner placed the patient, and under Who Pays? it keeps the responsibility.")]
    [InlineData("A>B>C-5>WHO-PAYS", "A>B>C-5", "WHO-PAYS", "Another commissioner placed the patient, and under Who Pays? it keeps the responsibility.")]
    [InlineData("X>Y", "X>Z", "X", "")]
    [InlineData("A>B", "A>B", "", "")]
    public void Paths_part_at_the_last_box_that_both_asked(string old, string @new, string at, string? question)
    {
        var parting = Parting.Of(old, @new, AllRulebooks);

        parting.At.ShouldBe(at);
        if (question is "")
            parting.Questions.ShouldBeEmpty();
        else
            parting.Questions.ShouldContain(question ?? AllRulebooks[0].Boxes().Single(b => b.Id == at).Question);
    }

    private static Comparison Compare(List<(string RecordId, DecisionLine Line)> old, List<(string RecordId, DecisionLine Line)> @new)
    {
        var comparison = new Comparison(AllRulebooks);
        foreach (var pair in new DecisionPairs().Of(old, @new))
            comparison.Take(pair);
        return comparison;
    }
}
