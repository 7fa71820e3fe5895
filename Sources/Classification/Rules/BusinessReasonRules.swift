/// Why a file was refused, beyond money and credit: the business, the request, the file itself.
enum BusinessReasonRules {
    static let all: [Rule] = rows.map { Rule($0, .reason($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, DeclineReason, String, String)] = [
        ("reason.industry", .restrictedIndustry, "We do not fund trucking, it is a restricted industry.",
            """
            @sector
            industry|sector type|risk|limitations|exposure|concentration
            @restricted ~4 business|type|list|category|line
            high|restricted risk|limits industry|business|category|list
            no|prohibited|restricted|excluded|ineligible|banned fund? list
            do not _1 fund|lend list
            @industry ~6 @restricted|@not|list|policy|exclude|stopped|stay
            @restricted ~4 @industry
            @not ~6 @industry
            type|line|kind|kinds|types of|o business|businesses|merchant|company|work|merchants
            these|this|that kind|type|line|sort of business|businesses|merchant|work
            business model|type _3 @restricted|not
            don't|not|no fund|do|touch|like|finance|service|lend|buy @industry|this|these|to|any _2 @industry|space|type
            don't|not|no fund|do|touch|like|finance|service|lend|buy @industry
            @industry @be|= _2 no|off|out|a|on|@restricted
            branche|secteur
            sector|industria|giro _4 no|restringido|prohibido|excluido
            """),
        ("reason.industry.topic", .restrictedIndustry, "It's a dispensary.", "@industry"),
        ("reason.state.topic", .restrictedState, "They are in Vermont.", "in|from|based @state\n@state based|company|business|merchant"),
        ("reason.state", .restrictedState, "We do not fund in Virginia or Utah.",
            """
            @restricted ~3 state|states|province|territory
            fund|lend|licensed|operate|do|business|deals|work|available|offer|finance|funding|lending|buying|deal|deals|anything|merchants|businesses|companies|files|operating|license|written in|into|out|from|outside of|the? state? of? @state
            @not ~8 in|out @state
            pulled|stepped|stepping|exited|left|out|paused|suspended|stopped|pulling out? of|in|from|funding|lending? the|in? state|@state
            state|states disclosure|law|laws|regulations|restrictions|licensing|restriction|regs|regulation|rules
            disclosure|licensing|licence|license law|laws|rules|requirements|state|there|in|restrictions
            puerto rico
            @state _2 @be _2 @restricted|off|out|not
            @state merchants|businesses|deals|files _3 @not|@be
            @not|only|outside|outside _1 operate|lend|fund|operating|lending|funding|licensed outside|in|inside|within of? _1 @state
            home|that|this|your|their state
            """),
        ("reason.business-type", .businessType, "We do not work with sole proprietors.",
            """
            nonprofit|nonprofits|church|churches|mosque|temple|synagogue|ministry
            sole prop|props|proprietor|proprietors|proprietorship|proprietorships|trader|traders|prob
            soleprop|sp
            non|not profit|profits
            for profit|profits only
            charity|charities|501c3|501|ngo|llp|llps|cic|partnerships|franchise|franchisee|franchises|freelancer|freelancers|1099|gig
            home based|office|run|operated|business|bakery
            based|run|works|working|operates|operating|out|from _2 home|house|garage|kitchen|basement|apartment|residence|residential
            entity type|structure
            business|legal entity|structure|form
            must|needs|need|only|requires|require|not _4 llc|llcs|corp|corps|corporation|corporations|incorporated|limited|ltd|entity|storefront|companies
            independent contractor|contractors
            no storefront|location|brick|physical|website
            holding|shell company|companies
            only lend|fund|work _2 limited|incorporated|corporations|llcs
            partnership|partnerships not|only|structure
            """),
        ("reason.ownership", .ownership, "The applicant owns only 20 percent.",
            """
            owns|own|holds|hold|has|have|owner|signer|applicant|with|only|of|minority _2 # _2 business|company|it|shares|stake|interest|equity|ownership|owner|owners
            ownership _4 not|below|under|less|short|insufficient|unclear|change|changed|issue|dispute|mismatch|incorrect|doesn't|isn't|requirement|minimum|threshold|#|verify|verified|structure
            insufficient|unclear|change|changes|incorrect|undisclosed|recent|new|low|minority|disputed _2 ownership|owner|owners
            owner|partner|director|shareholder|member|spouse|wife|husband|signer _4 won't|refuses|refused|unwilling|doesn't|not|hasn't|cannot _2 sign|guarantee|participate|join|cooperate|be
            owns|own|holds|hold only|less|just|under #
            # owner|owners|ownership|shareholder|stake|share|interest|equity
            owner|owners|partner|spouse|partners|shareholder|shareholders|guarantor|co _5 missing|absent|unavailable|sign|willing|listed|refuses|refused|disclosed|guarantee|guaranty|guarantor|present|cooperate|application
            majority|minority|silent|other|second|missing|undisclosed|co owner|owners|shareholder|ownership|stake|partner|partners|interest|holder
            owns|holds less|just|only
            not|isn't|aren't _1 the|an|a _1 owner|principal|majority|director|officer|shareholder|signatory
            half|quarter|third|minority|small|tiny|partial _3 owner|shares|interest|company|stake|share
            @minimum|all|both _3 owners|partners|shareholders|directors _3 sign|guarantee|application|on|apply
            51|51% ownership|owner|rule
            require|need|needs|requires # _2 owner|ownership|signer|signers
            """),
        ("reason.amount", .amountOutOfRange, "Our minimum deal is 25k, this is too small for us.",
            """
            amount|request|requested|ask|asking|loan|deal|advance|ticket|size|facility|requests _5 too|above|exceeds|exceed|over|below|outside|under|beyond|smaller|larger _1 large|high|small|big|low|our|range|$|maximum|minimum|max|min|what|limit
            minimum|maximum|max|min|smallest|largest|biggest|cap|ceiling deal|advance|loan|funding|amount|ticket|size|file|facility|offer|request|exposure|check
            cap|max|top|start|min|starts|caps|maxes out|at? at|is|of $
            minimum|maximum|smallest|largest|min|max|cap|limit|ceiling @be|of|at|here|for _3 $
            too large|big|small _1 a|for|deal|request|amount|ask|an|us|ticket
            ticket|deal|size|request|amount|loan _3 too small|large|big|low|high
            larger|smaller|bigger|more|less than we|our|what
            we start|max|cap|stop|top|begin out|off|at|only
            below|under|above|over|exceeds|outside|beyond our|the|my minimum|maximum|max|min|cap|limit|range|size|ceiling|hold
            ceiling|maximum|max|cap|minimum|min|floor @be|of|here|at? $
            below|under|above|over|beyond|exceeds|outside _1 what we|i|our
            more|less|bigger|smaller|larger than we|i|our|what
            too big|large|small|rich|little for|of
            don't|do|not|never|can't|cannot write|go|fund|do|lend|look not? _1 below|under|above|over|less|more|anything $|than
            under|below|over|above $ _4 no|not|don't|can't
            hold limit
            """),
        ("reason.duplicate", .duplicateSubmission, "This was already submitted by another broker.",
            """
            duplicate|duplicated|dupe|dup|duplicates
            already|previously submitted|submit|received|have|in|got|working|came|come|been|under|sent|registered|on|assigned|saw|seen|has _6 @another|@shop|system|us
            @another @shop|submission|submitter
            already _1 in our|the|my system|house|pipeline|hands|portal|database|crm
            already _1 submitted|registered|working
            submitted|sent|received|came|in|registered|comes _5 by|from|through|under|via _2 @another|2|two
            first|prior|existing|earlier submission|submitter|iso|broker
            someone|somebody else|another beat|submitted|sent|has|already|registered
            protected by|under|for|to
            iso|broker protection|protected
            exclusive|exclusivity|assigned to|with|another
            belongs|registered|tied|locked to|under|with _1 another|someone|different|other _1 @shop|else|referral|relationship|rep?
            multiple|several|two|other brokers|isos|submissions|shops
            """),
        ("reason.existing-client", .existingClient, "We already funded this merchant, he is an active client.",
            """
            existing|current|active|former|own|direct|our client|customer|borrower|relationship
            existing|current|active|own|direct merchant|account
            @be|already|currently|still|as our|existing|current|active one|client|clients|customer|account|book
            @be|already|currently one of ours
            client|merchant|customer of|with ours|us
            already|currently|previously|recently|just|still _1 funded|funds|have|has|with|fund _3 by|with us|ours
            already|previously|recently|just|still funded|fund @this
            we|us|i already|just|have|recently|previously? funded @this
            we|i|us|were|was|been|had _1 declined|passed|turned|denied|looked|saw|reviewed|killed _6 last|already|recently|previously|before|earlier|ago|@monthName|days|weeks
            declined|turned|denied|passed _6 ago|recently|earlier|already
            declined|turned|denied|passed _3 last|in month|week|year|fall|spring|summer|@monthName
            declined _3 within|less|past _2 # days|months
            previously|recently|already declined|denied|reviewed|turned|looked
            house account|deal
            has|have|still|open|active|existing|a|carries _1 balance|advance|deal|position|loan|line with|from|through us
            active|open|existing|current _1 with us
            with us already|currently|since|now|yet
            on|in our|my books|book|portfolio
            eligible|renewal|renew _3 yet|until|with|not
            # paid|down|in paid|down|with|on
            paid down|in
            prior|previous|earlier decline|declination|denial
            """),
        ("reason.verify", .unableToVerify, "We could not verify the landlord or the site.",
            """
            unable|could|couldn't|can't|cannot|can|not|failed|fails|failing|never|didn't|unsuccessful not? to? @verify
            @verify|identity|landlord|kyc|ofac|inspection|interview|id|address|website|site|bank|phone _4 failed|fail|fails|failure|unsuccessful|unverified|incomplete|bad|wrong|mismatch|fake|issue|issues|unverifiable
            failed|flunked|blew|bombed|fail|fails _4 @verify|inspection|interview|kyc|identity|site|landlord
            not|isn't|wasn't|never|unable to? be? verifiable|verified|confirmed|confirm|verify
            unverifiable|unverified
            no record|records|proof|trace|listing|presence of|on|online|found|for|website
            landlord|phone|address|website|site|number|storefront|business|location _7 rings|disconnected|virtual|residential|vacant|mailbox|eviction|behind|evict
            landlord|phone|address|website|site|storefront|bank|business _3 doesn't|does|not|didn't|couldn't exist|answer|match|confirm|know|recognize|not
            landlord _3 not|never|doesn't|didn't|won't
            can't|cannot|couldn't|unable|not find|reach|locate _3 landlord|website|online|business|bank|listing|presence|address|location|phone
            mismatch|mismatched
            @dont match _3 bank|application|account|name|address|id
            eviction|evicted
            virtual|residential|fake address|office
            """),
        ("reason.incomplete", .incompleteFile, "The documents never came in, so the file is closed.",
            """
            incomplete|illegible|unreadable|blurry
            missing _3 @papers
            @papers _6 never|not|missing|outstanding|incomplete|nowhere
            never|nothing|didn't|haven't|hasn't _4 received|sent|came|come|provided|returned|submitted|response|responded|answered|heard|reply|replied|supplied|arrived|materialized
            never|didn't|haven't|hasn't|without|no _3 response|responded|answered|heard|reply|replied|supplied|respond|responding|answer|answering
            stopped|stops|quit|refused|refuses|unwilling|won't|wouldn't _2 answering|responding|replying|returning|provide|send|supply|cooperate|giving|sharing|give|share|release
            vanished|disappeared|fell off|the|silent
            no|lack|without|zero response|reply|answer|word|contact|cooperation|communication|follow
            unable|couldn't|can't|cannot to? reach|contact|get _3 merchant|owner|client|you|applicant|hold|touch
            still|never|not|haven't|without _4 @papers _3 requested|asked|needed?
            aged|timed|expired out|due|after|for _3 inactivity|time|incomplete?
            inactivity|inactive
            abandoned
            non|un responsive|response
            nonresponsive|unresponsive|ghosted|ghosting
            asked|requests|reminders|reminder|tried|called|emailed|requesting|attempts|attempted|chased _6 times|twice|again|repeatedly
            # reminders|requests|attempts|emails|calls|follow
            nothing|nobody has? came|come|received|back|answer|answers|answered|responds|responded
            never picks|picked|answers|answered|called|returns|returned|responds|replied|sent|received|got
            gone|went silent|quiet|dark|cold
            insufficient|lack|lacking information|documentation|docs|of _1 information|documents|documentation|cooperation?
            stale|expired|outdated statements|application|file|documents
            """),
        ("reason.fraud", .suspectedFraud, "The statements were altered.",
            """
            @altered
            edited|modified|fraudulent|suspicious|questionable statements|documents|docs|activity|deposits|bank
            fake|fraud|fraudulent|kiting|kited|laundering
            font|fonts|metadata|pixels
            @dont|not|won't add|match|tie|reconcile|foot|line _1 up|the|with|to|out _2 statements?
            modified|changed|created|edited pdf|with|in|using statements|adobe|statement|software?
            integrity|authenticity|tamper check|issue|alert|of|concerns
            statements|statement|numbers|totals|bank _4 don't|doesn't|not|aren't|real|look add|right|real|legit|authentic|reconcile|genuine
            misrepresented|misrepresentation|lied|lying|dishonest|misstated
            red flag|flags
            not|isn't|aren't legit|legitimate|authentic|genuine
            """),
        ("reason.background", .background, "A felony came up in the background check.",
            """
            background check|came|report|issue|issues|search|showed|shows
            criminal|felony|felon|felonies|convicted|conviction|convictions|arrest|arrested|indicted|indictment|prison|jail|probation|parole|ofac|misdemeanor
            lawsuit|lawsuits|litigation|litigations|sued|suing|plaintiff|defendant
            misdemeanors|dui|embezzlement|sec|ftc|sanctions|sanctioned|pep|interpol|fugitive|theft|larceny|convict|rap|offender|offence|offense
            suit|suits against|filed|pending|open|active
            pending|active|open|ongoing legal|suit|court
            legal case|action|proceedings|matter|issue|issues
            criminal record|history|filings|charges
            """),
        ("reason.background.topic", .background, "Background.", "background\nlitigation|adverse search|media|record|records|findings"),
        ("reason.merchant", .merchantDeclined, "The owner went with another lender.",
            """
            no longer|not interested|wants|wishes|looking|needs
            went|going|gone|goes|go _1 with|elsewhere|to another|somebody|someone|else|his|her|their|a|other|different?
            @they _2 declined|refused|rejected|walked|withdrew|backed|cancelled|canceled|passed|withdrawn|decided|chose|opted|elected
            changed|change his|her|their mind
            took|taking|accepted|signed|secured|got _4 bank|union|elsewhere|competitor|sba|instead
            withdrew|withdrawn|pulled|cancelled his|her|their|the application|request|file
            @they _2 doesn't|don't|didn't|does not? want|need|wish
            """),
        ("reason.other", .other, "Seasonal business, not for us.",
            """
            seasonal|seasonality
            concentration|concentrated
            single|one|sole|main|biggest|largest|top customer|client|payer|payor|source|account|contract|buyer|debtor
            relies|reliant|dependent|depends|relying _4 one|single|customer|client
            # of _2 deposits|revenue|sales|receivables|income|business|turnover _3 from|one|to _1 one|single|same
            customer|client|debtor concentration
            all|most|majority|bulk of? _3 from one|single|a
            """),
        ("reason.ownership.topic", .ownership, "Ownership.", "ownership"),
    ]
}
