/// Mail that is about no file: what machines answer, delivery reports, circulars, private mail.
enum CircularRules {
    static let all: [Rule] = rows.map { Rule($0, .outcome($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, Outcome, String, String)] = [
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
            vacaciones|urlaub|vacances
            automatische|automatique|automática|automatico antwort|respuesta
            réponse|respuesta automatique|automática
            i'm|i|am|be|currently traveling|travelling|vacationing|offsite|offline|abroad
            be|am|i'm|currently out|away|off until|till|through|from|starting|next|this|all|for|between
            on vacation|pto|leave|holiday|holidays|parental|maternity|paternity|sabbatical
            attending a|the? conference|training|expo
            has|have moved on|retired|departed|resigned
            no longer|not be? monitored|checked
            last day
            this mailbox|inbox|address|account @be
            i'll|will|i be? back|return|returning|respond|reply _2 monday|tuesday|wednesday|thursday|friday|@monthName|#
            for|if urgent|immediate matters|assistance|help|needs|questions|issues
            in|for my absence
            ich bin bis|vom|derzeit|zurzeit
            estaré|estoy fuera|ausente
            je suis|serai absent|absente|en
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
        ("bounce.code", .bounced, "Remote server returned: user unknown.",
            """
            out of storage
            over quota
            remote server returned
            could|can not|couldn't|can't be? reached|delivered|found _2 because|to|at|the
            problem delivering
            delivery status notification
            permanent|fatal error|errors|failure
            host|domain|user|recipient|address|mailbox unknown
            no such user|recipient|mailbox|address|account
            action failed
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
        ("unrelated.social", .unrelated, "See you at the golf outing.",
            """
            see you at|there|then|tonight|thursday|friday|saturday|sunday|monday|tuesday|wednesday
            happy birthday|anniversary|retirement
            congrats|congratulations on _2 baby|wedding|engagement|promotion|job|house|role
            grab|get|do|meet|join|up|for|over lunch|dinner|drinks|beers|beer|coffee|breakfast|brunch|golf
            golf|poker|fishing outing|tournament|trip|game|night
            tickets to|for the|a
            kids|wife|family|vacation _2 photos|pictures|trip|pics
            save you a seat|spot
            """),
    ]
}
