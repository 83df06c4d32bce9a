using Remit.Powers;
using Remit.Register;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Tests.Register;

namespace Remit.Tests.Powers;

/// <summary>The functions and instruments that travel with the product, and what they come to on the real register.</summary>
public class PowersFactsTest
{
    private static readonly RegisterAsKnown Register = new Evidence(NationalTables.Shipped, []).ToDate;
    private static readonly PowersAsKnown Powers = new(PowersTables.Shipped, Register, [], DateTimeOffset.MaxValue);
    private static readonly DateOnly[] Turns =
    [
        .. from year in Enumerable.Range(2013, 14)
           from day in (DateOnly[])[new(year, 4, 1), new(year, 3, 31), new(year, 7, 1), new(year, 6, 30)]
           where day >= SmallEngland.Began
           select day,
        new(2020, 3, 19), new(2020, 3, 20), new(2022, 3, 31), new(2021, 1, 1),
    ];

    [Fact]
    public void Everything_that_acts_on_an_instrument_has_an_effect() => Powers.Ledger.Findings.ShouldBeEmpty();

    [Fact]
    public void Every_function_and_part_that_a_clause_names_is_in_the_table() =>
        PowersTables.Shipped.Instruments.SelectMany(i => i.Clauses).SelectMany(c => c.Functions.Concat(c.Except)).Distinct()
            .Except(PowersTables.Shipped.Functions.Select(f => f.Code)).ShouldBeEmpty();

    [Fact]
    public void Every_body_that_a_clause_names_is_in_the_register_and_open_on_its_first_day() =>
        (from instrument in PowersTables.Shipped.Instruments
         from clause in instrument.Clauses
         from party in (Party?[])[clause.Of, clause.To, .. clause.For.Select(f => (Party?)f)]
         where party?.Code is { } code && Register.Find(code)?.IsOpenOn(instrument.InForce.First) != true
         select $"{instrument.Id}: {party}").ShouldBeEmpty();

    [Fact]
    public void Linked_instruments_name_each_other() =>
        (from instrument in PowersTables.Shipped.Instruments
         from linked in instrument.LinkedTo
         where Powers.Ledger.Find(linked)?.LinkedTo.Contains(instrument.Id) != true
         select $"{instrument.Id} and {linked}").ShouldBeEmpty();

    [Theory]
    [InlineData("2024-03-31", 0)]
    [InlineData("2024-04-01", 20)]
    [InlineData("2025-04-01", 42)]
    public void Specialised_services_were_delegated_in_two_steps(string day, int boards) =>
        Delegates(day).Count.ShouldBe(boards);

    [Fact]
    public void The_first_delegations_were_in_the_midlands_the_east_and_the_north_west()
    {
        var day = SmallEngland.Day("2024-04-01");
        Delegates("2024-04-01").SelectMany(b => Register.LinksOf(b.Code, day)).Where(l => l.Kind == "region").Select(l => l.To.ToString()).Distinct().Order().ShouldBe(["Y60", "Y61", "Y62"]);
    }

    // HSJ 7003641; BJGP 2018; gponline 1448228. Later counts are unchecked.
    [Theory]
    [InlineData("2015-03-31", null, null, null)]
    [InlineData("2015-04-01", 63, 87, null)]
    [InlineData("2016-03-31", 63, 87, null)]
    [InlineData("2016-04-01", 115, 68, 26)]
    [InlineData("2017-04-01", 174, null, null)]
    [InlineData("2018-04-01", 178, null, null)]
    [InlineData("2021-04-01", 106, null, null)]
    public void Co_commissioning_by_date_is_what_was_published(string day, int? delegated, int? joint, int? involved)
    {
        int? Uptake(Effect effect) => Powers.Ledger.On(SmallEngland.Day(day)).SingleOrDefault(t => t.Instrument.Id.StartsWith("co-commissioning/", StringComparison.Ordinal) && t.Clause.Does == effect)?.Clause.Uptake?.Bodies;

        (Uptake(Effect.Delegates), Uptake(Effect.Shares), Uptake(Effect.Involves)).ShouldBe((delegated, joint, involved));
    }

    [Fact]
    public void The_counts_of_uptake_are_out_of_all_the_groups_there_were() =>
        (from term in Powers.Ledger.Terms
         where term.Clause.Uptake is not null && term.Clause.Uptake.Value.OutOf != Register.OfKind("CCG", term.Days.First).Count
         select term.ToString()).ShouldBeEmpty();

