import Kernel
import Storage
import Testing
import Web

@testable import SupportWallet

/// Vouchers: a code that is made anew until it is used, kept as a hash, good once.
@Suite struct VoucherTests {
    private static let redemption = "/admin/support/redemptions"

    @Test func `I27 a voucher's code is kept as a hash and good once, and what is held is given with it`() async throws
    {
        let office = try await Supporting()
        let group = try await office.group(2)
        let id = try await office.ask(.transport, group)
        try await office.triage()
        let path = "/support/requests/\(id)/voucher"
        #expect(try await office.code(.post, path, as: group.askers[1]) == "unknown_request")
        let code = try await Self.code(office, path, group.askers[0])
        // Shown is not spent.
        let wallet = try await office.request(id).wallet
        #expect(try await office.balance(wallet).totalPending == Cents(800))
        let kept = try await office.read { db, _ in
            try db.rows("SELECT * FROM support_disbursement").map { "\($0)" }
                + db.rows("SELECT * FROM idempotency").map { "\($0)" }
                + db.rows("SELECT * FROM history").map { "\($0)" }
        }
        #expect(!kept.contains { $0.contains(code) })
        let staff = office.principal(.programmeOperator)
        #expect(try await office.code(.post, Self.redemption, ["code": "000000000000"], as: staff) == "unknown_voucher")
        #expect(try await office.code(.post, Self.redemption, ["code": .string(code.uppercased())], as: staff) == nil)
        #expect(try await office.balance(wallet).spent[.transport] == Cents(800))
        #expect(try await office.own(group)[0]["status"] == "accessed")
        #expect(try await office.code(.post, Self.redemption, ["code": .string(code)], as: staff) == "voucher_used")
        #expect(try await office.code(.post, path, as: group.askers[0]) == "no_voucher")
    }

    @Test func `I27 a code whose answer was lost is made anew, and the one before is good no more`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let id = try await office.ask(.tools, group)
        try await office.triage()
        let staff = office.principal(.programmeOperator)
        #expect(try await office.code(.post, "/admin/support/\(id)/approve", [:], as: staff) == nil)
        let path = "/support/requests/\(id)/voucher"
        let lost = try await Self.code(office, path, group.askers[0])
        let second = try await Self.code(office, path, group.askers[0])
        #expect(lost != second)
        #expect(try await office.code(.post, Self.redemption, ["code": .string(lost)], as: staff) == "unknown_voucher")
        #expect(try await office.code(.post, Self.redemption, ["code": .string(second)], as: staff) == nil)
    }

    @Test func `I35 a voucher that nobody brought was not spent when the cohort ends, and is good no more`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        let id = try await office.ask(.transport, group)
        try await office.triage()
        let code = try await Self.code(office, "/support/requests/\(id)/voucher", group.askers[0])
        try await office.close(group.cohort)
        try await office.keep()
        let wallet = try await office.request(id).wallet
        #expect(try await office.find(wallet).state == .closed)
        #expect(try await office.balance(wallet).totalSpent == .zero)
        let staff = office.principal(.programmeOperator)
        #expect(
            try await office.code(.post, Self.redemption, ["code": .string(code)], as: staff) == "voucher_cancelled")
    }

    @Test func `I18 while a risk is open no code is shown and none is taken`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let (staff, admin) = (office.principal(.programmeOperator), office.principal(.admin, 6))
        let id = try await office.ask(.transport, group)
        try await office.triage()
        let path = "/support/requests/\(id)/voucher"
        let code = try await Self.code(office, path, group.askers[0])
        let flag = try await office.caller.call(
            .post, "/participants/\(group.people[0])/support-flags", ["reason": "sold it"], as: staff)
        #expect(try await office.code(.post, path, as: group.askers[0]) == "no_voucher")
        #expect(try await office.code(.post, Self.redemption, ["code": .string(code)], as: staff) == "voucher_held")
        let clearing = "/admin/support-flags/\(flag["id"]?.text ?? "")/clearing"
        #expect(try await office.code(.post, clearing, ["reason": "looked"], as: admin) == nil)
        #expect(try await office.code(.post, Self.redemption, ["code": .string(code)], as: staff) == nil)
    }

    private static func code(_ office: Supporting, _ path: String, _ asker: Principal) async throws -> String {
        try #require(try await office.caller.call(.post, path, as: asker)["code"]?.text)
    }
}
