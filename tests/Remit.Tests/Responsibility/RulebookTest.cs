using System.Reflection;
using System.Xml.Linq;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Tests.Responsibility;

public class RulebookTest
{
    // Box names as decisions.md, section 4, writes them in a path.
    private static readonly string[] InPaths =
    [
        "A&E-1", "A", "B", "B-1", "B-2", "B-3", "B-4", "WB-1", "WB-2", "WB-3", "WB-10",
        "C", "C-0", "C-0a", "C-0b", "C-1", "C-2", "C-3", "C-5", "C-6", "D", "E", "F", "H", "I", "I-1", "J",
    ];

    public static TheoryData<string> Names => [.. Rulebooks.Names];

    private static Rulebook Named(string name) => Rulebooks.Named(name)!;

    [Fact]
    public void The_names_listed_are_the_rulebooks_there_are() =>
        Rulebooks.All().Select(r => r.Name).ShouldBe(Rulebooks.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Reading_order_holds_every_box_once_and_none_before_a_box_that_leads_to_it(string name)
    {
        var rulebook = Named(name);
        var order = RulebookChart.Order(rulebook).ToList();

        order.ShouldBe(rulebook.Boxes(), ignoreOrder: true);
        order.Distinct().Count().ShouldBe(order.Count);
        foreach (var box in order)
            foreach (var next in Rulebook.Exits(box).OfType<Box>())
                order.IndexOf(next).ShouldBeGreaterThan(order.IndexOf(box), $"{box} leads to {next}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_way_through_comes_to_an_end_and_no_box_is_asked_twice(string name)
    {
        void Follow(Exit exit, IReadOnlyList<Box> passed)
        {
            exit.ShouldNotBeNull();
            if (exit is Ending)
                return;

            var box = exit.ShouldBeOfType<Box>();
            passed.ShouldNotContain(box);
            foreach (var next in Rulebook.Exits(box))
                Follow(next, [.. passed, box]);
        }

        Follow(Named(name).Start, []);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Boxes_are_named_in_paths_as_the_exact_meanings_name_them(string name)
    {
        Named(name).Boxes().Where(b => b.Written is Written.Always).Select(b => b.Id).Distinct().ShouldBeSubsetOf(InPaths);
        Named(name).Boxes().Where(b => b.Written is Written.Never).Select(b => b.Id).ShouldBe(["START", "B-3a"]);

        // Box J stands in the chart twice, once on the way of emergency care.
        Named(name).Boxes().GroupBy(b => b.Id).Where(g => g.Count() > 1).Select(g => g.Key).Except(["J"]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_box_of_the_exact_meanings_is_in_some_rulebook() =>
        Rulebooks.All().SelectMany(r => r.Boxes()).Select(b => b.Id).Intersect(InPaths).ShouldBe(InPaths, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_box_asks_a_question_cites_its_source_and_says_what_either_answer_means(string name)
    {
        foreach (var box in Named(name).Boxes())
        {
            box.Question.ShouldEndWith("?");
            box.Cites.ShouldNotBeNullOrWhiteSpace(box.Id);
            box.IfYes.ShouldEndWith(".", Case.Sensitive, box.Id);
            box.IfNo.ShouldEndWith(".", Case.Sensitive, box.Id);
            box.IfYes.ShouldNotBe(box.IfNo);
            if (box.Unanswerable is { } unanswerable)
                unanswerable.Otherwise.ShouldEndWith(".");
        }
    }

    [Fact]
    public void Every_outcome_of_the_format_is_what_some_way_through_decides()
    {
        var decided = Rulebooks.All().SelectMany(Endings).SelectMany(e => e.DisplacedBy is { } d ? (Outcome[])[e.Outcome, d.Outcome] : [e.Outcome]).Distinct().ToList();

        Outcome.All.Where(o => !decided.Contains(o)).ShouldBeEmpty();
        Outcome.All.Select(o => o.Name).ShouldBe(
        [
            "RESPONSIBLE", "HOST", "PRIVATE", "ARMED_FORCES", "SPECIALISED_PROVIDER_HUB", "SPECIALISED_PRACTICE_HUB", "HEALTH_JUSTICE",
            "PUBLIC_HEALTH", "LOCAL_AUTHORITY", "DEVOLVED_BOARD", "DEVOLVED_SPECIALISED", "RECIPROCAL", "NO_PAYER", "PLACED",
        ], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_the_ending_of_private_patients_hides_the_flags(string name) =>
        Endings(Named(name)).Where(e => !e.CarriesFlags).Select(e => e.Outcome).Distinct().ShouldBe([Outcome.Private]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rulebook_is_written_in_facts_look_ups_and_tests_that_are_data(string name)
    {
        var words = Parts.Of(Named(name));

        words.Select(w => w.GetType()).Distinct().Except(Parts.Closed).ShouldBeEmpty("a word that a faster engine would not know");
        words.SelectMany(w => Parts.Fields(w.GetType()).Select(f => (Word: w.GetType().Name, f.FieldType)))
            .Where(f => typeof(Delegate).IsAssignableFrom(f.FieldType))
            .ShouldBeEmpty("code hidden in the method cannot be drawn, explained or run by column");
    }

    [Fact]
    public void Rulebooks_cover_exactly_the_dates_that_the_exact_meanings_give_and_none_twice()
    {
        var all = Rulebooks.All();

        all.ToDictionary(r => r.Name, r => r.InForce).ShouldBe(new Dictionary<string, DateSpan>
        {
            ["ccg"] = new(new DateOnly(2013, 4, 1), new DateOnly(2022, 6, 30)),
            ["cam-2024-25"] = new(new DateOnly(2024, 4, 1), new DateOnly(2025, 3, 31)),
            ["cam-2025-26"] = new(new DateOnly(2025, 4, 1), new DateOnly(2026, 3, 31)),
        }, ignoreOrder: true);
        (from a in all from b in all where a != b && a.InForce.Overlaps(b.InForce) select $"{a} and {b}").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_way_of_finding_a_code_ends_in_a_step_that_always_applies(string name)
    {
        foreach (var way in Parts.Of(Named(name)).OfType<Way>())
        {
            way.Steps[^1].When.ShouldBeNull($"{way} may come to no step at all");
            way.Cites.ShouldNotBeNullOrWhiteSpace();
            way.Steps.Where(s => s.Code is not null && s.Method is null && s.MethodOf is null).ShouldBeEmpty($"{way} gives a code without saying how it was found");
        }
    }

    [Fact]
    public void The_chart_of_2025_26_as_text() => Snapshot.Matches(RulebookChart.Text(Named("cam-2025-26")) + "\n");

    [Fact]
    public void The_chart_of_2024_25_as_text() => Snapshot.Matches(RulebookChart.Text(Named("cam-2024-25")) + "\n");

    [Fact]
    public void The_chart_of_the_earlier_years_as_text() => Snapshot.Matches(RulebookChart.Text(Named("ccg")) + "\n");

    [Fact]
    public void The_chart_of_2025_26_as_mermaid() => Snapshot.Matches(RulebookChart.Mermaid(Named("cam-2025-26")) + "\n");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_drawing_is_well_formed_names_itself_and_holds_nothing_that_runs(string name)
    {
        var drawing = XDocument.Parse(RulebookChart.Svg(Named(name)));
        XNamespace svg = "http://www.w3.org/2000/svg";

        drawing.Root!.Name.ShouldBe(svg + "svg");
        drawing.Root.Element(svg + "title")!.Value.ShouldBe(Named(name).Title);
        drawing.Descendants().Select(e => e.Name.LocalName).Distinct().ShouldBeSubsetOf(["svg", "title", "desc", "rect", "text", "g", "path"]);
        drawing.Descendants().Attributes().Select(a => a.Name.LocalName)
            .Where(a => a.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a is "style" or "href").ShouldBeEmpty();
        foreach (var box in Named(name).Boxes())
            drawing.Descendants(svg + "title").ShouldContain(t => t.Value == $"{box.Id}: {box.Question} {box.Cites}");
    }

    [Fact]
    public void The_drawing_of_a_determination_lights_the_boxes_it_passed_and_no_other()
    {
        var record = new ActivityRecord { Date = new(2025, 6, 10) };
        (record[Item.CdsType], record[Item.Practice], record[Item.Postcode], record[Item.OverseasCategory]) = ("020", "A81001", "AA1 1AA", "A");
        var determination = new ReferenceEngine(SmallWorld.Tables).Explain(Named("cam-2025-26"), record);
        var drawing = XDocument.Parse(RulebookChart.Svg(determination));
        XNamespace svg = "http://www.w3.org/2000/svg";

        drawing.Descendants(svg + "g").Where(g => (string?)g.Element(svg + "rect")!.Attribute("stroke-width") == "4")
            .Select(g => g.Element(svg + "title")!.Value.Split(':')[0])
            .ShouldBe(determination.Steps.Select(s => s.Box.Id), ignoreOrder: true);
        drawing.Descendants(svg + "rect").Count(r => (string?)r.Attribute("rx") == "11" && (string?)r.Attribute("stroke-width") == "4").ShouldBe(1);
    }

    private static IEnumerable<Ending> Endings(Rulebook rulebook) => rulebook.Boxes().SelectMany(Rulebook.Exits).OfType<Ending>().Distinct();

    /// <summary>Everything that a rulebook is written in, found by following every field of every part.</summary>
    private static class Parts
    {
        public static readonly IReadOnlyList<Type> Closed =
        [
            typeof(RecordedFact), typeof(ActivityYearFact), typeof(LookedUpFact), typeof(FoundFact), typeof(CandidateFact), typeof(FixedFact),
            typeof(TableLookup), typeof(FirstLookup), typeof(EitherLookup),
            typeof(Predicate.Is), typeof(Predicate.Begins), typeof(Predicate.Known), typeof(Predicate.Found), typeof(Predicate.Stated), typeof(Predicate.Among),
            typeof(Predicate.Not), typeof(Predicate.All), typeof(Predicate.Any), typeof(Predicate.Named),
            typeof(Box), typeof(Ending), typeof(Displacement), typeof(BoxNote), typeof(Way), typeof(WayStep), typeof(LookupKey),
        ];

        public static IReadOnlyList<object> Of(Rulebook rulebook)
        {
            var found = new HashSet<object>(ReferenceEqualityComparer.Instance);
            void Visit(object? part)
            {
                switch (part)
                {
                    case null or string or Readings or Outcome or Method or Item or TableSchema:
                        return;
                    case System.Collections.IEnumerable parts:
                        foreach (var inner in parts)
                            Visit(inner);
                        return;
                    case System.Runtime.CompilerServices.ITuple tuple:
                        for (var i = 0; i < tuple.Length; i++)
                            Visit(tuple[i]);
                        return;
                }

                if (part.GetType().Assembly != typeof(Rulebook).Assembly || part.GetType().IsValueType || !found.Add(part))
                    return;
                foreach (var field in Fields(part.GetType()))
                    Visit(field.GetValue(part));
            }

            Visit(rulebook.Start);
            foreach (var note in rulebook.RecordNotes)
                Visit(note);
            return [.. found];
        }

        public static IEnumerable<FieldInfo> Fields(Type? type)
        {
            for (; type is not null && type != typeof(object); type = type.BaseType)
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    yield return field;
        }
    }
}
