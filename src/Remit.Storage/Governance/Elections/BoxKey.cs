using System.Security.Cryptography;
using System.Text;

namespace Remit.Storage.Governance.Elections;

/// <summary>The key of a ballot box: one half seals papers, the other opens them.</summary>
/// <remarks>
/// Each paper is sealed by itself: an elliptic-curve key (P-256) made for it alone and the public half agree on a secret, of which SHA-256 makes the key of AES-GCM. Whoever has only what is in
/// the workspace cannot open one.
/// </remarks>
public static class BoxKey
{
    private const int PublicLength = 64, TagLength = 16;

    /// <summary>Makes a key.</summary>
    /// <returns>The half that seals, in Base64, for the record; and the half that opens, in groups of letters and digits, which is shown to the returning officer once and kept nowhere.</returns>
    public static (string Seals, string Opens) Make()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var made = key.ExportParameters(true);
        return (Convert.ToBase64String([.. made.Q.X!, .. made.Q.Y!]), Grouped(Convert.ToHexStringLower(made.D!)));
    }

    /// <summary>Digits in groups of four, as people copy them.</summary>
    public static string Grouped(string digits) => string.Join('-', digits.Chunk(4).Select(g => new string(g)));

    internal static string Seal(string seals, string text)
    {
        using var box = Public(Convert.FromBase64String(seals));
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = once.ExportParameters(false).Q;
        var plain = Encoding.UTF8.GetBytes(text);
        var (hidden, tag) = (new byte[plain.Length], new byte[TagLength]);
        using var cipher = new AesGcm(once.DeriveKeyFromHash(box.PublicKey, HashAlgorithmName.SHA256), TagLength);
        // The key is used once, so the nonce may be nought.
        cipher.Encrypt(new byte[12], plain, hidden, tag);
        return Convert.ToBase64String([.. point.X!, .. point.Y!, .. tag, .. hidden]);
    }

    /// <exception cref="RefusedException">It is not the key of this box.</exception>
    internal static Func<string, string> Opener(string seals, string opens)
    {
        var digits = string.Concat(opens.Where(c => !char.IsWhiteSpace(c) && c != '-'));
        var whole = Convert.FromBase64String(seals);
        ECDiffieHellman key;
        try
        {
            key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Convert.FromHexString(digits), Q = new() { X = whole[..32], Y = whole[32..] } });
        }
        catch (Exception e) when (e is FormatException or CryptographicException or ArgumentException)
        {
            throw Wrong();
        }

        return text =>
        {
            var bytes = Convert.FromBase64String(text);
            var plain = new byte[bytes.Length - PublicLength - TagLength];
            try
            {
                using var once = Public(bytes[..PublicLength]);
                using var cipher = new AesGcm(key.DeriveKeyFromHash(once.PublicKey, HashAlgorithmName.SHA256), TagLength);
                cipher.Decrypt(new byte[12], bytes.AsSpan(PublicLength + TagLength), bytes.AsSpan(PublicLength, TagLength), plain);
            }
            catch (CryptographicException)
            {
                throw Wrong();
            }

            return Encoding.UTF8.GetString(plain);
        };

        static RefusedException Wrong() => new(new Finding("wrong-key", Consequence.FileRefused, new("the key", 0, "key"), "what does not open this box", "the key that was shown when the poll was opened, all 64 digits and letters of it"));
    }

    private static ECDiffieHellman Public(byte[] point) =>
        ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[..32], Y = point[32..PublicLength] } });
}
