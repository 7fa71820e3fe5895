import Kernel

/// The header of a message: the fields as they stood, and the readings of those that the desk works with.
package struct MessageHead: Sendable {
    /// In the order of the message.
    package let fields: [HeaderField]
    /// Without brackets and white space, letter case kept; nil where absent, empty or unreadable.
    package let messageID: String?
    package let inReplyTo: [String]
    package let references: [String]
    /// Decoded and unfolded; nil where absent.
    package let subject: String?
    package let from: [MailAddress]
    package let to: [MailAddress]
    package let cc: [MailAddress]
    package let replyTo: [MailAddress]
    package let sender: [MailAddress]
    package let returnPath: [MailAddress]
    package let deliveredTo: [MailAddress]
    /// Nil where absent or unreadable.
    package let date: Moment?

    /// All fields of that name, in order.
    package func all(_ name: String) -> [HeaderField] { fields.filter { $0.isNamed(name) } }

    /// The first field of that name.
    package func first(_ name: String) -> HeaderField? { fields.first { $0.isNamed(name) } }

    /// The first field of that name, unfolded and decoded.
    package func text(_ name: String) -> String? { first(name)?.text }
}
