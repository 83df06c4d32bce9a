using Remit.Time;

namespace Remit.Responsibility;

/// <summary>The checks every record passes before it is assigned, in the order of decision D4. It remembers the record ids it has seen.</summary>
/// <param name="rulebooks">The rulebooks that may apply.</param>
/// <param name="chosen">A rulebook chosen for every record, whatever its date; none means by assignment date.</param>
/// <param name="asOn">Decide every record as if on this day, instead of its own.</param>
public sealed class Intake(IReadOnlyList<Rulebook> rulebooks, Rulebook? chosen = null, DateOnly? asOn = null)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    private readonly string covered = WantedCovered(rulebooks);

    internal const string WantedId = "a record id";
    internal const string WantedOnce = "an id that occurs once in the file";
    internal const string WantedDate = "a date as YYYY-MM-DD";
    internal const string WantedInUse = "a commissioner code in use (YDD82 is withdrawn)";
    internal static readonly string WantedTypes = "one of " + string.Join(' ', CdsType.All.Select(t => t.Code));

    internal static string WantedCovered(IEnumerable<Rulebook> rulebooks) => "a date that a rulebook covers: "
        + string.Join(", ", rulebooks.OrderBy(r => r.InForce.First).Select(r => $"{r.Name} {r.InForce}"));

    /// <summary>The evidence that may name a commissioner, in the order in which it is looked at.</summary>
    internal static readonly IReadOnlyList<Item> Evidence = [Item.ReciprocalAgreement, Item.PlacingCommissioner];

    /// <summary>Forgets the record ids seen: another file begins.</summary>
    public void NewFile() => seen.Clear();

    /// <summary>The items that are looked at.</summary>
    public static readonly IReadOnlyList<Item> Checked =
        [Item.CdsType, .. CdsType.All.Select(t => t.DateItem).Distinct(), .. Evidence];

    /// <summary>A record with too many or too few cells. It claims no id.</summary>
    public static Reject WrongLength(long line, string recordId, int found, int wanted) =>
        new(line, recordId, "", $"{found} cells", $"{wanted} cells");

    /// <summary>Checks one record and fills in its date. The cells must have been set already.</summary>
    /// <param name="recordId">The id as found, untrimmed.</param>
    /// <param name="line">The line on which the record begins.</param>
    /// <param name="found">Gives an item's cell as found.</param>
    /// <param name="rulebook">The rulebook that applies, where the record passes.</param>
    /// <returns>What is wrong with it, or none.</returns>
    public Reject? Check(ActivityRecord record, string recordId, long line, Func<Item, string> found, out Rulebook? rulebook)
    {
        var trimmed = recordId.Trim();
        return Check(record, recordId, isRepeated: trimmed.Length > 0 && !seen.Add(trimmed), line, found, out rulebook);
    }

    /// <summary>Checks one record whose id somebody else has compared with those before it.</summary>
    /// <inheritdoc cref="Check(ActivityRecord, string, long, Func{Item, string}, out Rulebook?)"/>
    /// <param name="isRepeated">Whether the id, trimmed, has occurred before in the file.</param>
    public Reject? Check(ActivityRecord record, string recordId, bool isRepeated, long line, Func<Item, string> found, out Rulebook? rulebook)
    {
        rulebook = null;
        Reject Refuse(Item item, string wanted) => new(line, recordId, item.Column, found(item), wanted);

        if (string.IsNullOrWhiteSpace(recordId))
            return Refuse(Item.RecordId, WantedId);
        if (isRepeated)
            return Refuse(Item.RecordId, WantedOnce);
        if (CdsType.Of(record[Item.CdsType]) is not { } type)
            return Refuse(Item.CdsType, WantedTypes);

        if (asOn is { } day)
            record.Date = day;
        else if (IsoDate.TryParse(record[type.DateItem], out var date))
            record.Date = date;
        else
            return Refuse(type.DateItem, WantedDate);

        rulebook = chosen ?? InForceOn(record.Date);
        if (rulebook is null)
            return Refuse(type.DateItem, covered);

        foreach (var evidence in Evidence)
            if (record[evidence] == CodeLists.Withdrawn)
                return Refuse(evidence, WantedInUse);

        return null;
    }

    /// <summary>The rulebook in force on a day, or none.</summary>
    public Rulebook? InForceOn(DateOnly day)
    {
        foreach (var rulebook in rulebooks)
            if (rulebook.InForce.Contains(day))
                return rulebook;

        return null;
    }
}
