import Cohorts
import Kernel
import Storage
import Testing
import Web

@testable import Storage
@testable import SupportWallet

/// That no answer's duration tells of a budget: the same statements are run, with as many rows, whatever is left (I13).
@Suite struct OwnTimingTests {
    /// What a request of that kind and a look at the own requests run in the database.
    private static func statements(
        _ office: Supporting, _ group: Supporting.Group, _ person: Int, _ kind: SupportKind
    ) async throws -> [String] {
        office.clock.advance(.seconds(1))
        let (keys, tenant, now) = (office.keys, office.tenant, office.clock.now())
        let (id, mission) = (group.people[person], group.mission)
        let act = SupportAct(tenant: tenant, by: group.askers[person].who, at: now)
        return try await office.database.write { db in
            let session = HeardSession(db.session)
            let heard = Connection(session)
            let draft = SupportRequest.Draft(kind, for: mission, because: kind == .data ? nil : .inPerson, "It helps")
            let participant = try Participant.find(id, tenant: tenant, heard)
            _ = try Eligibility.of(participant, at: now, heard)
            _ = try SupportRequest.submit(draft, evidence: nil, by: participant, keys: keys, act, heard)
            return session.heard
        }
    }

    private static func looking(
        _ office: Supporting, _ group: Supporting.Group, _ person: Int
    ) async throws -> [String] {
        let (tenant, id) = (office.tenant, group.people[person])
        return try await office.database.write { db in
            let session = HeardSession(db.session)
            let heard = Connection(session)
            let page = PageRequest(limit: 50, after: nil)
            _ = try SupportRequest.own(of: try Participant.find(id, tenant: tenant, heard), page: page, heard)
            return session.heard
        }
    }

    @Test func `I13 asking runs the same statements whatever its kind, its tier and what is left of the budget`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(5)
        for person in 0..<5 { _ = try await office.wallet(group.people[person]) }
        let act = office.act
        try await office.write { db, _ in try Eligibility.noteAll(act, db) }
        // The last one has nothing left.
        let wallet = try await office.wallet(group.people[4])
        let overhead: Value = ["amount": "100", "purpose": "venue", "reference": "A", "spent_on": Value(office.today)]
        _ = try await office.caller.call(
            .post, "/admin/wallets/\(wallet.id)/overhead", overhead, as: office.principal(.admin, 6))
        var told: [[String]] = []
        for (person, kind) in [(0, SupportKind.data), (1, .transport), (2, .tools), (3, .cash), (4, .data)] {
            told.append(try await Self.statements(office, group, person, kind))
        }
        #expect(told[0].count > 8)
        for statements in told.dropFirst() { #expect(statements == told[0]) }
        // None of them reads what was given, is held, or is left.
        let budget = ["ledger_", "support_allocation", "support_void", "disbursement", "allocation_claim"]
        let parts = told[0].filter { !$0.contains("FROM support_wallet") && !$0.contains("INSERT INTO") }
        for statement in parts { #expect(!budget.contains { statement.contains($0) }, "\(statement)") }
    }

    @Test func `I13 looking at one's requests runs one statement, whatever became of them`() async throws {
        let office = try await Supporting()
        let group = try await office.group(3)
        for (person, kind) in [(0, SupportKind.data), (1, .tools), (2, .cash)] {
            _ = try await office.ask(kind, group, person)
        }
        try await office.triage()
        let told = [
            try await Self.looking(office, group, 0), try await Self.looking(office, group, 1),
            try await Self.looking(office, group, 2),
        ]
        #expect(told[0].count == 2 && Set(told).count == 1)
    }
}
