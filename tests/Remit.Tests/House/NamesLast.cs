using System.Reflection;
using System.Text.RegularExpressions;
using Remit.Cli;
using Remit.Storage;
using Remit.Time;
using Remit.Web;

namespace Remit.Tests.House;

/// <summary>Names that outlive a reorganisation, and say what a thing is.</summary>
public partial class NamesLast
{
    private static readonly Assembly[] Product = [typeof(DateSpan).Assembly, typeof(CsvSource).Assembly, typeof(Site).Assembly, typeof(CommandLine).Assembly];

    private static readonly HashSet<string> Bodies = new(StringComparer.OrdinalIgnoreCase)
    {
        "Pct", "Pcts", "Ccg", "Ccgs", "Icb", "Icbs", "Stp", "Stps", "Sicbl", "Sicbls", "Sha", "Shas", "Csu", "Nhse", "Nhsei", "Pcn", "Pcns", "Ics",
    };

    // Two-word names of kinds of body; each word alone is harmless.
    private static readonly string[] BodiesInWords = ["AreaTeam", "SubIcb", "HealthAuthority", "CareTrust", "PrimaryCareTrust", "ClinicalCommissioningGroup", "IntegratedCareBoard"];

    private static readonly HashSet<string> Empty = new(StringComparer.OrdinalIgnoreCase)
    {
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Base", "Common", "Data", "Info", "Dto", "Wrapper", "Processor",
    };

    private static IEnumerable<Type> Types => Product.SelectMany(a => a.GetTypes()).Where(t => !t.Name.Contains('<') && t.Namespace?.StartsWith("Remit", StringComparison.Ordinal) == true);

    [Fact]
    public void No_type_is_named_after_a_kind_of_body() =>
        Types.Where(t => Words(t.Name).Any(Bodies.Contains) || BodiesInWords.Any(b => t.Name.Contains(b, StringComparison.OrdinalIgnoreCase)))
            .Select(t => t.FullName)
            .ShouldBeEmpty("kinds of body are dated data: the next reorganisation must be a data file, not a rename");

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Types.Where(t => Words(t.Name).LastOrDefault() is { } last && Empty.Contains(last)).Select(t => t.FullName).ShouldBeEmpty();

    [Fact]
    public void Every_interface_has_two_implementations() =>
        Types.Where(t => t.IsInterface)
            .Where(face => Types.Count(t => t is { IsClass: true } or { IsValueType: true } && t.GetInterfaces().Any(i => i == face || (i.IsGenericType && i.GetGenericTypeDefinition() == face))) < 2)
            .Select(t => t.FullName)
            .ShouldBeEmpty("an interface with one implementation only makes a reader look twice");

    [Theory]
    [InlineData("CcgMerger", "Ccg Merger")]
    [InlineData("ICBBoard", "ICB Board")]
    [InlineData("OdsCode", "Ods Code")]
    [InlineData("SqlForICB", "Sql For ICB")]
    public void A_name_is_taken_apart_into_its_words(string name, string words) =>
        string.Join(' ', Words(name)).ShouldBe(words);

    private static IEnumerable<string> Words(string name) => Word().Matches(name).Select(m => m.Value);

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Word();
}
