using Remit.Responsibility;

namespace Remit.Tests.Responsibility;

public class IntakeTest
{
    private static readonly (Item Item, string Cell)[] Good = [(Item.RecordId, "1"), (Item.CdsType, "020"), (Item.ActivityDate, "2025-06-30")];

    /// <summary>Faults of one record in the order of decision D4, each with the column that is named. The repeated id stands first in a file that already holds it.</summary>
    private static readonly (string Fault, (Item Item, string Cell)[] Cells, string Column, string Found)[] InOrder =
    [
        ("no id", [(Item.RecordId, " ")], "record_id", " "),
        ("repeated id", [(Item.RecordId, " seen ")], "record_id", " seen "),
        ("unknown type", [(Item.CdsType, "20")], "cds_type", "20"),
        ("malformed date", [(Item.ActivityDate, "30/06/2025")], "activity_date", "30/06/2025"),
        ("date that nothing covers", [(Item.ActivityDate, "2022-07-01")], "activity_date", "2022-07-01"),
        ("withdrawn agreement", [(Item.ReciprocalAgreement, " ydd82")], "reciprocal_agreement", " ydd82"),
        ("withdrawn placement", [(Item.PlacingCommissioner, "YDD82")], "placing_commissioner", "YDD82"),
    ];

    public static TheoryData<string> Faults => [.. InOrder.Select(f => f.Fault)];

    public static TheoryData<string, string> Neighbours => [.. InOrder.Zip(InOrder.Skip(1)).Select(p => (p.First.Fault, p.Second.Fault))];

    private static Intake File(Rulebook? chosen = null, DateOnly? asOn = null)
    {
        var intake = new Intake(Rulebooks.All(), chosen, asOn);
        Check(intake, (Item.RecordId, "seen")).ShouldBeNull();
        return intake;
    }

    private static Reject? Check(Intake intake, params (Item Item, string Cell)[] said) => Check(intake, out _, said);

    private static Reject? Check(Intake intake, out Rulebook? rulebook, params (Item Item, string Cell)[] said)
    {
        var cells = Item.All.ToDictionary(item => item, _ => "");
        foreach (var (item, cell) in Good.Concat(said))
            cells[item] = cell;
        var record = new ActivityRecord();
        foreach (var (item, cell) in cells)
            record[item] = cell;
        return intake.Check(record, cells[Item.RecordId], 7, item => cells[item], out rulebook);
    }

