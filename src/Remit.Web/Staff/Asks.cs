using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Remit.Access;

namespace Remit.Web.Staff;

/// <summary>Says that a page or route is for anyone, signed in or not. Whatever says neither this nor what it asks for is for nobody.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForAnyoneAttribute : Attribute, IAllowAnonymous;

/// <summary>Says that a page is for anyone who is signed in, whatever their roles: it is about themselves.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForThemselvesAttribute : Attribute, IAuthorizeData, IAuthorizationRequirementData
{
    public string? Policy { get; set; }
    public string? Roles { get; set; }
    public string? AuthenticationSchemes { get; set; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new AsksRequirement(null)];
}

/// <summary>Says what a page asks for: whoever may do it for no body at all is shown a page that says what it takes. For which body, the page asks again.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AsksAttribute(Permission permission) : Attribute, IAuthorizeData, IAuthorizationRequirementData
{
    public Permission Permission { get; } = permission;
    public string? Policy { get; set; }
    public string? Roles { get; set; }
    public string? AuthenticationSchemes { get; set; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new AsksRequirement(Permission)];
}

/// <summary>What is asked of whoever comes: that they are signed in and, where a permission is named, that they have it somewhere.</summary>
internal sealed record AsksRequirement(Permission? Permission) : IAuthorizationRequirement;

internal sealed class AsksAnswer : AuthorizationHandler<AsksRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AsksRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.Features.Get<SignedIn>() is { } me)
        {
            if (requirement.Permission is not { } permission || me.MaySomewhere(permission) is var ruling && ruling.IsAllowed)
                context.Succeed(requirement);
            else
                http.Features.Set(ruling);
        }

        return Task.CompletedTask;
    }
}

/// <summary>How routes that are no pages say whom they are for.</summary>
public static class Audience
{
    /// <summary>For anyone, to be read.</summary>
    public static T ForAnyone<T>(this T route) where T : IEndpointConventionBuilder => route.WithMetadata(new ForAnyoneAttribute());
}
