using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Tests;

namespace Remit.Journeys.Governance;

/// <summary>A board recorded, looked at, held against the rules and changed, at the command line.</summary>
public sealed class GovernanceJourney : IDisposable
{
    private static readonly string[] Ann = ["--by", "Ann Example", "--capacity", "governance officer of 00L", "--reason", "From the constitution"];

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_board_is_recorded_shown_checked_and_forecast()
    {
        await Recorded("00L", "amir-example");
        var recorded = await Recorded("00M", "amir-example");
        var shown = (await Do("governance", "show", "00L", "--on", "2016-06-01")).Ends(ExitCode.Done);
        var check = (await Do("governance", "check", "00L", "--on", "2016-06-01")).Ends(ExitCode.Findings);
        var later = (await Do("governance", "check", "00L", "--on", "2022-05-01", "--all")).Ends(ExitCode.Findings);
        var forecast = (await Do("governance", "forecast", "00L", "--from", "2018-06-01")).Ends(ExitCode.Findings);
        var compared = (await Do("governance", "compare", "00L", "00M", "--on", "2016-06-01")).Ends(ExitCode.Done);

        Snapshot.Matches(string.Join("\n----\n", recorded.Said, shown.Said, check.Said, later.Said, forecast.Said, compared.Said));
    }

    [Fact]
    public async Task An_appointment_is_ended_or_taken_back_and_what_was_known_before_stays_known()
    {
        await Recorded("00L", "amir-example");

        (await Do(["governance", "end", "00L", "governing-body/officer", "amir-example", "--last", "2016-09-30", .. Ann])).Ends(ExitCode.Done).Said.ShouldContain("2016-04-01 to 2016-09-30");
        (await Holder("officer", "2016-09-30")).ShouldBe("Amir Example");
        (await Holder("officer", "2016-10-01")).ShouldBeNull();
        (await Do(["governance", "end", "00L", "governing-body/lay-area", "ben-example", "--last", "2016-03-31", .. Ann])).Ends(ExitCode.Done).Said.ShouldContain("Taken back");
        (await Holder("lay-area", "2016-06-01")).ShouldBeNull();
        (await Do(["governance", "end", "00L", "governing-body/lay-area", "ben-example", "--last", "2016-06-30", .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("no appointment of ben-example");
        (await Do(["governance", "end", "00L", "lay-area", "ben-example", "--last", "2016-06-30", .. Ann])).Ends(ExitCode.Usage);
        (await Do("governance", "show", "00L", "--on", "2016-06-01", "--known", "2020-01-01")).Ends(ExitCode.NotFound);
        (await Do("verify")).Ends(ExitCode.Done);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_and_nothing_of_it_is_recorded()
    {
        await File.WriteAllTextAsync(folder.File("a.json"), """{ "body": "00L", "people": [{ "id": "ann", "name": "Ann" }], "appointments": [{ "person": "ann", "committee": "gb", "seat": "chair", "from": "2016-04-01" }] }""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("b.json"), """{ "body": "ZZ9", "people": [{ "id": "ann", "name": "Ann" }] }""", TestContext.Current.CancellationToken);

        (await Do(["governance", "record", folder.File("a.json"), .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("a seat in a version of the constitution of 00L that is recorded");
        (await Do(["governance", "record", folder.File("b.json"), .. Ann])).Ends(ExitCode.NotFound);
        (await Do(["governance", "record", folder.File("none.json"), .. Ann])).Ends(ExitCode.Refused).Noted.ShouldContain("no such file");
        (await Do("governance", "show", "00L")).Ends(ExitCode.NotFound).Noted.ShouldContain("./remit governance record FILE");
    }

    private async Task<Answered> Recorded(string body, string officer)
    {
        var path = folder.File($"{body}.json");
        await File.WriteAllTextAsync(path, $$"""
            {
              "body": "{{body}}",
              "constitution": {
                "body": "{{body}}", "version": "7", "from": "2016-04-01", "membersVote": "one-practice-one-vote", "membersCarry": 75, "reserved": [{ "matter": "Merger", "to": "members" }],
                "committees": [
                  { "id": "governing-body", "kind": "governing body", "title": "Governing Body", "chair": "chair", "deputy": "lay-area", "quorum": { "members": 3, "including": ["lay", "primary care"] }, "decides": ["Contracts above £1m"],
                    "seats": [
                      { "id": "chair", "title": "Clinical chair", "offices": ["gp"], "termYears": 3, "mostTerms": 1 },
                      { "id": "officer", "title": "Accountable officer", "offices": ["accountable-officer"] },
                      { "id": "finance", "title": "Chief finance officer", "offices": ["chief-finance-officer"] },
                      { "id": "nurse", "title": "Registered nurse", "offices": ["nurse"] },
                      { "id": "lay-audit", "title": "Lay member, audit", "offices": ["lay-audit"] },
                      { "id": "lay-area", "title": "Lay member, public", "offices": ["lay-area"] },
                      { "id": "healthwatch", "title": "Healthwatch", "offices": ["observer"], "votes": false },
                    ] },
                  { "id": "audit", "kind": "audit committee", "title": "Audit Committee", "chair": "lay-audit", "quorum": { "members": 2 },
                    "seats": [{ "id": "lay-audit", "title": "Lay member, audit", "offices": ["lay-audit"] }, { "id": "lay-area", "title": "Lay member, public", "offices": ["lay-area"] }] },
                ],
              },
              "people": [
                { "id": "gail-example", "name": "Gail Example", "declared": [{ "fact": "health-professional", "holds": true }] },
                { "id": "{{officer}}", "name": "Amir Example" },
                { "id": "fay-example", "name": "Fay Example", "declared": [{ "fact": "employee", "holds": true }, { "fact": "accountancy", "holds": false }] },
                { "id": "ada-example", "name": "Ada Example", "declared": [{ "fact": "financial-management", "holds": true }, { "fact": "councillor", "holds": true }] },
                { "id": "ben-example", "name": "Ben Example" },
              ],
              "appointments": [
                { "person": "gail-example", "committee": "governing-body", "seat": "chair", "from": "2016-04-01", "to": "2019-03-31", "how": "elected" },
                { "person": "{{officer}}", "committee": "governing-body", "seat": "officer", "from": "2016-04-01" },
                { "person": "fay-example", "committee": "governing-body", "seat": "finance", "from": "2016-04-01", "to": "2020-03-31" },
                { "person": "ada-example", "committee": "governing-body", "seat": "lay-audit", "from": "2016-04-01", "to": "2019-03-31" },
                { "person": "ben-example", "committee": "governing-body", "seat": "lay-area", "from": "2016-04-01", "to": "2020-03-31" },
                { "person": "ada-example", "committee": "audit", "seat": "lay-audit", "from": "2016-04-01", "to": "2019-03-31" },
              ],
            }
            """, TestContext.Current.CancellationToken);
        return (await Do(["governance", "record", path, .. Ann])).Ends(ExitCode.Done);
    }

    private async Task<string?> Holder(string seat, string day) =>
        (await Do("governance", "show", "00L", "--on", day, "--json")).Ends(ExitCode.Done).Json.GetProperty("committees")[0].GetProperty("seats").EnumerateArray()
            .Single(s => s.GetProperty("id").GetString() == seat) is var found && found.TryGetProperty("name", out var name) ? name.GetString() : null;

    private Task<Answered> Do(params string[] args) => Verb.Run([.. args, "--workspace", folder.File("workspace")]);
}
