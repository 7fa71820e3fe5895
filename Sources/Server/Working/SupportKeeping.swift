import Kernel
import People
import Storage
import SupportWallet

/// Opens participants' wallets when their cohort starts, looks at requests by the rules, sends what is approved, notes once a day who may ask, and closes wallets
/// when their cohort is over (I04, I11, I14, I35). Looks each ten seconds.
struct SupportKeeping: Sendable {
    let database: Database
    let clock: any Clock
    let log: Log
    let desk: DisbursementDesk

    func run() async {
        var noted: Day?
        while !Task.isCancelled {
            let today = clock.now().day
            do {
                try await look()
                if noted != today { try await note() }
                noted = today
            } catch { log.info("support wallets could not be kept: \(error)") }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(10))
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
            for id in try await database.read({ try SupportRequest.toTriage(tenant: act.tenant, $0) }) {
                try await database.write { try SupportRequest.find(id, tenant: act.tenant, $0).triage(act, $0) }
            }
            try await desk.look(at: act.tenant)
        }
    }

    /// Who may ask, and who may not any more.
    private func note() async throws {
        for tenant in try await database.read({ try Tenant.all($0) }) {
            let act = SupportAct(tenant: tenant.id, by: .system("support"), at: clock.now())
            try await database.write { try Eligibility.noteAll(act, $0) }
        }
    }
}
