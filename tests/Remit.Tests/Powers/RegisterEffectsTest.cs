using FsCheck;
using FsCheck.Fluent;
using Remit.Powers;
using Remit.Register;
using Remit.Tests.Register;
using Remit.Time;

namespace Remit.Tests.Powers;

/// <summary>What orders, mergers and moves of practices do to the register, and how that lies among the official lists.</summary>
public class RegisterEffectsTest
{
    private static readonly NationalFacts Facts = SmallEngland.Facts([("00A", "2013-04-01", null), ("00B", "2013-04-01", null), ("00C", "2013-04-01", null)]) with
    {
        Links = [Lies("00A", "Q01"), Lies("00A", "Y01", "region"), Lies("00B", "Q01"), Lies("00B", "Y01", "region"), Lies("00C", "Q02"), Lies("00C", "Y01", "region")],
    };

    private static readonly ReleaseEvidence Members = SmallEngland.Memberships("2015-01-31",
        ("A00001", "00A", "2013-04-01", null), ("A00002", "00A", "2013-04-01", null), ("B00001", "00B", "2013-04-01", null), ("C00001", "00C", "2013-04-01", null));

    private static readonly ReleaseEvidence Areas = SmallEngland.Areas("2015-01-31", ("E01000001", "00A"), ("E01000002", "00A"), ("E01000003", "00B"), ("E01000004", "00C"));

    private static readonly Instrument Merger = SmallPowers.Written("merger", "2016-04-01", null,
        new("1", "establishes", To: "11X", Kind: "CCG", Name: "NHS X CCG"), new("2", "dissolves", Of: "00A"), new("3", "dissolves", Of: "00B"));

    [Fact]
    public void What_those_dissolved_had_passes_to_the_one_established()
    {
        var register = With(Merger);

        Holders(register, "2016-03-31").ShouldBe("A00001 00A, A00002 00A, B00001 00B, C00001 00C, E01000001 00A, E01000002 00A, E01000003 00B, E01000004 00C");
        Holders(register, "2016-04-01").ShouldBe("A00001 11X, A00002 11X, B00001 11X, C00001 00C, E01000001 11X, E01000002 11X, E01000003 11X, E01000004 00C");
        Open(register, "2016-03-31").ShouldBe("00A 00B 00C");
        Open(register, "2016-04-01").ShouldBe("00C 11X");
        register.SuccessorsOf(Ods("00A")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.To.ShouldBe(Ods("11X")), s => s.How.ShouldBe("merger"));
        register.SuccessorOn(Ods("00B"), Day("2016-04-01")).ShouldBe([Ods("11X")]);
        register.Find(Ods("11X"))!.NameNear(Day("2016-04-01")).ShouldBe("NHS X CCG");
        register.CommissionerOf(PracticeCode.Parse("B00001"), Day("2016-04-01"))!.Source.ToString().ShouldBe("passed from 00B by a clause that dissolves; the test: merger, clause 3");
        RegisterCheck.On(register, Day("2016-04-01")).ShouldBeEmpty();
    }

    [Fact]
    public void What_had_ended_before_has_nothing_to_pass_on_and_keeps_its_one_heir()
    {
        var register = With(Merger, SmallPowers.Written("again", "2017-04-01", null,
            new("1", "establishes", To: "11Y", Kind: "CCG", Name: "NHS Y CCG"), new("2", "dissolves", Of: "00A"), new("3", "dissolves", Of: "00C")));

        register.SuccessorsOf(Ods("00A")).ShouldHaveSingleItem().To.ShouldBe(Ods("11X"));
        register.SuccessorsOf(Ods("00C")).ShouldHaveSingleItem().To.ShouldBe(Ods("11Y"));
        Holders(register, "2017-04-01").ShouldBe("A00001 11X, A00002 11X, B00001 11X, C00001 11Y, E01000001 11X, E01000002 11X, E01000003 11X, E01000004 11Y");
        register.Find(Ods("00A"))!.Closed.ShouldBe(Day("2016-03-31"));
    }

