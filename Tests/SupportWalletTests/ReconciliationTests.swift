import Kernel
import Sheets
import Storage
import Testing
import Web

@testable import SupportWallet

/// A provider's file against what is booked.
@Suite struct ReconciliationTests {
    static func read(_ office: Supporting, _ text: String, days: Int = 0) async throws -> Value {
        let file = try office.upload("payouts.csv", Array(text.utf8))
        let body: Value = [
            "channel": "bank_transfer", "from": Value(office.today.adding(days: -days)), "to": Value(office.today),
        ]
        return try await office.caller.call(
            .post, "/admin/support/reconciliations", body, as: office.principal(.admin, 6), files: [file]
        ).value
    }

    static func open(_ office: Supporting) async throws -> [Value] {
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
        let wrong = "\(found.reference),29000.00,NGN,reversed,TRF_1\nfundgate-BYHAND,5.00,NGN,success,TRF_2\n"
        for _ in 1...2 {
            let second = try await Self.read(office, head + wrong)
            #expect(second["agreeing"] == 0 && second["differing"] == 2)
        }
        let kinds = try await Self.open(office).compactMap { $0["kind"]?.text }.sorted()
        #expect(kinds == ["amount", "not_here", "state"])
        #expect(try await office.disbursement(id).state == .completed)
        // Not in the file, of whose days it tells; and twice in it.
        let again = "fundgate-BYHAND,5.00,NGN,success,TRF_2\n"
        _ = try await Self.read(office, head + again + again)
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
        let told = try await Reconciliation(of: .bankTransfer, today...today).run(file, act, in: office.database).answer
        #expect(told["agreeing"] == 0 && told["differing"] == 0)
    }

    @Test func `I47 rows of other people's payments are counted, and nothing of them is kept`() async throws {
        let office = try await Supporting()
        _ = try await office.cash()
        let rows = "pension-991,777.31,success\npension-991,777.31,success\nFUNDGATE-1,5.00,success\n"
        let told = try await Self.read(office, "reference,amount,status\n\(rows)")
        #expect(told["rows"] == 3 && told["others"] == 3 && told["agreeing"] == 0 && told["differing"] == 0)
        #expect(try await Self.open(office).isEmpty)
        for table in ["support_difference", "history", "idempotency", "support_reconciliation"] {
            let stored = try await office.read { db, _ in
                try db.rows("SELECT * FROM \(part: SQL(stringLiteral: table))").map { "\($0)" }
            }
            #expect(!stored.contains { $0.contains("pension") || $0.contains("77731") || $0.contains("777.31") })
        }
    }

    @Test func `I47 a day is the provider's, and what a later file has is missed no more`() async throws {
        let office = try await Supporting()
        // 23:26 UTC, which is the next day in Lagos.
        office.clock.advance(.minutes(12 * 60 + 20))
        let (_, id) = try await office.cash()
        try await office.disburse()
        let found = try await office.disbursement(id)
        let act = SupportAct(
            tenant: office.tenant, by: office.principal(.admin, 6).who, at: office.clock.now())
        let (day, next) = (office.today, office.today.adding(days: 1))
        func read(_ rows: String, of day: Day) async throws -> Value {
            let file = try PayoutFile(Array("reference,amount,status\n\(rows)".utf8))
            return try await Reconciliation(of: .bankTransfer, day...day).run(file, act, in: office.database).answer
        }
        #expect(try #require(found.calledAt).day == day)
        let other = "pension-991,1.00,success\n"
        #expect(try await read(other, of: day)["differing"] == 0)
        #expect(try await read(other, of: next)["differing"] == 1)
        #expect(try await Self.open(office).map { $0["kind"] } == ["not_there"])
        let whole = try await read("\(found.reference),30000,success\n", of: next)
        #expect(whole["agreeing"] == 1 && whole["differing"] == 0)
        #expect(try await Self.open(office).map { $0["is_open"] } == [false])
    }

    @Test func `I47 a large file is compared in blocks, its own row comes last, and the same command reads it once`()
        async throws
    {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        try await office.disburse()
        let reference = try await office.disbursement(id).reference
        let count = 2 * Reconciliation.block + 7
        let rows = (1...count).map { "fundgate-\($0),1.00,success\n" }.joined() + "\(reference),30000,success\n"
        let file = try PayoutFile(Array("reference,amount,status\n\(rows)other,1,success\n".utf8))
        let act = SupportAct(tenant: office.tenant, by: office.principal(.admin, 6).who, at: office.clock.now())
        let (today, key) = (office.today, IdempotencyKey("1", command: "POST /x", body: ["day": 1]))
        let reading = Reconciliation(of: .bankTransfer, today...today)
        for number in 0..<2 {
            let (told, isReplay) = try await reading.run(file, act, once: key, in: office.database)
            #expect(told["rows"]?.integer == Int64(count + 2) && told["others"] == 1 && told["agreeing"] == 1)
            #expect(told["differing"]?.integer == Int64(count) && isReplay == (number == 1))
        }
        func stored(_ table: SQL) async throws -> Int? {
            try await office.read { db, _ in try db.value("SELECT count(*) FROM \(part: table)", as: Int.self) }
        }
        #expect(try await stored("support_difference") == count)
        #expect(try await stored("support_reconciliation") == 1)
        // Another command finds what is open told already.
        _ = try await reading.run(file, act, in: office.database)
        #expect(try await stored("support_difference") == count)
        #expect(try await stored("support_reconciliation") == 2)
        let other = IdempotencyKey("1", command: "POST /x", body: ["day": 2])
        await #expect(throws: IdempotencyRefusal.self) {
            try await reading.run(file, act, once: other, in: office.database)
        }
        let program = SupportAct(tenant: office.tenant, by: .key("crm"), at: act.now)
        await #expect(throws: WalletRefusal.self) { try await reading.run(file, program, in: office.database) }
    }
}
