using FsCheck;
using FsCheck.Fluent;
using Remit.Powers;
using Remit.Register;
using Remit.Tests.Register;
using Remit.Time;
using static Remit.Tests.Powers.SmallPowers;

namespace Remit.Tests.Powers;

public class LedgerTest
{
    private static readonly Instrument Delegation = Written("d", "2015-04-01", null, new WrittenClause("1", "delegates", ["general"], Of: "NHS England", To: "00A", Liable: "stays"));

    [Fact]
    public void A_revocation_ends_an_instrument_the_day_before()
    {
        var powers = With(Delegation, Written("r", "2016-04-01", null, new WrittenClause("1", "revokes", Target: "d")));

        powers.Asked(General, "00A", "2016-03-31").Deciding().ShouldBe("00A");
        powers.Asked(General, "00A", "2016-04-01").Deciding().ShouldBe("NHS England");
        powers.Asked(General, "00B", "2016-03-31").Deciding().ShouldBe("NHS England");
        powers.Asked(General, "00A", "2016-03-31").Liable.ToString().ShouldBe("NHS England");
    }

    [Fact]
    public void What_was_known_before_a_revocation_stays_what_was_known()
    {
        var learned = LondonClock.EndOfDay(SmallEngland.Day("2016-06-01"));
        Instrument[] all = [Delegation, Known("r", "2016-04-01", learned, new WrittenClause("1", "revokes", Target: "d"))];

        At(learned.AddTicks(-1), all).Asked(General, "00A", "2016-05-01").Deciding().ShouldBe("00A");
        At(learned, all).Asked(General, "00A", "2016-05-01").Deciding().ShouldBe("NHS England");
    }

    [Fact]
    public void A_recording_that_was_withdrawn_was_believed_until_then()
    {
        var (learned, withdrawn) = (LondonClock.EndOfDay(SmallEngland.Day("2015-06-01")), LondonClock.EndOfDay(SmallEngland.Day("2015-07-01")));
        var mistaken = Delegation with { Source = new(Delegation.Source.Release with { LearnedAt = learned }), WithdrawnAt = withdrawn };

        At(learned.AddTicks(-1), mistaken).Asked(General, "00A", "2015-05-01").Deciding().ShouldBe("NHS England");
        At(learned, mistaken).Asked(General, "00A", "2015-05-01").Deciding().ShouldBe("00A");
        At(withdrawn, mistaken).Asked(General, "00A", "2015-05-01").Deciding().ShouldBe("NHS England");
    }

    [Theory]
    [InlineData("2015-12-31", "00A")]
    [InlineData("2016-01-01", "NHS England")]
    public void An_extension_that_comes_after_the_end_changes_nothing_and_is_told(string made, string decides)
    {
        var powers = With(
            Written("d", "2015-04-01", "2015-12-30", new WrittenClause("1", "delegates", ["general"], Of: "NHS England", To: "00A")),
            Written("x", made, null, new WrittenClause("1", "extends", Target: "d", Until: SmallEngland.Day("2016-12-31"))));

        powers.Asked(General, "00A", "2016-06-01").Deciding().ShouldBe(decides);
        powers.Ledger.Findings.Count.ShouldBe(decides == "00A" ? 0 : 1);
    }

    [Fact]
    public void A_revocation_that_was_itself_revoked_before_its_day_has_no_effect()
    {
        var powers = With(Delegation,
            Written("r", "2016-04-01", null, new WrittenClause("1", "revokes", Target: "d")),
            Written("u", "2016-03-01", null, new WrittenClause("1", "revokes", Target: "r")));

        powers.Asked(General, "00A", "2016-05-01").Deciding().ShouldBe("00A");
        powers.Ledger.Findings.ShouldHaveSingleItem().Found.ShouldContain("it had itself ended by then");
    }