    // Every establishment, merger and abolition of the register is an instrument, and replaying them gives the published counts.
    [Theory]
    [InlineData("2013-04-01", 211, 0)]
    [InlineData("2015-04-01", 209, 0)]
    [InlineData("2017-04-01", 207, 0)]
    [InlineData("2018-04-01", 195, 0)]
    [InlineData("2019-04-01", 191, 0)]
    [InlineData("2020-04-01", 135, 0)]
    [InlineData("2021-04-01", 106, 0)]
    [InlineData("2022-06-30", 106, 0)]
    [InlineData("2022-07-01", 0, 42)]
    public void Replaying_the_instruments_gives_the_bodies_of_each_day(string day, int groups, int boards)
    {
        var at = SmallEngland.Day(day);
        SortedSet<OdsCode> open = [];
        foreach (var clause in Powers.Ledger.Instruments.Where(i => i.InForce.First <= at).OrderBy(i => i.InForce.First).SelectMany(i => i.Clauses.OrderBy(c => c.Does == Effect.Dissolves ? 1 : 0)))
            if (clause is { Does: Effect.Establishes, To.Code: { } made })
                open.Add(made);
            else if (clause is { Does: Effect.Dissolves, Of.Code: { } ended })
                open.Remove(ended).ShouldBeTrue($"{ended} ended twice");

        open.Count(c => Register.Find(c)!.IsOn("CCG", at)).ShouldBe(groups);
        open.Count(c => Register.Find(c)!.IsOn("ICB", at)).ShouldBe(boards);
        open.Count.ShouldBe(groups + boards);
    }

    [Fact]
    public void Every_function_has_a_holder_or_says_what_is_missing_for_every_commissioner_on_every_turn()
    {
        foreach (var day in Turns)
            foreach (var (code, _) in Register.LocalCommissioners.Where(c => c.Standing.Days.Contains(day)))
            {
                var people = Powers.Around(code, day).ShouldNotBeNull();
                foreach (var function in Powers.Functions.Select(f => f.Code))
                {
                    var answer = Powers.Who(function, people);
                    var what = $"{function} for {code} on {day:O}";
                    answer.Settled.ShouldNotBe(Settled.Conflicting, what);
                    answer.Deciders.Count.ShouldBe(answer.Settled switch { Settled.One => 1, Settled.Jointly => 2, _ => 0 }, what);
                    (answer.Settled is Settled.One or Settled.Jointly).ShouldBe(answer.Missing.Length == 0, what);
                    (answer.Liable is null).ShouldBe(answer.LiableMissing.Length > 0, what);
                    answer.Chain.ShouldNotBeEmpty(what);
                }
            }
    }

    [Theory]
    [InlineData("00F", "2015-03-31", "00F")]
    [InlineData("00F", "2015-04-01", "13T")]
    [InlineData("13T", "2022-06-30", "13T")]
    [InlineData("13T", "2022-07-01", "QHM")]
    [InlineData("15E", "2018-04-01", "15E")]
    [InlineData("05P", "2018-03-31", "05P")]
    [InlineData("05P", "2018-04-01", "15E")]
    [InlineData("08L", "2017-08-31", "08L")]
    [InlineData("08L", "2017-09-01", "08Q")]
    [InlineData("08L", "2019-03-31", "08Q")]
    [InlineData("08L", "2019-04-01", "08L")]
    [InlineData("08Q", "2018-01-01", "08Q")]
    public void Hospital_care_is_held_by_whoever_held_it(string code, string day, string decides) =>
        Powers.Who(FunctionCode.Parse("acute"), Powers.Around(OdsCode.Parse(code), SmallEngland.Day(day))!).Deciders.Select(d => d.ToString()).ShouldBe([decides]);

    [Theory]
    [InlineData("2020-03-19", false)]
    [InlineData("2020-03-20", true)]
    [InlineData("2021-01-01", true)]
    [InlineData("2022-03-31", true)]
    [InlineData("2022-04-01", false)]
    public void The_emergency_directions_of_2020_ran_with_their_extensions_to_the_end_of_march_2022(string day, bool also)
    {
        var answer = Powers.Who(FunctionCode.Parse("community"), Powers.Around(OdsCode.Parse("13T"), SmallEngland.Day(day))!);

        answer.Deciders.Select(d => d.ToString()).ShouldBe(["13T"]);
        answer.Also.Select(a => a.ToString()).ShouldBe(also ? ["NHS England"] : []);
        answer.Warnings.Any(w => w.StartsWith("A direction is in force", StringComparison.Ordinal)).ShouldBe(also);
    }

