using System.Text.Json;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Powers;
using Remit.Storage.Publishing;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Tests.Storage;

public class PublicTablesTest
{
    private static readonly Lazy<PublicFacts> Shipped = new(() => PublicFacts.Read(new Workspace("none"), DateTimeOffset.MaxValue));

    [Fact]
    public void Each_has_a_name_of_its_own_and_every_column_says_what_it_means()
    {
        PublicTables.All.Select(t => t.Name).Distinct().Count().ShouldBe(PublicTables.All.Count);
        foreach (var table in PublicTables.All)
        {
            table.Name.ShouldAllBe(c => char.IsAsciiLetterLower(c) || c == '_');
            table.Columns.Select(c => c.Name).Distinct().Count().ShouldBe(table.Columns.Count, table.Name);
            table.Columns.Where(c => !c.Means.EndsWith('.')).Select(c => $"{table.Name}.{c.Name}").ShouldBeEmpty();
            table.Key.ShouldNotBeEmpty(table.Name);
            table.Key.Except(table.Columns.Select(c => c.Name)).ShouldBeEmpty(table.Name);
        }
    }

    [Fact]
    public void Keys_are_whole_and_unique_foreign_keys_are_found_and_cells_are_of_their_type() => Holds(Shipped.Value);

    [Fact]
    public void So_it_is_where_an_instrument_was_recorded_for_a_part_that_no_table_has()
    {
        using var folder = Where.NewFolder();
        using (var journal = KeptJournal.Open(new Workspace(folder.Path)))
            RecordedInstruments.Record(journal, new("part", "delegation agreement", "A part", "NHS England", "section 13Z", null, new(2025, 4, 1), null, null, null,
                [new("1", "delegates", ["dental/urgent"], Of: "NHS England", To: "QE1")]), null, new("Ann", "clerk", "why", new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero)));
        var facts = PublicFacts.Read(new Workspace(folder.Path), DateTimeOffset.MaxValue);

