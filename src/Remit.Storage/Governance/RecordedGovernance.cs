using System.Globalization;
using System.Text.Json;
using Remit.Governance;
using Remit.Journal;
using Remit.Register;
using Remit.Storage.Journal;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Storage.Governance;

/// <summary>The governance that a workspace has recorded in its journal.</summary>
public static class RecordedGovernance
{
    internal static readonly string[] Kinds = ["constitution-recorded", "person-recorded", "facts-declared", "appointment-made", "appointment-ended"];

    /// <summary>Constitutions, people and appointments as they were known at an instant.</summary>
    /// <exception cref="RefusedException">The workspace cannot be read.</exception>
    public static GovernanceAsKnown In(Workspace workspace, DateTimeOffset? knownAt = null)
    {
        using var journal = KeptJournal.OpenIfThere(workspace);
        return Of(journal?.Entries(Kinds) ?? [], workspace.Evidence(NationalTables.Shipped).KnownAt(knownAt ?? DateTimeOffset.MaxValue), knownAt);
    }

    /// <summary>Constitutions, people and appointments as a journal has them now.</summary>
    /// <exception cref="RefusedException">The journal cannot be read.</exception>
    public static GovernanceAsKnown In(KeptJournal journal, RegisterAsKnown register) => Of(journal.Entries(Kinds), register);

    /// <inheritdoc cref="In(Workspace, DateTimeOffset?)"/>
    /// <param name="entries">Events of the journal, in order.</param>
    public static GovernanceAsKnown Of(IEnumerable<Entry> entries, RegisterAsKnown register, DateTimeOffset? knownAt = null)
    {
        List<Constitution> constitutions = [];
        Dictionary<string, Person> people = new(StringComparer.Ordinal);
        Dictionary<(string Stream, long Number), Appointment> appointments = [];
        foreach (var entry in entries)
        {
            if (entry.ToAct().At > knownAt)
                continue;
            switch (Happened(entry))
            {
                case ConstitutionRecorded recorded:
                    constitutions.Add(recorded.Constitution);
                    break;
                case PersonRecorded recorded:
                    var id = entry.Stream[PersonPrefix.Length..];
                    people[id] = people.TryGetValue(id, out var before) ? before with { Name = recorded.Name } : new(id, recorded.Name, []);
                    break;
                case FactsDeclared declared when people.TryGetValue(entry.Stream[PersonPrefix.Length..], out var person):
                    people[person.Id] = person with { Declared = [.. person.Declared, .. declared.Declared] };
                    break;
                case AppointmentMade made:
                    appointments[(entry.Stream, entry.Version)] = new(entry.Version, made.Person, made.Body, made.Committee, made.Seat, new(made.From, made.To), made.How);
                    break;
                case AppointmentEnded ended when appointments.TryGetValue((entry.Stream, ended.Appointment), out var appointment):
                    if (ended.Last < appointment.Days.First)
                        appointments.Remove((entry.Stream, ended.Appointment));
                    else
                        appointments[(entry.Stream, ended.Appointment)] = appointment with { Days = new(appointment.Days.First, ended.Last) };
                    break;
            }
        }

        return new(GovernanceTables.Shipped, register, constitutions, people.Values, appointments.Values);
    }

    /// <summary>Records what a file says, as one act: all of it or nothing.</summary>
    /// <returns>What was recorded, in a line each.</returns>
    /// <exception cref="RefusedException">It does not fit what is recorded already.</exception>
    /// <exception cref="ConflictException">Somebody else changed one of the same things a moment ago.</exception>
    /// <param name="alongside">What else the act does.</param>
    public static IReadOnlyList<string> Record(KeptJournal journal, RegisterAsKnown register, WrittenGovernance written, string file, Act act, params IReadOnlyList<Proposal> alongside)
    {
        var (said, proposals) = Draft(journal, register, written, file);
        journal.Append(act, [.. proposals, .. alongside]);
        return said;
    }

    /// <summary>What recording a file would say; nothing is recorded.</summary>
    /// <exception cref="RefusedException">It does not fit what is recorded already.</exception>
    public static IReadOnlyList<string> Foresee(KeptJournal journal, RegisterAsKnown register, WrittenGovernance written, string file) => Draft(journal, register, written, file).Said;

