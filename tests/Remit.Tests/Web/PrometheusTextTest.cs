using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Remit.Web;

namespace Remit.Tests.Web;

public class PrometheusTextTest
{
    [Fact]
    public async Task What_is_slow_to_observe_keeps_nothing_from_being_counted()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var meter = factory.Create(SiteMetrics.Name);
        var counter = meter.CreateCounter<long>("things");
        using ManualResetEventSlim asked = new(), answered = new();
        meter.CreateObservableGauge("slow", () =>
        {
            asked.Set();
            answered.Wait(stop);
            return 7;
        });
        using var prometheus = new PrometheusText(factory);

        var told = Task.Run(prometheus.Told, stop);
        asked.Wait(stop);
        try
        {
            await Task.Run(() => counter.Add(3), stop).WaitAsync(TimeSpan.FromSeconds(30), stop);
        }
        finally
        {
            answered.Set();
        }

        (await told).ShouldSatisfyAllConditions(t => t.ShouldContain("slow 7"), t => t.ShouldContain("things_total 3"));
    }
}
