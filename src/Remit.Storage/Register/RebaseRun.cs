using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>A table of figures by body, and the days between which it is to be re-based.</summary>
/// <param name="CodeColumn">The column of what the figures are by.</param>
/// <param name="Values">The columns of figures that may be added up: counts and sums of money, not rates.</param>
public sealed record Rebasing(RegisterAsKnown Register, DateOnly From, DateOnly To, string CodeColumn, IReadOnlyList<string> Values)
{
    /// <summary>Columns whose values are kept apart, such as the month and the measure.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The kind of body wanted; none for the kind the figures are by.</summary>
    public string? ToKind { get; init; }

    /// <summary>Mergers proposed for the day after <see cref="To"/>, whose bodies the figures are wanted by; none for the bodies of that day.</summary>
    public Scenario? Under { get; init; }

    /// <summary>How what was split is shared out.</summary>
    public ShareBasis By { get; init; }

    /// <summary>What the codes are.</summary>
    public CodeKind Codes { get; init; }

    /// <summary>Whether rows that cannot be placed are kept, apart and as they are, instead of refusing the file.</summary>
    public bool KeepUnplaced { get; init; }
}

/// <summary>A column's total, before and after, which are one: the run fails where they are not.</summary>
public sealed record RebasedTotal(string Column, string Total, long Blanks);

/// <summary>What a re-basing did.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Parts">Rows of the file of parts, one for each body that a row went to: as many as rows where nothing was shared.</param>
/// <param name="Methods">Rows by how they went over.</param>
/// <param name="Unplaced">What could not be placed and was kept apart.</param>
public sealed record Rebased(
    long Rows, long Parts, int From, int To, IReadOnlyDictionary<string, long> Methods, IReadOnlyList<RebasedTotal> Totals, IReadOnlyList<Finding> Unplaced, string Output, string PartsFile, string Manifest)
{
    /// <summary>What the published record leaves in doubt about the areas of bodies on the way from the one day to the other.</summary>
    public IReadOnlyList<Doubt> Doubts { get; init; } = [];
}

/// <summary>Re-bases a table of figures: the rows of each code in each group are added up, and their sum goes whole or in exact shares to the bodies of another day.</summary>
/// <remarks>Streams: memory is one entry for each body in each group, and one for each code. The order of the rows does not change the result.</remarks>
public static class RebaseRun
{
    private const int MostFindings = 1_000;
    private const string Unplaced = "unplaced";

    private static readonly string[] OwnColumns = ["code", "name", "rows", "from", "method", "line", "to", "numerator", "denominator", "because"];

    /// <summary>Where each row's line, shares and method go: beside the output.</summary>
    public static string PartsBeside(string output) => Path.ChangeExtension(output, null) + ".parts.csv";

    /// <summary>Where the manifest goes: beside the output.</summary>
    public static string ManifestBeside(string output) => output + ".manifest.json";

    /// <exception cref="RefusedException">The file cannot be used, a figure is none, or a row cannot be placed and is not to be kept. Nothing was written.</exception>
    /// <exception cref="OperationCanceledException">Stopped. Nothing was written.</exception>
    public static Rebased Run(Rebasing rebasing, string input, string output, CancellationToken stop = default)
    {
        string[] outputs = [output, PartsBeside(output), ManifestBeside(output)];
        if (outputs.Append(input).Select(Path.GetFullPath).Distinct().Count() < outputs.Length + 1)
            throw new RefusedException(new Finding("same-file", Consequence.FileRefused, new Place(output), "one name for two files", "another name for the result than for what it is made from"));

        using var table = new WholeFile(output);
        using var parts = new WholeFile(outputs[1]);
        using var manifest = new WholeFile(outputs[2]);
        var run = new Work(rebasing, input, parts.Stream);
        run.Read(stop);
        run.Write(table.Stream);
        var rebased = run.Answer(outputs);
        manifest.Stream.Write(ManifestOf(rebasing, rebased, input));
        stop.ThrowIfCancellationRequested();
        table.Keep();
        parts.Keep();
        manifest.Keep();
        return rebased;
    }

