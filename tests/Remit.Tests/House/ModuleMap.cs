using System.Reflection;
using Remit.Time;

namespace Remit.Tests.House;

/// <summary>Who may know about whom inside the domain. A module absent from a row is one it must not mention.</summary>
public class ModuleMap
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Time"] = [],
        ["Money"] = [],
        ["Journal"] = [],
        ["Register"] = ["Time"],
        ["Access"] = ["Time", "Register"],
        ["Powers"] = ["Time", "Register"],
        ["Governance"] = ["Time", "Register", "Powers"],
        ["Responsibility"] = ["Time", "Register", "Powers"],
        ["Allocations"] = ["Time", "Money", "Register", "Powers"],
        ["Policies"] = ["Time", "Register", "Powers", "Governance"],
        ["Contracts"] = ["Time", "Money", "Register", "Powers", "Responsibility"],
        ["PrimaryCare"] = ["Time", "Money", "Register", "Powers", "Governance", "Contracts"],
        ["Oversight"] = ["Time", "Register", "Powers", "Governance"],
        ["Engagement"] = ["Time", "Register", "Powers", "Governance"],
    };

    private static readonly Assembly Domain = typeof(DateSpan).Assembly;

    [Fact]
    public void A_module_mentions_only_those_the_table_allows_it() =>
        Breaches(Domain).ShouldBeEmpty();

    [Fact]
    public void Every_module_is_in_the_table() =>
        Domain.GetTypes()
            .Select(t => t.Namespace?.Split('.'))
            .Where(n => n is ["Remit", _, ..])
            .Select(n => n![1])
            .Distinct()
            .Where(module => !MayUse.ContainsKey(module))
            .ShouldBeEmpty("a new module needs its row in the table: whom may it know?");

    [Fact]
    public void Nothing_outside_a_module_mentions_one() =>
        Domain.GetTypes()
            .Where(t => t.Namespace == "Remit")
            .SelectMany(t => Mentions.Of(t).Types.Where(m => Module(m) is not null).Select(m => $"{t.FullName} mentions {m.FullName}"))
            .ShouldBeEmpty("what stands at the top of the domain is for every module, so it can know none");

    [Fact]
    public void No_two_modules_need_each_other()
    {
        foreach (var (module, uses) in MayUse)
            uses.Where(used => Reaches(used, module)).ShouldBeEmpty($"{module} would be in a ring");

        static bool Reaches(string from, string to) => from == to || MayUse[from].Any(next => Reaches(next, to));
    }

    [Fact]
    public void A_name_written_in_full_inside_a_method_is_seen() =>
        Mentions.Of(typeof(Sly)).Types.ShouldContain(typeof(FinancialYear));

    private static IEnumerable<string> Breaches(Assembly assembly) =>
        from type in assembly.GetTypes()
        let user = Module(type)
        where user is not null
        from mentioned in Mentions.Of(type).Types
        let used = Module(mentioned)
        where used is not null && used != user && !MayUse[user].Contains(used)
        select $"{type.FullName} mentions {mentioned.FullName}, but {user} may not know {used}";

    private static string? Module(Type type) =>
        type.Namespace?.Split('.') is ["Remit", var module, ..] && MayUse.ContainsKey(module) && type.Assembly == Domain ? module : null;

    private static class Sly
    {
        public static string Hidden() => global::Remit.Time.FinancialYear.Of(new DateOnly(2025, 4, 1)).ToString();
    }
}
