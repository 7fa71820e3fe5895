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
            for dossier in try fitting(application, dossiers, tenant: tenant, at: now, db) {
                matches.append(Match(application: id, funder: dossier.funder.id))
            }
        }
        return matches
    }

    /// Looks again in the transaction that queues the mail: between the look and now the office may have said otherwise.
    static func check(
        _ application: Application, _ funder: Funder.ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        let dossier = try FunderDossier.of(funder, tenant: tenant, db)
        guard dossier.handling.mode == .automatic,
            try !candidates(application.id, since: now - window, tenant: tenant, at: now, db).isEmpty,
            try !fitting(application, [dossier], tenant: tenant, at: now, db).isEmpty
        else { throw SubmissionRefusal.notByItself(application.id) }
    }

    /// The funders whose rules and documents it meets, and to whom it did not go.
    private static func fitting(
        _ application: Application, _ dossiers: [FunderDossier], tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [FunderDossier] {
        let sent = Set(try Submission.all(of: application.id, tenant: tenant, db).map(\.funder))
        let profile = try MerchantProfile.of(application.id, tenant: tenant, today: now.day, db)
        return dossiers.filter { dossier in
            guard !sent.contains(dossier.funder.id), let since = dossier.handling.modeSince,
                application.createdAt > since, let assessment = dossier.guideline?.assess(profile)
            else { return false }
            return assessment.verdict == .green && assessment.missingDocuments.isEmpty
        }
    }

    /// Those that nobody has touched for a while, or the one of them that is named.
    private static func candidates(
        _ only: Application.ID? = nil, since: Moment, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [Application.ID] {
        let own: SQL = only.map { "AND id = \($0)" } ?? ""
        return try db.rows(
            """
            SELECT id FROM application
             WHERE tenant_id = \(tenant) AND id >= \(Application.ID.first(at: since)) \(part: own)
               AND created_at > \(since) AND archived_at IS NULL AND updated_at <= \(now - rests)
               AND NOT EXISTS (SELECT 1 FROM application_file
                                WHERE application_file.application_id = application.id
                                  AND application_file.is_generated = 0
                                  AND application_file.created_at > \(now - rests))
             ORDER BY id DESC LIMIT \(most)
            """
        ).map { try $0["id"] }
    }
}
