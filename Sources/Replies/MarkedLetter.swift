import Classification
import Kernel

/// A mail's text for a person who judges what was read in it: the newest text with the words it was read from marked, and
/// between it what was quoted, folded (N01).
struct MarkedLetter {
    private let bytes: [UInt8]
    private let marks: [Mark]
    private var blocks: [(range: Range<Int>, isOld: Bool)] = []

    /// Words that something was read from.
    private struct Mark {
        var range: Range<Int>
        var what: String
        var rule: String
    }

    init(_ body: String, evidence: [Value]) {
        bytes = Array(body.utf8)
        marks = Self.marks(evidence, most: bytes.count)
        let newest = NewestText(of: body).ranges
        let letters = AttachedLetter.range(in: body)
        cut(newest.isEmpty ? [0..<bytes.count] : newest + (letters.isEmpty ? [] : [letters]))
    }

    /// The evidence's spans in their order; those that overlap are one mark with all that was read from it.
    private static func marks(_ evidence: [Value], most: Int) -> [Mark] {
        let all = evidence.compactMap { item -> Mark? in
            guard let start = item["start"]?.integer, let end = item["end"]?.integer, start >= 0, start < end,
                end <= most
            else { return nil }
            return Mark(
                range: Int(start)..<Int(end), what: item["what"]?.text ?? "", rule: item["rule"]?.text ?? "")
        }.sorted { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
        return all.reduce(into: []) { marks, mark in
            guard let last = marks.last, mark.range.lowerBound < last.range.upperBound else {
                return marks.append(mark)
            }
            let place = marks.count - 1
            marks[place].range = last.range.lowerBound..<max(last.range.upperBound, mark.range.upperBound)
            marks[place].what += ", \(mark.what)"
        }
    }

    /// Lines in a row that are new, or that are old. A line with a mark is new; an empty one is as the line before it.
    private mutating func cut(_ newest: [Range<Int>]) {
        let fresh = (newest + marks.map(\.range)).sorted { $0.lowerBound < $1.lowerBound }
        var next = 0
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
            while next < fresh.count, fresh[next].upperBound <= start { next += 1 }
            let isNew = next < fresh.count && fresh[next].lowerBound < end
            let isEmpty = bytes[start..<end].allSatisfy { $0 <= 32 }
            if let last = blocks.last, isEmpty || last.isOld == !isNew {
                blocks[blocks.count - 1].range = last.range.lowerBound..<end
            } else {
                blocks.append((start..<end, !isNew))
            }
            start = end
        }
    }

    var value: Value {
        .list(
            blocks.map { block in
                let lines = bytes[block.range].count { $0 == 10 }
                return [
                    "is_old": .bool(block.isOld), "lines": Value(max(lines, 1)), "passages": passages(in: block.range),
                ]
            })
    }

    /// Runs that are plain, and runs with what was read from them.
    private func passages(in block: Range<Int>) -> Value {
        var end = block.upperBound
        while end > block.lowerBound, bytes[end - 1] <= 32 { end -= 1 }
        var passages: [Value] = []
        var place = block.lowerBound
        func text(_ range: Range<Int>) -> Value { .string(String(decoding: bytes[range], as: UTF8.self)) }
        for mark in marks where mark.range.overlaps(block.lowerBound..<max(end, block.lowerBound)) {
            let range = mark.range.clamped(to: block)
            if range.lowerBound > place { passages.append(["text": text(place..<range.lowerBound)]) }
            passages.append([
                "text": text(range), "is_evidence": true, "place": .string("e\(mark.range.lowerBound)"),
                "what": .string(mark.what), "rule": .string(mark.rule),
            ])
            place = range.upperBound
        }
        if place < end { passages.append(["text": text(place..<end)]) }
        return .list(passages)
    }
}
