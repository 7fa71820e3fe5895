import Kernel
import Sheets
import Storage
import Testing
import Web

@testable import SupportWallet

/// A provider's file against what is booked.
@Suite struct ReconciliationTests {
    private static func read(_ office: Supporting, _ text: String, days: Int = 0) async throws -> Value {
        let file = try office.upload("payouts.csv", Array(text.utf8))
        let body: Value = [
            "channel": "bank_transfer", "from": Value(office.today.adding(days: -days)), "to": Value(office.today),
        ]
        return try await office.caller.call(
            .post, "/admin/support/reconciliations", body, as: office.principal(.admin, 6), files: [file]
        ).value
    }

    private static func open(_ office: Supporting) async throws -> [Value] {
        try await office.caller.call(.get, "/admin/support/differences", as: office.principal(.impactOfficer))["items"]?
            .list ?? []
    }

    @Test func `I47 what a provider's file says otherwise is listed, once, and nothing that is booked changes`()
        async throws
    {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        try await office.disburse()
        let found = try await office.disbursement(id)
        let head = "Reference,Amount,Currency,Status,Transfer Code\n"
        let right = "\(found.reference),30000.00,NGN,success,TRF_1\n"
        let first = try await Self.read(office, head + right)
        #expect(first["agreeing"] == 1 && first["differing"] == 0)
        #expect(try await Self.open(office).isEmpty)
        let wrong = "\(found.reference),29000.00,NGN,reversed,TRF_1\nby-hand,5.00,NGN,success,TRF_2\n"
        for _ in 1...2 {
            let second = try await Self.read(office, head + wrong)
            #expect(second["agreeing"] == 0 && second["differing"] == 2)
        }
        let kinds = try await Self.open(office).compactMap { $0["kind"]?.text }.sorted()
        #expect(kinds == ["amount", "not_here", "state"])
        #expect(try await office.disbursement(id).state == .completed)
        // Not in the file, of whose days it tells; and twice in it.
        _ = try await Self.read(office, head + "by-hand,5.00,NGN,success,TRF_2\nby-hand,5.00,NGN,success,TRF_2\n")
        let all = try await Self.open(office).compactMap { $0["kind"]?.text }.sorted()
        #expect(all == ["amount", "not_here", "not_there", "state", "twice"])
        // After three days people are told.
        office.clock.advance(.hours(73))
        let now = office.clock.now()
        let told = try await office.read { try SupportWatch.findings($1, at: now, $0).map(\.subject) }
        #expect(told == ["differences"])
    }

    @Test func `I47 rows that cannot be read are named, and a file without the columns is refused`() async throws {
        let office = try await Supporting()
        _ = try await office.cash()
        let told = try await Self.read(office, "reference,amount,status\nx,abc,success\n,1,success\ny,1,\n")
        #expect(told["rows"] == 0 && told["flaws"]?.list?.count == 3)
        for text in ["", "a,b\n1,2\n"] {
            await #expect(throws: (any Error).self) { try await Self.read(office, text) }
        }
        let staff = office.principal(.programmeOperator)
        #expect(try await office.code(.post, "/admin/support/reconciliations", [:], as: staff) == "role_missing")
        let airtime: Value = ["channel": "voucher", "from": Value(office.today), "to": Value(office.today)]
        #expect(
            try await office.code(.post, "/admin/support/reconciliations", airtime, as: office.principal(.admin, 6))
                == "no_provider")
    }

    @Test func `the row of another office with the same provider is nobody's difference`() async throws {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        try await office.disburse()
        let reference = try await office.disbursement(id).reference
        let file = try PayoutFile(Array("reference,amount,status\n\(reference),30000,success\n".utf8))
        let act = SupportAct(
            tenant: office.tenants[1], by: office.principal(.admin, 6, of: 1).who, at: office.clock.now())
        let today = office.today
        let told = try await office.database.write { db in
            try Reconciliation(of: .bankTransfer, today...today).run(file, act, db)
        }
        #expect(told["agreeing"] == 0 && told["differing"] == 0)
    }
}
