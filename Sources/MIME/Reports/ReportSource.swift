import Kernel

/// A message with its words taken out once for all the questions that are asked of it.
struct ReportSource {
    let message: ParsedMessage
    /// The text, or the HTML's text where there is none; at most 64 KB, which no report's own words exceed.
    let words: String
    /// The first 6,000 bytes of the words.
    let beginning: FoldedText
    private let hasSigns: Bool

    init(_ message: ParsedMessage) {
        self.message = message
        let text = message.body.text ?? ""
        let whole =
            if !text.utf8.allSatisfy(\.isBlank) {
                text
            } else if let html = message.body.html {
                HTMLText.text(fromHTML: Array(html.utf8.prefix(1 << 20)))
            } else {
                message.body.further.joined(separator: "\n")
            }
        words = whole.utf8.count <= 1 << 16 ? whole : String(decoding: whole.utf8.prefix(1 << 16), as: UTF8.self)
        beginning = words.withBytes { FoldedText(bytes: UnsafeBufferPointer(rebasing: $0.prefix(6000))) }
        hasSigns = beginning.containsAny(AutomaticSigns.tables)
    }

    var head: MessageHead { message.head }

    /// Whether a phrase of one of `AutomaticSigns.tables` stands in the beginning: in most mails of people none of any does.
    func says(_ table: PhraseTable) -> Bool { hasSigns && beginning.containsAny(table) }

    /// Of the message's own delivery-status parts, in order.
    var statusGroups: [[String: String]] { Self.statusGroups(message.leaves) }

    static func statusGroups(_ leaves: [MIMELeaf]) -> [[String: String]] {
        leaves.filter { $0.contentType.hasSuffix("delivery-status") }.compactMap(\.report).flatMap {
            DeliveryStatus($0).recipients
        }
    }
}
