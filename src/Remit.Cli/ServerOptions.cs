using System.CommandLine;
using System.Text.RegularExpressions;
using Remit.Storage.Responsibility.Servers;

namespace Remit.Cli;

/// <summary>The options of <c>assign</c> that have a database decide.</summary>
public sealed partial class ServerOptions
{
    private readonly Option<ServerAddress?> on = new("--on")
    {
        Description = "A database that decides instead of this machine: clickhouse://HOST:PORT,HOST:PORT or postgres://USER@HOST:PORT/DATABASE; its password from CLICKHOUSE_PASSWORD or PGPASSWORD",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (ServerAddress.TryParse(result.Tokens[^1].Value, Environment.GetEnvironmentVariable, out var address, out var problem))
                return address;
            result.AddError($"--on: {problem}");
            return null;
        },
    };

    private readonly Option<string?> leaveIn = new("--leave-in") { Description = "With --on: leave the decisions in this new table there; --out may be left off, --rejects then may not", HelpName = "TABLE" };
    private readonly Option<bool> clean = new("--clean") { Description = "With --on clickhouse://…: first drop what runs that were killed left there a day ago or more" };

    public void AddTo(Command verb, Option<string?> output, Option<string?> rejects, Option<string> engine)
    {
        verb.Add(on);
        verb.Add(leaveIn);
        verb.Add(clean);
        verb.Validators.Add(result =>
        {
            // Asked for results, not values: a value that cannot be read is told elsewhere, and throws here.
            bool Given(Option option) => result.GetResult(option) is { Implicit: false };

            if (!Given(on) && (Given(leaveIn) || Given(clean)))
                result.AddError("--leave-in and --clean go with --on: they are about a database.");
            if (Given(on) && Given(engine))
                result.AddError("--engine is about this machine: it does not go with --on.");
            if (!Given(output) && !Given(leaveIn))
                result.AddError("Option '--out' is required.");
            if (!Given(output) && Given(leaveIn) && !Given(rejects))
                result.AddError("--leave-in without --out wants --rejects: the rejected records and the manifest stay here.");
            foreach (var table in result.GetResult(leaveIn)?.Tokens.Where(t => !TableName().IsMatch(t.Value)) ?? [])
                result.AddError($"--leave-in: {Finding.Quoted(table.Value)} is not TABLE or DATABASE.TABLE, of letters, digits and underscores.");
        });
    }

    /// <summary>What was asked for, or none.</summary>
    /// <param name="tell">Takes the lines of progress, if anybody waits for them.</param>
    public OnServers? Read(ParseResult parsed, TimeProvider clock, Action<string>? tell) => parsed.GetValue(on) is not { } address ? null
        : new OnServers(address, ServerRun.NewName(clock.GetUtcNow())) { LeaveIn = parsed.GetValue(leaveIn), Clean = parsed.GetValue(clean), Tell = tell };

    [GeneratedRegex(@"^([A-Za-z_][A-Za-z0-9_]*\.)?[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex TableName();
}
