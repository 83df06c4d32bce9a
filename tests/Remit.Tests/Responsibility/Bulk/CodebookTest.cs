using System.Text;
using FsCheck;
using FsCheck.Fluent;
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
    public void Values_that_differ_at_all_have_different_codes() => Prop.ForAll(
        Gen.Elements('/', '0', '9', ':', '@', 'A', 'P', 'Z', '[', '`', 'a', 'z', '{', ' ', '\0', '\u0080', 'é').ArrayOf().Where(cs => cs.Length < 10).Select(cs => new string(cs)).ListOf(30).ToArbitrary(),
        values =>
        {
            var codes = new Codebook();
            var given = values.Select(codes.Add).ToList();

            return given.Distinct().Count() == values.Distinct().Count()
                && values.Zip(given).All(pair => codes.Find(Encoding.UTF8.GetBytes(pair.First)) == pair.Second && Encoding.UTF8.GetString(codes.Text(pair.Second)) == pair.First);
        }).Check(Cases.Config);

    [Fact]
    public void There_may_be_more_values_than_have_room_beside_a_key()
    {
        var codes = new Codebook();
        const int Many = (1 << 22) + 1_000;
        for (var n = 1; n <= Many; n++)
            codes.Add($"{n:X}");

        ((int[])[1, 20_000, (1 << 22) - 1, 1 << 22, (1 << 22) + 1, Many]).ShouldAllBe(n => codes.Find(Encoding.UTF8.GetBytes($"{n:X}")) == n);
        (codes.Count, codes.Find("G"u8)).ShouldBe((Many + 1, Codebook.Unknown));
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
