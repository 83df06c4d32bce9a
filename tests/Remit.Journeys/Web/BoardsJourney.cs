using System.Net;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;

namespace Remit.Journeys.Web;

/// <summary>What is public of boards: who sits, interests, meetings, votes; the search across bodies; files.</summary>
public sealed class BoardsJourney(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Board = "/organisations/X9V/governance", First = $"{Board}/meetings/governing-body/2021-11-25";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_shows_who_sits_what_is_vacant_and_each_rule_with_its_source_and_remedy()
    {
        (await Page("/organisations/X9V")).ShouldContain($"href=\"{Board}?on=");
        var page = await Page(Board);

        page.ShouldContain("On <strong>30 June 2022</strong> constitution 1 is in force");
        page.ShouldContain("Dr Ada Example");
        page.ShouldContain("The annual budget: to Governing Body");
        page.ShouldContain("there is Audit Committee");
        page.ShouldContain("The governing body has a remuneration committee");
        page.ShouldNotContain("convicted");
        (await Page($"{Board}?on=2019-01-01")).ShouldContain("The first is from");
        // The rules changed overnight.
        var (before, after) = (await Page($"{Board}?on=2022-04-13"), await Page($"{Board}?on=2022-04-14"));
        before.ShouldContain("at least six members");
        after.ShouldContain("at least four members");
    }

    [Fact]
    public async Task A_meeting_tells_every_seat_and_ruling_and_of_what_was_private_the_title_and_reason_alone()
    {
        var page = await Page(First);

        page.ShouldContain("shareholder and director");
        page.ShouldContain("Ruled by Elsa Example: leaves and gets no papers, because: She is a shareholder and director of a bidder.");
        page.ShouldContain("Resolved: To award the contract for community nursing to Valley Care Limited (4 for, 0 against, 1 abstained).");
        page.ShouldContain("Taken in private: personal information.");
        page.ShouldNotContain("To agree the settlement");
        (await Page($"{Board}/meetings/governing-body/2022-05-26")).ShouldContain("Elsa Example");
        foreach (var file in (string[])["meetings.csv", "popolo.json", "meetings.ics"])
            (await Page($"{Board}/{file}")).ShouldNotContain("To agree the settlement");
        (await Page("/api/v1/organisations/X9V/meetings")).ShouldNotContain("To agree the settlement");
    }

    [Fact]
    public async Task Whoever_asks_about_a_supplier_is_told_who_has_an_interest_at_whichever_body_and_what_they_did()
    {
        var page = await Page("/interests?q=harbour+health&on=2022-05-01");

        page.ShouldContain("Dr Ada Example");
        page.ShouldContain("Community nursing contract");
        page.ShouldContain("Left for the item; did not vote");
        (await Page("/interests?q=Valley+Care&on=2022-05-01")).ShouldContain("Femi Example");
        (await Page("/interests?q=nobody+at+all")).ShouldContain("Nobody has");
    }

    [Fact]
    public async Task Decisions_and_attendance_are_listed_with_who_did_not_vote()
    {
        var page = await Page($"{Board}/meetings");

        page.ShouldContain("Resolved: To renew the grant for a year (3 for, 1 against, 0 abstained)");
        page.ShouldContain("id=\"attendance\"");
        page.ShouldContain("minutes approved");
    }

    [Fact]
    public async Task Awards_are_listed_with_how_conflicts_were_managed()
    {
        var page = await Page($"{Board}/procurement");

        page.ShouldContain("Valley Care Limited, £1250000");
        page.ShouldContain("Dr Ada Example: financial interest in Harbour Health Ltd, leaves and gets no papers");
        (await Page($"{Board}/procurement.csv")).ShouldContain("X9V/1,X9V,Community nursing");
    }

    [Fact]
    public async Task The_register_shows_late_declarations_gifts_and_breaches_without_a_name()
    {
        var page = await Page($"{Board}/interests");

        page.ShouldContain("47 days late");
        page.ShouldContain("Declined");
        page.ShouldContain("An interest was declared seven weeks after");
        page.ShouldNotContain("An interest was declared 47 days too late");
    }

    [Theory]
    [InlineData("/seats.csv", "text/csv", "X9V,2022-06-30,governing-body")]
    [InlineData("/interests.csv", "text/csv", "ada-example/1,X9V,ada-example")]
    [InlineData("/meetings.csv", "text/csv", "X9V,governing-body,2021-11-25,2,Community nursing contract")]
    [InlineData("/meetings.ics", "text/calendar", "UID:X9V-governing-body-2021-11-25@remit")]
    [InlineData("/popolo.json", "application/json", "\"vote_events\"")]
    public async Task Each_file_is_what_it_says(string file, string type, string has)
    {
        using var answer = await site.Http.GetAsync($"{Board}{file}", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(has);
        answer.Headers.ETag.ShouldNotBeNull();
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{Board}{file}") { Headers = { IfNoneMatch = { answer.Headers.ETag } } };
        (await site.Http.SendAsync(again, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData($"{Board}/interests.docx", "Register of interests", "Harbour Health Limited")]
    [InlineData($"{First}/minutes.docx", "Minutes of Governing Body", "Present: Dr Ada Example (Clinical chair)")]
    public async Task Registers_and_minutes_are_had_as_Word(string address, string title, string has)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(await site.Http.GetByteArrayAsync(address, Stop)), isEditable: false);

        document.PackageProperties.Title.ShouldStartWith(title);
        document.MainDocumentPart!.Document.InnerText.ShouldContain(has);
    }

    [Theory]
    [InlineData("/organisations/00F/governance")]
    [InlineData("/organisations/ZZZ/governance")]
    [InlineData($"{Board}/meetings/governing-body/2021-11-26")]
    [InlineData($"{Board}/meetings/governing-body/never")]
    [InlineData($"{Board}/meetings/governing-body/2021-11-26/minutes.docx")]
    [InlineData($"{Board}/meetings/governing-body/2022-05-26/minutes.docx")]
    [InlineData($"{First}/papers/1")]
    [InlineData("/organisations/00F/governance/seats.csv")]
    [InlineData("/governance/compare.csv?body=00F")]
    public async Task What_is_not_recorded_is_not_found(string address) => (await site.Http.GetAsync(address, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Structures_stand_side_by_side_as_a_page_and_as_a_table()
    {
        (await Page("/governance/compare?body=X9V&on=2022-05-01")).ShouldContain("Governing body");
        (await Page("/governance/compare.csv?body=X9V&on=2022-05-01")).Split('\n')[..3].ShouldBe(["committee,what,X9V", "governing body,seats that vote,7", "governing body,balance of the seats,\"2 clinician, 2 executive, 2 lay, 1 primary care\""]);
    }

    [Fact]
    public async Task A_program_is_told_the_same()
    {
        using var found = JsonDocument.Parse(await Page("/api/v1/interests/items?about=Harbour+Health+Ltd&on=2022-05-01"));

        var row = found.RootElement.GetProperty("rows").EnumerateArray().Single();
        row.GetProperty("name").GetString().ShouldBe("Dr Ada Example");
        row.GetProperty("ruled").GetString().ShouldBe("leaves and gets no papers");
        row.GetProperty("did").GetString().ShouldBe("left for the item; did not vote");
    }

    private async Task<string> Page(string address) => WebUtility.HtmlDecode(await site.Http.GetStringAsync(address, Stop));
}
