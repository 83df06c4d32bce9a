using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Remit.Register;

namespace Remit.Web.Api;

/// <summary>The register: organisations and practices, found, one by one, with their members and their history.</summary>
internal static class OrganisationAnswers
{
    private static readonly Parameter Sought = Parameter.Text("q", "A code, or words of any name it ever had.");
    private static readonly Parameter Kind = Parameter.Text("kind", "Only those that were of this kind on the day: CCG, ICB, NHS trust, GP practice and so on. Without it and without a name, every organisation there ever was, but for practices.");
    private static readonly Parameter Code = Parameter.Code("code", "Its ODS code, open or long closed. The code that the ONS gave its area leads to it.");
    private static readonly Parameter Practice = Parameter.Code("code", "The code of the practice.");

    private static readonly Operation Find = new("find-organisations", "Organisations by name, kind and day",
        "Organisations and practices by code or any name they ever had, the best first; or all of a kind on a day, in order of code.",
        [Sought, Kind, Parameter.On, Parameter.Limit, Parameter.Page], "/api/v1/organisations?kind=ICB&on=2022-07-01&limit=3")
    { IsTable = true };

    private static readonly Operation Show = new("organisation", "One organisation",
        "What it was and was called through time, its codes, who it came from and became, what it lies in, what is delegated to it, and how many practices and small areas were its on a day. A practice's code leads to the practice.",
        [Code, Parameter.On], "/api/v1/organisations/00F?on=2014-04-01")
    { MayBeMissing = true };

    private static readonly Operation Members = new("members", "The practices of an organisation on a day",
        "Each practice that belonged to a commissioner on a day and was not closed, as the tables that decide records have it.",
        [Code, Parameter.On, Parameter.Limit, Parameter.Page], "/api/v1/organisations/16C/members?on=2025-06-10&limit=2")
    { MayBeMissing = true, IsTable = true };

    private static readonly Operation History = new("history", "Where an organisation came from and what it became",
        "Everyone it came from and everyone it became, as far as successions are recorded; all its links; and its practices on the first of April of each year.",
        [Code], "/api/v1/organisations/00F/history")
    { MayBeMissing = true };

    private static readonly Operation ShowPractice = new("practice", "One GP practice",
        "Its commissioners through time, each with the line that says so; how each list of practices gave it; and where the sources differ.",
        [Practice, Parameter.On], "/api/v1/practices/X10001?on=2019-06-30")
    { MayBeMissing = true };

    public static void Map(IEndpointRouteBuilder api)
    {
        Find.MapTo<TablePage<OrganisationRow>>(api, "/organisations", FindThem);
        Show.MapTo<OrganisationDetail>(api, "/organisations/{code}", q => With(q, "", organisation => Reply.Of(Answer(q, organisation))));
        Members.MapTo<TablePage<MemberRow>>(api, "/organisations/{code}/members", q => With(q, "/members", organisation => Reply.Table(q, Member.Of(q.Held, organisation.Code.ToString(), q.Day), MemberRow.Of)));
        History.MapTo<OrganisationHistory>(api, "/organisations/{code}/history", q => With(q, "/history", organisation => Reply.Of(Past(q, organisation))));
        ShowPractice.MapTo<PracticeDetail>(api, "/practices/{code}", AnswerPractice);
    }

    private static IResult FindThem(Question question)
    {
        var (held, day, kind, sought) = (question.Held, question.Day, question[Kind], question[Sought]);
        var dated = question[Parameter.On] is not null || kind is not null;
        List<string> kinds = [.. held.Register.Kinds, OrganisationRow.GpPractice];
        if (kind is not null && !kinds.Contains(kind, StringComparer.OrdinalIgnoreCase))
            return Refusal.Of(Kind, kind, $"one of {string.Join(", ", kinds)}");

        var found = sought is not null ? held.Search.Find(sought, int.MaxValue, out _)
            : [.. held.Register.Organisations.Select(o => new Found(o.Code.ToString(), o.Standings[^1].Name, o.Standings[^1].Kind, null)),
               .. Matches(OrganisationRow.GpPractice) ? Practices() : []];
        if (!dated)
            return Reply.Table(question, found, f => OrganisationRow.Of(held, f, day));
        List<OrganisationRow> rows = [.. found.Select(f => OrganisationRow.Of(held, f, day)).Where(r => r.Open && (kind is null || Matches(r.Kind)))];
        return Reply.Table(question, rows, row => row);

        bool Matches(string other) => other.Equals(kind, StringComparison.OrdinalIgnoreCase);

        IEnumerable<Found> Practices() => held.Tables[Responsibility.TableSchema.Practices].Rows.Select(r => r.Cells[0]).Distinct().Order(StringComparer.Ordinal)
            .Select(c => new Found(c, held.Practices[c][^1].Called, held.IsGeneralPractice(held.Practices[c][^1], day) ? OrganisationRow.GpPractice : OrganisationRow.OtherPractice, null));
    }

