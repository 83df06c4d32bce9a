using Remit.Governance;
using Remit.Journal;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Tests.Register;

namespace Remit.Tests.Governance;

/// <summary>Meetings in a journal, where what is known is what was recorded before.</summary>
public sealed class RecordedMeetingsTest : IDisposable
{
    private const string Id = "00A/board/2018-06-01";

    private readonly TemporaryFolder folder = Where.NewFolder();
    private readonly KeptJournal journal;

    public RecordedMeetingsTest()
    {
        journal = KeptJournal.Open(Database.Of(new(folder.File("w")), ""));
        RecordedGovernance.Record(journal, SmallBoard.Register, new(SmallBoard.Body, SmallBoard.Drawn(SmallBoard.Body), [new("gail", "Gail Example"), new("ben", "Ben Example")],
            [new("gail", "board", "chair", SmallEngland.Day("2016-04-01"), null, "appointed"), new("ben", "board", "lay-area", SmallEngland.Day("2016-04-01"), null, "appointed")]), "file.json", On("2016-04-01"));
        Declare(InterestType.NonFinancialProfessional, "2018-05-01");
        RecordedMeetings.Call(journal, new(SmallBoard.Body, "board", SmallEngland.Day("2018-06-01"), [new(1, "It", ItemPurpose.Decision, [new("Harbour Health Ltd")])]), "file.json", Interests.Governance, On("2018-05-10"));
    }

    private InterestRegister Interests => RecordedInterests.In(journal, SmallBoard.Register);

    private Meeting Meeting => RecordedMeetings.Find(journal, Id, Interests)!;

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_ruling_is_about_what_was_on_record_when_it_was_made_whatever_day_is_written_on_what_comes_after(bool named)
    {
        var ruled = new ConflictRuled(1, "ben", Handling.NoAction, "Adviser only", "gail");
        if (named)
            RecordedMeetings.Add(journal, Meeting, ruled, On("2018-05-20"));
        else
            journal.Append(On("2018-05-20"), new Proposal($"meeting/{Id}", 2, ruled));
        Meeting.On(Meeting.Find(1)!).Open.ShouldBeEmpty();
        Meeting.CalledOn.ShouldBe(SmallEngland.Day("2018-05-10"));

        Declare(InterestType.Financial, "2018-05-02", on: "2018-05-25");

        Meeting.Rulings.Single().Interests.ShouldBe(["ben/1"]);
        Meeting.On(Meeting.Find(1)!).Open.Select(c => c.Found.Interest.Id).ShouldBe(["ben/2"]);
        RecordedMeetings.Add(journal, Meeting, ruled with { Handling = Handling.Leave }, On("2018-05-26"));
        Meeting.Rulings.Single().Interests!.Order().ShouldBe(["ben/1", "ben/2"]);
        Meeting.On(Meeting.Find(1)!).Open.ShouldBeEmpty();
    }

    private void Declare(InterestType type, string declared, string? on = null) => RecordedInterests.Declare(journal, Interests,
        [(new(SmallBoard.Body, "ben", type, ConflictNature.Actual, "Harbour Health Ltd", "adviser", SmallEngland.Day("2018-04-01"), SmallEngland.Day(declared)), new("form"))], SmallEngland.Day(on ?? declared), On(on ?? declared));

    private static Act On(string day) => new("Ann", "governance officer", "so", new(SmallEngland.Day(day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));
}
