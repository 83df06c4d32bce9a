using Remit.Governance;

namespace Remit.Web.Staff.Governance;

/// <summary>Things of governance in words, and the colours of their tags.</summary>
public static class GovernanceWords
{
    public static string Of(InterestType type) => type switch
    {
        InterestType.Financial => "financial",
        InterestType.NonFinancialProfessional => "non-financial professional",
        InterestType.NonFinancialPersonal => "non-financial personal",
        _ => "indirect",
    };

    public static string Of(ItemPurpose purpose) => purpose switch
    {
        ItemPurpose.Discussion => "to discuss",
        ItemPurpose.Decision => "to decide",
        _ => "to award a contract",
    };

    public static string Of(Ballot ballot) => ballot switch
    {
        Ballot.For => "for",
        Ballot.Against => "against",
        _ => "abstained",
    };

    public static string Tag(Compliance compliance) => compliance switch
    {
        Compliance.Met => "nhsuk-tag--green",
        Compliance.Broken => "nhsuk-tag--red",
        _ => "nhsuk-tag--yellow",
    };

    /// <summary>Where an item stands, in a word or two.</summary>
    public static (string Words, string Tag) Of(ItemStanding standing) =>
        standing.Decided ? standing.Carried ? ("resolved", "nhsuk-tag--green") : ("not carried", "nhsuk-tag--red")
        : standing.ReferredTo.Length > 0 ? ("referred", "nhsuk-tag--blue")
        : standing.Item.Purpose == ItemPurpose.Discussion ? ("to discuss", "nhsuk-tag--grey")
        : ("not decided yet", "nhsuk-tag--yellow");

    /// <summary>How an interest was found in what an item is about.</summary>
    public static string FoundBy(InterestFound found) => found.By switch
    {
        "code" => "its code",
        "successor" => "what came before or after it",
        _ => $"a likeness of names, {found.Score} of 100",
    };
}
