extension Reading {
    /// What the rules found, as names of features beside the words: the outcome and how sure of it they are, reasons, and which rules spoke.
    var findings: [String] {
        let sureness = disposition == .apply ? "A" : reviewCause?.rawValue ?? "rev"
        var names = ["=o:\(outcome.rawValue)", "=o:\(outcome.rawValue)/\(sureness)", "=d:\(sureness)"]
        if !offers.isEmpty { names.append("=offers") }
        if !requestedDocuments.isEmpty { names.append("=docs") }
        names += requestedDocuments.map { "=p:\($0.rawValue)" }
        names += also.map { "=a:\($0.rawValue)" }
        names += declineReasons.map { "=q:\($0.rawValue)" }
        if let first = declineReasons.first {
            names += ["=q1:\(first.rawValue)", "=q1:\(first.rawValue)/\(disposition == .apply)"]
        }
        var rules: Set<String> = []
        for evidence in evidence.prefix(Self.mostRules) where rules.insert(evidence.rule).inserted {
            names.append("=e:\(evidence.rule)")
        }
        return names
    }

    private static let mostRules = 8
}