    [Fact]
    public void The_table_of_functions_speaks_from_the_first_day_of_the_groups() =>
        Powers.Who(FunctionCode.Parse("acute"), Powers.Around(OdsCode.Parse("5A3"), SmallEngland.Day("2013-03-31"))!).Missing.ShouldContain("speaks from 2013-04-01");

    [Theory]
    [InlineData("acute", "00W", "2016-06-01", "")]
    [InlineData("primary-medical", "13T", "2018-06-01", "Which groups had which level")]
    [InlineData("dental", "13T", "2018-06-01", "South West and South East")]
    [InlineData("specialised", "13T", "2018-06-01", "")]
    [InlineData("acute", "13T", "2018-06-01", "")]
    [InlineData("acute", "15E", "2023-01-01", "Its boundary changed")]
    [InlineData("acute", "13T", "2023-01-01", "")]
    [InlineData("acute", "13T", "2026-05-01", "Which ICB each location belongs to|twelve ICBs were reported abolished")]
    [InlineData("council-public-health", "13T", "2026-05-01", "")]
    public void What_is_in_doubt_is_told_only_where_it_bears_on_the_answer(string function, string code, string day, string told)
    {
        var answer = Powers.Who(FunctionCode.Parse(function), Powers.Around(OdsCode.Parse(code), SmallEngland.Day(day))!);

        var doubts = answer.Warnings.Where(w => w.StartsWith("In doubt", StringComparison.Ordinal)).ToList();
        doubts.Count.ShouldBe(told.Length == 0 ? 0 : told.Split('|').Length, string.Join('\n', doubts));
        foreach (var note in told.Split('|', StringSplitOptions.RemoveEmptyEntries))
            doubts.ShouldContain(d => d.Contains(note, StringComparison.Ordinal), note);
    }

    // HSJ 7003641; BJGP 2018.
    [Theory]
    [InlineData("2015-03-31", 211, "")]
    [InlineData("2015-04-01", 209, "Delegates 63 of 209, Shares 87 of 209")]
    [InlineData("2016-03-31", 209, "Delegates 63 of 209, Shares 87 of 209")]
    [InlineData("2016-04-01", 209, "Delegates 115 of 209, Shares 68 of 209, Involves 26 of 209")]
    [InlineData("2017-04-01", 207, "Delegates 174 of 207")]
    [InlineData("2022-07-01", 42, "Delegates 42 of 42")]
    public void Co_commissioning_had_its_published_uptake_on_each_day(string day, int bodies, string levels)
    {
        var (of, found) = (Register.OfKind(bodies == 42 ? "ICB" : "CCG", SmallEngland.Day(day)).Count, Powers.UptakeOf(FunctionCode.Parse("primary-medical"), SmallEngland.Day(day)));

        of.ShouldBe(bodies);
        string.Join(", ", found.Select(u => $"{u.Level} {u.Bodies} of {u.OutOf}")).ShouldBe(levels);
        found.ShouldAllBe(u => u.OutOf == u.Open && u.Named.Count == 0);
    }

    [Fact]
    public void A_named_agreement_is_one_of_those_counted()
    {
        var named = SmallPowers.Written("agreement", "2015-04-01", "2016-03-31", new WrittenClause("1", "delegates", ["primary-medical"], Of: "NHS England", To: "05A", Liable: "stays"));
        var uptake = new PowersAsKnown(PowersTables.Shipped, Register, [named], DateTimeOffset.MaxValue).UptakeOf(FunctionCode.Parse("primary-medical"), SmallEngland.Day("2015-06-01"))[0];

        (uptake.Bodies, uptake.NotNamed, uptake.Named.ShouldHaveSingleItem().ToString()).ShouldBe((63, 62, "05A"));
    }

    private static List<Organisation> Delegates(string day) => [.. Register.OfKind("ICB", SmallEngland.Day(day)).Where(o =>
        Powers.DelegationsTo(o.Code).Any(d => d.Days.Contains(SmallEngland.Day(day)) && d.Term.Clause.IsAbout(FunctionCode.DelegatedSpecialised)))];
}
