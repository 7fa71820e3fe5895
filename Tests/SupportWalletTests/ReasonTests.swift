import Applications
import Crypto
import Kernel
import People
import Storage
import TestDatabases
import Testing
import Web

@testable import SupportWallet

/// What people of the office type of why: sealed, for who may see it, and proved by the chain.
@Suite struct ReasonTests {
    private static let word = "Quokkaville"
    private let office: Supporting
    private var admin: Principal { office.principal(.admin, 6) }
    private var other: Principal { office.principal(.admin, 7) }

    init() async throws { office = try await Supporting() }

    private static func reason(_ number: Int) -> String { "seen in \(word) \(number), call 0803 123 4567" }
    private static func shown(_ number: Int) -> Value { .string("seen in \(word) \(number), call •••") }

    /// Posts with a key of its own, a second later; answers the identity.
    @discardableResult
    private func post(_ path: String, _ body: Value, as asker: Principal) async throws -> String {
        office.clock.advance(.seconds(1))
        return try await office.caller.call(.post, path, body, as: asker, key: path).value["id"]?.text ?? ""
    }

    private func get(_ path: String, as asker: Principal) async throws -> Value {
        try await office.caller.call(.get, path, as: asker).value
    }

    /// One of each: an override, an overhead and a settlement that were refused or taken back, a difference, a risk, a support taken back.
    private func play() async throws -> (wallet: Wallet.ID, cash: SupportRequest.ID, taken: SupportRequest.ID) {
        let (group, cash) = try await office.cash()
        try await office.disburse()
        let wallet = try await office.request(cash).wallet
        let override = try await post(
            "/admin/wallets/\(wallet)/overrides", ["amount": "150", "reason": .string(Self.reason(1))], as: admin)
        try await post("/admin/support-overrides/\(override)/approval", [:], as: other)
        let overhead = try await post(
            "/admin/wallets/\(wallet)/overhead",
            ["amount": "3", "purpose": "venue", "reference": "A", "spent_on": Value(office.today)], as: admin)
        try await post("/admin/overheads/\(overhead)/reversal", ["reason": .string(Self.reason(2))], as: admin)
        let settled: Value = [
            "outcome": "not_given", "reference": "PSK-1", "reason": .string(Self.reason(3)),
        ]
        let settlement = try await post("/admin/support/\(cash)/settlements", settled, as: admin)
        try await post("/admin/support-settlements/\(settlement)/refusal", [:], as: other)
        let file = try office.upload(
            "payouts.csv", Array("Reference,Amount,Currency,Status\nfundgate-1,5.00,NGN,success\n".utf8))
        let days: Value = ["channel": "bank_transfer", "from": Value(office.today), "to": Value(office.today)]
        _ = try await office.caller.call(
            .post, "/admin/support/reconciliations", days, as: admin, files: [file])
        let found = try await get("/admin/support/differences?type=not_here", as: admin)["items"]?.list?.first
        try await post(
            "/admin/support-differences/\(found?["id"]?.text ?? "")/resolution", ["reason": .string(Self.reason(4))],
            as: admin)
        let flag = try await post(
            "/participants/\(group.people[0])/support-flags", ["reason": .string(Self.reason(5))], as: other)
        try await post("/admin/support-flags/\(flag)/clearing", ["reason": .string(Self.reason(6))], as: admin)
        let taken = try await office.ask(.transport, group)
        try await office.triage()
        if try await office.request(taken).state == .queued {
            try await post("/admin/support/\(taken)/approve", Supporting.exception(.voucher), as: admin)
        }
        try await post("/admin/support/\(taken)/cancellation", ["reason": .string(Self.reason(7))], as: admin)
        return (wallet, cash, taken)
    }

    private func history(_ page: Value) -> [Value] { (page["history"]?.list ?? []).compactMap { $0["reason"] } }

