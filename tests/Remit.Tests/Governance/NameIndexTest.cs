using FsCheck;
using FsCheck.Fluent;
using Remit.Governance;
using static Remit.Tests.Governance.ProceedingsTest;

namespace Remit.Tests.Governance;

public class NameIndexTest
{
    private static readonly string[] Words = ["Harbour", "Valley", "Oak", "Health", "Care", "NHS", "Trust", "Surgery", "Ltd", "Limited", "the", "Nursing"];

    [Fact]
    public void What_the_index_finds_is_what_holding_every_name_against_it_finds()
    {
        var name = Gen.Elements(Words).NonEmptyListOf().Select(words => string.Join(' ', words));
        var cases = from declared in name.NonEmptyListOf() from sought in name select (declared, sought);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var interests = one.declared.Select((organisation, n) => Held("chair", organisation) with { Id = $"chair/{n}" }).ToList();
            var register = new InterestRegister(SmallBoard.With(), SmallBoard.Register, interests, [], [], []);
            var sought = OrganisationName.Of(one.sought);

            var found = register.About(null, one.sought, new(2018, 6, 1)).Select(f => (f.Interest.Id, f.Score)).Order();

            found.ShouldBe(interests.Select(i => (i.Id, Name: OrganisationName.Of(i.Organisation))).Where(i => sought.Telling.Intersect(i.Name.Telling).Any() && sought.Likeness(i.Name) >= InterestRegister.LikelyFrom).Select(i => (i.Id, sought.Likeness(i.Name))).Order());
        }).QuickCheckThrowOnFailure();
    }
}
