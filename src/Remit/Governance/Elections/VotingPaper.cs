using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Remit.Governance.Elections;

/// <summary>How the votes of a poll are given and counted.</summary>
public enum PollMethod
{
    /// <summary>A cross for as many candidates as there are places, or fewer; those with most are elected. With several places it is a block vote.</summary>
    FirstPastThePost,

    /// <summary>Candidates numbered in order of preference, counted by the rules of the Electoral Reform Society of 1997 (ERS97).</summary>
    SingleTransferableVote,

    /// <summary>A question, for or against, or neither.</summary>
    ForOrAgainst,
}

/// <summary>A voting paper as it was marked, without who marked it.</summary>
/// <param name="Code">Sixteen random bytes in hexadecimal, which nobody is shown while it could tell whose the paper is.</param>
/// <param name="Marks">The figure beside each line of the paper, in the order of its lines; nought where there is none. A cross is a 1.</param>
/// <param name="Votes">How many votes it has: one, or the registered patients of the practice.</param>
public sealed record VotingPaper(string Code, IReadOnlyList<int> Marks, long Votes = 1)
{
    private const string Format = "remit-paper-1";
    private const int ReceiptLength = 32;

    /// <summary>What whoever cast it was given: it is bound to the paper, and tells nothing of it to whoever does not have the paper.</summary>
    /// <remarks>The first 32 hexadecimal digits of SHA-256 over netstrings, as <see cref="Journal.Chain"/> has them: <c>remit-paper-1</c>, the election, the code, the marks with blanks between, the votes.</remarks>
    public string Receipt(string election)
    {
        var text = new StringBuilder();
        foreach (var part in (string[])[Format, election, Code, string.Join(' ', Marks.Select(m => m.ToString(CultureInfo.InvariantCulture))), Votes.ToString(CultureInfo.InvariantCulture)])
            text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(part)}:{part},");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..ReceiptLength];
    }

    /// <summary>A receipt as it was typed, in whatever groups.</summary>
    public static bool TryParseReceipt(string text, out string receipt)
    {
        receipt = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '-')).ToLowerInvariant();
        return receipt.Length == ReceiptLength && receipt.All(char.IsAsciiHexDigit);
    }

    /// <summary>What is published of all the receipts of a poll: SHA-256 over them in order, a line each.</summary>
    public static string Seal(IEnumerable<string> receipts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(receipts.Order(StringComparer.Ordinal).Select(r => r + "\n")))));

    /// <summary>Why it cannot be counted; nothing where it can.</summary>
    /// <param name="places">How many may be voted for with crosses.</param>
    public string? Spoilt(PollMethod method, int places) => (method, Marks.Count(m => m > 0)) switch
    {
        (_, 0) => "unmarked",
        (PollMethod.FirstPastThePost, var marked) when marked > places => "more marked than there are places",
        (PollMethod.ForOrAgainst, > 1) => "void for uncertainty",
        (PollMethod.SingleTransferableVote, _) when Marks.Count(m => m == 1) != 1 => "no first preference for one candidate alone",
        _ => null,
    };

    /// <summary>The lines that are preferred, the first first; for crosses, those that have one.</summary>
    /// <remarks>It stops where the next figure is missing or stands twice: from there on the paper is void for uncertainty (ERS97, 6.12).</remarks>
    public IReadOnlyList<int> Preferences(PollMethod method)
    {
        if (method != PollMethod.SingleTransferableVote)
            return [.. Marks.Index().Where(m => m.Item > 0).Select(m => m.Index)];
        List<int> preferred = [];
        for (var figure = 1; Marks.Count(m => m == figure) == 1; figure++)
            preferred.Add(Marks.Index().First(m => m.Item == figure).Index);
        return preferred;
    }
}
