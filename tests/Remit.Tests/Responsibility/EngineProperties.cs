using FsCheck;
using FsCheck.Fluent;
using Remit.Responsibility;
using Remit.Time;
using Outcome = Remit.Responsibility.Outcome;

namespace Remit.Tests.Responsibility;

/// <summary>What must hold of every decision, whatever the record and the tables.</summary>
/// <remarks>The generator aims at the edges: first and last days, closed practices, homes that cannot be placed, each code of each list. <c>CASES</c> asks for more cases.</remarks>
public class EngineProperties
{
    private static readonly DateOnly[] DaysOfChange =
    [
        new(2013, 4, 1), new(2024, 4, 1), new(2024, 6, 1), new(2024, 6, 30), new(2024, 12, 31), new(2025, 3, 31), new(2025, 4, 1),
        new(2025, 6, 30), new(2025, 7, 1), new(2026, 3, 31), new(2022, 6, 30), new(2018, 10, 1),
    ];

    private static readonly IReadOnlyList<DateSpan> InForce = [.. Rulebooks.All().Select(r => r.InForce)];

    // Half of the days are a day of change, the day before or the day after; those that no rulebook covers are passed over.
    internal static readonly Gen<DateOnly> Day = Gen.OneOf(
            Gen.Elements(DaysOfChange).SelectMany(day => Gen.Choose(-1, 1).Select(day.AddDays)),
            Gen.Choose(0, 729).Select(n => new DateOnly(2024, 4, 1).AddDays(n)))
        .Where(day => InForce.Any(span => span.Contains(day)));

    internal static readonly Gen<(Item Item, string Cell)[]> Cells = CombinedCells();

    private static readonly Gen<ActivityRecord> Record =
        from day in Day
        from cells in Cells
        select OnDay(day, cells);

    // Any rows of the small world, in any order.
    internal static readonly Gen<ReferenceTables> World =
        from tables in Together([.. SmallWorld.Texts.Keys.Select(schema =>
            from rows in Shuffled(SmallWorld.Rows(schema))
            from kept in Gen.Frequency((2, Gen.Constant(rows.Count)), (1, Gen.Choose(0, rows.Count)))
            select KeyValuePair.Create(schema, (IReadOnlyList<ReferenceRow>)[.. rows.Take(kept)]))])
        select SmallWorld.Of(tables);

    internal static readonly Gen<Readings> Read = Gen.Frequency(
        (3, Gen.Constant(Readings.Documented)),
        (1, Together([.. DoubtfulPoint.All.Select(p => Gen.Elements(p.Readings.ToArray()).Select(r => $"{p.Id}={r.Name}"))]).Select(choices =>
        {
            Readings.TryParse(choices, out var readings, out _);
            return readings;
        })));

    private sealed record Drawn(ReferenceTables Tables, Readings Readings, ActivityRecord Record)
    {
        public Rulebook Rulebook { get; } = SmallWorld.RulebookOf(Record, Readings);

        public Decision Decision => decided ??= new ReferenceEngine(Tables).Decide(Rulebook, Record);

        private Decision? decided;

        public override string ToString() =>
            $"{string.Join(", ", Item.All.Where(i => Record[i].Length > 0).Select(i => $"{i}={Record[i]}"))}\nreadings {string.Join(' ', Readings.Chosen)}\n"
            + $"{Rulebook}: {Decision.Outcome} '{Decision.Commissioner}' '{Decision.Category}' {Decision.Method} {Decision.Path} [{Decision.Flags}]\n"
            + string.Join('\n', SmallWorld.Texts.Keys.Select(t => $"{t}: {string.Join(' ', Tables[t].Rows.Select(r => r.Line))}"));
    }

    private static readonly Arbitrary<Drawn> Any =
        (from tables in World
         from readings in Read
         from record in Record
         select new Drawn(tables, readings, record)).ToArbitrary();

    private static void Always(Func<Drawn, bool> holds) => Prop.ForAll(Any, holds).Check(Cases.Config);

