using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Remit.Journeys.Web;

/// <summary>A sign-in provider of our own: OpenID Connect by code with PKCE, for one client, and one person who is always signed in there.</summary>
public sealed class SmallProvider : IAsyncDisposable
{
    public const string ClientId = "remit";
    public const string ClientSecret = "a secret of the test";

    private readonly RSA key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string ReturnTo)> codes = new();
    private readonly WebApplication app;
    private readonly TimeProvider clock;

    private SmallProvider(WebApplication app, TimeProvider clock) => (this.app, this.clock) = (app, clock);

    public string Authority => app.Urls.First();

    /// <summary>Spoils what would be in the next token.</summary>
    public Action<SecurityTokenDescriptor>? Spoil { get; set; }

    /// <summary>Whether the next token is signed by nobody.</summary>
    public bool SignedByNobody { get; set; }

    public static async Task<SmallProvider> Start(TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var provider = new SmallProvider(app, clock);
        app.UseRouting();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = provider.Authority,
            authorization_endpoint = $"{provider.Authority}/authorize",
            token_endpoint = $"{provider.Authority}/token",
            jwks_uri = $"{provider.Authority}/keys",
        }));
        app.MapGet("/keys", () =>
        {
            var parameters = provider.key.ExportParameters(includePrivateParameters: false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", kid = "k1", use = "sig", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } } });
        });
        app.MapGet("/authorize", provider.Authorise);
        app.MapPost("/token", provider.Token);
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }

    private IResult Authorise(HttpRequest request)
    {
        var query = request.Query;
        (query["client_id"].ToString(), query["response_type"].ToString(), query["code_challenge_method"].ToString()).ShouldBe((ClientId, "code", "S256"));
        var code = $"code-{codes.Count}";
        codes[code] = (query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!);
        return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!codes.TryRemove(form["code"].ToString(), out var given) || form["client_secret"] != ClientSecret || form["redirect_uri"] != given.ReturnTo || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!))) != given.Challenge)
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        var now = clock.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = ClientId,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "person-1", ["nonce"] = given.Nonce },
            SigningCredentials = SignedByNobody ? null : new(new RsaSecurityKey(key) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        };
        Spoil?.Invoke(token);
        return Results.Json(new { access_token = "of no use", token_type = "Bearer", id_token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token) });
    }
}
