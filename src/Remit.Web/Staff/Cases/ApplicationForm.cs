using Remit.Powers.Applications;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Web.Staff.Cases;

/// <summary>The form on which an application is made, and amended: what its kind needs, and nothing else.</summary>
internal static class ApplicationForm
{
    private const int FirstBodies = 4;

    /// <param name="made">The application that is amended; nothing for a new one.</param>
    public static IReadOnlyList<ActField> Fields(ApplicationKind kind, DateOnly today, WrittenApplication? made = null)
    {
        bool Needs(params string[] any) => any.Any(kind.Needs.Contains);
        List<ActField> fields = [];
        if (made is null)
        {
            fields.Add(new("id", "A name for the application", "Letters, digits and hyphens, with / between parts, as newcastle-gateshead/2014", Width: 20));
            fields.Add(new("on", "Day it was made", As: FilledAs.Day, Value: today.InWords));
        }

        fields.Add(new("by", "Who applies", "Codes or names, one to a line", FilledAs.Lines, Value: made is null ? kind.OwnMotion ? kind.DecidedBy : null : string.Join('\n', made.By)));
        fields.Add(new("from", "First day of the new state", As: FilledAs.Day, Value: made?.From.InWords));
        fields.Add(new("case", "Why, in a line", Value: made?.Case));
        if (Needs("one body", "two bodies", "bodies"))
            fields.Add(new("bodies", Needs("one body") ? "Code of the body" : "Codes of the bodies", As: Needs("one body") ? FilledAs.Line : FilledAs.Codes, Value: Joined(made?.Bodies)));
        if (Needs("practices", "a change") || made?.Practices is not null)
            fields.Add(new("practices", "Codes of the practices", As: FilledAs.Codes, IsNeeded: Needs("practices"), Value: Joined(made?.Practices)));
        if (Needs("leaves", "a change") || made?.Leaves is not null)
            fields.Add(new("leaves", "Code of the body that they leave", IsNeeded: Needs("leaves"), Value: made?.Leaves, Width: 10));
        if (Needs("joins", "a change") || made?.Joins is not null)
            fields.Add(new("joins", "Code of the body that they join", IsNeeded: Needs("joins"), Value: made?.Joins, Width: 10));
        foreach (var n in Enumerable.Range(1, Becoming(kind, made)))
        {
            var (body, first) = (made?.Becomes?.ElementAtOrDefault(n - 1), n == 1 && !Needs("a change"));
            var which = Becoming(kind, made) == 1 ? "" : $", body {n}";
            fields.Add(new($"code-{n}", $"Code as it is to be{which}", n == 1 ? "An ODS code, or one made up to stand for it until there is one" : null, IsNeeded: first, Value: body?.Code, Width: 10));
            fields.Add(new($"name-{n}", $"Name in full{which}", IsNeeded: first && Needs("name"), Value: body?.Name));
            fields.Add(new($"constitution-{n}", $"Where its proposed constitution is{which}", IsNeeded: first && Needs("constitution"), Value: body?.Constitution));
            if (Needs("accountable officer") || body?.AccountableOfficer is not null)
                fields.Add(new($"officer-{n}", $"Where its accountable officer is named{which}", "Where that is written, never the name", IsNeeded: first && Needs("accountable officer"), Value: body?.AccountableOfficer));
            fields.Add(new($"members-{n}", $"Practices that are to be its members{which}", "Codes; nothing where they are all that the bodies had", FilledAs.Codes, first && Needs("members"), Value: Joined(body?.Practices)));
            fields.Add(new($"areas-{n}", $"Small areas it is to have{which}", "ONS codes; nothing where they are all that the bodies had", FilledAs.Codes, false, Value: Joined(body?.Areas)));
            fields.Add(new($"areasOf-{n}", $"Bodies whose whole area it is to have{which}", "Codes", FilledAs.Codes, false, Value: Joined(body?.AreasOf)));
            if (!NationalTables.Shipped.LocalCommissioners.Contains(kind.BodyKind) || body?.Location is not null)
                fields.Add(new($"location-{n}", $"Local commissioner that is to have them{which}", $"A code within the {kind.BodyKind}, where practices or areas are named: it has them only through such", IsNeeded: false, Value: body?.Location, Width: 10));
        }

        if (!kind.OwnMotion || made?.Votes is not null)
            fields.Add(new("votes", "Votes that a constitution asks for", "One to a line: code, how it is counted (one practice one vote, or by list), and what carries it, as 99A; one practice one vote; more than 1/2 of votes cast", FilledAs.Lines, false,
                Value: made?.Votes is { } votes ? string.Join('\n', votes.Select(v => $"{v.Body}; {v.Counted}; {v.Needs}")) : null));
        fields.Add(new("document", "Where the application itself is", IsNeeded: false, Value: made?.Document));
        return fields;
    }

    /// <param name="made">The application that is amended; nothing for a new one.</param>
    public static WrittenApplication Read(ApplicationKind kind, FilledForm filled, string id, WrittenApplication? made = null) => new(id, kind.Name, kind.BodyKind, filled.Lines("by"), filled.Day("from")!.Value, filled.Needed("case"), filled.Codes("bodies"),
        Enumerable.Range(1, Becoming(kind, made)).Where(n => filled.Text($"code-{n}") is not null).Select(n => new WrittenBody(filled.Needed($"code-{n}"), filled.Text($"name-{n}"), filled.Text($"constitution-{n}"),
            filled.Text($"officer-{n}"), filled.Codes($"members-{n}"), filled.Codes($"areas-{n}"), filled.Codes($"areasOf-{n}"), filled.Text($"location-{n}"))).ToList() is { Count: > 0 } becomes ? becomes : null,
        filled.Codes("practices"), filled.Text("leaves"), filled.Text("joins"),
        filled.Lines("votes").Select(l => l.Split(';', StringSplitOptions.TrimEntries)).Select(v => new WrittenVote(v[0], v.ElementAtOrDefault(1) ?? "", v.ElementAtOrDefault(2) ?? "")).ToList() is { Count: > 0 } votes ? votes : null,
        filled.Text("document"));

    // What was made may be from a file, with more bodies than the form asks for; and where there can be several, there may be one more.
    private static int Becoming(ApplicationKind kind, WrittenApplication? made) => (kind.Needs.Any(n => n is "two becomes" or "takers"), made?.Becomes?.Count ?? 0) switch
    {
        (true, var count) => Math.Max(FirstBodies, count + 1),
        (_, var count) => Math.Max(count, kind.Needs.Any(n => n is "one becomes" or "same body" or "a change") ? 1 : 0),
    };

    private static string? Joined(IReadOnlyList<string>? codes) => codes is null ? null : string.Join('\n', codes);
}
