import Applications
import Estimates
import Kernel
import People
import Storage
import Web

/// The shortlist by itself, and as comma-separated text.
extension SubmissionRoutes {
    func shortlist(_ request: Request) async throws -> Answer {
        let (list, order) = try await asked(request)
        return .view(
            "submissions/shortlist",
            list.value.adding("sort", .string(order.rawValue)).adding("sorts", ShortlistOrder.choices),
            title: "Shortlist")
    }

    func exportShortlist(_ request: Request) async throws -> Answer {
        try await asked(request).list.text.answer(name: "shortlist.csv")
    }

    private func asked(_ request: Request) async throws -> (list: Shortlist, order: ShortlistOrder) {
        let caller = try request.caller
        // `/funders?for=APPLICATION` is the same question (J23).
        let asked = try request.query.id("for", Application.self)
        guard let id = try asked ?? request.query.id("application", Application.self) else {
            throw PlainRefusal(.invalid, code: "required", field: "application", "name the application")
        }
        let order = try request.query.choice("sort", ShortlistOrder.self) ?? .fit
        let saved = try request.query.id("saved", SavedShortlist.self)
        let now = clock.now()
        let list = try await database.read { db in
            let list = try Shortlist.make(id, by: order, tenant: caller.tenant, at: now, db)
            return try saved.map { list.narrowed(to: try SavedShortlist.find($0, tenant: caller.tenant, db)) } ?? list
        }
        return (list, order)
    }
}

extension Shortlist {
    private static let head = [
        "funder", "verdict", "score", "score_version", "cases", "can_be_sent", "block", "failed_rules",
        "missing_documents", "turnaround_hours", "answers_lately_hours", "funder_id",
    ]

    var text: CommaText {
        var text = CommaText(head: Self.head)
        for line in lines { text.add(line.cells) }
        return text
    }
}

extension Shortlist.Line {
    fileprivate var cells: [String] {
        let failed = (assessment?.findings ?? []).filter { $0.verdict == .red }
        return [
            dossier.funder.name, assessment?.verdict.rawValue ?? "grey", "\(points)",
            dossier.rating == nil ? FundingScore.version : "by hand",
            "\(score.cases)", isSelectable ? "yes" : "no", block?.reason ?? "",
            failed.map(\.sentence).joined(separator: "; "),
            (assessment?.missingDocuments ?? []).map(\.document.label).joined(separator: "; "),
            (dossier.guideline?.criteria.turnaroundHours).map(String.init) ?? "",
            (answerTime?.answerHours).map(String.init) ?? "", dossier.funder.id.description,
        ]
    }
}
