using Remit.Register;

namespace Remit.Powers;

/// <summary>How an instrument names somebody.</summary>
public enum Naming
{
    /// <summary>By name, because the register has no code for it: <c>NHS England</c>, <c>Secretary of State</c>.</summary>
    Name,

    /// <summary>By its code.</summary>
    Code,

    /// <summary>Every body of a kind, for its own people: <c>each ICB</c>.</summary>
    Each,

    /// <summary>Bodies of a kind whose names are not known here, though perhaps how many: <c>some CCG</c>.</summary>
    Some,
}

/// <summary>Somebody that an instrument names. Kinds of body are data, as they are in the register.</summary>
public readonly record struct Party : IParsable<Party>
{
    private const string EachWord = "each ", SomeWord = "some ";

    private readonly string? text;

    private Party(Naming naming, string text, OdsCode? code = null) => (Naming, this.text, Code) = (naming, text, code);

    public Naming Naming { get; }

    /// <summary>Its code, where it is named by one.</summary>
    public OdsCode? Code { get; }

    /// <summary>The kind of body meant by <c>each</c> or <c>some</c>; otherwise empty.</summary>
    public string Kind => Naming is Naming.Each or Naming.Some ? Text[EachWord.Length..] : "";

    private string Text => text ?? throw new InvalidOperationException("This Party was never given a value.");

    public static Party Of(OdsCode code) => new(Naming.Code, code.ToString(), code);

    /// <summary>Reads <c>each KIND</c>, <c>some KIND</c>, a code in capitals, or else a name in a line of text.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out Party party)
    {
        var trimmed = s?.Trim() ?? "";
        party = trimmed switch
        {
            _ when !Act.IsLine(trimmed) => default,
            _ when trimmed.StartsWith(EachWord, StringComparison.Ordinal) => new(Naming.Each, trimmed),
            _ when trimmed.StartsWith(SomeWord, StringComparison.Ordinal) => new(Naming.Some, trimmed),
            // Written in capitals throughout, so that 'Council' is a name though it has the letters of a code.
            _ when OdsCode.TryParse(trimmed, out var code) && code.ToString() == trimmed => Of(code),
            _ => new(Naming.Name, trimmed),
        };
        return party.text is not null;
    }

    public static bool TryParse(string? s, out Party party) => TryParse(s, null, out party);

    /// <exception cref="FormatException">It is blank or more than a line.</exception>
    public static Party Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var party) ? party : throw new FormatException($"{Finding.Quoted(s)} names nobody: wanted a code, a name, or 'each' and a kind of body.");

    public override string ToString() => Text;
}
