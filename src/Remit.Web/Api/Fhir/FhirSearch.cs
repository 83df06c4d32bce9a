using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Remit.Time;

namespace Remit.Web.Api.Fhir;

/// <summary>One search parameter of a kind of resource.</summary>
/// <param name="Type">As the standard types it: <c>token</c>, <c>string</c>, <c>reference</c> or <c>date</c>.</param>
/// <param name="Says">How it is matched here.</param>
/// <param name="Test">Makes of a value, and of the modifier after the name, what a resource must hold; none where it cannot be read.</param>
internal sealed record SearchParameter<T>(string Name, string Type, string Says, Func<string, string, Predicate<T>?> Test);

/// <summary>A search: what it asks, which page of what was found, and the bundle around it.</summary>
internal sealed class FhirSearch<T>
{
    private const int UsualCount = 50;
    private const int MostCount = 1_000;
    private const int MostAlternatives = 50;

    private readonly HttpRequest request;
    private readonly List<Predicate<T>> tests = [];
    private readonly List<KeyValuePair<string, string>> used = [];
    private int count = UsualCount;
    private int page = 1;
    private bool onlyCount;

    private FhirSearch(HttpRequest request) => this.request = request;

    /// <summary>Reads a search. A parameter that is not known is refused, unless <c>Prefer: handling=lenient</c> asks for it to be passed over: to pass it over unasked would be to answer another question.</summary>
    public static FhirSearch<T>? Read(HttpRequest request, IReadOnlyList<SearchParameter<T>> parameters, out FhirReply? refusal)
    {
        var search = new FhirSearch<T>(request);
        var asked = 0;
        var lenient = request.Headers["Prefer"].ToString().Contains("handling=lenient", StringComparison.OrdinalIgnoreCase);
        foreach (var (key, given) in request.Query)
            foreach (var value in given.OfType<string>().Where(v => v.Length > 0))
            {
                var (name, modifier) = key.Split(':', 2) is [var n, var m] ? (n, m) : (key, "");
                if (search.Settle(name, value) is { } settled)
                {
                    if (!settled)
                    {
                        refusal = FhirReply.Outcome(StatusCodes.Status400BadRequest, "value", $"{key}: found {Finding.Quoted(value)}, wanted {(name == "_summary" ? "count or false" : name == "_count" ? $"a whole number, of which at most {MostCount} is given at once" : "a whole number")}.");
                        return null;
                    }

                    continue;
                }

                if (parameters.FirstOrDefault(p => p.Name == name) is not { } parameter)
                {
                    if (lenient)
                        continue;
                    refusal = FhirReply.Outcome(StatusCodes.Status400BadRequest, "not-supported",
                        $"{Finding.Quoted(key)} is not supported here. There are {string.Join(", ", parameters.Select(p => p.Name))}, _count, page, _summary and _format; with Prefer: handling=lenient the rest is passed over.");
                    return null;
                }

                // Several values are alternatives; the same parameter again narrows what was found.
                var values = value.Split(',');
                if ((asked += values.Length) > MostAlternatives)
                {
                    refusal = FhirReply.Outcome(StatusCodes.Status400BadRequest, "too-costly", $"Found more than {MostAlternatives} values in all, wanted at most {MostAlternatives}: ask for the rest in another search.");
                    return null;
                }

                var alternatives = values.Select(v => parameter.Test(v.Trim(), modifier)).ToList();
                if (alternatives.Contains(null))
                {
                    refusal = FhirReply.Outcome(StatusCodes.Status400BadRequest, "value", $"{key}: found {Finding.Quoted(value)}. {parameter.Says}");
                    return null;
                }

                search.tests.Add(resource => alternatives.Any(a => a!(resource)));
                search.used.Add(new(key, value));
            }

        refusal = null;
        return search;
    }

    /// <summary>The bundle of those that match.</summary>
    /// <param name="all">In an order that does not change.</param>
    public FhirReply Of(IEnumerable<T> all, Func<T, JsonObject> resource)
    {
        List<T> found = [.. all.Where(r => tests.TrueForAll(t => t(r)))];
        var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = "searchset", ["total"] = found.Count };
        var links = new JsonArray();
        Link("self", page);
        bundle["link"] = links;
        // A count of nought is the standard's other way of asking for the number alone.
        if (onlyCount || count == 0)
            return new(bundle);

