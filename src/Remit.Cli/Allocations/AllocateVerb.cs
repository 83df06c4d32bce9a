using System.CommandLine;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate</c>: targets, and how fast allocations move towards them.</summary>
public static class AllocateVerb
{
    public static Command Make(Terminal terminal)
    {
        var verb = new Command("allocate", "Fair shares, and how fast allocations move towards them");
        verb.AddTargets(terminal);
        verb.AddPace(terminal);
        return verb;
    }

    /// <summary>What is about pace of change.</summary>
    public static void AddPace(this Command verb, Terminal terminal)
    {
        verb.Add(AllocatePace.Make(terminal));
        verb.Add(AllocatePolicies.Make(terminal));
        verb.Add(AllocateSearch.Make(terminal));
        verb.Add(AllocateOpening.Make(terminal));
    }
}
