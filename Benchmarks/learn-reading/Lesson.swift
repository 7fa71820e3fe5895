import Classification
import Kernel
import TestReadings

/// A labelled mail as features of its words, and what the rules find in it.
struct Lesson: Sendable {
    /// The file of its mail; nil for a sentence that teaches every fold.
    let file: String?
    let features: [String]
    let findings: [String]
    /// Nil: it teaches nothing of it.
    let outcome: Outcome?
    /// It and what stands beside it.
    let stated: [Outcome]
    let reasons: [DeclineReason]
    let documents: [DocumentCode]?

    /// Of some labelled mails and all labelled sentences.
    static func all(_ mails: [LabelledMail]) -> [Lesson] {
        var lessons = mails.map { Lesson($0.input, $0.label, $0.file) }
        for row in rows("reasons") {
            guard row.count == 2, let reason = DeclineReason(rawValue: row[0]) else { continue }
            lessons.append(Lesson(ReplyInput(subject: "", body: row[1]), .declined, [reason], []))
        }
        for row in rows("outcomes") {
            guard row.count == 3, let outcome = Outcome(rawValue: row[0]) else { continue }
            let documents = row[1].split(separator: " ").compactMap { DocumentCode(rawValue: String($0)) }
            lessons.append(Lesson(ReplyInput(subject: "", body: row[2]), outcome, [], documents))
        }
        for row in rows("clauses-reasons") {
            guard row.count == 2, let reason = DeclineReason(rawValue: row[0]) else { continue }
            lessons.append(Lesson(ReplyInput(subject: "", body: row[1]), nil, [reason], nil))
        }
        return lessons
    }

    static func rows(_ name: String) -> [[String]] {
        let text = String(decoding: Fixtures.bytes(Fixtures.folder + "/readings/\(name).tsv"), as: UTF8.self)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private init(_ input: ReplyInput, _ label: Reading, _ file: String) {
        self.init(input, label.outcome, label.declineReasons, label.requestedDocuments, also: label.also, file)
    }

    private init(
        _ input: ReplyInput, _ outcome: Outcome?, _ reasons: [DeclineReason], _ documents: [DocumentCode]?,
        also: [Outcome] = [], _ file: String? = nil
    ) {
        self.file = file
        features = ReplyReader.features(of: input)
        findings = ReplyReader.findings(of: input)
        stated = (outcome.map { [$0] } ?? []) + also
        (self.outcome, self.reasons, self.documents) = (outcome, reasons, documents)
    }

    /// Its outcome's row.
    var ofOutcome: Learner.Row? { outcome.map { row(of: [$0], in: Outcome.allCases) } }
    /// Its first reason's; what stands in a subject says nothing of it.
    var ofReason: Learner.Row? {
        reasons.first.map { row(of: [$0], in: DeclineReason.allCases, words: features.filter { !$0.hasPrefix("s:") }) }
    }
    /// What may stand several times in one mail: its documents, its reasons, its outcomes.
    var ofMarks: Learner.Row? {
        documents.map { documents in
            let reasons = reasons.compactMap { DeclineReason.allCases.firstIndex(of: $0) }
            let outcomes = stated.compactMap { Outcome.allCases.firstIndex(of: $0) }
            let papers = documents.compactMap { DocumentCode.allCases.firstIndex(of: $0) }
            return Learner.Row(
                words: features, findings: findings,
                truths: Set(
                    papers + reasons.map { $0 + DocumentCode.allCases.count }
                        + outcomes.map { $0 + DocumentCode.allCases.count + DeclineReason.allCases.count }))
        }
    }

    private func row<Code: Equatable>(of truths: [Code], in all: [Code], words: [String]? = nil) -> Learner.Row {
        Learner.Row(
            words: words ?? features, findings: findings, truths: Set(truths.compactMap { all.firstIndex(of: $0) }))
    }
}
