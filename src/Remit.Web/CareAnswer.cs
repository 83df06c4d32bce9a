using Remit.Register;
using Remit.Responsibility;

namespace Remit.Web;

/// <summary>What someone can say of where they belong: a practice, a home's postcode, or the small area of a home.</summary>
public enum Whereabouts
{
    Practice,
    Postcode,
    SmallArea,
}

/// <summary>Care that somebody else commissions, or the same body under another function; who does, and how we know.</summary>
/// <param name="Code">The code of the body, or empty where it has none that the tables know.</param>
/// <param name="Because">The table's row that says so.</param>
public sealed record OtherCare(string Care, string Code, string Name, string Because);

/// <summary>Who commissions the care of people registered with a practice, or living at a place, on a day: from the very tables that decide records.</summary>
/// <param name="Key">The practice code, postcode or small area, as people write it.</param>
/// <param name="Row">The row that decides that day, or none.</param>
/// <param name="Closed">The row that says a practice was closed or dormant that day; none where it was open, or nothing is known.</param>
/// <param name="Timeline">Who it was before, then and after.</param>
/// <param name="Area">The area of the commissioner that day: its board, region and hubs; none where no table has it.</param>
public sealed record CareAnswer(Whereabouts Whereabouts, string Key, DateOnly Day, ReferenceRow? Row, ReferenceRow? Closed, IReadOnlyList<Belonging> Timeline, ReferenceRow? Area)
{
    /// <summary>The commissioner's code, or empty.</summary>
    public string Commissioner => Row is null ? "" : Row.Cells[Row.Schema.IndexOf("commissioner")];

    /// <summary>What a practice is called; empty for places.</summary>
    public string Called => (Row ?? Closed)?.Called ?? "";

    public string Board => Cell("icb");

    /// <summary>Answers for a practice code, a postcode or the ONS code of a small area.</summary>
    /// <returns>The answer, or none where the text is none of these, or no table has it.</returns>
    public static CareAnswer? To(Holdings held, string place, DateOnly day)
    {
        var (whereabouts, key, rows) =
            PracticeCode.TryParse(place, out var practice) && !practice.IsDefault ? (Whereabouts.Practice, practice.ToString(), held.Practices)
            : OnsCode.TryParse(place, out var area) ? (Whereabouts.SmallArea, area.ToString(), held.SmallAreas)
            : Remit.Register.Postcode.TryParse(place, out _) ? (Whereabouts.Postcode, Remit.Register.Postcode.Key(place), held.Postcodes)
            : default;
        var found = rows is null ? [] : rows[key];
        if (found.IsEmpty)
            return null;

        var row = RowsByKey.On(found, day, Belonging.IsOpen);
        var commissioner = row?.Cells[row.Schema.IndexOf("commissioner")] ?? "";
        return new(whereabouts, whereabouts == Whereabouts.Postcode ? Remit.Register.Postcode.Parse(key).ToString() : key, day, row, row is null ? RowsByKey.On(found, day) : null, Belonging.Of(found),
            commissioner.Length > 0 ? held.Areas.On(commissioner, day) : null);
    }

    /// <summary>Who commissions the rest, as far as the tables say: nothing here is from general knowledge.</summary>
    public IEnumerable<OtherCare> Others(Holdings held)
    {
        if (Area is not null && Cell("specialised_hub") is { Length: > 0 } hub)
        {
            if (Cell("delegated") == "Y" && Board.Length > 0)
                yield return Told("Specialised services that are delegated", Board, Area);
            yield return Told(Cell("delegated") == "Y" ? "Other specialised services" : "Specialised services", hub, Area);
        }

        if (Area is not null && Cell("region") is { Length: > 0 } region)
            yield return Told("Screening and immunisation (section 7A public health services)", region, Area);
        if (Area is not null && Cell("health_justice_hub") is { Length: > 0 } justice)
            yield return Told("Health care in prisons and other places of detention", justice, Area);
        if (Row is not null && Whereabouts != Whereabouts.Practice && Row.Cells[Row.Schema.IndexOf("local_authority")] is { Length: > 0 } council)
            yield return new("Public health services that the council commissions", council, "the local authority of the home", Row.Provenance);
        if (Area is not null && held.RulebookOn(Day) is { } rulebook
            && rulebook.Boxes().FirstOrDefault(b => Rulebook.Exits(b).Any(e => e is Ending ending && ending.Outcome == Outcome.ArmedForces)) is { } box)
            yield return new("Care of the armed forces", CodeLists.ArmedForcesHub, held.NameOf(CodeLists.ArmedForcesHub, Day), $"{rulebook.Title}, box {box.Id} ({box.Cites})");

        OtherCare Told(string care, string code, ReferenceRow row) => new(care, code, held.NameOf(code, Day), row.Provenance);
    }

    /// <summary>An ordinary outpatient appointment of someone there that day: made up, to be put to the method.</summary>
    public ActivityRecord OrdinaryAppointment()
    {
        var record = new ActivityRecord { Date = Day, [Item.CdsType] = CdsType.Outpatient.Code, [Item.OverseasCategory] = "A" };
        record[Whereabouts switch { Whereabouts.Practice => Item.Practice, Whereabouts.Postcode => Item.Postcode, _ => Item.SmallArea }] = Key;
        return record;
    }

    private string Cell(string column) => Area is null ? "" : Area.Cells[Area.Schema.IndexOf(column)];
}
