using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Remit.Governance;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Governance;

/// <summary>A body's people, committees, posts, memberships, meetings, motions and votes in the form of the Popolo project, as those who watch parliaments and councils exchange them.</summary>
/// <remarks>
/// Popolo asks of a motion and a vote event when they were, to the minute; a record that has the day alone names the meeting instead, which is an event with its day. What was taken in private is not in it.
/// </remarks>
public static class Popolo
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="name">What the body is called.</param>
    public static byte[] Of(Proceedings proceedings, OdsCode body, string name)
    {
        var governance = proceedings.Governance;
        var versions = governance.VersionsOf(body).ToList();
        // A committee is one organisation through all versions; what it is called is what it was called last.
        var committees = versions.SelectMany(v => v.Committees).GroupBy(c => c.Id).Select(g => g.Last()).ToList();
        var seats = versions.SelectMany(v => v.Committees.SelectMany(c => c.Seats.Select(s => (Committee: c.Id, Seat: s)))).GroupBy(s => (s.Committee, s.Seat.Id)).Select(g => g.Last()).ToList();
        var appointments = governance.Appointments.Where(a => a.Body == body).ToList();
        var meetings = proceedings.Of(body).ToList();
        List<JsonNode> motions = [], votes = [];
        foreach (var meeting in meetings)
            foreach (var item in meeting.Called.Agenda.OrderBy(i => i.Number).Where(i => i.Private is null && i.Purpose != ItemPurpose.Discussion))
            {
                var standing = meeting.On(item);
                if (standing.Motion.Length == 0)
                    continue;
                var (id, result) = ($"{meeting.Id}/{item.Number}", standing.Decided ? standing.Carried ? "pass" : "fail" : null);
                motions.Add(Node(("id", $"motion/{id}"), ("organization_id", CommitteeId(meeting.Called.Committee)), ("legislative_session_id", MeetingId(meeting)), ("text", standing.Motion), ("classification", item.Purpose.ToString().ToLowerInvariant()), ("result", result)));
                votes.Add(Node(("id", $"vote-event/{id}"), ("organization_id", CommitteeId(meeting.Called.Committee)), ("legislative_session_id", MeetingId(meeting)), ("identifier", $"{item.Number}"), ("motion_id", $"motion/{id}"), ("result", result),
                    ("counts", List(((string, Ballot)[])[("yes", Ballot.For), ("no", Ballot.Against), ("abstain", Ballot.Abstain)], c => Node(("option", c.Item1), ("value", standing.Count(c.Item2))))),
                    ("votes", List(standing.Seats.Where(s => s.Seat.Person is not null && s.Part is not Part.Attends), s => Node(("voter_id", PersonId(s.Seat.Person!.Id)), ("option", Option(s)), ("role", s.Seat.Seat.Title))))));
            }

        var people = appointments.Select(a => a.Person).Concat(meetings.SelectMany(m => m.Called.Agenda.Where(i => i.Private is null).SelectMany(i => m.On(i).Seats)).Select(s => s.Seat.Person?.Id).OfType<string>()).Distinct().Order(StringComparer.Ordinal);
        var root = Node(
            ("persons", List(people, p => Node(("id", PersonId(p)), ("name", governance.Find(p)?.Name ?? p)))),
            ("organizations", List([Node(("id", BodyId()), ("name", name), ("classification", "commissioner"), ("identifiers", List([body], b => Node(("scheme", "ODS"), ("identifier", b.ToString()))))),
                .. committees.Select(c => Node(("id", CommitteeId(c.Id)), ("name", c.Title), ("classification", c.Kind), ("parent_id", BodyId())))], o => o)),
            ("posts", List(seats, s => Node(("id", PostId(s.Committee, s.Seat.Id)), ("label", s.Seat.Title), ("role", s.Seat.Offices is [var office, ..] ? governance.Facts.Office(office)?.Name ?? office : s.Seat.Title), ("organization_id", CommitteeId(s.Committee))))),
            ("memberships", List(appointments, a => Node(("id", $"membership/{a.Body}/{a.Committee}/{a.Seat}/{a.Number}"), ("person_id", PersonId(a.Person)), ("organization_id", CommitteeId(a.Committee)), ("post_id", PostId(a.Committee, a.Seat)),
                ("role", seats.FirstOrDefault(s => (s.Committee, s.Seat.Id) == (a.Committee, a.Seat)).Seat?.Title), ("start_date", IsoDate.Text(a.Days.First)), ("end_date", a.Days.Last is { } last ? IsoDate.Text(last) : null)))),
            ("events", List(meetings, m => Node(("id", MeetingId(m)), ("name", $"{m.Committee.Title}, {m.Called.Day.InWords}"), ("classification", "meeting"), ("organization_id", CommitteeId(m.Called.Committee)), ("start_date", IsoDate.Text(m.Called.Day)), ("location", m.Called.Place), ("status", m.Cancelled is not null ? "cancelled" : m.Present is null ? "called" : "held")))),
            ("motions", List(motions, m => m)),
            ("vote_events", List(votes, v => v)));
        return JsonSerializer.SerializeToUtf8Bytes(root, Readable);

        string BodyId() => $"organisation/{body}";
        string CommitteeId(string committee) => $"organisation/{body}/{committee}";
        string PostId(string committee, string seat) => $"post/{body}/{committee}/{seat}";
    }

    private static string PersonId(string person) => $"person/{person}";

    private static string MeetingId(Meeting meeting) => $"meeting/{meeting.Id}";

    private static string Option(SeatOnItem seat) => (seat.Vote, seat.Part) switch
    {
        (Ballot.For, _) => "yes",
        (Ballot.Against, _) => "no",
        (Ballot.Abstain, _) => "abstain",
        (_, Part.Absent) => "absent",
        _ => "not voting",
    };

    private static JsonObject Node(params IReadOnlyList<(string Name, object? Value)> members)
    {
        JsonObject node = [];
        foreach (var (name, value) in members)
            if (value is not null)
                node[name] = value switch { JsonNode inner => inner, int number => number, _ => (string)value };
        return node;
    }

    private static JsonArray List<T>(IEnumerable<T> all, Func<T, JsonNode> each) => new([.. all.Select(each)]);
}