    [Fact]
    public void The_one_established_lies_where_all_of_those_dissolved_lay()
    {
        string Within(RegisterAsKnown register, string day) => string.Join(' ', register.LinksOf(Ods("11X"), Day(day)).Select(l => l.To));

        Within(With(Merger), "2016-04-01").ShouldBe("Q01 Y01");
        With(Merger).LinksOf(Ods("00A")).ShouldAllBe(l => l.Days.Last == Day("2016-03-31"));
        Within(With(SmallPowers.Written("wider", "2016-04-01", null, new("1", "establishes", To: "11X", Kind: "CCG", Name: "X"), new("2", "dissolves", Of: "00B"), new("3", "dissolves", Of: "00C"))), "2016-04-01").ShouldBe("Y01");
    }

    [Fact]
    public void What_lay_within_a_board_lies_within_the_one_that_took_over()
    {
        var facts = Facts with { Standings = [.. Facts.Standings, Stands("Q01", "ICB"), Stands("Q02", "ICB")] };
        var register = new Evidence(facts, [Members]).ToDate.Under([SmallPowers.Written("boards", "2027-04-01", null,
            new("1", "establishes", To: "QZZ", Kind: "ICB", Name: "NHS Z ICB"), new("2", "dissolves", Of: "Q01"), new("3", "dissolves", Of: "Q02"))]);

        string Boards(string day) => string.Join(' ', ((string[])["00A", "00B", "00C"]).Select(c => register.LinksOf(Ods(c), Day(day)).Single(l => l.Kind == "icb").To));

        Boards("2027-03-31").ShouldBe("Q01 Q01 Q02");
        Boards("2027-04-01").ShouldBe("QZZ QZZ QZZ");
        Holders(register, "2027-04-01").ShouldStartWith("A00001 00A, A00002 00A, B00001 00B, C00001 00C");
    }

    [Fact]
    public void Of_one_that_is_split_what_is_listed_goes_where_the_list_says_and_the_rest_passes_whole()
    {
        var register = With(Merger, SmallPowers.Written("part", "2016-04-01", null,
            new("1", "joins", Of: "00A", To: "00C", Practices: ["A00002"]), new("2", "covers", Of: "00A", To: "00C", Areas: ["E01000002"])));

        Holders(register, "2016-04-01").ShouldBe("A00001 11X, A00002 00C, B00001 11X, C00001 00C, E01000001 11X, E01000002 00C, E01000003 11X, E01000004 00C");
        register.SuccessorsOf(Ods("00A")).Select(s => $"{s.To} {s.How}").ShouldBe(["11X merger"]);
        With(Merger, SmallPowers.Written("part", "2016-04-01", null, new("1", "joins", Of: "00A", To: "00C", Practices: ["A00002"]), new("2", "transfers", Of: "00A", To: "00C", What: "staff and contracts")))
            .SuccessorsOf(Ods("00A")).Select(s => $"{s.To} {s.How}").ShouldBe(["00C split", "11X merger"]);
        register.CommissionerOf(PracticeCode.Parse("A00002"), Day("2016-04-01"))!.Source.ToString().ShouldBe("the test: part, clause 1");
        register.MembershipContradictions.ShouldBeEmpty();
    }

    [Fact]
    public void A_split_that_leaves_a_practice_out_breaks_the_law_of_tiling_before_it_takes_effect()
    {
        var register = Base(Lists());
        var split = SmallPowers.Written("split", "2016-04-01", null,
            new("1", "dissolves", Of: "00A"), new("2", "establishes", To: "11X", Kind: "CCG", Name: "X"), new("3", "establishes", To: "11Y", Kind: "CCG", Name: "Y"),
            new("4", "joins", Of: "00A", To: "11X", Practices: ["A00001"]), new("5", "covers", Of: "00A", To: "11X", Areas: ["E01000001"]), new("6", "covers", Of: "00A", To: "11Y", Areas: ["E01000002"]));

        var broken = Tiling.Broken(Footprint.On(register.Under([split]), split.InForce.First));

        broken.ShouldHaveSingleItem().Found.ShouldBe("A00002 Surgery, open on 2016-04-01, in no commissioner");
        Tiling.Broken(Footprint.On(register, split.InForce.First)).ShouldBeEmpty();
    }

