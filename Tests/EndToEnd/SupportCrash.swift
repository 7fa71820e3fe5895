import Applications
import Cohorts
import Glibc
import Kernel
import PartnerFunding
import People
import Server
import Storage
import Synchronization
import TestServers
import Testing
import Web
import Wire

@testable import SupportWallet

/// The real program, killed after its provider took a transfer and before it heard so.
@Suite struct SupportCrash {
    @Test func `I28 a program that is killed between a transfer and its record pays once`() async throws {
        let provider = try KillingProvider()
        let test = try await TestOffice(port: 0, extra: provider.settings)
        let id = try await test.approvedCash()
        let first = try test.serve()
        provider.arm(first.identifier)
        let limit = Task.detached {
            try? await Task.sleep(for: .seconds(600))
            first.signal(SIGTERM)
        }
        #expect(await first.end().status == nil, "it ended by itself")
        limit.cancel()
        provider.arm(nil)
        func found() async throws -> Disbursement {
            let tenant = test.tenant
            return try #require(try await test.database.read { try Disbursement.of(id, tenant: tenant, $0) })
        }
        #expect(try await found().state == .calling)
        let reference = try await found().reference
        #expect(provider.simulator.entry(reference)?.times == 1)
        // The call was made ten minutes ago: the program that is served again finds by itself that nobody waits for it, and asks.
        let tenant = test.tenant
        try await test.lookBack(at: id)
        let second = try test.serve()
        for _ in 1...600 {
            if try await found().state == .completed { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await found().state == .completed)
        let moves = try await test.database.read { db in
            let found = try #require(try Disbursement.of(id, tenant: tenant, db))
            return try History.of("support_disbursement", found.id, tenant: tenant, db).map(\.event)
        }
        #expect(moves == ["confirm", "lose", "begin"])
        second.signal(SIGTERM)
        #expect(await second.end().status == 0)
        #expect(provider.simulator.entry(reference)?.times == 1 && provider.simulator.references == [reference])
        #expect(try await Program.run("verify", office: test).status == 0)
    }
}

extension SupportCrash {
    @Test
    func
        `F62 a program that is killed between a wallet's debit and its cohort's capital has done neither, and then both`()
        async throws
    {
        let provider = try KillingProvider()
        // Nobody kills it but its own fault point.
        provider.arm(nil)
        let test = try await TestOffice(port: 0, extra: provider.settings)
        let (id, allocation) = try await test.fundedCash()
        let before = try await test.funding(allocation)
        #expect(before.disbursed == [] && before.wallet == 10_000 && before.states == "released active")
        let first = try test.serve(fault: "funding.inside_disbursement")
        let limit = Task.detached {
            try? await Task.sleep(for: .seconds(600))
            first.signal(SIGTERM)
        }
        #expect(await first.end().status == nil, "it ended by itself")
        limit.cancel()
        let (tenant, database) = (test.tenant, test.database)
        func standing() async throws -> (state: Disbursement.State, spent: Cents, pending: Cents, claims: [String]) {
            try await database.read { db in
                let found = try #require(try Disbursement.of(id, tenant: tenant, db))
                let participant = try #require(
                    try db.value("SELECT participant_id FROM support_wallet", as: Participant.ID.self))
                let balance = try WalletBalance.of(
                    try #require(try Wallet.of(participant, tenant: tenant, db)), db)
                let claims = try db.rows("SELECT state FROM allocation_claim").map { try $0.first(as: String.self) }
                return (found.state, balance.totalSpent, balance.totalPending, claims)
            }
        }
        // The provider paid; neither the wallet nor the capital has heard so.
        var (state, spent, pending, claims) = try await standing()
        #expect(state == .calling && spent == .zero && pending > .zero && claims == ["kept"])
        #expect(try await test.funding(allocation) == before)
        try await test.lookBack(at: id)
        let second = try test.serve()
        for _ in 1...600 {
            if try await standing().state == .completed { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        second.signal(SIGTERM)
        #expect(await second.end().status == 0)
        let kept = pending
        (state, spent, pending, claims) = try await standing()
        #expect(state == .completed && spent == kept && pending == .zero && claims == ["paid"])
        let after = try await test.funding(allocation)
        #expect(after.disbursed == [kept.count] && after.wallet == before.wallet - kept.count)
        #expect(after.capital == before.capital - kept.count)
        #expect(provider.simulator.references.allSatisfy { provider.simulator.entry($0)?.times == 1 })
        #expect(try await Program.run("verify", office: test).status == 0)
    }
}

extension TestOffice {
    /// The call was made ten minutes ago: nobody waits for it any more.
    fileprivate func lookBack(at request: SupportRequest.ID) async throws {
        let tenant = tenant
        try await database.write { db in
            try db.run(
                """
                UPDATE support_disbursement SET called_at = called_at - 600000
                 WHERE tenant_id = \(tenant) AND request_id = \(request)
                """)
        }
    }
}

/// Paystack on a loopback port; it kills the program that asked for a transfer, once it has written the transfer down.
private final class KillingProvider: Sendable {
    let simulator = ProviderSimulator(secret: "sk_test_1")
    private let folder: TemporaryFolder
    private let server: HTTPServer
    /// Nil while the test has not said whom to kill.
    private let program = Mutex<pid_t?>(nil)
    private let isOver = Mutex(false)

    init() throws {
        folder = try TemporaryFolder()
        guard Files.write(Array("sk_test_1\n".utf8), to: "\(folder.path)/secret") else { throw PlainRefusal.missing }
        server = HTTPServer(
            settings: ServerSettings(uploadFolder: folder.path),
            parts: ServerParts(
                router: Router(simulator.routes), clock: ManualClock(Moment(seconds: 0)), authenticate: { _ in nil },
                renderer: { _, _ in [] }, log: { _ in }))
        try server.start()
        simulator.whenTaken { [weak self] in self?.strike() }
    }

    deinit {
        let server = server
        Task { await server.stop(grace: .seconds(1)) }
    }

    var address: String { "http://127.0.0.1:\(server.port)" }
    var settings: Value {
        ["paystack_url": .string(address), "paystack_secret_file": .string("\(folder.path)/secret")]
    }

    func arm(_ identifier: pid_t?) {
        if identifier == nil { isOver.withLock { $0 = true } }
        program.withLock { $0 = identifier }
    }

    private func strike() {
        while !isOver.withLock({ $0 }) {
            if let found = program.withLock({ $0 }) {
                kill(found, SIGKILL)
                return
            }
            usleep(1000)
        }
    }
}
