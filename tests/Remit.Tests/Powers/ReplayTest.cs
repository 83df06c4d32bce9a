using Remit.Powers;
using Remit.Register;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Tests.Register;
using Remit.Tests.Storage;
using Remit.Time;

namespace Remit.Tests.Powers;

/// <summary>The instruments of a register applied to its first day, and what they come to held against it.</summary>
public class ReplayTest
{
    private static readonly NationalFacts Merged = SmallEngland.Facts([("00A", "2013-04-01", "2021-03-31"), ("00B", "2013-04-01", "2021-03-31"), ("00C", "2013-04-01", null), ("11X", "2021-04-01", null)],
        ("00A", "11X", "2021-04-01"), ("00B", "11X", "2021-04-01"));

    [Fact]
    public void Practices_that_waited_between_codes_are_told_and_break_nothing()
    {
        var replay = Replayed(Merged, Lists("2019-10-31", ("A00001", "00A", "2013-04-01")), Lists("2021-11-30", ("A00001", "11X", "2021-04-06")));

        replay.Waiting().ShouldHaveSingleItem().ShouldSatisfyAllConditions(w => w.Practice.ToString().ShouldBe("A00001"), w => w.Days.ShouldBe(new(Day("2021-04-01"), Day("2021-04-05"))));
        replay.Broken().ShouldBeEmpty();
        replay.Differences().ShouldBeEmpty();
        replay.Bodies().ShouldBeEmpty();
        replay.Steps.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.Before.ShouldBe([("CCG", 3)]), s => s.After.ShouldBe([("CCG", 2)]));
    }

    [Fact]
    public void A_practice_that_the_lists_moved_without_an_instrument_is_where_it_was_and_is_told()
    {
        var replay = Replayed(Merged, Lists("2019-10-31", ("A00001", "00A", "2013-04-01")), Lists("2020-06-30", ("A00001", "00C", "2020-01-01")));

        replay.Differences().Select(d => $"{d.Place} {d.Days} {d.Replayed} {d.Registered}").ShouldBe(["A00001 2020-01-01 to 2021-03-31 00A 00C", "A00001 2021-04-01 to 2022-07-01 11X 00C"]);
    }

    [Fact]
    public void Bodies_whose_instruments_are_missing_are_told()
    {
        var register = new Evidence(Merged, [Lists("2019-10-31", ("A00001", "00A", "2013-04-01"))]).ToDate;
        var replay = new Replay(register, new Ledger([]).ToDate, new(SmallEngland.Began, Day("2022-07-01")));

        replay.Bodies().Select(b => $"{b.Code} {b.Days.First:yyyy-MM-dd} {b.InRegister}").ShouldBe(["00A 2021-04-01 False", "00B 2021-04-01 False", "11X 2021-04-01 True"], ignoreOrder: true);
        replay.Steps.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_found_through_a_span_is_what_is_found_on_each_of_its_days()
    {
        var register = new Evidence(Merged,
        [
            Lists("2019-10-31", ("A00001", "00A", "2013-04-01"), ("A00002", "11X", "2019-04-01"), ("A00003", "99Z", "2013-04-01"), ("A00004", "00B", "2021-01-15")),
            SmallEngland.Areas("2020-04-01", ("E01000001", "11X"), ("E01000002", "00A")),
        ]).ToDate;
        var span = new DateSpan(Day("2020-12-01"), Day("2021-04-10"));

        var through = Tiling.BrokenThrough(register, span);

        for (var day = span.First; day <= span.Last; day = day.AddDays(1))
            through.Where(b => b.Days.Contains(day)).Select(b => (b.Finding.Code, b.Finding.Place)).ShouldBe(Tiling.Broken(Footprint.On(register, day)).Select(f => (f.Code, f.Place)), ignoreOrder: true, $"{day:O}");
        through.Count.ShouldBeGreaterThan(3);
    }

    private static Replay Replayed(NationalFacts facts, params ReleaseEvidence[] releases)
    {
        var register = new Evidence(facts, releases).ToDate;
        return new(register, new PowersAsKnown(SmallPowers.Facts, register, [], DateTimeOffset.MaxValue).Ledger, new(SmallEngland.Began, Day("2022-07-01")));
    }

    private static ReleaseEvidence Lists(string edition, params (string Practice, string Commissioner, string Joined)[] rows)
    {
        var release = new Release("epraccur", "practices", Day(edition), DateTimeOffset.MinValue, $"epraccur_{edition}.csv", edition);
        return new(release)
        {
            Practices = new(() => [.. rows.Select((r, i) => new PracticeListing(PracticeCode.Parse(r.Practice), "Surgery", 'A', 'B', "", "", "", new(SmallEngland.Began), PracticeListing.GpPractice, OdsCode.Parse(r.Commissioner), Day(r.Joined), null, new(release, i + 1)))]),
            Memberships = new(() => [.. rows.Select((r, i) => new MembershipRow(PracticeCode.Parse(r.Practice), OdsCode.Parse(r.Commissioner), new(Day(r.Joined)), i + 1))]),
        };
    }

    private static DateOnly Day(string text) => SmallEngland.Day(text);
}

/// <summary>The instruments of 2013 to 2022, on the real lists.</summary>
public class RealReplayTest(RealRegister real) : IClassFixture<RealRegister>
{
    private static readonly FunctionCode Acute = FunctionCode.Parse("acute");

