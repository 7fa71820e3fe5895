import Kernel

/// The place in the mail from which one part of a reading was read, and the rule that read it.
package struct Evidence: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case outcome(Outcome)
        case declineReason(DeclineReason)
        case document(DocumentCode)
        /// A field of the offer with this index, by its name in the label.
        case offer(Int, field: String)
        case fundedAmount
        case commissionAmount
        /// Why a person is asked to look.
        case review(Reading.ReviewCause)
    }

    /// Which of the two texts of the mail the span counts in.
    package enum Place: String, Hashable, Sendable { case subject, body }

    package let what: Subject
    package let place: Place
    /// UTF-8 offsets in the given text.
    package let span: Range<Int>
    /// The id of the rule.
    package let rule: String

    package init(what: Subject, place: Place, span: Range<Int>, rule: String) {
        self.what = what
        self.place = place
        self.span = span
        self.rule = rule
    }

    /// Whether its rule knows only looser words: a hint, a topic, or what counts where nothing else is blamed.
    var isVague: Bool { [".hint", ".topic", ".vague"].contains(where: rule.hasSuffix) }

    /// The words that the span covers; nil where the text is not the one that was read.
    package func quote(from input: ReplyInput) -> String? {
        let text = (place == .subject ? input.subject : input.body).utf8
        guard span.lowerBound >= 0, span.upperBound <= text.count else { return nil }
        let start = text.index(text.startIndex, offsetBy: span.lowerBound)
        return String(text[start..<text.index(start, offsetBy: span.count)])
    }

    /// `outcome:declined`, `reason:low_revenue`, `document:void_check`, `offer:0:factor_rate`, `funded_amount` …
    package var name: String {
        switch what {
        case .outcome(let outcome): "outcome:\(outcome.rawValue)"
        case .declineReason(let reason): "reason:\(reason.rawValue)"
        case .document(let code): "document:\(code.rawValue)"
        case .offer(let index, let field): "offer:\(index):\(field)"
        case .fundedAmount: "funded_amount"
        case .commissionAmount: "commission_amount"
        case .review(let cause): "review:\(cause.rawValue)"
        }
    }
}

extension Evidence {
    /// Evidence as `value()` wrote it; nil where that is no evidence of these rules.
    init?(value: Value) {
        guard let name = value["what"]?.text, let what = Subject(name: name),
            let place = value["place"]?.text.flatMap({ Place(rawValue: $0) }), let start = value["start"]?.integer,
            let end = value["end"]?.integer, start >= 0, start <= end, let rule = value["rule"]?.text
        else { return nil }
        self.init(what: what, place: place, span: Int(start)..<Int(end), rule: rule)
    }
}

extension Evidence.Subject {
    /// The other way of `Evidence.name`.
    fileprivate init?(name: String) {
        let parts = name.split(separator: ":", maxSplits: 2).map(String.init)
        switch (parts.first, parts.count) {
        case ("outcome", 2): self.init(Outcome(rawValue: parts[1]).map { .outcome($0) })
        case ("reason", 2): self.init(DeclineReason(rawValue: parts[1]).map { .declineReason($0) })
        case ("document", 2): self.init(DocumentCode(rawValue: parts[1]).map { .document($0) })
        case ("offer", 3): self.init(Int(parts[1]).map { .offer($0, field: parts[2]) })
        case ("funded_amount", 1): self = .fundedAmount
        case ("commission_amount", 1): self = .commissionAmount
        case ("review", 2): self.init(Reading.ReviewCause(rawValue: parts[1]).map { .review($0) })
        default: return nil
        }
    }

    private init?(_ subject: Evidence.Subject?) {
        guard let subject else { return nil }
        self = subject
    }
}

extension Reading {
    /// Takes over, from the machine's stored reading of the same mail, the evidence for what this reading says as well:
    /// what a person confirms keeps the words it was read from (D02).
    package mutating func keepEvidence(ofMachine machine: Value) {
        let isSameOffers = machine["offers"] == .list(offers.map { $0.value() })
        let funded = Value(fundedAmount?.text(decimals: 2))
        let commission = Value(commissionAmount?.text(decimals: 2))
        evidence = (machine["evidence"]?.list ?? []).compactMap(Evidence.init(value:)).filter { piece in
            switch piece.what {
            case .outcome(let outcome): states(outcome)
            case .declineReason(let reason): declineReasons.contains(reason)
            case .document(let code): requestedDocuments.contains(code)
            case .offer: isSameOffers
            case .fundedAmount: machine["funded_amount"] == funded
            case .commissionAmount: machine["commission_amount"] == commission
            case .review: false
            }
        }
    }
}
