namespace Remit.Responsibility.Sql;

/// <summary>The chart of a rulebook as columns: each box's answer, whether it was asked, the ending reached, and the decision.</summary>
internal sealed class ChartSql(Rulebook rulebook, Translation translation, Levels levels)
{
    private readonly IReadOnlyList<Box> boxes = RulebookChart.Order(rulebook);
    private readonly Dictionary<Box, (Expression Yes, Expression CanTell)> answers = [];

    // Of a box that several lead to this is its column: conditions do not grow from one to the next.
    private readonly Dictionary<Box, Expression> reached = [];
    private readonly Dictionary<Flag, List<Expression>> raised = [];

    // Endings that decide alike are one.
    private readonly List<(Ending Ending, Expression Reached)> endings = [];

    public void Write()
    {
        foreach (var name in Decision.Columns)
            levels.Unused(name);
        foreach (var ending in boxes.SelectMany(Rulebook.Exits).OfType<Ending>())
        {
            translation.Find(ending.Way);
            if (ending.DisplacedBy is { } displacement)
                translation.Holds(displacement.When);
        }

        Answers();
        Reached();
        Endings();
        levels.Floor = levels.Last + 1;
        Decide();
    }

    private void Answers()
    {
        var tests = boxes.ToDictionary(b => b, b => (Yes: translation.Holds(b.Test), CanTell: b.Unanswerable is { } u ? translation.Holds(u.Needs) : Expression.True));
        foreach (var when in boxes.SelectMany(b => b.Notes).Select(n => n.When).Concat(rulebook.RecordNotes.Select(n => (Predicate?)n.When)).OfType<Predicate>())
            translation.Holds(when);

        levels.Floor = levels.Last + 1;
        foreach (var box in boxes)
        {
            var (yes, canTell) = tests[box];
            var name = levels.Unused($"yes {box.Id}");
            answers[box] = (
                levels.Add(name, yes, $"{box.Id}: {box.Question} [{box.Cites}]"),
                canTell == Expression.True ? canTell : levels.Add($"can_tell{name["yes".Length..]}", canTell, box.Unanswerable!.Value.Otherwise));
        }
    }

    private void Reached()
    {
        levels.Floor = levels.Last + 1;
        foreach (var box in boxes)
        {
            var ways = Leading(box).ToList();
            if (box != rulebook.Start && ways.Count == 0)
                throw new InvalidOperationException($"Nothing leads to box {box}.");

            reached[box] = box == rulebook.Start ? Expression.True
                : ways.Count == 1 ? ways[0]
                : levels.Add(levels.Unused($"asked {box.Id}"), Expression.Or(ways), $"{box.Id} is asked: more than one answer leads there.");
        }
    }

    private IEnumerable<Expression> Leading(Exit exit) =>
        from box in boxes
        where reached.ContainsKey(box)
        from answer in Enum.GetValues<Answer>()
        where Leads(box, answer) == exit
        select Expression.And(reached[box], Gives(box, answer));

    private static Exit? Leads(Box box, Answer answer) => answer switch
    {
        Answer.Yes => box.Yes,
        Answer.No => box.No,
        _ => box.Unanswerable?.Exit,
    };

    private Expression Gives(Box box, Answer answer) => answer switch
    {
        Answer.Yes => Expression.And(answers[box].CanTell, answers[box].Yes),
        Answer.No => Expression.And(answers[box].CanTell, Expression.Not(answers[box].Yes)),
        _ => Expression.Not(answers[box].CanTell),
    };

    private void Endings()
    {
        var found = boxes.SelectMany(Rulebook.Exits).OfType<Ending>().Distinct();
        endings.AddRange(found.GroupBy(e => (e.Outcome, e.Category, Translation.IdentityOf(e.Way), e.CarriesFlags, e.DisplacedBy))
            .Select(g => (g.First(), Expression.Or(g.SelectMany(Leading)))));
    }

    private void Decide()
    {
        foreach (var box in boxes.Where(b => reached[b] != Expression.True && Leading(b).Count() == 1))
            reached[box] = levels.Add(levels.Unused($"asked {box.Id}"), reached[box]);

        var ending = levels.Add(levels.Unused("ending"), Expression.Case(endings.Index().Select(e => (e.Item.Reached, Expression.Number(e.Index + 1))), Expression.Number(0)),
            $"Where the path ends:\n{string.Join('\n', endings.Index().Select(e => $"{e.Index + 1} {e.Item.Ending.Outcome}: {e.Item.Ending.Way}"))}");
        Expression Ends(Func<Ending, bool> which) =>
            endings.Index().Where(e => which(e.Item.Ending)).Select(e => e.Index + 1).ToList() switch
            {
                [] => Expression.False,
                var at when at.Count == endings.Count => Expression.True,
                [var only] => Expression.Of($"{ending} = {only}", ending.Level),
                var several => Expression.Of($"{ending} IN ({string.Join(", ", several)})", ending.Level),
            };
        Expression Of(Func<Ending, Expression> value) => Expression.Case(
            endings.GroupBy(e => value(e.Ending).ToString()).Where(g => g.Key != "''").Select(g => (Ends(e => value(e).ToString() == g.Key), value(g.First().Ending))), Expression.Empty);

        var displaced = endings.Select(e => e.Ending.DisplacedBy).OfType<Displacement>().Distinct().ToDictionary(d => d, d =>
            levels.Add(levels.Unused("displaced"), Expression.And(Ends(e => e.DisplacedBy == d), translation.Holds(d.When)), $"{d.Says} [{d.Cites}]"));

        Ask(Ends);
        levels.Floor = levels.Last + 1;
        var flags = Enum.GetValues<Flag>().Where(raised.ContainsKey).Select(f =>
            (f, levels.Add(levels.Unused($"flag {Flags.Name(f)}"), Expression.Or(raised[f]), FlagWords.Of(f, rulebook.Readings)))).ToList();

        levels.Floor = levels.Last + 1;
        levels.Add("outcome", Of(e => Expression.Case(e.DisplacedBy is { } d ? [(displaced[d], Expression.Literal(d.Outcome.Name))] : [], Expression.Literal(e.Outcome.Name))));
        var commissioner = levels.Add("commissioner", Of(e => translation.Find(e.Way).Code));
        levels.Add("service_category", Of(e => Expression.Literal(e.Category)));
        levels.Add("way_method", Of(e => translation.Find(e.Way).Method));
        levels.Add("path", Text(boxes.Where(b => b.Written is Written.Always).Select(b => (reached[b], $">{b.Id}"))
            .Concat(displaced.Select(d => (d.Value, $">{d.Key.Token}")))));
        levels.Add("flags", Expression.Case([(Ends(e => !e.CarriesFlags), Expression.Empty)], Text(flags.Select(f => (f.Item2, $";{Flags.Name(f.f)}")))));
        levels.Add("method", Expression.Case([(commissioner.IsKnown, Expression.Of("way_method", commissioner.Level))], Expression.Empty));
    }

