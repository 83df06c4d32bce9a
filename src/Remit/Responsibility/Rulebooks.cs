using Remit.Time;
using static Remit.Responsibility.CodeLists;

namespace Remit.Responsibility;

/// <summary>The editions of the method that Remit holds. Each is built from the readings in use; a new edition is a new method here and the old ones stay.</summary>
public static class Rulebooks
{
    private const string Chart25 = "NHS England 25/26 Commissioner Assignment Method, flow chart of 7 January 2025";

    /// <summary>The names there are, newest first.</summary>
    public static readonly IReadOnlyList<string> Names = ["cam-2025-26", "cam-2024-25", "ccg"];

    /// <summary>Every rulebook, newest first.</summary>
    public static IReadOnlyList<Rulebook> All(Readings? readings = null) =>
        [Cam2025To26(readings ?? Readings.Documented), Cam2024To25(readings ?? Readings.Documented), Ccg(readings ?? Readings.Documented)];

    /// <summary>The rulebook of that name, or none.</summary>
    public static Rulebook? Named(string name, Readings? readings = null) =>
        All(readings).FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The 2025/26 method: every board has a delegation, amber lines are gone, and delegated lines skip the dental box.</summary>
    public static Rulebook Cam2025To26(Readings readings)
    {
        var chart = new ChartParts(readings);
        var v = chart.Vocabulary;
        var notDelegated = readings.Are(DoubtfulPoint.K2, "red-only") ? v.ServiceStatus.Is("RED") : !v.ServiceStatus.Is("GREEN");
        var afterDental = chart.DetainedAndOn(chart.Delegated);
        var specialised = chart.C0(
            new Box("C-0a", "Is the service retained by NHS England for this year?", "chart, box C-0a; K2", notDelegated)
            {
                IfYes = "The service line is not delegated to integrated care boards.",
                IfNo = "The service line is delegated to integrated care boards, so the dental box is skipped.",
                Yes = chart.C2,
                No = afterDental,
            },
            chart.Dental(afterDental),
            v.ServiceStatus.Is("RED", "GREEN"));

        return chart.Rulebook("cam-2025-26", "Commissioner Assignment Method 2025/26", Chart25 + ", and its accompanying guidance v1.1 of 24 March 2025",
            new DateSpan(new DateOnly(2025, 4, 1), new DateOnly(2026, 3, 31)),
            "Follows the official chart and guidance, read in full but for Appendix C. It says what routine data most likely mean; Who Pays? wins where the two differ.",
            specialised);
    }

    /// <summary>The 2024/25 method: three regions' boards have a delegation, and amber lines go to the hub of the population.</summary>
    public static Rulebook Cam2024To25(Readings readings)
    {
        var chart = new ChartParts(readings);
        var v = chart.Vocabulary;
        var dentalAndOn = chart.Dental(chart.DetainedAndOn(chart.Delegated));
        var inScope = readings.Are(DoubtfulPoint.K2, "red-only") ? !v.ServiceStatus.Is("RED") : v.ServiceStatus.Is("GREEN", "AMBER");
        var specialised = chart.C0(
            new Box("C-0a", "Is the service in scope for delegation this year?", "NHS England validation tool, April 2025; K2", inScope)
            {
                IfYes = "The service line is suitable for delegation (green or amber).",
                IfNo = "The service line is not suitable for delegation.",
                Yes = new Box("C-0b", "Is the service delegated this year?", "NHS England validation tool, April 2025", v.ServiceStatus.Is("GREEN"))
                {
                    IfYes = "The service line is delegated (green).",
                    IfNo = "The service line is suitable but not yet delegated (amber).",
                    Yes = dentalAndOn,
                    No = new Ending(Outcome.SpecialisedPracticeHub, "21", chart.Ways.PopulationHub),
                },
                No = chart.C2,
            },
            dentalAndOn,
            v.ServiceStatus.Is("RED", "GREEN", "AMBER"));

        return chart.Rulebook("cam-2024-25", "Commissioner Assignment Method 2024/25", "NHS England Delegated Commissioner Assignment validation tool, April 2025, and the 2025/26 chart",
            new DateSpan(new DateOnly(2024, 4, 1), new DateOnly(2025, 3, 31)),
            "Follows NHS England's published validation tool for the boxes that differ, and the 2025/26 chart for the rest: the 2024/25 guidance itself was not found.",
            specialised);
    }

