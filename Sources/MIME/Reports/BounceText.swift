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
        var found: [Finding] = []
        for rule in Rule.allCases where found.isEmpty { found = Self.findings(lines, own: own, rule) }
        findings = found
    }

    /// Which addresses count, the surest first: those that begin a line, any, a postmaster's that begins a line.
    private enum Rule: CaseIterable { case leading, anywhere, daemons }

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

    private static func findings(_ lines: [ArraySlice<UInt8>], own: Set<String>, _ rule: Rule) -> [Finding] {
        var findings: [Finding] = []
        var current: Int?
        for line in lines {
            let bytes = Array(line)
            let found = AddressFinder.addresses(in: bytes).filter {
                isCandidate($0, in: bytes, own: own, rule)
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
    private static func isCandidate(_ found: AddressFinder.Found, in line: [UInt8], own: Set<String>, _ rule: Rule)
        -> Bool
    {
        let address = found.address.lowercased()
        let local = Array(address.utf8.prefix { $0 != UInt8(ascii: "@") })
        if own.contains(address) || helpers.contains(local) { return false }
        if rule != .daemons, BounceSigns.daemons.contains(local) { return false }
        let before = FoldedText(String(decoding: line[..<found.range.lowerBound], as: UTF8.self))
        let lead = before.bytes.filter {
            $0 != 32 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "*")
                && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "-")
        }
        if rule != .anywhere { return lead.isEmpty }
        return !foreign.contains { before.contains($0) }
    }

    private static let helpers = phrases("abuse\nsupport\nhelpdesk")
    /// What stands before an address that did not fail.
    private static let foreign = phrases(
        """
        mail from
        message from
        from:
        from <
        sender
        contact
        mailto:
        http
        write to
        message-id
        reply-to
        behalf
        """)
}
