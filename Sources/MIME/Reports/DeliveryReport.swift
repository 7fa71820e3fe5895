/// What a mail server says became of a mail that we sent: a delivery status notification (RFC 3464) or one of the many free
/// forms. Only failures and delays; a report of success is `AutomaticMail.delivered`.
package struct DeliveryReport: Hashable, Sendable {
    /// Empty where the report names nobody that could be read.
    package let recipients: [Recipient]
    /// The returned mail's own header, as far as the report brings it.
    package let original: OriginalMail?
    package let form: Form

    /// From what the report was read, the surest first.
    package enum Form: String, Sendable { case status, header, text }

    package struct Recipient: Hashable, Sendable {
        /// `local@domain` as the report writes it.
        package let address: String
        /// The address as we wrote to it, where the report names it beside the final one (RFC 3464 section 2.3.1).
        package let originalAddress: String?
        /// `failed` or `delayed` (RFC 3464 section 2.3.3); nil in free forms.
        package let action: String?
        /// Enhanced status code (RFC 3463) such as `5.1.1`.
        package let status: String?
        /// SMTP's reply code, 400 to 599.
        package let replyCode: Int?
        /// What the last server said, at most 1,000 characters.
        package let diagnostic: String?
        package let reason: BounceReason
        /// False for delays and for status and reply codes of class 4.
        package let isPermanent: Bool

        /// Hard: the address is dead. Soft: everything else, refusals for content or policy included.
        package var kind: Kind { reason.isHard ? .hard : .soft }
    }

    package enum Kind: String, Sendable { case hard, soft }
}

/// The header of a mail that came back.
package struct OriginalMail: Hashable, Sendable {
    /// Without brackets.
    package let messageID: String?
    package let to: [String]
    package let from: [String]
    package let subject: String?
    /// Plus-addressed by us: where a token may stand.
    package let replyTo: [String]
}
