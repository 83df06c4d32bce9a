using System.Globalization;
using System.Text;
using System.Xml;
using Remit.Register;
using Remit.Responsibility;
using Remit.Storage.Journal;
using Remit.Time;

namespace Remit.Web;

/// <summary>One change, for whoever follows them.</summary>
/// <param name="Id">A tag URI (RFC 4151) that is this change's for good.</param>
/// <param name="Updated">When it was done; of a change to a body, the beginning of its day in England.</param>
/// <param name="Sort">What sort of change it is, such as <c>closed</c> or <c>run-published</c>.</param>
/// <param name="Link">Where more is told, from the root of the site.</param>
public sealed record FeedEntry(string Id, DateTimeOffset Updated, string Sort, string Title, string Summary, string Link);

/// <summary>What changed, as an Atom feed (RFC 4287) in pages (RFC 5005): bodies coming and going, files taken in and corrected, runs published and withdrawn.</summary>
/// <remarks>An act is told by its capacity, never by who acted; of a file that was taken in, not even that. See decisions/0026.</remarks>
internal static class ChangeFeed
{
    public const int PerPage = 100;

    private const string Tags = "tag:remit,2026:";
    private const string Atom = "http://www.w3.org/2005/Atom";

    private static readonly string[] Kinds = ["release-taken-in", "release-corrected", "run-published", "run-withdrawn"];

    /// <summary>Everything, the latest first.</summary>
    public static IReadOnlyList<FeedEntry> All(RegisterAsKnown register, KeptJournal? journal) =>
        Ordered(register.Organisations.SelectMany(o => Happening.Of(register, o)).Select(Entry).Concat(journal is null ? [] : Acts(journal)));

    /// <summary>What became of one organisation or practice; those it took over from among it.</summary>
    /// <returns>None where the register has no such code.</returns>
    public static IReadOnlyList<FeedEntry>? Of(RegisterAsKnown register, OdsCode code)
    {
        if (register.Find(code) is { } organisation)
            return Ordered(Happening.Of(register, organisation).Concat(register.PredecessorsOf(code).Select(s => Happening.Followed(register, s))).Select(Entry));
        return PracticeCode.TryParse(code.ToString(), out var practice) && (register.ListingsOf(practice).Count > 0 || register.MembershipsOf(practice).Stretches.Count > 0)
            ? Ordered(Happening.Of(register, practice).Select(Entry))
            : null;
    }

    /// <summary>One page of a feed.</summary>
    /// <param name="path">The feed's own address, from the root of the site.</param>
    /// <param name="page">From 1, the latest; one page is there even of a feed without entries.</param>
    /// <param name="now">What is still to come is left out: it appears on its day.</param>
    /// <returns>None where there is no such page.</returns>
    public static byte[]? Page(string title, string path, IReadOnlyList<FeedEntry> all, int page, DateTimeOffset now)
    {
        var past = all.SkipWhile(e => e.Updated > now).ToList();
        var last = Math.Max(1, (past.Count + PerPage - 1) / PerPage);
        if (page < 1 || page > last)
            return null;

        using var to = new MemoryStream();
        using (var xml = XmlWriter.Create(to, new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("feed", Atom);
            Element("id", $"{Tags}{path.TrimStart('/')}");
            Element("title", title);
            Element("updated", Instant(past.Count > 0 ? past[0].Updated : DateTimeOffset.UnixEpoch));
            xml.WriteStartElement("author", Atom);
            Element("name", "Remit");
            xml.WriteEndElement();
            Linked("self", At(page), "application/atom+xml");
            Linked("first", At(1), "application/atom+xml");
            Linked("last", At(last), "application/atom+xml");
            if (page > 1)
                Linked("previous", At(page - 1), "application/atom+xml");
            if (page < last)
                Linked("next", At(page + 1), "application/atom+xml");
            foreach (var entry in past.Skip((page - 1) * PerPage).Take(PerPage))
            {
                xml.WriteStartElement("entry", Atom);
                Element("id", entry.Id);
                Element("title", entry.Title);
                Element("updated", Instant(entry.Updated));
                Linked("alternate", entry.Link, "text/html");
                xml.WriteStartElement("category", Atom);
                xml.WriteAttributeString("term", entry.Sort);
                xml.WriteEndElement();
                Element("summary", entry.Summary);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();

            string At(int number) => number == 1 ? path : $"{path}?page={number}";

            void Element(string name, string text) => xml.WriteElementString(name, Atom, text);

            void Linked(string relation, string address, string type)
            {
                xml.WriteStartElement("link", Atom);
                xml.WriteAttributeString("rel", relation);
                xml.WriteAttributeString("type", type);
                xml.WriteAttributeString("href", address);
                xml.WriteEndElement();
            }
        }

        return to.ToArray();
    }

    private static FeedEntry Entry(Happening happening) => new(
        $"{Tags}organisations/{happening.Code}/{happening.Sort}/{(happening.Other is null ? "" : $"{happening.Other}/")}{IsoDate.Text(happening.On)}",
        LondonClock.EndOfDay(happening.On.AddDays(-1)).AddTicks(1), happening.Sort, happening.Says,
        $"{happening.On.InWords}. Where that stands: {happening.Source}.", $"/organisations/{happening.Code}?on={IsoDate.Text(happening.On)}");

    private static IEnumerable<FeedEntry> Acts(KeptJournal journal)
    {
        foreach (var entry in journal.Entries(Kinds))
        {
            var (act, happened) = (entry.ToAct(), EventKinds.Read(entry));
            FeedEntry Told(string title, string summary, string link) => new($"{Tags}events/{entry.Hash}", act.At, entry.Kind, title, summary, link);
            if (happened is ReleaseTakenIn taken)
                yield return Told($"{taken.Title}, edition of {taken.Edition.InWords}, was taken in", $"{taken.Rows:N0} rows, of them {taken.LeftOut:N0} left out. SHA-256 {taken.Sha256}.", "/data");
            else if (happened is ReleaseCorrected corrected)
                yield return Told("What is said of an official file was corrected",
                    $"{(corrected.Edition is { } edition ? $"Its edition is {edition.InWords}. " : "")}{(corrected.Learned is { } learned ? $"It was learned on {LondonClock.LondonDay(learned).InWords}. " : "")}SHA-256 {entry.Stream["release/".Length..]}.", "/data");
            else if (happened is RunPublished published)
                yield return Told($"Counts of a run were published: {published.Title}", $"By somebody acting {act.Capacity}: {act.Reason}", RunAddress.Of(published.Manifest));
            else if (happened is RunWithdrawn)
                yield return Told("A published run was withdrawn", $"By somebody acting {act.Capacity}: {act.Reason}", RunAddress.Of(entry.Stream["run/".Length..]));
        }
    }

    private static IReadOnlyList<FeedEntry> Ordered(IEnumerable<FeedEntry> entries) =>
        [.. entries.DistinctBy(e => e.Id).OrderByDescending(e => e.Updated).ThenBy(e => e.Id, StringComparer.Ordinal)];

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