    private static (List<string> Said, List<Proposal> Proposals) Draft(KeptJournal journal, RegisterAsKnown register, WrittenGovernance written, string file)
    {
        var before = Of(journal.Entries(Kinds), register);
        List<string> said = [];
        List<Proposal> proposals = [];
        List<Finding> found = [];
        Dictionary<string, long> versions = [];

        if (written.Constitution is { } constitution)
        {
            if (constitution.Instrument is { } made && !PowersTables.Shipped.Instruments.Concat(RecordedInstruments.In(journal)).Any(i => i.Id == made && i.WithdrawnAt is null))
                found.Add(new("bad-governance", Consequence.FileRefused, new(file, 0, "constitution, instrument"), made, "an instrument that is recorded: './remit powers record FILE' records one; or leave it out"));
            Propose($"constitution/{written.Body}", new ConstitutionRecorded(constitution));
            said.Add($"Constitution of {written.Body}, version {constitution.Version}, in force from {constitution.From:yyyy-MM-dd}: {constitution.Committees.Count} committees, {constitution.Committees.Sum(c => c.Seats.Count)} seats.");
        }

        foreach (var person in written.People ?? [])
        {
            var told = person.Declared ?? [];
            if (before.Find(person.Id) is { } named && before.BodiesOf(person.Id).ToList() is { Count: > 0 } sits && !sits.Contains(written.Body))
            {
                var elsewhere = string.Join(" and ", sits);
                if (named.Name != person.Name)
                    found.Add(new("bad-governance", Consequence.FileRefused, new(file, 0, $"people, {person.Id}, name"), person.Name, $"{named.Name}, as {elsewhere} recorded them: {elsewhere} can change it; give somebody else another id"));
                // What is recorded already may be said again, as by two bodies that share a board; it is not recorded again, for then it would count as their last word.
                if (told.Any(d => d.Body != written.Body && !named.Declared.Contains(d)))
                    found.Add(new("bad-governance", Consequence.FileRefused, new(file, 0, $"people, {person.Id}, declared"), $"what {named.Name} declared", $"only what is about {written.Body}: they sit with {elsewhere}, which can record the rest"));
                told = [.. told.Where(d => d.Body == written.Body)];
            }

            if (before.Find(person.Id) is not { } known || known.Name != person.Name)
                Propose(PersonPrefix + person.Id, new PersonRecorded(person.Name));
            if (told.Count > 0)
                Propose(PersonPrefix + person.Id, new FactsDeclared(told));
            said.Add($"{person.Name} ({person.Id}){(told.Count > 0 ? $": {told.Count} declared" : "")}.");
        }

        foreach (var appointment in written.Appointments ?? [])
        {
            var versionsThen = before.VersionsOf(written.Body).Append(written.Constitution).OfType<Constitution>().ToList();
            if (!versionsThen.Any(c => c.Find(appointment.Committee)?.Find(appointment.Seat) is not null))
                Wrong(appointment, "seat", $"{appointment.Committee}/{appointment.Seat}", $"a seat in a version of the constitution of {written.Body} that is recorded");
            if (before.Find(appointment.Person) is null && (written.People ?? []).All(p => p.Id != appointment.Person))
                Wrong(appointment, "person", appointment.Person, "somebody who is recorded, or stands under people in the file");
            var days = new DateSpan(appointment.From, appointment.To);
            if (before.Appointments.FirstOrDefault(a => a.Person == appointment.Person && a.Body == written.Body && a.Committee == appointment.Committee && a.Seat == appointment.Seat && a.Days.Overlaps(days)) is { } same)
                Wrong(appointment, "from", $"{days}", $"days on which {appointment.Person} does not have the seat already ({same.Days}): end that appointment first");
            Propose(SeatStream(written.Body, appointment.Committee, appointment.Seat),
                new AppointmentMade(appointment.Person, written.Body, appointment.Committee, appointment.Seat, appointment.From, appointment.To, appointment.How));
            var shared = before.Appointments.Where(a => a.Person != appointment.Person && a.Body == written.Body && a.Committee == appointment.Committee && a.Seat == appointment.Seat && a.Days.Overlaps(days)).ToList();
            said.Add($"{appointment.Person} {appointment.How} to {appointment.Committee}/{appointment.Seat}, {days}{(shared.Count > 0 ? $"; shared with {string.Join(", ", shared.Select(a => $"{a.Person} ({a.Days})"))}" : "")}.");
        }

        return found.Count > 0 ? throw new RefusedException(found) : (said, proposals);

        void Propose(string stream, Event happened)
        {
            versions[stream] = (versions.TryGetValue(stream, out var version) ? version : journal.Stream(stream).Count) + 1;
            proposals.Add(new(stream, versions[stream], happened));
        }

        void Wrong(WrittenAppointment appointment, string field, string text, string wanted) =>
            found.Add(new("bad-governance", Consequence.FileRefused, new(file, 0, $"appointments, {appointment.Person}, {field}"), text, wanted));
    }

    /// <summary>Ends the appointment that somebody has to a seat.</summary>
    /// <param name="last">The last day; one before its first takes back an appointment that was recorded by mistake.</param>
    /// <exception cref="RefusedException">They have no appointment to it that runs on or after that day.</exception>
    public static Appointment End(KeptJournal journal, RegisterAsKnown register, OdsCode body, string committee, string seat, string person, DateOnly last, string why, Act act)
    {
        var all = Of(journal.Entries(Kinds), register).Appointments.Where(a => a.Body == body && a.Committee == committee && a.Seat == seat && a.Person == person).ToList();
        if (all.LastOrDefault(a => a.Days.Last is not { } ends || ends >= last) is not { } appointment)
            throw new RefusedException(new Finding("not-appointed", Consequence.FileRefused, new($"{body} {committee}/{seat}"), all.Count == 0 ? $"no appointment of {person}" : $"appointments of {person} that ended before {last:yyyy-MM-dd}",
                string.Create(CultureInfo.InvariantCulture, $"somebody who has the seat then: './remit governance show {body}' lists them")));
        var stream = SeatStream(body, committee, seat);
        journal.Append(act, new Proposal(stream, journal.Stream(stream).Count + 1, new AppointmentEnded(appointment.Number, last, why)));
        return appointment;
    }

    /// <summary>What was recorded of a body's constitution and seats, the oldest first.</summary>
    public static IReadOnlyList<Entry> History(KeptJournal journal, OdsCode body) => [.. journal.Stream($"constitution/{body}").Concat(journal.StreamsUnder($"seat/{body}/")).OrderBy(e => e.Position)];

    internal const string PersonPrefix = "person/";

    private static string SeatStream(OdsCode body, string committee, string seat) => $"seat/{body}/{committee}/{seat}";

    internal static Event Happened(Entry entry)
    {
        try
        {
            return EventKinds.Read(entry) ?? throw Broken(entry);
        }
        catch (JsonException)
        {
            throw Broken(entry);
        }
    }

    private static BrokenChainException Broken(Entry entry) => new(new(entry.Position, $"{entry}, with a body that is of no such event", "a journal that Remit wrote"));
}
