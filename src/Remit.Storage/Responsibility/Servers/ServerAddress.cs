using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Remit.Responsibility.Sql;

namespace Remit.Storage.Responsibility.Servers;

/// <summary>A database that a run is done on, as people write it: <c>clickhouse://user:password@host:port,host:port/database?cluster=NAME</c>, or <c>postgres://user@host:port/database</c>.</summary>
/// <remarks>Its text never has the user or the password in it.</remarks>
public sealed partial class ServerAddress
{
    private static readonly string[] PostgresOptions = ["sslmode", "sslrootcert"];
    private static readonly string[] ClickHouseOptions = ["cluster", "secure"];

    // What is said of encryption and not understood must not be taken for less of it.
    private static readonly Dictionary<string, string[]> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["secure"] = ["true", "1", "false", "0"],
        ["sslmode"] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"],
    };

    private readonly Dictionary<string, string> options = new(StringComparer.OrdinalIgnoreCase);

    private ServerAddress(SqlDialect dialect) => Dialect = dialect;

    /// <summary>Whose SQL it takes.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>Each host with its port; more than one only of ClickHouse: the shards.</summary>
    public IReadOnlyList<(string Name, int Port)> Hosts { get; private set; } = [];

    /// <summary>The database named, or none.</summary>
    public string? Database { get; private set; }

    /// <summary>What the servers' settings call the cluster, where that was said.</summary>
    public string? Cluster => options.GetValueOrDefault("cluster");

    /// <summary>Whether ClickHouse is spoken to by HTTPS.</summary>
    public bool IsSecure => options.GetValueOrDefault("secure")?.ToLowerInvariant() is "true" or "1";

    internal string? User { get; private set; }

    internal string? Password { get; private set; }

    /// <summary>Reads an address. A user or password that it does not name is taken from where the database's own programs look: <c>PGUSER</c>, <c>PGPASSWORD</c>, <c>CLICKHOUSE_USER</c>, <c>CLICKHOUSE_PASSWORD</c>.</summary>
    /// <param name="environment">Gives an environment variable.</param>
    /// <param name="problem">What is wrong with it, in words that do not repeat it: it may hold a password.</param>
    public static bool TryParse(string text, Func<string, string?> environment, out ServerAddress? address, out string problem)
    {
        address = null;
        var (scheme, rest) = Split(text, "://");
        var isPostgres = scheme is "postgres" or "postgresql";
        if (rest is null || !(isPostgres || scheme == "clickhouse"))
        {
            problem = "wanted clickhouse://HOST:PORT,HOST:PORT/DATABASE or postgres://USER@HOST:PORT/DATABASE.";
            return false;
        }

        var read = new ServerAddress(isPostgres ? SqlDialect.PostgreSql : SqlDialect.ClickHouse);
        var (beforeQuery, query) = Split(rest, "?");
        var (authority, path) = Split(beforeQuery, "/");
        if ($"{path}{query}".Contains('@', StringComparison.Ordinal))
        {
            problem = "an @ behind the host. In a user or password write / ? @ as %2F %3F %40, or give the password by PGPASSWORD or CLICKHOUSE_PASSWORD.";
            return false;
        }

        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? ("", null) : Split(authority[..at], ":");
        read.User = NonEmpty(Uri.UnescapeDataString(user)) ?? NonEmpty(environment(isPostgres ? "PGUSER" : "CLICKHOUSE_USER"));
        read.Password = password is not null ? Uri.UnescapeDataString(password) : NonEmpty(environment(isPostgres ? "PGPASSWORD" : "CLICKHOUSE_PASSWORD"));
        read.Database = path is null ? null : NonEmpty(Uri.UnescapeDataString(path));

        if ($"{read.User}{read.Password}{read.Database}".Any(char.IsControl))
        {
            problem = "a control character, such as a line feed, in the user, the password or the database.";
            return false;
        }

        if (!isPostgres && read.Database is { } named && !PlainName().IsMatch(named))
        {
            problem = "the database of ClickHouse is not a name of letters, digits and underscores.";
            return false;
        }

        foreach (var option in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Split(option, "=");
            var known = isPostgres ? PostgresOptions : ClickHouseOptions;
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                problem = $"{Finding.Quoted(name)} is not an option of it; there are: {string.Join(", ", known)}.";
                return false;
            }

            read.options[name] = Uri.UnescapeDataString(value ?? "");
            if (Values.TryGetValue(name, out var values) && !values.Contains(read.options[name], StringComparer.OrdinalIgnoreCase))
            {
                problem = $"{name} is one of: {string.Join(", ", values)}.";
                return false;
            }
        }

        var hosts = new List<(string, int)>();
        foreach (var host in authority[(at + 1)..].Split(','))
        {
            // [::1]:8123 has colons of its own.
            var bracket = host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) : 0;
            var colon = bracket < 0 ? -1 : host.IndexOf(':', bracket);
            var name = colon < 0 ? host : host[..colon];
            var port = isPostgres ? 5432 : read.IsSecure ? 8443 : 8123;
            if (Uri.CheckHostName(name) is UriHostNameType.Unknown || bracket < 0 || (colon >= 0 && !(int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536)))
            {
                // Without its @ this may be a user and a password.
                problem = $"host number {hosts.Count + 1} is not HOST or HOST:PORT.";
                return false;
            }

            hosts.Add((name, port));
        }

        read.Hosts = hosts;
        if (hosts.Distinct().Count() < hosts.Count || (isPostgres && hosts.Count > 1))
        {
            problem = isPostgres ? "PostgreSQL is one server: wanted one HOST:PORT." : "the same HOST:PORT is there twice: each would do its part of the work twice.";
            return false;
        }

        (address, problem) = (read, "");
        return true;
    }

    /// <summary>How Npgsql reaches it.</summary>
    internal string ConnectionString
    {
        get
        {
            // No pool: a connection that ends must end, and take what it made with it. A run may be silent for an hour while it decides.
            var builder = new NpgsqlConnectionStringBuilder
            {
                Host = Hosts[0].Name.Trim('[', ']'),
                Port = Hosts[0].Port,
                Username = User ?? Environment.UserName,
                Password = Password,
                Pooling = false,
                CommandTimeout = 0,
                Timeout = 15,
                TcpKeepAlive = true,
                TcpKeepAliveTime = 30,
                TcpKeepAliveInterval = 10,
                KeepAlive = 0,
                IncludeErrorDetail = false,
                ApplicationName = "remit",
            };
            builder.Database = Database ?? builder.Username;
            if (options.GetValueOrDefault("sslmode") is { } mode)
                builder.SslMode = Enum.Parse<SslMode>(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            if (options.GetValueOrDefault("sslrootcert") is { } certificate)
                builder.RootCertificate = certificate;
            return builder.ConnectionString;
        }
    }

    public override string ToString() =>
        $"{(Dialect == SqlDialect.PostgreSql ? "postgres" : "clickhouse")}://{string.Join(',', Hosts.Select(h => $"{h.Name}:{h.Port}"))}{(Database is null ? "" : $"/{Database}")}{(Cluster is null ? "" : $"?cluster={Cluster}")}";

    private static (string Before, string? After) Split(string text, string at) =>
        text.IndexOf(at, StringComparison.Ordinal) is var i and >= 0 ? (text[..i], text[(i + at.Length)..]) : (text, null);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex PlainName();

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
