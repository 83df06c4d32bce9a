using Remit.Powers;
using Remit.Register;
using Remit.Time;

namespace Remit.Cli.Register;

internal sealed record StandingAnswer(string Days, string Kind, string Name);

internal sealed record CodingAnswer(string Days, string Code);

internal sealed record ParentAnswer(string Link, string Code, string? Name);

internal sealed record DelegationAnswer(string Days, string Function);

internal sealed record SuccessionAnswer(DateOnly On, string Code, string? Name, string How);

internal sealed record MemberAnswer(string Code, string Name, bool GpPractice);

internal sealed record HistoryAnswer(string Days, string? Commissioner, string? Name, string Source);

internal sealed record ListingAnswer(DateOnly Edition, char Status, string? Commissioner, string Region, string Postcode, string Name);

/// <summary>What <c>register show</c> answers about an organisation.</summary>
internal sealed record OrganisationAnswer(
    string Code, string Name, DateOnly On, string? Kind, DateOnly? Closed, string? Postcode,
    IReadOnlyList<StandingAnswer> Was, IReadOnlyList<CodingAnswer> OnsCodes, IReadOnlyList<ParentAnswer> Parents, IReadOnlyList<ParentAnswer> Within, IReadOnlyList<DelegationAnswer> Delegations,
    IReadOnlyList<SuccessionAnswer> CameFrom, IReadOnlyList<SuccessionAnswer> Became, IReadOnlyList<MemberAnswer> Members, int SmallAreas,
    IReadOnlyList<string> Doubts, IReadOnlyList<string> Sources)
{
    public static OrganisationAnswer Of(RegisterAsKnown register, PowersAsKnown powers, Organisation o, DateOnly day)
    {
        var open = RegisterCheckOpen(register, day);
        return new(
            o.Code.ToString(), o.NameNear(day), day, o.On(day)?.Kind, o.Closed, o.Postcode.Length > 0 ? o.Postcode : null,
            [.. o.Standings.Select(s => new StandingAnswer(s.Days.ToString(), s.Kind, s.Name))],
            [.. o.OnsCodes.Select(c => new CodingAnswer(c.Days.ToString(), c.Code.ToString()))],
            [.. register.LinksOf(o.Code, day).Select(l => new ParentAnswer(l.Kind, l.To.ToString(), register.Find(l.To)?.NameNear(day)))],
            [.. register.LinksTo(o.Code, day).Select(l => new ParentAnswer(l.Kind, l.From.ToString(), register.Find(l.From)?.NameNear(day)))],
            [.. powers.DelegationsTo(o.Code).Where(d => d.Days.Contains(day)).SelectMany(d => d.Term.Clause.Functions.Select(f => new DelegationAnswer(d.Days.ToString(), powers.NameOf(f))))],
            [.. register.PredecessorsOf(o.Code).Select(s => new SuccessionAnswer(s.On, s.From.ToString(), register.Find(s.From)?.NameNear(s.On), s.How))],
            [.. register.SuccessorsOf(o.Code).Select(s => new SuccessionAnswer(s.On, s.To?.ToString() ?? "nobody", s.To is { } to ? register.Find(to)?.NameNear(s.On) : null, o.IsOpenOn(s.On) ? $"{s.How}: it took over the functions; the code lives on" : s.How))],
            [.. register.MembersOf(o.Code, day).Select(m => new MemberAnswer(m.Practice.ToString(), register.ListingOf(m.Practice, day)?.Name ?? "", open.Contains(m.Practice)))],
            register.AreasOf(o.Code, day).Count,
            [.. (o.On(day) ?? o.Standings[^1]) is var standing ? register.DoubtsOn(standing.Kind, day).Where(d => d.IsAbout(o.Code)).Select(d => d.Note) : []],
            [.. o.Standings.Select(s => s.Source).Concat(register.LinksOf(o.Code, day).Select(l => l.Source)).Select(Cited).Distinct()]);
    }

    private static HashSet<PracticeCode> RegisterCheckOpen(RegisterAsKnown register, DateOnly day) =>
        [.. RegisterCheck.OpenPractices(register, day).Select(p => p.Code)];

    private static string Cited(Source source) => source.Document is { Length: > 0 } document ? $"{source} [{document}]" : source.ToString();
}

