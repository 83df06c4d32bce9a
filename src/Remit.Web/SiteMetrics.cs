using System.Diagnostics;
using System.Diagnostics.Metrics;
using Remit.Storage;

namespace Remit.Web;

/// <summary>What is counted and timed of the site. No tag is ever anything that somebody typed: routes are the templates of addresses, never the addresses.</summary>
public sealed class SiteMetrics
{
    /// <summary>The name under which it is all counted, and traced.</summary>
    public const string Name = "Remit.Web";

    // Pages take milliseconds, packages of everything seconds.
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly TimeProvider clock;
    private readonly Histogram<double> requests;
    private readonly Counter<long> lookUps;
    private readonly Counter<long> swaps;
    private long readAt;

    public SiteMetrics(IMeterFactory factory, HeldNow held, JournalInUse journal, TimeProvider clock)
    {
        this.clock = clock;
        readAt = clock.GetTimestamp();
        var meter = factory.Create(Name);
        requests = meter.CreateHistogram("http.server.request.duration", "s", "How long requests took, by route, method and status.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        lookUps = meter.CreateCounter<long>("remit.lookups", "{lookup}", "Who commissions care: asked, by what was asked about, and whether it was found.");
        swaps = meter.CreateCounter<long>("remit.holdings.swaps", "{swap}", "How often a changed workspace was read again.");
        meter.CreateObservableGauge("remit.holdings.version", () => new Measurement<long>(1, new KeyValuePair<string, object?>("version", held.Now.Version)), null, "Which reading of the workspace pages are answered from.");
        meter.CreateObservableGauge("remit.holdings.age", () => clock.GetElapsedTime(Interlocked.Read(ref readAt)).TotalSeconds, "s", "How long ago the workspace was last read.");
        meter.CreateObservableGauge("remit.holdings.stale", () => held.IsStale ? 1L : 0, null, "1 where the workspace has changed into something that cannot be read.");
        meter.CreateObservableGauge("remit.holdings.releases", () => (long)held.Now.Releases.Count, "{release}", "Official files in the workspace.");
        meter.CreateObservableGauge("remit.holdings.organisations", () => (long)held.Now.Register.Organisations.Count, "{organisation}", "Organisations in the register.");
        meter.CreateObservableGauge("remit.holdings.rows", () => (IEnumerable<Measurement<long>>)
            [Of(held.Now.Practices.Count, "practices"), Of(held.Now.Postcodes.Count, "postcodes"), Of(held.Now.SmallAreas.Count, "small_areas")], "{row}", "Rows of the tables that pages look up in.");
        meter.CreateObservableGauge("remit.journal.position", () => Position(journal), "{event}", "How many events the journal has; absent where it cannot be read.");
    }

    internal void Answered(TimeSpan took, string method, string route, int status) => requests.Record(took.TotalSeconds, new TagList
    {
        { "http.request.method", method },
        { "http.route", route },
        { "http.response.status_code", status },
    });

    /// <param name="whereabouts">What was asked about; none where it was a name, or nothing that is known.</param>
    internal void LookedUp(Whereabouts? whereabouts, bool found) => lookUps.Add(1, new("by", whereabouts switch
    {
        Whereabouts.Practice => "practice",
        Whereabouts.Postcode => "postcode",
        Whereabouts.SmallArea => "small_area",
        _ => "name",
    }), new("found", found ? "true" : "false"));

    internal void Swapped()
    {
        Interlocked.Exchange(ref readAt, clock.GetTimestamp());
        swaps.Add(1);
    }

    private static Measurement<long> Of(long rows, string table) => new(rows, new KeyValuePair<string, object?>("table", table));

    private static IEnumerable<Measurement<long>> Position(JournalInUse journal)
    {
        try
        {
            return [new(journal.Head.Position)];
        }
        catch (RefusedException)
        {
            return [];
        }
    }
}
