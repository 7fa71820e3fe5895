/// Refusals of the file.
enum DeclineRules {
    static let all: [Rule] =
        rows.map { Rule($0, .outcome(.declined), $1, $2) } + PolicyDeclineRules.all + IndirectDeclineRules.all

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
            autodeclined|auto-declined|autodecline|deny|denies
            rejected|rejection|rejecting|rejects|reject
            @stage|changed|moved|updated|set|marked|flagged _3 to|as|is|new|= dead|lost|closed|rejected|killed|declined|archived|inactive|deceased
            moved|mark|marked|put|set|going|goes|went to|as|in|into the? dead|lost|graveyard|trash|bin|archive|no
            application|request|submission|deal|file has|have|was|is not? been? rejected|refused|unsuccessful|nixed
            refused|rejected at|in|by|for
            credit refused|rejected|denied
            regret to inform|advise|say|tell|let
            regret|regretfully|regrettably _6 not|cannot|unable|can't
            sorry|afraid|unfortunately|alas|sadly|regrettably _4 @cannot|not|no|isn't|won't|don't|doesn't|didn't|nothing
            nicht möglich|zusagen|darstellen|begleiten
            no es posible|viable
            no cumple|califica|aplica|procede|aprobó|podremos
            ne sera|peut|pourra|correspond|répond|rencontre pas
            dossier|demande refusé|refusée
            mark|marked|marking|had|have|recorded|logged it|this|him|that|them? as|to unsuccessful|declined|dead|lost|rejected|failed
            not|hasn't|wasn't|isn't been? approved|successful
            application|request|proposal|submission _4 not _1 approved|successful|accepted|supported
            """),
        ("decline.turn-down", "Credit turned it down.",
            """
            turn|turned|turning|turns @this? _1 @file? down
            shot @this? down
            @decider killed|nixed|rejected|declined|passed|refused
            @decider _1 said|says|say|is|came|are|were _2 no|nope|pass
            killed|kill it|this|the|him|her|them
            killing this|the|him|her|them
            thumbs down
            got|getting|was|is|been killed|shut|axed|nixed|shelved|canned|bounced|dinged|tossed|binned|knocked|kicked|shot
            knocked|knock|knocking @this|it|him|her|them|this|that|us? _1 back
            knocked back|out by|on|at
            knockback|spat|spit|kickback
            shot down
            came|come|comes|coming back as|with? a? no|decline|declined|negative|rejected|denied
            got|get|gets a|the no|boot|axe|thumbs
            computer|system|scorecard|model|algorithm said|says|spat|kicked|came _2 no|out|decline|declined|rejected|back
            computer|system|scorecard|model|algorithm rejected|declined|knocked
            voted|vote @this? _1 against|no|down
            committee|board|credit voted|came|landed|ruled|decided|went|leaned|is|are|was _2 no|against|not
            couldn't|can't|cannot|won't|wouldn't|didn't|unable _1 to? convince|persuade|sell|budge|push|clear|bless
            @decider wouldn't|won't|refuses|refused|can't|doesn't|didn't budge|sign|approve|touch|clear|allow|bless|support|go|like|bite|want
            knocked it|this|him? out
            kicked it|this|him? out|back
            committee|board|credit|underwriting|uw|risk|nobody|they|boss|i|we didn't|don't|doesn't|couldn't|can't|not see|like|love|find|have a|any|the|anything _2 deal|here|way|reason|case|upside
            @not see|seeing|find|finding a|any|no _1 path|way|deal|route|scenario|version
            """),
        ("decline.pass", "We're going to have to pass on this one.",
            """
            pass on @this
            pass on the|his|her|your deal|one|opportunity|request|merchant|client|business|applicant
            have|had|going|gotta|got|need|decided|choosing|elected|must|gonna|i'll|we'll|will|i'd _3 to? take? a? pass
            hard|easy|quick|respectfully|respectful|immediate pass
            we|i|i'm|we're|uw|credit|committee pass|passing|passed
            @be a|an? pass
            taking? a? pass for|from|on us|me|now|here|this
            pass here
            passing on the|his|her|your? @this|one|opportunity|deal|merchant|client
            pass at this|the
            must|should|would|will|shall respectfully|unfortunately|regrettably|reluctantly? pass
            reluctantly|respectfully|unfortunately|regrettably|sadly pass|passing|declining|decline
            i'd|we'd|i|we rather|would|prefer|better not
            rather|prefer|better not
            leave|leaving this|it|that one? alone|there|be
            skip|skipping this|it|that|on|him|her|them
            sitting|sit _2 out
            wait|waiting for the? next one|deal|file
            """),
        ("decline.bare", "Zinnia Floral - pass.",
            """
            pass|passing|killed|dead|out|nope|reject|nogo|next|nah|negative|nada|non|nein|dnq|@restricted
            we're|i'm|we|i @be? out
            not for us|me
            no thanks|thank|can|go|dice|luck|chance|deal|joy|offer|interest|approval
            credit|uw|underwriting|committee no|nope|nah|negative
            hard|firm|easy no|pass
            not today|happening|interested|doable|approved|eligible|workable|possible|feasible|fundable
            afraid not
            can't|cannot|won't do|help|work|place it|this|him|her|them|here?
            sorry no
            that's a no
            no from us|me
            """),
        ("decline.cannot", "We are unable to extend an offer at this time.",
            """
            @cannot be? able? to? _1 @lend
            @cannot _2 @lend @this|an|any|a|the|you|your|our|further|on|with|him|to|for
            unable _3 to _1 @lend|do
            not be? able|willing|prepared|comfortable|inclined|ready|interested|looking|going|gonna to|in? be? _1 @lend|do
            not _2 position _3 @lend|do
            @cannot do|touch|take|make|support|back|buy|place|help|get|see|find @this|it|anything|with|him|any|a
            @cannot get|make|see|find @this? _3 done|approved|there|across|through|over|comfortable|work|sense|way|path|fit
            can't|cannot|don't|doesn't|couldn't|not|no see a|any|my|our|how|us|getting _2 way|path|clear|doing|deal|there|how|route|fit|upside
            no path|way|route|avenue|scenario|structure forward|ahead|for|to|here|that|where
            @cannot|not|don't|doesn't _2 feel|believe|think _4 able|comfortable|right|position|work|fit|deal
            won't|wouldn't|can't|cannot|doesn't|didn't|don't let|allow|permit|authorise|authorize @this|us|me|it _5 near|through|fund|do|past|proceed|go|by|in|touch|do
            will|would|does|did|do not let|allow|permit|authorise|authorize @this|us|me|it _5 near|through|fund|do|past|proceed|go|by|in|touch|do
            @not be? taking|carrying|bringing|progressing|pursuing|moving _2 further|forward|any|ahead
            @not take|progress|carry|bring|pursue @this|it _2 further|forward|any
            no further action|consideration
            @not interested in|at|on this|the|it|that|funding|doing|pursuing|these
            no interest in|from
            @not something|anything|one|deal|file|merchant|client|business _3 we|i|us|credit
            @not _3 for us|me|credit|ourselves
            @not something|anything|one _4 do|fund|finance|support|help|consider|touch|entertain
            can't|cannot|won't|couldn't|wouldn't|unable to? help|assist|accommodate|support|do|place|service|facilitate
            @not able|possible _5 @lend|help|do|proceed|terms|approval|offer
            won't|wouldn't be possible|doable|proceeding|offering|moving|feasible
            not going|gonna be|to be|work|happen|fly|able|get|do|make|approve|fund|pursue|offer
            isn't|ain't|not going|gonna to? work|happen|fly
            not proceed|proceeding|progress|advance|going|progressing
            decision @be _2 not|no|against
            refrain|abstain from
            withdraw|withdrawing|withdrew|stepping|step|backing from this|the|consideration
            @cannot move|go|advance|carry|proceed|continue
            @cannot be able to? _1 do|help|assist|accommodate|place|@lend
            @not be? moving|proceeding|going|pursuing|continuing|proceed forward|ahead|with|further|any?
            @not _1 be? moving|offering|issuing|funding|extending|approving|proceeding|pursuing|financing|lending
            @cannot _1 work|happen|qualify|fly|fit|pass
            @cannot touch|fund|do|approve|take|buy|finance|place|qualify
            no can do
            can not _1 @lend|do|move|proceed
            will|would not be? _1 @lend
            did|do|does not _1 qualify|meet|fit|satisfy|work|score|approve|support|pass|clear|service|stack
            @dont _1 qualify|meet|fit|satisfy|work|score|approve|support|pass|clear|pencil|service
            @dont stack up
            decided|elected|chosen|opted|choosing|deciding|resolved not to
            decided|elected|chosen|opted against
            nothing _2 we|i can|could|are _2 do|offer|extend
            nothing for us|me _2
            nothing we|i can|could|would
            won't|wouldn't|can't|cannot|not be? making|extending|issuing|offering|presenting|putting|giving _3 offer|offers|terms|approval|proposal
            didn't|doesn't|couldn't|won't make it|the past|through|cut|out|over
            did|does|could|will not make it|the past|through|cut|out|over
            """),
    ]
}
