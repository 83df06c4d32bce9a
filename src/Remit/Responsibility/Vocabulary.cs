using static Remit.Responsibility.CodeLists;

namespace Remit.Responsibility;

/// <summary>The facts, look-ups and named tests that every edition of the method is written in. Built from the readings in use, because some tests differ by reading.</summary>
/// <remarks>"D9" and the like are the numbered semantics documented in the manual; "K3" and the like are <see cref="DoubtfulPoint"/>s; page numbers are those of the 2025/26 guidance.</remarks>
public sealed class Vocabulary
{
    public Vocabulary(Readings readings)
    {
        // What the record says.
        CdsTypeCode = new RecordedFact(Item.CdsType);
        Practice = new RecordedFact(Item.Practice);
        Home = new RecordedFact(Item.Postcode);
        var provider = new RecordedFact(Item.Provider);
        var smallArea = new RecordedFact(Item.SmallArea);
        OverseasCategory = new RecordedFact(Item.OverseasCategory);
        ServiceCode = new RecordedFact(Item.ServiceCode);
        SourceOfAdmission = new RecordedFact(Item.SourceOfAdmission);
        ReciprocalAgreement = new RecordedFact(Item.ReciprocalAgreement);
        PlacingCommissioner = new RecordedFact(Item.PlacingCommissioner);

        IsAdmitted = CdsTypeCode.Is(CdsType.Admitted);

        // The practice: D9, D13.
        PracticeIsDefault = new Predicate.Named("DEFAULT_PRACTICE", "No registered practice is recorded.",
            !Practice.IsKnown | Practice.Is(DefaultPractices));
        OpenPractice = new TableLookup("registered practice", TableSchema.Practices, new LookupKey("practice_code", Practice))
        {
            Asked = !PracticeIsDefault,
            Only = ("status", OpenPractices),
        };
        PracticeCommissioner = OpenPractice["commissioner"];
        PracticeAddress = new TableLookup("practice's address", TableSchema.Postcodes, new LookupKey("postcode", OpenPractice["postcode"]));
        EnglishForcesPractice = new Predicate.Named("ENGLISH_DMS", "The practice is an open Defence Medical Services practice in England.",
            PracticeCommissioner.Is(ArmedForcesHub) & PracticeAddress["country"].Is(England));
        WelshPractice = new Predicate.Named("WELSH_PRACTICE", "The practice is open and belongs to a Welsh local health board.",
            PracticeCommissioner.Is(WelshHealthBoards));
        EnglishPractice = new Predicate.Named("ENGLISH_PRACTICE", "The practice is an open English one.",
            OpenPractice.IsFound
            & !OpenPractice["national_grouping"].Is("W00")
            & !OpenPractice["high_level_geography"].Is(IslandGeographies)
            & !OpenPractice["postcode"].Begins("BF")
            & !PracticeCommissioner.Is(WelshHealthBoards)
            & (!PracticeCommissioner.Is(ArmedForcesHub) | EnglishForcesPractice));

        // The provider: D10.
        ProviderRow = new FirstLookup("provider",
            new TableLookup("provider", TableSchema.Providers, new LookupKey("provider_code", provider)),
            new TableLookup("provider's first three characters", TableSchema.Providers, new LookupKey("provider_code", provider, First: 3)));
        MainSite = new TableLookup("provider's main site", TableSchema.Postcodes, new LookupKey("postcode", ProviderRow["main_site_postcode"]));

        // Home and residence: D11, D12.
        PseudoHome = new Predicate.Named("PSEUDO_HOME", "No usable home address is recorded.",
            (!Home.IsKnown & !smallArea.IsKnown) | Home.Is(PseudoHomes));
        var byPostcode = new TableLookup("home postcode", TableSchema.Postcodes, new LookupKey("postcode", Home));
        var bySmallArea = new TableLookup("home's small area", TableSchema.SmallAreas, new LookupKey("lsoa", smallArea)) { Asked = !Home.IsKnown };
        var byLetter = new TableLookup("home's country", TableSchema.SmallAreaCountries, new LookupKey("letter", smallArea, First: 1)) { Asked = !Home.IsKnown };
        HomeIsListed = byPostcode.IsFound | bySmallArea.IsFound;
        Residence = new EitherLookup("residence", PseudoHome, MainSite, new FirstLookup("home", byPostcode, bySmallArea, byLetter));
        LivesInEngland = new Predicate.Named("IN_ENGLAND", "The patient lives in England, or has no usable address.",
            PseudoHome | Residence["country"].Is(England));
        LivesInUnitedKingdom = new Predicate.Named("IN_UK", "The patient lives in the United Kingdom, or has no usable address.",
            PseudoHome | Residence["country"].Is(UnitedKingdom));
        OnTheBorder = new Predicate.Named("BORDER", "The home is on the border of England and Wales.",
            Residence["icb"].Is(BorderBoards) | Residence["local_authority"].Is(BorderAuthorities));
        HomeSaysWales = Home.Is(PseudoWales);

        // Detention: D14.
        DetentionSite = new TableLookup("place of detention", TableSchema.DetentionSites, new LookupKey("postcode", Home)) { Asked = Home.IsKnown };
        LegacyAdmission = SourceOfAdmission.Is(FromPenalEstablishmentLegacy);
        var fromPrison = readings[DoubtfulPoint.K3].Name switch
        {
            "40" => SourceOfAdmission.Is(FromPenalEstablishment),
            "39" => LegacyAdmission,
            _ => SourceOfAdmission.Is(FromPenalEstablishment, FromPenalEstablishmentLegacy),
        };
        DetainedPatient = new Predicate.Named("HJ_PATIENT", "The patient is detained.", DetentionSite.IsFound & (!IsAdmitted | fromPrison));

        // The service: D15, D16.
        ServiceLine = new TableLookup("service line", TableSchema.Services, new LookupKey("service_code", ServiceCode), new LookupKey("year", new ActivityYearFact()))
        {
            Asked = ServiceCode.IsKnown & !ServiceCode.Is(NotDirectlyCommissioned),
        };
        ServiceStatus = ServiceLine["status"];
        Specialised = new Predicate.Named("SPECIALISED", "The service is specialised.",
            ServiceLine["specialised"].Is("Y") | ServiceLine["highly_specialised"].Is("Y") | (!ServiceLine.IsFound & ServiceCode.Begins("NCBPS")));
        HighlySpecialised = new Predicate.Named("HIGHLY_SPECIALISED", "The service is highly specialised.", ServiceLine["highly_specialised"].Is("Y"));
        OnAppendixC = ServiceLine["cross_border"].Is("Y");

        // Tests of particular boxes.
        Placed = new Predicate.Named("PLACED", "Another commissioner placed the patient.", !CdsTypeCode.Is(CdsType.EmergencyCare.Code) & PlacingCommissioner.IsKnown);
        var forcesPostOffice = readings.Are(DoubtfulPoint.K12, "bf1-bf2") ? OpenPractice["postcode"].Begins("BF1", "BF2") : OpenPractice["postcode"].Begins("BF");
        var residentCategory = readings.Are(DoubtfulPoint.K4, "overseas") ? OverseasCategory.Is("A") : !OverseasCategory.Is("B", "C", "E");
        OrdinarilyResident = residentCategory & !forcesPostOffice & !OpenPractice["high_level_geography"].Is(IslandGeographies) & LivesInUnitedKingdom;
        CategoryIsRecorded = OverseasCategory.Is("A", "B", "C", "D", "E", "F");
        OtherForcesPostOffice = OpenPractice["postcode"].Begins("BF") & !OpenPractice["postcode"].Begins("BF1", "BF2") & residentCategory;

        EnglishPopulation = readings[DoubtfulPoint.K5].Name switch
        {
            "residence" => LivesInEngland,
            "registration" => EnglishPractice,
            _ => EnglishPractice | (!PseudoHome & LivesInUnitedKingdom),
        };
        var population = EnglishPractice | (!PseudoHome & LivesInUnitedKingdom);
        EnglishPopulationIsDoubtful = !((population & EnglishPractice & LivesInEngland) | (!population & !EnglishPractice & !LivesInEngland));

        PracticeIsOnTheBorder = PracticeAddress["local_authority"].Is(BorderAuthorities);
        WelshBorderPatient = readings.Are(DoubtfulPoint.K10, "border-practice")
            ? WelshPractice & OnTheBorder & PracticeIsOnTheBorder
            : WelshPractice & OnTheBorder;
        EnglishBorderPatient = EnglishPractice & !OpenPractice["high_level_geography"].Is("Q99") & OnTheBorder;
        EnglishHome = readings.Are(DoubtfulPoint.K9, "wales")
            ? LivesInEngland & !HomeSaysWales
            : LivesInEngland & !(HomeSaysWales & WelshPractice);

        LivesInWales = Residence["country"].Is(Wales) | HomeSaysWales;
        ViaReferralService = new RecordedFact(Item.ReferredViaRas).Is("Y");
        StaysWithWales = readings.Are(DoubtfulPoint.K8, "route-only") ? ViaReferralService : ViaReferralService | LivesInWales;

        Dental = new RecordedFact(Item.TreatmentFunction).Is(DentalFunctions);
        PublicHealthService = new RecordedFact(Item.PublicHealthService).Is("Y") | (ServiceCode.Begins("NCBPH") & ServiceLine.IsFound);
        CouncilPublicHealth = new RecordedFact(Item.CouncilPublicHealth).Is("Y");
        Infertility = new Predicate.Among(Item.Diagnoses, InfertilityDiagnoses, whole: false) | new Predicate.Among(Item.Procedures, InfertilityProcedures, whole: true);
        InfertilityNotice = new RecordedFact(Item.InfertilityNotice).Is("Y");
        PaidByPatient = OverseasCategory.Is("D", "F") | new RecordedFact(Item.AdministrativeCategory).Is("02");
    }

