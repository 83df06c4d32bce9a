using System.Globalization;
using Remit.Powers;
using Remit.Powers.Applications;
using Remit.Register;
using Remit.Specs.Register;
using Remit.Storage.Powers.Applications;
using Remit.Tests;

namespace Remit.Specs.Powers;

/// <summary>Runs every case in specs/powers/applications, under the rules that travel with Remit, in the world that its page describes.</summary>
public class ApplicationCases
{
    private static readonly DateOnly Began = new(2013, 4, 1), Today = new(2026, 11, 22);

    private static readonly ApplicationRules Rules = ApplicationTables.Shipped;

    public static TheoryData<string> Pages() => [.. Directory.EnumerateFiles(Folder, "*.md").Select(f => Path.GetFileName(f)).Where(p => p is not ("README.md" or "formats.md" or "stages.md")).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Where.Root, "specs", "powers", "applications");

    [Theory, MemberData(nameof(Pages))]
    public void Every_step_ends_as_the_page_says(string page)
    {
        var world = new World(RegisterPage.Read(Path.Combine(Folder, page)));

        world.Wrong.ShouldBeEmpty();
        world.Tried.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Every_factor_has_a_case_in_which_it_is_met_not_met_and_not_shown()
    {
        var tried = Pages().SelectMany(p => RegisterPage.Read(Path.Combine(Folder, p.Data))).Where(r => r.Has("factor")).Select(r => (Factor: r["factor"], Kind: r["kind"], Standing: r["standing"])).ToHashSet();

        Rules.Factors.SelectMany(f => f.Applications.Intersect(["establish", "vary", "merge", "dissolve"]).SelectMany(a => ((string[])["met", "not met", "not shown"]).Select(s => (f.Id, a, s))))
            .Where(c => !tried.Contains(c)).ShouldBeEmpty();
    }

    [Fact]
    public void The_page_of_stages_is_the_table_that_runs()
    {
        var stages = Enum.GetValues<ApplicationStage>();
        var table = Enum.GetValues<ApplicationMove>().Where(m => m != ApplicationMove.Make).Select(move =>
            $"| {move.InWords()} | {(move.IsForApplicants() ? "applicants" : move.IsForWhoDecides() ? "who decides" : "either")} |{string.Concat(stages.Select(stage => ApplicationMoves.After(stage, move) switch
            {
                null => " |",
                var after when after == stage => " stays |",
                { } after => $" {after.InWords()} |",
            }))}");

