/// Refusals by what the house does and does not do.
enum PolicyDeclineRules {
    static let all: [Rule] = rows.map { Rule($0, .outcome(.declined), $1, $2) }

    // swift-format-ignore
    private static let rows: [(String, String, String)] = [
        ("decline.fit", "Not a fit for us.",
            """
            not|isn't|wasn't|no|never|aren't a|an|the? good|great|right|real|strong? fit|match|candidate|prospect
            not|isn't|wasn't|ain't _2 for us|me
            not something|anything|one|deal|where we|i|credit|that
            not|isn't _1 our|my cup|box|type|thing|space|wheelhouse|program|deal|appetite|lane
            @not currently|presently|yet? fundable|financeable|workable|doable|eligible|viable|bankable|feasible|suitable|acceptable|lendable|qualified|qualifying
            ineligible|unfundable|disqualified|disqualifies|disqualifying|knockout|dealbreaker
            no longer qualify|qualifies|qualified|eligible|fit|fits|meet|meets|approved
            doesn't|don't|won't|didn't|wouldn't fit|meet|match our|my|the|with|into|within|credit
            does|do|did|will|would not fit|meet|match our|my|the|with|into|within|credit
            fails|failed|fail to? meet|our|scoring|underwriting|minimum
            falls|fall|fell|falling|comes|come|came|lands|sits|sit _1 outside|short|below|beyond|under of? our|the|my|what|credit|minimum
            is|was|it's|are|he's|she's|they're _1 outside|short|below|beyond of? our|my|what|credit|minimum|policy|appetite|guidelines
            better|different|another|other|right home|lender|funder|house|shop|place|desk|outlet|avenue|route|source|option _3 for|might|may|could|would|will|elsewhere|would
            better served|suited|off|luck
            best|good of? luck|wishes placing|elsewhere|with|finding|getting
            try|place|shop|find|shopping|placing @this|it|them|him|her|file|deal|a _4 elsewhere|another|someone|somebody|other|home
            take|send|taking @this|it|them|him|her _2 elsewhere|someone|somebody
            home _2 elsewhere|somewhere|with
            place|placed|shop|look|looking|try|luck|better|best|home|success|served|wishes|options|funding _3 elsewhere
            outside|out|beyond of? our|my|the|credit @box
            outside _2 @box
            above|over|beyond|exceeds|exceed|below|under|outside|past our|the|a|product|program|what _3 risk|tolerance|appetite|comfort|maximum|max|minimum|min|limit|limits|exposure|cap|ceiling|floor|threshold|range
            larger|smaller|bigger|less|more|higher|lower than our|the|we|my|any|what
            too rich|deep|risky|rough|far|heavy|messy|thin|tight|much|hairy|new for|of us|me|a|our|here|risk
            not|isn't|too comfortable|uncomfortable with|here|getting|on|for|about|doing|moving
            @decider|we|i wasn't|weren't|isn't|not|aren't|was _2 comfortable|happy|crazy|fans|fan
            not|isn't|ain't|won't gonna|going? to? be? happen|happening|fly|work|able|possible|pan
            @not _2 there|enough for|to us|me|support|justify|work
            not there for|yet|on
            @not make|makes|making sense
            no appetite|deal|interest|room for|in|here|on|to
            lack|little|zero of? appetite|interest
            too many|much|high|low|little|few|thin|weak|risky|new|young _4 us|me|comfort|liking|taste|blood
            more|higher|bigger|larger|greater risk|hair|exposure than|on
            more than we|i|our|us
            above|over|beyond|below|under|outside what we|i|our|credit _1 can|will|would|do|hold|lend|fund|take|like|want
            no go|dice|luck|thanks|bueno|bid|soup|shot|chance
            no offer|offers|approval|terms at|from|for|on|today|here|this|possible|available
            have|is|be|get|with|be|come no offer|offers|approval|terms|options|room|appetite
            no options|solution|exceptions? available|for|at|here|today|right
            stay|staying|steering|steer away|clear
            tiny|small|little|light|big|large|young|new|risky for us|me
            not worth the|my|our time|wire|while|effort|trouble
            look|looking|try|consider|approach|contact at|to? other|another|different lenders|funders|lender|funder|providers|sources|options
            @decider @not comfortable|keen|happy|convinced|sold|there|budging|supportive
            where|one|something|deal|file we|i|us can't|cannot|don't|won't serve|help|support|fund|do|play
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
            we're|i'm|we|we'd|i|us @be? out|done on|here|at|with this|it|that|him|her|them|us|one
            we're|i'm out then|here|sorry|again
            have|going|gonna|got to|with say|go|be|a|it's|that's a? no
            it's|its|that's|thats|answer|still|remains|stays a? no|nope|decline|pass|dead
            answer _2 same|no
            out on this|that|it
            dead deal|file|in|on|here
            @be dead|doa|toast|cooked|nogo|unfundable
            doa|👎
            sit|sitting this|it|that|one one? out
            back|backing|bow|bowing|opt|opting|step|stepping out|back|away of? this|it|here|from?
            thanks|thank but no
            out of luck
            no thanks|thank
            not this|today one|time
            pulling|pull|pulled the plug
            stopping|stop here
            let this|it|that one? go
            won't|wouldn't|don't|doesn't|can't like|love|touch|bite|play this|it|the|him|her|near|here|what
            won't|wouldn't|can't|don't go|get|come near|anywhere|there
            wouldn't|won't touch
            would not touch
            tough|bad|disappointing|unfortunate news _2 on|about|for|credit
            tap|tapping out
            answer|word|verdict|news from upstairs|above|them|committee|credit|uw _2 negative|no|bad
            part|parting ways|company on|here|with
            give|giving|gave this|it|that|one _1 a miss
            no joy|luck|dice|bueno on|with|here|this
            hands are tied
            they|credit|uw|committee|boss said|say|says no|nope
            sit|sitting|stay|staying|stand|standing|watch|watching on|from the sidelines|sideline
            put|putting|sign|signing my|our name|neck|signature on|to this|it|him|them
            doing nobody|no a|one|any? favor|favors|favour|favours
            out of the running
            """),
        ("decline.closed", "I have closed the file.",
            """
            close|closed|closing the|your|our|my|this|that|out? file|application|request|app|submission|ticket|case|account|proposal|enquiry
            closed|closing this|it|him|her|them
            closed|closing|close|shut|shutting|wrapping|wrap @this|it|one|the|file|that|things _1 out|down|up|here
            file|deal|application|request|app|case|submission|ticket @be|now|has|have|was|= _1 dead|closed|cancelled|canceled|archived|lost|removed|deleted|purged
            taking|took|take|removing|removed|pulling|pulled @this|it|them|file|him _2 off|out|from the|our|my
            no longer|not be|being? working|pursuing|considering|reviewing|active
            closed|closing|close @file|books|out|it|lost
            @file closed
            iso|broker protection|protected
            @file _1 has|have|is|was|were|been _1 closed|cancelled|canceled|archived|withdrawn|inactivated|terminated
            marked|marking|mark|set|moved|moving as|it|to _2 dead|closed|lost|inactive|archive
            closing|close out on
            i've|i|we|we've|have|had to? shut|close|closed|killed|archived it|this|him|them|her|that
            shut|shutting|shelved|parked|binned|archived it|this|him down|file|out|for
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
            only do|take|fund|buy|finance firsts|first|1sts|1st|existing|established
            """),
    ]
}