    /// <summary>The years of the clinical commissioning groups: the later chart without delegation, projected back.</summary>
    public static Rulebook Ccg(Readings readings)
    {
        var chart = new ChartParts(readings);
        var noDelegation = chart.Respond("12");
        var dental = new Ending(Outcome.SpecialisedPracticeHub, "51", chart.Ways.DentalHub);
        var specialised = chart.C0(chart.C2, chart.Dental(chart.DetainedAndOn(noDelegation), dental), known: null);

        return chart.Rulebook("ccg", "The years of the clinical commissioning groups", "NHS Act 2006, s. 3(1A); the 2025/26 chart without delegation, projected back",
            new DateSpan(new DateOnly(2013, 4, 1), new DateOnly(2022, 6, 30)),
            "The answers that name a clinical commissioning group rest on statute. The national hubs are the later ones, projected back for illustration: do not rely on them.",
            specialised);
    }

    /// <summary>The parts of the chart that every edition shares.</summary>
    private sealed class ChartParts
    {
        public ChartParts(Readings readings)
        {
            Readings = readings;
            Vocabulary = new Vocabulary(readings);
            Ways = new WaysOfFinding(Vocabulary, readings);
            var v = Vocabulary;

            ArmedForces = new Ending(Outcome.ArmedForces, "61", Ways.Fixed(ArmedForcesHub));
            ProviderHub = new Ending(Outcome.SpecialisedProviderHub, "21", Ways.ProviderHub);

            C2 = new Box("C-2", "Does NHS England contract with the provider for it?", "p. 45; chart, box C-2", v.ProviderRow["specialised_hub"].IsKnown)
            {
                IfYes = "NHS England has a specialised contract with the provider.",
                IfNo = "No specialised contract with the provider is known.",
                Yes = ProviderHub,
                No = new Ending(Outcome.NoPayer, "", Ways.None),
                Unanswerable = (new Predicate.Stated(TableSchema.Providers, "specialised_hub"),
                    "It cannot be told: no table says which providers NHS England contracts with.", ProviderHub),
                Notes = [new BoxNote(Flag.NoHub, Answer.No, v.ProviderRow.IsFound)],
            };

            Delegated = new Box("C-5", "Is it a specialised service that is delegated?", "chart, box C-5", v.Specialised & v.ServiceStatus.Is("GREEN"))
            {
                IfYes = "The service is specialised and its line is delegated.",
                IfNo = "The service is not a delegated specialised one.",
                Yes = new Box("C-6", "Has the responsible board signed the delegation agreement?", "pp. 46 to 47; chart, box C-6; D23", Ways.LocationArea["delegated"].Is("Y"))
                {
                    IfYes = "A signed delegation agreement is in force.",
                    IfNo = "No signed delegation agreement is in force.",
                    Yes = Respond("25"),
                    No = new Ending(Outcome.SpecialisedPracticeHub, "21", Ways.PopulationHub),
                    Unanswerable = (Ways.ResponsibleLocation.IsKnown, "It cannot be told: no responsible location was found.", Respond("25")),
                },
                No = Respond("12"),
            };
        }

        public Readings Readings { get; }
        public Vocabulary Vocabulary { get; }
        public WaysOfFinding Ways { get; }
        public Ending ArmedForces { get; }
        public Ending ProviderHub { get; }
        public Box C2 { get; }
        public Box Delegated { get; }

        /// <summary>The responsible location pays, unless a placement under Who Pays? displaces it.</summary>
        public Ending Respond(string category) => new(Outcome.Responsible, category, Ways.Responsible)
        {
            DisplacedBy = new Displacement("WHO-PAYS", "Another commissioner placed the patient, and under Who Pays? it keeps the responsibility.",
                "Who Pays?; SI 2012/2996 Sch. 1; SI 2022/635; D28", Vocabulary.Placed, Outcome.Placed),
        };

