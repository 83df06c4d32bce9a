using System.CommandLine;
using System.Globalization;
using Remit.Storage;
using Remit.Storage.Samples;

namespace Remit.Cli;

/// <summary><c>./remit sample make</c>: writes a small made-up England to try things on.</summary>
public static class SampleVerb
{
    public static Command Make(Terminal terminal)
    {
        var seed = new Option<ulong>("--seed") { Description = "The number everything is made up from: the same seed gives the same bytes", DefaultValueFactory = _ => SampleFolder.Seed };
        var folder = new Option<string>("--out") { Description = "The folder to write to", DefaultValueFactory = _ => "made-up-england" };
        var rows = new Option<int>("--rows") { Description = $"Records of activity to make, {SampleFolder.FewestRows.ToString("N0", CultureInfo.InvariantCulture)} or more", DefaultValueFactory = _ => SampleFolder.Rows };
        rows.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given < SampleFolder.FewestRows)
                result.AddError($"--rows {given} is too few to show every kind of record: give {SampleFolder.FewestRows} or more.");
        });
        var json = CommandLine.Json();

        var make = new Command("make", "Write reference tables and two months of activity for a small made-up England") { seed, folder, rows, json };
        make.SetAction(parsed =>
        {
            var made = SampleFolder.Write(parsed.GetValue(folder)!, ParameterTables.Shipped, parsed.GetValue(seed), parsed.GetValue(rows), terminal.Note);
            if (parsed.GetValue(json))
                terminal.SayJson(new { Folder = parsed.GetValue(folder), Seed = parsed.GetValue(seed), Files = made });
            else
                Say(terminal, parsed.GetValue(folder)!, made);
            return ExitCode.Done;
        });

        return new Command("sample", "Make sample data") { make };
    }

    private static void Say(Terminal terminal, string folder, IReadOnlyList<MadeFile> made)
    {
        var table = new TextTable("file", "rows", "bytes").Right(1, 2);
        foreach (var file in made)
            table.Row(file.Name, file.Rows.ToString("N0", CultureInfo.InvariantCulture), file.Bytes.ToString("N0", CultureInfo.InvariantCulture));
        terminal.Say(table.ToString());
        terminal.Say();
        terminal.Say($"The commissioners are real; the people, homes, practices and hospitals are made up. They are in {folder}.");
    }
}