    /// <summary>Answers about the organisation that a code in the address names; leads to its one lasting address where it is written otherwise.</summary>
    private static IResult With(Question question, string rest, Func<Organisation, IResult> answer)
    {
        var (held, text) = (question.Held, question[Code]!);
        if (OnsCode.TryParse(text, out var ons) && held.Register.Find(ons) is { } owner)
            return Lead($"/api/v1/organisations/{owner}{rest}");
        if (!OdsCode.TryParse(text, out var code))
            return Missing(question, text);
        if (held.Register.Find(code) is { } organisation)
            return text == code.ToString() ? answer(organisation) : Lead($"/api/v1/organisations/{code}{rest}");
        return rest.Length == 0 && IsPractice(held, code.ToString()) ? Lead($"/api/v1/practices/{code}") : Missing(question, text);

        IResult Lead(string address) => Results.Redirect($"{address}{question.Http.Request.QueryString}", permanent: true, preserveMethod: true);
    }

    private static bool IsPractice(Holdings held, string code) =>
        PracticeCode.TryParse(code, out var practice) && !practice.IsDefault && (!held.Practices[code].IsEmpty || held.Register.ListingsOf(practice).Count > 0 || held.Register.MembershipsOf(practice).Stretches.Count > 0);

    private static Refusal Missing(Question question, string code)
    {
        var near = question.Held.Search.Near(code, 3);
        return Refusal.NotHeld($"The register has no organisation or practice with the code {Finding.Quoted(code)}, now or at any time that it knows of.{(near.Count > 0 ? $" Near it are {string.Join(", ", near.Select(n => $"{n.Code} {n.Name}"))}." : " /api/v1/organisations?q=NAME finds codes by name.")}");
    }

    private static OrganisationDetail Answer(Question question, Organisation organisation)
    {
        var (held, register, day, code) = (question.Held, question.Held.Register, question.Day, organisation.Code);
        var standing = organisation.On(day);
        var members = Member.Of(held, code.ToString(), day);
        return new(held.Version, day, code.ToString(), organisation.NameNear(day), standing?.Kind, standing is not null,
            BelongingRow.Stated(organisation.Opened), organisation.Closed, organisation.OnsCodeOn(day)?.ToString(), organisation.Postcode is { Length: > 0 } postcode ? postcode : null,
            [.. organisation.Standings.Select(s => new StandingRow(BelongingRow.Stated(s.Days.First), s.Days.Last, s.Kind, s.Name, s.Source.ToString()))],
            [.. organisation.OnsCodes.Select(o => new CodeRow(o.Code.ToString(), BelongingRow.Stated(o.Days.First), o.Days.Last, o.Source.ToString()))],
            [.. register.PredecessorsOf(code).Select(SuccessionRow.Of)],
            [.. register.SuccessorsOf(code).Select(SuccessionRow.Of)],
            standing is null && organisation.Closed < day ? [.. register.SuccessorOn(code, day).Select(c => NamedCode.Of(held, c.ToString(), day)!)] : [],
            [.. register.LinksOf(code, day).Select(l => LinkRow.Of(held, l, day))],
            [.. held.Powers.DelegationsTo(code).Where(d => d.Days.Contains(day)).SelectMany(d => d.Term.Clause.Functions.Select(f => new DelegationRow(f.ToString(), held.Powers.NameOf(f), d.Term.Instrument.Id, BelongingRow.Stated(d.Days.First), d.Days.Last, d.Term.Instrument.Source.ToString())))],
            new(register.AreasOf(code, day).Count, members.Count(m => m.IsGeneralPractice), members.Count(m => !m.IsGeneralPractice)),
            [.. register.DoubtsOn((standing ?? organisation.Standings[^1]).Kind, day).Where(d => d.IsAbout(code)).Select(d => d.Note)]);
    }

    private static OrganisationHistory Past(Question question, Organisation organisation)
    {
        var (held, register, code) = (question.Held, question.Held.Register, organisation.Code);
        var tree = FamilyTree.Around(register, code, question.Today)!;
        return new(held.Version, code.ToString(),
            [.. tree.Relations.Select(r => new RelationRow(r.Code.ToString(), r.Name, r.Generation, BelongingRow.Stated(r.Days.First), r.Days.Last))],
            [.. tree.Successions.Select(SuccessionRow.Of)],
            [.. register.LinksOf(code).Select(l => LinkRow.Of(held, l, l.Days.First))],
            [.. Member.ByYear(held, organisation, question.Today).Select(y => new YearRow(y.Day, y.Practices))]);
    }

