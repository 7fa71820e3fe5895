/// Why a file was refused, by its age and by the money that comes in: read only where a refusal stands.
enum ReasonRules {
    static let all: [Rule] = rows.map { Rule($0, .reason($1), $2, $3) } + AccountReasonRules.all

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
            too|still|fairly|very|pretty young|new|green|fresh|recent
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
            too|bit|little|still|just early|soon|premature|new|young|green|fresh for|days|in|us|stage|now
            too new|young|green|fresh|immature
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
            only|just|barely been? open|trading|operating|around|going|running|live since|for|a|about|#
            opened|started|launched|incorporated|formed|established in|last|this @monthName|@months|year|month|spring|summer|fall|winter
            been|been only|just open|trading|operating|around|going|running since|only
            set|up|founded|formed|registered|incorporated|created|bought|acquired in|last|this|during the? autumn|fall|spring|summer|winter|@monthName|@months
            half a year on|old|in|of|trading|operating|behind
            @unit on the clock|books
            incorporation|registration|inception|formation _2 last|in|this|only|just|date
            registered|formed|filed the|an|his|her|their llc|company|entity|corporation|ltd in|last|this
            second|two|full|three set|sets|year|years of _1 accounts|filed|trading|financials
            registered|incorporated|formed|founded|started # @unit back
            first|one|year anniversary|birthday
            at least # yr|yrs|year|years|months under|behind|in|of|trading|old
            no|little|short|limited|without track|operating|trading record|history
            took|taken over the|this|it _2 in|last|this @monthName|@months|year|month|summer|spring|fall|winter
            articles|incorporation|registration|certificate|charter _1 dated|date|from|filed
            another|one|more|full year|years|season|@unit _1 to|of get|establish|established|trading|history|season|seasoning|under|operating
            too green|new|fresh|young
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
            net|operating income|profit|loss|worth|earnings _2 negative|down|thin|low|loss|deficit|red
            no|without|insufficient|little|not cash flow|flows
            dscr
            volume|rev|turnover|sales|revenue|revs too low|light|small|thin|weak
            affordability|serviceability
            debt|loan servicing
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
            @not _3 enough|sufficient _1 top|topline|turnover|sales|revenue|income|volume
            real|true|actual|genuine|net sales|revenue|turnover|volume @be _2 $|#
            comes|works|nets|boils out|to|down _2 to? $|# a|per|monthly|month
            only|just|barely bringing|doing|making|pulling|taking|turning|depositing|billing _1 in? $|#
            $|# a|per month|mo|mth|year _3 won't|doesn't|can't|cannot|isn't|not
            we start|begin at # monthly|a|per|month|revenue
            grand|k a|per month _3 sales|revenue|turnover|deposits? won't|doesn't|isn't|not|can't
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
            @revenue ~3 went|gone|going|came|dropped|fell|slid from|down|backwards
            worry|worried|worries|worrying|concern|concerned|concerns|problem|issue|dislike _6 trend|trajectory|trendline|direction|slide
            trend|trajectory|direction|trendline _3 wrong|down|bad|negative|worrying|south|concern|steep|ugly
            catch|catching that|a|the? falling? knife
            where|know|see _2 bottom is|was|out
            each|every month _2 lower|less|smaller|worse|weaker|down
            lower|less|smaller|worse|weaker than the one|month|last|prior|previous before|last|month
            drop-off|dropoff|slump|slide|decline|fall|drop|downturn _1 in business|trade|sales|activity|turnover|revenue|deposits|takings
            third|half|quarter|fraction of what|@months|@monthName|last|it
            @revenue|deposits went|go|gone|were|are #|$ #|$ #|$
            fell|falling|gone|drop|dropped|went off a|the cliff
            @revenue|they|he|she|business did|was|were|had|made|at|from $|# in|last @months|@monthName|month|year|summer|spring|fall _4 $|#
            where did the @revenue go
            @months $ @months $
            @monthName|@months _1 $|# _2 @monthName|@months _1 $|#
            barely|only|just $|# last|this|in month|january|february|december|november
            """),
    ]
}
