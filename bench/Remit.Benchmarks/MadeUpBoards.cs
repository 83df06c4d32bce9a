using System.Globalization;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Benchmarks;

/// <summary>Boards of national size, made up: as many groups, members, directors, owners and shareholders as the survey of 2015 found, with a year of meetings and what is called for, awards and contracts. The same each time.</summary>
internal sealed class MadeUpBoards
{
    public const int Members = 3_392, Directors = 513, Owners = 140, Shareholders = 420, Others = 2_600, Suppliers = 3_000, Awards = 4_000, Contracts = 20_000;

    private const int PastMeetings = 12, OpenMeetings = 4, Items = 9;

    private static readonly string[] First = ["Harbour", "Valley", "Oak", "Willow", "Summit", "Beacon", "Bridge", "Castle", "Dale", "Elm", "Falcon", "Grange", "Heather", "Iris", "Juniper", "Kestrel", "Laurel", "Meadow", "Newton", "Orchard", "Park", "Quarry", "River", "Stone", "Thorn", "Union", "Vale", "Wharf", "Yarrow", "Zenith", "Abbey", "Birch", "Cedar", "Dove", "Ember", "Fern", "Glade", "Hazel", "Ivy", "Jasmine"];
    private static readonly string[] Second = ["Field", "Gate", "House", "Lane", "Mill", "Moor", "Side", "Street", "Tree", "Well", "Wood", "Cross", "Green", "Hill", "Brook"];
    private static readonly string[] Third = ["Health", "Medical", "Care", "Clinical", "Surgical", "Diagnostics", "Therapy", "Nursing"];
    private static readonly string[] Forms = ["Ltd", "Limited", "LLP", "plc", "(UK) Limited", "CIC"];

    private readonly Random random = new(2015);

    public MadeUpBoards()
    {
        Register = new Workspace(Path.Combine(Path.GetTempPath(), "remit-no-workspace")).Evidence(NationalTables.Shipped).ToDate;
        Groups = [.. Register.OfKind("CCG", Day).Select(o => o.Code)];
        Names = [.. Enumerable.Range(0, Suppliers).Select(n => $"{First[n % First.Length]} {Second[n / First.Length % Second.Length]} {Third[n / First.Length / Second.Length % Third.Length]}")];
        Governance = MakeBoards();
        Interests = MakeInterests();
        Called = [.. Groups.SelectMany(g => Enumerable.Range(0, PastMeetings + OpenMeetings).Select(n => new MeetingCalled(g, "governing-body", Day.AddDays(30 * (n - PastMeetings + 1)), [.. Enumerable.Range(1, Items).Select(Item)])))];
        ToMatch = [.. Enumerable.Range(0, Awards + Contracts).Select(_ => Concern())];
    }

    /// <summary>The day it is.</summary>
    public static DateOnly Day { get; } = new(2015, 6, 1);

    public RegisterAsKnown Register { get; }

    public IReadOnlyList<OdsCode> Groups { get; }

    /// <summary>Of suppliers, without their legal forms.</summary>
    public IReadOnlyList<string> Names { get; }

    public GovernanceAsKnown Governance { get; }

    public InterestRegister Interests { get; }

    /// <summary>A year of meetings of every group, and those that are called.</summary>
    public IReadOnlyList<MeetingCalled> Called { get; }

    /// <summary>Every bidder for an award and every holder of a contract.</summary>
    public IReadOnlyList<Concerned> ToMatch { get; }

    public IReadOnlyList<MeetingCalled> Open => [.. Called.Where(c => c.Day > Day)];

    /// <summary>The meetings, as they are read from the record.</summary>
    public IReadOnlyList<Meeting> Meetings(IEnumerable<MeetingCalled> called) =>
        [.. called.Select(c => Governance.On(c.Body, c.Day)!).Zip(called, (structure, c) => new Meeting($"{c.Body}/{c.Committee}/{IsoDate.Text(c.Day)}", c, structure, structure.Constitution.Committees[0], Interests,
            c.Day > Day ? [] : [new AttendanceTaken([.. structure.Filled(structure.Constitution.Committees[0]).Select(s => s.Person!.Id)])]))];

    private GovernanceAsKnown MakeBoards()
    {
        List<Constitution> constitutions = [];
        List<Appointment> appointments = [];
        List<Person> people = [];
        foreach (var (n, group) in Groups.Index())
        {
            // 3,392 members among 211 groups: sixteen each, and seventeen for some.
            var seats = Members / Groups.Count + (n < Members % Groups.Count ? 1 : 0);
            constitutions.Add(new(group, "1", new(2013, 4, 1),
                [new("governing-body", Constitution.GoverningBody, "Governing Body", [.. Enumerable.Range(0, seats).Select(s => new Seat($"seat-{s}", $"Seat {s}", [s < 3 ? "lay-other" : s < 6 ? "executive-other" : "gp"]))], new(seats / 2), "seat-0", "seat-1")]));
            for (var s = 0; s < seats; s++)
            {
                var person = $"person-{people.Count.ToString(CultureInfo.InvariantCulture)}";
                people.Add(new(person, $"Person {people.Count} Example", []));
                appointments.Add(new(1, person, group, "governing-body", $"seat-{s}", new(new(2013, 4, 1)), "appointed"));
            }
        }

        return new(GovernanceTables.Shipped, Register, constitutions, people, appointments);
    }

    private InterestRegister MakeInterests()
    {
        List<Interest> interests = [];
        foreach (var (count, position, type) in ((int, string, InterestType)[])[(Directors, "director", InterestType.Financial), (Owners, "owner", InterestType.Financial), (Shareholders, "shareholder", InterestType.Financial), (Others, "trustee or adviser", InterestType.NonFinancialProfessional)])
            for (var n = 0; n < count; n++)
            {
                var appointment = Governance.Appointments[random.Next(Governance.Appointments.Count)];
                interests.Add(new($"{appointment.Person}/{interests.Count}", appointment.Body, appointment.Person, type, ConflictNature.Potential, Written(), null, position, new(2013, 4, 1), null, new(2013, 4, 20)));
            }

        return new(Governance, Register, interests, [], [], []);
    }

    private AgendaItem Item(int number) => new(number, $"Item {number}", number % 3 == 0 ? ItemPurpose.Award : ItemPurpose.Decision, [.. Enumerable.Range(0, 1 + number % 3).Select(_ => Concern())]);

    private Concerned Concern() => new(Written(), null, "bidder");

    // Some suppliers are everywhere, most in a place or two; and nobody writes a name as another does.
    private string Written()
    {
        var name = Names[(int)(Math.Pow(random.NextDouble(), 2) * Names.Count)];
        return $"{(random.Next(4) == 0 ? name.ToUpperInvariant() : name)} {Forms[random.Next(Forms.Length)]}";
    }
}
