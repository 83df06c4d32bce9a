using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Remit.Responsibility;
using Remit.Responsibility.Bulk;
using Remit.Responsibility.Sql;
using Remit.Storage.Parquet;
using Remit.Storage.Responsibility.Sql;

namespace Remit.Storage.Responsibility.Servers;

/// <summary>A database that decides the records of a run instead of this machine.</summary>
/// <param name="Run">A name that no other run has: <see cref="ServerRun.NewName"/>.</param>
public sealed record OnServers(ServerAddress Address, string Run)
{
    /// <summary>A table there to leave the decisions in, with the record ids and the carried columns; none if they need not stay.</summary>
    public string? LeaveIn { get; init; }

    /// <summary>Whether to drop first what earlier runs left, because they or their servers were killed.</summary>
    public bool Clean { get; init; }

    /// <summary>Told what begins, as a line for a person who waits.</summary>
    public Action<string>? Tell { get; init; }
}

/// <summary>A run whose records a database decides: checked here, sent cleaned and numbered to every server in turn, decided where they are, and written here in the order in which they were read.</summary>
/// <remarks>
/// The inputs are read twice, so that record ids and carried columns need not leave this machine. Nothing is believed that was not counted: what each server
/// received, what it decided, and that every record sent comes back once. Memory: the reference tables, a few blocks, one bit for each record, and the record ids of one file.
/// </remarks>
public sealed partial class ServerRun : IDisposable
{
    private readonly Assignment assignment;
    private readonly OnServers on;
    private readonly RunCounts counts = new();
    private readonly List<DecidingHost> hosts = [];
    private readonly List<long> sentTo = [];
    private readonly SentRows sent = new();
    private IReadOnlyList<string> carried = [];

    internal ServerRun(Assignment assignment, OnServers on) => (this.assignment, this.on) = (assignment, on);

    /// <summary>A name for what a run makes on servers, which says when it began.</summary>
    public static string NewName(DateTimeOffset now) => $"remit_run_{now.UtcDateTime:yyyyMMdd_HHmmss}_{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    /// <summary>Whether a name is one of those: nothing else is ever dropped.</summary>
    internal static bool IsRunName(string name) => RunName().IsMatch(name);

    /// <summary>Has every record decided and writes what came of it. On the servers nothing of it stays yet: see <see cref="Finish"/>.</summary>
    /// <param name="decisions">Where the decisions are written, or none if they only stay on the servers.</param>
    /// <param name="parquet">Where they are written instead, if that is wanted.</param>
    internal RunCounts Run(IReadOnlyList<string> inputs, List<InputRead> read, Stream? decisions, ParquetSink? parquet, Stream rejects, Action<long, long>? progress, CancellationToken stop)
    {
        OrClear(() =>
        {
            for (var i = 0; i < on.Address.Hosts.Count; i++)
                hosts.Add(on.Address.Dialect == SqlDialect.PostgreSql ? new PostgresHost(on.Address) : new ClickHouseHost(on.Address, i));

            Send(inputs, read, rejects, progress, stop);
            Decide(stop);
            Receive(inputs, read, decisions, parquet, stop);
        });
        return counts;
    }

    /// <summary>Leaves the decisions on the servers where that is wanted, and clears up the rest. It comes last: what is left cannot be taken back.</summary>
    internal void Finish(CancellationToken stop)
    {
        OrClear(() =>
        {
            if (on.LeaveIn is { } table)
                counts.LeftIn = Leave(table, stop);
        });
        counts.Findings.AddRange(Clear());
    }

    /// <summary>Clears up, if that has not been done.</summary>
    public void Dispose() => Clear();

    private void OrClear(Action work)
    {
        try
        {
            work();
        }
        catch (RefusedException refused)
        {
            throw new RefusedException([.. refused.Findings, .. Clear()]);
        }
        catch (ServerLostException lost)
        {
            throw new ServerLostException([.. lost.Findings, .. Clear()]);
        }
    }

