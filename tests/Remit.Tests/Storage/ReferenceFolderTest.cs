using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Responsibility;
using Remit.Tests.Responsibility;

namespace Remit.Tests.Storage;

public class ReferenceFolderTest
{
    public static TheoryData<string, string> Spoilt =>
        [.. SmallWorld.Texts.Keys.SelectMany((schema, n) => Damage.OfAnyTable
            // Fifty megabytes six times over would show nothing that once does not.
            .Where(d => n == 0 || d.Code != "not-a-table")
            .Select(d => (schema.Name, d.Name)))];

    public static TheoryData<string, string> NeededColumns =>
        [.. SmallWorld.Texts.Keys.SelectMany(s => s.Columns.Where(c => c.Required).Select(c => (s.Name, c.Name)))];

    public static TheoryData<string> Tables => [.. SmallWorld.Texts.Keys.Select(s => s.Name)];

    private static TableSchema Schema(string name) => TableSchema.All.Single(s => s.Name == name);

    private static string TextOf(string table) => SmallWorld.Texts[Schema(table)] + "\n";

    private static LoadedReference LoadWith(string table, string text)
    {
        using var folder = Where.NewFolder();
        SmallWorld.WriteTo(folder.Path);
        File.WriteAllText(folder.File($"{table}.csv"), text);
        return ReferenceFolder.Load(folder.Path);
    }

    [Fact]
    public void A_good_folder_is_read_row_by_row_with_the_line_of_each()
    {
        using var folder = Where.NewFolder();
        var loaded = ReferenceFolder.Load(SmallWorld.WriteTo(folder.Path));

        loaded.Findings.ShouldBeEmpty();
        foreach (var schema in SmallWorld.Texts.Keys)
        {
            static object Shown(ReferenceRow row) => (string.Join('|', row.Cells), row.Days, row.Line, row.Provenance);
            loaded.Tables[schema].Rows.Select(Shown).ShouldBe(SmallWorld.Rows(schema).Select(Shown));
        }

        loaded.Sources.Select(s => s.Name).ShouldBe(SmallWorld.Texts.Keys.Select(s => $"{s.Name}.csv"), ignoreOrder: true);
        loaded.Sources.ShouldAllBe(s => s.Sha256.Length == 64);
    }

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_spoilt_table_gives_one_finding_that_names_it_and_takes_little_memory(string table, string damage)
    {
        var spoilt = Damage.OfAnyTable.Single(d => d.Name == damage);
        using var folder = Where.NewFolder();
        SmallWorld.WriteTo(folder.Path);
        File.WriteAllBytes(folder.File($"{table}.csv"), spoilt.Spoil(TextOf(table)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var finding = Should.Throw<RefusedException>(() => ReferenceFolder.Load(folder.Path)).Findings.ShouldHaveSingleItem();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Damage.MostAllocated);
        (finding.Code, finding.Consequence, finding.Place.File).ShouldBe((spoilt.Code, Consequence.FileRefused, $"{table}.csv"));
        finding.Wanted.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [MemberData(nameof(NeededColumns))]
    public void A_table_without_a_column_it_needs_is_refused_by_the_columns_name(string table, string column)
    {
        var lines = TextOf(table).Split('\n', 2);
        var text = $"{string.Join(',', lines[0].Split(',').Select(c => c == column ? "other" : c))}\n{lines[1]}";

        var finding = Should.Throw<RefusedException>(() => LoadWith(table, text)).Findings.ShouldHaveSingleItem();

        (finding.Code, finding.Place).ShouldBe(("missing-column", new Place($"{table}.csv", 1, column)));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_that_is_missing_is_refused_and_one_with_a_header_alone_is_not(string table)
    {
        using var folder = Where.NewFolder();
        SmallWorld.WriteTo(folder.Path);
        File.Delete(folder.File($"{table}.csv"));
        Should.Throw<RefusedException>(() => ReferenceFolder.Load(folder.Path)).Findings.ShouldHaveSingleItem().Code.ShouldBe("missing-table");

        LoadWith(table, TextOf(table).Split('\n')[0]).Tables[Schema(table)].Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Every_missing_table_is_told_at_once()
    {
        using var folder = Where.NewFolder();

        Should.Throw<RefusedException>(() => ReferenceFolder.Load(folder.Path)).Findings.Count.ShouldBe(6);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused()
    {
        using var folder = Where.NewFolder();

        Should.Throw<RefusedException>(() => ReferenceFolder.Load(folder.File("nowhere"))).Findings.Single().Code.ShouldBe("no-such-folder");
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_last_row_cut_off_is_left_out_with_a_finding_and_the_rest_is_used(string table)
    {
        var loaded = LoadWith(table, TextOf(table) + "CUT");

        var finding = loaded.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Consequence, finding.Place.File, finding.Place.Line)
            .ShouldBe(("wrong-cell-count", Consequence.RowLeftOut, $"{table}.csv", TextOf(table).Split('\n').Length));
        loaded.Tables[Schema(table)].Rows.Count.ShouldBe(SmallWorld.Rows(Schema(table)).Count);
    }

    [Theory]
    [InlineData("2025-13-01,", "not-a-date", "from")]
    [InlineData(",tomorrow", "not-a-date", "to")]
    [InlineData("2025-04-01,2025-03-31", "impossible-dates", "to")]
    public void A_row_with_impossible_days_is_left_out_with_a_finding(string days, string code, string column)
    {
        var loaded = LoadWith("detention_sites", $"name,postcode,hub,from,to\nPrison,AA1 1AA,97T,{days}\nOther,BB2 2BB,97T, 2025-04-01 ,2025-04-01\n");

        var finding = loaded.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Place).ShouldBe((code, new Place("detention_sites.csv", 2, column)));
        loaded.Tables[TableSchema.DetentionSites].Rows.ShouldHaveSingleItem().Cells[1].ShouldBe("BB22BB");
    }

    [Fact]
    public void Columns_may_stand_in_any_order_in_any_case_with_others_between()
    {
        var loaded = LoadWith("providers", "note,SPECIALISED_HUB, Main_Site_Postcode ,provider_code\nx,13r,aa1 1aa, raa\n");

        loaded.Tables[TableSchema.Providers].Rows.Single().Cells.ShouldBe(["RAA", "", "AA11AA", "13R"]);
    }

    [Fact]
    public void Postcodes_need_no_dates()
    {
        var loaded = LoadWith("postcodes", "postcode,country,commissioner,icb,region,local_authority,health_board\nAA1 1AA,E92000001,01A,QAA,Y56,E09000001,\n");

        loaded.Tables[TableSchema.Postcodes].Rows.Single().Days.ShouldBe(Remit.Time.DateSpan.Always);
    }

    [Fact]
    public void Line_ends_of_either_kind_give_the_same_rows()
    {
        var plain = LoadWith("areas", TextOf("areas")).Tables[TableSchema.Areas].Rows;
        var other = LoadWith("areas", TextOf("areas").Replace("\n", "\r\n", StringComparison.Ordinal)).Tables[TableSchema.Areas].Rows;

        other.Select(r => (string.Join('|', r.Cells), r.Days, r.Line)).ShouldBe(plain.Select(r => (string.Join('|', r.Cells), r.Days, r.Line)));
    }
}
