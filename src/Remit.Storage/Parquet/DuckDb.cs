using System.Reflection;
using System.Runtime.InteropServices;

namespace Remit.Storage.Parquet;

/// <summary>The part of DuckDB's C interface (duckdb.h) that reading and writing Parquet needs.</summary>
internal static unsafe partial class DuckDb
{
    private const string Library = "duckdb";

    /// <summary>What a call that can fail gives when it has.</summary>
    public const int Failed = 1;

    /// <summary>The number of the type VARCHAR.</summary>
    public const int Varchar = 17;

    /// <summary>A result; only DuckDB looks inside. Of one that failed it fills in a part and reads the rest as nought, so it must be nought before.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Result
    {
        private readonly ulong columnCount, rowCount, rowsChanged;
        private readonly nint columns, errorMessage, internals;
    }

    /// <summary>A text as it stands in a vector: up to 12 bytes in place, more behind a pointer.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    public struct Text
    {
        public const int LongestInPlace = 12;

        [FieldOffset(0)] public uint Length;
        [FieldOffset(4)] public fixed byte InPlace[LongestInPlace];
        [FieldOffset(8)] public byte* Elsewhere;
    }

    private static nint loaded;

    static DuckDb() => NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == Library ? loaded : 0);

    /// <summary>Sends every call below to a library that has been loaded.</summary>
    public static void CallInto(nint library) => loaded = library;

    [LibraryImport(Library, EntryPoint = "duckdb_library_version")] public static partial nint Version();
    [LibraryImport(Library, EntryPoint = "duckdb_vector_size")] public static partial ulong VectorSize();

    [LibraryImport(Library, EntryPoint = "duckdb_create_config")] public static partial int CreateConfig(out nint config);
    [LibraryImport(Library, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)] public static partial int SetConfig(nint config, string name, string option);
    [LibraryImport(Library, EntryPoint = "duckdb_destroy_config")] public static partial void DestroyConfig(ref nint config);
    [LibraryImport(Library, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)] public static partial int Open(string path, out nint database, nint config, out nint error);
    [LibraryImport(Library, EntryPoint = "duckdb_free")] public static partial void Free(nint memory);
    [LibraryImport(Library, EntryPoint = "duckdb_close")] public static partial void Close(ref nint database);
    [LibraryImport(Library, EntryPoint = "duckdb_connect")] public static partial int Connect(nint database, out nint connection);
    [LibraryImport(Library, EntryPoint = "duckdb_disconnect")] public static partial void Disconnect(ref nint connection);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare", StringMarshalling = StringMarshalling.Utf8)] public static partial int Prepare(nint connection, string sql, out nint statement);
    [LibraryImport(Library, EntryPoint = "duckdb_prepare_error")] public static partial nint PrepareError(nint statement);
    [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare")] public static partial void DestroyPrepared(ref nint statement);
    [LibraryImport(Library, EntryPoint = "duckdb_execute_prepared_streaming")] public static partial int ExecuteStreaming(nint statement, ref Result result);
    [LibraryImport(Library, EntryPoint = "duckdb_execute_prepared")] public static partial int Execute(nint statement, ref Result result);
    [LibraryImport(Library, EntryPoint = "duckdb_result_error")] public static partial nint Error(ref Result result);
    [LibraryImport(Library, EntryPoint = "duckdb_rows_changed")] public static partial ulong RowsChanged(ref Result result);
    [LibraryImport(Library, EntryPoint = "duckdb_destroy_result")] public static partial void DestroyResult(ref Result result);

    [LibraryImport(Library, EntryPoint = "duckdb_fetch_chunk")] public static partial nint FetchChunk(Result result);
    [LibraryImport(Library, EntryPoint = "duckdb_destroy_data_chunk")] public static partial void DestroyChunk(ref nint chunk);
    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_size")] public static partial ulong ChunkSize(nint chunk);
    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_set_size")] public static partial void SetChunkSize(nint chunk, ulong size);
    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_vector")] public static partial nint VectorOf(nint chunk, ulong column);
    [LibraryImport(Library, EntryPoint = "duckdb_vector_get_data")] public static partial Text* TextsOf(nint vector);
    [LibraryImport(Library, EntryPoint = "duckdb_vector_get_validity")] public static partial ulong* ValidityOf(nint vector);
    [LibraryImport(Library, EntryPoint = "duckdb_vector_assign_string_element_len")] public static partial void Assign(nint vector, ulong row, byte* text, ulong length);

    [LibraryImport(Library, EntryPoint = "duckdb_create_logical_type")] public static partial nint CreateType(int type);
    [LibraryImport(Library, EntryPoint = "duckdb_destroy_logical_type")] public static partial void DestroyType(ref nint type);
    [LibraryImport(Library, EntryPoint = "duckdb_create_table_function")] public static partial nint CreateFunction();
    [LibraryImport(Library, EntryPoint = "duckdb_destroy_table_function")] public static partial void DestroyFunction(ref nint function);
    [LibraryImport(Library, EntryPoint = "duckdb_table_function_set_name", StringMarshalling = StringMarshalling.Utf8)] public static partial void NameFunction(nint function, string name);
    [LibraryImport(Library, EntryPoint = "duckdb_table_function_set_extra_info")] public static partial void SetExtra(nint function, nint extra, nint destroy);
    [LibraryImport(Library, EntryPoint = "duckdb_table_function_set_bind")] public static partial void SetBind(nint function, delegate* unmanaged<nint, void> bind);
    [LibraryImport(Library, EntryPoint = "duckdb_table_function_set_init")] public static partial void SetInit(nint function, delegate* unmanaged<nint, void> init);
    [LibraryImport(Library, EntryPoint = "duckdb_table_function_set_function")] public static partial void SetFunction(nint function, delegate* unmanaged<nint, nint, void> give);
    [LibraryImport(Library, EntryPoint = "duckdb_register_table_function")] public static partial int RegisterFunction(nint connection, nint function);
    [LibraryImport(Library, EntryPoint = "duckdb_bind_get_extra_info")] public static partial nint ExtraOfBind(nint bind);
    [LibraryImport(Library, EntryPoint = "duckdb_bind_add_result_column", StringMarshalling = StringMarshalling.Utf8)] public static partial void AddColumn(nint bind, string name, nint type);
    [LibraryImport(Library, EntryPoint = "duckdb_init_set_max_threads")] public static partial void SetMostThreads(nint init, ulong threads);
    [LibraryImport(Library, EntryPoint = "duckdb_function_get_extra_info")] public static partial nint ExtraOfFunction(nint call);
    [LibraryImport(Library, EntryPoint = "duckdb_function_set_error", StringMarshalling = StringMarshalling.Utf8)] public static partial void FailFunction(nint call, string error);
}
