/// Single words that turn or suspend what stands behind them.
enum ScopeWords {
    private static func set(_ words: String) -> WordSet {
        WordSet(words.split(separator: " ").map { RuleBook.number(String($0)) })
    }

    static let all =
        "general total payout wire net him her merchant thank thanks upon program programs typically usually generally normally rule starting slider later down renewal renewals example instance let's minimum min draw draws future million "
        + "already previously last ago ever " + "who why tell let confirm explain clarify need please "
        + "not no never nobody none nothing neither nor without isn't wasn't aren't weren't don't doesn't didn't hasn't haven't hadn't won't can't cannot cant dont wont wouldn't "
        + "if unless whether when whenever once in before should may might either assuming provided maybe perhaps possibly potentially until till after for any case would could will to must please shall can i'll we'll going ready pending hopefully than "
        + "fine there ok okay enough sufficient healthy acceptable adequate met meets meet pass passes passed liked aside notwithstanding despite low lower insufficient inadequate limited short below under less only minimum min needs require requires fails failed fail lacks lacking poor weak bad thin few new recent open active unresolved unsatisfied outstanding excessive high many multiple several concerns concern issue issues problem problems due because reason reasons killed kills kill killer hurt hurts against over above exceeds outside young soft slim negative unacceptable adverse derogatory existing prior past number too about "
        + "hour hours minute minutes moment moments mins on in from per with of submission one "
        + "unfortunately sorry afraid regret regretfully regrettably sadly alas however regrets declining decline declines lunch dinner brunch drinks beers beer golf coffee birthday wedding tickets weekend fishing poker steak "
        + "list send give show upload fill attach forward resend along over much many too stop stopped barely hardly scarcely dried "
        + "yet great good strong solid love loved nice excellent clean impressive impressed healthy perfect decent respectable stellar terrific outstanding we we're i i'm today now just morning boom congrats congratulations other another competing competitor competitor's different he she they merchant owner or soon you notified until every how want wants before than as otherwise deposits deposit revenue revenues sales volume volumes turnover grossing gross takings receipts rev revs monthly card payment charge transaction invitation my "
        + "the his her their a an equipment truck vehicle auto car machine operating capital finance received provided submitted sent uploaded supplied returned completed signed otherwise "
        + "do fund accept finance was previous prior old former before original requested request asked rival competitor theirs existing current expired "
        + "any got have where where's available handy possible send able have's how get share provide sent at above over past beyond help walk describe ask check find advise wondering curious unsure approved approval approvals preapproved greenlit qualifies qualified offer offers terms because due since reason reasons based given owing too so principal factor factors deal deals file files submission submissions merchant merchants application approval underwriting funding funder statements client contract contracts credit loan broker iso stips commission lender account commissions comm brokerage upon "
        + "out issued emailed gone released wired disbursed paid initiated rescinded withdrawn pulled lapsed revoked retracted voided void cancelled canceled off dead soon reserve reserves reserved reserving thereafter afterwards subject which that bank now it discharged dismissed vacated satisfied settled released resolved worry worries matter dealbreaker showstopper about ourselves live past instead rather our ours proposed new revised scratch scrap recently months weeks regarding re yes approved declined originally initially formerly previously "

