/// Reads Message-ID, In-Reply-To and References (RFC 5322 section 3.6.4).
package enum MessageIDHeader {
    /// The ids of a header value as it stood: brackets and white space stripped, letter case kept. Without brackets,
    /// each word that has an `@` is one, or the only word.
    package static func parse(_ raw: [UInt8]) -> [String] {
        let bytes = EncodedWords.unfolded(raw)
        var ids: [String] = []
        var position = 0
        while let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            let close = bytes[open...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.endIndex
            var content = bytes[(open + 1)..<close]
            if close == bytes.endIndex, !content.contains(UInt8(ascii: "@")) { break }
            if let inner = content.lastIndex(of: UInt8(ascii: "<")) { content = content[(inner + 1)...] }
            append(content, to: &ids)
            position = min(close + 1, bytes.endIndex)
        }
        if ids.isEmpty, position == 0 {
            let words = bytes.split(whereSeparator: \.isBlank)
            for word in words where words.count == 1 || word.contains(UInt8(ascii: "@")) { append(word, to: &ids) }
        }
        return ids
    }

    /// One id in the form in which it is stored and compared; nil where nothing is left.
    package static func normalised(_ id: String) -> String? { parse(Array(id.utf8)).first }

    private static func append(_ content: ArraySlice<UInt8>, to ids: inout [String]) {
        let kept = content.filter { !$0.isBlank && $0 > 32 && $0 != 127 && $0 != UInt8(ascii: ">") }
        if !kept.isEmpty { ids.append(Charset.decode(kept, declared: nil).text) }
    }
}