        File.ReadAllLines(Path.Combine(Folder, "stages.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).ShouldBe([$"| step | by |{string.Concat(stages.Select(s => $" {s.InWords()} |"))}", .. table]);
    }

    private sealed class World
    {
        private readonly IReadOnlyList<RegisterRow> rows;
        private readonly RegisterAsKnown register;
        private readonly Dictionary<string, Application> applications = [];
        private readonly List<Instrument> made = [];

        public World(IReadOnlyList<RegisterRow> rows)
        {
            this.rows = rows;
            register = Register();
            foreach (var row in rows.Where(r => Known.All(h => !r.Has(h))))
                throw new FormatException($"Line {row.Line} is in a table that nothing reads.");
            foreach (var row in rows.Where(r => r.Has("then")))
            {
                Tried++;
                var ends = row.Has("application") ? Make(row) : row.Has("factor") ? Weigh(row) : Take(row);
                if (row["then"].Length > 0 && row["then"] != ends)
                    Wrong.Add($"line {row.Line}: {ends}; the page says: {row["then"]}");
            }

            foreach (var row in rows.Where(r => r.Has("place")))
                if (Holder(register.Under(made), row["place"], row.Day("on")) is var holder && holder != row["in"])
                    Wrong.Add($"line {row.Line}: {row["place"]} in {holder}; the page says: {row["in"]}");
        }

        private static readonly string[] Known = ["body", "practice", "area", "application", "to be", "step of", "factor", "place"];

        public List<string> Wrong { get; } = [];

        public int Tried { get; private set; }

        private string Make(RegisterRow row)
        {
            var (written, now) = (Written(row), register.Under(made));
            var (on, draft) = (row.Day("made on"), row["then"] == "draft");
            var found = written.Check(Rules, on, f => new(f));
            if (found.Count == 0)
                found = (written = written.Naming(now)).Against(now, f => new(f));
            if (draft)
                return "draft";
            if (found.Count > 0)
                return No(found);
            applications[written.Id] = new([new(1, new ApplicationMade(on, written), By)]);
            return applications[written.Id].Stage.InWords();
        }

        private WrittenApplication Written(RegisterRow row) => new(row["application"], row["kind"], row["of"], Words(row["by"]), row.Day("from"), "the case on the page", Given(row, "bodies"),
            [.. rows.Where(r => r.Has("to be") && r["of application"] == row["application"]).Select(r => new WrittenBody(r["to be"], Text(r, "name"), Text(r, "constitution"), Text(r, "officer"), Given(r, "practices"), Given(r, "areas"), Given(r, "areas of"), Text(r, "location")))],
            Given(row, "practices"), Text(row, "leaves"), Text(row, "joins"), Text(row, "votes")?.Split(';', StringSplitOptions.TrimEntries).Select(v => v.Split(':', StringSplitOptions.TrimEntries)).Select(v => new WrittenVote(v[0], v[1], v[2])).ToList());

        /// <summary>An application that lacks nothing but what the row says of one factor.</summary>
        private string Weigh(RegisterRow row)
        {
            var like = rows.Single(r => r.Has("application") && r["application"] == row["like"]);
            var application = new Application([new(1, new ApplicationMade(row.Day("made on"), Written(like) with { From = row.Day("made on").AddMonths(6) }), By)]);
            var on = row.Day("made on");
            List<ApplicationStep> steps = [.. ViewsAll(application, on)];
            if (application.KindUnder(Rules)!.HandsOver)
                steps.Add(new ApplicationHandedOver(on, "authorisation", null));
            steps.AddRange(application.FactorsUnder(Rules).Select(f => new FactorAssessed(on, f.Factor.Id, f.Factor.Id == row["factor"] ? row["standing"] : "met", ["as put in"])));
            foreach (var step in steps)
                application = After(application, step);
            if (application.FactorsUnder(Rules).All(f => f.Factor.Id != row["factor"]))
                return "no such factor";
            var approved = new ApplicationApproved(on, ["as put in"], row["despite"] == "it" ? [row["factor"]] : [], null);
            return application.Prevents(approved, Rules, Today) is { Count: > 0 } found ? No(found) : After(application, approved).Stage.InWords();
        }

        private string Take(RegisterRow row)
        {
            if (!applications.TryGetValue(row["step of"], out var application))
                return "no such application";
            var (on, about, says) = (row.Day("on"), row["about"], row["says"]);
            var reasons = says.Length == 0 ? Array.Empty<string>() : [says];
            if (row["does"] is "check" or "order" or "what the register says")
                return Check(row, application);
            List<ApplicationStep> steps = row["does"] switch
            {
                "amend" => [new ApplicationAmended(on, (Written(rows.Single(r => r.Has("application") && r["application"] == about)) with { Id = application.Id }).Naming(register.Under(made)))],
                "ask" => [new ApplicationQuestionAsked(on, says)],
                "answer" => [new ApplicationQuestionAnswered(on, Number(about), says)],
                "evidence" => [new EvidencePutIn(on, about, says, null)],
                "assess" when about == "the rest" => [.. application.FactorsUnder(Rules).Where(f => f.Standing == FactorStanding.Untested).Select(f => new FactorAssessed(on, f.Factor.Id, "met", [says]))],
                "assess" => [new FactorAssessed(on, about, says.Split(':')[0], [says.Split(": ", 2)[1]])],
                "ask views" when about == "all needed" => ViewsAll(application, on),
                "ask views" => [new ViewsSought(on, about, says, null)],
                "reply" => [new ViewsGiven(on, Number(about), says.Split(": ")[1], says.Split(": ")[0], says.Split(": ", 3)[2])],
                "take into account" => [new ViewsTakenIntoAccount(on, Number(about), says)],
                "vote" => [Vote(on, about, says)],
                "agrees" => [new GoverningBodyDecided(on, about, true, reasons)],
                "declines" => [new GoverningBodyDecided(on, about, false, reasons)],
                "hand over" => [new ApplicationHandedOver(on, about, null)],
                "approve in principle" => [new ApprovedInPrinciple(on, ["as found"], says.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
                "meet" => [new ApprovalConditionMet(on, Number(about), says)],
                "approve" => [new ApplicationApproved(on, reasons, Words(about), null)],
                "refuse" => [new ApplicationRefused(on, about.Length == 0 ? "NHS England" : about, reasons, null)],
                "withdraw" => [new ApplicationWithdrawn(on, reasons)],
                "impose" => [new ChangeImposed(on, about, reasons, null)],
                "transfer" => ApplicationOrders.TransferScheme(application, Rules, says) is { } scheme ? [new TransferSchemeMade(on, scheme.Id)] : [],
                "tick" => [new ClosingStepDone(on, about, null)],
                "reopen" => [new ClosingStepReopened(on, about, null)],
                var other => throw new FormatException($"Line {row.Line}: nobody can '{other}'."),
            };
            if (steps.Count == 0 && row["does"] == "transfer")
                return "no: nothing-passes";
            foreach (var step in steps)
                if (application.Prevents(step, Rules, Today) is { Count: > 0 } found)
                    return No(found);
                else
                    applications[application.Id] = application = After(application, step);
            return application.Stage.InWords();
        }

        private string Check(RegisterRow row, Application application)
        {
            var check = ApplicationCheck.Of(application, Rules, register.Under(made));
            switch (row["does"])
            {
                case "check":
                    return (check.Offending.Count == 0 ? "sound" : $"broken: {string.Join(", ", check.Offending.Select(o => o.Code))}") + (check.Crossings.Count == 0 ? "" : $"; crosses: {string.Join(", ", check.Crossings.Select(c => c.Place.File))}");
                case "order":
                    var orders = new OrdersMade(row.Day("on"), [check.Orders.Id]);
                    var found = application.Prevents(orders, Rules, Today, []);
                    if (found.Count == 0)
                        found = application.Written.Against(register.Under(made), f => new(f));
                    if (found.Count == 0)
                        found = application.Prevents(orders, Rules, Today, check.Prevents(application.Id));
                    if (found.Count > 0)
                        return No(found);
                    made.Add(check.Orders);
                    return (applications[application.Id] = After(application, orders)).Stage.InWords();
                default:
                    var evidence = check.Evidence.Single(e => e.Factor.Id == row["about"]);
                    return $"{(evidence.CanTell ? "" : "cannot tell: ")}{evidence.Says}";
            }
        }

        private static List<ApplicationStep> ViewsAll(Application application, DateOnly on) =>
            [.. Rules.ViewsOn(application.Written.Kind, application.Written.BodyKind, application.MadeOn).Where(v => v.IsNeeded && application.Consultations.All(c => !c.Counts || c.Sought.Group != v.Group))
                .Select((v, i) => (v.Group, Number: application.Consultations.Count + i + 1))
                .SelectMany(v => (ApplicationStep[])[new ViewsSought(on, v.Group, v.Group, null), new ViewsTakenIntoAccount(on, v.Number, "as the case says")])];

        private static MembersVoted Vote(DateOnly on, string body, string says)
        {
            var counts = says.Split([" for ", " against", " abstained", " of "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => long.Parse(n.Trim(','), NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToList();
            return new(on, body, counts[^1], counts[0], counts[1], counts.Count > 3 ? counts[2] : 0);
        }

        private static Application After(Application application, ApplicationStep step) => new([.. application.Steps, new(application.Version + 1, step, By)]);

        private static string No(IReadOnlyList<Finding> found) => $"no: {string.Join(", ", found.Select(f => f.Code).Distinct())}";

        private static string Holder(RegisterAsKnown register, string place, DateOnly day) =>
            (PracticeCode.TryParse(place, out var practice) ? register.CommissionerOf(practice, day)?.Commissioner : register.CommissionerOf(OnsCode.Parse(place), day)?.Commissioner)?.ToString() ?? "none";

        private static Act By => new("Ann", "clerk", "the case", new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));

        private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

        private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        private static string? Text(RegisterRow row, string heading) => row.Has(heading) && row[heading].Length > 0 ? row[heading] : null;

        private static string[]? Given(RegisterRow row, string heading) => Text(row, heading) is { } text ? Words(text) : null;

        private RegisterAsKnown Register()
        {
            var release = new Release("epraccur", "the page", Began, DateTimeOffset.MinValue, "the page", "page");
            var lookUp = new Release("small-areas", "the page", Began, DateTimeOffset.MinValue, "the page", "areas");
            var practices = rows.Where(r => r.Has("practice")).ToList();
            var areas = rows.Where(r => r.Has("area")).ToList();
            return new Evidence(
                new NationalFacts
                {
                    Standings = [.. rows.Where(r => r.Has("body")).Select(r => (OdsCode.Parse(r["body"]), new Standing(r["kind"], $"NHS {r["body"]} {r["kind"]}", r.Days("from", "to"), new(release, r.Line))))],
                    LocalCommissioners = new HashSet<string> { "CCG", "sub-ICB location" },
                    Tiers = new HashSet<string> { "ICB" },
                    Links = [.. rows.Where(r => r.Has("body") && r.Has("within") && r["within"].Length > 0).Select(r => new Link(OdsCode.Parse(r["body"]), r["link"], OdsCode.Parse(r["within"]), new(Began), new(release, r.Line)))],
                },
                [
                    new(release)
                    {
                        Practices = new(() => [.. practices.Select(r => new PracticeListing(PracticeCode.Parse(r["practice"]), $"The surgery {r["practice"]}", 'A', 'B', "", "", "",
                            new(Began, Text(r, "closes") is null ? null : r.Day("closes")), PracticeListing.GpPractice, null, null, null, new(release, r.Line)))]),
                        Memberships = new(() => [.. practices.Where(r => r["in"].Length > 0).Select(r => new MembershipRow(PracticeCode.Parse(r["practice"]), OdsCode.Parse(r["in"]), new(Began), r.Line))]),
                    },
                    new(lookUp)
                    {
                        Coverage = new(() => [.. areas.Select(r => new CoverageRow(OnsCode.Parse(r["area"]), new(OdsCode.Parse(r["in"]), OnsCode.Parse(r["district"])), r.Line))]),
                        UpperTiers = new(() => [.. areas.Where(r => r["council"].Length > 0).DistinctBy(r => r["district"]).Select(r => new UpperTierRow(OnsCode.Parse(r["district"]), OnsCode.Parse(r["council"]), "", r.Line))]),
                    },
                    new(new("practice-lists", "the page", Began, DateTimeOffset.MinValue, "lists", "lists"))
                    {
                        ListSizes = new(() => [.. practices.Where(r => Text(r, "patients") is not null).Select(r => new ListSize(PracticeCode.Parse(r["practice"]), long.Parse(r["patients"], NumberStyles.AllowThousands, CultureInfo.InvariantCulture), r.Line))]),
                    },
                ]).ToDate;
        }
    }
}
