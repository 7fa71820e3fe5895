/// What a read receipt says of the mail that asked for it (RFC 8098 section 3.2.6).
package struct ReadReceipt: Sendable, Equatable {
    /// What became of the mail, in lower case: displayed, deleted, dispatched or processed.
    package let disposition: String

    /// Nil where the message is no receipt, or one that does not say.
    package init?(_ message: ParsedMessage) {
        let reports = message.leaves.filter { $0.contentType.hasSuffix("disposition-notification") }
        let fields = reports.compactMap(\.report).flatMap { DeliveryStatus($0).groups }
        guard let field = fields.compactMap({ $0["disposition"] }).first,
            let type = field.split(separator: ";", maxSplits: 1).last?.split(separator: "/").first
        else { return nil }
        disposition = String(type).trimmed.lowercased()
    }

    /// A person saw it, or a program says that one did.
    package var isDisplayed: Bool { disposition == "displayed" }
}
