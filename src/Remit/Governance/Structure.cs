using Remit.Register;

namespace Remit.Governance;

/// <summary>A seat on a day, with whoever had it.</summary>
/// <param name="Appointment">By which appointment; nothing where the seat was vacant.</param>
/// <param name="Person">Who had it; nothing where it was vacant.</param>
public sealed record FilledSeat(Committee Committee, Seat Seat, Appointment? Appointment, Person? Person);

/// <summary>The committees of a body on a day and who sat on them, by the constitution in force and the appointments running.</summary>
/// <param name="Kind">The kind of body it was.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Seats">Every seat of every committee, in the constitution's order, vacant ones too; one that two people shared stands twice.</param>
public sealed record Structure(OdsCode Body, string Kind, string Name, DateOnly Day, Constitution Constitution, IReadOnlyList<FilledSeat> Seats)
{
    public IReadOnlyList<FilledSeat> Vacancies => [.. Seats.Where(s => s.Person is null)];

    /// <summary>The first committee of a kind, or none.</summary>
    public Committee? OfKind(string kind) => Constitution.Committees.FirstOrDefault(c => c.Kind == kind);

    public IEnumerable<FilledSeat> On(Committee committee) => Seats.Where(s => s.Committee == committee);

    /// <summary>Those who sit on a committee.</summary>
    public IEnumerable<FilledSeat> Filled(Committee committee) => On(committee).Where(s => s.Person is not null);

    /// <summary>Whoever has a seat of a committee; nobody where it is vacant or there is none.</summary>
    public Person? Holder(Committee committee, string? seat) => seat is null ? null : On(committee).FirstOrDefault(s => s.Seat.Id == seat)?.Person;

    /// <summary>Whether somebody holds an office, or one of a group, in any seat of the body's own.</summary>
    public bool Holds(Person person, string officeOrGroup, GovernanceFacts facts) => Seats.Any(s => s.Person?.Id == person.Id && s.Seat.Of is null && s.Seat.Is(officeOrGroup, facts));
}
