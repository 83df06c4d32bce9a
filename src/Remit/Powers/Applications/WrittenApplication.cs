using Remit.Register;
using Remit.Time;

namespace Remit.Powers.Applications;

/// <summary>What is applied for, as applicants write it down: in a file and in the journal. See <c>specs/powers/applications/formats.md</c>.</summary>
/// <param name="Id">Its name here: letters, digits and hyphens, with <c>/</c> between parts.</param>
/// <param name="Kind">What is applied for, as <c>merge</c>. Data: see <c>parameters/powers/application_kinds.csv</c>.</param>
/// <param name="BodyKind">The kind of body it is about.</param>
/// <param name="By">Who applies, by code or name; whoever decides, where nobody applies.</param>
/// <param name="From">The first day of the new state.</param>
/// <param name="Case">Why, in a line.</param>
/// <param name="Bodies">The codes of the bodies that end or are varied.</param>
/// <param name="Becomes">Bodies that begin, or are varied, or take over: as they are to be.</param>
/// <param name="Practices">The codes of practices that join, leave or move.</param>
/// <param name="Leaves">The code of the body that the practices leave.</param>
/// <param name="Joins">The code of the body that they join.</param>
/// <param name="Votes">The votes that the constitutions ask for.</param>
/// <param name="Document">Where the application itself is.</param>
/// <param name="Losing">The codes of other bodies, from which practices or areas are taken; where it is not said, <see cref="Naming"/> has it from the register.</param>
public sealed record WrittenApplication(
    string Id, string Kind, string BodyKind, IReadOnlyList<string> By, DateOnly From, string Case, IReadOnlyList<string>? Bodies = null, IReadOnlyList<WrittenBody>? Becomes = null,
    IReadOnlyList<string>? Practices = null, string? Leaves = null, string? Joins = null, IReadOnlyList<WrittenVote>? Votes = null, string? Document = null, IReadOnlyList<string>? Losing = null)
{
    private static readonly Dictionary<string, (Func<WrittenApplication, bool> IsThere, string Field, string Wanted)> Wants = new()
    {
        ["two applicants"] = (a => a.By.Distinct().Count() >= 2, "by", "two or more applicants"),
        ["one body"] = (a => a.Bodies is { Count: 1 }, "bodies", "the code of one body"),
        ["bodies"] = (a => a.Bodies is { Count: > 0 }, "bodies", "the codes of the bodies that end"),
        ["two bodies"] = (a => a.Bodies?.Distinct().Count() >= 2, "bodies", "the codes of two or more bodies"),
        ["one becomes"] = (a => a.Becomes is { Count: 1 }, "becomes", "one body, as it is to be"),
        ["two becomes"] = (a => a.Becomes?.Select(b => b.Code).Distinct().Count() >= 2, "becomes", "two or more bodies, as they are to be"),
        ["takers"] = (a => a.Becomes is { Count: > 0 }, "becomes", "each body that takes over, with the practices and areas it takes"),
        ["parts"] = (a => a.Becomes is { Count: > 0 } all && all.All(b => b.HasPlaces()), "becomes", "practices, areas or areasOf for each body: who gets which part"),
        ["same body"] = (a => a.Becomes is { Count: 1 } b && a.Bodies is { Count: 1 } was && b[0].Code == was[0], "becomes", "the code of the body that is varied"),
        ["name"] = (a => a.Becomes?.All(b => b.Name is not null) == true, "becomes", "a name for each body"),
        ["constitution"] = (a => a.Becomes?.All(b => b.Constitution is not null) == true, "becomes", "a reference to the proposed constitution of each body"),
        ["accountable officer"] = (a => a.Becomes?.All(b => b.AccountableOfficer is not null) == true, "becomes", "for each body, a reference to where its accountable officer is named: never the name"),
        ["members"] = (a => a.Becomes?.All(b => b.Practices is { Count: > 0 }) == true, "becomes", "the practices that are to be members of each body"),
        ["practices"] = (a => a.Practices is { Count: > 0 }, "practices", "the codes of the practices"),
        ["leaves"] = (a => a.Leaves is not null, "leaves", "the code of the body that the practices leave"),
        ["joins"] = (a => a.Joins is not null, "joins", "the code of the body that the practices join"),
        ["a change"] = (a => a.Practices is { Count: > 0 } || a.Becomes is { Count: > 0 }, "practices", "practices that move, or a body as it is to be"),
    };

    private const int LongestId = 90, LongestConstitution = 480;

    /// <summary>The words for what a kind of application may need to say.</summary>
    public static IReadOnlyCollection<string> Needs => Wants.Keys;

    /// <summary>How votes may be counted.</summary>
    public static IReadOnlyList<string> WaysToCount { get; } = ["one practice one vote", "by list"];

    /// <summary>Every body that it ends or varies, or that practices leave or join.</summary>
    public IReadOnlyList<string> BodiesChanged() => [.. (Bodies ?? []).Concat(((string?[])[Leaves, Joins]).OfType<string>()).Distinct()];

    /// <summary>Every body that there is already and that it is about: those that it changes, that take over from them, and that lose practices or areas.</summary>
    public IReadOnlyList<string> BodiesConcerned() =>
        [.. BodiesChanged().Concat((Becomes ?? []).SelectMany(b => ((string?[])[b.Name is null ? b.Code : null, b.Location, .. b.AreasOf ?? []]).OfType<string>())).Concat(Losing ?? []).Distinct()];

    /// <summary>This application with those named that lose practices or areas by it, as the register has them on the day before, where it does not say itself who they are.</summary>
    /// <remarks>For one that <see cref="Check"/> finds nothing wrong with.</remarks>
    public WrittenApplication Naming(RegisterAsKnown register) =>
        Losing is null && Unnamed(register).Select(u => u.Holder.ToString()).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } losing ? this with { Losing = losing } : this;

    /// <summary>The places that become another body's, and belong to a body that it does not name.</summary>
    private IEnumerable<(string Place, OdsCode Holder)> Unnamed(RegisterAsKnown register)
    {
        var (eve, concerned) = (From.AddDays(-1), BodiesConcerned().ToHashSet());
        var tier = register.PaysLocally(BodyKind) ? null : new Tier(register, BodyKind, eve);
        foreach (var body in Becomes ?? [])
            foreach (var (place, has) in (body.Practices ?? []).Select(p => (p, register.CommissionerOf(PracticeCode.Parse(p), eve)?.Commissioner)).Concat((body.Areas ?? []).Select(a => (a, register.CommissionerOf(OnsCode.Parse(a), eve)?.Commissioner)))
                .Concat((body.AreasOf ?? []).Select(whole => (whole, (OdsCode?)OdsCode.Parse(whole)))))
                if (has is { } local && (tier?.BodyOf(local) ?? local) is var holder && !concerned.Contains(holder.ToString()))
                    yield return (place, holder);
    }

    /// <summary>Whether another says the same, but that bodies that begin may have other codes.</summary>
    public bool IsSameButForCodes(WrittenApplication other) => Said().SequenceEqual(other.Said());

    private IEnumerable<string?> Said() =>
    [
        Id, Kind, BodyKind, IsoDate.Text(From), Case, Leaves, Joins, Document, "by", .. By, "bodies", .. Bodies ?? [], "practices", .. Practices ?? [], "losing", .. Losing ?? [],
        .. (Votes ?? []).SelectMany(v => (string?[])["vote", v.Body, v.Counted, v.Needs]),
        .. (Becomes ?? []).SelectMany(b => (string?[])["becomes", b.Name is null || BodiesConcerned().Contains(b.Code) ? b.Code : "", b.Name, b.Constitution, b.AccountableOfficer, b.Location,
            "practices", .. b.Practices ?? [], "areas", .. b.Areas ?? [], "areas of", .. b.AreasOf ?? []]),
    ];

    /// <summary>Says what is wrong with it, as far as can be told without the register.</summary>
    /// <param name="on">The day it is made.</param>
    /// <param name="place">Where a field is.</param>
    public IReadOnlyList<Finding> Check(ApplicationRules rules, DateOnly on, Func<string, Place> place)
    {
        List<Finding> found = [];
        // A list read from a file can hold nothing in an item's place, whatever its type says.
        foreach (var (field, list) in ((string, IEnumerable<object?>)[])[("by", By), ("bodies", Bodies ?? []), ("becomes", Becomes ?? []), ("practices", Practices ?? []), ("votes", Votes ?? []), ("losing", Losing ?? [])])
            if (list.Contains(null))
                Wrong(field, "null", "something in each place of the list");
        if (found.Count > 0)
            return found;
        // The ids of its instruments begin with what they are, and still have to fit.
        if (Id.Length > LongestId || !Instrument.IsId(Id))
            Wrong("id", Id, $"letters, digits and hyphens, with / between parts, at most {LongestId} characters");
        Line("case", Case);
        Line("document", Document);
        foreach (var applicant in By)
            Line("by", applicant);
        if (By.Count == 0)
            Wrong("by", "nobody", "who applies");
        foreach (var (field, code) in Codes())
            if (!OdsCode.TryParse(code, out var read) || read.ToString() != code)
                Wrong(field, code ?? "", "the code of a body, in capitals");
        foreach (var (field, code) in ((string, IEnumerable<string>)[])[("practices", Practices ?? []), .. (Becomes ?? []).Select(b => ("becomes", (IEnumerable<string>)(b.Practices ?? [])))])
        {
            foreach (var practice in code)
                if (!PracticeCode.TryParse(practice, out var read) || read.ToString() != practice)
                    Wrong(field, practice ?? "", "the code of a practice, in capitals");
        }

        foreach (var (field, codes) in ((string, IEnumerable<string>?)[])[("bodies", Bodies), ("practices", Practices), ("losing", Losing), ("becomes", Becomes?.Select(b => b.Code)), .. (Becomes ?? []).SelectMany(b => (IReadOnlyList<string>?[])[b.Practices, b.Areas, b.AreasOf]).Select(l => ("becomes", (IEnumerable<string>?)l))])
            foreach (var repeated in (codes ?? []).GroupBy(c => c).Where(g => g.Count() > 1))
                Wrong(field, $"{repeated.Key}, {repeated.Count()} times", "each code once");

        foreach (var twice in (Becomes ?? []).SelectMany(b => (b.Practices ?? []).Concat(b.Areas ?? []).Concat(b.AreasOf ?? []).Distinct().Select(place => (b.Code, Place: place))).GroupBy(p => p.Place).Where(g => g.Count() > 1))
            found.Add(new("in-two-bodies", Consequence.FileRefused, place("becomes"), $"{twice.Key} in {string.Join(" and ", twice.Select(t => t.Code))}", "each practice and small area in exactly one: nothing may lie in two"));
        foreach (var area in (Becomes ?? []).SelectMany(b => b.Areas ?? []))
            if (!OnsCode.TryParse(area, out var read) || read.ToString() != area)
                Wrong("becomes", area ?? "", "the ONS code of a small area");
        foreach (var body in Becomes ?? [])
        {
            Line("becomes", body.Name);
            Line("becomes", body.Constitution);
            if (body.Constitution is { Length: > LongestConstitution } constitution)
                Wrong("becomes", constitution, $"a reference to a constitution of at most {LongestConstitution} characters");
            Line("becomes", body.AccountableOfficer);
            if (body.Name is { } name && rules.NameRuleFor(BodyKind, From)?.Wants(name) is { } wanted)
                found.Add(new("bad-name", Consequence.FileRefused, place("becomes"), name, wanted));
        }

        foreach (var vote in Votes ?? [])
        {
            if (!BodiesConcerned().Contains(vote.Body))
                Wrong("votes", vote.Body ?? "", $"a body concerned: {string.Join(", ", BodiesConcerned())}");
            if (!WaysToCount.Contains(vote.Counted))
                Wrong("votes", vote.Counted ?? "", string.Join(" or ", WaysToCount));
            if (!VotingThreshold.TryParse(vote.Needs ?? "", out _))
                Wrong("votes", vote.Needs ?? "", VotingThreshold.Form);
        }

        if (rules.Kind(Kind, BodyKind, on) is not { } kind)
        {
            var there = rules.Kinds.Where(k => k.BodyKind == BodyKind && k.Days.Contains(on)).Select(k => k.Name).ToList();
            found.Add(new("no-such-application", Consequence.FileRefused, place("kind"), $"{Kind} of a {BodyKind} on {on:yyyy-MM-dd}", there.Count > 0 ? $"one of: {string.Join(", ", there)}" : "a kind of body that there are rules for on that day"));
            return found;
        }

        foreach (var need in kind.Needs.Select(n => Wants[n]).Where(n => !n.IsThere(this)))
            found.Add(new("incomplete", Consequence.FileRefused, place(need.Field), "none, or too few", $"{need.Wanted}: {kind.Power} asks for it"));
        if (From < on)
            found.Add(new("day-gone", Consequence.FileRefused, place("from"), $"{From:yyyy-MM-dd}", $"a day from {on:yyyy-MM-dd} on, the day the application is made"));
        else if (rules.Edition(Kind, BodyKind, on) is { } edition)
            Window(edition, on);
        return found;

        void Window(ProcedureEdition edition, DateOnly made)
        {
            if (edition.TakesEffect.Length > 0 && ProcedureEdition.In(edition.TakesEffect, From.Year) != From)
                found.Add(new("wrong-day", Consequence.FileRefused, place("from"), $"{From:yyyy-MM-dd}", $"a day that {edition.Title} has such changes take effect on: every {edition.TakesEffect}"));
            else if (edition.LastDayFor(From) is { } last && last < made)
                found.Add(new("too-late", Consequence.FileRefused, place("from"), $"an application of {made:yyyy-MM-dd} for {From:yyyy-MM-dd}",
                    $"one made by {last:yyyy-MM-dd}, or {From.AddYears(1):yyyy-MM-dd} as its first day: {edition.Title}"));
        }

        IEnumerable<(string Field, string? Code)> Codes()
        {
            foreach (var body in Bodies ?? [])
                yield return ("bodies", body);
            foreach (var body in Becomes ?? [])
            {
                yield return ("becomes", body.Code);
                if (body.Location is not null)
                    yield return ("becomes", body.Location);
                foreach (var from in body.AreasOf ?? [])
                    yield return ("becomes", from);
            }

            foreach (var body in Losing ?? [])
                yield return ("losing", body);
            if (Leaves is not null)
                yield return ("leaves", Leaves);
            if (Joins is not null)
                yield return ("joins", Joins);
        }

        void Line(string field, string? text)
        {
            if (text is not null && !Act.IsLine(text))
                Wrong(field, text, $"a line of at most {Act.Longest} characters");
        }

        void Wrong(string field, string text, string wanted) => found.Add(new("bad-application", Consequence.FileRefused, place(field), text, wanted));
    }

    /// <summary>What the register has against it: bodies that are not there, not open or of another kind, codes in use, practices that belong elsewhere.</summary>
    /// <remarks>For one that <see cref="Check"/> finds nothing wrong with.</remarks>
    public IReadOnlyList<Finding> Against(RegisterAsKnown register, Func<string, Place> place)
    {
        List<Finding> found = [];
        var (eve, becomes, local) = (From.AddDays(-1), Becomes ?? [], register.PaysLocally(BodyKind));
        foreach (var body in BodiesChanged())
            Body(body, "bodies", BodyKind, (o, day) => o.IsOn(BodyKind, day), ends: Bodies?.Contains(body) == true && becomes.All(b => b.Code != body));
        foreach (var body in becomes.SelectMany(b => b.AreasOf ?? []).Distinct().Except(BodiesChanged()))
            Body(body, "becomes", local ? BodyKind : "that pays locally", (o, day) => local ? o.IsOn(BodyKind, day) : register.PaysLocally(o.On(day)!.Kind));
        foreach (var taker in becomes.Where(b => b.Name is null && !BodiesChanged().Contains(b.Code)))
            Body(taker.Code, "becomes", BodyKind, (o, day) => o.IsOn(BodyKind, day) || !taker.HasPlaces(), orOnTheDay: true);
        foreach (var begins in becomes.Where(b => b.Name is not null && !BodiesChanged().Contains(b.Code)))
            if (register.Find(OdsCode.Parse(begins.Code)) is { } other && other.IsOpenOn(eve))
                Add("code-in-use", "becomes", $"{begins.Code} {other.NameNear(eve)}", "a code for the new body that no other open body has");
            else if (register.Changes.Bodies.FirstOrDefault(c => c is BodyChange.Opens && c.Code.ToString() == begins.Code && c.On >= From) is { } opens)
                Add("code-in-use", "becomes", $"{begins.Code}, which begins on {opens.On:yyyy-MM-dd} by {opens.Source.Release.File}", "a code for the new body that no other instrument gives");
        foreach (var body in becomes)
            Location(body);
        foreach (var practice in (Practices ?? []).Concat(becomes.SelectMany(b => b.Practices ?? [])))
            Practice(PracticeCode.Parse(practice), Practices?.Contains(practice) == true);
        if (register.SmallAreas.Count > 0)
            foreach (var area in becomes.SelectMany(b => b.Areas ?? []).Where(a => register.CoverageOf(OnsCode.Parse(a)) is var lies && lies.On(eve) is null && lies.On(From) is null))
                Add("unknown-area", "becomes", area, $"a small area that some look-up has on {eve:yyyy-MM-dd}");
        foreach (var unnamed in Unnamed(register).GroupBy(u => u.Holder))
            Add("not-named", "losing", $"{string.Join(", ", unnamed.Select(u => u.Place).Take(5))}{(unnamed.Count() > 5 ? $" and {unnamed.Count() - 5:N0} more" : "")} in {unnamed.Key} on {eve:yyyy-MM-dd}", $"{unnamed.Key} named under losing, so that it is heard; or only what belongs to the bodies that are named");
        return found;

        void Body(string code, string field, string kind, Func<Organisation, DateOnly, bool> isOfKind, bool ends = false, bool orOnTheDay = false)
        {
            var ods = OdsCode.Parse(code);
            if (register.Find(ods) is not { } organisation)
                Add("unknown-code", field, code, "a code that the register has");
            else if ((organisation.IsOpenOn(eve) ? eve : orOnTheDay && organisation.IsOpenOn(From) ? From : (DateOnly?)null) is not { } day)
                Add("not-open", field, $"{code} {organisation.NameNear(eve)}", $"a body that is open on {eve:yyyy-MM-dd}, the day before");
            else if (!isOfKind(organisation, day))
                Add("another-kind", field, $"{code} {organisation.NameNear(eve)}, of the kind {organisation.On(day)?.Kind}", $"a body of the kind {kind}");
            else if (register.Changes.Bodies.FirstOrDefault(c => c is BodyChange.Ends && c.Code == ods && (c.On == From || (ends && c.On > From))) is { } ended)
                Add("ends-already", field, $"{code} {organisation.NameNear(eve)}, which ends on {ended.On:yyyy-MM-dd} by {ended.Source.Release.File}", "a body that goes on; or that instrument revoked or withdrawn first");
        }

        void Practice(PracticeCode practice, bool moves)
        {
            var field = moves ? "practices" : "becomes";
            if (register.ListingsOf(practice).Count == 0 && register.MembershipsOf(practice).Stretches.Count == 0)
            {
                if (register.Practices.Count > 0)
                    Add("unknown-practice", field, practice.ToString(), "a practice that some list in the workspace has");
                return;
            }

            if (!register.IsOpenOn(practice, eve) && !register.IsOpenOn(practice, From))
            {
                Add("practice-not-open", field, $"{practice} {register.ListingOf(practice, eve)?.Name}".TrimEnd(), $"a practice that is open on {eve:yyyy-MM-dd}, the day before");
                return;
            }

            var commissioner = register.CommissionerOf(practice, eve)?.Commissioner.ToString();
            if (moves && Leaves is { } leaves && commissioner != leaves)
                Add("another-commissioner", field, $"{practice} in {commissioner ?? "no commissioner that is known"} on {eve:yyyy-MM-dd}", $"a practice that belongs to {leaves}");
            if (moves && Leaves is null && Joins is not null && commissioner is { } already && already != Joins)
                Add("another-commissioner", field, $"{practice} in {already} on {eve:yyyy-MM-dd}", "a practice that belongs to none: one that belongs to another moves");
        }

        void Location(WrittenBody body)
        {
            if (local)
            {
                if (body.Location is { } needless)
                    Add("not-wanted", "becomes", $"location {needless} of {body.Code}", $"no location: a {BodyKind} has practices and areas itself");
                return;
            }

            if (!body.HasPlaces())
                return;
            var within = BodiesChanged().Append(body.Code).Distinct().SelectMany(b => register.LocalsIn(OdsCode.Parse(b), eve)).Select(c => c.ToString()).Distinct().ToList();
            var wanted = $"its location, the local commissioner in it that is to have them: {(within.Count > 0 ? string.Join(", ", within) : "no code of one is known")}";
            if (body.Location is not { } location)
                Add("not-a-local-commissioner", "becomes", $"practices or areas for {body.Code}, and a {BodyKind} has them only through local commissioners", wanted);
            else if (!within.Contains(location))
                Add("not-a-local-commissioner", "becomes", $"location {location} of {body.Code}", wanted);
        }

        void Add(string code, string field, string what, string wanted) => found.Add(new(code, Consequence.FileRefused, place(field), what, wanted));
    }
}

