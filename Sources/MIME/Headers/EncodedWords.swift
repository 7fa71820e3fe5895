/// Header text to Unicode: unfolding and the encoded words of RFC 2047, read as leniently as mail needs.
enum EncodedWords {
    /// The text of a header value: folds undone, encoded words decoded wherever they stand, white space between two of
    /// them dropped (section 6.2), other bytes read as UTF-8, else windows-1252; trimmed.
    static func decode(_ raw: some Collection<UInt8>) -> String {
        let bytes = unfolded(raw)
        guard let first = EncodedWord.start(in: bytes, from: 0) else { return plain(bytes[...]) }
        var output = plain(bytes[..<first])
        var position = first
        var pending: EncodedWord?
        while let start = EncodedWord.start(in: bytes, from: position) {
            guard let word = EncodedWord(in: bytes, at: start) else {
                flush(&pending, to: &output)
                output += plain(bytes[position..<(start + 2)])
                position = start + 2
                continue
            }
            let gap = bytes[position..<start]
            if let former = pending, gap.allSatisfy(\.isBlank) {
                if former.joins(word) {
                    pending = former.joined(with: word)
                } else {
                    flush(&pending, to: &output)
                    pending = word
                }
            } else {
                flush(&pending, to: &output)
                if start != first { output += plain(gap) }
                pending = word
            }
            position = word.end
        }
        flush(&pending, to: &output)
        output += plain(bytes[position...])
        return output
    }

    private static func flush(_ word: inout EncodedWord?, to output: inout String) {
        guard let former = word else { return }
        let reading = Charset.decode(former.content, declared: former.charset)
        // Bytes that no charset explains say less than the word as it stood.
        let isJunk = reading.defect != nil && reading.text.utf8.contains { $0 < 32 && !$0.isBlank }
        output += isJunk ? String(decoding: former.raw, as: UTF8.self) : reading.text
        word = nil
    }

    private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        Charset.decode(bytes, declared: nil).text
    }

    /// Without the line ends of its folds, and trimmed.
    static func unfolded(_ raw: some Collection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count)
        for byte in raw {
            if byte == 10 || byte == 13 || byte == 0 { continue }
            if bytes.isEmpty, byte.isBlank { continue }
            bytes.append(byte)
        }
        while let last = bytes.last, last.isBlank { bytes.removeLast() }
        return bytes
    }
}
