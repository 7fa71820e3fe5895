/// Refusals that do not say so: what does not come about, what is left to others, how the trade says no politely.
enum IndirectDeclineRules {
    static let all: [Rule] = rows.map { Rule($0, .outcome(.declined), $1, $2) }

    // swift-format-ignore
    private static let rows: [(String, String, String)] = [
        // what somebody tried and did not reach
        ("decline.attempt", "I could not get this one over the line.",
            """
            @cannot|not|unable|failed|never|nobody|didn't|wasn't|weren't _4 get|got|getting|make|made|take|push|drag|pull|bring|carry|convince|talk|move|sell _5 line|through|across|finish|approved|there|hump|hurdle|upstairs|committee|desk|goal
            @cannot|not|unable|struggling|struggled|struggle|didn't|never|nobody|none _3 get|gets|got|getting|wrap|wrapped|put|be|feel|become|grow _3 comfortable|comfy|arms|head|heads|happy
            @cannot|not|unable|never|hardly _4 make|get|see|find|force|bend _3 numbers|math|maths|sums|figures|economics|pencil|work|workable|sense|yes
            @cannot|not|unable|never|nobody|no|none _4 past|around|beyond|overlook|ignore|stomach|swallow|tolerate|digest|forgive _2 this|that|those|it|the|these|his|her|their|them
            numbers|math|maths|figures|sums|deal|none|nothing|economics|structure _2 doesn't|don't|didn't|won't|not|never|of _4 work|works|add|pencil|stack|wash|fly|hold
            didn't|doesn't|don't|won't|wasn't|hasn't|haven't|never|not _3 make|made|clear|cleared|survive|survived|pass|passed|reach|reached|get|got _2 cut|grade|mark|bar|screen|screening|prescreen|committee|scrub|first|triage|muster|scoring|scorecard|review|filter|through|past|stage
            @not _3 tick|ticks|check|checks|hit|hits|clear|clears|satisfy|satisfies|fulfil|fulfill|tick|meets|meet|met _4 boxes|box|marks|mark|bar|criteria|standards|guidelines|hurdles|hurdle|threshold|thresholds|requirements|minimums|minimum|test|tests|standard|policy|parameters|eligibility
            fell|fallen|fall|falls|died|dies|failed|fails|crashed|collapsed|sank|stumbled|tripped|bombed|tanked _2 over|apart|through|down|at|in|on|out|during|short _3 credit|committee|underwriting|uw|final|scoring|scorecard|hurdle|review|audit|fence|scrub
            struck|strike|striking|whiffed out|on _1 this|that|it|here|him|her
            came|come|coming|comes|turned|turns up empty|blank|dry|short
            drew|drawing|draw|drawn a? blank|blanks|line
            gave|given|tried|tried|fought|pushed|begged|argued|worked _6 but|and|though|unfortunately _6 no|not|won't|wouldn't|couldn't|can't|didn't|empty|budge|nothing|nowhere|wall
            tried|asked|fought|pushed|begged _2 every|everything|all|hard|twice|three|several|both|angle|ways _8 no|not|none|won't|wouldn't|couldn't|can't|didn't|nothing|nobody
            not|isn't|wasn't _1 winnable|sellable|saveable|salvageable|doable|makeable|approvable|financeable|bankable|placeable|workable
            @decider|we|team|they|lender|funder|bank|investors _2 didn't|doesn't|don't|won't|wouldn't|not|never bite|budge|go|play|want|entertain|touch|buy|like
            upstairs|management|above|team|desk _2 said|says|say|came|shot|killed|knocked|turned|passed|vetoed|didn't|won't|wouldn't _3 no|down|it|back|budge|go|like|pass
            """),
        // where we stand and what we leave to others
        ("decline.stand", "We're bowing out of this one.",
            """
            bow|bowing|bowed|bows|duck|ducking|tap|tapped|tapping|opt|opting|opted|dropping|backed|backing out _1
            count|counting|counts us|me out
            we|we're|we've|we'll|i|i'm|i'll|i've|team|committee|credit|bank|they|lender _6 different|another|other direction|directions|route|path
            we|we're|we'll|i'm|i'll|i _3 hold|holding|sit|sitting|stand|standing off|fire|back|pat|still|out|aside|down|on? @this|for|here|now|sidelines|fence|hands|at?
            sit|sitting|sat on our|my|their|the|its hands|fence|sidelines|bench
            leave|leaving|left it|this|that|things|one|him|her there|here|alone|be|aside|lie
            leave|leaving|left it|this|that|things|one|him|her? _1 for|to somebody|someone|others|another|other|braver|better|the
            let|letting @this _1 go|slide|pass|walk|fly by|past|on|here?
            let|letting @this go|slide|walk
            no|any|imaginable scenario|version|world|universe|chance|hope|prospect|likelihood _6 approved|work|works|fund|funded|done|happen|happens|get|getting|where|flies
            more _2 than we|i|us|they can|could|want|would|will|are|like|need
            someone|somebody|other|others|another|let _2 else|funder|lender|shop|guys|braver _2 can|have|take|catch|chase|deal|be|do|win
            rather|prefer|sooner|inclined _1 not _4 involved|this|it|that|do|take|fund|proceed|get|go|be|pursue|bid|quote|lend|commit
            rather|prefer|sooner not|pass|stay|sit|steer|skip|avoid
            @not|decided|elected|chosen|opted|chose _3 bid|bidding|quote|quoting|participate|participating|engage|engaging|involved|transacting|partnering|tender|tendering
            @not|no|nothing|hardly|never _4 our|my|us _2 cup|bag|thing|speed|lane|remit|jam|spot|scope|mandate|strategy|strike|ballpark|alley|street|area|focus|business|wheelhouse|world|space|type|style|market|profile|model
            @not|no _2 home|place|spot|slot|bucket|product|programme|program|appetite|room|room's|budget|bandwidth|capacity|taste for|here|this|that|today|available|on|at|where|in
            @not|no _3 place|spot|area|space|zone|sector|where|somewhere|something _2 we|i|us|our _3 want|be|like|play|lend|playing|comfortable|go|live|invest|wish|care|touch|are
            @not|no _2 right|proper|natural|suitable|ideal|obvious|appropriate|correct|best _2 partner|partners|home|lender|funder|fit|match|time|moment|outlet|house|candidate|bank|avenue|option
            @not|no _3 align|aligned|aligns|aligning|suit|suits|suited|suitable|palatable|appropriate|conform|conforms|conducive
            @not|no _3 be? of _1 help|assistance|service|use
            @not|unable|cannot _4 move|go|proceed|progress|continue|advance|carry|take|further|moving|going|proceeding|progressing|advancing _3 ahead|forward|further|any|on|forwards|onward
            @not|n't _2 one|ones|deal|file|something|credit|case|business|opportunity|name|merchant|story|risk _3 for us|me|ourselves
            @not|n't|never _3 one|ones|something|deal|file|case|opportunity|anything _4 we'd|we|i|we'll|i'd|i'll|we're _4 able|can|could|do|touch|support|take|pursue|chase|want|fund|look|like|entertain|be|get|buy
            @not|won't|aren't|isn't|unlikely _3 making|make|making|presenting|extending|issuing|be|have|see|putting|tabling|coming _3 offer|offers|proposal|bid|commitment|quote|terms|approval
            returned|returning|sent|sending|coming|come|handing _6 without|no|minus _2 offer|approval|offers|terms|decision
            """),
        // how it is put politely, or not
        ("decline.phrase", "It's dead in the water.",
            """
            dead in|on _1 water|arrival|vine
            going|goes|go|gone|getting|gets|get|got|leads nowhere
            non starter|starters
            non-starter|nonstarter|no-go|nogo|dealbreaker|showstopper|show-stopper|deal-breaker|knock-out|deal-killer|unplaceable|no-no
            deal|show breaker|stopper|killer|breakers|stoppers|killers
            hard|full|dead|complete stop|wall
            stops|stopped|stop|stopping us|me|this|it|things|him|her _1 cold|dead|here|there|before|from
            this|that|it|one|he|she|road|journey|story|file|deal _2 ends|stops|dies|ended|stopped|died here|there|before|now|for|with|today|at
            we|i|we'll|we're|i'm _3 stop|stopping|end|ending|done here|there|it|things|now|at|with
            that's|that|so|it's|its|this us|me|is|was|it done|finished|out|that|over|curtains|it for|here|on|then|with|from?
            end|ends of the|our|this|that road|line|story|conversation|rope|discussion
            nothing|not much|a lot? doing|more|further|else? we|i? can|do|could|here|on|to|with|there|for
            call|calling it a|quits day
            wasting|waste|wasted your|my|our|his|her|their|everyone's|everybody's time
            better|best|more|greater|much|some|good|far luck|served|off|suited|home|shot|chance|option|options|odds|bet|success|fit|placed _5 elsewhere|other|another|different|with|somewhere|someone|at|over|through|going
            wish|wished i|we _3 better|something|different|otherwise|could|had|were
            wish it|the|there _3 better|different|otherwise|were|was|had
            hate|sorry|loath|loathe _3 bearer|deliver|disappoint|rain|bring|break|bad
            bearer of
            disappointing|unfortunate|sad|bad|tough|unhappy|not _2 good|great|best|news|result|outcome|answer|decision|response _4 this|that|you|one|him|here|her|today|file|hoping|hoped|wanted|looking|expecting|want|expected|from
            not|isn't|aren't|wasn't _2 answer|news|result|outcome|decision|response|reply|word|email|one|call _2 you|we|i|he|she|they _2 hoping|hoped|wanted|want|looking|expecting|like|expected|after|were|wish
            consider|take|treat|accept|deem this|it|that our|as|a|my|formal _4 decline|declination|no|pass|refusal|rejection|declined|dead|closed|answer|withdrawn
            formal|official|final|firm|definite|definitive|outright|straight|blanket|flat|immediate|instant|auto|automatic|quick|easy decline|no|pass|rejection|refusal|nope|denial|turndown|declination|reject|kill|knockback
            compliance|credit|boss|legal|uw|underwriting|they|they'd|partners|partner|bank|investors|regulator _1 will|would|'d|have|has|kill|shoot|laugh|fire|hang|skin _2 my|me|us|head|it|neck|laugh|guts|hide|out|fit|alive
            close|nice|good but _2 no|not cigar|dice|quite|enough|there|this
            @file|it|this|he|she|they|outcome|result|verdict|overall|status|decision|scorecard|answer|response @be|=|comes|came|comes|scored|scores|scoring _3 ineligible|unsuccessful|unacceptable|nonqualifying|unqualified|unfinanceable|unsupportable|fail|failed|nixed|dead|toast|ko|reject
            toss|tossed|tossing|bin|binned|trash|trashed|scrap|scrapped|junk|ditch|ditched|kill|kills @this?
            threw|thrown|throwing|tossed|kicked|spat|spit|chucked|knocked|booted|bounced it|this|him|her|them|that|file|deal? _1 back|out _3 at|to|credit|underwriting|uw|here?
            that|which|this _2 rules|ruled|puts|put|takes|took|knocks|knocked|takes|leaves|places it|him|her|them|us|this|me|the|merchant|file _2 out|beyond|outside|off|over|past|above
            rules|ruled|ruling it|him|her|them|this|us|me|that|these out
            won't|wouldn't|not|can't|cannot|nobody|no|couldn't _2 entertain|touch|consider|countenance|contemplate|hear|support|entertaining|considering|look _2 it|this|that|him|her|them|the|at|any|a|anything
            scuppered|scuttled|sunk|torpedoed|derailed|sank|sinks|doomed|dooms|nixes|nixed|disqualifies|disqualified|kills|killed _3 it|this|us|him|her|them|deal|file|one|that|by|due|because|on|for
            hit|hitting|pressed|pushed|put|putting _2 pause|brakes|freeze|hold on|all|new _3 new|originations|lending|funding|approvals|deals|business|applications|submissions
            paused|pause|pausing|frozen|freeze|froze|suspended|halted|stopped|ceased _3 originations|lending|approvals|fundings|applications|submissions|intake
            out|full|maxed|tapped of|up|out|at|on _3 capacity|allocation|funds|money|capital|capital|exposure|them|transportation|construction|concentration|sector|industry
            resources|funds|capital|allocation|money|line|facility|credit _3 fully|committed|allocated|deployed|full|exhausted|tapped|maxed|used
            success|luck|best|well _3 securing|secure|finding|find|sourcing|source|obtain|obtaining|your|with|elsewhere _5 capital|funding|finance|financing|funds|search|elsewhere|loan|money|solution|home
            every success|luck
            """),
        // what is told of the result without a word of no
        ("decline.result", "The application does not presently satisfy our standards.",
            """
            determined|concluded|decided|assessed|found|established|resolved|agreed|feel|felt|opinion|view|conclusion _6 not|cannot|no|against|unable|outside|ineligible|doesn't|isn't|unsuitable|won't
            @not _3 presently|currently|yet|quite|fully|adequately|sufficiently satisfy|eligible|qualify|supported|support|permitted|acceptable|meet|meets|suitable|fundable|financeable|where|there
            @not|unable _2 be|been|being? _1 approved|accepted|supported|financed|funded|progressed|proceeding|progressing|pursued|considered|sanctioned|entertained|extended|offered|successful|renewed|forthcoming
            @not|no|unable _2 commitment|facility|approval|offer|loan|finance|funding|credit|terms|advance|line _3 be|will|can|is|was|being|available|issued|extended|granted|offered|possible|forthcoming|made|at|on|for
            @not _4 next|further|second|final stage|step|round|phase
            application|request|proposal|submission|case|file|enquiry|deal|transaction|loan _6 not _2 progress|proceed|proceeding|progressing|continue|advance|advancing|succeed|qualify|scale|go|pass|meet|satisfy|conform|fit
            application|request|proposal|submission|case|file|enquiry|deal|loan ~5 unsuccessful|ineligible|unsupported|unacceptable
            not|isn't|aren't|wasn't|weren't|longer _1 renewing|proceeding|progressing|pursuing|supporting|advancing|offering|approving|backing|bidding|quoting|chasing|playing|biting _2 this|it|him|her|them|that|the|with|on|to|an|any|here|one
            not|isn't|aren't|wasn't doing|taking|touching|funding|buying|lending|going _1 it|this|that|these|him|her|them|another|any|near|to|there
            outside|beyond|out|exceeds|exceed|above|past of? our|my|the|what|current _3 remit|risk|mandate|appetite|scope|tolerance|footprint|parameters|acceptance|criteria|comfort|guidelines|policy|box|strategy|limits|range|exposure|zone
            @not part of our|my|the _2 remit|mandate|strategy|program|programme|plan|focus|business|appetite
            @not|won't|can't|cannot _2 hold|absorb|handle|carry|stomach|sustain|bear|wear|shoulder|take|fund|handle _3 any? more|another|additional|further|that|this|it|all|of
            everything|anything _4 off|no|closed|banned|ice|limits|paused|frozen|nope|dead
            red light|flag|card|lined|line
            on|put ice|hiatus with|for|until|at|right|over|here?
            closed|shut|off|closed for|to|until|till|limits new|further|us|good|now|the|business|notice|spring|summer
            @cannot|not|couldn't|unable _3 take|carry|progress|pursue|consider|bring|push @this? _2 further|forward|on|any|onwards|onward
            elected|decided|chosen|opted|chose|agreed|voted|resolved _3 not|against|no|decline|declining|pass|hold|withdraw|forgo|forego|hold
            done|through|finished with|looking|on this|that|it|him|her|them|here|at
            """),
    ]
}
