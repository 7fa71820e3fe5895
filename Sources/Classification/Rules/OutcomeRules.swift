/// Words that tell an outcome other than a refusal.
enum OutcomeRules {
    static let all: [Rule] =
        rows.map { Rule(id: $0.0, signal: .outcome($0.1), phrases: $0.2, example: $0.3) }
        + approvals.map { Rule(id: $0.0, signal: .approval, phrases: $0.1, example: $0.2) }

    // swift-format-ignore
    private static let approvals: [(String, [String], String)] = [
        (
            "approval.word",
            [
                "approved|aprvd|approvd|apprvd|appvd|approval|approvals|approve|preapproved|preapproval|greenlit|green|underwritten lit|lighted?", "approved|approval|aprvd", "signed off on", "qualifies|qualified|qualify for",
                "pleased|happy|glad|able|excited to offer|present|extend|provide|approve|confirm|get", "came|come back approved|with|at", "got|have|here's|here is|are an|your|the|you|some? offer|offers|terms|numbers|approval|options", "conditional approval|commitment",
                "offer|offers|terms below|attached|enclosed|is|are|ready|waiting|available|for|as|follows", "has|have offers|options|terms", "good news",
            ], "Bayou Tire has been approved."
        ),
        (
            "approval.can-do",
            [
                "can|could|able|i'd|we'd|we'll|i'll|will|would still|only|also|to? do|offer|get|go|stretch|fund|give|extend|buy|sign to? him|her|them|you|this|on? $|#", "we're|i'm|we|we are|i am at|in for|at $|#", "my|our max|best|number|cap|limit is|would $|#",
                "max is|of|at|approval $|#", "best|most we|i can|could do|offer|get|go is $|#", "bumped|bump|increased|increase|raised|revised|reduced|lowered|counter|countered|came|re|repriced _3 to|at|with $", "counter at|of|offer|with|is",
                "starter|soft|hard|revised|new|updated offer|approval|terms|numbers|quote", "get to|him|her|you|them to? $", "estimate|estimated|estimating|ballpark|indicative _3 $", "offer|offering|proposing|propose|proposal _3 $", "loc|line|loan|advance of $",
            ], "I can still do 50k at 1.39."
        ),
    ]

