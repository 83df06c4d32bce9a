using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Remit.Storage.Journal;

namespace Remit.Web;

/// <summary>Listens to what is counted, and tells it as Prometheus reads it (text format 0.0.4): the site's own, the journal's, and the runtime's.</summary>
public sealed class PrometheusText : IDisposable
{
    private static readonly double[] UsualBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly MeterListener listener = new();
    private readonly Lock telling = new();
    private readonly Lock oneAtATime = new();
    private readonly SortedDictionary<string, Family> families = new(StringComparer.Ordinal);

    /// <param name="factory">Whose meters are meant, where several sites are up in one program.</param>
    public PrometheusText(IMeterFactory factory)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name is JournalTelemetry.Name or "System.Runtime" || (instrument.Meter.Name == SiteMetrics.Name && ReferenceEquals(instrument.Meter.Scope, factory)))
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Measured(instrument, value, tags));
        listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => Measured(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Measured(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Measured(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, _) => Measured(instrument, (double)value, tags));
        listener.Start();
    }

    /// <summary>Everything as it stands now.</summary>
    public string Told()
    {
        lock (telling)
        {
            // What is observed is told anew each time: what is no longer said must not linger.
            lock (oneAtATime)
                foreach (var family in families.Values.Where(f => f.IsObserved))
                    family.Series.Clear();
            // Some read the database to answer: no request that is counted meanwhile waits for them.
            listener.RecordObservableInstruments();
            var text = new StringBuilder();
            lock (oneAtATime)
                foreach (var (name, family) in families)
                    family.Tell(name, text);
            return text.ToString();
        }
    }

    public void Dispose() => listener.Dispose();

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, told) in tags)
            labels.Append(labels.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{Plain(key)}=\"{Escaped(string.Create(CultureInfo.InvariantCulture, $"{told}"))}\"");
        lock (oneAtATime)
        {
            var name = NameOf(instrument);
            if (!families.TryGetValue(name, out var family))
                families[name] = family = new(instrument);
            family.Add(labels.ToString(), value);
        }
    }

    private static string NameOf(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" };
        var name = Plain(instrument.Name);
        return $"{name}{(name.EndsWith(unit, StringComparison.Ordinal) ? "" : unit)}{(KindOf(instrument) == "counter" ? "_total" : "")}";
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };

    private static string Plain(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>All that is told under one name.</summary>
    private sealed class Family(Instrument instrument)
    {
        private readonly string kind = KindOf(instrument);
        private readonly IReadOnlyList<double> buckets = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? UsualBuckets;

        public bool IsObserved => instrument.IsObservable;

        public SortedDictionary<string, Sum> Series { get; } = new(StringComparer.Ordinal);

        public void Add(string labels, double value)
        {
            if (!Series.TryGetValue(labels, out var sum))
                Series[labels] = sum = new(kind == "histogram" ? buckets.Count : 0);
            // What is observed, and what is set, is told as it is; the rest adds up.
            sum.Total = IsObserved || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal) ? value : sum.Total + value;
            sum.Count++;
            for (var i = 0; i < sum.UpTo.Length; i++)
                if (value <= buckets[i])
                    sum.UpTo[i]++;
        }

        public void Tell(string name, StringBuilder text)
        {
            if (Series.Count == 0)
                return;
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {(instrument.Description ?? "").Replace("\n", " ", StringComparison.Ordinal)}\n# TYPE {name} {kind}\n");
            foreach (var (labels, sum) in Series)
            {
                if (kind != "histogram")
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {Number(sum.Total)}\n");
                    continue;
                }

                var more = labels.Length > 0 ? $"{labels}," : "";
                for (var i = 0; i < buckets.Count; i++)
                    text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{more}le=\"{Number(buckets[i])}\"}} {sum.UpTo[i]}\n");
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{more}le=\"+Inf\"}} {sum.Count}\n{name}_sum{(labels.Length > 0 ? $"{{{labels}}}" : "")} {Number(sum.Total)}\n{name}_count{(labels.Length > 0 ? $"{{{labels}}}" : "")} {sum.Count}\n");
            }
        }
    }

    private sealed class Sum(int buckets)
    {
        public double Total { get; set; }
        public long Count { get; set; }
        public long[] UpTo { get; } = new long[buckets];
    }
}
