import Kernel

/// What marks a mail as a report of failed or late delivery, in lower case. A mail is one when two signs of different
/// kinds meet; none of them is enough alone.
enum BounceSigns {
    /// The local parts of programs that send reports.
    static let daemons = phrases(
        """
        mailer-daemon
        post_master
        mail-daemon
        mdaemon
        postmaster
        poostmaster
        mail.delivery.system
        mailsystem
        mail-system
        mailerdaemon
        daemon
        """)

    static let daemonNames = PhraseTable(
        lines: """
            mail delivery
            mail deliver
            delivery subsystem
            mailer-daemon
            mailer daemon
            mail administrator
            mail system
            system administrator
            mailserver
            """)

    static let subjects = PhraseTable(
        lines: """
            aws notification message
            undelivered mail
            undeliverable
            undelivered
            undeliver
            delivery status notification
            delivery notification
            delivery failure
            delivery failed
            delivery problem
            delivery report
            delivery error
            delivery unsuccessful
            delivery has failed
            delivery delayed
            delayed mail
            failure notice
            failure delivery
            failed mail
            failed delivery
            mail failure
            mail not delivered
            not delivered
            not been delivered
            non-delivery
            nondeliverable
            non delivery
            non remis
            returned mail
            returning message
            returned to sender
            return to sender
            returned e-mail
            returned message
            could not be delivered
            couldn't be delivered
            cannot be delivered
            mail error
            message undeliverable
            user unknown
            automatically rejected mail
            delivery is delayed
            delayed 24 hours
            delayed 48 hours
            delayed 72 hours
            message delayed
            mail system error
            errors from
            rejected mail
            unzustellbar
            nicht zustellbar
            nicht zugestellt
            non recapitabile
            non distribu
            no se pudo entregar
            no entregado
            onbestelbaar
            warning: could not send
            """)

    /// What the text of a report says.
    static let texts = PhraseTable(
        lines: """
            "notificationtype":"bounce"
            error delivering your mail
            could not be delivered
            couldn't be delivered
            cannot be delivered
            can not be delivered
            could not deliver
            couldn't deliver
            cannot deliver
            not able to deliver
            wasn't able to deliver
            unable to deliver
            were unable to deliver
            was unable to deliver
            was not delivered
            were not delivered
            not been delivered
            not yet been delivered
            has not been delivered
            been undeliverable
            undeliverable
            undelivered
            delivery failed
            delivery to the following recipient
            delivery to these recipients
            delivery has failed
            delivery failure
            delivery of the following
            did not reach the following
            didn't reach the following
            permanent fatal
            fatal errors
            transient non-fatal
            fatal delivery errors
            delivery errors
            had errors
            transcript of session
            transcript of the session
            delivery status notification
            mail delivery software
            mail delivery system
            mail delivery program
            mailbox is full
            mailbox full
            mailbox exceeds
            over quota
            user unknown
            unknown user
            no such user
            rejected your message
            message was rejected
            bounced
            returned to you
            is returned
            returned below
            retry timeout exceeded
            failed permanently
            did not receive
            is unknown
            not accepting mail
            address rejected
            will be retried
            not accepted
            non-delivery
            failed address
            did not exactly match
            temporary errors
            nicht zugestellt
            konnte nicht
            """)

    /// Behind such a line the returned mail begins.
    static let originals = phrases(
        """
        --- below this line is a copy
        --- below the next line is a copy
        ------ this is a copy of
        ----- this is a copy of
        ------ this is a copy
        --- original message follows
        --- original message
        ----- original message
        original message follows
        ----- message header follows
        ----- unsent message follows
        ----- unsent message below
        --- the header of the original
        --- returned message
        ----- original message header
        a copy of the original message below
        original message as received
        the original message was sent from
        --- undelivered message follows
        ----- message headers follow
        --- mensaje original
        message header for
        message headers follow.
        --- enclosed is a copy
        ---------- forwarded message
        unsent message follows
        - - - - - - - - - - - -
        the attached file contains the original message headers
        """)
}
