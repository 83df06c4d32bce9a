using Remit.Governance;
using Remit.Register;
using Remit.Specs.Register;
using Remit.Storage.Governance;
using Remit.Storage.Register;
using Remit.Tests;

namespace Remit.Specs.Governance;

/// <summary>Holds every meeting of specs/governance/meetings.md.</summary>
public class MeetingCases
{
    private static readonly OdsCode Body = OdsCode.Parse("00L");
    private static readonly IReadOnlyList<RegisterRow> Rows = RegisterPage.Read(Path.Combine(Where.Root, "specs", "governance", "meetings.md"));
    private static readonly Lazy<InterestRegister> Interests = new(Declared);

    public static TheoryData<int> Meetings() => [.. Rows.Where(r => r.Has("comes to")).Select(r => r.Line)];

    [Theory, MemberData(nameof(Meetings))]
    public void The_item_comes_to_what_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        var day = new DateOnly(2017, 7, 27);
        var structure = Interests.Value.Governance.On(Body, day)!;
        var item = new AgendaItem(1, "The item", row["item"] == "award" ? ItemPurpose.Award : ItemPurpose.Decision, [.. row["about"].Split("; ").Where(a => a != "nobody").Select(a => new Concerned(a))]);
        List<Event> happened = [new AttendanceTaken(row["there"].Split(' '))];
        happened.AddRange(Words(row["ruled"]).Select(r => new ConflictRuled(1, r[0], Enum.Parse<Handling>(r[1].Replace("-", "", StringComparison.Ordinal), ignoreCase: true), "as the page has it", r[2])));
        if (row["voted"].Length > 0)
            happened.Add(new ItemVoted(1, "That it be done", [.. Words(row["voted"]).Select(v => new CastVote(v[0], v[1] switch { "f" => Ballot.For, "g" => Ballot.Against, _ => Ballot.Abstain }))]));

        var standing = new Meeting("00L/gb/2017-07-27", new(Body, "gb", day, [item]), structure, structure.Constitution.Committees[0], Interests.Value, happened).On(item);

        string.Join(' ', standing.Seats.Where(s => s.Part == Part.Votes).Select(s => s.Seat.Person!.Id)).Split(' ').Order().ShouldBe(row["may vote"].Split(' ').Order());
        (standing.Chair?.Id ?? "nobody").ShouldBe(row["chair"]);
        (standing.Decided ? standing.Carried ? "carried" : "lost" : "open").ShouldBe(row["comes to"], string.Join("; ", standing.Obstacles));
        if (row["told"].Length > 0)
            standing.Obstacles.ShouldContain(row["told"]);
        // Every seat is there once, whatever happened.
        standing.Seats.Select(s => s.Seat.Seat.Id).Order().ShouldBe(Rows.Where(r => r.Has("seat")).Select(r => r["seat"]).Order());
    }

    private static IEnumerable<string[]> Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Split(':'));

    private static InterestRegister Declared()
    {
        var seats = Rows.Where(r => r.Has("seat")).ToList();
        var board = new Committee("gb", Constitution.GoverningBody, "Governing Body", [.. seats.Select(s => new Seat(s["seat"], s["seat"], [s["offices"]], s["votes"] == "yes"))], new(3, ["lay", "executive"]), "chair", "lay-area", ["everything"]);
        var register = new Evidence(NationalTables.Shipped, []).ToDate;
        var people = seats.Where(s => s["person"].Length > 0).ToList();
        var governance = new GovernanceAsKnown(GovernanceTables.Shipped, register, [new(Body, "1", new(2013, 4, 1), [board])], people.Select(s => new Person(s["person"], s["person"], [])),
            people.Select(s => new Appointment(1, s["person"], Body, "gb", s["seat"], new(new(2016, 4, 1)), "appointed")));
        return new(governance, register, Rows.Where(r => r.Has("holder")).Select((r, n) =>
        {
            InterestFile.TryType(r["type"], out var type).ShouldBeTrue();
            return new Interest($"{r["holder"]}/{n}", Body, r["holder"], type, ConflictNature.Actual, r["in"], null, r["position"], r.Day("arose"), r["ended"].Length > 0 ? r.Day("ended") : null, r.Day("arose"));
        }), [], [], []);
    }
}