    /// <summary>Every word whose condition holds, one after the other, without what stands before the first.</summary>
    private static Expression Text(IEnumerable<(Expression When, string Word)> words)
    {
        var parts = words.Select(w => Expression.Case([(w.When, Expression.Literal(w.Word))], Expression.Empty)).ToList();
        return Expression.Of($"substring(concat({string.Join(",", parts.Select(p => $"\n      {p}"))}), 2, 1000)", parts.Max(p => p.Level));
    }

    /// <summary>Finds out when each way is sought, and raises the flags of its steps then. A way that others seek comes after all of them.</summary>
    private void Ask(Func<Func<Ending, bool>, Expression> ends)
    {
        var sought = new Dictionary<object, (Way Way, List<Expression> When)>();
        var asking = new Asking(translation, (way, when) =>
        {
            var key = Translation.IdentityOf(way);
            if (!sought.TryGetValue(key, out var so))
                sought[key] = so = (way, []);
            so.When.Add(when);
        });

        foreach (var box in boxes)
        {
            asking.Ask(box.Unanswerable?.Needs, reached[box]);
            asking.Ask(box.Test, Expression.And(reached[box], answers[box].CanTell));
            foreach (var note in box.Notes)
            {
                var given = note.On is { } answer ? Expression.And(reached[box], Gives(box, answer)) : reached[box];
                asking.Ask(note.When, given);
                Raise(note.Flag, note.When is { } when ? Expression.And(given, translation.Holds(when)) : given);
            }
        }

        foreach (var (ending, _) in endings)
            asking.Ask(ending.DisplacedBy?.When, ends(e => e == ending));
        foreach (var way in endings.Select(e => e.Ending.Way).DistinctBy(Translation.IdentityOf))
            asking.Seek(way, ends(e => Translation.IdentityOf(e.Way) == Translation.IdentityOf(way)));
        foreach (var (flag, when) in rulebook.RecordNotes)
        {
            asking.Ask(when, Expression.True);
            Raise(flag, translation.Holds(when));
        }

        foreach (var way in Enumerable.Reverse(SoughtLast([.. sought.Values.Select(s => s.Way)])))
        {
            var found = translation.Find(way);
            var when = levels.Add(levels.Unused($"{way.Words} sought"), Expression.Or(sought[Translation.IdentityOf(way)].When));
            asking.Steps(way, when);
            foreach (var (step, settles) in way.Steps.Zip(found.Settles))
                foreach (var flag in step.Flags)
                    Raise(flag, Expression.And(when, settles));
            Raise(Flag.NoAreaMatch, Expression.And(when, found.OutOfForce));
        }
    }

    /// <summary>Ways, and those that they seek before them.</summary>
    private List<Way> SoughtLast(IReadOnlyList<Way> roots)
    {
        var visited = new HashSet<object>();
        var ordered = new List<Way>();
        void Visit(Way way)
        {
            if (!visited.Add(Translation.IdentityOf(way)))
                return;

            new Asking(translation, (next, _) => Visit(next)).Steps(way, Expression.True);
            ordered.Add(way);
        }

        foreach (var root in roots)
            Visit(root);

        // One without flags, that seeks none, has nothing to tell.
        var telling = new HashSet<object>();
        foreach (var way in ordered)
        {
            var tells = way.MustBeIn is not null || way.Steps.Any(s => s.Flags.Count > 0);
            new Asking(translation, (next, _) => tells |= telling.Contains(Translation.IdentityOf(next))).Steps(way, Expression.True);
            if (tells)
                telling.Add(Translation.IdentityOf(way));
        }

        return [.. ordered.Where(w => telling.Contains(Translation.IdentityOf(w)))];
    }

    private void Raise(Flag flag, Expression when)
    {
        if (when == Expression.False)
            return;

        if (!raised.TryGetValue(flag, out var so))
            raised[flag] = so = [];
        so.Add(when);
    }
}
