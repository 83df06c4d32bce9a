using System.Buffers.Text;
using System.Globalization;
using Remit.Storage.Responsibility.Sql;

namespace Remit.Storage.Responsibility.Servers;

/// <summary>What one server decided, record after record in the order of the input, a window of it at a time.</summary>
/// <param name="rows">How many rows the input has.</param>
internal sealed class HostDecisions(DecidingHost host, IReadOnlyList<string> columns, long rows, CancellationToken stop) : IDisposable
{
    private TabSeparatedReader? window;
    private long next;

    /// <summary>The row of the input that the decision in hand is about.</summary>
    public long Number { get; private set; } = -1;

    /// <summary>A cell of the decision in hand.</summary>
    public ReadOnlySpan<byte> Cell(int column) => window!.Cell(column + 1);

    /// <summary>Moves to the next decision. False at the end.</summary>
    public bool Read()
    {
        while (next < rows || window is not null)
        {
            if (window is null)
            {
                var end = Math.Min(rows, next + Math.Min(host.Window, rows));
                window = new TabSeparatedReader(host.CopyOut(string.Create(CultureInfo.InvariantCulture,
                    $"SELECT {string.Join(", ", columns.Prepend("row_number"))} FROM {DecidingHost.Decisions} WHERE row_number >= {next} AND row_number < {end} ORDER BY row_number"), stop));
                next = end;
            }

            if (window.Read())
            {
                var first = window.Cell(0);
                if (window.CellCount != columns.Count + 1 || !Utf8Parser.TryParse(first, out long number, out var parsed) || parsed != first.Length)
                    throw host.SaidInsteadOfARow(window.Text(0));
                Number = number;
                return true;
            }

            window.Dispose();
            window = null;
        }

        return false;
    }

    public void Dispose() => window?.Dispose();
}
