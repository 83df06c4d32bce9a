using System.Text;
using Remit.Responsibility.Bulk;

namespace Remit.Tests.Responsibility.Bulk;

public class RecordIdsTest
{
    [Fact]
    public void An_id_is_new_once_however_many_there_are()
    {
        var (ids, expected) = (new RecordIds(), new HashSet<string>(StringComparer.Ordinal));

        // Every third comes again; lengths pass the one and the five byte forms.
        for (var n = 0; n < 200_000; n++)
        {
            var id = n % 3 == 2 ? $"R{n / 2}" : n % 5_000 == 0 ? new string('L', 250 + n / 5_000 % 12) : $"R{n}";
            ids.Add(Encoding.UTF8.GetBytes(id)).ShouldBe(expected.Add(id), id);
        }
    }

    [Fact]
    public void An_id_longer_than_a_page_is_kept_whole()
    {
        var ids = new RecordIds();
        var (one, other) = (new byte[1 << 20], new byte[1 << 20]);
        other[^1] = 1;

        (ids.Add(one), ids.Add(other), ids.Add(one), ids.Add(other), ids.Add("x"u8), ids.Add("x"u8)).ShouldBe((true, true, false, false, true, false));
    }

    [Fact]
    public void Another_file_begins_with_no_ids()
    {
        var ids = new RecordIds();
        ids.Add("1"u8);
        ids.Clear();

        ids.Add("1"u8).ShouldBeTrue();
    }

    [Fact]
    public void Ids_that_differ_in_length_alone_differ()
    {
        var ids = new RecordIds();

        (ids.Add("\0"u8), ids.Add("\0\0"u8), ids.Add("\0\0\0\0\0\0\0\0"u8), ids.Add("\0\0\0\0\0\0\0\0\0"u8)).ShouldBe((true, true, true, true));
    }
}
