namespace Remit.Powers.Applications;

/// <summary>How far an application has come.</summary>
public enum ApplicationStage { UnderConsideration, ApprovedInPrinciple, Approved, Imposed, Ordered, Refused, Withdrawn }

/// <summary>What can be done about an application.</summary>
public enum ApplicationMove
{
    Make, Amend, Ask, Answer, PutInEvidence, Assess, SeekViews, RecordViews, TakeIntoAccount, RecordVote, RecordGoverningBody, HandOver,
    ApproveInPrinciple, MeetCondition, Approve, Refuse, Withdraw, Impose, MakeOrders, MakeTransferScheme, TickStep, ReopenStep,
}

/// <summary>The process as a table.</summary>
public static class ApplicationMoves
{
    /// <summary>The stage after a move; none where it cannot be made at that stage. What is not listed here cannot be done.</summary>
    public static ApplicationStage? After(ApplicationStage stage, ApplicationMove move) => (stage, move) switch
    {
        (ApplicationStage.UnderConsideration, ApplicationMove.HandOver) => stage,
        // Once it is approved or imposed only the codes of bodies that begin can be amended: ODS gives them late.
        (ApplicationStage.UnderConsideration or ApplicationStage.ApprovedInPrinciple or ApplicationStage.Approved or ApplicationStage.Imposed, ApplicationMove.Amend) => stage,
        (ApplicationStage.UnderConsideration or ApplicationStage.ApprovedInPrinciple,
            ApplicationMove.Ask or ApplicationMove.Answer or ApplicationMove.PutInEvidence or ApplicationMove.Assess or ApplicationMove.SeekViews or ApplicationMove.RecordViews
            or ApplicationMove.TakeIntoAccount or ApplicationMove.RecordVote or ApplicationMove.RecordGoverningBody) => stage,
        (ApplicationStage.UnderConsideration, ApplicationMove.ApproveInPrinciple) => ApplicationStage.ApprovedInPrinciple,
        (ApplicationStage.ApprovedInPrinciple, ApplicationMove.MeetCondition) => stage,
        (ApplicationStage.UnderConsideration or ApplicationStage.ApprovedInPrinciple, ApplicationMove.Approve) => ApplicationStage.Approved,
        (ApplicationStage.UnderConsideration, ApplicationMove.Impose) => ApplicationStage.Imposed,
        (ApplicationStage.UnderConsideration or ApplicationStage.ApprovedInPrinciple, ApplicationMove.Refuse) => ApplicationStage.Refused,
        (ApplicationStage.UnderConsideration or ApplicationStage.ApprovedInPrinciple or ApplicationStage.Approved, ApplicationMove.Withdraw) => ApplicationStage.Withdrawn,
        (ApplicationStage.Approved or ApplicationStage.Imposed, ApplicationMove.MakeOrders) => ApplicationStage.Ordered,
        (ApplicationStage.Approved or ApplicationStage.Imposed or ApplicationStage.Ordered, ApplicationMove.TickStep or ApplicationMove.ReopenStep) => stage,
        (ApplicationStage.Ordered, ApplicationMove.MakeTransferScheme) => stage,
        _ => null,
    };

    /// <summary>Which move a step is.</summary>
    public static ApplicationMove Of(ApplicationStep step) => step switch
    {
        ApplicationMade => ApplicationMove.Make,
        ApplicationAmended => ApplicationMove.Amend,
        ApplicationQuestionAsked => ApplicationMove.Ask,
        ApplicationQuestionAnswered => ApplicationMove.Answer,
        EvidencePutIn => ApplicationMove.PutInEvidence,
        FactorAssessed => ApplicationMove.Assess,
        ViewsSought => ApplicationMove.SeekViews,
        ViewsGiven => ApplicationMove.RecordViews,
        ViewsTakenIntoAccount => ApplicationMove.TakeIntoAccount,
        MembersVoted => ApplicationMove.RecordVote,
        GoverningBodyDecided => ApplicationMove.RecordGoverningBody,
        ApplicationHandedOver => ApplicationMove.HandOver,
        ApprovedInPrinciple => ApplicationMove.ApproveInPrinciple,
        ApprovalConditionMet => ApplicationMove.MeetCondition,
        ApplicationApproved => ApplicationMove.Approve,
        ApplicationRefused => ApplicationMove.Refuse,
        ApplicationWithdrawn => ApplicationMove.Withdraw,
        ChangeImposed => ApplicationMove.Impose,
        OrdersMade => ApplicationMove.MakeOrders,
        TransferSchemeMade => ApplicationMove.MakeTransferScheme,
        ClosingStepDone => ApplicationMove.TickStep,
        ClosingStepReopened => ApplicationMove.ReopenStep,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.GetType().Name, "A step that is no move."),
    };

    /// <summary>Whether it is for the applicants alone.</summary>
    public static bool IsForApplicants(this ApplicationMove move) => move is ApplicationMove.Make or ApplicationMove.Amend or ApplicationMove.Answer or ApplicationMove.Withdraw;

    /// <summary>Whether it is for whoever decides alone. What is for neither alone, either may record.</summary>
    public static bool IsForWhoDecides(this ApplicationMove move) => move is ApplicationMove.Ask or ApplicationMove.Assess or ApplicationMove.HandOver or ApplicationMove.ApproveInPrinciple
        or ApplicationMove.MeetCondition or ApplicationMove.Approve or ApplicationMove.Refuse or ApplicationMove.Impose or ApplicationMove.MakeOrders or ApplicationMove.MakeTransferScheme;

    /// <summary>What it is called, to follow "may": as a verb of the command line.</summary>
    public static string InWords(this ApplicationMove move) => move switch
    {
        ApplicationMove.Make => "apply",
        ApplicationMove.Amend => "amend",
        ApplicationMove.Ask => "ask",
        ApplicationMove.Answer => "answer",
        ApplicationMove.PutInEvidence => "evidence",
        ApplicationMove.Assess => "assess",
        ApplicationMove.SeekViews => "consult",
        ApplicationMove.RecordViews => "reply",
        ApplicationMove.TakeIntoAccount => "take-into-account",
        ApplicationMove.RecordVote => "vote",
        ApplicationMove.RecordGoverningBody => "governing-body",
        ApplicationMove.HandOver => "hand-over",
        ApplicationMove.ApproveInPrinciple => "approve-in-principle",
        ApplicationMove.MeetCondition => "meet",
        ApplicationMove.Approve => "approve",
        ApplicationMove.Refuse => "refuse",
        ApplicationMove.Withdraw => "withdraw",
        ApplicationMove.Impose => "impose",
        ApplicationMove.MakeOrders => "order",
        ApplicationMove.MakeTransferScheme => "transfer",
        ApplicationMove.TickStep => "tick",
        ApplicationMove.ReopenStep => "reopen",
        _ => throw new ArgumentOutOfRangeException(nameof(move)),
    };

    /// <summary>A stage in words: "under consideration".</summary>
    public static string InWords(this ApplicationStage stage) => stage switch
    {
        ApplicationStage.UnderConsideration => "under consideration",
        ApplicationStage.ApprovedInPrinciple => "approved in principle",
        ApplicationStage.Ordered => "orders made",
        _ => stage.ToString().ToLowerInvariant(),
    };
}
