import Kernel
import MIME

/// Our mail as the funder reads it: nothing but what stands in it.
struct ReceivedSubmission: Sendable {
    let merchant: String
    let asked: Cents
    let subject: String
    let messageID: String?
    /// The plain address that wrote, and the one that asks for the answer.
    let from: MailAddress
    let replyTo: MailAddress
    let text: String
    let date: Moment?

    init?(_ message: ParsedMessage) {
        guard let from = message.from.first else { return nil }
        self.from = from
        replyTo = message.replyTo.first ?? from
        subject = message.subject ?? ""
        messageID = message.messageID
        date = message.date
        let text = message.text ?? ""
        self.text = text
        let named = Self.value(of: "Merchant", in: text) ?? subject
        merchant = named.split(separator: "(").first.map { Self.trimmed(String($0)) } ?? named
        asked = Self.value(of: "Requested", in: text).flatMap(Self.money) ?? Cents(5_000_000)
    }

    /// What follows `Label:` on a line of its own.
    private static func value(of label: String, in text: String) -> String? {
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("\(label): ") {
            return trimmed(String(line.dropFirst(label.count + 2)))
        }
        return nil
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.last == " " { text.removeLast() }
        return String(text.drop { $0 == " " })
    }

    /// `$85,000` at the beginning of the words.
    private static func money(_ text: String) -> Cents? {
        let word = text.split(separator: " ").first.map(String.init) ?? ""
        return Cents(decimal: word.filter { $0.isNumber || $0 == "." })
    }
}
