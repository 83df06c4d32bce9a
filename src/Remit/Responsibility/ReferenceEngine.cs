using System.Text;

namespace Remit.Responsibility;

/// <summary>The engine that is right by construction: it asks a rulebook's boxes one by one, and can record every value it reads.</summary>
/// <remarks>
/// Not for several threads at once: it keeps the look-ups of the record in hand. Any faster engine must give the same decisions.
/// Memory: the reference tables and their indexes; nothing per record.
/// </remarks>
public sealed class ReferenceEngine(ReferenceTables tables)
{
    private readonly Dictionary<string, RowIndex> indexesBySignature = [];
    private readonly Dictionary<TableLookup, RowIndex> indexes = [];

    // What is known of the record in hand; cleared for each.
    private readonly Dictionary<Lookup, ReferenceRow?> rows = [];
    private readonly Dictionary<Way, FoundCode> found = [];
    private readonly StringBuilder path = new();
    private ActivityRecord record = new();
    private string? candidate;
    private Flags flags;
    private List<ValueRead>? reads;
    private List<CodeStep>? codeSteps;

    private readonly record struct FoundCode(string? Code, Method? Method);

    /// <summary>Decides one record.</summary>
    public Decision Decide(Rulebook rulebook, ActivityRecord record) => Run(rulebook, record, null).Decision;

    /// <summary>Decides one record, keeping every box asked, every value read and where it came from.</summary>
    public Determination Explain(Rulebook rulebook, ActivityRecord record)
    {
        var steps = new List<Step>();
        codeSteps = [];
        var (decision, ending, displaced) = Run(rulebook, record, steps);
        var determination = new Determination(rulebook, record.Date, decision, steps, ending, displaced, codeSteps);
        (reads, codeSteps) = (null, null);
        return determination;
    }

    private (Decision Decision, Ending Ending, bool Displaced) Run(Rulebook rulebook, ActivityRecord asked, List<Step>? steps)
    {
        record = asked;
        rows.Clear();
        found.Clear();
        path.Clear();
        flags = Flags.None;

        Exit exit = rulebook.Start;
        while (exit is Box box)
        {
            reads = steps is null ? null : [];
            var before = flags;
            var (answer, next) = Ask(box);
            if (box.Written is Written.Always)
                path.Append(path.Length > 0 ? ">" : "").Append(box.Id);

            var read = reads;
            reads = null;
            foreach (var note in box.Notes)
                if ((note.On is null || note.On == answer) && (note.When is null || Holds(note.When)))
                    flags = flags.With(note.Flag);

            steps?.Add(new Step(box, answer, read!, new Flags(flags.Bits & ~before.Bits)));
            exit = next;
        }

        var ending = (Ending)exit;
        var displaced = ending.DisplacedBy is { } displacement && Holds(displacement.When);
        if (displaced)
            path.Append('>').Append(ending.DisplacedBy!.Token);

        var (code, method) = Find(ending.Way);
        foreach (var (flag, when) in rulebook.RecordNotes)
            if (Holds(when))
                flags = flags.With(flag);

        var decision = new Decision(
            displaced ? ending.DisplacedBy!.Outcome : ending.Outcome,
            code ?? "",
            ending.Category,
            code is null ? null : method,
            path.ToString(),
            ending.CarriesFlags ? flags : Flags.None);
        return (decision, ending, displaced);
    }

    private (Answer Answer, Exit Next) Ask(Box box)
    {
        if (box.Unanswerable is { } unanswerable && !Holds(unanswerable.Needs))
            return (Answer.CannotTell, unanswerable.Exit);

        return Holds(box.Test) ? (Answer.Yes, box.Yes) : (Answer.No, box.No);
    }