    [Fact]
    public void A_practice_joins_another_commissioner_and_leaves_it()
    {
        var register = With(
            SmallPowers.Written("moves", "2016-06-01", null, new WrittenClause("1", "joins", Of: "00A", To: "00B", Practices: ["A00001"])),
            SmallPowers.Written("leaves", "2017-06-01", null, new WrittenClause("1", "leaves", Of: "00B", Practices: ["A00001"])));

        ((string[])["2016-05-31", "2016-06-01", "2017-05-31", "2017-06-01"]).Select(d => Of(register, "A00001", d)).ShouldBe(["00A", "00B", "00B", "none"]);
        Holders(register, "2017-06-01").ShouldContain("E01000001 00A");
    }

    [Fact]
    public void All_practices_or_the_whole_area_of_a_body_can_be_meant_without_a_list()
    {
        var register = With(SmallPowers.Written("variation", "2016-06-01", null, new("1", "joins", Of: "00A", To: "00B"), new("2", "covers", Of: "00B", To: "00A")));

        Holders(register, "2016-06-01").ShouldBe("A00001 00B, A00002 00B, B00001 00B, C00001 00C, E01000001 00A, E01000002 00A, E01000003 00A, E01000004 00C");
    }

    [Fact]
    public void A_name_is_another_from_its_day()
    {
        var register = With(SmallPowers.Written("name", "2016-06-01", null, new WrittenClause("1", "renames", Of: "00A", Name: "NHS Anew CCG")));

        register.Find(Ods("00A"))!.Standings.Select(s => $"{s.Name} {s.Days}").ShouldBe(["NHS 00A CCG 2013-04-01 to 2016-05-31", "NHS Anew CCG from 2016-06-01"]);
    }

