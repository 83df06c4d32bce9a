using Remit.Governance;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>What a plan says of boards: the sections of a merger, and the tables of a plan.</summary>
internal static class PlanBoards
{
    /// <param name="verb">Gives a verb as it is typed.</param>
    public static IEnumerable<PlanSection> Sections(MergerDossier dossier, int merger, Func<string, string> verb)
    {
        if (dossier.Boards is not { } all)
            yield break;
        var (boards, eve) = (all[merger], IsoDate.Text(dossier.Plan.Eve));
        var recorded = boards.Boards.Where(b => b.Structure is not null).ToList();
        var unrecorded = boards.Boards.Where(b => b.Structure is null).Select(b => b.Body.ToString()).ToList();
        yield return new("Seats, and people who hold several",
        [
            .. unrecorded.Count > 0 ? [$"No board of {string.Join(", ", unrecorded)} is recorded here, so {(recorded.Count == 0 ? "nothing is told of seats and conflicts" : "nothing is told of its seats and interests")}: './remit governance record FILE' records one."] : (string[])[],
            .. boards.Several.Select(s => $"{s.Person.Name} sits with more than one: {string.Join("; ", s.Seats.Select(x => $"{x.Appointment!.Body} {x.Committee.Title}, {x.Seat.Title}"))}"),
            .. recorded.Count > 1 && boards.Several.Count == 0 ? ["Nobody sits with more than one of them."] : (string[])[],
        ])
        {
            Columns = recorded.Count == 0 ? [] : ["body", "committee", "seats", "filled", "vacant", "quorum", "terms that run beyond the day"],
            Rows =
            [
                .. from board in recorded
                   let structure = board.Structure!
                   from committee in structure.Constitution.Committees
                   let seats = structure.On(committee).ToList()
                   select (IReadOnlyList<string>)
                   [
                       board.Body.ToString(), committee.Title, $"{seats.Count}", $"{seats.Count(s => s.Person is not null)}", $"{seats.Count(s => s.Person is null)}", committee.Quorum.Words(),
                       $"{seats.Count(s => s.Appointment is { } a && (a.Days.Last is not { } last || last > dossier.Plan.Eve))}",
                   ],
            ],
            Verbs = recorded.Count == 0 ? [] : [.. recorded.Select(b => verb($"governance show {b.Body} --on {eve}")), verb($"governance compare {string.Join(' ', recorded.Select(b => b.Body))} --on {eve}")],
        };
        if (recorded.Count == 0)
            yield break;
        yield return new($"Conflicts that appear: {boards.Appearing.Count}",
        [
            "Public interests of those who sit with one of these bodies, in organisations that items of another concerned in the year before, or are called to. What was taken in private is left out.",
            .. boards.OneAnother.Select(f => $"{Name(f.Interest.Person)} has an interest in {f.Interest.Code}, which would be one with {f.Interest.Body}: {f.Interest.Position}. It ends with the merger."),
        ])
        {
            Columns = boards.Appearing.Count == 0 ? [] : ["who", "declared to", "interest in", "position", "met in", "item", "found by"],
            Rows = [.. boards.Appearing.Select(a => (IReadOnlyList<string>)[a.Person.Name, a.Found.Interest.Body.ToString(), a.Found.Interest.Organisation, $"{Interest.Words(a.Found.Interest.Type)}, {a.Found.Interest.Position}", a.Meeting.Id, $"{a.Item.Number}. {a.Item.Title}", a.Found.By == "name" ? $"name, {a.Found.Score} of 100" : a.Found.By])],
            Verbs = [.. boards.Appearing.Select(a => a.Concerned.Code?.ToString() ?? a.Concerned.Name).Distinct().Select(c => verb($"governance interests about {(c.Contains(' ', StringComparison.Ordinal) ? $"'{c}'" : c)} --on {eve}"))],
        };

        string Name(string person) => boards.Boards.SelectMany(b => b.Structure?.Seats ?? []).FirstOrDefault(s => s.Person?.Id == person)?.Person?.Name ?? person;
    }

    /// <summary>The rows of the table of people who hold several seats.</summary>
    public static IEnumerable<string[]> Several(MergerDossier dossier) =>
        (dossier.Boards ?? []).SelectMany(b => b.Several).SelectMany(s => s.Seats.Select(x => (string[])[s.Person.Id, s.Person.Name, x.Appointment!.Body.ToString(), x.Committee.Id, x.Seat.Title]));

    /// <summary>The rows of the table of conflicts that appear.</summary>
    public static IEnumerable<string[]> Appearing(MergerDossier dossier) =>
        (dossier.Boards ?? []).SelectMany(b => b.Appearing).Select(a => (string[])
            [a.Person.Id, a.Person.Name, a.Found.Interest.Id, a.Found.Interest.Body.ToString(), a.Found.Interest.Organisation, a.Found.Interest.Code?.ToString() ?? "", a.Meeting.Id, $"{a.Item.Number}", a.Concerned.Name, a.Found.By, $"{a.Found.Score}"]);
}
