/// Who sends to whom, as the servers see it (RFC 5321 section 2.3.1), and what delivery reports are asked for.
package struct Envelope: Hashable, Sendable {
    /// Nil is the null reverse-path `<>` of mail that must not be answered.
    package let from: EnvelopeAddress?
    package let recipients: [EnvelopeAddress]
    /// The message as it will be sent, before dot stuffing; what SIZE says.
    package let sizeBytes: Int
    /// The body holds bytes above 127 (RFC 6152).
    package let isEightBit: Bool
    /// The header holds bytes above 127 (RFC 6532): asks for SMTPUTF8 even where the addresses do not.
    package let hasUTF8Header: Bool
    package let report: ReportRequest?

    package init(
        from: EnvelopeAddress?, recipients: [EnvelopeAddress], sizeBytes: Int, isEightBit: Bool = false,
        hasUTF8Header: Bool = false, report: ReportRequest? = nil
    ) {
        precondition(!recipients.isEmpty, "an envelope has a recipient")
        self.from = from
        self.recipients = recipients
        self.sizeBytes = sizeBytes
        self.isEightBit = isEightBit
        self.hasUTF8Header = hasUTF8Header
        self.report = report
    }

    package var needsSMTPUTF8: Bool {
        hasUTF8Header || from?.needsUTF8 == true || recipients.contains { $0.needsUTF8 }
    }
}

/// The delivery reports that a message asks for (RFC 3461). Left out where the server does not offer DSN.
package struct ReportRequest: Hashable, Sendable {
    package enum Occasion: String, Hashable, Sendable, CaseIterable {
        case success = "SUCCESS"
        case failure = "FAILURE"
        case delay = "DELAY"
    }

    /// ENVID: comes back in the reports and ties them to the message; at most 100 bytes of ASCII are kept.
    package let envelopeIdentifier: String?
    /// RET: the whole message comes back with a report, not only its header.
    package let returnsMessage: Bool
    /// NOTIFY; none means NEVER.
    package let occasions: Set<Occasion>

    package init(envelopeIdentifier: String?, returnsMessage: Bool = false, occasions: Set<Occasion>) {
        self.envelopeIdentifier = envelopeIdentifier
        self.returnsMessage = returnsMessage
        self.occasions = occasions
    }
}
