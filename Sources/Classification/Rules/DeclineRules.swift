/// Refusals of the file.
enum DeclineRules {
    static let all: [Rule] = rows.map { Rule($0, .outcome(.declined), $1, $2) }

    // swift-format-ignore
    private static let rows: [(String, String, String)] = [
        ("decline.word", "This one was declined.",
            """
            @declined
            not|never|wasn't|isn't|aren't|didn't|non _1 approved|approval
            did|could|was not get|be? approved
            couldn't|can't|cannot|won't get|be approved|approval
            adverse action|decision|outcome
            credit|application|request|finance refused
            rejected|refused by @decider
            unsuccessful application
            ne|n' _1 pouvons|peut|souhaitons
            pouvons|peut|pourrons pas
            pas donner|accorder|financer|retenir _2 suite|financement?
            avis défavorable
            no podemos|puedo|califica|cumple|procede|aprobaron|aprobado
            nicht _3 finanzieren|anbieten|zusagen|annehmen|bewilligen|möglich|entsprechen|genehmigen
            leider|lamentablemente|malheureusement|helaas|purtroppo _6 nicht|keine|no|pas|niet|non
            application|request|submission _2 unsuccessful
            """),
        ("decline.turn-down", "Credit turned it down.",
            """
            turn|turned|turning|turns @this? _1 @file? down
            shot @this? down
            @decider killed|nixed|rejected|declined|passed|refused
            @decider _1 said|says|say|is|came|are|were _2 no|nope|pass
            killed|kill|killing it|this|the|him|her|them @file?
            thumbs down
            got|getting|was|is killed|shut|axed|nixed|shelved|canned
            knocked it|this|him? out
            kicked it|this|him? out|back
            """),
        ("decline.pass", "We're going to have to pass on this one.",
            """
            pass on @this|the|his|her
            have|had|going|gotta|got|need|decided|choosing|elected|must|gonna|i'll|we'll|will|i'd _3 to? take? a? pass
            hard|easy|quick|respectfully|respectful|immediate pass
            we|i|i'm|we're|uw|credit|committee pass|passing|passed
            @be a|an? pass
            taking? a? pass for|from|on us|me|now|here|this
            pass here
            passing on
            pass at this|the
            """),
        ("decline.bare", "Zinnia Floral - pass.", "pass|passing|killed|dead|nope|reject|nogo|next|nah|negative|nada|non|nein|@restricted"),
        ("decline.cannot", "We are unable to extend an offer at this time.",
            """
            @cannot be? able? to? _1 @lend
            @cannot _2 @lend @this|an|any|a|the|you|your|our|further|on|with|him|to|for
            unable _3 to _1 @lend|do
            not be? able|willing|prepared|comfortable|inclined|ready|interested|looking|going|gonna to|in? be? _1 @lend|do
            not _2 position _3 @lend|do
            @cannot do|touch|take|make|support|back|buy|place|help|get|see|find @this|it|anything|with|him|any|a
            @cannot get|make|see|find @this? _3 done|approved|there|across|through|over|comfortable|work|sense|way|path|fit
            @cannot move|go|proceed|continue|advance|carry forward|ahead|further|on|near|there|through?
            @not be? moving|proceeding|going|pursuing|continuing|proceed forward|ahead|with|further|any?
            @not _1 be? moving|offering|issuing|funding|extending|approving|proceeding|pursuing|financing|lending
            @cannot _1 work|happen|qualify|fly|fit|pass
            @cannot touch|fund|do|approve|take|buy|finance|place|qualify
            no can do
            can not _1 @lend|do|move|proceed
            will|would not be? _1 @lend
            did|do|does not _1 qualify|meet|fit|match|satisfy|work|score|approve|support|pass|clear
            @dont _1 qualify|meet|fit|match|satisfy|work|score|approve|support|pass|clear|pencil
            decided|elected|chosen|opted|choosing|deciding|resolved not to
            decided|elected|chosen|opted against
            nothing _2 we|i can|could|are _2 do|offer|extend
            nothing for us|me _2
            nothing we|i can|could|would
            """),
        ("decline.fit", "Not a fit for us.",
            """
            not|isn't|wasn't|no|never|aren't a|an|the? good|great|right|real|strong? fit|match|candidate|prospect
            not|isn't|wasn't|ain't for us|me
            not something|anything|one|deal|where we|i|credit|that
            not|isn't _1 our|my cup|box|type|thing|space|wheelhouse|program|deal|appetite|lane
            not|isn't|aren't|un|currently|presently? ineligible|fundable|financeable|workable|doable|eligible|viable|bankable|feasible|suitable|acceptable|lendable|qualified|qualifying
            ineligible|unfundable|disqualified|disqualifies|disqualifying|knockout|dealbreaker
            no longer qualify|qualifies|qualified|eligible|fit|fits|meet|meets|approved
            doesn't|does|don't|do|won't|isn't not? fit|meet|match our|my|the|with|into|within|credit
            fails|failed|fail to? meet|our|scoring|underwriting|the|minimum
            falls|fall|fell|comes|come|came|is|was|it's|are _1 outside|short|below|beyond|under of? our|the|my|what|credit|minimum
            outside|out|beyond of? our|my|the|credit @box
            outside _2 @box
            above|over|beyond|exceeds|exceed|below|under|outside|past our|my|the|a|product|program|what _3 risk|tolerance|appetite|comfort|maximum|max|minimum|min|limit|limits|exposure|cap|ceiling|floor|threshold|range|hold|lend|do
            larger|smaller|bigger|less|more|higher|lower than our|the|we|my|any|what
            too rich|deep|risky|rough|far|heavy|messy|thin|tight|much|hairy|new for|of us|me|a|our|here|risk
            not|isn't|too comfortable|uncomfortable with|here|getting|on|for|about|doing|moving
            @decider|we|i wasn't|weren't|isn't|not|aren't|was _2 comfortable|happy|crazy|fans|fan
            not|isn't|ain't|won't gonna|going? to? be? happen|happening|fly|work|able|possible|pan
            @not _2 there|enough for|to us|me|support|justify|work
            not there for|yet|on
            @not make|makes|making sense
            no appetite|deal|interest|room for|in|here|on|to
            no go|dice|luck|thanks|bueno|bid|soup|shot|chance
            no offer|offers|approval|terms at|from|for|on|today|here|this|possible|available
            have|is|be|get|with|be|come no offer|offers|approval|terms|options|room|appetite
            no options|solution|exceptions? available|for|at|here|today|right
            stay|staying|steering|steer away|clear
            """),
        ("decline.no", "It's a no from us.",
            """
            no from us|me|uw|credit|the|our|committee|here
            @be a|an|still hard|firm|definite|solid|clear|unfortunately|afraid? a? no
            a no for|from|on|at|here
            hard|firm|definite|solid|unfortunate no
            answer|decision|verdict @be? still? no|decline|negative
            decision no|decline|negative|unfavorable
            same answer
            negative on|from this|uw|credit|the
            we're|i'm|we|we'd|i|are out|done on|here|at|with|then? this|it|that|us?
            out on this|that|it
            dead deal|file|in|on|here
            @be dead|doa|toast|cooked|nogo|unfundable
            doa|toast|👎
            sit|sitting this|it|that|one one? out
            back|backing|bow|bowing|opt|opting|step|stepping out|back|away of? this|it|here|from?
            thanks|thank but no
            out of luck
            no thanks|thank
            not this|today one|time
            pulling|pull|pulled the plug
            stopping|stop here
            let this|it|that one? go
            won't|wouldn't|don't|doesn't|can't like|love|want|touch|go|bite|play this|it|to|the|him|near|here|for
            wouldn't|won't touch
            would not touch
            tough|bad|disappointing|unfortunate news _2 on|about|for|credit
            tap|tapping out
            """),
        ("decline.closed", "I have closed the file.",
            """
            close|closed|closing @this|the|your|our|my|out @file? out|on?
            closed|closing|close @file|books|out|it|lost
            @file closed
            iso|broker protection|protected
            @file _1 has|have|is|was|were|been _1 closed|cancelled|canceled|archived|withdrawn|inactivated|terminated
            marked|marking|mark|set|moved|moving as|it|to _2 dead|closed|lost|inactive|archive
            closing|close out on
            """),
        ("decline.policy", "We do not fund trucking, it is a restricted industry.",
            """
            do|does not|no|never _1 fund|lend|finance|work|service|buy|take|accept|touch|operate|cover|write|deal|support|offer|do
            @dont _1 fund|lend|finance|service|buy|take|accept|touch|operate|cover|write|support|offer|go|deal|lend|do
            @dont|not work|working|deal with|in
            no longer|currently|not|presently funding|fund|lend|lending|financing|buying|accepting|taking|servicing|operating|writing|doing|offering in|to|deals|files|any|new|with|this|that|for
            not currently|presently|actively funding|lending|financing|buying|accepting|taking|writing|operating|licensed
            only fund|lend|finance|work|service|operate|buy|do|support|consider|accept to|with|in|outside|for|businesses|deals
            off limits
            @restricted industry|sector|list|business|state|category|type|industries|sic|vertical|territory
            on _2 no|prohibited|restricted|excluded|do list|fund|not
            @be _1 @restricted
            """),
    ]
}
