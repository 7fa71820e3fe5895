import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// What a provider really did, booked by two people.
@Suite struct SettlementTests {
    private let office: Supporting
    private var admin: Principal { office.principal(.admin, 6) }
    private var other: Principal { office.principal(.admin, 7) }

    init() async throws { office = try await Supporting() }

    private func propose(_ id: SupportRequest.ID, _ outcome: String) async throws -> String {
        let body: Value = ["outcome": .string(outcome), "reference": "PSK-1", "reason": "its letter"]
        do {
            let made = try await office.caller.call(.post, "/admin/support/\(id)/settlements", body, as: admin)
            return made["id"]?.text ?? ""
        } catch let refusal as any Refusal { return refusal.code }
    }

    private func decide(_ id: String, _ verb: String, as asker: Principal) async throws -> String? {
        try await office.code(.post, "/admin/support-settlements/\(id)/\(verb)", as: asker)
    }

    private func isWhole() async throws -> Bool {
        try await office.read { db, _ in try SupportReview.look(db) }.flaws.isEmpty
    }

    @Test func `I28 I32 cash that came back is booked by rows that supersede, and the budget has it again`()
        async throws
    {
        let (group, id) = try await office.cash()
        try await office.disburse()
        #expect(try await office.request(id).state == .completed)
        let made = try await propose(id, "not_given")
        #expect(try await propose(id, "not_given") == "settled_already")
        #expect(try await decide(made, "approval", as: admin) == "own_work")
        #expect(try await decide(made, "approval", as: office.principal(.programmeOperator)) == "role_missing")
        #expect(try await decide(made, "approval", as: other) == nil)
        let request = try await office.request(id)
        #expect(request.state == .failed)
        let balance = try await office.balance(request.wallet)
        #expect(balance.remaining == Cents(10_000) && balance.totalSpent == .zero && balance.totalPending == .zero)
        let log = try await office.read { db, _ in
            try db.rows("SELECT status FROM disbursement_log ORDER BY number").map { try $0.first(as: String.self) }
        }
        #expect(log == ["PENDING", "COMPLETED", "FAILED"])
        #expect(try await office.own(group)[0]["status"] == "not_this_time")
        #expect(try await isWhole())
        #expect(try await propose(id, "given") == "settled_already")
    }

    @Test func `I28 what was given up and arrived is spent, above no budget`() async throws {
        let (_, id) = try await office.cash()
        office.providers.simulator.set(.pending)
        try await office.disburse()
        let reference = try await office.disbursement(id).reference
        #expect(try await office.hear(event: "transfer.failed", reference) == 200)
        #expect(try await office.request(id).state == .failed)
        #expect(try await propose(id, "not_given") == "nothing_to_settle")
        let made = try await propose(id, "given")
        // Meanwhile the whole budget went elsewhere.
        let wallet = try await office.request(id).wallet
        let overhead: Value = [
            "amount": "90", "purpose": "venue", "reference": "A", "spent_on": Value(office.today),
        ]
        let booked = try await office.caller.call(.post, "/admin/wallets/\(wallet)/overhead", overhead, as: admin)
        #expect(try await decide(made, "approval", as: other) == "above_allocation")
        let back = "/admin/overheads/\(booked["id"]?.text ?? "")/reversal"
        #expect(try await office.code(.post, back, ["reason": "elsewhere"], as: admin) == nil)
        #expect(try await decide(made, "approval", as: other) == nil)
        #expect(try await office.request(id).state == .completed)
        let balance = try await office.balance(wallet)
        #expect(balance.totalSpent == Cents(2_000) && balance.remaining == Cents(8_000))
        #expect(try await isWhole())
    }

