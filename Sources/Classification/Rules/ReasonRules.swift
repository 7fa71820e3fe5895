/// Why a file was refused, by the money that comes in and stays: read only where a refusal stands.
enum ReasonRules {
    static let all: [Rule] = rows.map { Rule($0, .reason($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, DeclineReason, String, String)] = [
        ("reason.time-in-business", .timeInBusiness, "Only 4 months in business, we need 12.",
            """
            startup|startups|newco
            start up|ups
            # @unit of|in business|biz|operation|trading|history|operations|existence
            # @unit old|trading|operating|open|tib
            in business|biz|operation|operating|trading|open _1 only|just|under|about|less|for|since _2 # @unit
            too|brand new|young|green
            new|young company|entity|venture|startup
            business @be too|very|still|brand new|young
            @not _1 been? in|been|open|trading|around|operating|old|enough _2 long|enough|business|operation
            @not _1 trading|open|operating|around long
            incorporated|established|formed|founded|launched ~4 # @unit
            opened|started|began|open _2 # @unit ago
            @they|shop|store|restaurant|doors|llc|entity _2 opened|started|began|launched _3 last|this|in|on|just|recently|only|only? year|month|spring|summer|fall|winter|late|early|2024|2025|2026|@monthName|#
            incorporated|established|formed|founded|launched|organized|registered _1 last|this|in|on|just|recently|only year|month|spring|summer|fall|winter|late|early|2024|2025|2026|@monthName|#
            just|recently|newly|only incorporated|formed|established|founded|launched|opened|open|started|starting
            just got? started
            newly @started
            opened|opening its|their|his|her doors
            @minimum ~4 # @unit in|of|old|business|history|tib|trading|operating
            @minimum # year|years|yr|yrs|months _1 in|of|business|history|tib|old
            insufficient|limited|short|lacks|lack|not|minimal|no enough? business|operating|trading|track|credit|operational|bank history|record|existence
            seasoning|seasoned|unseasoned
            @low ~3 time|length in|of business|trading|operation
            # @unit since _3 @started|account
            business|company|entity|llc is|was|only|just? _2 # @unit old
            age of _1 business|company
            too|still|fairly|very|pretty young|new|green|fresh|early|recent
            @not _2 seasoned|established|mature
            @not _2 long|old enough
            year|years|months|time _1 under|behind his|her|their|its belt|them
            less|under|below|short|shy|fewer of|than? # @unit|year|years _2 business|trading|old|operation|history|tib?
            under a|one|two year|years
            not|isn't|hasn't|haven't yet? been? a|one|two year|years
            @minimum _2 year|years|months|# of|in business|trading|operation|operating|history|accounts
            demasiado nuevo|nueva|joven
            jeune|récente entreprise|société
            zu jung|neu
            erst seit
            recién abierto
            antigüedad
            ancienneté
            incorporated|established|formed|founded in|since _1 #
            registered|trading|open|operating for|only|since|just _1 # @unit
            too|bit|little|still|just early|soon|premature|new|young|green|fresh for|days|in|to|us|stage|now?
            early|premature for us|me|them|credit
            early|start stage
            first|1st year|months of|in|for? business|trade|trading|operation|operations?
            in|its|their|his|her infancy
            @not _2 history|seasoning|seasoned|tenure|track|runway
            @not _3 full|whole|complete year|years
            @not been? around|open|going|operating|trading|established _2 long|year|years|enough|a
            been open|around|going|operating|trading|running|established|active|incorporated|registered for|since|only|just|about|under|less? only|just|about? # @unit
            only|just|barely|not|under|less|about|maybe|like|roughly|hardly # @unit in|old|of|open|since|trading|operating|into|under|history|there|track|tib
            age|vintage of the? business|company|entity|firm
            # @unit|mos|mths|mo|yrs minimum|min|required|requirement|needed
            under|less|only|barely|not a|one|1|two|2|six|6|three|3|half year|years|yr|yrs|months|mos|mths old|in|of|open|trading|business|history|tib?
            less|under|fewer|short than? of? a|an|one|two|six|twelve|half year|years|yr|yrs|months|mos|mths
            existe|depuis|constituée _4 moins|mois|an
            moins d'un|d'une|de _1 an|année|mois|ans
            menos de # meses|años|año
            menos de un|dos|seis año|años|meses
            year|years|months|time|tenure|seasoning _2 business|operation|trading|bank|account _3 short|light|insufficient|low|needed|required|minimum
            recent|new start|startup|formation|opening|entity|incorporation|venture|biz
            newly|recently|freshly|only formed|opened|registered|incorporated|established|organized|acquired|launched|minted
            one|1|two|2|three|3|four|4|five|5|six|6|seven|eight|nine months|mos|mo|mths young|old|in|new|open
            wet behind
            needs|need|want|wants|require|requires more|some|additional|longer time|seasoning|history|tib|tenure|runway|trading|months
            limited|short|no|thin|lack|insufficient _1 track|operating|trading|business|banking record|history
            open|opened|trading|operating|going|around|incorporated|formed # @unit only|ago|now|old|so?
            less|short|low|insufficient|minimum|business|limited|company|required vintage
            vintage _3 less|short|low|only|minimum|#|below|under
            date of incorporation|formation|registration|establishment
            """),
        ("reason.time-in-business.topic", .timeInBusiness, "Time in business.",
            """
            time|length|years|tenure in|of|as a? business|trading|operation|operations
            tib
            in business|biz|operation|operating|trading _4 # @unit
            trading|operating|business history
            vintage
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
            volume|rev|turnover|sales|revenue|revs too low|light|small|thin|weak
            affordability|serviceability|servicing
            @not _3 afford|service|carry|sustain|handle|support _3 payment|payments|debt|repayments|repayment|loan|advance|another|it|instalments
            doesn't|does|don't not? service
            @not _3 enough|sufficient|adequate _1 revenue|sales|turnover|volume|cash|income|coming|money|business|sales
            doing|does|making|grossing|only|just|averages|averaging $ a|per month|mo|week|year
            @revenue _5 under|below|less|short|shy|beneath|only|just|barely _2 $
            only|just|barely|about $ in|of @revenue|deposits
            thin|tight|negative margins|margin|profit|profitability
            unprofitable
            losses|loss making|making|two|this|last
            ingresos|ventas _4 bajos|bajas|insuficientes
            revenus|ventes|chiffre _4 insuffisants|insuffisant|faible|faibles|bas
            umsatz|umsätze _4 gering|niedrig|klein|schwach
            does|do|doin|did|makes|make|brings|bring|pulls|pulling|grosses|grossing|averages|averaging|runs|running|deposits|depositing|only|just|barely _3 $ in? a|per|each|every|monthly month|mo|mth|week|year|day?
            only|just|barely|maybe|about|roughly|around $ a|per|each|every month|mo|mth|mos|week
            @not _3 enough|sufficient|adequate|big|much _2 volume|business|coming|revenue|sales|cash|flow|through|in
            @revenue _4 too|so|very|pretty|really small|low|light|thin|tiny|weak|modest
            too|so|very|pretty small|tiny|light|thin|micro _2 us|our|merchant|business|operation|shop|volume|revenue
            below|under|beneath|less|short|shy|not|beneath _3 $ a|per|monthly|in month|mo|deposits|revenue|sales
            @minimum ~5 $ a|per|monthly month|mo
            @low ~4 month|monthly|annual|gross volume|deposits|sales|revenue
            volume|numbers|figures|sales|revs|revenue|deposits|rev|top _3 aren't|isn't|not|don't|doesn't|won't|can't|couldn't _2 there|enough|support|justify|big|strong|cut|meet|hit|carry|high
            can't|cannot|won't|doesn't|couldn't|unable|not _2 support|service|carry|handle|afford|absorb|cover|sustain _4 payment|payments|debt|another|amount|advance|repayment|request|request|obligation|more
            debt service|servicing
            micro|low ticket|volume|balance|revenue
            cash poor|strapped|tight|starved|crunch
            no profit|profits|margin|money|income|sales|revenue|volume
            pre revenue|sales
            ebitda
            global cash
            repayment|debt|payment capacity|ability
            insufficient|inadequate|low|weak|poor|thin|limited|negative _2 revenue|sales|volume|income|cash|profit|ebitda|turnover|earnings|receipts
            not|isn't|doesn't _2 generate|generating|bring|bringing|make|making|produce|producing|gross|grossing _2 enough
            @revenue _2 is|at|of|only|just|averages|averaging|about $ a|per month|mo|week|year
            @revenue _2 is|at|only|just|averages|averaging|about $
            average|three-month|monthly|annual turnover|takings|revenue|sales|deposits|gross|income $
            """),
        ("reason.low-revenue.topic", .lowRevenue, "Revenue.", "revenue|revenues|turnover\ncash flow|flows\nsales|gross volume\nmonthly volume|sales"),
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
            @revenue|business|deposits|volume|numbers _5 wrong|backwards|backward|south|cliff|sideways|nose
            half of? what|last|of|the|it
            off a|the cliff
            down by? #|half|third
            down # _2 from|on|over|versus|vs|compared|year
            cut|cutting in half
            losing|lost customers|contracts|business|clients|contract|accounts
            chiffre|ventes|revenus _4 baisse|diminué|recul
            ingresos|ventas _4 bajando|cayendo|caído|disminuido
            umsatzrückgang|rückläufig
            sales|revenue|revenues|volume|deposits|numbers|turnover|business|revs|top _3 come|came|coming|tailing|tailed|fallen|dropping|dropped|going|gone|heading|headed|trending|sliding off|down|south|backwards|downhill|away
            down|off|dropped|fell|declined|decreased|reduced # percent? from|over|on|versus|vs|compared|year|since|in|this|last|month|yoy|mom
            shadow|fraction|half of what|its|their|his|her|last
            month over|on month|after _2 @fall|down
            down every|each|month|quarter|again
            @fall|down ~4 quarter|month|year|season|winter|summer|since
            trend|trends|trending|trendline|trajectory|momentum _3 down|downward|negative|wrong|south|declining|bad|ugly|concerning|worrying|poor
            revenue|sales|deposits|volume cliff|drop|dip|decline|slide|slump|erosion|contraction|collapse
            downward|negative|declining|decreasing|falling|shrinking|sliding|slipping|worsening trend|sales|revenue|revenues|deposits|volume|volumes|turnover|trajectory|business|receipts|income|numbers
            year|quarter|month _2 year|quarter|month _2 @fall|down|off
            lost _3 biggest|main|largest|major|key|half
            """),
        ("reason.deposits", .insufficientDeposits, "Only three deposits a month, we need at least five.",
            """
            @few ~4 deposits|deposit
            # deposits|deposit
            number|count|frequency|lack|consistency of deposits|deposit
            deposit count|frequency|number|concentration|pattern|consistency|activity
            deposits _3 irregular|inconsistent|volatile|sporadic|lumpy|erratic|few|concentrated|all|mostly|come|from
            one|two|single|couple|three|handful of? big|large|lump? deposit|deposits|wire|wires _2 a|per|of|month|makes|accounts
            deposits|deposit too|so|very few|thin|light|small|sporadic|infrequent|lumpy|irregular
            deposits|deposit _3 vanish|disappear|dry|stop|stops|stopped|inconsistent|erratic|patchy|spotty|sparse
            sparse|spotty|patchy|infrequent|thin|light deposits|deposit|activity|banking
            @minimum _2 # deposits|deposit|credits
            not|isn't|hardly|barely|never _2 deposits|deposit|depositing|credits
            few|little activity|transactions
            inactive|dormant account|accounts
            volatile|inconsistent|erratic|irregular|lumpy|sporadic deposits|cash|revenue|banking|income|sales
            not|isn't enough deposits|activity|transactions
            lumps|lump|lumpy|chunks
            handful|couple|few|three|four|five|two of? lumps|deposits|deposit|credits|transactions|hits a|per|each?
            deposits|credits|transactions _3 a|per|each|every month|mo
            transfers between|from|in
            @not _3 deposit|depositing|deposited|run|running|put|putting _3 through|into|account|bank|money|cash|sales
            no|zero|missing|lacks|lack|lacking deposits|deposit|activity|transactions
            cash heavy|business|only|intensive
            low|minimum|insufficient|inadequate|few|infrequent|irregular _2 deposit|deposits|depositing|transactions|credits _1 count|activity|frequency|volume?
            # deposits|deposit|credits a|per|each|total|only|in
            deposits|deposit activity|frequency|count|pattern _3 @low|few|below|under|insufficient|irregular|inconsistent|erratic
            seldom|rarely|infrequently deposits
            most|mostly|all|majority|bulk _3 transfers|transfer|zelle|zelles|internal
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
            @balance _3 zero|nothing|empty|pennies|fumes|single|double|triple|thin|scary|awful|terrible|tiny|ugly|rough|poor|near|nil|nowhere
            on fumes|vapors
            lives|living|spends|operates|runs paycheck|hand|deposit|on|down to
            doesn't|don't|never keep|keeps|hold|carry|maintain|leave|hang _4 balance|balances|cash|money|cushion|anything|account
            zeroes|zeros|zeroed|wipes|sweeps|empties|drains|clears _2 out|account|down|every
            saldo|saldos|solde|soldes|kontostand _4 bajo|bajos|faible|faibles|insuffisant|niedrig|gering
            low|thin|poor|weak|tiny|small|insufficient|negative|minimal|inadequate|skinny|terrible|awful|bad|horrible _2 bal|bals|balance|balances|adb|adbs|dailies
            @balance _3 @low
            @balance _4 $|#
            @balance _4 doesn't|don't|won't|not|isn't|aren't|never|can't _3 support|there|enough|over|above|cover|hold|strong|healthy
            balance|balances|account|bank hovers|hovering|sits|sitting|stays|staying|lives|living|dips|gets|drops|falls|drains|averages|averaging _3 $|#|zero|nothing|near|around|below|under|close|empty|low|down
            never|rarely|doesn't|hardly _2 more|over|above|than $ in|on|at
            keeps|keep|holds|hold|leaves|leave|carries|carry|maintains|has nothing|little|zero|no|pennies|next|peanuts|hardly _3 account|bank|balance|there|reserve|it|in
            nothing|pennies|peanuts|crumbs|zero in|left the|his|her|their account|bank|end
            no|little|zero|lack|without|insufficient cash|money|liquidity|reserves|cushion|float|buffer on|in|of|left|hand|bank?
            hand to mouth
            paycheck|paycheque to
            insufficient|low|weak|poor liquidity|reserves|cash|float|buffer|cushion
            ending|closing|daily|eod|average|minimum|month balances|balance|bal
            bank|account balances|balance
            daily|bank balance below|under|of|averaging $
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
            días|dias negativos|sobregiros
            sobregiro|sobregiros|découvert|découverts|überziehung|überzogen|rücklastschriften
            bounced|bouncing|bounces|dishonoured|dishonored|dishonours|dishonors
            overdraws|overdrawing|overdrew
            underwater|below|under zero
            in|into overdraft
            returned|return ach|payment|item|items|dd|debits
            goes|went|going|gone|runs|ran|dips|dipping|ends|ending _3 negative|red|minus|zero|overdrawn
            red|overdraft|overdrawn|negative|minus _3 days|day|times|most|every|half|each|week|month|twice
            neg|negative|red|nsf|od days|day|count|activity|items|fees|charges|occurrences|bal
            ends|ended|ending|finished|finishes|runs|ran|dips|dipped|goes|went|going|stays|closes _2 in? the? red|overdrawn|negative|minus
            bounced|bouncing|bounces|bounce checks|cheques|payments|debits|dds|everything|items|ach|achs
            cheques|checks|payments|debits|items|ach|achs|dds bounced|bouncing|bounces|returned|dishonoured|dishonored
            returned|return|unpaid|dishonoured|dishonored items|item|payments|checks|cheques|debits|dds|ach|achs
            swimming in|with red|nsfs|negatives|overdrafts
            @balance _2 negative|overdrawn|minus|red
            overdraft|overdrafts fees|charges|usage|limit|heavy|history
            """),
    ]
}
