import Kernel
import Storage
import Web

/// How a part of a grant was spent (H07): reports together never say more than was granted.
package struct GrantReport: Sendable {
    package typealias ID = Identifier<GrantReport>

    /// What is told of a report.
    package struct Draft: Sendable {
        package let coversFrom: Day
        package let coversTo: Day
        package let spent: Cents
        package let words: String

        static func read(_ reader: inout FieldReader) -> Draft {
            let draft = Draft(
                coversFrom: reader.day("covers_from"), coversTo: reader.day("covers_to"),
                spent: reader.cents("spent", in: .zero...Cents.largest),
                words: reader.text("words", max: 20_000, lines: true))
            if draft.coversTo < draft.coversFrom {
                reader.refuse("covers_to", code: "ends_before_start", "must not be before covers_from")
            }
            return draft
        }

        // swift-format-ignore
        static let shapes: [FieldShape] = [
            .required("covers_from", .day), .required("covers_to", .day), .required("spent", .money), .required("words", .text(max: 20_000)),
        ]
    }

    package let id: ID
    package let grant: Grant.ID
    package let coversFrom: Day
    package let coversTo: Day
    package let spent: Cents
    package let words: String
    package let who: Who
    package let at: Moment
    package let reversalReason: String?

    package var counts: Bool { reversalReason == nil }

    private static let query: SQL = """
        SELECT grant_report.id, grant_report.grant_id, grant_report.covers_from, grant_report.covers_to,
               grant_report.spent_cents, grant_report.words, grant_report.who, grant_report.at,
               grant_report_reversal.reason
          FROM grant_report
          LEFT JOIN grant_report_reversal ON grant_report_reversal.report_id = grant_report.id
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        grant = try row["grant_id"]
        coversFrom = try row["covers_from"]
        coversTo = try row["covers_to"]
        spent = try row["spent_cents"]
        words = try row["words"]
        who = try row["who"]
        at = try row["at"]
        reversalReason = try row["reason"]
    }

    /// Writes a report down; the first one of a plain application changes its state.
    package static func file(
        _ draft: Draft, for grant: Grant, _ act: SponsorshipAct, _ db: Connection
    ) throws -> GrantReport {
        let next = try grant.course.moves.move(grant.state, on: .report)
        guard grant.granted != nil else { throw GrantRefusal.notGranted(grant.state) }
        guard draft.coversTo <= act.now.day.adding(days: 1) else {
            throw SponsorshipRefusal.inTheFuture(draft.coversTo)
        }
        // What was written off after it was reported leaves nothing.
        let left = max(.zero, try grant.reports(db).filter(\.counts).reduce(try grant.standing(db)) { $0 - $1.spent })
        guard draft.spent <= left else { throw GrantRefusal.moreThanGranted(left) }
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO grant_report (id, tenant_id, grant_id, covers_from, covers_to, spent_cents, words, who, at)
            VALUES (\(id), \(act.tenant), \(grant.id), \(draft.coversFrom), \(draft.coversTo), \(draft.spent),
                    \(draft.words), \(act.who), \(act.now))
            """)
        try grant.move(
            to: next, on: .report, "updated_at = \(act.now)",
            detail: ["report": Value(id), "spent": .string(draft.spent.decimal)], act, db)
        return try find(id, act.scope, db).report
    }

    /// The report with its grant.
    package static func find(
        _ id: ID, _ scope: NodeScope, _ db: Connection
    ) throws -> (report: GrantReport, grant: Grant) {
        let row = try db.row(
            "\(part: query) WHERE grant_report.tenant_id = \(scope.tenant) AND grant_report.id = \(id)")
        guard let row else { throw RecordRefusal.unknown("report", id) }
        let report = try GrantReport(row)
        do { return (report, try Grant.find(report.grant, scope, db)) } catch is RecordRefusal {
            throw RecordRefusal.unknown("report", id)
        }
    }

    static func of(_ grant: Grant, _ db: Connection) throws -> [GrantReport] {
        try db.rows(
            """
            \(part: query)
             WHERE grant_report.tenant_id = \(grant.tenant) AND grant_report.grant_id = \(grant.id)
             ORDER BY grant_report.id
            """
        ).map(GrantReport.init)
    }

    /// It was wrong: another is written in its place, while the grant takes reports.
    package func reverse(of grant: Grant, reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        _ = try grant.course.moves.move(grant.state, on: .report)
        guard counts else { throw GrantRefusal.reversedAlready }
        try db.run(
            """
            INSERT INTO grant_report_reversal (report_id, tenant_id, reason, who, at)
            VALUES (\(id), \(act.tenant), \(reason), \(act.who), \(act.now))
            """)
        try act.log(
            "grant_application", grant.id, "report_reversed", reason: reason, detail: ["report": Value(id)], db)
    }

    func value(_ currency: Currency) -> Value {
        [
            "id": Value(id), "grant": Value(grant), "covers_from": Value(coversFrom), "covers_to": Value(coversTo),
            "spent": .string(spent.decimal), "spent_text": .string(currency.shown(spent)), "words": .string(words),
            "who": .string(who.text), "at": Value(at), "is_reversed": .bool(!counts),
            "reversal_reason": Value(reversalReason),
        ]
    }
}

extension Grant {
    package func reports(_ db: Connection) throws -> [GrantReport] { try GrantReport.of(self, db) }
}
