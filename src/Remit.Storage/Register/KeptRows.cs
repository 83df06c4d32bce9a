using System.Security.Cryptography;
using System.Text;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>The rows of a release as they were read, kept in a file beside the releases so that the next program need not read them again. It may be dropped at any time.</summary>
/// <remarks>
/// It is used only if it is whole (it ends in the SHA-256 of all before it), was written by this very build, and from this very content, which is held against its hash all the same. Anything else is as if there were
/// none, and is replaced. Nothing is in it of the edition or of when the release was learned, so corrections and earlier knowledge have the same rows. See decisions/0029.
/// </remarks>
internal static class KeptRows
{
    // A build is known by its code's own identity, which changes with every change to it.
    private static readonly string Build = string.Join(' ', ((Type[])[typeof(RegisterAsKnown), typeof(KeptRows)]).Select(t => t.Module.ModuleVersionId));

    public static RowForm<MembershipRow> Memberships { get; } = new(
        (to, row) => to.Text(row.Practice.ToString()).Text(row.Commissioner.ToString()).Days(row.Days).Number(row.Line),
        (from, _) => new(from.Practice(), from.Ods(), from.Days(), from.Number()));

    public static RowForm<PracticeListing> Practices { get; } = new(
        (to, row) => to.Text(row.Code.ToString()).Text(row.Name).Number(row.Status).Number(row.Subtype).Text(row.NationalGrouping).Text(row.HighLevelGeography).Text(row.Postcode).Days(row.Open).Text(row.Setting)
            .Text(row.Commissioner?.ToString() ?? "").Day(row.Joined).Day(row.Left).Number(row.Source.Line),
        (from, release) => new(from.Practice(), from.Text(), (char)from.Number(), (char)from.Number(), from.Text(), from.Text(), from.Text(), from.Days(), from.Text(), from.OdsOrNone(), from.Day(), from.Day(), new(release, from.Number())));

    public static RowForm<CoverageRow> Coverage { get; } = new(
        (to, row) => to.Text(row.Area.ToString()).Text(row.Lies.Commissioner.ToString()).Text(row.Lies.LocalAuthority?.ToString() ?? "").Number(row.Line),
        (from, _) => new(from.Ons(), new(from.Ods(), from.OnsOrNone()), from.Number()));

    public static RowForm<ListSize> ListSizes { get; } = new(
        (to, row) => to.Text(row.Practice.ToString()).Number(checked((int)row.Patients)).Number(row.Line),
        (from, _) => new(from.Practice(), from.Number(), from.Number()));

    /// <summary>The rows of a release as they are kept, or as they are read, and then kept.</summary>
    /// <param name="folder">The folder they are kept in, which need not exist, nor be one that can be written to.</param>
    /// <param name="read">Reads them, and says whether they are the same whenever they are read.</param>
    public static IReadOnlyList<T> Of<T>(string folder, KeptRelease release, RowForm<T> form, Func<(IReadOnlyList<T> Rows, bool MayBeKept)> read)
    {
        var path = Path.Combine(folder, $"rows-{release.Sha256[..16]}");
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{Build}\n{release.Kind} {release.Sha256}"));
        if (Kept(path, key, form, release.ToRelease()) is { } kept)
            return kept;
        var (rows, mayBeKept) = read();
        if (mayBeKept)
            Keep(path, key, form, rows);
        return rows;
    }

    private static List<T>? Kept<T>(string path, byte[] key, RowForm<T> form, Release release)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < key.Length || !bytes.AsSpan(0, key.Length).SequenceEqual(key) || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, key.Length, length - key.Length, writable: false));
        var texts = new string[reader.Read7BitEncodedInt()];
        for (var n = 0; n < texts.Length; n++)
            texts[n] = reader.ReadString();
        var cells = new RowReading(reader, texts);
        List<T> rows = new(reader.Read7BitEncodedInt());
        for (var left = rows.Capacity; left > 0; left--)
            rows.Add(form.Read(cells, release));
        return rows;
    }

    private static void Keep<T>(string path, byte[] key, RowForm<T> form, IReadOnlyList<T> rows)
    {
        var body = new MemoryStream();
        var cells = new RowWriting(new(body));
        foreach (var row in rows)
            form.Write(cells, row);

        using var whole = new MemoryStream();
        using (var writer = new BinaryWriter(whole, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(key);
            writer.Write7BitEncodedInt(cells.Texts.Count);
            foreach (var text in cells.Texts)
                writer.Write(text);
            writer.Write7BitEncodedInt(rows.Count);
            writer.Flush();
            body.WriteTo(whole);
        }

        whole.Write(SHA256.HashData(whole.GetBuffer().AsSpan(0, (int)whole.Length)));
        try
        {
            WholeFile.Write(path, whole.GetBuffer().AsSpan(0, (int)whole.Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or RefusedException)
        {
            // Nothing may be written there, or the disk is full: the next program reads the release again.
        }
    }
}

/// <summary>How a row is written and read again.</summary>
internal sealed record RowForm<T>(Action<RowWriting, T> Write, Func<RowReading, Release, T> Read);

/// <summary>Writes the cells of rows: each text once, and its number wherever it stands.</summary>
internal sealed class RowWriting(BinaryWriter to)
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];

    /// <summary>The texts, in order of their numbers.</summary>
    public IReadOnlyList<string> Texts => texts;

    public RowWriting Text(string text)
    {
        if (!numbers.TryGetValue(text, out var number))
        {
            numbers[text] = number = texts.Count;
            texts.Add(text);
        }

        return Number(number);
    }

    public RowWriting Number(int number)
    {
        to.Write7BitEncodedInt(number);
        return this;
    }

    // Nought is no day: the days there are count from one.
    public RowWriting Day(DateOnly? day) => Number(day is { } known ? known.DayNumber + 1 : 0);

    public RowWriting Days(DateSpan days) => Day(days.First).Day(days.Last);
}

/// <summary>Reads them in the same order. What a text means as a code is worked out once.</summary>
internal sealed class RowReading(BinaryReader from, string[] texts)
{
    private readonly OdsCode?[] ods = new OdsCode?[texts.Length];
    private readonly OnsCode?[] ons = new OnsCode?[texts.Length];

    public int Number() => from.Read7BitEncodedInt();

    public string Text() => texts[Number()];

    public PracticeCode Practice() => PracticeCode.Parse(Text());

    public OdsCode Ods() => OdsOf(Number());

    public OdsCode? OdsOrNone() => Number() is var number && texts[number].Length > 0 ? OdsOf(number) : null;

    public OnsCode Ons() => OnsOf(Number());

    public OnsCode? OnsOrNone() => Number() is var number && texts[number].Length > 0 ? OnsOf(number) : null;

    public DateOnly? Day() => Number() is > 0 and var day ? DateOnly.FromDayNumber(day - 1) : null;

    public DateSpan Days() => new(Day()!.Value, Day());

    private OdsCode OdsOf(int number) => ods[number] ??= OdsCode.Parse(texts[number]);

    private OnsCode OnsOf(int number) => ons[number] ??= OnsCode.Parse(texts[number]);
}
