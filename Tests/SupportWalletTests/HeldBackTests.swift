import Cohorts
import Kernel
import Ledger
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// What stands against a support that was approved: it does not leave, and it does not stay for ever.
@Suite struct HeldBackTests {
    private static func isUntouched(_ office: Supporting, _ id: SupportRequest.ID) async throws -> Bool {
        let found = try await office.disbursement(id)
        return found.state == .waiting && office.providers.simulator.references.isEmpty
    }

    @Test func `I48 an account that another gives too, after the approval, stops the transfer`()
        async throws
    {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        let other = try await office.group(1, name: "Abuja 1")
        _ = try await office.ask(.cash, other)
        try await office.giveAccount(other)
        try await office.disburse()
        #expect(try await Self.isUntouched(office, id))
        let flag = try #require(try await office.read { try RiskFlag.of(group.people[0], tenant: $1, $0).first })
        let admin = office.principal(.admin, 6)
        let clearing = "/admin/support-flags/\(flag.id)/clearing"
        #expect(try await office.code(.post, clearing, ["reason": "one family"], as: admin) == nil)
        try await office.disburse()
        #expect(try await office.disbursement(id).state == .completed)
    }

    @Test func `I48 an account that its first owner replaced since is one that another has`() async throws {
        let office = try await Supporting()
        let group = try await office.group(2)
        for person in 0..<2 { _ = try await office.ask(.cash, group, person) }
        try await office.giveAccount(group, 0)
        try await office.giveAccount(group, 0, number: "1234567895")
        try await office.giveAccount(group, 1)
        for person in 0..<2 {
            let id = group.people[person]
            #expect(try await office.read { try RiskFlag.isOpen(of: id, tenant: $1, $0) }, "\(person)")
        }
    }

    @Test(arguments: [Participant.Event.withdraw, .pause])
    func `I10 nothing leaves to who left or paused since it was approved`(event: Participant.Event) async throws {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        let now = office.clock.now()
        try await office.write { db, tenant in
            try Participant.find(group.people[0], tenant: tenant, db).decide(
                event, reason: .ownWish, by: Supporting.who, at: now, db)
        }
        try await office.disburse()
        #expect(try await Self.isUntouched(office, id))
        // An admin takes it back, once; nobody else does.
        let path = "/admin/support/\(id)/cancellation"
        let (admin, staff) = (office.principal(.admin, 6), office.principal(.programmeOperator))
        #expect(try await office.code(.post, path, ["reason": "left"], as: staff) == "role_missing")
        #expect(try await office.code(.post, path, [:], as: admin) == "required")
        #expect(try await office.code(.post, path, ["reason": "left"], as: admin) == nil)
        #expect(try await office.code(.post, path, ["reason": "left"], as: admin) == "illegal_move")
        let request = try await office.request(id)
        #expect(request.state == .failed)
        #expect(try await office.balance(request.wallet).remaining == Cents(10_000))
        #expect(try await office.own(group)[0]["status"] == "not_this_time")
    }

    @Test func `I20 nobody who left confirms an account`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let id = try await office.ask(.cash, group)
        try await office.triage()
        office.providers.simulator.know("ADAEZE OKONKWO", bank: "011", number: "0000014579")
        let made = try await office.caller.call(
            .post, "/support/account", ["bank": "011", "account_number": "0000014579", "is_mine": true],
            as: group.askers[0])
        let now = office.clock.now()
        try await office.write { db, tenant in
            try Participant.find(group.people[0], tenant: tenant, db).decide(
                .withdraw, reason: .ownWish, by: Supporting.who, at: now, db)
        }
        let account: Value = ["account": .string(made["account"]?.text ?? "")]
        #expect(try await office.code(.post, "/support/account/confirm", account, as: group.askers[0]) == "not_yet")
        #expect(
            try await office.code(
                .post, "/admin/support/\(id)/approve", Supporting.exception(.bankTransfer),
                as: office.principal(.admin, 6)) == "participant_not_active")
    }

    @Test func `a request that was not approved, and a support that left, are not taken back`() async throws {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        try await office.disburse()
        let admin = office.principal(.admin, 6)
        let path = "/admin/support/\(id)/cancellation"
        #expect(try await office.code(.post, path, ["reason": "late"], as: admin) == "illegal_move")
        let open = try await office.ask(.tools, group)
        #expect(
            try await office.code(.post, "/admin/support/\(open)/cancellation", ["reason": "x"], as: admin)
                == "not_approved")
    }

    @Test func `I35 cash that did not leave is taken back when the cohort ends, and the wallet closes`()
        async throws
    {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        try await office.close(group.cohort)
        try await office.keep()
        let request = try await office.request(id)
        #expect(request.state == .failed)
        #expect(try await office.disbursement(id).failure == "cohort_ended")
        #expect(try await office.find(request.wallet).state == .closed)
        let balance = try await office.balance(request.wallet)
        #expect(balance.voided == Cents(10_000) && balance.totalSpent == .zero)
        try await office.disburse()
        #expect(office.providers.simulator.references.isEmpty)
    }

    @Test func `I35 cash on its way when the cohort ends is waited for, and keeps no other wallet from closing`()
        async throws
    {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        office.providers.simulator.set(.pending)
        try await office.disburse()
        try await office.close(group.cohort)
        try await office.keep()
        let wallet = try await office.request(id).wallet
        #expect(try await office.find(wallet).state == .ending)
        let due = try await office.read { try Wallet.due(tenant: $1, $0).toClose }
        #expect(due.isEmpty)
        #expect(try await office.hear(event: "transfer.failed", try await office.disbursement(id).reference) == 200)
        try await office.keep()
        #expect(try await office.find(wallet).state == .closed)
        #expect(try await office.balance(wallet).voided == Cents(10_000))
        #expect(try await office.read { db, _ in try LedgerReview.all(db) }.flaw == nil)
    }

    @Test func `what cannot leave holds up nothing that can`() async throws {
        let office = try await Supporting()
        try await office.setRate("1500")
        // More than one look takes, whose participants paused.
        let group = try await office.group(61)
        for person in 0..<60 { _ = try await office.ask(.data, group, person) }
        try await office.triage()
        let now = office.clock.now()
        try await office.write { db, tenant in
            for id in group.people.prefix(60) {
                try Participant.find(id, tenant: tenant, db).decide(
                    .pause, reason: .ownWish, by: Supporting.who, at: now, db)
            }
        }
        let last = try await office.ask(.data, group, 60)
        try await office.triage()
        for _ in 1...2 {
            office.clock.advance(.seconds(10))
            try await office.disburse()
        }
        #expect(try await office.disbursement(last).state == .completed)
    }
}
