using Remit.Powers.Applications;
using Remit.Powers.Interventions;

namespace Remit.Web.Staff.Cases;

/// <summary>The colours of the design system's tags, by where a case or a part of it stands.</summary>
public static class CaseTags
{
    private const string Open = "nhsuk-tag--yellow", Good = "nhsuk-tag--green", Bad = "nhsuk-tag--red", Over = "nhsuk-tag--grey", Under = "nhsuk-tag--blue";

    public static string Of(ApplicationStage stage) => stage switch
    {
        ApplicationStage.UnderConsideration => Open,
        ApplicationStage.ApprovedInPrinciple => Under,
        ApplicationStage.Refused or ApplicationStage.Withdrawn => Over,
        _ => Good,
    };

    public static string Of(FactorStanding standing) => standing switch
    {
        FactorStanding.Met => Good,
        FactorStanding.NotMet => Bad,
        FactorStanding.NotShown => Open,
        _ => Over,
    };

    public static string Of(InterventionStage stage) => stage switch
    {
        InterventionStage.Open => Open,
        InterventionStage.Made => Good,
        _ => Over,
    };

    public static string Of(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Holds => Good,
        RuleOutcome.Broken => Bad,
        RuleOutcome.CannotTell => Open,
        _ => Over,
    };

    /// <summary>A standing in words.</summary>
    public static string Words(FactorStanding standing) => standing switch
    {
        FactorStanding.Met => "met",
        FactorStanding.NotMet => "not met",
        FactorStanding.NotShown => "not shown",
        _ => "not assessed",
    };
}
