using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Remit.Access;
using Remit.Responsibility;
using Remit.Storage.Journal;
using Remit.Web.Staff;

namespace Remit.Journeys.Web;

/// <summary>Every route the site has, asked for by nobody and by every role, for the whole site and for a body: what it says of itself is what it does.</summary>
public sealed class PermissionMatrix
{
    [Fact]
    public async Task Every_route_answers_those_it_is_for_and_nobody_else_and_forms_without_their_token_change_nothing()
    {
        await using var site = await StaffedSite.Start();
        PublishedRuns.Publish(site.Journal, Run("June"), site.Act());
        List<(string Who, Role? Role, string? Body, Visitor Visitor)> visitors = [("nobody", null, null, new(site))];
        foreach (var (i, role) in Role.All.Index())
            foreach (var body in (string?[])[null, "99A"])
                visitors.Add(($"{role} {body ?? "everywhere"}", role, body, await site.SignedIn($"Person {i} {body ?? "x"}", (role.Name, body))));
        var head = site.Journal.Head;

        var asked = 0;
        List<string> wrong = [];
        foreach (var route in site.Routes.Cast<RouteEndpoint>())
        {
            var path = Path(route, site);
            var methods = (string[])[.. (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]).Except(["HEAD"])];
            foreach (var (who, role, body, visitor) in visitors)
                foreach (var method in methods)
                {
                    if (path == "/staff/sign-out" && method == "GET" && role is null)
                        continue;
                    using var answer = method == "POST" ? await visitor.PostBare(path) : await visitor.Get(path);
                    var expected = Expected(route, role, body);
                    var found = Found(answer);
                    // A page that takes no forms refuses them before it asks who sends them.
                    if (method == "POST" && answer.StatusCode == HttpStatusCode.MethodNotAllowed)
                        found = expected;
                    asked++;
                    if (found != expected)
                        wrong.Add($"{method} {path} as {who}: {found} ({(int)answer.StatusCode}), wanted {expected}");
                    if (method == "POST" && (int)answer.StatusCode is >= 200 and < 300)
                        wrong.Add($"POST {path} as {who} without a token: {(int)answer.StatusCode}");
                }
        }

        wrong.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(500);
        site.Journal.Head.ShouldBe(head);
    }

    [Fact]
    public async Task Every_route_says_whom_it_is_for()
    {
        await using var site = await StaffedSite.Start();

        site.Routes.Where(r => r.Metadata.GetMetadata<IAllowAnonymous>() is null && r.Metadata.GetMetadata<AsksAttribute>() is null && r.Metadata.GetMetadata<ForThemselvesAttribute>() is null)
            .Select(r => r.DisplayName)
            .ShouldBeEmpty("a route that says nothing is for nobody: a page has [ForAnyone], [ForThemselves] or [Asks(…)], another route .ForAnyone()");
    }

    [Fact]
    public async Task A_role_for_one_body_does_nothing_for_another()
    {
        await using var site = await StaffedSite.Start();
        site.Invite("Bob");
        var ann = await site.SignedIn("Ann", ("administrator", "99A"));
        var person = $"/staff/people/{site.Account("Bob").Id}";

        async Task<HttpStatusCode> Grant(string body) => (await ann.Post($"{person}?handler=Grant", ("role", "governance officer"), ("body", body), ("reason", "needed"))).StatusCode;
        (await Grant("16C")).ShouldBe(HttpStatusCode.Forbidden);
        (await Grant("")).ShouldBe(HttpStatusCode.Forbidden);
        site.Account("Bob").Grants.ShouldBeEmpty();
        (await Grant("99A")).ShouldBe(HttpStatusCode.Redirect);
        site.Account("Bob").Grants.ShouldHaveSingleItem().Capacity.ShouldBe("governance officer of 99A");
        site.Journal.Latest(1)[0].ShouldSatisfyAllConditions(e => e.By.ShouldBe("Ann"), e => e.Capacity.ShouldBe("administrator of 99A"), e => e.Reason.ShouldBe("needed"));

        using var answer = await ann.Post($"{person}?handler=Keep", ("what", "close"), ("keeping", "leaves"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("one needs the role administrator, granted everywhere");
    }

    internal static RunPublished Run(string title) => new(title, Remit.Storage.Access.Credentials.Hash(title), [], ["cam-2025-26"], [], null, [new("practices.csv", "00")],
        new(["RESPONSIBLE"], ["2025-06"], [[120]], [120], [120], 120));

    private enum Answer
    {
        Answered,
        AskedToSignIn,
        Forbidden,
    }

    private static Answer Found(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.Redirect when answer.Headers.Location!.OriginalString.Contains("/staff/sign-in?to=", StringComparison.Ordinal) => Answer.AskedToSignIn,
        HttpStatusCode.Forbidden => Answer.Forbidden,
        _ => Answer.Answered,
    };

    private static Answer Expected(Endpoint route, Role? role, string? body) => route.Metadata switch
    {
        var m when m.GetMetadata<IAllowAnonymous>() is not null => Answer.Answered,
        _ when role is null => Answer.AskedToSignIn,
        var m when m.GetMetadata<AsksAttribute>() is { Permission: var asked } => role.Permissions.Contains(asked) && (body is null || asked.IsOfBody()) ? Answer.Answered : Answer.Forbidden,
        var m when m.GetMetadata<ForThemselvesAttribute>() is not null => Answer.Answered,
        _ => Answer.Forbidden,
    };

    private static string Path(RouteEndpoint route, StaffedSite site) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart { Name: "id" } => site.Account("Person 0 x").Id,
        RoutePatternParameterPart { Name: "run" } => Run("June").Manifest,
        RoutePatternParameterPart { Name: "status" } => "404",
        RoutePatternParameterPart { Name: "table" } => "organisations",
        RoutePatternParameterPart => "99A",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => throw new NotSupportedException($"{part}"),
    }))));
}
