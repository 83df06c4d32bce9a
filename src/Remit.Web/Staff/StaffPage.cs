using Microsoft.AspNetCore.Mvc;
using Remit.Access;
using Remit.Journal;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Time;

namespace Remit.Web.Staff;

/// <summary>A page of those who are signed in.</summary>
public abstract class StaffPage : FormPage
{
    /// <summary>What somebody else changed meanwhile, where that is why nothing was.</summary>
    public IReadOnlyList<Entry> Since { get; protected set; } = [];

    public SignedIn Me => SignedIn.On(HttpContext);

    /// <summary>An answer that says what it would take.</summary>
    protected IActionResult Denied(Ruling ruling)
    {
        HttpContext.Features.Set(ruling);
        return new StatusCodeResult(403);
    }

    /// <summary>Does what a form says, if it gives a reason: then leads back to <paramref name="to"/>. Refusals and what others did meanwhile become problems of the page.</summary>
    /// <param name="why">The reason as it was typed, in the field of that name.</param>
    protected IActionResult Do(Ruling ruling, string? why, Action<Act> change, string to, string field = "reason") => Do(ruling, why, change, () => to, field);

    /// <inheritdoc cref="Do(Ruling, string?, Action{Act}, string, string)"/>
    protected IActionResult Do(Ruling ruling, string? why, Action<Act> change, Func<string> to, string field)
    {
        if (!ruling.IsAllowed)
            return Denied(ruling);
        if (why?.Trim() is not { } reason || !Act.IsLine(reason))
        {
            Problems.Add((field, $"Say why, in a line of at most {Act.Longest} characters. It is kept with what you do."));
            return Page();
        }

        try
        {
            change(Me.Act(ruling, reason));
            return Afterwards(to());
        }
        catch (ConflictException conflict)
        {
            Since = conflict.Since;
            Problems.Add((field, "Somebody else changed this after you read it, so nothing was done. See below what they did, and decide again."));
            return Page();
        }
        catch (RefusedException refused)
        {
            Problems.AddRange(refused.Findings.Select(f => (FieldOf(f) ?? field, $"Found {f.Found}; wanted {f.Wanted}.")));
            return Page();
        }
    }

    /// <summary>The answer once something was done: it leads on, unless the page has something to say that is said once.</summary>
    protected virtual IActionResult Afterwards(string to) => Redirect(to);

    /// <summary>The field that a refusal is about; nothing where it is about the whole.</summary>
    protected virtual string? FieldOf(Finding finding) => null;

    /// <summary>An instant as people in England read it.</summary>
    public static string Said(DateTimeOffset instant) => LondonClock.InstantInWords(instant);
}