        /// <summary>Box D, before the box that follows it. Dental care went to NHS England until 1 April 2023 (p. 4).</summary>
        public Box Dental(Exit next, Ending? dental = null) =>
            new("D", "Is it secondary dental care?", "p. 48; chart, box D", Vocabulary.Dental)
            {
                IfYes = "The treatment function is a dental one.",
                IfNo = "The treatment function is not a dental one.",
                Yes = dental ?? Respond("55"),
                No = next,
            };

        /// <summary>Box E and what follows it.</summary>
        public Box DetainedAndOn(Exit last)
        {
            var v = Vocabulary;
            var j = new Box("J", "Is the patient registered with a Defence Medical Services practice in England?", "p. 56; chart, box J", v.EnglishForcesPractice)
            {
                IfYes = "The patient is registered with an English forces practice.",
                IfNo = "The patient is not registered with an English forces practice.",
                Yes = ArmedForces,
                No = last,
            };
            var i = new Box("I", "Is it infertility care?", "pp. 54 to 56; chart, box I", v.Infertility)
            {
                IfYes = "A diagnosis or procedure is an infertility one.",
                IfNo = "No diagnosis or procedure is an infertility one.",
                Yes = new Box("I-1", "Has NHS England told the provider that the couple qualifies?", "pp. 54 to 56; chart, box I-1; K13", v.InfertilityNotice)
                {
                    IfYes = "NHS England gave notice that the couple qualifies.",
                    IfNo = "There is no notice from NHS England.",
                    Yes = new Ending(Outcome.ArmedForces, "61", Ways.ArmedForcesByNotice),
                    No = Respond("12"),
                },
                No = j,
            };
            var h = new Box("H", "Is it other public health care that a council commissions?", "p. 54; chart, box H", v.CouncilPublicHealth)
            {
                IfYes = "Local evidence says that a council commissions it.",
                IfNo = "Nothing says that a council commissions it.",
                Yes = new Ending(Outcome.LocalAuthority, "", Ways.Council),
                No = i,
            };
            var f = new Box("F", "Is it covered by a section 7A public health specification?", "pp. 52 to 53; chart, box F", v.PublicHealthService)
            {
                IfYes = "It is a section 7A public health service.",
                IfNo = "It is not a section 7A public health service.",
                Yes = new Ending(Outcome.PublicHealth, "81", Ways.Region),
                No = h,
            };

            return new Box("E", "Is the patient detained?", "pp. 49 to 51; chart, box E; K3", v.DetainedPatient)
            {
                IfYes = "The home is a place of detention, and an admission came from there.",
                IfNo = "The patient is not detained.",
                Yes = new Ending(Outcome.HealthJustice, "71", Ways.DetentionHub),
                No = f,
                Notes = [new BoxNote(Flag.K3, Answer.Yes, v.IsAdmitted & v.LegacyAdmission)],
            };
        }

        /// <summary>Box C-0. <paramref name="known"/> says which statuses leave no doubt; none means that status is not asked about.</summary>
        public Box C0(Exit specialised, Exit ordinary, Predicate? known) =>
            new("C-0", "Is it a specialised service?", "pp. 39 to 42; chart, box C-0", Vocabulary.Specialised)
            {
                IfYes = "The service is specialised.",
                IfNo = "The service is not specialised.",
                Yes = specialised,
                No = ordinary,
                Notes = known is null ? [] : [new BoxNote(Flag.K2, Answer.Yes, !known)],
            };

