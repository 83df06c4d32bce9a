using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Remit.Responsibility.Bulk;

/// <summary>Up to seven capital letters and digits as one number, in which no two texts are the same: what nearly every code is, and every postcode without its space. All eight bytes of a word are looked at together.</summary>
internal static class ShortText
{
    /// <summary>How many bits a key has: six for each character, of which the low six differ and are never nought.</summary>
    public const int KeyBits = 6 * Longest;

    private const int Longest = 7;
    private const ulong EachByte = 0x0101010101010101;
    private const ulong HighBits = 0x80 * EachByte;

    /// <summary>The key of a text; nought where it is empty, longer, or of other characters.</summary>
    public static ulong KeyOf(ReadOnlySpan<byte> text)
    {
        if (text.Length > Longest)
            return 0;

        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        text.CopyTo(word);
        return KeyOf(BinaryPrimitives.ReadUInt64LittleEndian(word), text.Length);
    }

    /// <summary>The key of a text that stands in a word, its first character lowest and noughts above it; nought where it is empty, longer, or of other characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong KeyOf(ulong word, int length) =>
        length <= Longest && (Plain(word) & ~word) == (HighBits & ((1UL << (8 * length)) - 1)) ? Packed(word) : 0;

    /// <summary>The key of a postcode as it is mostly written, with or without the space before its last three characters, which is left out; nought for any other.</summary>
    public static ulong KeyOfPostcode(ulong word, int length)
    {
        if (length is < 5 or > 8)
            return KeyOf(word, length);

        var space = 8 * (length - 4);
        if (((word >> space) & 0xFF) != ' ')
            return KeyOf(word, length);

        var before = (1UL << space) - 1;
        return KeyOf((word & before) | ((word >> 8) & ~before), length - 1);
    }

    /// <summary>Writes the text of a key.</summary>
    /// <returns>Its length.</returns>
    public static int Write(ulong key, Span<byte> text)
    {
        var length = 0;
        for (; key != 0; key >>= 6)
            text[length++] = (byte)((key & 0x30) == 0x30 ? key & 0x3F : (key & 0x3F) | 0x40);
        return length;
    }

    // The high bit of each byte that is a capital letter or a digit. A sum sets it where the byte is at least so much, and never spills into the next byte if no byte has it already.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Plain(ulong word)
    {
        var low = word & ~HighBits;
        return HighBits & (((low + (0x80 - '0') * EachByte) & ~(low + (0x80 - '9' - 1) * EachByte)) | ((low + (0x80 - 'A') * EachByte) & ~(low + (0x80 - 'Z' - 1) * EachByte)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Packed(ulong word)
    {
        word &= 0x3F * EachByte;
        word = (word & 0x003F003F003F003F) | ((word >> 2) & 0x0FC00FC00FC00FC0);
        word = (word & 0x00000FFF00000FFF) | ((word >> 4) & 0x00FFF00000FFF000);
        return (word & 0xFFFFFF) | ((word >> 8) & 0xFFFFFF000000);
    }
}
