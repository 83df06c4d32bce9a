using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Remit.Governance;
using Remit.Journal;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Time;

namespace Remit.Benchmarks;

/// <summary>How long the register of interests takes to meet everything at national size, beside what one would use instead.</summary>
internal static class Boards
{
    private const int Runs = 7, Searched = 300, NaiveOf = 500, DifflibOf = 100;

    // What an analyst writes: the closest names of those declared, by the usual library.
    private const string Difflib = """
        import sys, difflib, time
        declared = [l.rstrip("\n").upper() for l in open(sys.argv[1], encoding="utf-8")]
        wanted = [l.rstrip("\n").upper() for l in open(sys.argv[2], encoding="utf-8")]
        began = time.perf_counter()
        found = sum(len(difflib.get_close_matches(w, declared, n=50, cutoff=0.8)) for w in wanted)
        print(f"{time.perf_counter() - began:.3f} {found}")
        """;

    /// <param name="results">The folder of pages; the machine's own is beneath it.</param>
    /// <param name="keep">A workspace to leave the boards in, to look at; nothing for none.</param>
    public static void Run(string results, DateOnly today, string? keep)
    {
        var machine = Machine.Here();
        var boards = new MadeUpBoards();
        var open = boards.Open;
        var concerns = open.SelectMany(c => c.Agenda).SelectMany(i => i.Concerns).ToList();
        var all = concerns.Concat(boards.ToMatch).ToList();
        var interests = boards.Interests;
        var page = new StringBuilder();
        Line("# Boards: interests against everything, at national size");
        Line();
        Line($"{today.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}. {machine.Cpu}, {machine.Cores} cores; {machine.System}; {machine.Runtime}. One thread; the shortest and the median of {Runs} runs after one to warm up. The load of the machine over the last minute was {Machine.Load}.");
        Line();
        Line($"Made up, the same each time: {MadeUpBoards.Members:N0} board members in {boards.Groups.Count} groups, with {MadeUpBoards.Directors} directorships, {MadeUpBoards.Owners} ownerships, {MadeUpBoards.Shareholders} shareholdings and {MadeUpBoards.Others:N0} other interests; {boards.Called.Count:N0} meetings, {open.Count:N0} of them to come with {open.Sum(c => c.Agenda.Count):N0} open items that concern {concerns.Count:N0} suppliers; {MadeUpBoards.Awards:N0} awards and {MadeUpBoards.Contracts:N0} contracts. None has a code, so that all is by likeness of names, the slow way.");
        Line();
        Line("| what | of | found | shortest, ms | median, ms |");
        Line("|---|--:|--:|--:|--:|");
        Row("every open agenda item: who has an interest in it", concerns.Count, () => boards.Meetings(open).Sum(m => m.Conflicts.Count));
        Row("every award and contract: who in the country has an interest in it", boards.ToMatch.Count, () => boards.ToMatch.Sum(c => interests.About(c.Code, c.Name, MadeUpBoards.Day).Count));
        Row("both", all.Count, () => boards.Meetings(open).Sum(m => m.Conflicts.Count) + boards.ToMatch.Sum(c => interests.About(c.Code, c.Name, MadeUpBoards.Day).Count));
        Row("the index of names alone, made anew", interests.Interests.Count, () => new InterestRegister(boards.Governance, boards.Register, interests.Interests, [], [], []).Interests.Count);
        Line();
        Search();
        Reading();
        Peers();
        Line("The aim is a second for all open agenda items, awards and contracts together, and a search that answers at once. `bench/run boards` writes this page.");
        var path = Path.Combine(results, machine.Folder, "boards.md");
        WholeFile.Write(path, Encoding.UTF8.GetBytes(page.ToString()));
        Console.Write(page);

        void Search()
        {
            var meetings = boards.Meetings(boards.Called);
            var proceedings = new Proceedings(interests, meetings, []);
            var day = MadeUpBoards.Day;
            List<TimeSpan> first = [], again = [];
            var found = 0;
            foreach (var times in (List<TimeSpan>[])[first, again])
                foreach (var name in boards.Names.Where((_, n) => n % (boards.Names.Count / Searched) == 0))
                {
                    var began = Stopwatch.GetTimestamp();
                    var items = proceedings.PublicAbout(null, name, day, day).Take(50).Sum(f => proceedings.InvolvementsOf(f.Interest).Count);
                    times.Add(Stopwatch.GetElapsedTime(began));
                    found += times == first ? items : 0;
                }

            Line("## Who has an interest in this supplier, and what did they take part in?");
            Line();
            Line($"{first.Count} suppliers asked about, one after another, of {proceedings.Meetings.Count:N0} meetings; {found:N0} items told. What a meeting's items meet is worked out when it is first needed, and kept.");
            Line();
            Line("| | median, ms | the slowest of a hundred, ms | slowest, ms |");
            Line("|---|--:|--:|--:|");
            foreach (var (what, times) in ((string, List<TimeSpan>)[])[("the first time", first), ("again", again)])
            {
                var ordered = times.Order().ToList();
                Line($"| {what} | {Milliseconds(ordered[ordered.Count / 2])} | {Milliseconds(ordered[ordered.Count * 99 / 100])} | {Milliseconds(ordered[^1])} |");
            }

            Line();
        }

        void Reading()
        {
            var folder = keep is null ? Directory.CreateTempSubdirectory("remit-boards-") : Directory.CreateDirectory(keep);
            try
            {
                using var journal = KeptJournal.Open(new Workspace(folder.FullName));
                var act = new Act("Bench", "bench", "To measure", DateTimeOffset.UnixEpoch);
                foreach (var group in boards.Groups)
                    journal.Append(act,
                    [
                        .. boards.Governance.VersionsOf(group).Select(c => new Proposal($"constitution/{group}", 1, new ConstitutionRecorded(c))),
                        .. boards.Governance.Appointments.Where(a => a.Body == group).SelectMany(a => (Proposal[])
                            [new($"person/{a.Person}", 1, new PersonRecorded(boards.Governance.Find(a.Person)!.Name)), new($"seat/{group}/{a.Committee}/{a.Seat}", 1, new AppointmentMade(a.Person, a.Body, a.Committee, a.Seat, a.Days.First, a.Days.Last, a.How))]),
                        .. interests.Interests.Where(i => i.Body == group).Select(i => new Proposal($"interest/{i.Id}", 1, new InterestDeclared(i.Body, i.Person, i.Type, i.Nature, i.Organisation, i.Position, i.Arose, i.Declared))),
                        .. boards.Called.Where(c => c.Body == group).SelectMany(c => (Proposal[])
                        [
                            new($"meeting/{c.Body}/{c.Committee}/{IsoDate.Text(c.Day)}", 1, c),
                            .. c.Day > MadeUpBoards.Day ? (Proposal[])[] : [new($"meeting/{c.Body}/{c.Committee}/{IsoDate.Text(c.Day)}", 2, new AttendanceTaken([.. boards.Governance.On(c.Body, c.Day)!.Seats.Select(s => s.Person!.Id)]))],
                        ]),
                    ]);
                var times = Enumerable.Range(0, 4).Select(_ => Time(() => RecordedMeetings.All(journal, boards.Register)).Elapsed).Skip(1).Order().ToList();
                Line($"Read anew from a journal of {journal.Head.Position:N0} events (SQLite), as the site does when something was recorded: {times[0].TotalMilliseconds:N0} ms.");
                Line();
            }
            finally
            {
                if (keep is null)
                    folder.Delete(recursive: true);
            }
        }

        void Peers()
        {
            Line("## Beside what one would use instead");
            Line();
            Line("The same interests, asked about the same suppliers; seconds for all of them, worked out from the sample where one is named. They do not find the same: full-text search wants every word and knows no likeness; difflib compares letters.");
            Line();
            Line("| with | asked | found | seconds for all |");
            Line("|---|--:|--:|--:|");
            var (mine, own) = Time(() => all.Sum(c => interests.About(c.Code, c.Name, MadeUpBoards.Day).Count));
            Line($"| Remit: index of words that tell, then likeness | {all.Count:N0} | {own:N0} | {mine.TotalSeconds:N3} |");
            var declared = interests.Interests.Select(i => OrganisationName.Of(i.Organisation)).ToList();
            var (naive, naively) = Time(() => all.Take(NaiveOf).Sum(c => declared.Count(d => d.Likeness(OrganisationName.Of(c.Name)) >= InterestRegister.LikelyFrom)));
            Line($"| the same likeness against every interest, no index | {NaiveOf} | {naively:N0} | {naive.TotalSeconds * all.Count / NaiveOf:N1} |");
            using var database = new SqliteConnection("Data Source=:memory:");
            database.Open();
            Do("CREATE VIRTUAL TABLE declared USING fts5(organisation)");
            using (var together = database.BeginTransaction())
            {
                foreach (var interest in interests.Interests)
                    Do("INSERT INTO declared VALUES ($name)", interest.Organisation);
                together.Commit();
            }

            using var asking = database.CreateCommand();
            asking.CommandText = "SELECT count(*) FROM declared WHERE declared MATCH $name";
            var asked = asking.Parameters.Add("$name", SqliteType.Text);
            var (fts, full) = Time(() => all.Sum(c =>
            {
                // The legal form left out by hand, as whoever writes this soon learns to.
                asked.Value = string.Join(' ', c.Name.Split(' ').Take(3).Select(w => $"\"{w}\""));
                return Convert.ToInt32(asking.ExecuteScalar(), CultureInfo.InvariantCulture);
            }));
            Line($"| SQLite full-text search (FTS5), one query each | {all.Count:N0} | {full:N0} | {fts.TotalSeconds:N3} |");
            Line(Python() is { } python ? $"| Python difflib, get_close_matches at 0.8 | {DifflibOf} | {python.Found:N0} | {python.Seconds * all.Count / DifflibOf:N0} |" : "| Python difflib | there is no python3 here | | |");
            Line();

            void Do(string sql, string? name = null)
            {
                using var command = database.CreateCommand();
                command.CommandText = sql;
                if (name is not null)
                    command.Parameters.AddWithValue("$name", name);
                command.ExecuteNonQuery();
            }
        }

        (double Seconds, int Found)? Python()
        {
            var folder = Directory.CreateTempSubdirectory("remit-difflib-");
            try
            {
                var (script, names, wanted) = (Path.Combine(folder.FullName, "difflib_peer.py"), Path.Combine(folder.FullName, "declared"), Path.Combine(folder.FullName, "wanted"));
                File.WriteAllText(script, Difflib);
                File.WriteAllLines(names, interests.Interests.Select(i => i.Organisation));
                File.WriteAllLines(wanted, all.Take(DifflibOf).Select(c => c.Name));
                var said = Machine.Say(["python3", script, names, wanted]).GetAwaiter().GetResult().Split(' ');
                return (double.Parse(said[0], CultureInfo.InvariantCulture), int.Parse(said[1], CultureInfo.InvariantCulture));
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        void Row(string what, int of, Func<int> work)
        {
            var found = work();
            var times = Enumerable.Range(0, Runs).Select(_ => Time(work).Elapsed).Order().ToList();
            Line($"| {what} | {of:N0} | {found:N0} | {Milliseconds(times[0])} | {Milliseconds(times[Runs / 2])} |");
        }

        void Line(string line = "") => page.Append(line).Append('\n');
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("N1", CultureInfo.InvariantCulture);

    private static (TimeSpan Elapsed, T Made) Time<T>(Func<T> work)
    {
        var began = Stopwatch.GetTimestamp();
        var made = work();
        return (Stopwatch.GetElapsedTime(began), made);
    }
}
