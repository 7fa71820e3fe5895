import Kernel
import People
import Storage
import SupportWallet

/// Opens participants' wallets when their cohort starts, and closes them when it is over (I04, I35). Looks each half minute.
struct SupportKeeping: Sendable {
    let database: Database
    let clock: any Clock
    let log: Log

    func run() async {
        while !Task.isCancelled {
            do { try await look() } catch { log.info("support wallets could not be kept: \(error)") }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(30))
        }
    }

    /// One look at all offices: a transaction for each wallet, so that none holds up the others.
    func look() async throws {
        for tenant in try await database.read({ try Tenant.all($0) }) {
            let act = SupportAct(tenant: tenant.id, by: .system("support"), at: clock.now())
            let due = try await database.read { try Wallet.due(tenant: act.tenant, $0) }
            for participant in due.toOpen {
                _ = try await database.write { try Wallet.open(for: participant, act, $0) }
            }
            for id in due.toClose {
                try await database.write { try Wallet.find(id, tenant: act.tenant, $0).end(act, $0) }
            }
        }
    }
}
