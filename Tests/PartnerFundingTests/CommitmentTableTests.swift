import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

@Suite struct CommitmentTableTests {
    /// Three commitments of two partners, one of them used to a third by two cohorts.
    private static func office() async throws -> (office: Partnered, ids: [Commitment.ID]) {
        let office = try await Partnered()
        let today = office.clock.now().day
        let (first, cohort) = try await office.funded()
        let other = try await office.cohort("Accra 2")
        for (place, amount) in [(cohort, "100"), (other, "300")] {
            try await office.release(try await office.allocate(amount, of: first, to: place).id)
        }
        let released = try await office.database.read {
            try $0.value("SELECT min(allocation_id) FROM allocation_standing", as: Allocation.ID.self)
        }
        try await office.disburse("99.99", of: released ?? Allocation.ID(bits: 0))
        let never = try await office.allocate("1", of: first, to: other)
        _ = try await office.act("/allocations/\(never.id)/cancellation", ["reason": "x"])
        office.clock.advance(.minutes(1))
        let (second, _) = try await office.funded(
            [
                "type": "recurring", "currency": "USD", "amount": "500", "cadence": "quarterly",
                "starts_on": Value(today),
            ], paid: nil)
        office.clock.advance(.minutes(1))
        let third = try await office.commit(
            ["type": "pledge_pending", "currency": "USD", "amount": "700"],
            for: try await office.commitment(first).partner)
        return (office, [first, second, third])
    }

    @Test func `F52 the table is saved whole, however long it is`() async throws {
        let office = try await Partnered()
        let (id, zeros) = (try await office.funded().commitment, String(repeating: "0", count: 26))
        let more = Commitment.mostOrdered + 1
        try await office.database.write { db in
            try db.run(
                """
                WITH RECURSIVE number (n) AS (SELECT 100000 UNION ALL SELECT n + 1 FROM number WHERE n < 100000 + \(more) - 1)
                INSERT INTO funding_commitment (id, tenant_id, partner_id, who, at, type, amount_cents, currency, intended_use)
                SELECT substr(\(zeros) || n, 7), tenant_id, partner_id, who, at, type, amount_cents, currency, intended_use
                  FROM funding_commitment CROSS JOIN number
                 WHERE id = \(id)
                """)
            try db.run(
                """
                INSERT INTO commitment_standing (commitment_id, tenant_id, state, updated_at)
                SELECT id, tenant_id, 'submitted', at FROM funding_commitment WHERE id <> \(id)
                """)
        }
        let saved = try await office.caller.call(.get, "/commitments/export?sort=amount", as: office.admin).bytes
        #expect(try CSVReader.records(saved).count == 1 + more + 1)
    }

    @Test func `F45 F52 the table of commitments is narrowed, ordered and paged, each with cohorts and utilisation`()
        async throws
    {
        let (office, ids) = try await Self.office()
        // swift-format-ignore
        let rows: [(query: String, expected: [Int])] = [
            ("",                             [2, 1, 0]),
            ("?sort=oldest",                 [0, 1, 2]),
            ("?sort=amount",                 [0, 2, 1]),
            ("?sort=utilisation",            [0, 2, 1]),
            ("?state=submitted",             [2]),
            ("?type=recurring&sort=amount",  [1]),
            ("?type=capacity_pool",          []),
        ]
        for (query, expected) in rows {
            for limit in [1, 2, 50] {
                var (shown, next): ([String], String?) = ([], nil)
                repeat {
                    let path =
                        "/commitments\(query)\(query.isEmpty ? "?" : "&")limit=\(limit)\(next.map { "&after=\($0)" } ?? "")"
                    let page = try await office.caller.call(.get, path, as: office.admin)
                    shown += page["items"]?.list?.compactMap { $0["id"]?.text } ?? []
                    next = page["next"]?.text
                } while next != nil
                #expect(shown == expected.map { ids[$0].description }, "\(query) by \(limit)")
            }
        }
        let page = try await office.caller.call(.get, "/commitments?state=active", as: office.admin)
        let line = page["items"]?.list?.first
        #expect(line?["cohorts"]?.list?.count == 2 && line?["standing"]?["utilisation"]?.text == "9.9")
        #expect(line?["amount_text"]?.text == "$1,000")
    }

    @Test func `F52 all of the table is saved as comma-separated text, equal to the ledger`() async throws {
        let (office, ids) = try await Self.office()
        let saved = try await office.caller.call(.get, "/commitments/export?sort=oldest", as: office.admin)
        let records = try CSVReader.records(saved.bytes)
        #expect(records.map(\.fields.count) == [14, 14, 14, 14])
        #expect(records.dropFirst().map { $0.fields[0] } == ids.map(\.description))
        #expect(
            Array(records[1].fields[2...]) == [
                "one_off", "1000.00", "USD", "", "active", "Accra 2, Cohort of \(ids[0])", "1000.00", "1000.00", "0.00",
                "300.01", "99.99", "9.9",
            ])
        #expect(Array(records[2].fields[2...6]) == ["recurring", "500.00", "USD", "quarterly", "approved"])
    }

    @Test
    func `F53 each action of the office stands in the history with who, when and why, and an amount is never edited`()
        async throws
    {
        let office = try await Partnered()
        let partner = try await office.partner(in: .approved)
        let id = try await office.approved(CommitmentTests.oneOff, for: partner)
        try await office.receive("5000", for: id)
        let allocation = try await office.allocate("100", of: id, to: try await office.cohort()).id
        try await office.release(allocation)
        _ = try await office.act("/commitments/\(id)/pause", ["reason": "their board meets"])
        _ = try await office.act("/partners/\(partner)/notes", ["text": "spoke with them"])
        let (tenant, now) = (office.tenants[0], office.clock.now())
        let (done, assigned, notes) = try await office.database.read { db in
            (
                try History.of("commitment", id, tenant: tenant, db),
                try History.of("allocation", allocation, tenant: tenant, db),
                try PartnerNote.of(partner, tenant: tenant, db)
            )
        }
        let approval = done.first { $0.event == "approve" }
        #expect(approval?.who == office.checker.who && approval?.at == now)
        let pause = done.first { $0.event == "pause" }
        #expect(pause?.who == office.admin.who && pause?.reason == "their board meets")
        let plan = assigned.first { $0.event == "plan" }
        #expect(plan?.who == office.admin.who && plan?.detail["commitment"]?.text == id.description)
        #expect(notes.map(\.at) == [now])
        // There is no way to another amount but another commitment.
        for method in [Web.Method.put, .patch, .delete] {
            #expect(!office.caller.routes.contains { $0.method == method && $0.pattern.hasPrefix("/commitments") })
        }
        await #expect(throws: StorageFault.self) {
            try await office.database.write {
                try $0.run("UPDATE funding_commitment SET amount_cents = 1 WHERE id = \(id)")
            }
        }
    }
}
