using System.Collections.Concurrent;
using Remit.Allocations;
using Remit.Register;
using Remit.Storage.Register;

namespace Remit.Storage.Allocations;

/// <summary>The population of an edition, from the release in a workspace that holds it.</summary>
/// <param name="Findings">Rows that do not count, and why.</param>
public sealed record AllocationInputs(Edition Edition, Population Population, KeptRelease Release, IReadOnlyList<Finding> Findings)
{
    /// <summary>Reads the latest release that was taken in and has the columns of an edition.</summary>
    /// <param name="register">Says of a table by body which rows are bodies of the kind, and which are totals of several.</param>
    /// <exception cref="RefusedException">There is none, or it cannot be read.</exception>
    public static AllocationInputs Open(Workspace workspace, Edition edition, RegisterAsKnown register) => Find(workspace, edition, register)
        ?? throw new RefusedException(new Finding("no-population", Consequence.FileRefused, new Place(workspace.Folder), $"no file of weighted populations of the edition {edition.Id}",
            "one that was taken in, with people in every area that has a pot of its own: './remit import weighted-populations FILE', or './remit import auto FOLDER'"));

    /// <returns>Nothing where there is none.</returns>
    /// <inheritdoc cref="Open"/>
    public static AllocationInputs? Find(Workspace workspace, Edition edition, RegisterAsKnown register)
    {
        foreach (var release in workspace.Of(PopulationLayout.ReleaseKind).Reverse())
        {
            using var source = workspace.Open(release);
            if (!PopulationLayout.Fits(edition, source.Headers))
                continue;
            var notes = new ImportNotes(release.File);
            var population = PopulationLayout.Read(source, release.ToRelease(), edition, notes, code => edition.Unit == PopulationUnit.Practice
                || OdsCode.TryParse(code, out var body) && register.Find(body)?.On(edition.BodiesOn)?.Kind == edition.By);
            // A part of England has nobody in some area that has a pot of its own: the sum could not be shared out.
            if (edition.Pots.All(p => !p.IsOfOneArea || population.Places[p.Place].Index().Any(unit => unit.Item == p.Area && population.Heads[unit.Index] > 0)))
                return new(edition, population, release, notes.Findings);
        }

        return null;
    }
}

/// <summary>The populations that a workspace holds, each read once, when it is first asked for. Memory: some megabytes to an edition.</summary>
public sealed class KeptPopulations(Workspace workspace, RegisterAsKnown register)
{
    private readonly ConcurrentDictionary<string, Lazy<AllocationInputs?>> read = [];

    /// <summary>The population of an edition as it is stated, or as a scenario changes it; none where the workspace has none.</summary>
    /// <exception cref="RefusedException">The file cannot be read.</exception>
    public AllocationInputs? Of(Edition edition)
    {
        var stated = AllocationTables.Named(edition.Id);
        // An index that is stated by place is laid over the file as it is read.
        if (!ReferenceEquals(stated.Indices, edition.Indices) && !stated.Indices.SequenceEqual(edition.Indices))
            return AllocationInputs.Find(workspace, edition, register);
        return read.GetOrAdd(edition.Id, _ => new(() => AllocationInputs.Find(workspace, stated, register))).Value is { } inputs ? inputs with { Edition = edition } : null;
    }
}
