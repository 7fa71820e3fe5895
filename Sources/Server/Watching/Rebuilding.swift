import Classification
import Commissions
import Deals
import Kernel
import People
import Replies
import Storage
import Submissions

/// Compares what is derived (statuses, declines, checklists, offers, stipulations) with what mails, readings, history and people's
/// verdicts make of it, and makes it anew. People's decisions are part of what it is made from; nothing is sent.
package struct Rebuilding: Sendable {
    package enum Record: Sendable, Hashable {
        case submission(Submission.ID)
        case offer(Offer.ID)
        case stipulation(Stipulation.ID)
        /// The sums over an office's submissions.
        case sums(TenantID)
        /// The office's counts of submissions.
        case counts
    }

    /// One record that is not what it should be.
    package struct Difference: Sendable {
        package let tenant: TenantID
        package let record: Record
        /// What of it differs.
        package let parts: [String]

        package var value: Value {
            let (kind, id): (String, String) =
                switch record {
                case .submission(let id): ("submission", id.description)
                case .offer(let id): ("offer", id.description)
                case .stipulation(let id): ("stipulation", id.description)
                case .sums(let id): ("sums", id.description)
                case .counts: ("submission_counts", tenant.description)
                }
            return ["record": .string(kind), "id": .string(id), "parts": .list(parts.map(Value.string))]
        }
    }

    package private(set) var submissions = 0
    package private(set) var offers = 0
    package private(set) var stipulations = 0
    package private(set) var differences: [Difference] = []

    private static let batch = 500
    private static let who = Who.system("replay")

    /// Looks at every record of every office; changes nothing.
    package static func compare(_ database: Database) async throws -> Rebuilding {
        var found = Rebuilding()
        for tenant in try await database.read({ try Tenant.all($0).map(\.id) }) {
            try await found.look(at: tenant, database)
            if try await database.read({ try FunderTally.miscounted(tenant: tenant, $0) }) > 0 {
                found.differences.append(Difference(tenant: tenant, record: .sums(tenant), parts: ["counts"]))
            }
        }
        return found
    }

    private mutating func look(at tenant: TenantID, _ database: Database) async throws {
        if try await !database.read({
            try SubmissionSums.areRight(tenant: tenant, $0) && CommissionSums.areRight(tenant: tenant, $0)
        }) {
            differences.append(Difference(tenant: tenant, record: .counts, parts: ["counts"]))
        }
        let label = Self.label
        submissions += try await look(
            database, tenant, ids: { try Self.submissions(after: $0, tenant, $1) },
            { (.submission($0), try Submission.misbuilt($0, label: label, tenant: tenant, $1)) })
        offers += try await look(
            database, tenant, ids: { try Offer.everMade(after: $0, limit: Self.batch, tenant: tenant, $1) },
            { (.offer($0), try Offer.misbuilt($0, terms: Self.terms(tenant), tenant: tenant, $1)) })
        stipulations += try await look(
            database, tenant, ids: { try Stipulation.everMade(after: $0, limit: Self.batch, tenant: tenant, $1) },
            { (.stipulation($0), try Stipulation.misbuilt($0, tenant: tenant, $1)) })
    }

    /// Looks at one kind of record, a batch a snapshot; says how many there are.
    private mutating func look<Kind>(
        _ database: Database, _ tenant: TenantID,
        ids: @escaping @Sendable (String, Connection) throws -> [Identifier<Kind>],
        _ parts: @escaping @Sendable (Identifier<Kind>, Connection) throws -> (Record, [String])
    ) async throws -> Int {
        var (last, count) = ("", 0)
        while true {
            let after = last
            let (found, wrong) = try await database.read { db in
                let found = try ids(after, db)
                return (
                    found,
                    try found.map {
                        let (record, parts) = try parts($0, db)
                        return Difference(tenant: tenant, record: record, parts: parts)
                    }
                )
            }
            guard let final = found.last else { return count }
            last = final.description
            count += found.count
            differences += wrong.filter { !$0.parts.isEmpty }
        }
    }

    private static func submissions(after: String, _ tenant: TenantID, _ db: Connection) throws -> [Submission.ID] {
        try db.rows(
            "SELECT id FROM submission WHERE tenant_id = \(tenant) AND id > \(after) ORDER BY id LIMIT \(batch)"
        ).map { try $0["id"] }
    }

    /// Makes the records that differ anew: all of them in one transaction, or none.
    package func store(_ database: Database, at now: Moment) async throws {
        guard !differences.isEmpty else { return }
        let differences = differences
        try await database.write { db in
            for tenant in Set(differences.map(\.tenant)).sorted() {
                let own = differences.filter { $0.tenant == tenant }.map(\.record)
                for case .submission(let id) in own {
                    try Submission.rebuild(id, label: Self.label, tenant: tenant, by: Self.who, at: now, db)
                }
                if own.contains(.counts) {
                    try SubmissionSums.rebuild(tenant: tenant, db)
                    try CommissionSums.rebuild(tenant: tenant, db)
                }
                let offers = own.compactMap { if case .offer(let id) = $0 { id } else { nil } }
                if own.contains(.sums(tenant)) { try FunderTally.recount(tenant: tenant, db) }
                try Offer.rebuild(
                    offers, terms: Self.terms(tenant), tenant: tenant, by: Self.who, at: now, db)
                // Where a lost offer stays lost, its stipulations cannot stand either.
                for case .stipulation(let id) in own {
                    try Stipulation.rebuild(id, tenant: tenant, by: Self.who, at: now, db)
                }
            }
        }
    }

    @Sendable private static func label(_ code: String) -> String { DocumentCode(rawValue: code)?.label ?? code }

    /// The terms that the reading of a mail gave, as the reply's effects stored them.
    private static func terms(_ tenant: TenantID) -> Offer.TermsReader {
        { origin, moment, db in
            guard let message = origin.message,
                let stored = try StoredReading.standing(of: message, at: moment, tenant: tenant, db)
            else { return nil }
            let offers = try Reading(value: stored.reading).offers
            guard offers.indices.contains(origin.index) else { return nil }
            return try Offer.Terms(offers[origin.index])
        }
    }
}
