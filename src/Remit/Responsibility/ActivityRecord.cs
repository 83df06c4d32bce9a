using Remit.Time;

namespace Remit.Responsibility;

/// <summary>One record of activity that can be assigned: its cleaned cells, its type and its assignment date.</summary>
/// <remarks>Mutable and reused, one for a whole file: <see cref="Intake"/> fills it anew for each record.</remarks>
public sealed class ActivityRecord
{
    private readonly string[] cells = new string[Item.All.Count];
    private readonly string[]?[] codes = new string[Item.All.Count][];
    private DateOnly date;

    public ActivityRecord() => Array.Fill(cells, "");

    /// <summary>The day that decides which rulebook applies and which reference rows hold.</summary>
    public DateOnly Date
    {
        get => date;
        set
        {
            if (value != date)
                Year = FinancialYear.Of(value).ToString();
            date = value;
        }
    }

    /// <summary>The financial year of the assignment date, as services.csv writes it.</summary>
    public string Year { get; private set; } = FinancialYear.Of(default).ToString();

    public string this[Item item]
    {
        get => cells[item.Position];
        set
        {
            cells[item.Position] = Cells.Clean(item.Kind, value);
            codes[item.Position] = null;
        }
    }

    /// <summary>The codes of an item that holds several.</summary>
    public IReadOnlyList<string> Codes(Item item) => codes[item.Position] ??= Cells.Codes(cells[item.Position]);
}

/// <summary>A record that cannot be assigned: formats.md, section 3, and decision D4.</summary>
/// <param name="Line">The line of the file on which the record begins.</param>
/// <param name="RecordId">As found.</param>
/// <param name="Column">The column at fault, or empty where the whole record is.</param>
/// <param name="Found">As found.</param>
/// <param name="Wanted">What was wanted instead.</param>
public sealed record Reject(long Line, string RecordId, string Column, string Found, string Wanted);
