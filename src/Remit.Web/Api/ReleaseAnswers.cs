using Microsoft.AspNetCore.Routing;
using Remit.Storage.Register;

namespace Remit.Web.Api;

/// <summary>What the answers rest on.</summary>
internal static class ReleaseAnswers
{
    private static readonly Operation List = new("releases", "The official files that are held",
        "Every file that the answers rest on, as received, under the hash of its content; beside them stand the small facts that travel with Remit, each with its source (/data).",
        [Parameter.Limit, Parameter.Page], "/api/v1/releases?limit=2")
    { IsTable = true };

    public static void Map(IEndpointRouteBuilder api) =>
        List.MapTo<TablePage<ReleaseRow>>(api, "/releases", q => Reply.Table(q, [.. q.Held.Releases.OrderBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Edition).ThenBy(r => r.Sha256, StringComparer.Ordinal)], ReleaseRow.Of));
}

/// <summary>An official file as received.</summary>
/// <param name="Kind">Which layout it has.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Edition">The day whose state of affairs it describes.</param>
/// <param name="EditionFrom">How that is known: file, name, given, corrected, or learned where nothing says and the day it was first had stands in.</param>
/// <param name="Learned">When it was first had.</param>
/// <param name="File">Its name as it was given.</param>
/// <param name="Sha256">The hash of its content.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">Rows read, those left out among them.</param>
/// <param name="LeftOut">Rows that could not be used.</param>
internal sealed record ReleaseRow(string Kind, string Title, DateOnly Edition, string EditionFrom, DateTimeOffset Learned, string File, string Sha256, long Bytes, long Rows, long LeftOut)
{
    public static ReleaseRow Of(KeptRelease r) => new(r.Kind, r.Title, r.Edition, r.EditionFrom, r.Learned, r.File, r.Sha256, r.Bytes, r.Rows, r.LeftOut);
}