    [Fact]
    public void A_good_record_passes_and_is_given_the_rulebook_of_its_date()
    {
        Check(File(), out var rulebook).ShouldBeNull();
        rulebook!.Name.ShouldBe("cam-2025-26");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_alone_is_rejected_by_its_column_with_the_cell_as_found(string fault)
    {
        var (_, cells, column, found) = InOrder.Single(f => f.Fault == fault);

        var reject = Check(File(), cells).ShouldNotBeNull();

        (reject.Line, reject.Column, reject.Found).ShouldBe((7L, column, found));
        reject.Wanted.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [MemberData(nameof(Neighbours))]
    public void Of_two_faults_the_earlier_in_the_order_is_told(string earlier, string later)
    {
        var (first, second) = (InOrder.Single(f => f.Fault == earlier), InOrder.Single(f => f.Fault == later));
        // Where both faults are in one cell, only the earlier can be there.
        var cells = second.Cells.Concat(first.Cells).ToArray();

        var reject = Check(File(), cells).ShouldNotBeNull();

        (reject.Column, reject.Found).ShouldBe((first.Column, first.Found));
    }

    [Theory]
    [InlineData("unknown type")]
    [InlineData("malformed date")]
    [InlineData("date that nothing covers")]
    [InlineData("withdrawn agreement")]
    public void An_id_is_taken_by_a_record_rejected_for_something_later(string fault)
    {
        var intake = File();
        Check(intake, [(Item.RecordId, "2"), .. InOrder.Single(f => f.Fault == fault).Cells]).ShouldNotBeNull();

        Check(intake, (Item.RecordId, " 2")).ShouldNotBeNull().Column.ShouldBe("record_id");
    }

    [Fact]
    public void Ids_are_told_apart_by_case_and_not_by_outer_white_space()
    {
        var intake = File();

        Check(intake, (Item.RecordId, "ab")).ShouldBeNull();
        Check(intake, (Item.RecordId, "AB")).ShouldBeNull();
        Check(intake, (Item.RecordId, "ab\t")).ShouldNotBeNull();
    }

    [Fact]
    public void Another_file_may_use_the_same_ids()
    {
        var intake = File();
        intake.NewFile();

        Check(intake, (Item.RecordId, "seen")).ShouldBeNull();
    }

    [Theory]
    [InlineData("2013-03-31", null)]
    [InlineData("2013-04-01", "ccg")]
    [InlineData("2022-06-30", "ccg")]
    [InlineData("2022-07-01", null)]
    [InlineData("2024-03-31", null)]
    [InlineData("2024-04-01", "cam-2024-25")]
    [InlineData("2025-03-31", "cam-2024-25")]
    [InlineData("2025-04-01", "cam-2025-26")]
    [InlineData("2026-03-31", "cam-2025-26")]
    [InlineData("2026-04-01", null)]
    public void The_first_and_last_days_of_a_rulebook_are_included(string day, string? name)
    {
        var reject = Check(File(), out var rulebook, (Item.ActivityDate, day));

        rulebook?.Name.ShouldBe(name);
        (reject is null).ShouldBe(name is not null);
    }

    [Theory]
    [InlineData("2025-6-30")]
    [InlineData("2025-02-29")]
    [InlineData("20250630")]
    [InlineData("0000-01-01")]
    [InlineData("2025-06-30T00:00")]
    [InlineData("٢٠٢٥-06-30")]
    [InlineData("")]
    public void A_date_that_is_not_exactly_one_is_rejected(string cell) =>
        Check(File(), (Item.ActivityDate, cell)).ShouldNotBeNull().Column.ShouldBe("activity_date");

    [Theory]
    [InlineData("011", "activity_date")]
    [InlineData("020", "activity_date")]
    [InlineData("120", "discharge_date")]
    [InlineData("130", "discharge_date")]
    [InlineData("140", "discharge_date")]
    [InlineData("150", "discharge_date")]
    [InlineData("160", "discharge_date")]
    [InlineData("180", "start_date")]
    [InlineData("190", "start_date")]
    [InlineData("200", "start_date")]
    public void The_type_names_the_date_and_no_other_stands_in(string type, string column)
    {
        Item[] dates = [Item.ActivityDate, Item.StartDate, Item.DischargeDate];
        var own = dates.Single(d => d.Column == column);
        var others = dates.Where(d => d != own).Select(d => (d, "2025-06-30"));

        Check(File(), [(Item.CdsType, type), .. others, (own, "")]).ShouldNotBeNull().Column.ShouldBe(column);
        Check(File(), [(Item.CdsType, type), .. dates.Where(d => d != own).Select(d => (d, "rubbish")), (own, "2025-06-30")]).ShouldBeNull();
    }

    [Fact]
    public void A_day_said_for_every_record_lifts_the_check_of_its_own_date()
    {
        Check(File(asOn: new DateOnly(2024, 5, 1)), out var rulebook, (Item.ActivityDate, "rubbish")).ShouldBeNull();
        rulebook!.Name.ShouldBe("cam-2024-25");
    }

    [Fact]
    public void A_day_said_that_no_rulebook_covers_rejects_every_record()
    {
        var intake = new Intake(Rulebooks.All(), null, new DateOnly(2023, 1, 1));

        Check(intake).ShouldNotBeNull().Column.ShouldBe("activity_date");
    }

    [Theory]
    [InlineData("2023-01-01")]
    [InlineData("2010-01-01")]
    public void A_rulebook_chosen_lifts_the_check_of_coverage_and_not_that_of_the_date(string day)
    {
        var chosen = Rulebooks.Named("ccg");

        Check(File(chosen), out var rulebook, (Item.ActivityDate, day)).ShouldBeNull();
        rulebook.ShouldBe(chosen);
        Check(File(chosen), (Item.ActivityDate, "rubbish")).ShouldNotBeNull();
    }
}
