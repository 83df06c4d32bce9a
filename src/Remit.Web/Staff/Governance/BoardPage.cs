using Remit.Access;
using Remit.Governance;
using Remit.Journal;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>A board: who sits on its committees, whether it is lawfully made up, and what changes that.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffBoardPage(JournalInUse journal, HeldNow held, GovernanceNow governance) : OfBodyPage(journal, held, governance)
{
    public override string Here => Board;

    public override long Now => StateOf(History);

    /// <summary>Constitutions and appointments as they were recorded, oldest first.</summary>
    public IReadOnlyList<Entry> History { get; private set; } = [];

    public IReadOnlyList<CompositionFinding> Findings { get; private set; } = [];

    public IReadOnlyList<TermsEnding> Ending { get; private set; } = [];

    /// <summary>What a file would record, while it is to be confirmed.</summary>
    public IReadOnlyList<string> Foreseen { get; private set; } = [];

    protected override IEnumerable<NextAct> Acts() => BoardActs.Of(this, Keeping);

    protected override bool Find()
    {
        History = RecordedGovernance.History(Journal, Body);
        if (Structure is { } structure)
            (Findings, Ending) = (new Composition(Governance.Facts, structure).Check(), Governance.Forecast(Body, Me.Today, Me.Today.AddMonths(6)));
        return true;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        if (act.Id == "end")
        {
            var (committee, seat, person) = filled.Needed("seat").Split('/') is [var c, var s, var p] ? (c, s, p) : throw new InvalidOperationException("A choice that no form offers.");
            RecordedGovernance.End(Journal, Held.Register, Body, committee, seat, person, filled.Day("last")!.Value, filled.Needed(NextAct.Because), by);
        }
        else
        {
            RecordedGovernance.Record(Journal, Held.Register, Written(act, filled), "the form", by);
        }

        return null;
    }

    protected override bool Foresee(NextAct act, FilledForm filled)
    {
        try
        {
            Foreseen = RecordedGovernance.Foresee(Journal, Held.Register, Written(act, filled), "the form");
        }
        catch (RefusedException refused)
        {
            Problems.AddRange(refused.Findings.Select(f => (act.Id == "file" ? "file" : FieldOf(f) ?? "next", $"{(f.Place.Line > 0 ? $"Line {f.Place.Line}. " : "")}{(f.Place.Column is { Length: > 0 } column ? $"{column}: f" : "F")}ound {f.Found}; wanted {f.Wanted}.")));
        }

        return Problems.Count == 0;
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. History.Where(e => e.Position >= version)];

    protected override string? FieldOf(Finding finding) => base.FieldOf(finding) ?? (Chosen is { } act && act.Fields.FirstOrDefault(f => finding.Place.Column?.EndsWith($", {f.Id}", StringComparison.Ordinal) == true) is { } field ? field.Id : null);

    private WrittenGovernance Written(NextAct act, FilledForm filled)
    {
        if (act.Id == "file")
        {
            var written = GovernanceFile.Parse(filled.Needed("file"), "the file", Governance.Facts);
            return written.Body == Body ? written : throw new RefusedException(new Finding("bad-governance", Consequence.FileRefused, new("the file", 0, "body"), $"{written.Body}", $"{Body}, whose record this is"));
        }

        if (act.Id.StartsWith("facts-", StringComparison.Ordinal))
        {
            var person = act.Id["facts-".Length..];
            return new(Body, People: [new(person, NameOf(person), [.. Governance.Facts.Declarable.Where(d => filled.Text(d.Code) is not null).Select(d => new Declaration(d.Code, filled.Text(d.Code) == "yes", filled.Day("from"), Body: d.OfBody ? Body : null))])]);
        }

        var (committee, seat) = filled.Needed("seat").Split('/') is [var c, var s] ? (c, s) : throw new InvalidOperationException("A choice that no form offers.");
        var (who, people) = act.Id == "appoint-new" ? (filled.Needed("id"), (IReadOnlyList<WrittenPerson>?)[new(filled.Needed("id"), filled.Needed("name"))]) : (Known(filled.Needed("person")), null);
        if (people is not null && Governance.Find(who) is not null)
            throw new RefusedException(new Finding("bad-governance", Consequence.FileRefused, new("the form", 0, "id"), who, "something that stands for nobody else yet"));
        var appointed = new WrittenGovernance(Body, People: people, Appointments: [new(who, committee, seat, filled.Day("from")!.Value, filled.Day("to"), filled.Needed("how"))]);
        var wrong = GovernanceFile.Check(appointed, "the form", Governance.Facts);
        return wrong.Count == 0 ? appointed : throw new RefusedException(wrong);
    }

    private string Known(string asked)
    {
        var named = Governance.People.Where(p => p.Id == asked || string.Equals(p.Name, asked, StringComparison.OrdinalIgnoreCase)).ToList();
        return named is [var one] ? one.Id : throw new RefusedException(new Finding("bad-governance", Consequence.FileRefused, new("the form", 0, "person"), asked,
            named.Count == 0 ? "somebody who is recorded; record anybody else as somebody new" : $"what stands for one of them: {string.Join(", ", named.Select(p => p.Id))}"));
    }
}