    private bool Holds(Predicate predicate)
    {
        switch (predicate)
        {
            case Predicate.Is p:
                return Value(p.Fact) is { } equal && p.Codes.Contains(equal);

            case Predicate.Begins p:
                var value = Value(p.Fact);
                if (value is not null)
                    foreach (var beginning in p.Beginnings)
                        if (value.StartsWith(beginning, StringComparison.Ordinal))
                            return true;
                return false;

            case Predicate.Known p:
                return Value(p.Fact) is not null;

            case Predicate.Found p:
                var row = Row(p.Lookup);
                Note(p.Lookup.Words, row?.Cells[0], row, p.Lookup.Schema.Columns[0].Kind);
                return row is not null;

            case Predicate.Stated p:
                return !tables[p.Table].NotStated.Contains(p.Column);

            case Predicate.Among p:
                Note(p.Item.Words, record[p.Item], null, p.Item.Kind);
                foreach (var code in record.Codes(p.Item))
                    foreach (var listed in p.Codes)
                        if (p.Whole ? code == listed : code.StartsWith(listed, StringComparison.Ordinal))
                            return true;
                return false;

            case Predicate.Not p:
                return !Holds(p.Inner);

            case Predicate.All p:
                foreach (var part in p.Parts)
                    if (!Holds(part))
                        return false;
                return true;

            case Predicate.Any p:
                foreach (var part in p.Parts)
                    if (Holds(part))
                        return true;
                return false;

            case Predicate.Named p:
                return Holds(p.Inner);

            default:
                throw new InvalidOperationException($"No way to answer {predicate.GetType().Name}.");
        }
    }

    /// <summary>The value of a fact, or none; never empty.</summary>
    private string? Value(Fact fact)
    {
        string? value;
        ReferenceRow? row = null;
        var kind = CellKind.Code;
        switch (fact)
        {
            case RecordedFact f:
                (value, kind) = (record[f.Item], f.Item.Kind);
                break;
            case LookedUpFact f:
                row = Row(f.Lookup);
                (value, kind) = (row?.Cells[f.Column], f.Lookup.Schema.Columns[f.Column].Kind);
                break;
            case FoundFact f:
                value = Find(f.Way).Code;
                break;
            case FixedFact f:
                return f.Code;
            case ActivityYearFact:
                return record.Year;
            case CandidateFact:
                return candidate;
            default:
                throw new InvalidOperationException($"No way to read {fact.GetType().Name}.");
        }

        if (value is { Length: 0 })
            value = null;
        Note(fact.Words, value, row, kind);
        return value;
    }

    private ReferenceRow? Row(Lookup lookup)
    {
        if (rows.TryGetValue(lookup, out var known))
            return known;

        var row = lookup switch
        {
            TableLookup table => table.Asked is null || Quietly(table.Asked) ? RowOf(table) : null,
            FirstLookup first => FirstOf(first),
            EitherLookup either => Row(Quietly(either.When) ? either.Then : either.Otherwise),
            _ => throw new InvalidOperationException($"No way to look up {lookup.GetType().Name}."),
        };
        rows[lookup] = row;
        return row;
    }

    private ReferenceRow? FirstOf(FirstLookup first)
    {
        foreach (var choice in first.Choices)
            if (Row(choice) is { } row)
                return row;

        return null;
    }

    private ReferenceRow? RowOf(TableLookup lookup)
    {
        string? key = null;
        foreach (var part in lookup.Keys)
        {
            var value = QuietValue(part.Value);
            if (value is not null && part.First is { } length)
                value = value.Length > length ? value[..length] : null;
            if (value is null)
                return null;

            key = key is null ? value : $"{key}\u001F{value}";
        }

        var row = IndexOf(lookup).On(key!, record.Date);
        if (row is null && lookup.Keys[0].Value is RecordedFact recorded)
            Note($"{lookup.Words}, as recorded: not found that day", key!.Replace('\u001F', ' '), null, recorded.Item.Kind);
        return row;
    }

    /// <summary>Keys and conditions of look-ups are not values that a question was answered by: the row they lead to is.</summary>
    private bool Quietly(Predicate predicate)
    {
        var kept = reads;
        reads = null;
        var holds = Holds(predicate);
        reads = kept;
        return holds;
    }

