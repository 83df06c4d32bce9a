using Remit.Register;

namespace Remit.Governance;

/// <summary>How the members of a body vote among themselves.</summary>
public enum MemberVoting
{
    /// <summary>Hands are counted, one to each member in the room.</summary>
    ShowOfHands,

    /// <summary>Each practice has one vote, whatever its size.</summary>
    OnePracticeOneVote,

    /// <summary>Each practice has as many votes as it has registered patients.</summary>
    ListWeighted,
}

/// <summary>The rules that a body gives itself, in one version: its committees and their seats, how its members vote, what is reserved. A variation is another version.</summary>
/// <param name="Version">What the version is called, such as <c>7</c>.</param>
/// <param name="From">The first day it is in force. It is so until the next version begins.</param>
/// <param name="Instrument">The id of the instrument that made or varied it; nothing where none is recorded.</param>
public sealed record Constitution(OdsCode Body, string Version, DateOnly From, IReadOnlyList<Committee> Committees, string? Instrument = null)
{
    /// <summary>The kind of committee that a governing body is.</summary>
    public const string GoverningBody = "governing body";

    /// <summary>The member practices that it names; nothing where the register's are meant.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>How the members vote; nothing where it does not say.</summary>
    public MemberVoting? MembersVote { get; init; }

    /// <summary>How many per cent of the votes cast carry a matter put to the members; nothing for more than half.</summary>
    public int? MembersCarry { get; init; }

    /// <summary>What is kept to somebody and may not be decided elsewhere.</summary>
    public IReadOnlyList<ReservedMatter>? Reserved { get; init; }

    /// <summary>The committee of that name, or none.</summary>
    public Committee? Find(string committee) => Committees.FirstOrDefault(c => c.Id == committee);

