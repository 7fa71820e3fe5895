/// The words that the sender wrote now, without the history, signature and notices below or between them. Linear in the text.
package struct NewestText: Hashable, Sendable {
    /// A forwarded block, kept apart.
    package struct Forward: Hashable, Sendable {
        /// From, Sent, To, Subject as they stand in it, names in lower case and English.
        package let headers: [Header]
        /// UTF-8 offsets of the forwarded text in the original.
        package let body: Range<Int>

        package struct Header: Hashable, Sendable {
            package let name: String
            package let value: String
        }
    }

    /// The newest text, lines joined by line feeds.
    package let text: String
    /// The same with the signature and notices kept: only history is cut.
    package let withSignature: String
    /// Where the lines of `text` stand in the original: UTF-8 offsets, without the line ends.
    package let ranges: [Range<Int>]
    package let forwards: [Forward]
    /// The first block of history under headers of its own: what the text above may point to.
    package let history: Forward?
    /// Whether answers stand between quoted lines.
    package let isInline: Bool
    /// Whether the mail has no words of its own.
    package var isEmpty: Bool { text.utf8.allSatisfy { $0 <= 32 } }

    /// Whether the sender's own lines speak of unsubscribing, as mail to many does.
    var namesUnsubscribing: Bool {
        let word = Array("unsubscribe".utf8)
        var text = withSignature
        return text.withUTF8 { bytes in
            bytes.indices.dropLast(word.count - 1).contains { start in
                word.indices.allSatisfy { bytes[start + $0] | 0x20 == word[$0] }
            }
        }
    }

    /// What stands below so much text is history, whatever it looks like.
    package static let mostBytes = 128 * 1024
    /// The same, counted in lines.
    package static let mostLines = 10_000

    /// Cuts the history of a plain text body (`> ` before quoted lines).
    package init(of body: String) { self.init(of: Array(body.utf8)[...]) }

    /// The same of a body's bytes; offsets count from the first of them.
    init(of body: ArraySlice<UInt8>) {
        var cutter = HistoryCutter(Self.beginning(of: body))
        cutter.cut()
        text = cutter.joined { $0 == .kept }
        let isSigned = cutter.lines.contains { $0.part == .signature || $0.part == .notice }
        withSignature = isSigned ? cutter.joined { $0 == .kept || $0 == .signature || $0 == .notice } : text
        var ranges: [Range<Int>] = []
        for line in cutter.lines where line.part == .kept { ranges.append(line.start..<line.end) }
        self.ranges = ranges
        forwards = cutter.forwards
        history = cutter.history
        isInline = cutter.isInline
    }

    /// What is looked at: the mail's own text, without the letters attached to it.
    static func beginning(of body: ArraySlice<UInt8>) -> [UInt8] {
        let own = body.prefix(min(mostBytes, AttachedLetter.start(in: body)))
        guard own.count >= mostLines else { return Array(own) }
        var lines = 0
        return Array(
            own.prefix { byte in
                lines += byte == 10 ? 1 : 0
                return lines < mostLines
            })
    }
}