    [Fact]
    public void Explaining_a_record_gives_the_decision_that_deciding_it_gives() => Always(drawn =>
    {
        var engine = new ReferenceEngine(drawn.Tables);
        var explained = engine.Explain(drawn.Rulebook, drawn.Record);
        return explained.Decision == drawn.Decision
            && engine.Decide(drawn.Rulebook, drawn.Record) == drawn.Decision
            && string.Join('>', explained.Steps.Where(s => s.Box.Written is Written.Always).Select(s => s.Box.Id).Concat(explained.Displaced ? ["WHO-PAYS"] : [])) == drawn.Decision.Path;
    });

    [Fact]
    public void Every_flag_was_raised_at_a_box_while_finding_the_code_or_for_the_record_as_a_whole() => Always(drawn =>
    {
        var explained = new ReferenceEngine(drawn.Tables).Explain(drawn.Rulebook, drawn.Record);
        var accounted = explained.Steps.Aggregate(Flags.None, (sum, step) => sum | step.Raised);
        foreach (var flag in explained.CodeSteps.SelectMany(f => f.Step.Flags).Concat(drawn.Rulebook.RecordNotes.Select(n => n.Flag)).Append(Flag.NoAreaMatch))
            accounted = accounted.With(flag);
        return (drawn.Decision.Flags.Bits & ~accounted.Bits) == 0;
    });

    [Fact]
    public void A_path_starts_where_its_kind_of_care_starts_and_follows_the_lines_of_the_chart_to_its_outcome() => Always(drawn =>
    {
        var tokens = drawn.Decision.Path.Split('>');
        if (tokens[0] != (drawn.Record[Item.CdsType] == "011" ? "A&E-1" : "A"))
            return false;

        var placed = tokens[^1] == "WHO-PAYS";
        IReadOnlyList<Exit> at = WithoutForks([drawn.Rulebook.Start]);
        foreach (var token in placed ? tokens[..^1] : tokens)
            at = WithoutForks(at.OfType<Box>().Where(b => b.Id == token).SelectMany(Rulebook.Exits));

        return at.OfType<Ending>().Any(e => (placed ? e.DisplacedBy?.Outcome : e.Outcome) == drawn.Decision.Outcome && e.Category == drawn.Decision.Category);
    });

    [Fact]
    public void There_is_a_method_exactly_where_there_is_a_commissioner() => Always(drawn =>
        drawn.Decision.Commissioner.Length == 0 == (drawn.Decision.Method is null));

    [Fact]
    public void A_decision_without_a_code_says_why() => Always(drawn =>
        drawn.Decision.Commissioner.Length > 0 || drawn.Decision.Outcome == Outcome.NoPayer || drawn.Decision.Flags != Flags.None);

    [Fact]
    public void The_service_category_follows_from_the_outcome() => Always(drawn =>
    {
        var decision = drawn.Decision;
        var last = decision.Path.Replace(">WHO-PAYS", "", StringComparison.Ordinal).Split('>')[^1];
        return decision.Category == decision.Outcome.Name switch
        {
            "RESPONSIBLE" or "PLACED" => last switch { "D" => "55", "C-6" => "25", _ => "12" },
            "HOST" => "12",
            "ARMED_FORCES" => "61",
            "SPECIALISED_PROVIDER_HUB" => "21",
            "SPECIALISED_PRACTICE_HUB" => last == "D" && drawn.Rulebook.Name == "ccg" ? "51" : "21",
            "HEALTH_JUSTICE" => "71",
            "PUBLIC_HEALTH" => "81",
            "RECIPROCAL" => drawn.Record[Item.ReciprocalAgreement] == "Y" ? "12" : "",
            _ => "",
        };
    });

    [Fact]
    public void Emergency_care_is_never_private_and_never_moved_by_a_placement() => Always(drawn =>
        drawn.Record[Item.CdsType] != "011" || (drawn.Decision.Outcome != Outcome.Private && drawn.Decision.Outcome != Outcome.Placed));

