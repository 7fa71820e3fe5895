import Kernel

/// A reply as the reader wants it: plain text and what the headers said.
package struct ReplyInput: Hashable, Sendable {
    /// What kind of automatic mail the headers name (RFC 3834, list headers).
    package enum Automatic: String, CaseIterable, Hashable, Sendable {
        /// `Auto-Submitted: auto-replied` or an older header of that meaning: vacation notes, ticket receipts.
        case replied
        /// `Auto-Submitted: auto-generated`: a system's notice.
        case generated
        /// A mailing list or bulk mail.
        case bulk
    }

    package var subject: String
    /// Plain text: HTML already turned into text, `> ` before the lines of a block quote, tabs between table cells,
    /// `~~` around struck-through words.
    package var body: String
    package var date: Day?
    /// Lower case, without the `@`.
    package var senderDomain: String?
    package var automatic: Automatic?
    /// A delivery report (`multipart/report`, or a null return path).
    package var isDeliveryReport = false
    package var attachmentNames: [String] = []
    /// Legal names and trade names of the merchants that the mail may be about.
    package var merchantNames: [String] = []
    /// The broker's own mail domains: text from there is never a funder's word.
    package var ownDomains: [String] = []
    /// The funder that the mail is from, as the tenant's phrases name it.
    package var funder: String?

    /// Whether its subject is that of an answer, which is the broker's own.
    var isAnswer: Bool { ["re:", "aw:", "sv:"].contains(subject.prefix(3).lowercased()) }

    package init(subject: String, body: String, date: Day? = nil) {
        self.subject = subject
        self.body = body
        self.date = date
    }
}
