using Remit.Register;

namespace Remit.Governance;

/// <summary>An interest in a procurement, and what was done about it.</summary>
/// <param name="Ruling">What was ruled; nothing where nobody ruled.</param>
/// <param name="RuledBy">Who ruled; nothing where nobody did.</param>
/// <param name="IsLate">Whether it was declared only after the meeting that decided.</param>
public sealed record ManagedConflict(Person Person, Interest Interest, Concerned Concerned, ConflictRuled? Ruling, Person? RuledBy, bool IsLate)
{
    /// <summary>Who had it in whom, what was ruled, and that it was declared late where it was.</summary>
    public string InWords => $"{Person.Name} ({Concerned.Name}): {(IsLate ? $"declared only on {Interest.Declared:yyyy-MM-dd}, after the decision; " : "")}{(Ruling is { } ruling ? Meeting.Words(ruling.Handling) : "not ruled on")}";
}

/// <summary>A row of the register of procurement decisions: what was bought, how, from whom, who decided, and how conflicts of interest were managed.</summary>
/// <param name="Id">Its name: the body's code and a number, as <c>00L/2</c>.</param>
/// <param name="Committee">The committee that decided.</param>
/// <param name="On">The day of the decision.</param>
/// <param name="Contract">The contract, by its reference; nothing while it has none.</param>
public sealed record ProcurementDecision(string Id, ContractAwarded Award, Committee Committee, DateOnly On, ItemStanding Standing, IReadOnlyList<ManagedConflict> Conflicts, string? Contract)
{
    /// <summary>Whether the decision stands: what is declared or ruled after it can undo it.</summary>
    /// <remarks>A vote from which an interest bars counts for nothing, whenever that was declared; any other that was declared late is told in <see cref="Conflicts"/>, and counts once it is ruled on.</remarks>
    public bool Stands => Standing.Carried;

    /// <summary>What is wrong with an award being recorded of an item.</summary>
    public static IEnumerable<Finding> Check(ContractAwarded award, Meeting meeting, string place)
    {
        if (!DecisionReference.TryParse(award.Decision, out var reference) || reference.Meeting != meeting.Id || meeting.Find(reference.Item) is not { } item)
        {
            yield return Wrong("decision", award.Decision, $"an item of the meeting, as {meeting.Id}#1");
            yield break;
        }

        if (award.Body != meeting.Called.Body)
            yield return Wrong("body", $"{award.Body}", $"{meeting.Called.Body}, whose meeting decided");
        if (item.Purpose != ItemPurpose.Award)
            yield return Wrong("decision", award.Decision, "an item that was to award a contract");
        else if (!meeting.On(item).Carried)
            yield return Wrong("decision", award.Decision, $"an item that was carried: {string.Join("; ", meeting.On(item).Obstacles.DefaultIfEmpty(meeting.On(item).Decided ? "it was lost" : "it was not put to the vote"))}");
        if (award.To.Count == 0)
            yield return Wrong("to", "nobody", "at least one to whom it was awarded");
        foreach (var stranger in award.To.Where(t => !item.Concerns.Any(c => t.Code is not null && c.Code == t.Code || string.Equals(c.Name, t.Name, StringComparison.OrdinalIgnoreCase))))
            yield return Wrong("to", stranger.Name, $"one of those that the item was about, in whom interests were looked for: {string.Join(", ", item.Concerns.Select(c => c.Name))}");
        foreach (var (field, text) in ((string, string?)[])[("title", award.Title), ("procedure", award.Procedure), ("service", award.Service ?? "-"), ("contract", award.Contract ?? "-"), ("clinicalLead", award.ClinicalLead ?? "-"), ("contractLead", award.ContractLead ?? "-"), .. award.To.Select(t => ("to", (string?)t.Name))])
            if (!Act.IsLine(text ?? ""))
                yield return Wrong(field, text ?? "", "a line of text");
        foreach (var priced in award.To.Where(t => t.Value is { } value && (!Figure.TryParse(value, out var figure) || figure.IsBelow(0))))
            yield return Wrong("to, value", priced.Value!, "pounds in digits, such as 250000 or 250000.00");
        if (award.Until < award.From)
            yield return Wrong("until", $"{award.Until:yyyy-MM-dd}", $"a day on or after {award.From:yyyy-MM-dd}");

        Finding Wrong(string field, string text, string wanted) => new("bad-award", Consequence.FileRefused, new(place, 0, field), text, wanted);
    }

    /// <summary>The row for an award, filled from the meeting that decided it.</summary>
    /// <exception cref="ArgumentException">The meeting has no such item.</exception>
    public static ProcurementDecision Of(string id, ContractAwarded award, string? contract, Meeting meeting)
    {
        if (!DecisionReference.TryParse(award.Decision, out var reference) || meeting.Find(reference.Item) is not { } item)
            throw new ArgumentException($"{meeting.Id} has no item {award.Decision}.", nameof(award));
        var conflicts = from found in meeting.Conflicts.Where(c => c.Item.Number == item.Number).DistinctBy(c => (c.Person.Id, c.Found.Interest.Id)).Select(c => (Conflict: c, IsLate: false)).Concat(meeting.LateOn(item.Number).Select(c => (Conflict: c, IsLate: true)))
                        let conflict = found.Conflict
                        let ruling = meeting.RulingOn(conflict)
                        select new ManagedConflict(conflict.Person, conflict.Found.Interest, conflict.Concerned, ruling, ruling is null ? null : meeting.Interests.Governance.Find(ruling.By), found.IsLate);
        return new(id, award, meeting.Committee, meeting.Called.Day, meeting.On(item), [.. conflicts], contract ?? award.Contract);
    }
}

/// <summary>The procurement decisions of every body, in the order in which they were recorded.</summary>
public sealed class ProcurementRegister(IEnumerable<ProcurementDecision> decisions)
{
    public IReadOnlyList<ProcurementDecision> Decisions { get; } = [.. decisions];

    /// <summary>What a body decided, the earliest first.</summary>
    public IEnumerable<ProcurementDecision> Of(OdsCode body) => Decisions.Where(d => d.Award.Body == body).OrderBy(d => d.On).ThenBy(d => d.Id, StringComparer.Ordinal);

    /// <summary>Those to whom a body has awarded a contract that runs on a day, by a decision that stands.</summary>
    public IEnumerable<Awarded> SuppliersOf(OdsCode body, DateOnly day) =>
        Decisions.Where(d => d.Award.Body == body && d.Stands && d.Award.From <= day && (d.Award.Until is not { } last || day <= last)).SelectMany(d => d.Award.To);
}
