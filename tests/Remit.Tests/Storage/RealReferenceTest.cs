using System.Text;
using Remit.Responsibility;
using Remit.Storage.Register;
using Remit.Storage.Responsibility;

namespace Remit.Tests.Storage;

/// <summary>The reference tables worked out of all the real open data, held against the register that they come from.</summary>
public sealed class RealReference : IDisposable
{
    public RealReference()
    {
        if (Where.Shared is not null)
            Loaded = WorkspaceReference.Load(Real.Workspace);
    }

    public RealRegister Real { get; } = new();
    public LoadedReference? Loaded { get; }

    public void Dispose() => Real.Dispose();
}

public class RealReferenceTest(RealReference real) : IClassFixture<RealReference>
{
    private static readonly DateOnly[] Days =
        [new(2013, 4, 1), new(2015, 3, 31), new(2016, 3, 1), new(2018, 6, 1), new(2019, 6, 30), new(2020, 4, 1), new(2021, 4, 3), new(2022, 7, 1), new(2025, 6, 1)];

    private LoadedReference Loaded => real.Loaded!;

    [Fact]
    public void A_practice_is_looked_up_exactly_when_it_was_open_and_gives_the_commissioner_that_the_register_gives()
    {
        Where.SharedPath("data");
        var register = real.Real.Register;
        var rows = Loaded.Tables[TableSchema.Practices].Rows.ToLookup(r => r.Cells[0]);

        foreach (var day in Days)
            foreach (var practice in register.Practices)
            {
                var found = rows[practice.ToString()].Where(r => r.Days.Contains(day)).ToList();
                found.Count.ShouldBe(register.IsOpenOn(practice, day) ? 1 : 0, $"{practice} on {day:yyyy-MM-dd}");
                if (found is [var row])
                    row.Cells[3].ShouldBe(register.CommissionerOf(practice, day)?.Commissioner.ToString() ?? "", $"{practice} on {day:yyyy-MM-dd}");
            }
    }

    [Fact]
    public void A_practice_that_a_later_list_closes_is_closed_from_that_day()
    {
        Where.SharedPath("data");
        var rows = Loaded.Tables[TableSchema.Practices].Rows.Where(r => r.Cells[0] == "A81003").ToList();

        rows.ShouldContain(r => r.Days.Contains(new DateOnly(2017, 10, 31)));
        rows.ShouldNotContain(r => r.Days.Contains(new DateOnly(2017, 11, 1)));
    }

    [Fact]
    public void A_practice_that_joined_before_its_list_opens_it_is_there_from_the_day_it_joined()
    {
        Where.SharedPath("data");
        Loaded.Tables[TableSchema.Practices].Rows.ShouldContain(r => r.Cells[0] == "Y04942" && r.Days.Contains(new DateOnly(2015, 3, 10)) && r.Cells[3] == "04D");
    }

    [Fact]
    public void No_practice_of_a_local_commissioner_is_in_a_region_that_had_closed()
    {
        Where.SharedPath("data");
        var register = real.Real.Register;

        // A few lists give a practice to a commissioner years before that commissioner opened: those are the check's to report.
        foreach (var day in Days.Where(d => d > new DateOnly(2015, 4, 1)))
        {
            var local = Loaded.Tables[TableSchema.Areas].Rows.Where(r => r.Days.Contains(day)).Select(r => r.Cells[0]).ToHashSet();
            var open = register.OfKind("NHS England region", day).Select(o => o.Code.ToString()).ToHashSet();
            Loaded.Tables[TableSchema.Practices].Rows.Where(r => r.Days.Contains(day) && local.Contains(r.Cells[3])).Where(r => !open.Contains(r.Cells[4]))
                .Select(r => $"{r.Cells[0]} {r.Cells[3]} {r.Cells[4]} {r.Days}").ShouldBeEmpty($"{day:yyyy-MM-dd}");
        }
    }

