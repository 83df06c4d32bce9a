using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Responsibility;
using Remit.Tests.Responsibility;

namespace Remit.Tests.Storage;

public sealed class ActivityLayoutTest : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    private static readonly (string Layout, string File)[] RealExtracts =
    [
        ("hes-admitted", "artificial_hes_apc_0102_truncated.csv"),
        ("hes-outpatient", "artificial_hes_op_0304_truncated.csv"),
        ("hes-emergency", "artificial_hes_ae_0708_truncated.csv"),
    ];

    public static TheoryData<string, string> Extracts => [.. RealExtracts];

    [Theory]
    [MemberData(nameof(Extracts))]
    public void A_published_extract_is_recognised_and_every_row_of_it_is_assigned_or_rejected(string layout, string extract)
    {
        var path = Where.SharedPath("data", "activity", extract);
        var assignment = new Assignment(new LoadedReference(SmallWorld.Tables, [], []), Rulebooks.All()) { Chosen = Rulebooks.Named("ccg") };

        using (var activity = ActivityFile.Open(path, assignment))
        {
            activity.Layout.Name.ShouldBe(layout);
            activity.Columns.CarriedHeaders.ShouldBeEmpty();
        }

        var counts = AssignmentRun.Run(assignment, path, folder.File("decisions.csv"), folder.File("rejects.csv"), stop: TestContext.Current.CancellationToken);
        counts.Read.ShouldBe(counts.Assigned + counts.Rejected);
        counts.Assigned.ShouldBeGreaterThan(counts.Rejected);
        counts.Read.ShouldBe(File.ReadLines(path).Count(l => l.Length > 0) - 1);
    }

    [Fact]
    public void An_admission_is_taken_over_item_by_item()
    {
        var record = Only(
            "EPIKEY,EPISTAT,EPITYPE,ADMIDATE,DISDATE,GPPRAC,PROCODE5,LSOA01,LSOA11,ADMINCAT,ADMISORC,TRETSPEF,DIAG_4_01,DIAG_4_02,DIAG_4_03,OPERTN_4_01,OPERTN_4_02",
            "E1,3,1,2025-06-01,2025-06-30,A81001,RAA00,E01000001,E01000002,01,19,100,N979,R69X,I10X,Q131,-");

        Said(record).ShouldBe(
            "record_id=E1 cds_type=130 start_date=2025-06-01 discharge_date=2025-06-30 provider_code=RAA00 practice_code=A81001 lsoa=E01000002 "
            + "administrative_category=01 source_of_admission=19 treatment_function=100 diagnoses=N979;I10X procedures=Q131");
    }

    [Theory]
    [InlineData("3", "1", "130")]
    [InlineData("3", "2", "140")]
    [InlineData("3", "3", "120")]
    [InlineData("3", "4", "130")]
    [InlineData("3", "5", "160")]
    [InlineData("3", "6", "150")]
    [InlineData("1", "1", "190")]
    [InlineData("1", "2", "200")]
    [InlineData("1", "3", "180")]
    [InlineData("1", "4", "190")]
    public void The_status_and_type_of_an_episode_give_the_CDS_type(string status, string type, string cds) =>
        Only("EPIKEY,EPISTAT,EPITYPE,ADMIDATE,DISDATE,GPPRAC,PROCODE5", $"E1,{status},{type},2025-06-01,2025-06-30,A81001,RAA00")[Item.CdsType].ShouldBe(cds);

    [Fact]
    public void A_status_and_type_that_give_no_CDS_type_are_rejected_as_found()
    {
        using var activity = Open("EPIKEY,EPISTAT,EPITYPE,ADMIDATE,DISDATE,GPPRAC,PROCODE5", "E1,1,5,2025-06-01,2025-06-30,A81001,RAA00");
        activity.Read().ShouldBeTrue();

        (activity.Reject!.Column, activity.Reject.Found).ShouldBe(("cds_type", "1/5"));
    }

    [Fact]
    public void Marks_for_not_known_are_empty()
    {
        var record = Only(
            "EPIKEY,EPISTAT,EPITYPE,ADMIDATE,DISDATE,GPPRAC,PROCODE5,LSOA01,LSOA11,ADMINCAT,ADMISORC,TRETSPEF,DIAG_4_01,OPERTN_4_01,OPERTN_4_02",
            "E1,1,1,2025-06-01,1801-01-01,&,&,E01000009,Z99999999,98,99,&,R69X,-,&");

        Said(record).ShouldBe("record_id=E1 cds_type=190 start_date=2025-06-01 lsoa=E01000009");
    }

    [Theory]
    [InlineData("1800-01-01")]
    [InlineData("1801-01-01")]
    [InlineData("1582-10-15")]
    public void A_day_that_stands_for_none_is_rejected_as_none(string day)
    {
        using var activity = Open("AEKEY,ARRIVALDATE,AEDEPTTYPE,GPPRAC,PROCODE5", $"1,{day},01,A81001,RAA");
        activity.Read().ShouldBeTrue();

        activity.Reject!.Column.ShouldBe("activity_date");
    }

    [Fact]
    public void An_appointment_is_outpatient_care()
    {
        var record = Only(
            "ATTENDKEY,APPTDATE,GPPRAC,PROCODE5,LSOA11,ADMINCAT,TRETSPEF,DIAG_4_01,DIAG_4_12,OPERTN_4_01,OPERTN_4_24",
            "O1,2025-06-30,V81999,RBB00,&,02,141,R69X,Z31,Y961,Q131");

        Said(record).ShouldBe("record_id=O1 cds_type=020 activity_date=2025-06-30 provider_code=RBB00 practice_code=V81999 administrative_category=02 treatment_function=141 diagnoses=Z31 procedures=Y961;Q131");
    }

    [Fact]
    public void An_attendance_is_emergency_care()
    {
        var record = Only("AEKEY,ARRIVALDATE,AEDEPTTYPE,GPPRAC,PROCODE5,LSOA11,LSOA01", "A1,2025-06-30,01,A81001,RAA,,W01000001");

        Said(record).ShouldBe("record_id=A1 cds_type=011 activity_date=2025-06-30 provider_code=RAA practice_code=A81001 lsoa=W01000001");
    }

    [Fact]
    public void A_header_that_is_known_is_known_in_any_case_and_order() =>
        ActivityLayout.Recognise("f", ["procode5", "gpprac", "AeKey", "aedepttype", "arrivaldate"]).Layout.Name.ShouldBe("hes-emergency");

    [Fact]
    public void The_plain_format_comes_first() =>
        ActivityLayout.Recognise("f", ["record_id", "cds_type", "AEKEY", "ARRIVALDATE", "AEDEPTTYPE", "GPPRAC", "PROCODE5"]).Layout.Name.ShouldBe("plain");

    [Fact]
    public void A_header_that_is_not_known_is_answered_with_what_it_holds_and_what_could_be_read() =>
        Should.Throw<RefusedException>(() => ActivityLayout.Recognise("may.csv", ["id", "b", "c", "d", "e", "f", "g"])).Findings.ShouldHaveSingleItem().ToString().ShouldBe(
            "may.csv:1: unknown-layout: found '7 columns without record_id and cds_type; none known', wanted a first line that names the columns: the plain format (record_id, cds_type, …) or one of: "
            + "Hospital Episode Statistics: admitted patient care, Hospital Episode Statistics: outpatients, Hospital Episode Statistics: accident and emergency");

    [Fact]
    public void Every_layout_fills_only_items_that_there_are_and_always_an_id_a_type_and_a_date()
    {
        foreach (var layout in ActivityLayout.All())
        {
            layout.Title.ShouldNotBeNullOrWhiteSpace();
            var (recognised, columns) = ActivityLayout.Recognise("f", layout.RecognisedBy);
            recognised.Name.ShouldBe(layout.Name);
            columns.RecordIdColumn.ShouldBeGreaterThanOrEqualTo(0);
        }

        ActivityLayout.All().Select(l => l.Name).ShouldBe(["plain", "hes-admitted", "hes-outpatient", "hes-emergency"]);
    }

    private ActivityFile Open(string header, string row)
    {
        File.WriteAllText(folder.File("activity.csv"), $"{header}\n{row}\n");
        return ActivityFile.Open(folder.File("activity.csv"), new Assignment(new LoadedReference(SmallWorld.Tables, [], []), Rulebooks.All()));
    }

    private ActivityRecord Only(string header, string row)
    {
        using var activity = Open(header, row);
        activity.Read().ShouldBeTrue();
        return activity.Record;
    }

    private static string Said(ActivityRecord record) =>
        string.Join(' ', Item.All.Where(i => record[i].Length > 0).Select(i => $"{i}={record[i]}"));
}
