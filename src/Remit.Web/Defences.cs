using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Remit.Web.Api;

namespace Remit.Web;

/// <summary>What every answer says to browsers, and what is not answered at all.</summary>
internal static class Defences
{
    /// <summary>Nothing but our own style sheets, scripts, pictures and forms; nothing inline; in nobody's frame.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Permissions = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    public static void UseDefences(this IApplicationBuilder app) => app.Use(async (http, next) =>
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

        // The API takes a question too long for an address by POST, and tells of the rest in its own form.
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || ApiSite.IsApi(http.Request))
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        headers.Allow = "GET, HEAD";
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync("The public site can only be read: wanted GET or HEAD.\n", http.RequestAborted);
    });
}
