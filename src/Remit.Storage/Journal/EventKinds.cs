using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Remit.Access;
using Remit.Governance;
using Remit.Governance.Elections;
using Remit.Journal;
using Remit.Powers;
using Remit.Powers.Applications;
using Remit.Powers.Interventions;
using Remit.Register;
using Remit.Responsibility;

namespace Remit.Storage.Journal;

/// <summary>How events are written in the journal: each type has a name, which is a promise and outlives the type's.</summary>
public static class EventKinds
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["account-made"] = typeof(AccountMade),
        ["account-closed"] = typeof(AccountClosed),
        ["account-reopened"] = typeof(AccountReopened),
        ["account-unlocked"] = typeof(AccountUnlocked),
        ["role-granted"] = typeof(RoleGranted),
        ["role-withdrawn"] = typeof(RoleWithdrawn),
        ["sign-in-reset"] = typeof(SignInReset),
        ["provider-linked"] = typeof(ProviderLinked),
        ["journal-restored"] = typeof(JournalRestored),
        ["release-taken-in"] = typeof(ReleaseTakenIn),
        ["release-corrected"] = typeof(ReleaseCorrected),
        ["run-published"] = typeof(RunPublished),
        ["run-withdrawn"] = typeof(RunWithdrawn),
        ["instrument-recorded"] = typeof(InstrumentRecorded),
        ["instrument-withdrawn"] = typeof(InstrumentWithdrawn),
        ["application-made"] = typeof(ApplicationMade),
        ["application-amended"] = typeof(ApplicationAmended),
        ["application-question-asked"] = typeof(ApplicationQuestionAsked),
        ["application-question-answered"] = typeof(ApplicationQuestionAnswered),
        ["application-evidence-put-in"] = typeof(EvidencePutIn),
        ["application-factor-assessed"] = typeof(FactorAssessed),
        ["application-views-sought"] = typeof(ViewsSought),
        ["application-views-given"] = typeof(ViewsGiven),
        ["application-views-taken-into-account"] = typeof(ViewsTakenIntoAccount),
        ["application-members-voted"] = typeof(MembersVoted),
        ["application-governing-body-decided"] = typeof(GoverningBodyDecided),
        ["application-handed-over"] = typeof(ApplicationHandedOver),
        ["application-approved-in-principle"] = typeof(ApprovedInPrinciple),
        ["application-condition-met"] = typeof(ApprovalConditionMet),
        ["application-approved"] = typeof(ApplicationApproved),
        ["application-refused"] = typeof(ApplicationRefused),
        ["application-withdrawn"] = typeof(ApplicationWithdrawn),
        ["application-change-imposed"] = typeof(ChangeImposed),
        ["application-orders-made"] = typeof(OrdersMade),
        ["application-transfer-scheme-made"] = typeof(TransferSchemeMade),
        ["application-closing-step-done"] = typeof(ClosingStepDone),
        ["application-closing-step-reopened"] = typeof(ClosingStepReopened),
        ["intervention-opened"] = typeof(InterventionOpened),
        ["term-proposed"] = typeof(TermProposed),
        ["term-struck"] = typeof(TermStruck),
        ["body-consulted"] = typeof(BodyConsulted),
        ["representations-made"] = typeof(RepresentationsMade),
        ["intervention-made"] = typeof(InterventionMade),
        ["intervention-dropped"] = typeof(InterventionDropped),
        ["intervention-reviewed"] = typeof(InterventionReviewed),
        ["intervention-lifted"] = typeof(InterventionLifted),
        ["intervention-extended"] = typeof(InterventionExtended),
        ["constitution-recorded"] = typeof(ConstitutionRecorded),
        ["person-recorded"] = typeof(PersonRecorded),
        ["facts-declared"] = typeof(FactsDeclared),
        ["appointment-made"] = typeof(AppointmentMade),
        ["appointment-ended"] = typeof(AppointmentEnded),
        ["interest-declared"] = typeof(InterestDeclared),
        ["interest-ended"] = typeof(InterestEnded),
        ["interest-matched"] = typeof(InterestMatched),
        ["interest-reviewed"] = typeof(InterestReviewed),
        ["return-made"] = typeof(ReturnMade),
        ["return-reminded"] = typeof(ReturnReminded),
        ["gift-declared"] = typeof(GiftDeclared),
        ["breach-reported"] = typeof(BreachReported),
        ["breach-concluded"] = typeof(BreachConcluded),
        ["meeting-called"] = typeof(MeetingCalled),
        ["conflict-ruled"] = typeof(ConflictRuled),
        ["attendance-taken"] = typeof(AttendanceTaken),
        ["chair-chosen"] = typeof(ChairChosen),
        ["member-co-opted"] = typeof(MemberCoOpted),
        ["item-voted"] = typeof(ItemVoted),
        ["item-referred"] = typeof(ItemReferred),
        ["minutes-approved"] = typeof(MinutesApproved),
        ["agenda-amended"] = typeof(AgendaAmended),
        ["item-withdrawn"] = typeof(ItemWithdrawn),
        ["meeting-postponed"] = typeof(MeetingPostponed),
        ["meeting-cancelled"] = typeof(MeetingCancelled),
        ["paper-added"] = typeof(PaperAdded),
        ["paper-published"] = typeof(PaperPublished),
        ["paper-withdrawn"] = typeof(PaperWithdrawn),
        ["member-left"] = typeof(MemberLeft),
        ["item-minuted"] = typeof(ItemMinuted),
        ["minutes-published"] = typeof(MinutesPublished),
        ["action-agreed"] = typeof(ActionAgreed),
        ["action-updated"] = typeof(ActionUpdated),
        ["action-closed"] = typeof(ActionClosed),
        ["urgent-decision-taken"] = typeof(UrgentDecisionTaken),
        ["contract-awarded"] = typeof(ContractAwarded),
        ["award-linked"] = typeof(AwardLinked),
        ["election-called"] = typeof(ElectionCalled),
        ["electorate-frozen"] = typeof(ElectorateFrozen),
        ["candidate-nominated"] = typeof(CandidateNominated),
        ["candidate-withdrew"] = typeof(CandidateWithdrew),
        ["candidate-disqualified"] = typeof(CandidateDisqualified),
        ["poll-opened"] = typeof(PollOpened),
        ["paper-issued"] = typeof(PaperIssued),
        ["paper-replaced"] = typeof(PaperReplaced),
        ["poll-closed"] = typeof(PollClosed),
        ["lot-drawn"] = typeof(LotDrawn),
        ["result-declared"] = typeof(ResultDeclared),
        ["office-accepted"] = typeof(OfficeAccepted),
        ["office-declined"] = typeof(OfficeDeclined),
        ["election-abandoned"] = typeof(ElectionAbandoned),
    };

    private static readonly Dictionary<Type, string> Names = Types.ToDictionary(t => t.Value, t => t.Key);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // The text goes into a database and a file, never into a page as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new OdsCodeInJson() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatCannotBeAbsent } },
    };

    /// <summary>Every kind of event there is.</summary>
    public static IReadOnlyDictionary<string, Type> All => Types;

    public static (string Kind, string Body) Write(Event happened) => (Names[happened.GetType()], JsonSerializer.Serialize(happened, happened.GetType(), Json));

    /// <summary>The event of an entry; nothing where its kind is unknown, as one of a newer program's is.</summary>
    /// <exception cref="JsonException">Its body is none that such an event could have.</exception>
    public static Event? Read(Entry entry) => Types.TryGetValue(entry.Kind, out var type) ? (Event?)JsonSerializer.Deserialize(entry.Body, type, Json) ?? throw new JsonException("Nothing.") : null;

    // What may be absent is not written, so it cannot be wanted when it is read.
    private static void RequireWhatCannotBeAbsent(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
            member.IsRequired = member.AssociatedParameter is { IsNullable: false, HasDefaultValue: false };
    }
}
