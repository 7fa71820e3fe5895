import Cohorts
import Kernel
import Ledger
import People
import Storage
import TestDatabases
import Testing
import Web

@testable import PartnerFunding

@Suite struct AllocationMoneyTests {
    @Test func `F35 of 100 allocations of 20 on 1,000 side by side exactly 50 stand`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded(paid: nil)
        let taken = await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    do {
                        try await office.allocate("20", of: id, to: cohort)
                        return true
                    } catch is AllocationRefusal { return false } catch { return nil }
                }
            }
            return await group.reduce(into: [Bool?]()) { $0.append($1) }
        }
        #expect(taken.filter { $0 == true }.count == 50 && taken.filter { $0 == false }.count == 50)
        let standing = try await office.standing(id)
        #expect(standing["planned"]?.text == "1000.00" && standing["open"]?.text == "0.00")
        #expect(try await office.cohort(cohort).funded == Cents(100_000))
        #expect(try await office.count("SELECT count(*) FROM commitment_allocation") == 50)
        await #expect(throws: AllocationRefusal.overAllocated(id, left: .zero, .usd)) {
            try await office.allocate("0.01", of: id, to: cohort)
        }
    }

    @Test func `F23 F66 what has not come in is not released, and what is released is held until it is paid out, once`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded(
            ["type": "one_off", "currency": "USD", "amount": "1000", "intended_use": "general_pool"], paid: nil)
        let first = try await office.allocate("600", of: id, to: cohort).id
        await #expect(throws: AllocationRefusal.unfunded(id, left: .zero, .usd)) { try await office.release(first) }
        try await office.receive("700", for: id)
        try await office.release(first)
        #expect(try await office.wallet(cohort).balance(on: .credit) == Cents(60_000))
        #expect(try await office.wallet(cohort).pendingDebit == Cents(60_000))
        #expect(try await office.standing(id)["held"]?.text == "600.00")
        let second = try await office.allocate("100.01", of: id, to: cohort).id
        await #expect(throws: AllocationRefusal.unfunded(id, left: Cents(10_000), .usd)) {
            try await office.release(second)
        }
        // What is held cannot be taken back as a receipt.
        let receipt = try await office.database.read {
            try $0.value("SELECT max(id) FROM commitment_receipt", as: String.self)
        }
        #expect(
            try await office.status(
                .post, "/commitment-receipts/\(receipt ?? "")/reversal", ["reason": "x"], as: office.admin) == 409)
        try await office.disburse("150", of: first)
        await #expect(throws: AllocationRefusal.moreThanHeld(first, left: Cents(45_000), .usd)) {
            try await office.disburse("450.01", of: first)
        }
        try await office.disburse("450", of: first)
        #expect(try await office.allocation(first).state == .completed)
        await #expect(throws: IllegalMove.self) { try await office.disburse("0.01", of: first) }
        #expect(try await office.wallet(cohort).balance(on: .credit) == .zero)
        #expect(try await office.booked("commitment.capital", of: id) == 10_000)
        #expect(try await office.standing(id)["utilisation"]?.text == "60.0")
        #expect(try await office.count("SELECT count(*) FROM ledger_reservation") == 1)
    }

    @Test func `F31 F45 a commitment is complete exactly when nothing of it is left, and an open-ended one never`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded(
            ["type": "one_off", "currency": "USD", "amount": "300", "intended_use": "next_cohort"], paid: "300")
        let allocation = try await office.allocate("300", of: id, to: cohort).id
        try await office.release(allocation)
        let shares = [("100", "33.3"), ("199.99", "99.9"), ("0.01", "100.0")]
        for (part, utilisation) in shares {
            #expect(try await office.commitment(id).state == .active)
            try await office.disburse(part, of: allocation)
            #expect(try await office.standing(id)["utilisation"]?.text == utilisation)
        }
        #expect(try await office.commitment(id).state == .completed)
        let today = office.clock.now().day
        let (open, other) = try await office.funded(
            [
                "type": "recurring", "currency": "USD", "amount": "300", "cadence": "monthly",
                "starts_on": Value(today),
            ], paid: "300")
        let cycle = try await office.allocate(nil, of: open, to: other, cycle: today).id
        try await office.release(cycle)
        try await office.disburse("300", of: cycle)
        #expect(try await office.commitment(open).state == .active)
        #expect(try await office.standing(open)["utilisation"]?.text == "100.0")
    }

    @Test
    func
        `F33 F41 an adjustment is a row with its sign and never above the promise, and a cancellation leaves what is released`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        func adjust(_ allocation: Allocation.ID, _ by: String, seats: String = "0") async throws {
            _ = try await office.act(
                "/allocations/\(allocation)/adjustments",
                ["amount": .string(by), "seats": .string(seats), "reason": "recounted"])
        }
        let planned = try await office.allocate("400", of: id, to: cohort).id
        let released = try await office.allocate("500", of: id, to: cohort).id
        await #expect(throws: AllocationRefusal.overAllocated(id, left: Cents(10_000), .usd)) {
            try await adjust(released, "+100.01")
        }
        await #expect(throws: AllocationRefusal.tooFewSeats(planned, has: 4)) {
            try await adjust(planned, "1", seats: "-5")
        }
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "k", roles: [.admin], credential: .key(name: "k"))
        await #expect(throws: CommitmentRefusal.notAPerson) {
            try await office.act(
                "/allocations/\(planned)/adjustments", ["amount": "1", "seats": "0", "reason": "x"], as: key)
        }
        try await adjust(released, "100")
        try await adjust(planned, "-150", seats: "-2")
        try await office.release(released)
        await #expect(throws: AllocationRefusal.moreAfterRelease(released)) { try await adjust(released, "1") }
        try await adjust(released, "-50.50")
        try await office.disburse("500", of: released)
        await #expect(throws: AllocationRefusal.nothingLeft(released)) { try await adjust(released, "-49.50") }
        for wrong in ["0", "ten", "1.005", ""] {
            #expect(
                try await office.status(
                    .post, "/allocations/\(released)/adjustments", ["amount": .string(wrong), "reason": "x"],
                    as: office.admin) == 422, "\(wrong)")
        }
        let adjusted = try await office.entries(id).filter { $0.kind == .adjusted }
        #expect(adjusted.map(\.amount.count) == [10_000, -15_000, -5_050])
        #expect(adjusted.map(\.seats) == [0, -2, 0] && Set(adjusted.map(\.description)) == ["recounted"])
        #expect(try await office.allocation(released).amount == Cents(54_950))
        #expect(try await office.cohort(cohort).funded == Cents(54_950 + 25_000))
        #expect(try await office.standing(id)["open"]?.text == "200.50")
        try await office.refund("450.50", of: id)
        _ = try await office.act("/commitments/\(id)/cancellation", ["reason": "the partner asks"])
        #expect(try await office.allocation(planned).state == .cancelled)
        #expect(try await office.allocation(released).state == .released)
        #expect(try await office.cohort(cohort).funded == Cents(54_950))
        try await office.disburse("49.50", of: released)
        #expect(try await office.allocation(released).state == .completed)
        #expect(try await office.booked("commitment.capital", of: id) == 0)
    }

    @Test func `F36 F58 F59 F60 F61 every event is a row that nobody changes, with the journal's number, key and hash`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("400", of: id, to: cohort).id
        _ = try await office.act("/allocations/\(allocation)/adjustments", ["amount": "100", "reason": "one more"])
        try await office.release(allocation)
        try await office.disburse("100", of: allocation)
        _ = try await office.act("/allocations/\(allocation)/cancellation", ["reason": "it ends"])
        let rows = try await office.entries(id)
        #expect(rows.map(\.kind) == [.created, .created, .adjusted, .released, .disbursed, .reversed])
        #expect(rows.map(\.amount.count) == [100_000, 40_000, 10_000, 50_000, 10_000, -40_000])
        #expect(rows.map(\.cohort) == [nil, cohort, cohort, cohort, cohort, cohort])
        #expect(rows[3].who == office.checker.who && rows[4].description == "stipends")
        #expect(Set(rows.map(\.seq)).count == rows.count && rows.allSatisfy { $0.hash.count == 64 && $0.key != nil })
        let shown = try await office.caller.call(.get, "/commitments/\(id)/ledger", as: office.admin)
        let names = Set(shown["items"]?.list?.first?.fields?.names ?? [])
        #expect(
            names.isSuperset(of: [
                "commitment_id", "type", "amount", "cohort_id", "description", "created_by_id", "created_at", "seq",
                "prev_hash", "hash", "idempotency_key",
            ]))
        let hashes = try await office.database.read { db in
            try db.rows("SELECT hash FROM ledger_row ORDER BY seq").map { try $0.first(as: String.self) }
        }
        for row in rows {
            #expect(row.hash == hashes[Int(row.seq) - 1])
            #expect(row.formerHash == (row.seq == 1 ? "" : hashes[Int(row.seq) - 2]))
        }
        for statement: SQL in [
            "UPDATE funding_ledger SET amount_cents = 1", "DELETE FROM funding_ledger",
            "UPDATE commitment_allocation SET cohort_id = cohort_id", "DELETE FROM commitment_allocation",
        ] {
            await #expect(throws: StorageFault.self) { try await office.database.write { try $0.run(statement) } }
        }
        guard case .whole = try await office.database.read({ try LedgerReview.all($0) }) else {
            Issue.record("the ledger does not add up")
            return
        }
    }

    @Test func `F03 from any disbursement one query leads to commitment and partner`() async throws {
        let office = try await Partnered()
        var partners: Set<String> = []
        for amount in ["10", "20", "30"] {
            let (id, cohort) = try await office.funded()
            partners.insert(try await office.commitment(id).partner.description)
            let allocation = try await office.allocate("400", of: id, to: cohort).id
            try await office.release(allocation)
            try await office.disburse(amount, of: allocation)
            // The last one completes it.
            try await office.disburse("\(400 - (Int(amount) ?? 0))", of: allocation)
        }
        let found = try await office.database.read { db in
            try db.rows(
                """
                SELECT partner.id FROM ledger_row
                  JOIN commitment_allocation ON commitment_allocation.id = ledger_row.subject_id
                  JOIN funding_commitment ON funding_commitment.id = commitment_allocation.commitment_id
                  JOIN partner ON partner.id = funding_commitment.partner_id
                 WHERE ledger_row.purpose = 'allocation.disbursed' AND ledger_row.event IN ('post', 'settle')
                 ORDER BY ledger_row.seq
                """
            ).map { try $0.first(as: String.self) }
        }
        #expect(found.count == 6 && Set(found) == partners)
        // And no row of the journal that moves capital is without its record.
        let lost = try await office.count(
            """
            SELECT count(*) FROM ledger_row
             WHERE NOT EXISTS (SELECT 1 FROM commitment_allocation WHERE commitment_allocation.id = subject_id)
               AND NOT EXISTS (SELECT 1 FROM funding_commitment WHERE funding_commitment.id = subject_id)
            """)
        #expect(lost == 0)
    }

    @Test func `F62 the wallet is debited and the funding ledger written, or neither`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("400", of: id, to: cohort).id
        try await office.release(allocation)
        let before = try await office.count("SELECT count(*) FROM ledger_row")
        try await office.database.write { try TestDatabases.refuseRows(of: "funding_ledger", $0) }
        await #expect(throws: StorageFault.self) { try await office.disburse("150", of: allocation) }
        #expect(try await office.wallet(cohort).balance(on: .credit) == Cents(40_000))
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == before)
        #expect(try await office.allocation(allocation).rest == Cents(40_000))
        #expect(try await office.booked("commitment.capital", of: id) == 100_000)
    }

    @Test func `F63 what a cohort costs is the sum of its allocations, whatever happened to them`() async throws {
        let office = try await Partnered()
        let cohorts = [try await office.cohort("A"), try await office.cohort("B")]
        var allocations: [Allocation.ID] = []
        for _ in 0..<2 {
            let (id, _) = try await office.funded()
            for number in 0..<5 {
                let amount = "\(20 + number * 37)"
                allocations.append(try await office.allocate(amount, of: id, to: cohorts[number % 2]).id)
            }
        }
        let pay: Value = ["amount": "3", "support_type": "overhead", "note": "x"]
        let actions: [(path: String, form: Value)] = [
            ("release", [:]), ("adjustments", ["amount": "7", "reason": "x"]),
            ("adjustments", ["amount": "-11", "reason": "x"]), ("pause", ["reason": "x"]), ("resumption", [:]),
            ("disbursements", pay), ("cancellation", ["reason": "x"]), ("disbursements", pay.adding("amount", "5.50")),
        ]
        var done = 0
        for step in 0..<120 {
            // Every allocation meets every action, in an order that none of them knows.
            let id = allocations[step * 7 % allocations.count]
            let (path, form) = actions[step * step % 13 % actions.count]
            let status = try await office.status(
                .post, "/allocations/\(id)/\(path)", form, as: path == "release" ? office.checker : office.admin)
            #expect(status < 300 || status == 409, "\(path): \(status)")
            if status < 300 { done += 1 }
        }
        #expect(done > 20)
        for cohort in cohorts {
            let (stored, computed) = (
                try await office.cohort(cohort).funded,
                try await office.count(
                    """
                    SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM funding_ledger
                     WHERE cohort_id = \(cohort) AND type IN ('created', 'adjusted', 'reversed')
                    """)
            )
            #expect(stored.count == Int64(computed))
            let released = try await office.count(
                """
                SELECT CAST(coalesce(sum(CASE WHEN type = 'disbursed' THEN -amount_cents ELSE amount_cents END), 0) AS BIGINT)
                  FROM funding_ledger JOIN allocation_standing
                    ON allocation_standing.allocation_id = funding_ledger.allocation_id
                 WHERE cohort_id = \(cohort) AND released_at IS NOT NULL AND type <> 'released'
                """)
            #expect(try await office.wallet(cohort).balance(on: .credit) == Cents(Int64(released)))
        }
        guard case .whole = try await office.database.read({ try LedgerReview.all($0) }) else {
            Issue.record("the ledger does not add up")
            return
        }
    }
}
