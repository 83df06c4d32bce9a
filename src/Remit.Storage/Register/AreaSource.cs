using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>Reads where the area of a new body is to be taken from: <c>CODE@YYYY-MM-DD</c>, what a body had on a day; or a CSV with a column <c>code</c> of small areas and practices.</summary>
/// <remarks>A file that names no practice leaves those to go with their bodies, and so with small areas.</remarks>
public static class AreaSource
{
    private const int MostFindings = 1_000;

    /// <param name="on">The day of the merger: only what was before it counts.</param>
    /// <param name="folder">Where a file is looked for; none where no file may be named.</param>
    /// <param name="place">Where it was asked for.</param>
    /// <exception cref="RefusedException">It is neither, the body was not open, or the file is none.</exception>
    public static ProposedArea Read(string text, DateOnly on, RegisterAsKnown register, string? folder, Place place)
    {
        if (text.Split('@') is [var code, var written] && OdsCode.TryParse(code, out var body) && IsoDate.TryParse(written, out var day))
            return day >= on ? throw Refuse("too-late", written, $"a day before {on:yyyy-MM-dd}: a plan rests on nothing that came after")
                : ProposedArea.Of(register, body, day) ?? throw Refuse("no-area", text, "a body that was open that day, with practices or small areas that are known");
        return folder is null ? throw Refuse("bad-area", text, "a body and a day, as 00F@2014-06-30; a file can be named on the command line")
            : File(Path.Combine(folder, text), register);

        RefusedException Refuse(string kind, string found, string wanted) => new(new Finding(kind, Consequence.FileRefused, place, found, wanted));
    }

    private static ProposedArea File(string path, RegisterAsKnown register)
    {
        var file = Path.GetFileName(path);
        using var source = CsvSource.Open(path, hasHeader: true);
        var column = source.Headers.Index().FirstOrDefault(h => h.Item.Equals("code", StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;
        if (column < 0)
            throw new RefusedException(new Finding("missing-column", Consequence.FileRefused, new Place(file, 1), Layouts.Described(source.Headers), "a column code, of small areas (E01011949) and practices (A81001)"));

        (HashSet<OnsCode> Areas, HashSet<PracticeCode> Practices) found = ([], []);
        List<Finding> findings = [];
        while (source.Read())
        {
            var cell = source.Text(column).Trim();
            if (OnsCode.TryParse(cell, out var area) && register.CoverageOf(area).Stretches.Count > 0)
                found.Areas.Add(area);
            else if (PracticeCode.TryParse(cell, out var practice) && (register.ListingsOf(practice).Count > 0 || register.MembershipsOf(practice).Stretches.Count > 0))
                found.Practices.Add(practice);
            else if (findings.Count < MostFindings)
                findings.Add(new("unknown-code", Consequence.FileRefused, new Place(file, source.Line, "code"), cell, "a small area or a practice that the register has"));
        }

        if (findings.Count == 0 && found.Areas.Count + found.Practices.Count == 0)
            findings.Add(new("no-rows", Consequence.FileRefused, new Place(file), "a header and no rows", "a row for each small area and practice"));
        return findings.Count > 0 ? throw new RefusedException(findings) : new(file, found.Areas.Count > 0 ? found.Areas : null, found.Practices.Count > 0 ? found.Practices : null);
    }
}