    /// <summary>How members vote, in words.</summary>
    public static string Words(MemberVoting rule) => rule switch
    {
        MemberVoting.ShowOfHands => "by show of hands",
        MemberVoting.OnePracticeOneVote => "by practice, one vote each",
        MemberVoting.ListWeighted => "by practice, weighted by registered patients",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    /// <summary>Says what is wrong with it.</summary>
    /// <param name="file">The file that it stands in.</param>
    /// <param name="facts">The words for offices that there are.</param>
    public IEnumerable<Finding> Check(string file, GovernanceFacts facts)
    {
        if (!Act.IsLine(Version))
            yield return Wrong("version", Version, "what the version is called, in a line");
        if (Instrument is not null && !Powers.Instrument.IsId(Instrument))
            yield return Wrong("instrument", Instrument, "the id of an instrument");
        if (MembersCarry is <= 0 or > 100)
            yield return Wrong("membersCarry", $"{MembersCarry}", "per cent, 1 to 100");
        foreach (var practice in (Members ?? []).Where(m => !PracticeCode.TryParse(m, out _)))
            yield return Wrong("members", practice, "the code of a practice");
        if (Committees.Count == 0)
            yield return Wrong("committees", "none", "at least one committee, with its seats");
        foreach (var twice in Committees.GroupBy(c => c.Id).Where(g => g.Count() > 1))
            yield return Wrong("committees", twice.Key, "a name that no other committee of the constitution has");
        foreach (var reserved in (Reserved ?? []).Where(r => r.To != ReservedMatter.Members && Find(r.To) is null))
            yield return Wrong("reserved", reserved.To, $"'{ReservedMatter.Members}', or the name of a committee of the constitution");
        foreach (var finding in Committees.SelectMany(c => c.Check(file, facts)))
            yield return finding;

        Finding Wrong(string field, string text, string wanted) => new("bad-constitution", Consequence.FileRefused, new(file, 0, field), text, wanted);
    }
}

/// <summary>Something that may be decided by nobody else.</summary>
/// <param name="To">The name of a committee, or <see cref="Members"/>.</param>
public sealed record ReservedMatter(string Matter, string To)
{
    public const string Members = "members";
}

/// <summary>How many must be there, and who among them, for a committee to decide. Members who may not vote on an item do not count for it.</summary>
/// <param name="Members">How many seats at least.</param>
/// <param name="Including">Offices or groups of them, such as <c>lay</c>: of each at least one must be there.</param>
/// <param name="EachBody">On a joint committee, how many at least of each body; nothing where it does not say.</param>
public sealed record Quorum(int Members, IReadOnlyList<string>? Including = null, int? EachBody = null)
{
    public string Words() => $"{Members}{(Including is { Count: > 0 } including ? $", among them {string.Join(" and ", including)}" : "")}{(EachBody is { } each ? $", {each} of each body" : "")}";
}

/// <summary>Who may decide for a committee between its meetings. The next meeting ratifies it.</summary>
/// <param name="Seats">The seats whose holders must decide it together.</param>
/// <param name="Consulting">How many other members they must have asked.</param>
public sealed record UrgentPowers(IReadOnlyList<string> Seats, int Consulting = 0);

/// <summary>A place on a committee, whoever has it.</summary>
/// <param name="Offices">What whoever sits there is, in the words of the table of offices: <c>lay-audit</c>, <c>accountable-officer</c>.</param>
/// <param name="Votes">Whether it has a vote; an invitee or observer has none.</param>
/// <param name="TermYears">How long an appointment to it lasts at most, in years; nothing where the constitution does not say.</param>
/// <param name="MostTerms">How many such terms one person may serve; nothing where the constitution does not say.</param>
/// <param name="Of">The body that fills it, on a joint committee; nothing for the body whose constitution it is.</param>
public sealed record Seat(string Id, string Title, IReadOnlyList<string>? Offices = null, bool Votes = true, int? TermYears = null, int? MostTerms = null, OdsCode? Of = null)
{
    /// <summary>Whether it is of an office, or of one in a group.</summary>
    public bool Is(string officeOrGroup, GovernanceFacts facts) => Offices is { } offices && offices.Any(o => o == officeOrGroup || facts.Office(o)?.Group == officeOrGroup);
}

/// <summary>A committee of a body: its governing body, one of those beneath it, or one that it has with others.</summary>
/// <param name="Kind">What the field calls it: <c>governing body</c>, <c>audit committee</c>. Data: the rules of composition go by it.</param>
/// <param name="Chair">The seat whose holder takes the chair; nothing where it has none.</param>
/// <param name="Deputy">The seat whose holder takes it otherwise.</param>
/// <param name="Decides">What was delegated to it, in words or as codes of functions; nothing where it only advises.</param>
/// <param name="With">The bodies that it is joint with, or meets in common with.</param>
/// <param name="InCommon">Whether the committees of several bodies only meet together, and each decides for its own; else one with others is joint.</param>
/// <param name="NoticeDays">How many days before a meeting notice of it is given at the latest; nothing where the constitution does not say.</param>
/// <param name="PapersDays">How many days before a meeting its papers are sent at the latest; nothing where the constitution does not say.</param>
/// <param name="Urgent">Who may decide for it between its meetings; nothing where nobody may.</param>
public sealed record Committee(
    string Id, string Kind, string Title, IReadOnlyList<Seat> Seats, Quorum Quorum, string? Chair = null, string? Deputy = null, IReadOnlyList<string>? Decides = null,
    IReadOnlyList<OdsCode>? With = null, bool InCommon = false, int? NoticeDays = null, int? PapersDays = null, UrgentPowers? Urgent = null)
{
    /// <summary>The seat of that name, or none.</summary>
    public Seat? Find(string seat) => Seats.FirstOrDefault(s => s.Id == seat);

    /// <summary>The bodies that sit on it: of a joint committee several.</summary>
    /// <param name="own">The body whose constitution it stands in.</param>
    public IReadOnlyList<OdsCode> Bodies(OdsCode own) => With is { Count: > 0 } with && !InCommon ? [own, .. with.Where(b => b != own).Distinct()] : [own];

    /// <summary>Whether a text can be the name of a committee, a seat or a person: small letters, digits and hyphens.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 60 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    internal IEnumerable<Finding> Check(string file, GovernanceFacts facts)
    {
        if (!IsId(Id))
            yield return Wrong("id", Id, "small letters, digits and hyphens");
        foreach (var (field, text) in ((string, string)[])[("kind", Kind), ("title", Title)])
            if (!Act.IsLine(text))
                yield return Wrong(field, text, "a line of text");
        foreach (var twice in Seats.GroupBy(s => s.Id).Where(g => g.Count() > 1))
            yield return Wrong("seats", twice.Key, "a name that no other seat of the committee has");
        foreach (var seat in Seats)
        {
            if (!IsId(seat.Id))
                yield return Wrong("seats", seat.Id, "small letters, digits and hyphens");
            if (!Act.IsLine(seat.Title))
                yield return Wrong($"seat {seat.Id}, title", seat.Title, "a line of text");
            foreach (var office in (seat.Offices ?? []).Where(o => facts.Office(o) is null))
                yield return Wrong($"seat {seat.Id}, offices", office, $"one of {string.Join(", ", facts.Offices.Select(o => o.Code))}");
            if (seat.TermYears <= 0 || seat.MostTerms <= 0)
                yield return Wrong($"seat {seat.Id}, termYears", $"{seat.TermYears} years, {seat.MostTerms} terms", "one or more");
        }

        foreach (var (field, seat) in ((string, string?)[])[("chair", Chair), ("deputy", Deputy)])
            if (seat is not null && Find(seat) is null)
                yield return Wrong(field, seat, $"one of its seats: {string.Join(", ", Seats.Select(s => s.Id))}");
        if (Chair is not null && Chair == Deputy)
            yield return Wrong("deputy", Deputy, "another seat than the chair's");
        var voting = Seats.Count(s => s.Votes);
        if (Quorum.Members < 1 || Quorum.Members > voting)
            yield return Wrong("quorum", $"{Quorum.Members}", $"1 to {voting}, the seats with a vote");
        foreach (var word in (Quorum.Including ?? []).Where(w => facts.Office(w) is null && facts.Offices.All(o => o.Group != w)))
            yield return Wrong("quorum, including", word, $"an office, or one of the groups {string.Join(", ", facts.Offices.Select(o => o.Group).Distinct())}");

        if (Quorum.EachBody is { } each && (each < 1 || With is not { Count: > 0 } || InCommon))
            yield return Wrong("quorum, eachBody", $"{each}", "one or more, of a joint committee that names the other bodies under 'with'");
        foreach (var (field, days) in ((string, int?)[])[("noticeDays", NoticeDays), ("papersDays", PapersDays)])
            if (days is < 0 or > 366)
                yield return Wrong(field, $"{days}", "days, 0 to 366");
        foreach (var seat in Urgent?.Seats.Where(s => Find(s) is null) ?? [])
            yield return Wrong("urgent, seats", seat, $"its seats: {string.Join(", ", Seats.Select(s => s.Id))}");
        if (Urgent is { Seats.Count: 0 } or { Consulting: < 0 })
            yield return Wrong("urgent", "nobody", "at least one seat whose holder may decide, and of how many others they ask no fewer than none");

        Finding Wrong(string field, string text, string wanted) => new("bad-constitution", Consequence.FileRefused, new(file, 0, $"committee {Id}, {field}"), text, wanted);
    }
}
