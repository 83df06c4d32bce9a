using System.Buffers.Binary;

namespace Remit.Responsibility.Bulk;

/// <summary>A hash of some bytes, the same for the same bytes in every run.</summary>
internal static class ByteHash
{
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15UL;
            for (; bytes.Length >= 8; bytes = bytes[8..])
                hash = Mixed(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            var rest = 0UL;
            foreach (var b in bytes)
                rest = (rest << 8) | b;
            return Mixed(hash ^ rest ^ 0xD6E8FEB86659FD93UL);
        }
    }

    private static ulong Mixed(ulong value)
    {
        var high = Math.BigMul(value, 0xA0761D6478BD642FUL, out var low);
        return high ^ low;
    }
}
