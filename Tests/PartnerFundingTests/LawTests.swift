import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

/// The laws of partner funding, each by its name.
@Suite struct LawTests {
    @Test func `F02 law_000_01 partners fund systems, not people`() throws {
        let tables = PartnerFundingSchema.migrations.flatMap(\.statements).filter { $0.hasPrefix("CREATE TABLE") }
        #expect(tables.count >= 12)
        for table in tables { #expect(!table.contains("participant_id") && !table.contains("REFERENCES participant")) }
    }

    @Test func `F02 law_000_02 commitments are the core abstraction: no capital comes or goes without one`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        try await office.release(try await office.allocate("100", of: id, to: cohort).id)
        for table: StaticString in ["commitment_receipt", "commitment_allocation", "funding_ledger"] {
            let columns = PartnerFundingSchema.migrations.flatMap(\.statements).first {
                $0.hasPrefix("CREATE TABLE \(table) ")
            }
            #expect(columns?.contains("commitment_id  TEXT    NOT NULL") == true, "\(table)")
        }
        let paths = office.caller.routes.filter {
            $0.pattern.hasSuffix("/receipts") || $0.pattern.hasSuffix("/allocate")
        }
        #expect(paths.map(\.pattern).sorted() == ["/commitments/{id}/allocate", "/commitments/{id}/receipts"])
    }

    @Test func `F02 law_000_03 every allocation is logged, with who, when and how much`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        for _ in 0..<3 { try await office.allocate("100", of: id, to: cohort) }
        let logged = try await office.entries(id).filter { $0.allocation != nil }
        #expect(logged.count == 3 && Set(logged.compactMap(\.allocation)).count == 3)
        #expect(
            logged.allSatisfy {
                $0.who == office.admin.who && $0.amount == Cents(10_000) && $0.at == office.clock.now()
            })
        #expect(try await office.count("SELECT count(*) FROM history WHERE record_kind = 'allocation'") == 3)
    }

    @Test func `F02 F03 law_000_04 every disbursement is traceable to its commitment and partner`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("100", of: id, to: cohort).id
        try await office.release(allocation)
        for part in ["10", "20", "70"] { try await office.disburse(part, of: allocation) }
        let partner = try await office.commitment(id).partner
        let traced = try await office.count(
            """
            SELECT count(*) FROM funding_ledger
              JOIN ledger_row ON ledger_row.tenant_id = funding_ledger.tenant_id
                             AND ledger_row.seq = funding_ledger.ledger_seq
              JOIN funding_commitment ON funding_commitment.id = funding_ledger.commitment_id
             WHERE funding_ledger.type = 'disbursed' AND funding_commitment.partner_id = \(partner)
               AND ledger_row.purpose = 'allocation.disbursed'
               AND ledger_row.event IN ('post', 'settle') AND funding_ledger.allocation_id = \(allocation)
            """)
        #expect(traced == 3)
        #expect(try await office.count("SELECT count(*) FROM funding_ledger WHERE type = 'disbursed'") == 3)
    }

    @Test func `F02 law_000_05 what partners see shows where their capital is, and lets them operate nothing`()
        async throws
    {
        let routes = try await Partnered().caller.routes.filter {
            !$0.pattern.hasPrefix("/sign-") && !$0.pattern.hasPrefix("/account")
        }
        let open = routes.filter { $0.access.admits([.partner]) && !$0.access.admits(nil) && !$0.method.isSafe }
        #expect(
            Set(open.map(\.pattern)) == [
                "/commitments", "/commitments/{id}/cancellation", "/commitments/{id}/pause",
                "/commitments/{id}/resumption",
            ])
        #expect(
            routes.filter { $0.pattern.hasPrefix("/allocations") || $0.pattern.hasPrefix("/bank") }.allSatisfy {
                !$0.access.admits([.partner])
            })
    }
}