    [Fact]
    public void What_was_revoked_cannot_be_extended_the_same_day()
    {
        var powers = With(Written("d", "2015-04-01", "2016-12-31", new WrittenClause("1", "delegates", ["general"], Of: "NHS England", To: "00A")),
            Written("z", "2016-04-01", null, new WrittenClause("1", "extends", Target: "d", Until: SmallEngland.Day("2017-12-31"))),
            Written("a", "2016-04-01", null, new WrittenClause("1", "revokes", Target: "d")));

        powers.Asked(General, "00A", "2016-04-01").Deciding().ShouldBe("NHS England");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void An_extension_revoked_on_its_own_first_day_extends_nothing(string extension, string revocation)
    {
        var powers = With(Written("d", "2015-04-01", "2016-04-30", new WrittenClause("1", "delegates", ["general"], Of: "NHS England", To: "00A")),
            Written(extension, "2016-04-01", null, new WrittenClause("1", "extends", Target: "d", Until: SmallEngland.Day("2017-12-31"))),
            Written(revocation, "2016-04-01", null, new WrittenClause("1", "revokes", Target: extension)));

        powers.Asked(General, "00A", "2016-04-30").Deciding().ShouldBe("00A");
        powers.Asked(General, "00A", "2016-05-01").Deciding().ShouldBe("NHS England");
    }

    [Theory]
    [InlineData("r", "u")]
    [InlineData("u", "r")]
    public void A_revocation_revoked_on_the_same_day_leaves_the_extension(string inner, string outer)
    {
        var powers = With(Written("d", "2015-04-01", "2016-04-30", new WrittenClause("1", "delegates", ["general"], Of: "NHS England", To: "00A")),
            Written("x", "2016-04-01", null, new WrittenClause("1", "extends", Target: "d", Until: SmallEngland.Day("2017-12-31"))),
            Written(inner, "2016-04-01", null, new WrittenClause("1", "revokes", Target: "x")),
            Written(outer, "2016-04-01", null, new WrittenClause("1", "revokes", Target: inner)));

        powers.Asked(General, "00A", "2016-05-01").Deciding().ShouldBe("00A");
    }

    [Fact]
    public void A_party_is_named_from_the_day_that_it_came_in()
    {
        var novated = With(Delegation,
            Written("n", "2016-04-01", null, new WrittenClause("1", "novates", Of: "00A", To: "11X", Target: "d")),
            Written("m", "2016-05-01", null, new WrittenClause("1", "amends", Target: "d", TargetClause: "1", What: "premises too"))).Ledger.Of(Delegation)[^1];

        (novated.NamedOn(Party.Parse("NHS England")), novated.NamedOn(Party.Parse("11X"))).ShouldBe((SmallEngland.Day("2015-04-01"), SmallEngland.Day("2016-04-01")));
    }

    [Fact]
    public void A_lapsed_agreement_does_not_come_back_when_it_is_amended()
    {
        var powers = Changed([Delegation, Written("m", "2017-04-01", null, new WrittenClause("1", "amends", Target: "d", TargetClause: "1", What: "premises too"))]);

        powers.Asked(General, "00A", "2015-06-01").Deciding().ShouldBe("00A");
        powers.Asked(General, "00A", "2016-06-01").Deciding().ShouldBe("NHS England");
        powers.Asked(General, "00A", "2017-06-01").Deciding().ShouldBe("NHS England");
        powers.HasLapsed(powers.Ledger.Of(Delegation)[^1], SmallEngland.Day("2017-06-01")).ShouldBeTrue();
    }

    [Fact]
    public void What_the_register_doubts_of_a_body_is_told_of_its_functions()
    {
        var powers = Changed([], new Doubt("ICB", [OdsCode.Parse("00A")], new(SmallEngland.Day("2016-04-01")), "it may have closed", ""));

        powers.Asked(Acute, "00A", "2016-04-01").Warnings.ShouldContain("In doubt: it may have closed");
        powers.Asked(Acute, "00B", "2016-04-01").Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Agreements_that_differ_on_liability_leave_it_open()
    {
        var answer = With(Delegation, Written("e", "2015-04-01", null, new WrittenClause("1", "delegates", ["general"], Of: "NHS England", To: "00A", Liable: "passes"))).Asked(General, "00A", "2015-06-01");

        answer.Deciding().ShouldBe("00A");
        answer.Liable.ShouldBeNull();
        answer.LiableMissing.ShouldStartWith("which of these prevails");
    }

    [Fact]
    public void A_part_that_nothing_names_is_answered_as_the_whole_and_said_to_be()
    {
        With().Asked(FunctionCode.Parse("acute/electve"), "00A", "2015-06-01").Warnings.ShouldHaveSingleItem().ShouldContain("answered as for the whole, acute. The parts of it that are named: acute/elective");
        With().Asked(FunctionCode.Parse("acute/elective"), "00A", "2015-06-01").Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_kind_is_the_same_in_small_letters() =>
        With(Written("d", "2015-04-01", null, new WrittenClause("1", "delegates", ["general"], Of: "NHS England", To: "each ccg"))).Asked(General, "00A", "2015-06-01").Deciding().ShouldBe("00A");

    [Fact]
    public void What_was_moved_away_is_no_longer_listed_as_delegated()
    {
        var powers = With(Delegation, Written("t", "2016-04-01", "2016-04-30", new WrittenClause("1", "moves", ["general"], Of: "00A", To: "NHS England")));

        powers.DelegationsTo(OdsCode.Parse("00A")).Select(d => d.Days.ToString()).ShouldBe(["2015-04-01 to 2016-03-31", "from 2016-05-01"]);
        powers.DeciderOf(General, OdsCode.Parse("00A"), SmallEngland.Day("2016-04-15")).ShouldBe(Party.Parse("NHS England"));
    }

    // 00A became another kind of body under the same code.
    private static PowersAsKnown Changed(Instrument[] instruments, params Doubt[] doubts)
    {
        var facts = SmallEngland.Facts([("00A", "2013-04-01", "2016-03-31"), ("00B", "2013-04-01", null)]);
        var later = new Standing("ICB", "NHS 00A", new(SmallEngland.Day("2016-04-01")), facts.Standings[0].Item2.Source);
        return new(SmallPowers.Facts with { Makings = [.. SmallPowers.Facts.Makings, new("ICB", "establishment", "establishment", Party.Parse("NHS England"), "the Act")], Instruments = [.. SmallPowers.Facts.Instruments, Written("act2", "2016-04-01", null, new WrittenClause("1", "confers", ["acute"], To: "each ICB"))] },
            new Evidence(facts with { Standings = [.. facts.Standings, (OdsCode.Parse("00A"), later)], Doubts = doubts }, []).ToDate, instruments, DateTimeOffset.MaxValue);
    }

    [Fact]
    public void An_amended_clause_reads_one_way_before_and_another_after()
    {
        var powers = With(Delegation, Written("m", "2016-04-01", null, new WrittenClause("1", "amends", Target: "d", TargetClause: "1", To: "00B")));

        powers.Asked(General, "00A", "2016-03-31").Deciding().ShouldBe("00A");
        powers.Asked(General, "00A", "2016-04-01").Deciding().ShouldBe("NHS England");
        powers.Asked(General, "00B", "2016-04-01").Deciding().ShouldBe("00B");
        powers.Ledger.Of(Delegation).Select(t => t.Days.ToString()).ShouldBe(["2015-04-01 to 2016-03-31", "from 2016-04-01"]);
    }

    [Fact]
    public void What_is_wrong_with_an_instrument_is_said_all_at_once()
    {
        List<Finding> found = [];
        new WrittenInstrument("a b", "decree", "t", "", "p", null, null, SmallEngland.Day("2013-01-01"), null, null,
            [new("1", "delegates", ["General Care"], Liable: "perhaps"), new("1", "blesses"), new("2", "revokes", Target: "d")])
            .Read(default, ["direction"], (clause, field) => new("f.json", 0, clause is null ? field : $"clause {clause}, {field}"), found).ShouldBeNull();

        found.Select(f => $"{f.Place} {f.Found}").ShouldBe(
        [
            "f.json [id] a b", "f.json [kind] decree", "f.json [madeBy] ", "f.json [clause 1, clause] 1", "f.json [clause 1, of] nothing", "f.json [clause 1, to] nothing",
            "f.json [clause 1, liable] perhaps", "f.json [clause 1, functions] General Care", "f.json [clause 1, does] blesses", "f.json [from] nothing",
        ]);
    }

    [Fact]
    public void The_order_of_recording_makes_no_difference() => Prop.ForAll(Ledgers.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (instruments, seed) =>
    {
        var shuffled = instruments.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Everything(With(shuffled)) == Everything(With(instruments));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void There_is_one_decider_or_two_jointly_or_it_says_why_not() => Prop.ForAll(Ledgers.ToArbitrary(), instruments =>
    {
        var powers = With(instruments);
        return Questions.Select(q => powers.Asked(q.Function, q.Code, q.Day)).All(a =>
            a.Deciders.Count == (a.Settled switch { Settled.One => 1, Settled.Jointly => 2, _ => 0 }) && (a.Deciders.Count > 0) == (a.Missing.Length == 0) && (a.Liable is null) == (a.LiableMissing.Length > 0));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_learned_later_changes_what_was_known() => Prop.ForAll(Ledgers.ToArbitrary(), Ledgers.ToArbitrary(), (before, after) =>
    {
        var learned = LondonClock.EndOfDay(SmallEngland.Day("2020-01-01"));
        var later = after.Select(i => i with { Id = $"{i.Id}/later", Source = new(i.Source.Release with { LearnedAt = learned }) });
        return Everything(At(learned.AddTicks(-1), before.Concat(later))) == Everything(With(before));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void To_revoke_everything_leaves_what_the_law_says() => Prop.ForAll(Ledgers.ToArbitrary(), instruments =>
    {
        var revoked = With(instruments.Concat(instruments.Select(i => Written($"{i.Id}/end", "2016-06-15", null, new WrittenClause("1", "revokes", Target: i.Id)))));
        return revoked.Asked(Acute, "00A", "2016-06-15").Deciding() == "00A" && revoked.Asked(General, "00A", "2016-06-15").Deciding() == "NHS England";
    }).QuickCheckThrowOnFailure();

    private static readonly (FunctionCode Function, string Code, string Day)[] Questions =
    [
        .. from function in (FunctionCode[])[Acute, FunctionCode.Parse("acute/elective"), General]
           from code in (string[])["00A", "00B", "00C", "11X"]
           from day in Days
           where code != "11X" || string.CompareOrdinal(day, "2016-04-01") >= 0
           select (function, code, day),
    ];

    // Close together, so that the ends of one meet the beginnings of another.
    private static string[] Days => ["2016-03-30", "2016-03-31", "2016-04-01", "2016-04-02", "2016-04-03"];

    private static Gen<Instrument[]> Ledgers =>
        from count in Gen.Choose(0, 7)
        from instruments in Enumerable.Range(0, count).Select(One).Aggregate(Gen.Constant(Array.Empty<Instrument>()), (sofar, next) => from s in sofar from n in next select (Instrument[])[.. s, n])
        select instruments;

    private static Gen<Instrument> One(int number) =>
        from from_ in Gen.Elements(Days)
        from length in Gen.Elements<int?>(null, 0, 1, 2)
        from does in Gen.Elements("delegates", "delegates", "shares", "stops", "moves", "allows", "involves", "extends", "revokes", "amends", "novates")
        from function in Gen.Elements("acute", "acute/elective", "general")
        from of in Gen.Elements("00A", "00B", "00C", "NHS England")
        from to in Gen.Elements("00A", "00B", "11X", "NHS England", "some CCG", "each CCG")
        from target in Gen.Choose(0, 6)
        from liable in Gen.Elements("stays", "passes", "not-stated")
        let day = SmallEngland.Day(from_)
        select Written($"i{number}", from_, length is { } more ? IsoDate.Text(day.AddDays(more)) : null, does switch
        {
            "extends" => new("1", does, Target: $"i{target}", Until: day.AddDays(3)),
            "revokes" => new("1", does, Target: $"i{target}"),
            "amends" => new("1", does, [function], Target: $"i{target}", TargetClause: "1"),
            "novates" => new("1", does, Of: of, To: to, Target: $"i{target}"),
            "stops" => new("1", does, [function], Of: of),
            _ => new WrittenClause("1", does, [function], Of: of, To: to, Liable: liable),
        });

    private static string Everything(PowersAsKnown powers) => string.Join('\n', Questions.Select(q =>
    {
        var answer = powers.Asked(q.Function, q.Code, q.Day);
        return $"{q} {answer.Deciding()} {answer.Liable} {answer.LiableMissing} {answer.Missing} {string.Join(',', answer.Also)} {string.Join('>', answer.Chain.Select(g => $"{g.Term} {g.Says}"))} {string.Join('|', answer.Warnings)}";
    }));
}
