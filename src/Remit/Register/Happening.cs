namespace Remit.Register;

/// <summary>Something that became of a body or a practice on a day.</summary>
/// <param name="On">The first day of the new state; of a closing, the last day it was open.</param>
/// <param name="Sort"><c>established</c>, <c>renamed</c>, <c>changed</c>, <c>closed</c>, <c>followed</c> or <c>joined</c>.</param>
/// <param name="Code">Whose it is.</param>
/// <param name="Other">Who took over, or whom it joined; none where nobody did.</param>
public sealed record Happening(DateOnly On, string Sort, string Code, string? Other, string Says, Source Source)
{
    /// <summary>What became of an organisation: its beginning, its other names and kinds, its end, and who took over from it.</summary>
    public static IEnumerable<Happening> Of(RegisterAsKnown register, Organisation organisation)
    {
        var code = organisation.Code.ToString();
        Standing? before = null;
        foreach (var standing in organisation.Standings)
        {
            var opened = before is null || before.Days.Last is not { } last || last.AddDays(1) < standing.Days.First;
            if (standing.Days.First > DateOnly.MinValue && opened)
                yield return new(standing.Days.First, "established", code, null, $"{standing.Name} ({code}) began, as {Article(standing.Kind)}.", standing.Source);
            else if (standing.Days.First > DateOnly.MinValue && before!.Kind != standing.Kind)
                yield return new(standing.Days.First, "changed", code, null, $"{before.Name} ({code}), {Article(before.Kind)}, became {standing.Name}, {Article(standing.Kind)}.", standing.Source);
            else if (standing.Days.First > DateOnly.MinValue && before!.Name != standing.Name)
                yield return new(standing.Days.First, "renamed", code, null, $"{before.Name} ({code}) took the name {standing.Name}.", standing.Source);
            before = standing;
        }

        if (organisation.Closed is { } closed && closed < DateOnly.MaxValue)
            yield return new(closed, "closed", code, null, $"{organisation.Standings[^1].Name} ({code}) closed at the end of the day.", organisation.Standings[^1].Source);
        foreach (var succession in register.SuccessorsOf(organisation.Code))
            yield return Followed(register, succession);
    }

    /// <summary>One organisation taking over from another.</summary>
    public static Happening Followed(RegisterAsKnown register, Succession succession)
    {
        var from = $"{register.Find(succession.From)?.NameNear(succession.On.AddDays(-1)) ?? "a body"} ({succession.From})";
        return new(succession.On, "followed", succession.From.ToString(), succession.To?.ToString(),
            succession.To is { } to ? $"{register.Find(to)?.NameNear(succession.On) ?? "a body"} ({to}) took over from {from}, by {succession.How}." : $"{from} ended by {succession.How}: no body is recorded as having taken its place.",
            succession.Source);
    }

    /// <summary>The commissioners that a practice came to belong to, one after another, on the latest evidence.</summary>
    public static IEnumerable<Happening> Of(RegisterAsKnown register, PracticeCode practice)
    {
        OdsCode? before = null;
        foreach (var stretch in register.MembershipsOf(practice).Stretches)
        {
            if (stretch.Value != before && stretch.Days.First > DateOnly.MinValue)
                yield return new(stretch.Days.First, "joined", practice.ToString(), stretch.Value?.ToString(),
                    stretch.Value is { } joined ? $"{practice} came to belong to {register.Find(joined)?.NameNear(stretch.Days.First) ?? "a commissioner"} ({joined})." : $"{practice} ceased to belong to a commissioner.",
                    stretch.Source);
            before = stretch.Value;
        }
    }

    // As it is spoken: an area team, an ICB, an NHS trust.
    private static string Article(string kind) => kind.Length > 0 && ("AEIOaeio".Contains(kind[0], StringComparison.Ordinal) || kind.StartsWith("NHS", StringComparison.Ordinal)) ? $"an {kind}" : $"a {kind}";
}