    [Fact]
    public void A_placement_changes_nothing_but_which_local_commissioner_pays() => Always(drawn =>
    {
        var unplaced = OnDay(drawn.Record.Date, [.. Item.All.Select(i => (i, i == Item.PlacingCommissioner ? "" : drawn.Record[i]))]);
        var without = new ReferenceEngine(drawn.Tables).Decide(drawn.Rulebook, unplaced);
        var with = drawn.Decision;
        if (with.Outcome == Outcome.Placed)
            return without.Outcome == Outcome.Responsible || without.Path.Split('>')[^1] == "C-6";

        // Where NHS England's own box asks whose board has a delegation, and where an agreement leaves it to the location, the placing one is asked.
        return with.Path.Contains("C-6", StringComparison.Ordinal) || with.Outcome == Outcome.Reciprocal || with.Outcome == Outcome.SpecialisedPracticeHub || with == without;
    });

    [Fact]
    public void A_private_patient_carries_no_flags_and_costs_no_commissioner() => Always(drawn =>
        drawn.Decision.Outcome != Outcome.Private || (drawn.Decision.Flags == Flags.None && drawn.Decision.Commissioner == "VPP00"));

    [Fact]
    public void Flags_stand_in_their_order_once_each_and_settled_readings_are_not_among_them() => Always(drawn =>
    {
        var cell = drawn.Decision.Flags.ToString();
        if (cell.Length == 0)
            return drawn.Decision.Flags == Flags.None;

        string[] order =
        [
            "K2", "K3", "K4", "K5", "K7", "K8", "K9", "K10", "K11", "K12",
            "no-practice-match", "no-postcode-match", "no-provider-match", "no-hub", "no-area-match", "overseas-category-blank",
        ];
        var places = cell.Split(';').Select(flag => Array.IndexOf(order, flag)).ToList();
        return places[0] >= 0 && places.Zip(places.Skip(1)).All(p => p.First < p.Second);
    });

    [Fact]
    public void A_local_commissioner_is_one_in_force_that_day() => Always(drawn =>
    {
        var (decision, areas) = (drawn.Decision, drawn.Tables[TableSchema.Areas].Rows);
        return decision.Commissioner.Length == 0
            || !(decision.Outcome == Outcome.Responsible || decision.Outcome == Outcome.Host || decision.Outcome == Outcome.Placed)
            || areas.Any(a => a.Cells[0] == decision.Commissioner && a.Days.Contains(drawn.Record.Date));
    });

    [Fact]
    public void What_was_decided_before_leaves_no_trace() =>
        Prop.ForAll(
            World.ToArbitrary(),
            (from records in Record.ListOf() from readings in Read select (Records: records.ToList(), Readings: readings)).ToArbitrary(),
            (tables, drawn) =>
            {
                var engine = new ReferenceEngine(tables);
                Decision Decide(ActivityRecord record, int n) => n % 3 == 0
                    ? engine.Explain(SmallWorld.RulebookOf(record, drawn.Readings), record).Decision
                    : engine.Decide(SmallWorld.RulebookOf(record, drawn.Readings), record);
                var alone = drawn.Records.Select(r => SmallWorld.Decide(r, drawn.Readings, tables)).ToList();
                var together = drawn.Records.Select(Decide).ToList();
                var backwards = Enumerable.Reverse(drawn.Records).Select(Decide).Reverse().ToList();
                return alone.SequenceEqual(together) && alone.SequenceEqual(backwards);
            }).Check(Cases.Config);

    [Fact]
    public void A_record_used_again_keeps_nothing_of_what_it_held() =>
        Prop.ForAll(Record.ListOf().ToArbitrary(), records =>
        {
            var used = new ActivityRecord();
            return records.All(record =>
            {
                foreach (var item in Item.All)
                    used[item] = record[item];
                used.Date = record.Date;
                return SmallWorld.Decide(used) == SmallWorld.Decide(record);
            });
        }).Check(Cases.Config);

