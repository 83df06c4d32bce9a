using Remit.Register;
using Remit.Time;

namespace Remit.Powers;

/// <summary>An instrument as people write it down: in a file, in a table, and in the journal. <see cref="Read"/> makes an <see cref="Instrument"/> of it.</summary>
public sealed record WrittenInstrument(
    string Id, string Kind, string Title, string MadeBy, string Power, string? Decision, DateOnly? From, DateOnly? To, string? Document, IReadOnlyList<string>? LinkedTo,
    IReadOnlyList<WrittenClause> Clauses)
{
    private static readonly Dictionary<Effect, string[]> Wants = new()
    {
        [Effect.Confers] = ["functions", "to"],
        [Effect.Delegates] = ["functions", "of", "to"],
        [Effect.Shares] = ["functions", "of", "to"],
        [Effect.Involves] = ["functions", "of", "to"],
        [Effect.Allows] = ["functions", "of", "to"],
        [Effect.Pools] = ["functions", "of", "to"],
        [Effect.Stops] = ["functions", "of"],
        [Effect.Moves] = ["functions", "of", "to"],
        [Effect.Establishes] = ["to"],
        [Effect.Dissolves] = ["of"],
        [Effect.Renames] = ["of", "name"],
        [Effect.Joins] = ["to"],
        [Effect.Leaves] = ["practices"],
        [Effect.Covers] = ["to"],
        [Effect.Requires] = ["of", "what"],
        [Effect.Replaces] = ["of", "what"],
        [Effect.Transfers] = ["of", "to", "what"],
        [Effect.States] = ["what"],
        [Effect.Extends] = ["target", "until"],
        [Effect.Revokes] = ["target"],
        [Effect.Amends] = ["target", "targetClause"],
        [Effect.Novates] = ["target", "of", "to"],
    };

    /// <summary>The words for what a clause may do.</summary>
    public static IReadOnlyList<string> Effects { get; } = [.. Enum.GetNames<Effect>().Select(n => n.ToLowerInvariant())];

    /// <summary>Says what is wrong with it for recording today, beyond what <see cref="Read"/> says: what was recorded before stays readable.</summary>
    /// <inheritdoc cref="Read"/>
    public void CheckNew(Func<string?, string, Place> place, List<Finding> found)
    {
        if (To is { } to && Clauses.Any(c => c.Does is "extends" or "revokes" or "amends" or "novates"))
            Wrong(null, "to", IsoDate.Text(to), "no last day, because what changes another instrument is not undone by itself: record another instrument that changes it back");
        foreach (var clause in Clauses.Where(c => Enum.TryParse<Effect>(c.Does, ignoreCase: true, out var does) && Clause.IsOfRegister(does)))
        {
            if (From is null)
                Wrong(clause.Clause, "from", "nothing", "the day from which it is so");
            if (To is { } until)
                Wrong(null, "to", IsoDate.Text(until), "no last day, because bodies, practices and areas do not go back by themselves: record another instrument that moves them");
            NamesBodies(clause, place, found);
            if (clause.Does == "establishes")
                foreach (var (field, text) in ((string, string?)[])[("kind", clause.Kind), ("name", clause.Name)])
                    if (text is null)
                        Wrong(clause.Clause, field, "nothing", "the kind and the name of the body, as the register is to have them");
        }

        NotSmall(null, "madeBy", MadeBy);
        foreach (var clause in Clauses)
        {
            NotSmall(clause.Clause, "of", clause.Of);
            NotSmall(clause.Clause, "to", clause.To);
            foreach (var people in clause.For ?? [])
                NotSmall(clause.Clause, "for", people);
            if (clause is { Does: "amends", Of: null, To: null, What: null, Liable: null or "not-stated" } && (clause.Functions ?? []).Count + (clause.Except ?? []).Count + (clause.For ?? []).Count == 0)
                Wrong(clause.Clause, "does", "an amendment that changes nothing", "functions, except, of, to, for, what or liable, as the clause reads from now on");
        }

        void NotSmall(string? clause, string field, string? text)
        {
            if (text?.Trim() is { } trimmed && trimmed.Any(char.IsAsciiDigit) && OdsCode.TryParse(trimmed, out var code) && code.ToString() != trimmed)
                Wrong(clause, field, trimmed, $"a code in capitals, as {code}");
        }

        void Wrong(string? clause, string field, string text, string wanted) => found.Add(new("bad-instrument", Consequence.FileRefused, place(clause, field), text, wanted));
    }

    /// <summary>Says where it would have a clause that acts on the register name something that the register cannot follow.</summary>
    /// <param name="find">The instrument of an id that it changes; nothing where there is none.</param>
    /// <inheritdoc cref="CheckNew"/>
    public void CheckTargets(Func<string, Instrument?> find, Func<string?, string, Place> place, List<Finding> found)
    {
        foreach (var clause in Clauses.Where(c => c is { Does: "amends" or "novates", Target: not null }))
            if (find(clause.Target!)?.Clauses.Any(c => Clause.IsOfRegister(c.Does) && (clause.TargetClause is null || c.Number == clause.TargetClause)) == true)
                NamesBodies(clause, place, found);
    }

    private static void NamesBodies(WrittenClause clause, Func<string?, string, Place> place, List<Finding> found)
    {
        foreach (var (field, text) in ((string, string?)[])[("of", clause.Of), ("to", clause.To)])
            if (Party.TryParse(text, out var named) && named.Naming != Naming.Code)
                found.Add(new("bad-instrument", Consequence.FileRefused, place(clause.Clause, field), text!, "the code of a body: the register knows bodies by their codes"));
    }

    /// <summary>Reads it, or says everything that is wrong with it.</summary>
    /// <param name="place">Where something is, given the number of its clause (nothing for the whole) and the name of the field.</param>
    /// <param name="kinds">The kinds of instrument there are.</param>
    /// <param name="found">What is wrong is added here.</param>
    /// <returns>The instrument; nothing where anything is wrong.</returns>
    public Instrument? Read(Source source, IReadOnlyCollection<string> kinds, Func<string?, string, Place> place, List<Finding> found)
    {
        var before = found.Count;
        // A list read from a file can hold nothing in an item's place, whatever its type says.
        if (Clauses.Any(c => c is null))
        {
            Wrong(null, "clauses", "null", "a clause in each place of the list");
            return null;
        }

        if (!Instrument.IsId(Id))
            Wrong(null, "id", Id, "letters, digits and hyphens, with / between parts, at most 100 characters");
        if (!kinds.Contains(Kind))
            Wrong(null, "kind", Kind, $"one of {string.Join(", ", kinds)}");
        foreach (var (field, text) in ((string, string?)[])[("title", Title), ("power", Power), ("decision", Decision ?? "none"), ("document", Document ?? "none")])
            if (!Act.IsLine(text ?? ""))
                Wrong(null, field, text ?? "", $"a line of at most {Act.Longest} characters");
        if (!Party.TryParse(MadeBy, out var maker))
            Wrong(null, "madeBy", MadeBy, "a code or a name");
        foreach (var linked in (LinkedTo ?? []).Where(l => !Instrument.IsId(l ?? "")))
            Wrong(null, "linkedTo", linked ?? "", "the id of an instrument");
        if (To < From)
            Wrong(null, "to", IsoDate.Text(To.Value), $"a day on or after {IsoDate.Text(From!.Value)}");
        if (Clauses.Count == 0)
            Wrong(null, "clauses", "none", "at least one clause, saying what the instrument does");
        foreach (var twice in Clauses.GroupBy(c => c.Clause).Where(g => g.Count() > 1))
            Wrong(twice.Key, "clause", twice.Key, "a number that no other clause of the instrument has");

        var clauses = Clauses.Select(ReadClause).ToList();
        if (From is null && clauses.Any(c => c.IsChange))
            Wrong(null, "from", "nothing", "the day on which it acts on the other instrument");
        return found.Count > before ? null : new(Id, Kind, Title, maker, Power, new(From ?? DateOnly.MinValue, To), clauses, source)
        {
            Decision = Decision ?? "",
            Document = Document ?? "",
            LinkedTo = LinkedTo ?? [],
        };

        void Wrong(string? clause, string field, string text, string wanted) => found.Add(new("bad-instrument", Consequence.FileRefused, place(clause, field), text, wanted));

        Clause ReadClause(WrittenClause written)
        {
            var number = written.Clause;
            if (!Act.IsLine(number) || number.Length > 60)
                Wrong(number, "clause", number, "its number or a word for it, at most 60 characters");
            // Only names: Enum.TryParse would take '3' for one.
            if (!Effects.Contains(written.Does) || !Enum.TryParse<Effect>(written.Does, ignoreCase: true, out var does))
            {
                Wrong(number, "does", written.Does, $"one of {string.Join(", ", Effects)}");
                return new(number, Effect.States);
            }

            foreach (var field in Wants[does].Where(f => !written.Has(f)))
                Wrong(number, field, "nothing", $"what a clause that {written.Does} needs: {string.Join(", ", Wants[does])}");
            if (does is Effect.Joins && !written.Has("of") && !written.Has("practices"))
                Wrong(number, "practices", "nothing", "the practices that join, or in 'of' the body whose practices all do");
            if (does is Effect.Covers && !written.Has("of") && !written.Has("areas"))
                Wrong(number, "areas", "nothing", "the small areas that are covered, or in 'of' the body whose whole area is");
            foreach (var (field, text) in ((string, string?)[])[("kind", written.Kind), ("name", written.Name)])
                if (text is not null && !Act.IsLine(text))
                    Wrong(number, field, text, $"a line of at most {Act.Longest} characters");
            if (written.Liable is not (null or "stays" or "passes" or "not-stated"))
                Wrong(number, "liable", written.Liable, "stays, passes or not-stated");
            if (written.What is { } what && !Act.IsLine(what))
                Wrong(number, "what", what, $"a line of at most {Act.Longest} characters");
            if (written.Target is { } target && !Instrument.IsId(target))
                Wrong(number, "target", target, "the id of an instrument");
            if (written is { Bodies: < 0 } or { Bodies: not null, OutOf: null } || written.Bodies > written.OutOf)
                Wrong(number, "bodies", $"{written.Bodies} of {written.OutOf}", "how many bodies, and outOf how many");
            return new(number, does)
            {
                Functions = Each<FunctionCode>("functions", written.Functions, "codes of functions, as './remit powers functions' lists them"),
                Except = Each<FunctionCode>("except", written.Except, "codes of parts of functions"),
                Of = One("of", written.Of),
                To = One("to", written.To),
                For = Each<Party>("for", written.For, "codes, or England"),
                What = written.What ?? "",
                Liable = written.Liable switch { "stays" => Liability.Stays, "passes" => Liability.Passes, _ => Liability.NotStated },
                Target = written.Target ?? "",
                TargetClause = written.TargetClause ?? "",
                Until = written.Until,
                Kind = written.Kind ?? "",
                Name = written.Name ?? "",
                Practices = Each<PracticeCode>("practices", written.Practices, "codes of practices: a letter and five letters or digits"),
                Areas = Each<OnsCode>("areas", written.Areas, "codes of small areas, such as E01000001"),
                Uptake = written is { Bodies: { } bodies, OutOf: { } outOf } ? (bodies, outOf) : null,
            };

            Party? One(string field, string? text)
            {
                if (text is null)
                    return null;
                if (Party.TryParse(text, out var party))
                    return party;
                Wrong(number, field, text, "a code, a name, or 'each' and a kind of body");
                return null;
            }

            List<T> Each<T>(string field, IReadOnlyList<string>? texts, string wanted) where T : IParsable<T>
            {
                List<T> read = [];
                foreach (var text in texts ?? [])
                    if (T.TryParse(text, null, out var value))
                        read.Add(value);
                    else
                        Wrong(number, field, text ?? "", wanted);
                return read;
            }
        }
    }
}

