/// The recipients that a free-form report names, with what it says of each.
struct BounceText {
    struct Finding {
        let address: String
        var diagnostic: String
    }

    /// The report's own words: everything above the returned mail.
    let words: String
    let findings: [Finding]

    /// `own` are addresses that cannot be the failed one: the reader's, the reporter's.
    init(_ text: String, own: Set<String>) {
        let lines = Self.ownLines(text)
        words = String(decoding: Array(lines.joined(separator: [10])), as: UTF8.self)
        let leading = Self.findings(lines, own: own, leadingOnly: true)
        findings = leading.isEmpty ? Self.findings(lines, own: own, leadingOnly: false) : leading
    }

    private static func ownLines(_ text: String) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        for line in Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false) {
            let folded = FoldedText(String(decoding: line, as: UTF8.self))
            let start = folded.bytes.first == 32 ? Array(folded.bytes.dropFirst()) : folded.bytes
            if BounceSigns.originals.contains(where: { start.starts(with: $0) }) { break }
            if start.starts(with: Array("received: ".utf8)) || start.starts(with: Array("return-path: ".utf8)) { break }
            lines.append(line)
            if lines.count == 400 { break }
        }
        return lines
    }

    private static func findings(_ lines: [ArraySlice<UInt8>], own: Set<String>, leadingOnly: Bool) -> [Finding] {
        var findings: [Finding] = []
        var current: Int?
        for line in lines {
            let bytes = Array(line)
            let found = AddressFinder.addresses(in: bytes).filter {
                isCandidate($0, in: bytes, own: own, leadingOnly: leadingOnly)
            }
            if let first = found.first {
                if let known = findings.firstIndex(where: { $0.address.lowercased() == first.address.lowercased() }) {
                    current = known
                } else {
                    findings.append(Finding(address: first.address, diagnostic: ""))
                    current = findings.count - 1
                }
            }
            if let current, findings[current].diagnostic.utf8.count < 2000 {
                findings[current].diagnostic += String(decoding: bytes, as: UTF8.self).trimmed + " "
            }
        }
        return findings
    }

    /// Not the failed one: addresses of postmasters and helpers, of senders, and what stands in a link.
    private static func isCandidate(_ found: AddressFinder.Found, in line: [UInt8], own: Set<String>, leadingOnly: Bool)
        -> Bool
    {
        let address = found.address.lowercased()
        let local = Array(address.utf8.prefix { $0 != UInt8(ascii: "@") })
        if own.contains(address) || BounceSigns.daemons.contains(local) || local == Array("abuse".utf8) { return false }
        if local == Array("support".utf8) || local == Array("helpdesk".utf8) { return false }
        let before = FoldedText(String(decoding: line[..<found.range.lowerBound], as: UTF8.self))
        let lead = before.bytes.filter {
            $0 != 32 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "*")
                && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "-")
        }
        if leadingOnly { return lead.isEmpty }
        let foreign = ["from", "sender", "contact", "mailto:", "http", "write to", "message-id", "reply-to", "behalf"]
        return !foreign.contains { before.contains(Array($0.utf8)) }
    }
}
