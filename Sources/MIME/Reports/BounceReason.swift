import Kernel

/// Why a mail was not delivered, as coarse as the desk needs it.
package enum BounceReason: String, Hashable, Sendable, CaseIterable {
    case userUnknown, hostUnknown, hasMoved, acceptsNoMail
    case mailboxFull, filtered, disabled, tooLarge, refused, expired, network, undefined

    /// The address or its domain is dead.
    package var isHard: Bool {
        switch self {
        case .userUnknown, .hostUnknown, .hasMoved, .acceptsNoMail: true
        case .mailboxFull, .filtered, .disabled, .tooLarge, .refused, .expired, .network, .undefined: false
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

    /// What the stage of the refusal adds: who is refused after the text was sent, was known when named; who is refused at
    /// MAIL FROM is the sender.
    func at(_ stage: Stage?, status: String?) -> BounceReason {
        guard isHard else { return self }
        if stage == .sender { return .refused }
        guard self == .userUnknown, status?.hasSuffix(".1.1") != true else { return self }
        return stage == .text || status == "5.2.0" ? .filtered : self
    }

    /// The SMTP command that was refused, where it matters.
    enum Stage {
        case sender, text

        /// Reads the words of Postfix, Exim, qmail and DragonFly, or the first refusal of Sendmail's transcript.
        init?(_ text: String) {
            let folded = FoldedText(text)
            if folded.containsAny(BouncePhrases.senderStage) {
                self = .sender
            } else if folded.containsAny(BouncePhrases.textStage)
                || Self.lastCommand(text)?.starts(with: Array("data".utf8)) == true
            {
                self = .text
            } else {
                return nil
            }
        }

        private static func lastCommand(_ text: String) -> [UInt8]? {
            var last: [UInt8]?
            for line in text.utf8.split(separator: 10) {
                let bytes = FoldedText(String(Substring(line))).bytes.drop { $0 == 32 }
                if bytes.starts(with: Array(">>> ".utf8)) { last = Array(bytes.dropFirst(4)) }
                if bytes.starts(with: Array("<<< 5".utf8)) { return last }
            }
            return nil
        }
    }
}

/// Text for phrase tables: ASCII in lower case, every run of white space one space.
struct FoldedText {
    let bytes: [UInt8]

    init(_ text: String) { self = text.withBytes { FoldedText(bytes: $0) } }

    init(bytes text: UnsafeBufferPointer<UInt8>) {
        bytes = Array(unsafeUninitializedCapacity: text.count) { output, count in
            for byte in text {
                if !byte.isBlank {
                    output[count] = byte.asciiLowercased
                    count += 1
                } else if count == 0 || output[count - 1] != 32 {
                    output[count] = 32
                    count += 1
                }
            }
        }
    }

    func contains(_ phrase: [UInt8]) -> Bool { bytes.contains(sequence: phrase) }

    func containsAny(_ table: PhraseTable) -> Bool { table.stands(in: bytes) }

    func hasPrefix(_ phrase: [UInt8]) -> Bool { bytes.starts(with: phrase) }
}

/// The lines of a table as phrases; empty lines do not count.
func phrases(_ table: String) -> [[UInt8]] {
    table.split(separator: "\n").map { Array($0.utf8) }.filter { !$0.isEmpty }
}
