using System.Reflection;
using System.Xml.Linq;
using Remit.Time;

namespace Remit.Tests.House;

/// <summary>The domain reads no file, no network, no environment and no clock, and needs no package: see decisions 0001 and 0003.</summary>
public class DomainKeepsToItself
{
    private static readonly Assembly Domain = typeof(DateSpan).Assembly;

    // Text in memory, its escaping, and the names of faults; everything else in these namespaces touches the machine.
    private static readonly HashSet<string> Harmless =
    [
        "System.IO.TextReader", "System.IO.TextWriter", "System.IO.StringReader", "System.IO.StringWriter",
        "System.IO.Stream", "System.IO.MemoryStream", "System.IO.InvalidDataException", "System.IO.EndOfStreamException", "System.Net.WebUtility",
    ];

    private static readonly string[] Outside =
    [
        "System.Console", "System.AppContext", "System.AppDomain", "System.Random",
        "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Threading.Timer", "System.Threading.Thread",
    ];

    private static readonly string[] OutsideNamespaces =
        ["System.Net", "System.Data", "System.IO", "Microsoft.Win32", "Microsoft.Data", "System.Runtime.InteropServices.Marshalling"];

    private static readonly string[] Clocks =
    [
        "DateTime.get_Now", "DateTime.get_UtcNow", "DateTime.get_Today", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow",
        "TimeProvider.get_System", "Environment.get_TickCount64", "Guid.NewGuid", "Guid.CreateVersion7",
    ];

    [Fact]
    public void The_domain_names_nothing_that_reaches_the_machine() =>
        (from type in Domain.GetTypes()
         from mentioned in Mentions.Of(type).Types
         let name = mentioned.FullName ?? mentioned.Name
         where !Harmless.Contains(name)
         where Outside.Contains(name) || OutsideNamespaces.Any(n => mentioned.Namespace == n || mentioned.Namespace?.StartsWith(n + ".", StringComparison.Ordinal) == true)
         select $"{type.FullName} mentions {name}").ShouldBeEmpty();

    [Fact]
    public void The_domain_reads_no_clock_and_makes_nothing_at_random() =>
        (from type in Domain.GetTypes()
         from called in Mentions.Of(type).Members
         let name = $"{called.DeclaringType?.Name}.{called.Name}"
         where Clocks.Contains(name)
         select $"{type.FullName} calls {name}").ShouldBeEmpty("days and instants are given to the domain, by whoever faces people");

    [Fact]
    public void The_domain_asks_nothing_of_its_environment() =>
        (from type in Domain.GetTypes()
         from called in Mentions.Of(type).Members
         where called.DeclaringType == typeof(Environment)
         // The compiler writes this one into every method that yields.
         where called.Name is not "get_CurrentManagedThreadId"
         select $"{type.FullName} calls {called.Name}").ShouldBeEmpty();

    [Fact]
    public void The_domain_references_only_the_framework() =>
        Domain.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void The_domain_has_no_package_and_no_project_of_its_own() =>
        XDocument.Load(Path.Combine(Where.Root, "src", "Remit", "Remit.csproj"))
            .Descendants()
            .Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference")
            .Select(e => e.ToString())
            .ShouldBeEmpty();

    [Fact]
    public void A_file_read_inside_a_method_would_be_seen() =>
        Mentions.Of(typeof(Sly)).Types.ShouldContain(typeof(File));

    private static class Sly
    {
        public static int Hidden() => System.IO.File.Exists("x") ? 1 : 0;
    }
}
