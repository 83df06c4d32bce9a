using System.Text.RegularExpressions;
using Remit.Powers;
using Remit.Storage;
using Remit.Storage.Powers;

namespace Remit.Tests.Storage.Powers;

public sealed partial class InstrumentFileTest : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_example_on_the_page_is_read_as_it_says()
    {
        var page = File.ReadAllText(Path.Combine(Where.Root, "specs", "powers", "formats.md"));

        var (written, instrument) = Read(Example().Match(page).Groups[1].Value);

        instrument.Id.ShouldBe("directions/somewhere-2017");
        instrument.InForce.ToString().ShouldBe("2017-09-01 to 2019-03-31");
        instrument.Clauses.Select(c => $"{c.Number} {c.Does} {c.Of} {c.To} {c.Liable} {c.What}").ShouldBe(["2 Moves 08L 08Q Stays ", "3 Requires 08L  NotStated a recovery plan by 30 November 2017"]);
        InstrumentFile.Write(Read(InstrumentFile.Write(written)).Written).ShouldBe(InstrumentFile.Write(written));
    }

    [Fact]
    public void Every_effect_and_every_field_is_on_the_page()
    {
        var page = File.ReadAllText(Path.Combine(Where.Root, "specs", "powers", "formats.md"));

        WrittenInstrument.Effects.Where(e => !Regex.IsMatch(page, $@"\| [a-z, ]*\b{e}\b")).ShouldBeEmpty();
        typeof(WrittenInstrument).GetProperties().Concat(typeof(WrittenClause).GetProperties()).Where(p => p.GetMethod is { IsStatic: false }).Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..])
            .Where(name => !Regex.IsMatch(page, $@"[`""]{name}[`""]|\b{name}\b")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "i.json:1: bad-instrument")]
    [InlineData("null", "i.json:1: bad-instrument: found 'null'")]
    [InlineData("[]", "i.json:1: bad-instrument: found 'something else at its beginning'")]
    [InlineData("{\n\"id\": \"a\",\n\"knid\": \"x\" }", "i.json:3: bad-instrument: found 'a field knid'")]
    [InlineData("{ \"id\": \"a\" }", "i.json:1: bad-instrument: found 'no kind, title, madeBy, power, clauses'")]
    [InlineData("{ \"id\": \"a\", \"kind\": \"direction\", \"title\": \"t\", \"madeBy\": \"x\", \"power\": \"p\",\n \"from\": \"1 April 2013\", \"clauses\": [] }", "i.json:2: bad-instrument")]
    [InlineData("{ \"id\": \"a\", \"kind\": \"direction\", \"title\": \"t\", \"madeBy\": \"x\", \"power\": \"p\", \"clauses\": [] }", "[clauses]: bad-instrument: found 'none', wanted at least one clause")]
    [InlineData("{ \"id\": \"a\", \"kind\": \"direction\", \"title\": \"t\", \"madeBy\": \"x\", \"power\": \"p\", \"clauses\": [null] }", "bad-instrument")]
    [InlineData("{ \"id\": \"a\", \"kind\": \"direction\", \"title\": \"t\", \"madeBy\": \"x\", \"power\": \"p\", \"clauses\": [{ \"clause\": \"1\", \"does\": \"stops\", \"functions\": [null], \"of\": \"08L\" }] }", "[clause 1, functions]: bad-instrument")]
    [InlineData("{ \"id\": \"a\", \"kind\": \"direction\", \"title\": \"t\", \"madeBy\": \"x\", \"power\": \"p\", \"clauses\": [{ \"clause\": \"1\", \"does\": \"3\" }] }", "[clause 1, does]: bad-instrument: found '3'")]
    [InlineData("{ \"id\": \"a\",\n\"id\": \"b\" }", "i.json:2: bad-instrument")]
    [InlineData("{ \"id\": \"a\", \"kind\": \"direction\", \"title\": \"t\", \"madeBy\": \"x\", \"power\": \"p\", \"from\": \"2017-04-01\", \"to\": \"2018-03-31\", \"clauses\": [{ \"clause\": \"1\", \"does\": \"revokes\", \"target\": \"b\" }] }", "[to]: bad-instrument: found '2018-03-31', wanted no last day")]
    [InlineData("{ \"id\": \"a\", \"kind\": \"direction\", \"title\": \"t\", \"madeBy\": \"x\", \"power\": \"p\", \"from\": \"2017-04-01\", \"clauses\": [{ \"clause\": \"1\", \"does\": \"amends\", \"target\": \"b\", \"targetClause\": \"1\" }] }", "[clause 1, does]: bad-instrument: found 'an amendment that changes nothing'")]
    [InlineData("{ \"id\": \"a\", \"kind\": \"direction\", \"title\": \"t\", \"madeBy\": \"x\", \"power\": \"p\", \"clauses\": [{ \"clause\": \"1\", \"does\": \"stops\", \"functions\": [\"acute\"], \"of\": \"08l\" }] }", "[clause 1, of]: bad-instrument: found '08l', wanted a code in capitals, as 08L")]
    public void What_is_no_instrument_is_refused_with_its_place(string text, string told)
    {
        var refused = Should.Throw<RefusedException>(() => Read(text));

        refused.Message.ShouldContain(told);
        refused.Message.ShouldNotContain("System.");
        refused.Message.ShouldNotContain("Remit.Powers");
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Should.Throw<RefusedException>(() => InstrumentFile.Read(folder.File("none.json"), default, ["direction"])).Message.ShouldContain("no such file");

    private (WrittenInstrument Written, Instrument Instrument) Read(string text)
    {
        File.WriteAllText(folder.File("i.json"), text);
        return InstrumentFile.Read(folder.File("i.json"), default, ["direction"]);
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
