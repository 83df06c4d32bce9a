using Microsoft.AspNetCore.Mvc;
using Remit.Access;
using Remit.Journal;

namespace Remit.Web.Staff.Cases;

/// <summary>A page on which things can be done, each by a form of its own that is shown when it is chosen.</summary>
public abstract class ActsPage : StaffPage
{
    /// <summary>What was chosen to be done; nothing while nothing was.</summary>
    [BindProperty(SupportsGet = true, Name = "do")]
    public string? Doing { get; set; }

    /// <summary>The version of the case that the form was made of.</summary>
    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public bool Confirmed { get; set; }

    /// <summary>How many rows of fields the form had that was sent; nought where it was made without.</summary>
    [BindProperty]
    public int Rows { get; set; }

    /// <summary>Whether another row of fields was asked for.</summary>
    [BindProperty]
    public bool More { get; set; }

    /// <summary>The address of this page.</summary>
    public abstract string Here { get; }

    /// <summary>The version of the case as it is now; nought where the page is of none.</summary>
    public virtual long Now => 0;

    /// <summary>Everything that can be done next, whether or not whoever is signed in may do it.</summary>
    public abstract IReadOnlyList<NextAct> Next { get; }

    public NextAct? Chosen => Next.FirstOrDefault(a => a.Id == Doing && a.Ruling.IsAllowed);

    /// <summary>Whether what would be done is shown, to be confirmed.</summary>
    public bool IsConfirming { get; private set; }

    protected FilledForm? Filled { get; private set; }

    /// <summary>A field with what was typed in it.</summary>
    public ShownField Shown(ActField field) => new(field, Filled?.Typed(field) ?? (field.Value is { } value ? field.As == FilledAs.Several ? value.Split('\n') : [value] : []), ProblemOf(field.Id));

    public string? Why => Filled?.Text("reason");

    public IActionResult OnPost()
    {
        if (Version != Now && Version > 0)
        {
            Since = After(Version);
            Problems.Add(("next", "Somebody else took this further after you read it, so nothing was done. See below what they did, and decide again."));
            Doing = null;
            return Page();
        }

        if (Next.FirstOrDefault(a => a.Id == Doing) is not { } act)
        {
            Problems.Add(("next", "That cannot be done here now. See below what can."));
            return Page();
        }

        if (!act.Ruling.IsAllowed)
            return Denied(act.Ruling);
        Filled = new(Request.Form, act.Fields);
        if (More && act.Rows > 0)
            return Page();
        Problems.AddRange(Filled.Problems);
        var reason = act.AsksWhy ? Why : act.Reason ?? (Filled.Lines(NextAct.Because) is [var first, ..] ? first : null);
        if (act.AsksWhy && (reason is null || !Act.IsLine(reason)))
            Problems.Add(("reason", $"Say why, in a line of at most {Act.Longest} characters. It is kept with what you do."));
        if (Problems.Count > 0)
            return Page();
        if (act.IsConfirmed && !Confirmed)
        {
            IsConfirming = Foresee(act, Filled);
            return Page();
        }

        var to = Here;
        return Do(RulingOn(act, Filled), reason, by => to = Take(act, Filled, by) ?? to, () => to, "next");
    }

    /// <summary>Does what was chosen.</summary>
    /// <returns>Where to go then; nothing for this page again.</returns>
    protected abstract string? Take(NextAct act, FilledForm filled, Act by);

    /// <summary>What others did after a version, oldest first.</summary>
    protected virtual IReadOnlyList<Entry> After(long version) => [];

    /// <summary>Works out what an act would do, for the page to show before it is confirmed.</summary>
    /// <returns>Whether it can be confirmed; where it cannot, the page's problems say why.</returns>
    protected virtual bool Foresee(NextAct act, FilledForm filled) => true;

    /// <summary>Whether whoever is signed in may do an act as the form has it, which may be for one body and not for another.</summary>
    protected virtual Ruling RulingOn(NextAct act, FilledForm filled) => act.Ruling;

    /// <summary>The field that a refusal is about, where the form has it.</summary>
    protected override string? FieldOf(Finding finding) => Chosen?.Fields.FirstOrDefault(f => f.Id == finding.Place.Column)?.Id;
}
