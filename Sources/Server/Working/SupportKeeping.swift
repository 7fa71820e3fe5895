import Kernel
import People
import Storage
import SupportWallet

/// Opens participants' wallets when their cohort starts, looks at requests by the rules, notes once a day who may ask, and closes wallets when
/// their cohort is over (I04, I11, I14, I35); beside it sends what is approved. Looks each ten seconds. What fails of one wallet, request
/// or office is told in the log and holds up no other.
struct SupportKeeping: Sendable {
    let database: Database
    let clock: any Clock
    let log: Log
    let desk: DisbursementDesk
    /// Up to where what waits for an operator was looked at last.
    private let places = TriagePlaces()

    init(database: Database, clock: any Clock, log: Log, desk: DisbursementDesk) {
        self.database = database
        self.clock = clock
        self.log = log
        self.desk = desk
    }

    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await keep() }
            // A provider may take half a minute for each call; nothing else waits for that.
            group.addTask { await send() }
        }
    }

    private func keep() async {
        var noted: Day?
        while !Task.isCancelled {
            let today = clock.now().day
            await attempt("support wallets") {
                try await look()
                if noted != today { try await note() }
                noted = today
            }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(10))
        }
    }

    private func send() async {
        while !Task.isCancelled {
            await attempt("support") { try await disburse() }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(10))
        }
    }

    /// So many of those that wait for an operator are looked at anew in one look.
    private static let mostWaiting = 100

    /// One look at all offices: a transaction for each wallet and each request.
    func look() async throws {
        for tenant in try await database.read({ try Tenant.all($0) }) {
            await attempt("the wallets of office \(tenant.id)") { try await look(at: tenant.id) }
        }
    }

    private func look(at tenant: TenantID) async throws {
        let act = SupportAct(tenant: tenant, by: .system("support"), at: clock.now(), funding: desk.funding)
        let due = try await database.read { try Wallet.due(tenant: tenant, $0) }
        for participant in due.toOpen {
            await attempt("the wallet of participant \(participant)") {
                _ = try await database.write { try Wallet.open(for: participant, act, $0) }
            }
        }
        for id in due.toClose {
            await attempt("wallet \(id)") {
                try await database.write { try Wallet.find(id, tenant: tenant, $0).end(act, $0) }
            }
        }
        if try await database.read({ try ComingSetting.isDue(tenant, at: act.now, $0) }) {
            await attempt("the settings of office \(tenant)") {
                try await database.write { try ComingSetting.keep(act, $0) }
            }
        }
        let last = places[tenant]
        let found = try await database.read {
            try SupportRequest.toTriage(after: last, most: Self.mostWaiting, tenant: tenant, $0)
        }
        places[tenant] = found.waiting.last
        for id in found.new + found.waiting {
            await attempt("request \(id)") {
                try await database.write { try SupportRequest.find(id, tenant: tenant, $0).triage(act, $0) }
            }
        }
    }

    /// Sends what is approved, and asks what became of what was sent.
    func disburse() async throws {
        for tenant in try await database.read({ try Tenant.all($0) }) {
            await attempt("the disbursements of office \(tenant.id)") { try await desk.look(at: tenant.id) }
        }
    }

    /// Who may ask, and who may not any more; and what of the week that is over is looked at by chance.
    private func note() async throws {
        let keys = desk.keys
        await attempt("the reasons of risks") { try await database.write { try RiskFlag.sealPlain(keys: keys, $0) } }
        for tenant in try await database.read({ try Tenant.all($0) }) {
            let act = SupportAct(tenant: tenant.id, by: .system("support"), at: clock.now())
            await attempt("eligibility in office \(tenant.id)") {
                try await database.write { try Eligibility.noteAll(act, $0) }
            }
            await attempt("the sample of office \(tenant.id)") {
                try await database.write { try SupportSample.drawIfDue(act, $0) }
            }
        }
    }

    private func attempt(_ what: String, _ body: () async throws -> Void) async {
        do { try await body() } catch { log.info("\(what) could not be kept: \(error)") }
    }
}
