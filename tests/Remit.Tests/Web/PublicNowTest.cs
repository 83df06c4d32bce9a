using Remit.Web;

namespace Remit.Tests.Web;

public class PublicNowTest
{
    [Fact]
    public async Task Those_who_ask_at_once_get_one_view()
    {
        using var folder = Where.NewFolder();
        var held = new HeldNow(folder.File("w"), null);
        held.Refresh();
        using var journal = new JournalInUse(new(folder.File("w"), null, 0, TimeProvider.System) { Database = "" });
        var now = new PublicNow(held, journal);
        using var together = new Barrier(8);

        var views = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            together.SignalAndWait(TestContext.Current.CancellationToken);
            return now.Now;
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        views.ShouldAllBe(v => ReferenceEquals(v, views[0]));
    }
}