    private static IResult AnswerPractice(Question question)
    {
        var (held, day) = (question.Held, question.Day);
        if (!PracticeCode.TryParse(question[Practice], out var practice) || practice.IsDefault || !IsPractice(held, practice.ToString()))
            return practice != default && practice.IsDefault ? Refusal.NotHeld($"{practice} is no practice: it is the code for a patient whose practice is not known.") : Missing(question, question[Practice]!);
        var code = practice.ToString();
        if (code != question[Practice])
            return Results.Redirect($"/api/v1/practices/{code}{question.Http.Request.QueryString}", permanent: true, preserveMethod: true);

        var answer = CareAnswer.To(held, code, day);
        var listings = held.Register.ListingsOf(practice);
        var name = answer?.Called is { Length: > 0 } called ? called : held.Register.ListingOf(practice, day)?.Name ?? (held.Practices[code] is { IsEmpty: false } rows ? rows[^1].Called : "");
        return Reply.Of(new PracticeDetail(held.Version, day, code, name.Length > 0 ? name : null,
            answer?.Closed is { } closed ? Belonging.ClosedWord(closed) : answer?.Row is null ? null : "open",
            answer is null ? null : NamedCode.Of(held, answer.Commissioner, day), (answer?.Row ?? answer?.Closed)?.Provenance,
            answer is null ? [] : BelongingRow.Of(held, answer.Timeline),
            [.. listings.Select(l => new ListingRow(l.Source.Release.Edition, l.Name, l.Status.ToString(), l.Setting, l.Commissioner?.ToString(), l.Postcode.Length > 0 ? l.Postcode : null, BelongingRow.Stated(l.Open.First), l.Open.Last, l.Source.ToString()))],
            [.. held.Register.MembershipsOf(practice).Contradictions.Select(c => new ContradictionRow(BelongingRow.Stated(c.Days.First), c.Days.Last, c.Earlier.Value?.ToString(), c.Earlier.Source.ToString(), c.Later.Value?.ToString(), c.Later.Source.ToString()))]));
    }
}

/// <summary>One organisation or practice of a list.</summary>
/// <param name="Code">The ODS code.</param>
/// <param name="Name">Its name on the day, or the nearest that is known.</param>
/// <param name="Kind">What it was on the day, or last.</param>
/// <param name="Open">Whether it was open that day.</param>
/// <param name="First">The first day it was open under any kind; null where no source states one.</param>
/// <param name="Last">The last day; null while it is open.</param>
/// <param name="FoundAs">The former name by which it was found; null where it was another way.</param>
/// <param name="Source">The file and line that says so.</param>
internal sealed record OrganisationRow(string Code, string Name, string Kind, bool Open, DateOnly? First, DateOnly? Last, string? FoundAs, string Source)
{
    public const string GpPractice = "GP practice";
    public const string OtherPractice = "prescribing setting";

    public static OrganisationRow Of(Holdings held, Found found, DateOnly day)
    {
        if (OdsCode.TryParse(found.Code, out var code) && held.Register.Find(code) is { } organisation)
        {
            var standing = organisation.On(day) ?? (day < organisation.Opened ? organisation.Standings[0] : organisation.Standings[^1]);
            return new(found.Code, standing.Name, standing.Kind, organisation.IsOpenOn(day), BelongingRow.Stated(organisation.Opened), organisation.Closed, found.FoundAs, standing.Source.ToString());
        }

        var rows = held.Practices[found.Code];
        var (first, last) = rows.IsEmpty ? default : (rows[0].Days.First, rows[^1].Days.Last);
        var row = held.Practices.On(found.Code, day, Belonging.IsOpen);
        return new(found.Code, row?.Called ?? found.Name, found.Kind, row is not null, BelongingRow.Stated(first), last, found.FoundAs, (row ?? (rows.IsEmpty ? null : rows[^1]))?.Provenance ?? "");
    }
}

/// <summary>What an organisation was, and was called, for some days.</summary>
/// <param name="First">The first day; null where no source states one.</param>
/// <param name="Last">The last day; null until further notice.</param>
/// <param name="Kind">What the NHS calls a body of its sort.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Source">The file that says so.</param>
internal sealed record StandingRow(DateOnly? First, DateOnly? Last, string Kind, string Name, string Source);

