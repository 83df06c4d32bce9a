using System.Runtime.InteropServices;
using System.Text;

namespace Remit.Responsibility.Bulk;

/// <summary>Runs of numbers as a stream of bytes: how many, then each as it lies in memory. For this machine and this build only.</summary>
internal static class Numbers
{
    public static void Write<T>(Stream to, ReadOnlySpan<T> numbers) where T : unmanaged
    {
        to.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<int>([numbers.Length])));
        to.Write(MemoryMarshal.AsBytes(numbers));
    }

    public static void Write(Stream to, int number) => Write<int>(to, [number]);

    public static void Write(Stream to, string text) => Write<byte>(to, Encoding.UTF8.GetBytes(text));

    /// <exception cref="EndOfStreamException">There are fewer than it says.</exception>
    public static T[] Read<T>(Stream from) where T : unmanaged
    {
        Span<int> count = stackalloc int[1];
        from.ReadExactly(MemoryMarshal.AsBytes(count));
        var numbers = GC.AllocateUninitializedArray<T>(count[0]);
        from.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    public static int ReadOne(Stream from) => Read<int>(from)[0];

    public static string ReadText(Stream from) => Encoding.UTF8.GetString(Read<byte>(from));
}
