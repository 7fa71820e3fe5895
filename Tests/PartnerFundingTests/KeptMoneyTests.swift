import Kernel
import Storage
import TestDatabases
import Testing
import Web

@testable import PartnerFunding
@testable import Storage

/// What the database itself refuses, whoever asks it.
@Suite struct KeptMoneyTests {
    @Test func `F36 F61 no column of money changes and no row of it goes, in any table of partner funding`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("400", of: id, to: cohort).id
        try await office.release(allocation)
        try await office.disburse("100", of: allocation)
        try await office.refund("10", of: id)
        _ = try await office.upload("Date,Description,Amount\n2026-11-17,a,100.00\n")
        let tables = [
            "funding_commitment", "commitment_receipt", "commitment_return", "commitment_allocation", "funding_ledger",
            "cohort_funding", "cohort_release", "ledger_row", "ledger_entry", "bank_statement", "bank_line",
        ]
        // Where a receipt and a bank's line stand, and what makes a withdrawn statement another's, are no money.
        let standing = [
            "commitment_receipt": ["state"], "bank_statement": ["file_hash", "withdrawn_at"],
            "bank_line": ["line_key", "state", "receipt_id", "reason"],
        ]
        var tried = 0
        for table in tables {
            let columns = try await office.database.read { try $0.session.columns(of: table) }
            #expect(columns.count > 4, "\(table)")
            for column in columns where standing[table]?.contains(column) != true {
                let change = SQL(text: "UPDATE \(table) SET \(column) = \(column)", values: [])
                await #expect(throws: StorageFault.appendOnly("\(table) is append-only"), "\(table) \(column)") {
                    try await office.database.write { try $0.run(change) }
                }
                tried += 1
            }
            let delete = SQL(text: "DELETE FROM \(table)", values: [])
            await #expect(throws: StorageFault.self, "\(table)") {
                try await office.database.write { try $0.run(delete) }
            }
        }
        #expect(tried > 90)
        #expect(try await office.flaws() == [])
    }

    @Test func `F60 the funding ledger has five types of rows and takes no other`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        try await office.release(try await office.allocate("400", of: id, to: cohort).id)
        let fresh: [String: SQLValue] = [
            "id": .text(FundingEntry.ID(bits: 77).description), "ledger_seq": .integer(900),
        ]
        for kind in ["created", "released", "disbursed", "adjusted", "reversed"] {
            let row = fresh.merging(["type": .text(kind)]) { $1 }
            #expect(try await office.takesCopy(of: "funding_ledger", changing: row), "\(kind)")
        }
        for kind in ["gift", "CREATED", "", "deleted"] {
            let row = fresh.merging(["type": .text(kind)]) { $1 }
            #expect(try await !office.takesCopy(of: "funding_ledger", changing: row), "\(kind)")
        }
        #expect(FundingEntry.Kind.allCases.count == 5)
    }

    @Test
    func
        `F23 a pledge that nobody paid is planned and not released, and becomes another type by a commitment in its place`()
        async throws
    {
        let office = try await Partnered()
        let pledge: Value = ["type": "pledge_pending", "currency": "USD", "amount": "1000"]
        let (id, cohort) = try await office.funded(pledge, paid: nil)
        let planned = try await office.allocate("300", of: id, to: cohort).id
        await #expect(throws: AllocationRefusal.unfunded(id, left: .zero, .usd)) { try await office.release(planned) }
        await #expect(throws: CommitmentRefusal.statementNeeded(id)) { try await office.receive("1000", for: id) }
        #expect(try await office.allocation(planned).state == .planned)
        let partner = try await office.commitment(id).partner
        let later = try await office.approved(
            CommitmentTests.oneOff.adding("amount", "1000").adding("supersedes", Value(id)), for: partner)
        let former = try await office.commitment(id)
        #expect(former.state == .cancelled && former.supersededBy == later && former.terms.kind == .pledgePending)
        #expect(try await office.commitment(later).supersedes == id)
        #expect(try await office.allocation(planned).state == .cancelled)
        try await office.receive("1000", for: later)
        try await office.release(try await office.allocate("300", of: later, to: cohort).id)
        #expect(try await office.commitment(later).state == .active)
        #expect(try await office.flaws() == [])
    }

    @Test func `J03 a partner's commitments are paged, each once, whoever of both asks`() async throws {
        let office = try await Partnered()
        let (own, person) = try await office.joined()
        for _ in 0..<7 { _ = try await office.commit(CommitmentTests.oneOff, for: own) }
        for asker in [office.admin, person] {
            var (seen, next): ([String], String?) = ([], nil)
            repeat {
                let page = try await office.caller.call(
                    .get, "/partners/\(own)/commitments?limit=3\(next.map { "&after=\($0)" } ?? "")", as: asker)
                let items = page["items"]?.list ?? []
                #expect(items.count <= 3)
                seen += items.compactMap { $0["id"]?.text }
                next = page["next"]?.text
            } while next != nil
            #expect(seen.count == 7 && seen == seen.sorted(by: >))
        }
    }
}
