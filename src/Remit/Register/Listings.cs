using Remit.Time;

namespace Remit.Register;

/// <summary>An organisation as one edition of an ODS list of commissioners (<c>eccg</c>) or trusts (<c>etr</c>) gives it.</summary>
/// <param name="Region">The NHS England region it lies in, or <c>W00</c> for Wales.</param>
/// <param name="HighLevelGeography">The area team, and later the system.</param>
/// <param name="Postcode">Of its main office; for a trust, of its main site.</param>
/// <param name="Role">What sort of body the list says it is: a letter in old editions (<c>C</c>, <c>H</c>), ODS role codes in new ones (<c>RO319</c>).</param>
public sealed record OrganisationListing(
    OdsCode Code, string Name, string Region, string HighLevelGeography, string Postcode, DateSpan Open, string Role, Source Source);

/// <summary>An organisation's name and codes as an ONS look-up of some year gives them, with the areas it lies in.</summary>
/// <param name="Family">What the ONS calls its kind: <c>CCG</c>, <c>SICBL</c>, <c>PCO</c>.</param>
/// <param name="Code">Its ODS code, where the look-up gives it.</param>
public sealed record OnsListing(string Family, OnsCode OnsCode, OdsCode? Code, string Name, IReadOnlyList<OnsParent> Parents, Source Source);

/// <summary>An area that another lies in, in an ONS look-up.</summary>
/// <param name="Link">How it lies in it, as <see cref="Remit.Register.Link"/> says it; none where that is no link between bodies.</param>
public sealed record OnsParent(string? Link, OnsCode OnsCode, OdsCode? Code, string Name);

/// <summary>Who became whom, as a file of evidence says; compared with what Remit's own tables say, never used instead of them.</summary>
public sealed record SuccessionClaim(OdsCode From, OdsCode To, DateOnly On, string Method, Source Source);
