using Remit.Time;

namespace Remit.Storage.Publishing;

/// <summary>What the cells of a column hold. A cell may be empty unless the column is part of the key.</summary>
public enum ColumnType
{
    Text,
    WholeNumber,

    /// <summary>A day, as <c>2019-04-01</c>.</summary>
    Day,

    /// <summary>An instant in UTC to the second, as <c>2019-04-01T09:30:00Z</c>.</summary>
    Instant,

    YesOrNo,
}

/// <summary>One column of a public table.</summary>
/// <param name="Means">What a cell says, as a sentence for people who have only the file.</param>
public sealed record PublicColumn(string Name, ColumnType Type, string Means);

/// <summary>A column whose codes are all found in the key of another table.</summary>
public sealed record ForeignKey(string Column, string Table, string Referenced);

/// <summary>A table that anyone may have, defined once: from this come its CSV, its JSON, its schema and its page.</summary>
public sealed class PublicTable
{
    private readonly Func<PublicFacts, IEnumerable<object?[]>> rows;
    private readonly int from;
    private readonly int to;

    internal PublicTable(string name, string title, string means, IReadOnlyList<PublicColumn> columns, IReadOnlyList<string> key, IReadOnlyList<ForeignKey> foreignKeys, IReadOnlyList<string> restsOn, bool isLicensed, Func<PublicFacts, IEnumerable<object?[]>> rows)
    {
        (Name, Title, Means, Columns, Key, ForeignKeys, RestsOn, IsLicensed, this.rows) = (name, title, means, columns, key, foreignKeys, restsOn, isLicensed, rows);
        (from, to) = (IndexOf("from"), IndexOf("to"));
    }

    /// <summary>Its name, and its file's without <c>.csv</c>. Once given out it stays.</summary>
    public string Name { get; }

    public string Title { get; }

    /// <summary>What a row says.</summary>
    public string Means { get; }

    public IReadOnlyList<PublicColumn> Columns { get; }

    /// <summary>The columns that together tell one row from every other.</summary>
    public IReadOnlyList<string> Key { get; }

    public IReadOnlyList<ForeignKey> ForeignKeys { get; }

    /// <summary>Kinds of release, and tables that travel with Remit (these end in <c>.csv</c>), from which the rows are made.</summary>
    public IReadOnlyList<string> RestsOn { get; }

    /// <summary>Whether it may be used under the Open Government Licence: all but what runs came to, which is for whoever published them to say.</summary>
    public bool IsLicensed { get; }

    /// <summary>Whether rows hold from a day to a day, so that the table can be had as it stood on one.</summary>
    public bool IsDated => from >= 0 && to >= 0;

    /// <summary>The rows, in an order that the same facts always give. Cells are texts, whole numbers (<see cref="long"/>), days, instants and Booleans, or none.</summary>
    /// <param name="on">Only the rows that hold on this day; all of them where none is named, or the table is not dated.</param>
    public IEnumerable<object?[]> Rows(PublicFacts facts, DateOnly? on = null)
    {
        var all = rows(facts);
        return on is { } day && IsDated ? all.Where(r => (r[from] is not DateOnly first || first <= day) && (r[to] is not DateOnly last || day <= last)) : all;
    }

    public override string ToString() => Name;

    private int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == column)
                return i;
        return -1;
    }

    /// <summary>Begins a table with what its rows are made from.</summary>
    internal static Maker<T> From<T>(Func<PublicFacts, IEnumerable<T>> rows) => new(rows);

    /// <summary>Puts a table together, so that what a column means stands beside how its cells are found.</summary>
    internal sealed class Maker<T>(Func<PublicFacts, IEnumerable<T>> rows)
    {
        private readonly List<PublicColumn> columns = [];
        private readonly List<Func<T, object?>> cells = [];
        private readonly List<ForeignKey> foreignKeys = [];
        private IReadOnlyList<string> key = [];
        private IReadOnlyList<string> restsOn = [];
        private bool isLicensed = true;

        public Maker<T> Text(string name, string means, Func<T, string?> cell) =>
            // An empty text and no text look the same in a file, so they are the same here.
            Add(new(name, ColumnType.Text, means), row => cell(row) is { Length: > 0 } text ? text : null);

        public Maker<T> Number(string name, string means, Func<T, long?> cell) => Add(new(name, ColumnType.WholeNumber, means), row => cell(row));

        public Maker<T> Day(string name, string means, Func<T, DateOnly?> cell) => Add(new(name, ColumnType.Day, means), row => cell(row));

        public Maker<T> Instant(string name, string means, Func<T, DateTimeOffset?> cell) => Add(new(name, ColumnType.Instant, means), row => cell(row));

        public Maker<T> YesOrNo(string name, string means, Func<T, bool?> cell) => Add(new(name, ColumnType.YesOrNo, means), row => cell(row));

        public Maker<T> Days(Func<T, DateSpan> days) =>
            Day("from", "The first day it holds; empty where it held since before the sources reach.", row => days(row).First is var first && first > DateOnly.MinValue ? first : null)
                .Day("to", "The last day it holds, which is included; empty where no end is known.", row => days(row).Last is { } last && last < DateOnly.MaxValue ? last : null);

        /// <summary>The five columns that say where a row stands.</summary>
        public Maker<T> Sourced(Func<T, Remit.Register.Source> source) =>
            Text("source", "The file that says so: an official one with its edition, or one of Remit's own tables.", row => source(row).Release?.ToString())
                .Number("line", "The line of that file, the first being 1; empty where the whole file says so.", row => source(row).Line is var line and > 0 ? line : null)
                .Text("confidence", "How far it is to be trusted where the source says: high, medium or low.", row => source(row).Confidence)
                .Text("because", "What was reasoned from the source; empty where it says so outright.", row => source(row).Because)
                .Text("document", "The publications that the source itself names, by their id in the table sources, a semicolon between them.", row => source(row).Document);

        public Maker<T> Key(params string[] columns)
        {
            key = columns;
            return this;
        }

        public Maker<T> References(string column, string table, string referenced)
        {
            foreignKeys.Add(new(column, table, referenced));
            return this;
        }

        public Maker<T> RestsOn(params string[] names)
        {
            restsOn = names;
            return this;
        }

        public Maker<T> OfWhoeverPublished()
        {
            isLicensed = false;
            return this;
        }

        public PublicTable Named(string name, string title, string means)
        {
            var made = cells.ToArray();
            return new(name, title, means, columns, key, foreignKeys, restsOn, isLicensed, facts => rows(facts).Select(row => Array.ConvertAll(made, cell => cell(row))));
        }

        private Maker<T> Add(PublicColumn column, Func<T, object?> cell)
        {
            columns.Add(column);
            cells.Add(cell);
            return this;
        }
    }
}
