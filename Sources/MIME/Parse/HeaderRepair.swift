/// Mends the beginning of a broken message so that GMime reads it as its sender meant: only copies of the bytes are changed.
struct HeaderRepair {
    /// What GMime is to read.
    private(set) var bytes: [UInt8]
    private(set) var defects: DefectList

    /// The names by which a later line is known to be a header all the same.
    private static let wellKnown: Set<String> = [
        "from", "to", "cc", "subject", "date", "received", "message-id", "mime-version", "reply-to", "return-path",
        "delivered-to",
        "content-type", "content-transfer-encoding", "content-disposition", "sender", "references", "in-reply-to",
    ]

    /// Fields of which GMime would take the last.
    private static let onceOnly: Set<String> = ["content-type", "content-transfer-encoding"]

    /// Throws `noHeader` for bytes that are neither a message nor a text.
    init(_ original: [UInt8], _ known: DefectList) throws(MessageParseError) {
        bytes = original
        defects = known
        let start = Self.skippedBlankLines(original)
        guard start < original.count else { throw .empty }
        var seen: Set<String> = []
        var repeated: [Int] = []
        var position = start
        while position < original.count {
            let end = Self.lineEnd(original, position)
            let line = original[position..<end]
            if line.allSatisfy(\.isBlank) { break }
            if let name = Self.fieldName(line) {
                if Self.onceOnly.contains(name), !seen.insert(name).inserted { repeated.append(position) }
            } else if !(position > start && (line.first == 32 || line.first == 9)),
                !Self.isEnvelope(line, isFirst: position == start)
            {
                guard Self.endsHeader(original, from: end) else {
                    position = end
                    continue
                }
                try closeHeader(at: position, isFirst: position == start)
                break
            }
            position = end
        }
        for position in repeated {
            // The first one counts; the other keeps its place under another name.
            defects.add(.repeatedHeader)
            bytes[position] = UInt8(ascii: "X")
            bytes[position + 1] = UInt8(ascii: "-")
        }
        if start > 0 {
            defects.add(.invalidHeaderLine)
            bytes.removeFirst(start)
        }
    }

    /// The body begins here without the empty line that should part it from the header.
    private mutating func closeHeader(at position: Int, isFirst: Bool) throws(MessageParseError) {
        if isFirst {
            guard Self.isText(bytes[position...].prefix(4096)) else { throw .noHeader }
            defects.add(.noHeader)
            // GMime wants one field at least.
            bytes.insert(contentsOf: Array("MIME-Version: 1.0\n\n".utf8), at: position)
        } else {
            defects.add(.malformed)
            bytes.insert(10, at: position)
        }
    }

    private static func skippedBlankLines(_ bytes: [UInt8]) -> Int {
        var position = 0
        while position < bytes.count {
            let end = lineEnd(bytes, position)
            if !bytes[position..<end].allSatisfy(\.isBlank) { return position }
            position = end
        }
        return position
    }

    /// Behind the line feed.
    private static func lineEnd(_ bytes: [UInt8], _ position: Int) -> Int {
        (bytes[position...].firstIndex(of: 10) ?? bytes.count - 1) + 1
    }

    /// In lower case; nil where the line is no field (RFC 5322 section 2.2, blanks before the colon allowed).
    private static func fieldName(_ line: ArraySlice<UInt8>) -> String? {
        var name: [UInt8] = []
        var sawBlank = false
        for byte in line {
            if byte == UInt8(ascii: ":") { return name.isEmpty ? nil : String(decoding: name, as: UTF8.self) }
            if byte == 32 || byte == 9 {
                sawBlank = true
                if name.isEmpty { return nil }
            } else if byte > 32, byte < 127, !sawBlank {
                name.append(byte.asciiLowercased)
            } else {
                return nil
            }
        }
        return nil
    }

    /// The line with which a mailbox file parts its messages.
    private static func isEnvelope(_ line: ArraySlice<UInt8>, isFirst: Bool) -> Bool {
        isFirst && (line.starts(with: "From ".utf8) || line.starts(with: ">From ".utf8))
    }

    /// Whether no known field follows before the next empty line.
    private static func endsHeader(_ bytes: [UInt8], from start: Int) -> Bool {
        var position = start
        while position < bytes.count {
            let end = lineEnd(bytes, position)
            let line = bytes[position..<end]
            if line.allSatisfy(\.isBlank) { return true }
            if let name = fieldName(line), wellKnown.contains(name) || name.hasPrefix("x-") { return false }
            position = end
        }
        return true
    }

    /// Neither a NUL nor many control characters.
    private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !bytes.contains(0) else { return false }
        let controls = bytes.count { $0 < 32 && !$0.isBlank && $0 != 12 && $0 != 27 }
        let high = bytes.count { $0 >= 128 }
        let isReadable = high == 0 || UTF8Census(Array(bytes)).isMostlyUTF8 || high * 4 < bytes.count
        return controls * 20 <= bytes.count && isReadable
    }
}