    [Fact]
    public void Every_small_area_lies_in_one_commissioner_in_force_on_each_day_that_a_look_up_speaks_about()
    {
        Where.SharedPath("data");
        var areas = Loaded.Tables[TableSchema.Areas].Rows.ToLookup(r => r.Cells[0]);
        var small = Loaded.Tables[TableSchema.SmallAreas].Rows.ToLookup(r => r.Cells[0]);

        small.Count.ShouldBe(real.Real.Register.SmallAreas.Count);
        foreach (var day in Days.Where(d => d >= new DateOnly(2015, 4, 1)))
            foreach (var rows in small)
                if (rows.Count(r => r.Days.Contains(day)) is not 0 and not 1)
                    throw new InvalidOperationException($"{rows.Key} has more than one row on {day:yyyy-MM-dd}.");
                else if (rows.FirstOrDefault(r => r.Days.Contains(day)) is { } row)
                    areas[row.Cells[2]].ShouldContain(a => a.Days.Contains(day), $"{rows.Key} on {day:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("artificial_hes_apc_0102_truncated.csv", 2_075, 35)]
    [InlineData("artificial_hes_op_0304_truncated.csv", 1_000, 35)]
    [InlineData("artificial_hes_ae_0708_truncated.csv", 1_000, 0)]
    public void The_artificial_hospital_records_are_decided_as_on_2019_and_everything_adds_up(string file, long records, long withoutCode)
    {
        using var folder = Where.NewFolder();
        var assignment = new Assignment(Loaded, Rulebooks.All()) { AsOn = new DateOnly(2019, 6, 30) };
        var counts = AssignmentRun.Run(assignment, Where.SharedPath("data", "activity", file), folder.File("out.csv"), folder.File("rejects.csv"), stop: TestContext.Current.CancellationToken);

        (counts.Read, counts.Assigned, counts.Rejected).ShouldBe((records, records, 0));
        counts.ByOutcome.Values.Sum().ShouldBe(records);
        counts.WithoutCode.ShouldBe(withoutCode);

        // Where there is no code the flags say why; where practice or small area allows, there is one.
        foreach (var cells in File.ReadLines(folder.File("out.csv")).Skip(1).Select(l => l.Split(',')).Where(c => c[2].Length == 0))
            (cells[6].Contains("no-hub", StringComparison.Ordinal) || cells[6].Contains("no-postcode-match", StringComparison.Ordinal) || cells[6].Contains("no-provider-match", StringComparison.Ordinal)).ShouldBeTrue(cells[0]);
    }

    [Fact]
    public void Where_nothing_says_whom_NHS_England_contracts_with_nobody_is_told_that_nobody_pays()
    {
        Where.SharedPath("data");
        using var folder = Where.NewFolder();
        File.WriteAllText(folder.File("in.csv"), "record_id,cds_type,activity_date,provider_code,practice_code,lsoa,overseas_category,service_code\n1,020,2025-06-10,R0A,A81001,E01012267,A,NCBPS01A\n");
        AssignmentRun.Run(new Assignment(Loaded, Rulebooks.All()), folder.File("in.csv"), folder.File("out.csv"), folder.File("rejects.csv"), stop: TestContext.Current.CancellationToken);

        File.ReadLines(folder.File("out.csv")).Last().ShouldBe("1,SPECIALISED_PROVIDER_HUB,,21,,A>B>WB-1>WB-2>WB-3>C-0>C-0a>C-2,no-hub");
        Loaded.Findings.ShouldContain(f => f.Code == "not-stated" && f.Found.Contains("specialised_hub"));
    }

    [Fact]
    public void A_postcode_directory_is_dated_by_small_areas_and_carried_on_where_they_are_not_known()
    {
        Where.SharedPath("data");
        using var folder = Where.NewFolder();
        var workspace = new Remit.Storage.Workspace(folder.Path);
        var import = new ReleaseImport(workspace, NationalTables.Shipped, RealRegister.Now);
        var directory = folder.File("ONSPD_FEB_2016.csv");
        File.WriteAllText(directory, "pcds,ctry,ccg,oslaua,lsoa11\nTS18 2AW,E92000001,E38000075,E06000004,E01012267\nDL1 1AA,E92000001,E38000042,E06000005,E01999999\n", new UTF8Encoding(false));
        import.Import(directory).Verdict.ShouldBe(ImportVerdict.Activated);
        import.Import(Path.Combine(Where.SharedPath("data"), "areas", "LSOA11_CCG19_LAD19_lookup_Apr2019.csv")).Verdict.ShouldBe(ImportVerdict.Activated);
        import.Import(Path.Combine(Where.SharedPath("data"), "areas", "LSOA11_CCG20_LAD20_lookup_Apr2020.csv")).Verdict.ShouldBe(ImportVerdict.Activated);

        var rows = WorkspaceReference.Load(workspace).Tables[TableSchema.Postcodes].Rows;
        string On(string postcode, int year) => rows.Single(r => r.Cells[0] == postcode && r.Days.Contains(new DateOnly(year, 6, 1))).Cells[2];
        (On("TS182AW", 2019), On("TS182AW", 2020)).ShouldBe(("00K", "16C"));
        (On("DL11AA", 2016), On("DL11AA", 2021)).ShouldBe(("00C", "16C"));
    }
}
