/// A message with its words taken out once for all the questions that are asked of it.
struct ReportSource {
    let message: ParsedMessage
    /// The text, or the HTML's text where there is none; at most 64 KB, which no report's own words exceed.
    let words: String
    /// The first 6,000 bytes of the words.
    let beginning: FoldedText

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
        words = String(decoding: whole.utf8.prefix(1 << 16), as: UTF8.self)
        beginning = FoldedText(String(decoding: words.utf8.prefix(6000), as: UTF8.self))
    }

    var head: MessageHead { message.head }

    /// Of the message's own delivery-status parts, in order.
    var statusGroups: [[String: String]] { Self.statusGroups(message.leaves) }

    static func statusGroups(_ leaves: [MIMELeaf]) -> [[String: String]] {
        leaves.filter { $0.contentType.hasSuffix("delivery-status") }.compactMap(\.report).flatMap {
            DeliveryStatus($0).recipients
        }
    }
}
