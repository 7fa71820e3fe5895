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
        let told = try await office.write { db, _ in
            try Reconciliation(of: .bankTransfer, today...today).run(file, act, db)
        }
        #expect(told["differing"]?.integer == differing)
    }
}
