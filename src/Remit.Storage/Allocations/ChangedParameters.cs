using System.Globalization;
using System.Text;
using Remit.Allocations;
using Remit.Register;

namespace Remit.Storage.Allocations;

/// <summary>One parameter with another value.</summary>
/// <param name="Parameter"><c>sum</c>, <c>rate</c>, <c>pot</c>, <c>weight</c>, <c>index</c>, <c>policy</c>, or a rule of a policy.</param>
/// <param name="Of">Which one: see <see cref="ChangedParameters"/>.</param>
public sealed record ChangedParameter(string Parameter, string Of, string Value, Place Place);

/// <summary>A scenario of changed parameters: a CSV with a row to each, <c>parameter, of, value</c>. The same rows as text are part of an address.</summary>
/// <remarks>
/// <c>sum</c> and <c>rate</c> are of nothing; a <c>pot</c> is of its name (with its area where several have the name), a <c>weight</c> of <c>COMPONENT in POT</c>, an <c>index</c> of <c>INDEX AREA</c>. A <c>policy</c>'s value is
/// its name; a rule's <c>of</c> is the year of the policy, or empty for every year, and its value may be <c>none</c>.
/// </remarks>
public sealed class ChangedParameters
{
    private const string SumOf = "sum", RateOf = "rate", PotOf = "pot", WeightOf = "weight", IndexOf = "index", PolicyOf = "policy";

    private static readonly string[] Formula = [SumOf, RateOf, PotOf, WeightOf, IndexOf];

    private readonly IReadOnlyList<ChangedParameter> rows;

    private ChangedParameters(IReadOnlyList<ChangedParameter> rows) => this.rows = rows;

    public static ChangedParameters None { get; } = new([]);

    public IReadOnlyList<ChangedParameter> Rows => rows;

    /// <summary>Whether a file is one of changed parameters, by its header: scenarios of mergers come in files of the same name.</summary>
    /// <exception cref="RefusedException">There is no such file.</exception>
    public static bool IsOne(string path)
    {
        using var source = CsvSource.Open(path, hasHeader: true);
        return Has(source, "parameter");
    }

    /// <exception cref="RefusedException">The file is none, or a row is not as it should be. Every finding is told.</exception>
    public static ChangedParameters Read(string path)
    {
        using var source = CsvSource.Open(path, hasHeader: true);
        return Read(source, Path.GetFileName(path));
    }

