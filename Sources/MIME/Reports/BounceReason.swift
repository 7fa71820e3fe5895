/// Why a mail was not delivered, as coarse as the desk needs it.
package enum BounceReason: String, Hashable, Sendable, CaseIterable {
    case userUnknown, hostUnknown, hasMoved, acceptsNoMail
    case mailboxFull, disabled, tooLarge, refused, expired, network, undefined

    /// The address or its domain is dead.
    package var isHard: Bool {
        switch self {
        case .userUnknown, .hostUnknown, .hasMoved, .acceptsNoMail: true
        case .mailboxFull, .disabled, .tooLarge, .refused, .expired, .network, .undefined: false
        }
    }

    /// Reads what servers say: first the words, which are truer than the codes, then the codes.
    static func read(diagnostic: String, status: String?, replyCode: Int?) -> BounceReason {
        let text = FoldedText(diagnostic)
        for (reason, phrases) in BouncePhrases.reasons where text.containsAny(phrases) { return reason }
        if let status {
            let detail = status.dropFirst()
            for (reason, codes) in BouncePhrases.codes where codes.contains(where: { detail == $0 }) { return reason }
        }
        if replyCode == 556 || replyCode == 521 { return .acceptsNoMail }
        return .undefined
    }
}

/// Text for phrase tables: ASCII in lower case, every run of white space one space.
struct FoldedText {
    let bytes: [UInt8]

    init(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte.isBlank {
                if bytes.last != 32 { bytes.append(32) }
            } else {
                bytes.append(byte.asciiLowercased)
            }
        }
        self.bytes = bytes
    }

    func contains(_ phrase: [UInt8]) -> Bool { bytes.contains(sequence: phrase) }

    func containsAny(_ phrases: [[UInt8]]) -> Bool { phrases.contains { contains($0) } }

    func hasPrefix(_ phrase: [UInt8]) -> Bool { bytes.starts(with: phrase) }
}

/// The lines of a table as phrases; empty lines do not count.
func phrases(_ table: String) -> [[UInt8]] {
    table.split(separator: "\n").map { Array($0.utf8) }.filter { !$0.isEmpty }
}
