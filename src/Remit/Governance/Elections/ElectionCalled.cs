using System.Globalization;
using Remit.Powers.Applications;
using Remit.Register;

namespace Remit.Governance.Elections;

/// <summary>Who may vote.</summary>
public enum Voters
{
    /// <summary>The practices that belong to the body, as the register has them on the day.</summary>
    Practices,

    /// <summary>Those on a list that the returning officer gives: practices, or people by codes.</summary>
    Listed,
}

/// <summary>An election to seats of a committee, or a ballot on a question, was called. Its stream is <c>election/</c>, the code of the body, and its name.</summary>
/// <param name="Name">Small letters, digits and hyphens, as <c>gp-members-2017</c>.</param>
/// <param name="ReturningOfficer">Who conducts it: an office, or what stands for a person.</param>
/// <param name="FrozenOn">The day as on which it is settled who may vote.</param>
/// <param name="Opens">The first day on which votes are taken.</param>
/// <param name="Closes">The last.</param>
/// <param name="Committee">The committee whose seats they are; nothing for a question.</param>
/// <param name="Seats">The seats, in the order in which they are filled.</param>
/// <param name="NominationsBy">The last day for nominations.</param>
/// <param name="From">The first day of the term.</param>
/// <param name="To">The last day of the term; nothing where none is set.</param>
/// <param name="Question">What is put to the electors; nothing for seats.</param>
/// <param name="Needs">The share that carries it: see <see cref="VotingThreshold"/>.</param>
/// <param name="ByList">Whether a practice has as many votes as registered patients; else one.</param>
/// <param name="Instrument">The constitution, or what else it is held under, by the id of an instrument.</param>
/// <param name="Application">The application, by its id, on which the members are asked; nothing where the question is of no application.</param>
public sealed record ElectionCalled(
    OdsCode Body, string Name, string Title, PollMethod Method, Voters Voters, string ReturningOfficer, DateOnly FrozenOn, DateOnly Opens, DateOnly Closes,
    string? Committee = null, IReadOnlyList<string>? Seats = null, DateOnly? NominationsBy = null, DateOnly? From = null, DateOnly? To = null,
    string? Question = null, string? Needs = null, bool ByList = false, string? Instrument = null, string? Application = null) : Event
{
    /// <summary>What is on the voting paper of a question.</summary>
    public static IReadOnlyList<string> Answers { get; } = ["for", "against", "abstain"];

    /// <summary>What the members of a body are asked about an application: always the same of the same proposal, so that a ballot tells what it was about.</summary>
    public static string QuestionOf(WrittenApplication application, OdsCode body)
    {
        var bodies = application.BodiesChanged();
        var whole = $"That {body} agree to the application {application.Id}, {application.Kind}{(bodies.Count > 0 ? $" {string.Join(", ", bodies)}" : "")}, from {Said(application.From)}";
        return Act.IsLine(whole) ? whole : $"That {body} agree to the application {application.Id}, {application.Kind} {bodies.Count} bodies, from {Said(application.From)}";
    }

    /// <summary>How many places there are; none for a question.</summary>
    public int Places() => Seats?.Count ?? 0;

    /// <summary>Says what is wrong with it.</summary>
    /// <param name="file">The file that it stands in.</param>
    public IEnumerable<Finding> Check(string file, GovernanceAsKnown governance)
    {
        if (!Governance.Committee.IsId(Name))
            yield return Wrong("name", Name, "small letters, digits and hyphens, as gp-members-2017");
        foreach (var (field, text) in ((string, string)[])[("title", Title), ("returningOfficer", ReturningOfficer), ("question", Question ?? "-")])
            if (!Act.IsLine(text))
                yield return Wrong(field, text, "a line of text");
        if (Instrument is not null && !Powers.Instrument.IsId(Instrument))
            yield return Wrong("instrument", Instrument, "the id of an instrument");
        if (FrozenOn > Opens)
            yield return Wrong("frozenOn", Said(FrozenOn), $"a day no later than {Said(Opens)}, on which voting begins");
        if (Closes < Opens)
            yield return Wrong("closes", Said(Closes), $"a day no earlier than {Said(Opens)}, on which voting begins");
        var constitution = governance.On(Body, From ?? Opens)?.Constitution;
        if (ByList && constitution?.MembersVote is MemberVoting.OnePracticeOneVote or MemberVoting.ShowOfHands && Method == PollMethod.ForOrAgainst)
            yield return Wrong("byList", "true", $"one vote each, as version {constitution.Version} of the constitution of {Body} has it");
        foreach (var finding in Method == PollMethod.ForOrAgainst ? OfQuestion(constitution) : OfSeats(constitution))
            yield return finding;

        IEnumerable<Finding> OfQuestion(Constitution? constitution)
        {
            if (Question is null)
                yield return Wrong("question", "none", "what is put to the electors");
            if (Needs is null || !VotingThreshold.TryParse(Needs, out var needs))
                yield return Wrong("needs", Needs ?? "none", VotingThreshold.Form);
            // A share of all who may vote is never less than that share of those who did.
            else if (Least(constitution) is { } least && !(needs with { OfMembers = false }).IsNoWeakerThan(least))
                yield return Wrong("needs", Needs, $"{least}, or more, as version {constitution!.Version} of the constitution of {Body} has it");
            if (Committee is not null || Seats is not null || NominationsBy is not null || From is not null || To is not null)
                yield return Wrong("seats", "a committee, seats, nominations or a term", "a question, or seats: not both");
            if (!ByList && constitution?.MembersVote == MemberVoting.ListWeighted)
                yield return Wrong("byList", "false", $"votes by list, as version {constitution.Version} of the constitution of {Body} has it");
        }

        IEnumerable<Finding> OfSeats(Constitution? constitution)
        {
            if (Application is not null)
                yield return Wrong("application", Application, "a question: an application takes no election to seats");
            if (Question is not null || Needs is not null)
                yield return Wrong("question", Question ?? Needs!, "seats, or a question: not both");
            if (Seats is not { Count: > 0 } seats || seats.Distinct().Count() < seats.Count)
                yield return Wrong("seats", Seats is null ? "none" : string.Join(", ", Seats), "the seats to be filled, each once");
            else if (constitution?.Find(Committee ?? "") is not { } committee)
                yield return Wrong("committee", Committee ?? "none", $"a committee in the constitution of {Body} in force on {Said(From ?? Opens)}");
            else if (seats.FirstOrDefault(s => committee.Find(s) is null) is { } unknown)
                yield return Wrong("seats", unknown, $"seats of {committee.Title}: {string.Join(", ", committee.Seats.Select(s => s.Id))}");
            if (From is not { } from)
                yield return Wrong("from", "none", "the first day of the term");
            else if (from < Closes || To < from)
                yield return Wrong("from", $"{Said(from)}{(To is { } to ? $" to {Said(to)}" : "")}", $"a term that begins no earlier than {Said(Closes)}, on which voting ends, and ends no earlier than it begins");
            if (NominationsBy is not { } by || by >= Opens)
                yield return Wrong("nominationsBy", NominationsBy is { } late ? Said(late) : "none", $"a day before {Said(Opens)}, on which voting begins");
        }

        Finding Wrong(string field, string text, string wanted) => new("bad-election", Consequence.FileRefused, new(file, 0, field), text, wanted);
    }

    private static VotingThreshold? Least(Constitution? constitution) => constitution switch
    {
        { MembersCarry: { } percent } => new(false, percent, 100, false),
        { MembersVote: not null } => new(true, 1, 2, false),
        _ => null,
    };

    private static string Said(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
