namespace Remit.Register;

/// <summary>What must hold of the register on any day, looked for and reported.</summary>
public static class RegisterCheck
{
    /// <summary>
    /// Every open GP practice in exactly one commissioner that is open; every small area too; no organisation two things at once; and what takes over
    /// open when it takes over. Findings name the line of the latest evidence.
    /// </summary>
    public static IReadOnlyList<Finding> On(RegisterAsKnown register, DateOnly day) =>
        [.. Tiling.Broken(Footprint.On(register, day)), .. Spans(register), .. Successions(register)];

    /// <summary>The GP practices of England and Wales that were open on a day: prescribing setting 4, allocated to a commissioner, neither proposed nor dormant.</summary>
    public static IEnumerable<PracticeListing> OpenPractices(RegisterAsKnown register, DateOnly day) =>
        from practice in register.Practices
        let listing = register.ListingOf(practice, day)
        where listing is not null && IsOpenGeneralPractice(register, practice, day)
        select listing;

    /// <summary>Whether a practice was one of those on a day.</summary>
    public static bool IsOpenGeneralPractice(RegisterAsKnown register, PracticeCode practice, DateOnly day) =>
        register.ListingOf(practice, day) is { } listing && IsCounted(listing) && register.IsOpenOn(practice, day);

    internal static bool IsCounted(PracticeListing listing) => listing.IsGeneralPractice() && listing.Status is 'A' or 'C';

    /// <summary>The editions that small areas and councils rest on: boundary changes after them are not seen.</summary>
    public static IReadOnlyList<string> LookUps(RegisterAsKnown register, DateOnly day)
    {
        return [Newest("small-areas", "small areas"), Newest("upper-tiers", "upper-tier councils")];

        string Newest(string kind, string of) => register.Releases.Where(r => r.Kind == kind).Select(r => (DateOnly?)r.Edition).Max() is { } edition
            ? $"The newest look-up of {of} is of {edition:yyyy-MM-dd}{(edition < day ? ": boundaries that changed after it are not seen" : "")}."
            : $"There is no look-up of {of}: './remit import {kind} FILE' takes one in.";
    }

    private static IEnumerable<Finding> Spans(RegisterAsKnown register) =>
        from organisation in register.Organisations
        from pair in organisation.Standings.Zip(organisation.Standings.Skip(1))
        where pair.First.Days.Overlaps(pair.Second.Days)
        select new Finding("overlapping-spans", Consequence.Note, pair.Second.Source.Place,
            $"{organisation.Code} is {pair.First.Kind} {pair.First.Days} and {pair.Second.Kind} {pair.Second.Days}", "spans that do not overlap");

    private static IEnumerable<Finding> Successions(RegisterAsKnown register) =>
        from organisation in register.Organisations
        from succession in register.SuccessorsOf(organisation.Code)
        where succession.To is { } to && register.Find(to)?.IsOpenOn(succession.On) != true
        select new Finding("successor-not-open", Consequence.Note, succession.Source.Place,
            $"{succession.From} became {succession.To} on {succession.On:yyyy-MM-dd}, when {succession.To} was not open", "a successor open from that day");
}