    /// <summary>Reads and checks every record, and sends those that can be assigned.</summary>
    private void Send(IReadOnlyList<string> inputs, List<InputRead> read, Stream rejects, Action<long, long>? progress, CancellationToken stop)
    {
        var ids = new RecordIds();
        var checks = new BlockIntake(new Intake(assignment.Rulebooks, assignment.Chosen, assignment.AsOn));
        var refused = new CsvBytes();
        IReadOnlyList<string>? headers = null;
        var (blocks, bytesBefore) = (0, 0L);
        using var free = new BlockingCollection<BlockToSend>();
        var toSend = new List<BlockingCollection<BlockToSend>>();
        using var crew = new Crew();
        using var heard = stop.Register(crew.GiveUp);
        try
        {
            foreach (var input in inputs)
            {
                using var activity = ActivityFile.Open(input, assignment);
                if (headers is null)
                {
                    carried = activity.Columns.CarriedHeaders;
                    Begin(stop);
                    rejects.Write(BlockRun.HeaderOf(inputs.Count > 1 ? ["file", .. AssignmentRun.RejectHeaders] : AssignmentRun.RejectHeaders));
                    StartSending();
                }

                activity.RefuseOtherColumns(ref headers);
                AssignmentRun.NoteColumns(counts, activity);
                var (isFirst, readBefore) = (true, counts.Read);
                while (true)
                {
                    var block = free.Take(crew.GivenUp);
                    if (!activity.Fill(block.InHand.Activity))
                    {
                        free.Add(block, CancellationToken.None);
                        break;
                    }

                    (block.InHand.BeginsFile, isFirst) = (isFirst, false);
                    block.InHand.HashIds();
                    block.InHand.CompareIds(ids);
                    Check(block, inputs.Count > 1 ? activity.Name : null);
                    sentTo[blocks % hosts.Count] += block.Rows.Count;
                    toSend[blocks++ % hosts.Count].Add(block, CancellationToken.None);
                    progress?.Invoke(counts.Read, bytesBefore + activity.ByteOffset);
                }

                AssignmentRun.NoteEnd(counts, activity, counts.Read - readBefore);
                read.Add(new InputRead(activity.Name, activity.Sha256(), activity.Layout.Name));
                bytesBefore += activity.ByteOffset;
            }

            foreach (var queue in toSend)
                queue.CompleteAdding();
        }
        catch (OperationCanceledException) when (crew.HasFailed)
        {
            // The reader was told to give up because a sender failed: that is what there is to tell.
        }

        crew.Join();
        stop.ThrowIfCancellationRequested();

        void StartSending()
        {
            var columns = SentColumns();
            foreach (var host in hosts)
            {
                var queue = new BlockingCollection<BlockToSend>();
                toSend.Add(queue);
                sentTo.Add(0);
                crew.Start(() => host.CopyIn(DecidingHost.Activity, columns, stream =>
                {
                    var rows = new TabSeparatedWriter(stream);
                    foreach (var block in queue.GetConsumingEnumerable(crew.GivenUp))
                    {
                        block.WriteTo(rows, ReadItems, withIds: on.LeaveIn is not null);
                        free.Add(block, CancellationToken.None);
                    }

                    rows.Flush();
                }, crew.GivenUp));
            }

            for (var i = 0; i < 4 * hosts.Count + 1; i++)
                free.Add(new BlockToSend(), CancellationToken.None);
        }

        void Check(BlockToSend block, string? file)
        {
            var activity = block.InHand.Activity;
            block.Begin(counts.Read);
            refused.Clear();
            for (var row = 0; row < activity.Count; row++)
            {
                if (checks.Check(activity, row) is { } reject)
                {
                    counts.Rejected++;
                    RunCounts.Count(counts.ByRejectedColumn, reject.Column);
                    BlockDecider.Write(refused, reject, file);
                    continue;
                }

                RunCounts.Count(counts.ByRulebook, checks.Rulebook!.Name);
                sent.Add(counts.Read + row);
                block.Rows.Add(row);
            }

            rejects.Write(refused.Written);
            counts.Read += activity.Count;
        }
    }

