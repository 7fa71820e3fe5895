import Classification

/// The sentences of a labelled mail, and which papers it asks for.
struct PaperLesson: Sendable {
    let file: String
    let rows: [Learner.Row]

    init(_ mail: LabelledMail) {
        file = mail.file
        let truths = Set(mail.label.requestedDocuments.compactMap { DocumentCode.allCases.firstIndex(of: $0) })
        rows = ReplyReader.paperFeatures(of: mail.input).map { Learner.Row(words: $0, findings: [], truths: truths) }
    }
}