    @Test(arguments: ["given", "not_given"])
    func `I28 a transfer of which no provider says anything any more is ended by two people, and the wallet closes`(
        outcome: String
    ) async throws {
        let (group, id) = try await office.cash()
        office.providers.simulator.set(.pending)
        try await office.disburse()
        try await office.close(group.cohort)
        try await office.keep()
        let wallet = try await office.request(id).wallet
        #expect(try await office.find(wallet).state == .ending)
        #expect(try await decide(try await propose(id, outcome), "approval", as: other) == nil)
        try await office.keep()
        #expect(try await office.find(wallet).state == .closed)
        let balance = try await office.balance(wallet)
        #expect(balance.totalSpent == (outcome == "given" ? Cents(2_000) : .zero) && balance.remaining == .zero)
        #expect(try await isWhole())
    }

    @Test
    func `I35 after the cohort's end what came back is voided, and what arrived late comes out of what was voided`()
        async throws
    {
        let (group, id) = try await office.cash()
        try await office.disburse()
        try await office.close(group.cohort)
        try await office.keep()
        let wallet = try await office.request(id).wallet
        func signals(_ office: Supporting) async throws -> [(spent: Cents, band: String)] {
            try await office.read { db, _ in
                try db.rows(
                    """
                    SELECT 1 AS number, spent_cents, band FROM support_signal
                    UNION ALL SELECT number, spent_cents, band FROM support_signal_later ORDER BY number
                    """
                ).map { (try $0["spent_cents"], try $0["band"]) }
            }
        }
        #expect(try await signals(office).map(\.spent) == [Cents(2_000)])
        #expect(try await decide(try await propose(id, "not_given"), "approval", as: other) == nil)
        // The signal is written anew and supersedes; who reads it reads the later one.
        #expect(try await signals(office).map(\.spent) == [Cents(2_000), .zero])
        #expect(try await signals(office).map(\.band) == ["normal_usage", "high_self_sufficiency"])
        let page = try await office.caller.call(.get, "/admin/wallets/\(wallet)", as: admin)
        #expect(page["signal"]?["band"] == "high_self_sufficiency" && page["signal"]?["unused"] == "100.00")
        let participant = try await office.request(id).participant
        let full = try await office.caller.call(.get, "/admin/support/summaries/\(participant)", as: admin)
        #expect(full["support"]?["band"] == "high_self_sufficiency")
        let archive = try await office.caller.call(
            .get, "/admin/support/summaries/\(participant)/archive", as: admin)
        #expect(archive["support"]?["band"] == "normal_usage")
        var balance = try await office.balance(wallet)
        #expect(balance.remaining == .zero && balance.totalSpent == .zero && balance.voided == Cents(10_000))
        let late = try await Supporting()
        let (crew, request) = try await late.cash()
        late.providers.simulator.set(.pending)
        try await late.disburse()
        _ = try await late.hear(event: "transfer.failed", try await late.disbursement(request).reference)
        try await late.close(crew.cohort)
        try await late.keep()
        let body: Value = ["outcome": "given", "reference": "PSK-1", "reason": "its letter"]
        let made = try await late.caller.call(
            .post, "/admin/support/\(request)/settlements", body, as: late.principal(.admin, 6))
        let path = "/admin/support-settlements/\(made["id"]?.text ?? "")"
        #expect(try await late.code(.post, "\(path)/approval", as: late.principal(.admin, 7)) == nil)
        balance = try await late.balance(try await late.request(request).wallet)
        #expect(balance.totalSpent == Cents(2_000) && balance.voided == Cents(8_000) && balance.remaining == .zero)
        #expect(try await signals(late).map(\.spent) == [.zero, Cents(2_000)])
    }

    @Test func `what did not leave, and what is refused, is settled by nobody`() async throws {
        let (_, id) = try await office.cash()
        #expect(try await propose(id, "given") == "nothing_to_settle")
        try await office.disburse()
        let made = try await propose(id, "not_given")
        #expect(try await decide(made, "refusal", as: other) == nil)
        #expect(try await decide(made, "approval", as: other) == "illegal_move")
        #expect(try await office.request(id).state == .completed)
        #expect(try await propose(id, "not_given") != "settled_already")
    }
}
