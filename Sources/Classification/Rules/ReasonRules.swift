/// Why a file was refused: read only where a refusal stands.
enum ReasonRules {
    static let all: [Rule] = rows.map { Rule(id: $0.0, signal: .reason($0.1), phrases: $0.2, example: $0.3) }

    // swift-format-ignore
    private static let rows: [(String, DeclineReason, [String], String)] = [
        (
            "reason.time-in-business", .timeInBusiness,
            [
                "time in business", "tib", "# months|mos|mo|years|yrs|weeks|month|year in business|biz|operation|open|trading|old", "in business|biz|operation|operating|trading|open _3 # months|mos|years|weeks|mo", "too new|young", "start|startup|startups up?", "not|hasn't|haven't been? in business|operation|open|trading|around|operating",
                "opened|started|incorporated|established|registered|launched|formed|only? _3 # months|weeks|mos ago|old", "opened|started|incorporated|established|formed in|last|this", "need|require|minimum|min|at _3 # months|year|years|yr|yrs|mos|mo in|of|time business|biz|history|operation|operating|trading", "newly formed|opened|established|incorporated", "seasoning|seasoned", "business|company|entity|llc is|was|only? _2 # months|weeks|mos old", "new|young|brand business|company|entity new?",
                "trading history", "less than|under|only # months|year|years|mos|weeks|yr of|in|old|operating|trading",
            ], "Only 4 months in business, we need 12."
        ),
        (
            "reason.low-revenue", .lowRevenue,
            [
                "low|insufficient|limited|weak|inadequate|minimal|small revenue|revenues|sales|volume|turnover|income|receipts|rev|gross|monthly", "revenue|revenues|sales|volume|turnover|gross|rev|true|receipts _9 below|under|low|short|minimum|min|floor|insufficient|light|small|threshold|less|thin", "below|under|short|less _3 revenue|revenues|sales|turnover|volume|gross|monthly", "minimum|min|floor|threshold _4 revenue|revenues|sales|turnover|volume|month|monthly", "not enough|sufficient revenue|sales|volume|turnover|income|gross|rev|cash|coming",
                "does|do|is|doesn't|isn't not? enough|support|generate|sufficient _3 revenue|sales", "revenue|sales|gross|rev|turnover averages|average|averaging|only|around|about|is|are|of", "deposits|deposit _3 below|under|too low|less|short", "needs|need|require|requires|minimum _4 $ _2 month|monthly|mo|revenue|sales|turnover", "too small", "revenue|sales doesn't|does|don't|do not? support|meet|justify|get",
            ], "Revenue averages $13,400 and our floor is $20,000 a month."
        ),
        (
            "reason.declining-revenue", .decliningRevenue,
            [
                "declining|decreasing|falling|dropping|downward|shrinking|negative revenue|revenues|sales|deposits|trend|volume|trending|turnover|month|income", "revenue|revenues|sales|deposits|volume|turnover|business|income|rev|they|receipts|trend _9 declining|decreasing|dropped|dropping|falling|fell|fallen|down|shrinking|downward|sliding|tanked|halved|slipping|slid|cratered|collapsed|nosedive|dried|decline|drop|lower|declined|decreased|shrunk|half", "down # ", "declining sales|revenue|revenues|deposits|trend", "drop|decline|decrease|fall|slide|downturn in revenue|revenues|sales|deposits|volume|turnover",
                "down|off|dropped _2 # month|from|year|over|since|mom|yoy", "downward trend|trending|trajectory", "trending down|downward|lower", "mtd|month _4 slow|light|weak|down|poor|soft|low|dead", "poor|slow|weak|soft|light mtd|month|current", "year over year", "went|gone|goes|dropped|down|fell|slid from $ to|down $", "from $ _6 to $",
            ], "Sales have dropped from 90k to 40k since January."
        ),
        (
            "reason.deposits", .insufficientDeposits,
            [
                "few|insufficient|irregular|inconsistent|volatile|sporadic|lumpy|erratic|low|limited|only|not|fewer|minimum|enough _3 deposits|deposit|credits", "deposits|deposit _4 irregular|inconsistent|volatile|sporadic|lumpy|erratic|few|insufficient|month|count|number|short|concentrated", "number|count|frequency|volume of deposits|deposit", "# deposits|deposit", "need|require|requires|want|minimum _3 deposits", "deposit count|frequency|activity|volume|number|concentration|pattern", "one|two|single|couple|three|four big|large|deposit|deposits|or|customer|client|account|wire|wires|of",
                "concentration", "concentrated",
            ], "Only three deposits a month, we need at least five."
        ),
        (
            "reason.low-balances", .lowBalances,
            [
                "average|avg|daily|low|ending|adb|minimum|thin|bank|insufficient|weak daily|ledger|bank|ending|account? balance|balances|bal", "balance|balances|bal|adb|ledger _6 low|below|under|thin|minimum|short|near|zero|nothing|negative|hundred|single|weak|insufficient", "adb", "runs|run|running|keeps|keep|sits|sitting|account|left _4 on|near|at|to|down|with fumes|zero|nothing|empty|dry", "low balances|balance", "no cushion|cash|reserves|liquidity", "balances|balance are|is|too|run|runs",
            ], "Average daily balance is too low."
        ),
        (
            "reason.negative-days", .negativeDays,
            [
                "nsf|nsfs|nsf's|overdraft|overdrafts|overdrawn|od|ods|od's|bounced|returned|insufficient", "negative|neg|red|minus days|day|balances|balance|bal|daily|account|ending|banking|ledger", "account|bank|balance _5 negative|overdrawn|minus|red", "in the red|negative", "returned|bounced|rejected items|payments|checks|debits|ach|item", "days|times negative|overdrawn", "negatives", "insufficient funds", "went|goes|going|gone|is|sitting|was|days negative|overdrawn", "unpaid direct|dd|items debits|debit?",
            ], "6 NSFs since the 1st and negative days."
        ),
        (
            "reason.positions", .existingPositions,
            [
                "positions|posistions|position|stacked|stacking|stacker|stack|overleveraged|overextended|leveraged|leverage|overstacked", "over|too|heavily|highly|fully leveraged|extended|levered|indebted|committed|exposed", "too many|much|deep outstanding|existing? advances|positions|mcas|loans|mca|debt|balances|outstanding|exposure|funders|lenders|of", "existing|multiple|several|open|active|current|outstanding advances|advance|mcas|mca|loans|funders|lenders|fundings|financing", "took|taken|taking|takes|grabbed|added|adding|stacked|fresh|another|second|new _3 advance|advances|mca|loan|position|debit|funding|deal",
                "first|1st|second|third position|pos only", "debt|dti|holdback|withholding|withhold|debit|leverage _4 high|load|heavy|ratio|service|percent|exceeds|over|too|burden|capacity", "already|paying|has|have|with _1 # funders|lenders|advances|positions|mcas|others|loans|payments", "consolidation|reverse on|already", "# advances|mcas|positions|funders|lenders|posistions|pos", "new|additional|more|undisclosed debt|debit|debits|loan|loans|mca|financing|funding|advance|positions", "mca|mcas|advances|advance|lenders|funders|debits", "behind # ", "no room", "upside down|underwater", "daily|dailies|weekly|weeklies pulls|debits|positions|and", "paying|carrying _2 # ",  "daily|weekly debits|payments _4 eating|take|taking|eat|high|heavy|already|of|going|over", "debt load|service|stack|burden",
            ], "Five positions already, over-leveraged."
        ),
        (
            "reason.default", .priorDefault,
            [
                "default|defaulted|defaults|defaulting", "charge|charged off|offs", "writeoff|written|wrote off", "slow|missed|late|stopped|blocked|delinquent|non|modified pay|payments|payment|paying|ach|debits", "payment history|performance", "data base|datamerch|datamerchant|database hit|match|alert?", "datamerch|datamerchant", "in collections", "collections", "owes us|them|money", "burned|stiffed|unpaid advance|balance|loan", "stacked on us|them", "past due", "performance|paid poorly|history|badly|issues",
            ], "Defaulted with another funder, still open."
        ),
        ("reason.bankruptcy", .bankruptcy, ["bankruptcy|bankruptcies|bk|bankrupt|insolvency|insolvent|bks|iva|liquidation|administration", "chapter|ch # ", "filed for|chapter|ch bankruptcy|protection|7|13|11?", "undischarged|discharged", "open|recent|active|dismissed bk", "# discharge"], "Open chapter 13 bankruptcy."),
        (
            "reason.credit-score", .lowCreditScore,
            [
                "fico|credit score|scores|beacon|transunion|experian|equifax|vantage", "low|poor|bad|weak|thin|challenged|personal|subprime|damaged|bruised|credit|rough fico|credit|score|scores|history|profile|file", "fico|score|scores|credit _7 low|below|under|minimum|poor|cutoff|floor|min|bad|short|threshold|needs|isn't|too", "below|under|minimum _4 fico|credit|score|scores", "credit profile|history|report|file|bureau|pull|quality|issues|challenges|rating|check|is", "personal credit", "# fico|score|credit|beacon", "fico|ficos|beacon", "recent derogs|derogatories|charge|lates", "scorecard|credit scoring",
            ], "The guarantor's FICO of 571 is below the 640 floor."
        ),
        (
            "reason.liens", .taxLienJudgment,
            ["lien|liens|judgment|judgments|judgement|judgements|levy|levies|garnishment|ccj|ccjs|ccj's|hmrc|irs", "tax debt|issue|issues|arrears|owed|problem|liability|balance|warrant", "owes|owed|owe|behind _3 tax|taxes|irs|hmrc|vat|paye|cra", "time to pay", "payment plan|arrangement with the? irs|state|hmrc", "back taxes", "ucc blanket|lien", "garnished|levied"],
            "An unreleased federal tax lien."
        ),
        (
            "reason.industry", .restrictedIndustry,
            [
                "restricted|prohibited|excluded|ineligible|unsupported|banned|non|high|no|off|blocked fund|supported|risk|go|limits? industry|industries|sic|sector|list|category|naics|vertical|class", "industry|industries|sector|vertical|niche|category|sic|naics|space|trade", "don't|do|not|can't|cannot|no|stay|stopped|never|won't _6 trucking|trucks|construction|contractors|restaurants|auto|dealers|cannabis|dispensaries|law|firms|attorneys|gas|realtors|realty|adult|gambling|casino|firearms|gun|vape|smoke|nonprofits|crypto|bail|pawn|travel|staffing|lawyers|transportation|logistics|dealerships|churches|daycare|nightclubs|clubs|bars|solar|cbd|liquor|tobacco|guns|mining|oil|farming|agriculture|brokers|investment|investors|taxi|carriers|freight|marijuana|hemp|kratom|jewelry|telemarketing",
                "type of business|businesses|merchant|company|work", "these|this|that kind|type|line of? business|businesses|merchant", "cannabis|dispensary|firearms|casino|gambling|adult|vape|bail|crypto|cbd", "line of business|work",
            ], "We do not fund trucking, it is a restricted industry."
        ),
        (
            "reason.state", .restrictedState,
            [
                "restricted|prohibited|excluded|ineligible|banned|unsupported|licensed|no|that|this|which|home|not|your|their|registered _2 state|states|territory|province|provinces|jurisdiction", "fund|lend|licensed|operate|do|business|deals|work|available|offer|finance|funding|anything in|into|out|from of? alabama|al|alaska|ak|arizona|az|arkansas|ar|california|ca|colorado|connecticut|ct|delaware|florida|fl|georgia|ga|hawaii|hi|idaho|illinois|il|indiana|iowa|kansas|ks|kentucky|ky|louisiana|la|maine|maryland|md|massachusetts|ma|michigan|mi|minnesota|mn|mississippi|ms|missouri|mo|montana|mt|nebraska|ne|nevada|nv|nh|nj|nm|ny|nc|nd|ohio|oh|oklahoma|ok|oregon|pennsylvania|pa|ri|sc|sd|tn|tennessee|texas|tx|utah|ut|vermont|vt|virginia|va|washington|wa|wisconsin|wi|wyoming|wy|puerto|pr|quebec|ontario|alberta|manitoba|bc|new|north|south|west|rhode",
                "pulled|stepped|stepping|exited|left|out|paused|suspended out? of|in|funding? the? state|california|virginia|utah|georgia|york|texas|connecticut|florida|washington|quebec|new|missouri|kansas|louisiana", "state disclosure|law|regulations|restrictions|licensing|restriction|regs|is|they're", "merchants|businesses|companies|deals|files in california|virginia|utah|georgia|texas|florida|quebec|new|connecticut|nevada|montana|vermont|hawaii|alaska|north|south", "in|out puerto|of rico|state", "puerto rico", "disclosure law|laws|rules",
            ], "We do not fund in Virginia or Utah."
        ),
        (
            "reason.business-type", .businessType,
            [
                "sole prop|props|proprietor|proprietors|proprietorship|trader|traders", "non|not profit|for|profits profit?", "nonprofit|nonprofits|charity|church|501c3|franchise|franchisee|franchises|freelancer|1099", "home based|office|business|run|operated|bakery", "based|run|works|working|operates|operating|out|from _3 home|house|garage|kitchen|basement|apartment|residence", "entity type|structure", "must|needs|need|only|requires _3 llc|corp|corporation|incorporated|limited|entity|storefront", "independent contractor", "no storefront|location|brick", "seasonal business", "holding company", "partnership|partnerships|not an llc|incorporated",
            ], "We do not work with sole proprietors."
        ),
        (
            "reason.ownership", .ownership,
            [
                "ownership", "owns|own|holds|hold|has|have|owner|signer|applicant|with _2 # _2 business|company|it|shares|stake|interest|equity", "# owner|owners|ownership|shareholder|stake|share|interest", "owner|owners|partner|spouse|partners|shareholder|guarantor _4 missing|absent|unavailable|sign|willing|listed|refuses|disclosed|guarantee|guaranty|on|won't", "majority owner|shareholder|ownership|stake|partner", "minority|silent owner|shareholder|stake|interest|partner", "other|second|missing owner|partner|partners|owners|shareholder", "owns|own only|less|just", "not the|an owner|principal",
            ], "The applicant owns only 20 percent."
        ),
        (
            "reason.amount", .amountOutOfRange,
            [
                "amount|request|requested|ask|asking|loan|deal|advance|ticket|size|number|min|max|cap|minimum|maximum|limit|program _6 too|above|exceeds|exceed|over|below|outside|under|is|beyond|smaller|large|at|of large|high|small|big|low|our|range|$|maximum|minimum|max|min|what", "minimum|maximum|max|min|smallest|largest|biggest deal|advance|loan|funding|amount|ticket|size|program|file|facility|offer", "cap|max|top|start|min out? at|is|of $", "too large|big|small a|of|for|deal|request|amount|ask|an|a|us",
                "larger|smaller|bigger than we|our", "we start|max|cap|stop|top out|off|at|only", "below|under|above|over|exceeds|outside our|the|my minimum|maximum|max|min|floor|cap|limit|range|size|amount|ticket", "too small|big|large|much", "don't|do|not write|go|fund|below|above|under|over|do _2 below|under|above|over|less|more|anything $|than", "minimum|maximum|smallest|largest|min|max is|of|at|here $",
            ], "Our minimum deal is 25k, this is too small for us."
        ),
        (
            "reason.duplicate", .duplicateSubmission,
            [
                "duplicate|duplicated|dupe|dup|duplicates", "already|previously submitted|submit|received|have|in|got|working|came|come|been|under|sent|registered|on|assigned|saw|seen _6 another|broker|iso|house|system|desk|partner|shop|else|different|office|rep|us", "another|different|other|competing broker|iso|office|partner|shop|house|rep|agent|submission", "already|is in our|the|my system|house|pipeline|hands|portal|database", "already submitted|registered|in|working|have", "submitted|sent|received|came|in _5 by|from|through|under|via _2 another|different|other|somebody|someone|2|two", "first|prior|existing submission|in|submitter|iso|broker|come", "someone|somebody else beat|submitted|sent|has|already", "protected by|under|for|to", "exclusive|exclusivity|assigned to|with|another",
            ], "This was already submitted by another broker."
        ),
        (
            "reason.existing-client", .existingClient,
            [
                "existing|current|active|former|already|our client|merchant|customer|account|a|own|with|funded|deal", "already|currently|previously|recently|just we|funded|declined|a|an|have|turned|passed|looked|said|funds|reviewed|saw|seen|our|ours client|merchant|customer|by|with|him|her|them|it|this|us|the|at|active|through|on|for", "we|us|were|was|been declined|passed|turned|denied|looked|saw|reviewed it|this|him|her|them|down|at|already|last|in|on|recently|previously|here|by|before", "declined|turned|denied|passed _6 days|weeks|months|ago|recently|earlier|year|last|already|before", "direct client|merchant|relationship|account|house", "house account", "has|have|still _3 balance|advance|deal|position with us|here|open", "renewal|renewals team|department|only", "previously|prior|previous|recent|earlier decline|declined|denial|funded", "with us already|now|since|currently", "open|active advance|deal|balance|funding|account with us|here",
            ], "We already funded this merchant, he is an active client."
        ),
        (
            "reason.verify", .unableToVerify,
            [
                "unable|could|couldn't|can't|cannot|can|not|failed|fails|failing not? to? verify|confirm|validate|authenticate|reach|locate|find|verification|match|prove|verified", "verification|verify|site|identity|landlord|kyc|bank|ofac|background|inspection|call|interview|id|phone|address|website _3 failed|fail|fails|failure|unsuccessful|unverified|incomplete|didn't|bad|wrong|mismatch|fake", "failed|did|didn't|flunked|blew|bombed _4 verification|verifications|inspection|interview|call|kyc|identity|check|site", "not|isn't|wasn't|never verifiable|verified|confirmed", "landlord|phone|address|website|site|number|bank|storefront|business|location _7 rings|mailbox|disconnected|virtual|residential|vacant|empty|fake|invalid|doesn't|nobody|closed|exist|ups|registered|match", "no|without web|online|website|listing|physical presence|footprint|site|location|trace|sign", "disconnected", "no such business|company|address", "account login|owner mismatch|name", "does|doesn't|don't|do not? match|check|exist", "inspection",
            ], "We could not verify the landlord or the site."
        ),
        (
            "reason.incomplete", .incompleteFile,
            [
                "incomplete|illegible|unreadable|blurry", "missing _3 documents|docs|information|pages|statements|paperwork|items|info|stips|statement|application", "never|not|nothing|didn't|haven't|without|no _3 received|sent|came|come|provided|returned|submitted|response|responded|answered|heard|reply|replied", "no|lack response|reply|answer|of|word|contact", "stips|documents|docs|statements|paperwork|items|package|info|information _5 never|not|missing|outstanding|incomplete|expired|received|in|came|provided|sent", "still|asked|requested|waiting|requests|reminders|reminder|times|twice|emails|follow _2 times|twice|again|for|unanswered|ups", "nothing|nobody has|came|come|received|back|answered|answers|responded", "aged out|inactivity|inactive|stale|expired", "unresponsive", "due to|for inactivity|no|lack|non|missing|incomplete", "gone|went silent|quiet|dark|cold", "non responsive", "unable to read|open",
            ], "The documents never came in, so the file is closed."
        ),
        (
            "reason.fraud", .suspectedFraud,
            [
                "fraud|fraudulent|altered|doctored|tampered|fake|faked|forged|fabricated|photoshopped|photoshop|manipulated|edited|falsified|bogus|doctoring|tampering|counterfeit", "font|fonts|metadata|pixels", "don't|doesn't|not|won't add|match|tie|reconcile|foot|line up|the|with|to|out", "modified|changed|created pdf|with|in statements|adobe|statement", "integrity check|issue|alert|of", "statements|statement|numbers|totals|balances _4 don't|doesn't|not|aren't|real|look add|right|real|match|legit|authentic|tie|reconcile",
                "misrepresented|misrepresentation|lied|lying|dishonest", "red flag|flags", "legit|legitimate|authentic",
            ], "The statements were altered."
        ),
        ("reason.background", .background, ["background|criminal|felony|felon|felonies|convicted|conviction|arrest|arrested|indicted|indictment|prison|jail|probation|parole|ofac", "lawsuit|lawsuits|litigation|suit|sued|suing|court|legal case|action|proceedings|filing|filings|pending|matter|open|against?", "criminal record|history|filings|charges"], "A felony came up in the background check."),
        (
            "reason.merchant", .merchantDeclined,
            [
                "no longer|not interested|wants|wants|need|needs|looking|moving in|the|to|our|this|it|an?", "went|going|gone|goes with|elsewhere|to another|somebody|someone|else|his|her|their|a|other|different?", "merchant|owner|client|customer|borrower|he|she|they _2 declined|refused|rejected|walked|withdrew|backed|cancelled|canceled|passed|withdrawn", "changed|change his|her|their mind", "decided|chose|chosen not|against|to|another not|pass|go|wait|hold|it|the|lender|funder|offer|take?", "took|taking|accepted|signed _4 bank|union|elsewhere|competitor|sba|another|other|different instead|offer|funder|lender|deal?", "withdrew|withdrawn|pulled|cancelled his|her|their|the application|request|file", "at the|their|his|her|merchant's|owner's request", "shopping|shopped",
            ], "The owner went with another lender."
        ),
    ]
}
