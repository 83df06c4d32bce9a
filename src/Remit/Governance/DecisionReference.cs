using System.Globalization;

namespace Remit.Governance;

/// <summary>The name of a decision: a meeting and the number of an item, as <c>00L/governing-body/2017-07-27#3</c>. Instruments and awards name by it the decision behind them.</summary>
public readonly record struct DecisionReference(string Meeting, int Item)
{
    /// <summary>Reads such a name and nothing else: other texts, such as <c>minute 7</c>, are none.</summary>
    public static bool TryParse(string? text, out DecisionReference reference)
    {
        reference = default;
        if (text?.Split('#') is not [var meeting, var number] || !Governance.Meeting.IsName(meeting) || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var item))
            return false;
        reference = new(meeting, item);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Meeting}#{Item}");
}
