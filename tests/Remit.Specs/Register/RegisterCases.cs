using System.Globalization;
using Remit.Register;
using Remit.Tests;
using Remit.Time;

namespace Remit.Specs.Register;

/// <summary>Runs every question in specs/register against the world that its page describes.</summary>
public class RegisterCases
{
    private static readonly string[] Answers = ["stands in its place", "commissioner", "goes to"];

    public static TheoryData<string, int> Questions()
    {
        TheoryData<string, int> questions = [];
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Where.Root, "specs", "register"), "*.md").Order(StringComparer.Ordinal))
            foreach (var row in RegisterPage.Read(path).Where(IsQuestion))
                questions.Add(Path.GetFileName(path), row.Line);
        return questions;
    }

    [Theory, MemberData(nameof(Questions))]
    public void The_register_gives_the_answer_on_the_page(string page, int line)
    {
        var rows = RegisterPage.Read(Path.Combine(Where.Root, "specs", "register", page));
        var evidence = World(rows);
        var question = rows.Single(r => r.Line == line);
        Holds(question, question.Has("known by") ? evidence.KnownAt(LondonClock.EndOfDay(question.Day("known by"))) : evidence.ToDate);
    }

    /// <summary>Holds the answer on a page against what a register has.</summary>
    internal static void Holds(RegisterRow question, RegisterAsKnown register)
    {
        var day = question.Day("on");
        if (question.Has("stands in its place"))
            Shown(register.SuccessorOn(OdsCode.Parse(question["code"]), day).Select(c => c.ToString())).ShouldBe(question["stands in its place"]);
        else if (question.Has("goes to"))
        {
            var descent = new Lineage(register, question.Day("figures of"), day, by: Enum.Parse<ShareBasis>(question["by"], ignoreCase: true)).Of(OdsCode.Parse(question["code"]));
            Shown(descent.Shares.Select(s => descent.Shares.Count == 1 ? s.To.ToString() : $"{s.To} {s.Weight}/{descent.Whole}")).ShouldBe(question["goes to"]);
            descent.Method.ShouldBe(question["method"]);
        }
        else if (question.Has("area"))
            Shown(register.CommissionerOf(OnsCode.Parse(question["area"]), day) is { } coverage ? [coverage.Commissioner.ToString()] : []).ShouldBe(question["commissioner"]);
        else
        {
            var practice = PracticeCode.Parse(question["practice"]);
            Shown(register.CommissionerOf(practice, day) is { } membership ? [membership.Commissioner.ToString()] : []).ShouldBe(question["commissioner"]);
            if (question.Has("because"))
                (register.MembershipsOf(practice).On(day)?.Source.Because ?? "").ShouldBe(question["because"]);
            if (question.Has("says who"))
                register.MembershipsOf(practice).On(day)!.Value.Source.ToString().ShouldContain(question["says who"]);
        }
    }

    [Fact]
    public void There_are_questions_to_ask() => Questions().Count.ShouldBeGreaterThan(25);

    internal static bool IsQuestion(RegisterRow row) => row.Has("on") && Answers.Any(row.Has);

    private static string Shown(IEnumerable<string> codes) => string.Join(' ', codes) is { Length: > 0 } text ? text : "?";

    private static Evidence World(IReadOnlyList<RegisterRow> rows)
    {
        var table = new Source(new Release("specs", "the page", DateOnly.MinValue, DateTimeOffset.MinValue, "specs"));
        var facts = new NationalFacts
        {
            Standings = [.. rows.Where(r => r.Has("body")).Select(r => (OdsCode.Parse(r["body"]), new Standing(r["kind"], $"NHS {r["body"]}", r.Days("from", "to"), table)))],
            LocalCommissioners = rows.Where(r => r.Has("kind")).Select(r => r["kind"]).Where(k => k is "CCG" or "sub-ICB location").ToHashSet(),
            Successions = [.. rows.Where(r => r.Has("from code")).Select(r =>
                new Succession(OdsCode.Parse(r["from code"]), r["to code"].Length == 0 ? null : OdsCode.Parse(r["to code"]), r.Day("on"), "merger", table))],
        };
        return new(facts, Releases(rows));
    }

    /// <summary>The lists and look-ups on a page, each edition a release.</summary>
    internal static IEnumerable<ReleaseEvidence> Releases(IReadOnlyList<RegisterRow> rows)
    {
        var memberships = rows.Where(r => r.Has("edition")).GroupBy(r => r["edition"]).Select(edition =>
            new ReleaseEvidence(new("epcmem", "memberships", edition.First().Day("edition"),
                edition.First().Has("learned") ? LondonClock.EndOfDay(edition.First().Day("learned")) : DateTimeOffset.MinValue, $"epcmem_{edition.Key}.csv", edition.Key))
            {
                Memberships = new(() => [.. edition.Select(r => new MembershipRow(PracticeCode.Parse(r["practice"]), OdsCode.Parse(r["commissioner"]), r.Days("joined", "left"), r.Line))]),
            });
        var lookups = rows.Where(r => r.Has("look-up of")).GroupBy(r => r["look-up of"]).Select(year =>
            new ReleaseEvidence(new("small-areas", "small areas", new(int.Parse(year.Key, CultureInfo.InvariantCulture), 4, 1), DateTimeOffset.MinValue, $"LSOA_{year.Key}.csv", year.Key))
            {
                Coverage = new(() => [.. year.Select(r => new CoverageRow(OnsCode.Parse(r["area"]), new(OdsCode.Parse(r["commissioner"]), null), r.Line))]),
            });
        var lists = rows.Where(r => r.Has("lists of")).GroupBy(r => r["lists of"]).Select(edition =>
            new ReleaseEvidence(new(RegisteredLists.ReleaseKind, "patients", edition.First().Day("lists of"), DateTimeOffset.MinValue, $"lists_{edition.Key}.csv", $"lists {edition.Key}"))
            {
                ListSizes = new(() => [.. edition.Select(r => new ListSize(PracticeCode.Parse(r["practice"]), long.Parse(r["patients"], CultureInfo.InvariantCulture), r.Line))]),
            });
        return memberships.Concat(lookups).Concat(lists);
    }
}
