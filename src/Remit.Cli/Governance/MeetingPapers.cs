using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Governance;
using Remit.Storage;
using Remit.Storage.Governance;

namespace Remit.Cli.Governance;

/// <summary><c>governance meeting papers</c>: the papers of a meeting, and who may read them.</summary>
internal static class MeetingPapers
{
    public static Command Make(Terminal terminal) => new("papers", "The papers of a meeting: put in, published, and who may read them") { Add(terminal), Publish(terminal), Withdraw(terminal), List(terminal), Save(terminal) };

    private static Command Add(Terminal terminal)
    {
        var source = new Argument<string>("FILE|LINK") { Description = "A document, which is kept here, or an address at which it is" };
        var items = new Option<int[]>("--item") { Description = "The items that it is for", HelpName = "ITEM", Required = true, AllowMultipleArgumentsPerToken = true };
        var title = ActOptions.Line("--title", "What it is called", "TEXT", required: true);
        var sent = CommandLine.Day("--sent", "The day on which it goes to the members (default: today in England)");
        var secret = ActOptions.Line("--private", "Why it is private (default: as its items are)", "TEXT");
        var id = MeetingVerb.Id();
        return InterestsVerb.Changing(terminal, "add", "Put in a paper", "Paper put in", [id, source], [items, title, sent, secret], (parsed, journal, before, act) =>
        {
            var (named, given) = (parsed.GetRequiredValue(id), parsed.GetRequiredValue(source));
            if (RecordedMeetings.Find(journal, named, before) is not { } meeting)
                return new("", $"No meeting is recorded as {Finding.Quoted(named)}. './remit governance meeting list' shows those there are.", ExitCode.NotFound);
            var isLink = given.StartsWith("https://", StringComparison.Ordinal) || given.StartsWith("http://", StringComparison.Ordinal);
            var file = isLink ? null : KeptPapers.Keep(Workspace.At(parsed.GetValue<string?>("--workspace")), given);
            RecordedMeetings.Add(journal, meeting, new PaperAdded([.. parsed.GetRequiredValue(items).Distinct().Order()], parsed.GetValue(title)!, parsed.GetValue(sent) ?? terminal.Today, file, isLink ? given : null, parsed.GetValue(secret)), act);
            var paper = RecordedMeetings.Find(journal, named, before)!.Papers[^1];
            var withheld = paper.WithheldFrom(meeting).Select(w => w.Person.Name).ToList();
            return new($"{paper.Number}", $"Put in: paper {paper.Number}.{(withheld.Count > 0 ? $" It is withheld from {string.Join(", ", withheld)}." : "")}");
        });
    }

    private static Command Publish(Terminal terminal)
    {
        var paper = Number();
        var on = CommandLine.Day("--on", "The day of it (default: today in England)");
        return MeetingVerb.Changing(terminal, "publish", "Record that a paper was published: from then on everybody may read it", "Published", [paper], [on], parsed => new PaperPublished(parsed.GetRequiredValue(paper), parsed.GetValue(on) ?? terminal.Today));
    }

    private static Command Withdraw(Terminal terminal)
    {
        var paper = Number();
        var because = ActOptions.Line("--because", "Why", "TEXT", required: true);
        return MeetingVerb.Changing(terminal, "withdraw", "Take a paper back: nobody is given it any more", "Taken back", [paper], [because], parsed => new PaperWithdrawn(parsed.GetRequiredValue(paper), parsed.GetValue(because)!));
    }

    private static Command List(Terminal terminal)
    {
        var person = new Option<string?>("--for") { Description = "Tell of each whether this person may read it", HelpName = "PERSON" };
        return MeetingVerb.Asking(terminal, "list", "The papers of a meeting", [person], (parsed, meeting) =>
        {
            var asked = parsed.GetValue(person);
            var table = new TextTable(["paper", "items", "title", "sent", "where", "public", "withheld from", .. asked is null ? [] : (string[])[asked]]).Right(0);
            foreach (var paper in meeting.Papers)
                table.Row([$"{paper.Number}", string.Join(", ", paper.Items), paper.Title, $"{paper.Sent:yyyy-MM-dd}", paper.Link ?? $"{paper.File!.Name}, {paper.File.Bytes:N0} bytes",
                    paper.Withdrawn is { } gone ? $"taken back: {gone}" : paper.PrivateBecause(meeting) is { } why ? $"never: {why}" : paper.Published is { } day ? $"since {day:yyyy-MM-dd}" : "not yet",
                    string.Join(", ", paper.WithheldFrom(meeting).Select(w => w.Person.Name)), .. asked is null ? [] : (string[])[meeting.MayRead(asked, paper, terminal.Today) is var reading && reading.May ? "may read it" : $"may not: {reading.Because}"]]);
            return new(ExitCode.Done, meeting.Papers.Count > 0 ? table.ToString() : $"No paper was put to {meeting.Id}.", new
            {
                meeting = meeting.Id,
                papers = meeting.Papers.Select(p => new
                {
                    p.Number,
                    p.Items,
                    p.Title,
                    p.Sent,
                    p.File,
                    p.Link,
                    isPublic = p.IsPublic(meeting, terminal.Today),
                    @private = p.PrivateBecause(meeting),
                    p.Published,
                    p.Withdrawn,
                    withheldFrom = p.WithheldFrom(meeting).Select(w => new { person = w.Person.Id, w.Because }),
                    reading = asked is null ? null : meeting.MayRead(asked, p, terminal.Today),
                }),
            });
        });
    }

    private static Command Save(Terminal terminal)
    {
        var paper = new Option<int>("--paper") { Description = "The number of the paper", HelpName = "PAPER", Required = true };
        var person = new Option<string>("--for") { Description = "Who is to read it", HelpName = "PERSON", Required = true };
        var to = new Option<string>("--to") { Description = "The file to write", HelpName = "FILE", Required = true };
        return MeetingVerb.Asking(terminal, "save", "Write a paper to a file for somebody, if they may read it", [paper, person, to], (parsed, meeting) =>
        {
            if (meeting.FindPaper(parsed.GetValue(paper)) is not { } found)
                return Refused($"{meeting.Id} has no paper {parsed.GetValue(paper)}.", ExitCode.NotFound);
            if (meeting.MayRead(parsed.GetRequiredValue(person), found, terminal.Today) is { May: false, Because: var because })
                return Refused($"{parsed.GetRequiredValue(person)} may not read it: {Finding.Shown(because)}.", ExitCode.Refused);
            if (found.File is not { } file)
                return Refused($"It is not kept here, but at {Finding.Shown(found.Link!)}.", ExitCode.NotFound);
            using var content = KeptPapers.Open(Workspace.At(parsed.GetValue<string?>("--workspace")), file);
            using var written = new WholeFile(parsed.GetRequiredValue(to));
            content.CopyTo(written.Stream);
            written.Keep();
            return new(ExitCode.Done, $"Written: {parsed.GetRequiredValue(to)}.", new { written = parsed.GetRequiredValue(to), file.Sha256 });
        });

        InterestsVerb.Reply Refused(string said, int code)
        {
            terminal.Note(said);
            return new(code, "", "");
        }
    }

    private static Argument<int> Number() => new("PAPER") { Description = "The number of the paper" };
}
