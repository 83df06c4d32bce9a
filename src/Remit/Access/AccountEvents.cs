namespace Remit.Access;

/// <summary>An account was made. Its secrets, and where its holder is written to, are kept elsewhere and can be forgotten.</summary>
public sealed record AccountMade(string Name) : Event;

/// <summary>An account was closed: nobody signs in with it, and the roles it had are withdrawn.</summary>
public sealed record AccountClosed : Event;

/// <summary>An account that was closed was opened again, without any role.</summary>
public sealed record AccountReopened : Event;

/// <summary>A role was granted to the holder of an account. The version of this event is the number of the grant.</summary>
/// <param name="Role">The name of the role.</param>
/// <param name="Body">The code of the body it is for; nothing means everywhere.</param>
/// <param name="From">Its first day.</param>
/// <param name="Until">Its last day; nothing means until further notice.</param>
public sealed record RoleGranted(string Role, string? Body, DateOnly From, DateOnly? Until) : Event;

/// <summary>A role was withdrawn.</summary>
/// <param name="Grant">The number of the grant.</param>
public sealed record RoleWithdrawn(long Grant) : Event;

/// <summary>A link was given out by which the holder of an account sets their password, once.</summary>
/// <param name="Until">Until when it can be used.</param>
/// <param name="SecondFactor">Whether their second factor was taken away, to be set up anew.</param>
public sealed record SignInReset(DateTimeOffset Until, bool SecondFactor) : Event;

/// <summary>An account that too many wrong passwords or codes had locked was unlocked before its time.</summary>
public sealed record AccountUnlocked : Event;

/// <summary>The holder of an account took to signing in through another organisation's service.</summary>
/// <param name="Provider">What the service is called here.</param>
public sealed record ProviderLinked(string Provider) : Event;
