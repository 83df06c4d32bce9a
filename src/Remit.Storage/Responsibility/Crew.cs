using System.Runtime.ExceptionServices;

namespace Remit.Storage.Responsibility;

/// <summary>Threads that do one work together. When one fails all are told to give up, and its failure is thrown where the work was asked for.</summary>
internal sealed class Crew : IDisposable
{
    private readonly CancellationTokenSource giveUp = new();
    private readonly List<Thread> threads = [];
    private ExceptionDispatchInfo? failure;

    /// <summary>Cancelled when somebody gave up: whoever waits must wait on this too.</summary>
    public CancellationToken GivenUp => giveUp.Token;

    public bool HasFailed => failure is not null;

    public void Start(Action work)
    {
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
            {
                // Somebody else has the reason.
            }
#pragma warning disable CA1031 // Whatever it is, it is thrown again where the work was asked for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                giveUp.Cancel();
            }
        })
        { IsBackground = true };
        threads.Add(thread);
        thread.Start();
    }

    public void GiveUp() => giveUp.Cancel();

    /// <summary>Waits until all have done their work, or have given up.</summary>
    /// <exception cref="Exception">What the first to fail threw.</exception>
    public void Join()
    {
        foreach (var thread in threads)
            thread.Join();
        failure?.Throw();
    }

    /// <summary>Gives up, if anybody is still at work.</summary>
    public void Dispose()
    {
        giveUp.Cancel();
        foreach (var thread in threads)
            thread.Join();
        giveUp.Dispose();
    }

    /// <summary>Does the same for each of several, all at once, and waits for all.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void Each<T>(IEnumerable<T> several, Action<T, CancellationToken> work, CancellationToken stop)
    {
        using var crew = new Crew();
        using var heard = stop.Register(crew.GiveUp);
        foreach (var one in several)
            crew.Start(() => work(one, crew.GivenUp));
        crew.Join();
        stop.ThrowIfCancellationRequested();
    }
}

/// <summary>Work that threads of a crew do one at a time, in the order of places: nought, one, two and so on.</summary>
internal sealed class Turns
{
    private readonly object gate = new();
    private readonly CancellationToken givenUp;
    private int next;

    public Turns(CancellationToken givenUp)
    {
        this.givenUp = givenUp;
        givenUp.Register(() =>
        {
            lock (gate)
                Monitor.PulseAll(gate);
        });
    }

    /// <summary>Waits for the turn of a place, and does the work.</summary>
    /// <exception cref="OperationCanceledException">The crew has given up.</exception>
    public void Take(int place, Action work)
    {
        lock (gate)
        {
            while (next != place)
            {
                givenUp.ThrowIfCancellationRequested();
                Monitor.Wait(gate);
            }
        }

        givenUp.ThrowIfCancellationRequested();
        work();
        lock (gate)
        {
            next++;
            Monitor.PulseAll(gate);
        }
    }
}