    private static readonly RegisterAsKnown TablesOnly = new Evidence(NationalTables.Shipped, []).ToDate;

    private static readonly Replay Bodies = Replayed(TablesOnly);

    public static TheoryData<string, string, string> Turns =>
        [.. from s in TablesOnly.Organisations.SelectMany(o => TablesOnly.SuccessorsOf(o.Code))
            where s.On >= new DateOnly(2015, 4, 1) && s.On <= new DateOnly(2022, 7, 1) && s is { How: "merger" or "abolition", To: not null } && TablesOnly.Find(s.From)!.IsOn("CCG", s.On.AddDays(-1))
            select ((string, string, string))(s.From.ToString(), IsoDate.Text(s.On), s.To!.Value.ToString())];

    [Fact]
    public void Replaying_the_instruments_of_2013_to_2022_gives_the_bodies_of_every_day()
    {
        Bodies.Steps.Select(s => (IsoDate.Text(s.Day), string.Join(' ', s.Before.Where(b => b.Bodies > 0).Select(b => $"{b.Bodies} {b.Kind}")), string.Join(' ', s.After.Where(b => b.Bodies > 0).Select(b => $"{b.Bodies} {b.Kind}")))).ShouldBe(
        [
            ("2015-04-01", "211 CCG", "209 CCG"), ("2017-04-01", "209 CCG", "207 CCG"), ("2018-04-01", "207 CCG", "195 CCG"), ("2019-04-01", "195 CCG", "191 CCG"),
            ("2020-04-01", "191 CCG", "135 CCG"), ("2021-04-01", "135 CCG", "106 CCG"), ("2022-07-01", "106 CCG", "42 ICB"),
        ]);
        Bodies.Bodies().ShouldBeEmpty();
        Bodies.Doubts().ShouldContain(d => d.Days.First == new DateOnly(2021, 4, 1) && d.Days.Last == new DateOnly(2021, 4, 9));
    }

    [Theory, MemberData(nameof(Turns))]
    public void The_right_body_holds_before_on_and_after_the_day(string from, string day, string to)
    {
        var (on, was, became) = (SmallEngland.Day(day), OdsCode.Parse(from), OdsCode.Parse(to));
        var split = TablesOnly.SuccessorOn(was, on).Count > 1;
        foreach (var register in (RegisterAsKnown[])[TablesOnly, Bodies.Register])
        {
            var powers = new PowersAsKnown(PowersTables.Shipped, register, [], DateTimeOffset.MaxValue);
            FunctionAnswer On(DateOnly asked) => powers.Who(Acute, powers.Around(was, asked)!);

            On(on.AddDays(-1)).Deciders.ShouldBe([Party.Of(was)]);
            On(on).Deciders.ShouldBe(split ? [] : [Party.Of(became)]);
            On(on.AddDays(1)).Deciders.ShouldBe(split ? [] : [Party.Of(became)]);
            if (split)
                On(on).Missing.ShouldContain($"was split between");
            powers.Who(Acute, powers.Around(became, on)!).Deciders.ShouldBe([Party.Of(became)]);
        }
    }

    [Fact]
    public void Tiling_holds_on_every_day_between_but_for_the_six_practices_whose_lists_break_it()
    {
        Where.SharedPath("data");
        var replay = Replayed(real.Register);

        replay.Steps.Select(s => s.After.Sum(a => a.Bodies)).ShouldBe([209, 207, 195, 191, 135, 106, 42]);
        replay.Bodies().ShouldBeEmpty();
        replay.Broken().Select(b => $"{b.Finding.Found.Split(' ')[0]} {b.Finding.Code} {b.Days}").ShouldBe(
        [
            "A81630 commissioner-not-open 2013-04-01 to 2020-03-31",
            "Y05286 practice-without-commissioner 2016-01-01 to 2016-01-05",
            "Y06545 practice-without-commissioner 2019-11-04 to 2020-03-31",
            "Y06592 practice-without-commissioner 2020-02-01 to 2021-03-31",
            "Y06659 practice-without-commissioner 2020-04-01 to 2021-03-31",
            "Y06810 practice-without-commissioner 2020-09-01 to 2021-03-31",
        ]);
        replay.Waiting().ShouldBeEmpty();
    }

    [Fact]
    public void What_the_lists_moved_without_an_instrument_is_told_by_day_and_body()
    {
        Where.SharedPath("data");
        var differences = Replayed(real.Register).Differences().ToLookup(d => (IsoDate.Text(d.Days.First), $"{d.Replayed} {d.Registered}"), d => d.Place.Length == 6);

        // The north of Cumbria stayed, and the south went to Morecambe Bay, on a variation that no list of instruments has.
        differences[("2017-04-01", "01H 01K")].CountBy(isPractice => isPractice).ToDictionary().ShouldBe(new Dictionary<bool, int> { [true] = 32, [false] = 117 }, ignoreOrder: true);
        // Glossop, and the west of Birmingham.
        differences[("2022-07-01", "QOP QJ2")].Count(isPractice => isPractice).ShouldBe(6);
        differences[("2022-07-01", "QUA QHL")].Count(isPractice => isPractice).ShouldBe(30);
    }

    private static Replay Replayed(RegisterAsKnown register) =>
        new(register, new PowersAsKnown(PowersTables.Shipped, register, [], DateTimeOffset.MaxValue).Ledger, new(SmallEngland.Began, new(2022, 7, 1)));
}
