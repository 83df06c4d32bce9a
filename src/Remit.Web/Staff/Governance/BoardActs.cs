using Remit.Access;
using Remit.Governance;
using Remit.Storage.Governance;
using Remit.Time;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>What changes a board, as forms.</summary>
internal static class BoardActs
{
    private static readonly (string, string)[] YesNo = [("yes", "Yes"), ("no", "No")];

    public static IReadOnlyList<NextAct> Of(StaffBoardPage page, Ruling ruling)
    {
        var file = new NextAct("file", page.Structure is null ? "Record the constitution from a file" : "Record a variation or several changes from a file", ruling,
            new ActField("file", "File", "JSON with a constitution, people or appointments, as the manual's page on governance files shows it", FilledAs.File))
        {
            IsConfirmed = true,
            About = "All of it is recorded, or nothing. You see what it says first.",
        };
        if (page.Structure is not { } structure)
            return [file];

        var seats = structure.Constitution.Committees.SelectMany(c => c.Seats.Select(s => (Value: $"{c.Id}/{s.Id}", Words: $"{c.Title}: {s.Title}{(structure.Holder(c, s.Id) is { } holder ? $" (now {holder.Name})" : " (vacant)")}"))).ToList();
        var vacant = structure.Vacancies.Count > 0 ? $"{structure.Vacancies[0].Committee.Id}/{structure.Vacancies[0].Seat.Id}" : null;
        ActField[] term =
        [
            new("seat", "Seat", As: FilledAs.Choice, Choices: seats, Value: vacant),
            new("from", "First day", As: FilledAs.Day, Value: page.Me.Today.InWords),
            new("to", "Last day of the term", As: FilledAs.Day, IsNeeded: false),
            new("how", "How they come to it", As: FilledAs.Choice, Choices: [.. GovernanceFile.Ways.Select(w => (w, w))], Value: GovernanceFile.Ways[0]),
        ];
        var sitting = structure.Seats.Where(s => s.Person is not null).ToList();
        return
        [
            new("appoint-new", "Appoint somebody new", ruling, [new("name", "Their name, as they hold office under it"), new("id", "A name for them in addresses", "Small letters, digits and hyphens, as ann-example", Width: 20), .. term]),
            new("appoint", "Appoint somebody who is recorded already", ruling, [new("person", "Who", "Their name, or what stands for them, as ann-example"), .. term]),
            .. sitting.Count == 0 ? (IEnumerable<NextAct>)[] : [new("end", "End an appointment", ruling,
                new ActField("seat", "Whose", As: FilledAs.Choice, Choices: [.. sitting.Select(s => ($"{s.Committee.Id}/{s.Seat.Id}/{s.Person!.Id}", $"{s.Person.Name}, {s.Committee.Title}: {s.Seat.Title}"))]),
                new ActField("last", "Last day", "The day before its first takes back what was recorded by mistake", FilledAs.Day, Value: page.Me.Today.InWords), new ActField(NextAct.Because, "Why"))],
            file,
            .. sitting.Select(s => s.Person!).DistinctBy(p => p.Id).Select(p => Facts(page, p, ruling)),
        ];
    }

    private static NextAct Facts(StaffBoardPage page, Person person, Ruling ruling) => new($"facts-{person.Id}", $"Record what {person.Name} declared", ruling,
    [
        .. page.Governance.Facts.Declarable.Select(d => new ActField(d.Code, d.Question, person.Has(d.Code, page.Me.Today, page.Body) is { } known ? $"Recorded: {(known ? "yes" : "no")}" : null, FilledAs.One, IsNeeded: false, Choices: YesNo)),
        new("from", "Since when, or the day of it", "Leave it empty for what was always so", FilledAs.Day, IsNeeded: false),
    ])
    {
        IsBeside = true,
        About = "Answer what they answered. What is left open stays as it is recorded; what nobody was asked stays unknown.",
    };
}
