using System.Security.Cryptography;
using System.Text;
using Remit.Register;

namespace Remit.Access;

/// <summary>Somebody who can sign in, with the roles granted to them.</summary>
/// <param name="Id">What stands for them in streams and addresses: see <see cref="IdOf"/>.</param>
/// <param name="Version">The version that its stream has reached.</param>
/// <param name="Name">What they sign in with, and what their acts say.</param>
/// <param name="IsClosed">Whether it was closed: nobody signs in with it, and it has no roles.</param>
/// <param name="Grants">Those that were not withdrawn, whether or not their days have come or gone.</param>
public sealed record Account(string Id, long Version, string Name, bool IsClosed, IReadOnlyList<Grant> Grants)
{
    /// <summary>The most characters that a name may have.</summary>
    public const int LongestName = 100;

    /// <summary>Whether an account can be named so: a line, at most <see cref="LongestName"/> long.</summary>
    public static bool IsName(string name) => name.Length <= LongestName && Act.IsLine(name);

    /// <summary>The id of the account of that name, whichever letters of it are capitals: so one name is one account, whoever makes it where.</summary>
    public static string IdOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.Trim().ToUpperInvariant())))[..32];

    /// <summary>Whether its holder may do something. The one place where that is decided; what nothing grants is denied.</summary>
    /// <param name="where">The body it is to be done for; <see cref="Reach.Everywhere"/> for what is about the whole site.</param>
    /// <param name="day">Today.</param>
    /// <param name="isOpen">Whether the register knows a body as open that day: a grant ends with its body, and reaches no successor.</param>
    public Ruling May(Permission permission, Reach where, DateOnly day, Func<OdsCode, bool> isOpen) =>
        Ruled(permission, grant => grant.Reach.Covers(permission.IsOfBody() ? where : Reach.Everywhere), Needed(permission, permission.IsOfBody() ? where : Reach.Everywhere), day, isOpen);

    /// <summary>Whether its holder may do something for one body at least: enough to be shown where it is done.</summary>
    /// <inheritdoc cref="May"/>
    public Ruling MaySomewhere(Permission permission, DateOnly day, Func<OdsCode, bool> isOpen) =>
        Ruled(permission, grant => permission.IsOfBody() || grant.Reach == Reach.Everywhere, permission.IsOfBody() ? $"{Roles(permission)}, for any body" : Needed(permission, Reach.Everywhere), day, isOpen);

    private Ruling Ruled(Permission permission, Func<Grant, bool> reaches, string needed, DateOnly day, Func<OdsCode, bool> isOpen) => new(
        permission,
        IsClosed ? null : Grants.FirstOrDefault(g => Role.Named(g.Role)?.Permissions.Contains(permission) == true && g.Days.Contains(day) && reaches(g) && (g.Reach.Body is not { } body || isOpen(body))),
        needed);

    private static string Needed(Permission permission, Reach where) =>
        where == Reach.Everywhere ? $"{Roles(permission)}, granted everywhere" : $"{Roles(permission)}, granted for {where.Body} or everywhere";

    private static string Roles(Permission permission) => $"the role {string.Join(" or ", Role.All.Where(r => r.Permissions.Contains(permission)).Select(r => r.Name))}";
}
