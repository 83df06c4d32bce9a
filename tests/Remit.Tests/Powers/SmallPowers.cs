using Remit.Powers;
using Remit.Register;
using Remit.Tests.Register;

namespace Remit.Tests.Powers;

/// <summary>A few bodies, functions and instruments, put together in a line or two. Everyone in it is a CCG; NHS England has a name only.</summary>
internal static class SmallPowers
{
    public static readonly FunctionCode Acute = FunctionCode.Parse("acute"), General = FunctionCode.Parse("general");

    private static readonly Source Table = new(new("specs", "the test", DateOnly.MinValue, DateTimeOffset.MinValue, "the test"));

    public static readonly PowersFacts Facts = new()
    {
        Functions = [.. ((FunctionCode[])[Acute, FunctionCode.Parse("acute/elective"), General]).Select(f => new CommissioningFunction(f, f.ToString(), "", "", new(SmallEngland.Began), Table))],
        Kinds = [new("statute", false, ""), new("delegation agreement", false, ""), new("direction", true, "")],
        Makings = [new("CCG", "establishment", "establishment", Party.Parse("NHS England"), "the Act"), new("CCG", "merger", "merger", Party.Parse("NHS England"), "the Act")],
        Instruments =
        [
            Written("act", "2013-04-01", null, new("1", "confers", ["acute"], To: "each CCG"), new("2", "confers", ["general"], To: "NHS England")),
        ],
    };

    public static readonly RegisterAsKnown Register = new Evidence(
        SmallEngland.Facts([("00A", "2013-04-01", null), ("00B", "2013-04-01", null), ("00C", "2013-04-01", "2016-03-31"), ("00D", "2013-04-01", "2016-03-31"), ("11X", "2016-04-01", null)],
            ("00C", "11X", "2016-04-01"), ("00D", "11X", "2016-04-01")), []).ToDate;

    public static Instrument Known(string id, string from, DateTimeOffset learned, params WrittenClause[] clauses) =>
        Written(id, from, null, clauses) with { Source = new(Table.Release with { LearnedAt = learned }) };

    public static Instrument Written(string id, string from, string? to, params WrittenClause[] clauses)
    {
        List<Finding> found = [];
        var instrument = new WrittenInstrument(id, "direction", id, "NHS England", "the Act", null, SmallEngland.Day(from), to is null ? null : SmallEngland.Day(to), null, null, clauses)
            .Read(Table, ["direction"], (clause, field) => new(id, 0, $"{clause} {field}"), found);
        found.ShouldBeEmpty();
        return instrument!;
    }

    public static PowersAsKnown With(params IEnumerable<Instrument> instruments) => At(DateTimeOffset.MaxValue, instruments);

    public static PowersAsKnown At(DateTimeOffset known, params IEnumerable<Instrument> instruments) => new(Facts, Register, instruments, known);

    public static FunctionAnswer Asked(this PowersAsKnown powers, FunctionCode function, string code, string day) =>
        powers.Who(function, powers.Around(OdsCode.Parse(code), SmallEngland.Day(day))!);

    public static string Deciding(this FunctionAnswer answer) => answer.Settled switch
    {
        Settled.One or Settled.Jointly => string.Join(" + ", answer.Deciders),
        Settled.Nobody => "nobody",
        Settled.Conflicting => "conflict",
        _ => "?",
    };
}