    [Fact]
    public void A_later_list_that_says_otherwise_is_believed_from_its_own_days_and_the_difference_is_shown()
    {
        var move = SmallPowers.Written("move", "2016-06-01", null, new WrittenClause("1", "joins", To: "00B", Practices: ["A00001"]));
        var later = SmallEngland.Memberships("2018-01-31", ("A00001", "00A", "2013-04-01", null), ("A00002", "00A", "2013-04-01", null));
        var agreeing = SmallEngland.Memberships("2018-01-31", ("A00001", "00B", "2016-07-01", null));

        Of(Base(later).Under([move]), "A00001", "2016-06-01").ShouldBe("00A");
        Base(later).Under([move]).MembershipContradictions.ShouldHaveSingleItem().Contradiction.Earlier.Source.ToString().ShouldBe("the test: move, clause 1");
        Of(Base(agreeing).Under([move]), "A00001", "2016-06-15").ShouldBe("00B");
        Base(agreeing).Under([move]).MembershipContradictions.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_from_before_the_day_says_who_had_what_is_handed_over_whenever_it_is_learned()
    {
        var found = SmallEngland.Memberships("2015-06-30", ("C00001", "00B", "2015-05-01", null));

        Of(Base(found).Under([Merger]), "C00001", "2016-04-01").ShouldBe("11X");
    }

    [Fact]
    public void What_the_tables_know_already_is_neither_done_twice_nor_undone()
    {
        var facts = SmallEngland.Facts([("00A", "2013-04-01", "2016-03-31"), ("00B", "2013-04-01", "2016-03-31"), ("00C", "2013-04-01", null), ("11X", "2016-04-01", "2022-06-30")],
            ("00A", "11X", "2016-04-01"), ("00B", "11X", "2016-04-01"));
        var named = SmallPowers.Written("merger", "2016-04-01", null, new("1", "establishes", To: "11X", Kind: "CCG", Name: "NHS 11X CCG"), new("2", "dissolves", Of: "00A"), new("3", "dissolves", Of: "00B"));

        var register = new Evidence(facts, [Members]).ToDate.Under([named]);

        register.Find(Ods("11X"))!.Standings.ShouldHaveSingleItem().Days.ShouldBe(new DateSpan(Day("2016-04-01"), Day("2022-06-30")));
        register.SuccessorsOf(Ods("00A")).Count.ShouldBe(1);
        register.OrganisationContradictions.ShouldBeEmpty();
        new Evidence(facts, [Members]).ToDate.Under([Merger]).OrganisationContradictions.ShouldHaveSingleItem().Found.ShouldBe("11X on 2016-04-01: CCG NHS 11X CCG, 2016-04-01 to 2022-06-30");
    }

    [Fact]
    public void A_code_can_end_as_one_body_and_begin_as_another_on_the_same_day()
    {
        var register = With(SmallPowers.Written("merger", "2016-04-01", null,
            new("1", "establishes", To: "00A", Kind: "CCG", Name: "NHS A and B CCG"), new("2", "dissolves", Of: "00A"), new("3", "dissolves", Of: "00B")));

        register.Find(Ods("00A"))!.Standings.Select(s => $"{s.Name} {s.Days}").ShouldBe(["NHS 00A CCG 2013-04-01 to 2016-03-31", "NHS A and B CCG from 2016-04-01"]);
        Holders(register, "2016-04-01").ShouldBe("A00001 00A, A00002 00A, B00001 00A, C00001 00C, E01000001 00A, E01000002 00A, E01000003 00A, E01000004 00C");
    }

    [Fact]
    public void Where_a_code_lives_on_as_another_kind_of_body_its_practices_stay_with_it()
    {
        var facts = Facts with { Standings = [.. SmallEngland.Facts([("00A", "2013-04-01", "2022-06-30")]).Standings, (Ods("00A"), new("sub-ICB location", "A", new(Day("2022-07-01")), default)), Stands("Q01", "ICB")] };
        var register = new Evidence(facts, [Members]).ToDate.Under([SmallPowers.Written("abolition", "2022-07-01", null, new("1", "dissolves", Of: "00A"), new("2", "transfers", Of: "00A", To: "Q01", What: "all"))]);

        Of(register, "A00001", "2022-07-01").ShouldBe("00A");
        register.SuccessorsOf(Ods("00A")).ShouldHaveSingleItem().How.ShouldBe("abolition");
    }

    [Fact]
    public void It_counts_from_when_it_was_learned_until_it_is_withdrawn()
    {
        DateTimeOffset learned = new(2016, 2, 1, 9, 0, 0, TimeSpan.Zero), withdrawn = new(2016, 8, 1, 9, 0, 0, TimeSpan.Zero);
        var ledger = new Ledger([Merger with { Source = new(Merger.Source.Release with { LearnedAt = learned }), WithdrawnAt = withdrawn }]);
        var evidence = new Evidence(Facts, [Members, Areas], t => RegisterEffects.Of(ledger.KnownAt(t)), ledger.Turns);

        ((DateTimeOffset[])[learned.AddTicks(-1), learned, withdrawn.AddTicks(-1), withdrawn]).Select(t => Of(evidence.KnownAt(t), "A00001", "2016-04-01")).ShouldBe(["00A", "11X", "11X", "00A"]);
        Open(evidence.ToDate, "2016-04-01").ShouldBe("00A 00B 00C");
    }

    [Fact]
    public void What_revokes_an_order_before_its_day_takes_it_back_and_after_it_does_not()
    {
        Instrument Revocation(string from) => SmallPowers.Written("revocation", from, null, new WrittenClause("1", "revokes", Target: "merger"));

        Open(With(Merger, Revocation("2016-03-01")), "2016-04-01").ShouldBe("00A 00B 00C");
        Open(With(Merger, Revocation("2017-03-01")), "2017-04-01").ShouldBe("00C 11X");
    }

    [Fact]
    public void An_amendment_of_a_clause_that_has_acted_moves_nobody_again()
    {
        var register = With(
            SmallPowers.Written("first", "2015-04-01", null, new WrittenClause("1", "joins", To: "00B", Practices: ["A00001"])),
            SmallPowers.Written("second", "2016-04-01", null, new WrittenClause("1", "joins", To: "00C", Practices: ["A00001"])),
            SmallPowers.Written("correction", "2017-04-01", null, new WrittenClause("1", "amends", What: "a corrected reference", Target: "first", TargetClause: "1")));

        Of(register, "A00001", "2016-03-31").ShouldBe("00B");
        Of(register, "A00001", "2017-04-01").ShouldBe("00C");
    }

    /// <summary>However many moves there are, and in whatever order they were recorded, every practice is where the last of its moves has put it.</summary>
    [Fact]
    public void The_order_of_recording_makes_no_difference() =>
        Prop.ForAll(Moves.ToArbitrary(), moves =>
        {
            Instrument[] instruments = [.. moves.Select((m, i) => SmallPowers.Written($"move-{i}", IsoDate.Text(SmallEngland.Began.AddDays(1000 + m.Day)), null, new WrittenClause("1", "joins", To: m.To, Practices: [m.Practice])))];
            var (forwards, backwards) = (With(instruments), With([.. instruments.Reverse()]));
            return ((string[])["A00001", "A00002", "B00001"]).All(practice => Enumerable.Range(-1, 8).All(day =>
            {
                var text = IsoDate.Text(SmallEngland.Began.AddDays(1000 + day));
                var last = moves.Where(m => m.Practice == practice && m.Day <= day).Select(m => m.To).LastOrDefault();
                return Of(forwards, practice, text) == Of(backwards, practice, text) && Of(forwards, practice, text) == (last ?? $"00{practice[0]}");
            }));
        }).QuickCheckThrowOnFailure();

    private static Gen<(int Day, string Practice, string To)[]> Moves =>
        (from day in Gen.Choose(0, 5)
         from practice in Gen.Elements("A00001", "A00002", "B00001")
         from to in Gen.Elements("00A", "00B", "00C")
         select (day, practice, to)).ArrayOf().Select(moves => moves.DistinctBy(m => (m.day, m.practice)).OrderBy(m => m.day).ToArray());

    private static RegisterAsKnown Base(params ReleaseEvidence[] more) => new Evidence(Facts, [Members, Areas, .. more]).ToDate;

    private static RegisterAsKnown With(params Instrument[] instruments) => Base().Under(instruments);

    private static ReleaseEvidence Lists()
    {
        var release = new Release("epraccur", "practices", Day("2015-01-31"), DateTimeOffset.MinValue, "epraccur.csv", "epraccur");
        return new(release)
        {
            Practices = new(() => [.. ((string[])["A00001", "A00002", "B00001", "C00001"]).Select(c => new PracticeListing(PracticeCode.Parse(c), "Surgery", 'A', 'B', "", "", "", new(SmallEngland.Began), PracticeListing.GpPractice, null, null, null, new(release, 1)))]),
        };
    }

    private static string Of(RegisterAsKnown register, string practice, string day) => register.CommissionerOf(PracticeCode.Parse(practice), Day(day))?.Commissioner.ToString() ?? "none";

    private static string Holders(RegisterAsKnown register, string day) => string.Join(", ",
        register.MembershipsOn(Day(day)).Select(m => $"{m.Practice} {m.Commissioner}").Order().Concat(register.SmallAreas.Order().Select(a => $"{a} {register.CommissionerOf(a, Day(day))?.Commissioner}")));

    private static string Open(RegisterAsKnown register, string day) => string.Join(' ', register.OfKind("CCG", Day(day)).Select(o => o.Code));

    private static (OdsCode, Standing) Stands(string code, string kind) => (Ods(code), new(kind, code, new(SmallEngland.Began), default));

    private static Link Lies(string code, string within, string kind = "icb") => new(Ods(code), kind, Ods(within), new(SmallEngland.Began), default);

    private static OdsCode Ods(string code) => OdsCode.Parse(code);

    private static DateOnly Day(string text) => SmallEngland.Day(text);
}
