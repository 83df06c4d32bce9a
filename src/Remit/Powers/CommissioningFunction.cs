using Remit.Register;
using Remit.Time;

namespace Remit.Powers;

/// <summary>A kind of care that somebody must arrange, or a part of one.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Covers">What it takes in, in a line.</param>
/// <param name="Office">The link by which the register names the office that a national body acts through, such as <c>specialised hub</c>; empty where there is none.</param>
/// <param name="Days">The days that the table of functions speaks for.</param>
public sealed record CommissioningFunction(FunctionCode Code, string Name, string Covers, string Office, DateSpan Days, Source Source);

/// <summary>Something about a function that the published record leaves in doubt on some days. It is shown with any answer it touches.</summary>
/// <param name="Codes">The bodies it is about; everybody where none is named.</param>
public sealed record FunctionDoubt(IReadOnlyList<FunctionCode> Functions, IReadOnlyList<OdsCode> Codes, DateSpan Days, string Note);