    @Test func `I43 K04 reasons lie sealed in no row and no answer of an office, and are shown to who decides`()
        async throws
    {
        let (wallet, cash, taken) = try await play()
        for table in try await office.read({ db, _ in try TestDatabases.tables(db) }) {
            let rows = try await office.read { db, _ in
                try db.rows("SELECT * FROM \(part: SQL(stringLiteral: table))").map { "\($0)" }
            }
            #expect(!rows.contains { $0.contains(Self.word) }, "\(table)")
        }
        // swift-format-ignore
        let rows: [(Principal, Bool)] = [
            (other, true), (office.principal(.programmeOperator, 9), true), (office.principal(.impactOfficer, 9), false),
        ]
        for (asker, sees) in rows {
            func told(_ number: Int) -> Value { sees ? Self.shown(number) : .null }
            let overrides = try await get("/admin/support/overrides", as: asker)
            #expect(overrides["items"]?.list?.map { $0["reason"] } == [told(1)])
            #expect(history(try await get("/admin/wallets/\(wallet)", as: asker)).contains(Self.shown(2)) == sees)
            let differences = try await get("/admin/support/differences", as: asker)
            let settlements = try await get("/admin/support/settlements", as: asker)
            #expect(settlements["items"]?.list?.map { $0["reason"] } == [told(3)])
            #expect(
                differences["items"]?.list?.first { $0["state"] == "resolved" }?["resolution"] == told(4))
            let flags = try await get("/admin/support/\(cash)", as: asker)["flags"]?.list ?? []
            #expect(flags.map { $0["clearing"] } == [told(6)])
            #expect(try await get("/admin/support/\(taken)", as: asker)["taken_back"] == told(7))
        }
        #expect(try await office.disbursement(taken).failure == "taken_back")
    }

    @Test func `I32 K04 the chain proves a reason's words to who has the keys, and to nobody else`() async throws {
        _ = try await play()
        let (keys, tenant) = (office.keys, office.tenant)
        let stored = try await office.read { db, _ in
            try db.rows("SELECT record_kind, record_id, number, at FROM support_reason ORDER BY record_kind").map {
                (
                    kind: try $0.get("record_kind", as: String.self), id: try $0.get("record_id", as: String.self),
                    number: try $0.get("number", as: Int.self)
                )
            }
        }
        #expect(
            stored.map(\.kind) == [
                "support_difference", "support_disbursement", "support_flag", "support_override", "support_settlement",
                "support_wallet",
            ])
        for row in stored {
            let (words, told) = try await office.read { db, _ in
                (
                    try SupportReason.of(row.kind, row.id, keys: keys, tenant: tenant, db)[row.number],
                    try db.rows(
                        """
                        SELECT reason, detail FROM history
                         WHERE tenant_id = \(tenant) AND record_kind = \(row.kind) AND record_id = \(row.id) AND seq > 0
                         ORDER BY seq
                        """
                    ).map { (try $0.get("reason", as: String?.self), try $0.get("detail", as: Value.self)) }
                )
            }
            let text = try #require(words)
            #expect(told.allSatisfy { $0.0 == nil })
            let proofs = told.compactMap { $0.1["reason"]?.text }
            let place = SupportReason.place(row.kind, row.id, row.number)
            #expect(proofs == [SupportReason.proof(text, place, keys)])
            let others = PersonalKeys(sealing: keys.sealing, hashing: Array(repeating: 1, count: 32))
            #expect(proofs != [SupportReason.proof(text, place, others)])
        }
        guard case .whole = try await office.read({ db, _ in try History.verify(db) }) else {
            Issue.record("the chain is broken")
            return
        }
    }

    @Test func `K04 reasons are sealed anew by a new key, and neither changed nor taken away`() async throws {
        _ = try await play()
        let both = PersonalKeys(
            sealing: SealingKeys([1: Array(repeating: 7, count: 32), 2: Array(repeating: 8, count: 32)]),
            hashing: Array(repeating: 9, count: 32))
        for count in [6, 0] {
            #expect(try await office.write { db, _ in try SupportReason.reseal(keys: both, db) } == count)
        }
        let newest = PersonalKeys(
            sealing: SealingKeys([2: Array(repeating: 8, count: 32)]), hashing: Array(repeating: 9, count: 32))
        let (tenant, taken) = (
            office.tenant,
            try await office.read { db, _ in
                try db.value("SELECT record_id FROM support_reason WHERE record_kind = 'support_flag'", as: String.self)
            }
        )
        let words = try await office.read { db, _ in
            try SupportReason.of("support_flag", taken ?? "", keys: newest, tenant: tenant, db)
        }
        #expect(words[1].map { .string($0) } == Self.shown(6))
        let statements: [SQL] = [
            "UPDATE support_reason SET number = 9", "UPDATE support_reason SET record_kind = 'x'",
            "DELETE FROM support_reason",
        ]
        for statement in statements {
            await #expect(throws: (any Error).self) { try await office.write { db, _ in try db.run(statement) } }
        }
    }

    @Test func `K04 a command is the same by its reason too, of which the key keeps a keyed hash`() async throws {
        let group = try await office.group()
        let path = "/admin/wallets/\(try await office.wallet(group.people[0]).id)/overrides"
        let wish: Value = ["amount": "150", "reason": .string(Self.word)]
        let first = try await office.caller.call(.post, path, wish, as: admin, key: "1")
        let again = try await office.caller.call(.post, path, wish, as: admin, key: "1")
        #expect(first["id"] == again["id"] && again["reason"] == nil)
        let refused = await #expect(throws: IdempotencyRefusal.self) {
            try await office.caller.call(
                .post, path, wish.adding("reason", "another"), as: admin, key: "1")
        }
        #expect(refused == .otherBody)
    }

    @Test func `K04 what was written before stays as it was, and is shown to who decides`() async throws {
        let group = try await office.group()
        let wallet = try await office.wallet(group.people[0]).id
        let (id, now, tenant) = (SupportOverride.ID(bits: 5), office.clock.now(), office.tenant)
        let maker = other.who
        try await office.write { db, _ in
            try db.run(
                """
                INSERT INTO support_override (id, tenant_id, kind, wallet_id, amount_cents, reason, state, proposed_by,
                                              proposed_at)
                VALUES (\(id), \(tenant), 'allocation', \(wallet), 15000, 'two missions', 'open', \(maker), \(now))
                """)
        }
        let shown = try await get("/admin/support/overrides", as: office.principal(.programmeOperator))
        #expect(shown["items"]?.list?.first?["reason"] == "two missions")
        try await post("/admin/support-overrides/\(id)/approval", [:], as: admin)
        #expect(try await office.find(wallet).allocated == Cents(15_000))
        let copied = try await office.read { db, _ in
            try db.value("SELECT count(*) FROM support_allocation WHERE reason = 'two missions'", as: Int.self)
        }
        #expect(copied == 0)
    }

    @Test func `K04 a history's words of before are shown to who decides, and to no impact officer`() async throws {
        let group = try await office.group()
        let wallet = try await office.wallet(group.people[0]).id
        let (now, who) = (office.clock.now(), admin.who)
        try await office.write { db, tenant in
            try History.append(
                HistoryEntry("support_wallet", wallet, "reallocated", by: who, at: now, reason: "two missions"),
                tenant: tenant, db)
        }
        for (role, sees) in [(RoleName.programmeOperator, true), (.impactOfficer, false)] {
            let page = try await get("/admin/wallets/\(wallet)", as: office.principal(role, 9))
            #expect(history(page).contains("two missions") == sees, "\(role.rawValue)")
        }
    }
}
