using Microsoft.AspNetCore.Builder;
using Remit.Web.Api;

namespace Remit.Web;

/// <summary>What every answer says to browsers, whatever it is.</summary>
internal static class Defences
{
    /// <summary>Nothing but our own style sheets, scripts, pictures and forms; nothing inline; in nobody's frame.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Permissions = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    public static void UseDefences(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Addresses carry made-up records and postcodes: they are nobody else's business.
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (ApiSite.IsApi(http.Request))
            ApiSite.Open(headers);
        return next(http);
    });
}