        var pages = Math.Max(1, (found.Count + count - 1) / count);
        Link("first", 1);
        Link("last", pages);
        if (page > 1 && page <= pages)
            Link("previous", page - 1);
        if (page < pages)
            Link("next", page + 1);
        JsonArray entries = [.. found.Skip((int)Math.Min(int.MaxValue, (long)(page - 1) * count)).Take(count).Select(JsonNode (r) =>
        {
            var made = resource(r);
            return new JsonObject { ["fullUrl"] = $"{FhirSite.Root(request)}/{made["resourceType"]}/{made["id"]}", ["resource"] = made, ["search"] = new JsonObject { ["mode"] = "match" } };
        })];
        if (entries.Count > 0)
            bundle["entry"] = entries;
        return new(bundle);

        void Link(string relation, int to)
        {
            var query = new QueryBuilder(used) { { "_count", count.ToString(CultureInfo.InvariantCulture) }, { "page", to.ToString(CultureInfo.InvariantCulture) } };
            if (onlyCount)
                query.Add("_summary", "count");
            links.Add((JsonNode)new JsonObject { ["relation"] = relation, ["url"] = $"{request.Scheme}://{request.Host}{request.Path}{query.ToQueryString()}" });
        }
    }

    /// <summary>Takes a parameter that is about the answer rather than what is found.</summary>
    /// <returns>Whether it could be read; none where it is not one of them.</returns>
    private bool? Settle(string name, string value)
    {
        switch (name)
        {
            case "_format":
                return true;
            case "_summary":
                onlyCount = value == "count";
                return value is "count" or "false";
            case "_count":
                var counted = Parameter.TryNumber(value, out count);
                count = Math.Min(count, MostCount);
                return counted;
            case "page":
                return Parameter.TryNumber(value, out page) && page >= 1;
            default:
                return null;
        }
    }
}

/// <summary>The standard's rules for comparing what a search says with what a resource has.</summary>
internal static class FhirMatch
{
    /// <summary>A text: begins so, or with <c>:exact</c> is so, or with <c>:contains</c> has it within.</summary>
    public static Func<string, bool>? Text(string value, string modifier) => modifier switch
    {
        "" => text => text.StartsWith(value, StringComparison.OrdinalIgnoreCase),
        "exact" => text => text == value,
        "contains" => text => text.Contains(value, StringComparison.OrdinalIgnoreCase),
        _ => null,
    };

    /// <summary>A code with or without the system that gives it: <c>code</c>, <c>system|code</c> or <c>system|</c>.</summary>
    /// <returns>The code, or empty for any of the system's; none of another system's, which nothing has.</returns>
    public static (bool Fits, string Code) Token(string value, string system) =>
        value.Split('|', 2) is [var asked, var code] ? (asked.Length == 0 || asked == system, code) : (true, value);

    /// <summary>An organisation: its id, or <c>Organization/</c> and its id, or that with our address before it.</summary>
    public static string? Reference(string value) =>
        value.Split('/') is [.., "Organization", { Length: > 0 } id] ? id : value.Contains('/', StringComparison.Ordinal) || value.Length == 0 ? null : value;

    /// <summary>A span of days against <c>eq</c>, <c>ne</c>, <c>lt</c>, <c>gt</c>, <c>le</c>, <c>ge</c>, <c>sa</c> or <c>eb</c> and a year, a month or a day.</summary>
    public static Predicate<DateSpan>? Days(string value)
    {
        var (prefix, rest) = value.Length > 2 && char.IsAsciiLetter(value[0]) ? (value[..2], value[2..]) : ("eq", value);
        if (!TryDays(rest, out var asked))
            return null;
        var (first, last) = (asked.First, asked.Last!.Value);
        bool Within(DateSpan days) => first <= days.First && days.Last <= last;
        return prefix switch
        {
            "eq" => Within,
            "ne" => days => !Within(days),
            "lt" => days => days.First < first,
            "gt" => days => days.Last is not { } end || end > last,
            "le" => days => days.First <= last,
            "ge" => days => days.Last is not { } end || end >= first,
            "sa" => days => days.First > last,
            "eb" => days => days.Last < first,
            _ => null,
        };
    }

    private static bool TryDays(string text, out DateSpan days)
    {
        days = default;
        var (whole, end) = text.Length switch
        {
            4 => ($"{text}-01-01", (Func<DateOnly, DateOnly>)(d => new(d.Year, 12, 31))),
            7 => ($"{text}-01", d => new(d.Year, d.Month, DateTime.DaysInMonth(d.Year, d.Month))),
            _ => (text, d => d),
        };
        if (!IsoDate.TryParse(whole, out var first))
            return false;
        days = new(first, end(first));
        return true;
    }
}
