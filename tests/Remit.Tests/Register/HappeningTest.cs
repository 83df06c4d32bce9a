using Remit.Register;
using Remit.Time;

namespace Remit.Tests.Register;

public class HappeningTest
{
    private static readonly OdsCode Code = OdsCode.Parse("99A");
    private static readonly Source Table = new(new("parameters", "a table", DateOnly.MinValue, DateTimeOffset.MinValue, "organisations.csv"));

    [Fact]
    public void A_body_begins_takes_other_names_and_kinds_closes_and_is_followed()
    {
        var register = new Evidence(new NationalFacts
        {
            Standings =
            [
                (Code, new("CCG", "NHS Old CCG", new(new(2013, 4, 1), new(2015, 3, 31)), Table)),
                (Code, new("CCG", "NHS New CCG", new(new(2015, 4, 1), new(2022, 6, 30)), Table)),
                (Code, new("ICB", "NHS New ICB", new(new(2022, 7, 1), new(2026, 3, 31)), Table)),
                (OdsCode.Parse("99B"), new("ICB", "NHS Whole ICB", new(new(2026, 4, 1)), Table)),
            ],
            Successions = [new(Code, OdsCode.Parse("99B"), new(2026, 4, 1), "merger", Table)],
        }, []).ToDate;

        Happening.Of(register, register.Find(Code)!).Select(h => $"{h.On:yyyy-MM-dd} {h.Sort}: {h.Says}").ShouldBe(
        [
            "2013-04-01 established: NHS Old CCG (99A) began, as a CCG.",
            "2015-04-01 renamed: NHS Old CCG (99A) took the name NHS New CCG.",
            "2022-07-01 changed: NHS New CCG (99A), a CCG, became NHS New ICB, an ICB.",
            "2026-03-31 closed: NHS New ICB (99A) closed at the end of the day.",
            "2026-04-01 followed: NHS Whole ICB (99B) took over from NHS New ICB (99A), by merger.",
        ]);
    }

    [Fact]
    public void What_no_source_dates_did_not_happen_on_any_day()
    {
        var register = new Evidence(new NationalFacts { Standings = [(Code, new("CCG", "NHS Old CCG", DateSpan.Always, Table))] }, []).ToDate;

        Happening.Of(register, register.Find(Code)!).ShouldBeEmpty();
    }

    [Fact]
    public void A_practice_that_moves_is_told_each_time_and_one_that_is_stated_again_is_not()
    {
        var evidence = new Evidence(SmallEngland.Facts([("00A", "2013-04-01", null), ("00B", "2013-04-01", null)]),
            [SmallEngland.Memberships("2019-08-30", ("A81001", "00A", "2013-04-01", "2018-03-31"), ("A81001", "00B", "2018-04-01", null)), SmallEngland.Memberships("2020-08-30", ("A81001", "00B", "2020-08-30", null))]);

        Happening.Of(evidence.ToDate, PracticeCode.Parse("A81001")).Select(h => $"{h.On:yyyy-MM-dd} {h.Says}").ShouldBe(
        [
            "2013-04-01 A81001 came to belong to NHS 00A CCG (00A).",
            "2018-04-01 A81001 came to belong to NHS 00B CCG (00B).",
        ]);
    }
}
