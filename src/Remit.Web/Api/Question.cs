using Microsoft.AspNetCore.Http;
using Remit.Time;

namespace Remit.Web.Api;

/// <summary>A request to the API whose parameters have been read and found good.</summary>
internal sealed class Question
{
    private readonly Dictionary<string, string> given;

    private Question(HttpContext http, Holdings held, DateOnly today, Dictionary<string, string> given) => (Http, Held, Today, AsAt, this.given) = (http, held, today, held.Version, given);

    public HttpContext Http { get; }

    /// <summary>What it is answered from: one reading throughout.</summary>
    public Holdings Held { get; }

    public DateOnly Today { get; }

    /// <summary>Which reading it is answered from; that of the holdings, unless the answer rests on the journal as well.</summary>
    public string AsAt { get; set; }

    /// <summary>What was given for a parameter, trimmed; none where nothing was.</summary>
    public string? this[Parameter parameter] => given.GetValueOrDefault(parameter.Name);

    /// <summary>The day asked about.</summary>
    public DateOnly Day => this[Parameter.On] is { } text && IsoDate.TryParse(text, out var day) ? day : Today;

    public int Limit => Number(Parameter.Limit, Parameter.UsualLimit);

    public int Page => Number(Parameter.Page, 1);

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="refusal">Every parameter that is not known, is given twice, is missing or cannot be read; none where all is well.</param>
    public static Question? Read(HttpContext http, Holdings held, DateOnly today, IReadOnlyList<Parameter> parameters, out Refusal? refusal)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        List<RefusedParameter>? refused = null;
        var unknown = false;
        foreach (var (name, values) in http.Request.Query)
        {
            var parameter = parameters.FirstOrDefault(p => p.Name == name && !p.IsInPath);
            if (parameter is null)
            {
                unknown = true;
                Refuse(name, values.ToString(), Known());
            }
            else if (values.Count > 1)
                Refuse(name, string.Join(", ", values.AsEnumerable()), "it once");
            else
                Take(parameter, values.ToString());
        }

        foreach (var parameter in parameters)
        {
            if (parameter.IsInPath)
                Take(parameter, http.Request.RouteValues[parameter.Name] as string ?? "");
            if (parameter.IsRequired && !given.ContainsKey(parameter.Name) && refused?.Exists(r => r.Parameter == parameter.Name) is not true)
                Refuse(parameter.Name, "", parameter.Wanted);
        }

        refusal = refused is null ? null : Refusal.Of(unknown ? ProblemKind.UnknownParameter : ProblemKind.BadParameter, refused);
        return refused is null ? new(http, held, today, given) : null;

        void Take(Parameter parameter, string value)
        {
            var text = value.Trim();
            if (text.Length == 0)
                return;
            if (parameter.Accepts(text))
                given[parameter.Name] = text;
            else
                Refuse(parameter.Name, text, parameter.Wanted);
        }

        void Refuse(string name, string found, string wanted) => (refused ??= []).Add(new(name, Finding.Quoted(found), wanted));

        string Known() => parameters.Where(p => !p.IsInPath).Select(p => p.Name).ToList() is { Count: > 0 } names ? $"one of the parameters {string.Join(", ", names)}" : "no parameter: this address has none";
    }

    private int Number(Parameter parameter, int usual) => this[parameter] is { } text && Parameter.TryNumber(text, out var number) ? number : usual;
}
