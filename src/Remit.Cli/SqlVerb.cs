using System.CommandLine;
using System.Text;
using Remit.Responsibility;
using Remit.Responsibility.Sql;
using Remit.Storage;
using Remit.Storage.Responsibility.Sql;

namespace Remit.Cli;

/// <summary><c>./remit sql</c>: a rulebook as SQL, for a database that holds the activity.</summary>
public static class SqlVerb
{
    public static Command Make(Terminal terminal)
    {
        var name = new Argument<string>("RULEBOOK") { Description = string.Join(", ", Rulebooks.Names) };
        var dialect = new Option<string>("--dialect") { Description = "postgresql or clickhouse", Required = true, HelpName = "NAME" };
        dialect.AcceptOnlyFromAmong([.. SqlDialect.All.Select(d => d.Name)]);
        var activity = new Option<string>("--activity") { Description = "The table of activity: the columns of the plain format", DefaultValueFactory = _ => "activity", HelpName = "TABLE" };
        var keep = new Option<string[]>("--keep") { Description = "A column of that table, spelt as it is there, to give back beside each decision", HelpName = "COLUMN", AllowMultipleArgumentsPerToken = true };
        var reading = new Option<string[]>("--reading") { Description = "Read a doubtful point otherwise than documented, as K3=40; see 'rulebook readings'", HelpName = "Kn=NAME", AllowMultipleArgumentsPerToken = true };
        var inForce = new Option<bool>("--in-force") { Description = "Decide only assignment dates that the rulebook covers, instead of all" };
        var asOn = CommandLine.Day("--as-on", "Decide every record as if on this day, instead of its own");
        var uniqueIds = new Option<bool>("--unique-ids") { Description = "No record id occurs twice, so that the statement need not look" };
        var part = new Option<string[]>("--part") { Description = $"Only some parts: {string.Join(", ", SqlScript.Parts)}; all if not said", HelpName = "PART", AllowMultipleArgumentsPerToken = true };
        part.AcceptOnlyFromAmong([.. SqlScript.Parts]);
        var rows = new Option<string?>("--rows") { Description = "Also write the rows of the reference tables into this folder, ready to load", HelpName = "FOLDER" };
        var output = new Option<string?>("--out") { Description = "Where the script goes; to standard output if not said", HelpName = "OUT.sql" };
        var reference = new ReferenceOptions();
        var json = CommandLine.Json();
        var verb = new Command("sql", "A rulebook as SQL: the reference tables, and one statement that decides a table of activity") { name, dialect, activity, keep, reading, inForce, asOn, uniqueIds, part, rows, output, json };
        reference.AddTo(verb);
        verb.Validators.Add(result =>
        {
            foreach (var option in (Option[])[activity, keep, rows])
                if (result.GetResult(option)?.Tokens.Any(t => t.Value.Length == 0 || t.Value.Any(char.IsControl)) is true)
                    result.AddError($"{option.Name}: a name without letters, or with a control character.");
            var taken = RulebookSql.OwnColumns.ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var column in result.GetResult(keep)?.Tokens.Select(t => t.Value).Where(c => !taken.Add(c) || c.StartsWith("kept_", StringComparison.OrdinalIgnoreCase)) ?? [])
                result.AddError($"--keep: {Finding.Quoted(column)} is there already: in the decisions, in the rejects, in the statement itself (kept_), or kept twice.");
        });
        verb.SetAction(parsed =>
        {
            if (RulebookVerb.Named(parsed.GetRequiredValue(name), parsed.GetValue(reading), terminal) is not { } rulebook)
                return ExitCode.NotFound;

            var written = SqlDialect.All.Single(d => d.Name == parsed.GetValue(dialect));
            var tables = new ReferenceSql(written, [rulebook]);
            var sql = new RulebookSql(rulebook, written, new SqlActivity(parsed.GetRequiredValue(activity))
            {
                Kept = parsed.GetValue(keep) ?? [],
                InForceOnly = parsed.GetValue(inForce),
                AsOn = parsed.GetValue(asOn),
                HasUniqueIds = parsed.GetValue(uniqueIds),
            });

            if (parsed.GetValue(rows) is { } folder)
                foreach (var (path, count) in ReferenceRows.Write(folder, tables, reference.Load(parsed, terminal).Tables))
                    terminal.Note($"{path}: {count:N0} rows");

            var parts = parsed.GetValue(part) is { Length: > 0 } some ? some : SqlScript.Parts;
            var script = SqlScript.Write(tables, sql, parts, parsed.GetValue(rows) ?? "rows");
            if (parsed.GetValue(output) is { } to)
                WholeFile.Write(to, Encoding.UTF8.GetBytes(script));
            if (parsed.GetValue(json))
                terminal.SayJson(new { rulebook = rulebook.Name, dialect = written.Name, readings = rulebook.Readings.Chosen, tables.Create, tables = tables.Tables.Select(t => new { t.Name, t.Columns }), tables.Derive, sql.Decide, sql.Rejects });
            else if (parsed.GetValue(output) is null)
                terminal.Say(script.TrimEnd('\n'));
            return ExitCode.Done;
        });
        return verb;
    }
}
