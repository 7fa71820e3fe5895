/// Words that tell an outcome other than a refusal.
enum OutcomeRules {
    static let all: [Rule] =
        rows.map { Rule($0, .outcome($1), $2, $3) } + approvals.map { Rule($0, .approval, $1, $2) }

    // swift-format-ignore
    private static let approvals: [(String, String, String)] = [
        ("approval.word", "Bayou Tire has been approved.",
            """
            approved|aprvd|approvd|apprvd|appvd|appd|approval|approvals|preapproved|preapproval|greenlit|prequalified|accepted
            genehmigt|genehmigung|zusage|aprobado|aprobada|aprobación|approuvé|approuvée|accordé|accord|goedgekeurd|approvato|aprovado
            signed|signing off on|for|at|with
            green light|lit|lighted
            qualifies|qualified|qualify for
            pleased|happy|glad|able|excited|prepared|delighted|thrilled|proud to offer|present|extend|provide|approve|confirm|get|propose|advise|issue|do
            came|come|coming back approved|with|at
            got|have|here's|here|has|below are|is|an|your|the|you|some|these? offer|offers|terms|numbers|options|approval
            conditional approval|commitment
            offer|offers|terms|options|numbers below|attached|enclosed|ready|as|follows|are|is
            following|below|these _1 offer|offers|terms|options
            good|great|bonne|buenas|gute|excellent news|nouvelle|noticias|nachrichten|nachricht
            good to go
            got him|it|her|them|this done|through|across|approved
            @decider|we|i bit|bite|biting|likes|liked|like on|it|this
            offer in principle
            wir|können _4 anbieten
            freuen uns
            podemos ofrecer|ofrecerle
            pouvons _2 proposer|offrir|accorder
            decision _1 approved|approval|positive|favorable
            @decider gave|gives us|me|him|you|the
            """),
        ("approval.can-do", "I can still do 50k at 1.39.",
            """
            can|could|able|i'd|we'd|we'll|i'll|will|would still|only|also|to? do|offer|get|go|stretch|fund|give|extend|buy|sign|add|take|lend|provide|make|work|write|advance on|to? him|her|them|you|this|with|on|up|with? on|at|to? $|#
            we're|i'm|we|we are|i am|credit's|credit at|in|good|comfortable for|at|with? $|#
            @decider @be good|in|fine|comfortable|okay|ok for|at|with|to|on $|#
            @decider can|will|would|could do|go|offer|get|give|approve|come _1 $|#
            my|our|his|the max|best|number|cap|limit|ceiling @be|would _1 $|#
            max|maximum @be|of|at|approval $|#
            best|most|highest|furthest we|i|credit|uw can|could|would _1 do|offer|get|go|stretch _1 @be? $|#
            bumped|bump|increased|increase|raised|revised|reduced|lowered|counter|countered|came|re|repriced _3 to|at|with $
            counter|countering at|of|offer|with|is|offering
            starter|soft|hard|revised|new|updated|amended|improved offer|approval|terms|numbers|quote
            get to|him|her|you|them to? $
            estimate|estimated|estimating|ballpark|indicative _3 $
            offer|offering|proposing|propose|proposal|offered|offers _3 $
            loc|line|loan|advance|facility of $
            $ approved|offer|approval
            """),
    ]

