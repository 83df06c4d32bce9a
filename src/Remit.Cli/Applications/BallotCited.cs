using System.CommandLine;
using Remit.Cli.Journal;

namespace Remit.Cli.Applications;

/// <summary>The figures of a vote: told, or those of a ballot that was held here.</summary>
internal static class BallotCited
{
    /// <summary>The option that names a ballot; without it the figures are wanted, but for those who abstained.</summary>
    public static Option<string?> Option(Option<long?> entitled, Option<long?> votesFor, Option<long?> against, Option<long?> abstained)
    {
        var ballot = ActOptions.Line("--ballot", "The ballot whose declared result is taken, such as 00L/merger-2017, instead of figures", "ELECTION");
        ballot.Validators.Add(result =>
        {
            if (((Option<long?>[])[entitled, votesFor, against, abstained]).FirstOrDefault(o => result.GetResult(o) is not null) is { } told)
                result.AddError($"--ballot: the figures are those of the ballot; give it without {told.Name}.");
        });
        return ballot;
    }

    /// <summary>Wants the figures of a verb where it names no ballot.</summary>
    public static Command Wanting(Option<string?> ballot, IReadOnlyList<Option<long?>> figures, Command verb)
    {
        verb.Validators.Add(result =>
        {
            if (result.GetResult(ballot) is null && figures.Where(f => result.GetResult(f) is null).Select(f => f.Name).ToList() is { Count: > 0 } missing)
                result.AddError($"Wanted {string.Join(", ", missing)}, or --ballot with a ballot that was held here.");
        });
        return verb;
    }
}