    /// <summary>Makes a place on every server, with the reference tables and an empty table for the records.</summary>
    private void Begin(CancellationToken stop)
    {
        RefuseUnkeepable();
        foreach (var shard in hosts.OfType<ClickHouseHost>())
        {
            shard.Doing = "looking for what earlier runs left";
            TellOrClean(shard, stop);
        }

        var cluster = Cluster(stop);
        if (on.LeaveIn is { } table && hosts.Count > 1 && cluster is null)
            throw new RefusedException(new Finding("no-cluster", Consequence.FileRefused, new Place(on.Address.ToString()), "no cluster in the first server's settings whose shards are these hosts",
                $"such a cluster (remote_servers), so that one table {table} can stand above the parts; or --out to bring the decisions here"));

        if (cluster is null && on.Address.Cluster is not null)
            throw new RefusedException(new Finding("other-shards", Consequence.FileRefused, new Place(on.Address.ToString()), $"a cluster {on.Address.Cluster} that is not known, or whose shards are not these hosts",
                "every shard of it, one host each, by its HTTP port; or no cluster= to use the hosts as they are"));

        on.Tell?.Invoke($"Loading the reference tables on {Servers} …");
        var tables = assignment.Reference.Tables;
        var reference = new ReferenceSql(on.Address.Dialect, assignment.InUse);
        Crew.Each(hosts, (host, given) =>
        {
            host.Doing = "making a place for the run";
            host.Begin(on.Run, given);
            foreach (var name in on.LeaveIn is not { } wanted ? [] : hosts.Count == 1 ? [wanted] : (string[])[wanted, LeftTable.PartOf(wanted)])
                if (host.HasTable(name, given))
                    throw new RefusedException(new Finding("table-exists", Consequence.FileRefused, new Place(host.Name), $"a table {name}", "a new name for --leave-in: Remit never overwrites a table"));

            host.Doing = "taking the reference tables";
            foreach (var statement in reference.Create)
                host.Execute(statement, given);
            foreach (var loaded in reference.Tables)
                host.CopyIn(loaded.Name, loaded.Columns, stream => TabSeparated.Write(stream, loaded, tables), given);

            foreach (var statement in reference.Derive)
                host.Execute(statement, given);
            host.MakeActivity([.. SentColumns().Skip(1)], given);
            host.Doing = DecidingHost.TakingRecords;
        }, stop);
    }

    private void Decide(CancellationToken stop)
    {
        IReadOnlyList<string> kept = ["row_number", .. on.LeaveIn is null ? [] : carried.Select((_, i) => Carried(i))];
        IReadOnlyList<string> columns = ["record_id", .. Decision.Columns, "row_number", .. on.LeaveIn is null ? [] : carried];
        List<string> selects = [.. assignment.InUse.Where(r => counts.ByRulebook.ContainsKey(r.Name)).Select(r => Sql(r, kept).Decide)];
        on.Tell?.Invoke($"{sentTo.Sum():N0} records sent; {Servers} deciding …");
        Crew.Each(hosts.Index(), (numbered, given) =>
        {
            var (i, host) = numbered;
            RefuseUnlike(host, "received", sentTo[i], host.Number(host.Value($"SELECT count(*) AS n FROM {DecidingHost.Activity}", given)));
            host.Doing = "deciding";
            host.Decide(columns, sentTo[i] == 0 ? [] : selects, given);

            host.Doing = "counting its decisions";
            var decided = host.Query($"SELECT outcome, CASE WHEN commissioner = '' THEN 1 ELSE 0 END AS without_code, flags, count(*) AS n FROM {DecidingHost.Decisions} GROUP BY outcome, without_code, flags", 4, given);
            RefuseUnlike(host, "decided", sentTo[i], decided.Sum(d => host.Number(d[3])));
            lock (counts)
            {
                foreach (var row in decided)
                    Count(row[0], row[1] == "1", row[2], host.Number(row[3]));
            }

            host.Doing = "giving back its decisions";
        }, stop);
    }

