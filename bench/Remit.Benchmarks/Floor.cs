using System.Collections.Concurrent;
using CsvHelper;

namespace Remit.Benchmarks;

/// <summary>What no engine of this kind can do without: finding every cell of the activity, and writing as many decisions as there are records. Nothing is decided: every decision is the same.</summary>
/// <remarks>One thread reads and one writes, as in a run of Remit's, with the same library and blocks of the same kind. It does not look for text that is not UTF-8, count lines, or compare record ids.</remarks>
internal static class Floor
{
    private const int BlockBytes = 1 << 18;
    private const int Blocks = 8;

    /// <summary>Writes a decision, always the same, for each record.</summary>
    public static void Run(string activity, string output)
    {
        using var free = new BlockingCollection<MemoryStream>();
        using var full = new BlockingCollection<MemoryStream>();
        for (var i = 0; i < Blocks; i++)
            free.Add(new MemoryStream(BlockBytes + 4096));

        using var decisions = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        var writer = new Thread(() =>
        {
            foreach (var block in full.GetConsumingEnumerable())
            {
                decisions.Write(block.GetBuffer().AsSpan(0, (int)block.Length));
                block.SetLength(0);
                free.Add(block);
            }
        });
        writer.Start();

        using (var reader = CsvReader.Create(new FileStream(activity, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), new CsvReaderOptions { HasHeader = true }))
        {
            reader.ReadHeader();
            var block = free.Take();
            block.Write("record_id,outcome,commissioner,service_category,method,path,flags\n"u8);
            while (reader.Read())
            {
                block.Write(reader.GetSpan(0));
                block.Write(",RESPONSIBLE,W2U3Z,12,practice,A>B>WB-1>WB-2>WB-3>C-0>D>E>F>H>I>J>C-5,\n"u8);
                if (block.Length < BlockBytes)
                    continue;
                full.Add(block);
                block = free.Take();
            }

            full.Add(block);
        }

        full.CompleteAdding();
        writer.Join();
        decisions.Flush(flushToDisk: true);
    }
}
