using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Remit.Responsibility;

namespace Remit.Benchmarks;

/// <summary>Remit's rulebook as ClickHouse SQL, on the ClickHouse of today: chDB, which is that in a library.</summary>
/// <remarks>It reads the activity where it lies. One rulebook, that of 2025/26; repeated ids are not looked for.</remarks>
internal static class ChDb
{
    private const string Library = "chdb";
    private const string Rulebook = "cam-2025-26";

    /// <summary>Decides a job in this process.</summary>
    /// <param name="library">The path of <c>libchdb.so</c>.</param>
    /// <param name="remit">The command that writes the SQL.</param>
    /// <exception cref="InvalidOperationException">A statement failed; with what was said.</exception>
    public static async Task Run(string library, string remit, Job job)
    {
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == Library ? NativeLibrary.Load(library) : 0);
        var rows = $"{job.Output}.rows";
        var sql = JsonDocument.Parse(await Machine.Say([remit, "sql", Rulebook, "--dialect", "clickhouse", "--activity", "activity", "--in-force", "--unique-ids", "--rows", rows, "--reference", job.World, "--json"])).RootElement;

        chdb_set_signal_handlers_enabled(0);
        var place = chdb_connect(1, ["clickhouse"]);
        var connection = Marshal.ReadIntPtr(place);
        Query("SET enable_analyzer = 0");
        foreach (var statement in Statements(sql.GetProperty("create")))
            Query(statement);
        foreach (var table in sql.GetProperty("tables").EnumerateArray().Select(t => t.GetProperty("name").GetString()!))
            Query($"INSERT INTO {table} SELECT * FROM file('{Path.Combine(rows, table)}.tsv', 'TabSeparated')");
        foreach (var statement in Statements(sql.GetProperty("derive")))
            Query(statement);

        var given = File.ReadLines(job.Activity).First().Split(',');
        var absent = string.Concat(Item.All.Select(i => i.Column).Except(given).Select(c => $", '' AS {c}"));
        Query($"CREATE VIEW activity AS SELECT *{absent} FROM file('{job.Activity}', 'CSVWithNames', '{string.Join(", ", given.Select(c => $"{c} String"))}')");
        // Short lines are passed over, as the peers do.
        Query($"""
            INSERT INTO FUNCTION file('{job.Output}', 'CSVWithNames', '{string.Join(", ", DecisionRows.Columns.Select(c => $"{c} String"))}')
            SELECT {string.Join(", ", DecisionRows.Columns)} FROM ({sql.GetProperty("decide").GetString()})
            SETTINGS input_format_allow_errors_ratio = 1, input_format_allow_errors_num = 1000000000, input_format_csv_trim_whitespaces = 0
            """);
        Directory.Delete(rows, recursive: true);
        chdb_close_conn(place);

        void Query(string statement)
        {
            if (Marshal.PtrToStringUTF8(chdb_result_error(chdb_query(connection, statement, "CSV"))) is { Length: > 0 } said)
                throw new InvalidOperationException($"{said}\n{statement}");
        }
    }

    private static IEnumerable<string> Statements(JsonElement list) => list.EnumerateArray().Select(s => s.GetString()!);

    [DllImport(Library)]
    private static extern nint chdb_connect(int count, [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string[] arguments);

    [DllImport(Library)]
    private static extern void chdb_close_conn(nint connection);

    [DllImport(Library)]
    private static extern nint chdb_query(nint connection, [MarshalAs(UnmanagedType.LPUTF8Str)] string query, [MarshalAs(UnmanagedType.LPUTF8Str)] string format);

    [DllImport(Library)]
    private static extern nint chdb_result_error(nint result);

    [DllImport(Library)]
    private static extern void chdb_set_signal_handlers_enabled(int enabled);
}
