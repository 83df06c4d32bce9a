using System.Reflection;
using System.Runtime.CompilerServices;
using Remit.Cli;
using Remit.Storage;
using Remit.Time;
using Remit.Web;

namespace Remit.Tests.House;

/// <summary>A short type name means one thing in the whole product, so that a reader who meets it knows it.</summary>
public class OneMeaningEach
{
    private static readonly Assembly[] Product = [typeof(DateSpan).Assembly, typeof(Workspace).Assembly, typeof(Site).Assembly, typeof(CommandLine).Assembly];

    [Fact]
    public void No_short_type_name_is_used_in_two_places() =>
        Product.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsNested && type.Namespace?.StartsWith("Remit", StringComparison.Ordinal) == true && !type.IsDefined(typeof(CompilerGeneratedAttribute)))
            .GroupBy(type => type.Name.Split('`')[0], type => type.Namespace)
            .Where(name => name.Distinct().Count() > 1)
            .Select(name => $"{name.Key} in {string.Join(" and ", name.Distinct())}")
            .ShouldBeEmpty("call one of them what it is");
}
