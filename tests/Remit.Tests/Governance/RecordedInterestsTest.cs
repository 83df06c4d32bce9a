using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Tests.Register;

namespace Remit.Tests.Governance;

/// <summary>People and their interests in a journal, where one body must not undo what another recorded nor a member what they declared.</summary>
public sealed class RecordedInterestsTest : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();
    private readonly KeptJournal journal;

    public RecordedInterestsTest()
    {
        journal = KeptJournal.Open(Database.Of(new(folder.File("w")), ""));
        Record(new(SmallBoard.Body, SmallBoard.Drawn(SmallBoard.Body), [new("ann", "Dr Ann Li")], [new("ann", "board", "chair", SmallEngland.Day("2016-04-01"), null, "appointed")]));
        Record(new(SmallBoard.Neighbour, SmallBoard.Drawn(SmallBoard.Neighbour)));
        RecordedInterests.Declare(journal, Interests, [(new(SmallBoard.Body, "ann", InterestType.Financial, ConflictNature.Actual, "Harbour Health Ltd", "shareholder", SmallEngland.Day("2016-05-01"), SmallEngland.Day("2016-05-01")), new("form"))], SmallEngland.Day("2016-05-01"), On("2016-05-01"));
    }

    private InterestRegister Interests => RecordedInterests.In(journal, SmallBoard.Register);

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void An_interest_whose_end_is_recorded_late_stays_public_for_six_months_from_that_day()
    {
        RecordedInterests.Change(journal, "ann/1", new InterestEnded(SmallEngland.Day("2016-05-01")), On("2018-01-15"));

        Interests.About(null, "Harbour Health Ltd", SmallEngland.Day("2017-06-01")).Count.ShouldBe(1);
        Interests.Interests.Single().ShouldSatisfyAllConditions(i => i.PublicUntil(Interests.Governance.Facts).ShouldBe(SmallEngland.Day("2018-07-15")), i => i.PrivateUntil(Interests.Governance.Facts).ShouldBe(SmallEngland.Day("2024-01-15")));
    }

    [Theory]
    [InlineData("2016-04-30", "2016-05-01, when it arose")]
    [InlineData("2018-01-16", "not after today, 2018-01-15")]
    public void An_interest_ends_neither_before_it_arose_nor_after_today(string last, string wanted) => Ended(last).ShouldContain(wanted);

    [Fact]
    public void An_interest_ends_once()
    {
        RecordedInterests.Change(journal, "ann/1", new InterestEnded(SmallEngland.Day("2017-12-31")), On("2018-01-15"));

        Ended("2016-05-01").ShouldContain("ended on 2017-12-31");
    }

    [Fact]
    public void A_body_neither_renames_nor_answers_for_somebody_who_sits_only_with_another()
    {
        Refused(() => Record(new(SmallBoard.Neighbour, People: [new("ann", "Somebody Else", [new("convicted", true)])]))).ShouldSatisfyAllConditions(r => r.ShouldContain("people, ann, name"), r => r.ShouldContain("people, ann, declared"));
        Record(new(SmallBoard.Body, People: [new("ann", "Dr Ann Li", [new("convicted", false)])]));
        Record(new(SmallBoard.Neighbour, People: [new("ann", "Dr Ann Li", [new("convicted", false), new("employee", true, Body: SmallBoard.Neighbour)])]));
        Record(new(SmallBoard.Body, People: [new("ann", "Dr Ann Lee")]));

        Interests.Governance.Find("ann")!.ShouldSatisfyAllConditions(p => p.Name.ShouldBe("Dr Ann Lee"), p => p.Declared.ShouldBe([new("convicted", false), new("employee", true, Body: SmallBoard.Neighbour)]));
    }

    [Theory]
    [InlineData("Li took a gift", false)]
    [InlineData("A gift was Ann's", false)]
    [InlineData("It was found at the annual audit by a Dr of the practice, who listened", true)]
    public void What_is_published_of_a_breach_has_no_word_of_the_name_in_it(string published, bool accepted)
    {
        var breach = RecordedInterests.Report(journal, Interests, new(SmallBoard.Body, "ann", "Took a gift", SmallEngland.Day("2017-01-01")), On("2017-01-02"));
        var conclude = () => RecordedInterests.Conclude(journal, Interests, breach, new("Given back", published, null), On("2017-01-03"));

        if (accepted)
            conclude.ShouldNotThrow();
        else
            Refused(conclude).ShouldContain("names-somebody");
    }

    [Fact]
    public void A_body_takes_no_declaration_for_somebody_who_sits_only_with_another()
    {
        InterestDeclared declared = new(SmallBoard.Neighbour, "ann", InterestType.Financial, ConflictNature.Actual, "Mountain Health Ltd", "director", SmallEngland.Day("2016-05-01"), SmallEngland.Day("2016-05-01"));

        Refused(() => RecordedInterests.Declare(journal, Interests, [(declared, new("f.csv", 2))], SmallEngland.Day("2016-06-01"), On("2016-06-01"))).ShouldContain("f.csv:2 [person]: bad-interest: found 'ann', wanted somebody who sits or sat with 00B");
        Refused(() => RecordedInterests.Foresee(Interests, [(declared, new("f.csv", 2))], SmallEngland.Day("2016-06-01")));
        Record(new(SmallBoard.Neighbour, Appointments: [new("ann", "board", "chair", SmallEngland.Day("2016-04-01"), SmallEngland.Day("2016-04-30"), "appointed")]));
        RecordedInterests.Declare(journal, Interests, [(declared, new("f.csv", 2))], SmallEngland.Day("2016-06-01"), On("2016-06-01")).ShouldBe(["ann/2"]);
    }

    [Fact]
    public void What_is_only_said_again_is_told_from_what_is_new()
    {
        InterestDeclared again = new(SmallBoard.Body, "ann", InterestType.Financial, ConflictNature.Actual, "HARBOUR HEALTH LTD", "shareholder", SmallEngland.Day("2016-05-01"), SmallEngland.Day("2017-05-01"));

        RecordedInterests.SaidAlready(Interests, again)!.Id.ShouldBe("ann/1");
        RecordedInterests.SaidAlready(Interests, again with { Nature = ConflictNature.Potential })!.Id.ShouldBe("ann/1");
        InterestDeclared[] others = [again with { Position = "director" }, again with { Nature = ConflictNature.Perceived }, again with { Amount = "2500" }, again with { Through = "spouse" }, again with { Handling = "leaves the room" }, again with { Code = OdsCode.Parse("RX1") },
            again with { Ended = SmallEngland.Day("2017-01-01") }, again with { Arose = SmallEngland.Day("2016-05-02") }, again with { Body = SmallBoard.Neighbour }];
        others.ShouldAllBe(declared => RecordedInterests.SaidAlready(Interests, declared) == null);
        RecordedInterests.Change(journal, "ann/1", new InterestEnded(SmallEngland.Day("2017-05-01")), On("2017-05-01"));
        RecordedInterests.SaidAlready(Interests, again).ShouldBeNull();
    }

    [Fact]
    public void Nobody_has_nothing_to_declare_who_holds_an_interest_or_said_otherwise_after()
    {
        RecordedInterests.Change(journal, "ann/1", new InterestEnded(SmallEngland.Day("2017-12-31")), On("2018-01-15"));
        Return("2018-02-01", nil: true);
        Interests.LastReturn("ann", SmallBoard.Body).ShouldBe((SmallEngland.Day("2018-02-01"), true));

        // A file of the same day brings an interest.
        RecordedInterests.Declare(journal, Interests, [(new(SmallBoard.Body, "ann", InterestType.Financial, ConflictNature.Actual, "Mountain Health Ltd", "director", SmallEngland.Day("2018-01-31"), SmallEngland.Day("2018-02-01")), new("form"))], SmallEngland.Day("2018-02-01"), On("2018-02-01"));
        Interests.LastReturn("ann", SmallBoard.Body).ShouldBe((SmallEngland.Day("2018-02-01"), false));
        RecordedInterests.Change(journal, "ann/2", new InterestEnded(SmallEngland.Day("2018-01-31")), On("2018-02-01"));
        Interests.LastReturn("ann", SmallBoard.Body)!.Value.Nil.ShouldBeTrue();
        Return("2018-02-01", nil: false);
        Interests.LastReturn("ann", SmallBoard.Body).ShouldBe((SmallEngland.Day("2018-02-01"), false));

        Return("2018-03-01", nil: true);
        Interests.LastReturn("ann", SmallBoard.Body)!.Value.Nil.ShouldBeTrue();
        RecordedInterests.Declare(journal, Interests, [(new(SmallBoard.Body, "ann", InterestType.Financial, ConflictNature.Actual, "River Health Ltd", "director", SmallEngland.Day("2018-04-01"), SmallEngland.Day("2018-04-01")), new("form"))], SmallEngland.Day("2018-04-01"), On("2018-04-01"));
        Interests.LastReturn("ann", SmallBoard.Body).ShouldBe((SmallEngland.Day("2018-03-01"), false));

        void Return(string day, bool nil) => RecordedInterests.Return(journal, Interests, "ann", new(SmallBoard.Body, SmallEngland.Day(day), nil), On(day));
    }

    private string Ended(string last) => Refused(() => RecordedInterests.Change(journal, "ann/1", new InterestEnded(SmallEngland.Day(last)), On("2018-01-15")));

    private void Record(WrittenGovernance written) => RecordedGovernance.Record(journal, SmallBoard.Register, written, "file.json", On("2016-04-01"));

    private static string Refused(Action act) => string.Join('\n', Should.Throw<RefusedException>(act).Findings);

    private static Act On(string day) => new("Ann", "governance officer", "so", new(SmallEngland.Day(day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));
}