    [Fact]
    public void The_order_of_rows_matters_only_among_those_that_could_both_be_found() =>
        Prop.ForAll(
            (from orders in Together([.. SmallWorld.Texts.Keys.Select(s => ShuffledApart(SmallWorld.Rows(s)).Select(rows => KeyValuePair.Create(s, rows)))])
             from readings in Read
             from record in Record
             select (Tables: SmallWorld.Of(orders), Readings: readings, Record: record)).ToArbitrary(),
            drawn => SmallWorld.Decide(drawn.Record, drawn.Readings, drawn.Tables) == SmallWorld.Decide(drawn.Record, drawn.Readings)).Check(Cases.Config);

    [Fact]
    public void Of_two_open_rows_of_a_practice_the_first_counts()
    {
        const string here = "A81001,One,A,01A,Y56,QAA,AA1 1AA,2013-04-01,";
        const string there = "A81001,Two,A,02B,Y62,QYG,BB2 2BB,2013-04-01,";

        SmallWorld.Decide(SmallWorld.Record(), tables: SmallWorld.With(TableSchema.Practices, here, there)).Commissioner.ShouldBe("01A");
        SmallWorld.Decide(SmallWorld.Record(), tables: SmallWorld.With(TableSchema.Practices, there, here)).Commissioner.ShouldBe("02B");
    }

    [Theory]
    [InlineData("2025-06-30", "01A")]
    [InlineData("2025-07-01", "02B")]
    public void A_practice_changes_hands_on_the_day_itself(string day, string commissioner) =>
        SmallWorld.Decide(SmallWorld.Record((Item.Practice, "A81004"), (Item.ActivityDate, day))).Commissioner.ShouldBe(commissioner);

    [Fact]
    public void The_generator_reaches_every_outcome_and_every_flag_that_is_ever_raised()
    {
        // A fixed seed: what is drawn here must not change from run to run.
        var drawn = Any.Generator.Sample(6_000, new Rnd(1), 50).ToList();
        drawn.Count.ShouldBe(6_000);

        drawn.Select(d => d.Decision.Outcome.Name).Distinct().ShouldBe(Outcome.All.Select(o => o.Name), ignoreOrder: true);
        drawn.SelectMany(d => d.Decision.Flags.Each()).Distinct()
            .ShouldBe(Enum.GetValues<Flag>().Except([Flag.K1, Flag.K6, Flag.K13, Flag.K14]), ignoreOrder: true);
        drawn.SelectMany(d => d.Decision.Path.Split('>')).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(Rulebooks.All().SelectMany(r => r.Boxes()).Where(b => b.Written is Written.Always).Select(b => b.Id).Append("WHO-PAYS").Distinct().Order(StringComparer.Ordinal));
        drawn.Select(d => d.Decision.Method).Where(m => m is not null).Distinct().Count().ShouldBe(7);
    }

    private static ActivityRecord OnDay(DateOnly day, (Item Item, string Cell)[] cells)
    {
        var text = IsoDate.Text(day);
        return SmallWorld.Record([.. cells, (Item.ActivityDate, text), (Item.StartDate, text), (Item.DischargeDate, text)]);
    }

    private static IReadOnlyList<Exit> WithoutForks(IEnumerable<Exit> exits) =>
        [.. exits.SelectMany(e => e is Box { Written: Written.Never } fork ? WithoutForks(Rulebook.Exits(fork)) : [e])];