        /// <summary>The whole chart around its middle, box C-0.</summary>
        public Rulebook Rulebook(string name, string title, string cites, DateSpan inForce, string standing, Box c0)
        {
            var v = Vocabulary;
            var welshEnding = new Ending(Outcome.DevolvedSpecialised, "", Ways.WelshReferral);
            var nation = new Ending(Outcome.DevolvedSpecialised, "", Ways.NationSpecialised);

            var c3 = new Box("C-3", "Was the patient referred through the Welsh referral and approval service?", "pp. 21, 46; chart, box C-3; K7, K8", v.StaysWithWales)
            {
                IfYes = "The referral came through the Welsh service, or the patient lives in Wales.",
                IfNo = "The referral did not come through the Welsh service, and the patient lives in England.",
                Yes = welshEnding,
                No = ProviderHub,
                Notes =
                [
                    new BoxNote(Flag.K7, Answer.Yes, v.ViaReferralService),
                    new BoxNote(Flag.K8, Answer.Yes, !v.ViaReferralService),
                ],
            };
            var wb10 = new Box("WB-10", "Is the practice a Welsh one on the border?", "p. 36; chart, box WB-10; K10", v.WelshBorderPatient)
            {
                IfYes = "The practice is Welsh and the home is on the border.",
                IfNo = "The practice is not Welsh, or the home is not on the border.",
                Yes = c3,
                No = nation,
            };
            var c1 = new Box("C-1", "Is the service on the Appendix C list?", "pp. 42 to 43; chart, box C-1", v.OnAppendixC)
            {
                IfYes = "England pays for this line across the border.",
                IfNo = "The line is not on the Appendix C list.",
                Yes = ProviderHub,
                No = wb10,
                Unanswerable = (new Predicate.Stated(TableSchema.Services, "cross_border"),
                    "It cannot be told: no table carries the Appendix C list. Read as no.", wb10),
            };
            var c = new Box("C", "Is it a specialised service (patient of another nation)?", "pp. 39 to 42; chart, box C; K1", v.Specialised)
            {
                IfYes = "The service is specialised.",
                IfNo = "The service is not specialised.",
                Yes = c1,
                No = Readings.Are(DoubtfulPoint.K1, "specialised-body") ? nation : new Ending(Outcome.DevolvedBoard, "", Ways.Board),
            };

            var wb3 = new Box("WB-3", "Does the patient live in England?", "p. 37; chart, box WB-3; K9", v.EnglishHome)
            {
                IfYes = "The patient lives in England, or no usable address says otherwise.",
                IfNo = "The patient lives in another nation of the United Kingdom.",
                Yes = c0,
                No = c,
                Notes = [new BoxNote(Flag.K9, When: v.HomeSaysWales)],
            };
            var wb2 = new Box("WB-2", "Is the practice an English one, and the home on the border?", "pp. 36 to 37; chart, box WB-2", v.EnglishBorderPatient)
            {
                IfYes = "The practice is English and the home is on the border.",
                IfNo = "The practice is not English, or the home is not on the border.",
                Yes = c0,
                No = wb3,
            };
            var wb1 = new Box("WB-1", "Is the practice a Welsh one, and the home on the border?", "p. 36; chart, box WB-1; K10", v.WelshBorderPatient)
            {
                IfYes = "The practice is Welsh and the home is on the border.",
                IfNo = "The practice is not Welsh, or the home is not on the border.",
                Yes = c,
                No = wb2,
                Notes = [new BoxNote(Flag.K10, Answer.Yes, !v.PracticeIsOnTheBorder)],
            };

            var b4 = new Box("B-4", "Is the patient part of the English population?", "pp. 25, 34; chart, box B-4; K5", v.EnglishPopulation)
            {
                IfYes = "The patient is registered in England, or has a real home in the United Kingdom.",
                IfNo = "The patient is neither registered in England nor at home in the United Kingdom.",
                Yes = Respond("12"),
                No = new Ending(Outcome.Host, "12", Ways.Host),
                Notes = [new BoxNote(Flag.K5, When: v.EnglishPopulationIsDoubtful)],
            };
            var agreement = new Box("B-3a", "Does the agreement name the commissioner?", "p. 25", !v.ReciprocalAgreement.Is("Y"))
            {
                IfYes = "The agreement names the commissioner.",
                IfNo = "The agreement names no commissioner, so residence and registration settle it.",
                Yes = new Ending(Outcome.Reciprocal, "", Ways.Agreement),
                No = new Ending(Outcome.Reciprocal, "12", Ways.AgreementDefault),
                Notes = [new BoxNote(Flag.K5, Answer.No, v.EnglishPopulationIsDoubtful)],
                Written = Written.Never,
            };
            var b3 = new Box("B-3", "Is the care covered by another international agreement?", "pp. 25, 32 to 33; chart, box B-3", v.ReciprocalAgreement.IsKnown & !v.ReciprocalAgreement.Is("N"))
            {
                IfYes = "Local evidence names a reciprocal agreement.",
                IfNo = "Nothing names a reciprocal agreement.",
                Yes = agreement,
                No = b4,
            };
            var b2 = new Box("B-2", "Is the home in the European Economic Area or Switzerland?", "pp. 31 to 32; Appendix H; chart, box B-2", v.Home.Is(EuropeanHomes))
            {
                IfYes = "The pseudo-postcode is one of Appendix H.",
                IfNo = "The home is not one of Appendix H.",
                Yes = ProviderHub,
                No = b3,
            };
            var b1 = new Box("B-1", "Is it a highly specialised service?", "pp. 31 to 32; chart, box B-1", v.HighlySpecialised)
            {
                IfYes = "The service is highly specialised.",
                IfNo = "The service is not highly specialised.",
                Yes = b2,
                No = b3,
            };
            var b = new Box("B", "Is the patient ordinarily resident in the United Kingdom?", "pp. 28 to 33; chart, box B; K4, K12", v.OrdinarilyResident)
            {
                IfYes = "The patient is ordinarily resident in the United Kingdom.",
                IfNo = "The patient is not ordinarily resident in the United Kingdom.",
                Yes = wb1,
                No = b1,
                Notes =
                [
                    new BoxNote(Flag.K4, Answer.Yes, !v.CategoryIsRecorded),
                    new BoxNote(Flag.OverseasCategoryBlank, When: !v.CategoryIsRecorded),
                    new BoxNote(Flag.K12, Answer.No, v.OtherForcesPostOffice),
                ],
            };
            var a = new Box("A", "Does the patient, or someone for the patient, pay?", "p. 27; chart, box A", v.PaidByPatient)
            {
                IfYes = "The patient is a chargeable overseas visitor, or a private patient.",
                IfNo = "The patient is neither a chargeable overseas visitor nor a private patient.",
                Yes = new Ending(Outcome.Private, "", Ways.Fixed(PayableByPatient)) { CarriesFlags = false },
                No = b,
            };

            var emergencyForces = new Box("J", "Is the patient registered with a Defence Medical Services practice in England?", "pp. 26 to 27; chart, box J; K14", v.EnglishForcesPractice)
            {
                IfYes = "The patient is registered with an English forces practice.",
                IfNo = "The patient is not registered with an English forces practice.",
                Yes = ArmedForces,
                No = new Ending(Outcome.Responsible, "12", Ways.Responsible),
            };
            var emergency = new Box("A&E-1", "Does the patient live in England?", "p. 26; chart, box A&E-1; K6, K9",
                Readings.Are(DoubtfulPoint.K9, "wales") ? v.LivesInEngland & !v.HomeSaysWales : v.LivesInEngland)
            {
                IfYes = "The patient lives in England, or has no usable address.",
                IfNo = "The patient does not live in England.",
                Yes = emergencyForces,
                No = Readings.Are(DoubtfulPoint.K6, "responsible") ? new Ending(Outcome.Responsible, "12", Ways.Responsible) : new Ending(Outcome.Host, "12", Ways.Host),
                Notes = [new BoxNote(Flag.K9, When: v.HomeSaysWales)],
            };

            return new Rulebook
            {
                Name = name,
                Title = title,
                Cites = cites,
                InForce = inForce,
                Standing = standing,
                Readings = Readings,
                Start = new Box("START", "Is it emergency care?", "p. 5; chart, start", v.CdsTypeCode.Is(CdsType.EmergencyCare.Code))
                {
                    IfYes = "The record is of emergency care (CDS type 011).",
                    IfNo = "The record is of outpatient or admitted care.",
                    Yes = emergency,
                    No = a,
                    Written = Written.Never,
                },
                RecordNotes =
                [
                    (Flag.NoPracticeMatch, !v.PracticeIsDefault & !v.PracticeCommissioner.IsKnown),
                    (Flag.NoProviderMatch, !v.ProviderRow.IsFound),
                    (Flag.NoPostcodeMatch, (!v.PseudoHome & !v.Home.Begins("ZZ99") & !v.HomeIsListed) | (v.PseudoHome & v.ProviderRow.IsFound & !v.MainSite.IsFound)),
                ],
            };
        }
    }
}
