using Remit.Powers;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Storage.Samples;

/// <summary>A run of days over which nothing about a commissioner's area changed.</summary>
/// <param name="Board">The ICB it ended in. It stands on the days before there were ICBs too.</param>
/// <param name="SpecialisedHub">The hub of 2024/25. It stands on the days before too, for want of a source.</param>
/// <param name="JusticeHub">Likewise, for health and justice.</param>
/// <param name="Delegated">Whether the board then held specialised services by delegation.</param>
internal sealed record DatedArea(string Commissioner, string Name, string Board, string Region, string SpecialisedHub, string JusticeHub, bool Delegated, DateSpan Days);

/// <summary>The real local commissioners of England from 1 April 2013, and what became of each, from <c>parameters/register</c> and <c>parameters/powers</c>.</summary>
internal sealed class Footprints
{
    private static readonly DateOnly Start = new(2013, 4, 1);

    private readonly ILookup<string, (string Name, DateSpan Days)> names;
    private readonly ILookup<(string Code, string Link), (string To, DateSpan Days)> links;
    private readonly ILookup<string, DateSpan> delegations;
    private readonly Dictionary<string, (string Next, DateOnly On)> mergers;

    public Footprints(ParameterTables tables)
    {
        var local = NationalTables.LocalCommissioners(tables);
        names = tables.Read("register/organisations.csv").Rows
            .Where(r => local.Contains(r["kind"]))
            .ToLookup(r => r["code"], r => (r["name"], r.Days));
        links = tables.Read("register/links.csv").Rows.ToLookup(r => (r["code"], r["link"]), r => (r["to_code"], r.Days));
        delegations = new Ledger(PowersTables.Read(tables).Instruments).ToDate.Terms
            .Where(t => t.Clause is { Does: Effect.Delegates, To.Code: not null } clause && clause.IsAbout(FunctionCode.DelegatedSpecialised))
            .ToLookup(t => t.Clause.To!.Value.ToString(), t => t.Days);
        mergers = tables.Read("register/successions.csv").Rows.Where(r => r["how"] == "merger")
            .ToDictionary(r => r["from_code"], r => (r["to_code"], r.Day("on")!.Value));
        Commissioners = [.. names.Select(n => n.Key).Order(StringComparer.Ordinal)];
        First = [.. Commissioners.Where(c => names[c].Any(n => n.Days.Contains(Start)))];
    }

    /// <summary>Every code a local commissioner ever had, in order.</summary>
    public IReadOnlyList<string> Commissioners { get; }

    /// <summary>The codes of 1 April 2013, in order.</summary>
    public IReadOnlyList<string> First { get; }

    /// <summary>All the stretches of one commissioner, earliest first.</summary>
    public IReadOnlyList<DatedArea> Of(string code)
    {
        var last = LastOf(code);
        var board = Sole(last, "icb");
        var (specialised, justice) = (Sole(last, "specialised hub"), Sole(last, "health and justice hub"));

        var breaks = names[code].Select(n => n.Days.First)
            .Concat(links[(code, "region")].Select(l => l.Days.First))
            .Concat(links[(code, "icb")].SelectMany(_ => delegations[board]).Select(d => d.First))
            .Distinct().Order().ToList();

        var stretches = new List<DatedArea>();
        foreach (var (name, days) in names[code].OrderBy(n => n.Days.First))
        {
            var starts = breaks.Where(days.Contains).ToList();
            for (var i = 0; i < starts.Count; i++)
            {
                var day = starts[i];
                stretches.Add(new DatedArea(code, name, board, On(code, "region", day), specialised, justice,
                    delegations[board].Any(d => d.Contains(day)),
                    new DateSpan(day, i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : days.Last)));
            }
        }

        return stretches;
    }

    /// <summary>The stretches a place went through that lay in <paramref name="code"/> on 1 April 2013, merger after merger, to this day.</summary>
    public IReadOnlyList<DatedArea> LineOf(string code)
    {
        var line = new List<DatedArea>();
        var arrived = Start;
        for (var at = code; ; at = mergers[at].Next)
        {
            if (mergers.TryGetValue(at, out var gone))
            {
                line.AddRange(Of(at).Where(s => s.Days.First >= arrived && s.Days.First < gone.On));
                arrived = gone.On;
            }
            else
            {
                line.AddRange(Of(at).Where(s => s.Days.First >= arrived));
                return line;
            }
        }
    }

    private string LastOf(string code) => mergers.TryGetValue(code, out var gone) ? LastOf(gone.Next) : code;

    private string Sole(string code, string link) => links[(code, link)].Last().To;

    private string On(string code, string link, DateOnly day) => links[(code, link)].FirstOrDefault(l => l.Days.Contains(day)).To ?? "";
}
