import Cohorts
import Crypto
import Documents
import Kernel
import Storage
import Web

/// What a report says. Page, PDF and text are made of it alone, so that a locked one is the same for ever.
package struct ReportContent: Sendable {
    package let value: Value

    package init(value: Value) { self.value = value }

    package var hash: Digest { Digest(of: value.canonicalBytes) }

    /// What stands in a report beside its figures.
    struct Head: Sendable {
        let wish: ReportWish
        let version: Int
        let former: PartnerReport?
        let reason: String?

        /// Of a report that is only shown.
        static func live(_ wish: ReportWish) -> Head { Head(wish: wish, version: 1, former: nil, reason: nil) }
    }

    /// The report as the ledger and the cohorts are now.
    static func made(_ head: Head, for partner: Partner, at now: Moment, _ db: Connection) throws -> ReportContent {
        let wish = head.wish
        let figures = try ReportFigures(wish.scope, of: partner, isCorrection: head.former != nil, db)
        let office: String = try db.value("SELECT name FROM tenant WHERE id = \(partner.tenant)") ?? ""
        let one = wish.cohort.flatMap { id in figures.cohorts.first { $0.cohort.id == id }?.cohort }
        let sections = ReportMetric.Section.allCases.compactMap { section -> Value? in
            let lines = wish.metrics.filter { $0.section == section }.flatMap(figures.lines)
            return lines.isEmpty
                ? nil
                : [
                    "section": .string(section.rawValue), "title": .string(section.label),
                    "lines": .list(lines.map(\.shown)),
                ]
        }
        let made = ReportContent(value: [
            "type": .string(wish.kind.rawValue), "type_label": .string(wish.kind.label),
            "title": .string(wish.title(one)), "office": .string(office), "partner_name": .string(partner.name),
            "from_on": Value(one?.startsOn ?? wish.from), "to_on": Value(one?.endsOn ?? wish.to),
            "cohort": Value(one?.id.description), "made_at": Value(now), "version": Value(head.version),
            "supersedes": Value(head.former?.id.description),
            "supersedes_version": Value(head.former?.version),
            "supersedes_hash": Value(head.former?.hash.description), "reason": Value(head.reason),
            "cohorts": .list(
                figures.cohorts.map { funded in
                    [
                        "id": Value(funded.cohort.id), "name": .string(funded.cohort.name),
                        "region": Value(funded.cohort.region),
                        "starts_on": Value(funded.cohort.startsOn), "ends_on": Value(funded.cohort.endsOn),
                        "cohort_state": .string(funded.cohort.state.rawValue), "seats": Value(funded.seats),
                    ]
                }),
            "sections": .list(sections),
        ])
        guard let former = head.former else { return made }
        let changes = ReportChange.between(former.content.lines, made.lines)
        return ReportContent(value: made.value.adding("changes", .list(changes.map(\.value))))
    }

    /// All figures, in their order.
    var lines: [Value] { sections.flatMap(\.lines) }
    var cohorts: [Value] { value["cohorts"]?.list ?? [] }

    /// What it was asked for, and what of it had a figure.
    var metrics: Set<ReportMetric> { Self.metrics(lines) }
    var told: Set<ReportMetric> { Self.metrics(lines.filter { $0["value"] != .null }) }

    private static func metrics(_ lines: [Value]) -> Set<ReportMetric> {
        Set(lines.compactMap { $0["metric"]?.text.flatMap(ReportMetric.init) })
    }

    private func text(_ name: String) -> String { value[name]?.text ?? "" }

    private var sections: [(title: String, lines: [Value])] {
        (value["sections"]?.list ?? []).map { ($0["title"]?.text ?? "", $0["lines"]?.list ?? []) }
    }

    /// As pages of paper; `hash` where it is locked.
    func paper(_ hash: Digest?) -> PaperDocument {
        let version = value["version"]?.integer ?? 1
        var paper = PaperDocument(
            title: text("title"), sender: text("office"),
            reference: hash == nil ? "Live, \(text("made_at"))" : "Version \(version)")
        paper.titleLines = [text("partner_name"), "\(text("from_on")) to \(text("to_on"))"]
        if let former = value["supersedes_version"]?.integer {
            let words =
                "Version \(version), instead of version \(former) (\(text("supersedes_hash"))): \(text("reason"))"
            paper.blocks.append(.paragraph(words))
            let rows = (value["changes"]?.list ?? []).map { line in
                ["label", "was", "is"].map { line[$0]?.text ?? "" }
            }
            let columns =
                [PaperDocument.Column("What", weight: 2)]
                + ["Version \(former)", "Now"].map { .init($0, isRight: true) }
            if !rows.isEmpty { paper.blocks += [.heading("What changed"), .table(columns, rows: rows)] }
        }
        let cohorts = cohorts.map { cohort in
            ["name", "region", "starts_on", "ends_on"].map { cohort[$0]?.text ?? "" }
                + ["\(cohort["seats"]?.integer ?? 0)"]
        }
        if !cohorts.isEmpty {
            let columns =
                [PaperDocument.Column("Cohort", weight: 2), .init("Region", weight: 1.4), .init("From"), .init("To")]
                + [.init("Your seats", isRight: true)]
            paper.blocks += [.heading("Cohorts"), .table(columns, rows: cohorts)]
        }
        for section in sections {
            let rows = section.lines.map { [$0["label"]?.text ?? "", $0["text"]?.text ?? ""] }
            let columns = [PaperDocument.Column("What", weight: 2), PaperDocument.Column("Figure", isRight: true)]
            paper.blocks += [.gap(points: 6), .heading(section.title), .table(columns, rows: rows)]
        }
        paper.blocks += [.gap(points: 8), .paragraph(Self.rules, isSmall: true)]
        if let hash { paper.blocks.append(.paragraph("SHA-256 of what was locked: \(hash)", isSmall: true)) }
        return paper
    }

    private static let rules = """
        Counts of fewer than five people are not shown, nor what they would follow from. Where others fund a cohort too, its \
        participants count by seats whose money is released. Percentages are whole, and of your participants. What was paid \
        out is told by its kind for whole cohorts, and without its kind where it was for fewer than five participants. What is new \
        of fewer than five since an earlier report is not told.
        """

    /// A row for each figure.
    func commaText() -> CommaText {
        var text = CommaText(head: ["section", "name", "label", "value", "text"])
        for section in sections {
            for line in section.lines {
                text.add([section.title] + ["name", "label", "value", "text"].map { line[$0]?.text ?? "" })
            }
        }
        return text
    }
}
