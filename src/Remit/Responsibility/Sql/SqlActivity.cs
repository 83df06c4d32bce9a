namespace Remit.Responsibility.Sql;

/// <summary>The table of activity that a statement reads: one row for each record, with the columns of formats.md, section 1, as text.</summary>
/// <param name="Table">Its name as it stands in the statement. It must have every column that the rulebook reads: see <see cref="RulebookSql.ReadColumns"/>.</param>
public sealed record SqlActivity(string Table)
{
    /// <summary>Whether the cells have been cleaned already (<see cref="Cells.Clean"/>, and multi-valued ones by <see cref="Cells.Codes"/>), so that the statement need not.</summary>
    public bool IsClean { get; init; }

    /// <summary>Whether every record has passed the <see cref="Intake"/>, so that the statement need not check it.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Whether it is known that no record id occurs twice. Otherwise the statement looks, and assigns no record whose id another has too: a table has no first and second.</summary>
    public bool HasUniqueIds { get; init; }

    /// <summary>Decide only the records whose assignment date the rulebook covers; otherwise it is applied to every date, as <c>assign --rulebook</c> does.</summary>
    public bool InForceOnly { get; init; }

    /// <summary>Decide every record as if on this day, instead of its own.</summary>
    public DateOnly? AsOn { get; init; }

    /// <summary>Columns of the table, spelt as it spells them, each once and none of <see cref="RulebookSql.OwnColumns"/> or beginning with kept_, to give back untouched after the seven decision columns, such as a row number to sort by.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];
}
