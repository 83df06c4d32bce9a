using Remit.Storage;
using Remit.Storage.Journal;

namespace Remit.Tests.Storage;

public sealed class DatabaseTest : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("postgres://ann:pass%40word@db.example.org/remit", "remit on PostgreSQL at db.example.org:5432")]
    [InlineData("postgresql://db.example.org:6000", "the default database on PostgreSQL at db.example.org:6000")]
    [InlineData("postgres://[::1]/remit?SSL%20Mode=Require&Search%20Path=mine", "remit on PostgreSQL at [::1]:5432")]
    public void A_database_is_known_by_its_place_without_its_password(string setting, string name)
    {
        using var database = Database.Of(new Workspace(folder.Path), setting);

        database.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("mysql://ann:secret@db/remit")]
    [InlineData("Host=db;Password=secret")]
    [InlineData("postgres:///secret")]
    [InlineData("postgres://ann:secret@db/remit?Nonsense=1")]
    [InlineData("postgres://ann:secret@db/remit?Port=x")]
    [InlineData("postgres://ann:se/cret@db:x/remit")]
    public void An_address_that_is_not_understood_is_not_repeated(string setting)
    {
        var finding = Should.Throw<RefusedException>(() => Database.Of(new Workspace(folder.Path), setting)).Findings.ShouldHaveSingleItem();

        finding.Code.ShouldBe("not-a-database");
        finding.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public void A_database_that_does_not_answer_is_one_finding()
    {
        var finding = Should.Throw<RefusedException>(() => KeptJournal.Open(Database.Of(new Workspace(folder.Path), "postgres://ann:secret@127.0.0.1:1/remit"))).Findings.ShouldHaveSingleItem();

        finding.ToString().ShouldStartWith("remit on PostgreSQL at 127.0.0.1:1: database-unreachable: found 'no answer, or a connection that broke', wanted a PostgreSQL that runs and can be reached.");
        finding.ToString().ShouldNotContain("secret");
    }
}
