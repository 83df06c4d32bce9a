using System.Globalization;
using Remit.Powers;
using Remit.Register;
using Remit.Specs.Register;
using Remit.Tests;
using Remit.Time;

namespace Remit.Specs.Powers;

/// <summary>Runs every question in specs/powers against the world that its page describes.</summary>
public class PowersCases
{
    private static readonly Source Page = new(new("specs", "the page", DateOnly.MinValue, DateTimeOffset.MinValue, "specs"));

    public static TheoryData<string, int> Questions()
    {
        TheoryData<string, int> questions = [];
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Where.Root, "specs", "powers"), "*.md").Order(StringComparer.Ordinal))
            foreach (var row in RegisterPage.Read(path))
                if (row.Has("decides") || row.Has("uptake of") || RegisterCases.IsQuestion(row))
                    questions.Add(Path.GetFileName(path), row.Line);
                else if (!(row.Has("body") || row.Has("from code") || row.Has("lies") || row.Has("law") || row.Has("instrument") || row.Has("term") || row.Has("edition") || row.Has("look-up of")))
                    throw new FormatException($"{Path.GetFileName(path)}:{row.Line} is in a table that nothing reads.");
        return questions;
    }

    [Theory, MemberData(nameof(Questions))]
    public void The_instruments_give_the_answer_on_the_page(string page, int line)
    {
        var rows = RegisterPage.Read(Path.Combine(Where.Root, "specs", "powers", page));
        var asked = rows.Single(r => r.Line == line);
        var (register, powers) = World(rows, Stated(asked, "known by") is not null ? LondonClock.EndOfDay(asked.Day("known by")) : DateTimeOffset.MaxValue);
        if (asked.Has("uptake of"))
        {
            var uptake = powers.UptakeOf(FunctionCode.Parse(asked["uptake of"]), asked.Day("on")).Single(u => u.Word == asked["level"]);
            (uptake.Bodies?.ToString(CultureInfo.InvariantCulture) ?? "?", uptake.OutOf?.ToString(CultureInfo.InvariantCulture) ?? "?", string.Join(' ', uptake.Named)).ShouldBe((asked["bodies"], asked["of"], asked["named"]));
            return;
        }

        if (!asked.Has("decides"))
        {
            RegisterCases.Holds(asked, register);
            return;
        }

        var answer = powers.Who(FunctionCode.Parse(asked["function"]), powers.Around(OdsCode.Parse(asked["for"]), asked.Day("on"))!);

        (answer.Settled switch
        {
            Settled.One or Settled.Jointly => string.Join(" and ", answer.Deciders),
            Settled.Nobody => "nobody",
            Settled.Conflicting => "conflict",
            _ => "?",
        }).ShouldBe(asked["decides"]);
        (answer.Liable?.ToString() ?? "?").ShouldBe(asked["liable"]);
        if (asked.Has("also"))
            string.Join(" and ", answer.Also).ShouldBe(asked["also"]);
        if (asked.Has("part"))
            string.Join("; ", answer.Parts.Select(p => $"{p.Function} {string.Join(" and ", p.Deciders)}")).ShouldBe(asked["part"]);
        if (Stated(asked, "by") is not null)
            string.Join(" > ", answer.Chain.Where(g => g.Term.Clause.Does != Effect.Establishes).Select(g => $"{g.Term.Instrument.Id} {g.Term.Clause.Number}")).ShouldBe(asked["by"]);
        if (Stated(asked, "told") is { } told)
            answer.Warnings.Append(answer.Missing).Append(answer.LiableMissing).ShouldContain(w => w.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void There_are_questions_to_ask() => Questions().Count.ShouldBeGreaterThan(60);

    private static string? Stated(RegisterRow row, string heading) => row.Has(heading) && row[heading].Length > 0 ? row[heading] : null;

    private static (RegisterAsKnown Register, PowersAsKnown Powers) World(IReadOnlyList<RegisterRow> rows, DateTimeOffset known)
    {
        List<Instrument> recorded = [.. rows.Where(r => r.Has("instrument")).GroupBy(r => r["instrument"]).Select(i => Read(i.Key, [.. i], Clause, i.First()["kind of instrument"]))];
        var ledger = new Ledger(recorded);
        var register = new Evidence(new NationalFacts
        {
            Standings = [.. rows.Where(r => r.Has("body")).Select(r => (OdsCode.Parse(r["body"]), new Standing(r["kind"], $"NHS {r["body"]}", r.Days("from", "to"), Page)))],
            Successions = [.. rows.Where(r => r.Has("from code")).Select(r =>
                new Succession(OdsCode.Parse(r["from code"]), r["to code"].Length == 0 ? null : OdsCode.Parse(r["to code"]), r.Day("on"), r["how"], Page))],
            Links = [.. rows.Where(r => r.Has("lies")).Select(r => new Link(OdsCode.Parse(r["lies"]), "icb", OdsCode.Parse(r["in"]), r.Days("from", "to"), Page))],
        }, RegisterCases.Releases(rows), instant => RegisterEffects.Of(ledger.KnownAt(instant)), ledger.Turns).KnownAt(known);
        var laws = rows.Where(r => r.Has("law")).ToList();
        var facts = new PowersFacts
        {
            Functions = [.. laws.SelectMany(r => r["functions"].Split(' ')).Distinct().Select(f => new CommissioningFunction(FunctionCode.Parse(f), f, "", "", new(new(2013, 4, 1)), Page))],
            Kinds = [new("statute", false, ""), new("delegation agreement", false, ""), new("joint committee", false, ""), new("section 75 arrangement", false, ""), new("direction", true, ""), new("emergency direction", true, "")],
            Makings = [new("CCG", "establishment", "establishment", Party.Parse("NHS England"), "section 14C"), new("CCG", "merger", "merger", Party.Parse("NHS England"), "section 14G")],
            Instruments = [.. laws.Select(r => Read(r["law"], [r], r => new("3", "confers", r["functions"].Split(' '), To: r["held by"]), "statute"))],
        };
        return (register, new(facts, register, recorded, known));

        static WrittenClause Clause(RegisterRow r) => new(r["clause"], r["does"], Stated(r, "functions")?.Split(' '), Stated(r, "except")?.Split(' '), Stated(r, "of"), Stated(r, "to"), Stated(r, "for people of")?.Split(' '),
            Stated(r, "what"), Stated(r, "liable"), Stated(r, "target"), Stated(r, "target clause"), Stated(r, "until") is null ? null : r.Day("until"), Number(r, "bodies"), Number(r, "out of"),
            Stated(r, "as a"), Stated(r, "named"), Stated(r, "practices")?.Split(' '), Stated(r, "areas")?.Split(' '));
    }

    private static int? Number(RegisterRow row, string heading) => Stated(row, heading) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static Instrument Read(string id, IReadOnlyList<RegisterRow> rows, Func<RegisterRow, WrittenClause> clause, string kind)
    {
        List<Finding> found = [];
        var days = rows[0].Days("first day", "last day");
        var source = Page with { Release = Page.Release with { LearnedAt = Stated(rows[0], "learned") is null ? DateTimeOffset.MinValue : LondonClock.EndOfDay(rows[0].Day("learned")) } };
        return new WrittenInstrument(id, kind, id, "NHS England", "the Act", null, days.First, days.Last, null, null, [.. rows.Select(clause)])
            .Read(source, [kind], (c, field) => new(id, rows[0].Line, $"{c} {field}"), found) is { } read
            ? read with { WithdrawnAt = Stated(rows[0], "withdrawn") is null ? null : LondonClock.EndOfDay(rows[0].Day("withdrawn")) }
            : throw new FormatException(string.Join('\n', found));
    }
}