    private void Count(string outcome, bool withoutCode, string flags, long records)
    {
        counts.Assigned += records;
        counts.WithoutCode += withoutCode ? records : 0;
        counts.ByOutcome[outcome] = counts.ByOutcome.GetValueOrDefault(outcome) + records;
        foreach (var flag in flags.Split(';', StringSplitOptions.RemoveEmptyEntries))
            counts.ByFlag[flag] = counts.ByFlag.GetValueOrDefault(flag) + records;
    }

    /// <summary>Reads the inputs again, beside them the decisions, and writes the two together; or only sees that every record sent is there once.</summary>
    private void Receive(IReadOnlyList<string> inputs, List<InputRead> read, Stream? decisions, ParquetSink? parquet, CancellationToken stop)
    {
        on.Tell?.Invoke(decisions is null ? "Decided; seeing that all are there …" : "Decided; fetching the decisions …");
        IReadOnlyList<string> columns = decisions is null ? [] : Decision.Columns;
        var decided = hosts.ConvertAll(h => new HostDecisions(h, columns, counts.Read, stop));
        try
        {
            var (block, blocks, number, isFirst) = (new ActivityBlock(), 0, 0L, true);
            var lines = new CsvBytes();
            CellRows? rows = null;
            foreach (var (input, before) in inputs.Zip(read))
            {
                using var activity = ActivityFile.Open(input, assignment);
                if (isFirst)
                    rows = BeginOutput([.. AssignmentRun.DecisionHeaders, .. activity.Columns.CarriedHeaders]);
                isFirst = false;

                while (activity.Fill(block))
                {
                    stop.ThrowIfCancellationRequested();
                    var host = blocks++ % hosts.Count;
                    lines.Clear();
                    rows?.Clear();
                    for (var row = 0; row < block.Count; row++, number++)
                    {
                        if (number >= counts.Read)
                            throw Changed(activity.Name);
                        if (!sent.Contains(number))
                            continue;
                        if (!decided[host].Read() || decided[host].Number != number)
                            throw NotWhole(hosts[host], number);
                        if (rows is not null)
                            Add(rows, block, row, decided[host]);
                        else if (decisions is not null)
                            AddLine(lines, block, row, decided[host]);
                    }

                    if (rows is not null)
                        parquet!.Write(rows);
                    else
                        decisions?.Write(lines.Written);
                }

                if (activity.Sha256() != before.Sha256)
                    throw Changed(activity.Name);
            }

            foreach (var (host, rest) in hosts.Zip(decided))
                if (rest.Read())
                    throw NotWhole(host, rest.Number);
        }
        finally
        {
            foreach (var host in decided)
                host.Dispose();
        }

        CellRows? BeginOutput(string[] named)
        {
            if (parquet is null)
            {
                decisions?.Write(BlockRun.HeaderOf(named));
                return null;
            }

            parquet.Begin(named);
            return new CellRows(named.Length);
        }
    }

    private static void Add(CellRows rows, ActivityBlock block, int row, HostDecisions decided)
    {
        rows.Add(block.Cell(row, 0));
        for (var column = 0; column < Decision.Columns.Count; column++)
            rows.Add(decided.Cell(column));
        foreach (var slot in block.Columns.Carried)
            rows.Add(block.Cell(row, slot));
    }

    private static void AddLine(CsvBytes line, ActivityBlock block, int row, HostDecisions decided)
    {
        line.Field(block.Cell(row, 0));
        for (var column = 0; column < Decision.Columns.Count; column++)
        {
            line.Raw(","u8);
            line.Field(decided.Cell(column));
        }

        foreach (var slot in block.Columns.Carried)
        {
            line.Raw(","u8);
            line.Field(block.Cell(row, slot));
        }

        line.Raw("\n"u8);
    }

