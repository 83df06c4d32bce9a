using System.Text.Json;
using System.Text.Json.Serialization;
using Remit.Storage;

namespace Remit.Web.Staff;

/// <summary>Another organisation's service by which people may sign in (OpenID Connect, by code): <c>sign-in.json</c> in the workspace, or the file that <c>REMIT_SIGN_IN</c> names.</summary>
/// <param name="Name">What it is called on the page, such as <c>NHSmail</c>.</param>
/// <param name="Authority">Its address, which is also the issuer of its tokens; https, but on this machine.</param>
/// <param name="ClientId">What this site is called there.</param>
/// <param name="ClientSecret">What this site proves itself with there; or, rather, <paramref name="ClientSecretFile"/>.</param>
/// <param name="ClientSecretFile">A file that holds the secret and nothing else.</param>
/// <param name="AsksSecondFactor">Whether it asks for a second factor itself, so that ours is not asked for as well.</param>
public sealed record SignInProvider(string Name, Uri Authority, string ClientId, string? ClientSecret = null, string? ClientSecretFile = null, bool AsksSecondFactor = false)
{
    /// <summary>The environment's word for the file.</summary>
    public const string Setting = "REMIT_SIGN_IN";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The provider of a workspace; nothing where there is none.</summary>
    /// <exception cref="RefusedException">The file says something else than a provider. Its words are not repeated: one is a secret.</exception>
    public static SignInProvider? Of(string workspace)
    {
        var named = Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } set ? set : null;
        var path = named ?? Path.Combine(workspace, "sign-in.json");
        if (named is null && !File.Exists(path))
            return null;
        try
        {
            var provider = JsonSerializer.Deserialize<SignInProvider>(File.ReadAllBytes(path), Json) ?? throw new JsonException();
            if (provider.ClientSecretFile is { } file)
                provider = provider with { ClientSecret = File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, file)).Trim() };
            if (!provider.Authority.IsAbsoluteUri || !(provider.Authority.Scheme == Uri.UriSchemeHttps || provider.Authority is { IsLoopback: true, Scheme: "http" }))
                throw Refused(path, "an authority without https", "one with https, such as https://login.example.org");
            return string.IsNullOrEmpty(provider.ClientSecret) || provider.ClientId.Length == 0 || !Act.IsLine(provider.Name) ? throw new JsonException() : provider;
        }
        catch (JsonException)
        {
            throw Refused(path, "something else than a sign-in provider", """{"name": …, "authority": "https://…", "clientId": …, "clientSecretFile": …}, and "asksSecondFactor": true where it asks for one""");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, "a file that cannot be read, or whose secret's file cannot", "files that the site may read");
        }
    }

    private static RefusedException Refused(string path, string found, string wanted) => new(new Finding("not-a-provider", Consequence.FileRefused, new Place(path), found, wanted));
}
