import Applications
import Estimates
import Funders
import Kernel
import Storage

/// Every funder of the office beside one application: how it fits, why or why not, what is missing, and what stands in
/// the way of sending (A34, A36, A51). Nothing is hidden: an unfit funder says which rule excludes it.
package struct Shortlist: Sendable {
    package struct Line: Sendable {
        package let dossier: FunderDossier
        package let assessment: Assessment?
        package let block: (any Refusal)?
        /// The last time this merchant went to the funder.
        package let last: (submission: Submission.ID, status: Status, at: Moment)?
        package let recipients: Recipients?
        /// What the funder takes at the median; nil where it answered nothing of late.
        package let answerTime: AnswerTime?
        /// What the office's history says of it for an application of this size.
        package let score: FundingScore
        /// From 0 to 100: a person's rating where one stands, else the score.
        package var points: Int { dossier.rating?.points ?? score.points }

        /// Whether it can be chosen: not blocked, or blocked only by a guard that a reason overrules.
        package var isSelectable: Bool {
            switch block {
            case nil: true
            case let duplicate as DuplicateRefusal: duplicate.isOverrulable
            default: false
            }
        }
    }

    package let application: Application
    package let lines: [Line]

    package static func make(
        _ id: Application.ID, by order: ShortlistOrder = .fit, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> Shortlist {
        let application = try Application.find(id, tenant: tenant, db)
        let profile = try MerchantProfile.of(id, tenant: tenant, today: now.day, db)
        let sent = try sentInWeek(tenant: tenant, at: now, db)
        let last = try lastSubmissions(of: application, tenant: tenant, db)
        let answers = try AnswerTime.medians(tenant: tenant, at: now, db)
        let size = SizeBand(of: application.fields.requestedAmount)
        let history = try OfficeHistory.read(size: size, tenant: tenant, at: now, db)
        let lines = try FunderDossier.all(tenant: tenant, db).map { dossier in
            var block: (any Refusal)? = dossier.block(sentInWeek: sent[dossier.funder.id] ?? 0, at: now)
            var recipients: Recipients?
            // Why there are none is in the block.
            do { recipients = try dossier.recipients() } catch {}
            if application.archivedAt != nil { block = SubmissionRefusal.archived(id) }
            if block == nil, last[dossier.funder.id] != nil {
                block = try DuplicateGuard.refusal(
                    application, to: dossier.funder.id, exclusive: dossier.handling.exclusive, override: nil,
                    tenant: tenant, at: now, db)
            }
            return Line(
                dossier: dossier, assessment: dossier.guideline?.assess(profile), block: block,
                last: last[dossier.funder.id],
                recipients: recipients, answerTime: answers[dossier.funder.id],
                score: history.score(of: dossier.funder.id))
        }
        return Shortlist(application: application, lines: lines.sorted(by: order.isBefore))
    }

    /// Of the funders that have a cap.
    private static func sentInWeek(tenant: TenantID, at now: Moment, _ db: Connection) throws -> [Funder.ID: Int] {
        let rows = try db.rows(
            """
            SELECT funder.id,
                   (SELECT count(*) FROM submission
                     WHERE tenant_id = \(tenant) AND funder_id = funder.id AND created_at > \(now - Funder.capCounts)
                       AND status NOT IN ('cancelled', 'failed')) AS number
              FROM funder
             WHERE funder.tenant_id = \(tenant) AND funder.weekly_cap IS NOT NULL
             ORDER BY funder.id
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["id"], try $0["number"]) })
    }

    private static func lastSubmissions(
        of application: Application, tenant: TenantID, _ db: Connection
    ) throws -> [Funder.ID: (submission: Submission.ID, status: Status, at: Moment)] {
        var last: [Funder.ID: (submission: Submission.ID, status: Status, at: Moment)] = [:]
        let rows = try db.rows(
            """
            SELECT submission_guard.funder_id, submission.id, submission.status, submission_guard.at
              FROM submission_guard
              JOIN submission ON submission.id = submission_guard.submission_id
              JOIN application ON application.id = submission.application_id
             WHERE submission_guard.tenant_id = \(tenant) AND \(part: DuplicateGuard.concerns(application))
             ORDER BY submission_guard.funder_id, submission_guard.at
            """)
        for row in rows { last[try row["funder_id"]] = (try row["id"], try row["status"], try row["at"]) }
        return last
    }

    /// The funders of a saved choice, in the same order.
    package func narrowed(to saved: SavedShortlist) -> Shortlist {
        Shortlist(application: application, lines: lines.filter(saved.holds))
    }

    /// As pages and programs see it.
    package var value: Value {
        [
            "application": Value(application.id), "reference": .string(application.reference),
            "merchant": .string(application.fields.legalName), "funders": .list(lines.map(\.value)),
            "green": Value(lines.count { $0.assessment?.verdict == .green && $0.isSelectable }),
        ]
    }
}

extension Shortlist.Line {
    package var value: Value {
        let funder = dossier.funder
        var all = assessment?.value.fields ?? Value.Fields()
        all["history"] = score.value.adding("rating", dossier.rating?.value ?? .null)
        all["points"] = Value(points)
        all["mode"] = .string(dossier.handling.mode.rawValue)
        all["mode_label"] = .string(dossier.handling.mode.label)
        all["is_automatic"] = .bool(dossier.handling.mode == .automatic)
        all["id"] = Value(funder.id)
        all["name"] = .string(funder.name)
        all["status"] = .string(funder.status.rawValue)
        all["status_label"] = .string(funder.status.label)
        if assessment == nil {
            all["verdict"] = "grey"
            all["verdict_label"] = "No guidelines"
        }
        all["verdict_is_green"] = .bool(assessment?.verdict == .green)
        all["failed"] = .list((assessment?.findings ?? []).filter { $0.verdict == .red }.map(\.value))
        all["unknown"] = .list((assessment?.findings ?? []).filter { $0.verdict == .grey }.map(\.value))
        all["turnaround_hours"] = Value(dossier.guideline?.criteria.turnaroundHours)
        all["promised_hours"] = Value(funder.firstResponseHours)
        all["answer_hours"] = Value(answerTime?.answerHours)
        all["promised_offer_hours"] = Value(funder.offerHours)
        all["offer_hours"] = Value(answerTime?.offerHours)
        all["email"] = Value(dossier.contact?.email)
        all["to"] = .list((recipients?.to ?? []).map(Value.string))
        all["cc"] = .list((recipients?.cc ?? []).map(Value.string))
        all["is_selectable"] = .bool(isSelectable)
        all["needs_reason"] = .bool(isSelectable && block != nil)
        all["block"] = block.map { ["code": .string($0.code), "reason": .string($0.reason)] } ?? .null
        all["last"] = lastValue
        return .object(all)
    }

    /// What the last sending of this merchant to the funder came to.
    var lastValue: Value {
        last.map {
            [
                "submission": Value($0.submission), "status": .string($0.status.rawValue),
                "status_label": .string($0.status.label), "at": Value($0.at),
            ]
        } ?? .null
    }

    var missingDocuments: Value { .list((assessment?.missingDocuments ?? []).map(\.value)) }
}
