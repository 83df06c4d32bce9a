using System.Globalization;
using System.Text;
using CsvHelper;
using Remit.Storage;
using Remit.Time;

namespace Remit.Benchmarks;

/// <summary>The files that every contender is given.</summary>
/// <param name="work">A folder for what is made on the way.</param>
/// <param name="world">The reference tables, of national size.</param>
/// <param name="activity">The activity.</param>
internal sealed class Ground(string work, string world, string activity)
{
    /// <summary>How many records the start-up file has.</summary>
    public const int Thirty = 30;

    private static readonly DateSpan Year = new(new DateOnly(2025, 4, 1), new DateOnly(2026, 3, 31));

    private readonly Dictionary<long, string> firsts = [];
    private (string All, string OfTheYear)? awkward;

    public string World => world;

    /// <summary>How many records the activity has.</summary>
    public long Count()
    {
        using var all = CsvReader.Create(File.OpenRead(activity), new CsvReaderOptions { HasHeader = true });
        all.ReadHeader();
        var count = 0L;
        while (all.Read())
            count++;
        firsts[count] = activity;
        return count;
    }

    /// <summary>The first records of the activity, as a file of their own; the activity itself where that is all of them.</summary>
    public string First(long rows) => firsts.TryGetValue(rows, out var path) ? path : firsts[rows] = MakeFirst(rows);

    private string MakeFirst(long rows)
    {
        var path = Path.Combine(work, $"first-{rows.ToString(CultureInfo.InvariantCulture)}.csv");
        using var all = CsvReader.Create(File.OpenRead(activity), new CsvReaderOptions { HasHeader = false });
        using var first = new WholeFile(path);
        for (var line = 0L; line <= rows && all.Read(); line++)
            Copy(all, first);
        first.Keep();
        return path;
    }

    /// <summary>A file of awkward records, and those of its records that the peers' rulebook covers, in another file. Records of a wrong length stay.</summary>
    public (string All, string OfTheYear) Awkward(string all) => awkward ??= (all, OfTheYear(all));

    private string OfTheYear(string all)
    {
        var ofTheYear = Path.Combine(work, "awkward-2025-26.csv");
        using var reader = CsvReader.Create(File.OpenRead(all), new CsvReaderOptions { HasHeader = true });
        reader.ReadHeader();
        var headers = reader.Headers.ToList();
        var (type, acts, starts, ends) = (headers.IndexOf("cds_type"), headers.IndexOf("activity_date"), headers.IndexOf("start_date"), headers.IndexOf("discharge_date"));
        using (var kept = new WholeFile(ofTheYear))
        {
            kept.Stream.Write(Encoding.UTF8.GetBytes(string.Join(',', headers) + "\n"));
            while (reader.Read())
            {
                if (reader.FieldCount == headers.Count)
                {
                    var day = reader.GetString(type).Trim() switch
                    {
                        "120" or "130" or "140" or "150" or "160" => ends,
                        "180" or "190" or "200" => starts,
                        _ => acts,
                    };
                    if (!IsoDate.TryParse(reader.GetString(day).Trim(), out var on) || !Year.Contains(on))
                        continue;
                }

                Copy(reader, kept);
            }

            kept.Keep();
        }

        return ofTheYear;
    }

    private static void Copy(CsvReader from, WholeFile to)
    {
        to.Stream.Write(from.RawRecord.TrimEnd("\r\n"u8));
        to.Stream.Write("\n"u8);
    }
}
