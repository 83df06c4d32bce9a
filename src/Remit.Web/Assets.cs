using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Remit.Web;

/// <summary>The style sheets, scripts and pictures, from inside the assembly. Each is named by a hash of all of them, so a browser may keep it for ever.</summary>
public static partial class Assets
{
    private static readonly Dictionary<string, string> Types = new()
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private static readonly FrozenDictionary<string, Asset> All = Read();

    /// <summary>One hash for all, so that a script can import another by its plain name.</summary>
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData([.. All.OrderBy(a => a.Key, StringComparer.Ordinal).SelectMany(a => SHA256.HashData(a.Value.Plain))]))[..12];

    private sealed record Asset(string Type, byte[] Plain, byte[] Brotli, byte[] Gzip);

    /// <summary>Where an asset is served: <c>/assets/3f2a19…/site.css</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no asset of that name.</exception>
    public static string PathOf(string name) => All.ContainsKey(name) ? $"/assets/{Hash}/{name}" : throw new KeyNotFoundException($"There is no asset {name}.");

    internal static async Task Serve(HttpContext http, string hash, string name)
    {
        if (!All.TryGetValue(name, out var asset) || hash != Hash)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        http.Response.ContentType = asset.Type;
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        var (encoding, body) = accepted.Contains("br", StringComparison.Ordinal) ? ("br", asset.Brotli) : accepted.Contains("gzip", StringComparison.Ordinal) ? ("gzip", asset.Gzip) : ("", asset.Plain);
        if (encoding.Length > 0)
            headers.ContentEncoding = encoding;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static FrozenDictionary<string, Asset> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        Dictionary<string, Asset> found = [];
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith("assets/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var text = reader.ReadToEnd();
            if (resource.EndsWith(".css", StringComparison.Ordinal))
                text = FontFace().Replace(text, "").Replace("url(/assets/images/", "url(", StringComparison.Ordinal);
            var plain = Encoding.UTF8.GetBytes(SourceMap().Replace(text, ""));
            found[resource["assets/".Length..]] = new(Types[Path.GetExtension(resource)], plain, Compressed(plain, to => new BrotliStream(to, CompressionLevel.Optimal)), Compressed(plain, to => new GZipStream(to, CompressionLevel.Optimal)));
        }

        return found.ToFrozenDictionary();
    }

    private static byte[] Compressed(byte[] plain, Func<Stream, Stream> by)
    {
        var to = new MemoryStream();
        using (var stream = by(to))
            stream.Write(plain);
        return to.ToArray();
    }

    // The NHS's own typeface is licensed to the NHS and served from its site. Remit fetches nothing from elsewhere, so the style sheet's second choice, Arial, is used.
    [GeneratedRegex(@"@font-face\{[^}]*\}")]
    private static partial Regex FontFace();

    [GeneratedRegex(@"(//# |/\*# )sourceMappingURL=.*$", RegexOptions.Multiline)]
    private static partial Regex SourceMap();
}
