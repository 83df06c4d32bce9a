using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Remit.Register;
using Remit.Time;

namespace Remit.Web.Api;

/// <summary>Who commissions care there: one place with its reasons, or up to a thousand in a table.</summary>
internal static class CommissionerAnswers
{
    public const int MostPlaces = 1_000;
    private const int MostBytes = 65_536;

    private static readonly Parameter Place = Parameter.Text("place", "A GP practice's code, a home's postcode, or the ONS code of a small area (LSOA). It is neither kept nor logged.") with { IsRequired = true };

    private static readonly Operation One = new("commissioner", "Who commissions care there, and why",
        "The commissioner of the patients of a practice, or of people who live at a postcode or in a small area and are registered with no practice, on a day: from the very tables that decide records. With it, who it was before and after, and what others commission there. No cache keeps it.",
        [Place, Parameter.On], "/api/v1/commissioner?place=X10001&on=2019-06-30")
    { MayBeMissing = true };

    private static readonly Operation Many = new("commissioners", "Who commissions care in each of many places",
        "The same for up to 1,000 places at once, a row for each, in the order they were sent; a place that is not held gets a row that says so. It is sent by POST because a postcode is nearly an address: nothing is changed, and nothing of the list is kept or logged.",
        [], "/api/v1/commissioner")
    { IsTable = true, ExampleBody = """{"on": "2019-06-30", "places": ["X10001", "YO61 0CC", "V81999"]}""" };

    public static void Map(IEndpointRouteBuilder api)
    {
        One.MapTo<CommissionerAnswer>(api, "/commissioner", Answer);
        Many.MapPostTo<CommissionersAnswer>(api, "/commissioner", AnswerAll);
    }

    private static IResult Answer(Question question)
    {
        // A postcode is nearly an address: no cache keeps what somebody asked about one.
        question.Http.Response.Headers.CacheControl = "no-store";
        var (held, place) = (question.Held, question[Place]!);
        if (CareAnswer.To(held, place, question.Day) is not { } answer)
            return Missing(held, place) is { IsPlace: true } missing ? Refusal.NotHeld(missing.Why) : Refusal.Of(Place, place, "a practice's code such as A81001, a postcode such as LS1 4AP, or a small area such as E01011949");

        var rulebook = held.RulebookOn(answer.Day);
        return Reply.Of(new CommissionerAnswer(held.Version, answer.Day, answer.Key, answer.Whereabouts, answer.Called is { Length: > 0 } called ? called : null, State(answer),
            NamedCode.Of(held, answer.Commissioner, answer.Day), NamedCode.Of(held, answer.Board, answer.Day), (answer.Row ?? answer.Closed)?.Provenance,
            BelongingRow.Of(held, answer.Timeline),
            [.. answer.Others(held).Select(o => new OtherCommissioner(o.Care, o.Code, o.Name, o.Because))],
            [.. Doubts(held, answer)],
            rulebook is null ? null : $"/api/v1/rulebooks/{rulebook.Name}/determination{RecordAsked.Query(answer.OrdinaryAppointment())}"));
    }

    private static async Task<IResult> AnswerAll(Question question)
    {
        var http = question.Http;
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.HasJsonContentType())
            return Refusal.Of(ProblemKind.WantedJson);
        if (http.Request.ContentLength > MostBytes)
            return Refusal.Of(ProblemKind.TooLarge);
        // Nothing else on the site has a body, so the server takes none elsewhere.
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MostBytes;
        PlacesAsked? asked;
        try
        {
            asked = await JsonSerializer.DeserializeAsync<PlacesAsked>(http.Request.Body, Reply.Json, http.RequestAborted);
        }
        catch (BadHttpRequestException)
        {
            return Refusal.Of(ProblemKind.TooLarge);
        }
        catch (JsonException)
        {
            asked = null;
        }

        if (asked?.Places is not { } places || places.Contains(null!))
            return Refusal.Of(ProblemKind.BadBody, [new("body", "something else", $"JSON such as {Many.ExampleBody}")]);
        if (asked.On is { } text && !IsoDate.TryParse(text, out _))
            return Refusal.Of(ProblemKind.BadBody, [new(Parameter.On.Name, Finding.Quoted(text), Parameter.On.Wanted)]);
        if (places.Count is 0 or > MostPlaces)
            return Refusal.Of(ProblemKind.BadBody, [new("places", $"{places.Count:N0}", $"1 to {MostPlaces:N0} places: send more in several lists")]);

