using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Remit.Storage.Access;

namespace Remit.Web.Staff;

/// <summary>Codes of six digits that an authenticator shows for half a minute (RFC 6238, SHA-1, as every authenticator knows it). Each is right once, half a minute early or late.</summary>
/// <remarks>Identity's own provider asks the machine's clock, takes codes two minutes old, and the same code again.</remarks>
public sealed class AuthenticatorCodes(JournalInUse journal, TimeProvider clock) : IUserTwoFactorTokenProvider<Holder>
{
    private const int StepSeconds = 30;
    private const int Digits = 6;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Holder> manager, Holder user) => Task.FromResult(user.Credential.AuthenticatorKey is not null);

    public Task<string> GenerateAsync(string purpose, UserManager<Holder> manager, Holder user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Holder> manager, Holder user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { } key)
            return false;
        var now = StepOf(clock.GetUtcNow());
        return Enumerable.Range(-1, 3).Select(early => now + early).Any(step => Matches(key, step, token) && new Credentials(journal.Now).Use(user.Account.Id, step));
    }

    /// <summary>The code that an authenticator with that key shows at an instant.</summary>
    /// <param name="key">In base 32.</param>
    /// <exception cref="FormatException">It is not.</exception>
    public static string At(string key, DateTimeOffset instant) => Code(key, StepOf(instant));

    private static bool Matches(string key, long step, string code) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Code(key, step)), System.Text.Encoding.UTF8.GetBytes(code));

    private static long StepOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    private static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 is made of it, and nothing here needs that nobody finds two texts of one hash.
        HMACSHA1.HashData(Bytes(key), counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % 1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }

    private static byte[] Bytes(string base32)
    {
        var bytes = new List<byte>();
        var (bits, held) = (0, 0);
        foreach (var letter in base32.TrimEnd('='))
        {
            var value = Alphabet.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            if (value < 0)
                throw new FormatException("The key is not in base 32.");
            (bits, held) = ((bits << 5 | value) & 0xFFF, held + 5);
            if (held < 8)
                continue;
            held -= 8;
            bytes.Add((byte)(bits >> held));
            bits &= (1 << held) - 1;
        }

        return [.. bytes];
    }
}