    /// <inheritdoc cref="Read(string)"/>
    public static ChangedParameters ReadText(string text, string shownAs)
    {
        using var source = CsvSource.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), shownAs, hasHeader: true);
        return Read(source, shownAs);
    }

    private static bool Has(CsvSource source, string column) => source.Headers.Contains(column, StringComparer.OrdinalIgnoreCase);

    private static ChangedParameters Read(CsvSource source, string file)
    {
        int Column(string name) => source.Headers.Index().FirstOrDefault(h => h.Item.Equals(name, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;
        if (Column("parameter") < 0 || Column("value") < 0)
            throw new RefusedException(new Finding("missing-column", Consequence.FileRefused, new Place(file, 1), string.Join(", ", source.Headers), "the columns parameter, of and value"));

        var (parameter, of, value) = (Column("parameter"), Column("of"), Column("value"));
        List<ChangedParameter> rows = [];
        List<Finding> findings = [];
        string[] known = [.. Formula, PolicyOf, .. PacePolicies.Rules.Select(r => r.Rule)];
        while (source.Read())
        {
            string Cell(int column) => column < 0 ? "" : source.Text(column).Trim();
            var place = new Place(file, source.Line);
            if (Enumerable.Range(0, source.FieldCount).All(i => string.IsNullOrWhiteSpace(source.Text(i))))
                continue;
            var row = new ChangedParameter(Cell(parameter).ToLowerInvariant(), Cell(of), Cell(value), place);
            if (source.FieldCount != source.Headers.Count)
                findings.Add(new("wrong-width", Consequence.FileRefused, place, $"{source.FieldCount} cells", $"{source.Headers.Count}, as in the header"));
            else if (!known.Contains(row.Parameter))
                findings.Add(new("unknown-parameter", Consequence.FileRefused, place with { Column = "parameter" }, row.Parameter, $"one of: {string.Join(", ", known)}"));
            else if (rows.Exists(r => r.Parameter == row.Parameter && r.Of.Equals(row.Of, StringComparison.OrdinalIgnoreCase)))
                findings.Add(new("said-twice", Consequence.FileRefused, place, $"{row.Parameter} {row.Of}".TrimEnd(), "each parameter once"));
            else if (Formula.Contains(row.Parameter) && Number(row) is null)
                findings.Add(new("bad-value", Consequence.FileRefused, place with { Column = "value" }, row.Value, $"a number that is not below nought, and at most {Most(row.Parameter):0}"));
            else
                rows.Add(row);
        }

        if (rows.Count == 0 && findings.Count == 0)
            findings.Add(new("no-rows", Consequence.FileRefused, new Place(file), "a header and no rows", "a row to each parameter that is changed"));
        return findings.Count == 0 ? new(rows) : throw new RefusedException(findings);
    }

    /// <summary>An edition with what is changed of its formula.</summary>
    /// <exception cref="RefusedException">It has no such pot, weight or index.</exception>
    public Edition Apply(Edition edition)
    {
        foreach (var row in rows.Where(r => Formula.Contains(r.Parameter)))
        {
            var value = Number(row)!.Value;
            var source = new Source(new("scenario", "a scenario", DateOnly.MinValue, DateTimeOffset.MinValue, row.Place.File), (int)row.Place.Line, Document: "changed by the scenario");
            RefusedException None(IEnumerable<string> there) => new(new Finding($"no-such-{row.Parameter}", Consequence.FileRefused, row.Place with { Column = "of" }, row.Of, $"of the edition {edition.Id}, one of: {string.Join(", ", there)}"));
            bool Is(string name) => row.Of.Equals(name, StringComparison.OrdinalIgnoreCase);

            switch (row.Parameter)
            {
                case SumOf:
                    edition = edition.Sharing(value >= 1 ? new((long)value) : throw new RefusedException(new Finding("bad-value", Consequence.FileRefused, row.Place with { Column = "value" }, row.Value, "whole pounds above nought")));
                    break;
                case RateOf:
                    edition = edition.Sum is null ? edition with { Rate = value } : throw new RefusedException(new Finding("no-such-rate", Consequence.FileRefused, row.Place, row.Value, $"a sum: the edition {edition.Id} shares one out"));
                    break;
                case PotOf:
                    string Called(Pot pot) => edition.Pots.Count(p => p.Name == pot.Name) == 1 ? pot.Name : $"{pot.Name} {pot.Area}";
                    edition = edition.Pots.Any(p => Is(Called(p))) ? edition with { Pots = [.. edition.Pots.Select(p => Is(Called(p)) ? p with { Part = value, Source = source } : p)] } : throw None(edition.Pots.Select(Called));
                    break;
                case WeightOf:
                    string Counts(Pot pot, Weight weight) => $"{weight.Component} in {pot.Name}";
                    edition = edition.Pots.Any(p => p.Needs.Any(n => Is(Counts(p, n))))
                        ? edition with { Pots = [.. edition.Pots.Select(p => p with { Needs = [.. p.Needs.Select(n => Is(Counts(p, n)) ? n with { Value = value, Source = source } : n)] })] }
                        : throw None(edition.Pots.SelectMany(p => p.Needs.Select(n => Counts(p, n))));
                    break;
                default:
                    string Stated(PlaceIndex index) => $"{index.Name} {index.Area}";
                    edition = edition.Indices.Any(i => Is(Stated(i))) ? edition with { Indices = [.. edition.Indices.Select(i => Is(Stated(i)) ? i with { Value = value, Source = source } : i)] } : throw None(edition.Indices.Select(Stated).DefaultIfEmpty("none: its indices are in its file"));
                    break;
            }
        }

        if (edition.Pots.FirstOrDefault(p => p.Part > 0 && p.Needs.Count > 0 && p.Needs.All(n => n.Value == 0)) is { } idle)
            throw new RefusedException(new Finding("no-weight", Consequence.FileRefused, rows[0].Place, $"weights of {idle.Name} that are all nought", "one at least that is above nought, or a pot of nought"));
        return edition.Pots.Sum(p => p.Part) > 0 ? edition
            : throw new RefusedException(new Finding("no-pot", Consequence.FileRefused, rows[0].Place, "pots that are all nought", "one at least that is above nought"));
    }

    /// <summary>The policy that is named, or else the one given, with what is changed of its rules.</summary>
    /// <exception cref="RefusedException">A value is none of the rule's, or the terms cannot be kept together.</exception>
    public WrittenPolicy Apply(WrittenPolicy policy)
    {
        if (rows.FirstOrDefault(r => r.Parameter == PolicyOf) is { } other)
            policy = PacePolicies.Shipped.FirstOrDefault(p => p.Policy.Id.Equals(other.Value, StringComparison.OrdinalIgnoreCase))
                ?? throw new RefusedException(new Finding("unknown-policy", Consequence.FileRefused, other.Place with { Column = "value" }, other.Value, $"one of {string.Join(", ", PacePolicies.Shipped.Select(p => p.Policy.Id))}"));
        List<ChangedParameter> changed = [.. rows.Where(r => r.Parameter != PolicyOf && !Formula.Contains(r.Parameter))];
        if (changed.Count == 0)
            return policy;

        var rules = policy.Rules.ToList();
        foreach (var row in changed)
        {
            int? year = row.Of.Length == 0 ? null : int.TryParse(row.Of, NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && stated is > 0 and <= PaceOfChange.MostYears ? stated
                : throw new RefusedException(new Finding("bad-year", Consequence.FileRefused, row.Place with { Column = "of" }, row.Of, "which year of the policy it is, from 1; empty for every year"));
            var gone = rules.RemoveAll(r => r.Rule == row.Parameter && (year is null || r.Year == year));
            if (row.Value == "none" && gone == 0)
                throw new RefusedException(new Finding("nothing-to-take-away", Consequence.FileRefused, row.Place with { Column = "value" }, row.Value, $"a number: {policy.Policy.Id} states no {row.Parameter}{(year is null ? "" : $" of year {year}")} to take away"
                    + (policy.Rules.Where(r => r.Rule == row.Parameter).Select(r => r.Year).Order().ToList() is { Count: > 0 } inYears ? $", but of year {string.Join(", ", inYears)}; what a year says goes on until another says otherwise" : "")));
            if (row.Value != "none")
                rules.Add(new(year ?? 1, row.Parameter, row.Value, "", "changed by the scenario", "") { Place = row.Place });
        }

        // It is written and read again: what may be said, and what contradicts, is told in one place.
        var read = PacePolicies.Read(PacedFile.Content(["policy", "title", "year", "rule", "value"], rules.Select(r => (string[])[policy.Policy.Id, $"{policy.Policy.Title}, changed", r.Year.ToString(CultureInfo.InvariantCulture), r.Rule, r.Value])), rows[0].Place.File)[0];
        return read with { Rules = rules };
    }

    // So much can be multiplied without being too much to count, and is more than anybody means.
    private static decimal Most(string parameter) => parameter switch { SumOf => 10_000_000_000_000, PotOf => 1_000_000_000_000, RateOf => 1_000_000, WeightOf => 100, _ => 10 };

    private static decimal? Number(ChangedParameter row) =>
        decimal.TryParse(row.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= Most(row.Parameter) ? number : null;
}
