using Microsoft.AspNetCore.Http;
using Remit.Governance;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;

namespace Remit.Web;

/// <summary>Boards, interests and meetings as the journal has them at this moment: read again when it or the holdings have changed.</summary>
public sealed class GovernanceNow(HeldNow held, JournalInUse journal) : Renewed<GovernanceReading>(held, journal)
{
    /// <exception cref="RefusedException">The journal cannot be read.</exception>
    public Proceedings Now => Current.Proceedings;

    /// <summary>The same; nothing where the journal cannot be read.</summary>
    public Proceedings? IfReadable
    {
        get
        {
            try
            {
                return Now;
            }
            catch (RefusedException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether what is at an address rests on the journal's record of boards and meetings.</summary>
    public static bool Decides(PathString path) =>
        path.StartsWithSegments("/organisations") || path.StartsWithSegments("/governance") || path.StartsWithSegments("/interests") || path.StartsWithSegments("/merge")
        || path.StartsWithSegments("/api/v1/interests") || path.StartsWithSegments("/api/v1/organisations", out var rest) && rest.HasValue;

    protected override GovernanceReading Make(Holdings holdings, JournalHead head, JournalInUse journal)
    {
        var proceedings = RecordedMeetings.All(journal.IfThere, holdings.Register);
        var byName = proceedings.Meetings.ToDictionary(m => m.Id);
        return new(holdings, head, proceedings, journal.IfThere is { } open ? RecordedAwards.In(open, byName.GetValueOrDefault) : new([]));
    }
}

/// <summary>Boards, interests and meetings of one reading of the workspace and one end of the journal.</summary>
public sealed record GovernanceReading(Holdings Holdings, JournalHead Head, Proceedings Proceedings, ProcurementRegister Procurement)
{
    /// <summary>What tells it from another.</summary>
    public string Version => $"{Holdings.Version}-{Head.Hash[..8]}";
}
