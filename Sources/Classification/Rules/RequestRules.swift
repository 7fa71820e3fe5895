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
            fwd|chase|chasing|show|give|gimme|lemme|toss|hit|drop|kick|hand me|us|over|for|up|down|him|her|the|a|his|their|your|with|you|through|#
            if you|u|he|she|they|merchant|client|we have|has|had|got|could|can|don't the|a|an|his|her|their|get|send|share|provide|find|grab|any|that|those|mind
            except|besides|minus|barring|excluding|save|bar for? the|his|her|their|a|an|one|two|your
            other|apart|aside than|from the|his|her|their|a|an
            everything|all|all's|everything's|good|set|complete|set _3 but|except|besides|minus|bar|save|excluding
            cropped|fuzzy|blurred|grainy|cutoff|undated|undersigned|partial|garbled|unclear
            cut|cuts off
            upside down
            can't|cannot|won't|wouldn't|unable|couldn't|hard _6 without|until|till|unless|before
            without the|a|his|her|their|those|these|that|any|an|your|at
            to do wish|list
            laundry|wish|shopping|punch|needs|checklist list
            docs|documents|documentation|items|paperwork|stips|requirements|conditions|information|info|following|things|pieces needed|required|outstanding|missing|requested|remaining|pending|left|open|still|below|wanted|due
            needed|required|outstanding|missing|requested|remaining|pending|left docs|documents|items|stips|paperwork|information|info|from|for|to
            requirements|prerequisites|deliverables|to-dos|conditions|stips|stipulations|checklist|needs|ptf|ptc|ctc|cps
            closing|funding|final|pre-funding|prefunding|underwriting|open|outstanding|remaining conditions|requirements|stips|items|checklist|list|docs|documents
            next step|steps
            sight|copies|copy|eyes|visibility of|on
            like|love|keen|hoping|hope|want|wants|need|needs|happy|prefer|helpful|good to? see|get|have|review|receive|look|obtain|know
            have|has|still|needs|need|must|should|got|left to? do|complete|take|finish|schedule|book|sign|finish|hop|jump|pass|sit
            have|get|ask|tell|make|remind|push him|her|them|merchant|owner|the|client|director|your _2 ring|phone|dial|call|do|finish|hop|jump|resend|take|re-sign|resign|retake|redo|snap|scan
            still|just|only|also|yet nothing|waiting|need|needs|missing|require|want|chasing|after|lacking|short|owe|owed|pending|outstanding|awaiting|on|the
            nothing|anything|movement|progress|luck|word|update|news yet? on|with|for|re
            hold|holding|held|stuck|stalled|paused|blocked|waiting|wait|waits up|off|on|for|by|pending|until|without|at
            in need of
            short|missing|lacking|minus|light|shy
            waiting|wait|waits|await|awaits|pend|pends|pending on|for|him|her|them
            i'll|we'll|i|we need|take|want|require|also
            in exchange|return for
            what's|whats left|missing|needed|outstanding|open
            be good|great|nice|helpful to|if|with
            a|of copy|copies of
            subject|contingent|conditional|conditioned|dependent|pending to|of|on|upon|receipt
            provided|assuming|so long as|you|he|she|they|we
            up|updated|fresh|clean|clear|legible|complete|unlocked|unprotected|better|new|newer|current|color|full copy|copies|version|one|ones|scan|scans|pdf|pdfs|picture|photo|page|pages
            re|re-send|resend|redo|re-upload|reupload|retake
            faltaría|falta|mándenos|enviarme|mandarme|ocupo|ocupamos|pendiente|pendientes
            manque|manquants|manquantes|requis|requise|svp|nous|faudrait|fournir|joindre|parvenir|besoin
            ausstehend|fehlende|fehlenden|bitten|zusenden|benötige|brauche
            don't|dont|doesn't|do have|see|not
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
            nothing|none else|further|more|other needed|required|outstanding|missing|to
            good|set|square|squared|covered|fine on|with|for|away
            we're|i'm|all good|set|fine|covered|square on|with|for
            not|n't|no|without require|requiring|needing|need|asking|chasing|needed|bother
            n a
            not applicable
            already|previously|earlier|safely received|sent|submitted|provided|supplied|have|has|on|in|got|uploaded|cleared|done|satisfied|collected
            have|has|got _3 on file|hand|already
            no stips|docs|documents|further|additional|more|other
            came|come through|in fine|good|ok|okay|great|clear|perfect|clean|well|thanks
            is|are|was|were|looks|look|looked|all _1 fine|good|ok|okay|great|perfect|clean|done|complete|waived|optional|received|clear|approved|accepted|satisfied|cleared|solid|strong
            received|rcvd|recd|got|have your|the|his|her|all|both|it|with|everything|these|those|thanks|safely
            don't|dont|not want|need|bother
            ya la|lo|las|los tengo|tenemos|recibimos|recibí
            already in|have|got|here
            have|has|received|got|rcvd app|the|his|her
            if|unless|when|anything|above|over _8 we'd|i'd|they'd|would|might|may want|need|ask|require|see
            if|unless _8 we'd|i'd|they'd|would _1 want|need|ask|require|see
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
            what's|whats|what the? story|deal|scoop|backstory|situation|reason|purpose|plan|background|explanation with|on|behind|for|here|is|about
            can|could|would|please you? shed|give|provide|offer|share|get|some|walk|help|clear|speak|fill _3 light|color|colour|insight|context|background|detail|details|clarity|idea|sense|picture|understand|through|up|clarification|explanation|in|to
            help|walk me|us understand|through|see|out|get|with
            not|i'm|we're|unclear|unsure|confused|puzzled sure|clear|about|on|by|why|how|what|who|whether|if|where
            any|some insight|color|colour|background|context|idea|explanation|reason|clarity|thoughts|details on|why|about|for|what|how|into|around|behind
            does|is|are|do|has|have|did|was|were|will|can|would he|she|they|merchant|owner|client|business|guy|company|it|there|that|this|customer|borrower|director|anyone|somebody|someone|the
            which|what|whose|when|where one|entity|account|business|company|month|months|year|bank|amount|of|state|did|does|is|was|are|were|will|would|happened|kind|type
            how|what come|many|much|long|often|big|about|old|soon|far|is|was|did|does|do|are|has|have|would|will
            mind|care to? telling|explaining|explain|asking|ask|confirming|checking|clarifying|elaborating|elaborate|clarify
            please|kindly|can|could|would you? _1 ask|check|explain|confirm|clarify|verify|advise|elaborate|describe|comment|respond
            please|kindly|can|could|would you? _1 find|see|look if|whether|out|why|what|how|into
            question|questions|query|queries on|about|regarding|re|for|from|before|posted|raised|asked|below|has|is
            posted|raised|asked|has|have|submitted a|one|two|#|some|few|following question|questions|query|queries
            qq|q
            need|needs|have|has|got|want|wants _2 clarity|clarification|explanation|answers|answer|color|context|confirmation|understanding|handle|sense
            ¿
            cuál|cuánto|quién|qué|cómo|por
            quel|quelle|pourquoi|combien|comment|qui|est-ce
            wer|warum|wieviel|wann|welche|welcher|wofür|was
            wondering|curious|wonder if|about|why|what|how|who|whether|where
            wanted|want|like|love|need|trying|keen|hoping to know|understand|clarify|learn
            understand|know what|why|how|who|whether|where
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
            write|writing|wrote|pleased|happy|just to confirm|acknowledge|advise|inform
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
