import Cohorts
import Kernel
import Ledger
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// Money and airtime on their way: over real HTTP to simulated providers that keep books.
@Suite struct DisbursementTests {
    @Test func `I28 cash goes by recipient and transfer; the web-hook completes it, and the ledger is settled once`()
        async throws
    {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        office.providers.simulator.set(.pending)
        try await office.disburse()
        var found = try await office.disbursement(id)
        #expect(found.state == .sent && found.providerCode == "TRF_1")
        // Twenty dollars at 1500 naira, in kobo.
        #expect(office.providers.simulator.entry(found.reference)?.amount == 3_000_000)
        #expect(try await office.own(group)[0]["status"] == "on_its_way")
        for _ in 1...5 { #expect(try await office.hear(event: "transfer.success", found.reference) == 200) }
        found = try await office.disbursement(id)
        #expect(found.state == .completed)
        let balance = try await office.balance(try await office.request(id).wallet)
        #expect(balance.spent[.cash] == Cents(2000) && balance.totalPending == .zero)
        #expect(try await office.own(group)[0]["status"] == "accessed")
        let statuses = try await office.read { db, _ in
            try db.rows("SELECT status FROM disbursement_log ORDER BY number").map {
                try $0.get("status", as: String.self)
            }
        }
        #expect(statuses == ["PENDING", "COMPLETED"])
    }

    @Test func `I28 forged and unsigned web-hooks are refused, and late or unknown ones change nothing`() async throws {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        office.providers.simulator.set(.pending)
        try await office.disburse()
        let reference = try await office.disbursement(id).reference
        let real = office.providers.simulator.notice("transfer.success", of: reference)
        var other = real.body
        other[other.count - 3] ^= 1
        #expect(try await office.hear(other, real.signature) == 400)
        #expect(try await office.hear(real.body, "") == 400)
        #expect(
            try await office.hear(
                real.body, String(real.signature.dropLast()) + (real.signature.hasSuffix("0") ? "1" : "0")) == 400)
        #expect(try await office.hear(real.body, String(repeating: "0", count: 128)) == 400)
        #expect(try await office.disbursement(id).state == .sent)
        #expect(try await office.hear(event: "transfer.success", "fundgate-unknown") == 200)
        #expect(try await office.hear(event: "charge.success", reference) == 200)
        #expect(try await office.disbursement(id).state == .sent)
        // Failed first, success afterwards: the end that is booked stands.
        #expect(try await office.hear(event: "transfer.failed", reference) == 200)
        #expect(try await office.hear(event: "transfer.success", reference) == 200)
        #expect(try await office.disbursement(id).state == .failed)
        let balance = try await office.balance(try await office.request(id).wallet)
        #expect(balance.totalSpent == .zero && balance.remaining == Cents(10_000))
        #expect(try await office.read { db, _ in try LedgerReview.all(db) }.flaw == nil)
    }

    @Test func `I28 a transfer whose answer is lost is settled by asking, and never sent again`() async throws {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        office.providers.simulator.set(.silentlyTaken)
        try await office.disburse()
        var found = try await office.disbursement(id)
        #expect(found.state == .outcomeUnknown)
        office.providers.simulator.set(.success)
        for _ in 1...3 {
            office.clock.advance(.minutes(6))
            try await office.disburse()
        }
        found = try await office.disbursement(id)
        #expect(found.state == .completed)
        #expect(office.providers.simulator.entry(found.reference)?.times == 1)
    }

    @Test func `I28 what a provider has no record of for a day was never taken; its amount is free again`() async throws
    {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        office.providers.simulator.set(.broken)
        try await office.disburse()
        let found = try await office.disbursement(id)
        #expect(found.state == .outcomeUnknown)
        office.clock.advance(.hours(23))
        try await office.disburse()
        #expect(try await office.disbursement(id).state == .outcomeUnknown)
        office.clock.advance(.hours(2))
        try await office.disburse()
        #expect(try await office.disbursement(id).state == .failed)
        #expect(office.providers.simulator.references.isEmpty)
        #expect(try await office.balance(try await office.request(id).wallet).remaining == Cents(10_000))
    }

    @Test func `I28 a program that stops between the call and its record asks for the reference, and pays once`()
        async throws
    {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        // What stands on the disk when the process ends after the transfer went out.
        let (act, keys) = (office.act, office.keys)
        let order = try await office.write { db, tenant in
            let found = try #require(try Disbursement.of(id, tenant: tenant, db))
            let order = try #require(try found.order(keys, db))
            try found.move(on: .begin, act, db)
            return order
        }
        #expect(try await office.providers.paystack().send(order) == .done(code: "TRF_1"))
        try await office.disburse()
        #expect(try await office.disbursement(id).state == .calling)
        office.clock.advance(.minutes(3))
        try await office.disburse()
        office.clock.advance(.minutes(6))
        try await office.disburse()
        #expect(try await office.disbursement(id).state == .completed)
        #expect(office.providers.simulator.entry(order.reference)?.times == 1)
        #expect(office.providers.simulator.references.count == 1)
    }

