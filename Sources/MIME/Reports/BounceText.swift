import Kernel

/// The recipients that a free-form report names, with what it says of each.
struct BounceText {
    struct Finding {
        let address: String
        var diagnostic: String
    }

    /// The report's own words: everything above the returned mail.
    let words: String
    let findings: [Finding]

    /// `own` are addresses that cannot be the failed one: the reader's, the reporter's. `host` is the reporter's.
    init(_ text: String, own: Set<String>, host: String?) {
        let lines = Self.ownLines(text)
        let words = String(decoding: Array(lines.joined(separator: [10])), as: UTF8.self)
        self.words = words
        var found = Self.findings(lines, own: own, .leading)
        if found.isEmpty, let host {
            found = Self.bareNames(words).map { Finding(address: "\($0)@\(host)", diagnostic: words) }
        }
        for rule in [Rule.anywhere, .daemons] where found.isEmpty { found = Self.findings(lines, own: own, rule) }
        findings = found
    }

    /// Which addresses count, the surest first: those that begin a line, any, a postmaster's that begins a line.
    private enum Rule { case leading, anywhere, daemons }

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

    private static let mostFindings = 400

    private static func findings(_ lines: [ArraySlice<UInt8>], own: Set<String>, _ rule: Rule) -> [Finding] {
        var findings: [Finding] = []
        var places: [String: Int] = [:]
        // those that the last line with addresses named: what follows is said of all of them
        var current: [Int] = []
        for line in lines {
            let bytes = Array(line)
            let named = listed(AddressFinder.addresses(in: bytes), in: bytes, own: own, rule).compactMap {
                found -> Int? in
                let address = found.address.lowercased()
                if let known = places[address] { return known }
                guard findings.count < mostFindings else { return nil }
                findings.append(Finding(address: found.address, diagnostic: ""))
                places[address] = findings.count - 1
                return findings.count - 1
            }
            if !named.isEmpty { current = named }
            for place in current where findings[place].diagnostic.utf8.count < 2000 {
                findings[place].diagnostic += String(decoding: bytes, as: UTF8.self).trimmed + " "
            }
        }
        return findings
    }

    /// A line's first address that may be the failed one, and those that follow it with nothing but commas between them.
    private static func listed(
        _ found: [AddressFinder.Found], in line: [UInt8], own: Set<String>, _ rule: Rule
    ) -> [AddressFinder.Found] {
        guard let first = found.firstIndex(where: { isCandidate($0, in: line, own: own, rule) }) else { return [] }
        var listed = [found[first]]
        for next in found[(first + 1)...] {
            let between = line[listed[listed.count - 1].range.upperBound..<next.range.lowerBound]
            guard between.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }),
                between.allSatisfy({ $0 == 32 || $0 == 44 || $0 == 59 || $0 == 60 || $0 == 62 }),
                !own.contains(next.address.lowercased())
            else { break }
            listed.append(next)
        }
        return listed
    }

    /// Names without a host, each alone on an indented line below words about recipients: a host's own users, as it calls them.
    private static func bareNames(_ words: String) -> [String] {
        guard FoldedText(words).containsAny(recipientWords) else { return [] }
        var names: [String] = []
        var isBelow = false
        for line in Array(words.utf8.prefix(6000)).split(separator: 10) where !line.allSatisfy(\.isBlank) {
            let name = line.filter { !$0.isBlank }
            if isBelow, line.first?.isBlank == true, (3...32).contains(name.count),
                line.drop(while: \.isBlank).prefix(name.count).elementsEqual(name), name.allSatisfy(Self.isName)
            {
                names.append(String(decoding: name, as: UTF8.self))
            } else if !names.isEmpty {
                break
            } else {
                isBelow = name.last == UInt8(ascii: ":")
            }
        }
        return names
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (97...122).contains(byte | 32) || (48...57).contains(byte) || byte == 45 || byte == 46 || byte == 95
    }

    private static let recipientWords = PhraseTable(lines: "following recipient\nfollowing address\nfollowing user")

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
