/// The text of HTML by its tags alone: for what libxml2 gives up on. Linear, without a tree.
enum HTMLTagStripper {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBufferPointer { buffer in
            var scan = Scan(bytes: buffer)
            scan.run()
            return String(decoding: scan.writer.output, as: UTF8.self)
        }
    }

    private struct Scan {
        let bytes: UnsafeBufferPointer<UInt8>
        var writer = HTMLTextWriter()
        private var position = 0
        private var quoteDepth = 0

        init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

        mutating func run() {
            while position < bytes.count {
                switch bytes[position] {
                case UInt8(ascii: "<"): markup()
                case UInt8(ascii: "&"): entity()
                default:
                    let start = position
                    while position < bytes.count, bytes[position] != UInt8(ascii: "<"),
                        bytes[position] != UInt8(ascii: "&")
                    {
                        position += 1
                    }
                    writer.write(UnsafeBufferPointer(rebasing: bytes[start..<position]))
                }
            }
        }

        private mutating func markup() {
            if starts("<!--") {
                skip(behind: "-->")
                return
            }
            guard position + 1 < bytes.count, isTagStart(bytes[position + 1]) else {
                writer.write(UnsafeBufferPointer(rebasing: bytes[position..<(position + 1)]))
                position += 1
                return
            }
            let isEnd = bytes[position + 1] == UInt8(ascii: "/")
            var index = position + (isEnd ? 2 : 1)
            var name: [UInt8] = []
            while index < bytes.count, name.count < 12, isLetterOrDigit(bytes[index]) {
                name.append(bytes[index].asciiLowercased)
                index += 1
            }
            while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
            position = min(index + 1, bytes.count)
            tag(String(decoding: name, as: UTF8.self), isEnd: isEnd)
        }

        private mutating func tag(_ name: String, isEnd: Bool) {
            switch HTMLElements.kind(of: name) {
            case .hidden where !isEnd: skip(behind: "</\(name)")
            case .lineBreak: writer.lineBreak()
            case .paragraph, .rule: writer.breakLine(2)
            case .block, .orderedList, .preformatted, .row: writer.breakLine(1)
            case .listItem:
                writer.breakLine(1)
                if !isEnd { writer.writeMark("- ") }
            case .cell: if isEnd { writer.beginCell(isFirst: false) }
            case .quote: quote(isEnd: isEnd)
            case .inline, .struck, .hidden: break
            }
        }

        private mutating func quote(isEnd: Bool) {
            if isEnd, quoteDepth == 0 { return }
            quoteDepth += isEnd ? -1 : 1
            writer.quote(by: isEnd ? -1 : 1)
        }

        private mutating func entity() {
            let limit = min(position + 12, bytes.count)
            if let end = bytes[(position + 1)..<limit].firstIndex(of: UInt8(ascii: ";")),
                let scalar = HTMLEntity.scalar(bytes[(position + 1)..<end])
            {
                Array(String(scalar).utf8).withUnsafeBufferPointer { writer.write($0) }
                position = end + 1
            } else {
                writer.write(UnsafeBufferPointer(rebasing: bytes[position..<(position + 1)]))
                position += 1
            }
        }

        private func starts(_ text: String) -> Bool {
            bytes.count - position >= text.utf8.count
                && zip(bytes[position...], text.utf8).allSatisfy { $0.asciiLowercased == $1 }
        }

        private mutating func skip(behind end: String) {
            let mark = Array(end.utf8)
            while position < bytes.count {
                if bytes[position].asciiLowercased == mark[0], starts(end) {
                    position += mark.count
                    if end != "-->" {
                        while position < bytes.count, bytes[position - 1] != UInt8(ascii: ">") { position += 1 }
                    }
                    return
                }
                position += 1
            }
        }

        private func isTagStart(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
                || (byte | 32 >= 97 && byte | 32 <= 122)
        }

        private func isLetterOrDigit(_ byte: UInt8) -> Bool {
            (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57)
        }
    }
}

/// The entities that mail is full of, and numbers.
private enum HTMLEntity {
    // swift-format-ignore
    private static let names: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "euro": "€", "pound": "£", "cent": "¢",
        "copy": "©", "reg": "®", "trade": "™", "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’",
        "ldquo": "“", "rdquo": "”", "bull": "•", "middot": "·", "deg": "°", "frac12": "½", "frac14": "¼", "frac34": "¾",
        "times": "×", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "eacute": "é",
    ]

    static func scalar(_ content: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
        let text = String(decoding: content, as: UTF8.self)
        guard text.hasPrefix("#") else { return names[text] }
        let digits = text.dropFirst()
        let value =
            digits.first == "x" || digits.first == "X"
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
        return value.flatMap(Unicode.Scalar.init)
    }
}
