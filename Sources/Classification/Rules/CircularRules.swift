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
            spotty|limited|patchy|bad|poor|no|little|intermittent|sporadic|zero|slow|sketchy wifi|wi-fi|service|signal|reception|internet|cell|connectivity|connection|coverage|email|access|access|phone
            off the? grid
            gone fishing|fishin|till|til|until
            taking|took|take some|a|the|few|couple|this|next|my|our? _1 off
            day|days|week|weeks|time off from|until|till|with|for|this|next|and|to
            while|when i'm|i|am|we're _1 away|out|gone|off|traveling|back|return
            until i|i'm|we return|back|get
            jury|bereavement|maternity|paternity|honeymoon|sabbatical|compassionate duty|leave
            estarei|ferias|fora
            congé|conges|congés|absente|retour
            will|i'll respond|reply|answer|get|be|catch|return|come _4 when|upon|once|after _2 return|back|returning|i'm
            i'm|i|am|we're|i'll|currently _2 away|out|off|offline|traveling|travelling|abroad|overseas|unavailable|ooo|unreachable|vacationing|unplugged|unplugging until|till|til|through|thru|from|next|this|all|with|for|today|tomorrow|starting|sick|between|the
            check|checking email|emails|messages|inbox sporadically|intermittently|occasionally|periodically|infrequently|rarely
            urgent|pressing|immediate|emergency|emergencies|time-sensitive _4 contact|reach|text|ping|loop
            contact|reach|text|ping|loop|hit _4 urgent|pressing|absence|meantime|immediate|emergency|away
            covering|covers|cover for|my|while|me|desk|files _2 me|desk|files|out|away|absence|pipeline
            slow|delayed to|in|response|responses|replies respond|reply|responding|replying|getting
            i'm|we're|be in|on|at _3 until|till|til|thru|through @soon|@monthName|#
            back in|on|at|to|from the? office|desk|work|action|online|saddle|@monthName
            office|offices @be|will|be|we're|remain closed|close|closing|shut for|on|until|through|from|this|in
            no longer work|works|working|employed at|for|by|with|here
            no longer with the? company|firm|us|@be|company|business|team|bank
            """),
        ("bounce.report", .bounced, "Delivery has failed to these recipients.",
            """
            delivery has|to|status failed|notification|following|the
            undeliverable|undelivered
            could|couldn't|cannot|can't|was|wasn't not? be? delivered
            user|mailbox|recipient|recipient's|address _1 unknown|full|unavailable|rejected|not|does|doesn't|disabled|couldn't|is _2 found|exist|rejected|full?
            recipient address rejected
            mail delivery failed|failure|subsystem|system
            returned to sender|mail
            no such user|recipient|mailbox|address
            mail|email|e-mail|user account _1 unknown|full|unavailable|rejected|not|does|doesn't|disabled|couldn't|is _2 found|exist|rejected|full?
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
            seo|backlinks|backlink|wordpress|influencer|influencers
            guest post|posts|blog
            web|website|app|mobile|software design|traffic|development|developer|developers|redesign|ranking
            investment project|projects|proposal
            inheritance|lottery|bitcoin|crypto wallet|fund|winner|funds|investment|trading
            hello|dear|my|good dear|friend|beneficiary|winner
            w9|w-9|remit|remittance _4 vendor|accounting|accounts|records|supplier
            vendor|supplier form|forms|file|setup|portal|onboarding|registration|packet
            accounts payable|receivable department|team|dept
            password|verification|login|access|security code|reset|expires|expired|alert|notice
            reset|change|update|confirm your? _1 password
            unsubscribe|opt here|out|from|preferences
            free|live|upcoming|virtual webinar|workshop|masterclass|demo|training|session
            conference|expo|summit|trade|broker show|fair|fest|booth|pass|passes|tickets|registration
            golf outing|tournament|classic
            early bird
            get|claim|enter|win _2 prize|gift|card|ipad|trip|cruise|reward|raffle
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
            just|recently|newly|i|have joined _6 iso|manager|rep|team|lending|capital|funding|partner|relations
            would|i'd|we'd love to _2 learn|connect|partner|introduce|chat|earn|discuss
            place your deals|files
            looking|hoping|want|love to partner|connect|work|build
            holiday|holidays|closed|closure|closing|hours|schedule _4 observance|observe|memorial|labor|thanksgiving|christmas|juneteenth|july|columbus|veterans|presidents'|presidents|president's|mlk|good|easter|canada|victoria|boxing|bank
            in observance|honor of
            offices|office|we|desk|bank|banks|fed _3 closed|close|closing on|for|in|early|at
            top producers|producer|brokers|isos|reps
            leaderboard|contest|bonus|spiff|giveaway|raffle|promo
            @be|we're|now hiring|recruiting
            hiring|recruiting underwriters|brokers|isos|reps|agents|sales|staff
            """),
        ("unrelated.social", .unrelated, "See you at the golf outing.",
            """
            on me|us this|next time
            coming|going|attending|heading|headed|exhibiting|be|speaking to|at|in the? _3 fair|expo|conference|summit|show|convention|event|mixer
            around|free|available _3 for tacos|burgers|pizza|bite|cup|lunch|dinner|drinks|coffee
            see you at|there|then|tonight|thursday|friday|saturday|sunday|monday|tuesday|wednesday
            happy birthday|anniversary|retirement
            congrats|congratulations on _2 baby|wedding|engagement|promotion|job|house|role
            grab|get|do|meet|join|up|for|over lunch|dinner|drinks|beers|beer|coffee|breakfast|brunch|golf
            golf|poker|fishing outing|tournament|trip|game|night
            tickets to|for the|a
            kids|wife|family|vacation _2 photos|pictures|trip|pics
            save you a seat|spot
            invite|inviting|invited|invitation you|to|us|and|for _4 party|bbq|barbecue|cookout|dinner|lunch|drinks|wedding|shower|birthday|game|golf|gala|open|house|event|holiday|christmas|retirement|celebration|launch|happy
            party|bbq|barbecue|cookout|bash|potluck|gala|mixer|housewarming|picnic|brunch at|on|this|next|for|is|starts|saturday|sunday|friday|thursday
            bring your|the|a|his kids|family|wife|husband|spouse|plus|partner|appetite|kiddos|better
            come|stop|swing by|over|along|hang|join|out for|to|this|saturday|sunday|friday|at|and
            you're|youre|are|you invited|invite
            are|you you? free|around|available _3 lunch|dinner|drinks|coffee|beer|beers|golf|game|breakfast|weekend|saturday|sunday
            catch|catching up over|soon|for|next|at
            hope you can make|come|join
            my|our|his|her daughter's|son's|wife's|husband's|kid's|retirement|birthday|wedding|anniversary|baby|housewarming|engagement|graduation|40th|50th|30th|60th
            thoughts|prayers|condolences|sympathies|congratulations|congrats _3 loss|family|passing|wedding|baby|engagement|birth|new
            good|great|nice|lovely|wonderful seeing|meeting|catching|running you|up|into
            happy hour
            super bowl|sunday
            watch|poker|game|movie|trivia|karaoke|date|guys|girls night|party|day
            how|hope _3 kids|family|wife|vacation|holidays|weekend|trip|honeymoon|baby
            fantasy football|league|draft
            recipe|recipes|fishing|hunting|camping|hiking|skiing|beach|lake|cruise trip|weekend|house|pics|photos|photo
            """),
        ("auto.unmonitored", .autoReply, "This inbox is not monitored.",
            """
            mailbox|inbox|email|address|account|alias|line _3 not|no|isn't|never|un longer? monitored|checked|attended|active|read|staffed|watched|reviewed
            unmonitored|unattended|unstaffed mailbox|inbox|address|email|account
            no longer with|employed|at|works|working|work the|our|by|for|here|us? company|firm|team|organization|group
            has|have|is left|leaving|departed the|our company|firm|organization|business|team|bank
            this mailbox|inbox|address|account _2 retired|closed|discontinued|deactivated|decommissioned
            """),
        ("auto.title", .autoReply, "Out of office",
            """
            out of the? office
            ooo|ooto|afk
            on|annual|maternity|paternity|parental|sick|medical vacation|leave|holiday|holidays|pto|sabbatical
            auto|automatic|automated reply|response|responder
            away|vacation message|reply|notice|response|until|till|from
            """),
    ]
}
