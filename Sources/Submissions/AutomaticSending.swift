import Applications
import Funders
import Kernel
import Storage

/// Sends by itself what fits a funder whose mode is automatic and has every document that the funder wants (A53). It goes
/// the way of a person's order, with the same guards: of several nodes that look at once, one sends, and the others are
/// refused by the duplicate guard in their own transaction.
package struct AutomaticSending: Sendable {
    let desk: SendingDesk

    /// An application rests so long after its last change: somebody may still be entering it.
    package static let rests = Span.minutes(10)
    /// What came in longer ago is for a person.
    static let window = Span.days(14)
    /// So many applications are looked at, the newest.
    static let most = 500

    static let who = Who.system("automatic")

    package init(desk: SendingDesk) { self.desk = desk }

    struct Match: Sendable, Hashable {
        let application: Application.ID
        let funder: Funder.ID
    }

    /// One look at an office; says how many submissions it queued.
    @discardableResult
    package func look(tenant: TenantID) async throws -> Int {
        let now = desk.clock.now()
        let matches = try await desk.database.read { try Self.matches(tenant: tenant, at: now, $0) }
        var queued = 0
        for match in matches {
            let order = SendingDesk.Order(application: match.application, funders: [match.funder])
            do {
                let (answer, _) = try await desk.send(order, key: nil, tenant: tenant, by: Self.who)
                queued += answer["lines"]?.list?.count { $0["state"] == "queued" } ?? 0
            } catch is any Refusal {
                // What cannot be sent stands in the shortlist with its reason.
                continue
            }
        }
        return queued
    }

    /// What is to be sent now.
    static func matches(tenant: TenantID, at now: Moment, _ db: Connection) throws -> [Match] {
        let dossiers = try FunderDossier.all(tenant: tenant, db).filter {
            $0.handling.mode == .automatic && $0.block(sentInWeek: 0, at: now) == nil
        }
        guard let first = dossiers.compactMap(\.handling.modeSince).min() else { return [] }
        var matches: [Match] = []
        for id in try candidates(since: max(first, now - window), tenant: tenant, at: now, db) {
            let application = try Application.find(id, tenant: tenant, db)
            let sent = Set(try Submission.all(of: id, tenant: tenant, db).map(\.funder))
            let profile = try MerchantProfile.of(id, tenant: tenant, today: now.day, db)
            for dossier in dossiers where !sent.contains(dossier.funder.id) {
                guard let since = dossier.handling.modeSince, application.createdAt > since,
                    let assessment = dossier.guideline?.assess(profile), assessment.verdict == .green,
                    assessment.missingDocuments.isEmpty
                else { continue }
                matches.append(Match(application: id, funder: dossier.funder.id))
            }
        }
        return matches
    }

    private static func candidates(
        since: Moment, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [Application.ID] {
        try db.rows(
            """
            SELECT id FROM application
             WHERE tenant_id = \(tenant) AND id >= \(Application.ID.first(at: since))
               AND created_at > \(since) AND archived_at IS NULL AND updated_at <= \(now - rests)
               AND NOT EXISTS (SELECT 1 FROM application_file
                                WHERE application_file.application_id = application.id
                                  AND application_file.created_at > \(now - rests))
             ORDER BY id DESC LIMIT \(most)
            """
        ).map { try $0["id"] }
    }
}
