import Cohorts
import Kernel
import Ledger
import Storage
import TestDatabases
import Testing
import Web

@testable import PartnerFunding

/// A programme that was worked out by hand: three commitments, two cohorts.
@Suite struct WorkedProgrammeTests {
    // swift-format-ignore
    private static let expected: [(name: String, promised: String, received: String, held: String, open: String, disbursed: String, used: String)] = [
        ("monthly",  "1500.00",  "1000.00",  "376.55",   "500.00",   "623.45",   "41.5"),
        ("once",     "5000.00",  "5000.00",  "0.01",     "2000.00",  "2999.99",  "59.9"),
        ("sponsor",  "2500.00",  "2500.00",  "1500.00",  "0.00",     "1000.00",  "40.0"),
    ]

    @Test func `F45 F63 a programme worked out by hand is equal to the cent on every page and in the ledger`()
        async throws
    {
        let programme = try await WorkedProgramme()
        let office = programme.office
        let saved = try await office.caller.call(.get, "/commitments/export?sort=oldest", as: office.admin)
        let records = try CSVReader.records(saved.bytes)
        for row in Self.expected {
            let id = try #require(programme.commitments[row.name])
            let standing = try await office.standing(id)
            let shown = ["promised", "received", "held", "open", "disbursed", "utilisation"].map {
                standing[$0]?.text ?? ""
            }
            #expect(shown == [row.promised, row.received, row.held, row.open, row.disbursed, row.used], "\(row.name)")
            let cells = try #require(records.first { $0.fields[0] == id.description }).fields
            #expect(
                Array(cells[8...]) == [
                    row.promised, row.received, "0.00", row.held, row.disbursed, row.used,
                ], "\(row.name)")
            let capital = try await office.booked("commitment.capital", of: id)
            let (received, disbursed) = (Cents(decimal: row.received), Cents(decimal: row.disbursed))
            #expect(capital == (received ?? .zero).count - (disbursed ?? .zero).count, "\(row.name)")
        }
        // swift-format-ignore
        for (name, seats, funded, held, disbursed) in [
            ("Lagos", 35, "3500.00", "1876.55", "1623.45"),
            ("Accra", 30, "3000.00", "0.01",    "2999.99"),
        ] {
            let id = try #require(programme.cohorts[name])
            let page = try await office.caller.call(.get, "/cohorts/\(id)/funding", as: office.admin)
            #expect(page["seats"]?.integer == Int64(seats) && page["funded"]?.text == funded, "\(name)")
            #expect(page["money"]?["held"]?.text == held && page["money"]?["disbursed"]?.text == disbursed, "\(name)")
            #expect(page["money"]?["cost_per_participant"] == .null, "\(name)")
            #expect(try await office.wallet(id).balance(on: .credit) == Cents(decimal: held), "\(name)")
        }
        let tenants = office.tenants
        #expect(try await office.database.read { try FundingReview.look(tenants, $0).flaws } == [])
    }

    @Test
    func
        `F51 a partner's card shows what it committed, what is paid out and its active commitments, equal to the ledger`()
        async throws
    {
        let programme = try await WorkedProgramme()
        let office = programme.office
        // One that waits for review counts nothing; one that is cancelled counts what came in and was released.
        let once = try #require(programme.commitments["once"])
        let partner = try await office.commitment(once).partner
        _ = try await office.commit(CommitmentTests.oneOff, for: partner)
        let given = try await office.approved(CommitmentTests.oneOff.adding("currency", "GBP"), for: partner)
        try await office.receive("40", for: given, reference: "given", in: .gbp)
        let pounds = try await office.cohort("in pounds", in: .gbp)
        try await office.release(try await office.allocate("40", of: given, to: pounds).id)
        _ = try await office.act("/commitments/\(given)/cancellation", ["reason": "x"])
        let board = try await office.caller.call(.get, "/partners", as: office.admin)
        let cards = board["columns"]?.list?.flatMap { $0["cards"]?.list ?? [] } ?? []
        #expect(cards.count == 3)
        // swift-format-ignore
        for (name, committed, disbursed) in [
            ("monthly", "$1,500",       "$623.45"),
            ("once",    "$5,000, £40",  "$2,999.99"),
            ("sponsor", "$2,500",       "$1,000"),
        ] {
            let id = try await office.commitment(try #require(programme.commitments[name])).partner.description
            let card = try #require(cards.first { $0["id"]?.text == id })
            #expect(card["name"]?.text == "Lark Foundation" && card["state"]?.text == "active", "\(name)")
            let funds = card["funds"]
            #expect(funds?["committed_text"]?.text == committed && funds?["disbursed_text"]?.text == disbursed, "\(name)")
            #expect(funds?["active_commitments"] == 1, "\(name)")
            let page = try await office.caller.call(.get, "/partners/\(id)", as: office.admin)
            #expect(page["funds"] == funds, "\(name)")
        }
        #expect(PartnerFunds().value["committed_text"]?.text == "Nothing")
    }

    @Test func `F62 L09 what a participant and an earner cost is exact, and nothing where there is none`() {
        let cases: [(supported: Int, earners: Int, each: String?, earner: String?)] = [
            (0, 0, nil, nil), (3, 0, "333.33", nil), (8, 7, "125.00", "142.86"), (1, 1, "1000.00", "1000.00"),
        ]
        for row in cases {
            let money = CohortMoney(disbursed: Cents(100_000), supported: row.supported, earners: row.earners)
            #expect(money.costPerParticipant?.decimal == row.each && money.costPerEarner?.decimal == row.earner)
        }
    }

    @Test func `F58 F63 what was tampered with is named: a row of the funding ledger, a receipt, a cohort's funding`()
        async throws
    {
        let programme = try await WorkedProgramme()
        let office = programme.office
        let once = try #require(programme.commitments["once"])
        let accra = try #require(programme.cohorts["Accra"])
        let monthly = try #require(programme.commitments["monthly"])
        let first = office.clock.now().day.adding(months: -2)
        let changes: [(table: StaticString, change: SQL, back: SQL, flaws: [String])] = [
            (
                "funding_ledger",
                "UPDATE funding_ledger SET amount_cents = amount_cents - 1 WHERE type = 'disbursed' AND commitment_id = \(once)",
                "UPDATE funding_ledger SET amount_cents = amount_cents + 1 WHERE type = 'disbursed' AND commitment_id = \(once)",
                ["commitment \(once)", "cohort \(accra)"]
            ),
            (
                "funding_ledger",
                "UPDATE funding_ledger SET amount_cents = amount_cents - 1 WHERE allocation_id IS NULL AND commitment_id = \(once)",
                "UPDATE funding_ledger SET amount_cents = amount_cents + 1 WHERE allocation_id IS NULL AND commitment_id = \(once)",
                ["commitment \(once)"]
            ),
            (
                "commitment_receipt",
                "UPDATE commitment_receipt SET amount_cents = amount_cents + 1 WHERE commitment_id = \(once)",
                "UPDATE commitment_receipt SET amount_cents = amount_cents - 1 WHERE commitment_id = \(once)",
                ["commitment \(once)"]
            ),
            (
                "funding_commitment",
                "UPDATE funding_commitment SET amount_cents = 2 * amount_cents WHERE id = \(once)",
                "UPDATE funding_commitment SET amount_cents = amount_cents / 2 WHERE id = \(once)",
                ["commitment \(once)"]
            ),
            (
                "funding_commitment",
                "UPDATE funding_commitment SET intended_use = 'general_pool' WHERE id = \(once)",
                "UPDATE funding_commitment SET intended_use = 'next_cohort' WHERE id = \(once)",
                ["commitment \(once)"]
            ),
            (
                "funding_commitment",
                "UPDATE funding_commitment SET starts_on = '2026-01-02' WHERE id = \(monthly)",
                "UPDATE funding_commitment SET starts_on = \(first) WHERE id = \(monthly)",
                ["commitment \(monthly)"]
            ),
            (
                "cohort_funding", "UPDATE cohort_funding SET seats = seats + 1 WHERE cohort_id = \(accra)",
                "UPDATE cohort_funding SET seats = seats - 1 WHERE cohort_id = \(accra)",
                [
                    "allocation \(try await office.entries(once).compactMap(\.allocation).first ?? Allocation.ID(bits: 0))"
                ]
            ),
        ]
        let tenants = office.tenants
        var guarded: Set<String> = ["funding_ledger", "cohort_funding", "commitment_receipt", "funding_commitment"]
        for row in changes {
            let isGuarded = guarded.remove(row.table.description) != nil
            try await office.database.write { db in
                if isGuarded { try TestDatabases.dropGuards(of: row.table, db) }
                try db.run(row.change)
            }
            #expect(try await office.database.read { try FundingReview.look(tenants, $0).flaws } == row.flaws)
            try await office.database.write { try $0.run(row.back) }
        }
        #expect(try await office.database.read { try FundingReview.look(tenants, $0).flaws } == [])
    }
}
