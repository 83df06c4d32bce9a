using Dapper;
using Remit.Storage.Journal;

namespace Remit.Storage.Access;

/// <summary>The keys by which the site protects what it hands to browsers and keeps in <see cref="Credentials"/>, as documents: in the database, so that every server on it has the same.</summary>
public static class KeyRing
{
    public static IReadOnlyList<string> Read(KeptJournal journal) => journal.Database.Read(connection => connection.Query<string>("SELECT xml FROM key_ring ORDER BY name").AsList());

    public static void Add(KeptJournal journal, string name, string xml) =>
        journal.Database.Write(connection => connection.Execute("INSERT INTO key_ring (name, xml) VALUES (@name, @xml) ON CONFLICT (name) DO NOTHING", new { name, xml }));
}
