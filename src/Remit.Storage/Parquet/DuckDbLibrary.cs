using System.Reflection;
using System.Runtime.InteropServices;

namespace Remit.Storage.Parquet;

/// <summary>The DuckDB library, which need not be installed: without it Parquet is refused, and nothing else is missed.</summary>
public static class DuckDbLibrary
{
    /// <summary>Names the library's file, or the folder it lies in. Then nothing else is looked at.</summary>
    public const string Variable = "REMIT_DUCKDB";

    private const string FileName = "libduckdb.so";
    private const string Installed = "native/duckdb/node_modules/@duckdb/node-bindings-linux-x64";

    private static readonly Lock Loading = new();
    private static bool loaded;

    /// <summary>Loads the library for this process, if that is yet to be done.</summary>
    /// <param name="file">The Parquet file for which it is wanted.</param>
    /// <exception cref="RefusedException">There is none, or it is not one that can be used.</exception>
    public static void Need(string file)
    {
        lock (Loading)
        {
            if (loaded)
                return;
            var library = Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory, file);
            DuckDb.CallInto(library);
            if (DuckDb.VectorSize() < CellRows.Capacity)
                throw Refuse(file, "not-duckdb", $"a DuckDB built for vectors of {DuckDb.VectorSize()}", $"one built for {CellRows.Capacity}, as all are unless otherwise asked");
            loaded = true;
        }
    }

    /// <summary>Finds and opens the library: where the variable says; beside the program; in the checkout that the program was built in; where the system looks.</summary>
    /// <exception cref="RefusedException">There is none, or it is not one that can be used.</exception>
    public static nint Find(string? named, string program, string file)
    {
        if (!string.IsNullOrEmpty(named))
        {
            var path = Directory.Exists(named) ? Path.Combine(named, FileName) : named;
            return File.Exists(path)
                ? Open(path, file)
                : throw Refuse(file, "no-duckdb", $"{Variable} naming what is not there", $"{FileName} at {path}");
        }

        string[] places = [program, .. Checkout(program) is { } checkout ? (string[])[Path.Combine(checkout, Installed)] : []];
        if (places.Select(p => Path.Combine(p, FileName)).FirstOrDefault(File.Exists) is { } found)
            return Open(found, file);
        return NativeLibrary.TryLoad(FileName, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out var library)
            ? Checked(library, FileName, file)
            : throw Refuse(file, "no-duckdb", "no DuckDB library", $"{FileName}, through which Parquet is read and written, in {string.Join(", in ", places)} or where the system looks");
    }

    private static nint Open(string path, string file) => NativeLibrary.TryLoad(path, out var library)
        ? Checked(library, path, file)
        : throw Refuse(file, "not-duckdb", "a file that is not a library of this machine's kind", $"DuckDB's {FileName} for Linux on x64 as {path}");

    private static nint Checked(nint library, string path, string file)
    {
        foreach (var name in (string[])["duckdb_library_version", "duckdb_execute_prepared_streaming", "duckdb_fetch_chunk", "duckdb_vector_size", "duckdb_create_table_function"])
            if (!NativeLibrary.TryGetExport(library, name, out _))
                throw Refuse(file, "not-duckdb", $"a library without {name}", $"DuckDB's {FileName} as {path}");
        return library;
    }

    private static string? Checkout(string program)
    {
        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Remit.slnx")))
                return folder.FullName;
        return null;
    }

    internal static RefusedException Refuse(string file, string code, string found, string wanted) =>
        new(new Finding(code, Consequence.FileRefused, new Place(file), found,
            $"{wanted}: run 'npm ci --prefix native/duckdb' where Remit is, or let {Variable} name the library; or use CSV, which needs none"));
}
