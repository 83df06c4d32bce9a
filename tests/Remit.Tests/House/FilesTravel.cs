using System.Text.RegularExpressions;

namespace Remit.Tests.House;

/// <summary>Nothing in the repository depends on, or tells of, the machine where it was written.</summary>
public partial class FilesTravel
{
    [Fact]
    public void No_file_names_a_place_on_somebodys_machine() =>
        Lines((_, line) => MachinePath().IsMatch(line)).ShouldBeEmpty();

    [Fact]
    public void No_file_names_where_packages_are_fetched_from() =>
        Lines((_, line) => PackageSource().IsMatch(line)).ShouldBeEmpty("where packages come from is each machine's own setting");

    [Fact]
    public void No_file_sets_where_packages_are_fetched_from() =>
        Checkout.Files().Where(f => Path.GetFileName(f).ToUpperInvariant() is "NUGET.CONFIG" or ".NPMRC" or ".YARNRC").Select(Checkout.Shown).ShouldBeEmpty();

    [Fact]
    public void Packages_are_locked_for_the_machine_that_the_command_is_published_for() =>
        Checkout.Files().Where(f => Path.GetFileName(f) == "packages.lock.json" && !File.ReadAllText(f).Contains("\"net10.0/linux-x64\"", StringComparison.Ordinal))
            .Select(Checkout.Shown)
            .ShouldBeEmpty("such a lock file stops a locked restore; 'dotnet restore Remit.slnx --force-evaluate' writes it anew");

    [Fact]
    public void Lines_end_as_the_repository_says_they_do() =>
        Checkout.TextFiles().Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".md", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains('\r', StringComparison.Ordinal))
            .Select(Checkout.Shown)
            .ShouldBeEmpty();

    [Theory]
    [InlineData("see \u002fhome/ann/x", true)]
    [InlineData("see \u002fUsers/ann/x", true)]
    [InlineData("'\u002fwork/x'", true)]
    [InlineData("C\u003a\\Users\\ann", true)]
    [InlineData("the home/work balance", false)]
    [InlineData("https://example.org/work/", false)]
    [InlineData("../shared/data", false)]
    public void A_place_on_a_machine_is_known_from_its_look(string line, bool isOne) =>
        MachinePath().IsMatch(line).ShouldBe(isOne);

    private static IEnumerable<string> Lines(Func<string, string, bool> breaks) =>
        from file in Checkout.TextFiles()
        where !file.EndsWith("packages.lock.json", StringComparison.Ordinal)
        from numbered in File.ReadLines(file).Index()
        where breaks(file, numbered.Item)
        select $"{Checkout.Shown(file)}:{numbered.Index + 1}: {numbered.Item.Trim()}";

    [GeneratedRegex(@"(?<![\w.:/])/(work|home|root|Users|mnt|tmp)/\w|\b[A-Za-z]:\\(Users|Work)\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://[^\s""'<>]*((api\.nuget|registry\.npm|artifactory|nexus|pypi|proxy\.golang)|/v3/index\.json)", RegexOptions.IgnoreCase)]
    private static partial Regex PackageSource();
}