    private string? QuietValue(Fact fact)
    {
        var kept = reads;
        reads = null;
        var value = Value(fact);
        reads = kept;
        return value;
    }

    private FoundCode Find(Way way)
    {
        if (found.TryGetValue(way, out var known))
            return known;

        var outer = reads;
        var code = new FoundCode(null, null);
        foreach (var step in way.Steps)
        {
            reads = codeSteps is null ? null : [];
            if (step.When is not null && !Holds(step.When))
            {
                codeSteps?.Add(new CodeStep(way, step, false, null, reads!));
                continue;
            }

            foreach (var flag in step.Flags)
                flags = flags.With(flag);

            string? value = null;
            if (step.Code is not null)
                value = Value(step.Code);
            codeSteps?.Add(new CodeStep(way, step, true, value, reads!));
            code = step.Then is { } then ? Find(then) : new FoundCode(value, step.MethodOf is { } other ? Find(other).Method : step.Method);
            break;
        }

        if (way.MustBeIn is TableLookup inForce && code.Code is not null)
        {
            (candidate, reads) = (code.Code, null);
            if (RowOf(inForce) is null)
            {
                flags = flags.With(Flag.NoAreaMatch);
                code = default;
            }

            candidate = null;
        }

        reads = outer;
        found[way] = code;
        return code;
    }

    private void Note(string what, string? value, ReferenceRow? row, CellKind kind)
    {
        if (reads is null)
            return;

        var read = new ValueRead(what, value is { Length: 0 } ? null : value, row, kind);
        if (!reads.Contains(read))
            reads.Add(read);
    }

    private RowIndex IndexOf(TableLookup lookup)
    {
        if (indexes.TryGetValue(lookup, out var index))
            return index;

        var columns = string.Join('+', lookup.Keys.Select(k => k.Column));
        var signature = $"{lookup.Schema.Name}/{columns}/{lookup.Only?.Column}={string.Join(',', lookup.Only?.Codes ?? [])}/{lookup.OnlyWith}";
        if (!indexesBySignature.TryGetValue(signature, out index))
            indexesBySignature[signature] = index = new RowIndex(tables[lookup.Schema], lookup);

        return indexes[lookup] = index;
    }

    /// <summary>The rows of a table by key, in file order.</summary>
    private sealed class RowIndex
    {
        private readonly Dictionary<string, ReferenceRow> only;
        private readonly Dictionary<string, List<ReferenceRow>> several = new(StringComparer.Ordinal);

        public RowIndex(ReferenceTable table, TableLookup lookup)
        {
            only = new Dictionary<string, ReferenceRow>(table.Rows.Count, StringComparer.Ordinal);
            var columns = lookup.Keys.Select(k => table.Schema.IndexOf(k.Column)).ToArray();
            var filter = lookup.Only is { } o ? (Column: table.Schema.IndexOf(o.Column), o.Codes) : default;
            var with = lookup.OnlyWith is { } w ? table.Schema.IndexOf(w) : -1;

            foreach (var row in table.Rows)
            {
                if (filter.Codes is not null && !filter.Codes.Contains(row.Cells[filter.Column]))
                    continue;
                if (with >= 0 && row.Cells[with].Length == 0)
                    continue;

                var key = columns.Length == 1 ? row.Cells[columns[0]] : string.Join('\u001F', columns.Select(c => row.Cells[c]));
                if (only.TryAdd(key, row))
                    continue;
                if (!several.TryGetValue(key, out var list))
                    several[key] = list = [only[key]];
                list.Add(row);
            }
        }

        public ReferenceRow? On(string key, DateOnly day)
        {
            if (several.Count > 0 && several.TryGetValue(key, out var list))
            {
                foreach (var row in list)
                    if (row.Days.Contains(day))
                        return row;
                return null;
            }

            return only.TryGetValue(key, out var one) && one.Days.Contains(day) ? one : null;
        }
    }
}
