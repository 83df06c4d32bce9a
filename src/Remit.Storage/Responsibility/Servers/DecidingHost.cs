using System.Globalization;
using Remit.Responsibility.Sql;
using Remit.Storage.Responsibility.Sql;

namespace Remit.Storage.Responsibility.Servers;

/// <summary>A server that decides records: PostgreSQL, or one of the ClickHouse servers that share a run. What is made for a run is made in a place of its own, which goes with it.</summary>
/// <remarks>
/// Every method throws <see cref="RefusedException"/> where the server says no, <see cref="ServerLostException"/> where it cannot be heard, and
/// <see cref="OperationCanceledException"/> where it was stopped. One thread at a time.
/// </remarks>
internal abstract class DecidingHost(string name, SqlDialect dialect) : IDisposable
{
    /// <summary>The table of records.</summary>
    public const string Activity = "remit_run_activity";

    /// <summary>The table of what was decided about them.</summary>
    public const string Decisions = "remit_run_decisions";

    /// <summary>What a host is doing while cells of records go to it.</summary>
    public const string TakingRecords = "taking records";

    /// <summary>Its address, as a message names it.</summary>
    public string Name => name;

    public SqlDialect Dialect => dialect;

    /// <summary>What it is doing for us, as a message would say it: "deciding".</summary>
    public string Doing { get; set; } = "answering";

    /// <summary>How many rows of the input one question for decisions spans, so that no server has to sort them all.</summary>
    public abstract long Window { get; }

    /// <summary>Makes the place for one run, of that name.</summary>
    public abstract void Begin(string run, CancellationToken stop);

    public abstract void Execute(string sql, CancellationToken stop);

    /// <summary>Adds rows to a table of the run.</summary>
    /// <param name="write">Writes them, tab-separated.</param>
    public abstract void CopyIn(string table, IReadOnlyList<string> columns, Action<Stream> write, CancellationToken stop);

    /// <summary>What a SELECT gives, tab-separated. It must be read to its end before anything else is asked.</summary>
    public abstract Stream CopyOut(string select, CancellationToken stop);

    /// <summary>Makes an empty table of records: numbered, every other column a text.</summary>
    public abstract void MakeActivity(IReadOnlyList<string> columns, CancellationToken stop);

    /// <summary>Makes the table of decisions and fills it.</summary>
    /// <param name="columns">Those of the statements, in their order, all texts but the number of the row.</param>
    /// <param name="selects">The statements, each giving the decisions of its own records; none where there are no records.</param>
    public abstract void Decide(IReadOnlyList<string> columns, IReadOnlyList<string> selects, CancellationToken stop);

    /// <summary>Whether there is a table of that name, <c>TABLE</c> or <c>DATABASE.TABLE</c>, outside the run's place.</summary>
    public abstract bool HasTable(string table, CancellationToken stop);

    /// <summary>Removes all that was made for the run.</summary>
    public abstract void Clear();

    public abstract void Dispose();

    /// <summary>A name as it stands in a statement.</summary>
    public string Quoted(string name) => dialect.Quoted(name);

    /// <summary>What it may have said where a row should be: over HTTP there is no other way to tell of a failure once an answer has begun.</summary>
    public virtual Exception SaidInsteadOfARow(string said) =>
        Refused("server-refused", $"no row while {Doing}", "a server that can do it: show what it said to those who look after it", said);

    /// <summary>Every row of a SELECT that gives few.</summary>
    /// <param name="columns">How many cells each must have.</param>
    public IReadOnlyList<string[]> Query(string select, int columns, CancellationToken stop)
    {
        var rows = new List<string[]>();
        using var reader = new TabSeparatedReader(CopyOut(select, stop));
        while (reader.Read())
            rows.Add(reader.CellCount == columns ? reader.Row() : throw SaidInsteadOfARow(reader.Text(0)));
        return rows;
    }

    /// <summary>What a SELECT gives that gives one value.</summary>
    public string Value(string select, CancellationToken stop) => Query(select, 1, stop) is [var row] ? row[0] : throw SaidInsteadOfARow("");

    /// <summary>A whole number that it gave.</summary>
    public long Number(string cell) => long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw SaidInsteadOfARow(cell);

    /// <summary>The server was lost where it may have left the decisions, or not.</summary>
    /// <param name="table">In full.</param>
    public Finding MaybeLeft(string table) => new("maybe-left", Consequence.FileRefused, new Place(Name), $"no answer while {Doing}",
        $"to know whether {table} is there: look before you give the command again. No file was written");

    /// <summary>The server said no.</summary>
    /// <param name="wanted">What to do.</param>
    /// <param name="mayQuote">Whether its words may repeat cells of a record, which are shown to nobody.</param>
    protected RefusedException Refused(string code, string found, string wanted, string said, bool mayQuote = false) => new(new Finding(code, Consequence.FileRefused, new Place(Name), found,
        mayQuote || Doing == TakingRecords ? $"{wanted}. Its words are in its own log: they may repeat a record" : $"{wanted}. It said: {Shown(said)}"));

    /// <summary>The server cannot be heard.</summary>
    protected ServerLostException Lost(bool everHeard) => new(new Finding(everHeard ? "server-lost" : "no-server", Consequence.FileRefused, new Place(Name),
        everHeard ? $"no answer while {Doing}" : "no answer",
        everHeard
            ? "a server that stays up to the end. Nothing was written: when it is back, give the same command again"
            : $"a {(Dialect == SqlDialect.PostgreSql ? "PostgreSQL" : "ClickHouse")} server that listens there: is the address right, is it up, does a firewall let you through?"));

    private static string Shown(string said)
    {
        const int longest = 300;
        var line = string.Concat(said.Take(longest).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length < said.Length ? line + "…" : line;
    }
}
