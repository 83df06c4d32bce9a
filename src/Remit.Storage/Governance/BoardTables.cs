using System.Globalization;
using Remit.Governance;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Storage.Governance;

/// <summary>What is public of boards as tables: a row of headings, then rows of text.</summary>
public static class BoardTables
{
    /// <summary>Every seat on a day, with whoever has it.</summary>
    public static IEnumerable<IReadOnlyList<string>> Seats(Structure structure) =>
        structure.Seats.Select(s => (IReadOnlyList<string>)
        [
            structure.Body.ToString(), IsoDate.Text(structure.Day), s.Committee.Id, s.Committee.Title, s.Committee.Kind, s.Seat.Id, s.Seat.Title, string.Join(';', s.Seat.Offices ?? []), s.Seat.Votes ? "Y" : "N",
            s.Seat.Id == s.Committee.Chair ? "chair" : s.Seat.Id == s.Committee.Deputy ? "deputy" : "", s.Person?.Id ?? "", s.Person?.Name ?? "", Day(s.Appointment?.Days.First), Day(s.Appointment?.Days.Last), s.Appointment?.How ?? "",
        ]).Prepend(["body", "on", "committee", "committee_title", "committee_kind", "seat", "seat_title", "offices", "votes", "chair", "person", "name", "from", "to", "how"]);

    /// <summary>Interests as a public register has them.</summary>
    public static IEnumerable<IReadOnlyList<string>> Interests(IEnumerable<Interest> interests, GovernanceAsKnown governance) =>
        interests.Select(i => (IReadOnlyList<string>)
        [
            i.Id, i.Body.ToString(), i.Person, governance.Find(i.Person)?.Name ?? "", i.Organisation, i.Code?.ToString() ?? "", Interest.Words(i.Type), i.Nature.ToString().ToLowerInvariant(), i.Position, i.Through, i.Amount?.ToString() ?? "",
            Day(i.Arose), Day(i.Ended), Day(i.Declared), Number(i.LateBy(governance.Facts)), Day(i.PublicUntil(governance.Facts)), i.Handling,
        ]).Prepend(["interest", "body", "person", "name", "organisation", "code", "type", "nature", "position", "through", "amount", "arose", "ended", "declared", "days_late", "public_until", "handling"]);

    /// <summary>Every public item of some meetings, with what came of it. Until somebody has taken down who was there, nothing has.</summary>
    public static IEnumerable<IReadOnlyList<string>> Items(IEnumerable<Meeting> meetings) =>
        (from meeting in meetings
         from item in meeting.Called.Agenda.OrderBy(i => i.Number)
         let standing = item.Private is null && item.Purpose != ItemPurpose.Discussion && meeting.Present is not null ? meeting.On(item) : null
         select (IReadOnlyList<string>)
         [
             meeting.Called.Body.ToString(), meeting.Called.Committee, Day(meeting.Called.Day), Number(item.Number), item.Title, item.Private is { } why ? $"private: {why}" : item.Purpose.ToString().ToLowerInvariant(),
             standing is not { Decided: true } ? standing is { ReferredTo.Length: > 0 } ? "referred" : "" : standing.Carried ? "carried" : "not carried", standing?.Motion ?? "",
             standing is { Decided: true } ? Number(standing.Count(Ballot.For)) : "", standing is { Decided: true } ? Number(standing.Count(Ballot.Against)) : "", standing is { Decided: true } ? Number(standing.Count(Ballot.Abstain)) : "",
             string.Join(';', (standing?.Seats ?? []).Where(s => s.Part == Part.Recused).Select(s => s.Seat.Person!.Name).Distinct()),
         ]).Prepend(["body", "committee", "day", "item", "title", "purpose", "result", "motion", "for", "against", "abstained", "recused"]);

    /// <summary>The register of procurement decisions. Of an item taken in private, whose interests met it and what was ruled is not told.</summary>
    public static IEnumerable<IReadOnlyList<string>> Procurement(IEnumerable<ProcurementDecision> decisions) =>
        (from decision in decisions
         from to in decision.Award.To
         select (IReadOnlyList<string>)
         [
             decision.Id, decision.Award.Body.ToString(), decision.Award.Title, decision.Award.Service ?? "", decision.Award.IsNew switch { true => "Y", false => "N", null => "" }, decision.Award.Procedure, to.Name, to.Code?.ToString() ?? "", to.Value ?? "",
             Day(decision.Award.From), Day(decision.Award.Until), decision.Contract ?? "", decision.Award.Decision, decision.Committee.Title, Day(decision.On), decision.Stands ? "Y" : "N", decision.Award.ClinicalLead ?? "", decision.Award.ContractLead ?? "",
             Managed(decision),
         ]).Prepend(["decision", "body", "title", "service", "new", "procedure", "awarded_to", "code", "value", "from", "until", "contract", "decided_by", "committee", "on", "stands", "clinical_lead", "contract_lead", "conflicts_and_how_managed"]);

    /// <summary>How conflicts of interest were managed, in words.</summary>
    public static string Managed(ProcurementDecision decision) =>
        decision.Standing.Item.Private is not null ? "taken in private"
        : string.Join("; ", decision.Conflicts.Select(c => $"{c.Person.Name}: {Interest.Words(c.Interest.Type)} interest in {c.Concerned.Name}{(c.IsLate ? $", declared only on {IsoDate.Text(c.Interest.Declared)}, after the decision" : "")}, {(c.Ruling is { } ruling ? $"{Meeting.Words(ruling.Handling)}: {ruling.Because}" : "nobody ruled")}").DefaultIfEmpty("none found"));

    /// <summary>A comparison of committees.</summary>
    public static IEnumerable<IReadOnlyList<string>> Compared(IReadOnlyList<Structure> structures, GovernanceFacts facts) =>
        StructuresCompared.Of(structures, facts).Select(l => (IReadOnlyList<string>)[l.Committee, l.What, .. l.Cells]).Prepend(["committee", "what", .. structures.Select(s => s.Body.ToString())]);

    /// <summary>Some rows as CSV: UTF-8, a row of headings first.</summary>
    public static byte[] Csv(IEnumerable<IReadOnlyList<string>> rows)
    {
        using var content = new MemoryStream();
        MergerPlanTables.WriteCsv(content, rows);
        return content.ToArray();
    }

    private static string Day(DateOnly? day) => day is { } on ? IsoDate.Text(on) : "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
