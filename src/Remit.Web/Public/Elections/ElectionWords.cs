using Remit.Governance.Elections;

namespace Remit.Web.Public.Elections;

/// <summary>How elections are told on pages.</summary>
internal static class ElectionWords
{
    public static string Of(PollMethod method) => method switch
    {
        PollMethod.FirstPastThePost => "First past the post",
        PollMethod.SingleTransferableVote => "Single transferable vote, by the rules of the Electoral Reform Society of 1997",
        _ => "For or against",
    };

    public static string Of(ElectionStage stage) => stage switch
    {
        ElectionStage.Called => "called",
        ElectionStage.Open => "voting",
        ElectionStage.Closed => "counting",
        ElectionStage.Declared => "declared",
        _ => "given up",
    };

    public static string TagOf(ElectionStage stage) => stage switch
    {
        ElectionStage.Called => "nhsuk-tag--blue",
        ElectionStage.Open => "nhsuk-tag--yellow",
        ElectionStage.Closed => "nhsuk-tag--orange",
        ElectionStage.Declared => "nhsuk-tag--green",
        _ => "nhsuk-tag--grey",
    };

    /// <summary>What came of it, in a line.</summary>
    public static string Outcome(Election election) => election switch
    {
        { Abandoned: { } why } => $"Given up: {why}",
        { Declared: null } => "Not declared yet",
        { Answer: { } answer } => answer.Carried ? "Carried" : "Lost",
        { Declared.Elected: [] } => "Nobody elected",
        _ => $"{(election.Opened is null ? "Elected without a poll" : "Elected")}: {string.Join(", ", election.Declared.Elected.Select(election.NameOf))}",
    };
}
