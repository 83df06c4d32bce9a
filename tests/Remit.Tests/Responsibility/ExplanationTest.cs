using Remit.Responsibility;

namespace Remit.Tests.Responsibility;

public class ExplanationTest
{
    private static readonly Func<string, string?> Names = code =>
        SmallWorld.Rows(TableSchema.Areas).FirstOrDefault(r => r.Cells[0] == code)?.Called;

    private static Determination Explain(ActivityRecord record) =>
        new ReferenceEngine(SmallWorld.Tables).Explain(SmallWorld.RulebookOf(record), record);

    private static string Text(ActivityRecord record) =>
        Explanation.Text(Explain(record), "Record 17 of june.csv, line 18", CdsType.Of(record[Item.CdsType])!, Names) + "\n";

    /// <summary>Records that between them read every table and come to every kind of end.</summary>
    private static readonly (Item Item, string Cell)[][] Various =
    [
        [],
        [(Item.CdsType, "011")],
        [(Item.CdsType, "011"), (Item.Postcode, "CF1 1AA"), (Item.Provider, "RAA77")],
        [(Item.ServiceCode, "NCBPS02B"), (Item.PlacingCommissioner, "02B")],
        [(Item.ServiceCode, "NCBPS01A"), (Item.Provider, "RBB")],
        [(Item.Practice, "W91001"), (Item.Postcode, "LD1 1AA"), (Item.ServiceCode, "NCBPS02B")],
        [(Item.Practice, ""), (Item.Postcode, "ZZ99 3GZ")],
        [(Item.CdsType, "190"), (Item.Postcode, "PO1 2BW"), (Item.SourceOfAdmission, "39")],
        [(Item.OverseasCategory, "C"), (Item.ReciprocalAgreement, "Y"), (Item.Practice, "A81003")],
        [(Item.OverseasCategory, "F")],
        [(Item.CouncilPublicHealth, "Y")],
        [(Item.PublicHealthService, "Y")],
        [(Item.ActivityDate, "2018-10-01"), (Item.TreatmentFunction, "141")],
    ];

    [Fact]
    public void A_whole_explanation_reads_from_the_question_to_the_code() =>
        Snapshot.Matches(Text(SmallWorld.Record((Item.Practice, "A81004"), (Item.ServiceCode, "NCBPS02B"), (Item.OverseasCategory, ""))));

    [Fact]
    public void An_explanation_of_a_placement_and_of_a_code_not_in_force_says_so() =>
        Snapshot.Matches(Text(SmallWorld.Record((Item.Practice, "A81004"), (Item.PlacingCommissioner, "03C"))));

    [Fact]
    public void Every_value_that_comes_from_a_table_names_its_file_and_line()
    {
        var read = Various.Select(SmallWorld.Record).Select(Explain)
            .SelectMany(e => e.Steps.SelectMany(s => s.Read).Concat(e.CodeSteps.SelectMany(f => f.Read)))
            .Where(v => v.Row is not null).Select(v => v.Row!).ToList();

        read.Select(r => r.Origin.File).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(["areas.csv", "detention_sites.csv", "postcodes.csv", "practices.csv", "providers.csv", "services.csv"]);
        foreach (var row in read)
        {
            row.Provenance.ShouldBe($"{row.Origin.File}, line {row.Line}");
            row.Line.ShouldBeGreaterThan(1);
        }
    }

    [Fact]
    public void Every_box_asked_is_told_with_its_answer_and_its_source()
    {
        foreach (var record in Various.Select(SmallWorld.Record))
        {
            var text = Text(record);
            foreach (var step in Explain(record).Steps)
            {
                text.ShouldContain($"{step.Box.Question}  {Explanation.AnswerWord(step.Answer)}");
                text.ShouldContain($"{Explanation.Says(step.Box, step.Answer)}  [{step.Box.Cites}]");
            }
        }
    }

    [Fact]
    public void Every_flag_is_told_in_words_and_the_standing_of_the_rulebook_with_them()
    {
        foreach (var record in Various.Select(SmallWorld.Record))
        {
            var (text, determination) = (Text(record), Explain(record));
            foreach (var flag in determination.Decision.Flags.Each())
                text.ShouldContain($"{Flags.Name(flag)}: {FlagWords.Of(flag)}");
            text.TrimEnd().ShouldEndWith(determination.Rulebook.Standing);
        }
    }

    [Fact]
    public void A_decision_read_from_the_home_names_the_row_of_the_home()
    {
        var step = Explain(SmallWorld.Record()).Steps.Single(s => s.Box.Id == "WB-3");

        step.Read.Where(v => v.Row is not null).Select(v => (v.Value, v.Row!.Provenance)).ShouldBe([(CodeLists.England, "postcodes.csv, line 2")]);
    }

    [Theory]
    [InlineData("AA1 1AA", "- home postcode             AA1 1AA")]
    [InlineData("zz993wz", "- home postcode  ZZ99 3WZ")]
    public void A_postcode_is_shown_with_its_space(string cell, string shown) =>
        Text(SmallWorld.Record((Item.Postcode, cell))).ShouldContain(shown);

    [Theory]
    [InlineData("RJ1AB")]
    [InlineData("A81001")]
    public void A_code_that_only_looks_like_a_postcode_is_shown_as_it_stands(string code) =>
        Text(SmallWorld.Record((Item.ReciprocalAgreement, code), (Item.OverseasCategory, "C"))).ShouldContain($"Answer: {code}");
}
