namespace Remit.Responsibility.Sql;

/// <summary>Follows what the reference engine asks, part by part, with the condition under which it comes to ask it: looking for a code can raise flags.</summary>
/// <remarks>As there: the first part that fails settles "all", the first that holds settles "any", a look-up is gone to only when it is asked, and of several the next only when those before found nothing.</remarks>
internal sealed class Asking(Translation translation, Action<Way, Expression> asked)
{
    public void Ask(Predicate? predicate, Expression when)
    {
        switch (predicate)
        {
            case Predicate.Is p:
                Ask(p.Fact, when);
                break;
            case Predicate.Begins p:
                Ask(p.Fact, when);
                break;
            case Predicate.Known p:
                Ask(p.Fact, when);
                break;
            case Predicate.Found p:
                Ask(p.Lookup, when);
                break;
            case Predicate.Not p:
                Ask(p.Inner, when);
                break;
            case Predicate.Named p:
                Ask(p.Inner, when);
                break;
            case Predicate.All p:
                foreach (var part in p.Parts)
                {
                    Ask(part, when);
                    when = Expression.And(when, translation.Holds(part));
                }

                break;
            case Predicate.Any p:
                foreach (var part in p.Parts)
                {
                    Ask(part, when);
                    when = Expression.And(when, Expression.Not(translation.Holds(part)));
                }

                break;
        }
    }

    public void Ask(Fact? fact, Expression when)
    {
        switch (fact)
        {
            case LookedUpFact f:
                Ask(f.Lookup, when);
                break;
            case FoundFact f:
                asked(f.Way, when);
                break;
        }
    }

    /// <summary>A way whose code is looked for.</summary>
    public void Seek(Way way, Expression when) => asked(way, when);

    /// <summary>The steps of a way, once it is asked, each after those before it.</summary>
    public void Steps(Way way, Expression when)
    {
        var found = translation.Find(way);
        var earlier = when;
        foreach (var (i, step) in way.Steps.Index())
        {
            Ask(step.When, earlier);
            if (step.When is { } condition)
                earlier = Expression.And(earlier, Expression.Not(translation.Holds(condition)));

            var settles = Expression.And(when, found.Settles[i]);
            Ask(step.Code, settles);
            if (step.Then is { } then)
                asked(then, settles);
            else if (step.MethodOf is { } other)
                asked(other, settles);
        }
    }

    private void Ask(Lookup lookup, Expression when)
    {
        switch (lookup)
        {
            case TableLookup table:
                Ask(table.Asked, when);
                if (table.Asked is { } goneTo)
                    when = Expression.And(when, translation.Holds(goneTo));
                foreach (var key in table.Keys)
                {
                    Ask(key.Value, when);
                    when = Expression.And(when, translation.IsUsable(key));
                }

                break;
            case FirstLookup first:
                foreach (var choice in first.Choices)
                {
                    Ask(choice, when);
                    when = Expression.And(when, Expression.Not(translation.Holds(choice.IsFound)));
                }

                break;
            case EitherLookup either:
                Ask(either.When, when);
                Ask(either.Then, Expression.And(when, translation.Holds(either.When)));
                Ask(either.Otherwise, Expression.And(when, Expression.Not(translation.Holds(either.When))));
                break;
        }
    }
}
