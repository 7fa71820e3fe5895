import Ledger
import Storage

extension OfficeCopy {
    /// Refuses a copy in which a ledger does not fit together; what Storage cannot know of the rows that it copies.
    static let needsWholeLedgers: @Sendable (Connection) throws -> Void = { db in
        guard case .broken(let tenant, let seq, _) = try LedgerReview.all(db) else { return }
        throw CopyRefusal.brokenLedger(tenant: tenant, seq: seq)
    }
}
