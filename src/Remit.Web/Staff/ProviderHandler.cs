using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Remit.Storage.Access;

namespace Remit.Web.Staff;

/// <summary>How the framework's OAuth sign-in is told of a provider.</summary>
internal sealed class ProviderOptions : OAuthOptions
{
    public SignInProvider Provider { get; set; } = null!;

    /// <summary>What the provider says of itself: its addresses, its name as issuer, its keys.</summary>
    public ConfigurationManager<OpenIdConnectConfiguration> Discovery { get; set; } = null!;
}

/// <summary>Signs in by OpenID Connect: the framework's OAuth with a code, PKCE and state, and an identity token held against everything it must be.</summary>
internal sealed partial class ProviderHandler(IOptionsMonitor<ProviderOptions> options, ILoggerFactory logs, UrlEncoder encoder, TimeProvider clock) : OAuthHandler<ProviderOptions>(options, logs, encoder)
{
    private const string Nonce = "nonce";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    // The handler's own log is the framework's too, and not kept.
    private readonly ILogger log = logs.CreateLogger<SignInProvider>();

    // Signed with the provider's own key: a token that this site could have made, or nobody signed, proves nothing.
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        try
        {
            Options.AuthorizationEndpoint = (await Discovered()).AuthorizationEndpoint;
        }
        catch (Exception e) when (e is InvalidOperationException or AuthenticationFailureException)
        {
            NotReached(log);
            Response.Redirect($"/staff/sign-in?unreached=true&to={Uri.EscapeDataString(Request.Query["to"].ToString())}");
            return;
        }

        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        properties.Items[Nonce] = Credentials.NewSecret();
        return $"{base.BuildChallengeUrl(properties, redirectUri)}&nonce={properties.Items[Nonce]}";
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        Options.TokenEndpoint = (await Discovered()).TokenEndpoint;
        return await base.HandleRemoteAuthenticateAsync();
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var there = await Discovered();
        var token = tokens.Response?.RootElement.TryGetProperty("id_token", out var given) == true ? given.GetString() : null;
        var validated = await Validated(token, there);
        if (validated.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // It may have changed its keys since they were read.
            Options.Discovery.RequestRefresh();
            validated = await Validated(token, there = await Discovered());
        }

        if (!validated.IsValid)
            throw Refused(validated.Exception?.GetType().Name ?? "no identity token");
        var claims = (JsonWebToken)validated.SecurityToken;
        if (!claims.TryGetPayloadValue<string>(Nonce, out var nonce) || nonce != properties.Items[Nonce])
            throw Refused("another nonce");
        if (claims.TryGetPayloadValue<string>("azp", out var party) ? party != Options.ClientId : claims.Audiences.Count() > 1)
            throw Refused("a token for another party");
        if (string.IsNullOrEmpty(claims.Subject))
            throw Refused("no subject");

        properties.Items.Remove(Nonce);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, $"{there.Issuer}|{claims.Subject}"));
        return new(new(identity), properties, Scheme.Name);
    }

    private Task<TokenValidationResult> Validated(string? token, OpenIdConnectConfiguration there) => new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidIssuer = there.Issuer,
        ValidAudience = Options.ClientId,
        IssuerSigningKeys = there.SigningKeys,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (from, until, _, _) => until is { } last && last + Skew > clock.GetUtcNow().UtcDateTime && (from is not { } first || first - Skew <= clock.GetUtcNow().UtcDateTime),
    });

    private async Task<OpenIdConnectConfiguration> Discovered()
    {
        var there = await Options.Discovery.GetConfigurationAsync(Context.RequestAborted);
        return there.Issuer?.TrimEnd('/') == Options.Provider.Authority.ToString().TrimEnd('/') ? there : throw Refused("a provider that calls itself something else");
    }

    private AuthenticationFailureException Refused(string what)
    {
        NotTaken(log, what);
        return new($"The sign-in provider's answer was refused: {what}.");
    }

    // Which check failed, and nothing of what was in the token.
    [LoggerMessage(LogLevel.Warning, "An answer of the sign-in provider was refused: {What}.")]
    private static partial void NotTaken(ILogger log, string what);

    [LoggerMessage(LogLevel.Warning, "The sign-in provider could not be asked for its addresses.")]
    private static partial void NotReached(ILogger log);
}

internal static class ProviderWiring
{
    public const string Scheme = "provider";

    /// <summary>Adds the workspace's provider, if it has one, and says which it is.</summary>
    public static void AddProvider(this IServiceCollection services, AuthenticationBuilder authentication, SiteOptions options, Action<CookieBuilder> correlation)
    {
        var provider = SignInProvider.Of(options.Workspace);
        services.AddSingleton(new ProviderInUse(provider));
        if (provider is null)
            return;
        var authority = provider.Authority.ToString().TrimEnd('/');
        authentication.AddOAuth<ProviderOptions, ProviderHandler>(Scheme, provider.Name, oauth =>
        {
            oauth.Provider = provider;
            // Where it is asked and answers is found out from itself, before either is used.
            (oauth.AuthorizationEndpoint, oauth.TokenEndpoint) = (authority, authority);
            (oauth.ClientId, oauth.ClientSecret) = (provider.ClientId, provider.ClientSecret!);
            oauth.CallbackPath = "/staff/elsewhere";
            oauth.UsePkce = true;
            oauth.Scope.Add("openid");
            oauth.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
            correlation(oauth.CorrelationCookie);
            oauth.Discovery = new($"{authority}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = provider.Authority.Scheme == Uri.UriSchemeHttps });
            oauth.Events.OnRemoteFailure = failed =>
            {
                failed.Response.Redirect("/staff/sign-in/returned");
                failed.HandleResponse();
                return Task.CompletedTask;
            };
        });
    }
}

/// <summary>The provider that the site signs people in by, if it has one.</summary>
public sealed record ProviderInUse(SignInProvider? Provider);
