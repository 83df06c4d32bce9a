using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Remit.Tests.House;

/// <summary>What is written beside the code: decisions, module pages, links.</summary>
public partial class PagesHoldTogether
{
    private const int LongestDecision = 60;

    [Fact]
    public void Every_decision_has_a_number_of_its_own_and_none_is_left_out()
    {
        var numbers = Decisions().Select(f => Path.GetFileName(f)[..4]).Order(StringComparer.Ordinal).ToArray();

        numbers.ShouldBe(Enumerable.Range(1, numbers.Length).Select(n => n.ToString("0000", null)));
    }

    [Fact]
    public void Every_decision_is_titled_with_its_number_and_says_what_we_gave_up() =>
        Decisions().Where(f =>
        {
            var text = File.ReadAllText(f);
            return !DecisionName().IsMatch(Path.GetFileName(f))
                || !text.StartsWith($"# {Path.GetFileName(f)[..4]} ", StringComparison.Ordinal)
                || !text.Contains("## What we gave up", StringComparison.Ordinal);
        }).Select(Checkout.Shown).ShouldBeEmpty("a decision is named 0001-in-a-few-words.md, begins '# 0001 Title' and has the heading '## What we gave up'");

    [Fact]
    public void Every_decision_is_a_page_and_no_more() =>
        Decisions().Select(f => (f, lines: File.ReadLines(f).Count()))
            .Where(d => d.lines > LongestDecision)
            .Select(d => $"{Checkout.Shown(d.f)} has {d.lines} lines; {LongestDecision} is a page")
            .ShouldBeEmpty();

    [Fact]
    public void Every_module_has_a_page_that_says_what_it_answers() =>
        Directory.EnumerateDirectories(Path.Combine(Where.Root, "src", "Remit"))
            .Where(d => Path.GetFileName(d) is not ("bin" or "obj") && Directory.EnumerateFiles(d, "*.cs", SearchOption.AllDirectories).Any())
            .Where(d => !File.Exists(Path.Combine(d, "README.md")))
            .Select(Checkout.Shown)
            .ShouldBeEmpty("a module's README.md says what it answers, its main nouns, the guidance it follows, and shows one worked case");

    [Fact]
    public void Every_link_to_a_file_leads_to_one() =>
        (from page in Checkout.Pages()
         from link in Markdown.Parse(File.ReadAllText(page)).Descendants<LinkInline>()
         let target = (link.GetDynamicUrl?.Invoke() ?? link.Url ?? "").Split('#')[0]
         where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
         let path = Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(target))
         where !File.Exists(path) && !Directory.Exists(path)
         select $"{Checkout.Shown(page)} links to {target}").ShouldBeEmpty();

    [Fact]
    public void Every_decision_that_the_code_names_is_there()
    {
        var numbers = Decisions().Select(f => Path.GetFileName(f)[..4]).ToHashSet();

        (from file in Checkout.TextFiles()
         where Path.GetExtension(file) is ".cs" or ".txt" or ".props" or ".md" or ".csv"
         from named in DecisionNamed().Matches(File.ReadAllText(file))
         where !numbers.Contains(named.Groups[1].Value)
         select $"{Checkout.Shown(file)} names {named.Value}").ShouldBeEmpty();
    }

    private static IEnumerable<string> Decisions() =>
        Directory.EnumerateFiles(Path.Combine(Where.Root, "decisions"), "*.md").Where(f => Path.GetFileName(f) != "README.md");

    [GeneratedRegex("decisions?[/ ]([0-9]{4})\\b")]
    private static partial Regex DecisionNamed();

    [GeneratedRegex("^[0-9]{4}(-[a-z0-9]+)+\\.md$")]
    private static partial Regex DecisionName();
}