/// <summary>A code that the ONS gave an organisation's area, for some days.</summary>
/// <param name="Code">The ONS code.</param>
/// <param name="First">The first day; null where no source states one.</param>
/// <param name="Last">The last day; null until further notice.</param>
/// <param name="Source">The file that says so.</param>
internal sealed record CodeRow(string Code, DateOnly? First, DateOnly? Last, string Source);

/// <summary>One organisation taking on another's functions.</summary>
/// <param name="From">Who handed over.</param>
/// <param name="To">Who took over; null where nobody is recorded as doing so.</param>
/// <param name="On">The first day of the new state.</param>
/// <param name="How">merger, split, abolition or succession.</param>
/// <param name="Source">The file that says so.</param>
internal sealed record SuccessionRow(string From, string? To, DateOnly On, string How, string Source)
{
    public static SuccessionRow Of(Succession s) => new(s.From.ToString(), s.To?.ToString(), s.On, s.How, s.Source.ToString());
}

/// <summary>One organisation lying within another, or served by it, for some days.</summary>
/// <param name="Kind">What the other is to it: icb, region, area team and so on.</param>
/// <param name="To">The other's code.</param>
/// <param name="Name">What the other was called.</param>
/// <param name="First">The first day; null where no source states one.</param>
/// <param name="Last">The last day; null until further notice.</param>
/// <param name="Source">The file that says so.</param>
internal sealed record LinkRow(string Kind, string To, string Name, DateOnly? First, DateOnly? Last, string Source)
{
    public static LinkRow Of(Holdings held, Link link, DateOnly day) => new(link.Kind, link.To.ToString(), held.NameOf(link.To.ToString(), day), BelongingRow.Stated(link.Days.First), link.Days.Last, link.Source.ToString());
}

/// <summary>A function held by a signed delegation, for some days.</summary>
/// <param name="Function">What was delegated: its code.</param>
/// <param name="Name">What the function is called.</param>
/// <param name="Instrument">The instrument by which.</param>
/// <param name="First">The first day; null where no source states one.</param>
/// <param name="Last">The last day; null until further notice.</param>
/// <param name="Source">The file that says so.</param>
internal sealed record DelegationRow(string Function, string Name, string Instrument, DateOnly? First, DateOnly? Last, string Source);

/// <summary>What was an organisation's on a day, counted.</summary>
/// <param name="SmallAreas">Lower layer super output areas that lay in it.</param>
/// <param name="GpPractices">GP practices that belonged to it.</param>
/// <param name="OtherPractices">Others that prescribe, and belonged to it.</param>
internal sealed record ExtentRow(int SmallAreas, int GpPractices, int OtherPractices);

/// <summary>One organisation.</summary>
/// <param name="AsAt">Which reading of the holdings it was answered from: it changes when they do.</param>
/// <param name="On">The day asked about.</param>
/// <param name="Code">Its ODS code.</param>
/// <param name="Name">Its name that day; before it opened its first, and after it closed its last.</param>
/// <param name="Kind">What it was that day; null where it was not open.</param>
/// <param name="Open">Whether it was open that day.</param>
/// <param name="First">The first day it was open under any kind; null where no source states one.</param>
/// <param name="Last">The last day; null while it is open.</param>
/// <param name="OnsCode">The code that the ONS gave its area, that day.</param>
/// <param name="Postcode">Of its main office, from the latest list that says.</param>
/// <param name="Timeline">What it was, and was called, through time.</param>
/// <param name="OnsCodes">The codes that the ONS gave its area, through time.</param>
/// <param name="Predecessors">From whom it took over.</param>
/// <param name="Successors">Who took over from it.</param>
/// <param name="InItsPlace">Where it had closed by that day: who stood in its place then.</param>
/// <param name="Links">What it lay in, or was served by, that day.</param>
/// <param name="Delegations">The functions it held by delegation that day.</param>
/// <param name="Area">What was its that day, counted.</param>
/// <param name="Doubts">What the published record leaves in doubt about it that day.</param>
internal sealed record OrganisationDetail(
    string AsAt, DateOnly On, string Code, string Name, string? Kind, bool Open, DateOnly? First, DateOnly? Last, string? OnsCode, string? Postcode,
    IReadOnlyList<StandingRow> Timeline, IReadOnlyList<CodeRow> OnsCodes, IReadOnlyList<SuccessionRow> Predecessors, IReadOnlyList<SuccessionRow> Successors,
    IReadOnlyList<NamedCode> InItsPlace, IReadOnlyList<LinkRow> Links, IReadOnlyList<DelegationRow> Delegations, ExtentRow Area, IReadOnlyList<string> Doubts);

