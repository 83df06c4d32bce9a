using System.CommandLine;

namespace Remit.Cli.Journal;

/// <summary><c>./remit verify</c>: is the journal still what was written?</summary>
internal static class VerifyVerb
{
    public static Command Make(Terminal terminal)
    {
        var head = new Option<string?>("--head") { Description = "A hash that this verb told before, or its beginning: nothing up to it may have been lost since", HelpName = "HASH" };
        head.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => t.Value.Length is < 12 or > 64 || !t.Value.All(char.IsAsciiHexDigit)))
                result.AddError("--head: wanted 12 to 64 hexadecimal digits, as this verb tells them.");
        });
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("verify", "Follow the journal from its first event to its last, and name the first that is not what was written") { head, workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var found = journal.Verify(parsed.GetValue(head));
            if (parsed.GetValue(json))
                terminal.SayJson(new { journal = journal.Name, events = found.Sound, found.Head, found.NotedAt, found.Broken });
            else if (found.Broken is { } broken)
            {
                terminal.Say($"The journal is not what was written. First wrong at event {broken.Position}:");
                terminal.Say($"  found   {broken.Found}");
                terminal.Say($"  wanted  {broken.Wanted}");
                terminal.Say(found.Sound == 0 ? "No event before it is sound." : $"The {found.Sound:N0} before it are sound. './remit restore' puts a backup in its place.");
            }
            else
            {
                terminal.Say($"{(found.Sound == 1 ? "1 event, which is" : $"{found.Sound:N0} events, each")} as it was written.");
                if (found.NotedAt is { } at)
                    terminal.Say($"The hash you noted is that of event {at:N0}; {found.Sound - at:N0} came after it.");
                terminal.Say($"Head: {found.Head}");
                terminal.Say("Note the head where nobody who can change the journal can change it: with --head, this verb will tell whether anything up to here was lost.");
            }

            return found.Broken is null ? ExitCode.Done : ExitCode.Findings;
        }));
        return verb;
    }
}
