import Kernel
import Storage
import Testing
import Web

@testable import SupportWallet

/// What was approved before a backup was restored, or an office imported.
@Suite struct RestoredTests {
    @Test func `I28 after a restore nothing that was approved leaves by itself, and what was not looked at waits`()
        async throws
    {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        let open = try await office.ask(.data, group)
        let now = office.clock.now()
        #expect(try await office.write { db, _ in try Disbursement.holdRestored(at: now, db) } == 2)
        try await office.triage()
        try await office.disburse()
        #expect(try await office.disbursement(id).state == .waiting)
        #expect(office.providers.simulator.references.isEmpty)
        let waiting = try await office.request(open)
        #expect(waiting.state == .queued && waiting.reasons == [.restored])
        let reason: Value = ["reason": "from the backup"]
        let path = "/admin/support/\(id)/cancellation"
        #expect(try await office.code(.post, path, reason, as: office.principal(.admin, 6)) == nil)
        #expect(try await office.write { db, _ in try Disbursement.holdRestored(at: now, db) } == 0)
    }

    /// What one admin proposes and another approves; what either is refused with.
    private func settle(_ id: SupportRequest.ID, _ outcome: String, _ office: Supporting) async throws -> String? {
        let body: Value = ["outcome": .string(outcome), "reference": "PSK-1", "reason": "its letter"]
        do {
            let made = try await office.caller.call(
                .post, "/admin/support/\(id)/settlements", body, as: office.principal(.admin, 6))
            let path = "/admin/support-settlements/\(made["id"]?.text ?? "")/approval"
            return try await office.code(.post, path, as: office.principal(.admin, 7))
        } catch let refusal as any Refusal { return refusal.code }
    }

    private func subjects(_ office: Supporting) async throws -> [String] {
        let now = office.clock.now()
        return try await office.read { try SupportWatch.findings($1, at: now, $0).map(\.subject) }
    }

    @Test(arguments: [false, true])
    func `I28 what was held after a restore and had left is booked as given by two admins, be it taken back before`(
        isTakenBack: Bool
    ) async throws {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        let now = office.clock.now()
        #expect(try await settle(id, "given", office) == "nothing_to_settle")
        _ = try await office.write { db, _ in try Disbursement.holdRestored(at: now, db) }
        #expect(try await subjects(office) == ["held"])
        #expect(try await settle(id, "not_given", office) == "nothing_to_settle")
        func takenBack() async throws -> Value? {
            try await office.caller.call(.get, "/admin/support/\(id)", as: office.principal(.admin, 6))["taken_back"]
        }
        if isTakenBack {
            let path = "/admin/support/\(id)/cancellation"
            #expect(try await office.code(.post, path, ["reason": "held"], as: office.principal(.admin, 6)) == nil)
            #expect(try await takenBack() == "held")
        }
        #expect(try await settle(id, "given", office) == nil)
        #expect(try await takenBack() == .null)
        #expect(try await subjects(office) == [])
        let request = try await office.request(id)
        #expect(try await office.disbursement(id).state == .completed && request.state == .completed)
        let balance = try await office.balance(request.wallet)
        #expect(balance.totalSpent == Cents(2_000) && balance.totalPending == .zero)
        #expect(balance.remaining == Cents(8_000))
        #expect(try await office.read { db, _ in try SupportReview.look(db) }.flaws.isEmpty)
        try await office.disburse()
        #expect(office.providers.simulator.references.isEmpty)
        #expect(try await settle(id, "given", office) != nil)
    }

    @Test func `I27 a voucher that was redeemed after the backup is booked as given by two admins`() async throws {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let id = try await office.ask(.transport, group)
        try await office.triage()
        let staff = office.principal(.programmeOperator, 9)
        #expect(try await office.code(.post, "/admin/support/\(id)/approve", as: staff) == nil)
        let now = office.clock.now()
        _ = try await office.write { db, _ in try Disbursement.holdRestored(at: now, db) }
        #expect(try await subjects(office) == ["held"])
        #expect(try await settle(id, "given", office) == nil)
        #expect(try await office.request(id).state == .completed)
    }

    @Test func `I27 after a restore no voucher is shown or taken`() async throws {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let id = try await office.ask(.transport, group)
        try await office.triage()
        let staff = office.principal(.programmeOperator, 9)
        #expect(try await office.code(.post, "/admin/support/\(id)/approve", as: staff) == nil)
        let path = "/support/requests/\(id)/voucher"
        let shown = try await office.caller.call(.post, path, as: group.askers[0])
        let now = office.clock.now()
        _ = try await office.write { db, _ in try Disbursement.holdRestored(at: now, db) }
        let code: Value = ["code": .string(shown["code"]?.text ?? "")]
        #expect(try await office.code(.post, "/admin/support/redemptions", code, as: staff) == "voucher_held")
        #expect(try await office.code(.post, path, as: group.askers[0]) == "no_voucher")
    }

    @Test(arguments: [("delivered", 1), ("pending", 1), ("success", 0)])
    func `I47 a word that is not understood, or says on its way of what is over, differs`(
        word: String, differing: Int64
    ) async throws {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        try await office.disburse()
        let found = try await office.disbursement(id)
        #expect(found.state == .completed)
        let file = try PayoutFile(Array("reference,amount,status\n\(found.reference),30000,\(word)\n".utf8))
        let (act, today) = (
            SupportAct(tenant: office.tenant, by: office.principal(.admin, 6).who, at: office.clock.now()), office.today
        )
        let told = try await Reconciliation(of: .bankTransfer, today...today).run(file, act, in: office.database).answer
        #expect(told["differing"]?.integer == differing)
    }
}