    /// What heads a column of terms that are not offered.
    static let superseded = set(
        "was previous prior old former before original requested request asked ask rival competitor theirs existing current expired"
    )
    /// What stands beside it in the heading of what holds now: `revised, was 50k`.
    static let anew = set("new revised now our ours proposed")
    /// A line that tells what was begins with one of these.
    static let before = set("was originally initially formerly previously before")
    static let scrapping = set("scratch scrap")
    /// What makes a sum a condition's or a rule's for all.
    static let floating = set(
        "general if once when after upon program programs typically usually generally normally rule starting slider later down renewal renewals example instance let's minimum min draw draws don't how what future million"
    )
    /// Names of the last line of a statement.
    static let totals = set("net total payout")
    static let merchants = set("merchant him her wire")
    static let thanks = set("thank thanks")
    static let negations = set(
        "not no never nobody none nothing neither nor without isn't wasn't aren't weren't don't doesn't didn't hasn't haven't hadn't won't can't cannot cant dont wont wouldn't"
    )
    /// Beside a denial these say that nothing is to be done.
    static let reassurance = set("need needed required reply respond")
    static let conditions = set(
        "if whether when whenever once before should may might either unless any every how")
    static let later = set(
        "will to must please shall can i'll we'll going ready pending hopefully would could until till once when before if want wants"
    )
    static let praise = set(
        "great good strong solid love loved nice excellent clean impressive impressed healthy perfect decent respectable stellar terrific outstanding"
    )
    static let fine = set(
        "fine there ok okay enough sufficient healthy acceptable adequate met meets meet pass passes passed liked aside good great solid strong excellent clean impressive impressed decent nice love loved perfect respectable stellar terrific outstanding despite notwithstanding"
    )
    /// What makes a mere topic a reason.
    static let blame = set(
        "low lower insufficient inadequate limited short below under less only just not no never don't doesn't isn't wasn't aren't can't cannot minimum min need needs require requires fails failed fail lacks lacking poor weak bad thin few new recent open active unresolved unsatisfied outstanding excessive high many multiple several concerns concern issue issues problem problems due because reason reasons killed kills kill killer hurt hurts against over above exceeds outside young soft slim negative unacceptable adverse derogatory existing prior past too"
    )
    /// What stands before paper that is debt: `too much paper out there`.
    static let plenty = set("much many too")
    /// What blames without a denial.
    static let blaming = set(
        "too stop stopped barely hardly scarcely dried only just short low under below thin weak poor bad need needs minimum against over past negative declining problem issue"
    )
    static let shrinking = set("declining decline declines")
    /// What people of the trade do when they do not trade; capitals make a merchant's name of it.
    static let social = set(
        "lunch dinner brunch drinks beers beer golf coffee birthday wedding tickets weekend fishing poker steak")
    static let regret = set("unfortunately sorry afraid regret regretfully regrettably sadly alas however regrets")
    static let yet = set("yet")
    static let ourselves = set("we we're i i'm")
    /// What we do with what we take.
    static let accepts = set("do fund accept love finance")
    static let unless = set("unless until till without otherwise")
    static let nowWords = set("today now just morning boom congrats congratulations")
    static let others = set("other another competing competitor competitor's different")
    static let past = set("already previously last ago ever")
    static let recent = set("hour hours minute minutes moment moments mins")
    static let aside = set("on in from per with of than as")
    static let joining = set("for on in from")
    static let submission = set("submission")
    static let or = set("or")
    static let may = set("may might")
    static let notified = set("notified")
    /// What a merchant takes in.
    static let turnover = set(
        "deposits deposit revenue revenues sales volume volumes turnover grossing gross takings receipts rev revs monthly"
    )
    static let articles = set("the his her their a an")
    static let bareNegations = set("not no isn't never")
    /// What is leased, where no premises are meant.
    static let leased = set("equipment truck vehicle auto car machine operating capital finance")
    /// What must come before the sentence holds.
    static let arrivals = set("received provided submitted sent uploaded supplied returned completed signed otherwise")
    /// What asks whether a paper can be had.
    static let availability = set(
        "any got have where where's available handy possible send able how get share provide sent")
    /// What stands before a sum that is not reached.
    static let heights = set("to at above over past beyond")
    /// What an approval says beside a refusal.
    static let approving = set(
        "approved approval approvals preapproved greenlit qualifies qualified offer offers terms")
    /// What explains, in whatever words.
    static let causes = set("because due since reason reasons based given owing too so")
    static let reasons = set("reason reasons factor factors principal")
    /// The trade's own words.
    static let trade = set(
        "deal deals file files submission submissions merchant merchants application approval offer underwriting funding funder statements client contract contracts credit loan broker iso stips commission lender account"
    )
    /// What is refused where no file is: `it declined my card`.
    static let otherRefused = set("card payment charge transaction invitation my")
    static let opening = set("if unless")
    static let orders = set(
        "list send provide give tell show please upload complete fill attach forward resend get have")
    /// Behind `pass this`: it goes on to somebody.
    static let handing = set("to along over")
    static let after = set("after")
    static let earnings = set("commission commissions comm brokerage")
    /// What must come first, behind what is only promised: `sending docs once you say go`.
    static let provisos = set("once when if unless until after upon")
    /// What must come first, before what then happens: `as soon as the wire is out`, `after it funds`.
    static let provisosBefore = set("once when if unless until after upon soon before")
    /// What a step of a deal says of itself: behind a denial it has not happened.
    static let steps = set(
        "sent out issued emailed gone released wired disbursed funded paid initiated rescinded withdrawn pulled expired lapsed revoked retracted voided void cancelled canceled off dead"
    )
    /// What a funder keeps for itself: `may be withdrawn`, `we reserve the right`.
    static let reserving = set("may might reserve reserves reserved reserving thereafter afterwards")
    static let modals = set("can could will would")
    static let reservedTo = set("subject")
    static let which = set("that which")
    /// Who a condition behind a step is about: `void if the merchant stacks`.
    static let conditioned = set("the he she they it merchant client owner not bank any signed contracts contract")
    /// What is put right: a reason that is over.
    static let cleared = set("discharged dismissed vacated satisfied settled released resolved")
    /// What a name and a colon are followed by where each line is another merchant's.
    static let answers = set("yes no pass nothing approved declined")
    /// What stands before what a mail is about.
    static let subjects = set("regarding re about for on")
    /// What makes it too fresh all the same.
    static let recently = set("only recently just months weeks yet until last")
    static let toleration = set("live")
    /// Behind a denial these say that something does not count: `that's no issue`, `wouldn't matter`.
    static let objections = set(
        "issue issues problem problems concern concerns matter worry worries dealbreaker showstopper why about")
}
