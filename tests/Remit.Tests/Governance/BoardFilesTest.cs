using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Remit.Governance;
using Remit.Storage.Governance;
using static Remit.Tests.Governance.ProceedingsTest;

namespace Remit.Tests.Governance;

public class BoardFilesTest
{
    private static readonly string[] Everyone = ["chair", "audit", "public", "officer", "finance"];

    private static Proceedings Voted() => With([Held("chair", "Harbour Health Ltd")], Called(Award("Harbour Health Ltd"), new AgendaItem(2, "A <member> of staff & more", ItemPurpose.Decision, [], "Personal, \"private\" matter")),
        new ConflictRuled(1, "chair", Handling.Leave, "Hers", "public"), new AttendanceTaken(Everyone),
        new ItemVoted(1, "To award it to Valley Care Ltd", [.. Everyone[1..].Select(p => new CastVote(p, p == "audit" ? Ballot.Against : Ballot.For))]));

    /// <summary>Of each class of Popolo the members that its published schemas have (schemas of the specification, draft 3), as far as they are used here; and which of them must be there.</summary>
    private static readonly Dictionary<string, (string[] Needed, string[] Known)> Classes = new()
    {
        ["persons"] = (["id", "name"], ["id", "name"]),
        ["organizations"] = (["id", "name"], ["id", "name", "classification", "parent_id", "identifiers"]),
        ["posts"] = (["id", "label", "role", "organization_id"], ["id", "label", "role", "organization_id"]),
        ["memberships"] = (["id", "person_id", "organization_id"], ["id", "person_id", "organization_id", "post_id", "role", "start_date", "end_date"]),
        ["events"] = (["id", "name"], ["id", "name", "classification", "organization_id", "start_date", "location", "status"]),
        ["motions"] = (["id", "text"], ["id", "organization_id", "legislative_session_id", "text", "classification", "result"]),
        ["vote_events"] = (["id", "motion_id", "votes"], ["id", "organization_id", "legislative_session_id", "identifier", "motion_id", "result", "counts", "votes"]),
    };

