namespace Remit.Register;

/// <summary>How many patients were on a practice's list, as one line of one release says.</summary>
public readonly record struct ListSize(PracticeCode Practice, long Patients, int Line);

/// <summary>How many patients were on the list of every practice, in one edition of the published counts.</summary>
public sealed class RegisteredLists
{
    /// <summary>What the releases that hold list sizes are called.</summary>
    public const string ReleaseKind = "practice-lists";

    private readonly Dictionary<PracticeCode, long> patients;

    private RegisteredLists(Release release, Dictionary<PracticeCode, long> patients) => (Release, this.patients) = (release, patients);

    public Release Release { get; }

    /// <summary>Every practice of the edition and the patients on its list.</summary>
    public IReadOnlyDictionary<PracticeCode, long> All => patients;

    /// <summary>The patients on a practice's list; none where the edition does not have the practice.</summary>
    public long? Of(PracticeCode practice) => patients.TryGetValue(practice, out var count) ? count : null;

    internal static RegisteredLists In(ReleaseEvidence edition) =>
        new(edition.Release, edition.ListSizes.Value.ToDictionary(l => l.Practice, l => l.Patients));
}