    /// <summary>Gives the decisions their name, once all of them are known to be there. Gives the name in full.</summary>
    private string Leave(string table, CancellationToken stop)
    {
        IReadOnlyList<string> columns = ["record_id", .. Decision.Columns, .. carried, "row_number"];
        foreach (var host in hosts)
            host.Doing = "leaving the decisions there";
        return hosts is [PostgresHost postgres]
            ? postgres.Leave(table, columns, stop)
            : new LeftTable([.. hosts.Cast<ClickHouseHost>()], on.Run, table, Cluster(stop)).Make(counts.Assigned, stop);
    }

    /// <summary>The cluster whose shards the hosts are, one each, as the first of them knows it; or none.</summary>
    private string? Cluster(CancellationToken stop)
    {
        var shards = hosts.OfType<ClickHouseHost>().Select(h => h.Clusters(stop)).ToList();
        if (shards.Count == 0)
            return null;

        return shards[0].Keys
            .Where(name => on.Address.Cluster is null || name == on.Address.Cluster)
            .FirstOrDefault(name => shards.All(s => s.ContainsKey(name))
                && shards.Select(s => s[name].Shard).Order().SequenceEqual(Enumerable.Range(1, shards[0][name].Shards)));
    }

    private void TellOrClean(ClickHouseHost host, CancellationToken stop)
    {
        var (gone, left) = (new List<string>(), new List<string>());
        foreach (var database in host.LeftOvers(stop))
            (on.Clean && IsADayOld(database) ? gone : left).Add(database);
        foreach (var database in gone)
            host.Execute($"DROP DATABASE IF EXISTS {database}", stop);
        if (left.Count > 0)
            counts.Findings.Add(new Finding("left-overs", Consequence.Note, new Place(host.Name), left.Count == 1 ? left[0] : $"{left[0]} and {left.Count - 1:N0} more",
                "nothing of earlier runs, unless they are still at work. The name says when it began (UTC): from a day later on --clean drops it"));
    }

    // Between two statements a run that is alive looks like one that is dead.
    private bool IsADayOld(string database) => Began(database) is { } began && Began(on.Run) is { } now && began <= now.AddDays(-1);

