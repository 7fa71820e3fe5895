import Cohorts
import Crypto
import Kernel
import Storage

extension PartnerReport {
    /// Makes and locks a report in one transaction; refused before what it is about is over, and where there is one already:
    /// that one is corrected.
    package static func lock(
        _ wish: ReportWish, for partner: Partner, by who: Who, at now: Moment, _ db: Connection
    ) throws -> PartnerReport {
        try check(wish, of: partner, at: now, db)
        if let former = try first(wish, of: partner, db) { throw ReportRefusal.alreadyLocked(former) }
        return try store(.live(wish), for: partner, by: who, at: now, db)
    }

    /// A new version in place of this one, made of what the ledger and the cohorts say now.
    package func correct(reason: String, by who: Who, at now: Moment, _ db: Connection) throws -> PartnerReport {
        if let supersededBy { throw ReportRefusal.superseded(id, by: supersededBy) }
        let partner = try Partner.find(partner, tenant: tenant, db)
        let head = ReportContent.Head(wish: wish, version: version + 1, former: self, reason: reason)
        return try Self.store(head, for: partner, by: who, at: now, db)
    }

    /// What was wanted when it was locked.
    var wish: ReportWish {
        ReportWish(
            kind, cohort.map { .cohort($0) } ?? .time(from: from, to: to),
            ReportMetric.allCases.filter(content.metrics.contains))
    }

    private static func check(_ wish: ReportWish, of partner: Partner, at now: Moment, _ db: Connection) throws {
        guard wish.kind != .interim else { throw ReportRefusal.liveOnly }
        if let to = wish.to, to >= now.day { throw ReportRefusal.notOver(to) }
        guard let id = wish.cohort else { return }
        let cohort = try Cohort.find(id, tenant: partner.tenant, db)
        guard cohort.state == .closed else { throw ReportRefusal.notClosed(id, cohort.state) }
    }

    /// The first version of what there is once: a cohort's final report, a year's.
    private static func first(_ wish: ReportWish, of partner: Partner, _ db: Connection) throws -> ID? {
        guard wish.kind != .custom else { return nil }
        return try db.value(
            """
            SELECT id FROM partner_report
             WHERE tenant_id = \(partner.tenant) AND partner_id = \(partner.id) AND type = \(wish.kind)
               AND supersedes_id IS NULL
               AND (cohort_id = \(wish.cohort) OR cohort_id IS NULL AND from_on = \(wish.from))
            """)
    }

    private static func store(
        _ head: ReportContent.Head, for partner: Partner, by who: Who, at now: Moment, _ db: Connection
    ) throws -> PartnerReport {
        let (id, wish) = (ID(at: now), head.wish)
        let content = try ReportContent.made(head, for: partner, at: now, db)
        guard let from = content.value["from_on"]?.text, let to = content.value["to_on"]?.text else {
            preconditionFailure("every report has a time")
        }
        let json = String(decoding: content.value.canonicalBytes, as: UTF8.self)
        try db.run(
            """
            INSERT INTO partner_report (id, tenant_id, partner_id, type, cohort_id, from_on, to_on, version,
                                        supersedes_id, reason, content, content_hash, who, at)
            VALUES (\(id), \(partner.tenant), \(partner.id), \(wish.kind), \(wish.cohort), \(from), \(to),
                    \(head.version), \(head.former?.id), \(head.reason), \(json), \(content.hash), \(who), \(now))
            """)
        try History.append(
            HistoryEntry(
                "partner_report", id, head.former == nil ? "lock" : "correct", by: who, at: now, reason: head.reason,
                detail: [
                    "partner": Value(partner.id), "type": .string(wish.kind.rawValue), "version": Value(head.version),
                    "hash": .string(content.hash.description), "supersedes": Value(head.former?.id.description),
                ]), tenant: partner.tenant, db)
        return try find(id, tenant: partner.tenant, db)
    }
}
