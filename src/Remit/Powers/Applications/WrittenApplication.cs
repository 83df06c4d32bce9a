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
public sealed record WrittenApplication(
    string Id, string Kind, string BodyKind, IReadOnlyList<string> By, DateOnly From, string Case, IReadOnlyList<string>? Bodies = null, IReadOnlyList<WrittenBody>? Becomes = null,
    IReadOnlyList<string>? Practices = null, string? Leaves = null, string? Joins = null, IReadOnlyList<WrittenVote>? Votes = null, string? Document = null)
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
        ["parts"] = (a => a.Becomes is { Count: > 0 } all && all.All(b => b.Practices is { Count: > 0 } || b.Areas is { Count: > 0 } || b.AreasOf is { Count: > 0 }), "becomes", "practices, areas or areasOf for each body: who gets which part"),
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

    /// <summary>The words for what a kind of application may need to say.</summary>
    public static IReadOnlyCollection<string> Needs => Wants.Keys;

    /// <summary>How votes may be counted.</summary>
    public static IReadOnlyList<string> WaysToCount { get; } = ["one practice one vote", "by list"];

    /// <summary>Every body that there is already and that it is about.</summary>
    public IReadOnlyList<string> BodiesConcerned() => [.. (Bodies ?? []).Concat(((string?[])[Leaves, Joins]).OfType<string>()).Distinct()];

    /// <summary>Whether another says the same, but that bodies that begin may have other codes.</summary>
    public bool IsSameButForCodes(WrittenApplication other) => Said().SequenceEqual(other.Said());

    private IEnumerable<string?> Said() =>
    [
        Id, Kind, BodyKind, IsoDate.Text(From), Case, Leaves, Joins, Document, "by", .. By, "bodies", .. Bodies ?? [], "practices", .. Practices ?? [],
        .. (Votes ?? []).SelectMany(v => (string?[])["vote", v.Body, v.Counted, v.Needs]),
        .. (Becomes ?? []).SelectMany(b => (string?[])["becomes", b.Name is null || BodiesConcerned().Contains(b.Code) ? b.Code : "", b.Name, b.Constitution, b.AccountableOfficer,
            "practices", .. b.Practices ?? [], "areas", .. b.Areas ?? [], "areas of", .. b.AreasOf ?? []]),
    ];

    /// <summary>Says what is wrong with it, as far as can be told without the register.</summary>
    /// <param name="on">The day it is made.</param>
    /// <param name="place">Where a field is.</param>
    public IReadOnlyList<Finding> Check(ApplicationRules rules, DateOnly on, Func<string, Place> place)
    {
        List<Finding> found = [];
        // A list read from a file can hold nothing in an item's place, whatever its type says.
        foreach (var (field, list) in ((string, IEnumerable<object?>)[])[("by", By), ("bodies", Bodies ?? []), ("becomes", Becomes ?? []), ("practices", Practices ?? []), ("votes", Votes ?? [])])
            if (list.Contains(null))
                Wrong(field, "null", "something in each place of the list");
        if (found.Count > 0)
            return found;
        if (!Instrument.IsId(Id))
            Wrong("id", Id, "letters, digits and hyphens, with / between parts, at most 100 characters");
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

        foreach (var twice in (Becomes ?? []).SelectMany(b => (b.Practices ?? []).Concat(b.Areas ?? []).Concat(b.AreasOf ?? []).Distinct().Select(place => (b.Code, Place: place))).GroupBy(p => p.Place).Where(g => g.Count() > 1))
            found.Add(new("in-two-bodies", Consequence.FileRefused, place("becomes"), $"{twice.Key} in {string.Join(" and ", twice.Select(t => t.Code))}", "each practice and small area in exactly one: nothing may lie in two"));
        foreach (var area in (Becomes ?? []).SelectMany(b => b.Areas ?? []))
            if (!OnsCode.TryParse(area, out var read) || read.ToString() != area)
                Wrong("becomes", area ?? "", "the ONS code of a small area");
        foreach (var body in Becomes ?? [])
        {
            Line("becomes", body.Constitution);
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
                foreach (var from in body.AreasOf ?? [])
                    yield return ("becomes", from);
            }

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
        var eve = From.AddDays(-1);
        foreach (var body in BodiesConcerned().Concat((Becomes ?? []).SelectMany(b => b.AreasOf ?? [])).Distinct().Select(b => OdsCode.Parse(b)))
            if (register.Find(body) is not { } organisation)
                Add("unknown-code", "bodies", body.ToString(), "a code that the register has");
            else if (!organisation.IsOpenOn(eve))
                Add("not-open", "bodies", $"{body} {organisation.NameNear(eve)}", $"a body that is open on {eve:yyyy-MM-dd}, the day before");
            else if (!organisation.IsOn(BodyKind, eve))
                Add("another-kind", "bodies", $"{body} {organisation.NameNear(eve)}, of the kind {organisation.On(eve)?.Kind}", $"a body of the kind {BodyKind}");
        foreach (var begins in (Becomes ?? []).Where(b => !BodiesConcerned().Contains(b.Code)))
            if (register.Find(OdsCode.Parse(begins.Code)) is { } other && other.IsOpenOn(eve) && begins.Name is not null)
                Add("code-in-use", "becomes", $"{begins.Code} {other.NameNear(eve)}", "a code for the new body that no other open body has");
        foreach (var practice in Practices ?? [])
        {
            var commissioner = register.CommissionerOf(PracticeCode.Parse(practice), eve)?.Commissioner.ToString();
            if (Leaves is { } leaves && commissioner != leaves)
                Add("another-commissioner", "practices", $"{practice} in {commissioner ?? "no commissioner that is known"} on {eve:yyyy-MM-dd}", $"a practice that belongs to {leaves}");
            if (Leaves is null && Joins is not null && commissioner is { } already && already != Joins)
                Add("another-commissioner", "practices", $"{practice} in {already} on {eve:yyyy-MM-dd}", "a practice that belongs to none: one that belongs to another moves");
        }

        return found;

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
/// <param name="AreasOf">Bodies whose whole area is to be in its area.</param>
public sealed record WrittenBody(
    string Code, string? Name = null, string? Constitution = null, string? AccountableOfficer = null, IReadOnlyList<string>? Practices = null, IReadOnlyList<string>? Areas = null, IReadOnlyList<string>? AreasOf = null);

/// <summary>A vote that a constitution asks for.</summary>
/// <param name="Body">Whose members vote.</param>
/// <param name="Counted"><c>one practice one vote</c> or <c>by list</c>.</param>
/// <param name="Needs">The share that carries it: see <see cref="VotingThreshold"/>.</param>
public sealed record WrittenVote(string Body, string Counted, string Needs);
