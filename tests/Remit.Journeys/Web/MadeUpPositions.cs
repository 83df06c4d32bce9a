namespace Remit.Journeys.Web;

/// <summary>Opening positions of six groups that there were; every figure is made up.</summary>
internal static class MadeUpPositions
{
    public const string Table = """
        name,baseline_k,population_growth_pct,opening_distance_pct
        NHS Darlington CCG,150000,0.2,-4.1
        NHS Gateshead CCG,290000,0.4,12.5
        "NHS Newcastle North and East CCG",200000,1.2,-2.25
        NHS Newcastle West CCG,180000,1.1,0.4
        NHS North Tyneside CCG,300000,0.6,6.1
        A group that the register does not know,100000,0,-1

        """;
}
