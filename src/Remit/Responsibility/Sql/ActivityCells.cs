using System.Globalization;
using Remit.Time;

namespace Remit.Responsibility.Sql;

/// <summary>The first levels of a statement: the table's cells, cleaned, checked as the intake checks them, and the assignment date.</summary>
internal sealed class ActivityCells(Rulebook rulebook, SqlDialect dialect, SqlActivity activity, Levels levels)
{
    private static readonly Expression GivenId = Expression.Of("given_record_id", 0);

    private readonly SortedSet<int> read = [];
    private Expression? date;
    private Expression? year;

    /// <summary>The columns of the table that are read, but for those kept.</summary>
    public IReadOnlyList<Item> Read => [Item.RecordId, .. read.Select(p => Item.All[p])];

    /// <summary>A cleaned cell.</summary>
    public Expression this[Item item]
    {
        get
        {
            if (read.Add(item.Position))
            {
                levels.Unused(item.Column);
                if (!activity.IsClean)
                    levels[1].Columns.Add(new NewColumn(item.Column, Expression.Of(dialect.Clean(item.Kind, Given(item)), 0), ""));
            }

            return Expression.Of(item.Column, activity.IsClean ? 0 : 1);
        }
    }

    /// <summary>The assignment date, once <see cref="Keep"/> has let only sound records pass.</summary>
    public Expression Date => date ??= activity.AsOn is { } day
        ? levels.Add(levels.Unused("assignment_date"), Expression.Of(dialect.Day(day), 1))
        : levels.Add(levels.Unused("assignment_date"), Expression.Of(dialect.Day("assignment_text"), AssignmentText.Level));

    public Expression Year => year ??= levels.Add(levels.Unused("activity_year"), Expression.Of(dialect.FinancialYearOf(Date.ToString()), Date.Level));

    private Expression AssignmentText => assignmentText ??= levels.Add(levels.Unused("assignment_text"), OfType(this[Item.CdsType], item => this[item]));

    private Expression? assignmentText;

    /// <summary>Lets only those records pass that can be assigned, or only the others.</summary>
    /// <returns>What is wrong with them, by number.</returns>
    public IReadOnlyList<(Expression When, string Column, Expression Found, string Wanted)> Keep(bool sound)
    {
        var checks = activity.IsChecked ? [] : Checks().ToList();
        var days = rulebook.InForce;
        if (activity.InForceOnly && checks.Count == 0)
            levels[AssignmentText.Level + 1].Where = InForce(days);

        if (checks.Count > 0)
        {
            var problem = levels.Add(levels.Unused("problem"), Expression.Case(checks.Index().Select(c => (c.Item.When, Expression.Number(c.Index + 1))), Expression.Number(0)),
                "What stops a record from being assigned, the first thing only; 0: nothing.");
            levels[problem.Level + 1].Where = Expression.Of($"problem {(sound ? "=" : "<>")} 0", problem.Level);
            levels.Floor = problem.Level + 1;
            return [.. checks.Index().Select(c => (Expression.Of($"problem = {c.Index + 1}", problem.Level), c.Item.Column, c.Item.Found, c.Item.Wanted))];
        }

        return [];
    }

    /// <summary>Writes the first level, once everything that is read is known.</summary>
    public void Finish()
    {
        levels.All[0].Columns.Add(new NewColumn(GivenId.ToString(), Expression.Of(activity.IsClean ? Item.RecordId.Column : dialect.Given(Item.RecordId.Column), 0), ""));
        foreach (var item in Read.Skip(1))
            levels.All[0].Columns.Add(activity.IsClean
                ? new NewColumn(item.Column, Expression.Of(item.Column, 0), "")
                : new NewColumn(Given(item), Expression.Of(dialect.Given(item.Column), 0), ""));
        foreach (var (i, column) in activity.Kept.Index())
            levels.All[0].Columns.Add(new NewColumn(Kept(i), Expression.Of(dialect.Quoted(column), 0), ""));
    }

    /// <summary>What a kept column is called until the last level gives it its own name again: that may be any text.</summary>
    public static string Kept(int index) => string.Create(CultureInfo.InvariantCulture, $"kept_{index}");

    private IEnumerable<(Expression When, string Column, Expression Found, string Wanted)> Checks()
    {
        var id = levels.Add(levels.Unused("trimmed_id"), Expression.Of(dialect.Clean(CellKind.Date, GivenId.ToString()), 0));
        yield return (Expression.Of($"{id} = ''", id.Level), Item.RecordId.Column, GivenId, Intake.WantedId);
        if (!activity.HasUniqueIds)
        {
            var all = dialect.Clean(CellKind.Date, dialect.Given(Item.RecordId.Column));
            yield return (Expression.Of($"{id} IN (SELECT {all} FROM {activity.Table} GROUP BY {all} HAVING count(*) > 1)", id.Level), Item.RecordId.Column, GivenId, Intake.WantedOnce);
        }

        var type = this[Item.CdsType];
        yield return (Expression.Not(type.IsIn(CdsType.All.Select(t => t.Code))), Item.CdsType.Column, Found(Item.CdsType), Intake.WantedTypes);
        if (activity.AsOn is null)
        {
            var text = AssignmentText;
            var isDay = levels.Add(levels.Unused("is_a_day"), Expression.And(
                Expression.Of(dialect.Matches(text.ToString(), SqlDialect.RealDay), text.Level), Expression.Of($"substring({text}, 1, 4) <> '0000'", text.Level)));
            foreach (var item in DateItems)
                yield return (Expression.And(OfTypes(type, item), Expression.Not(isDay)), item.Column, Found(item), Intake.WantedDate);
            if (activity.InForceOnly)
                foreach (var item in DateItems)
                    yield return (Expression.And(OfTypes(type, item), Expression.Not(InForce(rulebook.InForce))), item.Column, Found(item), Intake.WantedCovered([rulebook]));
        }

        foreach (var item in Intake.Evidence)
            yield return (this[item].IsIn([CodeLists.Withdrawn]), item.Column, Found(item), Intake.WantedInUse);
    }

    private static IEnumerable<Item> DateItems => CdsType.All.Select(t => t.DateItem).Distinct();

    private static Expression OfTypes(Expression type, Item date) => type.IsIn(CdsType.All.Where(t => t.DateItem == date).Select(t => t.Code));

    private static Expression OfType(Expression type, Func<Item, Expression> value) =>
        Expression.Case(DateItems.Select(item => (OfTypes(type, item), value(item))), Expression.Empty);

    // Days as text, which stand in the order of their letters.
    private Expression InForce(DateSpan days) => activity.AsOn is { } asOn
        ? days.Contains(asOn) ? Expression.True : Expression.False
        : Expression.Of($"{AssignmentText} BETWEEN '{IsoDate.Text(days.First)}' AND '{IsoDate.Text(days.Last ?? DateOnly.MaxValue)}'", AssignmentText.Level);

    private Expression Found(Item item) => Expression.Of(activity.IsClean ? this[item].ToString() : Given(item), 0);

    private static string Given(Item item) => $"given_{item.Column}";
}