    [Fact]
    public void Popolo_has_the_classes_and_members_of_the_specification_and_every_id_it_names_is_there()
    {
        using var written = JsonDocument.Parse(Popolo.Of(Voted(), SmallBoard.Body, "NHS A CCG"));
        var root = written.RootElement;

        root.EnumerateObject().Select(c => c.Name).ShouldBe(Classes.Keys);
        foreach (var (name, (needed, known)) in Classes)
            foreach (var each in root.GetProperty(name).EnumerateArray())
            {
                var members = each.EnumerateObject().Select(m => m.Name).ToList();
                needed.Except(members).ShouldBeEmpty($"{name}: {each}");
                members.Except(known).ShouldBeEmpty($"{name}: {each}");
                foreach (var day in each.EnumerateObject().Where(m => m.Name.EndsWith("_date", StringComparison.Ordinal)))
                    day.Value.GetString()!.ShouldMatch("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
            }

        var ids = Classes.Keys.SelectMany(c => root.GetProperty(c).EnumerateArray()).Select(e => e.GetProperty("id").GetString()!).ToList();
        ids.ShouldBeUnique();
        string[] references = ["person_id", "organization_id", "post_id", "parent_id", "motion_id", "legislative_session_id"];
        foreach (var reference in Classes.Keys.SelectMany(c => root.GetProperty(c).EnumerateArray()).SelectMany(e => e.EnumerateObject()).Where(m => references.Contains(m.Name)))
            ids.ShouldContain(reference.Value.GetString());

        var vote = root.GetProperty("vote_events").EnumerateArray().Single();
        vote.GetProperty("counts").EnumerateArray().Select(c => (c.GetProperty("option").GetString(), c.GetProperty("value").GetInt32())).ShouldBe([("yes", 3), ("no", 1), ("abstain", 0)]);
        vote.GetProperty("votes").EnumerateArray().Select(v => (v.GetProperty("voter_id").GetString(), v.GetProperty("option").GetString())).ShouldContain(("person/chair", "not voting"));
        Encoding.UTF8.GetString(Popolo.Of(Voted(), SmallBoard.Body, "NHS A CCG")).ShouldNotContain("member> of staff");
    }

    [Fact]
    public void The_calendar_is_folded_escaped_and_names_each_meeting_the_same_for_ever()
    {
        var text = Encoding.UTF8.GetString(MeetingCalendar.Of("Meetings, of a; body", Voted().Meetings, new(2019, 1, 15, 12, 0, 0, TimeSpan.Zero), _ => "/organisations/00A/governance/meetings/board/2018-06-01"));
        var lines = text.Split("\r\n");

        lines[^1].ShouldBe("");
        lines.ShouldAllBe(l => Encoding.UTF8.GetByteCount(l) <= 75 && !l.Contains('\n'));
        var unfolded = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        unfolded.ShouldContain("X-WR-CALNAME:Meetings\\, of a\\; body");
        unfolded.ShouldContain("UID:00A-board-2018-06-01@remit");
        unfolded.ShouldContain("DTSTART;VALUE=DATE:20180601");
        unfolded.ShouldContain("DTEND;VALUE=DATE:20180602");
        unfolded.ShouldContain("DTSTAMP:20190115T120000Z");
        unfolded.Single(l => l.StartsWith("DESCRIPTION:", StringComparison.Ordinal)).ShouldBe("DESCRIPTION:1. Community nursing\\n2. A <member> of staff & more (in private: Personal\\, \"private\" matter)\\n/organisations/00A/governance/meetings/board/2018-06-01");
        (unfolded.Count(l => l == "BEGIN:VEVENT"), unfolded.Count(l => l == "END:VEVENT")).ShouldBe((1, 1));
    }

    [Fact]
    public void A_line_is_cut_between_characters_and_never_within_one()
    {
        var line = new string('é', 100);

        var folded = MeetingCalendar.Folded(line).Split("\r\n");

        folded.ShouldAllBe(l => Encoding.UTF8.GetByteCount(l) <= 75);
        string.Concat(folded.Select((l, n) => n == 0 ? l : l[1..])).ShouldBe(line);
    }

    [Fact]
    public void Minutes_as_a_document_tell_an_interest_that_was_declared_after_the_meeting()
    {
        var voted = Voted().Meetings.Single();
        var late = voted.Interests.Interests.Single() with { Declared = voted.Called.Day.AddDays(1) };
        var register = new InterestRegister(voted.Interests.Governance, SmallBoard.Register, [late], [], [], []);
        var meeting = new Meeting(voted.Id, voted.Called, voted.Structure, voted.Committee, register, [new AttendanceTaken(Everyone)]);

        BoardDocuments.Minutes(meeting, p => p).Parts.OfType<DocumentPart.Line>().ShouldContain(l => l.Text.EndsWith("and declared it only on 2018-06-02: not ruled on.", StringComparison.Ordinal));
    }

    [Fact]
    public void Minutes_are_a_Word_document_with_a_title_a_language_headings_and_tables_with_headings_and_tell_nothing_private()
    {
        var paper = BoardDocuments.Minutes(Voted().Meetings[0], p => p);
        using var document = WordprocessingDocument.Open(new MemoryStream(paper.Word()), isEditable: false);

        new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2016).Validate(document, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
        document.PackageProperties.Title.ShouldBe("Minutes of Governing Body, 00A A, 1 June 2018".Replace("00A A", $"00A {Voted().Meetings[0].Structure.Name}", StringComparison.Ordinal));
        var body = document.MainDocumentPart!.Document.Body!;
        body.Descendants<ParagraphStyleId>().Select(s => s.Val!.Value).ShouldContain("Heading1");
        body.Descendants<Table>().ShouldAllBe(t => t.Descendants<TableHeader>().Any());
        body.InnerText.ShouldContain("leaves for the item, ruled by public: Hers.");
        body.InnerText.ShouldContain("Resolved: To award it to Valley Care Ltd (3 for, 1 against, 0 abstained).");
        body.InnerText.ShouldContain("Taken in private: Personal, \"private\" matter.");
    }

    [Fact]
    public void The_same_as_a_page_says_what_language_it_is_in_and_holds_its_text_back_from_being_markup()
    {
        var page = BoardDocuments.Minutes(Voted().Meetings[0], p => p).Page();

        page.ShouldContain("<html lang=\"en-GB\">");
        page.ShouldContain("2. A &lt;member&gt; of staff &amp; more");
        page.ShouldContain("<th scope=\"col\">Seat</th>");
        page.ShouldNotContain("<member>");
    }

    [Fact]
    public void Tables_have_a_heading_for_every_cell()
    {
        var proceedings = Voted();
        var structure = proceedings.Governance.On(SmallBoard.Body, new(2018, 6, 1))!;
        foreach (var table in (IEnumerable<IReadOnlyList<string>>[])[BoardTables.Seats(structure), BoardTables.Interests(proceedings.Interests.Interests, proceedings.Governance), BoardTables.Items(proceedings.Meetings), BoardTables.Compared([structure], proceedings.Governance.Facts)])
            table.ShouldAllBe(row => row.Count == table.First().Count);
        BoardTables.Items(proceedings.Meetings).Last().ShouldContain("private: Personal, \"private\" matter");
    }
}
