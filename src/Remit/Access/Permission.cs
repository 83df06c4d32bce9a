namespace Remit.Access;

/// <summary>Something that only some may do. Whatever is not asked for by one of these is either open to everyone or done by nobody.</summary>
public enum Permission
{
    KeepAccounts,
    GrantRoles,
    ReadPeople,
    ReadActs,
    WithdrawRuns,
    ApplyForChange,
    DecideApplications,
    ReadApplications,
    Intervene,
    KeepGovernance,
    ReadGovernance,
    DeclareInterests,
    ReadOwnPapers,
    RunElections,
}

/// <summary>What a permission means in words, and what it reaches.</summary>
public static class Permissions
{
    /// <summary>What it lets someone do, to follow "may".</summary>
    public static string InWords(this Permission permission) => permission switch
    {
        Permission.KeepAccounts => "make, close and reopen accounts, unlock them, and let people set a password or second factor anew",
        Permission.GrantRoles => "grant roles and withdraw them",
        Permission.ReadPeople => "see who has an account and which roles",
        Permission.ReadActs => "read who did what, when, in what capacity and why",
        Permission.WithdrawRuns => "withdraw the counts of a run that were made public",
        Permission.ApplyForChange => "apply for a body to be made, varied, merged or ended, and answer for the application",
        Permission.DecideApplications => "test and decide applications to make, vary, merge or end bodies, and make the orders",
        Permission.ReadApplications => "see applications to make, vary, merge or end bodies",
        Permission.Intervene => "direct bodies that fail, put them under special measures, and record what is declared in an emergency",
        Permission.KeepGovernance => "keep the record of a board: its constitution, people, interests, meetings and decisions",
        Permission.ReadGovernance => "see the whole record of a board, with what is not public",
        Permission.DeclareInterests => "declare their own interests, gifts and hospitality",
        Permission.ReadOwnPapers => "read the papers of the committees they sit on, but for those withheld from them",
        Permission.RunElections => "call and conduct elections and ballots for a body, and declare their results",
        _ => throw new ArgumentOutOfRangeException(nameof(permission)),
    };

    /// <summary>Whether it can be held for one body. The others are about the whole site, and only a role granted everywhere gives them.</summary>
    public static bool IsOfBody(this Permission permission) => permission is Permission.GrantRoles or Permission.ReadPeople or Permission.ApplyForChange or Permission.ReadApplications
        or Permission.KeepGovernance or Permission.ReadGovernance or Permission.DeclareInterests or Permission.ReadOwnPapers or Permission.RunElections;
}
