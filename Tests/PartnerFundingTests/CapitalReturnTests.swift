import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

/// Money that came in goes somewhere before its commitment ends: released, paid back, or carried over.
@Suite struct CapitalReturnTests {
    @Test func `F33 a commitment is not cancelled while money of it is not released: it is paid back first`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded(paid: "700")
        let planned = try await office.allocate("100", of: id, to: cohort).id
        let released = try await office.allocate("250", of: id, to: cohort).id
        try await office.release(released)
        await #expect(throws: CommitmentRefusal.unreleased(id, left: Cents(45_000), .usd)) {
            try await office.act("/commitments/\(id)/cancellation", ["reason": "x"])
        }
        #expect(CommitmentRefusal.unreleased(id, left: Cents(45_000), .usd).reason.contains("$450 that came in"))
        #expect(try await office.allocation(planned).state == .planned)
        let shown = try await office.caller.call(.get, "/commitments/\(id)", as: office.checker)
        #expect(shown["allowed"]?.list == ["pause", "supersede", "refund", "receive", "allocate"])
        #expect(shown["standing"]?["unreleased"]?.text == "450.00")
        await #expect(throws: CommitmentRefusal.moreThanUnreleased(id, left: Cents(45_000), .usd)) {
            try await office.refund("450.01", of: id)
        }
        let form: Value = ["amount": "1", "returned_on": Value(office.clock.now().day), "reason": "x"]
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "k", roles: [.admin], credential: .key(name: "k"))
        await #expect(throws: CommitmentRefusal.notAPerson) {
            try await office.act("/commitments/\(id)/refunds", form, as: key)
        }
        let late = office.clock.now().day.adding(days: 2)
        await #expect(throws: CommitmentRefusal.inTheFuture("returned_on", late)) {
            try await office.act("/commitments/\(id)/refunds", form.adding("returned_on", Value(late)))
        }
        #expect(try await office.status(.post, "/commitments/\(id)/refunds", form, as: office.admins[1]) == 404)
        // What was paid back of one that stands is to come again.
        try await office.refund("200", of: id)
        let standing = try await office.standing(id)
        #expect(standing["received"]?.text == "500.00" && standing["outstanding"]?.text == "500.00")
        #expect(try await office.flaws() == [])
        try await office.refund("250", of: id)
        _ = try await office.act("/commitments/\(id)/cancellation", ["reason": "x"])
        #expect(try await office.allocation(planned).state == .cancelled)
        // What it promises no longer is a row as every event of funding.
        let rows = try await office.entries(id).filter { $0.allocation == nil }
        #expect(rows.map(\.kind) == [.created, .reversed] && rows.map(\.amount.count) == [100_000, -75_000])
        try await office.disburse("50", of: released)
        // What a cohort gives back later can still be paid back.
        _ = try await office.act("/allocations/\(released)/cancellation", ["reason": "x"])
        let after = try await office.caller.call(.get, "/commitments/\(id)", as: office.checker)
        #expect(after["allowed"]?.list == ["refund"] && after["standing"]?["unreleased"]?.text == "200.00")
        try await office.refund("200", of: id)
        #expect(try await office.booked("commitment.capital", of: id) == 0)
        #expect(try await office.standing(id)["promised"]?.text == "50.00")
        #expect(try await office.flaws() == [])
        for statement: SQL in ["UPDATE commitment_return SET amount_cents = 1", "DELETE FROM commitment_return"] {
            await #expect(throws: StorageFault.self) { try await office.database.write { try $0.run(statement) } }
        }
    }

    private static func once(_ amount: String) -> Value {
        ["type": "one_off", "currency": "USD", "amount": .string(amount), "intended_use": "general_pool"]
    }

    @Test
    func `F33 what is not released is carried over to the commitment that takes the place, when that is approved`()
        async throws
    {
        let office = try await Partnered()
        let partner = try await office.partner(in: .approved)
        let first = try await office.approved(Self.once("1000"), for: partner)
        try await office.receive("800", for: first)
        let cohort = try await office.cohort()
        let released = try await office.allocate("300", of: first, to: cohort).id
        try await office.release(released)
        for wrong in [
            Self.once("499.99"), Self.once("900").adding("currency", "GBP"),
        ] {
            await #expect(throws: CommitmentRefusal.unreleased(first, left: Cents(50_000), .usd)) {
                try await office.commit(wrong.adding("supersedes", Value(first)), for: partner)
            }
        }
        #expect(try await office.commitment(first).state == .active)
        let second = try await office.commit(Self.once("600").adding("supersedes", Value(first)), for: partner)
        _ = try await office.act("/commitments/\(second)/change-requests", ["note": "more"], as: office.checker)
        let third = try await office.commit(Self.once("700").adding("supersedes", Value(second)), for: partner)
        #expect(try await office.booked("commitment.capital", of: first) == 80_000)
        _ = try await office.act("/commitments/\(third)/approval", as: office.checker)
        #expect(try await office.booked("commitment.capital", of: first) == 30_000)
        #expect(try await office.booked("commitment.capital", of: third) == 50_000)
        let standing = try await office.standing(third)
        #expect(standing["received"]?.text == "500.00" && standing["outstanding"]?.text == "200.00")
        #expect(try await office.flaws() == [])
        // It is released as money that came in for it.
        try await office.release(try await office.allocate("500", of: third, to: cohort).id)
        // What a cohort gives back of the former goes the same way, as far as it fits.
        _ = try await office.act("/allocations/\(released)/cancellation", ["reason": "x"])
        #expect(try await office.standing(third)["received"]?.text == "700.00")
        #expect(try await office.standing(first)["unreleased"]?.text == "100.00")
        try await office.refund("100", of: first)
        #expect(try await office.flaws() == [])
        let shown = try await office.caller.call(.get, "/commitments/\(third)", as: office.admin)
        #expect(Set(shown["returns"]?.list?.map { $0["amount"]?.text } ?? []) == ["200.00", "500.00"])
        #expect(shown["returns"]?.list?.allSatisfy { $0["came"] == true && $0["other"] == Value(first) } == true)
        let left = try await office.caller.call(.get, "/commitments/\(first)", as: office.admin)["returns"]?.list
        let found = try await office.find(partner)
        let events = try await office.database.read { db in
            try FundingEvent.list(of: found, page: PageRequest(limit: PageRequest.largest, after: nil), db).items
        }
        #expect(Set(events.map(\.seq)).count == events.count)
        let moved = events.filter { $0.kind == .carriedOver }
        #expect(moved.map(\.amount.count) == [20_000, 50_000] && moved.allSatisfy { $0.commitment == third })
        #expect(left?.count == 3 && left?.filter { $0["is_refund"] == true }.map { $0["amount"]?.text } == ["100.00"])
    }

    @Test func `F33 a partner sees that it was paid back, and not the office's words about it`() async throws {
        let office = try await Partnered()
        let (_, principal, id) = try await office.giver("500")
        try await office.refund("200", of: id)
        func returned(to who: Principal) async throws -> [Value] {
            try await office.caller.call(.get, "/commitments/\(id)", as: who)["returns"]?.list ?? []
        }
        let (told, own) = (try await returned(to: principal), try await returned(to: office.admin))
        #expect(told.map { $0["amount"]?.text } == ["200.00"] && own.map { $0["amount"]?.text } == ["200.00"])
        #expect(own.allSatisfy { $0["reason"]?.text?.isEmpty == false } && told.allSatisfy { $0["reason"] == .null })
    }

    @Test func `F33 where other terms are declined the money of the former is paid back, and lies nowhere`()
        async throws
    {
        let office = try await Partnered()
        let partner = try await office.partner(in: .approved)
        let first = try await office.approved(Self.once("1000"), for: partner)
        try await office.receive("800", for: first)
        let second = try await office.commit(Self.once("900").adding("supersedes", Value(first)), for: partner)
        _ = try await office.act("/commitments/\(second)/decline", ["note": "no"], as: office.checker)
        #expect(try await office.standing(first)["unreleased"]?.text == "800.00")
        try await office.refund("800", of: first)
        #expect(try await office.booked("commitment.capital", of: first) == 0)
        // The partner reads each of it in its history, and its total is what is there.
        let found = try await office.find(partner)
        let (events, impact) = try await office.database.read { db in
            let page = PageRequest(limit: PageRequest.largest, after: nil)
            return (try FundingEvent.list(of: found, page: page, db).items, try PartnerImpact.of(found, db))
        }
        #expect(events.map(\.kind) == [.paidBack, .promisedNoLonger, .received, .promised])
        #expect(events.map(\.amount.count) == [-80_000, -20_000, 80_000, 100_000])
        #expect(impact.funded == [.usd: .zero])
        #expect(try await office.flaws() == [])
    }

    @Test func `F33 what left a commitment names a receipt only where it was carried back for that`() async throws {
        let office = try await Partnered()
        let (id, _) = try await office.funded()
        let (other, _) = try await office.funded()
        let receipt: String = try #require(
            try await office.database.read { try $0.value("SELECT max(id) FROM commitment_receipt") })
        let unknown = String(repeating: "0", count: 26)
        let rows: [(number: Int, receipt: String?, carriedTo: Commitment.ID?, isKept: Bool)] = [
            (1, receipt, nil, false), (2, unknown, other, false), (3, receipt, other, true), (4, nil, nil, true),
        ]
        for row in rows {
            let tenant = office.tenants[0]
            let kept: ()? = try? await office.database.write { db in
                try db.run(
                    """
                    INSERT INTO commitment_return (id, tenant_id, commitment_id, carried_to_id, receipt_id, amount_cents,
                                                   currency, returned_on, reason, transfer_id, who, at)
                    VALUES (\(String(repeating: String(row.number), count: 26)), \(tenant), \(id), \(row.carriedTo),
                            \(row.receipt), 1, 'USD', '2026-01-01', 'x', \(String(row.number)), 'x', 0)
                    """)
            }
            #expect((kept != nil) == row.isKept, "row \(row.number)")
        }
    }
}
