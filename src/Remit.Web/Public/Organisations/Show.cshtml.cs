using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Register;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Web.Public.Organisations;

/// <summary><c>/organisations/00F?on=2016-04-01</c>: one organisation or practice, for ever at this address. A code once given out always answers.</summary>
public sealed class Show(HeldNow held, GovernanceNow governance, TimeProvider clock) : PageModel
{
    /// <summary>Boards and meetings; nothing where the journal cannot be read just now, which is no reason to say nothing of the rest.</summary>
    public Remit.Governance.Proceedings? Governance { get; } = governance.IfReadable;
    public Holdings Held { get; } = held.Now;
    public DateOnly Today { get; } = clock.TodayInLondon;
    public DayAsked On { get; private set; }
    public string Code { get; private set; } = "";

    /// <summary>The organisation; none for a practice.</summary>
    public Organisation? Organisation { get; private set; }

    public string Name { get; private set; } = "";

    // Of an organisation.
    public FamilyTree? Tree { get; private set; }
    public IReadOnlyList<OdsCode> Successors { get; private set; } = [];
    public IReadOnlyList<Member> Members { get; private set; } = [];
    public IReadOnlyList<(DateOnly Day, int Practices)> MembersByYear { get; private set; } = [];
    public IReadOnlyList<string> Doubts { get; private set; } = [];
    public int SmallAreas { get; private set; }

    /// <summary>How it ended, where that is recorded and nobody took over from it.</summary>
    public Succession? Abolition { get; private set; }

    // Of a practice.
    public IReadOnlyList<Belonging> Timeline { get; private set; } = [];
    public ReferenceRow? Row { get; private set; }

    /// <summary>The row that says it was closed or dormant that day; none where it was open, or nothing is known.</summary>
    public ReferenceRow? Closed { get; private set; }

    public IReadOnlyList<PracticeListing> Listings { get; private set; } = [];
    public IReadOnlyList<Contradiction<OdsCode>> Contradictions { get; private set; } = [];

    public IReadOnlyList<(string Field, string Problem)> Problems => On.Problem is { } problem ? [("on", problem)] : [];

    /// <summary>What one body is to another that lies within it, or is served by it, as a heading.</summary>
    public static string LinkWords(string kind) => kind switch
    {
        "icb" => "Integrated care board",
        "stp" => "Sustainability and transformation partnership",
        "sha" => "Strategic health authority",
        "region" => "Region",
        _ => char.ToUpperInvariant(kind[0]) + kind[1..],
    };

    public IActionResult OnGet(string code, [FromQuery] string? on)
    {
        On = DayAsked.Of(on, Today);
        if (OnsCode.TryParse(code, out var ons) && Held.Register.Find(ons) is { } owner)
            return RedirectPermanent($"/organisations/{owner}{Request.QueryString}");
        if (!OdsCode.TryParse(code, out var ods))
            return NotFound();
        Code = ods.ToString();
        if (code != Code)
            return RedirectPermanent($"/organisations/{Code}{Request.QueryString}");

        if (Held.Register.Find(ods) is { } organisation)
            ShowOrganisation(organisation);
        else if (!ShowPractice())
            return NotFound();
        return Page();
    }

    private void ShowOrganisation(Organisation organisation)
    {
        var (register, day) = (Held.Register, On.Day);
        Organisation = organisation;
        Name = organisation.NameNear(day);
        Tree = FamilyTree.Around(register, organisation.Code, day);
        Successors = organisation.Closed < day ? register.SuccessorOn(organisation.Code, day) : [];
        Abolition = register.SuccessorsOf(organisation.Code).LastOrDefault(s => s.To is null && s.On <= day);
        Doubts = [.. register.DoubtsOn((organisation.On(day) ?? organisation.Standings[^1]).Kind, day).Where(d => d.IsAbout(organisation.Code)).Select(d => d.Note)];
        SmallAreas = register.AreasOf(organisation.Code, day).Count;

        Members = Member.Of(Held, Code, day);
        MembersByYear = Member.ByYear(Held, organisation, Today);
    }

    private bool ShowPractice()
    {
        if (!PracticeCode.TryParse(Code, out var practice) || practice.IsDefault)
            return false;
        Listings = Held.Register.ListingsOf(practice);
        var timeline = Held.Register.MembershipsOf(practice);
        if (Held.Practices[Code].IsEmpty && Listings.Count == 0 && timeline.Stretches.Count == 0)
            return false;

        Timeline = Belonging.Of(Held.Practices[Code]);
        Row = Held.Practices.On(Code, On.Day, Belonging.IsOpen);
        Closed = Row is null ? Held.Practices.On(Code, On.Day) : null;
        Contradictions = timeline.Contradictions;
        Name = (Row ?? Closed)?.Called is { Length: > 0 } called ? called
            : Held.Register.ListingOf(practice, On.Day)?.Name ?? (Held.Practices[Code] is { IsEmpty: false } rows ? rows[^1].Called : "(in no list of practices that is held here)");
        return true;
    }
}
