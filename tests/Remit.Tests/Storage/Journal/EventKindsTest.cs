using Remit.Journal;
using Remit.Responsibility;
using Remit.Storage.Journal;

namespace Remit.Tests.Storage.Journal;

public class EventKindsTest
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_event_of_the_domain_has_a_kind() =>
        typeof(Event).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Event)) && !t.IsAbstract).Except(EventKinds.All.Values).ShouldBeEmpty("an event needs a name in the journal that lasts: see EventKinds");

    [Fact]
    public void Every_kind_is_named_in_small_letters() =>
        EventKinds.All.Keys.Where(k => !k.All(c => char.IsAsciiLetterLower(c) || c == '-')).ShouldBeEmpty();

    // What a journal holds already: a change here breaks those that exist.
    [Theory]
    [InlineData("account-made", """{"name":"Ann Example"}""")]
    [InlineData("account-closed", "{}")]
    [InlineData("account-reopened", "{}")]
    [InlineData("account-unlocked", "{}")]
    [InlineData("role-granted", """{"role":"governance officer","body":"99A","from":"2026-11-22","until":"2027-03-31"}""")]
    [InlineData("role-withdrawn", """{"grant":2}""")]
    [InlineData("sign-in-reset", """{"until":"2026-11-23T09:00:00+00:00","secondFactor":true}""")]
    [InlineData("provider-linked", """{"provider":"NHSmail"}""")]
    [InlineData("journal-restored", """{"events":2,"head":"ab","insteadOfEvents":0}""")]
    [InlineData("release-taken-in", """{"sha256":"ab","kind":"epcmem","series":"","title":"Members","edition":"2019-08-30","editionFrom":"name","file":"epcmem.csv","bytes":10,"rows":3,"leftOut":1,"learned":"2019-09-01T00:00:00+00:00","imported":"2026-11-22T09:00:00+00:00"}""")]
    [InlineData("release-corrected", """{"edition":"2019-08-31","corrected":"2026-11-22T09:00:00+00:00"}""")]
    [InlineData("run-published", """{"title":"June","manifest":"cd","inputs":["ef"],"rulebooks":["cam-2025-26"],"readings":["K3=40"],"asOn":"2025-06-30","reference":[{"name":"practices.csv","sha256":"01"}],"counts":{"outcomes":["HOST","RESPONSIBLE"],"months":["2025-05","2025-06"],"records":[[10,null],[20,30]],"ofOutcome":[null,50],"ofMonth":[30,null],"all":60}}""")]
    [InlineData("run-withdrawn", "{}")]
    [InlineData("instrument-recorded", """{"instrument":{"id":"directions/08L","kind":"direction","title":"Directions","madeBy":"NHS England","power":"section 14Z21","decision":"minute 7","from":"2017-09-01","to":"2019-03-31","document":"file 3","linkedTo":["directions/08Q"],"clauses":[{"clause":"1","does":"moves","functions":["acute"],"except":["acute/elective"],"of":"08L","to":"08Q","for":["08L"],"what":"urgently","liable":"stays","target":"x","targetClause":"2","until":"2019-03-31","bodies":1,"outOf":2}]},"learned":"2017-09-05"}""")]
    [InlineData("instrument-recorded", """{"instrument":{"id":"a","kind":"direction","title":"t","madeBy":"NHS England","power":"p","clauses":[{"clause":"1","does":"stops"}]}}""")]
    [InlineData("instrument-recorded", """{"instrument":{"id":"m","kind":"merger","title":"t","madeBy":"NHS England","power":"p","from":"2015-04-01","clauses":[{"clause":"1","does":"establishes","to":"13T","kind":"CCG","name":"NHS N CCG"},{"clause":"2","does":"joins","of":"00F","to":"13T","practices":["A85001"]},{"clause":"3","does":"covers","to":"13T","areas":["E01008162"]}]}}""")]
    [InlineData("instrument-withdrawn", "{}")]
    [InlineData("application-made", """{"application":{"id":"m","kind":"merge","bodyKind":"CCG","by":["00F","00G"],"from":"2015-04-01","case":"c","bodies":["00F","00G"],"becomes":[{"code":"13T","name":"NHS N","constitution":"draft","accountableOfficer":"form B","practices":["A85001"],"areas":["E01008162"],"areasOf":["00F"]}],"practices":["A85002"],"leaves":"00F","joins":"00G","votes":[{"body":"00F","counted":"by list","needs":"at least 2/3 of members"}],"document":"file 1"},"on":"2014-06-01"}""")]
    [InlineData("application-amended", """{"application":{"id":"m","kind":"merge","bodyKind":"CCG","by":["00F"],"from":"2015-04-01","case":"c"},"on":"2014-06-02"}""")]
    [InlineData("application-question-asked", """{"question":"q","on":"2014-06-03"}""")]
    [InlineData("application-question-answered", """{"question":1,"answer":"a","on":"2014-06-03"}""")]
    [InlineData("application-evidence-put-in", """{"factor":"boundary","shows":"s","document":"d","on":"2014-06-03"}""")]
    [InlineData("application-factor-assessed", """{"factor":"boundary","standing":"not met","reasons":["r"],"on":"2014-06-03"}""")]
    [InlineData("application-views-sought", """{"group":"councils","whom":"the council","replyBy":"2014-07-01","on":"2014-06-03"}""")]
    [InlineData("application-views-given", """{"consultation":1,"from":"the council","view":"for","says":"s","on":"2014-06-03"}""")]
    [InlineData("application-views-taken-into-account", """{"consultation":1,"how":"h","on":"2014-06-03"}""")]
    [InlineData("application-members-voted", """{"body":"00F","entitled":31,"for":20,"against":10,"abstained":1,"on":"2014-06-03"}""")]
    [InlineData("application-governing-body-decided", """{"body":"00F","agreed":false,"reasons":["r"],"on":"2014-06-03"}""")]
    [InlineData("application-handed-over", """{"to":"authorisation","reference":"wave 1","on":"2014-06-03"}""")]
    [InlineData("application-approved-in-principle", """{"reasons":["r"],"conditions":["c"],"on":"2014-06-03"}""")]
    [InlineData("application-condition-met", """{"condition":1,"how":"h","on":"2014-06-03"}""")]
    [InlineData("application-approved", """{"reasons":["r"],"despite":["boundary"],"document":"d","on":"2014-06-03"}""")]
    [InlineData("application-refused", """{"by":"NHS England","reasons":["r"],"document":"d","on":"2014-06-03"}""")]
    [InlineData("application-withdrawn", """{"reasons":["r"],"on":"2014-06-03"}""")]
    [InlineData("application-change-imposed", """{"ground":"tiling","reasons":["r"],"document":"d","on":"2014-06-03"}""")]
    [InlineData("application-orders-made", """{"instruments":["orders/m"],"tiling":"held against 60 practices","on":"2014-06-03"}""")]
    [InlineData("application-transfer-scheme-made", """{"instrument":"transfers/m","on":"2014-06-03"}""")]
    [InlineData("application-closing-step-done", """{"step":"accounts","how":"h","on":"2014-06-03"}""")]
    [InlineData("application-closing-step-reopened", """{"step":"accounts","why":"w","on":"2014-06-03"}""")]
    [InlineData("intervention-opened", """{"kind":"direction","title":"Lewisham","bodies":["08L"],"ground":"failing","evidence":"file 3","functions":["acute"]}""")]
    [InlineData("intervention-opened", """{"kind":"special measures","title":"t","bodies":["08L"],"ground":"persistent failure","evidence":"e"}""")]
    [InlineData("term-proposed", """{"term":{"clause":"1","does":"stops","functions":["acute"],"of":"08L"}}""")]
    [InlineData("term-struck", """{"clause":"1"}""")]
    [InlineData("body-consulted", """{"body":"08Q","on":"2017-08-01","document":"letter 1"}""")]
    [InlineData("representations-made", """{"body":"08L","on":"2017-08-14","says":"none","document":"letter 2"}""")]
    [InlineData("intervention-made", """{"on":"2017-08-22","from":"2017-09-01","to":"2019-03-31","review":"2018-09-01","decision":"minute 7","instruments":["interventions/x/08L"],"checks":[{"rule":"power","found":"holds","because":"section 14Z21"}]}""")]
    [InlineData("intervention-made", """{"on":"2017-08-22","from":"2017-09-01","instruments":[],"checks":[]}""")]
    [InlineData("intervention-dropped", """{"on":"2017-08-22","decision":"minute 8"}""")]
    [InlineData("intervention-reviewed", """{"on":"2018-10-01","found":"better","next":"2019-01-01"}""")]
    [InlineData("intervention-lifted", """{"instrument":"interventions/x/08L","clause":"leadership","from":"2018-10-01","by":"interventions/x/08L/lift-leadership-2018-10-01","decision":"minute 9"}""")]
    [InlineData("intervention-extended", """{"on":"2020-12-21","until":"2021-03-31","by":["interventions/c/x/extend-2020-12-21"],"decision":"minute 9"}""")]
    [InlineData("constitution-recorded", """{"constitution":{"body":"00L","version":"7","from":"2016-04-01","committees":[{"id":"gb","kind":"governing body","title":"Governing Body","seats":[{"id":"chair","title":"Chair","offices":["gp"],"votes":true,"termYears":3,"mostTerms":2,"of":"00L"}],"quorum":{"members":1,"including":["lay"]},"chair":"chair","deputy":"vice","decides":["contracts"],"with":["00M"],"inCommon":true}],"instrument":"constitutions/00L-7","members":["A84001"],"membersVote":"list-weighted","membersCarry":75,"reserved":[{"matter":"Merger","to":"members"}]}}""")]
    [InlineData("constitution-recorded", """{"constitution":{"body":"00L","version":"1","from":"2013-04-01","committees":[]}}""")]
    [InlineData("person-recorded", """{"name":"Ann Example"}""")]
    [InlineData("facts-declared", """{"declared":[{"fact":"convicted","holds":true,"from":"2008-01-01","to":"2009-01-01","body":"00L"},{"fact":"councillor","holds":false}]}""")]
    [InlineData("appointment-made", """{"person":"ann-example","body":"00L","committee":"gb","seat":"chair","from":"2016-04-01","to":"2019-03-31","how":"elected"}""")]
    [InlineData("interest-declared", """{"body":"00L","person":"ann-example","type":"non-financial-professional","nature":"perceived","organisation":"Harbour Health Ltd","position":"director","arose":"2016-04-01","declared":"2016-04-02","code":"A84001","ended":"2017-03-31","amount":"2500.00","through":"spouse","handling":"leaves"}""")]
    [InlineData("interest-declared", """{"body":"00L","person":"ann-example","type":"financial","nature":"actual","organisation":"Harbour Health Ltd","position":"director","arose":"2016-04-01","declared":"2016-04-02"}""")]
    [InlineData("interest-ended", """{"last":"2017-03-31"}""")]
    [InlineData("interest-matched", """{"code":"A84001","score":80}""")]
    [InlineData("interest-matched", "{}")]
    [InlineData("interest-reviewed", """{"outcome":"No change","handling":"leaves"}""")]
    [InlineData("return-made", """{"body":"00L","on":"2016-04-02","nil":true}""")]
    [InlineData("gift-declared", """{"body":"00L","person":"ann-example","hospitality":true,"from":"Harbour Health Ltd","fromSupplier":true,"value":"30.00","offered":"2017-07-01","accepted":true,"declared":"2017-07-02","approved":"the accountable officer"}""")]
    [InlineData("breach-reported", """{"body":"00L","person":"ann-example","what":"Declared after the award","on":"2017-07-01"}""")]
    [InlineData("breach-concluded", """{"outcome":"Reminded","published":"A member declared late","reportedOn":"2017-07-09"}""")]
    [InlineData("meeting-called", """{"body":"00L","committee":"gb","day":"2017-07-27","agenda":[{"number":1,"title":"Award","purpose":"award","concerns":[{"name":"Harbour Health Ltd","code":"A84001","as":"bidder"}],"private":"Commercial"}]}""")]
    [InlineData("conflict-ruled", """{"item":1,"person":"ann-example","handling":"withhold-papers","because":"Her company bids","by":"ben-example"}""")]
    [InlineData("attendance-taken", """{"present":["ann-example"]}""")]
    [InlineData("chair-chosen", """{"item":1,"person":"ann-example"}""")]
    [InlineData("member-co-opted", """{"item":1,"person":"ann-example","from":"00M"}""")]
    [InlineData("item-voted", """{"item":1,"motion":"To award it","votes":[{"person":"ann-example","vote":"abstain"}]}""")]
    [InlineData("item-referred", """{"item":1,"to":"the audit committee","because":"No quorum"}""")]
    [InlineData("minutes-approved", """{"at":"00L/gb/2017-09-28","corrections":"A name"}""")]
    [InlineData("meeting-called", """{"body":"00L","committee":"gb","day":"2017-07-27","agenda":[{"number":1,"title":"Minutes","purpose":"decision","concerns":[],"matter":"Minutes","minutesOf":"00L/gb/2017-05-25","ratifies":"00L/gb/1"}],"place":"Town Hall","starts":"14:00","noticed":"2017-07-20","inCommonWith":["00M/gb/2017-07-27"]}""")]
    [InlineData("agenda-amended", """{"item":{"number":4,"title":"Late","purpose":"decision","concerns":[]},"because":"It came up on Friday","on":"2017-07-25","leaveOf":"ann-example"}""")]
    [InlineData("item-withdrawn", """{"item":1,"because":"Not ready"}""")]
    [InlineData("meeting-postponed", """{"to":"2017-08-03","because":"Snow","on":"2017-07-26","place":"Library","starts":"10:00"}""")]
    [InlineData("meeting-cancelled", """{"because":"Nothing to decide","on":"2017-07-26"}""")]
    [InlineData("paper-added", """{"items":[1,2],"title":"Report","sent":"2017-07-20","file":{"sha256":"ab","bytes":10,"mediaType":"application/pdf","name":"report.pdf"},"private":"Commercial"}""")]
    [InlineData("paper-added", """{"items":[1],"title":"Report","sent":"2017-07-20","link":"https://example.nhs.uk/report.pdf"}""")]
    [InlineData("paper-published", """{"paper":1,"on":"2017-07-21"}""")]
    [InlineData("paper-withdrawn", """{"paper":1,"because":"The wrong version"}""")]
    [InlineData("member-left", """{"item":1,"person":"ann-example","left":"14:20","returned":"14:50"}""")]
    [InlineData("attendance-taken", """{"present":["ann-example"],"fromItem":3}""")]
    [InlineData("item-minuted", """{"item":1,"text":["The bids were compared.","Two were withdrawn."]}""")]
    [InlineData("minutes-approved", """{"at":"00L/gb/2017-09-28","item":1}""")]
    [InlineData("minutes-published", """{"on":"2017-10-02"}""")]
    [InlineData("action-agreed", """{"body":"00L","meeting":"00L/gb/2017-07-27","item":1,"owner":"ann-example","what":"Write to the bidders","due":"2017-08-31"}""")]
    [InlineData("action-updated", """{"on":"2017-08-20","says":"Half are written","due":"2017-09-15"}""")]
    [InlineData("action-closed", """{"on":"2017-09-10","how":"All are written"}""")]
    [InlineData("urgent-decision-taken", """{"body":"00L","committee":"gb","day":"2017-08-10","title":"Beds","concerns":[{"name":"Harbour Health Ltd"}],"decided":"To buy ten beds","urgency":"The ward closed","by":["ann-example"],"consulted":["ben-example"],"private":"Commercial"}""")]
    [InlineData("contract-awarded", """{"body":"00L","decision":"00L/gb/2017-07-27#1","title":"Nursing","procedure":"open procedure","to":[{"name":"Harbour Health Ltd","code":"A84001","value":"250000.00"}],"from":"2017-10-01","until":"2020-09-30","service":"Community nursing","isNew":true,"contract":"ocds-b5fd17-1","clinicalLead":"Dr Example","contractLead":"Ms Example"}""")]
    [InlineData("award-linked", """{"contract":"ocds-b5fd17-1"}""")]
    [InlineData("return-reminded", """{"body":"00L","on":"2017-07-02","due":"2017-07-29"}""")]
    [InlineData("constitution-recorded", """{"constitution":{"body":"00L","version":"8","from":"2017-04-01","committees":[{"id":"gb","kind":"governing body","title":"Governing Body","seats":[],"quorum":{"members":1,"eachBody":1},"inCommon":false,"noticeDays":5,"papersDays":3,"urgent":{"seats":["chair","officer"],"consulting":2}}]}}""")]
    [InlineData("election-called", """{"body":"00L","name":"gp-members-2017","title":"GP members","method":"single-transferable-vote","voters":"practices","returningOfficer":"the accountable officer","frozenOn":"2017-01-01","opens":"2017-02-01","closes":"2017-02-14","committee":"gb","seats":["gp-1","gp-2"],"nominationsBy":"2017-01-20","from":"2017-04-01","to":"2020-03-31","byList":false,"instrument":"constitution/00L/7"}""")]
    [InlineData("election-called", """{"body":"00L","name":"merger","title":"Merger","method":"for-or-against","voters":"listed","returningOfficer":"the chair","frozenOn":"2017-01-01","opens":"2017-02-01","closes":"2017-02-14","question":"That it merge","needs":"more than 1/2 of votes cast","byList":true}""")]
    [InlineData("election-called", """{"body":"00L","name":"merger","title":"Merger","method":"for-or-against","voters":"listed","returningOfficer":"the chair","frozenOn":"2017-01-01","opens":"2017-02-01","closes":"2017-02-14","question":"That it merge","needs":"more than 1/2 of votes cast","byList":false,"application":"north/merger"}""")]
    [InlineData("electorate-frozen", """{"day":"2017-01-01","source":"practices of 00L in the register","electors":[{"code":"A84001","votes":8123}]}""")]
    [InlineData("candidate-nominated", """{"candidate":"ann-example","name":"Ann Example","proposer":"A84001","seconder":"A84002"}""")]
    [InlineData("candidate-withdrew", """{"candidate":"ann-example"}""")]
    [InlineData("candidate-disqualified", """{"candidate":"ann-example","ground":"Not a member"}""")]
    [InlineData("poll-opened", """{"key":"AAEC","lines":["ann-example","ben-example"]}""")]
    [InlineData("paper-issued", """{"elector":"A84001"}""")]
    [InlineData("paper-replaced", """{"elector":"A84001"}""")]
    [InlineData("poll-closed", """{"papers":[{"code":"00ff","marks":[2,1],"votes":1}],"notReturned":3}""")]
    [InlineData("lot-drawn", """{"for":"exclusion","among":["ann-example","ben-example"],"chosen":"ben-example"}""")]
    [InlineData("result-declared", """{"elected":["ann-example"]}""")]
    [InlineData("result-declared", """{"elected":[],"carried":true}""")]
    [InlineData("office-accepted", """{"candidate":"ann-example","seat":"gp-1"}""")]
    [InlineData("office-declined", """{"candidate":"ann-example"}""")]
    [InlineData("election-abandoned", """{"why":"The key was lost"}""")]
    [InlineData("appointment-ended", """{"appointment":1,"last":"2018-03-31","why":"Resigned"}""")]
    public void An_event_is_read_as_it_was_written_and_written_as_it_was_read(string kind, string body)
    {
        var happened = EventKinds.Read(Entry.Seal(Chain.Beginning, 1, 1, "any", 1, kind, body, new("Ann", "clerk", "why", Now))).ShouldNotBeNull();

        EventKinds.Write(happened).ShouldBe((kind, body));
    }

    [Theory]
    [InlineData("run-published", "null")]
    [InlineData("run-published", """{"title":"June"}""")]
    [InlineData("journal-restored", """{"events":2,"head":null,"insteadOfEvents":0}""")]
    [InlineData("journal-restored", """{"head":"ab","insteadOfEvents":0}""")]
    public void A_body_that_lacks_what_such_an_event_has_is_no_event(string kind, string body) =>
        Should.Throw<System.Text.Json.JsonException>(() => EventKinds.Read(Entry.Seal(Chain.Beginning, 1, 1, "any", 1, kind, body, new("Ann", "clerk", "why", Now))));

    [Fact]
    public void Every_kind_has_its_example_above() =>
        EventKinds.All.Keys.Order().ShouldBe(typeof(EventKindsTest).GetMethod(nameof(An_event_is_read_as_it_was_written_and_written_as_it_was_read))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(d => (string)d.Data[0]!).Distinct().Order());

    [Fact]
    public void The_counts_of_a_run_are_one_protected_table_in_which_the_rejected_are_a_row()
    {
        var summary = new Summary(["outcome", "month"]);
        foreach (var (outcome, month, records) in ((string, string, int)[])[("HOST", "2025-06", 3), ("RESPONSIBLE", "2025-05", 41), ("RESPONSIBLE", "2025-06", 112)])
            for (var i = 0; i < records; i++)
                summary.Add([outcome, month]);

        var counts = PublishedCounts.Of(summary, rejected: 18);

        counts.Outcomes.ShouldBe(["HOST", "RESPONSIBLE", "REJECTED"]);
        counts.Months.ShouldBe(["", "2025-05", "2025-06"]);
        counts.Records[0][2].ShouldBeNull();
        counts.Of("HOST").ShouldBeNull();
        counts.Of("RESPONSIBLE").ShouldBe(155);
        counts.Of("PRIVATE").ShouldBe(0);
        counts.All.ShouldBe(175);
        counts.Records.SelectMany(r => r).Where(n => n is > 0 and < 8).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => PublishedCounts.Of(new Summary(["outcome", "month"]), 0));
    }
}
