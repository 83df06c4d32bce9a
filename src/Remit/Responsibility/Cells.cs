using Remit.Register;

namespace Remit.Responsibility;

/// <summary>Cleaning cells as decision D1 says, and no further.</summary>
public static class Cells
{
    /// <summary>A code: outer white space removed, upper case.</summary>
    public static string Code(string cell)
    {
        foreach (var c in cell)
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
                return cell.Trim().ToUpperInvariant();

        return cell;
    }

    /// <summary>Codes between semicolons: white space and dots removed, upper case, empty parts dropped.</summary>
    public static string[] Codes(string cell)
    {
        if (cell.Length == 0)
            return [];

        return [.. cell.Split(';')
            .Select(part => string.Concat(part.Where(c => c != '.' && !char.IsWhiteSpace(c))).ToUpperInvariant())
            .Where(part => part.Length > 0)];
    }

    public static string Clean(CellKind kind, string cell) => kind switch
    {
        CellKind.Code => Code(cell),
        CellKind.Postcode => Postcode.Key(cell),
        CellKind.Date => cell.Trim(),
        _ => cell,
    };
}
