using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Remit.Governance;
using Remit.Register;

namespace Remit.Web.Api;

/// <summary>Boards, interests and meetings, as far as they are public.</summary>
internal static class GovernanceAnswers
{
    private static readonly Parameter Code = Parameter.Code("code", "The ODS code of a body whose governance is recorded.");
    private static readonly Parameter About = Parameter.Text("about", "A company, provider or practice: its name, or its ODS code.") with { IsRequired = true };

    private static readonly Operation Board = new("board", "Who sits on the committees of a body on a day",
        "Every seat of every committee of the constitution in force, vacant ones too. A seat that two people share stands twice.",
        [Code, Parameter.On, Parameter.Limit, Parameter.Page], "/api/v1/organisations/X9V/board?on=2022-05-01&limit=3")
    { MayBeMissing = true, IsTable = true };

    private static readonly Operation Register = new("register-of-interests", "The register of interests of a body on a day",
        "Interests as the public register had them on the day, less those that have lapsed since: one that has ended stays for six months.",
        [Code, Parameter.On, Parameter.Limit, Parameter.Page], "/api/v1/organisations/X9V/interests?on=2022-05-01&limit=2")
    { MayBeMissing = true, IsTable = true };

    private static readonly Operation Meetings = new("meetings", "The meetings of a body, item by item",
        "Every item of every meeting recorded, the latest meeting first: what came of it, and who did not vote having an interest. Of what is taken in private the title and the reason are told.",
        [Code, Parameter.Limit, Parameter.Page], "/api/v1/organisations/X9V/meetings?limit=2")
    { MayBeMissing = true, IsTable = true };

    private static readonly Operation Interests = new("interests", "Who has an interest in an organisation",
        "Interests in a company, provider or practice, at whichever body they were declared, that were public on the day and still are; the surest first. A code finds what came before and after it too. What is found by a likeness of names is for a person to judge.",
        [About, Parameter.On, Parameter.Limit, Parameter.Page], "/api/v1/interests?about=Harbour+Health+Limited&on=2022-05-01")
    { IsTable = true };

    private static readonly Operation Involvements = new("involvements", "What those with an interest in an organisation took part in",
        "Each item, of any meeting, that an interest in the organisation was found to be in: what was ruled, and what its holder did. What was taken in private is left out, for whom it concerned would be told by it.",
        [About, Parameter.On, Parameter.Limit, Parameter.Page], "/api/v1/interests/items?about=Harbour+Health+Limited&on=2022-05-01&limit=2")
    { IsTable = true };

    public static void Map(IEndpointRouteBuilder api)
    {
        Board.MapTo<TablePage<SeatRow>>(api, "/organisations/{code}/board", q => With(q, (p, body) => p.Governance.On(body, q.Day) is { } structure
            ? Reply.Table(q, structure.Seats, s => SeatRow.Of(body, s))
            : Refusal.NotHeld($"No constitution of {body} that was in force that day is recorded. The first is from {p.Governance.VersionsOf(body).First().From:yyyy-MM-dd}.")));
        Register.MapTo<TablePage<InterestRow>>(api, "/organisations/{code}/interests", q => With(q, (p, body) => Reply.Table(q, [.. p.PublicRegister(body, q.Day, q.Today)], i => InterestRow.Of(p, i, null))));
        Meetings.MapTo<TablePage<ItemRow>>(api, "/organisations/{code}/meetings", q => With(q, (p, body) =>
            Reply.Table(q, [.. p.Of(body).Reverse().SelectMany(m => m.Called.Agenda.OrderBy(i => i.Number).Select(i => (m, i)))], i => ItemRow.Of(i.m, i.i))));
        Interests.MapTo<TablePage<InterestRow>>(api, "/interests", q =>
        {
            var proceedings = Now(q);
            return Reply.Table(q, Found(q, proceedings), f => InterestRow.Of(proceedings, f.Interest, f));
        });
        Involvements.MapTo<TablePage<InvolvementRow>>(api, "/interests/items", q =>
        {
            var proceedings = Now(q);
            return Reply.Table(q, [.. Found(q, proceedings).SelectMany(f => proceedings.InvolvementsOf(f.Interest))], InvolvementRow.Of);
        });
    }

