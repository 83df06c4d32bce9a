using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Remit.Allocations;
using Remit.Money;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Allocations;

/// <summary>One run of allocations as a folder of tables: by unit, by body, by the file's own places and nationally, with a manifest that holds all it rests on.</summary>
public static class AllocationFolder
{
    private const string Manifest = "manifest.json", Kind = "allocation of targets";

    // Written where pace of change was asked for.
    private const string Openings = "openings.csv", Policy = "policy.csv", Allocations = "allocations.csv", Workbook = "allocations.xlsx";

    private static readonly Source Unstated = new(new("allocation", "an earlier run", DateOnly.MinValue, DateTimeOffset.MinValue, Manifest));

    /// <summary>Writes a run. The folder appears whole, in place of an earlier run of the same name.</summary>
    /// <param name="levels">By which bodies, the finest first: that one is kept for comparing runs.</param>
    /// <param name="pace">What allocations go by besides targets, by the codes of that level; none for targets alone.</param>
    /// <param name="years">How many years of allocations.</param>
    /// <returns>The paths.</returns>
    /// <exception cref="RefusedException">The folder holds something else, or cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, AllocationInputs inputs, Target target, IReadOnlyList<Placement> levels, RegisterAsKnown register, DateOnly on, Scenario? scenario, PaceBasis? pace = null, int years = 1)
    {
        var path = Path.GetFullPath(folder);
        if (File.Exists(path) || Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !IsOne(path))
            throw new RefusedException(new Finding("not-an-allocation", Consequence.FileRefused, new Place(folder), "something other than an earlier run of 'allocate'", "the name of a folder to be made, or of one that 'allocate' made"));

        var beside = $"{path}.{Environment.ProcessId}.part";
        try
        {
            Directory.CreateDirectory(beside);
            var population = target.Population;
            Table(beside, UnitsOf(target.Edition), UnitRows(target, levels[0]));
            Table(beside, "bodies.csv", BodyRows(target, levels));
            Table(beside, "places.csv", BodyRows(target, [.. population.KindsOfPlace.Select(kind => Placement.ByFile(population, kind))]));
            Table(beside, "national.csv", NationalRows(target));
            if (pace is not null)
            {
                var (level, paced) = (levels[0], new PacedTargets(levels[0].Sum(target.Pounds), pace));
                WholeFile.Write(Path.Combine(beside, Openings), BaselineFile.Content(pace.Baselines, level.NameOf));
                WholeFile.Write(Path.Combine(beside, Policy), PacePolicies.Content(pace.Policy));
                PacedFile.Write(paced.Years(years), Path.Combine(beside, Allocations));
                WholeFile.Write(Path.Combine(beside, Workbook), PaceWorkbook.Of(paced.Policy, paced.Years(years)));
            }

            WholeFile.Write(Path.Combine(beside, Manifest), ManifestOf(inputs, target, levels, register, on, scenario, pace));
            // The earlier run steps aside first, so that there is never half of each under the name.
            var aside = $"{beside}.old";
            if (Directory.Exists(path))
                Directory.Move(path, aside);
            Directory.Move(beside, path);
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Finding("cannot-write", Consequence.FileRefused, new Place(folder), "a place that cannot be written to", "a folder in which you may make folders"));
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }

