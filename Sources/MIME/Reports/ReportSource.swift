/// A message with its words taken out once for all the questions that are asked of it.
struct ReportSource {
    let message: ParsedMessage
    /// The text, or the HTML's text where there is none.
    let words: String
    /// The first 6,000 bytes of the words.
    let beginning: FoldedText

    init(_ message: ParsedMessage) {
        self.message = message
        let text = message.body.text ?? ""
        if !text.utf8.allSatisfy(\.isBlank) {
            words = text
        } else if let html = message.body.html {
            words = HTMLText.text(fromHTML: Array(html.utf8))
        } else {
            words = message.body.further.joined(separator: "\n")
        }
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
