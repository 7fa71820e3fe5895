/// Why a file was refused, by the file itself: how it came in, what is missing, what was found.
enum FileReasonRules {
    static let all: [Rule] = rows.map { Rule($0, .reason($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, DeclineReason, String, String)] = [
        ("reason.duplicate", .duplicateSubmission, "This was already submitted by another broker.",
            """
            duplicate|duplicated|dupe|dup|duplicates
            already|previously submitted|submit|received|got|working|came|come|sent|registered|assigned|saw|seen _6 @another|@shop|system|us
            already have|in|been|under|on|has _6 @shop|system|us
            @another broker|brokers|iso|isos|shop|rep|desk|brokerage|agency|submission|submitter|introducer|intermediary
            already _1 in our|the|my system|house|pipeline|hands|portal|database|crm
            already _1 submitted|registered|working
            submitted|sent|received|came|in|registered|comes _5 by|from|through|under|via _2 @another
            first|prior|existing|earlier submission|submitter|iso|broker
            someone|somebody else|another beat|submitted|sent|has|already|registered
            protected by|under|for|to
            iso|broker protection|protected
            exclusive|exclusivity|assigned to|with|another
            belongs|registered|tied|locked to|under|with _1 another|someone|different|other _1 @shop|else|referral|relationship|rep
            multiple|several|two|other brokers|isos|submissions|shops
            beat|beaten you|to to|the|it|punch
            exists|existing in|record|submission our|the|already
            submission|file|deal|ein|record|tax _4 exists|exist|duplicate|duplicated
            second|third|2nd|3rd submission|iso|broker|submitter
            locked|protected|claimed|tagged|reserved up|to|by|under|with|until|for
            another|other|different|competing|someone|somebody _1 iso|isos|broker|brokers|else|shop|rep|submitter|introducer|agency|agent _3 already|sent|submitted|beat|registered|locked|protected|claimed|brought
            multiple|several|duplicate|double submission|submissions|subs|brokers|isos|entry|entries
            already _2 in|have|has|got|working|saw|seen|received|exists|on _2 system|house|pipeline|queue|database|crm|portal|record|books
            have|got|saw|received|seen this|it|them|him|the|same _3 from|through|via someone|somebody|another|other|different|competing
            beat you|ya to
            got|have|had|received this|the|same file|deal|merchant|one _3 from another|other|different
            shows|showing|show|listed|sits|under _3 different|another|other broker|iso|shop|office|rep|agent|introducer
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
            prior|previous|earlier|last application|submission|request|file|decision _2 declined|denied|refused
            house account|deal
            has|have|still|open|active|existing|a|carries _1 balance|advance|deal|position|loan|line with|from|through us
            active|open|existing|current _1 with us
            with us already|currently|since|now|yet
            on|in our|my books|book|portfolio
            eligible|renewal|renew _3 yet|until|with|not
            # paid|down|in paid|down|with|on
            paid down|in
            prior|previous|earlier decline|declination|denial
            @be|he's|she's|they're|it's|already|currently|still _3 ours|mine|client|customer|merchant|borrower of ours|mine|us
            one of ours
            renewal|renewals|renew _4 original|rep|due|already|through|with|not|goes|directly|direct|until
            @this|he|she|they _2 on|in our|the|my books|book|portfolio
            already|currently|still|just|recently|previously|once _2 funded|declined|passed|reviewed|turned|looked|killed|denied|advanced|lent _2 @this|them|with|by|on
            same merchant|file|deal|client|business we|i|that|as|from|last
            active|current|existing|open|prior|previous|past|former|outstanding|live _1 relationship|customer|client|merchant|account|advance|deal|loan|borrower|facility|exposure|balance with|on|from|through|here|of _1 us|me|ours|books
            have|has|got _2 money|balance|advance|deal|loan|exposure|funds out|outstanding|open|with|on|to us|him|her|them|this
            one|is|are|already of? our own? clients|merchants|customers|accounts|client|merchant|customer|own
            looked|reviewed|saw|killed|declined|passed|turned _2 at|and|on|down|this|it _4 on|in|last|back @months|@monthName|month|week|year|december|january
            on our books|roster|portfolio
            nothing|nothing's|not|what _2 changed|different|new since|here|about|to|then|from
            """),
        ("reason.verify", .unableToVerify, "We could not verify the landlord or the site.",
            """
            unable|couldn't|can't|cannot|not|failed|fails|failing|never|didn't|unsuccessful|inability to? @verify
            could|did|does not @verify
            can not? @verify
            cannot|can't|not _2 @verify
            that|which|only|than|nothing|what|any|anything _4 can|could @verify
            @verify|identity|landlord|kyc|ofac|inspection|interview|id|address|website|site|bank|phone _4 failed|fail|fails|failure|unsuccessful|unverified|incomplete|bad|wrong|mismatch|fake|issue|issues|unverifiable
            failed|flunked|blew|bombed|fail|fails _4 @verify|inspection|interview|kyc|identity|site|landlord
            not|isn't|wasn't|never|unable to? be? verifiable|verified|confirmed|confirm|verify
            unverifiable|unverified
            no record|records|proof|trace|listing|presence of|online|found|for|website
            no proof|trace|listing|presence on
            landlord|phone|address|website|site|number|storefront|business|location _7 rings|disconnected|virtual|residential|vacant|mailbox|eviction|behind|evict
            landlord|phone|address|website|site|storefront|bank|business _3 doesn't|does|not|didn't|couldn't exist|answer|match|confirm|know|recognize|not
            landlord _3 not|never|doesn't|didn't|won't
            can't|cannot|couldn't|unable|not find|reach|locate _3 landlord|website|online|business|bank|listing|presence|address|location|phone
            mismatch|mismatched
            @dont match _3 bank|application|account|name|address|id
            eviction|evicted
            virtual|residential|fake address|office
            failed|failing|fails|flunked|unsuccessful|bombed|bad|negative|unsatisfactory _3 @verify|kyc|kyb|identity|inspection|landlord|reference|references|idv|aml|site|interview
            can't|couldn't|cannot|unable|could|not|never|failed|impossible|unsuccessful not? to? _1 @verify|authenticate|locate|find|reach|track|establish|ascertain|trace _4 landlord|address|site|business|merchant|owner|identity|bank|account|employment|existence|location|website|entity|phone|ownership|information|him|her|them|it
            doesn't|didn't|don't|not check|match|line|tie|jibe|reconcile|correspond|agree out|up|with|the|to|what|our|their?
            no website|online|web|internet|google|listing|storefront|signage|presence|trace|phone|landline|record _1 presence|footprint|listing|found|of|exists|online|anywhere?
            google|street|satellite|yelp|site|drive|photo maps|view|earth|visit|by|inspection shows|showed|show|shows|pulls|came|found|reveals
            po|ups|p box|store|o
            mail drop|forwarding
            @verify|kyc|kyb|identity|inspection|landlord|employment|references|idv|aml|ofac _3 failed|fail|fails|failing|failure|unsuccessful|flagged|bad|incomplete|mismatch|mismatched|wrong
            dissolved|struck|suspended|forfeited off|with|by sos|state|secretary|companies|the|register
            not in good standing
            address|location|phone|number|site|store|office _4 vacant|empty|abandoned|disconnected|residential|ups|mailbox|virtual|fake
            no proof|evidence|sign|trace|indication _3 exists|exist|real|operating|trading
            license|licence|id|passport|identity|kyc _1 didn't|failed|doesn't|not|couldn't pass|match|scan|verify|clear|check
            no|nothing such account|business|company|entity|address|record|listing|person
            bank|chase|wells|td|branch _2 told|says|said|confirmed _2 no|nothing|never such|account|record|heard
            nobody|no|none|nothing|never|neither|way|unless|until|hope _4 could|can|able _1 @verify
            @not _3 able|possible|way|luck _1 to|of @verify
            @not _1 @verify
            can @verify _3 nothing|little|none|neither
            we|i could|can @verify _6 doesn't|don't|isn't|not|no|but
            """),
        ("reason.incomplete", .incompleteFile, "The documents never came in, so the file is closed.",
            """
            incomplete|illegible|unreadable|blurry
            missing _3 @papers
            @papers _6 never|missing|outstanding|incomplete|nowhere
            never|nothing|didn't|haven't|hasn't _4 received|sent|came|come|provided|returned|submitted|response|responded|answered|heard|reply|replied|supplied|arrived|materialized
            never|didn't|haven't|hasn't|without|no _3 response|responded|answered|heard|reply|replied|supplied|respond|responding|answer|answering
            stopped|stops|quit|refused|refuses|unwilling|won't|wouldn't _2 answering|responding|replying|returning|provide|send|supply|cooperate|giving|sharing|give|share|release
            vanished|disappeared|fell off|the|silent
            no|lack|without|zero response|reply|answer|word|contact|cooperation|communication|follow
            unable|couldn't|can't|cannot to? reach|contact|get _3 merchant|owner|client|you|applicant|hold|touch
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
            radio silence|silent
            crickets|mia|awol|tumbleweed|tumbleweeds|ghosted|ghosting|ghosts|unreachable|vanished|unresponsive|nonresponsive|non-responsive|incommunicado
            went|going|gone|goes|been|gone dark|quiet|cold|silent|mia|awol|off
            lack|want|absence of response|cooperation|documentation|documents|docs|contact|communication|information|paperwork|docs
            no|zero|without response|reply|answer|contact|word|communication|movement|activity|follow|docs|documents|stips|paperwork|feedback|callback|cooperation
            missing|incomplete|outstanding|absent|unsigned|illegible|unreadable|insufficient|partial documents|docs|documentation|information|info|paperwork|statements|pages|application|file|package|stips|items|submission
            can't|couldn't|unable|cannot|not to? _1 reach|contact|get|locate|find _3 merchant|owner|client|applicant|him|her|them|hold|anyone|anybody|applicant
            timed|aged|expired|lapsed|stale|inactive out|for|since|after|due
            waited|waiting|sitting|pending|idle|dormant _3 days|weeks|month|months|long|ages
            # days|weeks|week|month|months _3 no|without|nothing|inactivity|silence|waiting
            documents|docs|statements|stips|paperwork|information|info|items|pages _4 never|not|weren't|wasn't|didn't|haven't|hasn't _2 received|provided|supplied|submitted|sent|returned|came|come|arrived|in|uploaded|delivered|surfaced|materialized|appeared
            never|didn't|haven't|hasn't|failed|failing|without to? _2 heard|hear|receive|received|sent|send|provide|provided|submitted|submit|returned|return|supplied|supply|responded|respond|response|replied|reply|completed|complete back|docs|documents|statements|stips|paperwork|information|info|anything|items|requested|application|pages|anyone|merchant|client
            won't|wouldn't|refuses|refused|refusing|unwilling|never|doesn't|didn't to? _2 provide|send|share|give|return|answer|cooperate|respond|supply|release|link|connect|pick
            still|never|not|haven't|without _4 @papers _3 requested|asked|needed
            never|not|hasn't|haven't|didn't _2 finished|finish|completed|logged|linked|connected it|the|in|his|her|their
            nobody|never _1 sent|provided|supplied|returned|replied|answered|resent|responded|uploaded
            never @be? completed|finished|signed|submitted|returned|received|provided
            timed|aged out|up? waiting|awaiting|pending
            illegible|unreadable|undecipherable
            ghosted|ghosting|ghosts us|me|on|everyone|out
            without|missing|lacking _2 statements|documents|docs|papers|paperwork|application|pages after|for|since
            never|not|nobody came|come|got|heard|getting back to|with|from _2 me|us|you|him|her
            still _2 without|no _2 statements|documents|docs|papers|paperwork
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
            statements|statement|bank|docs|documents|pdf|pdfs|numbers|figures|application _4 @altered|photoshopped|edited|changed|modified|funny|fishy|off|suspicious|sketchy|suspect|inconsistent|manufactured|generated
            @altered|edited|suspicious|suspect|questionable|sketchy|fishy|dubious statements|statement|docs|documents|bank|pdf|deposits|activity|pages|invoices|id|application|info|information|numbers
            running|ending|daily balances|balance|totals _1 don't|doesn't|do|not|didn't not? add|foot|tie|match|reconcile|work
            statements|numbers|balances|totals|deposits|figures|math|pages _2 don't|doesn't|do|not|didn't not? _1 add|foot|tie|match|reconcile|jibe|tally|line
            producer|creator|author|metadata|fonts|font|pixel|pixels|layers
            identity|id|ssn|stolen|synthetic theft|stolen|fraud|identity|ssn
            bank|chase|wells|branch _3 says|said|confirmed|told|confirms _5 not|fake|real|genuine|don't|doesn't|closed|altered|no
            integrity|tamper|tampering|authenticity|fraud flag|flags|alert|check|concerns|review|issues|team|department|hit
            misled|deceptive|deceit|dishonesty
            running|ending|daily|the balance|balances|totals|total _2 not|don't|doesn't _1 foot|add|tie|reconcile|match
            edited|editing|editor|editing program|software|tool|app
            properties|metadata name|names|show|shows
            photoshop|photoshopped|doctored
            deposits|numbers|figures|balances|totals|transactions|pages on|in the|his|her|your? _2 aren't|don't|not|differ|different|never
            @be a? fake|forgery|fakes|forged|phony
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
            felony|felonies|felon|felonious|conviction|convictions|convicted|arrest|arrests|arrested|indicted|indictment|prison|jail|incarcerated|parole|probation|fraudster|offences|offenses
            criminal|rap|police|arrest|court record|records|history|background|sheet|charges|charge|case|conviction|matter|past|activity|check
            lawsuit|lawsuits|litigation|suit|suits|sued|suing|plaintiff|defendant|plaintiffs|defendants|pacer
            pending|active|open|ongoing|multiple|several|recent lawsuit|lawsuits|litigation|suit|suits|legal|case|cases|charges|court|investigation
            wire|mail|bank|tax|securities|insurance|medicare fraud|evasion
            ofac|sanctions|pep|watchlist|sdn list|hit|match|screening|check|flag
            background|pacer|lexis|lexisnexis|court|litigation|adverse check|search|media|news|came|results|review|issue|issues|showed|shows|turned
            did|served|serving|doing time
            sued|suing|lawsuit|litigation|court by|with|against|over|pending
            ofac|sanctions|sanctioned|watchlist
            watch list
            indicted|indictment|convicted|conviction|arrested|arrest|felon|felonies|felony|fraudster
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
            brakes|pause|paused|pausing|hold|moratorium|freeze|stopped|suspended|halted _8 county|counties|zip|zips|parish|storm|hurricane|flood|floods|wildfire|wildfires|area|quarter|capital|portfolio
            hurricane|flood|wildfire|disaster|storm|tornado|earthquake zone|area|damage|claims|exposure|zip|zips|county
            model years|year
            mileage|miles|hours _3 high|too|over|many
            collateral|asset|equipment|truck|vehicle|unit|machine|trailer _3 too|old|older|age|insufficient|weak|worth|value|specialized|specialised|hard
            age|value|condition|vintage of _1 collateral|asset|equipment|truck|vehicle|unit|machine|trailer
            insufficient|no|lack|weak|inadequate|without _1 collateral|security|equity|assets|homeowner|homeownership
            at|over|full|no capacity
            dilution
            """),
    ]
}
