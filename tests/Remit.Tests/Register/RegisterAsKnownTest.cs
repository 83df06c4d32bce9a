using FsCheck;
using FsCheck.Fluent;
using Remit.Register;
using Remit.Time;
using static Remit.Tests.Register.SmallEngland;

namespace Remit.Tests.Register;

public class RegisterAsKnownTest
{
    private static readonly PracticeCode Practice = PracticeCode.Parse("A81001");

    private static readonly NationalFacts Merged = Facts(
        [("00C", "2013-04-01", "2021-03-31"), ("00D", "2013-04-01", "2021-03-31"), ("16C", "2021-04-01", null)],
        ("00C", "16C", "2021-04-01"), ("00D", "16C", "2021-04-01"));

    private static readonly NationalFacts Split = Facts(
        [("09G", "2013-04-01", "2020-03-31"), ("70F", "2020-04-01", null), ("92A", "2020-04-01", null)],
        ("09G", "70F", "2020-04-01"), ("09G", "92A", "2020-04-01"));

    [Fact]
    public void A_closed_code_stands_for_those_who_took_over()
    {
        var register = new Evidence(Merged, []).ToDate;

        register.SuccessorOn(OdsCode.Parse("00C"), Day("2021-03-31")).ShouldBe([OdsCode.Parse("00C")]);
        register.SuccessorOn(OdsCode.Parse("00C"), Day("2021-04-01")).ShouldBe([OdsCode.Parse("16C")]);
    }

    [Fact]
    public void A_split_has_all_of_its_successors() =>
        new Evidence(Split, []).ToDate.SuccessorOn(OdsCode.Parse("09G"), Day("2022-06-30")).ShouldBe([OdsCode.Parse("70F"), OdsCode.Parse("92A")]);

    [Fact]
    public void A_body_that_nobody_took_over_from_has_no_successor() =>
        new Evidence(Facts([("5A3", "2002-04-01", "2013-03-31")], ("5A3", null, "2013-04-01")), []).ToDate
            .SuccessorOn(OdsCode.Parse("5A3"), Day("2013-04-01")).ShouldBeEmpty();

