import Applications
import Deals
import Kernel
import Storage
import Testing
import Web

@testable import Referrals

/// Leads: who sends them, who decides of them, and what is counted.
@Suite struct LeadTests {
    @Test func `G62 a lead comes with its score, is reviewed, approved as a merchant, and converted by its deal`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("Corner Bakery", by: user)
        let path = "/referral/leads/\(lead)"
        #expect(try await office.get(path, as: user)["state"] == "submitted")
        #expect(try await office.get("/referral/leads/pending")["items"]?.list?.count == 1)
        _ = try await office.act("\(path)/status", ["status": "under_review"])
        #expect(try await office.code(.post, "\(path)/approve") == "needs_merchant")
        let unknown = Application.ID(bits: 7)
        #expect(
            try await office.code(.post, "\(path)/approve", ["actual_lead_id": Value(unknown)]) == "unknown_merchant")
        let application = try await office.application("Corner Bakery LLC")
        let approved = try await office.act("\(path)/approve", ["actual_lead_id": Value(application)])
        #expect(approved["state"] == "approved" && approved["reviewed_by"]?.text == office.admin.who.text)
        #expect(try await office.get("/referral/leads/pending")["items"]?.list == [])
        // G24 Only a real deal of that merchant converts it.
        let foreign = try await office.deal(of: try await office.application("Other"))
        #expect(try await office.code(.post, "\(path)/status", ["status": "converted"]) == "needs_deal")
        #expect(
            try await office.code(.post, "\(path)/status", ["status": "converted", "deal": Value(foreign)])
                == "deal_of_other")
        let deal = try await office.deal(of: application)
        let converted = try await office.act("\(path)/status", ["status": "converted", "deal": Value(deal)])
        #expect(converted["state"] == "converted" && converted["deal"] == Value(deal))
        let actions = try await office.get("/referral/partners/\(id)/activity?limit=5")["items"]?.list ?? []
        #expect(
            actions.compactMap { $0["action"]?.text }.prefix(4)
                == ["lead_converted", "lead_approved", "lead_review_begun", "lead_submitted"])
    }

    @Test func `G18 the table of states: six moves are possible, all others are refused and change nothing`()
        async throws
    {
        let allowed: Set<String> = [
            "submitted under_review", "submitted approved", "submitted rejected", "under_review approved",
            "under_review rejected", "approved converted",
        ]
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for from in ReferredLead.State.allCases {
            for to in ReferredLead.State.allCases {
                let lead = try await office.lead("M \(from) \(to)", by: user)
                let path = "/referral/leads/\(lead)"
                let application = try await office.application("A \(lead)")
                let deal = try await office.deal(of: application)
                let body: Value = ["notes": "x", "application": Value(application), "deal": Value(deal)]
                let steps: [ReferredLead.State]
                switch from {
                case .submitted: steps = []
                case .underReview: steps = [.underReview]
                case .approved: steps = [.approved]
                case .rejected: steps = [.rejected]
                case .converted: steps = [.approved, .converted]
                }
                for step in steps {
                    _ = try await office.act("\(path)/status", body.adding("status", .string(step.rawValue)))
                }
                let before = try await office.count("SELECT count(*) FROM history")
                let status = try await office.status(
                    .post, "\(path)/status", body.adding("status", .string(to.rawValue)), as: office.admin)
                let isAllowed = allowed.contains("\(from.rawValue) \(to.rawValue)")
                #expect(status == (isAllowed ? 200 : 409), "\(from) \(to)")
                #expect(try await office.count("SELECT count(*) FROM history") == before + (isAllowed ? 1 : 0))
                let state = try await office.get(path)["state"]?.text
                #expect(state == (isAllowed ? to.rawValue : from.rawValue))
            }
        }
    }

    @Test func `G04 only an active partner sends leads`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let body = Referring.lead("Corner Bakery")
        for event in ["suspend", "deactivate"] {
            _ = try await office.act("/referral/partners/\(id)/\(event)", ["reason": "x"])
            #expect(try await office.code(.post, "/referral/leads", body, as: user) == "partner_not_active")
            #expect(try await office.code(.post, "/referral/leads/import", [body], as: user) == "partner_not_active")
            _ = try await office.act("/referral/partners/\(id)/status", ["status": "active"])
        }
        #expect(try await office.status(.post, "/referral/leads", body, as: user) == 201)
        let viewer = try await office.user(.viewer, of: id)
        #expect(try await office.status(.post, "/referral/leads", body, as: viewer) == 403)
        #expect(try await office.status(.post, "/referral/leads", body, as: office.admin) == 403)
    }

    @Test func `G25 the queue has the best score first, of equal ones the oldest, page by page`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for (number, fico) in [690, 560, 690, 610, 560].enumerated() {
            _ = try await office.lead("Merchant \(number)", by: user, ("fico", Value(fico)))
        }
        var (names, after): ([String], String?) = ([], "")
        while let cursor = after {
            let page = try await office.get(
                "/referral/leads/pending?limit=2" + (cursor.isEmpty ? "" : "&after=\(cursor)"))
            names += (page["items"]?.list ?? []).compactMap { $0["business_name"]?.text }
            after = page["next"]?.text
        }
        #expect(names == ["Merchant 0", "Merchant 2", "Merchant 3", "Merchant 1", "Merchant 4"])
    }

    @Test
    func
        `G49 G72 J24 two partners' programs may take the same key: each has its own lead, and none learns of the other`()
        async throws
    {
        let office = try await Referring()
        var leads: [String] = []
        for amount in ["50000", "60000"] {
            let id = try await office.active()
            let user = try await office.user(.leadManager, of: id)
            for body in [Referring.lead("Larch Bakery"), Referring.lead("Larch Bakery")] {
                let answer = try await office.act("/referral/leads", body, as: user, key: "lead-1")
                leads.append(try found(answer["id"]?.text))
            }
            // The own key with another body is refused, and another asker's is not.
            do {
                _ = try await office.act(
                    "/referral/leads", Referring.lead("Other", ("requested_amount", .string(amount))), as: user,
                    key: "lead-1")
                Issue.record("the key was taken twice")
            } catch let refusal as any Refusal { #expect(refusal.code == "idempotency_key_reused") }
        }
        #expect(leads[0] == leads[1] && leads[2] == leads[3] && leads[0] != leads[2])
        #expect(try await office.count("SELECT count(*) FROM referral_lead") == 2)
        #expect(try await office.count("SELECT count(*) FROM referral_lead WHERE queue = 'held'") == 1, "the double")
    }

    @Test func `G26 who made a key decides nothing that was sent by it`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        for (maker, checker) in [(office.admin, office.checker), (office.checker, office.admin)] {
            let name = "robot \(maker.who.text.suffix(4))"
            let made = try await office.act("/referral/partners/\(id)/keys", ["name": .string(name)], as: maker)
            let own = try found(made["name"]?.text)
            let robot = Principal(
                tenant: office.tenants[0], person: nil, name: own, roles: [.referralLeadManager],
                credential: .key(name: own))
            let lead = try await office.lead("Lead of \(name)", by: robot)
            let application = try await office.application("Merchant \(lead)")
            let body: Value = ["actual_lead_id": Value(application)]
            #expect(try await office.code(.post, "/referral/leads/\(lead)/approve", body, as: maker) == "own_work")
            #expect(try await office.code(.post, "/referral/leads/\(lead)/approve", body, as: checker) == nil)
            let credit = try await office.ask(for: lead, by: robot, "approval")
            let path = "/referral/credits/\(credit)/approve"
            #expect(try await office.code(.post, path, [:], as: maker) == "own_work")
            #expect(try await office.code(.post, path, [:], as: checker) == nil)
        }
        #expect(try await office.flaws() == [])
    }

    @Test func `G64 a lead shows that it waits a day, and is overdue at two`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("Old Bakery", by: user)
        func age() async throws -> String? { try await office.get("/referral/leads/\(lead)")["age"]?.text }
        #expect(try await age() == "fresh")
        office.clock.advance(.hours(24))
        #expect(try await age() == "ageing")
        office.clock.advance(.hours(24))
        #expect(try await age() == "overdue")
        try await office.approve(lead)
        #expect(try await age() == nil)
    }

    @Test func `G59 above the quota a lead is refused with the day on which more are taken`() async throws {
        let office = try await Referring()
        let id = try await office.active(quota: 2)
        let user = try await office.user(.leadManager, of: id)
        for number in 0..<2 { _ = try await office.lead("Merchant \(number)", by: user) }
        await #expect(throws: LeadRefusal.overQuota(2, until: try found(Day("2026-12-01")))) {
            try await office.lead("Merchant 2", by: user)
        }
        #expect(try await office.status(.post, "/referral/leads", Referring.lead("Merchant 2"), as: user) == 429)
        office.clock.set(try found(Day("2026-12-01")).start)
        #expect(try await office.status(.post, "/referral/leads", Referring.lead("Merchant 2"), as: user) == 201)
    }

    @Test func `G26 leads are decided by people of management alone, never by a key or the program`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("Corner Bakery", by: user)
        let application = try await office.application("Corner Bakery")
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "robot", roles: [.admin], credential: .key(name: "robot"))
        let body: Value = ["actual_lead_id": Value(application), "reason": "x"]
        #expect(
            try await office.code(
                .post, "/referral/leads/\(lead)/approve", ["actual_lead_id": Value(application)], as: key)
                == "not_a_person")
        #expect(
            try await office.code(.post, "/referral/leads/\(lead)/reject", ["reason": "x"], as: key) == "not_a_person")
        #expect(try await office.status(.post, "/referral/leads/\(lead)/reject", body, as: user) == 403)
        #expect(try await office.status(.post, "/referral/leads/\(lead)/reject", [:], as: office.admin) == 422)
        _ = try await office.act("/referral/leads/\(lead)/reject", ["reason": "no revenue"])
        #expect(try await office.get("/referral/leads/\(lead)", as: user)["rejection_reason"] == "no revenue")
    }

    @Test func `G24 an application is one lead's, and so is a deal`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let (one, two) = (try await office.lead("One", by: user), try await office.lead("Two", by: user))
        let application = try await office.application("One")
        let deal = try await office.deal(of: application)
        // A deal names its application.
        _ = try await office.act("/referral/leads/\(one)/approve", ["actual_lead_id": Value(deal)])
        #expect(
            try await office.code(.post, "/referral/leads/\(two)/approve", ["actual_lead_id": Value(application)])
                == "merchant_taken")
        #expect(try await office.get("/referral/leads/\(one)")["application"] == Value(application))
    }

    @Test func `M10 of 200 parallel approvals one has an effect`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("Corner Bakery", by: user)
        let application = try await office.application("Corner Bakery")
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await office.status(
                        .post, "/referral/leads/\(lead)/approve", ["actual_lead_id": Value(application)],
                        as: office.admin)
                }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 200 } == 1 && statuses.allSatisfy { $0 == 200 || $0 == 409 })
        #expect(try await office.count("SELECT count(*) FROM referral_activity WHERE action = 'lead_approved'") == 1)
        #expect(try await office.count("SELECT approved FROM referral_month") == 1)
    }
}
