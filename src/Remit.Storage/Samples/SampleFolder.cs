using System.Text;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Storage.Samples;

/// <summary>A file that was made, and how much is in it.</summary>
public sealed record MadeFile(string Name, long Rows, long Bytes);

/// <summary>Writes a small made-up England and its activity as the plain tables of formats.md, sections 1 and 2.</summary>
/// <remarks>The same seed and number of rows give the same bytes on any machine.</remarks>
public static class SampleFolder
{
    /// <summary>The seed and size of the samples that come with the product.</summary>
    public const ulong Seed = 2013;
    public const int Rows = 5_000;

    /// <summary>The fewest rows of activity that still show every kind of record.</summary>
    public const int FewestRows = 500;

    /// <summary>Writes every file, replacing those of the same name. The activity of 2019 has a fifth of the rows.</summary>
    /// <param name="folder">Made where it is missing.</param>
    /// <param name="rows">Rows of activity for June 2025. Memory: four bytes each, and some megabytes.</param>
    /// <exception cref="RefusedException">The tables of facts cannot be read.</exception>
    public static IReadOnlyList<MadeFile> Write(string folder, ParameterTables tables, ulong seed = Seed, int rows = Rows, Action<string>? progress = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, FewestRows);
        var england = new MadeUpEngland(tables, seed);
        var lines = ServiceLine.All(tables);

        return
        [
            Table(TableSchema.Areas, Areas(england)),
            Table(TableSchema.Practices, Practices(england)),
            Table(TableSchema.Postcodes, Postcodes(england)),
            Table(TableSchema.Providers, Providers(england)),
            Table(TableSchema.Services, Services(lines)),
            Table(TableSchema.DetentionSites, DetentionSites(england)),
            Activity(ActivityMonth.June2025, rows, 1),
            Activity(ActivityMonth.June2019, Math.Max(FewestRows, rows / 5), 2),
        ];

        MadeFile Table(TableSchema schema, IEnumerable<string[]> cells)
        {
            var text = new StringBuilder();
            var header = schema.Columns.Select(c => c.Name).Concat(schema.Dated ? ["from", "to"] : Array.Empty<string>()).ToList();
            text.AppendJoin(',', header).Append('\n');
            var count = 0;
            foreach (var row in cells)
            {
                if (row.Length != header.Count)
                    throw new InvalidOperationException($"A row of {schema.Name} has {row.Length} cells, not {header.Count}.");
                text.AppendJoin(',', row.Select(Quoted)).Append('\n');
                count++;
            }

            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            WholeFile.Write(Path.Combine(folder, schema.Name + ".csv"), bytes);
            return new MadeFile(schema.Name + ".csv", count, bytes.Length);
        }

        MadeFile Activity(ActivityMonth month, int count, ulong stream)
        {
            progress?.Invoke($"Making {count:N0} records for {month.File}");
            using var file = new WholeFile(Path.Combine(folder, month.File));
            new MadeUpActivity(england, lines, month, unchecked(seed * 31 + stream)).Write(file.Stream, count);
            var length = file.Stream.Length;
            file.Keep();
            return new MadeFile(month.File, count, length);
        }
    }

    /// <summary>A cell as RFC 4180 writes it.</summary>
    internal static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<string[]> Areas(MadeUpEngland england) =>
        from code in england.Footprints.Commissioners
        from s in england.Footprints.Of(code)
        select (string[])[code, s.Name, s.Board, s.Region, s.SpecialisedHub, s.JusticeHub, s.Delegated ? "Y" : "N", .. Ends(s.Days)];

    private static IEnumerable<string[]> Practices(MadeUpEngland england)
    {
        foreach (var l in england.Localities)
            foreach (var (i, code) in l.Surgeries.Index())
                foreach (var s in Placed(l))
                    yield return [code, $"{l.Name} {(i == 0 ? "Surgery" : "Health Centre")}", "A", s.Commissioner, s.Region, s.Board, l.Homes[i % l.Homes.Count], .. Ends(s.Days)];

        OtherSurgery[] others = [.. england.WelshSurgeries, .. england.IslandSurgeries, .. england.DefenceSurgeries, .. england.OverseasSurgeries, .. england.OddSurgeries];
        foreach (var s in others)
            yield return [s.Code, s.Name, s.Status, s.Commissioner, s.Grouping, s.Geography, s.Postcode, .. Ends(s.Days)];
    }

    private static IEnumerable<string[]> Postcodes(MadeUpEngland england)
    {
        const string inEngland = "E92000001";
        var english = england.Localities.SelectMany(l => l.Homes.Select(h => (h, l))).Concat(england.OtherPostcodes);
        foreach (var (postcode, l) in english)
            foreach (var s in Placed(l))
                yield return [postcode, inEngland, s.Commissioner, s.Board, s.Region, $"E06{990001 + l.Number}", "", .. Ends(s.Days)];

        foreach (var h in england.HomesAbroad)
            yield return [h.Postcode, h.Country, "", "", "", h.LocalAuthority, h.HealthBoard, "", ""];
    }

    private static IEnumerable<string[]> Providers(MadeUpEngland england) =>
        england.Hospitals.Concat(england.OddHospitals).Select(h => (string[])[h.Code, h.Name, h.MainSite, h.Hub]);

    private static IEnumerable<string[]> Services(IReadOnlyList<ServiceLine> lines) =>
        lines.Select(l => (string[])[l.Code, l.Year, l.Description, l.Status, Yes(l.Specialised), Yes(l.Highly), Yes(l.CrossBorder)]);

    private static IEnumerable<string[]> DetentionSites(MadeUpEngland england) =>
        england.DetentionSites.Select(s => (string[])[s.Name, s.Postcode, s.Hub, .. Ends(s.Days)]);

    /// <summary>The stretches that differ in what a practice or postcode row tells: whether functions were delegated does not.</summary>
    private static List<DatedArea> Placed(Locality locality)
    {
        var placed = new List<DatedArea>();
        foreach (var s in locality.Line)
        {
            if (placed.Count > 0 && placed[^1] is var last && (last.Commissioner, last.Board, last.Region) == (s.Commissioner, s.Board, s.Region))
                placed[^1] = last with { Days = new DateSpan(last.Days.First, s.Days.Last) };
            else
                placed.Add(s);
        }

        return placed;
    }

    private static string[] Ends(DateSpan days) =>
        [days.First == DateOnly.MinValue ? "" : IsoDate.Text(days.First), days.Last is { } last ? IsoDate.Text(last) : ""];

    private static string Yes(bool so) => so ? "Y" : "N";
}
