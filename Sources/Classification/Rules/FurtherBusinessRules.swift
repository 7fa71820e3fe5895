/// Further words for how the merchant pays, what it is and what stands in its file.
enum FurtherBusinessRules {
    static let all: [Rule] = rows.map { Rule($0, .reason($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, DeclineReason, String, String)] = [
        ("reason.default.hint", .priorDefault, "He walked away from an advance with Forward.",
            """
            walked|ran|skipped|bailed|reneged|welched|stiffed|burned|burnt|torched|screwed|shafted|hosed _2 away|out|on|off|@competitor _5 advance|advances|loan|deal|position|funder|lender|funders|lenders|@competitor|someone|balance|contract|for|us
            default|defaults|defaulted|defaulting|breach|breached|delinquent|delinquency|arrears|nonpayment ~5 @competitor|funder|funders|lender|lenders|bank|banks|previous|prior|former|another|other|merchant|database
            sued|suing|suit|suits|lawsuit|lawsuits|judgment|judgments|coj|legal|action ~5 funder|funders|lender|mca|@competitor|breach|prior|previous
            non performing|performing
            non-performing|nonperforming|npl|npa|npls|npas|wilful
            collections|collection _4 funder|funders|lender|lenders|@competitor|mca|prior|previous|former|advance
            last|prior|previous|earlier|old|first deal|advance|loan|one|position|funding|contract|round|term _6 slow|late|bounced|nsf'd|missed|modified|modify|modification|default|defaulted|ugly|collections|arrears|restructured|stopped|returned
            nsf'd|bounced|stopped|slow-paid|modified|missed|returned us|on us|our
            had to modify|modified|restructure|restructured|chase|collect|sue|reverse|write
            asked for|requested|multiple|several modifications|modification|reconciliations|reductions
            paid|pays|pay|performed|performance|performing|conduct _2 poorly|badly|late|slowly|terribly|unsatisfactory|erratically|poor|bad|slow
            defaulted|charged-off|written-off|collections|delinquent merchant|account|accounts|facility|facilities|advance|loan|advances
            """),
        ("reason.bankruptcy.hint", .bankruptcy, "The director was made bankrupt in 2024.",
            """
            bk|bks|bankruptcy|bankruptcies|bankrupt|insolvency|insolvent|insolvencies|debtor-in-possession|chapter-11|chapter-13|chapter-7|ch11|ch13|ch7|bk7|bk13|bk11|ipo|iva|ivas|voluntary-arrangement
            made|declared|went|gone|going|was|been bankrupt|insolvent
            company|individual|creditors voluntary arrangement|liquidation
            part|personal ix|insolvency
            consumer|division|part _1 proposal
            """),
        ("reason.credit-score.hint", .lowCreditScore, "His Experian is 502.",
            """
            credit|bureau|experian|equifax|transunion|score|scores|fico|beacon|schufa|veda|illion|creditor|vantage|dun|paydex|delphi _3 shot|weak|poor|bad|low|thin|adverse|negative|horror|ugly|rough|trash|strong|enough|minimum|floor|below|under|wreck|mess|disaster|challenged|unacceptable|damaged|ruined|mediocre|impaired|issues|problems|concerns|blemished|tarnished|profile
            adverse|poor|bad|weak|low|negative|impaired|challenged|unacceptable|unsatisfactory|derogatory|damaged|thin|sub-par|subpar|blemished|serious|recent _2 credit|bureau|score|scores|fico|beacon|tradelines|profile
            score|fico|beacon|bureau|experian|equifax|transunion|credit|vantage @be|came|comes|back|of|at|pulled|showing|sits|returned|in|only|just _3 #
            pulled|came|scored|scoring|score|has|had|at|is _3 a|back|at|in|him|her 4#|#|sub|low|mid|high _1 fico|score|500s|400s|600s|beacon|credit|experian
            floor|minimum|min|cutoff|require|requires|need|needs|want|least _2 #|550|575|600|625|640|650|660|680|700 _3 fico|score|credit|beacon|he|she|on|at|program|and|pulled
            # fico|beacon|credit|score|equifax|experian|bureau|tu|vantage|schufa
            days|payments|months|lates|late|past|behind|delinquent _3 on|with|down|due|past _3 ally|capital|mortgage|truck|car|auto|cards|card|house|student|discover|amex|chase|toyota|ford|gm|santander|visa
            repo|repos|repossession|repossessions|foreclosure|foreclosures|derogs|derogatories|derogatory|chargeoffs|lates|collections|inquiries|delinquencies|tradelines
            clear|meet|hit|reach|make|pass|satisfy _2 minimum|min|floor|our|the _2 score|fico|credit|bureau
            personal|consumer|guarantor's|guarantor|director's|owner's|principal's|business|principal|owner|directors _1 credit|score|bureau|fico|experian|equifax|creditworthiness
            credit of|for|on _1 principal|owner|guarantor|guarantors|director|directors|principals
            schufa|bonität|bonitaet|kreditwürdigkeit|historial|buró|cote
            """),
        ("reason.liens.hint", .taxLienJudgment, "IRD arrears with no arrangement in place.",
            """
            irs|hmrc|ird|ato|cra|sars|firs|revenue|revenu|fbr|dgii|sat|finanzamt|urssaf|treasury|vat|paye|gst|hst|bas|tax|taxes|taxman _4 arrears|debt|debts|owed|owing|owes|balance|lien|liens|levy|levies|garnishment|plan|liability|liabilities|behind|overdue|outstanding|unpaid|warrant|garnishee|payg|issue|issues|problem|problems|arrangement|instalment|installment|delinquency
            owes|owed|owing|owe|arrears|behind|debt|debts|unpaid|overdue|outstanding|back|delinquent|lien|liens|levy|judgment _5 irs|hmrc|ird|ato|cra|sars|firs|vat|paye|gst|hst|bas|taxes|tax|taxman|revenue|treasury|superannuation|super|payg
            payment|instalment|installment|repayment|formal|any|no _1 plan|arrangement|agreement _4 irs|hmrc|ird|ato|cra|tax|taxes
            judgment|judgments|judgement|judgements|ccj|ccjs|decree|decrees|default-judgment|writ|writs|garnishee|lien|liens|levy|levies|warrant|warrants _4 against|for|open|unsatisfied|filed|recorded|unreleased|supplier|vendor|landlord|county|court|register|showing|popped|came|entered|outstanding
            open|unsatisfied|unpaid|unreleased|outstanding|active|recent|new|federal|state|county|supplier|default|court|unresolved|registered _2 judgment|judgments|judgement|judgements|ccj|ccjs|lien|liens|decree|writ|levy|warrant|warrants
            """),
        ("reason.industry.hint", .restrictedIndustry, "Hospitality is a red light for us.",
            """
            @industry|hospitality|equine|horses|licensed|builders|trades|transportation|developers|fashion|apparel|leisure|travel|retail|anything|everything _6 red|ice|banned|blocked|closed|paused|hold|outside|beyond|excluded|limits|table|nope|no-no|remit|prohibited|restricted|frozen|off|hard|carve-out|blacklist
            @not|no|nothing|never|can't|won't|avoid|away|stopped|stop|stay|exclude|excludes|excluded|banned|full|paused|restricted|prohibited _4 hospitality|equine|horses|licensed|licenced|builders|transportation|leisure|apparel|fashion|travel|property|developers|promoters|adult|cannabis|thc|crypto|firearms|weapons|tobacco|alcohol|politics|political|religious
            @sector|space|vertical|vertical's|line|class|type|kind|category|trade|field _4 @not|no|won't|can't|near|outside|beyond|restricted|prohibited|paused|ice|closed|avoid|excluded|risk|appetite|comfortable|today|presently
            @not|no|outside|beyond|excluded|prohibited|restricted|avoid|paused|never _5 @sector|space|vertical
            @not part of our|my|the remit|mandate|business|appetite|programme|program
            lots|shops|stores|dealers|companies|businesses|firms|clubs|operators|brokers|agencies|stations|bars|centers|centres|offices|practices|parlors|yards _2 are|is|@be _4 no|nope|out|off|hard|closed|prohibited|restricted|not|paused|excluded
            full|heavy|overweight|maxed|capped|limit|limits|exposure|concentration|concentrated|hold _4 @industry|@sector|transportation|hospitality|builders
            @industry|transportation|hospitality|builders _3 hard|firm|big|definite|flat|complete|automatic|instant|a _1 no|nope|pass|decline|stop
            anything|everything|all|any|no _2 with|involving|related|touching|in|to|around _2 @industry|firearms|cannabis|crypto|solar|hemp|cbd|gambling|alcohol|adult|tobacco
            compliance|legal|regulator|bank|investors|policy|mandate|charter|credit _4 won't|wouldn't|doesn't|don't|never|can't|not|forbids|prohibits|excludes|would|will let|allow|near|kill|have|touch|support|permit|us|it|that|such|this _2 @industry|near|head|sector|industry|space|my
            @industry operator|operators|company|business|shop|store|club|sales|dealer|dealers|firm = _1 nope|no|pass
            stay|stayed|staying|steer|steering|away|keep|keeping|clear _2 away|clear|from|of _1 @industry|@sector|staffing|developers|builders
            """),
        ("reason.state.hint", .restrictedState, "We don't hold the permit to fund in Québec.",
            """
            @state _4 closed|pause|paused|hold|off|out|no-go|outside|not|can't|blocked|unsupported|disclosure|excluded|restricted|prohibited|stopped
            @not|no|never|can't|don't|pulled|stopped|outside|without|exited|left|withdrew|withdrawn|closed _6 @state
            permit|permits|license|licence|licensed|licenced|registration|registered|authorised|authorized|approved|permitted ~5 @state|province|state|territory|jurisdiction
            location|state|province|jurisdiction|territory|region|country|area|county|postcode _4 not|isn't|unsupported|outside|ineligible|restricted|closed|excluded _1 supported|served|covered|eligible|available|licensed|allowed|footprint
            """),
        ("reason.business-type.hint", .businessType, "She's running it out of her living room.",
            """
            own|his|her|personal name
            own name|personal|individual|unincorporated|self-employed
            only _5 limited|incorporated|ltd|llc|llcs|corp|corps|corporations|companies|llps|entities
            holding|shell|dormant|investment|passive|spv company|companies|entity|entities|vehicle
            no operations|employees|activity|trade|business of|its
            living room|rooms
            bedroom|garage|kitchen|basement|dining room|table|business|bakery
            needs|need|require|requires|without|no _3 commercial|brick|physical|retail|storefront _1 address|location|premises|space|presence|mortar
            private|members|members'|social|civic|fraternal|yacht|country|sports _1 club|clubs|association|lodge
            club|association|foundation|lodge|trust|cooperative|co-op|parish|school|temple|mosque|ministry _3 not|isn't|ineligible|can't|aren't|no
            sop|cfr|eligibility _4 not|ineligible|rules|club|entity|type|passive
            """),
        ("reason.ownership.hint", .ownership, "The man who signed appears nowhere on Sunbiz.",
            """
            @not|nowhere|never|isn't|doesn't|unlisted|missing _4 articles|filing|filings|sunbiz|register|registry|sos|registration|deed|title|annual|charter|certificate|ein
            sunbiz|register|registry|sos|articles|companies|filing|filings|registration|k-1|asic _6 lists|list|shows|show|says|names|name|listed|different|another|else|sole|someone|member|director|owner
            without|refuses|refusing|refused|won't|unwilling|unless|needs|need|require|lacking|no|missing _4 guarantee|guaranty|guarantees|signature|pg|guarantor|guarantors|majority|cosigner|co-signer|signatory
            guarantee|guaranty|guarantor|pg|majority|partner|partners|spouse|husband|wife|co-owner|shareholder|shareholders|director|directors|uncles|brother|sister|father|son|everybody|everyone|member|members _6 refuses|refusing|refused|won't|unwilling|decline|declines|declined|wouldn't|not|isn't|absent|missing|doesn't|never _3 sign|join|guarantee|guaranty|participate|come|involved|willing|cooperate|on|it|signing
            only|just|merely|holds|owns|has|with|of|signing|applicant|signer|minority _3 #|half|third|quarter|minority|twenty|thirty|forty|small percent|pct|stake|share|interest|equity|shares|ownership|of|the
            # percent? of? _1 equity|ownership|shares|stake|company|business|owner|owners|interest|shareholding|holder
            @minimum|over|least|above|all|every|everybody|everyone _3 # _4 guarantee|sign|guarantor|guaranty|pg|application
            """),
        ("reason.amount.hint", .amountOutOfRange, "Our single-name limit is 400.",
            """
            single|single-name|house|legal|lending|credit|exposure|obligor|per-deal|deal|program|max|maximum|top|minimum|smallest|largest|biggest _3 limit|limits|cap|exposure|check|cheque|ticket|amount|deal|size|hold|authority|facility|loan|advance|name|obligor
            we|i|our|program|desk|minimum|min|max|maximum|smallest|largest _4 start|starts|begin|begins|top|tops|max|maxes|cap|caps|cut|write|go|stop|stops _3 at|out|is|to|up|down|below|above|past|over|under _2 $|#|k|grand
            below|under|above|over|past|beyond|exceeds|outside|within|beneath|beyond|less|more|smaller|bigger|larger _3 what|our|minimum|min|max|maximum|smallest|limit|range|than _3 write|fund|do|cap|limit|check|size|ticket|deal|range|carry|threshold|hold|lend|handle|minimum|maximum
            too|way|bit|little|much|more _2 big|small|large|little|tiny|house|rich _3 us|desk|shop|program|balance|me|carry|size|our|size|handle|fund|book|check
            ask|request|requested|amount|size|ticket|deal|loan|facility|sum _4 too|over|above|below|under|beyond|exceeds|outside|bigger|smaller|larger _3 big|small|large|limit|range|max|maximum|minimum|program|us|our|what|threshold|cap|little
            anything|nothing|deals|deal|requests|tickets|loans|something|files _2 under|below|over|above|less|smaller|bigger|larger|more _1 $|#|than
            don't|not|never|can't|won't _3 look|write|fund|do|consider|touch|lend|go|finance|entertain _3 under|below|over|above|less|smaller|that|this|bigger _1 $|#|than|small|big|large|size|low|high
            """),
        ("reason.duplicate.hint", .duplicateSubmission, "Somebody else's name is already on this one.",
            """
            somebody|someone|another|other|different|competing|rival|second|two _1 else|else's|iso|broker|shop|rep|partner|agent|office|brokerage|introducer|submitter|house|guy|person|referrer _5 name|already|first|sent|submitted|beat|got|has|had|brought|registered|working|until|locked|in|through|ahead|came|before|day|owns
            came|come|received|submitted|got|in|here|sent|arrived|registered|locked|tagged|logged|assigned|protected|under|through|from|via|by|to _3 different|another|other|somebody|someone|competing|second|rival _1 iso|broker|shop|rep|partner|agent|else|office|brokerage|introducer|referrer|source|submitter
            first in|come|to|submission|broker|iso _3 time|served|gets|door|wins|us|registers
            dupe|dupes|duplicate|duplicates|duplicated|dup|re-sub|resub|double-submitted
            beat|beaten|pipped|scooped|edged you|to|out|it
            """),
        ("reason.existing-client.hint", .existingClient, "This went through credit three weeks back and got a no.",
            """
            open|active|existing|current|outstanding|live _1 balance|account|deal|advance|loan|facility|position|client|customer|merchant|relationship|contract|file with|of|in|here|on|already _2 us|ours|house|books|me|system|here
            # percent? paid|pd|in|down|through _4 us|ours|deal|house|here|already|only|books|down|in
            already|currently|still|just|existing|active _4 client|customer|merchant|account|borrower|deal|position _3 ours|us|here|house|mine|books
            @be _2 client|customer|merchant|borrower|account of? ours|mine|us|already
            system|crm|records|record|notes|history _4 shows|show|says|has|have _8 declined|decline|no|passed|credit|before|already|previously|funded|turned
            declined|passed|looked|reviewed|saw|killed|denied|said|turned|no|kicked|rejected _5 #|two|three|four|few|couple|several|ten|twelve|six|five days|weeks|months|week|month ago|back|earlier|prior|before
            ago|back|already|previously|last|recently|before _3 declined|passed|looked|reviewed|same|answer|result|no|and|got|decision|unchanged
            same|nothing|no|identical _2 answer|result|statements|changed|change|file|package|new|merchant|decision _3 before|last|ago|again|since|weeks|months|unfortunately|as|time
            don't|not|no|can't|won't _2 re-review|rereview|relook|re-look|resubmit|resubmissions|reconsider|review|look|revisit _4 inside|within|for|before|until|sooner|under # days|weeks|months
            not renewing|renew|renewable|eligible
            renewal|renewals|renew _4 not|no|too|early|paid|only|own|rep|direct|internal
            own|inside|internal|in-house|original|house|dedicated rep|agent|account|iso|sales|manager|deal|client
            """),
        ("reason.verify.hint", .unableToVerify, "The bank couldn't confirm the account.",
            """
            @not|couldn't|unable|can't|cannot|never|failed|impossible|nobody|nothing|weren't|wasn't|no _4 verify|verification|verified|confirm|confirmed|confirmation|validate|authenticate|locate|trace|reach|corroborate|substantiate|establish|reconcile
            verification|verifications|identity|kyc|kyb|inspection|interview|interviewer|landlord|site|visit|reference|references|selfie|funding-call|background-call|id|bank|phone _6 fail|failed|fails|failure|bad|refused|hung|blocked|unsuccessful|poor|negative|mismatch|match|matched|didn't|not|couldn't|different|hostile|disconnected|wrong|unsatisfactory
            hung|hangs|hang up on
            number|phone|line|cell|landline|website|site|address|storefront|office|location|premises|shop|suite _5 blocked|disconnected|dead|vacant|empty|closed|doesn't|wrong|fake|rings|parked|down|virtual|mailbox|suspended|expired|residential|abandoned|nobody|no|picks|answers|exist
            license|licence|permit|registration|charter|entity|company|llc|corporation|business|agency's _5 suspended|revoked|expired|inactive|dissolved|forfeited|delinquent|lapsed|struck|void|cancelled|deregistered
            suspended|revoked|inactive|dissolved|forfeited|struck-off|deregistered|lapsed|expired _2 license|licence|charter|entity|registration|company|status|corporation|sos
            nobody|no|none|never _2 picks|picked|answers|answered|knows|knew|heard|recognises|recognizes|reachable
            landlord|ll _4 says|said|confirmed|tells|told|claims|reports|evicting|bad|behind|confirms
            evicted|evicting|eviction|evict|evictions
            not|doesn't|didn't|don't|couldn't|no match|matching|tie|agree|correspond|line _3 id|identity|selfie|license|licence|application|account|records|name|document|ein|address|bank
            """),
        ("reason.incomplete.hint", .incompleteFile, "No answer from the merchant after six tries.",
            """
            lack|absence|want|missing|without|never|no|nobody|nothing|didn't|hasn't|haven't|failed|still _4 documents|docs|paperwork|stips|documentation|statements|pages|response|reply|answer|contact|cooperation|info|information|login|link|plaid|items|package|file|forms
            never|not|didn't|hasn't|haven't|won't _2 linked|link|connected|connect|finished|completed|complete|sent|send|provided|provide|returned|uploaded|supplied|submitted|got|received|heard|replied|responded|answered|signed|respond|answer|reply
            after|despite|following _3 attempts|tries|emails|calls|requests|reminders|chasers|weeks|days|voicemails|messages|texts
            # weeks|emails|calls|tries|attempts|reminders|requests|voicemails|texts|chasers _6 no|nothing|still|without|never|silence
            three|four|five|six|two|several|multiple|many|numerous|countless weeks|emails|calls|tries|attempts|reminders|requests|voicemails|texts|times|chasers
            silence|crickets|radio-silence|unresponsive|ghosted|ghosting|mia|dark|vanished|disappeared
            """),
        ("reason.fraud.hint", .suspectedFraud, "Our fraud tool says the PDF was modified.",
            """
            statement|statements|pdf|pdfs|documents|docs|pages|file|bank|bureau|deposits|figures|numbers|balances _4 edited|altered|modified|fake|faked|doctored|tampered|fabricated|photoshopped|manipulated|forged|suspicious|fraudulent|bogus|phony|tie|foot|reconcile|cooked|fudged|counterfeit|inconsistent|add|genuine|legit|authentic|real
            fraud|tamper|authenticity|integrity|forensic|document tool|team|software|desk|unit|department|check|review|alert|score|scan|flag|vendor|system|detection
            opening|closing|running|ending balance|balances _4 isn't|not|doesn't|don't|differs|match|wrong
            different|two|mismatched|mixed|several|odd|strange|wrong fonts|font|typefaces|sizes
            look|looks|looked|appear|appears|seem|seems|clearly|obviously|are|were edited|altered|fake|doctored|tampered|fabricated|photoshopped|manipulated|off|forged|modified|suspicious|fudged|cooked
            """),
        ("reason.background.hint", .background, "Convicted of insurance fraud in 2019.",
            """
            convicted|conviction|indicted|indictment|charged|arrested|pleaded|pled|sentenced|guilty|probation|parole|incarcerated|jailed _4 of|for|fraud|theft|in|with|to|by|on|insurance|wire|tax|assault|drug|drugs
            felony|felonies|felon|criminal|lawsuit|lawsuits|litigation|litigated|litigious|indictment|fugitive|convict|prosecuted|prosecution|doj|ofac|sanctions
            record|history|past|background _3 criminal|arrest|felony|fraud|record|concern|concerns|owner's|owner|check
            pending|open|criminal|felony|fraud|serious|federal|state charges|case|cases|lawsuit|lawsuits|litigation|investigation|suit|suits|allegations|proceedings
            """),
        ("reason.other.hint", .other, "The vessels appraised at 40% of the loan amount.",
            """
            collateral|appraisal|appraised|appraises|valuation|security|equity|advance-rate|loan-to-value|asset|assets|title|unit|vehicle|equipment _6 coverage|short|worth|value|old|thin|insufficient|miles|hours|shortfall|enough|percent|low|specialized|gap|loan|inadequate|weak|impaired|not
            too|so|high|many _2 miles|hours|mileage|kilometers|kms
            too|so|very much|heavy|big|reliant|dependent|concentrated|exposed _5 one|single|customer|client|account|payer|debtor|contract|buyer|source
            most|all|percent|bulk|majority|much|chunk|% of|from _4 one|single|same customer|client|source|account|payer|debtor|buyer|company|contract
            customer|debtor|client|supplier|payer|revenue|income|vendor|buyer concentration|dependence|dependency|reliance
            lease|tenancy|landlord _5 runs|running|expires|expiring|ends|ending|renewing|renewed|renew|up|terminates|month-to-month
            chargebacks|chargeback|refunds|recalls
            payable|payables|supplier|suppliers|vendor|vendors|trade _5 past|overdue|behind|due|days|stretched|unpaid
            warehouse|credit|bank|our|funding|capital|investor _2 line|facility|lines|capital|investors|allocation|budget _6 renewed|renewal|full|tapped|maxed|exhausted|committed|paused|limited|reset|used|out
            out of? capital|allocation|budget|capacity
            pause|paused|freeze|frozen|halt|halted|suspended|stopped _3 new|all|originations|lending|funding|approvals|submissions
            switched|switching|changed|changing|moved|moving|new _1 banks|bank|accounts|account|processors _4 twice|recently|times|since|again|last|month
            use of funds|proceeds
            purpose|proceeds|money|funds|advance _4 divorce|attorney|personal|house|home|debts|gamble|gambling|wedding|vacation|tuition|rent|lawyer|taxes
            key|one|sole|owner _2 man|person|health|illness|sick|ill|age|elderly|retiring
            reputation|reviews|bbb|complaints|yelp|press|media
            """),
        ("reason.merchant.hint", .merchantDeclined, "She's gotten cold feet.",
            """
            cold feet
            too expensive|pricey|costly|dear|steep|high _5 him|her|them|walking|he|she|walks|walked|thinks
            signed|funded|closed|gone|went|going|sticking|took|chose|picked|happy _2 with|for|on @competitor
            """),
    ]
}
