import Cohorts
import Kernel
import Ledger
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// Requests: asked in a form, tiered by rules, decided by people, answered without an amount.
@Suite struct RequestTests {
    @Test func `J09 J10 I15 a first request is approved by SYSTEM with the rule's version, and its amount is held`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        let id = try await office.ask(.data, group)
        #expect(try await office.own(group).map { $0["status"] } == ["in_review"])
        try await office.triage()
        let request = try await office.request(id)
        #expect(request.state == .approved && request.tier == .automatic && request.ruleVersion == "1.0")
        #expect(request.approver == "SYSTEM" && request.decidedBy == .system("test"))
        #expect(try await office.balance(request.wallet).totalPending == Cents(500))
        #expect(try await office.own(group).map { $0["status"] } == ["on_its_way"])
        let row = try await office.read { db, _ in
            try db.row(
                "SELECT approval_tier, approver_id, status, event_type, is_cash, rule_version FROM disbursement_log")
        }
        let names = ["approval_tier", "approver_id", "status", "event_type", "rule_version"]
        let texts = try names.map { try office.found(row).get($0, as: String.self) }
        #expect(texts == ["AUTO", "SYSTEM", "PENDING", "DATA_DISBURSEMENT", "1.0"])
    }

    @Test func `I10 I12 each way in which a request cannot be has its code`() async throws {
        let office = try await Supporting()
        let group = try await office.group(2)
        let other = try await office.group(1, name: "Abuja 1")
        let asker = group.askers[0]
        let now = office.clock.now()
        let (optional, retired) = try await office.write { db, tenant in
            let cohort = try Cohort.find(group.cohort, tenant: tenant, db)
            let optional = try Mission.add(
                Mission.Terms("Extra", .practice), to: cohort, by: Supporting.who, at: now, db)
            let old = try Mission.add(
                Mission.Terms("Old", .practice, isRequired: true), to: cohort, by: Supporting.who, at: now, db)
            try old.move(on: .retire, by: Supporting.who, at: now, db)
            return (optional.id, old.id)
        }
        let long = String(repeating: "x", count: 281)
        let plain = Supporting.wish(.data, group.mission)
        // swift-format-ignore
        let rows: [(Value, String)] = [
            (Supporting.wish(.data, other.mission),                        "unknown_mission"),
            (Supporting.wish(.data, Mission.ID(bits: 1)),                  "unknown_mission"),
            (Supporting.wish(.data, optional),                             "mission_not_required"),
            (Supporting.wish(.data, retired),                              "mission_retired"),
            (plain.adding("why_not_earlier", "in_person"),                 "why_not_asked"),
            (["type": "cash", "mission": Value(group.mission), "justification": "x"], "why_needed"),
            (["mission": Value(group.mission)],                            "required"),
            (["mission": Value(group.mission), "justification": .string(long)], "too_long"),
            (plain.adding("amount", "50"),                                 "unknown_field"),
        ]
        for (body, code) in rows {
            #expect(try await office.code(.post, "/support/request", body, as: asker) == code, "\(body.json)")
        }
        // Data where nothing is said; 280 characters are enough and not too many.
        let most: Value = ["mission": Value(group.mission), "justification": .string(String(long.dropLast()))]
        #expect(try await office.code(.post, "/support/request", most, as: asker) == nil)
        #expect(try await office.own(group).first?["type"] == "data")
        #expect(try await office.code(.post, "/support/request", most, as: asker) == "already_asked")
        try await office.write { db, tenant in
            try Participant.find(group.people[1], tenant: tenant, db).decide(
                .pause, reason: .ownWish, by: Supporting.who, at: now, db)
        }
        #expect(try await office.code(.post, "/support/request", plain, as: group.askers[1]) == "paused")
        office.clock.advance(.days(15))
        #expect(try await office.code(.post, "/support/request", plain, as: asker) == "no_recent_attempt")
        #expect(
            try await office.code(.post, "/support/request", plain, as: office.principal(.participant))
                == "no_participant")
        try await office.close(group.cohort)
        #expect(try await office.code(.post, "/support/request", plain, as: asker) == "ended")
    }

    @Test func `I11 eligibility is noted when it changes, and comes back with the next attempt`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        _ = try await office.wallet(group.people[0])
        func look() async throws {
            let act = office.act
            try await office.write { db, _ in try Eligibility.noteAll(act, db) }
        }
        try await look()
        try await look()
        office.clock.advance(.days(15))
        try await look()
        let (now, today) = (office.clock.now(), office.today)
        try await office.write { db, tenant in
            try Participant.find(group.people[0], tenant: tenant, db).attempt(
                MissionAttempt.New(at: group.mission, on: today, .tried), by: Supporting.who, at: now, db)
        }
        try await look()
        let codes = try await office.read { db, _ in
            try db.rows("SELECT code FROM support_eligibility ORDER BY number").map {
                try $0.get("code", as: Eligibility.self)
            }
        }
        #expect(codes == [.eligible, .noRecentAttempt, .eligible])
    }

    @Test func `I16 the third request of a kind waits for an operator, who approves it; J12 once`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        var ids: [SupportRequest.ID] = []
        for _ in 1...3 {
            ids.append(try await office.ask(.data, group))
            try await office.triage()
        }
        #expect(try await office.request(ids[1]).state == .approved)
        let third = try await office.request(ids[2])
        #expect(third.state == .queued && third.tier == .programmeOperator && third.reasons == [.repeated])
        let staff = office.principal(.programmeOperator)
        let path = "/admin/support/\(ids[2])/approve"
        let first = try await office.caller.call(.post, path, [:], as: staff, key: "a")
        let again = try await office.caller.call(.post, path, [:], as: staff, key: "a")
        #expect(first.value == again.value && first["state"] == "approved")
        #expect(try await office.code(.post, path, [:], as: staff) == "illegal_move")
        #expect(try await office.balance(third.wallet).totalPending == Cents(1500))
    }

    @Test func `I17 J13 an operator denies with a reason, or asks; an answer keeps the place in the queue`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(3, momentum: 10)
        var ids: [SupportRequest.ID] = []
        for person in 0..<3 { ids.append(try await office.ask(.data, group, person)) }
        try await office.triage()
        let staff = office.principal(.programmeOperator)
        func queue() async throws -> [String?] {
            try await office.caller.call(.get, "/admin/support/queue", as: staff)["items"]?.list?.map { $0["id"]?.text }
                ?? []
        }
        #expect(try await queue() == ids.map(\.description))
        #expect(try await office.code(.post, "/admin/support/\(ids[2])/deny", [:], as: staff) == "required")
        #expect(
            try await office.code(.post, "/admin/support/\(ids[2])/deny", ["reason": "no"], as: staff) == "not_one_of")
        _ = try await office.caller.call(
            .post, "/admin/support/\(ids[2])/deny", ["reason": "budget_exhausted"], as: staff)
        _ = try await office.caller.call(
            .post, "/admin/support/\(ids[0])/clarify", ["question": "which_day"], as: staff)
        #expect(try await queue() == [ids[1].description])
        let shown = try await office.own(group)
        #expect(shown[0]["status"] == "question" && shown[0]["question"] == "which_day")
        let answer: Value = ["answer": "On Friday"]
        let path = "/support/requests/\(ids[0])/answer"
        #expect(try await office.code(.post, path, answer, as: group.askers[1]) == "unknown_request")
        #expect(try await office.code(.post, path, answer, as: group.askers[0]) == nil)
        #expect(try await office.code(.post, path, answer, as: group.askers[0]) == "no_question")
        #expect(try await queue() == [ids[0].description, ids[1].description])
        #expect(try await office.own(group, 2)[0]["reason"] == "not_possible")
    }

    @Test func `I18 I19 J11 cash is an admin's, who must give a category, acknowledge, and confirm the channel`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        let id = try await office.ask(.cash, group)
        try await office.triage()
        let (staff, admin) = (office.principal(.programmeOperator), office.principal(.admin, 6))
        func count(_ asker: Principal, _ query: String = "") async throws -> Int {
            try await office.caller.call(.get, "/admin/support/queue\(query)", as: asker)["items"]?.list?.count ?? -1
        }
        #expect(try await count(staff) == 0)
        #expect(try await count(admin) == 1)
        #expect(try await count(admin, "?tier=2") == 0)
        let path = "/admin/support/\(id)"
        let all = Supporting.exception(.bankTransfer)
        for verb in ["approve", "deny", "clarify"] {
            let body: Value = verb == "approve" ? all : verb == "deny" ? ["reason": "other"] : ["question": "other_way"]
            #expect(try await office.code(.post, "\(path)/\(verb)", body, as: staff) == "needs_admin")
        }
        for name in ["category", "acknowledged", "channel"] {
            guard case .object(var fields) = all else { continue }
            fields[name] = nil
            #expect(
                try await office.code(.post, "\(path)/approve", .object(fields), as: admin) == "required", "\(name)")
        }
        #expect(
            try await office.code(.post, "\(path)/approve", Supporting.exception(.voucher), as: admin)
                == "other_channel")
        #expect(try await office.request(id).state == .queued)
        #expect(try await office.code(.post, "\(path)/approve", all, as: admin) == "no_account")
        try await office.giveAccount(group)
        #expect(try await office.code(.post, "\(path)/approve", all, as: admin) == nil)
        let cash = try await office.read { db, _ in
            try db.row("SELECT event_type, approval_tier FROM disbursement_log WHERE is_cash = 1")
        }
        #expect(try office.found(cash).get("event_type", as: String.self) == "CASH_DISBURSEMENT")
        #expect(try office.found(cash).get("approval_tier", as: String.self) == "ADMIN")
    }

    @Test func `I18 what has come near exhaustion meanwhile is not an operator's any more`() async throws {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let id = try await office.ask(.data, group)
        try await office.triage()
        let overhead: Value = ["amount": "97", "purpose": "venue", "reference": "A", "spent_on": Value(office.today)]
        let wallet = try await office.request(id).wallet
        let admin = office.principal(.admin, 6)
        _ = try await office.caller.call(.post, "/admin/wallets/\(wallet)/overhead", overhead, as: admin)
        let (staff, path) = (office.principal(.programmeOperator), "/admin/support/\(id)/approve")
        #expect(try await office.code(.post, path, [:], as: staff) == "needs_admin")
        try await office.triage()
        #expect(try await office.request(id).tier == .admin)
        // Another amount is looked at as well, and nothing goes above the allocation.
        let much = Supporting.exception(.airtime).adding("amount", "3.01")
        #expect(try await office.code(.post, path, much, as: admin) == "above_allocation")
        #expect(try await office.request(id).state == .queued)
        let all = Supporting.exception(.airtime).adding("amount", "3.00")
        #expect(try await office.code(.post, path, all, as: admin) == nil)
        #expect(try await office.balance(wallet).remaining == .zero)
    }

    @Test func `J12 nobody decides what they asked for, no key and no worker approves above the first tier`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let id = try await office.ask(.data, group)
        try await office.triage()
        let (tenant, now) = (office.tenant, office.clock.now())
        func approve(_ who: Who) async throws -> String? {
            do {
                try await office.write { db, _ in
                    try SupportRequest.find(id, tenant: tenant, db).approve(
                        SupportRequest.Approval(), isAdmin: true,
                        SupportAct(tenant: tenant, by: who, at: now, funding: OfficePays()), db)
                }
                return nil
            } catch let refusal as any Refusal { return refusal.code }
        }
        #expect(try await approve(.key("program")) == "not_a_person")
        #expect(try await approve(.system("support")) == "not_a_person")
        let asker = try #require(group.askers[0].person)
        #expect(try await approve(.person(asker)) == "own_work")
        #expect(try await approve(.person(PersonID(bits: 9))) == nil)
    }

    @Test func `every move of a request is in its table, and no other is`() {
        let table = SupportRequest.lifecycle
        #expect(table.moves.count == 14)
        for state in SupportRequest.State.allCases {
            #expect(table.isFinal(state) == [.denied, .lapsed].contains(state), "\(state)")
        }
    }
}
