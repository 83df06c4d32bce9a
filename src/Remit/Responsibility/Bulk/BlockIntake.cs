using System.Text;

namespace Remit.Responsibility.Bulk;

/// <summary>The intake's checks, of records in a block whose ids have been compared. Not for several threads at once.</summary>
public sealed class BlockIntake(Intake intake)
{
    private readonly ActivityRecord record = new();

    /// <summary>The rulebook that applies to the record checked last, where it passed.</summary>
    public Rulebook? Rulebook { get; private set; }

    /// <summary>The day by which the record checked last is decided, where it passed.</summary>
    public DateOnly Day => record.Date;

    /// <summary>Checks one record.</summary>
    /// <returns>What is wrong with it, or none.</returns>
    public Reject? Check(ActivityBlock block, int row)
    {
        Rulebook = null;
        var recordId = Encoding.UTF8.GetString(block.Cell(row, 0));
        if (block.Marks[row] == RowMark.WrongLength)
            return Intake.WrongLength(block.Lines[row], recordId, block.CellCounts[row], block.Columns.CellCount);

        foreach (var item in Intake.Checked)
            record[item] = block.Text(row, item);
        var reject = intake.Check(record, recordId, block.Marks[row] == RowMark.IdRepeated, block.Lines[row], item => block.Text(row, item), out var rulebook);
        Rulebook = reject is null ? rulebook : null;
        return reject;
    }
}
