using System.Text.Json.Serialization;
using Remit.Register;

namespace Remit.Storage.Register;

/// <summary>A release in a workspace: what <c>release.json</c> says of the content beside it.</summary>
/// <param name="Series">Which series within the kind; empty where there is one.</param>
/// <param name="EditionFrom">How the edition is known: <c>file</c> (its own header), <c>name</c>, <c>given</c>, <c>corrected</c>, or <c>learned</c> where nothing says and the day it was first had stands in.</param>
/// <param name="Bytes">The file's length as received, in bytes.</param>
/// <param name="Rows">Rows read, those left out among them.</param>
/// <param name="LeftOut">Rows that could not be used.</param>
/// <param name="Why">How many rows were left out, or noted, for each reason.</param>
/// <param name="Learned">When the organisation first had it.</param>
/// <param name="Imported">When it was put into this workspace.</param>
public sealed record KeptRelease(
    string Kind, string Series, string Title, DateOnly Edition, string EditionFrom, string File, string Sha256,
    long Bytes, long Rows, long LeftOut, IReadOnlyDictionary<string, long> Why, DateTimeOffset Learned, DateTimeOffset Imported)
{
    /// <summary>The corrections that were made since, oldest first, which the other members have in them; none of them is in <c>release.json</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Correction>? Corrections { get; init; }

    /// <summary>This release as <c>release.json</c> has it, before any correction.</summary>
    [JsonIgnore]
    public KeptRelease AsTakenIn => asTakenIn ?? this;

    private KeptRelease? asTakenIn;

    /// <summary>This release with one more correction.</summary>
    internal KeptRelease With(Correction correction) => this with
    {
        asTakenIn = AsTakenIn,
        Edition = correction.Edition ?? Edition,
        EditionFrom = correction.Edition is null ? EditionFrom : "corrected",
        Learned = correction.Learned ?? Learned,
        Corrections = [.. Corrections ?? [], correction],
    };

    public Release ToRelease() => new(Kind, Title, Edition, Learned, File, Sha256);
}
