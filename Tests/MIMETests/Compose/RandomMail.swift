import Kernel
import MIME

/// A generator whose numbers are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

/// Mails as odd as people and systems make them.
struct RandomMail {
    var generator: SeededGenerator
    let files: [(path: String, encoded: EncodedAttachment)]

    // swift-format-ignore
    static let words = [
        "Application", "for", "working", "capital", "of", "$75,000", "Müller", "&", "Söhne", "café", "資金", "申請書", "Zażółć",
        "gęślą", "🚀", "👩‍💻", "=?utf-8?q?x?=", "a=?b", "100%", "(urgent)", "\"quoted\"", "re:", "O'Brien", "<tag>", "user@host.example", "ß", "—", "…", ";", ",", "\\",
        "averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword",
    ]

    mutating func pick<Element>(_ list: [Element]) -> Element {
        list[Int.random(in: 0..<list.count, using: &generator)]
    }

    mutating func chance(_ part: Int, of whole: Int) -> Bool { Int.random(in: 0..<whole, using: &generator) < part }

    mutating func phrase(_ count: ClosedRange<Int>, plain: Bool) -> String {
        let pool = plain ? Array(Self.words[0..<6]) : Self.words
        let separator = chance(1, of: 12) ? "  " : " "
        return (0..<Int.random(in: count, using: &generator)).map { _ in pick(pool) }.joined(separator: separator)
    }

    mutating func address() throws -> MailboxAddress {
        let local = pick([
            "anna", "bob.smith", "submissions+fg", "o'neil", "x_y-z", "\"two words\"",
            "A.Long.Local.Part.With.Many.Dots.And.Letters.In.It",
        ])
        let domain = pick([
            "funder.example", "mail.SomeBank.example", "a-very-long-domain-name-for-folding.department.company.example",
        ])
        return try MailboxAddress(
            "\(local)@\(domain)", name: chance(1, of: 3) ? nil : phrase(1...6, plain: chance(1, of: 2)))
    }

    mutating func body() -> String {
        let ending = pick(["\n", "\r\n", "\n", "\r"])
        var lines: [String] = []
        let isPlain = chance(1, of: 3)
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            let odd = [
                "", ".", "..", ".hidden", "From here on", "-- ", "\ttab", "trailing  ",
                String(repeating: "long ", count: 400),
            ]
            lines.append(chance(1, of: 4) && !isPlain ? pick(odd) : phrase(0...14, plain: isPlain))
        }
        let joined = lines.joined(separator: ending) + (chance(1, of: 2) ? ending : "")
        return chance(1, of: 8) ? String(repeating: "申請書を確認してください。", count: 40) + joined : joined
    }

    mutating func name() -> String {
        let stem = pick([
            "bank statement March", "Kontoauszug Müller", "申請書", "it's \"quoted\"", "100% sure", "a;b=c",
            "=?utf-8?q?x?=", "plain",
            String(repeating: "long name ü ", count: 16) + "end", String(repeating: "n", count: 200), "emoji 🚀 file",
            "two  spaces",
        ])
        return stem + pick([".pdf", ".xlsx", ".tar.gz", ""])
    }

    mutating func message(number: Int) throws -> (message: OutgoingMessage, sources: [String]) {
        var to: [MailboxAddress] = []
        for _ in 0..<Int.random(in: 1...4, using: &generator) { to.append(try address()) }
        let chosen = (0..<pick([0, 0, 1, 2, 3])).map { _ in Int.random(in: 0..<files.count, using: &generator) }
        let attachments = chosen.map {
            OutgoingMessage.Attachment(
                name: name(), contentType: pick(["application/pdf", "image/png", "text/csv"]),
                encoded: files[$0].encoded)
        }
        let references = (0..<pick([0, 1, 5, 40])).map { "thread.\($0).\(number)@mail.example" }
        let message = OutgoingMessage(
            from: try address(), to: to, cc: chance(1, of: 3) ? [try address()] : [],
            replyTo: chance(1, of: 2) ? try address() : nil,
            subject: phrase(0...14, plain: chance(1, of: 3)), messageID: "m\(number).0123456789@desk.example",
            inReplyTo: references.last, references: references,
            date: Moment(seconds: Int64.random(in: 1_600_000_000...1_900_000_000, using: &generator)),
            extraHeaders: chance(1, of: 4) ? [(.reference, "FG-\(number)")] : [], text: body(),
            html: chance(1, of: 3) ? "<p>\(body())</p>" : nil, attachments: attachments,
            boundary: "b\(number)" + "0123456789abcdef")
        return (message, chosen.map { files[$0].path })
    }
}
