using System.Globalization;
using System.Text;
using Remit.Governance;

namespace Remit.Storage.Governance;

/// <summary>Meetings as a calendar to subscribe to: iCalendar, RFC 5545.</summary>
public static class MeetingCalendar
{
    private const int LongestLine = 75;

    /// <summary>The calendar of some meetings. Where only the day is recorded, the meeting is of the whole day; where no end is, it has none: no time is made up.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="stamp">When it was made.</param>
    /// <param name="addressOf">Where the page of a meeting is; the text of a path where the site does not know its own name.</param>
    public static byte[] Of(string name, IEnumerable<Meeting> meetings, DateTimeOffset stamp, Func<Meeting, string> addressOf)
    {
        var text = new StringBuilder();
        Write("BEGIN:VCALENDAR");
        Write("VERSION:2.0");
        Write("PRODID:-//Remit//Boards//EN");
        Write("CALSCALE:GREGORIAN");
        Write("METHOD:PUBLISH");
        Write($"X-WR-CALNAME:{Escaped(name)}");
        Write("X-WR-TIMEZONE:Europe/London");
        // England's clocks as they have been since 1996: the last Sundays of March and October.
        foreach (var line in (string[])
            ["BEGIN:VTIMEZONE", "TZID:Europe/London", "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST", "DTSTART:19960331T010000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
             "BEGIN:STANDARD", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT", "DTSTART:19961027T020000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE"])
            Write(line);
        foreach (var meeting in meetings)
        {
            var (called, day) = (meeting.Called, meeting.Called.Day);
            Write("BEGIN:VEVENT");
            // The same for the same meeting on every site and for ever, so that a calendar changes its entry instead of adding another.
            Write($"UID:{meeting.Id.Replace('/', '-')}@remit");
            Write($"DTSTAMP:{stamp.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}");
            Write($"SEQUENCE:{meeting.Version - 1}");
            Write($"STATUS:{(meeting.Cancelled is null ? "CONFIRMED" : "CANCELLED")}");
            if (called.Starts is { } starts)
                Write($"DTSTART;TZID=Europe/London:{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}T{starts.Replace(":", "", StringComparison.Ordinal)}00");
            else
            {
                Write($"DTSTART;VALUE=DATE:{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}");
                Write($"DTEND;VALUE=DATE:{day.AddDays(1).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}");
            }

            if (called.Place is { } place)
                Write($"LOCATION:{Escaped(place)}");
            Write($"SUMMARY:{Escaped($"{meeting.Structure.Name}: {meeting.Committee.Title}")}");
            Write($"DESCRIPTION:{Escaped(string.Join('\n', called.Agenda.OrderBy(i => i.Number).Select(i => $"{i.Number}. {i.Title}{(i.Private is { } why ? $" (in private: {why})" : "")}").Append(addressOf(meeting))))}");
            Write("END:VEVENT");
        }

        Write("END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());

        void Write(string line) => text.Append(Folded(line)).Append("\r\n");
    }

    /// <summary>A text as the standard has it within a property: its own marks, and the ends of lines, are escaped.</summary>
    public static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A line cut into lines of at most 75 bytes, each but the first with a space before it; no character is cut in two.</summary>
    public static string Folded(string line)
    {
        var folded = new StringBuilder();
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LongestLine)
            {
                folded.Append("\r\n ");
                bytes = 1;
            }

            folded.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }
}
