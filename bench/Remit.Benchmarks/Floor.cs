using System.Collections.Concurrent;
using CsvHelper;

namespace Remit.Benchmarks;

/// <summary>What no engine of this kind can do without: reading every cell of the activity and writing as many cells again. Nothing is decided.</summary>
/// <remarks>One thread reads and lays out, one writes, as in a run of Remit's, with the library's own reader and writer. It does not look for text that is not UTF-8, count lines, hash the input or compare record ids.</remarks>
internal static class Floor
{
    private const int BlockBytes = 1 << 18;
    private const int Blocks = 8;

    /// <summary>Reads a file of activity and rewrites the same columns.</summary>
    public static void Rewrite(string activity, string output) => Run(activity, output, (reader, blocks) =>
    {
        using var writer = CsvWriter.Create(blocks, new CsvWriterOptions { NewLine = "\n", ValidateFieldCount = false }, leaveOpen: true);
        foreach (var header in reader.Headers)
            writer.WriteField(header);
        writer.EndRecord();
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
                writer.WriteField(reader.GetSpan(i));
            writer.EndRecord();
        }
    });

    /// <summary>Finds the cells and writes a decision, always the same, for each record: less than <see cref="Rewrite"/>, because no cell but the id is looked at.</summary>
    public static void Scan(string activity, string output) => Run(activity, output, (reader, blocks) =>
    {
        blocks.Write("record_id,outcome,commissioner,service_category,method,path,flags\n"u8);
        while (reader.Read())
        {
            blocks.Write(reader.GetSpan(0));
            blocks.Write(",RESPONSIBLE,W2U3Z,12,practice,A>B>WB-1>WB-2>WB-3>C-0>D>E>F>H>I>J>C-5,\n"u8);
        }
    });

    private static void Run(string activity, string output, Action<CsvReader, Stream> each)
    {
        using var decisions = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        using (var blocks = new HandedOver(decisions))
        using (var reader = CsvReader.Create(new FileStream(activity, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), new CsvReaderOptions { HasHeader = true }))
        {
            reader.ReadHeader();
            each(reader, blocks);
        }

        decisions.Flush(flushToDisk: true);
    }

    /// <summary>A stream whose blocks another thread writes.</summary>
    private sealed class HandedOver : Stream
    {
        private readonly BlockingCollection<MemoryStream> free = [];
        private readonly BlockingCollection<MemoryStream> full = [];
        private readonly Thread writer;
        private MemoryStream block;

        public HandedOver(Stream inner)
        {
            for (var i = 0; i < Blocks; i++)
                free.Add(new MemoryStream(BlockBytes + 4096));
            block = free.Take();
            writer = new Thread(() =>
            {
                foreach (var written in full.GetConsumingEnumerable())
                {
                    inner.Write(written.GetBuffer().AsSpan(0, (int)written.Length));
                    written.SetLength(0);
                    free.Add(written);
                }
            });
            writer.Start();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            block.Write(buffer);
            if (block.Length < BlockBytes)
                return;
            full.Add(block);
            block = free.Take();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                full.Add(block);
                full.CompleteAdding();
                writer.Join();
                full.Dispose();
                free.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