    // swift-format-ignore
    private static let rows: [(String, Outcome, String, String)] = [
        ("funded.word", .funded, "The deal has been funded.",
            """
            has|have|was|were|been|got|is|just|now|officially|successfully|we|we've|deal|file|all|it's|he's|she's|they're|this|that|boom been? now? just? successfully? officially? funded|disbursed
            funded|disbursed today|yesterday|this|at|and|deal|earlier|successfully|now
            congratulations|congrats _6 funded
            @money _2 @be|have|just|went|now|hit|got|all _2 out|sent|released|disbursed|initiated|submitted|landed|wired|transferred|delivered|completed
            @money hit|went|landed|sent|released|out|left _1 out? account|today|bank?
            @money on its|their|the way
            wired|wiring the|out|$|to|funds|net|him|her|them|merchant|today
            we|just|have|been wired
            funding confirmation|confirmed|notification|complete|completed|notice
            fed|wire confirmation|reference|ref
            funding @be? been? complete|completed|confirmed
            sent|released|initiated the? wire|funds|money
            loan|deal|transaction|facility|it _1 closed|settled _2 funds|funded|today|this
            closed and funded
            drawdown|draw completed|released|complete
            """),
        ("funded.bare", .funded, "Boom. Funded", "funded|wired|disbursed"),
        ("commission.notice", .commissionNotice, "Your commission was paid today.",
            """
            @commission _9 paid|sent|released|scheduled|held|hold|taken|clawed|processed|deposited|reversed|remitted|issued|wired|initiated|posted|recouped|reclaimed|deducted|debited|delayed|out|cleared|withheld|pending|payable|owed|due
            @commission|referral|residual statement|remittance|advice|payout|payment|clawback|hold|report|notice|summary|reversal|chargeback|payable|invoice
            clawback|clawbacks|clawed|claw|clawing|chargeback
            paid|sent|released|wired|ach'd|processed|issued|scheduled|remitted|deposited|sending|initiated _2 your|the|a? full? @commission|points
            taking|take|took back _3 @commission|points
            paid|sent|released|wired|deposited|ach|processed|issued|initiated _9 for|toward|on|as the|your|this? @commission
            @commission deposit|run|check|cheque
            your @commission check|ach|wire|payment|deposit
            """),
        ("contract.out", .contractSent, "The agreements are out for signature.",
            """
            @contract @be|have|just|went|now|all|both|got _3 out|sent|emailed|mailed|issued|generated|delivered|released|dispatched
            @contract out|sent|emailed|issued|went|released to|for|with|by|via|over|today?
            contract|contracts|agreement|agreements _12 went|sent|emailed|mailed|released to|for|on|by|via|out
            contract|contracts|agreement|agreements _6 out for|to|by|via
            sent|emailed|mailed|issued|generated|released|sending|uploaded|forwarded|shot out? him|her|them|over|you|the|merchant|owner|your|to|off? the|new|out|revised|updated? merchant? revenue? purchase? loan? final? @contract for?
            out|sent for e? signature|signing|signatures|sig|esignature|esign|execution
            for|via|through|by|on|thru docusign|esign|hellosign|pandadoc|adobe|esignature|dropbox|rightsignature
            for|via e signature|sign
            docusign|hellosign|pandadoc|echosign|esign went|sent|is|has|link|envelope|was|out
            contract|contracts|agreement|agreements|docs on|in its|their|the|his|her way|inbox|mail|email
            signed _2 contract|contracts|agreement|agreements|docs|documents|paperwork _3 back|received|in|returned|complete|completed|here
            contract|contracts|agreement|agreements|docs|paperwork|documents _4 signed|executed|countersigned back|by|today|in|and|all|electronically|now|yesterday
            contract|contracts|agreement|agreements @be|have|been _1 signed|executed|countersigned
            merchant|he|she|they|owner|client|parties has|have|is|are just? signed|executed
            signed|executed the? contract|contracts|agreement|agreements|docs
            received|got|have|has the|his|her|their|back? signed|executed contract|contracts|agreement|agreements|docs|documents
            contract|contracts|agreement|agreements attached|enclosed|ready
            attached|enclosed is|are|please|the|find _3 contract|contracts|agreement|agreements
            completed document|envelope
            contrato|contrats|vertrag|verträge _4 enviado|envoyé|envoyés|verschickt|versandt
            """),
        ("received.word", .acknowledged, "We have received your submission.",
            """
            received|recd|rcvd|rec'd|receipt|acknowledge|acknowledged|logged|logging
            got it|this|them|your|everything|the|all
            have your|the|this|it|everything file|submission|package|deal|application|app|docs|in?
            thank|thanks you? for the|your|this|sending|submitting|submission|file|deal|package|another
            in|under|for|pending|is|with|to|at|through review|underwriting|uw|credit|processing|queue|scrub|scrubbing|pricing|committee|pipeline|prescreen|line
            reviewing|scrubbing|pricing|underwriting|processing|looking|working|checking|running it|this|the|now|on|at|into|your|file|him|numbers
            will|we'll|i'll|going|you'll|should review|look|take|get|let|update|have|keep|circle|be|revert|advise|follow|reach|price|know|hear _3 back|you|know|touch|posted|look|at|it|this|answer|decision|up|out|something|asap|from|shortly
            assigned to|a|ticket
            has|have been opened|assigned|received|logged|created|entered|forwarded|escalated|submitted|routed
            on it
            taking a look
            in|on the queue|desk|pile
            sit|stand|hang|hold tight|on
            still|being reviewed|working|waiting|processed|underwritten|pending|looking|in|open
            ticket|request|case opened|created|received|number
            should|expect have|hear|a|an|to|some _4 by|today|tomorrow|soon|shortly|back|news|answer
            decision|answer|update|offer|number|news|something _4 @soon
            read|displayed|opened on|by|at
            read receipt
            encrypted|secure message
            no|nothing|any update|news|decision|further _3 yet|decided|needed|required
            with underwriting|uw|credit|my|the underwriter|committee|underwriters
            passing|passed|sent|forwarded|forwarding|submitted|handed|sending it|this|along|over|your? file? to uw|underwriting|credit|the|my|our
            be|is|am back|out|in with|to|touch you|shortly|soon|with?
            in good hands|shape
            went|goes|going up|to|into|before committee|credit|uw|underwriting
            backed up|logged
            will|i'll|we'll revert|respond|reply|update
            drawing|drafting|preparing|working|putting up|on|together? the|your? @contract|numbers|terms|offer|pricing
            bien reçu
            en cours d'étude|d'analyse
            erhalten|eingegangen|bearbeitung|prüfung
            recibido|recibida|revisando|revisión
            status in|under|pending review|underwriting?
            """),
        ("auto.away", .autoReply, "I am out of the office until Monday.",
            """
            i|i'm|am|we|currently|be|is|will|are|now be? currently? out of the? office|town|country
            out of the? office until|through|from|on|with|and|today|this|for|thru|till|back|starting|between|message|reply|notification
            ooo
            on|taking annual|vacation|pto|maternity|paternity|parental|sick|medical|holiday|leave|family|bereavement leave|until|through|this|with|and|from|for|thru|till?
            away from my|the desk|office|email|e|computer|phone
            limited|no|intermittent|little access to my|e|email
            no longer with|employed|at|works|working|work|part the|our|by|for|here|of? company|firm|team|organization
            has|have|is left|leaving the|our company|firm|organization|business
            mailbox|inbox|email|address|account _2 not|no|isn't|never longer? monitored|checked|attended|active|in
            unmonitored mailbox|inbox|address
            automatic|auto|automated|vacation reply|response|responder|message|autoreply|answer
            will|i'll respond|reply|answer|return|get _6 when|upon|after|once i|my return|am|back
            returning|return|back in|to|on monday|tuesday|wednesday|the the|office|day
            retired from
            i have|i've left|moved|retired on|to|from|the
            nicht im büro
            abwesend|abwesenheit|abwesenheitsnotiz
            fuera de la? oficina
            absent|absente du|jusqu'au|bureau
            absence du bureau
            direct|send|forward all? new? submissions|emails|mail|inquiries|correspondence to
            do not reply to this
            """),
        ("bounce.report", .bounced, "Delivery has failed to these recipients.",
            """
            delivery has|to|status failed|notification|following|the
            undeliverable|undelivered
            could|couldn't|cannot|can't|was|wasn't not? be? delivered
            user|mailbox|recipient|recipient's|address|account _1 unknown|full|unavailable|rejected|not|does|doesn't|disabled|couldn't|is _2 found|exist|rejected|full?
            recipient address rejected
            mail delivery failed|failure|subsystem|system
            returned to sender|mail
            no such user|recipient|mailbox|address|account
            message wasn't|not delivered|accepted
            address couldn't be found
            delivery failure|failed|incomplete|delayed
            quota exceeded
            """),
        ("unrelated.mailing", .unrelated, "Unsubscribe | View in browser",
            """
            unsubscribe|newsletter|webinar|webinars|giveaway|raffle|sweepstakes|podcast|rsvp|survey
            view _2 browser
            manage|update your? preferences|subscription
            password reset|expires|expiring|changed
            reset your password
            register here|now|today
            seats are|is limited
            save the date
            book a|your demo|spot|seat|meeting|booth
            aged|exclusive|fresh|live|ucc|quality leads|transfer|transfers|data|records
            holiday schedule|hours|closure
            invoice|subscription|receipt for your|number|renewal
            sponsor|exhibitor|attendee|conference|expo
            your? free trial
            rate sheet
            """),
        ("unrelated.trade", .unrelated, "Introducing our new revenue based program.",
            """
            promo|promotion|networking|spiff|spiffs|bonus|bonuses|contest|incentive
            introducing our|the|a
            announce|announcing|launching|launched|rolling|launch|unveil a|our|the|that|new|out
            dear|hello|hi|attention|all|our|valued|hey|happy|good|morning iso? valued? partners|isos|brokers|everyone|friends|all|team|guys|partner|folks
            partners
            happy|merry holidays|thanksgiving|christmas|new|fourth|labor|memorial|easter|friday|hanukkah
            send|submit|bring|shoot|keep us|me|your|over|in|the|all|them|more? your|all|more|those|files|any|next? deals|files|submissions|submission|coming|paper|apps
            new|updated|improved|better|lower|special|limited|revised|expanded|our programs|product|products|buy|rates|guidelines|pricing|portal|appetite|states|sweet|criteria|program|box
            refer a
            join us|our
            book a call|time
            we|now|now we fund|funding|offering|offer|lend|approve|approving|accepting up|all|most|in|deals|businesses|startups|any|to|same
            we funded|approved|closed over|more|$|#|a
            office|offices|desk|we will|are be? closed|closing
            this month|week|quarter only
            sweet spot
            looking for|to deals|files|submissions|brokers|isos|partners|volume
            are you looking|interested|tired|ready
            as low|high|fast|little as
            up to $|# million|mil|mm
            same day funding|approvals|funding?
            update your|our w9|records|contact|information|bank|iso
            credit box
            effective immediately|@monthName|today
            check out our|the
            recent|recently|latest|record fundings|approvals|deals|closings|wins|month|quarter
            last|this week|month|week's|month's fundings|approvals|deals|funded
            look what|at
            reminder to all
            new address|phone|office|location|website
            has joined|join our|the team
            meet our|us|the|me at
            minimum|min|no fico|tib|stips|revenue
            reply yes|stop|with|now _2 for|to|and?
            back on the table
            for a limited|sample|quote|demo|free
            reach|reaching out to introduce|because|see
            """),
    ]
}
