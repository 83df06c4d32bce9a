using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Remit.Cli.Register;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Storage.Register;

namespace Remit.Cli.Governance;

/// <summary><c>governance print register CODE</c> and <c>governance print minutes MEETING</c>: what people expect on paper, as Word, HTML or PDF. Only what is public is in them.</summary>
internal static class GovernancePrint
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Make(Terminal terminal) => new("print", "Registers and minutes as a board secretary puts them on a website: Word, HTML or PDF, with nothing private in them") { Register(terminal), Minutes(terminal) };

    private static Command Register(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var on = CommandLine.Day("--on", "The register as it stood on this day, less what has lapsed since (default: today in England)");
        return Printing(terminal, "register", "The registers of interests, gifts and hospitality of a body, and what is published of breaches", body, [on], (parsed, proceedings, register) =>
            OdsCode.TryParse(parsed.GetRequiredValue(body), out var code) && proceedings.Governance.VersionsOf(code).Any()
                ? BoardDocuments.Register(proceedings, code, register.Find(code)?.NameNear(parsed.GetValue(on) ?? terminal.Today) ?? "", parsed.GetValue(on) ?? terminal.Today, terminal.Today)
                : null);
    }

    private static Command Minutes(Terminal terminal)
    {
        var meeting = new Argument<string>("MEETING") { Description = "The name of a meeting: body, committee and day, as 00L/governing-body/2017-07-27" };
        return Printing(terminal, "minutes", "The minutes of a meeting; of what was taken in private the title and the reason alone", meeting, [], (parsed, proceedings, _) =>
            proceedings.Meetings.FirstOrDefault(m => m.Id == parsed.GetRequiredValue(meeting)) is { } found ? BoardDocuments.Minutes(found, p => proceedings.Governance.Find(p)?.Name ?? p) : null);
    }

    private static Command Printing(Terminal terminal, string name, string description, Argument<string> of, IReadOnlyList<Option> options, Func<ParseResult, Proceedings, RegisterAsKnown, BoardDocument?> make)
    {
        var output = new Option<string>("--out") { Description = "The file to write: what it ends with says how, .docx, .html or .pdf", HelpName = "FILE", Required = true };
        output.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && Path.GetExtension(result.Tokens[^1].Value).ToLowerInvariant() is not (".docx" or ".html" or ".pdf"))
                result.AddError($"--out: {Finding.Quoted(result.Tokens[^1].Value)}; wanted a file that ends with .docx, .html or .pdf.");
        });
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command(name, description) { of, output, workspace, json };
        foreach (var option in options)
            verb.Add(option);
        verb.SetAction(parsed =>
        {
            var at = Workspace.At(parsed.GetValue(workspace));
            var register = at.Evidence(NationalTables.Shipped).ToDate;
            using var journal = KeptJournal.OpenIfThere(at);
            if (make(parsed, RecordedMeetings.All(journal, register), register) is not { } paper)
            {
                terminal.Note($"Nothing is recorded of {Finding.Quoted(parsed.GetRequiredValue(of))}. './remit governance meeting list' shows the meetings there are, './remit governance show CODE' a board.");
                return ExitCode.NotFound;
            }

            var path = parsed.GetRequiredValue(output);
            switch (Path.GetExtension(path).ToLowerInvariant())
            {
                case ".docx":
                    WholeFile.Write(path, paper.Word());
                    break;
                case ".html":
                    WholeFile.Write(path, Encoding.UTF8.GetBytes(paper.Page()));
                    break;
                default:
                    Print(paper, path);
                    break;
            }

            if (parsed.GetValue(json))
                terminal.SayJson(new { file = path, paper.Title, paper.Subtitle });
            else
                terminal.Say($"Written: {path}");
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>Prints a paper as a PDF with its headings, tables and language marked, which a browser does and we need not.</summary>
    /// <exception cref="RefusedException">There is no Chromium, or it could not.</exception>
    private static void Print(BoardDocument paper, string path)
    {
        var named = Environment.GetEnvironmentVariable("REMIT_CHROMIUM");
        if ((string.IsNullOrEmpty(named) ? Browsers : [named]).FirstOrDefault(File.Exists) is not { } browser)
            throw Refused("no Chromium on this machine", "Chromium, which prints it ('apt-get install chromium', or REMIT_CHROMIUM naming one); or a file that ends with .docx or .html, which need nothing");
        var folder = Directory.CreateTempSubdirectory("remit-print-");
        try
        {
            var (page, made) = (Path.Combine(folder.FullName, "paper.html"), Path.Combine(folder.FullName, "paper.pdf"));
            File.WriteAllText(page, paper.Page());
            string[] arguments =
            [
                "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline",
                $"--user-data-dir={Path.Combine(folder.FullName, "profile")}", $"--print-to-pdf={made}",
                // Chromium's own walls do not stand for the superuser, and the page is ours and loads nothing.
                .. Environment.UserName == "root" ? ["--no-sandbox"] : (string[])[], new Uri(page).AbsoluteUri,
            ];
            using var process = Process.Start(new ProcessStartInfo(browser, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (said, noted) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw Refused(string.Create(CultureInfo.InvariantCulture, $"no answer of {browser} within {Patience.TotalSeconds} seconds"), "a browser that prints; or a file that ends with .docx or .html");
            }

            Task.WaitAll(said, noted);
            if (process.ExitCode != 0 || !File.Exists(made))
                throw Refused($"{browser} ended with {process.ExitCode}", "a browser that prints; or a file that ends with .docx or .html");
            WholeFile.Write(path, File.ReadAllBytes(made));
        }
        catch (Win32Exception)
        {
            throw Refused($"{browser}, which cannot be run", "Chromium that can; or a file that ends with .docx or .html");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        RefusedException Refused(string found, string wanted) => new(new Finding("cannot-print", Consequence.FileRefused, new(path), found, wanted));
    }
}
