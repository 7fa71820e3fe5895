/// Refusals, and offers that no longer stand.
enum DeclineRules {
    static let all: [Rule] = rows.map { Rule(id: $0.0, signal: .outcome($0.1), phrases: $0.2, example: $0.3) }

    // swift-format-ignore
    private static let rows: [(String, Outcome, [String], String)] = [
        ("decline.word", .declined, ["declined|denied|rejected|decline|denial|denying|declining|declines|nixed|dq"], "This one was declined."),
        ("decline.turn-down", .declined, ["turn|turned|turning|turns it|this|them|him|her|the? file?|deal? down", "shot it|this? down"], "Credit turned it down."),
        (
            "decline.pass", .declined,
            [
                "pass on this|it|him|her|that|these|them|the", "have|had|going|gotta|got|need|decided|choosing|elected|must to? pass", "hard|easy|quick|respectfully|respectful pass",
                "we|i|i'm|we're|will|i'll|we'll|uw|credit|committee pass|passing|passed", "it's|its|is|be|that's a|an? pass", "pass for us|me|now", "pass here", "passing on",
                "pass from us|me",
            ], "We're going to have to pass on this one."
        ),
        ("decline.bare", .declined, ["pass|passing|killed|dead|nope|dq|dqd|reject|nogo"], "Zinnia Floral - pass."),
        (
            "decline.unable", .declined,
            [
                "unable to extend|offer|approve|fund|move|proceed|assist|help|finance|provide|consider|support|make|get|do|present|accommodate|lend|issue|go|advance|continue|service", "not able to extend|offer|approve|fund|move|proceed|assist|help|finance|provide|consider|support|make|get|do|present|accommodate|lend|issue|go|advance|continue|service", "unable at this|the time|moment",
                "not in a position to _3 offer|fund|approve|proceed|lend|help|assist|extend",
            ], "We are unable to extend an offer at this time."
        ),
        (
            "decline.cannot", .declined,
            [
                "can't|cannot|cant|won't|wont|couldn't|not do|touch|fund|approve|help|assist|offer|proceed|consider|lend|finance|take|make|support|extend it|this|that|him|her|them|these|any? deal|file|one|work|anything?|today?",
                "can't|cannot|cant|couldn't|won't|unable|not get this|it|there|comfortable|him|her|them done|approved|there|across|through|over|to?",
                "can't|cannot|cant|couldn't|won't move|go forward|ahead|there|near|further", "can|could not get|make|see _3 work|there|way|done",
                "can't|cannot|cant|won't|not fund|touch|do|approve|take|buy|finance|help|place|see", "wouldn't|won't|can't|cant|not|never touch",
                "nothing|not _2 we|i can do", "no can do", "could not|couldn't approve|support|offer|get",
            ], "I can't get this done."
        ),
        (
            "decline.not-a-fit", .declined,
            [
                "not|isn't|wasn't|no|never a|an|the? good|great|right|real? fit|match|candidate", "not|isn't|wasn't for us|me", "not something we|i", "no|not go for us|me?", "no go",
                "isn't|not|won't|doesn't|don't|didn't going? to? work|fit|qualify|pass|fly|meet", "not|isn't eligible", "fails|failed to? meet|our|the|scoring|underwriting",
                "does|did|do not|never meet|qualify|fit|pass|match|satisfy|work|score",
                "outside|out of? our|the|of credit? guidelines|guideline|box|parameters|appetite|wheelhouse|policy|criteria|program|programs",
                "no from us|me|uw|credit", "it's|its|is|that's|thats a|hard|an|still|firm? no", "nah", "negative on this", "not interested in this|the|funding|pursuing _2",
                "not|won't|aren't be? moving|proceeding|going|pursuing|continuing|able|proceed forward|ahead|with", "not approved", "did not get approved",
                "not _2 a deal|file we|i|for", "no appetite", "no deal", "we're|i'm out on this|it", "dead deal|file|in|on", "is dead", "stay away", "staying away",
                "doa", "sit|sitting this|it|that one? out", "back|backing|bow|bowing|opt|opting out of? this|it|here?", "not|isn't|ain't gonna|going to? happen|happening|fly|work", "thanks but no", "not|isn't|un fundable|financeable|workable|doable|eligible", "unfundable|ineligible|disqualified|disqualifies|toast|knockout|👎", "kicked it|this|him? out|back", "not|won't|cannot|can't be|get considered|approved|funded|supported|pursued|proceeding|moving|continuing|offering|issuing", "decided|elected|chosen|opted|choosing|deciding not|against to?", "not|isn't|too comfortable|uncomfortable with|here|getting|on|for|risky", "has|have|got|going to? be a no|pass|decline|denial", "rip|dead|cooked", "not a good|our|my time|thing|type|cup|deal|file|credit", "no interest in", "not meeting|met|enough our|the", "out of luck", "above|over|beyond our|my risk|tolerance|appetite|comfort|pay", "pulled|pulling the plug", "won't|wouldn't|don't like|love|want this|it|to|the|him", "isn't|not there for", "stopping|stop here", "we'll|will have to let this one? go", "no go", "we|i'm|we're out", "not this one", "no thanks|thank", "too rich|deep|risky|rough|far|heavy|new|much|many|messy|thin for|of", "until it|he|she|they is|it's|has|have discharged|cleared|released",
            ], "Not a fit for us."
        ),
        (
            "decline.killed", .declined,
            ["killed it|this|the|on|him|her|file|deal?", "uw|underwriting|credit|committee|risk|management killed|nixed|rejected|declined|passed|said no?", "knocked out|it"],
            "Underwriting killed it."
        ),
        (
            "decline.closed", .declined,
            [
                "close|closed|closing this|the|it|your|our|that|my file|deal|request|submission|application|one|out|case|ticket|books", "close|closed|closing it|this? out", "file|deal|submission|application|request|account|case has|have|is|was|been? been? closed|cancelled|canceled|archived",
                "marked|marking|mark as? it? dead|closed|declined|lost",
            ], "I have closed the file."
        ),
        (
            "decline.adverse", .declined,
            [
                "adverse action", "regret to inform|advise|say|tell", "do not|don't|no longer fund|lend|finance|work|do|service|buy|take|accept|touch|approve in|to|with|on|these|this|any|those|that|businesses|merchants",
                "we|i won't|don't|wont|can't fund", "not fund it|this|him|her|them",
            ], "We regret to inform you of the following."
        ),
        (
            "withdrawn.offer", .withdrawn,
            [
                "offer|approval|offers|approvals|terms|commitment _5 rescinded|withdrawn|lapsed|pulled|revoked|voided|retracted|cancelled|canceled",
                "offer|approval|terms|commitment has|have|had|is|are|was|been|already? now? expired", "expired offer|approval", "reached|passed its|their|the expiration|expiry date?", "no longer available|valid|stands|honored", "has|have lapsed|expired", "offer|approval|terms|commitment _12 no longer available|valid|stands|stand|good|open",
                "rescind|rescinding|rescinded|withdraw|withdrawing|withdrew|pulling|pulled|pull|revoking|revoked|retracting|voiding|cancelling|canceling our|the|this|my|that|prior|previous|earlier|his|her? conditional|prior|earlier? offer|approval|terms|commitment",
                "offer|approval|deal is|are|was off|pulled|gone|dead|void", "offer|approval off the table", "have|has|had? to? pull|rescind|withdraw|withdrawing|rescinding|pulling|pulled the|our|this|my|that _2 offer|approval",
                "taking _3 offer|approval off the table", "offer|approval _3 is _2 withdrawn|rescinded|expired",
                "pulling|withdrawing|rescinding|pull|pulled|yanking|yanked|yank|rescind|withdraw|withdrew|retract|retracting|revoke|cancelling|voiding _3 offer|offers|approval|number|terms|commitment|quote", "no longer|can't|cannot|won't|not honor|stand|hold|keep _4 offer|approval|terms|number|quote|pricing", "walk|take|taking|walking _4 offer|approval|number back", "offer|approval|terms|number|quote _3 gone|void|null|dead|pulled|stale", "consider _3 offer|approval|terms withdrawn|void|cancelled|rescinded|dead", "pulling|withdrawing|rescinding it|this|the number|what i",
            ], "The approval has been rescinded."
        ),
        (
            "merchant.walked", .declined,
            [
                "merchant|he|she|they|owner|client|customer|borrower|guy _2 no longer|not interested|wants|needs|moving|proceeding", "merchant|he|she|they|owner|client|customer|borrower _3 went|going|gone elsewhere|with another|with a|with somebody|with someone|another",
                "merchant|he|she|they|owner|client|customer|borrower _2 declined|rejected|refused|turned|passed the|our|this|on|your|it|down?", "merchant|owner|client|customer|borrower declined|withdrew|backed|cancelled|canceled|walked|passed",
                "merchant|he|she|they|owner|client _2 decided|chose|elected|opted not|against|to not|pass|go|wait|stay|hold|use|take?", "going|go|went|gone with his|her|their|a|another|somebody|someone own|local|different? bank|lender|funder|union|credit|company|else|competitor", "merchant|he|she|they|owner|client _4 changed|change his|her|their mind", "no longer interested in the|this|our|an|moving|proceeding|funding|it|any",
                "merchant withdrew|backed|walked|cancelled", "he|she|they|merchant|owner took _3 from|with _4 instead|bank|union|competitor|else", "withdraw|withdrew|withdrawn|pulled his|her|their|the application|request",
            ], "The merchant is no longer interested in the advance."
        ),
    ]
}
