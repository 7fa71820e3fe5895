/// Why a file was refused, beyond money and credit: the business, the request, the file itself.
enum BusinessReasonRules {
    static let all: [Rule] = rows.map { Rule($0, .reason($1), $2, $3) } + FileReasonRules.all

    // swift-format-ignore
    private static let rows: [(String, DeclineReason, String, String)] = [
        ("reason.industry", .restrictedIndustry, "We do not fund trucking, it is a restricted industry.",
            """
            industry|sector type|risk|limitations|exposure|concentration
            @restricted ~4 business|type|list|category|line
            high|restricted risk|limits industry|business|category|list
            no|prohibited|restricted|excluded|ineligible|banned fund? list
            do not _1 fund|lend list
            @industry ~6 @restricted|@not|list|policy|exclude|stopped|stay
            @restricted ~4 @industry
            @not ~4 @industry
            type|line|kind|kinds|types of|o business|businesses|merchant|company|work|merchants
            these|this|that kind|type|line|sort of business|businesses|merchant|work
            business model|type _3 @restricted|not
            don't|not|no fund|do|touch|like|finance|service|lend|buy @industry|this|these|to|any _2 @industry|space|type
            don't|not|no fund|do|touch|like|finance|service|lend|buy @industry
            @industry @be|= _2 no|off|out|a|on|@restricted
            branche|secteur
            sector|industria|giro _4 no|restringido|prohibido|excluido
            stopped|quit|ceased|paused|suspended|discontinued|halted|exited|no|longer _1 funding|lending|financing|buying|writing|doing|accepting|taking|approving|fund|finance @industry
            @dont|not|never|cannot|can't|won't|no|cant|wont fund|lend|finance|service|buy|take|accept|touch|write|support|do|consider|entertain|handle|like|approve _3 @industry
            @restricted|excluded|prohibited|blocked|banned _2 @sector|@industry
            @sector|@industry _6 @restricted|appetite|exclusion|exclusions|off
            no|never @industry
            @industry are|is|files|deals|businesses|companies|merchants _2 tough|hard|not|no|off|out|too
            not _2 @sector
            line|type of? business|work _4 not|isn't|don't|outside|excluded|restricted|prohibited
            sic|naics|mcc code|codes
            saturated|concentration|exposure in|to|on this|that|the @sector|@industry
            exited|left|stopped|quit|dropped|paused|abandoned auto|trucking|transport|construction|restaurants|cannabis|solar|vape|gambling|medical|industry|sector|space|vertical
            category|sector|space|vertical|trade|line|kind we|i|our _1 don't|can't|cannot|won't|exited|avoid|not|touch
            policy|bank|banks|investors|investor|compliance excludes|exclude|prohibits|prohibit|forbids|forbid|bars
            """),
        ("reason.industry.topic", .restrictedIndustry, "It's a dispensary.", "@industry\n@sector"),
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
            outside|beyond|out|off _2 footprint|territory|geography|region|jurisdiction|coverage|service|map
            not _2 licensed|licenced|authorized|registered|permitted _3 @state|there|state|jurisdiction
            stopped|quit|ceased|paused|suspended|exited|leaving|left _2 funding|lending|financing|buying|writing|business|doing|accepting _3 @state
            @dont|not|never|can't|cannot|won't fund|lend|do|operate|finance|buy|service|cover|write|work _2 in|into|out|from @state
            no longer _2 in|from @state
            no @state
            no @state deals|merchants|files|businesses|companies|business
            @state _2 off|out|excluded|restricted|prohibited|closed|paused|blocked|no-go
            @state _1 @not _3 list|footprint|state|states|lit|covered|licensed|served|supported
            @not _1 our|a|one funding|lending|approved? state|states|province
            state|province|territory @not|unsupported _1 served|supported|serviced|covered|eligible|licensed
            states|provinces _3 @not _2 @state
            doesn't|don't|not _1 cover|serve|service _2 @state|region|area|territory
            geographic|geography|geographical restriction|restrictions|limits|limitation|area|exclusion|footprint
            @cannot|not|don't|no fund|lend|do|touch|deals|merchants|files|business|submissions from|in? @state
            @cannot|not|don't fund|lend|do|touch @state merchants|businesses|deals|companies|clients
            not|n't|no|stopped|paused|pulled|exited|quit lending|funding|out|doing|operating|business|buying _3 @state
            state|province|territory|jurisdiction _1 where|that|which|we|i can't|cannot|don't|won't|not|aren't
            lending|funding|operating in @state
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
            soleprops|sole-prop|sole-proprietor|self employed|employed
            home-based|homebased|mom-and-pop|hobby
            not|isn't|never|aren't _2 incorporated|corporation|llc|limited|registered
            llc|llcs|corp|corps|corporations|companies|limited _1 only
            only|strictly|just _2 llc|llcs|corp|corps|corporations|incorporated|limited
            side gig|hustle|business|job
            out of his|her|their|a house|home|garage|kitchen|basement|apartment|living|bedroom|van|truck
            operates|runs|running|working|works|run|based from|out|at|in of? his|her|their? home|house|residence|garage|kitchen|basement|apartment
            online|ecommerce|e|internet commerce? only|business
            no physical|brick|storefront|retail _1 location|presence|mortar|premises|store
            individual|personal|consumer loan|loans|borrower|borrowers|lending|applicant
            shell|holding|spv|special|trust company|companies|entity|co|purpose
            sole trader|traders|practitioner
            government|municipal entity|body
            unincorporated|non-profit|not-for-profit|501c3|501c|501
            need|needs|require|requires _2 commercial|physical|retail|brick address|location|premises|space|storefront|lease
            teaches|works|operates|runs|run|based|trades out of|from the|his|her|their? house|home|garage|kitchen|basement|apartment
            501 c
            501c3|501c|501(c)(3)|charity|charities|nfp|npo|not-for-profit|cic
            sole proprietor|proprietors|trader|traders|prop|props|proprietorship|proprietorships
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
            owns|own|holds|hold|owning|holding|has _2 only|just|less|under|merely|about|barely|minority|tiny|small _1 #|half|third|quarter|percent|part|piece|stake|interest|share
            @not _2 majority|controlling|full|sole _1 owner|interest|stake|shareholder
            ownership|shareholding|shareholdings|equity|title _4 below|under|less|short|insufficient|unclear|doesn't|not|don't|isn't|changed|change|recent|dispute|disputed|mismatch|differs|different|only|recently|proof|add
            no|without personal? guarantee|guaranty|guarantor|pg
            guarantor|pg|guaranty|guarantee _2 won't|refused|unwilling|refuses
            partner|partners|spouse|wife|husband|director|shareholder|co-owner _3 won't|refuses|refused|refusing|unwilling|wouldn't _2 sign|guarantee|participate|co-sign|cosign
            @not on|in|listed|named the|any|our _1 articles|filing|filings|sunbiz|register|registry|sos|paperwork|incorporation
            husband|wife|spouse|brother|partner|sister|father|mother|cousin _4 holds|owns|has|won't|refuses|not|half|other _6 sign|come|guarantee|join|half|percent|on
            holds|owns|has the other|remaining half|share|shares|50|stake
            """),
        ("reason.amount", .amountOutOfRange, "Our minimum deal is 25k, this is too small for us.",
            """
            amount|request|requested|ask|asking|loan|deal|advance|ticket|size|facility|requests _5 too|above|exceeds|exceed|over|below|outside|under|beyond|smaller|larger _1 large|high|small|big|low|our|range|$|maximum|minimum|max|min|what|limit
            minimum|maximum|max|min|smallest|largest|biggest|cap|ceiling deal|advance|loan|funding|amount|ticket|size|file|facility|offer|request|exposure|check
            cap|max|top|start|min|starts|caps|maxes out|at? at|is|of $
            minimum|maximum|smallest|largest|min|max|cap|limit|ceiling @be|of|at|here|for _3 $
            too large|big|small _1 a|for|deal|request|amount|ask|an|us|ticket
            ticket|deal|size|request|amount|loan _3 too small|large|big|low|high
            we start|max|cap|stop|top|begin out|off|at|only
            below|under|above|over|exceeds|outside|beyond our|the|my minimum|maximum|max|min|cap|limit|range|size|ceiling|hold
            ceiling|maximum|max|cap|minimum|min|floor @be|of|here|at? $
            too big|large|small|rich|little for|of
            don't|do|not|never|can't|cannot write|go|fund|do|lend|look not? _1 below|under|above|over|less|more|anything $|than
            under|below|over|above $ _4 no|not|don't|can't
            hold limit
            @file|amount|ask|request|size|ticket _2 too|too|bigger|smaller|larger|outside|above|below|beyond|exceeds|under|over _2 small|large|big|little|high|low|our|us|what|we|range|limit|max|minimum|size
            start|starts|begin|begins|max|maxes|top|tops|cap|caps|stop|stops out? at|around|from $
            @not go|goes|do|lend|fund|write|look|play _2 that|this|so low|small|high|big|large|little
            @not _3 under|below|over|above|less|more|beyond _1 than? $
            above|over|below|under|outside|exceeds|exceed|beyond|past _2 our|my|the _2 max|maximum|min|minimum|cap|limit|limits|range|ceiling|size|threshold|hold|sweet|bandwidth|authority|lending
            minimum|min|maximum|max|floor|ceiling|cap|smallest|largest|biggest|lowest|highest _3 deal|ticket|size|amount|advance|loan|check|cheque|facility|transaction
            we|i|min|minimum|deals start|starts|begin|begins at|around|from #
            micro deal|deals|guys|lender|lenders|loan|advance|funder|funders
            # @be? too? tiny|small|big|large for|to
            """),
        ("reason.amount.vague", .amountOutOfRange, "It's more than we can do.",
            """
            larger|smaller|bigger|more|less than we|our|what
            below|under|above|over|beyond|exceeds|outside _1 what we|i|our
            more|less|bigger|smaller|larger than we|i|our|what
            too|very|really small|large|big|little|tiny|high|low|much|rich _3 us|me|ticket|size|check|book|program|deal|here|our|for
            tiny|small|big|large|little|light|rich for us|me|our
            too small|big|large|little
            tiny|small|little|puny|big|huge|large for us|me|our
            """),
        ("reason.ownership.topic", .ownership, "Ownership.", "ownership"),
    ]
}
