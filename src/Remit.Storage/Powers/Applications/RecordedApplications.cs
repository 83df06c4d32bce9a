using System.Text.Json;
using Remit.Access;
using Remit.Journal;
using Remit.Powers.Applications;
using Remit.Register;
using Remit.Storage.Journal;
using Remit.Time;

namespace Remit.Storage.Powers.Applications;

/// <summary>The applications in a journal, and what may be done about them. Each is a stream, <c>application/</c> and its id.</summary>
/// <remarks>Who takes a step passes the application as it was read: where somebody else has taken one since, a <see cref="ConflictException"/> tells what they did.</remarks>
public static class RecordedApplications
{
    private const string Prefix = "application/";

    /// <summary>All of them, in the order in which they were first recorded.</summary>
    /// <exception cref="RefusedException">The journal cannot be read, or holds an application that Remit did not write.</exception>
    public static IReadOnlyList<Application> In(KeptJournal journal) => [.. journal.StreamsUnder(Prefix).GroupBy(e => e.Stream).Select(s => Of([.. s]))];

    /// <summary>The application of an id; nothing where there is none.</summary>
    /// <inheritdoc cref="In"/>
    public static Application? Find(KeptJournal journal, string id) =>
        Remit.Powers.Instrument.IsId(id) && journal.Stream(Prefix + id) is { Count: > 0 } entries ? Of(entries) : null;

    /// <summary>Records that an application was made.</summary>
    /// <param name="register">Everything known to date.</param>
    /// <param name="on">The day on which it was made.</param>
    /// <exception cref="RefusedException">It cannot be made, or there is one of that id: everything that is wrong with it is said.</exception>
    public static Application Make(KeptJournal journal, RegisterAsKnown register, ApplicationRules rules, WrittenApplication written, DateOnly on, Act act, string? file = null)
    {
        Place At(string field) => new(file ?? $"application {written.Id}", 0, field);
        List<Finding> found = [.. written.Check(rules, on, At)];
        written = found.Count == 0 ? written.Naming(register) : written;
        var today = LondonClock.LondonDay(act.At);
        if (on > today)
            found.Add(new("day-to-come", Consequence.FileRefused, At("on"), $"{on:yyyy-MM-dd}", $"a day up to today, {today:yyyy-MM-dd}"));
        if (found.Count == 0)
            found.AddRange(written.Against(register, At));
        if (found.Count == 0 && Find(journal, written.Id) is not null)
            found.Add(new("already-made", Consequence.FileRefused, At("id"), written.Id, "another id: './remit application amend' changes what was applied for"));
        return found.Count > 0 ? throw new RefusedException(found) : Of(journal.Append(act, new Proposal(Prefix + written.Id, 1, new ApplicationMade(on, written))));
    }

    /// <summary>Takes a step that records no instruments.</summary>
    /// <returns>The application after it.</returns>
    /// <exception cref="RefusedException">It cannot be taken: everything that prevents it is said.</exception>
    /// <exception cref="ConflictException">Somebody else has taken a step since the application was read.</exception>
    public static Application Take(KeptJournal journal, RegisterAsKnown register, ApplicationRules rules, Application application, ApplicationStep step, Act act)
    {
        if (step is OrdersMade or TransferSchemeMade)
            throw new ArgumentException("Orders and transfer schemes are made together with their instruments.", nameof(step));
        if (step is ApplicationAmended { Application: var another } amends && another.Check(rules, application.MadeOn, f => new(f)).Count == 0)
            step = amends with { Application = another.Naming(register) };
        List<Finding> found = [.. application.Prevents(step, rules, LondonClock.LondonDay(act.At))];
        if (found.Count == 0 && step is ApplicationAmended amended)
            found.AddRange(amended.Application.Against(register, At(application)));
        return found.Count > 0 ? throw new RefusedException(found) : After(application, journal.Append(act, Next(application, step)));
    }

    /// <summary>Makes the orders that bring an approved or imposed change about, and records the instrument in the same act, once the application was held against the register again, and the law of tiling against the register as it would be.</summary>
    /// <param name="register">Everything known to date. Where instruments have been recorded since it was read that do anything to it, nothing is made.</param>
    /// <param name="on">The day they were made.</param>
    /// <param name="document">Where their text is.</param>
    /// <inheritdoc cref="Take"/>
    public static Application MakeOrders(KeptJournal journal, RegisterAsKnown register, ApplicationRules rules, Application application, DateOnly on, string? document, Act act)
    {
        var step = new OrdersMade(on, [$"orders/{application.Id}"]);
        // What the stage prevents is told before anything is worked out.
        if (application.Prevents(step, rules, LondonClock.LondonDay(act.At), []) is { Count: > 0 } early)
            throw new RefusedException(early);
        var (done, seen) = RecordedInstruments.ChangesIn(journal, At(application)("order"));
        if (!done.IsSameAs(register.Changes))
            throw new RefusedException(seen.Otherwise);
        if (application.Written.Against(register, At(application)) is { Count: > 0 } against)
            throw new RefusedException(against);
        var check = ApplicationCheck.Of(application, rules, register);
        List<Finding> found = [.. application.Prevents(step, rules, LondonClock.LondonDay(act.At), check.Prevents(application.Id))];
        return With(journal, application, step with { Tiling = check.Tested }, ApplicationOrders.For(application, rules, document), found, act, seen);
    }

