using System.Text;

namespace Remit.Tests.Storage;

/// <summary>Small made-up files in each official layout, sound unless a test damages them.</summary>
internal static class OfficialFiles
{
    /// <summary>Each kind's file name and content. Two hundred rows, so that one bad row is under one in a hundred.</summary>
    public static IReadOnlyDictionary<string, (string Name, string Content)> All { get; } = new Dictionary<string, (string, string)>
    {
        ["epcmem"] = ("epcmem_20190830.csv", Lines(i => Quoted($"A8{i:0000}", i % 2 == 0 ? "00C" : "00D", "W", "20130401", "", "0"))),
        ["epraccur"] = ("epraccur_2019_10.csv", Lines(i => Quoted(27, (0, $"A8{i:0000}"), (1, $"PRACTICE {i}"), (2, "Y63"), (3, "Q74"), (9, "TS18 1HU"), (10, "19740401"), (12, "A"), (13, "B"), (14, "00C"), (15, "20130401"), (25, "4")))),
        ["eccg"] = ("eccg_2018_11.csv", Lines(i => Quoted(27, (0, $"{i:000}"), (1, $"NHS NUMBER {i} CCG"), (2, "Y54"), (3, "Q74"), (9, "DL3 6JL"), (10, "20130401"), (13, "C")))),
        ["etr"] = ("etr_2022.csv", Lines(i => Quoted(27, (0, $"R{(char)('A' + i % 26)}{(char)('A' + i / 26)}"), (1, $"TRUST {i}"), (2, "Y62"), (3, "QOP"), (9, "M13 9WL"), (10, "20171001"), (23, "B")))),
        ["small-areas"] = ("LSOA11_CCG21_LAD21.csv", "\uFEFFFID,LSOA11CD,LSOA11NM,CCG21CD,CCG21CDH,CCG21NM,LAD21CD,LAD21NM\n" + Lines(i => $"{i},E01{i:000000},Place {i},E38000006,02P,NHS Barnsley CCG,E08000016,Barnsley")),
        ["ons-names"] = ("CCG21_names_codes.csv", "CCG21CD,CCG21CDH,CCG21NM\n" + Lines(i => $"E38{i:000000},{i:000},NHS Number {i} CCG")),
        ["successions"] = ("ccg_successors_2021.csv", "old_code,old_name,new_code,new_name,effective_date,method\n" + Lines(i => $"{i:000},Old {i},13T,New,2015-04-01,by hand")),
        ["onspd"] = ("ONSPD_FEB_2021.csv", "pcd,pcd2,pcds,doterm,ctry,oslaua,nhser,ccg,stp,oshlthau,lsoa11\n" + Lines(i => $"LS{i / 10 % 10} {i % 10}A{(char)('A' + i / 100)},,LS{i / 10 % 10} {i % 10}A{(char)('A' + i / 100)},,E92000001,E08000035,E40000009,E38000225,E54000054,E18000003,E01011365")),
        ["nhspd"] = ("gridall.csv", Lines(i => Quoted(43, (0, $"LS{i / 10 % 10}  {i % 10}A{(char)('A' + i / 100)}"), (1, $"LS{i / 10 % 10} {i % 10}A{(char)('A' + i / 100)}"), (2, "198001"), (8, "E08000035"), (12, "E92000001"), (16, "Y63"), (17, "15F"), (39, "E01011365"), (42, "QWO")))),
        ["postcode-areas"] = ("practice_postcodes.csv", "postcode,Postcode Status,LSOA code\n" + Lines(i => $"LS{i / 10 % 10} {i % 10}A{(char)('A' + i / 100)},Live,E01{i:000000}")),
        ["practices"] = ("practices.csv", "practice_code,name,status,commissioner,national_grouping,high_level_geography,postcode,from,to\n" + Lines(i => $"A8{i:0000},Practice {i},A,02P,Y63,QF7,S70 1AA,2013-04-01,")),
        ["postcodes"] = ("postcodes.csv", "postcode,country,commissioner,icb,region,local_authority,health_board\n" + Lines(i => $"LS{i / 10 % 10} {i % 10}A{(char)('A' + i / 100)},E92000001,15F,QWO,Y63,E08000035,")),
        ["providers"] = ("providers.csv", "provider_code,name,main_site_postcode,specialised_hub\n" + Lines(i => $"R{i:00},Trust {i},LS1 4AP,85J")),
        ["services"] = ("services.csv", "service_code,year,description,status,specialised,highly_specialised,cross_border\n" + Lines(i => $"NCBPS{i:000},2025/26,Service {i},RED,Y,N,N")),
        ["areas"] = ("areas.csv", "commissioner,name,icb,region,specialised_hub,health_justice_hub,delegated,from,to\n" + Lines(i => $"{i:000},Area {i},QWO,Y63,85J,76A,Y,2025-04-01,")),
        ["small_areas"] = ("small_areas.csv", "lsoa,country,commissioner,icb,region,local_authority,health_board,from,to\n" + Lines(i => $"E01{i:000000},E92000001,15F,QWO,Y63,E08000035,,2013-04-01,")),
        ["detention_sites"] = ("detention_sites.csv", "name,postcode,hub,from,to\n" + Lines(i => $"Site {i},LS1 4AP,76A,2025-04-01,")),
    };

    private static string Lines(Func<int, string> line)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= 200; i++)
            text.Append(line(i)).Append('\n');
        return text.ToString();
    }

    private static string Quoted(params string[] cells) => string.Join(",", cells.Select(c => $"\"{c}\""));

    private static string Quoted(int width, params (int Column, string Text)[] cells)
    {
        var row = Enumerable.Repeat("", width).ToArray();
        foreach (var (column, text) in cells)
            row[column] = text;
        return Quoted(row);
    }
}
