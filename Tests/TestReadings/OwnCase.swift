import Classification
import Kernel

/// A reply with its label; they stand as blocks of one text file: `=== name`, headers, body, `---`, label lines. A body below
/// `Content-Type: text/html` is HTML.
package struct OwnCase {
    package let name: String
    package let input: ReplyInput
    package let label: Reading

    /// The cases of one file of `Fixtures/readings`, by its name without `.txt`.
    package static func all(_ file: String) -> [OwnCase] {
        let text = String(decoding: Fixtures.bytes(Fixtures.folder + "/readings/\(file).txt"), as: UTF8.self)
        return blocks(text).compactMap(OwnCase.init)
    }

    /// All files of cases: the first one taught the first rules, the others were written before any rule was tuned on them.
    package static let files = [
        "cases", "hands-declines", "hands-documents", "hands-offers", "voices-declines", "voices-documents",
        "voices-other", "voices-offers", "voices-contracts", "strangers-declines", "strangers-papers",
        "strangers-offers", "newcomers", "passersby", "murmurs", "wayfarers", "pens-declines", "pens-papers",
        "pens-offers", "pens-abroad", "pens-telephones", "pens-letters", "pens-inbox",
        "pens-stips", "pens-options", "pens-refusals", "pens-desks", "pens-fast", "pens-post", "pens-noes",
        "pens-houses",
        "pens-mornings", "pens-short", "pens-terms", "pens-weeks", "pens-seldom", "pens-folders", "pens-nays",
        "pens-overseas", "pens-cedar", "pens-willow", "pens-pebble", "pens-lantern", "pens-harbor",
        "pens-bramble", "pens-quarry", "pens-kestrel", "pens-marlow", "pens-thistle", "pens-meadow",
        "pens-orchard", "pens-ferry", "pens-hazel", "pens-thorns",
        "travellers", "settlers",
    ]

    /// Files of cases from which nothing is learned and to which no rule is fitted: what the figures on unseen mail are counted on.
    package static let heldBack: Set = ["wayfarers", "travellers", "settlers"]

    /// Files that were written after the tables were made: they teach the next ones, and until then are unseen mail too.
    package static let later: Set<String> = []

    private static func blocks(_ text: String) -> [[String]] {
        var blocks: [[String]] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("=== ") {
                blocks.append([String(line.dropFirst(4))])
            } else if !blocks.isEmpty {
                blocks[blocks.count - 1].append(line)
            }
        }
        return blocks
    }

    init(name: String, input: ReplyInput, label: Reading) { (self.name, self.input, self.label) = (name, input, label) }

    private init?(_ lines: [String]) {
        guard let mark = lines.lastIndex(of: "---"), let blank = lines.firstIndex(of: ""), blank < mark else {
            return nil
        }
        name = lines[0]
        let subject = lines[1..<blank].first { $0.hasPrefix("Subject: ") }.map { String($0.dropFirst(9)) } ?? ""
        let written = lines[(blank + 1)..<mark].joined(separator: "\n")
        let body = lines[1..<blank].contains("Content-Type: text/html") ? FixtureHTML(written).text : written
        input = ReplyInput(subject: subject, body: body, date: Day("2026-02-10"))
        var fields = Value.Fields()
        var offers: [Value] = []
        for line in lines[(mark + 1)...] {
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingSpaces }
            guard pair.count == 2 else { continue }
            let words = pair[1].split(separator: " ").map { Value(String($0)) }
            switch pair[0] {
            case "outcome": fields["outcome"] = Value(pair[1])
            case "also": fields["also"] = .list(words)
            case "reasons": fields["decline_reasons"] = .list(words)
            case "docs": fields["requested_docs"] = .list(words)
            case "funded": fields["funded_amount"] = Value(pair[1])
            case "commission": fields["commission_amount"] = Value(pair[1])
            case "offer": offers.append(Self.offer(pair[1].split(separator: " ").map(String.init)))
            default: return nil
            }
        }
        fields["offers"] = .list(offers)
        // a wrong line is found by the count of the cases
        guard let label = try? Reading(value: .object(fields)) else { return nil }
        self.label = label
    }

    private static let keys = [
        "amount": "amount", "currency": "currency", "factor": "factor_rate", "buy": "buy_rate",
        "interest": "interest_rate_percent",
        "payback": "payback_amount", "holdback": "holdback_percent", "frequency": "payment_frequency",
        "payment": "payment_amount",
        "orig%": "origination_fee_percent", "orig$": "origination_fee_amount", "points": "commission_points",
        "expires": "expires_on", "prepay": "prepay",
    ]

    private static func offer(_ words: [String]) -> Value {
        var fields = Value.Fields()
        var index = 0
        while index + 1 < words.count {
            if words[index] == "term", index + 2 < words.count {
                fields["term_value"] = Value(words[index + 1])
                fields["term_unit"] = Value(words[index + 2])
                index += 3
            } else {
                if let key = keys[words[index]] { fields[key] = Value(words[index + 1]) }
                index += 2
            }
        }
        return .object(fields)
    }
}
