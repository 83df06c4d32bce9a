namespace Remit.Powers.Applications;

/// <summary>Something done about an application. Who did it, in what capacity and why is in the act that it came with.</summary>
/// <param name="On">The day it was done, which may be before the day on which it was recorded.</param>
public abstract record ApplicationStep(DateOnly On) : Event;

/// <summary>An application was made; or whoever decides began to consider a change of their own motion.</summary>
public sealed record ApplicationMade(DateOnly On, WrittenApplication Application) : ApplicationStep(On);

/// <summary>The applicants put another in place of what they had put.</summary>
public sealed record ApplicationAmended(DateOnly On, WrittenApplication Application) : ApplicationStep(On);

/// <summary>Whoever decides asked the applicants something. Questions are numbered from 1.</summary>
public sealed record ApplicationQuestionAsked(DateOnly On, string Question) : ApplicationStep(On);

/// <param name="Question">The number of the question.</param>
public sealed record ApplicationQuestionAnswered(DateOnly On, int Question, string Answer) : ApplicationStep(On);

/// <summary>Evidence was put in on a factor.</summary>
/// <param name="Shows">What it shows, in a line.</param>
/// <param name="Document">Where it is.</param>
public sealed record EvidencePutIn(DateOnly On, string Factor, string Shows, string? Document) : ApplicationStep(On);

/// <summary>A factor was assessed. A later assessment of the same one counts instead.</summary>
/// <param name="Standing"><c>met</c>, <c>not met</c> or <c>not shown</c>.</param>
public sealed record FactorAssessed(DateOnly On, string Factor, string Standing, IReadOnlyList<string> Reasons) : ApplicationStep(On);

/// <summary>Somebody's views were asked. Consultations are numbered from 1.</summary>
/// <param name="Group">Of which group they are, as <c>councils</c>.</param>
/// <param name="Whom">Who was asked.</param>
/// <param name="ReplyBy">The last day to reply, where one was given.</param>
public sealed record ViewsSought(DateOnly On, string Group, string Whom, DateOnly? ReplyBy) : ApplicationStep(On);

/// <param name="Consultation">The number of the consultation.</param>
/// <param name="From">The body or group that replied; no person by name.</param>
/// <param name="View"><c>for</c>, <c>against</c> or <c>neither</c>.</param>
public sealed record ViewsGiven(DateOnly On, int Consultation, string From, string View, string Says) : ApplicationStep(On);

/// <summary>A consultation was closed, and it was written down how the views were taken into account.</summary>
public sealed record ViewsTakenIntoAccount(DateOnly On, int Consultation, string How) : ApplicationStep(On);

/// <summary>The members of a body voted, as its constitution asks. A later vote of the same body counts instead.</summary>
/// <param name="Entitled">Votes of all who may vote; where lists are counted, their patients, and so the rest.</param>
/// <param name="Ballot">The ballot that the figures are of, where it was held here, such as <c>00L/merger-2017</c>; nothing where they were told.</param>
public sealed record MembersVoted(DateOnly On, string Body, long Entitled, long For, long Against, long Abstained, string? Ballot = null) : ApplicationStep(On);

/// <summary>The governing body of a body concerned agreed to the change or declined it. A later word of the same body counts instead.</summary>
public sealed record GoverningBodyDecided(DateOnly On, string Body, bool Agreed, IReadOnlyList<string> Reasons) : ApplicationStep(On);

/// <summary>The application was handed over to be tested elsewhere, as an establishment is to authorisation.</summary>
public sealed record ApplicationHandedOver(DateOnly On, string To, string? Reference) : ApplicationStep(On);

/// <summary>The change was approved in principle, on conditions numbered from 1.</summary>
public sealed record ApprovedInPrinciple(DateOnly On, IReadOnlyList<string> Reasons, IReadOnlyList<string> Conditions) : ApplicationStep(On);

public sealed record ApprovalConditionMet(DateOnly On, int Condition, string How) : ApplicationStep(On);

/// <summary>The change was approved, finally.</summary>
/// <param name="Despite">The factors that are weighed, and were found not met or not shown, which the reasons answer.</param>
public sealed record ApplicationApproved(DateOnly On, IReadOnlyList<string> Reasons, IReadOnlyList<string> Despite, string? Document) : ApplicationStep(On);

/// <param name="By">Who refused it: whoever decides, or a body concerned that declined.</param>
public sealed record ApplicationRefused(DateOnly On, string By, IReadOnlyList<string> Reasons, string? Document) : ApplicationStep(On);

/// <summary>The applicants took their application back.</summary>
public sealed record ApplicationWithdrawn(DateOnly On, IReadOnlyList<string> Reasons) : ApplicationStep(On);

/// <summary>A change was imposed by whoever decides, without an application.</summary>
/// <param name="Ground"><c>consent</c> of the bodies concerned, <c>tiling</c> where the law of tiling needs it, or <c>statute</c>.</param>
public sealed record ChangeImposed(DateOnly On, string Ground, IReadOnlyList<string> Reasons, string? Document) : ApplicationStep(On);

/// <summary>The instruments that bring the change about were made, and recorded in the same act.</summary>
/// <param name="Instruments">Their ids.</param>
/// <param name="Tiling">How far the law of tiling could be tested, as <see cref="ApplicationCheck.Tested"/> says it.</param>
public sealed record OrdersMade(DateOnly On, IReadOnlyList<string> Instruments, string? Tiling = null) : ApplicationStep(On);

/// <summary>A transfer scheme was made, and recorded in the same act.</summary>
public sealed record TransferSchemeMade(DateOnly On, string Instrument) : ApplicationStep(On);

/// <param name="Step">The id of the step.</param>
public sealed record ClosingStepDone(DateOnly On, string Step, string? How) : ApplicationStep(On);

/// <summary>A step that was ticked is open again.</summary>
public sealed record ClosingStepReopened(DateOnly On, string Step, string? Why) : ApplicationStep(On);
