namespace Remit.Access;

/// <summary>What someone is for a body, and so what they may do there.</summary>
/// <param name="Name">As it is written in grants and acts, such as <c>governance officer</c>. It outlives any wording of what it is for.</param>
/// <param name="For">What it is for, in a line.</param>
/// <param name="Permissions">What it gives today; some roles are of journeys that the site does not have yet, and give nothing.</param>
public sealed record Role(string Name, string For, params IReadOnlyList<Permission> Permissions)
{
    /// <summary>Keeps accounts and roles. There is always one whose reach is everywhere.</summary>
    public static readonly Role Administrator = new("administrator", "keeps accounts and roles", Permission.KeepAccounts, Permission.GrantRoles, Permission.ReadPeople, Permission.ReadActs);

    /// <summary>Every role there is.</summary>
    public static readonly IReadOnlyList<Role> All =
    [
        Administrator,
        new("auditor", "reads what was done and who may do it, and changes nothing", Permission.ReadPeople, Permission.ReadActs, Permission.ReadApplications, Permission.ReadGovernance),
        new("analyst", "decides whose activity is whose, and answers for the counts that are public", Permission.WithdrawRuns),
        new("register steward", "answers for the official files and the facts taken from them"),
        new("governance officer", "looks after a board: its members, interests, meetings and decisions", Permission.KeepGovernance, Permission.ReadGovernance, Permission.RunElections),
        new("board member", "sits on a board, and answers for their own interests", Permission.DeclareInterests, Permission.ReadOwnPapers),
        new("transition lead", "applies for bodies to be made, varied, merged or ended, and sees it through", Permission.ApplyForChange, Permission.ReadApplications),
        new("authorising officer", "decides, for NHS England, on applications to make, vary, merge or end bodies", Permission.DecideApplications, Permission.ReadApplications),
        new("assurance lead", "holds bodies against the criteria they are authorised and assessed by"),
        new("finance officer", "answers for allocations and payments"),
        new("regional director", "steps in for NHS England where a body fails", Permission.Intervene),
        new("contract manager", "looks after contracts with providers"),
        new("primary care commissioner", "looks after general practice and other primary care"),
        new("engagement lead", "hears patients and the public, and says what was done about it"),
    ];

    /// <summary>The role of that name; nothing where there is none, as of a newer program's.</summary>
    public static Role? Named(string name) => All.FirstOrDefault(r => r.Name == name);

    public override string ToString() => Name;
}
