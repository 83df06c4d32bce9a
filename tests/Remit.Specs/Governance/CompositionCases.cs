using System.Globalization;
using Remit.Governance;
using Remit.Register;
using Remit.Specs.Register;
using Remit.Storage.Governance;
using Remit.Storage.Register;
using Remit.Tests;
using Remit.Time;

namespace Remit.Specs.Governance;

/// <summary>Runs every row of specs/governance/composition.md against the body that the page describes, changed as the row says.</summary>
public class CompositionCases
{
    private const string NotInForce = "not in force";

    private static readonly GovernanceFacts Facts = GovernanceTables.Shipped;
    private static readonly OdsCode Body = OdsCode.Parse("00L");
    private static readonly IReadOnlyList<RegisterRow> Rows = RegisterPage.Read(Path.Combine(Where.Root, "specs", "governance", "composition.md"));

    public static TheoryData<int> Cases() => [.. Rows.Where(r => r.Has("comes to")).Select(r => r.Line)];

    [Theory, MemberData(nameof(Cases))]
    public void The_rule_comes_to_what_the_page_says(int line)
    {
        var row = Rows.Single(r => r.Line == line);
        var rule = row["rule"];
        var findings = new Composition(Facts, Changed(row)).Check().Where(f => f.Rule == rule).ToList();

        if (row["comes to"] == NotInForce)
        {
            findings.ShouldBeEmpty();
            return;
        }

        // A rule that is about each person is broken if it is for one of them; a ground that nobody meets leaves no finding.
        var worst = findings.OrderByDescending(f => f.Compliance switch { Compliance.Broken => 2, Compliance.Unknown => 1, _ => 0 }).FirstOrDefault();
        (worst?.Compliance ?? Compliance.Met).ToString().ToLowerInvariant().ShouldBe(row["comes to"], worst?.Because);
        if (worst is not null)
        {
            $"{worst.Because} {worst.Person?.Name}".ShouldContain(row["about"]);
            worst.Basis.ShouldNotBeEmpty();
            if (worst.Compliance == Compliance.Broken)
                worst.Remedy.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Every_rule_is_shown_met_and_broken_and_every_ground_broken()
    {
        var shown = Rows.Where(r => r.Has("comes to")).Select(r => (r["rule"], r["comes to"])).ToHashSet();

        Facts.Rules.SelectMany(r => ((string, string)[])[(r.Id, "met"), (r.Id, "broken")]).Concat(Facts.Disqualifications.Select(d => (d.Id, "broken"))).Where(c => !shown.Contains(c)).ShouldBeEmpty();
        // The others look only at which seats are filled, which is always known.
        Facts.Rules.Where(r => r.Test is CompositionTest.QualifiedHolder or CompositionTest.EveryHolder or CompositionTest.DeputyHoldsIfChair).Where(r => !shown.Contains((r.Id, "unknown"))).Select(r => r.Id).ShouldBeEmpty();
    }

    [Fact]
    public void The_body_as_it_should_be_breaks_nothing_under_either_set_of_rules()
    {
        var asItIs = Rows.First(r => r.Has("comes to") && r["vacant"] == "" && r["given"] == "" && r["says yes"] == "" && r["says no"] == "" && r["not asked"] == "");
        foreach (var day in ((DateOnly[])[new(2013, 4, 1), new(2016, 6, 28), new(2022, 4, 13), new(2022, 4, 14), new(2022, 6, 30)]))
            new Composition(Facts, Changed(asItIs) with { Day = day }).Check().Where(f => f.Compliance != Compliance.Met).ShouldBeEmpty();
    }

    private static Structure Changed(RegisterRow row)
    {
        var day = row.Day("on");
        var vacant = row["vacant"].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var given = row["given"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(g => g.Split('=')).ToDictionary(g => g[0], g => g[1].Split(':'));
        var committees = Rows.Where(r => r.Has("kind")).Where(r => !vacant.Contains(r["committee"])).Select(c => new Committee(c["committee"], c["kind"], c["kind"],
            [.. Rows.Where(r => r.Has("seat") && r["seat"].StartsWith(c["committee"] + "/", StringComparison.Ordinal)).Select(s =>
                new Seat(s["seat"].Split('/')[1], s["seat"], given.GetValueOrDefault(s["seat"]) is [_, "gp"] ? ["lay-area"] : s["offices"].Split(' ')))],
            new(int.Parse(c["quorum"], CultureInfo.InvariantCulture)), c["chair"], c["deputy"])).ToList();
        var appointments = Rows.Where(r => r.Has("seat") && !vacant.Contains(r["seat"])).Select((s, n) =>
        {
            var place = s["seat"].Split('/');
            var holder = given.GetValueOrDefault(s["seat"]);
            var days = s.Days("from", "to");
            return new Appointment(n + 1, holder?[0] ?? s["person"], Body, place[0], place[1], holder is [_, "open"] ? new DateSpan(days.First) : days, "appointed");
        }).ToList();
        var people = appointments.Select(a => a.Person).Distinct().Select(p => new Person(p, p, Declared(p, row)));
        return new GovernanceAsKnown(Facts, new Evidence(NationalTables.Shipped, []).ToDate, [new(Body, "1", new(2013, 4, 1), committees)], people, appointments).On(Body, day)!;
    }

    private static List<Declaration> Declared(string person, RegisterRow row)
    {
        var yes = Rows.FirstOrDefault(r => r.Has("declared yes") && r["person"] == person)?["declared yes"].Split(' ') ?? [];
        var unasked = Said(row["not asked"], person).ToHashSet();
        return
        [
            .. Facts.Declarable.Where(d => !unasked.Contains(d.Code)).Select(d => new Declaration(d.Code, yes.Contains(d.Code))),
            .. Said(row["says yes"], person).Select(f => f.Split('@')).Select(f => new Declaration(f[0], true, f is [_, var on] && IsoDate.TryParse(on, out var day) ? day : null)),
            .. Said(row["says no"], person).Select(f => new Declaration(f, false)),
        ];
    }

    private static IEnumerable<string> Said(string cell, string person) =>
        cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split(':')).Where(c => c[0] == person).Select(c => c[1]);
}