    private static Proceedings Now(Question question)
    {
        var reading = question.Http.RequestServices.GetRequiredService<GovernanceNow>().Current;
        question.AsAt = reading.Version;
        return reading.Proceedings;
    }

    private static List<InterestFound> Found(Question question, Proceedings proceedings)
    {
        var (code, name) = InterestRegister.Asked(question.Held.Register, question[About]!, question.Day);
        return [.. proceedings.PublicAbout(code, name, question.Day, question.Today)];
    }

    private static IResult With(Question question, Func<Proceedings, OdsCode, IResult> answer)
    {
        var proceedings = Now(question);
        return OdsCode.TryParse(question[Code]!, out var body) && proceedings.Governance.VersionsOf(body).Any()
            ? answer(proceedings, body)
            : Refusal.NotHeld($"No governance of {Finding.Quoted(question[Code]!)} is recorded here.");
    }
}

/// <summary>A seat of a committee on a day.</summary>
/// <param name="Body">The ODS code of the body.</param>
/// <param name="Committee">What stands for the committee.</param>
/// <param name="CommitteeTitle">What it is called.</param>
/// <param name="CommitteeKind">What the field calls such a committee.</param>
/// <param name="Seat">What stands for the seat.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Votes">Whether it has a vote.</param>
/// <param name="Post">chair or deputy; null for neither.</param>
/// <param name="Person">What stands for whoever has it; null where it is vacant.</param>
/// <param name="Name">Their name; null where it is vacant.</param>
/// <param name="First">The first day of the appointment; null where it is vacant.</param>
/// <param name="Last">Its last day; null where none is set.</param>
/// <param name="How">How they came to it; null where it is vacant.</param>
internal sealed record SeatRow(string Body, string Committee, string CommitteeTitle, string CommitteeKind, string Seat, string Title, bool Votes, string? Post, string? Person, string? Name, DateOnly? First, DateOnly? Last, string? How)
{
    public static SeatRow Of(OdsCode body, FilledSeat s) => new(body.ToString(), s.Committee.Id, s.Committee.Title, s.Committee.Kind, s.Seat.Id, s.Seat.Title, s.Seat.Votes,
        s.Seat.Id == s.Committee.Chair ? "chair" : s.Seat.Id == s.Committee.Deputy ? "deputy" : null, s.Person?.Id, s.Person?.Name, s.Appointment?.Days.First, s.Appointment?.Days.Last, s.Appointment?.How);
}

/// <summary>An interest on a public register.</summary>
/// <param name="Interest">Its name: the person's and a number.</param>
/// <param name="Body">The body to whose register it was declared: its ODS code.</param>
/// <param name="Person">What stands for whoever declared it.</param>
/// <param name="Name">Their name.</param>
/// <param name="Organisation">The organisation, as they named it.</param>
/// <param name="Code">Its ODS code; null where none was given or confirmed.</param>
/// <param name="Type">financial, professional, personal or indirect.</param>
/// <param name="Nature">actual, potential or perceived.</param>
/// <param name="Position">What they are to it.</param>
/// <param name="Through">For an indirect interest, in what relation the person through whom they have it stands to them; null otherwise.</param>
/// <param name="Amount">What it is worth in pounds, as declared; null where it was not said.</param>
/// <param name="Arose">The first day of it.</param>
/// <param name="Ended">The last day of it; null while it is held.</param>
/// <param name="Declared">The day it was declared.</param>
/// <param name="DaysLate">By how many days it was declared too late.</param>
/// <param name="PublicUntil">The last day it is shown; null while it is held.</param>
/// <param name="Handling">What was agreed to do about it; null where nothing was.</param>
/// <param name="FoundBy">code, successor or name, where an organisation was asked about; null otherwise.</param>
/// <param name="Score">How alike the names are, of 100, where an organisation was asked about; null otherwise.</param>
internal sealed record InterestRow(
    string Interest, string Body, string Person, string Name, string Organisation, string? Code, string Type, string Nature, string Position, string? Through, string? Amount,
    DateOnly Arose, DateOnly? Ended, DateOnly Declared, int DaysLate, DateOnly? PublicUntil, string? Handling, string? FoundBy, int? Score)
{
    public static InterestRow Of(Proceedings proceedings, Interest i, InterestFound? found) => new(i.Id, i.Body.ToString(), i.Person, proceedings.Governance.Find(i.Person)?.Name ?? i.Person, i.Organisation, i.Code?.ToString(),
        Remit.Governance.Interest.Words(i.Type), i.Nature.ToString().ToLowerInvariant(), i.Position, Stated(i.Through), i.Amount?.ToString(), i.Arose, i.Ended, i.Declared, i.LateBy(proceedings.Governance.Facts),
        i.PublicUntil(proceedings.Governance.Facts), Stated(i.Handling), found?.By, found?.Score);

    private static string? Stated(string text) => text.Length > 0 ? text : null;
}

