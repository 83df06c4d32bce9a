using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace Remit.Storage;

/// <summary>The tables of a <see cref="Database"/>, made by numbered scripts that are never changed afterwards, only followed by others.</summary>
internal static class Schema
{
    private static readonly Lazy<IReadOnlyList<string>> Scripts = new(ReadScripts);

    /// <summary>The number of the last script that this program has.</summary>
    public static int Known => Scripts.Value.Count;

    public static bool IsCurrent(Database database, DbConnection connection)
    {
        RefuseNewer(database, connection);
        return NumberIn(database, connection) == Known;
    }

    /// <summary>Refuses a database that a newer program has changed: this one could not tell what it would spoil.</summary>
    public static void RefuseNewer(Database database, DbConnection connection)
    {
        if (NumberIn(database, connection) is var number && number > Known)
            throw new RefusedException(new Finding("newer-schema", Consequence.FileRefused, new Place(database.Name), $"tables of a newer Remit, number {number}",
                $"a Remit that knows them; this one knows up to number {Known}. Nothing was changed"));
    }

    /// <summary>Within a change: runs the scripts that have not been run.</summary>
    public static void Upgrade(Database database, DbConnection connection)
    {
        if (!database.HasTable(connection, "schema_version"))
            connection.Execute("CREATE TABLE schema_version (number BIGINT NOT NULL PRIMARY KEY)");
        RefuseNewer(database, connection);
        for (var number = NumberIn(database, connection) + 1; number <= Known; number++)
        {
            connection.Execute(Scripts.Value[number - 1]);
            connection.Execute("INSERT INTO schema_version (number) VALUES (@number)", new { number });
        }
    }

    private static int NumberIn(Database database, DbConnection connection) =>
        database.HasTable(connection, "schema_version") ? (int)(connection.ExecuteScalar<long?>("SELECT max(number) FROM schema_version") ?? 0) : 0;

    private static string[] ReadScripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith("Schema/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        return [.. names.Select((name, i) =>
        {
            if (!name.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Schema/{i + 1:0000}-"), StringComparison.Ordinal))
                throw new InvalidOperationException($"{name} is not script number {i + 1}.");
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        })];
    }
}
