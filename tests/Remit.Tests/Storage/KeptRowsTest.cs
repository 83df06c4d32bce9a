using Remit.Register;
using Remit.Storage;
using Remit.Storage.Register;

namespace Remit.Tests.Storage;

/// <summary>Rows that are kept for the next program are those of the release, or are not used.</summary>
public sealed class KeptRowsTest : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = Where.NewFolder();

    private Workspace Workspace => new(folder.File("w"));

    private string[] Files => Directory.Exists(folder.File("w/derived")) ? [.. Directory.EnumerateFiles(folder.File("w/derived"), "rows-*").Order(StringComparer.Ordinal)] : [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_register_is_the_same_with_them_as_without()
    {
        Take("epcmem", "epraccur", "small-areas");

        var read = Told(Workspace);
        var files = Files;
        var kept = Told(Workspace);

        files.Length.ShouldBe(3);
        kept.ShouldBe(read);
        kept.ShouldContain("epraccur_2019_10.csv, edition 2019-10-31, line 7");
    }

    [Fact]
    public void Files_that_are_cut_short_changed_or_of_another_content_are_not_used_and_are_replaced()
    {
        Take("epcmem", "epraccur", "small-areas");
        var read = Told(Workspace);
        var good = Files.Select(File.ReadAllBytes).ToList();

        foreach (var spoil in (Func<byte[], byte[]>[])[bytes => bytes[..^9], _ => [], bytes => [.. bytes[..60], (byte)(bytes[60] ^ 1), .. bytes[61..]], bytes => good.First(g => !g.AsSpan().SequenceEqual(bytes))])
        {
            foreach (var file in Files)
                File.WriteAllBytes(file, spoil(File.ReadAllBytes(file)));

            Told(Workspace).ShouldBe(read);
            Files.Select(f => Convert.ToHexString(File.ReadAllBytes(f))).ShouldBe(good.Select(Convert.ToHexString));
        }
    }

    [Fact]
    public void A_corrected_edition_and_an_earlier_knowledge_have_the_same_rows()
    {
        Take("epraccur");
        Told(Workspace);
        var workspace = Workspace;
        workspace.Correct(workspace.Releases[0], new(new(2018, 1, 31), null, Now));

        var listing = Workspace.Evidence(NationalFacts.None).ToDate.ListingsOf(PracticeCode.Parse("A80007")).ShouldHaveSingleItem();

        (listing.Source.Release.Edition, listing.Source.Line, listing.Name).ShouldBe((new DateOnly(2018, 1, 31), 7, "PRACTICE 7"));
        Workspace.Evidence(NationalFacts.None).KnownAt(Now.AddDays(-1)).Practices.ShouldBeEmpty();
    }

    [Fact]
    public void What_had_to_be_translated_is_not_kept()
    {
        var (name, content) = OfficialFiles.All["small-areas"];
        Take(name, content.Replace("CCG21CDH,", "", StringComparison.Ordinal).Replace(",02P,", ",", StringComparison.Ordinal), new NationalFacts
        {
            OnsCodes = [(OdsCode.Parse("02P"), new OnsCoding(OnsCode.Parse("E38000006"), Remit.Time.DateSpan.Always, default))],
        });

        Workspace.Evidence(NationalFacts.None).ToDate.SmallAreas.Count.ShouldBe(0);
        Files.ShouldBeEmpty();
    }

    [Fact]
    public void Of_the_real_England_they_are_the_same()
    {
        Where.SharedPath("data");
        using var real = new RealRegister();

        var again = new Workspace(real.Workspace.Folder).Evidence(NationalTables.Shipped).ToDate;

        foreach (var practice in real.Register.Practices)
        {
            again.ListingsOf(practice).ShouldBe(real.Register.ListingsOf(practice));
            again.MembershipsOf(practice).Stretches.ShouldBe(real.Register.MembershipsOf(practice).Stretches);
        }

        foreach (var area in real.Register.SmallAreas)
            again.CoverageOf(area).Stretches.ShouldBe(real.Register.CoverageOf(area).Stretches);
        foreach (var (ours, theirs) in again.Lists.Zip(real.Register.Lists))
            ours.Patients.OrderBy(p => p.Key.ToString(), StringComparer.Ordinal).ShouldBe(theirs.Patients.OrderBy(p => p.Key.ToString(), StringComparer.Ordinal));
    }

    private void Take(params string[] kinds)
    {
        foreach (var kind in kinds)
            Take(OfficialFiles.All[kind].Name, OfficialFiles.All[kind].Content, NationalFacts.None);
    }

    private void Take(string name, string content, NationalFacts facts)
    {
        File.WriteAllText(folder.File(name), content);
        new ReleaseImport(Workspace, facts, Now).Import(folder.File(name)).Verdict.ShouldBe(ImportVerdict.Activated);
    }

    private static string Told(Workspace workspace)
    {
        var register = workspace.Evidence(NationalFacts.None).ToDate;
        return string.Join('\n', register.Practices.SelectMany(p => register.ListingsOf(p).Select(l => $"{l} {l.Source}").Concat(register.MembershipsOf(p).Stretches.Select(s => $"{p} {s.Days} {s.Value} {s.Source}")))
            .Concat(register.SmallAreas.SelectMany(a => register.CoverageOf(a).Stretches.Select(s => $"{a} {s.Days} {s.Value} {s.Source}"))));
    }
}