        var held = question.Held;
        var day = IsoDate.TryParse(asked.On, out var on) ? on : question.Today;
        List<PlaceRow> rows = [.. places.Select(p => Row(held, p, day))];
        return new Reply.TableReply<CommissionersAnswer, PlaceRow>(new(held.Version, day, rows), rows, held.Version);
    }

    private static PlaceRow Row(Holdings held, string place, DateOnly day)
    {
        if (CareAnswer.To(held, place, day) is not { } answer)
            return new(place, null, CareState.NotHeld, null, null, null, null, null, null, null, Missing(held, place).Why);
        var days = answer.Row?.Days;
        return new(place, answer.Whereabouts, State(answer), NullIfEmpty(answer.Commissioner), NullIfEmpty(answer.Commissioner.Length > 0 ? held.NameOf(answer.Commissioner, day) : ""), NullIfEmpty(answer.Board),
            NullIfEmpty(answer.Called), BelongingRow.Stated(days?.First), days?.Last, (answer.Row ?? answer.Closed)?.Provenance, null);
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;

    private static CareState State(CareAnswer answer) =>
        answer.Closed is { } closed ? Belonging.ClosedWord(closed) == "dormant" ? CareState.Dormant : CareState.Closed
        : answer.Row is null ? CareState.NotKnown
        : answer.Commissioner.Length == 0 ? CareState.NoCommissioner
        : CareState.Commissioned;

    private static IEnumerable<string> Doubts(Holdings held, CareAnswer answer) =>
        OdsCode.TryParse(answer.Commissioner, out var code) && held.Register.Find(code)?.On(answer.Day) is { } standing
            ? held.Register.DoubtsOn(standing.Kind, answer.Day).Where(d => d.IsAbout(code)).Select(d => d.Note)
            : [];

    /// <summary>Why nothing is known of a place, and what to do; of text that is no place at all, that it is badly written.</summary>
    private static (bool IsPlace, string Why) Missing(Holdings held, string place) =>
        PracticeCode.TryParse(place, out var practice) ? (true, practice.IsDefault ? $"{practice} is no practice: it is the code for a patient whose practice is not known. Ask by postcode or small area." : $"No practice {practice} is held here. /api/v1/organisations?q=NAME finds practices by name.")
        : OnsCode.TryParse(place, out var area) ? (true, $"The small area {area} is in no look-up that is held here.")
        : Postcode.TryParse(place, out var postcode) ? (true, held.Postcodes.Count == 0 ? $"No postcode directory is held here, so {postcode} cannot be looked up. Ask by practice or small area." : $"The postcode {postcode} is in no directory that is held here. Check it, or ask by practice or small area.")
        : (false, "It is neither a practice's code, nor a postcode, nor a small area.");
}

/// <summary>What a day is like at a place.</summary>
internal enum CareState
{
    /// <summary>There is a commissioner.</summary>
    Commissioned,

    /// <summary>The practice was closed: nobody's care is commissioned through it.</summary>
    Closed,

    /// <summary>The practice was dormant: nobody's care is commissioned through it.</summary>
    Dormant,

    /// <summary>The tables know the place that day, and of no commissioner.</summary>
    NoCommissioner,

    /// <summary>The tables know the place, but not on that day: the timeline tells the days they do know.</summary>
    NotKnown,

    /// <summary>Nothing that is held here has the place.</summary>
    NotHeld,
}

/// <summary>A code and what it is called.</summary>
/// <param name="Code">The ODS code.</param>
/// <param name="Name">Its name on the day asked about, or the nearest that is known.</param>
internal sealed record NamedCode(string Code, string Name)
{
    public static NamedCode? Of(Holdings held, string code, DateOnly day) => code.Length > 0 ? new(code, held.NameOf(code, day)) : null;
}

