using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Remit.Journal;

/// <summary>How each event is bound to all before it.</summary>
/// <remarks>
/// The hash is SHA-256 over netstrings (<c>length:bytes,</c>, the length in bytes and in decimal, the text in UTF-8), in this order: <see cref="Format"/>, the hash of the event before,
/// position, first of act, stream, version, kind, body, at, by, capacity, reason. See decisions/0020, which has a worked case.
/// </remarks>
public static class Chain
{
    /// <summary>What the hashed bytes begin with, so that no other kind of text can be taken for them.</summary>
    public const string Format = "remit-journal-1";

    /// <summary>What stands for the hash before the first event.</summary>
    public static readonly string Beginning = new('0', 64);

    /// <summary>The hash that an event must carry, whatever it does carry.</summary>
    public static string Hash(string previous, Entry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in (ReadOnlySpan<string>)[
            Format, previous, Digits(entry.Position), Digits(entry.FirstOfAct), entry.Stream, Digits(entry.Version), entry.Kind, entry.Body,
            entry.At, entry.By, entry.Capacity, entry.Reason])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(Encoding.UTF8.GetBytes(Digits(bytes.Length) + ":"));
            hash.AppendData(bytes);
            hash.AppendData(","u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