    // swift-format-ignore
    private static let rows: [(String, Outcome, [String], String)] = [
        (
            "funded.word", .funded,
            [
                "has|have|was|were|been|got|is|just|now|officially|successfully|we|we've|deal|file|all been? now? just? successfully? officially? funded|disbursed", "funded today|yesterday|this|on|at|and|deal|earlier|successfully", "it's|he's|she's|they're|this|that|deal|file funded", "congratulations|congrats _6 funded",
                "wire|wires|funds|money|ach|cash|transfer|payment|proceeds is|are|has|have|just|was|were|been|went|now|hit|got|all? been? just? now? out|sent|released|disbursed|initiated|submitted|landed|wired|transferred", "wire|wires|funds|money|cash hit|went|landed|sent|released|out|going _1 out? account?|today",
                "funds|money|cash on the|its|their way", "wired|wiring the|out|$|to|funds|net|him|her|them|merchant|today", "we|just|have|been wired", "funding confirmation|confirmed|notification|complete|completed", "wire|fed confirmation|reference|ref|number", "funding is|was|has been? complete|completed|confirmed",
                "sent|released the wire|funds|money",
            ], "The deal has been funded."
        ),
        (
            "commission.notice", .commissionNotice,
            [
                "commission|commissions|comm|comms|residual|payout _9 paid|sent|released|scheduled|held|hold|taken|clawed|processed|deposited|reversed|remitted|issued|wired|initiated|posted|recouped|reclaimed|deducted|debited|delayed|out|cleared", "commission|commissions|iso|broker|residual statement|remittance|advice|payout|payment|clawback|hold|report|notice|summary|reversal|chargeback|payable",
                "clawback|clawbacks|clawed|claw|clawing", "paid|sent|released|wired|ach'd|processed|issued|scheduled|remitted your|the|a? full? commission|commissions|comm|points", "commission|comm is|are|will|was|has|goes|went|going be? been? out|paid|sent|on|in|via|released|coming|to",
                "taking|take|took back _3 commission|points", "paid|sent|released|wired|deposited|ach|processed|issued _9 for|toward|on|as the|your|this? commission|commissions|comm", "commission|commissions deposit|run|run|check|cheque", "your _2 commission|commissions|comm _3 is|are|was|will|has", "your commission|comm check|ach|wire|payment|deposit",
            ], "Your commission was paid today."
        ),
        (
            "contract.out", .contractSent,
            [
                "contract|contracts|agreement|agreements|docs|documents|paperwork|paper|papers|ktx|k's|packet is|are|was|were|has|have|just|went|now|been|all|both? been? just? out|sent|emailed|mailed|issued|generated|delivered|released", "contract|contracts|agreement|agreements _12 went|sent|emailed|mailed|out|released to|for|on|by|via|out", "contract|contracts|agreement|agreements|docs|ktx|paperwork|paper out|sent|emailed|issued|went to|for|with|by|via|over?",
                "sent|emailed|mailed|e|issued|generated|released|sending|uploaded|forwarded mailed? out|him|her|them|over|you|the|merchant|owner|your|to|off? the|new|out|revised|updated? merchant? revenue? purchase? loan? final? contract|contracts|agreement|agreements|docs|ktx|paperwork|documents for?",
                "out for e? signature|signing|signatures|sig|esignature", "for|via|through|by|on docusign|esign|hellosign|pandadoc|adobe|esignature", "for|via e signature|sign", "docusign|hellosign|pandadoc|echosign|esign went|sent|is|has|link|envelope|was|out", "agreement|contract|contracts|agreements|docs on|in its|their|the way|inbox|mail",
                "signed _2 contract|contracts|agreement|agreements|docs|documents|paperwork _3 back|received|in|returned|complete|completed|here", "contract|contracts|agreement|agreements|docs|paperwork|documents _3 signed|executed|countersigned|back", "merchant|he|she|they|owner|client has? just? signed|executed",
                "received|got|have|have|has the|his|her|their? signed|executed contract|contracts|agreement|agreements|docs|documents", "contract|contracts|agreement|agreements attached|enclosed|below|ready", "attached|enclosed is|are|please|the|find _3 contract|contracts|agreement|agreements", "wet signature",
            ], "The agreements are out for signature."
        ),
        (
            "received.word", .acknowledged,
            [
                "received|recd|rcvd|rec'd|receipt|acknowledge|acknowledged|logged|logging", "got it|this|them|your|everything|the|all", "have your|the|this|it|everything file|submission|package|deal|application|app|docs|in?", "thank|thanks you? for the|your|this|sending|submitting|submission|file|deal|package|another",
                "in|under|for|pending|is|with|to|at review|underwriting|uw|credit|processing|queue|scrub|scrubbing|pricing|committee|pipeline|prescreen|up|line", "reviewing|scrubbing|pricing|underwriting|processing|looking|working|checking it|this|the|now|on|at|into|your|file|him",
                "will|we'll|i'll|going review|look|take|get|let|update|have|keep|circle|be|revert|advise|follow|reach|price|know _3 back|you|know|touch|posted|look|at|it|this|answer|decision|up|out|something|asap", "assigned to", "has been opened|assigned|received|logged|created|entered|forwarded|escalated|submitted|routed",
                "on it", "taking a look", "in the queue", "sit|stand|hang tight", "still|being reviewed|working|waiting|processed|underwritten|pending|looking|in", "ticket|request|case opened|created|received|number", "should have|hear _4 by|today|tomorrow|soon|shortly|back|news|answer", "decision|answer|update|offer|number _3 by|tomorrow|today|soon|shortly|monday|tuesday|wednesday|thursday|friday",
                "was|is|been read|displayed|opened on|by|at", "read receipt", "encrypted|secure message", "no|nothing update|news|decision|further _3 yet|decided|needed|required", "with underwriting|uw|credit|my|the underwriter", "passing|passed|sent|forwarded|forwarding|submitted|handed it|this|along|over|your? file? to uw|underwriting|credit|the|my",
                "be|is|am back|out with|to you|shortly|soon", "in good hands|shape", "went|goes|going up|to|into committee|credit|uw|underwriting",
            ], "We have received your submission."
        ),
        (
            "auto.away", .autoReply,
            [
                "i|i'm|am|we|currently|be|is|will|are|now be? currently? out of the? office|town|country", "out of the? office until|through|from|on|with|and|today|this|for|thru|till|back|starting|between|message|reply|notification", "ooo", "on|taking annual|vacation|pto|maternity|paternity|parental|sick|medical|holiday|leave|family|bereavement leave|until|through|this|with|and|from|for|thru|till?", "away from my|the desk|office|email|e|computer|phone",
                "limited|no|intermittent|little access to my|e|email", "no longer with|employed|at|works|working|work|part the|our|by|for|here|of? company|firm|team|organization", "has|have|is left|leaving the|our company|firm|organization|business", "mailbox|inbox|email|address|account _2 not|no|isn't|never longer? monitored|checked|attended|active|in", "unmonitored mailbox|inbox|address", "automatic|auto|automated|vacation reply|response|responder|message|autoreply|answer",
                "will|i'll respond|reply|answer|return|get _6 when|upon|after|once i|my return|am|back", "returning|return|back in|to|on|monday|tuesday|the the|office|day", "retired from", "i have|i've left|moved|retired on|to|from|the",
                "closed for|on|until|through|in the|our|until? holiday|thanksgiving|christmas|new|labor|memorial|independence|weekend|observance",
            ], "I am out of the office until Monday."
        ),
        (
            "bounce.report", .bounced,
            [
                "delivery has|to|status failed|notification|following|the", "undeliverable|undelivered", "could|couldn't|cannot|can't|was|wasn't|not not? be? delivered", "user|mailbox|recipient|address|account unknown|full|unavailable|rejected|not|does|doesn't|disabled|couldn't _2 found|exist|rejected?", "recipient address rejected", "mail delivery failed|failure|subsystem|system", "returned to sender|mail",
                "no such user|recipient|mailbox|address|account", "message wasn't|not delivered|accepted", "address couldn't be found", "delivery failure|failed|incomplete|delayed", "quota exceeded",
            ], "Delivery has failed to these recipients."
        ),
        (
            "unrelated.news", .unrelated,
            [
                "newsletter|webinar|webinars|giveaway|raffle|sweepstakes|conference|expo|networking|podcast|promo|promotion|rsvp", "introducing our|the|a", "announce|announcing|launching|launched|rolling|launch a|our|the|that|new|out", "dear|hello|hi|attention|all|our|valued|hey iso? valued? partners|isos|brokers|everyone|friends|all|team|guys", "happy|merry holidays|thanksgiving|christmas|new|fourth|labor|memorial|easter|friday|hanukkah",
                "send|submit|bring|shoot|keep us|me|your|over|in|the|all|them|more? your|all|more|those|files|any? deals|files|submissions|submission|coming|paper|apps", "new|updated|improved|better|lower|special|limited|revised|expanded programs|product|buy|rates|guidelines|pricing|portal|appetite|states|sweet|criteria|submission|program", "spiff|spiffs|bonus|bonuses|contest|incentive|trip", "refer a", "join us|our", "save the date", "book a|your demo|call|time|meeting|booth|spot",
                "we|now|now we fund|funding|offering|offer|lend|approve|approving|accepting up|all|most|in|deals|businesses|startups|any|to|same", "office|offices|we|desk will|are be? closed|closing", "holiday schedule|hours|closure", "sweet spot", "looking for|to deals|files|submissions|brokers|isos|partners|volume", "as low|high|fast|little as", "up to $|# million|mil?", "same day funding|approvals|funding?", "update your|our w9|records|contact|information|bank|iso", "password reset|expires|expiring|changed",
                "invoice|subscription|receipt for your|number|due|renewal", "rate sheet", "credit box", "survey|feedback", "check out our|the", "recent|recently|latest fundings|approvals|deals|closings|wins", "this|last week|month|week's|month's fundings|approvals|deals|funded", "look what|at", "our|my team|shop closed|funded", "deals|files like|of", "reminder to all", "new address|phone|office|location|website", "has joined|join our|the team", "meet our|us|the|me at",
            ], "Introducing our new revenue based program."
        ),
    ]
}