    private static Gen<(Item Item, string Cell)[]> CombinedCells()
    {
        static Gen<string> Mostly(string usual, params IReadOnlyList<string> others) =>
            Gen.Frequency((3, Gen.Constant(usual)), (2, Gen.Elements(others.Append("").ToArray())));

        static string[] Keys(TableSchema schema) =>
            [.. SmallWorld.Rows(schema).Select(r => r.Cells[schema == TableSchema.DetentionSites ? 1 : 0]).Distinct()];

        var services = Keys(TableSchema.Services);
        (Item Item, Gen<string> Cell)[] cells =
        [
            (Item.CdsType, Gen.Frequency((4, Gen.Constant("020")), (5, Gen.Elements(CdsType.All.Select(t => t.Code).ToArray())))),
            (Item.Provider, Gen.Elements([.. Keys(TableSchema.Providers), "RAA99", "RAA01", "RZZ", "RZ", ""])),
            (Item.Practice, Gen.Elements([.. Keys(TableSchema.Practices), .. CodeLists.DefaultPractices, "", "Z99999", "a81001 "])),
            (Item.Postcode, Gen.Frequency(
                (6, Gen.Elements([.. Keys(TableSchema.Postcodes), "QQ9 9QQ", ""])),
                (1, Gen.Elements(CodeLists.PseudoHomes.ToArray())),
                (1, Gen.Elements(CodeLists.EuropeanHomes.ToArray())))),
            (Item.SmallArea, Mostly("", "E01000001", "W01000001", "S01000001", "N00000001", "95AA01S1", "X1", "E")),
            (Item.OverseasCategory, Mostly("A", "A", "B", "C", "D", "E", "F", "Z")),
            (Item.AdministrativeCategory, Mostly("01", "02", "03", "04", "2")),
            (Item.SourceOfAdmission, Mostly("19", "39", "40")),
            (Item.TreatmentFunction, Mostly("100", CodeLists.DentalFunctions)),
            (Item.ServiceCode, Gen.Frequency((2, Gen.Constant("")), (3, Gen.Elements([.. services, "NCBPS99Z", "NCBPH99Z", "99999999"])))),
            (Item.Diagnoses, Mostly("I10", "N46", "Z35.0", "Z351", "I10;n97.9", "Z31;")),
            (Item.Procedures, Mostly("", [.. CodeLists.InfertilityProcedures, "Q13", "Q13.1;W37.1"])),
            (Item.PublicHealthService, Mostly("", "", "", "Y", "N")),
            (Item.CouncilPublicHealth, Mostly("", "", "", "Y", "N")),
            (Item.InfertilityNotice, Mostly("", "Y")),
            (Item.ReferredViaRas, Mostly("", "Y")),
            (Item.ReciprocalAgreement, Mostly("", "Y", "N", "01A", "XX9")),
            (Item.PlacingCommissioner, Mostly("", "", "", "01A", "02B", "03C", "ZZZ")),
        ];
        return Together([.. cells.Select(c => c.Cell.Select(cell => (c.Item, cell)))]);
    }

    /// <summary>One draw of each.</summary>
    internal static Gen<T[]> Together<T>(IReadOnlyList<Gen<T>> parts) =>
        parts.Aggregate(Gen.Constant(Array.Empty<T>()), (so, part) => from a in so from b in part select (T[])[.. a, b]);

    private static Gen<IReadOnlyList<ReferenceRow>> Shuffled(IReadOnlyList<ReferenceRow> rows) =>
        Gen.Shuffle(rows.ToArray()).Select(r => (IReadOnlyList<ReferenceRow>)r);

    /// <summary>Any order that leaves rows with the same key, or areas of the same region, as they stand to one another.</summary>
    private static Gen<IReadOnlyList<ReferenceRow>> ShuffledApart(IReadOnlyList<ReferenceRow> rows)
    {
        static string Key(ReferenceRow row) =>
            row.Origin.File == "areas.csv" ? row.Cells[TableSchema.Areas.IndexOf("region")] : row.Origin.File == "detention_sites.csv" ? row.Cells[1] : row.Cells[0];

        return Shuffled(rows).Select(shuffled =>
        {
            var queues = rows.GroupBy(Key).ToDictionary(g => g.Key, g => new Queue<ReferenceRow>(g));
            return (IReadOnlyList<ReferenceRow>)[.. shuffled.Select(r => queues[Key(r)].Dequeue())];
        });
    }
}
