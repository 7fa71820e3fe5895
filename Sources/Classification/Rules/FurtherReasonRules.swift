/// Reasons in further people's words: what is missing, what is too much, who stands in the way.
enum FurtherReasonRules {
    static let all: [Rule] = rows.map { Rule($0, .reason($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, DeclineReason, String, String)] = [
        ("reason.time-in-business.hint", .timeInBusiness, "They need to get through a full winter first.",
            """
            first|1st|second|only|one|single|opening _2 set|year|winter|season|summer|accounts|anniversary|quarter _1 of? _1 accounts|first|trading|filed
            get|gets|getting|go|goes|been|be through|past a|an|one|their|his|her|the _1 full|whole|first|entire? winter|year|season|summer|cycle|anniversary
            little|bit|lot|few|couple|some|slightly|too|still|much|way of? months|years|weeks|older|younger|young|new|more? older|younger|young|mature|mature|seasoned|established|fresh|green|babies|baby
            babies|infancy|infant|newborn|fledgling|toddler|embryonic|newbie|newbies|pre-revenue|newly-formed|start-up|start-ups
            ein|abn|acn|vat|gst|ownership|llc|entity|account|lease|register|registration|registered _3 only|just|dates|dated|from|since|issued|opened|created|went|active|changed|last|back _2 @monthName|@months|summer|fall|spring|winter|autumn|year|#
            change|changed|changes|new|transfer|switch|switched _2 of? ownership|owner|owners|hands|banks _3 last|in|this|recently|just|@monthName|@months|december|january|months|weeks
            bought|acquired|took|purchased|inherited _3 business|it|company|shop|store|over|practice _3 last|in|this|ago|only|just|@monthName|@months|year|month
            # @unit young|new|in|into|only|short|shy|since|track|trading|history|seasoning|tenure|ago|away
            one|two|three|four|five|six|seven|eight|nine|ten|eleven months|weeks|mos|mo young|new|in|into|only|old|history|trading|of|tib|there|operating|since|under
            @minimum|least|want|see|prefer|must|rule|policy _5 one|two|three|1|2|3|twelve|twenty-four|12|24|18|6|six|# year|years|yr|yrs|yr's|months|mos|month|anniversary _6 @they|only|just|has|have|is|at|short|this|there's|and|but
            less|short|low|insufficient|shorter|limited|newer _1 vintage|tenure|tib|history|seasoning|runway|pedigree
            doors _2 opened|open|been|just|only|in|since
            tib|seasoning|vintage _4 short|low|light|shy|fail|fails|below|under|only|not|insufficient|requirement|minimum|mo|mos|months
            shy|short|light|fails|falls _3 tib|seasoning|vintage|age|years|months|time
            too soon|early|recent|fresh|short _3 us|them|this|business|opened|for|trading|entity|company|startup
            existe|opera|abrió|funciona|trabaja _3 solo|apenas|meses|mes|poco
            seulement|depuis|à peine # mois
            nur|erst # monate|monaten|monat
            """),
        ("reason.low-revenue.hint", .lowRevenue, "It doesn't cash flow.",
            """
            @not|no|hardly|barely|little|insufficient|isn't|never _4 enough|sufficient|adequate|room|left|much|any|real|true _4 revenue|revenues|sales|turnover|income|business|coming|gross|volume|money|profit|profits|margin|cashflow|topline
            no|without|insufficient|little|weak|poor|thin|negative|tight|inadequate|not|limited|lack|lacks cash flow|flows
            no|without|insufficient|little|weak|poor|thin|negative|tight|inadequate|limited|lack|lacks|hardly|barely|zero|minimal _1 of? any? true|real|actual|verifiable|meaningful|discernible|documented|much? cashflow|revenue|revenues|sales|income|profit|turnover|profitability|earnings|margin|margins
            @dont|does|do|not|won't|can't|cannot|never not? _2 cash-flow|cashflow|service|serviceability|serviceable|debt-service|pencil
            @dont|not|won't|can't|doesn't cash flow
            net|operating|gross|bottom|taxable|reported income|profit|margin|margins|line|loss|earnings|result|profits|figures _6 negative|loss|losses|thin|red|deficit|down|low|slim|weak|insufficient|breakeven|minus
            loss|losses|deficit|negative _4 years|year|returns|accounts|tax|p&l|books|ebitda|equity|income|worth
            ebitda|ebit|dscr|dcr|fccr|ltv _4 negative|below|under|short|thin|only|low|weak|insufficient|against|tight|#
            global|debt|fixed-charge _1 dscr|coverage|cashflow|service
            coverage|dscr|ratio _4 below|under|short|thin|tight|insufficient|against|fails|#
            @not|can't|cannot|unable|couldn't|won't|hardly|never _3 afford|service|sustain|support|absorb|carry|cover|repay|manage _4 payment|payments|repayments|repayment|instalment|instalments|advance|loan|debt|facility|us|it|this|anything
            document|documented|prove|proven|evidence|substantiate|show|support|verify _3 income|revenue|sales|earnings|profit|turnover
            @they|grossing|gross|grosses|doing|does|do|did|makes|make|brings|bring|turns|turning|averages|average|closer|only|around|about|rev|revenue|sales _4 $|#|twelve|ten|eight|fifteen|twenty|fourteen|six|seven|nine|eleven|five _2 a|per|each|every month|mo|week|year|mth
            only|just|barely|about|maybe|roughly|around|like|hardly|scarcely $|#|twelve|ten|eight|fifteen|six|seven|nine|five|grand|k _2 month|monthly|mo|week|weekly
            bit|little|lot|bunch|much more|higher|stronger|bigger|better _1 revenue|sales|turnover|volume|income|gross|topline|top
            owner|owner's|own|personal|his|her|their _2 moving|money|funds|transfers|savings|pocket _4 in|around|own|account|not
            transfers|transfer|loans|loan|wires|zelle|zelles|venmo|injections _4 not|no|aren't|isn't|stripped|backed|backing|removed|netted|out|rather|instead|true
            floor|cutoff|minimum|min|bar|requirement|threshold|start|need|needs|require|want|require _4 $|#|grand|k|thousand _3 month|monthly|mo|annual|annually|year|yearly|sales|revenue|turnover|gross
            top line|revenue|revenues|sales|turnover|gross|income|takings|volume|billings|receipts _5 thin|light|low|small|below|under|short|insufficient|modest|skinny|weak|minimal|lean|shy|inadequate|enough|minimum|there|tiny|unproven|poor|floor
            thin|light|low|small|insufficient|modest|skinny|weak|minimal|lean|inadequate|tiny|poor _2 top|revenue|revenues|sales|turnover|gross|income|takings|volume|billings|receipts|profits|profitability
            not|nothing|no|little|barely|next _2 coming|flowing|going|running|passing in|through|thru|into _4 account|bank|month|summer|winter|door|after|business|books
            unprofitable|loss-making|breakeven|break-even|pre-revenue|affordability|serviceability|unaffordable|uneconomic
            doesn't|don't|won't|not generate|produce|earn|yield|bring|make|turn|gross|do|pull _2 enough|sufficient|adequate|much|what|over|the
            """),
        ("reason.declining-revenue.hint", .decliningRevenue, "Turnover has been in steady retreat since May.",
            """
            @revenue|deposits|business|trade|trading|numbers|volumes|activity|orders|takings|top _6 retreat|retreating|retreated|dried|drying|sinking|sunk|sinks|sink|shrinking|softening|softer|weaker|weakening|worse|worsening|dwindling|dwindled|evaporating|evaporated|eroding|slid|halved|decline|declined|declining|contracted|contracting|contraction|plunge|crater|fading|faded|tailing|cooling|slowing|shadow|sagging|waning|wane
            steady|sharp|steep|marked|noticeable|serious|significant|big|material|year-on-year|consistent|continuous|continued|ongoing|visible|clear decline|declines|drop|drops|fall|falls|dip|downturn|slide|retreat|deterioration|contraction|decrease|reduction|slowdown|downtrend|fall-off|erosion
            down|off|lower|fell|dropped|declined|decreased|slid|shrunk|shrank|contracted|retreated by? _2 #|third|half|quarter|percent|double|triple _4 against|from|since|versus|vs|on|over|compared|year|quarter|yoy|last|same|month|in|between
            @fall|down|off|lower|decline|declining|retreat _6 same|last|prior|previous|preceding|corresponding quarter|year|month|period|season|spring|summer|fall|winter|autumn
            third|half|quarter|fraction|shadow|percent|% _2 of? _2 what|than _4 were|was|did|last|used|year|spring|summer|they|before|it
            each|every|month|successive _2 smaller|lower|worse|weaker|less|down|softer than|the|from|and
            year over|on|to year _4 off|down|lower|decline|drop|behind
            off|down # percent? _4 year|yoy|last|since|from|over
            mtd|month|january|february|current|recent|december|this _3 way|well|far|sharply|much|significantly|really|looks|is|are|running _2 down|off|behind|slow|weak|soft|light|below|lower
            trend|trendline|trajectory|direction|momentum|pattern _4 scary|wrong|down|downward|downwards|negative|worrying|concerning|concern|ugly|bad|poor|unfavorable|unfavourable|adverse|south|worries|scares
            wrong|downward|negative|adverse|unfavorable direction|way|trend|trajectory
            keep|keeps|kept|continue|continues|continued|been to? sinking|falling|dropping|declining|sliding|shrinking|slipping|fall|drop|decline|slide|shrink|eroding|softening
            """),
        ("reason.deposits.hint", .insufficientDeposits, "The deposits are all over the place.",
            """
            deposits|deposit|depositing|banking|income|cash|revenue|receipts|activity _4 all over|place|map|swing|swings|swinging|lumpy|uneven|erratic|choppy|spiky|patchy|sporadic|volatile|volatility|inconsistent|inconsistency|irregular|infrequent|unpredictable|feast
            all over the? place|map
            kind|sort|much|that|wild|big|huge _1 of? swing|swings|volatility|fluctuation|fluctuations|variance
            sporadic|lumpy|uneven|erratic|choppy|spiky|patchy|volatile|inconsistent|irregular|infrequent|unpredictable _2 deposits|deposit|banking|income|cash|receipts|activity|inflows|credits|flow
            deposits|deposit|depositing _3 once|twice|one|two|three|weekly|monthly|infrequent|infrequently|few|rarely|seldom|occasionally|times|time
            too|so|very|just|only|not|mere|barely|pretty few|little|many|infrequent|a|enough|one|two|three|four|five|# _1 deposits|deposit|credits|inflows|depositing|transactions
            one|single|two|couple|few lump|lumps|chunk|chunks|payment|deposit|cheque|check|wire|inflow|transfer _2 a|per|each|every month|mo|quarter
            lump|lumps|chunk|chunks _2 a|per|each|every|month
            deposit|deposits count|frequency|volume|number|consistency|minimum|requirement|volatility
            # deposits|deposit|credits _4 month|january|december|november|mo|whole|all|in
            muy|pocos|poca|escasos pocos|depósitos|depositos|movimientos|actividad
            peu|pas _2 dépôts|depots
            wenige|kaum einzahlungen|eingänge|zahlungseingänge
            """),
        ("reason.low-balances.hint", .lowBalances, "500 bucks in the bank.",
            """
            $|#|nothing|zero|pennies|peanuts|change|hundred|nil|lunch|dollars|bucks|little bucks|dollars|quid|euros|to|much|money|left? in|on|of|at the|his|her|their|that|its _1 bank|account|acct|balance|checking|name
            @balance|account|bank|acct _4 wouldn't|couldn't|barely|hardly|won't|can't|doesn't _3 buy|cover|pay|support|hold|fund|service
            keeps|keep|carries|carry|holds|hold|maintains|leaves|leave|has|had|kept|left|leaving _2 nothing|zero|no|little|peanuts|pennies|hardly|barely|almost|under|below|less|next|few _5 bank|account|acct|balance|there|behind|reserve|cushion|it|it's|hand
            ending|average|daily|closing|month-end|eom|mean|lowest|running _3 balance|balances|bal|adb _4 under|below|low|thin|near|zero|single|double|triple|$|#|weak|poor|negative|nil|insufficient|less
            adb|balance|balances|bal|cushion _2 under|below|less|of|only|just|around|at|was|is|in|averaging|near|hovers|sub|near|too|don't|doesn't|won't|isn't|aren't $|#|zero|nil|nothing|low|thin|weak|support|hundred|hundreds|triple|double|single|there|enough
            @not|no|zero|little|without|any|lack|lacks|insufficient _2 cushion|buffer|float|reserves|reserve|liquidity
            sits|sit|sitting|runs|run|running|hits|drains|drained|spends|spent|empties|goes|falls|drops|down|dips|hovers|hovering|stays _3 zero|nothing|empty|fumes|dry|pennies|nil|bone
            account|bank|acct|balance _4 empty|zero|drained|dry|fumes|nothing|nil|bare|thin|skinny|anemic|broke|tapped|wiped
            saldo|saldos|balance _4 cero|bajo|bajos|casi|nulo|poco|mínimo|minimo
            solde|soldes _4 zéro|bas|faible|nul
            """),
        ("reason.negative-days.hint", .negativeDays, "He was overdrawn half the month.",
            """
            account|acct|bank|balance|they|he|she|it|statement|daily|operating _4 red|overdraft|negative|overdrawn|minus|underwater|od _3 day|days|half|most|times|time|occasions|several|twice|on|for|in|through|all
            # days|day|times|occasions _3 red|overdraft|negative|overdrawn|minus|below|under|neg
            overdrawn|negative|red|overdraft _3 half|most|all|days|every|for|on|much|part|throughout
            bounced|returned|rejected|unpaid|reversed|dishonored|dishonoured|failed|nsf'd|kicked|refused payments|payment|items|item|debits|debit|checks|cheques|ach|achs|dds|eft|efts|pads|pad|instalments|direct
            payments|items|debits|checks|cheques|achs|ach|dds|efts _3 bounced|bouncing|returned|returning|returned|rejected|unpaid|dishonoured|dishonored|failed|failing
            live|deal|work|accept|tolerate|stomach|ignore _4 negatives|nsfs|overdrafts|returns|bounces
            many|several|numerous|multiple|excessive|frequent|recurring|constant|repeated|high|heavy _2 nsf|nsfs|negatives|negative|negs|overdrafts|overdraft|ods|returns|bounces|returned|bounced|insufficient-funds|overdrawn
            nsf|nsfs|od|ods|overdraft|negative|neg|returned|unpaid _1 count|days|fees|items|activity|history|occurrences|events|charges|frequency|per|limit|balance|balances
            # nsf|nsfs|negs|neg|negatives|overdrafts|bounces|returns|returned|bounced|insufficients|od|ods
            """),
        ("reason.positions.hint", .existingPositions, "We won't go in behind Kapitus.",
            """
            behind|alongside|after|on|atop|under|with|to|paying|pays|owes|has|have|see|sees|found|already|carrying|and|plus|from|by|of @competitor
            @competitor and|plus|with|or @competitor|another|#|two|three|one|others
            @competitor _1 @competitor
            @competitor _2 already|still|open|balance|position|advance|payments|in|ahead|first|there|on|paid
            #|two|three|four|five|six|several|multiple|couple|few|bunch|many|numerous|various _2 other|open|of|active|existing|outstanding|unsecured|running|daily|weekly|live|concurrent? _1 competitors|funders|lenders|advances|mcas|loans|positions|creditors|debits|financiers|facilities|dailies|payments|borrowings|lines|payees|shops
            funders|lenders|competitors|creditors|advances|loans|positions|mcas|debits|dailies|pulls|payments _4 in|already|open|there|there's|ahead|running|out|outstanding|coming|being|paid|on|stacked|active|hitting|pulling
            too|so|way|this|that|pretty|very|heavily|highly|fully|severely|already much|many|heavily? stacked|leveraged|levered|indebted|committed|geared|loaded|stretched|encumbered|extended|burdened|exposed|deep
            much|many|too|lot|lots|heavy|excessive|high|significant|substantial _2 of? paper|debt|debts|leverage|borrowing|borrowings|exposure|indebtedness|stacking|obligations|liabilities|loans|advances|mouths
            third|fourth|fifth|second|4th|3rd|5th|2nd|junior|sixth|6th _1 position|spot|slot|place|advance|charge|lien|lender|loan|debit|in|behind
            other|another mouth|charge|lien|loan|debit|advance
            he'd|she'd|they'd|we'd|i'd|would|we'll _1 be|make|sit|go|come|stand|have|rank _2 fourth|third|fifth|second|4th|3rd|5th|sixth|behind|junior|last|subordinate
            first|1st|second|2nd|senior _2 or|and|only|charge|lien|position|positions|security? only|lender|first|second|required|spot|position|charge
            only _4 first|firsts|1st|1sts|second|seconds|senior _3 position|positions|lien|charge|second|or|spot
            charge|lien|ucc|debenture|security|blanket|gsa|ppsr|floating|registered _4 lender|bank|bank's|another|other|ahead|prior|first|senior|filed|favor|favour|place|already|behind|blocks|register|everything
            pledged|encumbered|assigned|subordinate|subordinated|subordination|charged _3 to|bank|lender|already|another|others|by|elsewhere
            all-assets|blanket ucc|lien|filing
            withholding|holdback|hold-back|gross|revenue|deposits|sales|income|takings _4 going|goes|taken|eaten|already|committed|pledged|north|over|above|swallowed|consumed|spoken _4 out|payments|debt|funders|lenders|others|#|half|third|service|advances|for
            existing|current|other|outstanding|present|his|her|their|these|those|all debts|debt|repayments|borrowings|commitments|indebtedness|leverage|loans|facilities|daily|dailies|exposure|obligations|payments _4 too|already|no|leaves|leave|exceeds|high|heavy|nothing|not|more|much|eat|eats|eating|take|takes|taking|out|stripped
            nothing|no|little|not _2 left|room|capacity|space|headroom|margin _5 payment|payments|for|pull|service|us|ours|another|from|more|debt|repayment
            net|after|once|strip|stripped|take|less|minus _4 daily|existing|other|current|his|her|their|those|these|truck|loan _3 payments|repayments|debits|loans|loan|debt|pulls|commitments|obligations
            piling|pile|adding|add|throwing|stacking|stack|layering on|more|another|up|onto|debt|fuel
            foir|emi|emis|overleverage|over-leverage|multi-lender|superstacked|double-stacked
            unsecured|running|active|open|live|concurrent loans|advances|facilities|mcas|lines
            paying|pay|services|servicing|carrying|juggling|feeding|owes|owed|owing _3 #|two|three|four|five|several|multiple|other|others|another|already|competitors
            took|picked|grabbed|got|taken|received|added|closed|signed|pulled _3 a|another|new|second|up|fresh|on|position|$|# _3 advance|mca|loan|position|elsewhere|shops|shop|funder|funders|lender|lenders|money|competing|competitor|since|from|two|three|different|ago|last
            deposit|deposits|credit|funds|proceeds|wire|money _4 from|by another|other|different|competing|competitor|rival|new funder|lender|company|advance|mca|shop|broker
            """),
    ]
}
