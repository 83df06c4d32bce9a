using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Remit.Web.Staff;

namespace Remit.Web.Api;

/// <summary>The API's description of itself, as OpenAPI has it: made from the operations, and from what their answers are.</summary>
internal static class ApiDescription
{
    public const string Document = "v1";
    public const string Address = "/api/v1/openapi.json";

    public static void AddApiDescription(this IServiceCollection services) => services.AddSingleton<DescribedApi>().AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<Operation>().Any();
        options.AddOperationTransformer((described, context, _) =>
        {
            Complete(described, context.Description.ActionDescriptor.EndpointMetadata.OfType<Operation>().Single());
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Remit",
                Version = "1",
                Description = "Who commissions NHS care in England, who pays for it, and why, on any day since April 2013. Every answer has its sources. Names are in small letters with underscores; days are YYYY-MM-DD, and both days of a span are in it. Fields may be added to an answer; none is taken away or changes its meaning within a version. Examples are of the made-up England that comes with Remit.",
                License = new() { Name = "Open Government Licence v3.0 (facts), MIT (Remit)", Url = new("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/") },
            };
            document.Servers = [new() { Url = "/" }];
            foreach (var path in document.Paths.Values)
                path.Operations?.Remove(HttpMethod.Head);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Address, Operation.Read, async (HttpContext http, DescribedApi described) => await Reply.Write(http, await described.Json, Reply.JsonType)).ExcludeFromDescription().ForAnyone();

    /// <summary>The answer to an operation's example, as the made-up England gave it when it was last written down.</summary>
    public static string? ExampleOf(string operation)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"api-examples/{operation}.json");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static void Complete(OpenApiOperation described, Operation operation)
    {
        var given = QueryHelpers.ParseQuery(operation.Example.Split('?') is [_, var query] ? query : "");
        var inPath = operation.Parameters.Where(p => p.IsInPath).ToList();
        described.Parameters = operation.Parameters.Count == 0 ? null :
        [
            .. operation.Parameters.Select(IOpenApiParameter (p) => new OpenApiParameter
            {
                Name = p.Name,
                In = p.IsInPath ? ParameterLocation.Path : ParameterLocation.Query,
                Required = p.IsRequired,
                Description = $"{p.Says} Wanted: {p.Wanted}.",
                Schema = p.Shape switch
                {
                    ParameterShape.Number => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
                    ParameterShape.Day => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
                    _ => new OpenApiSchema { Type = JsonSchemaType.String },
                },
                // An address has one code or name, in its fourth part: /api/v1/practices/X10001.
                Example = p.IsInPath ? operation.Example.Split('?')[0].Split('/')[4]
                    : !given.TryGetValue(p.Name, out var example) ? null
                    : p.Shape is ParameterShape.Number && Parameter.TryNumber(example.ToString(), out var number) ? number : example.ToString(),
            }),
        ];
        if (operation.ExampleBody is { } body)
        {
            described.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "The places, and the day.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Reply.JsonType] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Required = new HashSet<string> { "places" },
                            Properties = new Dictionary<string, IOpenApiSchema>
                            {
                                ["places"] = new OpenApiSchema
                                {
                                    Type = JsonSchemaType.Array,
                                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                                    MinItems = 1,
                                    MaxItems = CommissionerAnswers.MostPlaces,
                                    Description = "Codes of practices, postcodes, or ONS codes of small areas.",
                                },
                                ["on"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Format = "date", Description = Parameter.On.Says },
                            },
                        },
                        Example = JsonNode.Parse(body),
                    },
                },
            };
        }

        foreach (var (status, response) in described.Responses ?? [])
        {
            var kinds = ProblemKind.All.Where(k => k.Status.ToString(System.Globalization.CultureInfo.InvariantCulture) == status).ToList();
            response.Description = status == "200" ? operation.Summary + "." : string.Join(" ", kinds.Select(k => k.Says));
            if (status == "200" && response.Content is { } content)
            {
                if (content.TryGetValue(operation.Form, out var media) && ExampleOf(operation.Id) is { } example)
                    media.Example = JsonNode.Parse(example);
                // A row has the same names as a column.
                if (content.TryGetValue(Reply.CsvType, out var table))
                    table.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A header and a line for each row: the members of rows, under the same names." };
            }
        }
    }
}

/// <summary>The description, made when it is first asked for: it is the program's, and no holdings change it.</summary>
internal sealed class DescribedApi([FromKeyedServices(ApiDescription.Document)] IOpenApiDocumentProvider described)
{
    private readonly Lazy<Task<byte[]>> json = new(async () =>
        Encoding.UTF8.GetBytes(await (await described.GetOpenApiDocumentAsync()).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)));

    public Task<byte[]> Json => json.Value;
}
