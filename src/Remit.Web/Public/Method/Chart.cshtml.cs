using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Web.Public.Method;

/// <summary><c>/method/cam-2025-26?cds_type=020&amp;day=2025-06-10&amp;practice_code=A81001</c>: a rulebook's chart, and the path of a made-up record on it.</summary>
public sealed class Chart(HeldNow held, TimeProvider clock) : PageModel
{
    public Holdings Held { get; } = held.Now;
    public DateOnly Today { get; } = clock.TodayInLondon;
    public Rulebook Rulebook { get; private set; } = null!;
    public RecordAsked Record { get; private set; } = null!;
    public Determination? Determination { get; private set; }
    public IReadOnlyList<(string Field, string Problem)> Problems { get; private set; } = [];

    /// <summary>The rulebook of the record's day, where it is not this one.</summary>
    public Rulebook? Elsewhere => DayAsked.TryRead(Record[RecordAsked.DayField], out var day) && Held.RulebookOn(day) is { } other && other != Rulebook ? other : null;

    /// <summary>The day as the form shows it: as it was asked, or of an example where no record is.</summary>
    public string DayText => !Record.IsAny ? Rulebook.InForce.First.AddMonths(2).InWords
        : Record[RecordAsked.DayField].Trim() is { Length: > 0 } asked ? DayAsked.Of(asked, Today).Text : "";

    public string Drawing => Determination is { } determination ? RulebookChart.Svg(determination) : RulebookChart.Svg(Rulebook);

    /// <summary>What a box answered of the record, or none where it was not asked.</summary>
    public Answer? Asked(Box box) => Determination?.Steps.FirstOrDefault(s => s.Box == box)?.Answer;

    /// <summary>The address of a record that shows something with what is held here; none where that is nothing.</summary>
    public string? Example
    {
        get
        {
            var day = Rulebook.InForce.First.AddMonths(2);
            var practices = Held.Tables[TableSchema.Practices];
            var (status, commissioner) = (practices.Schema.IndexOf("status"), practices.Schema.IndexOf("commissioner"));
            return practices.Rows.FirstOrDefault(r => r.Days.Contains(day) && r.Cells[status] == "A" && r.Cells[commissioner].Length > 0) is { } row
                ? RecordAsked.Address(Rulebook, new ActivityRecord { Date = day, [Item.CdsType] = CdsType.Outpatient.Code, [Item.Practice] = row.Cells[0], [Item.OverseasCategory] = "A", [Item.AdministrativeCategory] = "01" })
                : null;
        }
    }

    public IActionResult OnGet(string name)
    {
        if (Held.Rulebooks.FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } rulebook)
            return NotFound();
        if (rulebook.Name != name)
            return RedirectPermanent($"/method/{rulebook.Name}{Request.QueryString}");

        (Rulebook, Record) = (rulebook, new RecordAsked(Request.Query));
        if (Record.IsAny)
        {
            // A record is nobody's, but it looks like somebody's: no cache keeps it.
            Response.Headers.CacheControl = "no-store";
            var record = Record.Read(rulebook, out var problems);
            Problems = problems;
            if (problems.Count == 0)
                Determination = Held.Explain(rulebook, record);
        }

        return Page();
    }
}
