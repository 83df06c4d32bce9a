using System.Net;
using System.Net.Sockets;
using System.Text;
using Remit.Governance;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Tests.Governance;

namespace Remit.Tests.Storage.Governance;

public sealed class ReminderPostTest : IDisposable
{
    private static readonly Act Act = new("Ann Example", "clerk", "why", new(2017, 7, 2, 9, 0, 0, TimeSpan.Zero));
    private static readonly DateOnly Today = new(2017, 7, 2);

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_reminder_goes_by_the_mail_server_and_the_journal_keeps_that_it_went_and_no_address()
    {
        using var server = new SmallMailServer();
        var listening = server.TakeOne(TestContext.Current.CancellationToken);
        using var journal = KeptJournal.Open(new Workspace(folder.File("workspace")));
        var interests = Due();
        var reminder = ReminderPost.For(journal, interests, SmallBoard.Body, Today.AddDays(14), new Dictionary<string, string> { ["ann"] = "ann@example.nhs.uk" }).Single();

        await Task.Run(() => ReminderPost.Send(journal, MailServer.Read($"smtp+plain://127.0.0.1:{server.Port}", "governance@example.nhs.uk"), reminder, SmallBoard.Body, "NHS Example", Today, Act), TestContext.Current.CancellationToken);
        var taken = await listening;

        taken.ShouldContain("RCPT TO:<ann@example.nhs.uk>");
        taken.ShouldContain("MAIL FROM:<governance@example.nhs.uk>");
        // In the mail itself it is encoded.
        ReminderPost.Text(reminder, "NHS Example").ShouldContain("within 28 days");
        journal.Entries().ShouldAllBe(e => !e.Body.Contains('@', StringComparison.Ordinal) && !e.Stream.Contains('@', StringComparison.Ordinal));
        ReminderPost.For(journal, interests, SmallBoard.Body, Today.AddDays(14), new Dictionary<string, string>()).Single().ShouldSatisfyAllConditions(r => r.Reminded.ShouldBe(Today), r => r.Address.ShouldBeNull());
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_without_the_address_and_nothing_is_recorded()
    {
        using var journal = KeptJournal.Open(new Workspace(folder.File("workspace")));
        var reminder = ReminderPost.For(journal, Due(), SmallBoard.Body, Today.AddDays(14), new Dictionary<string, string> { ["ann"] = "ann@example.nhs.uk" }).Single();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        var refused = Should.Throw<RefusedException>(() => ReminderPost.Send(journal, MailServer.Read($"smtp+plain://127.0.0.1:{port}", "governance@example.nhs.uk"), reminder, SmallBoard.Body, "NHS Example", Today, Act));

        refused.Findings[0].ToString().ShouldNotContain("ann@example");
        journal.Entries().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "a@b.uk", "no-mail-server")]
    [InlineData("http://host", "a@b.uk", "no-mail-server")]
    [InlineData("smtp://host", null, "no-sender")]
    [InlineData("smtp://host", "nobody", "no-sender")]
    public void Settings_that_are_missing_are_told_with_what_they_should_be(string? address, string? from, string code) =>
        Should.Throw<RefusedException>(() => MailServer.Read(address, from)).Findings[0].Code.ShouldBe(code);

    [Fact]
    public void Mail_is_encrypted_unless_the_address_says_that_it_is_not()
    {
        MailServer.Read("smtp://user:p%40ss@host", "a@b.uk").ShouldSatisfyAllConditions(s => s.Plain.ShouldBeFalse(), s => s.Port.ShouldBe(587), s => s.Account!.Password.ShouldBe("p@ss"));
        MailServer.Read("smtp+plain://host", "a@b.uk").ShouldSatisfyAllConditions(s => s.Plain.ShouldBeTrue(), s => s.Port.ShouldBe(25), s => s.Account.ShouldBeNull());
    }

    [Fact]
    public void A_file_of_addresses_is_refused_by_line_without_repeating_what_stands_there()
    {
        File.WriteAllText(folder.File("addresses.csv"), "person,email\nann,ann@example.nhs.uk\nben,secret\nann,other@example.nhs.uk\n");

        var findings = Should.Throw<RefusedException>(() => ReminderPost.Addresses(folder.File("addresses.csv"))).Findings;

        findings.Select(f => (f.Code, f.Place.Line)).ShouldBe([("not-an-address", 3), ("person-twice", 4)]);
        findings[0].ToString().ShouldNotContain("secret");
    }

    private static InterestRegister Due() => new(SmallBoard.With(SmallBoard.In("chair", "ann", "2017-06-10")), SmallBoard.Register, [], [], [], []);

    /// <summary>Takes one mail and gives back all that was said to it.</summary>
    private sealed class SmallMailServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public SmallMailServer() => listener.Start();

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public void Dispose() => listener.Dispose();

        public async Task<string> TakeOne(CancellationToken stop)
        {
            using var client = await listener.AcceptTcpClientAsync(stop);
            using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            var said = new StringBuilder();
            await writer.WriteLineAsync("220 small");
            var inBody = false;
            while (await reader.ReadLineAsync(stop) is { } line)
            {
                said.AppendLine(line);
                if (inBody && line != ".")
                    continue;
                if (line == ".")
                    inBody = false;
                if (line == "DATA")
                    inBody = true;
                await writer.WriteLineAsync(line == "DATA" ? "354 go on" : line == "QUIT" ? "221 bye" : "250 yes");
                if (line == "QUIT")
                    break;
            }

            return said.ToString();
        }
    }
}
