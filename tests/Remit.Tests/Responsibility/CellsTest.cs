using FsCheck;
using FsCheck.Fluent;
using Remit.Responsibility;
using Outcome = Remit.Responsibility.Outcome;

namespace Remit.Tests.Responsibility;

public class CellsTest
{
    // Every kind of white space the standard knows, dots, semicolons, letters whose upper case is a surprise, and ordinary ones.
    private static readonly Gen<string> Cell = Gen.Elements(
            ' ', '\t', '\u00A0', '\u2003', '\n', '.', ';', 'a', 'Z', '0', '9', 'ß', 'ı', 'İ', 'ŉ', 'é', 'ǆ', 'ſ', '\u200B')
        .ListOf().Select(letters => string.Concat(letters));

    [Theory]
    [InlineData(CellKind.Text)]
    [InlineData(CellKind.Code)]
    [InlineData(CellKind.Postcode)]
    [InlineData(CellKind.Date)]
    [InlineData(CellKind.Codes)]
    public void Cleaning_a_clean_cell_changes_nothing(CellKind kind) =>
        Prop.ForAll(Cell.ToArbitrary(), cell => Cells.Clean(kind, Cells.Clean(kind, cell)) == Cells.Clean(kind, cell)).Check(Cases.Config);

    [Fact]
    public void Taking_codes_apart_again_changes_nothing() =>
        Prop.ForAll(Cell.ToArbitrary(), cell => Cells.Codes(string.Join(';', Cells.Codes(cell))).SequenceEqual(Cells.Codes(cell))).Check(Cases.Config);

    [Fact]
    public void Codes_hold_no_white_space_no_dot_and_none_is_empty() =>
        Prop.ForAll(Cell.ToArbitrary(), cell => Cells.Codes(cell).All(c => c.Length > 0 && c.All(x => x is not '.' and not ';' && !char.IsWhiteSpace(x)))).Check(Cases.Config);

    [Theory]
    [InlineData(CellKind.Code, " a81001\t", "A81001")]
    [InlineData(CellKind.Code, "a 81001", "A 81001")]
    [InlineData(CellKind.Code, "2", "2")]
    [InlineData(CellKind.Code, "11", "11")]
    [InlineData(CellKind.Code, "1430", "1430")]
    [InlineData(CellKind.Postcode, " ls1  4\u00A0ap ", "LS14AP")]
    [InlineData(CellKind.Postcode, "zz99 3gz", "ZZ993GZ")]
    [InlineData(CellKind.Date, " 2025-06-30 ", "2025-06-30")]
    [InlineData(CellKind.Text, " As it stands ", " As it stands ")]
    public void A_cell_is_cleaned_as_the_exact_meanings_say_and_no_further(CellKind kind, string cell, string cleaned) =>
        Cells.Clean(kind, cell).ShouldBe(cleaned);

    [Theory]
    [InlineData("n97.9; z31 ;;. ; Z35.0", "N979|Z31|Z350")]
    [InlineData("", "")]
    [InlineData(" ; . ;", "")]
    public void Several_codes_stand_between_semicolons(string cell, string codes) =>
        string.Join('|', Cells.Codes(cell)).ShouldBe(codes);

    [Theory]
    [InlineData("Y", true)]
    [InlineData(" y ", true)]
    [InlineData("YES", false)]
    [InlineData("1", false)]
    [InlineData("TRUE", false)]
    [InlineData("N", false)]
    [InlineData("", false)]
    public void Evidence_is_yes_only_where_the_cell_is_exactly_Y(string cell, bool yes) =>
        SmallWorld.Decide(SmallWorld.Record((Item.PublicHealthService, cell))).Outcome.ShouldBe(yes ? Outcome.PublicHealth : Outcome.Responsible);
}
