/// The lines of a `format=flowed` text (RFC 3676): a line that ends in a space goes on in the next.
package struct FlowedText: Hashable, Sendable {
    /// `delsp=yes`: the space that marks a flowed line is no part of the text.
    package let deletesSpaces: Bool

    package init(deletesSpaces: Bool) { self.deletesSpaces = deletesSpaces }

    /// The text with its paragraphs on one line each. Quoted lines keep their depth as `>` signs; a line of another
    /// depth and the signature mark `-- ` are never joined (section 4.3 to 4.5).
    package func unflowed(_ text: String) -> String {
        var output: [UInt8] = []
        let bytes = Array(text.utf8)
        output.reserveCapacity(bytes.count)
        var openDepth: Int?
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            let quotes = line.prefix { $0 == UInt8(ascii: ">") }
            var content = line.dropFirst(quotes.count)
            if content.first == 32 { content = content.dropFirst() }
            if content.last == 13 { content = content.dropLast() }
            let isSignature = content.elementsEqual("-- ".utf8)
            if let depth = openDepth, depth == quotes.count, !isSignature {
                output.append(contentsOf: content)
            } else {
                if openDepth != nil { output.append(10) }
                output.append(contentsOf: quotes)
                if !quotes.isEmpty { output.append(32) }
                output.append(contentsOf: content)
            }
            if content.last == 32, !isSignature {
                if deletesSpaces { output.removeLast() }
                openDepth = quotes.count
            } else {
                output.append(10)
                openDepth = nil
            }
        }
        if openDepth == nil { output.removeLast() }
        return String(decoding: output, as: UTF8.self)
    }
}