    private static byte[] ManifestOf(Rebasing rebasing, Rebased rebased, string input)
    {
        static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

        using var content = File.OpenRead(input);
        var manifest = new JsonObject
        {
            ["remit"] = typeof(RebaseRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
            ["input"] = new JsonObject { ["file"] = Path.GetFileName(input), ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) },
            ["outputs"] = Texts([Path.GetFileName(rebased.Output), Path.GetFileName(rebased.PartsFile)]),
            ["from"] = IsoDate.Text(rebasing.From),
            ["to"] = IsoDate.Text(rebasing.To),
            ["toKind"] = rebasing.ToKind,
            ["under"] = rebasing.Under is { } under ? ScenarioFile.Text([under], area => area.From) : null,
            ["by"] = rebasing.By.ToString().ToLowerInvariant(),
            ["codeColumn"] = rebasing.CodeColumn,
            ["codeKind"] = rebasing.Codes.ToString().ToLowerInvariant(),
            ["values"] = Texts(rebasing.Values),
            ["groups"] = Texts(rebasing.Groups),
            ["releases"] = new JsonArray([.. rebasing.Register.Releases.Select(r => (JsonNode)new JsonObject { ["kind"] = r.Kind, ["file"] = r.File, ["edition"] = IsoDate.Text(r.Edition), ["sha256"] = r.Sha256 })]),
            ["counts"] = new JsonObject
            {
                ["rows"] = rebased.Rows,
                ["parts"] = rebased.Parts,
                ["bodiesFrom"] = rebased.From,
                ["bodiesTo"] = rebased.To,
                ["byMethod"] = new JsonObject(rebased.Methods.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value))),
            },
            ["totals"] = new JsonObject(rebased.Totals.Select(t => KeyValuePair.Create(t.Column, (JsonNode?)t.Total))),
        };
        return Encoding.UTF8.GetBytes(manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }

    /// <summary>What has been read for one code in one group, to be shared out once it is whole.</summary>
    private sealed class Source(int columns, Descent? descent)
    {
        /// <summary>Where it goes; none for what is kept apart.</summary>
        public Descent? Descent => descent;
        public Figure?[] Values { get; } = new Figure?[columns];
        public long Rows { get; set; }
    }

    /// <summary>What has been added up for one body in one group.</summary>
    private sealed class Sum(int columns)
    {
        public Figure?[] Values { get; } = new Figure?[columns];
        public long Rows { get; set; }
        public SortedSet<string> From { get; } = new(StringComparer.Ordinal);
        public SortedSet<string> Methods { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>The cells of the group, then the code, then whether it is kept apart.</summary>
    private sealed class InOrder : IComparer<(string[] Groups, string Code, bool Apart)>
    {
        public int Compare((string[] Groups, string Code, bool Apart) x, (string[] Groups, string Code, bool Apart) y)
        {
            for (var n = 0; n < x.Groups.Length; n++)
                if (string.CompareOrdinal(x.Groups[n], y.Groups[n]) is not 0 and var order)
                    return order;
            return string.CompareOrdinal(x.Code, y.Code) is not 0 and var byCode ? byCode : x.Apart.CompareTo(y.Apart);
        }
    }

    private sealed class Work
    {
        private readonly Rebasing rebasing;
        private readonly string input;
        private readonly string name;
        private readonly Lineage lineage;
        private readonly Subjects subjects;
        private readonly Stream partsStream;
        private readonly SortedDictionary<(string[] Groups, string Code, bool Apart), Source> sources = new(new InOrder());
        private readonly SortedDictionary<(string[] Groups, string Code, bool Apart), Sum> sums = new(new InOrder());
        private readonly SortedDictionary<string, long> methods = new(StringComparer.Ordinal);
        private readonly HashSet<string> from = [];
        private readonly HashSet<OdsCode> bodies = [];
        private readonly List<Finding> findings = [];
        private readonly Figure[] totals;
        private readonly long[] blanks;
        private long rows, parts, refused;

        public Work(Rebasing rebasing, string input, Stream partsStream)
        {
            (this.rebasing, this.input, this.partsStream, name) = (rebasing, input, partsStream, Path.GetFileName(input));
            lineage = new(rebasing.Register, rebasing.From, rebasing.To, rebasing.ToKind, rebasing.By, rebasing.Under);
            subjects = new(rebasing.Register, rebasing.From, rebasing.Codes);
            (totals, blanks) = (new Figure[rebasing.Values.Count], new long[rebasing.Values.Count]);
        }

        public void Read(CancellationToken stop)
        {
            using var source = CsvSource.Open(input, hasHeader: true);
            using var csv = CsvWriter.Create(partsStream, new CsvWriterOptions { NewLine = "\n", ValidateFieldCount = false }, leaveOpen: true);
            int Column(string wanted) => source.Headers.Index().Where(h => h.Item.Equals(wanted, StringComparison.OrdinalIgnoreCase)).Select(h => h.Index).ToList() switch
            {
                [var at] => at,
                [] => throw Refused("no-such-column", 1, wanted, "no column of that name", $"one of: {string.Join(", ", source.Headers)}"),
                _ => throw Refused("repeated-column", 1, wanted, "more than one column of that name", "one"),
            };

            var code = Column(rebasing.CodeColumn);
            var (values, groups) = (rebasing.Values.Select(Column).ToArray(), rebasing.Groups.Select(Column).ToArray());
            if (rebasing.Values.Concat(rebasing.Groups).FirstOrDefault(c => OwnColumns.Contains(c, StringComparer.OrdinalIgnoreCase)) is { } own)
                throw Refused("reserved-column", 1, own, "a column whose name the result needs for its own", "another name in the header");
            Record(csv, ["line", .. rebasing.Groups, "from", "to", "numerator", "denominator", "method", "because"]);

            var cells = new Figure?[values.Length];
            while (source.Read())
            {
                rows++;
                if ((rows & 0x3FFF) == 0)
                    stop.ThrowIfCancellationRequested();
                if (source.FieldCount != source.Headers.Count)
                {
                    Refuse("wrong-number-of-cells", source.Line, "", $"{source.FieldCount} cells", $"{source.Headers.Count}, as in the header");
                    continue;
                }

                var bad = false;
                for (var n = 0; n < values.Length; n++)
                {
                    var text = source.Text(values[n]).Trim();
                    cells[n] = null;
                    if (text.Length == 0)
                        blanks[n]++;
                    else if (Figure.TryParse(text, out var figure))
                        totals[n] += (cells[n] = figure).Value;
                    else
                    {
                        bad = true;
                        Refuse("not-a-figure", source.Line, source.Headers[values[n]], text, "a plain number such as 1234 or -12.50, without separators or signs of currency, or nothing");
                    }
                }

                if (!bad)
                    Place(csv, source.Line, source.Text(code).Trim(), [.. groups.Select(g => source.Text(g).Trim())], cells);
            }

            if (rows == 0)
                throw Refused("no-rows", 0, "", "a header and no rows", "a table of figures");
            if (refused > 0)
                throw new RefusedException(findings);
        }

        private void Place(CsvWriter csv, long line, string cell, string[] groups, Figure?[] values)
        {
            var subject = subjects.Find(cell, out var problem);
            if (subject is { Organisation: { } named })
                bodies.Add(named);
            var descent = subject switch
            {
                { Organisation: { } body } => lineage.Of(body),
                { Practice: { } practice } => lineage.Of(practice),
                { Area: { } area } => lineage.Of(area),
                _ => new Descent([], "", problem),
            };
            if (descent.Shares.Count == 0)
            {
                var wanted = subject is null ? $"{problem}: correct it, say --code-kind, or leave such rows apart with --unplaced keep" : $"{descent.Because}. Another --from or --to may place it; --unplaced keep leaves such rows apart";
                var finding = new Finding(subject is null ? "unknown-code" : "cannot-be-placed", rebasing.KeepUnplaced ? Consequence.Note : Consequence.FileRefused, new Place(name, line, rebasing.CodeColumn), cell,
                    subject is null ? $"a body, practice or small area; it is {wanted}" : $"a body that something stands for on {rebasing.To:yyyy-MM-dd}: {wanted}");
                if (findings.Count < MostFindings)
                    findings.Add(finding);
                if (!rebasing.KeepUnplaced)
                {
                    refused++;
                    return;
                }

                Count(Unplaced);
                // A code that cannot be placed may be one that others are placed under: it stays apart from it.
                Part(csv, line, groups, cell, cell, 1, 1, Unplaced, descent.Because);
                Gather((groups, cell, true), null, values);
                return;
            }

            var (of, whole) = (subject.ToString()!, descent.Whole);
            Count(descent.Method);
            from.Add(of);
            foreach (var share in descent.Shares)
                Part(csv, line, groups, of, share.To.ToString(), share.Weight, whole, descent.Method, descent.Because);
            Gather((groups, of, false), descent, values);
        }

        private void Part(CsvWriter csv, long line, string[] groups, string of, string to, long numerator, long denominator, string method, string because)
        {
            parts++;
            Record(csv, [Plain(line), .. groups, of, to, Plain(numerator), Plain(denominator), method, because]);
        }

        private void Gather((string[] Groups, string Code, bool Apart) key, Descent? descent, Figure?[] values)
        {
            if (!sources.TryGetValue(key, out var source))
                sources[key] = source = new(values.Length, descent);
            Add(source.Values, values);
            source.Rows++;
        }

        /// <summary>Shares out each code's sum once: a row by itself may be too small to share, though all of them are not.</summary>
        private void ShareOut()
        {
            foreach (var (key, source) in sources)
            {
                if (source.Descent is not { } descent)
                {
                    Give(key, key.Code, Unplaced, source.Rows, source.Values);
                    continue;
                }

                var weights = descent.Shares.Select(s => s.Weight).ToArray();
                var shared = source.Values.Select(v => v?.Apportion(weights)).ToArray();
                foreach (var (n, share) in descent.Shares.Index())
                    Give((key.Groups, share.To.ToString(), false), key.Code, descent.Method, source.Rows, [.. shared.Select(s => s?[n])]);
            }
        }

        private void Give((string[] Groups, string Code, bool Apart) key, string of, string method, long given, Figure?[] values)
        {
            if (!sums.TryGetValue(key, out var sum))
                sums[key] = sum = new(values.Length);
            Add(sum.Values, values);
            sum.Rows += given;
            sum.From.Add(of);
            sum.Methods.Add(method);
        }

        private static void Add(Figure?[] sums, Figure?[] values)
        {
            for (var n = 0; n < values.Length; n++)
                if (values[n] is { } value)
                    sums[n] = sums[n] is { } sofar ? sofar + value : value;
        }

        public void Write(Stream stream)
        {
            ShareOut();
            using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n", ValidateFieldCount = false }, leaveOpen: true);
            Record(csv, [.. rebasing.Groups, "code", "name", .. rebasing.Values, "rows", "from", "method"]);
            var after = new Figure[totals.Length];
            foreach (var (key, sum) in sums)
            {
                var called = !key.Apart && OdsCode.TryParse(key.Code, out var ods) ? rebasing.Under?.Mergers.FirstOrDefault(m => m.Code == ods)?.Name ?? rebasing.Register.Find(ods)?.NameNear(rebasing.To) : null;
                Record(csv, [.. key.Groups, key.Code, called ?? "", .. sum.Values.Select(v => v?.ToString() ?? ""), Plain(sum.Rows), string.Join(';', sum.From), string.Join(';', sum.Methods)]);
                for (var n = 0; n < after.Length; n++)
                    after[n] += sum.Values[n] ?? default;
            }

            for (var n = 0; n < after.Length; n++)
                if (after[n] != totals[n])
                    throw new InvalidOperationException($"{rebasing.Values[n]} added up to {totals[n]} before and {after[n]} after.");
        }

        public Rebased Answer(string[] outputs) => new(rows, parts, from.Count, sums.Keys.Where(k => !k.Apart).Select(k => k.Code).Distinct().Count(), methods,
            [.. rebasing.Values.Index().Select(v => new RebasedTotal(v.Item, totals[v.Index].ToString(), blanks[v.Index]))], findings, outputs[0], outputs[1], outputs[2])
        {
            Doubts = rebasing.Register.AreaDoubtsBetween(rebasing.From, rebasing.To, bodies),
        };

        private void Count(string method) => methods[method] = methods.GetValueOrDefault(method) + 1;

        private RefusedException Refused(string code, long line, string column, string found, string wanted) =>
            new(new Finding(code, Consequence.FileRefused, new Place(name, line, column), found, wanted));

        private void Refuse(string code, long line, string column, string found, string wanted)
        {
            if (findings.Count < MostFindings)
                findings.Add(new(code, Consequence.FileRefused, new Place(name, line, column), found, wanted));
            refused++;
        }

        private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

        private static void Record(CsvWriter csv, IEnumerable<string> cells)
        {
            foreach (var cell in cells)
                csv.WriteField(cell);
            csv.EndRecord();
        }
    }
}