/// <summary>An item of a meeting.</summary>
/// <param name="Meeting">The name of the meeting: body, committee and day.</param>
/// <param name="Day">The day of it.</param>
/// <param name="Item">Its number on the agenda.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Purpose">discussion, decision or award.</param>
/// <param name="Private">Why it was taken in private; null where it was not. Nothing else is then told of it.</param>
/// <param name="Motion">What was put to the vote; null where nothing was.</param>
/// <param name="Carried">Whether it was carried; null where no vote stands.</param>
/// <param name="For">Votes for it; null where no vote stands.</param>
/// <param name="Against">Votes against it; null where no vote stands.</param>
/// <param name="Abstained">Who abstained; null where no vote stands.</param>
/// <param name="Recused">The names of those who did not vote having an interest, with semicolons between them; null where there were none.</param>
/// <param name="Approved">Whether the minutes were approved.</param>
internal sealed record ItemRow(string Meeting, DateOnly Day, int Item, string Title, string Purpose, string? Private, string? Motion, bool? Carried, int? For, int? Against, int? Abstained, string? Recused, bool Approved)
{
    public static ItemRow Of(Meeting meeting, AgendaItem item)
    {
        var standing = item.Private is null && item.Purpose != ItemPurpose.Discussion && meeting.Present is not null ? meeting.On(item) : null;
        int? Count(Ballot ballot) => standing is { Decided: true } ? standing.Count(ballot) : null;
        return new(meeting.Id, meeting.Called.Day, item.Number, item.Title, item.Purpose.ToString().ToLowerInvariant(), item.Private, standing?.Motion is { Length: > 0 } motion ? motion : null, standing is { Decided: true } ? standing.Carried : null,
            Count(Ballot.For), Count(Ballot.Against), Count(Ballot.Abstain), string.Join(';', (standing?.Seats ?? []).Where(s => s.Part == Part.Recused).Select(s => s.Seat.Person!.Name).Distinct()) is { Length: > 0 } names ? names : null, meeting.Approved is not null);
    }
}

/// <summary>An item that an interest was found to be in, and what its holder did.</summary>
/// <param name="Interest">The name of the interest.</param>
/// <param name="Person">What stands for its holder.</param>
/// <param name="Name">Their name.</param>
/// <param name="Organisation">The organisation, as they named it.</param>
/// <param name="Meeting">The name of the meeting: body, committee and day.</param>
/// <param name="Day">The day of it.</param>
/// <param name="Item">Its number on the agenda.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Concerned">Whom the item is about, as the agenda named them.</param>
/// <param name="FoundBy">code, successor or name.</param>
/// <param name="Score">How alike the names are, of 100.</param>
/// <param name="Ruled">What was ruled, in words; null where nobody did, and until it is taken down who was at the meeting.</param>
/// <param name="Because">Why; null where nobody ruled.</param>
/// <param name="Did">What they did: whether they were there, and how they voted.</param>
internal sealed record InvolvementRow(string Interest, string Person, string Name, string Organisation, string Meeting, DateOnly Day, int Item, string Title, string Concerned, string FoundBy, int Score, string? Ruled, string? Because, string Did)
{
    public static InvolvementRow Of(Involvement i) => new(i.Conflict.Found.Interest.Id, i.Conflict.Person.Id, i.Conflict.Person.Name, i.Conflict.Found.Interest.Organisation, i.Meeting.Id, i.Meeting.Called.Day, i.Conflict.Item.Number, i.Conflict.Item.Title,
        i.Conflict.Concerned.Name, i.Conflict.Found.By, i.Conflict.Found.Score, i.Ruling is { } ruling ? Remit.Governance.Meeting.Words(ruling.Handling) : null, i.Ruling?.Because, i.Did);
}
