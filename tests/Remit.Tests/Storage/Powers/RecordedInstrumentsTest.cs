using Remit.Powers;
using Remit.Register;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Storage.Responsibility;
using Remit.Tests.Register;
using Remit.Time;
using Remit.Web;

namespace Remit.Tests.Storage.Powers;

public sealed class RecordedInstrumentsTest : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly WrittenInstrument Agreement = new("agreements/05A", "delegation agreement", "Delegation to 05A", "NHS England", "section 13Z", null, new(2016, 4, 1), null, "file 7", null,
        [new("1", "delegates", ["primary-medical"], Of: "NHS England", To: "05A", Liable: "stays")]);

    private readonly TemporaryFolder folder = Where.NewFolder();

    private Workspace Workspace => new(folder.File("workspace"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_recorded_agreement_settles_what_only_counts_were_known_of()
    {
        Decides("05A", "2016-06-01").ShouldBe("?");

        Record(Agreement, learned: new(2016, 3, 29));

        Decides("05A", "2016-06-01").ShouldBe("05A");
        Decides("05A", "2016-06-01", known: "2016-03-28").ShouldBe("?");
        Decides("05A", "2016-06-01", known: "2016-03-29").ShouldBe("05A");
        Decides("00F", "2014-06-01").ShouldBe("NHS England");
    }

    [Fact]
    public void Without_a_day_on_which_it_was_learned_it_counts_from_the_act()
    {
        Record(Agreement);

        Decides("05A", "2016-06-01", known: "2026-01-14").ShouldBe("?");
        Decides("05A", "2016-06-01", known: "2026-01-15").ShouldBe("05A");
    }

    [Fact]
    public void An_id_is_given_once_and_again_only_after_a_withdrawal()
    {
        Record(Agreement, learned: new(2016, 3, 29));
        Should.Throw<RefusedException>(() => Record(Agreement)).Message.ShouldContain("already-recorded");
        Should.Throw<RefusedException>(() => Record(Agreement with { Id = "coronavirus-directions-2020" })).Message.ShouldContain("already-recorded");

        Withdraw("agreements/05A");
        Decides("05A", "2016-06-01").ShouldBe("?");
        Should.Throw<RefusedException>(() => Withdraw("agreements/05A")).Message.ShouldContain("not-recorded");
        Should.Throw<RefusedException>(() => Withdraw("coronavirus-directions-2020")).Message.ShouldContain("not-recorded");

        Record(Agreement with { Clauses = [Agreement.Clauses[0] with { Does = "shares" }] });
        Decides("05A", "2016-06-01").ShouldBe("NHS England and 05A");
        using var journal = KeptJournal.Open(Workspace);
        journal.Stream("instrument/agreements/05A").Select(e => e.Kind).ShouldBe(["instrument-recorded", "instrument-withdrawn", "instrument-recorded"]);
        RecordedInstruments.In(journal).Count.ShouldBe(2);
    }

    [Fact]
    public void What_acts_on_the_register_is_not_amended_to_name_what_the_register_cannot_follow()
    {
        Record(new("moves", "constitution variation", "A practice moves", "NHS England", "p", null, new(2017, 4, 1), null, null, null, [new("1", "joins", Of: "05A", To: "05B", Practices: ["A00001"]), new("2", "states", Of: "05A", What: "w")]));
        WrittenInstrument Amended(string clause, string to) => new("moves/amend", "constitution variation", "t", "NHS England", "p", null, new(2017, 3, 1), null, null, null, [new("1", "amends", Target: "moves", TargetClause: clause, To: to)]);

        Should.Throw<RefusedException>(() => Record(Amended("1", "each CCG"))).Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Found.ShouldBe("each CCG"), f => f.Wanted.ShouldStartWith("the code of a body"));
        Should.Throw<RefusedException>(() => Record(Amended("1", "each CCG") with { Clauses = [new("1", "novates", Target: "moves", Of: "05B", To: "Some Body")] }));
        Record(Amended("2", "each CCG"));
        Record(Amended("1", "05C") with { Id = "moves/amend-2" });
    }

    [Fact]
    public void The_method_reads_who_has_a_delegation_from_the_instruments()
    {
        File.WriteAllText(folder.File("epcmem_20190830.csv"), "\"A81001\",\"00K\",\"W\",\"20130401\",\"\",\"0\"\n");
        new ReleaseImport(Workspace, NationalTables.Shipped, Now, null).Import(folder.File("epcmem_20190830.csv"), Layouts.Named("epcmem")).Verdict.ShouldBe(ImportVerdict.Activated);
        var before = (Delegated(null), Held: HeldVersion(), Compiled: Compiled());
        before.Item1.ShouldBe("Y");

        Record(new("end", "delegation agreement", "The end", "NHS England", "section 65Z5", null, new(2025, 10, 1), null, null, null, [new("1", "revokes", Target: "specialised-services/QE1")]));

        Delegated(null).ShouldBe("N");
        Delegated(Now.AddDays(-1)).ShouldBe("Y");
        HeldVersion().ShouldNotBe(before.Held);
        Compiled().ShouldNotBe(before.Compiled);

        Withdraw("end");
        Delegated(null).ShouldBe("Y");
        Record(new("moved", "direction", "Moved back", "Secretary of State", "section 13", null, new(2025, 10, 1), null, null, null, [new("1", "moves", ["specialised/delegated-services"], Of: "QE1", To: "NHS England")]));
        Delegated(null).ShouldBe("N");

        string Delegated(DateTimeOffset? known) => Cell(WorkspaceReference.Load(Workspace, known));
        // Opened as a run opens it: what an earlier run compiled must not be used.
        string Compiled() => Cell(WorkspaceReference.Open(Workspace));
        static string Cell(LoadedReference reference) => reference.Tables[TableSchema.Areas].Rows
            .Single(r => r.Cells[0] == "00Q" && r.Days.Contains(SmallEngland.Day("2025-12-01"))).Cells[TableSchema.Areas.IndexOf("delegated")];
        string HeldVersion() => new HeldNow(Workspace.Folder, null).Fingerprint();
    }

    [Fact]
    public void A_recorded_merger_is_in_the_register_and_in_what_decides_records_until_it_is_withdrawn()
    {
        Import("epcmem_20190830.csv", "\"A81001\",\"00K\",\"W\",\"20130401\",\"\",\"0\"\n\"A81002\",\"00M\",\"W\",\"20130401\",\"\",\"0\"\n");
        var workspace = Workspace;
        // 16C is what 00K and 00M had become by 2026. The order gives it another code still.
        (Of(workspace), Compiled(), Decides(workspace, "00K")).ShouldBe(("16C", "16C", "QHM"));
        var before = (Known: workspace.Evidence(NationalTables.Shipped), Held: new HeldNow(workspace.Folder, null).Fingerprint());

        Record(new("mergers/1", "merger", "A merger", "NHS England", "section 14Z", null, new(2026, 1, 1), null, null, null,
            [new("1", "establishes", To: "Z9Z9Z", Kind: "sub-ICB location", Name: "Anew"), new("2", "dissolves", Of: "16C")]));

        (Of(workspace), Compiled(), Decides(workspace, "00K")).ShouldBe(("Z9Z9Z", "Z9Z9Z", "QHM"));
        var membership = workspace.Evidence(NationalTables.Shipped).ToDate.CommissionerOf(PracticeCode.Parse("A81001"), SmallEngland.Day("2026-01-14"))!;
        membership.Source.ToString().ShouldBe("passed from 16C by a clause that dissolves; the journal, event 1, on 2026-01-15: mergers/1, clause 2");
        Of(workspace, Now.AddTicks(-1)).ShouldBe("16C");
        workspace.Evidence(NationalTables.Shipped).ShouldBeSameAs(workspace.Evidence(NationalTables.Shipped));
        new HeldNow(workspace.Folder, null).Fingerprint().ShouldNotBe(before.Held);
        RecordedInstruments.Powers(workspace).Ledger.Instruments.Count(i => i.Clauses.Any(c => c is { Does: Effect.Establishes, To: { } to } && to == Party.Of(OdsCode.Parse("Z9Z9Z")))).ShouldBe(1);

        Withdraw("mergers/1");

        (Of(workspace), Compiled(), Decides(workspace, "00K")).ShouldBe(("16C", "16C", "QHM"));
        Of(workspace, Now.AddHours(1)).ShouldBe("Z9Z9Z");

        static string Of(Workspace workspace, DateTimeOffset? known = null) =>
            workspace.Evidence(NationalTables.Shipped).KnownAt(known ?? DateTimeOffset.MaxValue).CommissionerOf(PracticeCode.Parse("A81001"), SmallEngland.Day("2026-01-14"))!.Commissioner.ToString();
        // Opened as a run opens it: what an earlier run compiled must not be used.
        string Compiled() => WorkspaceReference.Open(Workspace).Tables[TableSchema.Areas].Rows.Single(r => r.Cells[0] is "16C" or "Z9Z9Z" && r.Days.Contains(SmallEngland.Day("2026-01-14")) && r.Cells[TableSchema.Areas.IndexOf("icb")] == "QHM").Cells[0];
        static string Decides(Workspace workspace, string code)
        {
            var powers = RecordedInstruments.Powers(workspace);
            return string.Join(' ', powers.Who(FunctionCode.Parse("acute"), powers.Around(OdsCode.Parse(code), SmallEngland.Day("2026-01-14"))!).Deciders);
        }
    }

    [Fact]
    public void Another_journal_in_the_same_place_is_not_taken_for_the_one_before()
    {
        Import("epcmem_20190830.csv", "\"A81001\",\"00K\",\"W\",\"20130401\",\"\",\"0\"\n");
        var move = new WrittenInstrument("moves/1", "constitution variation", "A move", "NHS England", "section 14E", null, new(2025, 6, 1), null, null, null, [new("1", "joins", To: "00L", Practices: ["A81001"])]);
        Record(move);
        Compiled().ShouldBe("00L");

        foreach (var file in Directory.EnumerateFiles(Workspace.Folder, "journal*"))
            File.Delete(file);
        Record(move with { Clauses = [move.Clauses[0] with { To = "00N" }] });

        Compiled().ShouldBe("00N");

        string Compiled() => WorkspaceReference.Open(Workspace).Tables[TableSchema.Practices].Rows.Single(r => r.Days.Contains(SmallEngland.Day("2025-06-01"))).Cells[TableSchema.Practices.IndexOf("commissioner")];
    }

    private void Import(string file, string content)
    {
        File.WriteAllText(folder.File(file), content);
        new ReleaseImport(Workspace, NationalTables.Shipped, Now.AddDays(-10), null).Import(folder.File(file), null).Verdict.ShouldBe(ImportVerdict.Activated);
    }

    private string Decides(string code, string day, string? known = null)
    {
        var powers = RecordedInstruments.Powers(Workspace, known is null ? null : LondonClock.EndOfDay(SmallEngland.Day(known)));
        var answer = powers.Who(FunctionCode.Parse("primary-medical"), powers.Around(OdsCode.Parse(code), SmallEngland.Day(day))!);
        return answer.Deciders.Count == 0 ? "?" : string.Join(" and ", answer.Deciders);
    }

    private void Record(WrittenInstrument written, DateOnly? learned = null)
    {
        using var journal = KeptJournal.Open(Workspace);
        RecordedInstruments.Record(journal, written, learned, new("Ann", "clerk", "why", Now));
    }

    private void Withdraw(string id)
    {
        using var journal = KeptJournal.Open(Workspace);
        RecordedInstruments.Withdraw(journal, id, new("Ann", "clerk", "why", Now.AddDays(1)));
    }
}
