/// What a person is shown as the newest text of a mail: the sender's words, above them what the sender picked to answer, and
/// where the sender wrote nothing the mail that was forwarded. The reading goes by `NewestText` alone.
package struct ShownText: Hashable, Sendable {
    package let text: String
    /// The same with the signature and notices kept.
    package let withSignature: String

    package init(of body: String) {
        var cutter = HistoryCutter(NewestText.beginning(of: Array(body.utf8)[...]))
        cutter.cut()
        if cutter.joined({ $0 == .kept }).isEmpty, let forward = cutter.forwards.first {
            // above its text, the forwarded mail's own headers
            let bytes = cutter.text.bytes
            let head = String(decoding: bytes[..<forward.body.lowerBound], as: UTF8.self)
            let inner = NewestText(of: bytes[forward.body])
            text = head + inner.text
            withSignature = head + inner.withSignature
            return
        }
        cutter.showPickedQuotes()
        text = cutter.joined { $0 == .kept }
        withSignature = cutter.joined { $0 == .kept || $0 == .signature || $0 == .notice }
    }
}

extension HistoryCutter {
    /// Keeps quoted lines that no program put there: no attribution stands above them, and the sender's words stand below.
    fileprivate mutating func showPickedQuotes() {
        var isAnswered = false
        var index = lines.count - 1
        while index >= 0 {
            guard lines[index].part == .quoted else {
                isAnswered = isAnswered || (lines[index].part == .kept && !lines[index].isBlank)
                index -= 1
                continue
            }
            var first = index
            while first > 0, lines[first - 1].part == .quoted { first -= 1 }
            let above = lines[..<first].last { !$0.isBlank }
            if isAnswered, above.map({ $0.part == .kept }) ?? true {
                for line in first...index { text.lines[line].part = .kept }
            }
            index = first - 1
        }
    }
}
