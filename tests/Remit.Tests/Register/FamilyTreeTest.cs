using System.Xml.Linq;
using Remit.Register;
using static Remit.Tests.Register.SmallEngland;

namespace Remit.Tests.Register;

public class FamilyTreeTest
{
    // 01A and 01B merged into 02C, which with 02D became 03E; 02D was also split off 01B.
    private static readonly RegisterAsKnown Register = new Evidence(Facts(
        [("01A", "2013-04-01", "2015-03-31"), ("01B", "2013-04-01", "2015-03-31"), ("02C", "2015-04-01", "2020-03-31"), ("02D", "2015-04-01", "2020-03-31"), ("03E", "2020-04-01", null), ("09Z", "2013-04-01", null)],
        ("01A", "02C", "2015-04-01"), ("01B", "02C", "2015-04-01"), ("01B", "02D", "2015-04-01"), ("02C", "03E", "2020-04-01"), ("02D", "03E", "2020-04-01")), []).ToDate;

    [Fact]
    public void It_reaches_as_far_back_and_as_far_on_as_successions_do_and_leaves_out_cousins()
    {
        var tree = FamilyTree.Around(Register, OdsCode.Parse("02C"), new(2016, 4, 1))!;

        tree.Relations.Select(r => (r.Code.ToString(), r.Generation)).ShouldBe([("01A", -1), ("01B", -1), ("02C", 0), ("03E", 1)]);
        tree.Successions.Select(s => $"{s.From}>{s.To}").ShouldBe(["01A>02C", "01B>02C", "02C>03E"]);
    }

    [Fact]
    public void Nobody_stands_level_with_an_own_successor()
    {
        var tree = FamilyTree.Around(Register, OdsCode.Parse("03E"), new(2016, 4, 1))!;

        var generations = tree.Relations.ToDictionary(r => r.Code, r => r.Generation);
        tree.Successions.ShouldAllBe(s => generations[s.From] < generations[s.To!.Value]);
        tree.Relations.Select(r => r.Code.ToString()).ShouldBe(["01A", "01B", "02C", "02D", "03E"]);
    }

    [Fact]
    public void An_organisation_without_relations_stands_alone_and_an_unknown_one_has_no_tree()
    {
        FamilyTree.Around(Register, OdsCode.Parse("09Z"), new(2016, 4, 1))!.Relations.ShouldHaveSingleItem();
        FamilyTree.Around(Register, OdsCode.Parse("XXX"), new(2016, 4, 1)).ShouldBeNull();
    }

    [Fact]
    public void The_drawing_names_every_relation_draws_every_succession_and_holds_nothing_that_runs()
    {
        var tree = FamilyTree.Around(Register, OdsCode.Parse("03E"), new(2016, 4, 1))!;
        var drawing = XDocument.Parse(FamilyTreeChart.Svg(tree));

        var words = drawing.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        foreach (var relation in tree.Relations)
            words.ShouldContain(relation.Code.ToString());
        drawing.Descendants().Count(e => e.Name.LocalName == "path" && (string?)e.Attribute("fill") == "none").ShouldBe(tree.Successions.Count);
        drawing.Descendants().Attributes().Select(a => a.Name.LocalName).ShouldNotContain("style");
    }
}
