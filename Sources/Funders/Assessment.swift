import Kernel

/// How a merchant stands against a funder's guidelines.
package struct Assessment: Sendable {
    package enum Verdict: String, CaseIterable, Sendable {
        case green
        case grey
        case red

        package var label: String {
            switch self {
            case .green: "Fits"
            case .grey: "Not known"
            case .red: "Does not fit"
            }
        }
    }

    /// One rule with both sides in words.
    package struct Finding: Sendable {
        /// A word for programs: `min_fico`.
        package let rule: String
        package let label: String
        package let verdict: Verdict
        /// What the funder asks.
        package let funder: String
        /// What the merchant has.
        package let merchant: String

        /// `Minimum FICO: the funder asks for at least 600, the merchant has 580`
        package var sentence: String { "\(label): the funder asks for \(funder), the merchant has \(merchant)" }

        package var value: Value {
            [
                "rule": Value(rule), "label": Value(label), "verdict": Value(verdict.rawValue),
                "funder": Value(funder), "merchant": Value(merchant), "sentence": Value(sentence),
            ]
        }
    }

    package let findings: [Finding]
    package let documents: [RequiredDocument.Check]

    /// Red where one rule fails, else grey where one is not known or there are no rules, else green.
    package var verdict: Verdict {
        if findings.contains(where: { $0.verdict == .red }) { return .red }
        return findings.isEmpty || findings.contains { $0.verdict == .grey } ? .grey : .green
    }

    /// The share of rules that are met, in percent; 0 without rules.
    package var score: Int {
        findings.isEmpty ? 0 : findings.count { $0.verdict == .green } * 100 / findings.count
    }

    package var missingDocuments: [RequiredDocument.Check] { documents.filter { !$0.isThere } }

    package var value: Value {
        [
            "verdict": Value(verdict.rawValue), "verdict_label": Value(verdict.label), "score": Value(score),
            "findings": .list(findings.map(\.value)), "documents": .list(documents.map(\.value)),
            "missing_documents": .list(missingDocuments.map(\.value)),
        ]
    }
}
