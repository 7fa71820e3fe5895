/// Takes texts out of the few flat XML answers of S3.
enum MarkupText {
    /// The text of the first element of this name; nil where there is none.
    static func text(of name: String, in bytes: some Collection<UInt8>) -> String? {
        element(name, in: Array(bytes)[...]).map { String(decoding: unescaped($0.inside), as: UTF8.self) }
    }

    /// What stands inside each element of this name, in order.
    static func elements(_ name: String, in bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var found: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while let next = element(name, in: rest) {
            found.append(next.inside)
            rest = rest[next.end...]
        }
        return found
    }

    private static func element(
        _ name: String, in bytes: ArraySlice<UInt8>
    ) -> (inside: ArraySlice<UInt8>, end: Int)? {
        let (open, close) = (Array("<\(name)>".utf8), Array("</\(name)>".utf8))
        guard let start = position(of: open, in: bytes) else { return nil }
        let inside = bytes[(start + open.count)...]
        guard let end = position(of: close, in: inside) else { return nil }
        return (inside[..<end], end + close.count)
    }

    private static func position(of word: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= word.count else { return nil }
        for start in bytes.startIndex...(bytes.endIndex - word.count)
        where bytes[start] == word[0] && bytes[start..<start + word.count].elementsEqual(word) {
            return start
        }
        return nil
    }

    /// The five entities that every XML knows.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "&")) else { return Array(bytes) }
        let entities = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&#34;", "\""),
        ]
        var text = String(decoding: bytes, as: UTF8.self)
        for (entity, character) in entities + [("&amp;", "&")] {
            text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
        }
        return Array(text.utf8)
    }
}