/// <summary>What <c>register show</c> answers about a practice.</summary>
internal sealed record PracticeAnswer(
    string Code, string? Name, DateOnly On, string? Open, char? Status, string? Setting, string? Postcode,
    string? Commissioner, string? CommissionerName, string? Why,
    IReadOnlyList<HistoryAnswer> History, IReadOnlyList<ListingAnswer> Listings, IReadOnlyList<string> Contradictions)
{
    public static PracticeAnswer Of(RegisterAsKnown register, PracticeCode practice, DateOnly day)
    {
        var listings = register.ListingsOf(practice);
        var latest = listings.Count > 0 ? listings[^1] : null;
        var membership = register.CommissionerOf(practice, day);
        var timeline = register.MembershipsOf(practice);
        return new(
            practice.ToString(), register.ListingOf(practice, day)?.Name, day, latest?.Open.ToString(), latest?.Status, latest?.Setting, latest?.Postcode,
            membership?.Commissioner.ToString(), membership is null ? null : register.Find(membership.Commissioner)?.NameNear(day),
            (membership?.Source ?? timeline.On(day)?.Source)?.ToString(),
            Register.History.Of(register, timeline, commissioner => commissioner),
            [.. listings.Select(l => new ListingAnswer(l.Source.Release.Edition, l.Status, l.Commissioner?.ToString(), l.NationalGrouping, l.Postcode, l.Name))],
            [.. timeline.Contradictions.Select(c => $"{c.Days}: {c.Earlier.Source} says {c.Earlier.Value?.ToString() ?? "none"}; {c.Later.Source} says {c.Later.Value?.ToString() ?? "none"}, and is used")]);
    }
}

/// <summary>What <c>register show</c> answers about a small area.</summary>
internal sealed record AreaAnswer(string Code, DateOnly On, string? Commissioner, string? CommissionerName, string? LocalAuthority, IReadOnlyList<HistoryAnswer> History)
{
    public static AreaAnswer Of(RegisterAsKnown register, OnsCode area, DateOnly day)
    {
        var coverage = register.CommissionerOf(area, day);
        return new(area.ToString(), day, coverage?.Commissioner.ToString(), coverage is null ? null : register.Find(coverage.Commissioner)?.NameNear(day),
            coverage?.LocalAuthority?.ToString(), Register.History.Of(register, register.CoverageOf(area), lies => lies.Commissioner));
    }
}

/// <summary>A timeline as people read it: neighbouring stretches with the same commissioner are one.</summary>
internal static class History
{
    public static IReadOnlyList<HistoryAnswer> Of<T>(RegisterAsKnown register, PaintedTimeline<T> timeline, Func<T, OdsCode> commissioner) where T : struct
    {
        List<(DateSpan Days, OdsCode? Code, Source Source)> merged = [];
        foreach (var stretch in timeline.Stretches)
        {
            OdsCode? code = stretch.Value is { } value ? commissioner(value) : null;
            if (merged is [.., var last] && last.Code == code && last.Days.Last?.AddDays(1) == stretch.Days.First)
                merged[^1] = (new(last.Days.First, stretch.Days.Last), code, last.Source.Because is { Length: > 0 } ? last.Source : stretch.Source);
            else
                merged.Add((stretch.Days, code, stretch.Source));
        }

        return [.. merged.Select(m => new HistoryAnswer(m.Days.ToString(), m.Code?.ToString(), m.Code is { } c ? register.Find(c)?.NameNear(m.Days.First) : null, m.Source.ToString()))];
    }
}