    public Fact CdsTypeCode { get; }
    public Fact Practice { get; }
    public Fact Home { get; }
    public Fact OverseasCategory { get; }
    public Fact ServiceCode { get; }
    public Fact SourceOfAdmission { get; }
    public Fact ReciprocalAgreement { get; }
    public Fact PlacingCommissioner { get; }
    public Predicate IsAdmitted { get; }

    public Predicate PracticeIsDefault { get; }
    public Lookup OpenPractice { get; }
    public Fact PracticeCommissioner { get; }
    public Lookup PracticeAddress { get; }
    public Predicate EnglishForcesPractice { get; }
    public Predicate WelshPractice { get; }
    public Predicate EnglishPractice { get; }

    public Lookup ProviderRow { get; }
    public Lookup MainSite { get; }

    public Predicate PseudoHome { get; }
    public Predicate HomeIsListed { get; }
    public Lookup Residence { get; }
    public Predicate LivesInEngland { get; }
    public Predicate LivesInUnitedKingdom { get; }
    public Predicate OnTheBorder { get; }
    public Predicate HomeSaysWales { get; }

    public Lookup DetentionSite { get; }
    public Predicate LegacyAdmission { get; }
    public Predicate DetainedPatient { get; }

    public Lookup ServiceLine { get; }
    public Fact ServiceStatus { get; }
    public Predicate Specialised { get; }
    public Predicate HighlySpecialised { get; }
    public Predicate OnAppendixC { get; }

    public Predicate Placed { get; }
    public Predicate PaidByPatient { get; }
    public Predicate OrdinarilyResident { get; }
    public Predicate CategoryIsRecorded { get; }
    public Predicate OtherForcesPostOffice { get; }
    public Predicate EnglishPopulation { get; }
    public Predicate EnglishPopulationIsDoubtful { get; }
    public Predicate PracticeIsOnTheBorder { get; }
    public Predicate WelshBorderPatient { get; }
    public Predicate EnglishBorderPatient { get; }
    public Predicate EnglishHome { get; }
    public Predicate LivesInWales { get; }
    public Predicate ViaReferralService { get; }
    public Predicate StaysWithWales { get; }
    public Predicate Dental { get; }
    public Predicate PublicHealthService { get; }
    public Predicate CouncilPublicHealth { get; }
    public Predicate Infertility { get; }
    public Predicate InfertilityNotice { get; }
}
