import Kernel
import MIME

/// One answer of one funder to one mail, written as mail programs write it.
struct LetterWriting: Sendable {
    let answer: FunderAnswer
    let mail: ReceivedSubmission
    /// Who answers.
    let sender: Sender
    /// The merchant that is spoken of: another one where the funder mixes them up.
    let merchant: String
    let date: Moment
    /// The same for the same answer to the same mail.
    let seed: UInt64

    struct Sender: Sendable {
        let name: String
        let company: String
        let address: String
    }

    func message() throws -> [UInt8] {
        if answer.form == .report { return Array(report.utf8) }
        let (isThread, isTied) = (answer.tie == .thread, answer.tie == .plusAddress)
        let isQuoting = answer.form == .quoted || answer.form == .html
        let body = filled(answer.letter.text)
        let outgoing = OutgoingMessage(
            from: try MailboxAddress(sender.address, name: sender.name),
            to: [try MailboxAddress(isTied ? mail.replyTo.address : mail.from.address, name: mail.from.name)],
            subject: isThread && answer.form != .automatic ? "Re: \(mail.subject)" : filled(answer.letter.subject),
            messageID: "\(word).\(answer.letter.rawValue)@\(domain)",
            inReplyTo: isThread ? mail.messageID : nil, references: isThread ? [mail.messageID].compactMap(\.self) : [],
            date: date, extraHeaders: answer.form == .automatic ? [(.autoSubmitted, "auto-replied")] : [],
            text: withTable(body) + "\n\n" + signature.joined(separator: "\n") + (isQuoting ? "\n\n" + quotation : ""),
            html: answer.form == .html || answer.form == .bareHTML ? html(body, isQuoting: isQuoting) : nil,
            boundary: "part\(word)\(word)")
        var bytes: [UInt8] = []
        try outgoing.compose().forEachChunk { bytes.append(contentsOf: $0) }
        return bytes
    }

    private var word: String { String(seed, radix: 36) }
    private var domain: String { sender.address.split(separator: "@").last.map(String.init) ?? "funder.example" }
    private var signature: [String] {
        sender.name == sender.company ? [sender.name] : [sender.name, sender.company]
    }

    // MARK: text

    private var offers: [DemoTerms] { DemoTerms.of(answer.letter, asked: mail.asked) }

    private func filled(_ text: String) -> String {
        let holes = ["merchant": merchant, "subject": mail.subject]
        var out = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            out += rest[..<open] + (holes[name] ?? "{\(name)}")
            rest = rest[rest.index(after: close)...]
        }
        return out + rest
    }

    private static let table = "{table}"

    private func withTable(_ body: String) -> String {
        let blocks = offers.enumerated().map { number, terms in
            let lines = terms.lines.map { "\($0.label): \($0.value)" }
            return (offers.count > 1 ? ["Option \(number + 1)"] : []) + lines
        }
        let table = blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
        return Self.replacing(Self.table, by: table, in: body)
    }

    private var quotation: String {
        let lines = mail.text.split(separator: "\n", omittingEmptySubsequences: false)
        return "On \(mail.date.map { "\($0.day)" } ?? "that day"), \(mail.from.name ?? mail.from.address) wrote:\n"
            + lines.map { "> \($0)" }.joined(separator: "\n")
    }

    // MARK: HTML

    private func html(_ body: String, isQuoting: Bool) -> String {
        let paragraphs = (body + "\n\n" + signature.joined(separator: "\n")).split(separator: "\n\n").map { block in
            block == Self.table
                ? htmlTable : "<p>\(Self.escaped(String(block)).split(separator: "\n").joined(separator: "<br>"))</p>"
        }
        let quoted = Self.escaped(mail.text).split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "<br>")
        let history =
            "<div class=\"gmail_quote\"><div>On \(mail.date.map { "\($0.day)" } ?? "that day"), "
            + "\(Self.escaped(mail.from.name ?? mail.from.address)) wrote:</div>"
            + "<blockquote class=\"gmail_quote\">\(quoted)</blockquote></div>"
        return
            "<html><body style=\"font-family:sans-serif\">\(paragraphs.joined())\(isQuoting ? history : "")</body></html>"
    }

    /// A row for each thing, a column for each option.
    private var htmlTable: String {
        let columns = offers.map(\.lines)
        guard let first = columns.first else { return "" }
        var rows: [String] = []
        if columns.count > 1 {
            let titles = columns.indices.map { "<th>Option \($0 + 1)</th>" }.joined()
            rows.append("<tr><th></th>\(titles)</tr>")
        }
        for (index, line) in first.enumerated() {
            let cells = columns.map { "<td>\($0[index].value)</td>" }.joined()
            rows.append("<tr><td><b>\(line.label)</b></td>\(cells)</tr>")
        }
        return "<table border=\"1\" cellpadding=\"6\">\(rows.joined())</table>"
    }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func replacing(_ word: String, by new: String, in text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0 == word ? new : String($0) }.joined(separator: "\n")
    }
}
