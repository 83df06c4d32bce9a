using FsCheck;
using FsCheck.Fluent;
using Remit.Powers.Applications;
using Remit.Storage.Powers.Applications;

namespace Remit.Tests.Powers.Applications;

/// <summary>What may follow what, and what must always hold of an application whatever is tried on it.</summary>
public class ApplicationTest
{
    private static readonly DateOnly Made = new(2016, 1, 4), Today = new(2026, 11, 22);

    private static readonly ApplicationRules Rules = ApplicationTables.Shipped;

    private static readonly WrittenApplication Merger = new("a", "merge", "CCG", ["00A", "00B"], new(2016, 4, 1), "one body", ["00A", "00B"],
        [new("11X", "NHS A and B Clinical Commissioning Group", "draft", "form B")], Votes: [new("00A", "one practice one vote", "more than 1/2 of votes cast")]);

    private static readonly WrittenApplication Imposed = new("b", "impose", "CCG", ["NHS England"], new(2016, 4, 1), "cut off", Practices: ["A00001"], Leaves: "00A", Joins: "00B");

    private static Act By => new("Ann", "clerk", "why", new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));

    private static Application New(WrittenApplication written) => new([new(1, new ApplicationMade(Made, written), By)]);

    private static Application After(Application application, ApplicationStep step) => new([.. application.Steps, new(application.Version + 1, step, By)]);

    [Fact]
    public void Whatever_is_tried_nothing_is_ordered_that_was_not_decided_and_nothing_approved_that_is_wanting()
    {
        var ordered = 0;
        var approved = 0;
        Prop.ForAll(Gen.Elements(Merger, Imposed).SelectMany(Case, (written, steps) => (Written: written, Steps: steps)).ToArbitrary(), tried =>
        {
            var application = New(tried.Written);
            foreach (var step in tried.Steps)
            {
                if (application.Prevents(step, Rules, Today, []).Count > 0)
                    continue;
                var outstanding = application.Outstanding(Rules, Today).Where(f => f.Consequence != Consequence.Note).Select(f => f.Code).ToList();
                if (step is ApplicationApproved or ChangeImposed { Ground: not "consent" })
                {
                    approved++;
                    outstanding.ShouldBeEmpty();
                }

                if (step is OrdersMade)
                {
                    ordered++;
                    application.Decided!.Step.ShouldBeAssignableTo<ApplicationStep>();
                    (application.Decided!.Step is ApplicationApproved or ChangeImposed).ShouldBeTrue();
                    application.Instruments.ShouldBeEmpty();
                }

                application = After(application, step);
            }

            // The same events give the same state, however often they are read.
            var again = new Application([.. application.Steps]);
            return (again.Stage, again.Version, again.Written, again.Instruments.Count) == (application.Stage, application.Version, application.Written, application.Instruments.Count)
                && again.FactorsUnder(Rules).Select(f => f.Standing).SequenceEqual(application.FactorsUnder(Rules).Select(f => f.Standing))
                && again.Outstanding(Rules, Today).SequenceEqual(application.Outstanding(Rules, Today));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(7, 11));

        approved.ShouldBePositive("or the property has tried nothing");
        ordered.ShouldBePositive("or the property has tried nothing");
    }

    [Fact]
    public void What_a_stage_does_not_admit_is_refused_and_could_not_have_been_recorded()
    {
        foreach (var stage in Enum.GetValues<ApplicationStage>().Except([ApplicationStage.UnderConsideration, ApplicationStage.ApprovedInPrinciple, ApplicationStage.Approved]))
            foreach (var move in (ApplicationMove[])[ApplicationMove.Approve, ApplicationMove.Refuse, ApplicationMove.Impose, ApplicationMove.Withdraw])
                ApplicationMoves.After(stage, move).ShouldBeNull($"{move} when {stage}");
        foreach (var stage in Enum.GetValues<ApplicationStage>().Except([ApplicationStage.Approved, ApplicationStage.Imposed]))
            ApplicationMoves.After(stage, ApplicationMove.MakeOrders).ShouldBeNull();

        Should.Throw<ArgumentException>(() => After(New(Merger), new OrdersMade(Made, ["orders/a"])));
        Should.Throw<ArgumentException>(() => new Application([new(1, new ApplicationWithdrawn(Made, ["r"]), By)]));
        Should.Throw<ArgumentException>(() => New(Merger).Prevents(new OrdersMade(Made, ["orders/a"]), Rules, Today) is []
            ? throw new InvalidOperationException() : After(New(Merger), new TransferSchemeMade(Made, "t")));
    }

    [Fact]
    public void A_vote_that_was_lost_is_not_amended_away_and_counts_anew_after_an_amendment()
    {
        var lost = After(After(New(Merger), new MembersVoted(Made, "00A", 10, 1, 9, 0)), new GoverningBodyDecided(Made, "00A", false, ["r"]));

        foreach (var votes in (IReadOnlyList<WrittenVote>?[])[null, [new("00A", "one practice one vote", "at least 1/2 of votes cast")], [new("00A", "by list", "more than 1/2 of votes cast")]])
            lost.Prevents(new ApplicationAmended(Made, Merger with { Votes = votes }), Rules, Today).ShouldHaveSingleItem().Code.ShouldBe("vote-held");
        ApplicationAmended kept = new(Made, Merger with { Case = "another case", Votes = [new("00A", "one practice one vote", "more than 2/3 of votes cast")] });
        lost.Prevents(kept, Rules, Today).ShouldBeEmpty();
        var amended = After(lost, kept);
        amended.Votes.ShouldHaveSingleItem().Carried.ShouldBeNull();
        amended.GoverningBodies.ShouldAllBe(g => g.Decided == null);
    }

    [Fact]
    public void A_vote_that_was_lost_is_not_amended_away_by_way_of_an_application_without_its_body()
    {
        var without = Merger with { By = ["00B"], Bodies = ["00B", "00C"], Votes = null };
        var lost = After(New(Merger), new MembersVoted(Made, "00A", 10, 1, 9, 0));

        lost.Prevents(new ApplicationAmended(Made, without), Rules, Today).ShouldBeEmpty();
        After(lost, new ApplicationAmended(Made, without)).Prevents(new ApplicationAmended(Made, Merger with { Votes = null }), Rules, Today).ShouldHaveSingleItem().Code.ShouldBe("vote-held");
    }

    [Fact]
    public void A_vote_of_more_than_there_are_people_is_refused()
    {
        New(Merger).Prevents(new MembersVoted(Made, "00A", long.MaxValue, long.MaxValue, 0, 0), Rules, Today).ShouldHaveSingleItem().Wanted.ShouldContain("100,000,000");
        VotingThreshold.TryParse("more than 1/2 of votes cast", out var half).ShouldBeTrue();
        half.IsReached(long.MaxValue, long.MaxValue, long.MaxValue - 1).ShouldBeTrue();
    }

    [Fact]
    public void An_application_whose_instruments_could_not_be_written_is_refused()
    {
        foreach (var wrong in (WrittenApplication[])[Merger with { Id = new('a', 91) }, Merger with { Bodies = ["00A", "00B", "00B"] },
            Merger with { Becomes = [Merger.Becomes![0] with { Constitution = new('c', 481) }] }, Merger with { Becomes = [Merger.Becomes[0] with { Practices = ["A00001", "A00001"] }] }])
            wrong.Check(Rules, Made, f => new(f)).ShouldHaveSingleItem().Code.ShouldBe("bad-application");
    }

    [Fact]
    public void Orders_cannot_be_tried_without_a_check_of_tiling()
    {
        var imposed = After(New(Imposed), new ChangeImposed(Made, "statute", ["r"], null));

        Should.Throw<ArgumentException>(() => imposed.Prevents(new OrdersMade(Made, ["orders/b"]), Rules, Today)).Message.ShouldContain("tiling");
        imposed.Prevents(new OrdersMade(Made, ["orders/b"]), Rules, Today, [new("practice-without-commissioner", Consequence.FileRefused, new("x"), "A00001", "one")]).ShouldHaveSingleItem();
        imposed.Prevents(new OrdersMade(Made, ["orders/b"]), Rules, Today, []).ShouldBeEmpty();
    }

    [Fact]
    public void Amended_but_for_codes_what_was_assessed_stands_and_otherwise_not()
    {
        var assessed = After(New(Merger), new FactorAssessed(Made, "boundary", "met", ["r"]));
        FactorStanding Standing(WrittenApplication amended) => After(assessed, new ApplicationAmended(Made, amended)).FactorsUnder(Rules).Single(f => f.Factor.Id == "boundary").Standing;

        Standing(Merger with { Becomes = [Merger.Becomes![0] with { Code = "12X" }] }).ShouldBe(FactorStanding.Met);
        Standing(Merger with { Becomes = [Merger.Becomes![0] with { Constitution = "draft 2" }] }).ShouldBe(FactorStanding.Untested);
        Standing(Merger with { Becomes = [Merger.Becomes![0] with { AreasOf = ["00C"] }] }).ShouldBe(FactorStanding.Untested);
        Standing(Merger with { Case = "another" }).ShouldBe(FactorStanding.Untested);
    }

    [Fact]
    public void Every_move_is_one_step_with_a_word_of_its_own()
    {
        var moves = Enum.GetValues<ApplicationMove>();

        moves.Select(m => m.InWords()).Distinct().Count().ShouldBe(moves.Length);
        typeof(ApplicationStep).Assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(ApplicationStep))).ShouldBe(moves.Length);
        moves.Where(m => m.IsForApplicants() && m.IsForWhoDecides()).ShouldBeEmpty();
    }

    [Fact]
    public void A_step_is_dated_between_the_application_and_today()
    {
        Codes(new ApplicationQuestionAsked(Made.AddDays(-1), "q")).ShouldBe(["before-application"]);
        Codes(new ApplicationQuestionAsked(Made, "q")).ShouldBeEmpty();
        Codes(new ApplicationQuestionAsked(Today, "q")).ShouldBeEmpty();
        Codes(new ApplicationQuestionAsked(Today.AddDays(1), "q")).ShouldBe(["day-to-come"]);
        Codes(new ApplicationQuestionAsked(Made, " ")).ShouldBe(["bad-line"]);
        Codes(new MembersVoted(Made, "00A", 10, 6, 4, 1)).ShouldBe(["bad-count"]);
        Codes(new MembersVoted(Made, "00A", 11, 6, 4, 1)).ShouldBeEmpty();
        Codes(new MembersVoted(Made, "00C", 11, 6, 4, 1)).ShouldBe(["not-concerned"]);
        Codes(new MembersVoted(Made, "00A", -1, 0, 0, 0)).ShouldBe(["bad-count"]);
        Codes(new ApplicationQuestionAnswered(Made, 1, "a")).ShouldBe(["no-such-question"]);
        Codes(new FactorAssessed(Made, "boundary", "perhaps", ["r"])).ShouldBe(["bad-standing"]);
        Codes(new FactorAssessed(Made, "tea", "met", ["r"])).ShouldBe(["no-such-factor"]);
        Codes(new ViewsGiven(Made, 1, "x", "for", "s")).ShouldBe(["no-such-consultation"]);

        static IEnumerable<string> Codes(ApplicationStep step) => New(Merger).Prevents(step, Rules, Today).Select(f => f.Code);
    }

    [Theory]
    [InlineData("more than 1/2 of votes cast", 10, 5, 5, false)]
    [InlineData("more than 1/2 of votes cast", 10, 5, 4, true)]
    [InlineData("at least 50% of votes cast", 10, 5, 5, true)]
    [InlineData("at least 2/3 of votes cast", 10, 4, 2, true)]
    [InlineData("at least 2/3 of votes cast", 12, 5, 3, false)]
    [InlineData("at least 75% of members", 8, 6, 0, true)]
    [InlineData("at least 75% of members", 9, 6, 0, false)]
    [InlineData("more than 50% of members", 100_000, 50_000, 0, false)]
    [InlineData("at least 1/2 of votes cast", 10, 0, 0, false)]
    public void A_vote_carries_by_the_share_its_constitution_asks(string needs, long entitled, long votesFor, long against, bool carried)
    {
        VotingThreshold.TryParse(needs, out var threshold).ShouldBeTrue();

        threshold.IsReached(entitled, votesFor, against).ShouldBe(carried);
    }

    [Theory]
    [InlineData("1/2 of votes cast")]
    [InlineData("more than half of votes cast")]
    [InlineData("more than 3/2 of votes cast")]
    [InlineData("more than 1/0 of votes cast")]
    [InlineData("at least 75 of members")]
    [InlineData("at least 75% of patients")]
    [InlineData("more than 1/2 of votes cast or so")]
    [InlineData("")]
    public void A_share_that_is_written_otherwise_is_none(string needs) => VotingThreshold.TryParse(needs, out _).ShouldBeFalse();

    [Theory]
    [InlineData("NHS Newcastle Gateshead Clinical Commissioning Group", true)]
    [InlineData("NHS Vale of York Clinical Commissioning Group", true)]
    [InlineData("NHS St Helen's (North) Clinical Commissioning Group", true)]
    [InlineData("NHS Newcastle Gateshead CCG", false)]
    [InlineData("Newcastle Gateshead Clinical Commissioning Group", false)]
    [InlineData("nhs Newcastle Clinical Commissioning Group", false)]
    [InlineData("NHS Clinical Commissioning Group", false)]
    [InlineData("NHS  Clinical Commissioning Group", false)]
    [InlineData("NHSNewcastle Clinical Commissioning Group", false)]
    [InlineData("NHS NewcastleClinical Commissioning Group", false)]
    public void A_group_is_named_as_the_regulations_ask(string name, bool good) =>
        (Rules.NameRuleFor("CCG", new(2015, 4, 1))!.Wants(name) is null).ShouldBe(good);

    [Theory]
    [InlineData("2015-04-01", "2014-06-01")]
    [InlineData("2014-06-01", "2013-06-01")]
    [InlineData("2014-06-02", "2014-06-01")]
    public void The_last_day_to_apply_is_the_latest_before_the_day(string effect, string last) =>
        (Rules.Edition("merge", "CCG", new(2014, 5, 1))! with { TakesEffect = effect[5..] }).LastDayFor(DateOnly.ParseExact(effect, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(DateOnly.ParseExact(last, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Every_kind_makes_an_instrument_of_a_kind_there_is_and_every_closing_step_has_a_day_or_says_that_none_is_known()
    {
        var kinds = Remit.Storage.Powers.PowersTables.Shipped.Kinds.Select(k => k.Name).ToHashSet();

        Rules.Kinds.Where(k => !kinds.Contains(k.Instrument)).ShouldBeEmpty();
        Rules.Factors.SelectMany(f => f.Applications).Except(Rules.Kinds.Select(k => k.Name)).ShouldBeEmpty();
        Rules.Factors.Select(f => f.Check).Distinct().Except(["", "crossing", "councils", "population", "stp", "residence"]).ShouldBeEmpty();
        foreach (var kind in Rules.Kinds)
            kind.Days.Last.ShouldBe(kind.BodyKind == "CCG" ? new DateOnly(2022, 6, 30) : kind.Days.Last);
        Rules.Factors.GroupBy(f => (f.Id, f.BodyKind)).SelectMany(g => g.SelectMany(f => f.Applications)).ShouldNotBeEmpty();
    }

    // A whole case of which some steps may be missing, with anything at all tried in between.
    private static Gen<ApplicationStep[]> Case(WrittenApplication written)
    {
        List<ApplicationStep> whole = [];
        foreach (var needed in Rules.ViewsOn(written.Kind, written.BodyKind, Made).Where(v => v.IsNeeded))
            whole.AddRange([new ViewsSought(Made, needed.Group, needed.Group, null), new ViewsTakenIntoAccount(Made, 1 + whole.Count / 2, "h")]);
        whole.AddRange(Rules.FactorsOf(written.Kind, written.BodyKind, Made).Select(f => new FactorAssessed(Made, f.Id, "met", ["r"])));
        whole.AddRange([new MembersVoted(Made, "00A", 10, 6, 4, 0), new ApprovalConditionMet(Made, 1, "h"), new ApplicationApproved(Made, ["r"], [], null), new ChangeImposed(Made, "tiling", ["r"], null), new OrdersMade(Made, ["orders/a"])]);
        var each = whole.Select(step => Gen.Frequency((30, Gen.Constant<ApplicationStep[]>([step])), (1, Gen.Constant<ApplicationStep[]>([])), (5, Anything(written).Select(other => (ApplicationStep[])[other, step])))).ToArray();
        return Gen.CollectToArray(each).Select(steps => steps.SelectMany(s => s).ToArray());
    }

    private static Gen<ApplicationStep> Anything(WrittenApplication written)
    {
        var reasons = Gen.Elements<IReadOnlyList<string>>(["r"], []);
        return Gen.OneOf(
            Gen.Elements(Rules.FactorsOf("merge", "CCG", Made).Select(f => f.Id).ToArray()).SelectMany(f => Gen.Elements("met", "not met", "not shown"), (f, standing) => (ApplicationStep)new FactorAssessed(Made, f, standing, ["r"])),
            Gen.Elements("members", "councils", "the group").Select(g => (ApplicationStep)new ViewsSought(Made, g, g, null)),
            Gen.Choose(1, 6).Select(n => (ApplicationStep)new ViewsTakenIntoAccount(Made, n, "h")),
            Gen.Choose(0, 10).Select(n => (ApplicationStep)new MembersVoted(Made, "00A", 10, n, 10 - n, 0)),
            Gen.Elements<ApplicationStep>(new ApplicationQuestionAsked(Made, "q"), new ApplicationQuestionAnswered(Made, 1, "a"), new ApplicationAmended(Made, written with { Case = "another" }), new OrdersMade(Made, ["orders/a"]), new TransferSchemeMade(Made, "transfers/a"), new ClosingStepDone(Made, "accounts", null)),
            Gen.Elements("00A", "00B").SelectMany(b => Gen.Elements(true, true, true, false), (b, agreed) => (ApplicationStep)new GoverningBodyDecided(Made, b, agreed, ["r"])),
            reasons.Select(r => (ApplicationStep)new ApprovedInPrinciple(Made, r, ["c"])),
            reasons.Select(r => (ApplicationStep)new ApplicationApproved(Made, r, [], null)),
            reasons.SelectMany(r => Gen.Elements("consent", "statute"), (r, ground) => (ApplicationStep)new ChangeImposed(Made, ground, r, null)));
    }
}
