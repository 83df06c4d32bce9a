using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Remit.Storage;

namespace Remit.Web.Staff;

/// <summary>A secret outside the database, under which the key ring in it is kept: without one, whoever can read the database can read the keys. Every server on a database needs the same.</summary>
public static class KeyFile
{
    /// <summary>The environment's word for the file.</summary>
    public const string Setting = "REMIT_KEY_FILE";

    private const int Shortest = 32;

    /// <summary>What encrypts new keys; nothing where no file is named.</summary>
    /// <exception cref="RefusedException">The file cannot be read, or holds too little.</exception>
    internal static IXmlEncryptor? Encryptor(string? path) => path is null ? null : new UnderKeyFile(Read(path));

    internal static byte[] Read(string path)
    {
        byte[] secret;
        try
        {
            secret = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, "a file that cannot be read");
        }

        return secret.Length >= Shortest ? HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "Remit key ring"u8.ToArray()) : throw Refused(path, $"{secret.Length} bytes");
    }

    private static RefusedException Refused(string path, string found) =>
        new(new Finding("no-key-file", Consequence.FileRefused, new Place(path), found, $"at least {Shortest} random bytes, such as 'openssl rand 64' writes, which only the site may read; or no {Setting}"));
}

/// <summary>Encrypts a document under the secret of <see cref="KeyFile"/> (AES-256-GCM).</summary>
internal sealed class UnderKeyFile(byte[] key) : IXmlEncryptor
{
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes));
        return new(new XElement("underKeyFile", Convert.ToBase64String(sealedBytes)), typeof(FromUnderKeyFile));
    }
}

/// <summary>Reads what <see cref="UnderKeyFile"/> wrote. Made by name, by whoever reads the key ring.</summary>
internal sealed class FromUnderKeyFile(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var path = services.GetRequiredService<SiteOptions>().KeyFile ?? throw new CryptographicException($"The key ring was written with {KeyFile.Setting}, which is not set.");
        var bytes = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var plain = new byte[bytes.Length - UnderKeyFile.NonceBytes - UnderKeyFile.TagBytes];
        using var aes = new AesGcm(KeyFile.Read(path), UnderKeyFile.TagBytes);
        aes.Decrypt(bytes[..UnderKeyFile.NonceBytes], bytes[(UnderKeyFile.NonceBytes + UnderKeyFile.TagBytes)..], bytes.Slice(UnderKeyFile.NonceBytes, UnderKeyFile.TagBytes), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
