/// Offers that no longer stand, and merchants who went away.
enum WithdrawalRules {
    static let all: [Rule] = rows.map { Rule($0, .outcome($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, Outcome, String, String)] = [
        ("withdrawn.offer", .withdrawn, "The approval has been rescinded.",
            """
            offer|offers|approval|approvals|terms|commitment|quote|loi _5 rescinded|withdrawn|lapsed|pulled|revoked|voided|retracted|cancelled|canceled
            offer|offers|approval|terms|commitment|quote _8 has|have|had|is|are|was|been|now|already expired
            offer|approval|terms|commitment|quote expired|lapsed
            offer|offers|approval|terms|commitment|quote _8 expired|lapsed on|yesterday|last|today|before
            expired offer|approval
            reached|passed its|their|the expiration|expiry date?
            no longer available|valid|stands|honored|standing|effective
            has|have|it's lapsed|expired
            offer|approval|terms|commitment|quote _12 no longer|not available|valid|stands|stand|good|open|honored
            rescind|rescinding|rescinded|withdraw|withdrawing|withdrew|pulling|pulled|pull|revoking|revoke|revoked|retracting|retract|voiding|cancelling|canceling|yank|yanking|yanked _3 offer|offers|approval|terms|commitment|quote|number
            offer|approval|deal @be off|pulled|gone|dead|void|rescinded|withdrawn
            taking|take|took _3 offer|approval|terms off the? table
            offer|approval|terms @be? off the? table
            no longer|can't|cannot|won't|not honor|stand|hold|keep|honour _4 offer|approval|terms|number|quote|pricing
            walk|take|taking|walking _4 offer|approval|number back
            offer|approval|terms|number|quote _3 gone|void|null|dead|stale
            consider|treat _3 offer|approval|terms _1 withdrawn|void|cancelled|rescinded|dead
            approval|offer _6 no longer
            @offer ~12 rescinded|withdrawn|revoked|retracted|lapsed
            @offer @be|been|been|now|has|have|officially _1 void|voided|cancelled|canceled|null
            null and void
            @offer ~4 @gone
            @offer _6 off|gone|expired|lapsed|pulled
            notice|letter of rescission|withdrawal
            rescission|withdrawal|revocation of? the|our|your? @offer
            have|had|has|need|going|must|decided|forced to|chosen to? withdraw|rescind|pull|revoke|retract|yank|cancel _4 @offer|it|that
            withdraw|rescind|revoke|retract|yank _2 @offer
            # @be off|no _1 the|longer table?
            # off the table
            no longer able|prepared|willing|in to? _3 honor|honour|offer|hold|extend|stand|proceed
            offer|approval _4 not valid|available|honored|open|active
            don't|not present|show|pitch _3 @offer|numbers
            @offer|decision _8 timed|aged|ran|run out
            fallen|fell off the|our|board|system|expired
            taken|took down the|our|your @offer
            @offer _9 off the? table
            take|taking|took|taken|pull|pulling|pulled|hand|handing|claw back|off _4 @offer
            @offer _8 window|validity|expiration|expiry|deadline _6 no|expired|lapsed|over|ended|passed
            @offer _12 passed|beyond|past|exceeded|outlived its|the|their
            no longer on the? table
            every|all|any|both _1 offer|offers|approvals _8 off|void|pulled|rescinded|withdrawn|dead
            """),
        ("merchant.walked", .declined, "The merchant is no longer interested in the advance.",
            """
            @they _2 no longer|not|isn't interested|wants|needs|moving|proceeding|wishes|looking
            no longer interested in the|this|our|an|moving|proceeding|funding|it|any
            @they _3 going|go|went|gone|goes|signing|sticking elsewhere
            @they _4 going|go|went|gone|goes|signed|sticking|closing with another|his|her|their|a|somebody|someone|different|other
            going|go|went|gone|goes with his|her|their|a|another|somebody|someone own|local|different? bank|bank's|lender|funder|union|credit|company|else|competitor|offer
            merchant|owner|client|customer|borrower _2 declined|rejected|refused|withdrew|backed|cancelled|canceled|walked|passed
            he|she|they declined|rejected|refused|turned the|our|this|your|it|down _2
            he|she|they passed|backed|walked|opted|decided|elected|chose on|out|away|to|not|against
            @they _2 decided|chose|elected|opted not|against|to not|pass|go|wait|stay|hold|use|take?
            @they _4 changed|change his|her|their mind
            merchant|owner|client|borrower|he|she|they _2 withdraw|withdrew|withdrawn|pulled|cancelled his|her|their|the _1 application|request|file
            at|per the? merchant's|client's|owner's|borrower's request
            withdrawn by|per the? merchant|applicant|client|owner
            @they _2 doesn't|don't|didn't|does not? want|need|wish _2 money|funding|funds|advance|loan|proceed|it|offer|capital
            @they _2 got|accepted|received|secured _3 elsewhere|sba|bank
            @they _3 won't|wouldn't|doesn't|don't|didn't|longer|not be? needing|need|requiring|require us|it|the|our|any|this
            lending|lent|loaning|loaned|giving|gave|fronting|borrowing|borrowed|got _1 him|her|them|from? the|his|her|a? money|funds|cash|brother|sister|father|mother|family|parents|relative|friend|investor
            @they _3 own savings|pocket|resources
            using|uses|use|used|with|live|living _2 own|off savings|money|funds|cash|savings
            found|finds|finding|secured|gets|locked|landed _2 cheaper|better|lower|other|another _3 money|rate|rates|deal|funding|terms|offer|bank|elsewhere|option|lender|pricing
            @they _8 @not interested
            going|went|headed|gone in? a|another? different|other|another direction|route|way
            @they _2 says|said|told _3 thanks|thank but no
            thanks but no thanks
            @they|deal|project _4 on|to hold _6 don't|doesn't|not|no need|needs|want|longer
            @they _4 balked|walked|bailed|baulked|backed|cooled|soured|vanished|bolted at|on|away|out|from
            @they _1 will|would|won't not? be? taking|take|accepting|accept|signing|pursuing _1 this|it|up|the|our
            not be? taking|take this|it|us|the|our _1 up
            gone|going|went|goes|sticking with his|her|their|the|a credit|bank|own|other|local|family
            tear|rip|scrap|shred|bin up? _1 @contract
            @they _3 asked|asks|wants|wanted|told|requested _2 us|me _2 stop|cancel|withdraw|close|hold|drop|void
            advised|talked|warned @they? _3 against|out
            @they _4 save|saving|savings|wait|waiting|hold|holding _3 until|off|spring|summer|fall|winter|year|instead|own
            cold feet
            @they _3 signed|funded|closed|gone|went|going|sticking|happy|chose|picked _1 with|for @competitor|bank
            @they _4 expensive|pricey|costly _6 walking|walked|walks|pass|passing|out|no|thanks
            @they _2 lost|losing interest
            @they _3 found|finds|finding|financing|financed|raised _4 elsewhere|somewhere|cheaper|better|investor|themselves|himself|herself
            """),
        ("merchant.took", .declined, "He took the bank's offer instead.",
            """
            @they _3 took _3 from|with|another|bank _4 instead|bank|union|competitor|else|offer
            @they _2 took _3 elsewhere|sba|bank|bank's
            """),
    ]
}
