using Dapper;
using Remit.Access;
using Remit.Powers;
using Remit.Powers.Applications;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Powers;
using Remit.Storage.Powers.Applications;
using Remit.Tests.Register;
using Remit.Tests.Servers;
using Remit.Time;

namespace Remit.Tests.Storage.Powers.Applications;

public sealed class RecordedApplicationsOnSqlite : RecordedApplicationsTests
{
    protected override Database NewDatabase(string name) => Database.Of(new Workspace(Folder.File(name)), "");
}

public sealed class RecordedApplicationsOnPostgres(TestServers servers) : RecordedApplicationsTests, IAsyncLifetime
{
    private PostgresServer server = null!;

    public async ValueTask InitializeAsync() => server = await servers.Postgres();

    protected override Database NewDatabase(string name)
    {
        var schema = $"{Path.GetFileName(Folder.Path)}_{name}".Replace('-', '_').ToLowerInvariant();
        using (var any = Database.Of(new Workspace(Folder.Path), $"postgres://remit@127.0.0.1:{server.Port}/postgres"))
            any.Write(connection => connection.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}"));
        return Database.Of(new Workspace(Folder.Path), $"postgres://remit@127.0.0.1:{server.Port}/postgres?Search%20Path={schema}");
    }
}

/// <summary>Applications in the journal, the same on each database.</summary>
public abstract class RecordedApplicationsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Made = new(2016, 1, 4);

    private static readonly RegisterAsKnown Register = new Evidence(
        SmallEngland.Facts([("00A", "2013-04-01", null), ("00B", "2013-04-01", null)]),
        [SmallEngland.Memberships("2015-01-31", ("A00001", "00A", "2013-04-01", null)), SmallEngland.Areas("2015-01-31", ("E01000001", "00A"), ("E01000002", "00B"))]).ToDate;

    private static readonly WrittenApplication Imposed = new("cut-off", "impose", "CCG", ["NHS England"], new(2016, 4, 1), "cut off", Practices: ["A00001"], Leaves: "00A", Joins: "00B");

    private static readonly WrittenApplication Merger = new("a-and-b", "merge", "CCG", ["00A", "00B"], new(2016, 4, 1), "one body", ["00A", "00B"],
        [new("11X", "NHS A and B Clinical Commissioning Group", "draft", "form B")]);

    private static ApplicationRules Rules => ApplicationTables.Shipped;

    protected TemporaryFolder Folder { get; } = Where.NewFolder();

    protected abstract Database NewDatabase(string name);

    private KeptJournal Open() => KeptJournal.Open(NewDatabase("main"));

    private static Act By(string who = "Ann Example") => new(who, "authorising officer", "as the case says", Now);

    private static Application Make(KeptJournal journal, WrittenApplication written) => RecordedApplications.Make(journal, Register, Rules, written, Made, By());

    private static Application Take(KeptJournal journal, Application application, ApplicationStep step, string who = "Ann Example") => RecordedApplications.Take(journal, Register, Rules, application, step, By(who));

    private static Application Decided(KeptJournal journal)
    {
        var application = Make(journal, Imposed);
        foreach (var (i, group) in ((string[])["the group", "other groups affected"]).Index())
        {
            application = Take(journal, application, new ViewsSought(Made, group, group, null));
            application = Take(journal, application, new ViewsTakenIntoAccount(Made, i + 1, "none was against"));
        }

        return Take(journal, application, new ChangeImposed(Made, "tiling", ["its area is cut off"], null));
    }

    [Fact]
    public void What_is_read_back_is_what_was_done()
    {
        using var journal = Open();
        var decided = Decided(journal);

        var read = RecordedApplications.Find(journal, "cut-off")!;

        (read.Stage, read.Version, read.MadeOn).ShouldBe((decided.Stage, decided.Version, Made));
        read.Written.Practices.ShouldBe(["A00001"]);
        read.Steps.Select(s => (s.Version, s.Step.GetType(), s.Act.By)).ShouldBe(decided.Steps.Select(s => (s.Version, s.Step.GetType(), s.Act.By)));
        RecordedApplications.In(journal).ShouldHaveSingleItem().Id.ShouldBe("cut-off");
        RecordedApplications.Find(journal, "another").ShouldBeNull();
        RecordedApplications.Find(journal, "not an id").ShouldBeNull();
    }

    [Fact]
    public void Orders_and_their_instrument_are_one_act()
    {
        using var journal = Open();

        var ordered = RecordedApplications.MakeOrders(journal, Register, Rules, Decided(journal), new(2016, 3, 1), "file 9", By());

        ordered.Stage.ShouldBe(ApplicationStage.Ordered);
        ordered.Instruments.ShouldBe(["orders/cut-off"]);
        ordered.Steps[^1].Step.ShouldBeOfType<OrdersMade>().Tiling.ShouldBe("held against 2 small areas; cannot be told of practices, of which none are held for the day");
        var last = journal.Latest(2);
        last.Select(e => e.Kind).ShouldBe(["instrument-recorded", "application-orders-made"]);
        last.Select(e => e.FirstOfAct).Distinct().ShouldHaveSingleItem();
        var instrument = RecordedInstruments.In(journal).ShouldHaveSingleItem();
        instrument.Decision.ShouldBe("application cut-off, decided on 2016-01-04");
        Register.Under([instrument]).CommissionerOf(PracticeCode.Parse("A00001"), new(2016, 4, 1))!.Commissioner.ToString().ShouldBe("00B");
        journal.Verify().Broken.ShouldBeNull();
    }

    [Fact]
    public void Where_the_instrument_cannot_be_recorded_the_orders_are_not_made_either()
    {
        using var journal = Open();
        var decided = Decided(journal);
        RecordedInstruments.Record(journal, new("orders/cut-off", "direction", "t", "NHS England", "p", null, new(2016, 1, 1), null, null, null, [new("1", "requires", Of: "00A", What: "w")]), null, By());
        var head = journal.Head;

        Should.Throw<RefusedException>(() => RecordedApplications.MakeOrders(journal, Register, Rules, decided, new(2016, 3, 1), null, By())).Message.ShouldContain("already-recorded");

        journal.Head.ShouldBe(head);
        RecordedApplications.Find(journal, "cut-off")!.Stage.ShouldBe(ApplicationStage.Imposed);
    }

    [Fact]
    public void Two_who_act_at_once_do_not_both_succeed_and_the_second_is_told_what_the_first_did()
    {
        using var journal = Open();
        var read = Make(journal, Merger);
        Take(journal, read, new ApplicationQuestionAsked(Made, "how will practices take part?"), "Ann Example");

        var conflict = Should.Throw<ConflictException>(() => Take(journal, read, new ApplicationWithdrawn(Made, ["no longer wanted"]), "Bob Example"));

        conflict.Message.ShouldContain("application-question-asked by Ann Example");
        RecordedApplications.Find(journal, Merger.Id)!.Stage.ShouldBe(ApplicationStage.UnderConsideration);
        Should.Throw<ConflictException>(() => journal.Append(By(), new Remit.Journal.Proposal($"application/{Merger.Id}", 1, new ApplicationMade(Made, Merger))));
    }

    [Fact]
    public void What_is_refused_leaves_nothing_behind()
    {
        using var journal = Open();
        var application = Make(journal, Merger);
        var head = journal.Head;

        Should.Throw<RefusedException>(() => Make(journal, Merger)).Message.ShouldContain("already-made");
        Should.Throw<RefusedException>(() => Make(journal, Merger with { Id = "x", Bodies = ["00A", "00C"] })).Message.ShouldContain("unknown-code");
        Should.Throw<RefusedException>(() => Take(journal, application, new ApplicationApproved(Made, ["r"], [], null))).Findings.ShouldContain(f => f.Code == "factor-untested");
        Should.Throw<RefusedException>(() => Take(journal, application, new ApplicationRefused(Made, "NHS England", [], null))).Findings.ShouldHaveSingleItem().Code.ShouldBe("no-reasons");
        Should.Throw<RefusedException>(() => RecordedApplications.MakeOrders(journal, Register, Rules, application, Made, null, By())).Findings.ShouldHaveSingleItem().Code.ShouldBe("wrong-stage");
        Should.Throw<RefusedException>(() => RecordedApplications.MakeTransferScheme(journal, Rules, application, Made, "staff", null, By()));
        Should.Throw<ArgumentException>(() => Take(journal, application, new OrdersMade(Made, ["orders/x"])));

        journal.Head.ShouldBe(head);
    }

    [Fact]
    public void Of_two_who_order_at_once_what_cannot_both_be_one_is_told_to_try_again_and_then_why_not()
    {
        using var journal = Open();
        Application[] approved = [Approved(journal, Merger), Approved(journal, Merger with { Id = "a-again", Becomes = [Merger.Becomes![0] with { Code = "11Y" }] })];
        using var both = new Barrier(2);
        var outcomes = new RefusedException?[2];

        Parallel.For(0, 2, n =>
        {
            using var own = Open();
            both.SignalAndWait(TestContext.Current.CancellationToken);
            try
            {
                RecordedApplications.MakeOrders(own, Register, Rules, approved[n], new(2016, 3, 1), null, By());
            }
            catch (RefusedException e)
            {
                outcomes[n] = e;
            }
        });

        outcomes.ShouldContain((RefusedException?)null);
        outcomes.OfType<RefusedException>().ShouldHaveSingleItem().Findings.ShouldHaveSingleItem().Code.ShouldBe("register-moved-on");
        var made = RecordedInstruments.In(journal).ShouldHaveSingleItem();
        var other = approved.Single(a => $"orders/{a.Id}" != made.Id);
        Should.Throw<RefusedException>(() => RecordedApplications.MakeOrders(journal, Register.Under([made]), Rules, other, new(2016, 3, 1), null, By())).Findings.Select(f => f.Code).Distinct().ShouldBe(["ends-already"]);
        RecordedInstruments.In(journal).Count.ShouldBe(1);
    }

    private static Application Approved(KeptJournal journal, WrittenApplication written)
    {
        var application = Make(journal, written);
        foreach (var (i, needed) in Rules.ViewsOn(written.Kind, written.BodyKind, Made).Where(v => v.IsNeeded).Index())
        {
            application = Take(journal, application, new ViewsSought(Made, needed.Group, needed.Group, null));
            application = Take(journal, application, new ViewsTakenIntoAccount(Made, i + 1, "none was against"));
        }

        foreach (var factor in application.FactorsUnder(Rules))
            application = Take(journal, application, new FactorAssessed(Made, factor.Factor.Id, "met", ["as put in"]));
        return Take(journal, application, new ApplicationApproved(Made, ["one body"], [], null));
    }

    [Fact]
    public void Who_loses_places_or_takes_a_body_over_is_named_and_sees_and_is_heard()
    {
        using var journal = Open();
        var variation = Make(journal, new("area", "vary", "CCG", ["00B"], new(2016, 10, 1), "a street", ["00B"], [new("00B", Constitution: "variation 2", Areas: ["E01000001"])]));
        var dissolution = Make(journal, new("end", "dissolve", "CCG", ["00A"], new(2016, 10, 1), "too small", ["00A"], [new("00B", Constitution: "variation 2", Practices: ["A00001"], Areas: ["E01000001"])]));

        variation.Written.Losing.ShouldBe(["00A"]);
        variation.Written.BodiesConcerned().ShouldBe(["00B", "00A"]);
        dissolution.Written.BodiesConcerned().ShouldBe(["00A", "00B"]);
        var declined = Take(journal, variation, new GoverningBodyDecided(Made, "00A", false, ["it is ours"]));
        declined.Outstanding(Rules, Made).ShouldContain(f => f.Code == "declined");
        RecordedApplications.Find(journal, "area")!.Written.Losing.ShouldBe(["00A"]);
        var without = variation.Written with { Losing = [] };
        without.Against(Register, f => new(f)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Code.ShouldBe("not-named"), f => f.Wanted.ShouldStartWith("00A named under losing"));
    }

    [Fact]
    public void Practices_and_areas_that_nothing_knows_are_refused_wherever_they_are_listed()
    {
        using var journal = Open();
        var parts = new WrittenApplication("end", "dissolve", "CCG", ["00A"], new(2016, 10, 1), "too small", ["00A"], [new("00B", Constitution: "variation 2", Practices: ["A00001", "X00001"], Areas: ["E01000001", "E01999999"])]);

        Should.Throw<RefusedException>(() => Make(journal, parts)).Findings.Select(f => f.Code).ShouldBe(["unknown-practice", "unknown-area"]);
        Should.Throw<RefusedException>(() => Make(journal, Imposed with { Practices = ["X00001"], Leaves = null })).Findings.Select(f => f.Code).ShouldBe(["unknown-practice"]);
    }

    [Fact]
    public void A_transfer_scheme_is_linked_to_the_orders()
    {
        using var journal = Open();
        var ordered = RecordedApplications.MakeOrders(journal, Register, Rules, Decided(journal), new(2016, 3, 1), null, By());

        RecordedApplications.MakeTransferScheme(journal, Rules, ordered, new(2016, 3, 2), "records of patients", null, By()).Instruments.ShouldBe(["orders/cut-off", "transfers/cut-off"]);

        Should.Throw<RefusedException>(() => RecordedApplications.MakeTransferScheme(journal, Rules, RecordedApplications.Find(journal, "cut-off")!, new(2016, 3, 2), "staff", null, By())).Message.ShouldContain("already-made");
        RecordedInstruments.In(journal).Single(i => i.Kind == "transfer scheme").ShouldSatisfyAllConditions(
            i => i.LinkedTo.ShouldBe(["orders/cut-off"]), i => i.Clauses[0].Of.ToString().ShouldBe("00A"), i => i.Clauses[0].To.ToString().ShouldBe("00B"));
    }

    [Fact]
    public void A_journal_that_says_what_cannot_be_is_not_believed()
    {
        using var journal = Open();
        var application = Make(journal, Merger);
        journal.Append(By(), new Remit.Journal.Proposal("application/a-and-b", application.Version + 1, new OrdersMade(Made, ["orders/a-and-b"])));

        Should.Throw<BrokenChainException>(() => RecordedApplications.In(journal));
    }

    // Every move, by every role, for the body itself, for another and everywhere.
    [Fact]
    public void Each_step_is_for_those_whose_it_is_and_refused_to_everyone_else()
    {
        var today = new DateOnly(2026, 11, 22);
        foreach (var written in (WrittenApplication[])[Merger, Imposed])
            foreach (var move in Enum.GetValues<ApplicationMove>())
                foreach (var role in Role.All)
                    foreach (var body in (string?[])[null, "00A", "00C"])
                    {
                        var kind = Rules.Kind(written.Kind, written.BodyKind, Made)!;
                        var account = new Account("id", 1, "Ann", false, [new(1, role.Name, new(body is null ? null : OdsCode.Parse(body)), DateSpan.Always)]);

                        var ruling = RecordedApplications.May(account, written, kind, move, today, _ => true);

                        var decides = role.Permissions.Contains(Permission.DecideApplications) && body is null;
                        var applies = role.Permissions.Contains(Permission.ApplyForChange) && body is null or "00A" && role.Permissions.Contains(Permission.ApplyForChange);
                        ruling.IsAllowed.ShouldBe(kind.OwnMotion || move.IsForWhoDecides() ? decides : move.IsForApplicants() ? applies : applies || decides, $"{move} of {written.Kind} as {role} of {body ?? "everywhere"}");
                        RecordedApplications.May(account with { Grants = [] }, written, kind, move, today, _ => true).IsAllowed.ShouldBeFalse();
                    }
    }

    [Fact]
    public void Who_applies_for_one_body_does_not_speak_for_another()
    {
        var today = new DateOnly(2026, 11, 22);
        var role = Role.All.First(r => r.Permissions.Contains(Permission.ApplyForChange) && !r.Permissions.Contains(Permission.DecideApplications));
        Account account = new("id", 1, "Ann", false, [new(1, role.Name, new(OdsCode.Parse("00B")), DateSpan.Always)]);
        var written = Merger with { By = ["00A"] };
        bool May(ApplicationMove move, string? body = null) => RecordedApplications.May(account, written, Rules.Kind(written.Kind, written.BodyKind, Made)!, move, today, _ => true, body).IsAllowed;

        foreach (var move in (ApplicationMove[])[ApplicationMove.RecordVote, ApplicationMove.RecordGoverningBody])
            (May(move, "00A"), May(move, "00B")).ShouldBe((false, true), $"{move}");
        foreach (var move in (ApplicationMove[])[ApplicationMove.Amend, ApplicationMove.Withdraw, ApplicationMove.Answer])
            May(move).ShouldBeFalse($"{move}");
    }

    [Fact]
    public void Who_would_take_over_does_not_apply_for_a_body_to_end()
    {
        var today = new DateOnly(2026, 11, 22);
        var role = Role.All.First(r => r.Permissions.Contains(Permission.ApplyForChange) && !r.Permissions.Contains(Permission.DecideApplications));
        WrittenApplication ending = new("b-ends", "dissolve", "CCG", ["00A"], new(2016, 4, 1), "B is too small", ["00B"], [new("00A", null, AreasOf: ["00B"])]);
        bool May(string officerOf) => RecordedApplications.May(new("id", 1, "Ann", false, [new(1, role.Name, new(OdsCode.Parse(officerOf)), DateSpan.Always)]), ending,
            Rules.Kind("dissolve", "CCG", Made)!, ApplicationMove.Make, today, _ => true).IsAllowed;

        (May("00A"), May("00B")).ShouldBe((false, true));
    }

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
