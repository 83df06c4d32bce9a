using Microsoft.AspNetCore.Http;

namespace Remit.Web;

/// <summary>A desk at which one thing is made at a time, whoever asks, and where the last few made are at hand. It is for what takes long, or much memory.</summary>
/// <param name="most">How many are at hand.</param>
internal sealed class Desk<TKey, TMade>(int most) : IDisposable
    where TKey : notnull
    where TMade : class
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1);
    private readonly LinkedList<(TKey Key, TMade Made)> kept = new();

    /// <summary>Does work when it is its turn. Only such work may look for what is at hand, or keep it.</summary>
    /// <returns>Nothing where others have kept the desk busy for too long.</returns>
    public async Task<T?> InTurn<T>(Func<T> work, CancellationToken stop)
    {
        if (!await turn.WaitAsync(Patience, stop))
            return default;
        try
        {
            return work();
        }
        finally
        {
            turn.Release();
        }
    }

    public TMade? AtHand(TKey key) => kept.FirstOrDefault(k => k.Key.Equals(key)).Made;

    public TMade Keep(TKey key, TMade made)
    {
        kept.AddFirst((key, made));
        if (kept.Count > most)
            kept.RemoveLast();
        return made;
    }

    public void Dispose() => turn.Dispose();
}

/// <summary>What is answered where a desk was busy for too long.</summary>
internal static class BusyDesk
{
    public static int Tell(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "10";
        return http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }
}
