using Remit.Register;

namespace Remit.Governance;

/// <summary>Something that a meeting agreed is to be done.</summary>
/// <param name="Id">Its name: the body's code and a number, as <c>00L/4</c>.</param>
/// <param name="Due">The last day for it, as it stands now.</param>
public sealed record AgreedAction(string Id, OdsCode Body, string Meeting, int Item, string Owner, string What, DateOnly Due)
{
    /// <summary>The last day for it as it was agreed at first.</summary>
    public DateOnly DueAtFirst { get; init; } = Due;

    public IReadOnlyList<ActionUpdated> Updates { get; init; } = [];

    /// <summary>How and when it was closed; nothing while it is open.</summary>
    public ActionClosed? Closed { get; init; }

    public bool IsOpenOn(DateOnly day) => Closed is not { } closed || closed.On > day;

    public bool IsOverdueOn(DateOnly day) => IsOpenOn(day) && Due < day;

    /// <summary>The action after something happened to it.</summary>
    public AgreedAction After(Event happened) => happened switch
    {
        ActionUpdated updated => this with { Updates = [.. Updates, updated], Due = updated.Due ?? Due },
        ActionClosed closed => this with { Closed = closed },
        _ => this,
    };

    /// <summary>Says what stands against something happening to it.</summary>
    public IEnumerable<Finding> Check(Event next)
    {
        if (Closed is { } closed)
            yield return Wrong("action", $"an action that was closed on {closed.On:yyyy-MM-dd}", "one that is open");
        if (next is ActionUpdated { Says: var says } && !Act.IsLine(says))
            yield return Wrong("says", says, "a line of text");
        if (next is ActionClosed { How: var how } && !Act.IsLine(how))
            yield return Wrong("how", how, "a line of text");

        Finding Wrong(string field, string text, string wanted) => new("bad-action", Consequence.FileRefused, new(Id, 0, field), text, wanted);
    }
}

/// <summary>The actions of every meeting, in the order in which they were agreed.</summary>
public sealed class ActionLog(IEnumerable<AgreedAction> actions)
{
    public IReadOnlyList<AgreedAction> Actions { get; } = [.. actions];

    public AgreedAction? Find(string id) => Actions.FirstOrDefault(a => a.Id == id);

    /// <summary>What a body's meetings have agreed and is open on a day, the earliest due first.</summary>
    /// <param name="committee">The committee whose meetings are meant; nothing for all.</param>
    public IReadOnlyList<AgreedAction> Open(OdsCode body, DateOnly day, string? committee = null) =>
        [.. Actions.Where(a => a.Body == body && a.IsOpenOn(day) && (committee is null || a.Meeting.Split('/')[1] == committee)).OrderBy(a => a.Due).ThenBy(a => a.Id, StringComparer.Ordinal)];

    /// <summary>The actions that a meeting agreed.</summary>
    public IEnumerable<AgreedAction> Of(string meeting) => Actions.Where(a => a.Meeting == meeting);
}
