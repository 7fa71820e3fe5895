import Kernel
import People
import Testing
import Web

@testable import PartnerFunding
@testable import Storage

/// The laws of partner funding, each by its name.
@Suite struct LawTests {
    @Test func `F02 law_000_01 partners fund systems, not people: no row knows who gave and who has it`() async throws {
        let office = try await Partnered()
        let (partner, principal, id) = try await office.giver("3000")
        let cohort = try await office.cohort()
        try await office.spend("100", of: "500", from: id, on: cohort)
        let people = try await office.fill(cohort, people: 7, earners: 3)
        // Those who wait have their seats by more of it.
        try await office.spend("100", of: "500", from: id, on: cohort)
        // Support of a participant, as the support wallet claims and pays it: by the wallet, which names the participant elsewhere.
        let (wallet, request) = ("01WALLETOFAPARTICIPANT0001", "support_request:01WALLETOFAPARTICIPANT0001")
        try await office.support(Cents(500), for: wallet, in: cohort)
        let allocations = Set(try await office.entries(id).compactMap(\.allocation).map(\.description))
        let givers = [partner.description, id.description, principal.who.text] + allocations
        let rows = try await office.everything()
        func tables(_ ids: [String]) -> Set<String> {
            Set(rows.filter { row in ids.contains { row.text.contains($0) } }.map(\.table))
        }
        // Whoever gave and whoever has it stand in rows of many tables, and in none together.
        #expect(tables(givers).isSuperset(of: ["partner", "funding_commitment", "funding_ledger", "cohort_funding"]))
        let receivers = people.map(\.description)
        #expect(tables(receivers).isSuperset(of: ["participant", "participant_measurement", "history"]))
        for row in rows where receivers.contains(where: row.text.contains) {
            #expect(!givers.contains { row.text.contains($0) }, "\(row.table)")
        }
        // One table alone has an allocation beside a wallet, so that each payment is traced to its commitment; no row of a ledger or of the
        // history has, and no answer to a partner.
        let both = rows.filter { row in row.text.contains(wallet) && givers.contains { row.text.contains($0) } }
        #expect(Set(both.map(\.table)) == ["allocation_claim"])
        #expect(tables([wallet]) == ["allocation_claim"])
        #expect(
            rows.filter { $0.table == "allocation_claim" }.allSatisfy { row in
                !receivers.contains { row.text.contains($0) }
            })
        let ids = [partner.description, id.description, cohort.description] + allocations
        var told = 0
        for route in office.caller.routes where route.method == .get && route.access.admits([.partner]) {
            for id in ids {
                let path = route.pattern.replacing("{id}", with: id)
                guard let outcome = try? await office.caller.call(.get, path, as: principal) else { continue }
                let text = outcome.value.json + String(decoding: outcome.bytes, as: UTF8.self)
                #expect(!text.contains(wallet) && !text.contains(request), "\(path)")
                told += 1
            }
        }
        #expect(told > 10)
    }

    @Test func `F02 law_000_02 commitments are the core abstraction: no capital comes or goes without one`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded(paid: "600")
        try await office.release(try await office.allocate("100", of: id, to: cohort).id)
        try await office.refund("1", of: id)
        let changes: [(table: String, own: [String: SQLValue])] = [
            ("commitment_receipt", ["reference_key": .text("X"), "transfer_id": .text("X")]),
            ("commitment_return", ["transfer_id": .text("X")]), ("commitment_allocation", [:]),
            ("funding_ledger", ["ledger_seq": .integer(1_000_000)]),
        ]
        let (new, unknown) = (Commitment.ID(bits: 77).description, Commitment.ID(bits: 78).description)
        for (table, own) in changes {
            let fresh = own.merging(["id": .text(new)]) { $1 }
            #expect(try await office.takesCopy(of: table, changing: fresh), "\(table)")
            for commitment in [SQLValue.null, .text(unknown)] {
                let wrong = fresh.merging(["commitment_id": commitment]) { $1 }
                #expect(try await !office.takesCopy(of: table, changing: wrong), "\(table) \(commitment)")
            }
        }
        // Every row of the journal leads to one, and no path books anything for a commitment that is not there.
        let booked = try await office.count("SELECT count(*) FROM ledger_row")
        let lost = try await office.count(
            """
            SELECT count(*) FROM ledger_row
             WHERE NOT EXISTS (SELECT 1 FROM commitment_allocation WHERE commitment_allocation.id = subject_id)
               AND NOT EXISTS (SELECT 1 FROM funding_commitment WHERE funding_commitment.id = subject_id)
            """)
        #expect(booked > 5 && lost == 0)
        let form: Value = [
            "amount": "1", "currency": "USD", "reference": "X", "received_on": "2026-11-17",
            "returned_on": "2026-11-17",
            "reason": "x", "note": "x", "cohort": Value(cohort), "commitment": .string(unknown), "type": "one_off",
            "intended_use": "general_pool", "receipt": .string(unknown),
        ]
        var tried = 0
        for route in office.caller.routes where route.method == .post && route.access.admits([.admin]) {
            guard ["/commitment", "/allocations", "/bank"].contains(where: route.pattern.hasPrefix) else { continue }
            let path = route.pattern.replacing("{id}", with: unknown)
            let status = try await office.status(.post, path, form, as: office.checker)
            #expect([404, 422].contains(status), "\(path): \(status)")
            tried += 1
        }
        #expect(tried > 15)
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == booked)
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
