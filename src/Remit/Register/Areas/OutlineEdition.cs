namespace Remit.Register.Areas;

/// <summary>The outlines of one official file.</summary>
/// <param name="Release">Its edition is the first day on which there were the bodies that it has.</param>
public sealed record OutlineEdition(Release Release, IReadOnlyDictionary<OdsCode, Outline> Outlines);
