import Applications
import Cohorts
import Kernel
import Referrals
import Storage
import SupportWallet
import Webhooks

/// Seals everything that is sealed with the newest key. Part by part, each in a transaction of its own: wherever it is cut
/// off, each field opens, and the next call goes on.
struct KeyRotation: Sendable {
    let database: Database
    let keys: Keys

    /// Says how many fields an older key had sealed.
    func run() async throws -> Int {
        let (personal, sealing) = (keys.personal, keys.sealing)
        var count = 0
        let parts: [@Sendable (Connection) throws -> Int] = [
            { try Resealing.run(keys: personal, $0) }, { try Resealing.participants(keys: personal, $0) },
            { try WebhookEndpoint.reseal(keys: sealing, $0) }, { try Resealing.referrers(keys: personal, $0) },
            { try BankAccount.reseal(keys: personal, $0) }, { try SupportRequest.reseal(keys: personal, $0) },
            { try RiskFlag.reseal(keys: personal, $0) }, { try JournalEntry.reseal(keys: personal, $0) },
            { try Evidence.reseal(keys: personal, $0) }, { try SupportReason.reseal(keys: personal, $0) },
        ]
        for part in parts {
            count += try await database.write(part)
            FaultPoint.reach(.insideRotation)
        }
        var last: ReferredLead.ID?
        repeat {
            let after = last
            let done = try await database.write { try Resealing.leads(after: after, keys: personal, $0) }
            count += done.count
            last = done.last
        } while last != nil
        return count
    }
}
