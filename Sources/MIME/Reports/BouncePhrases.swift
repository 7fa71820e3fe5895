import Kernel

/// What mail servers write, in lower case, spaces single.
enum BouncePhrases {
    /// In the order of asking: what is said of full, closed or guarded mailboxes is often said together with "unknown".
    static let reasons: [(BounceReason, PhraseTable)] = [
        (.mailboxFull, mailboxFull), (.tooLarge, tooLarge), (.hasMoved, hasMoved), (.acceptsNoMail, acceptsNoMail),
        (.userUnknown, surelyUnknown), (.refused, surelyRefused),
        (.disabled, disabled), (.hostUnknown, hostUnknown), (.refused, refused), (.userUnknown, userUnknown),
        (.expired, expired),
        (.network, network),
    ]

    /// The status code without its class.
    static let codes: [(BounceReason, [String])] = [
        (.userUnknown, [".1.1", ".1.3", ".1.10", ".1.351", ".1.0"]),
        (.hostUnknown, [".1.2"]),
        (.hasMoved, [".1.6"]),
        (.mailboxFull, [".2.2"]),
        (.disabled, [".2.1"]),
        (.tooLarge, [".3.4", ".2.3"]),
        (.acceptsNoMail, [".1.27", ".7.27"]),
        (.expired, [".4.7", ".4.1"]),
        (.network, [".4.2", ".4.3", ".4.4", ".4.6"]),
    ]

    static let senderStage = PhraseTable(
        lines: """
            remote mail server after mail from
            in reply to mail from
            """)

    static let textStage = PhraseTable(
        lines: """
            in reply to end of data
            in reply to data
            after end of data
            did not like our final data
            step: data
            smtp command data
            """)

    /// Stands together with words of refusal and means the address all the same.
    static let surelyUnknown = PhraseTable(
        lines: """
            rejected: access denied
            not listed in domino directory
            user not listed in public
            account or domain may not exist
            badrcptto
            bad_recipient
            """)

    /// Stands together with words of unknown addresses and means something else.
    static let surelyRefused = PhraseTable(
        lines: """
            sender verify failed
            sender verification failed
            user doesn't have a
            too many recipients
            or you may not have permission
            """)

    static let mailboxFull = PhraseTable(
        lines: """
            over quota
            overquota
            quota exceeded
            exceeded quota
            quota violation
            exceeding their quota
            exceeded his quota
            exceeded their quota
            mailbox full
            mailbox is full
            mailfolder is full
            inbox is full
            is over its quota
            is over quota
            mail quota
            exceeded storage allocation
            insufficient disk space
            exceeds allowed size
            user has too many messages
            out of storage space
            quota full
            storage quota
            mailbox size limit
            """)

    static let tooLarge = PhraseTable(
        lines: """
            message too large
            message size exceeds
            exceeds size limit
            message is too large
            message too big
            maximum message size
            max message size
            size of the message
            exceeded maximum inbound message size
            """)

    static let hasMoved = PhraseTable(
        lines: """
            has moved to
            user has moved
            recipient has moved
            """)

    static let acceptsNoMail = PhraseTable(
        lines: """
            does not accept mail
            does not accept any mail
            do not accept mail
            not accepting any mail
            unexpected name server reply
            null mx
            nullmx
            """)

    static let disabled = PhraseTable(
        lines: """
            account disabled
            account has been disabled
            account is disabled
            mailbox disabled
            mailbox is disabled
            mailbox currently suspended
            disabled or discontinued
            account inactive
            inactive user
            account suspended
            has been suspended
            account is locked
            mailbox unavailable or access denied
            is currently disabled
            not currently accepting mail
            temporarily unavailable, please try again
            user's account is temporarily
            """)

    static let hostUnknown = PhraseTable(
        lines: """
            host unknown
            unknown host
            host not found
            dns lookup failure
            domain not found
            no such domain
            bad destination host
            bad destination system
            invalid domain
            domain does not exist
            domain is not reachable
            nxdomain
            no mx record found
            unrouteable address
            unrouteable mail domain
            unroutable mail domain
            unable to find host
            couldn't find any host
            name or service not known
            recipient domain must exist
            not a valid domain
            host or domain name not found
            """)

    static let refused = PhraseTable(
        lines: """
            spam
            blacklist
            black list
            blocklist
            blocked
            block list
            listed in
            rbl
            relaying denied
            relay access denied
            relay not permitted
            not permitted to relay
            relaying not allowed
            unable to relay
            rejected for policy
            policy violation
            policy reasons
            virus
            dmarc
            spf check
            sender policy framework
            unauthenticated
            authentication required
            sender rejected
            sender address rejected
            sender denied
            domain of sender address
            access denied
            sender is not allowed
            bad reputation
            poor reputation
            too many connections
            too many hops
            hop count exceeded
            reverse dns
            ptr record
            rdns
            content rejected
            message rejected
            delivery not authorized
            not authorized to send
            restricted
            """)

    static let userUnknown = PhraseTable(
        lines: """
            user unknown
            unknown user
            user not found
            no such user
            no such recipient
            no such mailbox
            no such address
            no such person
            no mailbox here by that name
            no mailbox by that name
            no account by that name
            does not exist
            doesn't exist
            not exist
            unknown recipient
            recipient unknown
            recipient not found
            recipient rejected
            invalid recipient
            invalid mailbox
            invalid user
            mailbox unknown
            unknown mailbox
            unknown address
            unknown local
            unknown or illegal
            address unknown
            mailbox not found
            mailbox unavailable
            mailbox does not exist
            recipient name is not recognized
            recipient's e-mail address was not found
            recipient not on
            user not known
            not a valid mailbox
            no valid recipients
            bad address
            bad destination mailbox
            addressee unknown
            unknown account
            no mailbox found
            invalid final delivery userid
            check if address
            undeliverable address
            address error
            not our customer
            not found in
            could not be found
            couldn't be found
            wasn't found
            resolver.adr.recipnotfound
            not listed in
            no longer valid
            no longer available
            is not valid
            unknown virtual
            is not a known user
            """)
}
