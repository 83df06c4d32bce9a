using FsCheck;
using FsCheck.Fluent;
using Remit.Journal;

namespace Remit.Tests.Journal;

public class ChainTest
{
    private static readonly Act Ann = new("Ann Example", "at the command line", "To show how it is done", new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));

    // Texts that could run into one another, if anything could.
    private static readonly Gen<string> Text = Gen.OneOf(Gen.Elements("", "1", "11", ":", "1:", "1:1,", ",", "é", "é", "a", "\0", "💷"), ArbMap.Default.GeneratorFor<UnicodeString>().Select(s => s.Get ?? ""));

    private static readonly Gen<long> Number = Gen.Choose(1, 12).Select(n => (long)n);

    private static readonly Gen<Entry> Entries =
        from position in Number
        from first in Number
        from version in Number
        from texts in Text.ArrayOf(7)
        select new Entry(position, first, texts[0], version, texts[1], texts[2], texts[3], texts[4], texts[5], texts[6], "");

    [Fact]
    public void The_hash_of_the_worked_case_is_the_one_on_the_page()
    {
        var first = Entry.Seal(Chain.Beginning, 1, 1, "run/a1b2c3", 1, "run-withdrawn", "{}", Ann);
        var second = Entry.Seal(first.Hash, 2, 2, "run/a1b2c3", 2, "run-withdrawn", "{}", new("Zoë Example", "panel of 99A", "Said: £5, twice", Ann.At.AddTicks(12_345_678)));
        var page = File.ReadAllText(Path.Combine(Where.Root, "src/Remit/Journal/README.md"));

        page.ShouldContain(first.Hash);
        page.ShouldContain(second.Hash);
        second.At.ShouldBe("2026-11-22T09:00:01.234567Z");
    }

    [Fact]
    public void Two_events_that_differ_in_anything_have_different_hashes() =>
        Prop.ForAll(Entries.ToArbitrary(), Entries.ToArbitrary(), (a, b) => (Chain.Hash(Chain.Beginning, a) == Chain.Hash(Chain.Beginning, b)) == (a == b)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_hash_depends_on_the_event_before() =>
        Prop.ForAll(Entries.ToArbitrary(), entry => Chain.Hash(Chain.Beginning, entry) != Chain.Hash(new string('1', 64), entry)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_walk_over_what_was_sealed_finds_nothing()
    {
        var walk = new ChainWalk();

        foreach (var entry in Sealed(20))
            walk.Next(entry).ShouldBeNull();

        (walk.Position, walk.Head).ShouldBe((20, Sealed(20)[^1].Hash));
    }

    [Fact]
    public void A_walk_names_the_first_event_that_cannot_be_right_whatever_was_done() =>
        Prop.ForAll(Gen.Choose(0, 9).ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), (at, how) =>
        {
            List<Entry> entries = [.. Sealed(12)];
            var entry = entries[at];
            switch (how)
            {
                case 0: entries.RemoveAt(at); break;
                case 1: (entries[at], entries[at + 1]) = (entries[at + 1], entries[at]); break;
                case 2: (entries[at], entries[at + 1]) = (entries[at + 1] with { Position = at + 1 }, entry with { Position = at + 2 }); break;
                case 3: entries[at] = entry with { Body = entry.Body + " " }; break;
                case 4: entries[at] = entry with { By = "Someone Else" }; break;
                case 5: entries[at] = entry with { At = entry.At.Replace('9', '8') }; break;
                case 6: entries[at] = entry with { Hash = entry.Hash.ToUpperInvariant() }; break;
                case 7: entries.Insert(at, entry); at += 1; break;
                case 8: entries[at] = entry with { Version = entry.Version + 1 }; break;
                default: entries[at] = entry with { FirstOfAct = entry.FirstOfAct + 1 }; break;
            }

            var walk = new ChainWalk();
            return entries.Select(walk.Next).First(broken => broken is not null)!.Position == at + 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_chain_that_was_made_anew_still_may_not_skip_a_version_or_borrow_an_act()
    {
        var first = Entry.Seal(Chain.Beginning, 1, 1, "run/a", 1, "run-withdrawn", "{}", Ann);

        After(first, Entry.Seal(first.Hash, 2, 2, "run/a", 3, "run-withdrawn", "{}", Ann)).ShouldNotBeNull().Wanted.ShouldBe("version 2 of that stream");
        After(first, Entry.Seal(first.Hash, 2, 1, "run/b", 1, "run-withdrawn", "{}", new("Bob", Ann.Capacity, Ann.Reason, Ann.At))).ShouldNotBeNull();
        After(first, Entry.Seal(first.Hash, 2, 1, "run/b", 1, "run-withdrawn", "{}", Ann)).ShouldBeNull();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(" Ann", false)]
    [InlineData("Ann\nBob", false)]
    [InlineData("Ann\u001b[2J", false)]
    [InlineData("Ann\u202Ebob", false)]
    [InlineData("Ann\u2066b", false)]
    [InlineData("Ann\u2028Bob", false)]
    [InlineData("Ann\u2029Bob", false)]
    [InlineData("Zoë £5 💷", true)]
    public void An_act_is_told_in_lines_that_can_be_kept_and_shown(string text, bool isOne)
    {
        Act.IsLine(text).ShouldBe(isOne);
        Act.IsLine(text + new string('x', Act.Longest + 1)).ShouldBeFalse();
        if (!isOne)
            Should.Throw<ArgumentException>(() => new Act("Ann", "clerk", text, Ann.At));
    }

    [Fact]
    public void Half_a_character_is_no_text()
    {
        Act.IsLine("x\ud83d").ShouldBeFalse();
        Act.IsLine("\udcb7x").ShouldBeFalse();
        Act.IsLine("\ud83d\ud83d\udcb7").ShouldBeFalse();
    }

    [Fact]
    public void An_act_is_in_UTC_to_the_microsecond_and_comes_back_from_its_entry_as_it_was()
    {
        var act = new Act("Ann", "clerk", "why", new DateTimeOffset(2026, 6, 1, 0, 30, 0, TimeSpan.FromHours(1)).AddTicks(1_234_567));

        act.At.ShouldBe(new DateTimeOffset(2026, 5, 31, 23, 30, 0, TimeSpan.Zero).AddTicks(1_234_560));
        Entry.Seal(Chain.Beginning, 1, 1, "run/a", 1, "x", "{}", act).ToAct().ShouldBe(act);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Run/a")]
    [InlineData("run/")]
    [InlineData("run//a")]
    [InlineData("run/a b")]
    [InlineData("run/é")]
    public void A_stream_has_a_plain_name(string stream) =>
        Should.Throw<ArgumentException>(() => new Proposal(stream, 1, new Nothing()));

    [Fact]
    public void The_first_version_is_one() =>
        Should.Throw<ArgumentException>(() => new Proposal("run/a", 0, new Nothing()));

    private static ChainBreak? After(Entry first, Entry next)
    {
        var walk = new ChainWalk();
        walk.Next(first).ShouldBeNull();
        return walk.Next(next);
    }

    /// <summary>Acts of one, two and three events by turns, on three streams.</summary>
    private static Entry[] Sealed(int count)
    {
        List<Entry> entries = [];
        for (var act = 0; entries.Count < count; act++)
            for (int i = 0, first = entries.Count + 1; i <= act % 3; i++)
            {
                var stream = $"run/{(entries.Count + act) % 3}";
                entries.Add(Entry.Seal(entries.LastOrDefault()?.Hash ?? Chain.Beginning, entries.Count + 1, first, stream, entries.Count(e => e.Stream == stream) + 1, "run-withdrawn",
                    $"{{\"n\":{entries.Count}}}", new("Ann", "clerk", $"act {act}", Ann.At.AddMinutes(act))));
            }

        return [.. entries.Take(count)];
    }

    private sealed record Nothing : Event;
}
