import Commissions
import Kernel
import Ledger
import People
import Referrals
import Storage

/// Keeps the ledgers of all offices: ends reservations whose time is over, lets go of what was held back of shares once it
/// cannot be clawed back any more (E23), and once a day looks at each ledger that grew,
/// writes down its head and carries that to the file of heads. Looks every quarter of an hour.
struct LedgerKeeping: Sendable {
    let database: Database
    let heads: LedgerHeadFile
    let clock: any Clock
    let log: Log

    func run() async {
        while !Task.isCancelled {
            do { try await look() } catch { log.info("the ledger could not be kept: \(error)") }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(900))
        }
    }

    /// One look at every ledger.
    func look() async throws {
        let now = clock.now()
        while try await database.read({ try Journal.hasExpired(at: now, $0) }) {
            _ = try await database.write { try Journal.expire(at: now, $0).count }
        }
        try await release(at: now)
        let wanting = try await database.read { try LedgerHead.wanting(now.day, $0) }
        guard !wanting.isEmpty else { return }
        let exported = try heads.all()
        for tenant in wanting { try await close(tenant, exported.filter { $0.tenant == tenant }, at: now) }
    }

    /// On a day that is over wherever an office may be.
    private func release(at now: Moment) async throws {
        let day = (now - .hours(12)).day
        for tenant in try await database.read({ try Tenant.all($0) }) {
            let isDue = try await database.read { try CommissionBook.hasReserve(before: day, tenant: tenant.id, $0) }
            guard isDue else { continue }
            _ = try await database.write { db in
                try CommissionBook(tenant: tenant.id, by: .system("ledger"), at: now).release(on: day, db)
            }
        }
    }

    private func close(_ tenant: TenantID, _ exported: [LedgerHead], at now: Moment) async throws {
        let review = try await database.read { try LedgerReview.look(at: tenant, exported: exported, $0) }
        let flaw = review.verdict.flaw
        let referrers = try await database.read { try ReferralReview.look([tenant], $0).flaws }
        if let flaw { log.info("the ledger of \(tenant) is broken at row \(flaw.seq): \(flaw.text)") }
        let all = try await database.write { db -> [LedgerHead] in
            var findings = referrers.map { subject in
                Alert.Finding(
                    kind: .ledger, subject: subject,
                    text:
                        "What referral \(subject) earned and was paid is not what the ledger says: nothing is paid to it."
                )
            }
            if let flaw {
                findings.append(
                    Alert.Finding(
                        kind: .ledger, subject: "",
                        text: "The ledger does not fit together from row \(flaw.seq) on: \(flaw.text)."))
            }
            try Alert.settle(findings, of: [.ledger], tenant: tenant, at: now, db)
            _ = try LedgerHead.close(now.day, review, tenant: tenant, at: now, db)
            return try LedgerHead.all(tenant: tenant, db)
        }
        // Those that another node wrote down, or whose way to the file was cut off, are carried there too.
        try heads.add(all.filter { head in !exported.contains { $0.day == head.day } })
    }
}

extension LedgerVerdict {
    /// The first row that does not fit, and why; nil where all fit.
    var flaw: (seq: Int64, text: String)? {
        guard case .broken(_, let seq, let flaw) = self else { return nil }
        return (seq, flaw.description)
    }
}
