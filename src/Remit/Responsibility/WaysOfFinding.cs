using static Remit.Responsibility.CodeLists;

namespace Remit.Responsibility;

/// <summary>How each outcome finds its code: decisions D18 and D20 to D29.</summary>
public sealed class WaysOfFinding
{
    public WaysOfFinding(Vocabulary v, Readings readings)
    {
        var stops = readings.Are(DoubtfulPoint.K11, "stop");
        var found = v.ProviderRow.IsFound;
        var hostLocation = v.MainSite["commissioner"];
        var byHomeOnly = v.PracticeIsDefault | v.DetentionSite.IsFound | v.EnglishForcesPractice;
        var residenceLocation = v.Residence["commissioner"];

        Fixed = code => new Way("the code that the method names", "pp. 10 to 25",
            new WayStep("The method itself names it:", null) { Code = new FixedFact(code), Method = Method.Fixed });
        None = new Way("no commissioner", "chart, box C-2", new WayStep("There is no code: nobody pays.", null));

        WayStep[] host =
        [
            new("The commissioner of the provider's main site.", hostLocation.IsKnown) { Code = hostLocation, Method = Method.ProviderMainSite },
            new("The provider's main site has no address that Remit can place.", found) { Flags = [Flag.NoPostcodeMatch] },
            new("The provider is not known.", null),
        ];
        var inForce = AreaOf("commissioners in force", new CandidateFact());
        Host = new Way("host location", "p. 12; D20", host) { MustBeIn = inForce };

        Responsible = new Way("responsible location", "pp. 10 to 12; D20, D28",
            new WayStep("Another commissioner placed the patient and stands in for the responsible location.", v.Placed)
            {
                Code = v.PlacingCommissioner,
                Method = Method.Evidence,
            },
            new WayStep("The commissioner that the registered practice belongs to.", !byHomeOnly & v.EnglishPractice & v.PracticeCommissioner.IsKnown)
            {
                Code = v.PracticeCommissioner,
                Method = Method.Practice,
            },
            new WayStep("The home address is not usable, so the provider's main site stands in.", v.PseudoHome) { Then = new Way("host location", "p. 12; D20", host) },
            new WayStep("The commissioner that the home lies in.", residenceLocation.IsKnown) { Code = residenceLocation, Method = Method.Postcode },
            stops
                ? new WayStep("Neither practice nor home gives a commissioner, and no further source is used (reading K11).", null) { Flags = [Flag.K11] }
                : new WayStep("Neither practice nor home gives a commissioner, so the provider's main site stands in.", null)
                {
                    Flags = [Flag.K11],
                    Then = new Way("host location", "p. 12; D20", host),
                })
        { MustBeIn = inForce };
        ResponsibleLocation = new FoundFact(Responsible);
        LocationArea = AreaOf("responsible location", ResponsibleLocation);

        var providerHub = v.ProviderRow["specialised_hub"];
        WayStep[] hubOfProvider =
        [
            new("The specialised hub that contracts with the provider.", providerHub.IsKnown) { Code = providerHub, Method = Method.Provider },
            new("NHS England has no specialised contract with the provider that Remit knows of.", found) { Flags = [Flag.NoHub] },
            new("The provider is not known.", null),
        ];
        ProviderHub = new Way("hub of the provider", "pp. 14 to 16; D27", hubOfProvider);

        var residenceHub = AreaOf("commissioner of the home", residenceLocation)["specialised_hub"];
        var regionHub = new TableLookup("region of the practice", TableSchema.Areas, new LookupKey("region", v.OpenPractice["national_grouping"]))
        {
            OnlyWith = "specialised_hub",
        }["specialised_hub"];
        PopulationHub = new Way("hub of the patient's region", "p. 15; D22",
            new WayStep("The specialised hub of the provider's main site, standing in for the home.", byHomeOnly & residenceHub.IsKnown & v.PseudoHome) { Code = residenceHub, Method = Method.ProviderMainSite },
            new WayStep("The specialised hub of the home's commissioner.", byHomeOnly & residenceHub.IsKnown) { Code = residenceHub, Method = Method.Postcode },
            new WayStep("The specialised hub of the practice's region.", !byHomeOnly & v.EnglishPractice & regionHub.IsKnown) { Code = regionHub, Method = Method.Practice },
            stops
                ? new WayStep("Neither practice nor home gives a hub, and no further source is used (reading K11).", null) { Flags = [Flag.K11] }
                : new WayStep("Neither practice nor home gives a hub, so the provider's own stands in.", null)
                {
                    Flags = [Flag.K11],
                    Then = ProviderHub,
                });

        var locationHub = LocationArea["specialised_hub"];
        DentalHub = new Way("hub of the responsible location", "p. 4; D29",
            new WayStep("The hub of the responsible location, for dental care before 1 April 2023.", ResponsibleLocation.IsKnown & locationHub.IsKnown)
            {
                Code = locationHub,
                MethodOf = Responsible,
            },
            new WayStep("No hub is known for the responsible location.", null) { Flags = [Flag.NoHub] });

        DetentionHub = new Way("hub of the place of detention", "p. 51; Appendix F",
            new WayStep("The health and justice hub of the place of detention.", v.DetentionSite["hub"].IsKnown) { Code = v.DetentionSite["hub"], Method = Method.Site },
            new WayStep("The place of detention has no hub.", null) { Flags = [Flag.NoHub] });

        var forcesRegion = v.PracticeAddress["region"];
        var practiceRegion = v.OpenPractice["national_grouping"];
        var homeRegion = v.Residence["region"];
        Region = new Way("region", "pp. 22 to 23; D24",
            new WayStep("The region of the forces practice's address.", v.PracticeCommissioner.Is(ArmedForcesHub) & forcesRegion.IsKnown) { Code = forcesRegion, Method = Method.Practice },
            new WayStep("The region of the registered practice.", !v.PracticeCommissioner.Is(ArmedForcesHub) & v.EnglishPractice & practiceRegion.IsKnown) { Code = practiceRegion, Method = Method.Practice },
            new WayStep("The region of the provider's main site, standing in for the home.", v.PseudoHome & homeRegion.IsKnown) { Code = homeRegion, Method = Method.ProviderMainSite },
            new WayStep("The region of the home.", homeRegion.IsKnown) { Code = homeRegion, Method = Method.Postcode },
            new WayStep("No region can be found.", null) { Flags = [Flag.NoPostcodeMatch] });

        var practiceBoard = v.PracticeAddress["health_board"];
        var homeBoard = v.Residence["health_board"];
        WayStep[] board =
        [
            new("All that is known is that the patient lives in Wales: the Welsh Government.", v.HomeSaysWales)
            {
                Code = new FixedFact(WelshGovernment),
                Method = Method.Fixed,
                Flags = [Flag.K9],
            },
            new("The local health board of the Welsh practice's address, the patient living in England.", v.LivesInEngland & practiceBoard.IsKnown) { Code = practiceBoard, Method = Method.Practice },
            new("The local health board that the Welsh practice belongs to, its address not being placed.", v.LivesInEngland & v.PracticeCommissioner.IsKnown)
            {
                Code = v.PracticeCommissioner,
                Method = Method.Practice,
                Flags = [Flag.NoPostcodeMatch],
            },
            new("The health board that the home lies in.", homeBoard.IsKnown) { Code = homeBoard, Method = Method.Postcode },
            new("No health board can be found.", null) { Flags = [Flag.NoPostcodeMatch] },
        ];
        Board = new Way("health board", "pp. 17 to 20; D25", board);

        var council = v.Residence["local_authority"];
        Council = new Way("council", "p. 21; D26",
            new WayStep("The council of the provider's main site, standing in for the home.", v.PseudoHome & council.IsKnown) { Code = council, Method = Method.ProviderMainSite },
            new WayStep("The council of the home.", council.IsKnown) { Code = council, Method = Method.Postcode },
            new WayStep("No council can be found.", null) { Flags = [Flag.NoPostcodeMatch] });

        var country = v.Residence["country"];
        NationSpecialised = new Way("specialised body of the home nation", "pp. 16 to 20",
            new WayStep("Wales: the Welsh Health Specialised Services Committee.", v.LivesInWales) { Code = new FixedFact(WelshSpecialised), Method = Method.Fixed },
            new WayStep("Scotland: National Services Division.", country.Is(Scotland)) { Code = new FixedFact(ScottishSpecialised), Method = Method.Fixed },
            new WayStep("Northern Ireland: the guidance prints no code.", null) { Flags = [Flag.NoHub] });

        WelshReferral = readings.Are(DoubtfulPoint.K7, "health-board") ? Board : Fixed(WelshSpecialised);

        Agreement = new Way("the code that the agreement names", "p. 25; box B-3",
            new WayStep("The agreement names the commissioner.", null) { Code = v.ReciprocalAgreement, Method = Method.Evidence });
        AgreementDefault = new Way("responsible location or host", "p. 25; box B-3",
            new WayStep("The patient is part of the English population: the responsible location.", v.EnglishPopulation) { Then = Responsible },
            new WayStep("The patient is not part of the English population: the host.", null) { Then = Host });

        ArmedForcesByNotice = new Way("armed forces hub", "pp. 54 to 56; box I-1",
            new WayStep("NHS England has told the provider that the couple qualifies.", null) { Code = new FixedFact(ArmedForcesHub), Method = Method.Evidence });
    }

    public Func<string, Way> Fixed { get; }
    public Way None { get; }
    public Way Host { get; }
    public Way Responsible { get; }
    public Fact ResponsibleLocation { get; }
    public Lookup LocationArea { get; }
    public Way ProviderHub { get; }
    public Way PopulationHub { get; }
    public Way DentalHub { get; }
    public Way DetentionHub { get; }
    public Way Region { get; }
    public Way Board { get; }
    public Way Council { get; }
    public Way NationSpecialised { get; }
    public Way WelshReferral { get; }
    public Way Agreement { get; }
    public Way AgreementDefault { get; }
    public Way ArmedForcesByNotice { get; }

    private static TableLookup AreaOf(string words, Fact commissioner) => new(words, TableSchema.Areas, new LookupKey("commissioner", commissioner));
}