        Holds(facts);
        PublicTables.Named("delegations")!.Rows(facts).ShouldContain(r => (string?)r[2] == "dental/urgent");
    }

    [Fact]
    public void So_it_is_of_the_official_files()
    {
        var data = Where.SharedPath("data");
        using var folder = Where.NewFolder();
        _ = new ReleaseImport(new Workspace(folder.Path), NationalTables.Shipped, new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero)).ImportFolder(data).ToList();
        var facts = PublicFacts.Read(new Workspace(folder.Path), DateTimeOffset.MaxValue);

        Holds(facts);
        PublicTables.Named("small_areas")!.Rows(facts).Count().ShouldBeGreaterThan(100_000);
        PublicTables.Named("list_sizes")!.Rows(facts).Select(r => r[1]).Distinct().Count().ShouldBeGreaterThan(1);
        PublicTables.Named("list_sizes")!.Rows(facts).ShouldContain(r => (string?)r[0] == "A81001" && (long)r[2]! > 1000);
        PublicTables.Named("upper_tiers")!.Rows(facts).Count().ShouldBeGreaterThan(100);
        PublicTables.Named("postcodes")!.Rows(facts).ShouldContain(r => (string?)r[1] == "TS181HU");
        PublicTables.Named("membership_contradictions")!.Rows(facts).Count().ShouldBe(facts.Register.MembershipContradictions.Count());
        PublicTables.Named("membership_contradictions")!.Rows(facts).ShouldAllBe(r => !Equals(r[4], r[6]));
        PublicTables.Named("organisation_contradictions")!.Rows(facts).Count().ShouldBe(facts.Register.OrganisationContradictions.Count);
        PublicTables.Named("memberships")!.Rows(facts, new(2019, 4, 1)).Count(r => (string?)r[2] == "13T").ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Postcodes_are_given_out_but_for_those_of_Northern_Ireland()
    {
        ReferenceRow Row(string postcode, string country) => new(TableSchema.Postcodes, [postcode, country, "99A", "", "", "", ""], DateSpan.Always, new("directory.csv", "a directory"), 2);
        var facts = Shipped.Value with { Postcodes = new(TableSchema.Postcodes, [Row("LS14AP", "E92000001"), Row("BT11AA", "N92000002"), Row("B11AA", "E92000001")]) };

        PublicTables.Named("postcodes")!.Rows(facts).Select(r => (r[0], r[1], r[10])).ShouldBe([(1L, "LS14AP", "a directory, line 2"), (2L, "B11AA", "a directory, line 2")]);
        Holds(facts);
    }

    [Fact]
    public void Every_column_of_a_table_that_travels_with_Remit_is_given_out()
    {
        foreach (var table in PublicTables.All.Where(t => t.RestsOn is [var file] && file.EndsWith(".csv", StringComparison.Ordinal) && t.Columns.All(c => c.Name is not ("line" or "document"))))
            ParameterTables.Shipped.Read(table.RestsOn[0]).Columns.Except(table.Columns.Select(c => c.Name)).ShouldBeEmpty(table.Name);
    }

    [Fact]
    public void Every_table_that_travels_with_Remit_is_among_what_is_given_out()
    {
        var folder = ParameterTables.Shipped.Folder;
        Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Except(PublicTables.All.SelectMany(t => t.RestsOn)).ShouldBeEmpty();
    }

    [Fact]
    public void As_it_stood_on_a_day_a_table_has_the_rows_that_hold_then_both_ends_included()
    {
        var standings = PublicTables.Named("standings")!;
        bool Has(string code, int year, int month, int day) => standings.Rows(Shipped.Value, new(year, month, day)).Any(r => (string?)r[0] == code);

        Has("00F", 2013, 3, 31).ShouldBeFalse();
        Has("00F", 2013, 4, 1).ShouldBeTrue();
        Has("00F", 2015, 3, 31).ShouldBeTrue();
        Has("00F", 2015, 4, 1).ShouldBeFalse();
        PublicTables.Named("outcomes")!.IsDated.ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_facts_give_the_same_bytes()
    {
        var (first, second) = (await DataPackage.Of(Shipped.Value, Stop), await DataPackage.Of(Shipped.Value, Stop));

        first.Account.ShouldBe(second.Account);
        first.Files.ShouldBe(second.Files);
        using var json = JsonDocument.Parse(first.Account);
        json.RootElement.GetProperty("profile").GetString().ShouldBe("tabular-data-package");
    }

    [Fact]
    public async Task What_stands_in_the_way_of_a_package_is_left_as_it_is()
    {
        using var folder = Where.NewFolder();
        await File.WriteAllTextAsync(folder.File("there"), "mine", Stop);

        (await Should.ThrowAsync<RefusedException>(() => DataPackage.Write(Shipped.Value, folder.File("there"), Stop))).Message.ShouldContain("already-there");
        (await File.ReadAllTextAsync(folder.File("there"), Stop)).ShouldBe("mine");
        Directory.EnumerateFileSystemEntries(folder.Path).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_cell_that_needs_quoting_is_quoted_and_what_is_empty_is_null()
    {
        var doubled = new PublishedRun(new('a', 64), 1, new("A \"title\", with all\u2019s marks", new('a', 64), [], [], [], null, [], new(["HOST"], [""], [[null]], null, null, null)),
            new("Ann Example", "clerk", "Why not", new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero)), null);
        var facts = Shipped.Value with { Runs = [doubled] };
        var (runs, counts) = (PublicTables.Named("published_runs")!, PublicTables.Named("published_counts")!);
        async Task<string> Written(PublicTable table, bool json)
        {
            using var to = new MemoryStream();
            await (json ? TableFile.WriteJson(table, table.Rows(facts), to, Stop) : TableFile.WriteCsv(table, table.Rows(facts), to, Stop));
            return System.Text.Encoding.UTF8.GetString(to.ToArray());
        }

        (await Written(runs, json: false)).ShouldContain("\"A \"\"title\"\", with all’s marks\",,,,2026-01-15T12:00:00Z,clerk,Why not,,,\r\n");
        (await Written(runs, json: false)).ShouldNotContain("Ann Example");
        (await Written(counts, json: false)).ShouldContain($"{doubled.Run},HOST,(none),,true\r\n");
        using var parsed = JsonDocument.Parse(await Written(counts, json: true));
        parsed.RootElement[0].GetProperty("records").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void What_was_learned_published_or_withdrawn_later_is_not_known_earlier()
    {
        using var folder = Where.NewFolder();
        var workspace = new Workspace(folder.Path);
        DateTimeOffset At(int day) => new(2026, 1, day, 12, 0, 0, TimeSpan.Zero);
        using (var journal = KeptJournal.Open(workspace))
        {
            var published = PublishedRuns.Publish(journal, new("June", new('b', 64), [], [], [], null, [], new(["HOST"], ["2025-06"], [[10]], null, null, 10)), new("Ann", "clerk", "Published", At(10)));
            PublishedRuns.Withdraw(journal, published, new("Ann", "clerk", "Withdrawn", At(20)));
        }

        PublicFacts.Read(workspace, At(9)).Runs.ShouldBeEmpty();
        PublicFacts.Read(workspace, At(15)).Runs.ShouldHaveSingleItem().Withdrawn.ShouldBeNull();
        PublicFacts.Read(workspace, At(25)).Runs.ShouldHaveSingleItem().Withdrawn!.Reason.ShouldBe("Withdrawn");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static void Holds(PublicFacts facts)
    {
        var keys = PublicTables.All.SelectMany(t => t.ForeignKeys).Select(k => (k.Table, k.Referenced)).Distinct()
            .ToDictionary(k => k, k => Column(PublicTables.Named(k.Table)!, k.Referenced) is var at ? PublicTables.Named(k.Table)!.Rows(facts).Select(r => r[at]).ToHashSet() : []);
        foreach (var table in PublicTables.All)
        {
            int[] key = [.. table.Key.Select(k => Column(table, k))];
            HashSet<string> seen = [];
            foreach (var row in table.Rows(facts))
            {
                var told = string.Join('\n', key.Select(k => TableFile.Text(row[k])));
                key.All(k => row[k] is not null).ShouldBeTrue($"{table}: an empty key in {told}");
                seen.Add(told).ShouldBeTrue($"{table}: {told} twice");
                foreach (var (column, cell) in table.Columns.Zip(row))
                    (cell is null || cell.GetType() == TypeOf(column.Type)).ShouldBeTrue($"{table}.{column.Name}: {cell}");
                foreach (var foreign in table.ForeignKeys)
                    if (row[Column(table, foreign.Column)] is { } code)
                        keys[(foreign.Table, foreign.Referenced)].ShouldContain(code, $"{table}.{foreign.Column}");
            }
        }
    }

    private static int Column(PublicTable table, string name) => table.Columns.Select(c => c.Name).ToList().IndexOf(name);

    private static Type TypeOf(ColumnType type) => type switch
    {
        ColumnType.WholeNumber => typeof(long),
        ColumnType.Day => typeof(DateOnly),
        ColumnType.Instant => typeof(DateTimeOffset),
        ColumnType.YesOrNo => typeof(bool),
        _ => typeof(string),
    };
}
