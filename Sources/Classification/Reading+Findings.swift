/// Something that rules found, as the name of a feature beside the words.
struct FindingName {
    private let kind: StaticString
    private let what: String
    private let detail: String?

    init(_ kind: StaticString, _ what: String = "", _ detail: String? = nil) {
        (self.kind, self.what, self.detail) = (kind, what, detail)
    }

    /// As the table has it.
    var name: String { "=\(kind)\(what)" + (detail.map { "/\($0)" } ?? "") }

    /// That of the name.
    var hash: UInt64 {
        var hash = LeaningWord.step(Vocabulary.offset, UInt8(ascii: "="))
        for byte in UnsafeBufferPointer(start: kind.utf8Start, count: kind.utf8CodeUnitCount) {
            hash = LeaningWord.step(hash, byte)
        }
        for byte in what.utf8 { hash = LeaningWord.step(hash, byte) }
        guard let detail else { return hash }
        hash = LeaningWord.step(hash, UInt8(ascii: "/"))
        for byte in detail.utf8 { hash = LeaningWord.step(hash, byte) }
        return hash
    }
}

extension Reading {
    /// What the rules found: the outcome and how sure of it they are, papers, reasons, and which rules spoke.
    var findings: [FindingName] {
        let sureness = disposition == .apply ? "A" : reviewCause?.rawValue ?? "rev"
        var names = [
            FindingName("o:", outcome.rawValue), FindingName("o:", outcome.rawValue, sureness),
            FindingName("d:", sureness),
        ]
        names.reserveCapacity(24)
        if !offers.isEmpty { names.append(FindingName("offers")) }
        if !requestedDocuments.isEmpty { names.append(FindingName("docs")) }
        for code in requestedDocuments { names.append(FindingName("p:", code.rawValue)) }
        for outcome in also { names.append(FindingName("a:", outcome.rawValue)) }
        for reason in declineReasons { names.append(FindingName("q:", reason.rawValue)) }
        if let first = declineReasons.first {
            names.append(FindingName("q1:", first.rawValue))
            names.append(FindingName("q1:", first.rawValue, disposition == .apply ? "true" : "false"))
        }
        let told = evidence.prefix(Self.mostRules)
        for (place, evidence) in told.enumerated()
        where !told.prefix(place).contains(where: { $0.rule == evidence.rule }) {
            names.append(FindingName("e:", evidence.rule))
        }
        return names
    }

    private static let mostRules = 8
}
