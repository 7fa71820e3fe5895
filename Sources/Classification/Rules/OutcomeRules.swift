/// Words that tell an outcome other than a refusal.
enum OutcomeRules {
    static let all: [Rule] =
        rows.map { Rule($0, .outcome($1), $2, $3) } + approvals.map { Rule($0, .approval, $1, $2) }

    // swift-format-ignore
    private static let approvals: [(String, String, String)] = [
        ("approval.word", "Bayou Tire has been approved.",
            """
            approved|aprvd|approvd|apprvd|appvd|appd|approval|approvals|preapproved|preapproval|greenlit|prequalified|accepted|sanctioned
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
            merchant|client|he|she|they|guy|owner @be good|approved|cleared for|up to? $|#
            we'll|we'd|i'll|i'd|we|i _1 be|come|land at|in at? $
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
            best|most|highest|furthest|max|maximum we|i|he|they|credit|uw can|could|would|was|were|am|are _1 squeeze|get|muster|manage|push|stretch|do|go _5 @be|to|at? $|#
            squeeze|squeezed|wring|wrung|got|get _4 out of them|credit|uw|committee
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
            @money @be|have|has|got|just|all|now|were|went _1 @paid
            @money|payment|advance|loan _8 has|have|was|were|been|got|just _1 disbursed|wired|transferred|landed|funded|deposited|credited|remitted
            $ _6 has|have|was|were|been|got|just|is|are _1 disbursed|wired|transferred|landed|funded|deposited|credited|remitted|released|advanced
            $ _4 has|have|was|were|been|got|just|is|are _1 paid out|to|over
            $ _2 hit|landed|wired|disbursed|transferred|deposited|funded|dropped|arrived|posted
            $ _1 went|going out|through|over|today
            wired|funded|disbursed|transferred|deposited _3 $
            $ advanced|settled
            amount|sum|total advanced|settled|drawn
            money's|wire's|funds|wire _1 in|at|with|inside his|her|their|the|your _2 account|bank|hands|client|merchant
            money|funds|cash|wire @be _1 in|at|with|inside his|her|their|the|your _2 account|bank|hands|client|merchant
            money|funds|cash @be with his|her|their|the|your? client|merchant|customer|borrower|them|him|her|owner
            @they _1 has|have|got|received|see|sees _1 money|funds|wire|cash
            loan|deal|matter|facility|transaction|advance|renewal|one|addon|on|application|case drew|drawn|settled|completed _1 down|today|at|yesterday|this|on|earlier
            drew|drawn down
            went|gone through today|yesterday|this|already
            @stage|changed|moved|updated|set|marked _3 to|as|is|new|= funded|paid|disbursed|settled
            money @be out
            that's|thats|it's|is|we're|were|he's|she's|they're|deal's funded
            wire's|wires|money's out|sent|gone|done
            fully|finally funded
            funding|payout|settlement|disbursement|drawdown|funds confirmation|advice|notice
            payout|payment _1 made|completed|sent|released to the|your? merchant|client|customer
            first _2 deposit|draw|tranche|disbursement _6 out|sent|released|funded
            geld|fonds|fondos _4 überwiesen|versés|enviados|depositados|ausgezahlt
            """),
        ("funded.bare", .funded, "Boom. Funded", "funded|wired|disbursed"),
        ("commission.notice", .commissionNotice, "Your commission was paid today.",
            """
            @commission _9 paid|sent|released|scheduled|held|hold|taken|clawed|processed|deposited|reversed|remitted|issued|wired|initiated|posted|recouped|reclaimed|deducted|debited|delayed|out|cleared|withheld|pending|payable|owed|due
            @commission|referral|residual statement|remittance|advice|payout|payment|clawback|hold|report|notice|summary|reversal|chargeback|payable|invoice
            clawback|clawbacks|clawed|claw|clawing|chargeback|claw-back|recoupment
            hold|holding|held|holds|pay|paying|pays|release|releasing|process|processing|schedule|send|cut|cutting|reverse|deduct|netting|withhold|withholding|owe|owes _4 @commission
            @commission _5 hit|hits|went|goes|going|landed|lands|hold|friday|thursday|monday|tuesday|wednesday|tomorrow|run|payday|ach|wire|deposit|paid|sent|returned|bounced|rejected|payout|cheque|remittance|friday's|thursday's
            @commission _2 will be|go|hit|follow
            @commission due|total|totals|earned|payable|owed|paid|for
            referral|introducer|finder's|finders|broker|iso|partner fee|fees|commission|comp|payment|remittance|payout _6 paid|sent|due|payable|remittance|released|scheduled|processed
            rcti|residuals|residual
            your|the broker|iso|referral|introducer check|cheque|payment|payout
            paid|sent|released|wired|ach'd|processed|issued|scheduled|remitted|deposited|sending|initiated _2 your|the|a? full? @commission|points
            taking|take|took back _3 @commission|points
            paid|sent|released|wired|deposited|ach|processed|issued|initiated _9 for|toward|on|as the|your|this? @commission
            @commission deposit|run|check|cheque
            your @commission check|ach|wire|payment|deposit
            ach|wire|eft|payment|deposit|remittance|bacs|credit|transfer|check|cheque _9 commission|commissions|brokerage|comm|comms
            commission|brokerage|comm re|ref|payout|value|remittance|advice|ach|wire|eft|run
            remittance advice|detail|details|summary|slip|statement
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
            @agreement ~5 @sent
            @agreement|docs|documents _2 out|gone|went|awaiting|viewed|resent
            @agreement|docs|documents|loan @be? now? out
            contract|contracts|agreement|agreements sent|out|issued|signed|executed|released|viewed|emailed|completed
            sent|out|released|emailed|ready|waiting for _2 signature|signing|signatures|sig|esignature|execution
            awaiting|waiting|pending|need|needs|missing|outstanding _4 signature|signatures|countersignature|sig|signatures
            not|hasn't|haven't|hasnt|yet|nobody|still|unsigned _3 signed|unsigned _3 @agreement
            @agreement _8 unsigned|nobody|awaiting
            all|both|everyone|each _2 completed|signed|executed
            all|both|everyone|each|signers|signer|owners|partners|merchant|parties _4 completed|signed|executed|finished|done _4 docusign|docs|contracts|agreement|agreements|paperwork|contract|documents
            @agreement|docs|documents _4 viewed|opened|unsigned|signed
            viewed|opened _2 @agreement|docs|documents
            all|both parties|signers|sides|owners|directors|guarantors have|has? signed|executed|completed
            one|first|other of? the? two? directors|owners|signers|partners|director|owner|partner|signer has|have? signed
            fully executed|signed|countersigned
            @agreement _2 @be|got|came|all|have|has? @signed|returned|back|complete|completed|countersigned
            @agreement|docs|documents|paperwork|packet @be|have|has|just|now|went|sent|all? _2 in|to|with his|her|their|the|your|owner's|merchant's _1 inbox|mailbox|email|mail|phone|hands|merchant|client|owner|customer
            @agreement|docs|documents ~4 docusign|esignature|esign|hellosign|pandadoc|adobe
            @stage|changed|moved|updated|set _3 to|is|as|= _1 contract|contracts|agreement|docs out|sent|issued|signed
            signature|signing request|package|packet|link|documents sent|emailed|out
            contract|contracts|agreement|agreements|docs|paperwork @be? on|in its|their|the|his|her way|inbox|mail|email
            contract|contracts|agreement|agreements|docs|paperwork @be now? with him|her|them
            paper's|papers|paperwork out
            signed|executed|countersigned copy|copies|set|package _2 in|back|received|here|good|arrived
            signed _2 contract|contracts|agreement|agreements|docs|documents|paperwork _3 back|received|in|returned|complete|completed|here
            contract|contracts|agreement|agreements|docs|paperwork|documents _4 signed|executed|countersigned back|by|today|in|and|all|electronically|now|yesterday
            contract|contracts|agreement|agreements @be|have|been _1 signed|executed|countersigned
            merchant|he|she|they|owner|client|parties has|have|is|are just? signed|executed
            @they|they've|he's|she's|we|just|has|have|merchant's signed|executed the|his|her|their? contract|contracts|agreement|agreements|docs
            @signed contract|contracts|agreement|agreements _3 back|received|in|attached|returned|rec'd|here|rcvd|recd
            received|got|have|has the|his|her|their|back? signed|executed contract|contracts|agreement|agreements|docs|documents
            completed document|envelope
            contrato|contratos|contrat|contrats|vertrag|verträge _4 enviado|enviados|envoyé|envoyés|verschickt|versandt|gesendet
            mandamos|enviamos|envoyé|mandé|envié|versandt|verschickt _3 contrato|contratos|contrat|contrats|vertrag|verträge
            """),
        ("contract.attached", .contractSent, "Attached please find the contract package.",
            """
            @agreement|docs|documents @be? going|heading out now|today? now|for|to
            contract|contracts|agreement|agreements attached|enclosed|ready|below
            attached|enclosed is|are|please|the|find|you'll|your _3 contract|contracts|agreement|agreements|docs _1 to|for|package|packet|set
            attached|enclosed is|are|please|the|find|you'll _3 contract|contracts|agreement|agreements
            to|as contract|contracts|agreement|agreements|docs sent|out|signed|issued|executed|released
            have|get|ask|push|nudge|chase him|her|them|merchant|owner|client|the _2 sign|signed|execute _2 @agreement|docs|return|send|today|tonight|asap|now|everywhere
            """),
        ("received.word", .acknowledged, "We have received your submission.",
            """
            received|recd|rcvd|rec'd|receipt|acknowledge|acknowledged|logged|logging
            got it|this|them|your|everything|the|all
            have your|the|this|it|everything file|submission|package|deal|application|app|docs|in
            thank|thanks you? for the|your|this|sending|submitting|submission|file|deal|package|another
            in|under|for|pending|is|with|to|at|through review|underwriting|uw|credit|processing|queue|scrub|scrubbing|pricing|committee|pipeline|prescreen|line
            reviewing|scrubbing|pricing|underwriting|processing|looking|working|checking|running it|this|the|now|on|at|into|your|file|him|numbers
            will|we'll|i'll|going|you'll|should review|look|take|get|let|update|have|keep|circle|be|revert|advise|follow|reach|price|know|hear _3 back|you|know|touch|posted|look|at|it|this|answer|decision|up|out|something|asap|from|shortly
            assigned to|a|ticket
            has|have been opened|assigned|received|logged|created|entered|forwarded|escalated|submitted|routed
            on it
            taking a look
            haven't|hasn't|didn't|not|yet _1 had|have|got|gotten|get|found _1 chance|time|moment|opportunity|look
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
            confirm|confirming|confirms|confirmed|acknowledge|acknowledging _2 receipt|reception
            allocated|passed|handed to|over
            pass|passing|passed|hand|handing|forward|forwarding on|along? _6 to uw|underwriting|credit|the|my|our
            """),
    ]
}