/// <summary>A run of days with one commissioner.</summary>
/// <param name="First">The first day; null where no source states one.</param>
/// <param name="Last">The last day; null until further notice.</param>
/// <param name="Commissioner">Its code; null where none is known.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Closed">"closed" or "dormant" of a practice that was so; null where it was open.</param>
/// <param name="Source">The file and line that says so.</param>
internal sealed record BelongingRow(DateOnly? First, DateOnly? Last, string? Commissioner, string? Name, string? Closed, string Source)
{
    public static IReadOnlyList<BelongingRow> Of(Holdings held, IReadOnlyList<Belonging> timeline) =>
    [
        .. timeline.Select(b => new BelongingRow(Stated(b.Days.First), b.Days.Last, b.Commissioner.Length > 0 ? b.Commissioner : null,
            b.Commissioner.Length > 0 ? held.NameOf(b.Commissioner, b.Days.First) : null, b.Closed.Length > 0 ? b.Closed : null, b.Source)),
    ];

    /// <summary>A first day, or none where it is the start of time.</summary>
    public static DateOnly? Stated(DateOnly? first) => first == DateOnly.MinValue ? null : first;
}

/// <summary>Care that somebody else commissions there, or the same body under another function.</summary>
/// <param name="Care">Which care.</param>
/// <param name="Code">The code of who commissions it.</param>
/// <param name="Name">What that is called.</param>
/// <param name="Source">The row of a table, or the page of the method, that says so.</param>
internal sealed record OtherCommissioner(string Care, string Code, string Name, string Source);

/// <summary>Who commissions care at one place on a day.</summary>
/// <param name="AsAt">Which reading of the holdings it was answered from: it changes when they do.</param>
/// <param name="On">The day asked about.</param>
/// <param name="Place">The place as people write it.</param>
/// <param name="Whereabouts">What sort of place it is.</param>
/// <param name="Name">What a practice is called; null of a home.</param>
/// <param name="State">What the day was like there.</param>
/// <param name="Commissioner">The commissioner that day; null where there was none, or none is known.</param>
/// <param name="Board">The board in whose area that commissioner lay, where a table says.</param>
/// <param name="Source">The file and line that decides that day.</param>
/// <param name="Timeline">Before, then and after.</param>
/// <param name="Others">What others commission there, as far as the tables say: nothing is from general knowledge.</param>
/// <param name="Doubts">What the published record leaves in doubt about the commissioner that day.</param>
/// <param name="Determination">Where an ordinary outpatient appointment of someone there is decided, box by box; null where no method that is held covers the day.</param>
internal sealed record CommissionerAnswer(
    string AsAt, DateOnly On, string Place, Whereabouts Whereabouts, string? Name, CareState State, NamedCode? Commissioner, NamedCode? Board, string? Source,
    IReadOnlyList<BelongingRow> Timeline, IReadOnlyList<OtherCommissioner> Others, IReadOnlyList<string> Doubts, string? Determination);

/// <summary>Places to be looked up.</summary>
/// <param name="Places">Codes of practices, postcodes, or ONS codes of small areas: 1 to 1,000.</param>
/// <param name="On">The day asked about, as YYYY-MM-DD; today in England where it is left out.</param>
internal sealed record PlacesAsked(IReadOnlyList<string>? Places, string? On);

/// <summary>One of many places.</summary>
/// <param name="Place">As it was sent.</param>
/// <param name="Whereabouts">What sort of place it is; null where it is not held.</param>
/// <param name="State">What the day was like there.</param>
/// <param name="Commissioner">The code of the commissioner that day, or null.</param>
/// <param name="CommissionerName">What it was called.</param>
/// <param name="Board">The code of the board in whose area it lay, where a table says.</param>
/// <param name="Name">What a practice is called; null of a home.</param>
/// <param name="First">The first day for which the source says so; null where it states none.</param>
/// <param name="Last">The last day; null until further notice.</param>
/// <param name="Source">The file and line that decides that day.</param>
/// <param name="Problem">Why nothing is known; null where something is.</param>
internal sealed record PlaceRow(
    string Place, Whereabouts? Whereabouts, CareState State, string? Commissioner, string? CommissionerName, string? Board, string? Name, DateOnly? First, DateOnly? Last, string? Source, string? Problem);

/// <summary>Who commissions care in each of many places on a day.</summary>
/// <param name="AsAt">Which reading of the holdings it was answered from.</param>
/// <param name="On">The day asked about.</param>
/// <param name="Rows">A row for each place, in the order they were sent.</param>
internal sealed record CommissionersAnswer(string AsAt, DateOnly On, IReadOnlyList<PlaceRow> Rows);