/// <summary>A practice of an organisation on a day.</summary>
/// <param name="PracticeCode">The practice's code.</param>
/// <param name="Name">What it was called.</param>
/// <param name="GpPractice">Whether it is a GP practice, or another that prescribes.</param>
/// <param name="First">The first day for which the source says so; null where it states none.</param>
/// <param name="Last">The last day; null until further notice.</param>
/// <param name="Source">The file and line that says so.</param>
internal sealed record MemberRow(string PracticeCode, string Name, bool GpPractice, DateOnly? First, DateOnly? Last, string Source)
{
    public static MemberRow Of(Member member) => new(member.Code, member.Name, member.IsGeneralPractice, BelongingRow.Stated(member.Row.Days.First), member.Row.Days.Last, member.Row.Provenance);
}

/// <summary>One organisation of a family tree.</summary>
/// <param name="Code">Its ODS code.</param>
/// <param name="Name">What it was called when it handed over or took over.</param>
/// <param name="Generation">Nought for the one asked about; less for those it came from, more for those it became.</param>
/// <param name="First">The first day it was open; null where no source states one.</param>
/// <param name="Last">The last day; null while it is open.</param>
internal sealed record RelationRow(string Code, string Name, int Generation, DateOnly? First, DateOnly? Last);

/// <summary>How many GP practices an organisation had on a day.</summary>
/// <param name="On">The first of April of a year, or the day it opened.</param>
/// <param name="GpPractices">How many.</param>
internal sealed record YearRow(DateOnly On, int GpPractices);

/// <summary>Where an organisation came from, and what it became.</summary>
/// <param name="AsAt">Which reading of the holdings it was answered from.</param>
/// <param name="Code">Its ODS code.</param>
/// <param name="Relations">Itself, everyone it came from and everyone it became.</param>
/// <param name="Successions">Those between them, in order of days.</param>
/// <param name="Links">What it ever lay in, or was served by.</param>
/// <param name="GpPractices">How many it had, year by year.</param>
internal sealed record OrganisationHistory(
    string AsAt, string Code, IReadOnlyList<RelationRow> Relations, IReadOnlyList<SuccessionRow> Successions, IReadOnlyList<LinkRow> Links, IReadOnlyList<YearRow> GpPractices);

/// <summary>A practice as one edition of the list of practices gave it.</summary>
/// <param name="Edition">The day whose state of affairs the list describes.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Status">A active, P proposed, C closed, D dormant.</param>
/// <param name="Setting">The prescribing setting: 4 is a GP practice.</param>
/// <param name="Commissioner">The commissioner it belonged to, or null.</param>
/// <param name="Postcode">As written in the list.</param>
/// <param name="First">The first day it was open.</param>
/// <param name="Last">The last day; null while it is open.</param>
/// <param name="Source">The file and line.</param>
internal sealed record ListingRow(DateOnly Edition, string Name, string Status, string Setting, string? Commissioner, string? Postcode, DateOnly? First, DateOnly? Last, string Source);

/// <summary>Two sources that differ about days which the earlier had seen; the later is used.</summary>
/// <param name="First">The first such day.</param>
/// <param name="Last">The last such day.</param>
/// <param name="Earlier">The commissioner that the earlier source says, or null for none.</param>
/// <param name="EarlierSource">Where it says so.</param>
/// <param name="Later">The commissioner that the later source says, or null for none.</param>
/// <param name="LaterSource">Where it says so.</param>
internal sealed record ContradictionRow(DateOnly? First, DateOnly? Last, string? Earlier, string EarlierSource, string? Later, string LaterSource);

/// <summary>One GP practice, or another that prescribes.</summary>
/// <param name="AsAt">Which reading of the holdings it was answered from: it changes when they do.</param>
/// <param name="On">The day asked about.</param>
/// <param name="Code">The practice's code.</param>
/// <param name="Name">What it was called that day, or nearest to it.</param>
/// <param name="State">"open", "closed" or "dormant" that day; null where nothing is known of the day.</param>
/// <param name="Commissioner">The commissioner it belonged to that day; null where to none, or none is known.</param>
/// <param name="Source">The file and line that decides that day.</param>
/// <param name="Timeline">Its commissioners through time.</param>
/// <param name="Listings">As each list of practices gave it.</param>
/// <param name="Contradictions">Where the sources differ.</param>
internal sealed record PracticeDetail(
    string AsAt, DateOnly On, string Code, string? Name, string? State, NamedCode? Commissioner, string? Source, IReadOnlyList<BelongingRow> Timeline, IReadOnlyList<ListingRow> Listings, IReadOnlyList<ContradictionRow> Contradictions);
