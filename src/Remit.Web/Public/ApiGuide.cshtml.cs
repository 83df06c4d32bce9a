using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Remit.Web.Api;

namespace Remit.Web.Public;

/// <summary><c>/api</c>: the API's own description, to be read by people.</summary>
public sealed class ApiGuide : PageModel
{
    public JsonObject Document { get; private set; } = [];

    /// <summary>Each operation: its method, its address, and what the description says of it.</summary>
    public IEnumerable<(string Method, string Path, JsonObject Operation)> Operations =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject());

    public IEnumerable<KeyValuePair<string, JsonNode?>> Shapes => Document["components"]!["schemas"]!.AsObject().Where(s => s.Value!["properties"] is not null);

    /// <summary>What an answer is, by the name of its shape; none of a plain value.</summary>
    public static string? ShapeOf(JsonNode? schema) => schema switch
    {
        null => null,
        _ when schema["$ref"] is { } reference => reference.GetValue<string>().Split('/')[^1],
        _ when schema["oneOf"] is JsonArray several => several.Select(ShapeOf).FirstOrDefault(s => s is not null),
        _ => ShapeOf(schema["items"]),
    };

    public static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    /// <summary>The type of a member in words.</summary>
    public string TypeInWords(JsonNode member)
    {
        var types = member["type"] is JsonArray several ? several.Select(t => t!.GetValue<string>()).ToList() : member["type"] is { } one ? [one.GetValue<string>()] : [];
        var list = types.Contains("array");
        var nullable = types.Contains("null") || member["oneOf"] is not null;
        var shape = ShapeOf(member);
        var plain = shape is not null ? EnumOf(shape) is { } values ? $"one of {values}" : shape
            : list ? "text"
            : member["format"]?.GetValue<string>() switch { "date" => "day", "date-time" => "instant", _ => types.FirstOrDefault(t => t != "null") switch { "integer" => "number", "boolean" => "true or false", _ => "text" } };
        return $"{(list ? "list of " : "")}{plain}{(nullable ? ", or null" : "")}";
    }

    /// <summary>The example's address, with its parameters in their places.</summary>
    public static string ExampleOf(string path, JsonObject operation)
    {
        var query = new StringBuilder();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            if (parameter!["example"] is { } example)
            {
                var value = Uri.EscapeDataString(example.ToString());
                if (parameter["in"]!.GetValue<string>() == "path")
                    path = path.Replace($"{{{parameter["name"]}}}", value, StringComparison.Ordinal);
                else
                    query.Append(query.Length == 0 ? '?' : '&').Append(parameter["name"]).Append('=').Append(value);
            }

        return path + query;
    }

    public async Task OnGetAsync() =>
        Document = JsonNode.Parse(await HttpContext.RequestServices.GetRequiredService<DescribedApi>().Json)!.AsObject();

    /// <summary>The values of a shape that is one of several words.</summary>
    private string? EnumOf(string shape) =>
        Document["components"]!["schemas"]![shape]?["enum"] is JsonArray values ? string.Join(", ", values.Where(v => v is not null).Select(v => v!.GetValue<string>())) : null;
}
