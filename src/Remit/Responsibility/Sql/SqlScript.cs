using System.Text;
using Remit.Time;

namespace Remit.Responsibility.Sql;

/// <summary>A rulebook and its reference tables as a script to read, keep and run.</summary>
public static class SqlScript
{
    /// <summary>The parts of a script, in their order: making the tables, making the look-ups of loaded tables, deciding, and listing what cannot be decided.</summary>
    public static readonly IReadOnlyList<string> Parts = ["tables", "lookups", "decide", "rejects"];

    /// <summary>Writes some parts of a script. The same values give the same text.</summary>
    /// <param name="rows">The folder from which the rows of the tables are to be loaded, as the script names it.</param>
    public static string Write(ReferenceSql reference, RulebookSql sql, IReadOnlyList<string> parts, string rows)
    {
        var rulebook = sql.Rulebook;
        var text = new StringBuilder();
        void Say(params IEnumerable<string> lines) => text.AppendJoin("", lines.Select(l => l.Length == 0 ? "--\n" : $"-- {l}\n"));
        void Do(IEnumerable<string> statements) => text.AppendJoin("", statements.Select(s => $"{s};\n\n"));

        Say($"{rulebook.Title} ({rulebook.Name}), for {reference.Dialect}.", $"Source: {rulebook.Cites}.", rulebook.Standing,
            rulebook.Readings.Chosen.Count == 0 ? "Doubtful points are read as documented." : $"Read otherwise than documented: {string.Join(", ", rulebook.Readings.Chosen)}.",
            Dates(rulebook, sql.Activity), "Written by Remit from the boxes of the rulebook: change the rulebook, not this.");
        text.Append('\n');

        if (parts.Contains("tables"))
        {
            Say("1. THE REFERENCE TABLES, and what cleans cells. Load them then, in any order:", "");
            Say(reference.Tables.Select(t => $"  {reference.Dialect.LoadCommand(t.Name, $"{rows}/{t.Name}.tsv")}"));
            text.Append('\n');
            Do(reference.Create);
        }

        if (parts.Contains("lookups"))
        {
            Say("2. THE LOOK-UPS, made from the loaded tables. Run this again whenever those change.");
            text.Append('\n');
            Do(reference.Derive);
        }

        if (parts.Contains("decide"))
        {
            Say($"3. THE DECISIONS on {sql.Activity.Table}, which has the columns", $"   {string.Join(", ", sql.ReadColumns)}.",
                reference.Dialect.Advice);
            text.Append('\n');
            Do([sql.Decide]);
        }

        if (parts.Contains("rejects"))
        {
            Say("4. THE RECORDS THAT CANNOT BE ASSIGNED, with the column at fault, what was found and what was wanted.");
            text.Append('\n');
            Do([sql.Rejects]);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Dates(Rulebook rulebook, SqlActivity activity) => (activity.AsOn, activity.InForceOnly) switch
    {
        ({ } day, _) => $"Every record is decided as if on {IsoDate.Text(day)}.",
        (null, true) => $"Only assignment dates {rulebook.InForce} are decided.",
        _ => $"It is for assignment dates {rulebook.InForce}, and applied here to every date, as 'assign --rulebook {rulebook.Name}' does.",
    };
}
