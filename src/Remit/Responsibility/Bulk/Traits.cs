namespace Remit.Responsibility.Bulk;

/// <summary>Everything that a rulebook asks of one fact or of one look-up, answered at once: rows of which it reads the same bits give those questions the same answers.</summary>
internal abstract class Trait
{
    /// <summary>How many bits it reads.</summary>
    public abstract int Width { get; }

    /// <summary>Adds each row's bits, moved up by so many places.</summary>
    public abstract void AddTo(ulong[] bits, int shift, ReadOnlySpan<int> rows);

    /// <summary>The traits that answer these tests. A test that depends on a code found on the way has none: who asks it marks the row as singular.</summary>
    public static IReadOnlyList<Trait> Of(IEnumerable<RowTest> tests, Batch batch)
    {
        var leaves = new HashSet<RowTest>(ReferenceEqualityComparer.Instance);
        void Visit(RowTest test)
        {
            if (test.Parts.Count == 0)
                leaves.Add(test);
            foreach (var part in test.Parts)
                Visit(part);
        }

        foreach (var test in tests)
            Visit(test);
        return
        [
            .. leaves.OfType<ClassTest>().Where(t => !t.Found.NeedsWay).GroupBy(t => t.Found).Select(g => new RowTrait(g.Key, [.. g])),
            .. leaves.OfType<FactTest>().Where(t => !t.Source.NeedsWay).GroupBy(t => t.Source).SelectMany(g => Different([.. g]).Chunk(FactTrait.Most).Select(some => new FactTrait(batch, g.Key, some))),
            .. leaves.OfType<AmongTest>().Select(t => new AmongTrait(t)),
        ];
    }

    private static FactTest[] Different(FactTest[] tests) => [.. tests.Where((test, i) => !tests[..i].Any(test.IsSameAs))];

    /// <summary>What is asked of the row that a look-up finds: of each class the answers are known beforehand, and classes that give the same are one kind.</summary>
    private sealed class RowTrait : Trait
    {
        private readonly FoundRows found;
        private readonly ushort[] kinds;

        public RowTrait(FoundRows found, ClassTest[] tests)
        {
            (this.found, kinds) = (found, new ushort[tests[0].Classes.Length]);
            var known = new Dictionary<string, ushort>();
            var answers = new char[tests.Length];
            for (var c = 0; c < kinds.Length; c++)
            {
                for (var i = 0; i < tests.Length; i++)
                    answers[i] = tests[i].Classes[c] ? 'y' : 'n';
                var key = new string(answers);
                if (!known.TryGetValue(key, out kinds[c]))
                    known[key] = kinds[c] = checked((ushort)known.Count);
            }

            Width = System.Numerics.BitOperations.Log2((uint)Math.Max(known.Count - 1, 0)) + 1;
        }

        public override int Width { get; }

        public override void AddTo(ulong[] bits, int shift, ReadOnlySpan<int> rows)
        {
            var classes = found.Find(rows);
            foreach (var row in rows)
                bits[row] |= (ulong)kinds[classes[row]] << shift;
        }
    }

    /// <summary>What is asked of a fact: a bit for each question. Of the codes that tables and rulebooks name the answers are worked out once, and many at a time because their texts lie together.</summary>
    private sealed class FactTrait(Batch batch, CodeSource source, FactTest[] tests) : Trait
    {
        private const int Together = 1024;
        private const byte WorkedOut = 1 << Most;

        /// <summary>The most questions of one: answers are a byte each, so that those of all postcodes stay near.</summary>
        public const int Most = 7;

        private readonly int codeCount = batch.Tables.Codes.Count;
        private byte[] answers = [];

        // The same for values that only the records bring.
        private byte[] ofStrangers = [];
        private int timesForgotten;

        public override int Width => tests.Length;

        public override void AddTo(ulong[] bits, int shift, ReadOnlySpan<int> rows)
        {
            var codes = source.Read(rows);
            if (timesForgotten != batch.TimesForgotten)
                (timesForgotten, ofStrangers) = (batch.TimesForgotten, []);
            foreach (var row in rows)
            {
                var code = codes[row];
                var answer = code < answers.Length ? answers[code] : (byte)0;
                if (answer == 0)
                    answer = WorkOut(code);
                bits[row] |= (ulong)(answer & (WorkedOut - 1)) << shift;
            }
        }

        private byte WorkOut(int code)
        {
            if (code >= codeCount)
            {
                var stranger = code - codeCount;
                if (stranger >= ofStrangers.Length)
                    Array.Resize(ref ofStrangers, Math.Max(2 * ofStrangers.Length, stranger + 1));
                return ofStrangers[stranger] != 0 ? ofStrangers[stranger] : ofStrangers[stranger] = Answer(code);
            }

            if (code >= answers.Length)
                Array.Resize(ref answers, Math.Min(Math.Max(2 * answers.Length, (code / Together + 1) * Together), codeCount));
            var first = code / Together * Together;
            for (var next = first; next < Math.Min(first + Together, answers.Length); next++)
                answers[next] = Answer(next);
            return answers[code];
        }

        private byte Answer(int code)
        {
            var answer = WorkedOut;
            for (var i = 0; i < tests.Length; i++)
                if (tests[i].Holds(code))
                    answer |= (byte)(1 << i);
            return answer;
        }
    }

    /// <summary>Whether any of the codes of an item that holds several is one of those asked for.</summary>
    private sealed class AmongTrait(AmongTest test) : Trait
    {
        public override int Width => 1;

        public override void AddTo(ulong[] bits, int shift, ReadOnlySpan<int> rows)
        {
            foreach (var row in rows)
                if (test.Holds(row))
                    bits[row] |= 1UL << shift;
        }
    }
}
