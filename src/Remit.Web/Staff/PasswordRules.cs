using Microsoft.AspNetCore.Identity;

namespace Remit.Web.Staff;

/// <summary>What a password must be: long, and none that is guessed first. Nothing about capitals and digits, which make passwords no harder to guess and harder to remember (NCSC, NIST SP 800-63B).</summary>
public sealed class PasswordRules : IPasswordValidator<Holder>
{
    public const int Shortest = 12;
    public const int Longest = 200;
    private const int FewestDifferent = 6;
    private const string Disguises = "013457@$!";
    private const string Disguised = "oieastasi";

    // What is left of a common password when its digits, signs and usual disguises are taken away. Every list of leaked passwords begins with these.
    private static readonly HashSet<string> Guessed = new(StringComparer.Ordinal)
    {
        "password", "passwordpassword", "passw", "passphrase", "qwerty", "qwertyuiop", "qwertyuiopasdfghjkl", "asdfghjkl", "zxcvbnm", "qazwsxedcrfv", "letmein", "letmeinnow", "letmeinplease", "welcome",
        "welcometonhs", "iloveyou", "iloveyousomuch", "iloveyouforever", "administrator", "administration", "admin", "adminadmin", "changeme", "changemenow", "changeit", "changethis", "default", "secret", "topsecret",
        "temporary", "temp", "testing", "test", "testtest", "football", "footballfootball", "manchesterunited", "manchestercity", "liverpool", "liverpoolfc", "arsenal", "chelsea", "tottenham", "newcastleunited", "everton",
        "monkey", "dragon", "sunshine", "princess", "superman", "batman", "starwars", "pokemon", "master", "shadow", "summer", "winter", "spring", "autumn", "january", "february", "march", "april", "may", "june", "july",
        "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "nhsengland", "nationalhealthservice", "nhs", "remit", "commissioning", "commissioner",
        "hospital", "abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh", "abcdefghij", "abcdefghijkl", "correcthorsebatterystaple", "correcthorse", "batterystaple", "trustno", "mypassword", "thisismypassword", "nopassword", "",
    };

    public Task<IdentityResult> ValidateAsync(UserManager<Holder> manager, Holder user, string? password) =>
        Task.FromResult(Problem(password ?? "", user.Account.Name, user.Credential.Email) is { } problem ? IdentityResult.Failed(new IdentityError { Code = "password", Description = problem }) : IdentityResult.Success);

    /// <summary>What is wrong with a password, and what to do; nothing where it will do.</summary>
    public static string? Problem(string password, string name, string? email)
    {
        if (password.Length < Shortest)
            return $"That password is too short. Use at least {Shortest} characters: three random words do well.";
        if (password.Length > Longest)
            return $"That password is too long. Use at most {Longest} characters.";
        var letters = Letters(password);
        if (Guessed.Contains(letters) || password.Distinct().Count() < FewestDifferent || IsRun(password) || Names(name, email).Any(n => letters.Replace(n, "", StringComparison.Ordinal).Length < 5 && letters.Contains(n, StringComparison.Ordinal)))
            return "That password is among those that are guessed first, or is made of your name. Use three random words that have nothing to do with you.";
        return null;
    }

    private static IEnumerable<string> Names(string name, string? email) =>
        ((string?[])[name, email, .. name.Split(' ', '.', '@', '-'), .. (email ?? "").Split('@', '.')]).OfType<string>().Select(Letters).Where(n => n.Length > 2);

    // 123456789012, or abcdefghijkl: each sign one after, or one before, the sign before it, nearly throughout.
    private static bool IsRun(string password) => password.Zip(password.Skip(1), (a, b) => Math.Abs(b - a) <= 1).Count(near => near) >= password.Length * 3 / 4;

    // Its letters; or, where digits and signs stand for letters of a common one (p4$$w0rd2026!), that.
    private static string Letters(string text)
    {
        var lower = text.ToLowerInvariant();
        var disguised = string.Concat(lower.TrimEnd([.. "0123456789!?.,-_#*+"]).Select(c => Disguises.IndexOf(c, StringComparison.Ordinal) is var i and >= 0 ? Disguised[i] : c).Where(char.IsAsciiLetterLower));
        return Guessed.Contains(disguised) ? disguised : string.Concat(lower.Where(char.IsLetter));
    }
}
