using System.Globalization;
using Remit.Time;

namespace Remit.Web;

/// <summary>The day that an address asks about: today in England where it names none, or none that can be read.</summary>
/// <param name="Text">For the form to show again: the day in words, or what could not be read.</param>
/// <param name="Problem">What is wrong with it, or none.</param>
public readonly record struct DayAsked(DateOnly Day, string Text, string? Problem)
{
    // The first is how addresses that Remit writes name a day; the rest are how people here write one.
    private static readonly string[] Written = ["yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy", "d/M/yyyy", "d.M.yyyy"];

    public static DayAsked Of(string? text, DateOnly today) =>
        string.IsNullOrWhiteSpace(text) ? new(today, today.InWords, null)
        : TryRead(text, out var day) ? new(day, day.InWords, null)
        : new(today, text, $"{Finding.Quoted(text.Trim())} is not a day. Write it like 30 June 2019, or 2019-06-30.");

    /// <summary>Reads <c>2019-06-30</c>, <c>30 June 2019</c>, <c>30 Jun 2019</c> or <c>30/6/2019</c>.</summary>
    public static bool TryRead(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text.Trim(), Written, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out day);
}
