using System.Reflection;
using System.Text.RegularExpressions;
using Remit.Cli;
using Remit.Storage;
using Remit.Time;
using Remit.Web;

namespace Remit.Tests.House;

/// <summary>GLOSSARY.md keeps step with the code.</summary>
public partial class GlossaryHolds
{
    private static readonly string[] Rows = [.. File.ReadLines(Path.Combine(Where.Root, "GLOSSARY.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| word ", StringComparison.Ordinal))];

    [Fact]
    public void Every_type_that_carries_a_word_exists()
    {
        var types = ((Assembly[])[typeof(DateSpan).Assembly, typeof(CsvSource).Assembly, typeof(Site).Assembly, typeof(CommandLine).Assembly, typeof(DateOnly).Assembly])
            .SelectMany(a => a.GetTypes()).Select(t => t.Name.Split('`')[0]).ToHashSet();

        Rows.SelectMany(r => TypeName().Matches(r.Split('|')[^2]).Select(m => m.Groups[1].Value))
            .Where(name => !types.Contains(name))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_word_has_a_meaning_a_source_and_a_carrier() =>
        Rows.Where(r => r.Split('|') is not [_, var word, var meaning, var source, var carrier, _]
                || string.IsNullOrWhiteSpace(word) || string.IsNullOrWhiteSpace(meaning) || string.IsNullOrWhiteSpace(source) || string.IsNullOrWhiteSpace(carrier))
            .ShouldBeEmpty();

    [Fact]
    public void No_word_is_explained_twice() =>
        Rows.GroupBy(r => r.Split('|')[1].Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();

    // A type begins with a capital and holds a small letter; outcomes are capitals only, files and columns small letters only.
    [GeneratedRegex("`([A-Z][A-Za-z]*[a-z][A-Za-z]*)`")]
    private static partial Regex TypeName();
}
