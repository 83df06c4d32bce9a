using System.Globalization;

namespace Remit.Powers.Applications;

/// <summary>The share of votes that a constitution asks for, as <c>more than 1/2 of votes cast</c> or <c>at least 75% of members</c>.</summary>
/// <param name="Over">Whether just the share is not enough.</param>
/// <param name="OfMembers">Whether it is a share of all who may vote; otherwise of the votes cast for and against.</param>
public readonly record struct VotingThreshold(bool Over, int Numerator, int Denominator, bool OfMembers)
{
    /// <summary>How one is written.</summary>
    public const string Form = "'more than' or 'at least', a share as 1/2 or 75%, and 'of votes cast' or 'of members'";

    public static bool TryParse(string text, out VotingThreshold threshold)
    {
        threshold = default;
        bool? over = text.StartsWith("more than ", StringComparison.Ordinal) ? true : text.StartsWith("at least ", StringComparison.Ordinal) ? false : null;
        bool? members = text.EndsWith(" of members", StringComparison.Ordinal) ? true : text.EndsWith(" of votes cast", StringComparison.Ordinal) ? false : null;
        if (over is not { } more || members is not { } all || text.Split(' ') is not [_, _, var share, "of", ..])
            return false;
        var parts = share.EndsWith('%') ? [share[..^1], "100"] : share.Split('/');
        if (parts is not [var above, var below] || !Whole(above, out var n) || !Whole(below, out var d) || d == 0 || n > d)
            return false;
        threshold = new(more, n, d, all);
        return true;

        static bool Whole(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Whether a vote reaches it. Where nobody voted, none does.</summary>
    /// <param name="entitled">Votes, or patients where lists count, of all who may vote.</param>
    public bool IsReached(long entitled, long votesFor, long against)
    {
        var cast = (Int128)votesFor + against;
        var (share, all) = ((Int128)votesFor * Denominator, (OfMembers ? entitled : cast) * Numerator);
        return cast > 0 && (Over ? share > all : share >= all);
    }

    /// <summary>Whether nothing reaches it that does not reach another: a larger share, or the same, of the same votes.</summary>
    public bool IsNoWeakerThan(VotingThreshold other)
    {
        var (mine, theirs) = ((long)Numerator * other.Denominator, (long)other.Numerator * Denominator);
        return OfMembers == other.OfMembers && (mine > theirs || (mine == theirs && (Over || !other.Over)));
    }

    public override string ToString() => $"{(Over ? "more than" : "at least")} {Numerator}/{Denominator} of {(OfMembers ? "members" : "votes cast")}";
}
