import Kernel
import Ledger
import People
import Storage
import TestDatabases
import Testing

@testable import Server

@Suite struct LedgerKeepingTests {
    let temporary: TemporaryOffice
    let tenant: TenantID
    private let accounts: [LedgerAccount.ID]

    init() async throws {
        temporary = try await TemporaryOffice()
        let now = temporary.clock.now()
        (tenant, accounts) = try await temporary.office.database.write { db in
            let tenant = try Tenant.add(name: "Test", by: .system("test"), at: now, db)
            return (
                tenant,
                try ["bank", "rounding"].map { code in
                    try LedgerAccount.open(
                        LedgerAccount.Wish(ChartOfAccounts.line(code), .usd), tenant: tenant, by: .system("test"),
                        at: now, db
                    ).id
                }
            )
        }
    }

    private var keeping: LedgerKeeping {
        let office = temporary.office
        return LedgerKeeping(
            database: office.database, heads: LedgerHeadFile(path: office.configuration.ledgerHeads),
            clock: temporary.clock, log: office.log)
    }

    private var heads: [LedgerHead] {
        get throws { try LedgerHeadFile(path: temporary.office.configuration.ledgerHeads).all() }
    }

    private func transfer(_ key: String) -> Transfer {
        Transfer(
            key: key, purpose: "test", on: temporary.clock.now().day,
            [Transfer.Leg(.debit, accounts[0], Cents(500), .usd), Transfer.Leg(.credit, accounts[1], Cents(500), .usd)])
    }

    private func post(_ key: String) async throws {
        let (journal, transfer) = (
            Journal(tenant: tenant, by: .system("test"), at: temporary.clock.now()), transfer(key)
        )
        _ = try await temporary.office.database.write { try journal.post(transfer, $0) }
    }

    @Test func `each day the head of a ledger that grew goes to a second place`() async throws {
        try await keeping.look()
        #expect(try heads.isEmpty)
        try await post("1")
        try await keeping.look()
        try await post("2")
        try await keeping.look()
        #expect(try heads.map(\.seq) == [1])
        temporary.clock.advance(.hours(24))
        try await keeping.look()
        temporary.clock.advance(.hours(24))
        try await keeping.look()
        #expect(try heads.map(\.seq) == [1, 2])
        #expect(try await temporary.office.verification().isWhole)
    }

    @Test func `a head that did not reach the file is carried there the next day`() async throws {
        try await post("1")
        try await keeping.look()
        try LocalFile.write(Array("{\"tenant\": \"cut".utf8), to: temporary.office.configuration.ledgerHeads)
        try await post("2")
        temporary.clock.advance(.hours(24))
        try await keeping.look()
        #expect(try heads.map(\.seq) == [1, 2])
    }

    @Test func `a reservation ends by the clock`() async throws {
        let now = temporary.clock.now()
        let (journal, transfer) = (Journal(tenant: tenant, by: .system("test"), at: now), transfer("1"))
        let tenant = tenant
        let id = try await temporary.office.database.write {
            try journal.reserve(transfer, until: now + .hours(1), $0).transfer
        }
        for (hours, state) in [(0, TransferState.pending), (1, .expired)] {
            temporary.clock.advance(.hours(Int64(hours)))
            try await keeping.look()
            let found = try await temporary.office.database.read { try StoredTransfer.find(id, tenant: tenant, $0) }
            #expect(found.state == state)
        }
    }

    @Test func `K05 verify and an alert tell the first row of a ledger that does not fit`() async throws {
        for key in ["1", "2", "3"] { try await post(key) }
        try await keeping.look()
        try await temporary.office.database.write { db in
            try TestDatabases.dropGuards(of: "ledger_row", db)
            try db.run("UPDATE ledger_row SET purpose = 'other' WHERE seq = 2")
        }
        let line = try #require(try await temporary.office.verification().lines.first { $0.check == "ledger" })
        #expect(!line.isWhole)
        #expect(line.text.contains("the first row that does not fit is 2"))
        try await post("4")
        temporary.clock.advance(.hours(24))
        try await keeping.look()
        let tenant = tenant
        let alerts = try await temporary.office.database.read { try Alert.standing(tenant: tenant, $0) }
        #expect(alerts.map(\.kind) == [.ledger])
        #expect(try heads.map(\.seq) == [3])
    }
}
