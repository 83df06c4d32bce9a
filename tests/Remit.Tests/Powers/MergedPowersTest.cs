using Remit.Powers;
using Remit.Register;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using static Remit.Tests.Register.SmallEngland;

namespace Remit.Tests.Powers;

/// <summary>What mergers would do to the instruments and functions that travel with the product.</summary>
public class MergedPowersTest
{
    private static readonly RegisterAsKnown Register = new Evidence(NationalTables.Shipped, []).ToDate;
    private static readonly PowersAsKnown Powers = new(PowersTables.Shipped, Register, [], DateTimeOffset.MaxValue);

    private static MergedPowers Merged(string on, string code, params string[] bodies)
    {
        var merger = new ProposedMerger(OdsCode.Parse(code), "NHS Made Up", [.. bodies.Select(b => OdsCode.Parse(b))]);
        return MergedPowers.Of(Powers, new("a test", Day(on), [merger]), merger);
    }

    [Fact]
    public void A_delegation_to_boards_by_name_lapses_and_until_it_is_novated_the_function_goes_back_to_who_gave_it()
    {
        var merged = Merged("2027-04-01", "NEW1", "QHM", "QF7");

        merged.Instruments.Where(i => i.Lapses).Select(i => i.Term.Instrument.Id).ShouldBe(["establishment/QF7", "specialised-services/QF7", "establishment/QHM", "specialised-services/QHM"]);
        var specialised = merged.Functions.Single(f => f.Function.Code == FunctionCode.Parse("specialised/delegated-services"));
        specialised.Before.Select(b => b.Deciders.ShouldHaveSingleItem().ToString()).ShouldBe(["QHM", "QF7"]);
        specialised.After.Deciders.ShouldHaveSingleItem().ToString().ShouldBe("NHS England");
        specialised.IsAsBefore.ShouldBeFalse();
    }

    [Fact]
    public void What_the_law_gives_to_each_body_of_the_kind_the_new_one_has_too()
    {
        var merged = Merged("2018-04-01", "15E", "13P", "04X", "05P");

        foreach (var function in merged.Functions.Where(f => f.Function.Code.ToString() is "acute" or "prescribing" or "maternity"))
            (function.After.Deciders.ShouldHaveSingleItem().ToString(), function.IsAsBefore).ShouldBe(("15E", true));
    }

    [Fact]
    public void A_direction_to_a_body_that_ends_lapses_and_who_made_it_decides_whether_the_new_one_is_directed()
    {
        var direction = Powers.Ledger.Terms.First(t => t.Instrument.Kind == "direction" && t.Clause.Does is Effect.Requires or Effect.Stops && t.Clause.Of?.Code is not null);
        var body = direction.Clause.Of!.Value.Code!.Value;
        var other = Register.OfKind("CCG", direction.Days.First).First(o => o.Code != body).Code;

        var found = Merged($"{direction.Days.First.AddDays(1):yyyy-MM-dd}", "NEW1", body.ToString(), other.ToString()).Instruments.Where(i => i.Term.Instrument == direction.Instrument).ToList();

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(i => i.Lapses && i.Becomes.Contains("whether the new body is to be so directed", StringComparison.Ordinal));
    }

    [Fact]
    public void What_names_a_code_that_the_new_body_keeps_stands()
    {
        var merged = Merged("2027-04-01", "QHM", "QHM", "QF7");

        merged.Instruments.Where(i => i.Body == OdsCode.Parse("QHM")).ShouldAllBe(i => !i.Lapses);
        merged.Functions.Single(f => f.Function.Code == FunctionCode.Parse("specialised/delegated-services")).After.Deciders.ShouldHaveSingleItem().ToString().ShouldBe("QHM");
    }

    [Fact]
    public void Bodies_of_two_kinds_or_that_were_not_open_are_not_taken_as_one()
    {
        Powers.AsOne(OdsCode.Parse("NEW1"), [OdsCode.Parse("QHM"), OdsCode.Parse("00L")], Day("2027-03-31")).ShouldBeNull();
        Powers.AsOne(OdsCode.Parse("NEW1"), [OdsCode.Parse("13P"), OdsCode.Parse("04X")], Day("2019-03-31")).ShouldBeNull();
        Powers.AsOne(OdsCode.Parse("NEW1"), [], Day("2019-03-31")).ShouldBeNull();
    }
}