    @Test func `I28 a web-hook that is faster than the answer is heard, and the answer changes nothing`() async throws {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        let act = office.act
        let reference = try await office.write { db, tenant in
            let found = try #require(try Disbursement.of(id, tenant: tenant, db))
            try found.move(on: .begin, act, db)
            return found.reference
        }
        #expect(try await office.hear(event: "transfer.success", reference) == 200)
        #expect(try await office.disbursement(id).state == .completed)
        try await office.disburse()
        #expect(office.providers.simulator.references.isEmpty)
    }

    @Test func `I26 data goes to the registered number alone, through the seller of airtime`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let id = try await office.ask(.data, group)
        try await office.triage()
        try await office.disburse()
        // Nobody said yet what a dollar comes to.
        #expect(try await office.disbursement(id).state == .waiting)
        try await office.setRate("1530.25")
        try await office.disburse()
        let found = try await office.disbursement(id)
        #expect(found.state == .completed)
        #expect(office.providers.simulator.entry(found.reference)?.amount == 765_125)
        let body = Supporting.wish(.data, group.mission).adding("phone", "+2348099999999")
        #expect(try await office.code(.post, "/support/request", body, as: group.askers[0]) == "unknown_field")
        // A refusal ends it, and nothing is spent.
        office.providers.simulator.set(.refused)
        let second = try await office.ask(.data, group)
        try await office.triage()
        try await office.disburse()
        #expect(try await office.disbursement(second).state == .failed)
        #expect(try await office.balance(try await office.request(second).wallet).totalSpent == Cents(500))
    }

    @Test func `I29 I31 the log has the ten fields of each step, and cash is found by itself`() async throws {
        let office = try await Supporting()
        let (group, cash) = try await office.cash()
        let data = try await office.ask(.data, group)
        try await office.triage()
        try await office.disburse()
        let reader = office.principal(.impactOfficer)
        let all = try await office.caller.call(.get, "/admin/support/disbursements", as: reader)["items"]?.list ?? []
        #expect(all.count == 4)
        let names = [
            "participant_id", "cohort_id", "support_type", "mission_id", "approval_tier", "approver_id", "amount",
            "provider_reference", "timestamp", "status",
        ]
        for row in all where row["status"] == "COMPLETED" {
            for name in names { #expect(row[name].map { !$0.isNull } == true, "\(name)") }
        }
        #expect(Set(all.compactMap { $0["request"]?.text }) == [cash.description, data.description])
        let found = try await office.caller.call(.get, "/admin/support/disbursements?cash=true", as: reader)["items"]?
            .list
        #expect(found?.count == 2 && found?.allSatisfy { $0["event_type"] == "CASH_DISBURSEMENT" } == true)
        for asker in [office.principal(.mentor), group.askers[0]] {
            #expect(try await office.code(.get, "/admin/support/disbursements", as: asker) == "role_missing")
        }
    }

    @Test func `I30 I32 no row of the log is changed or deleted`() async throws {
        let office = try await Supporting()
        _ = try await office.cash()
        for statement: SQL in ["UPDATE disbursement_log SET status = 'FAILED'", "DELETE FROM disbursement_log"] {
            await #expect(throws: (any Error).self) { try await office.write { db, _ in try db.run(statement) } }
        }
    }

    @Test(
        arguments: [
            (200, "success", PayoutAnswer.done(code: "c")), (200, "pending", .accepted(code: "c")),
            (201, "otp", .accepted(code: "c")), (200, "failed", .refused("failed")), (200, "new word", .unknown),
            (200, nil, .unknown), (200, "blocked", .refused("blocked")), (200, "abandoned", .refused("abandoned")),
            (400, nil, .refused("refused_400")), (422, nil, .refused("refused_422")),
            (401, nil, .notSent("not_taken_401")), (402, nil, .notSent("not_taken_402")),
            (403, nil, .notSent("not_taken_403")), (429, nil, .notSent("not_taken_429")),
            (408, nil, .unknown), (409, nil, .unknown), (500, nil, .unknown),
            (503, "success", .unknown),
        ] as [(Int, String?, PayoutAnswer)])
    func `only what a provider surely did not take is refused, and what is not understood is unknown`(
        status: Int, word: String?, answer: PayoutAnswer
    ) {
        #expect(PayoutAnswer(status: status, word: word, code: "c", message: nil) == answer)
        let isThere = PayoutAnswer(status: 400, word: nil, code: nil, message: "Please provide a unique reference")
        #expect(isThere == .unknown)
        for words in ["Your balance is not enough to fulfil this request", "Insufficient funds"] {
            let isShort = PayoutAnswer(status: 400, word: nil, code: nil, message: words)
            #expect(isShort == .notSent("no_balance"))
        }
    }
}
