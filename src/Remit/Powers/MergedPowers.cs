using Remit.Register;

namespace Remit.Powers;

/// <summary>A clause in force on the eve of a merger that names a body which would end, and what becomes of it.</summary>
/// <param name="Lapses">Whether it lapses with the body, and something must be done about it.</param>
/// <param name="Becomes">What must be done, or why nothing.</param>
public sealed record NamedInMerger(Term Term, OdsCode Body, bool Lapses, string Becomes)
{
    /// <summary>Whether it did what it was made for and goes on saying nothing, as a transfer does.</summary>
    public bool IsDone => Term.Clause.Does is Effect.Transfers or Effect.Dissolves;
}

/// <summary>Who decides on a function for the people of each body on the eve, and who would for those of the new one.</summary>
public sealed record FunctionInMerger(CommissioningFunction Function, IReadOnlyList<FunctionAnswer> Before, FunctionAnswer After)
{
    /// <summary>Whether the new body would hold it as those that end do: each for its own people, or all by the same other.</summary>
    public bool IsAsBefore => Before.All(b => b.Settled == After.Settled && Same(b.Deciders, After.Deciders, b) && Same(b.Also, After.Also, b));

    private bool Same(IReadOnlyList<Party> before, IReadOnlyList<Party> after, FunctionAnswer of) =>
        before.Select(p => p.Code == of.People.Commissioner ? Party.Of(After.People.Asked) : p).SequenceEqual(after);
}

/// <summary>What a merger does to powers: instruments that name the bodies which would end, and functions before and after.</summary>
/// <remarks>From the instruments in force on the day before, as the register's part of a plan is.</remarks>
public sealed record MergedPowers(ProposedMerger Merger, IReadOnlyList<NamedInMerger> Instruments, IReadOnlyList<FunctionInMerger> Functions)
{
    public static MergedPowers Of(PowersAsKnown powers, Scenario scenario, ProposedMerger merger)
    {
        var eve = scenario.Eve;
        var bodies = merger.Bodies.Distinct().ToList();
        var functions = powers.Functions.Where(f => f.Days.Contains(eve)).ToList();
        return new(merger,
            [
                .. from term in powers.Ledger.On(eve)
                   where !term.Clause.IsChange
                   from body in bodies
                   where term.Names(body) && !powers.HasLapsed(term, eve)
                   let becomes = Becomes(term.Clause.Does, body == merger.Code)
                   orderby body, term.Instrument.InForce.First, term.Instrument.Id, term.Clause.Number
                   select new NamedInMerger(term, body, becomes.Lapses, becomes.What),
            ],
            powers.AsOne(merger.Code, bodies, eve) is not { } people ? [] : [.. functions.Select(f => new FunctionInMerger(f, [.. bodies.Select(b => powers.Who(f.Code, powers.Around(b, eve)!))], powers.Who(f.Code, people)))]);
    }

    // A clause counts while the body that it names is what it was: see the module's README, rule 5.
    private static (bool Lapses, string What) Becomes(Effect does, bool isTheNewCode) => does switch
    {
        Effect.Transfers or Effect.Dissolves => (false, "done already: nothing to remake"),
        _ when isTheNewCode => (false, "stands: the new body has the code that it names"),
        Effect.Establishes => (true, "ends with the body: what makes the new one takes its place"),
        Effect.Delegates or Effect.Shares or Effect.Involves or Effect.Allows or Effect.Pools => (true, "lapses: novate it to the new body, or make it anew"),
        Effect.Stops or Effect.Moves or Effect.Requires or Effect.Replaces => (true, "lapses: whoever made it decides whether the new body is to be so directed"),
        Effect.States => (true, "lapses: the new body's own instrument must say it"),
        _ => (true, "lapses: what names the body must be amended"),
    };
}