    /// <summary>Makes the transfer scheme, and records it in the same act.</summary>
    /// <param name="what">What passes, in a line.</param>
    /// <inheritdoc cref="MakeOrders"/>
    public static Application MakeTransferScheme(KeptJournal journal, ApplicationRules rules, Application application, DateOnly on, string what, string? document, Act act)
    {
        var step = new TransferSchemeMade(on, $"transfers/{application.Id}");
        List<Finding> found = [.. application.Prevents(step, rules, LondonClock.LondonDay(act.At))];
        return found.Count > 0 ? throw new RefusedException(found)
            : ApplicationOrders.TransferScheme(application, rules, what, document) is { } scheme ? With(journal, application, step, scheme, found, act)
            : throw new RefusedException(new Finding("nothing-passes", Consequence.FileRefused, new($"application {application.Id}"), "no body that ends or loses practices", "an application by which something passes from one body to another"));
    }

    /// <summary>Whether the holder of an account may make a move: whoever decides, and for what is the applicants' or may be recorded by either, those who apply for a body concerned.</summary>
    /// <param name="day">Today.</param>
    /// <param name="isOpen">Whether the register knows a body as open that day.</param>
    /// <param name="body">Whose members vote or whose governing body decides, where the move is to record that: the permission is asked for that body.</param>
    /// <remarks>What is for the applicants is for those of the bodies that it changes that apply; where none of them does, for all that it changes. One that changes none asks it of those of the bodies concerned that apply. An application that is about no body that there is yet asks for the permission everywhere.</remarks>
    public static Ruling May(Account account, WrittenApplication written, ApplicationKind kind, ApplicationMove move, DateOnly day, Func<OdsCode, bool> isOpen, string? body = null)
    {
        var decides = account.May(Permission.DecideApplications, Reach.Everywhere, day, isOpen);
        if (move.IsForWhoDecides() || kind.OwnMotion)
            return decides;
        var concerned = written.BodiesConcerned();
        // Whoever only gains or loses by it does not speak for those that it ends.
        var applying = written.BodiesChanged() is { Count: > 0 } changed ? changed : concerned;
        var theirs = move.IsForApplicants() ? [.. applying.Intersect(written.By)] : concerned.Where(b => b == body).ToList();
        // What is no code is told by the check of the application, to whoever may apply for anything at all.
        var bodies = (theirs.Count > 0 ? theirs : move.IsForApplicants() ? written.BodiesChanged() : concerned).Where(b => OdsCode.TryParse(b, out _)).Select(b => new Reach(OdsCode.Parse(b))).ToList();
        var applies = (bodies.Count > 0 ? bodies : [Reach.Everywhere]).Select(b => account.May(Permission.ApplyForChange, b, day, isOpen)).ToList();
        return applies.Find(a => a.IsAllowed) ?? (move.IsForApplicants() || !decides.IsAllowed ? applies[0] : decides);
    }

    private static Application With(KeptJournal journal, Application application, ApplicationStep step, Remit.Powers.WrittenInstrument instrument, List<Finding> found, Act act, Unchanged? seen = null)
    {
        Place At(string? clause, string field) => new($"application {application.Id}", 0, clause is null ? field : $"clause {clause}, {field}");
        if (instrument.Read(default, [.. PowersTables.Shipped.Kinds.Select(k => k.Name)], At, found) is not null)
            instrument.CheckNew(At, found);
        return found.Count > 0 ? throw new RefusedException(found) : After(application, journal.Append(act, seen, Next(application, step), RecordedInstruments.Proposed(journal, instrument)));
    }

    private static Func<string, Place> At(Application application) => field => new($"application {application.Id}", 0, field);

    private static Proposal Next(Application application, ApplicationStep step) => new(Prefix + application.Id, application.Version + 1, step);

    private static Application After(Application application, IReadOnlyList<Entry> entries) =>
        new([.. application.Steps, .. entries.Where(e => e.Stream == Prefix + application.Id).Select(Done)]);

    private static Application Of(IReadOnlyList<Entry> entries)
    {
        var steps = entries.Select(Done).ToList();
        try
        {
            var application = new Application(steps);
            return Prefix + application.Id == entries[0].Stream ? application : throw Broken(entries[0]);
        }
        catch (ArgumentException)
        {
            throw Broken(entries[0]);
        }
    }

    private static StepDone Done(Entry entry)
    {
        try
        {
            return EventKinds.Read(entry) is ApplicationStep step ? new(entry.Version, step, entry.ToAct()) : throw Broken(entry);
        }
        catch (JsonException)
        {
            throw Broken(entry);
        }
    }

    private static BrokenChainException Broken(Entry entry) => new(new(entry.Position, $"{entry}, with what is of no application", "a journal that Remit wrote"));
}
