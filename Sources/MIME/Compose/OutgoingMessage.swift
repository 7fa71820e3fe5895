import Kernel

/// A mail to be sent, as its parts; `compose()` writes it. Equal values give equal bytes, so a rehearsal shows what
/// will be sent.
package struct OutgoingMessage: Sendable {
    package var from: MailboxAddress
    package var to: [MailboxAddress]
    package var cc: [MailboxAddress]
    package var replyTo: MailboxAddress?
    package var subject: String
    /// `left@right` without angle brackets.
    package var messageID: String
    /// Without angle brackets. An id that a header cannot hold is left out.
    package var inReplyTo: String?
    /// Oldest first, without angle brackets; cut to what relays take (`ReferenceList`).
    package var references: [String]
    package var date: Moment
    package var extraHeaders: [(header: ExtraHeader, value: String)]
    /// Lines end in any usual way; the mail has CRLF, one at the end.
    package var text: String
    /// The same in HTML, shown instead by readers that can.
    package var html: String?
    package var attachments: [Attachment]
    /// Random letters and digits that make this mail's boundaries: 16 or more.
    package var boundary: String

    /// The headers beside the usual ones that a mail of ours may carry.
    package enum ExtraHeader: String, Sendable, CaseIterable {
        case autoSubmitted = "Auto-Submitted"
        case autoResponseSuppress = "X-Auto-Response-Suppress"
        case importance = "Importance"
        case organization = "Organization"
        case userAgent = "User-Agent"
        case reference = "X-Reference"
        case listUnsubscribe = "List-Unsubscribe"
        case listUnsubscribePost = "List-Unsubscribe-Post"
        /// Where a read receipt is wanted (RFC 8098 section 2.1).
        case dispositionNotificationTo = "Disposition-Notification-To"
    }

    /// A file that goes with the mail, already in base64 on disk; many mails share one.
    package struct Attachment: Sendable, Hashable {
        package var name: String
        package var contentType: String
        package var encoded: EncodedAttachment

        package init(name: String, contentType: String, encoded: EncodedAttachment) {
            self.name = name
            self.contentType = contentType
            self.encoded = encoded
        }
    }

    package init(
        from: MailboxAddress, to: [MailboxAddress], cc: [MailboxAddress] = [], replyTo: MailboxAddress? = nil,
        subject: String, messageID: String, inReplyTo: String? = nil, references: [String] = [], date: Moment,
        extraHeaders: [(header: ExtraHeader, value: String)] = [], text: String, html: String? = nil,
        attachments: [Attachment] = [], boundary: String
    ) {
        self.from = from
        self.to = to
        self.cc = cc
        self.replyTo = replyTo
        self.subject = subject
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.date = date
        self.extraHeaders = extraHeaders
        self.text = text
        self.html = html
        self.attachments = attachments
        self.boundary = boundary
    }
}
