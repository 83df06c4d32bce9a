using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Remit.Governance;
using Remit.Governance.Elections;
using Remit.Powers.Applications;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Governance.Elections;
using Remit.Storage.Journal;
using Remit.Storage.Powers.Applications;
using Remit.Tests.Register;

namespace Remit.Tests.Governance.Elections;

/// <summary>Elections from their call to the seat, in a workspace of their own. Five practices vote; the governing body is the small one.</summary>
public sealed class RecordedElectionsTest : IDisposable
{
    private static readonly Elector[] Five = [new("A81001"), new("A81002"), new("A81003"), new("A81004"), new("A81005")];

    private static readonly RegisterAsKnown Mergeable = new Evidence(SmallEngland.Facts([("00A", "2013-04-01", null), ("00B", "2013-04-01", null)]),
        [SmallEngland.Memberships("2015-01-31", ("A00001", "00A", "2013-04-01", null)), SmallEngland.Areas("2015-01-31", ("E01000001", "00A"), ("E01000002", "00B"))]).ToDate;

    private readonly TemporaryFolder folder = Where.NewFolder();
    private readonly Workspace workspace;
    private readonly KeptJournal journal;
    private readonly GovernanceAsKnown governance = SmallBoard.With();

    public RecordedElectionsTest()
    {
        workspace = new(folder.File("w"));
        journal = KeptJournal.Open(Database.Of(workspace, ""));
        RecordedGovernance.Record(journal, SmallBoard.Register, new(SmallBoard.Body, SmallBoard.Drawn(SmallBoard.Body)), "board.json", On("2013-04-01"));
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_contested_election_ends_in_an_appointment()
    {
        var (election, key) = Open(Nominated(["ann", "ben", "cat"], PollMethod.SingleTransferableVote, "chair", "lay-area"));
        foreach (var marks in (int[][])[[1, 2, 0], [1, 2, 0], [1, 2, 3], [0, 0, 1]])
            Vote(ref election, Five[election.Marked.Count].Code, marks);
        election = RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11"));

        election.Turnout!.ShouldSatisfyAllConditions(t => t.Papers.ShouldBe(4), t => t.Electors.ShouldBe(5), t => t.PerCent.ShouldBe(80m), t => t.Spoilt.ShouldBeEmpty());
        election = RecordedElections.Declare(journal, election, On("2016-03-11"));
        election.Declared!.Elected.ShouldBe(["ann", "ben"]);
        (election, var seat) = RecordedElections.Accept(journal, SmallBoard.Register, election, "ann", On("2016-03-12"));
        seat.ShouldBe("chair");
        election = RecordedElections.Do(journal, election, new OfficeDeclined("ben"), On("2016-03-12"));
        election.Vacant.ShouldBe(["lay-area"]);

        RecordedGovernance.In(workspace).On("2016-05-01").Seats.Single(s => s.Seat.Id == "chair").ShouldSatisfyAllConditions(s => s.Person!.Name.ShouldBe("Ann Example"), s => s.Appointment!.How.ShouldBe("elected"), s => s.Appointment!.Days.Last.ShouldBe(SmallEngland.Day("2019-03-31")));
        journal.Verify().Broken.ShouldBeNull();
    }

    [Fact]
    public void With_no_more_candidates_than_places_nobody_votes_and_the_rest_stays_vacant()
    {
        var election = Nominated(["ann"], PollMethod.FirstPastThePost, "chair", "lay-area");

        Refused(() => RecordedElections.OpenPoll(journal, workspace, election, On("2016-03-01"))).ShouldBe("uncontested");
        election = RecordedElections.Declare(journal, election, On("2016-03-01"));
        election.Declared!.Elected.ShouldBe(["ann"]);
        election.Vacant.ShouldBe(["lay-area"]);
        RecordedElections.Accept(journal, SmallBoard.Register, election, "ann", On("2016-03-02"));
        RecordedGovernance.In(workspace).On("2016-05-01").Seats.Single(s => s.Seat.Id == "chair").Appointment!.How.ShouldBe("uncontested");
    }

    [Fact]
    public void Nobody_votes_twice_nor_who_was_not_on_the_list_on_the_day()
    {
        var (election, _) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        var (after, number, _) = RecordedElections.IssuePaper(journal, workspace, election, "A81001", On("2016-03-02"));

        Refused(() => RecordedElections.IssuePaper(journal, workspace, after, "A81001", On("2016-03-02"))).ShouldBe("voted-already");
        Refused(() => RecordedElections.IssuePaper(journal, workspace, after, "A81009", On("2016-03-02"))).ShouldBe("not-an-elector");
        Refused(() => RecordedElections.IssuePaper(journal, workspace, after, "A81002", On("2016-03-12"))).ShouldBe("not-the-day");
        RecordedElections.TakePaper(workspace, after, number.ToUpperInvariant().Replace('-', ' '), [1, 0], SmallEngland.Day("2016-03-02"));
        Refused(() => RecordedElections.TakePaper(workspace, after, number, [0, 1], SmallEngland.Day("2016-03-02"))).ShouldBe("no-such-paper");
        BallotBox.Of(workspace, after).Count.ShouldBe((0, 1));
    }

    [Fact]
    public void Nothing_in_the_workspace_tells_what_was_voted_while_the_poll_is_open_and_nothing_ever_tells_whose_it_is()
    {
        var (election, key) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        List<string> receipts = [];
        foreach (var (n, elector) in Five.Index())
            receipts.Add(Vote(ref election, elector.Code, n < 3 ? [1, 0] : [0, 1]));

        var written = File.ReadAllText(Directory.GetFiles(workspace.Folder, "*.box", SearchOption.AllDirectories).Single());
        written.ShouldNotContain("A8100");
        written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(5);
        journal.Entries(["poll-closed"]).ShouldBeEmpty();
        Refused(() => RecordedElections.ClosePoll(journal, workspace, election, new string('a', 64), On("2016-03-11"))).ShouldBe("wrong-key");
        Refused(() => RecordedElections.ClosePoll(journal, workspace, election, "nonsense", On("2016-03-11"))).ShouldBe("wrong-key");
        election = RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11"));

        // The marked register is in order of time, the papers in order of their hashes.
        election.Closed!.Papers.Select(p => p.Receipt(election.Id)).ShouldBe(receipts.Order(StringComparer.Ordinal));
        var recorded = RecordedElections.History(journal, election.Id).Single(e => e.Kind == "poll-closed").Body;
        Five.ShouldAllBe(e => !recorded.Contains(e.Code));
        Directory.GetFiles(workspace.Folder, "*.box", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void A_receipt_is_in_the_count_if_and_only_if_its_paper_is_as_it_was_cast()
    {
        var (election, key) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        var receipt = Vote(ref election, "A81001", [1, 0]);
        Vote(ref election, "A81002", [0, 1]);
        election = RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11"));

        election.Receipts.ShouldContain(receipt);
        election.Receipts.Count.ShouldBe(2);
        var paper = election.Closed!.Papers.Single(p => p.Receipt(election.Id) == receipt);
        (paper with { Marks = [0, 1] }).Receipt(election.Id).ShouldNotBe(receipt);
        (paper with { Votes = 2 }).Receipt(election.Id).ShouldNotBe(receipt);
        (paper with { Code = new string('0', 32) }).Receipt(election.Id).ShouldNotBe(receipt);
        paper.Receipt("00A/another").ShouldNotBe(receipt);
        VotingPaper.TryParseReceipt($" {BoxKey.Grouped(receipt).ToUpperInvariant()} ", out var read).ShouldBeTrue();
        read.ShouldBe(receipt);
    }

    [Fact]
    public void A_spoilt_paper_counts_for_turnout_and_for_nobody()
    {
        var (election, key) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        Vote(ref election, "A81001", [1, 1]);
        Vote(ref election, "A81002", [0, 0]);
        Vote(ref election, "A81003", [1, 0]);
        election = RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11"));

        election.Turnout!.Papers.ShouldBe(3);
        election.Turnout.Spoilt.ShouldBe(new Dictionary<string, int> { ["more marked than there are places"] = 1, ["unmarked"] = 1 }, ignoreOrder: true);
        election.Count!.Stages[0].Votes.ShouldBe(new Dictionary<string, decimal> { ["ann"] = 1, ["ben"] = 0 }, ignoreOrder: true);
    }

    [Fact]
    public void A_box_that_is_lost_or_has_other_papers_than_were_given_out_is_not_counted()
    {
        var (election, key) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        var box = Path.Combine(workspace.Folder, "ballot-boxes", "00A.members-2016.box");
        var empty = File.ReadAllText(box);
        Vote(ref election, "A81001", [1, 0]);
        var whole = File.ReadAllText(box);
        (election, var number, _) = RecordedElections.IssuePaper(journal, workspace, election, "a81002", On("2016-03-02"));

        File.Delete(box);
        BallotBox.Of(workspace, election).Count.ShouldBeNull();
        Refused(() => RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11"))).ShouldBe("no-box");
        Refused(() => RecordedElections.TakePaper(workspace, election, number, [1, 0], SmallEngland.Day("2016-03-02"))).ShouldBe("no-box");
        foreach (var other in (string[])[empty, whole, whole + whole + whole])
        {
            File.WriteAllText(box, other);
            Refused(() => RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11"))).ShouldBe("other-papers");
        }
    }

    [Fact]
    public void A_paper_with_votes_that_no_elector_has_who_was_given_one_is_not_counted()
    {
        var (election, _) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        Vote(ref election, "A81001", [1, 0]);

        election.Check(new PollClosed([new("00", [1, 0], 9_000)], 0), SmallEngland.Day("2016-03-11")).Select(f => f.Code).ShouldBe(["other-votes"]);
        election.Check(new PollClosed([new("00", [1, 0])], 0), SmallEngland.Day("2016-03-11")).ShouldBeEmpty();
    }

    [Fact]
    public void A_poll_ends_before_its_day_only_once_every_elector_has_given_the_paper_back()
    {
        var (election, key) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        foreach (var elector in Five[1..])
            Vote(ref election, elector.Code, [1, 0]);
        (election, var number, _) = RecordedElections.IssuePaper(journal, workspace, election, "A81001", On("2016-03-02"));

        Refused(() => RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-02"))).ShouldBe("not-over");
        RecordedElections.TakePaper(workspace, election, number, [0, 1], SmallEngland.Day("2016-03-02"));
        RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-02")).Closed!.Papers.Count.ShouldBe(5);
    }

    [Fact]
    public void A_paper_that_was_lost_or_spoilt_is_replaced_and_counts_no_more()
    {
        var (election, key) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        (election, var first, var counterfoil) = RecordedElections.IssuePaper(journal, workspace, election, "A81001", On("2016-03-02"));

        (election, var second, counterfoil) = RecordedElections.ReplacePaper(journal, workspace, election, "a81001", counterfoil.ToUpperInvariant(), On("2016-03-02"));
        Refused(() => RecordedElections.TakePaper(workspace, election, first, [1, 0], SmallEngland.Day("2016-03-02"))).ShouldBe("no-such-paper");
        (election, var third, counterfoil) = RecordedElections.ReplacePaper(journal, workspace, election, "A81001", counterfoil, On("2016-03-03"));
        foreach (var dead in (string[])[second, counterfoil])
            Refused(() => RecordedElections.TakePaper(workspace, election, dead, [1, 0], SmallEngland.Day("2016-03-03"))).ShouldBe("no-such-paper");
        BallotBox.Of(workspace, election).Count.ShouldBe((1, 0));
        var receipt = RecordedElections.TakePaper(workspace, election, third, [1, 0], SmallEngland.Day("2016-03-03"));
        election = RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11"));

        election.Receipts.ShouldBe([receipt]);
        election.Turnout!.ShouldSatisfyAllConditions(t => t.Issued.ShouldBe(1), t => t.Replaced.ShouldBe(2), t => t.Papers.ShouldBe(1));
        journal.Verify().Broken.ShouldBeNull();
    }

    [Fact]
    public void A_paper_that_was_put_in_or_was_given_to_nobody_is_not_replaced()
    {
        var (election, _) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        (election, var number, var counterfoil) = RecordedElections.IssuePaper(journal, workspace, election, "A81001", On("2016-03-02"));

        Refused(() => RecordedElections.ReplacePaper(journal, workspace, election, "A81002", counterfoil, On("2016-03-02"))).ShouldBe("no-paper");
        Refused(() => RecordedElections.ReplacePaper(journal, workspace, election, "A81001", "bbbb-bbbb-bbbb-bbbb", On("2016-03-02"))).ShouldBe("no-such-paper");
        Refused(() => RecordedElections.ReplacePaper(journal, workspace, election, "A81001", "", On("2016-03-02"))).ShouldBe("no-such-paper");
        Refused(() => RecordedElections.ReplacePaper(journal, workspace, election, "A81001", counterfoil, On("2016-03-12"))).ShouldBe("not-the-day");
        RecordedElections.TakePaper(workspace, election, number, [1, 0], SmallEngland.Day("2016-03-02"));
        Refused(() => RecordedElections.ReplacePaper(journal, workspace, election, "A81001", number, On("2016-03-02"))).ShouldBe("no-such-paper");
        Refused(() => RecordedElections.ReplacePaper(journal, workspace, election, "A81001", counterfoil, On("2016-03-02"))).ShouldBe("no-such-paper");
        RecordedElections.Find(journal, election.Id)!.Replaced.ShouldBe(0);
    }

    [Fact]
    public void A_counterfoil_gives_no_second_paper_to_somebody_else()
    {
        var (election, _) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        (election, var number, var counterfoil) = RecordedElections.IssuePaper(journal, workspace, election, "A81001", On("2016-03-02"));
        (election, _, _) = RecordedElections.IssuePaper(journal, workspace, election, "A81002", On("2016-03-02"));

        Refused(() => RecordedElections.ReplacePaper(journal, workspace, election, "A81002", counterfoil, On("2016-03-02"))).ShouldBe("no-such-paper");
        Refused(() => RecordedElections.ReplacePaper(journal, workspace, election, "A81002", number, On("2016-03-02"))).ShouldBe("no-such-paper");
        election.Replaced.ShouldBe(0);
        RecordedElections.TakePaper(workspace, election, number, [1, 0], SmallEngland.Day("2016-03-02"));
        BallotBox.Of(workspace, election).Count.ShouldBe((1, 1));
    }

    [Fact]
    public void Neither_the_box_nor_a_number_tells_whose_a_paper_is()
    {
        var (election, _) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        (election, var number, var counterfoil) = RecordedElections.IssuePaper(journal, workspace, election, "A81001", On("2016-03-02"));
        var line = File.ReadAllText(Directory.GetFiles(workspace.Folder, "*.box", SearchOption.AllDirectories).Single()).Trim();

        // Only with the counterfoil, whose holder knows anyway, is what the box has of the elector come by.
        StubOf(counterfoil).ShouldBe(line.Split(' ')[^1]);
        foreach (var known in (string[])["", number, .. line.Split(' ')])
            line.ShouldNotContain(StubOf(known));
        line.ShouldNotContain(counterfoil.Replace("-", "", StringComparison.Ordinal));

        string StubOf(string known) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"remit-counterfoil-1 {election.Id} {known.Replace("-", "", StringComparison.Ordinal)} A81001")));
    }

    [Fact]
    public void A_paper_by_list_is_replaced_by_one_of_as_many_votes()
    {
        var called = Question(byList: true, "at least 2/3 of votes cast");
        var election = RecordedElections.Call(journal, governance, SmallBoard.Register, called, "ballot.json", On("2016-02-01"));
        election = RecordedElections.Do(journal, election, new ElectorateFrozen(called.FrozenOn, "a list", [new("A81001", 8_000), new("A81002", 3_000)]), On("2016-02-02"));
        (election, var key) = Open(election);
        (election, _, var large) = RecordedElections.IssuePaper(journal, workspace, election, "A81001", On("2016-03-02"));
        (election, _, var small) = RecordedElections.IssuePaper(journal, workspace, election, "A81002", On("2016-03-02"));

        Refused(() => RecordedElections.ReplacePaper(journal, workspace, election, "A81002", large, On("2016-03-02"))).ShouldBe("no-such-paper");
        (election, var again, _) = RecordedElections.ReplacePaper(journal, workspace, election, "A81002", small, On("2016-03-02"));
        RecordedElections.TakePaper(workspace, election, again, [0, 1, 0], SmallEngland.Day("2016-03-02"));
        RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11")).Closed!.Papers.Single().Votes.ShouldBe(3_000);
    }

    [Fact]
    public void Whatever_is_given_out_replaced_and_put_in_the_box_and_the_marked_register_agree()
    {
        var turns = Gen.Choose(0, 40).Select(n => n % 8 < 3 ? ("give", n % 5) : n % 8 < 6 ? ("replace", n % 5) : ("put", n % 5)).ArrayOf(14);
        var polls = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(15), Prop.ForAll(turns.ToArbitrary(), drawn =>
        {
            var election = RecordedElections.Call(journal, governance, SmallBoard.Register, Question(byList: false, "more than 1/2 of votes cast") with { Name = $"poll-{polls++}" }, "e.json", On("2016-02-01"));
            election = RecordedElections.Do(journal, election, new ElectorateFrozen(SmallEngland.Day("2016-02-01"), "a list", Five), On("2016-02-02"));
            (election, var key) = Open(election);
            Dictionary<string, string> held = [], stubs = [];
            List<string> dead = [];
            var (put, replaced) = (0, 0);
            foreach (var (does, whom) in drawn)
            {
                var elector = Five[whom].Code;
                if (does == "give" && !held.ContainsKey(elector))
                    (election, held[elector], stubs[elector]) = RecordedElections.IssuePaper(journal, workspace, election, elector, On("2016-03-02"));
                else if (held.TryGetValue(elector, out var number) && does == "replace" && !dead.Contains(number))
                {
                    (election, held[elector], stubs[elector]) = RecordedElections.ReplacePaper(journal, workspace, election, elector, stubs[elector], On("2016-03-02"));
                    replaced++;
                    dead.Add(number);
                }
                else if (held.TryGetValue(elector, out number) && does == "put" && !dead.Contains(number))
                {
                    RecordedElections.TakePaper(workspace, election, number, [1, 0, 0], SmallEngland.Day("2016-03-02"));
                    dead.Add(number);
                    put++;
                }

                BallotBox.Of(workspace, election).Count.ShouldBe((held.Count - put, put));
                election.Marked.ShouldBe(held.Keys, ignoreOrder: true);
            }

            foreach (var number in dead)
                Refused(() => RecordedElections.TakePaper(workspace, election, number, [1, 0, 0], SmallEngland.Day("2016-03-02"))).ShouldBe("no-such-paper");
            election = RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11"));
            election.Turnout!.ShouldSatisfyAllConditions(t => t.Issued.ShouldBe(held.Count), t => t.Replaced.ShouldBe(replaced), t => t.Papers.ShouldBe(put));
            election.Closed!.NotReturned.ShouldBe(held.Count - put);
        }));
    }

    [Fact]
    public void An_application_takes_only_a_ballot_that_was_called_for_it_as_it_stands()
    {
        var merger = new WrittenApplication("a-and-b", "merge", "CCG", ["00A", "00B"], SmallEngland.Day("2017-04-01"), "one body", ["00A", "00B"], [new("11X", "NHS A and B Clinical Commissioning Group", "draft", "form B")]);
        var application = RecordedApplications.Make(journal, Mergeable, ApplicationTables.Shipped, merger, SmallEngland.Day("2016-01-04"), On("2016-01-04"));
        var called = Question(byList: false, "more than 1/2 of votes cast") with { Question = null, Application = "a-and-b" };
        const string question = "That 00A agree to the application a-and-b, merge 00A, 00B, from 2017-04-01";

        Refused(() => Put(called with { Application = "none", Question = "That it be so" })).ShouldBe("no-such-application");
        Refused(() => Put(called with { Question = "That 00A buy a boat" })).ShouldBe("other-question");
        var (about, other) = (Put(called), Put(Question(byList: false, "more than 1/2 of votes cast") with { Name = "boat" }));
        about.Called.Question.ShouldBe(question);
        RecordedElections.VoteFor(journal, application, "00A", about.Id, SmallEngland.Day("2016-03-11")).ShouldBe(new(SmallEngland.Day("2016-03-11"), "00A", 5, 5, 0, 0, "00A/merger"));
        RecordedElections.BallotsFor(journal, application).Select(b => b.Id).ShouldBe(["00A/merger"]);
        Refused(() => RecordedElections.VoteFor(journal, application, "00A", other.Id, SmallEngland.Day("2016-03-11"))).ShouldBe("other-matter");
        Refused(() => RecordedElections.VoteFor(journal, application, "00B", about.Id, SmallEngland.Day("2016-03-11"))).ShouldBe("other-ballot");

        // The same bodies and the same day, and yet another proposal.
        application = RecordedApplications.Take(journal, Mergeable, ApplicationTables.Shipped, application, new ApplicationAmended(SmallEngland.Day("2016-03-12"), merger with { Case = "another body" }), On("2016-03-12"));
        Refused(() => RecordedElections.VoteFor(journal, application, "00A", about.Id, SmallEngland.Day("2016-03-12"))).ShouldBe("amended-since");
        RecordedElections.BallotsFor(journal, application).ShouldBeEmpty();

        Election Put(ElectionCalled ballot)
        {
            var election = RecordedElections.Call(journal, governance, SmallBoard.Register, ballot, "e.json", On("2016-02-01"));
            election = RecordedElections.Do(journal, election, new ElectorateFrozen(ballot.FrozenOn, "a list", Five), On("2016-02-02"));
            (election, var key) = Open(election);
            foreach (var elector in Five)
                Vote(ref election, elector.Code, [1, 0, 0]);
            return RecordedElections.Declare(journal, RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11")), On("2016-03-11"));
        }
    }

    [Fact]
    public void A_ballot_for_an_application_is_carried_by_what_the_application_asks_for_and_nothing_else()
    {
        var merger = new WrittenApplication("a-and-b", "merge", "CCG", ["00A", "00B"], SmallEngland.Day("2017-04-01"), "one body", ["00A", "00B"], [new("11X", "NHS A and B Clinical Commissioning Group", "draft", "form B")],
            Votes: [new("00A", "by list", "at least 75% of members")]);
        var application = RecordedApplications.Make(journal, Mergeable, ApplicationTables.Shipped, merger, SmallEngland.Day("2016-01-04"), On("2016-01-04"));
        var called = Question(byList: true, "more than 1/2 of votes cast") with { Question = null, Application = "a-and-b" };

        Refused(() => RecordedElections.Call(journal, governance, SmallBoard.Register, called, "e.json", On("2016-02-01"))).ShouldBe("other-majority");
        RecordedElections.Call(journal, governance, SmallBoard.Register, called with { Name = "same", Needs = "at least 3/4 of members" }, "e.json", On("2016-02-01")).Called.Needs.ShouldBe("at least 3/4 of members");
        var election = RecordedElections.Call(journal, governance, SmallBoard.Register, called with { Needs = null, ByList = false }, "e.json", On("2016-02-01"));
        (election.Called.Needs, election.Called.ByList).ShouldBe(("at least 75% of members", true));

        // Two to one is not three quarters, in the ballot as in the application.
        election = RecordedElections.Do(journal, election, new ElectorateFrozen(called.FrozenOn, "a list", [new("A81001", 8_000), new("A81002", 4_000)]), On("2016-02-02"));
        (election, var key) = Open(election);
        Vote(ref election, "A81001", [1, 0, 0]);
        Vote(ref election, "A81002", [0, 1, 0]);
        election = RecordedElections.Declare(journal, RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11")), On("2016-03-11"));
        election.Declared!.Carried.ShouldBe(false);
        application = RecordedApplications.Take(journal, Mergeable, ApplicationTables.Shipped, application, RecordedElections.VoteFor(journal, application, "00A", election.Id, SmallEngland.Day("2016-03-11")), On("2016-03-11"));
        application.Votes.Single().Carried.ShouldBe(false);
    }

    [Theory]
    [InlineData("more than 1/2 of votes cast", false)]
    [InlineData("at least 75% of votes cast", true)]
    [InlineData("at least 3/4 of members", true)]
    public void A_ballot_needs_no_less_than_the_constitution_asks(string needs, bool isEnough)
    {
        var known = SmallBoard.With([SmallBoard.Drawn(SmallBoard.Body) with { MembersVote = MemberVoting.ListWeighted, MembersCarry = 75 }]);

        string[] wanted = isEnough ? [] : ["needs"];
        Question(byList: true, needs).Check("e.json", known).Select(f => f.Place.Column).ShouldBe(wanted);
    }

    [Fact]
    public void Electors_by_list_have_a_number_each_and_are_the_same_in_small_letters()
    {
        RecordedElections.ReadElectors(["a84001, 8000"], "the form", byList: true).ShouldBe([new Elector("A84001", 8_000)]);
        Refused(() => RecordedElections.ReadElectors(["A84003"], "the form", byList: true)).ShouldBe("bad-elector");
        var election = RecordedElections.Call(journal, governance, SmallBoard.Register, Question(byList: false, "more than 1/2 of votes cast"), "e.json", On("2016-02-01"));
        Refused(() => RecordedElections.Do(journal, election, new ElectorateFrozen(SmallEngland.Day("2016-02-01"), "a list", [new("A84002"), new("a84002")]), On("2016-02-02"))).ShouldBe("elector-twice");
    }

    [Fact]
    public void Nobody_is_put_forward_under_another_name_than_is_recorded()
    {
        var election = Called(PollMethod.FirstPastThePost, "chair");
        var known = SmallBoard.With(SmallBoard.In("chair", "ann", "2014-01-01", body: SmallBoard.Neighbour));

        Refused(() => RecordedElections.Nominate(journal, known, election, new("ann", "Somebody Else", "A81001", "A81002"), On("2016-02-03"))).ShouldBe("other-person");
    }

    [Fact]
    public void A_tie_is_declared_only_once_a_lot_was_drawn()
    {
        var (election, key) = Open(Nominated(["ann", "ben"], PollMethod.FirstPastThePost, "chair"));
        Vote(ref election, "A81001", [1, 0]);
        Vote(ref election, "A81002", [0, 1]);
        election = RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11"));

        Refused(() => RecordedElections.Declare(journal, election, On("2016-03-11"))).ShouldBe("other-result");
        Refused(() => RecordedElections.Do(journal, election, new LotDrawn(LotFor.Place, ["ann", "ben"], "cat"), On("2016-03-11"))).ShouldBe("no-such-lot");
        election = RecordedElections.Do(journal, election, new LotDrawn(LotFor.Place, ["ann", "ben"], "ben"), On("2016-03-11"));
        RecordedElections.Declare(journal, election, On("2016-03-11")).Declared!.Elected.ShouldBe(["ben"]);
    }

    [Fact]
    public void A_ballot_by_list_weighs_each_practice_and_an_application_takes_its_figures()
    {
        var called = Question(byList: true, "at least 2/3 of votes cast");
        var election = RecordedElections.Call(journal, governance, SmallBoard.Register, called, "ballot.json", On("2016-02-01"));
        election = RecordedElections.Do(journal, election, new ElectorateFrozen(called.FrozenOn, "a list", [new("A81001", 8_000), new("A81002", 3_000), new("A81003", 1_000)]), On("2016-02-02"));
        (election, var key) = RecordedElections.OpenPoll(journal, workspace, election, On("2016-03-01"));
        Vote(ref election, "A81001", [1, 0, 0]);
        Vote(ref election, "A81002", [0, 1, 0]);
        Refused(() => RecordedElections.VoteOf(journal, election.Id, SmallEngland.Day("2016-03-11"))).ShouldBe("not-declared");
        election = RecordedElections.ClosePoll(journal, workspace, election, key, On("2016-03-11"));
        election = RecordedElections.Declare(journal, election, On("2016-03-11"));

        election.Answer.ShouldBe(new MembersResult(8_000, 3_000, 0, 12_000, 2, 3, true));
        election.Declared!.Carried.ShouldBe(true);
        election.PapersMayBeShown.ShouldBeFalse();
        RecordedElections.VoteOf(journal, election.Id, SmallEngland.Day("2016-03-11")).ShouldBe(new(SmallEngland.Day("2016-03-11"), "00A", 12_000, 8_000, 3_000, 0, "00A/merger"));
        Refused(() => RecordedElections.VoteOf(journal, "00A/none", SmallEngland.Day("2016-03-11"))).ShouldBe("no-such-ballot");
    }

    [Fact]
    public void Only_electors_propose_and_second_and_who_declared_a_bar_cannot_be_put_forward()
    {
        var election = Called(PollMethod.FirstPastThePost, "lay-audit");
        var ground = GovernanceTables.Shipped.Disqualifications.First(d => d is { Kind: "CCG", Years: 0, LayOnly: true } && d.InForce.Contains(SmallEngland.Day("2016-04-01")));
        var known = new GovernanceAsKnown(GovernanceTables.Shipped, SmallBoard.Register, [SmallBoard.Drawn(SmallBoard.Body)], [new("ann", "Ann Example", [new(ground.Fact, true)]), new("ben", "Ben Example", [])], []);

        Refused(() => RecordedElections.Nominate(journal, known, election, new("ann", "Ann Example", "A81001", "A81002"), On("2016-02-03"))).ShouldBe("barred");
        Refused(() => RecordedElections.Nominate(journal, known, election, new("ben", "Ben Example", "A81001", "A81001"), On("2016-02-03"))).ShouldBe("same-elector");
        Refused(() => RecordedElections.Nominate(journal, known, election, new("ben", "Ben Example", "A81001", "A81009"), On("2016-02-03"))).ShouldBe("not-an-elector");
        Refused(() => RecordedElections.Nominate(journal, known, election, new("ben", "Ben Example", "A81001", "A81002"), On("2016-02-25"))).ShouldBe("too-late");
        var (after, unknown) = RecordedElections.Nominate(journal, known, election, new("ben", "Ben Example", "A81001", "A81002"), On("2016-02-03"));
        unknown.ShouldAllBe(u => u.Compliance == Compliance.Unknown);
        unknown.ShouldNotBeEmpty();
        after = RecordedElections.Do(journal, after, new CandidateWithdrew("ben"), On("2016-02-04"));
        after.Candidates.Single().Fell.ShouldBe("withdrew");
    }

    [Fact]
    public void Two_who_change_the_same_election_at_once_are_told_of_each_other()
    {
        var election = Called(PollMethod.FirstPastThePost, "chair");
        RecordedElections.Nominate(journal, governance, election, new("ann", "Ann Example", "A81001", "A81002"), On("2016-02-03"));

        Should.Throw<ConflictException>(() => RecordedElections.Nominate(journal, governance, election, new("ben", "Ben Example", "A81001", "A81002"), On("2016-02-03"))).Since.ShouldHaveSingleItem().Kind.ShouldBe("candidate-nominated");
    }

    [Fact]
    public void What_is_wrong_with_how_it_is_called_is_told_together()
    {
        var called = new ElectionCalled(SmallBoard.Body, "GP Members", "GP members", PollMethod.FirstPastThePost, Voters.Practices, "the clerk", SmallEngland.Day("2016-03-05"), SmallEngland.Day("2016-03-01"), SmallEngland.Day("2016-02-01"),
            "board", ["zoo"], SmallEngland.Day("2016-03-01"), SmallEngland.Day("2016-01-01"));

        Should.Throw<RefusedException>(() => RecordedElections.Call(journal, governance, SmallBoard.Register, called, "e.json", On("2016-01-01"))).Findings.Select(f => f.Place.Column).ShouldBe(["name", "frozenOn", "closes", "seats", "from", "nominationsBy"]);
    }

    private static ElectionCalled Question(bool byList, string needs) => new(SmallBoard.Body, "merger", "Merger with 00B", PollMethod.ForOrAgainst, Voters.Listed, "the accountable officer",
        SmallEngland.Day("2016-02-01"), SmallEngland.Day("2016-03-01"), SmallEngland.Day("2016-03-10"), Question: "That 00A merge with 00B", Needs: needs, ByList: byList);

    private Election Called(PollMethod method, params string[] seats)
    {
        var election = RecordedElections.Call(journal, governance, SmallBoard.Register, new(SmallBoard.Body, "members-2016", "Members of the governing body", method, Voters.Listed, "the accountable officer",
            SmallEngland.Day("2016-02-01"), SmallEngland.Day("2016-03-01"), SmallEngland.Day("2016-03-10"), "board", seats, SmallEngland.Day("2016-02-20"), SmallEngland.Day("2016-04-01"), SmallEngland.Day("2019-03-31")), "e.json", On("2016-02-01"));
        return RecordedElections.Do(journal, election, new ElectorateFrozen(SmallEngland.Day("2016-02-01"), "a list", Five), On("2016-02-02"));
    }

    private Election Nominated(IReadOnlyList<string> candidates, PollMethod method, params string[] seats) =>
        candidates.Aggregate(Called(method, seats), (election, c) => RecordedElections.Nominate(journal, governance, election, new(c, $"{char.ToUpperInvariant(c[0])}{c[1..]} Example", "A81001", "A81002"), On("2016-02-03")).Election);

    private (Election, string) Open(Election election) => RecordedElections.OpenPoll(journal, workspace, election, On("2016-03-01"));

    private string Vote(ref Election election, string elector, int[] marks)
    {
        (election, var number, _) = RecordedElections.IssuePaper(journal, workspace, election, elector, On("2016-03-02"));
        return RecordedElections.TakePaper(workspace, election, number, marks, SmallEngland.Day("2016-03-02"));
    }

    private static string Refused(Action act) => Should.Throw<RefusedException>(act).Findings[0].Code;

    private static Act On(string day) => new("Ann", "returning officer", "for the test", new(SmallEngland.Day(day), new TimeOnly(12, 0), TimeSpan.Zero));
}
