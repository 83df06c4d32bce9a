using System.CommandLine;
using CsvHelper;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;

namespace Remit.Cli.Governance;

/// <summary><c>governance procurement CODE</c>: the register of procurement decisions of a body.</summary>
internal static class ProcurementVerb
{
    public static Command Make(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var csv = new Option<string?>("--csv") { Description = "Write the register to this file as CSV", HelpName = "FILE" };
        return InterestsVerb.Asking(terminal, "procurement", "The procurement decisions of a body: what was bought, how, from whom, who decided, and how conflicts of interest were managed", [body], [csv], (parsed, register) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var code))
                return InterestsVerb.Unknown(terminal);
            using var journal = KeptJournal.OpenIfThere(Workspace.At(parsed.GetValue<string?>("--workspace")));
            List<ProcurementDecision> decisions = journal is null ? [] : [.. RecordedAwards.In(journal, register).Of(code)];
            if (parsed.GetValue(csv) is { } path)
                Write(path, decisions);
            var table = new TextTable("award", "decided", "by", "title", "procedure", "to", "pounds", "from", "until", "conflicts", "contract").Right(6);
            foreach (var d in decisions)
                table.Row(d.Id, $"{d.On:yyyy-MM-dd}{(d.Stands ? "" : ", does not stand")}", d.Committee.Title, d.Award.Title, d.Award.Procedure, string.Join("; ", d.Award.To.Select(t => t.Name)), string.Join("; ", d.Award.To.Select(t => t.Value ?? "not said")),
                    $"{d.Award.From:yyyy-MM-dd}", $"{d.Award.Until:yyyy-MM-dd}", $"{d.Conflicts.Count}", d.Contract ?? "");
            return new(decisions.Exists(d => !d.Stands) ? ExitCode.Findings : ExitCode.Done,
                decisions.Count == 0 ? $"No award of {code} is recorded." : string.Join('\n', [table.ToString(), .. decisions.SelectMany(d => d.Conflicts.Select(c => Finding.Shown($"{d.Id}  {Managed(c)}")))]),
                new { body = code, decisions = decisions.Select(Json) });
        });
    }

    private static string Managed(ManagedConflict conflict) =>
        $"{conflict.Person.Name}, {Interest.Words(conflict.Interest.Type)} interest ({conflict.Interest.Position}) in {conflict.Concerned.Name}{(conflict.IsLate ? $", declared only on {conflict.Interest.Declared:yyyy-MM-dd}, after the decision" : "")}: {(conflict.Ruling is { } ruling ? $"{Meeting.Words(ruling.Handling)}, ruled by {conflict.RuledBy?.Name ?? ruling.By}: {ruling.Because}" : "not ruled on")}";

    private static object Json(ProcurementDecision d) => new
    {
        d.Id,
        decision = d.Award.Decision,
        committee = d.Committee.Title,
        d.On,
        d.Stands,
        chair = d.Standing.Chair?.Id,
        d.Award.Title,
        d.Award.Service,
        d.Award.IsNew,
        d.Award.Procedure,
        to = d.Award.To,
        d.Award.From,
        d.Award.Until,
        d.Award.ClinicalLead,
        d.Award.ContractLead,
        d.Contract,
        conflicts = d.Conflicts.Select(c => new { person = c.Person.Id, name = c.Person.Name, interest = c.Interest.Id, c.Interest.Type, c.Interest.Position, concerned = c.Concerned.Name, c.IsLate, c.Interest.Declared, handling = c.Ruling?.Handling, because = c.Ruling?.Because, ruledBy = c.Ruling?.By }),
    };

    private static void Write(string path, IReadOnlyList<ProcurementDecision> decisions)
    {
        using var file = new WholeFile(path);
        using (var csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true))
            foreach (var row in decisions.SelectMany(Rows).Prepend(["award", "decision", "decided", "stands", "committee", "chair", "title", "service", "new", "procedure", "supplier", "supplier_code", "pounds", "from", "until", "clinical_lead", "contract_lead", "conflicts", "contract"]))
            {
                foreach (var cell in row)
                    csv.WriteField(cell);
                csv.EndRecord();
            }

        file.Keep();
    }

    private static IEnumerable<string[]> Rows(ProcurementDecision d) => d.Award.To.Select(t => (string[])[
        d.Id, d.Award.Decision, $"{d.On:yyyy-MM-dd}", d.Stands ? "Y" : "N", d.Committee.Title, d.Standing.Chair?.Name ?? "", d.Award.Title, d.Award.Service ?? "", d.Award.IsNew switch { true => "Y", false => "N", null => "" }, d.Award.Procedure,
        t.Name, $"{t.Code}", t.Value ?? "", $"{d.Award.From:yyyy-MM-dd}", $"{d.Award.Until:yyyy-MM-dd}", d.Award.ClinicalLead ?? "", d.Award.ContractLead ?? "", string.Join("; ", d.Conflicts.Select(Managed)), d.Contract ?? ""]);
}
