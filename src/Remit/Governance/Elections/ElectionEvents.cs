namespace Remit.Governance.Elections;

/// <summary>Somebody who may vote.</summary>
/// <param name="Code">The code of a practice, or one that stands for a person; never a name.</param>
/// <param name="Votes">How many votes: one, or the registered patients of the practice.</param>
public sealed record Elector(string Code, long Votes = 1);

/// <summary>Who may vote was settled, for good.</summary>
/// <param name="Day">The day as on which.</param>
/// <param name="Source">What the list was made of, in a line.</param>
public sealed record ElectorateFrozen(DateOnly Day, string Source, IReadOnlyList<Elector> Electors) : Event;

/// <summary>Somebody was put forward.</summary>
/// <param name="Candidate">What stands for the person, as in the record of who sits where.</param>
/// <param name="Proposer">The elector who proposes.</param>
/// <param name="Seconder">Another who seconds.</param>
public sealed record CandidateNominated(string Candidate, string Name, string Proposer, string Seconder) : Event;

/// <summary>A candidate stood down.</summary>
public sealed record CandidateWithdrew(string Candidate) : Event;

/// <summary>A nomination was held invalid, on a ground that is declared or told.</summary>
public sealed record CandidateDisqualified(string Candidate, string Ground) : Event;

/// <summary>Voting began.</summary>
/// <param name="Key">What papers are sealed with: a public key, in Base64. Whoever has the other half can open them.</param>
/// <param name="Lines">What stands on the voting paper, line by line: candidates, or <c>for</c>, <c>against</c>, <c>abstain</c>.</param>
public sealed record PollOpened(string Key, IReadOnlyList<string> Lines) : Event;

/// <summary>An elector was given a voting paper. That is the marked register; which paper it is, and whether it came back, is nowhere.</summary>
public sealed record PaperIssued(string Elector) : Event;

/// <summary>An elector was given another voting paper for one that was lost or spoilt and had not come back, which counts no more. Which paper either is, is nowhere.</summary>
public sealed record PaperReplaced(string Elector) : Event;

/// <summary>Voting ended, and the box was opened.</summary>
/// <param name="Papers">Every paper that came back, in the order of their receipts, which is none.</param>
/// <param name="NotReturned">How many papers were given out and did not come back.</param>
public sealed record PollClosed(IReadOnlyList<VotingPaper> Papers, int NotReturned) : Event;

/// <summary>What a lot is drawn for.</summary>
public enum LotFor
{
    /// <summary>Who is excluded.</summary>
    Exclusion,

    /// <summary>Whose surplus is transferred first.</summary>
    Surplus,

    /// <summary>Who has the place.</summary>
    Place,
}

/// <summary>The returning officer drew a lot between candidates who were equal throughout.</summary>
public sealed record LotDrawn(LotFor For, IReadOnlyList<string> Among, string Chosen) : Event;

/// <summary>The returning officer declared the result.</summary>
/// <param name="Elected">Who was elected, in that order; nobody where it was about a question.</param>
/// <param name="Carried">Whether a question was carried; nothing where it was about places.</param>
public sealed record ResultDeclared(IReadOnlyList<string> Elected, bool? Carried) : Event;

/// <summary>Somebody who was elected took the seat, by an appointment recorded in the same act.</summary>
public sealed record OfficeAccepted(string Candidate, string Seat) : Event;

/// <summary>Somebody who was elected would not take the seat.</summary>
public sealed record OfficeDeclined(string Candidate) : Event;

/// <summary>The election was given up: nobody is elected by it, and nothing is carried.</summary>
public sealed record ElectionAbandoned(string Why) : Event;