/// <summary>A body as it is to be.</summary>
/// <param name="Code">Its ODS code, or one made up to stand for it until there is one.</param>
/// <param name="Name">Its name in full; nothing where that stays.</param>
/// <param name="Constitution">Where its proposed constitution is.</param>
/// <param name="AccountableOfficer">Where the person proposed is named; never the name.</param>
/// <param name="Practices">The practices that are to be its members, where those are not all that the ending bodies had.</param>
/// <param name="Areas">Small areas that are to be its area.</param>
/// <param name="AreasOf">Bodies whose whole area is to be in its area; local commissioners, where it has places only through those.</param>
/// <param name="Location">The local commissioner within it that is to have those practices and areas, where it has places only through such.</param>
public sealed record WrittenBody(
    string Code, string? Name = null, string? Constitution = null, string? AccountableOfficer = null, IReadOnlyList<string>? Practices = null, IReadOnlyList<string>? Areas = null, IReadOnlyList<string>? AreasOf = null,
    string? Location = null)
{
    /// <summary>Whether it says which places it is to have.</summary>
    public bool HasPlaces() => Practices is { Count: > 0 } || Areas is { Count: > 0 } || AreasOf is { Count: > 0 };
}

/// <summary>A vote that a constitution asks for.</summary>
/// <param name="Body">Whose members vote.</param>
/// <param name="Counted"><c>one practice one vote</c> or <c>by list</c>.</param>
/// <param name="Needs">The share that carries it: see <see cref="VotingThreshold"/>.</param>
public sealed record WrittenVote(string Body, string Counted, string Needs)
{
    /// <summary>Whether it asks for the vote that another asks for, by a share that is no weaker.</summary>
    public bool IsNoWeakerThan(WrittenVote other) => (Body, Counted) == (other.Body, other.Counted)
        && VotingThreshold.TryParse(Needs ?? "", out var mine) && VotingThreshold.TryParse(other.Needs, out var theirs) && mine.IsNoWeakerThan(theirs);
}
