using Remit.Access;

namespace Remit.Web.Staff.Cases;

/// <summary>Something that can be done next about a case, as a form.</summary>
/// <param name="Id">Its name in the address.</param>
/// <param name="Words">What it is called, as an order.</param>
/// <param name="Ruling">Whether whoever is signed in may do it.</param>
public sealed record NextAct(string Id, string Words, Ruling Ruling, params IReadOnlyList<ActField> Fields)
{
    /// <summary>What whoever does it should know; empty where it speaks for itself.</summary>
    public string About { get; init; } = "";

    /// <summary>Why it is done, where the act says it all; else the form asks.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether what it would do is shown before it is done.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Whether it is shown beside what it is about, and not in the list of what can be done.</summary>
    public bool IsBeside { get; init; }

    /// <summary>Whether it may be done at any time, and nothing waits for it.</summary>
    public bool IsAnytime { get; init; }

    /// <summary>How many rows of fields the form has, where another can be asked for; else nought.</summary>
    public int Rows { get; init; }

    /// <summary>The field whose first line is the reason, where there is one.</summary>
    public const string Because = "because";

    /// <summary>Whether the form asks for a reason of its own.</summary>
    public bool AsksWhy => Reason is null && Fields.All(f => f.Id != Because);
}
