/// Collects parameters, the pieces of one value among them (`name*0*`, `name*1`: RFC 2231 section 3 and 4).
struct ParameterPieces {
    private struct Piece {
        let number: Int
        let isEncoded: Bool
        let content: [UInt8]
    }

    private var plain: [String: [UInt8]] = [:]
    private var pieces: [String: [Piece]] = [:]

    mutating func add(_ name: [UInt8], _ content: [UInt8]) {
        let star = UInt8(ascii: "*")
        guard let first = name.firstIndex(of: star) else {
            let key = String(decoding: name, as: UTF8.self)
            if plain[key] == nil { plain[key] = content }
            return
        }
        let key = String(decoding: name[..<first], as: UTF8.self)
        let digits = name[(first + 1)...].filter { $0 != star }
        let number = digits.count <= 4 ? Int(String(decoding: digits, as: UTF8.self)) ?? 0 : 0
        pieces[key, default: []].append(Piece(number: number, isEncoded: name.last == star, content: content))
    }

    /// A value in the form of RFC 2231 goes before a plain one, which is there for old readers.
    func decoded() -> [String: String] {
        var values = plain.mapValues(EncodedWords.decode)
        for (name, pieces) in pieces { values[name] = Self.joined(pieces) }
        return values
    }

    private static func joined(_ unsorted: [Piece]) -> String {
        let pieces = unsorted.enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }
            .map(\.element)
        var charset: String?
        var bytes: [UInt8] = []
        for (index, piece) in pieces.enumerated() {
            var content = piece.content[...]
            if piece.isEncoded, index == 0, let (name, rest) = Self.declared(content) {
                charset = name
                content = rest
            }
            bytes.append(contentsOf: piece.isEncoded ? Self.percentDecoded(content) : Array(content))
        }
        if !pieces.contains(where: \.isEncoded) { return EncodedWords.decode(bytes) }
        let text = Charset.decode(bytes, declared: charset).text
        // Some mailers put encoded words here as well.
        return text.utf8.starts(with: "=?".utf8) ? EncodedWords.decode(text.utf8) : text
    }

    /// `charset'language'` at the beginning of the first piece.
    private static func declared(_ content: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
        let quote = UInt8(ascii: "'")
        guard let first = content.firstIndex(of: quote), let second = content[(first + 1)...].firstIndex(of: quote)
        else {
            return nil
        }
        return (String(decoding: content[..<first], as: UTF8.self), content[(second + 1)...])
    }

    private static func percentDecoded(_ content: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var index = content.startIndex
        while index < content.endIndex {
            if content[index] == UInt8(ascii: "%"), index + 2 < content.endIndex,
                let high = Hexadecimal.value(content[index + 1]),
                let low = Hexadecimal.value(content[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(content[index])
                index += 1
            }
        }
        return output
    }
}
