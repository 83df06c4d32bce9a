using System.Globalization;
using Remit.Governance;
using Remit.Register;
using Remit.Specs.Register;
using Remit.Storage;
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

    public static TheoryData<int> Notices() => [.. Rows.Where(r => r.Has("notice")).Select(r => r.Line)];

    [Theory, MemberData(nameof(Notices))]
    public void Notice_is_in_time_or_not_as_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        var days = row["days asked"].Length == 0 ? (int?)null : int.Parse(row["days asked"], CultureInfo.InvariantCulture);
        List<Event> happened = row["put off on"].Length > 0 ? [new MeetingPostponed(row.Day("held"), "Snow", row.Day("put off on"))] : [];

        var meeting = Of(c => c with { NoticeDays = days }, new(Body, "gb", row.Day("held"), [], Noticed: row["noticed"].Length == 0 ? null : row.Day("noticed")), happened);

        meeting.Timings.Single().Compliance.ToString().ToLowerInvariant().ShouldBe(row["notice"], meeting.Timings[0].Because);
    }

    public static TheoryData<int> Papers() => [.. Rows.Where(r => r.Has("may read")).Select(r => r.Line)];

    [Theory, MemberData(nameof(Papers))]
    public void A_paper_is_read_by_those_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        var item = new AgendaItem(1, "The item", row["paper of"] == "award" ? ItemPurpose.Award : ItemPurpose.Decision, [new("Harbour Health Ltd")], row["item is"] == "private" ? "Commercial" : null);
        List<Event> happened = [new PaperAdded([1], "The paper", new(2017, 7, 20), Link: "https://example.nhs.uk/paper.pdf")];
        if (row["gail ruled"].Length > 0)
            happened.Add(new ConflictRuled(1, "gail", Enum.Parse<Handling>(row["gail ruled"].Replace("-", "", StringComparison.Ordinal), ignoreCase: true), "why", "ben"));
        if (row["published"] is not "no" and var published)
            happened.Add(new PaperPublished(1, published == "yes" ? new(2017, 7, 21) : row.Day("published")));
        if (row["taken back"] == "yes")
            happened.Add(new PaperWithdrawn(1, "It names a patient"));

        var meeting = Of(c => c, new(Body, "gb", new(2017, 7, 27), [item]), happened);
        var today = row.Has("today") && row["today"].Length > 0 ? row.Day("today") : new(2017, 7, 27);
        var reading = row["reader"] == "officer gail" ? meeting.MayRead(Interests.Value.Governance.PeopleCalled("gail"), meeting.Papers[0], today) : row["reader"] == "officer" ? meeting.MayRead([], meeting.Papers[0], today) : meeting.MayRead(row["reader"], meeting.Papers[0], today);

        reading.May.ShouldBe(row["may read"] == "yes", reading.Because);
    }

    public static TheoryData<int> Matters() => [.. Rows.Where(r => r.Has("matter")).Select(r => r.Line)];

    [Theory, MemberData(nameof(Matters))]
    public void A_reserved_matter_is_told_as_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        var item = new AgendaItem(1, "The item", ItemPurpose.Decision, [], Matter: row["matter"].Length > 0 ? row["matter"] : null);
        var meeting = Of(c => c with { Decides = row["delegated"].Length > 0 ? [row["delegated"]] : null, Kind = row["committee"] }, new(Body, "gb", new(2017, 7, 27), [item]), [new AttendanceTaken(["gail", "ben", "ada", "amir"])],
            row["reserved to"].Length > 0 ? [new("Merger", row["reserved to"])] : []);

        meeting.On(item).Obstacles.ShouldBe(row["told"].Length > 0 ? [row["told"]] : []);
    }

    public static TheoryData<int> Declarations() => [.. Rows.Where(r => r.Has("declared on")).Select(r => r.Line)];

    [Theory, MemberData(nameof(Declarations))]
    public void An_interest_is_found_before_the_vote_or_told_after_it_as_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        if (row["declared on"].Length == 0)
        {
            using var folder = Where.NewFolder();
            File.WriteAllText(folder.File("interests.csv"), $"person,organisation,type,position,arose,declared\n{row["director"]},Forest Care Ltd,{row["type"]},director,2016-04-01,\n");
            Should.Throw<RefusedException>(() => InterestFile.Read(folder.File("interests.csv"), Body, Interests.Value.Governance.People)).Findings.Single().Wanted.ShouldContain(row["told"]);
            return;
        }

        InterestFile.TryType(row["type"], out var type).ShouldBeTrue();
        var register = new InterestRegister(Interests.Value.Governance, new Evidence(NationalTables.Shipped, []).ToDate,
            [new($"{row["director"]}/9", Body, row["director"], type, ConflictNature.Actual, "Forest Care Ltd", null, "director", new(2016, 4, 1), Ended(row), row.Day("declared on")) { EndRecorded = row.Has("end told on") && row["end told on"].Length > 0 ? row.Day("end told on") : null }], [], [], []);
        var structure = register.Governance.On(Body, new(2017, 7, 27))!;
        var item = new AgendaItem(1, "The item", row["item"] == "award" ? ItemPurpose.Award : ItemPurpose.Decision, [new("Forest Care Ltd")]);
        List<Event> happened = [new AttendanceTaken(["gail", "ben", "ada", "amir", "gus"]), new ItemVoted(1, "That it be done", [.. ((string[])["gail", "ben", "ada", "amir", "gus"]).Select(p => new CastVote(p, Ballot.For))])];
        if (row["ruled after"].Length > 0)
            happened.Add(new ConflictRuled(1, row["director"], Enum.Parse<Handling>(row["ruled after"].Replace("-", "", StringComparison.Ordinal), ignoreCase: true), "why", "gail"));
        var meeting = new Meeting("00L/gb/2017-07-27", new(Body, "gb", new(2017, 7, 27), [item]), structure, structure.Constitution.Committees[0], register, happened);

        var standing = meeting.On(item);
        (standing.Decided ? $"{standing.Count(Ballot.For)} for" : "open").ShouldBe(row["vote"], string.Join("; ", standing.Obstacles));
        string.Join(' ', meeting.LateOn(1).Select(c => c.Person.Id)).ShouldBe(row["late"]);
        if (row["told"].Length > 0)
            meeting.Minutes().Concat(standing.Obstacles).ShouldContain(l => l.Contains(row["told"], StringComparison.Ordinal));
    }

    public static TheoryData<int> Ends() => [.. Rows.Where(r => r.Has("gail ended")).Select(r => r.Line)];

    [Theory, MemberData(nameof(Ends))]
    public void An_end_gives_its_papers_as_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        var register = new InterestRegister(Interests.Value.Governance, new Evidence(NationalTables.Shipped, []).ToDate,
            [new("gail/9", Body, "gail", InterestType.Financial, ConflictNature.Actual, "Forest Care Ltd", null, "director", new(2016, 4, 1), row.Day("gail ended"), new(2016, 4, 1)) { EndRecorded = row.Day("told") }], [], [], []);
        List<Event> happened = [new PaperAdded([1], "Bids", new(2017, 7, 20), Link: "https://example.nhs.uk/paper.pdf")];
        if (row["ruled"].Length > 0)
            happened.Add(new ConflictRuled(1, "gail", Enum.Parse<Handling>(row["ruled"].Replace("-", "", StringComparison.Ordinal), ignoreCase: true), "why", "ben", ["gail/9"]));
        var structure = register.Governance.On(Body, new(2017, 7, 27))!;

        var meeting = new Meeting("00L/gb/2017-07-27", new(Body, "gb", new(2017, 7, 27), [new(1, "The item", ItemPurpose.Award, [new("Forest Care Ltd")])]), structure, structure.Constitution.Committees[0], register, happened) { CalledOn = row.Day("called") };

        meeting.MayRead("gail", meeting.Papers[0], new(2017, 7, 27)).May.ShouldBe(row["gets papers"] == "yes");
    }

    public static TheoryData<int> Rulings() => [.. Rows.Where(r => r.Has("named")).Select(r => r.Line)];

    [Theory, MemberData(nameof(Rulings))]
    public void A_ruling_covers_what_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        Interest Of(string id, InterestType type, DateOnly declared) => new(id, Body, "gus", type, ConflictNature.Actual, "Forest Care Ltd", null, "adviser", new(2016, 4, 1), null, declared);
        var register = new InterestRegister(Interests.Value.Governance, new Evidence(NationalTables.Shipped, []).ToDate,
            [Of("first", InterestType.NonFinancialProfessional, new(2017, 7, 20)), Of("second", InterestType.Indirect, row.Day("second declared on"))], [], [], []);
        var structure = register.Governance.On(Body, new(2017, 7, 27))!;
        var item = new AgendaItem(1, "The item", ItemPurpose.Award, [new("Forest Care Ltd")]);
        string[] there = ["gail", "ben", "ada", "amir", "gus"];

        var meeting = new Meeting("00L/gb/2017-07-27", new(Body, "gb", new(2017, 7, 27), [item]), structure, structure.Constitution.Committees[0], register,
            [new AttendanceTaken(there), new ConflictRuled(1, "gus", Handling.NoAction, "why", "gail", row["named"].Split(' ')), new ItemVoted(1, "That it be done", [.. there.Select(p => new CastVote(p, Ballot.For))])]);

        var standing = meeting.On(item);
        (standing.Decided ? $"{standing.Count(Ballot.For)} for" : "open").ShouldBe(row["comes out"], string.Join("; ", standing.Obstacles));
        if (row["told"].Length > 0)
            meeting.Minutes().Concat(standing.Obstacles).ShouldContain(l => l.Contains(row["told"], StringComparison.Ordinal));
    }

    private static DateOnly? Ended(RegisterRow row) => row.Has("ended") && row["ended"].Length > 0 ? row.Day("ended") : null;

    private static Meeting Of(Func<Committee, Committee> with, MeetingCalled called, IEnumerable<Event> happened, IReadOnlyList<ReservedMatter>? reserved = null)
    {
        var structure = Interests.Value.Governance.On(Body, called.Day)!;
        var committee = with(structure.Constitution.Committees[0]);
        structure = structure with { Constitution = structure.Constitution with { Committees = [committee], Reserved = reserved }, Seats = [.. structure.Seats.Select(s => s with { Committee = committee })] };
        return new("00L/gb/2017-07-27", called, structure, committee, Interests.Value, happened);
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
