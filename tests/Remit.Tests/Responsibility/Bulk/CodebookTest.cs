using System.Text;
using Remit.Responsibility.Bulk;

namespace Remit.Tests.Responsibility.Bulk;

public class CodebookTest
{
    [Fact]
    public void Every_value_added_is_found_under_its_own_code_and_gives_its_text_back()
    {
        var codes = new Codebook();
        string[] values = [.. Enumerable.Range(0, 50_000).Select(n => $"{n:X}"), "E92000001", "E92000002", "é", "ééé", "éééé", new string('X', 200), "A", "AA", "AAA", "AAAA", "AAAAA", "AAAAAA", "AAAAAAA", "AAAAAAAA"];

        var given = values.Select(codes.Add).ToList();

        values.Select(v => codes.Find(Encoding.UTF8.GetBytes(v))).ShouldBe(given);
        values.Select(v => Encoding.UTF8.GetString(codes.Text(codes.Find(Encoding.UTF8.GetBytes(v))))).ShouldBe(values);
        given.Distinct().Count().ShouldBe(values.Distinct().Count());
    }

    [Fact]
    public void Nothing_is_none_and_what_was_never_added_is_unknown()
    {
        var codes = new Codebook();
        codes.Add("01A");

        (codes.Add(""), codes.Find([]), codes.Find("01"u8), codes.Find("01A "u8), codes.Find("01AAAAAAA"u8))
            .ShouldBe((Codebook.None, Codebook.None, Codebook.Unknown, Codebook.Unknown, Codebook.Unknown));
    }
}
