using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Remit.Web.Api.Fhir;
using Remit.Web.Staff;

namespace Remit.Web.Api;

/// <summary>Puts the API on the site.</summary>
internal static partial class ApiSite
{
    public const string Path = "/api";
    public const string Version = "/api/v1";

    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => Reply.Settled(json.SerializerOptions));
        services.Configure<ResponseCompressionOptions>(o => o.MimeTypes = [.. o.MimeTypes, Reply.CsvType, Refusal.MediaType, FhirReply.MediaType, AreaAnswers.GeoJson]);
        services.AddApiDescription();
    }

    /// <summary>Whether a request is for a program rather than a reader.</summary>
    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments(Path, out var rest) && rest.HasValue;

    /// <summary>Whether the answer is about a place or a made-up record, which no cache keeps, or to something that is not read by its address alone.</summary>
    public static bool IsPassing(HttpRequest request) => IsApi(request)
        && (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Query.ContainsKey("place") || (request.Path.Value ?? "").EndsWith("/determination", StringComparison.OrdinalIgnoreCase));

    /// <summary>Says that any page may read an answer: it is public, and there are no cookies, so whatever page a reader has open may ask what anybody may ask.</summary>
    public static void Open(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Link, As-At";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.Vary = HeaderNames.Accept;
    }

    /// <summary>Tells what goes wrong in the API's own form, and browsers what they may ask.</summary>
    public static void UseApiManners(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Remit.Web.Api");
        app.Use(async (http, next) =>
        {
            if (!IsApi(http.Request))
            {
                await next(http);
                return;
            }

            var headers = http.Response.Headers;
            if (HttpMethods.IsOptions(http.Request.Method))
            {
                headers.AccessControlAllowMethods = "GET, HEAD, POST";
                headers.AccessControlAllowHeaders = "Accept, Content-Type, If-None-Match";
                headers.AccessControlMaxAge = "86400";
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            try
            {
                await next(http);
            }
            catch (Exception e) when (e is not OperationCanceledException && !http.Response.HasStarted)
            {
                Failed(log, e);
                headers.CacheControl = "no-store";
                await Tell(Refusal.Of(ProblemKind.Fault));
                return;
            }

            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await Tell(Refusal.Of(ProblemKind.Of(http.Response.StatusCode)));

            Task Tell(Refusal refusal) => http.Request.Path.StartsWithSegments(FhirSite.Path) ? FhirReply.Of(refusal).ExecuteAsync(http) : refusal.ExecuteAsync(http);
        });
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Version).ForAnyone();
        CommissionerAnswers.Map(api);
        OrganisationAnswers.Map(api);
        MethodAnswers.Map(api);
        ReleaseAnswers.Map(api);
        AreaAnswers.Map(api);
        GovernanceAnswers.Map(api);
        routes.MapApiDescription();
        routes.MapFhir();
        // Without it, an address that is not there would be answered by the site's page for that.
        routes.MapMethods($"{Path}/{{**rest}}", [HttpMethods.Get, HttpMethods.Head], () => Results.StatusCode(StatusCodes.Status404NotFound)).WithOrder(int.MaxValue).ForAnyone();
    }

    [LoggerMessage(LogLevel.Error, "An answer of the API could not be made.")]
    private static partial void Failed(ILogger log, Exception fault);
}