    [Fact]
    public void Following_a_chain_to_its_end_and_asking_again_changes_nothing() => Prop.ForAll(Chains.ToArbitrary(), chain =>
    {
        var register = new Evidence(chain, []).ToDate;
        return register.Organisations.All(o => Enumerable.Range(0, 14).Select(n => Began.AddDays(n)).All(day =>
            register.SuccessorOn(o.Code, day).All(s => register.SuccessorOn(s, day).SequenceEqual([s]))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_membership_without_an_end_is_carried_over_to_the_only_successor()
    {
        // ODS closed the code on 31 March 2021 and moved the practice only on 6 April.
        var register = new Evidence(Merged, [Memberships("2019-10-31", ("A81001", "00C", "2013-04-01", null)), Memberships("2021-11-30", ("A81001", "16C", "2021-04-06", null))]).ToDate;

        register.CommissionerOf(Practice, Day("2021-03-31"))!.Commissioner.ToString().ShouldBe("00C");
        var carried = register.CommissionerOf(Practice, Day("2021-04-01"))!;
        carried.Commissioner.ToString().ShouldBe("16C");
        carried.Days.ShouldBe(new DateSpan(Day("2021-04-01"), Day("2021-04-05")));
        carried.Source.ToString().ShouldBe("carried over by succession: 00C closed on 2021-03-31 and 16C is its only successor; epcmem_2019-10-31.csv, edition 2019-10-31, line 1");
        register.CommissionerOf(Practice, Day("2021-04-06"))!.Source.Because.ShouldBeEmpty();
    }

    [Fact]
    public void A_membership_that_ended_is_not_carried_over()
    {
        var register = new Evidence(Merged, [Memberships("2021-11-30", ("A81001", "00C", "2013-04-01", "2021-03-31"))]).ToDate;

        register.CommissionerOf(Practice, Day("2021-04-01")).ShouldBeNull();
    }

    [Fact]
    public void A_membership_is_not_carried_over_a_split_because_nothing_says_which_way_it_went()
    {
        var register = new Evidence(Split, [Memberships("2019-10-31", ("A81001", "09G", "2013-04-01", null))]).ToDate;

        register.CommissionerOf(Practice, Day("2020-04-01")).ShouldBeNull();
        register.MembershipsOf(Practice).On(Day("2020-04-01"))!.Value.Source.Because.ShouldStartWith("cannot be carried over: 09G closed on 2020-03-31");
    }

    [Fact]
    public void Small_areas_are_carried_over_between_yearly_lookups()
    {
        var area = OnsCode.Parse("E01000001");
        var register = new Evidence(Merged, [Areas("2019-04-01", ("E01000001", "00C"))]).ToDate;

        register.CommissionerOf(area, Day("2019-03-31")).ShouldBeNull();
        register.CommissionerOf(area, Day("2021-03-31"))!.Commissioner.ToString().ShouldBe("00C");
        register.CommissionerOf(area, Day("2021-04-01"))!.Commissioner.ToString().ShouldBe("16C");
    }

    [Fact]
    public void A_release_learned_later_is_not_seen()
    {
        var march = new DateTimeOffset(2021, 3, 15, 9, 0, 0, TimeSpan.Zero);
        var evidence = new Evidence(Facts([("00C", "2013-04-01", null), ("00D", "2013-04-01", null)]),
        [
            Memberships("2019-10-31", march.AddDays(-1), ("A81001", "00C", "2013-04-01", null)),
            Memberships("2020-10-31", march.AddDays(1), ("A81001", "00D", "2020-04-01", null)),
        ]);

        evidence.CommissionerOf(Practice, new AsOf(Day("2020-06-01"), march))!.Commissioner.ToString().ShouldBe("00C");
        evidence.CommissionerOf(Practice, AsOf.WithAllKnown(Day("2020-06-01")))!.Commissioner.ToString().ShouldBe("00D");
        evidence.CommissionerOf(Practice, new AsOf(Day("2020-06-01"), march.AddDays(-2))).ShouldBeNull();
    }

    [Fact]
    public void The_order_of_loading_does_not_matter() => Prop.ForAll(Gen.Shuffle(Enumerable.Range(0, 4).ToArray()).ToArbitrary(), order =>
    {
        ReleaseEvidence[] releases =
        [
            Memberships("2016-02-29", ("A81001", "00C", "2013-04-01", null), ("A81002", "00D", "2014-01-01", null)),
            Memberships("2019-08-30", ("A81001", "00D", "2015-04-01", "2018-03-31"), ("A81001", "00C", "2018-04-01", null)),
            Memberships("2021-11-30", ("A81001", "16C", "2021-04-06", null), ("A81002", "00C", "2014-01-01", null)),
            Memberships("2025-05-31", ("A81002", "16C", "2021-04-01", "2023-03-31")),
        ];
        var inOrder = new Evidence(Merged, releases).ToDate;
        var shuffled = new Evidence(Merged, order.Select(i => releases[i])).ToDate;
        return inOrder.Practices.All(p => inOrder.MembershipsOf(p).Stretches.SequenceEqual(shuffled.MembershipsOf(p).Stretches));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Members_are_those_whose_latest_evidence_says_so()
    {
        var register = new Evidence(Merged,
        [
            Memberships("2016-02-29", ("A81001", "00C", "2013-04-01", null), ("A81002", "00C", "2013-04-01", null)),
            Memberships("2019-08-30", ("A81002", "00D", "2015-04-01", null)),
        ]).ToDate;

        register.MembersOf(OdsCode.Parse("00C"), Day("2015-03-31")).Select(m => m.Practice.ToString()).ShouldBe(["A81001", "A81002"]);
        register.MembersOf(OdsCode.Parse("00C"), Day("2015-04-01")).Select(m => m.Practice.ToString()).ShouldBe(["A81001"]);
        register.MembershipContradictions.ShouldHaveSingleItem().Contradiction.Days.ShouldBe(new DateSpan(Day("2015-04-01"), Day("2016-02-29")));
    }

    /// <summary>Ten bodies in a row: each stays open, or closes and is followed by some of those after it that are open by then.</summary>
    private static readonly Gen<NationalFacts> Chains =
        from closes in Gen.Choose(0, 12).ArrayOf(10)
        from follows in Gen.Choose(0, 1).ArrayOf(100)
        select ChainOf(closes, follows);

    private static NationalFacts ChainOf(int[] closes, int[] follows)
    {
        string Code(int i) => $"0{i}X";
        var bodies = closes.Select((c, i) => (Code(i), "2013-04-01", c > 9 ? null : $"2013-04-{c + 1:00}"));
        var successions =
            from i in Enumerable.Range(0, closes.Length)
            from j in Enumerable.Range(0, closes.Length)
            where closes[i] <= 9 && closes[j] > closes[i] && follows[i * 10 + j] == 1
            select (Code(i), (string?)Code(j), $"2013-04-{closes[i] + 2:00}");
        return Facts(bodies, [.. successions]);
    }
}