/// <summary>A clause as people write it down. What it does is one of <see cref="WrittenInstrument.Effects"/>.</summary>
/// <param name="Liable"><c>stays</c>, <c>passes</c> or <c>not-stated</c>, which nothing also means.</param>
/// <param name="Bodies">How many bodies it is about, where their names are not known; with <paramref name="OutOf"/>, of how many.</param>
/// <param name="Kind">The kind of body that is established.</param>
/// <param name="Name">What a body that is established or renamed is called.</param>
/// <param name="Practices">The practices that join or leave.</param>
/// <param name="Areas">The small areas that are covered.</param>
public sealed record WrittenClause(
    string Clause, string Does, IReadOnlyList<string>? Functions = null, IReadOnlyList<string>? Except = null, string? Of = null, string? To = null, IReadOnlyList<string>? For = null,
    string? What = null, string? Liable = null, string? Target = null, string? TargetClause = null, DateOnly? Until = null, int? Bodies = null, int? OutOf = null,
    string? Kind = null, string? Name = null, IReadOnlyList<string>? Practices = null, IReadOnlyList<string>? Areas = null)
{
    internal bool Has(string field) => field switch
    {
        "functions" => Functions is { Count: > 0 },
        "of" => Of is not null,
        "to" => To is not null,
        "what" => What is not null,
        "name" => Name is not null,
        "practices" => Practices is { Count: > 0 },
        "areas" => Areas is { Count: > 0 },
        "target" => Target is not null,
        "targetClause" => TargetClause is not null,
        "until" => Until is not null,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field that a clause can need."),
    };
}
