using Remit.Responsibility.Sql;
using Remit.Storage.Responsibility.Servers;

namespace Remit.Tests.Storage;

public class ServerAddressTest
{
    [Theory]
    [InlineData("clickhouse://one", "clickhouse://one:8123")]
    [InlineData("clickhouse://one:18123,two,[::1]:9/work", "clickhouse://one:18123,two:8123,[::1]:9/work")]
    [InlineData("clickhouse://one?secure=true&cluster=the%20shards", "clickhouse://one:8443?cluster=the shards")]
    [InlineData("postgres://one/work?sslmode=verify-full", "postgres://one:5432/work")]
    [InlineData("postgresql://one:1/", "postgres://one:1")]
    public void What_is_not_said_is_as_servers_have_it_unless_told_otherwise(string written, string read) =>
        Read(written).ToString().ShouldBe(read);

    [Theory]
    [InlineData("clickhouse://ann:se%40me@one/work")]
    [InlineData("postgres://ann:a:b@c@one/work")]
    public void Neither_user_nor_password_is_ever_repeated(string written)
    {
        var text = Read(written).ToString();

        text.ShouldNotContain("@");
        text.ShouldNotContain("ann");
    }

    [Theory]
    [InlineData("")]
    [InlineData("one:8123")]
    [InlineData("http://ann:sesame@one:8123")]
    [InlineData("clickhouse://ann:sesame@")]
    [InlineData("clickhouse://ann:sesame@one:port")]
    [InlineData("clickhouse://ann:sesame@one:0")]
    [InlineData("clickhouse://ann:sesame@one,,two")]
    [InlineData("clickhouse://ann:sesame@one,one:8123")]
    [InlineData("clickhouse://ann:sesame@one?shards=2")]
    [InlineData("clickhouse://ann:sesame@[::1")]
    [InlineData("postgres://ann:sesame@one,two/work")]
    [InlineData("clickhouse://ann:sesame")]
    [InlineData("clickhouse://ann:1/sesame@one")]
    [InlineData("clickhouse://ann:1?sesame@one")]
    [InlineData("postgres://ann:ope@two/sesame@one")]
    [InlineData("clickhouse://ann:sesame@one?secure=yes")]
    [InlineData("clickhouse://ann:sesame@one?secure=")]
    [InlineData("postgres://ann:sesame@one/work?sslmode=verify_full")]
    [InlineData("postgres://ann:sesame@one/work?sslmode=5")]
    [InlineData("clickhouse://ann:sesame@a b")]
    [InlineData("clickhouse://ann:sesame@ho_st..")]
    [InlineData("clickhouse://ann:sesame@[zz]")]
    [InlineData("clickhouse://ann:sesame%0A@one")]
    [InlineData("clickhouse://an%0An:sesame@one")]
    [InlineData("clickhouse://ann:sesame@one/it's")]
    [InlineData("clickhouse://ann:sesame@one/work%0A")]
    public void What_cannot_be_read_is_told_without_the_password(string written)
    {
        ServerAddress.TryParse(written, _ => null, out var address, out var problem).ShouldBeFalse();

        address.ShouldBeNull();
        problem.ShouldNotBeNullOrWhiteSpace();
        problem.ShouldNotContain("sesame");
    }

    [Theory]
    [InlineData("clickhouse://one?secure=TRUE", true)]
    [InlineData("clickhouse://one?Secure=1", true)]
    [InlineData("clickhouse://one?secure=False", false)]
    [InlineData("clickhouse://one", false)]
    public void Encryption_is_as_it_was_asked_for(string written, bool secure) => Read(written).IsSecure.ShouldBe(secure);

    [Fact]
    public void Only_ClickHouse_has_several_hosts()
    {
        Read("clickhouse://one,two:9000").Hosts.ShouldBe([("one", 8123), ("two", 9000)]);
        Read("clickhouse://one,two").Dialect.ShouldBe(SqlDialect.ClickHouse);
        Read("postgres://one").Dialect.ShouldBe(SqlDialect.PostgreSql);
    }

    private static ServerAddress Read(string written)
    {
        ServerAddress.TryParse(written, _ => null, out var address, out var problem).ShouldBeTrue(problem);
        return address!;
    }
}
