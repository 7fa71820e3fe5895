import Applications
import Cohorts
import Glibc
import Kernel
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
        // What the program does after its next start, when it is time to ask.
        let clock = ManualClock(test.office.clock.now())
        let desk = DisbursementDesk(
            database: test.database, clock: clock, keys: test.office.keys.personal,
            providers: [.bankTransfer: try provider.paystack()], funding: CommitmentFunding(), log: { _ in })
        for _ in 1...4 {
            clock.advance(.minutes(6))
            try await desk.look(at: test.tenant)
        }
        #expect(try await found().state == .completed)
        #expect(provider.simulator.entry(reference)?.times == 1 && provider.simulator.references == [reference])
        #expect(try await Program.run("verify", office: test).status == 0)
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

    func paystack() throws -> Paystack {
        let client = HTTPClient(connectTimeout: .seconds(5), silence: .seconds(10), longest: .seconds(10))
        let made = Paystack(address: address, secret: "sk_test_1") { call in
            try await withCheckedThrowingContinuation { continuation in
                TestServers.Thread.start { continuation.resume(with: Result { try client.send(call) }) }
            }
        }
        guard let made else { throw PlainRefusal.missing }
        return made
    }
}
