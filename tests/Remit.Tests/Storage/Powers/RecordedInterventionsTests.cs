using Remit.Powers;
using Remit.Powers.Interventions;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Powers;
using Remit.Tests.Servers;
using Remit.Time;

namespace Remit.Tests.Storage.Powers;

public sealed class RecordedInterventionsOnSqlite : RecordedInterventionsTests
{
    protected override Database NewDatabase() => Database.Of(Workspace, "");
}

public sealed class RecordedInterventionsOnPostgres(TestServers servers) : RecordedInterventionsTests, IAsyncLifetime
{
    private PostgresServer server = null!;

    public async ValueTask InitializeAsync() => server = await servers.Postgres();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Database NewDatabase()
    {
        var schema = $"{Path.GetFileName(Workspace.Folder)}_{Path.GetFileName(Path.GetDirectoryName(Workspace.Folder)!)}".Replace('-', '_').ToLowerInvariant();
        using (var any = Database.Of(Workspace, $"postgres://remit@127.0.0.1:{server.Port}/postgres"))
            any.Write(connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = $"CREATE SCHEMA IF NOT EXISTS {schema}";
                command.ExecuteNonQuery();
            });
        return Database.Of(Workspace, $"postgres://remit@127.0.0.1:{server.Port}/postgres?Search%20Path={schema}");
    }
}

