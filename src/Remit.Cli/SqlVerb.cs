using System.CommandLine;
using Remit.Responsibility;
using Remit.Responsibility.Sql;

namespace Remit.Cli;

/// <summary><c>./remit sql</c>: a rulebook as SQL, for a database that holds the activity.</summary>
public static class SqlVerb
{
    public static Command Make(Terminal terminal)
    {
        var name = new Argument<string>("RULEBOOK") { Description = string.Join(", ", Rulebooks.Names) };
        var dialect = new Option<string>("--dialect") { Description = "postgresql or clickhouse", Required = true, HelpName = "NAME" };
        dialect.AcceptOnlyFromAmong([.. SqlDialect.All.Select(d => d.Name)]);
        var verb = new Command("sql", "A rulebook as SQL") { name, dialect };
        verb.SetAction(parsed =>
        {
            var d = SqlDialect.All.Single(x => x.Name == parsed.GetValue(dialect));
            var r = Rulebooks.Named(parsed.GetRequiredValue(name))!;
            var reference = new ReferenceSql(d, [r]);
            foreach (var s in reference.Drop.Concat(reference.Create).Concat(reference.Derive))
                terminal.Say(s + ";");
            var sql = new RulebookSql(r, d, new SqlActivity("activity"));
            terminal.Say(sql.Decide + ";");
            terminal.Say(sql.Rejects + ";");
            return ExitCode.Done;
        });
        return verb;
    }
}