    private static DateTime? Began(string run) =>
        DateTime.TryParseExact(run.AsSpan("remit_run_".Length, "yyyyMMdd_HHmmss".Length), "yyyyMMdd_HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var began) ? began : null;

    private List<Finding> Clear()
    {
        if (hosts.Count == 0)
            return [];

        on.Tell?.Invoke($"Clearing up on {Servers} …");
        var left = new ConcurrentBag<Finding>();
        Crew.Each(hosts, (host, _) =>
        {
            using (host)
            {
                try
                {
                    host.Clear();
                }
                catch (Exception e) when (e is RefusedException or ServerLostException)
                {
                    left.Add(new Finding("left-overs", Consequence.Note, new Place(host.Name), on.Run, "nothing of this run to stay there, but it could not be dropped: --clean does so on a run a day later"));
                }
            }
        }, CancellationToken.None);
        hosts.Clear();
        return [.. left.OrderBy(f => f.Place.File, StringComparer.Ordinal)];
    }

    private string Servers => hosts.Count == 1 ? "1 server" : $"{hosts.Count} servers";

    private RulebookSql Sql(Rulebook rulebook, IReadOnlyList<string> kept) => new(rulebook, on.Address.Dialect, new SqlActivity(DecidingHost.Activity)
    {
        IsClean = true,
        IsChecked = true,
        InForceOnly = assignment.Chosen is null,
        AsOn = assignment.AsOn,
        Kept = kept,
    });

    /// <summary>The items that some rulebook in use reads.</summary>
    private IReadOnlyList<Item> ReadItems => field ??= [.. assignment.InUse.SelectMany(r => Sql(r, []).ReadColumns).Where(i => i != Item.RecordId).Distinct().OrderBy(i => i.Position)];

    private List<string> SentColumns() =>
        ["row_number", "record_id", .. ReadItems.Select(i => i.Column), .. on.LeaveIn is null ? [] : carried.Select((_, i) => Carried(i))];

    // Until they are decided; then they have the names that the file gives them.
    private static string Carried(int column) => string.Create(CultureInfo.InvariantCulture, $"carried_{column}");

    private void RefuseUnkeepable()
    {
        if (on.LeaveIn is null)
            return;

        // PostgreSQL cuts longer names short.
        const int longest = 63;
        var taken = ReadItems.Select(i => i.Column).Concat(["row_number", "record_id"]).Concat(Decision.Columns).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (carried.FirstOrDefault(c => c.Length == 0 || Encoding.UTF8.GetByteCount(c) > longest || !taken.Add(c)) is { } column)
            throw new RefusedException(new Finding("column-name", Consequence.FileRefused, new Place(on.LeaveIn, 0, column), column.Length == 0 ? "a column without a name" : "a column whose name the table cannot have",
                $"names of 1 to {longest} bytes, other than those of decisions"));
    }

    private static void RefuseUnlike(DecidingHost host, string did, long wanted, long found)
    {
        if (found != wanted)
            throw new RefusedException(new Finding("not-whole", Consequence.FileRefused, new Place(host.Name), $"{found:N0} records {did}", $"{wanted:N0}, as many as were sent. Nothing was written"));
    }

    private static RefusedException NotWhole(DecidingHost host, long number) => new(new Finding("not-whole", Consequence.FileRefused, new Place(host.Name),
        $"not one decision for record {number + 1:N0} of the input", "one for each record that was sent. Nothing was written"));

    private static RefusedException Changed(string file) => new(new Finding("file-changed", Consequence.FileRefused, new Place(file), "other content than a while ago", "a file that stays as it is while it is assigned: on servers it is read twice"));

    [GeneratedRegex(@"^remit_run_[0-9]{8}_[0-9]{6}_[0-9a-f]{8}\z")]
    private static partial Regex RunName();
}

/// <summary>The rows of the input that were sent, a bit for each.</summary>
internal sealed class SentRows
{
    private const int PageLength = 1 << 20;

    // An array of bits holds two thousand million at most.
    private readonly List<BitArray> pages = [];

    public void Add(long row)
    {
        while (row / PageLength >= pages.Count)
            pages.Add(new BitArray(PageLength));
        pages[(int)(row / PageLength)][(int)(row % PageLength)] = true;
    }

    public bool Contains(long row) => row / PageLength < pages.Count && pages[(int)(row / PageLength)][(int)(row % PageLength)];
}

/// <summary>A block on its way to a server.</summary>
internal sealed class BlockToSend
{
    private long first;

    public BlockInHand InHand { get; } = new();

    /// <summary>The rows that are sent: those that can be assigned.</summary>
    public List<int> Rows { get; } = [];

    /// <param name="number">The number of its first row in the whole input.</param>
    public void Begin(long number)
    {
        first = number;
        Rows.Clear();
    }

    /// <summary>Writes each row's number, its id and its carried columns if they are wanted there, and the items in their cleaned form.</summary>
    public void WriteTo(TabSeparatedWriter rows, IReadOnlyList<Item> items, bool withIds)
    {
        var activity = InHand.Activity;
        Span<byte> digits = stackalloc byte[20];
        foreach (var row in Rows)
        {
            (first + row).TryFormat(digits, out var written, provider: CultureInfo.InvariantCulture);
            rows.Cell(digits[..written]);
            rows.Cell(withIds ? activity.Cell(row, 0) : []);
            foreach (var item in items)
                rows.Cell(activity.Cell(row, item).IsEmpty ? "" : Cleaned(item.Kind, activity.Text(row, item)));
            if (withIds)
            {
                foreach (var slot in activity.Columns.Carried)
                    rows.Cell(activity.Cell(row, slot));
            }

            rows.EndRow();
        }
    }

    private static string Cleaned(CellKind kind, string cell) => kind is CellKind.Codes ? string.Join(';', Cells.Codes(cell)) : Cells.Clean(kind, cell);
}