/// <summary>What holds of interventions in the journal, on whichever database it is kept. The bodies are those that travel with the product.</summary>
public abstract class RecordedInterventionsTests : IDisposable
{
    private static readonly Act Act = new("Ann", "regional director", "why", new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));
    private static readonly DateSpan Days = new(new(2014, 6, 1), new(2015, 3, 31));

    private readonly TemporaryFolder folder = Where.NewFolder();

    protected Workspace Workspace => new(folder.File("workspace"));

    protected abstract Database NewDatabase();

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void The_decision_and_every_instrument_are_one_act()
    {
        using var journal = KeptJournal.Open(NewDatabase());
        var made = Make(journal, Proposed(journal));

        var act = journal.Entries().Where(e => e.Kind is "intervention-made" or "instrument-recorded").ToList();

        act.Select(e => e.Kind).ShouldBe(["intervention-made", "instrument-recorded", "instrument-recorded"]);
        act.Select(e => e.FirstOfAct).Distinct().ShouldHaveSingleItem();
        made.Instruments.ShouldBe(["interventions/london/08L", "interventions/london/08Q"]);
        Who(journal, "2014-05-31").ShouldBe("08L");
        Who(journal, "2014-06-01").ShouldBe("08Q");
        Who(journal, "2015-04-01").ShouldBe("08L");
        Powers(journal).Ledger.Find("interventions/london/08Q")!.LinkedTo.ShouldBe(["interventions/london/08L"]);
        journal.Verify().Broken.ShouldBeNull();
        Same(RecordedInterventions.Find(journal, "london")!, made);
    }

    [Fact]
    public void Nothing_is_recorded_where_a_rule_bars_or_an_instrument_is_there_already()
    {
        using var journal = KeptJournal.Open(NewDatabase());
        var powers = Powers(journal);
        var alone = Do(journal, Open(journal, "alone"), new TermProposed(new("1", "moves", ["acute"], Of: "08L", To: "08Q")));
        var before = journal.Head;

        Code(() => RecordedInterventions.Make(journal, alone, Days.First, Days, null, null, powers, Act)).ShouldBe("rule-broken");
        journal.Head.ShouldBe(before);

        var proposed = Proposed(journal);
        RecordedInstruments.Record(journal, new("interventions/london/08Q", "direction", "Another", "NHS England", "x", null, new(2014, 1, 1), null, null, null, [new("1", "requires", Of: "08Q", What: "a plan")]), null, Act);
        before = journal.Head;
        Code(() => Make(journal, proposed)).ShouldBe("already-recorded");
        journal.Head.ShouldBe(before);
        RecordedInterventions.Find(journal, "london")!.Stage.ShouldBe(InterventionStage.Open);
    }

    [Fact]
    public void A_decision_on_what_somebody_else_has_changed_is_refused_and_says_what_they_did()
    {
        using var journal = KeptJournal.Open(NewDatabase());
        var read = Proposed(journal);
        Do(journal, read, new TermStruck("2"));
        var before = journal.Head;

        var conflict = Should.Throw<ConflictException>(() => Make(journal, read));

        conflict.Since.Select(e => e.Kind).ShouldBe(["term-struck"]);
        journal.Head.ShouldBe(before);
    }

    [Fact]
    public void What_is_made_is_lifted_in_part_and_extended_each_with_its_instrument()
    {
        using var journal = KeptJournal.Open(NewDatabase());
        var made = Make(journal, Proposed(journal));

        var extended = RecordedInterventions.Extend(journal, made, new(2015, 3, 31), new(2015, 9, 30), "minute 9", Powers(journal), Act);
        Who(journal, "2015-09-30").ShouldBe("08Q");
        var lifted = RecordedInterventions.Lift(journal, extended, "interventions/london/08Q", "2", new(2015, 7, 1), null, Powers(journal), Act);

        Who(journal, "2015-07-01").ShouldBe("");
        InterventionRules.Unexercised(lifted, Powers(journal)).ShouldHaveSingleItem().Days.ShouldBe(new(new(2015, 7, 1), new(2015, 9, 30)));
        Code(() => RecordedInterventions.Extend(journal, lifted, new(2015, 10, 1), new(2016, 3, 31), null, Powers(journal), Act)).ShouldBe("too-late");
        Code(() => RecordedInterventions.Lift(journal, lifted, "interventions/london/08Q", "2", new(2015, 8, 1), null, Powers(journal), Act)).ShouldBe("not-in-force");
        Code(() => Do(journal, lifted, new TermProposed(new("9", "stops", ["acute"], Of: "08L")))).ShouldBe("not-now");
        Do(journal, lifted, new InterventionReviewed(new(2015, 7, 1), "done", new(2015, 9, 1))).ReviewDue.ShouldBe(new(2015, 9, 1));
        RecordedInterventions.In(journal).ShouldHaveSingleItem().Instruments.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("Big", "direction", "08L", "failing", null, "bad-intervention")]
    [InlineData("a", "order", "08L", "failing", null, "bad-intervention")]
    [InlineData("a", "direction", "Lewisham", "failing", null, "bad-intervention")]
    [InlineData("a", "direction", "08L", "emergency", null, "bad-intervention")]
    [InlineData("a", "direction", "08L", "failing", "surgery", "bad-intervention")]
    [InlineData("there", "direction", "08L", "failing", "acute", "already-opened")]
    public void What_is_not_as_it_should_be_is_not_opened(string id, string kind, string of, string ground, string? function, string code)
    {
        using var journal = KeptJournal.Open(NewDatabase());
        Open(journal, "there");
        var before = journal.Head;

        Code(() => RecordedInterventions.Open(journal, id, new(kind, "Title", [of], ground, "evidence", function is null ? null : [function]), Powers(journal), Act)).ShouldBe(code);
        journal.Head.ShouldBe(before);
    }

    [Fact]
    public void A_term_that_no_clause_could_be_is_refused()
    {
        using var journal = KeptJournal.Open(NewDatabase());
        var open = Do(journal, Open(journal, "there"), new TermProposed(new("1", "stops", ["acute"], Of: "08L")));

        Code(() => Do(journal, open, new TermProposed(new("1", "stops", ["community"], Of: "08L")))).ShouldBe("not-now");
        Code(() => Do(journal, open, new TermProposed(new("2", "stops", Of: "08L")))).ShouldBe("bad-instrument");
        Code(() => Do(journal, open, new TermProposed(new("2", "stops", ["surgery"], Of: "08L")))).ShouldBe("bad-intervention");
        Code(() => Do(journal, open, new TermProposed(new("2", "forbids", ["acute"], Of: "08L")))).ShouldBe("bad-instrument");
        Code(() => Do(journal, open, new TermStruck("2"))).ShouldBe("not-now");
        Code(() => Do(journal, open, new BodyConsulted("Southwark", Days.First))).ShouldBe("bad-intervention");
        Do(journal, open, new InterventionDropped(Days.First)).Stage.ShouldBe(InterventionStage.Dropped);
    }

    [Fact]
    public void Nothing_is_recorded_as_done_on_a_day_to_come()
    {
        using var journal = KeptJournal.Open(NewDatabase());
        var proposed = Proposed(journal);
        var tomorrow = LondonClock.LondonDay(Act.At).AddDays(1);
        var before = journal.Head;

        Code(() => Do(journal, proposed, new BodyConsulted("08L", tomorrow))).ShouldBe("day-to-come");
        Code(() => RecordedInterventions.Make(journal, proposed, tomorrow, Days, null, null, Powers(journal), Act)).ShouldBe("day-to-come");
        Code(() => RecordedInterventions.Extend(journal, proposed, tomorrow, tomorrow, null, Powers(journal), Act)).ShouldBe("day-to-come");
        journal.Head.ShouldBe(before);
    }

    private static Intervention Open(KeptJournal journal, string id) => RecordedInterventions.Open(journal, id, new("direction", "Acute care", ["08L"], "failing", "reports", ["acute"]), Powers(journal), Act);

    private static Intervention Do(KeptJournal journal, Intervention intervention, Event next) => RecordedInterventions.Do(journal, intervention, next, Powers(journal), Act);

    private static Intervention Proposed(KeptJournal journal) => ((Event[])
    [
        new TermProposed(new("1", "stops", ["acute"], Of: "08L")), new TermProposed(new("2", "moves", ["acute"], Of: "08L", To: "08Q", Liable: "stays")),
        new BodyConsulted("08L", new(2014, 5, 1)), new BodyConsulted("08Q", new(2014, 5, 1)), new RepresentationsMade("08L", new(2014, 5, 9), "none"),
    ]).Aggregate(Open(journal, "london"), (sofar, next) => Do(journal, sofar, next));

    private static Intervention Make(KeptJournal journal, Intervention intervention) =>
        RecordedInterventions.Make(journal, intervention, new(2014, 5, 20), Days, new(2014, 12, 1), "minute 7", Powers(journal), Act);

    private static PowersAsKnown Powers(KeptJournal journal) =>
        new(PowersTables.Shipped, new Workspace("nowhere").Evidence(Remit.Storage.Register.NationalTables.Shipped).ToDate, RecordedInstruments.In(journal), DateTimeOffset.MaxValue);

    private static string Who(KeptJournal journal, string day)
    {
        var powers = Powers(journal);
        return string.Join(" and ", powers.Who(FunctionCode.Parse("acute"), powers.Around(Remit.Register.OdsCode.Parse("08L"), Remit.Tests.Register.SmallEngland.Day(day))!).Deciders);
    }

    private static void Same(Intervention read, Intervention made)
    {
        (read.Id, read.Version, read.Stage, read.ReviewDue).ShouldBe((made.Id, made.Version, made.Stage, made.ReviewDue));
        read.Instruments.ShouldBe(made.Instruments);
        read.Made!.Checks.ShouldBe(made.Made!.Checks);
    }

    private static string Code(Action refused) => Should.Throw<RefusedException>(refused).Findings[0].Code;
}
