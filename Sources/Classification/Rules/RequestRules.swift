/// Words that want papers or answers, and words that have them.
enum RequestRules {
    static let all: [Rule] = rows.map { Rule($0, .scope($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, Signal.Scope, String, String)] = [
        ("scope.want", .want, "Please send the voided check.",
            """
            need|needs|needed|require|requires|required|requiring|missing|outstanding|wanted|wating|waiting|awaiting|owe|lacking|necessary|requesting|needing|lacks|incomplete
            please|pls|plz|kindly|bitte|merci|favor|pueden|veuillez _3 @hand
            send|sned|provide|forward|upload|resend|supply|submit|furnish|obtain|procure
            collect|share|email|shoot|grab|fax|gather|bring|attach|include|text|snap|scan|get me|us|over|in|along|the|a|his|her|their|your|all|both|it|with|current|most|copies|copy|#
            stip|stips|stipulation|stipulations|checklist|conditions|condition
            can|could|would|may|will|mind|able|possible you|i|we|he|she|they|to|sending|getting|merchant @hand
            can|could|would|may|will you|i|we|he|she|they please|also|just|possibly|maybe @hand
            subject|contingent|conditional to|of|on|upon
            we'd|i'd|will|would|we'll|i'll|still|just|also|only|you'll|do|i|we need|want|require|like
            like to see
            we|i|uw|underwriting|has|have|be|been|following requested
            must have|provide|send|see|submit|include
            pending
            in order to
            to move|go forward|ahead
            to finalize|finalise|fund|close|proceed|price|decide|turn|issue|release|continue|complete|finish|approve|underwrite
            look|looking for|to see|get
            ask|asked|asking for|him|her|the|you|merchant|owner|director
            no|without _3 no wire|fund|funding|docs|contracts
            as soon as|i|we
            when|once he's|she's|they're|he|she|you|i|we|those|these|they|merchant
            once|when|until|after|upon|with i|we|uw|they|underwriting|credit|you|he|she|merchant|receipt _2 have|get|receive|got|see|send|sends|provide|provides|gets|of|receives
            follow|following items|documents|docs|is|are|up|information|additional|conditions|stips|list
            due|left|remaining|short
            before _1 docs|contracts|funding|fund|wire|close|closing|can|we|i|final
            prior to|funding
            want|wants to see
            up front
            not|didn't|haven't|don't|hasn't|never|doesn't|isn't|wasn't|didnt|dont|no _1 get|got|have|receive|received|see|seen|come|came|attached|included|provided|signed|complete|find
            forgot|forgotten
            have|get|ask|had|tell him|her|them|merchant|owner|the|client _2 send|sign|log|link|connect|complete|provide|upload|email|fill|do|call
            let me have|get
            upon|on|pending|with receipt|delivery of
            to clear|ctf|close|fund|finalize|submit|review|proceed|start
            what|here's|list|that _3 need|needs|list|missing|left|outstanding
            still no
            where's|wheres|where is|are? the|his|her|my|that|those
            any luck|news|update|word|progress|status|eta with|on|for
            one|last|only|few|couple|two|other more|last|thing|item|things|items
            stuck|held|hung|hold up? on|for|without|until
            fehlen|fehlt|benötigen|brauchen|senden|schicken|necesitamos|necesito|falta|faltan|manquent|manque|besoin|transmettre|envoyer|fournir|envíe|enviar
            can't|cannot|unable|couldn't|hard|won't|too not|to? open|read|access|view|see|decipher|small|blurry
            please|pls|plz|kindly
            doesn't|does|didn't not? match
            tbd|todo|tba
            would|will|might|could really|also|definitely? help|suffice|do|work|be _1 helpful|great|useful|appreciated|ideal|needed|handy|perfect|good
            has|have|needs|need|must|should to? be signed|completed|filled|dated|initialed|initialled|resubmitted|uploaded|provided|sent|submitted|updated|corrected|redone
            unsigned|expired|blank|illegible|blurry|unreadable|corrupt|corrupted|locked|encrypted|truncated|outdated
            password protected
            wrong|different|incorrect statement|statements|account|month|months|file|document|year|form|page|pages
            won't|doesn't|wouldn't|can't|didn't open|load|download|come
            can't|cannot|couldn't|unable to? pull|open|load|find|locate|see|view
            not|isn't|wasn't|aren't|weren't|never in|attached|included|here|enclosed|with|legible|readable|showing
            hasn't|haven't|has|never yet|not? come|arrived|made|landed|linked|connected|uploaded|signed
            don't|dont|didn't|not see|have|find|got one|it|them|any|those|that|a|the
            short|light|shy on|a|of|one|two
            so that? we|i|uw|credit|underwriting can|may
            before|until we|i|uw|credit|they can|could|go|move|send|get|have|see
            grateful|appreciate|obliged|trouble _4 for|if|receive|see|a|the
            may|could|might we|i have|trouble|ask|get|see|also
            chase|chasing|track|hunt|dig|round down|up|for
            remains|remaining|open|unresolved items|item|stips|to
            all|what's|whats|what _3 need|needed|missing|left|lacking|outstanding
            action|documents|items|information required|needed|missing|outstanding
            yet to receive|see|get|be
            get him|her|them|the|your _1 to
            have|ask|tell|make him|her|them
            ask|tell the|your? merchant|owner|client|applicant|customer|director to
            only|just has|have|shows|goes|covers|got|sent _1 odd|even|page|pages|first|one|two|half|part|through
            faltan|falta|adjuntar|envíenos|mándame|mándanos|mande|pásame|necesitaría|requerimos
            bräuchten|benötigt|nachreichen|reichen|übersenden|zusenden|erbitten
            prière|svp|s'il|il nous|pourriez|joindre|fournir|fallait|faut
            """),
        ("scope.have", .have, "The statements are on file, no landlord needed.",
            """
            received|rcvd|recd|rec'd|waived|waive|waiving|unnecessary|reviewed|accepted|cleared|satisfied|verified|confirmed|erhalten|reçu|recibido|recibimos
            already have|has|got|received|sent|in|on|provided
            we|i|uw|underwriting|credit|system have|has|got|see|saw your|the|his|her|their|all|both|it|everything|those|these|#
            thanks|thank you? for
            thx for
            no need|longer|more|additional|other|further for|needed|required|necessary?
            not|don't|won't|doesn't|isn't|aren't|wouldn't be? need|needed|require|required|necessary|want|bother|worry
            on file
            in hand
            all|is|are in|here|good|fine|set
            no|not|without coj|landlord|interview|tax|taxes|call|inspection|stips
            based on
            per|from|in|on|looking|after|reviewing|through|against the|your|his|her|their|our|those|these|at _1 statement|statements|application|app|bank|file|return|returns|documents|credit|financials|mtd
            statement|statements|application|returns|bank|credit|report|balances|mtd show|shows|showed|showing|came|reflect|reflects|you
            no thanks
            optional
            waived
            checks out
            look|looks good|fine|great|clean
            we|we'll|i'll|i call|verify|order|pull|do|run|handle
            we|i|us pulled|ran|ordered|called|spoke
            for|about|with|regarding the|your|their statements|application|file|submission|package
            every|any|all|many submission|submissions|file|deal
            call|interview|verification|inspection @be? done|completed|complete|passed|finished|scheduled|good
            not|no longer waiting|needed|necessary|required|need|a|an|going
            no need|reason for|to
            skip|forget|ignore|scrap the|about|that|his|her|tax|landlord
            thanks|thank you? _3 statements|application|app|docs|documents|package|file
            don't|do|needn't not? worry|bother|need|require
            got|have|saw _2 thanks|already
            came through|in
            is|are|was|were fine|good|ok|okay|great|perfect|clean|done|complete|waived|optional|in|received|clear
            if everything
            """),
        ("scope.ask", .ask, "Tell me who Kensington Holdings is.",
            """
            tell|telling me|us who|what|why|how|if|whether|where|when|which|about
            let|lmk me|us? know who|what|why|how|whether|where|when|which|if he|she|they|the|this|that|it|there|merchant|business
            please|pls|kindly|can|could you? _1 confirm|clarify|explain|advise|verify|elaborate|find|ask|tell|check|address
            need|want|have|would|like|trying _2 know|understand|clarify|clarification|explanation|answer|answered|find|confirm|clarity|hear|detail|details|explain
            explain|clarify|confirm|elaborate
            what|who|why|how|where|which|when|what's|who's|where's|how's|why's is|are|was|were|does|do|did|will|happened|about|much|many|long|would|kind|type|can|should|exactly|else|has|have|the|came
            what's|who's|where's|how's|why's
            why|who
            is|are|was|were|does|do|did|has|have|will|can|could|would|should he|she|they|the|it|this|that|there|these|those|you|merchant|owner|we|his|her|their|any|business
            call|ring|phone me|us|in|my
            give me|us a|some call|ring|buzz|color|background|idea|details|more
            question|questions about|on|regarding|before|for|from|is|are
            i|we|uw|underwriting|credit|underwriter have|has|had|a|one|two|few|#|couple|quick _2 question|questions
            quick q|question
            curious|wondering|wonder
            need|require _2 explanation|clarification|answer|context|confirmation|info|information|details
            any idea
            on hold until|pending|till
            want|wants to speak|talk|know
            speak|talk to|with him|her|the|them|owner|merchant
            purpose|use of|for funds|proceeds|the
            which of
            want|like you to decide|choose|confirm
            """),
        ("scope.courtesy", .courtesy, "Any questions call me.",
            """
            any|other|further|more|have|if|with|should questions|question|concerns|issues|anything
            let me|us know|no if|how|when|what|which|by|asap|your|the|and|today|tomorrow|thanks|please|on|either|whichever|he|she|they? you|he|she|the|they|merchant|client?
            lmk|lemme
            which option|one|way|of|offer|do|would
            would you like|the|merchant|your|he|she|to
            want|wants|shall|should|ok|okay|can me|i|we to? send|draw|proceed|issue|get|prepare|move|start|have|draft|contracts|docs|go
            how does|do|about that|this|it|you|we|he|they
            sound|sounds|look|looks good|ok|okay|fine
            does|do|would|will this|that|it|these|he|she|they|you _2 work|works|sound|make|help|fly|want|like|accept|take|interested
            what do|does|did you|he|she|they think|say|want
            send me _3 rate|sell|points|fee
            whichever|either
            how are|is|was you|everything|things|your
            can|could|may|anything i|we|else help|assist|do
            who's|who ready|got|else next|has|wants
            make sense
            deal
            interested
            right
            lol
            when can|will|do|would|should we|i|you|he|she|they|the _2 expect|sign|close|fund|call|start|speak|talk
            whenever|are you ready
            got more|another|others|any
            can he|she|they|you|we sign|take|close|live|accept|do|get him|there
            what|which rate|points|option|fee|sell|term would|do|should|are|you|can
            did|do you know
            how many points
            ready to
            """),
        ("scope.urgent", .urgent, "One thing I have to have answered before I send paper.",
            """
            before i|we|he|she|it|this|contract|contracts|docs|funding|final send|issue|release|can|draw|contract|contracts|docs|go|fund|sign|finalize|commit|move|out
            have|need|needs|must|want to? be|have|get|know|an answered|answer|answers|resolved|settled|cleared|explained|clarified
            only|one|just open|outstanding|remaining|last|more question|questions|item|thing|issue
            hinges|contingent|conditional|depends|depending on|upon
            i|we need|have|must to? know|understand|hear
            need to know|understand|clarify
            """),
    ]
}
