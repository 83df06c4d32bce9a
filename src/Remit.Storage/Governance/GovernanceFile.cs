using Remit.Governance;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Governance;

/// <summary>What a file says of the governance of a body: a version of its constitution, people, who sits where. See <c>specs/governance/formats.md</c>.</summary>
/// <param name="Body">The body that the appointments are of.</param>
public sealed record WrittenGovernance(OdsCode Body, Constitution? Constitution = null, IReadOnlyList<WrittenPerson>? People = null, IReadOnlyList<WrittenAppointment>? Appointments = null);

/// <summary>Somebody as a file has them.</summary>
public sealed record WrittenPerson(string Id, string Name, IReadOnlyList<Declaration>? Declared = null);

/// <summary>An appointment as a file has it.</summary>
public sealed record WrittenAppointment(string Person, string Committee, string Seat, DateOnly From, DateOnly? To = null, string How = "appointed");

/// <summary>Reads a file of JSON about the governance of a body.</summary>
public static class GovernanceFile
{
    /// <summary>The ways in which somebody comes to a seat.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["appointed", "elected", "uncontested", "co-opted", "ex officio", "acting"];

    /// <exception cref="RefusedException">It is not such a file: everything that is wrong with it is said.</exception>
    public static WrittenGovernance Read(string path, GovernanceFacts facts)
        => Checked(JsonFile.Read<WrittenGovernance>(path, "bad-governance", Wanted, fullLists: true), Path.GetFileName(path), facts);

    /// <summary>Reads what such a file held.</summary>
    /// <param name="file">What the file is called in what is said of it.</param>
    /// <inheritdoc cref="Read"/>
    public static WrittenGovernance Parse(string text, string file, GovernanceFacts facts)
        => Checked(JsonFile.Parse<WrittenGovernance>(System.Text.Encoding.UTF8.GetBytes(text), file, "bad-governance", Wanted, fullLists: true), file, facts);

    private const string Wanted = "JSON of a body's governance, as specs/governance/formats.md shows it";

    private static WrittenGovernance Checked(WrittenGovernance written, string file, GovernanceFacts facts) => Check(written, file, facts).ToList() is { Count: > 0 } found ? throw new RefusedException(found) : written;

    /// <summary>Says what is wrong with it by itself, whatever is recorded already.</summary>
    public static IReadOnlyList<Finding> Check(WrittenGovernance written, string file, GovernanceFacts facts)
    {
        List<Finding> found = [];
        if (written.Constitution is { } constitution)
        {
            found.AddRange(constitution.Check(file, facts));
            if (constitution.Body != written.Body)
                Wrong("constitution, body", $"{constitution.Body}", $"{written.Body}, as at the head of the file");
        }

        if (written is { Constitution: null, People: null, Appointments: null })
            Wrong("", "nothing to record", "a constitution, people or appointments");
        foreach (var person in written.People ?? [])
        {
            if (!Committee.IsId(person.Id))
                Wrong("people, id", person.Id, "small letters, digits and hyphens, as ann-example");
            if (!Act.IsLine(person.Name) || person.Name.Length > 100)
                Wrong($"people, {person.Id}, name", person.Name, "a name in a line");
            found.AddRange(CheckDeclared(file, person.Id, person.Declared ?? [], facts));
        }

        foreach (var appointment in written.Appointments ?? [])
            found.AddRange(CheckAppointment(file, appointment));
        return found;

        void Wrong(string field, string text, string wanted) => found.Add(new("bad-governance", Consequence.FileRefused, new(file, 0, field), text, wanted));
    }

    internal static IEnumerable<Finding> CheckDeclared(string file, string person, IReadOnlyList<Declaration> declared, GovernanceFacts facts)
    {
        foreach (var declaration in declared)
        {
            if (facts.Declarable.All(d => d.Code != declaration.Fact))
                yield return new("bad-governance", Consequence.FileRefused, new(file, 0, $"people, {person}, declared"), declaration.Fact, $"one of {string.Join(", ", facts.Declarable.Select(d => d.Code))}");
            if (declaration.To < declaration.From)
                yield return new("bad-governance", Consequence.FileRefused, new(file, 0, $"people, {person}, {declaration.Fact}"), IsoDate.Text(declaration.To.Value), $"a last day on or after {declaration.From:yyyy-MM-dd}");
        }
    }

    internal static IEnumerable<Finding> CheckAppointment(string file, WrittenAppointment appointment)
    {
        if (appointment.To < appointment.From)
            yield return Wrong("to", IsoDate.Text(appointment.To.Value), $"a day on or after {appointment.From:yyyy-MM-dd}");
        if (!Ways.Contains(appointment.How))
            yield return Wrong("how", appointment.How, $"one of {string.Join(", ", Ways)}");

        Finding Wrong(string field, string text, string wanted) => new("bad-governance", Consequence.FileRefused, new(file, 0, $"appointments, {appointment.Person}, {field}"), text, wanted);
    }
}
