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

    /// <summary>Weighted populations of six practices that nobody has, in the layout of 2022/23; every figure is made up.</summary>
    public const string Populations = """
        practice_code,practice_name,ccg21_code,pcn_code,icb_code,utla_code,registered_patients,projected_pop_2022_23,wp_general_acute,wp_community,wp_mental_health,wp_maternity,wp_health_inequalities,wp_prescribing,wp_overall
        X90001,First,16C,U1,QHM,E06000004,100000,101000.5,111000.4,102000,103000,104000,155000,106000,0
        X90002,Second,16C,U1,QHM,E06000004,200000,201000.5,190000.1,200000,210000,220000,230000,240000,0
        X90003,Third,00L,U2,QHM,E06000057,300000,302000,320000,310000,290000,250000,310000,330000,0
        X90004,Fourth,00P,U2,QHM,E08000024,280000,281000,300000,310000,290000,260000,380000,300000,0
        X90005,Fifth,13T,U3,QHM,E08000021,500000,503000,480000,470000,520000,560000,450000,440000,0
        X90006,Sixth,84H,U3,QHM,E06000047,530000,531000,560000,570000,500000,470000,520000,590000,0

        """;
}