        return [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)];
    }

    private static string UnitsOf(Edition edition) => edition.Unit == PopulationUnit.Practice ? "practices.csv" : "units.csv";

    private static bool IsOne(string path) => File.Exists(Path.Combine(path, Manifest)) && ReadManifest(path)?["kind"]?.GetValue<string>() == Kind;

    /// <summary>Reads a run back, and works its targets out again: they must be those it has.</summary>
    /// <exception cref="RefusedException">The folder is no run, or what it holds does not add up.</exception>
    public static TargetBasis Read(string folder)
    {
        RefusedException Bad(string file, string found, string wanted, long line = 0) => new(new Finding("not-an-allocation", Consequence.FileRefused, new Place(Path.Combine(folder, file), line), found, wanted));

        if (!Directory.Exists(folder) || !IsOne(folder))
            throw Bad(Manifest, Directory.Exists(folder) ? "no manifest of an allocation" : "no folder", "a folder that './remit allocate … --out FOLDER' made");
        try
        {
            var edition = EditionOf(ReadManifest(folder)!["edition"]!);
            var (population, placement, targets) = ReadUnits(Path.Combine(folder, UnitsOf(edition)));
            var basis = new TargetBasis(population, edition, placement);
            if (!Target.Of(population, edition).Pounds.SequenceEqual(targets))
                throw Bad(UnitsOf(edition), "targets that its own heads, need and parameters do not give", "the folder as it was written");
            if (!File.Exists(Path.Combine(folder, Openings)))
                return basis;
            basis = basis with
            {
                Pace = new(BaselineFile.Read(Path.Combine(folder, Openings), placement.Sum(population.Heads).Keys.ToHashSet(), _ => null), PacePolicies.Read(Path.Combine(folder, Policy), Policy)[0].Policy),
            };
            if (!AllocationsOf(folder).SequenceEqual(basis.Figures()))
                throw Bad(Allocations, "allocations that its own targets, openings and policy do not give", "the folder as it was written");
            return basis;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or NullReferenceException or KeyNotFoundException)
        {
            throw Bad(Manifest, $"what cannot be read ({e.Message})", "the folder as it was written");
        }
    }

    /// <summary>The first year's allocations, as they are written.</summary>
    private static SortedDictionary<string, long> AllocationsOf(string folder)
    {
        using var source = CsvSource.Open(Path.Combine(folder, Allocations), hasHeader: true);
        int Column(string name) => source.Headers.Index().First(h => h.Item == name).Index;
        var (year, body, thousands) = (Column("year"), Column("name"), Column("allocation_k"));
        SortedDictionary<string, long> read = new(StringComparer.Ordinal);
        while (source.Read())
            if (source.Text(year) == "1")
                read.Add(source.Text(body), (long)(decimal.Parse(source.Text(thousands), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) * 1000));
        return read;
    }

    private static JsonNode? ReadManifest(string folder)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Manifest)));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Columns that a run is read back from say in their names what they are.
    private const string Need = "measure: ", Place = "place: ", Body = "body";

    private static IEnumerable<IReadOnlyList<string>> UnitRows(Target target, Placement bodies)
    {
        var population = target.Population;
        var (perHead, pots) = (England(target), Pots(target));
        yield return ["code", "name", "heads", .. population.Measures.Keys.Select(m => Need + m), .. population.Places.Keys.Select(p => Place + p), .. pots.Select(p => $"pot: {p.Name}"), "target", "target_per_head", "weighted_heads", "need_index", Body];
        for (var unit = 0; unit < population.Count; unit++)
        {
            var (at, heads, pounds) = (unit, population.Heads[unit], target.Pounds[unit]);
            yield return [population.Codes[unit], population.Names[unit], Plain(heads), .. population.Measures.Values.Select(m => Plain(m[at])), .. population.Places.Values.Select(p => p[at]),
                .. pots.Select(p => Plain(p.Parts[at])), Plain(pounds), .. Rates(pounds, heads, perHead), string.Join(';', bodies.Shares[unit].Select(s => $"{s.Code}*{Plain(s.Weight)}/{Plain(s.Whole)}"))];
        }
    }

    private static IEnumerable<IReadOnlyList<string>> BodyRows(Target target, IReadOnlyList<Placement> levels)
    {
        var (perHead, pots) = (England(target), Pots(target));
        yield return ["level", "code", "name", "units", "heads", .. pots.Select(p => $"pot: {p.Name}"), "target", "target_per_head", "weighted_heads", "need_index"];
        foreach (var level in levels)
        {
            var (targets, heads) = (level.Sum(target.Pounds), level.Sum(target.Population.Heads));
            var parts = pots.Select(p => level.Sum(p.Parts)).ToList();
            var units = level.Shares.SelectMany(s => s).CountBy(s => s.Code).ToDictionary();
            foreach (var (code, pounds) in targets)
                yield return [level.Kind, code, level.NameOf(code), Plain(units[code]), Plain(heads[code]), .. parts.Select(p => Plain(p[code])), Plain(pounds), .. Rates(pounds, heads[code], perHead)];
        }
    }

    private static IEnumerable<IReadOnlyList<string>> NationalRows(Target target)
    {
        yield return ["what", "pounds", "heads", "pounds_per_head"];
        var heads = target.Population.Heads.Sum();
        IReadOnlyList<string> Row(string what, long pounds) => [what, Plain(pounds), Plain(heads), heads == 0 ? "" : Plain(Math.Round(pounds / heads, 4))];
        foreach (var (name, parts) in Pots(target))
            yield return Row($"pot: {name}", parts.Sum());
        yield return Row("all", target.Sum.Value);
    }

    /// <summary>The pots, those of single areas added up under their name.</summary>
    private static List<(string Name, long[] Parts)> Pots(Target target) =>
        [.. target.Edition.Pots.Index().GroupBy(p => p.Item.Name).Select(pots =>
        {
            var sums = new long[target.Population.Count];
            foreach (var (at, _) in pots)
                for (var unit = 0; unit < sums.Length; unit++)
                    sums[unit] += target.Of(at)[unit];
            return (pots.Key, sums);
        })];

    /// <summary>What a weighted head gets: the rate that is stated, or the sum over all heads.</summary>
    private static decimal England(Target target) => target.Edition is { Sum: null, Rate: { } rate } ? rate : target.Sum.Value / target.Population.Heads.Sum();

    private static string[] Rates(long pounds, decimal heads, decimal perHead) =>
        [heads == 0 ? "" : Plain(Math.Round(pounds / heads, 2)), Plain(Math.Round(pounds / perHead, 4)), heads == 0 ? "" : Plain(Math.Round(pounds / perHead / heads, 4))];

    private static (Population Population, Placement Placement, long[] Targets) ReadUnits(string path)
    {
        using var source = CsvSource.Open(path, hasHeader: true);
        var headers = source.Headers;
        int Column(string name) => headers.Index().First(h => h.Item == name).Index;
        var (code, name, heads, target, body) = (Column("code"), Column("name"), Column("heads"), Column("target"), Column(Body));
        List<string[]> rows = [];
        while (source.Read())
            rows.Add([.. Enumerable.Range(0, headers.Count).Select(source.Text)]);
        decimal[] Numbers(int column) => [.. rows.Select(r => decimal.Parse(r[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture))];
        Dictionary<string, T> Named<T>(string begins, Func<int, T> read) =>
            headers.Index().Where(h => h.Item.StartsWith(begins, StringComparison.Ordinal)).ToDictionary(h => h.Item[begins.Length..], h => read(h.Index));

        var population = new Population([.. rows.Select(r => r[code])], [.. rows.Select(r => r[name])], Numbers(heads), Named(Need, Numbers), Named(Place, column => rows.Select(r => r[column]).ToArray()));
        return (population, new Placement(Body, [.. rows.Select(r => Shares(r[body]))], _ => ""), [.. rows.Select(r => long.Parse(r[target], CultureInfo.InvariantCulture))]);
    }

    private static IReadOnlyList<PlacedShare> Shares(string cell) =>
        [.. cell.Split(';').Select(part => part.Split('*', '/') is [var to, var weight, var whole]
            ? new PlacedShare(to, long.Parse(weight, CultureInfo.InvariantCulture), long.Parse(whole, CultureInfo.InvariantCulture))
            : throw new FormatException($"{Finding.Quoted(part)} is no share"))];

    private static byte[] ManifestOf(AllocationInputs inputs, Target target, IReadOnlyList<Placement> levels, RegisterAsKnown register, DateOnly on, Scenario? scenario, PaceBasis? pace)
    {
        var manifest = new JsonObject
        {
            ["kind"] = Kind,
            ["remit"] = typeof(AllocationFolder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
            ["on"] = IsoDate.Text(on),
            ["scenario"] = scenario?.Name,
            ["population"] = new JsonObject { ["file"] = inputs.Release.File, ["sha256"] = inputs.Release.Sha256 },
            ["releases"] = new JsonArray([.. register.Releases.Select(r => (JsonNode)new JsonObject { ["kind"] = r.Kind, ["file"] = r.File, ["edition"] = IsoDate.Text(r.Edition), ["sha256"] = r.Sha256 })]),
            ["counts"] = new JsonObject
            {
                ["units"] = target.Population.Count,
                ["leftOut"] = inputs.Findings.Count,
                ["nowhere"] = levels[0].Shares.Count(s => s.Any(p => p.Code == Placement.Nowhere)),
                ["bodies"] = new JsonObject(levels.Select(l => KeyValuePair.Create(l.Kind, (JsonNode?)l.Shares.SelectMany(s => s).Select(s => s.Code).Distinct().Count(c => c != Placement.Nowhere)))),
            },
            ["sum"] = target.Sum.Value,
            ["policy"] = pace?.Policy.Id,
            ["edition"] = EditionOf(target.Edition),
        };
        return Encoding.UTF8.GetBytes(manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }

    private static JsonObject EditionOf(Edition edition) => new()
    {
        ["id"] = edition.Id,
        ["year"] = edition.Year.ToString(),
        ["bodiesOn"] = IsoDate.Text(edition.BodiesOn),
        ["by"] = edition.By,
        ["sum"] = edition.Sum?.Value,
        ["rate"] = edition.Rate,
        ["pots"] = new JsonArray([.. edition.Pots.Select(p => (JsonNode)new JsonObject
        {
            ["name"] = p.Name,
            ["part"] = p.Part,
            ["needs"] = new JsonArray([.. p.Needs.Select(n => (JsonNode)new JsonObject { ["component"] = n.Component, ["weight"] = n.Value, ["source"] = n.Source.Document, ["confidence"] = n.Source.Confidence })]),
            ["costs"] = new JsonArray([.. p.Costs.Select(c => (JsonNode)c)]),
            ["place"] = p.Place,
            ["area"] = p.Area,
            ["source"] = p.Source.Document,
            ["confidence"] = p.Source.Confidence,
        })]),
    };

    private static Edition EditionOf(JsonNode json)
    {
        return new((string)json["id"]!, FinancialYear.TryParse((string)json["year"]!, out var year) ? year : throw new FormatException("the year is none"), DateOnly.ParseExact((string)json["bodiesOn"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture), (string)json["by"]!,
            (long?)json["sum"] is { } sum ? new Pounds(sum) : null, (decimal?)json["rate"], "",
            [.. json["pots"]!.AsArray().Select(p => new Pot((string)p!["name"]!, (decimal)p["part"]!, [.. p["needs"]!.AsArray().Select(n => new Weight((string)n!["component"]!, (decimal)n["weight"]!, Unstated))],
                [.. p["costs"]!.AsArray().Select(c => (string)c!)], (string)p["place"]!, (string)p["area"]!, Unstated))],
            [], [], Unstated);
    }

    private static void Table(string folder, string name, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var file = new WholeFile(Path.Combine(folder, name));
        using (var csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
            foreach (var row in rows)
            {
                foreach (var cell in row)
                    csv.WriteField(cell);
                csv.EndRecord();
            }

        file.Keep();
    }

    private static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
