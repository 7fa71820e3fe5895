/// Why a file was refused, by money and credit: read only where a refusal stands.
enum ReasonRules {
    static let all: [Rule] = rows.map { Rule($0, .reason($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, DeclineReason, String, String)] = [
        ("reason.time-in-business", .timeInBusiness, "Only 4 months in business, we need 12.",
            """
            time|length|years|tenure in|of|as a? business|trading|operation|operations
            tib|startup|startups
            start up|ups
            # @unit in|of|old|trading|operating|open business|biz|operation|trading|history|operations?
            in business|biz|operation|operating|trading|open _4 # @unit
            too|brand new|young|green
            new|young business|company|entity|venture|startup
            @not _1 been? in|been|open|trading|around|operating|old|enough _2 long|enough|business|operation
            @not _1 trading|open|operating|around long
            @started ~4 # @unit
            @started _1 last|this|in|on|just|recently|only|only? year|month|spring|summer|fall|winter|late|early|2024|2025|2026|#?
            just|recently|newly|only @started|started|opened
            newly @started
            @minimum ~4 # @unit in|of|old|business|history|tib|trading|operating
            @minimum # year|years|yr|yrs|months _1 in|of|business|history|tib|old
            insufficient|limited|short|lacks|lack|not|minimal|no enough? business|operating|trading|track|credit|operational|bank history|record|existence
            seasoning|seasoned|unseasoned
            @low ~3 time|length in|of business|trading|operation
            # @unit since _3 @started|account
            business|company|entity|llc is|was|only|just? _2 # @unit old
            age of _1 business|company
            erst seit
            recién abierto
            antigüedad
            ancienneté
            opened|started|incorporated|established|formed|founded|since _2 #
            registered|trading|open|operating for|only|since|just _1 # @unit
            """),
        ("reason.low-revenue", .lowRevenue, "Revenue averages $13,400 and our floor is $20,000 a month.",
            """
            @low ~5 @revenue
            @revenue ~7 @minimum
            @revenue ~4 not|isn't|aren't|doesn't|don't|can't|won't there|support|enough|justify|meet|sufficient|hit|qualify|carry|supporting
            not|isn't|doesn't|insufficient enough|sufficient|adequate _2 @revenue|cash
            @revenue _3 only|averages|averaging|average|around|of|just $
            monthly|annual|true deposits|volume|bank _6 below|under|short|less|minimum|minimums
            @deposit ~6 $ minimum|min|floor|a|per|month
            @minimum ~6 $ a|per|in|month|monthly|mo|annual|annually month|mo|year|revenue|sales|deposits?
            limited|low|insufficient|weak|poor|tight|thin cash flow|flows|flow
            cash flow|flows ~5 @low
            @not _2 enough|sufficient cash|money flow|coming|in
            does|do|doing|generates|grosses|averages|only|averaging $ _4 @minimum
            too small|little|low _2 business|volume|merchant|revenue
            cash flow|flows _3 not|doesn't|won't|can't support|cover|sufficient|service
            debt service coverage
            dscr
            deposits|volume|rev too low|light|small
            """),
        ("reason.declining-revenue", .decliningRevenue, "Sales have dropped from 90k to 40k since January.",
            """
            @revenue ~7 @fall
            deposits|deposit|volume|trend|trends|trending|numbers|business|months|month|bank ~5 declining|decreasing|dropped|dropping|falling|fell|down|downward|sliding|shrinking|slid|halved|tanked|slipping
            @fall ~2 trend|trends|trajectory|sales|deposits|revenue
            trending @fall
            trend|trends|trajectory _2 negative|down|downward|wrong|scares|concerning|bad
            negative trend|trends|growth
            @fall _2 # _2 month|from|year|over|since|mom|yoy
            year over year
            mtd|month|current _4 slow|light|weak|poor|soft|dead|way
            poor|slow|weak|soft|light mtd|month|current
            from $ to $ _3 in|since|over|by|last
            went|gone|goes|dropped|down|fell|slid|from $ _2 to|down $
            $ in @monthName _2 $ in @monthName
            @revenue|deposits|volume down #|by|every|each|month
            fall|falling|drop|dropped|decline off in|by|since|a
            """),
        ("reason.deposits", .insufficientDeposits, "Only three deposits a month, we need at least five.",
            """
            @few ~4 deposits|deposit
            # deposits|deposit
            number|count|frequency|lack|consistency of deposits|deposit
            deposit count|frequency|number|concentration|pattern|consistency|activity
            deposits _3 irregular|inconsistent|volatile|sporadic|lumpy|erratic|few|concentrated|all|mostly|come|from
            one|two|single|couple|three big|large|client|customer|payer|account|source|deposit|deposits|wire|wires _2 deposit|deposits|customer|client|a|of|month|makes|accounts
            single|one customer|client|payer|source
            concentration|concentrated
            volatile|inconsistent|erratic|irregular|lumpy|sporadic deposits|cash|revenue|banking|income|sales
            not|isn't enough deposits|activity|transactions
            """),
        ("reason.low-balances", .lowBalances, "Average daily balance is too low.",
            """
            @low ~3 @balance
            adb|adbs
            average|avg|ending|daily|ledger|bank|account|unsatisfactory|weekly|minimum|thin daily|bank|ending|account|ledger? balance|balances|bal
            @balance ~4 $|hundred|single|zero|nothing|hovers|hover|near|fumes|empty
            @balance _4 @minimum
            runs|run|running|keeps|keep|sits|sitting|account|left|drains|drained|leaves _5 near|down|with|on|close|to zero|nothing|empty|dry|fumes
            no cushion|cash|reserves|liquidity
            @low cushion|liquidity|reserves|cash
            balances|balance are|is|too|don't|doesn't|won't support|run|runs|too|leave|cover
            """),
        ("reason.negative-days", .negativeDays, "6 NSFs since the 1st and negative days.",
            """
            @nsf
            negative|neg|red|minus days|day|balances|balance|bal|daily|account|ending|banking|ledger|activity
            account|accounts|bank|balance|it|ending _2 negative|overdrawn|minus
            in|into the red|negative|minus
            returned|bounced|rejected items|item|payments|checks|debits|ach|transactions|check
            days|times|too|many|several|is|was|goes|went|going|gone|of|for negative|overdrawn|minus|negatives
            insufficient funds
            # negatives|negative|overdrafts
            unpaid|failed direct|dd|items|debit debits|debit?
            non sufficient
            días negativos
            """),
        ("reason.positions", .existingPositions, "Five positions already, over-leveraged.",
            """
            positions|posistions|stacked|stacking|stacker|stackers|overleveraged|overextended|overstacked|leveraged|leverage|overburdened|overloaded|surendettement
            over|too|heavily|highly|fully|already|overly leveraged|extended|levered|indebted|committed|exposed|stacked|loaded
            @many ~3 advances|positions|mcas|loans|debt|lenders|funders|daily|dailies|pulls|balances|obligations|mca|debits|financing
            existing|multiple|several|open|active|current|outstanding|other|undisclosed|pre advances|advance|mcas|mca|loans|funders|lenders|fundings|financing|position|debt|balance|balances|loan
            open|existing|outstanding|current|active _2 balance|balances|advance|loan|position with|from|at|to
            took|taken|taking|takes|grabbed|added|adding|stacked|fresh|another|second|new|recent|newer|got|picked _4 advance|advances|mca|mcas|loan|position|positions|debit|debits|funding|stack
            first|1st|second|2nd|third|3rd|1 position|pos only
            debt|dti|holdback|withholding|leverage|ratio|payments|debits _4 high|load|heavy|ratio|service|exceeds|over|too|burden|capacity|eating|stack
            already|paying|has|have|with|carrying|servicing|to|plus|behind _1 #|two|three|four|five|six|several|multiple other|outstanding|open|active|more|daily? funders|funder|lenders|advances|positions|mcas|others|loans|payments|debits|pulls|guys|companies|dailies|funding
            # active|open|current|existing|outstanding|other|daily|weekly? advances|mcas|positions|funders|lenders|loans|mca|pos
            new|additional|more|undisclosed|extra _1 debt|debit|debits|loans|mca|mcas|advance|advances|positions|stacking|lenders
            # daily|dailies|weekly|weeklies pulls|debits|payments|positions|and?
            no room|capacity
            upside down|underwater
            paying|carrying _2 # _1 funders|lenders|a|daily|companies
            daily|weekly debits|payments|pulls _4 eating|take|taking|eat|high|heavy|of|going|over
            debt|advances|loans|obligations load|service|stack|burden|already|outstanding|level|levels
            way|lot|amount|level too|of much|debt|leverage? debt|leverage?
            reverse|consolidation|refinance already|on
            demasiados|varios adelantos|anticipos|préstamos
            adelantos|anticipos|préstamos activos|vigentes
            """),
        ("reason.default", .priorDefault, "Defaulted with another funder, still open.",
            """
            default|defaulted|defaults|defaulting|defaulter
            charge|charged off|offs
            chargeoff|chargeoffs|writeoff
            written|wrote off
            slow|missed|late|stopped|blocked|delinquent|non|modified|bounced|returned|delinquency|poor _2 pay|payments|payment|paying|ach|debits|obligations
            delinquent|past|derogatory _3 credit|obligations|accounts|due
            payment|repayment|pay|poor history|performance|record|default
            datamerch|datamerchant
            data merch|merchant|base
            database hit|match|alert
            in|sent|with|to collections|collection
            owes|owing us|them money|balance
            burned|stiffed|screwed us|them|me|other|someone|another|funders|lenders
            unpaid advance|balance|loan|advances
            stacked on us
            past|over due
            behind|delinquent on|with his|her|their|the|other|existing|payments|loan|us
            missed # payments
            repo|repossession|repossessed
            """),
        ("reason.bankruptcy", .bankruptcy, "Open chapter 13 bankruptcy.",
            """
            bankruptcy|bankruptcies|bk|bks|bankrupt|insolvency|insolvent|iva|liquidation|receivership|faillite|quiebra|insolvenz|bancarrota
            chapter|ch|chap|chpt 7|11|13|#
            filed for? chapter|ch|chap|bankruptcy|bk|protection
            undischarged
            discharged|dismissed|discharge _3 bankruptcy|bk|chapter|last|in
            in administration
            """),
        ("reason.credit-score", .lowCreditScore, "The guarantor's FICO of 571 is below the 640 floor.",
            """
            fico|ficos|beacon|vantage
            credit score|scores|profile|history|report|file|bureau|quality|issues|challenges|rating|check|grade|pull
            @low ~3 credit|score|scores|fico
            @score ~6 @minimum|@low
            # fico|score|credit|beacon
            personal credit
            score|scores|credit #
            recent|several|multiple derogs|derogatories|lates|collections
            scorecard|scoring
            bad|poor|weak|low|rough|ugly|damaged credit
            credit _2 low|poor|weak|bad|subprime|rough|ugly|challenged
            """),
        ("reason.liens", .taxLienJudgment, "An unreleased federal tax lien.",
            """
            @lien
            tax|taxes debt|debts|issue|issues|arrears|owed|problem|problems|liability|balance|lien|liens|warrant|warrants|delinquent
            unpaid|back|delinquent|owed|outstanding tax|taxes
            owes|owed|owe|owing|behind|arrears|debt|debts|due _5 tax|taxes|irs|hmrc|vat|paye|cra|revenue|hst|gst|sars
            vat|paye|tax|hst|gst account? is|are|in|of? arrears|overdue|behind
            time to pay
            payment|installment plan|arrangement|agreement with the? irs|state|hmrc
            garnished|levied
            ucc blanket|lien
            impuestos|steuerschulden
            """),
    ]
}
