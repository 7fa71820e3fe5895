import Cohorts
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// What holds a request back, and how many fit into a budget.
@Suite struct RequestLimitTests {
    @Test func `I18 a risk flag makes everything an admin's until somebody else clears it`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let (staff, admin) = (office.principal(.programmeOperator), office.principal(.admin, 6))
        let path = "/participants/\(group.people[0])/support-flags"
        let flag = try await office.caller.call(.post, path, ["reason": "two phones"], as: staff)
        let first = try await office.ask(.data, group)
        try await office.triage()
        #expect(try await office.request(first).tier == .admin)
        let clearing = "/admin/support-flags/\(flag["id"]?.text ?? "")/clearing"
        #expect(
            try await office.code(.post, clearing, ["reason": "looked"], as: office.principal(.admin)) == "own_work")
        #expect(try await office.code(.post, clearing, ["reason": "looked"], as: admin) == nil)
        let second = try await office.ask(.transport, group)
        try await office.triage()
        #expect(try await office.request(second).state == .approved)
    }

    @Test func `I35 what nobody decided lapses with the cohort`() async throws {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let id = try await office.ask(.data, group)
        try await office.triage()
        try await office.close(group.cohort)
        try await office.keep()
        #expect(try await office.request(id).state == .lapsed)
        #expect(try await office.own(group)[0]["status"] == "ended")
        #expect(
            try await office.code(
                .post, "/admin/support/\(id)/approve", [:], as: office.principal(.programmeOperator)) == "illegal_move")
    }

    @Test func `I04 of 200 approvals side by side no more than the allocation is held`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let wallet = try await office.wallet(group.people[0])
        let (tenant, now, keys) = (office.tenant, office.clock.now(), office.keys)
        // One open request of a kind and mission at a time: so each is for a mission of its own.
        let ids = try await office.write { db, _ in
            try (0..<200).map { number in
                let cohort = try Cohort.find(group.cohort, tenant: tenant, db)
                let mission = try Mission.add(
                    Mission.Terms("Mission \(number)", .practice, isRequired: true), to: cohort, by: Supporting.who,
                    at: now, db)
                return try SupportRequest.submit(
                    SupportRequest.Draft(.data, for: mission.id, "x"), evidence: nil,
                    by: try Participant.find(group.people[0], tenant: tenant, db), keys: keys,
                    SupportAct(tenant: tenant, by: .person(PersonID(bits: 77)), at: now, funding: OfficePays()), db
                ).id
            }
        }
        try await office.triage()
        let admin = office.principal(.admin, 6)
        await withTaskGroup(of: Void.self) { tasks in
            for id in ids {
                tasks.addTask {
                    let body = Supporting.exception(.airtime).adding("amount", "1")
                    // What is refused is counted below by what is held.
                    _ = try? await office.caller.call(.post, "/admin/support/\(id)/approve", body, as: admin)
                }
            }
        }
        // Two were automatic, of 5 each.
        let balance = try await office.balance(wallet.id)
        #expect(balance.totalPending == Cents(10_000) && balance.remaining == .zero)
        let approved = try await office.read { db, _ in
            try db.value("SELECT count(*) FROM support_request WHERE state = 'approved'", as: Int.self)
        }
        #expect(approved == 92)
    }
}
