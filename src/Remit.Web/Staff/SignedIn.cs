using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Remit.Access;
using Remit.Register;
using Remit.Storage.Access;
using Remit.Time;

namespace Remit.Web.Staff;

/// <summary>Who is signed in, as the database has them at this very request: a role that was withdrawn a moment ago is theirs no longer.</summary>
public sealed class SignedIn
{
    /// <summary>How long a session lasts that nobody uses.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>How long one lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    internal const string SessionClaim = "session";

    private readonly Holdings held;
    private readonly TimeProvider clock;

    private SignedIn(Account account, Session session, Holdings held, TimeProvider clock) => (Account, Session, this.held, this.clock) = (account, session, held, clock);

    public Account Account { get; }

    public Session Session { get; }

    public DateOnly Today => clock.TodayInLondon;

    /// <summary>Whether they may do something for a body, or for the whole site.</summary>
    public Ruling May(Permission permission, Reach where) => Account.May(permission, where, Today, IsOpen);

    /// <inheritdoc cref="Account.MaySomewhere"/>
    public Ruling MaySomewhere(Permission permission) => Account.MaySomewhere(permission, Today, IsOpen);

    /// <summary>Whether the register knows a body as open today. A grant to one that is not gives nothing.</summary>
    public bool IsOpen(OdsCode body) => held.Register.Find(body)?.IsOpenOn(Today) == true;

    /// <summary>The act of doing what they were found to be allowed, now.</summary>
    public Act Act(Ruling by, string reason) => new(Account.Name, by.By!.Capacity, reason, clock.GetUtcNow());

    /// <summary>The act of changing how they themselves sign in.</summary>
    public Act ActForThemselves(string reason) => new(Account.Name, "for themselves", reason, clock.GetUtcNow());

    /// <summary>Whoever is signed in where a page asks; there is always somebody on a page that is not open to everyone.</summary>
    public static SignedIn On(HttpContext http) => http.Features.GetRequiredFeature<SignedIn>();

    /// <summary>Looks up the session of a cookie, and refuses one that is over.</summary>
    internal static async Task Validate(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var clock = services.GetRequiredService<TimeProvider>();
        var now = clock.GetUtcNow();
        if (services.GetRequiredService<JournalInUse>().IfThere is { } journal && context.Principal?.FindFirstValue(SessionClaim) is { } secret)
        {
            var credentials = new Credentials(journal);
            if (credentials.InSession(secret) is var (session, account))
            {
                if (now - session.Seen < Idle && now - session.Begun < Longest)
                {
                    if (now - session.Seen >= TimeSpan.FromMinutes(1))
                        credentials.See(session, now);
                    context.HttpContext.Features.Set(new SignedIn(account, session, services.GetRequiredService<HeldNow>().Now, clock));
                    return;
                }

                credentials.End(session.Hash);
            }
        }

        context.RejectPrincipal();
        await services.GetRequiredService<SignIns>().SignOutAsync();
    }
}
