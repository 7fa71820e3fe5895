import Kernel
import Ledger
import People
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// Sponsors, their tiers and their contracts.
@Suite struct SponsorTests {
    @Test
    func
        `H02 F08.05.01 a sponsor has a company, a contact, a tier and the nodes that it sponsors, and a node has many`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let gold = try await office.sponsor("gold", of: tree.district, sponsoring: [tree.clubs[0], tree.competition])
        let silver = try await office.sponsor("silver", of: tree.district, sponsoring: [tree.competition])
        let shown = try await office.get("/sponsors/\(gold)")
        #expect(shown["company"]?.text == "Larch & Sons" && shown["contact_name"]?.text == "Ines Calloway")
        #expect(shown["entities"]?.list?.compactMap { $0["code"]?.text } == ["C1", "CUP"])
        func ids(_ query: String) async throws -> [String] {
            try await office.get("/sponsors?\(query)")["items"]?.list?.compactMap { $0["id"]?.text } ?? []
        }
        #expect(try await ids("tier=gold") == [gold.description])
        #expect(try await ids("node=\(tree.competition)") == [silver.description, gold.description])
        #expect(try await ids("node=\(tree.clubs[0])") == [gold.description])
        #expect(try await ids("q=larch") == [silver.description, gold.description])
        #expect(try await ids("q=nobody") == [])
        let change: Value = ["tier": "platinum", "entities": [Value(tree.clubs[1])], "version": 1]
        let changed = try await office.act("/sponsors/\(gold)", change)
        #expect(changed["tier"]?.text == "platinum" && changed["company"]?.text == "Larch & Sons")
        #expect(changed["entities"]?.list?.compactMap { $0["code"]?.text } == ["C2"])
        #expect(try await office.code("/sponsors/\(gold)", change) == "changed_meanwhile")
        #expect(try await office.code("/sponsors/\(gold)", ["version": 2, "tier": "wood"]) == "not_one_of")
        #expect(try await office.code("/sponsors/\(gold)", ["version": 2, "email": "nobody"]) == "bad_address")
        // A closed node is no target.
        _ = try await office.act("/org-nodes/\(tree.clubs[0])/closing", ["reason": "x"])
        let body = Sponsoring.fields("gold").adding("node", Value(tree.district))
        #expect(
            try await office.code("/sponsors", body.adding("entities", [Value(tree.clubs[0])])) == "node_closed")
        #expect(try await office.code("/sponsors", body.adding("node", Value(tree.clubs[0]))) == "node_closed")
    }

    @Test func `J16 J17 J18 sponsors, contracts and deliveries are within what was given, for each route`() async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district, sponsoring: [tree.clubs[0]])
        let contract = try await office.active(sponsor)
        let obligation = try found(try await office.owed(contract).first?["id"]?.text)
        let reader = try await office.officer([.fees], at: tree.district)
        let clubs = try await office.officer([.sponsors, .exposure], at: tree.clubs[0])
        let elsewhere = try await office.officer(Capability.allCases, at: tree.other)
        let day: Value = ["terminated_on": "2026-12-01", "reason": "x"]
        let instead: Value = [
            "kind": "mention", "words": "x", "number": 1, "due_on": "2027-12-01", "reason": "x",
        ]
        let delivery: Value = ["obligation": .string(obligation), "delivered_on": "2026-11-18", "words": "x"]
        let posts: [(String, Value)] = [
            ("/sponsors/\(sponsor)", ["version": 1]), ("/sponsors/\(sponsor)/contracts", Sponsoring.contract("R-9")),
            ("/sponsors/\(sponsor)/exposure", delivery), ("/sponsor-contracts/\(contract)/activation", [:]),
            ("/sponsor-contracts/\(contract)/cancellation", [:]), ("/sponsor-contracts/\(contract)/termination", day),
            ("/sponsor-contracts/\(contract)/renewal", Sponsoring.contract("R-8")),
            ("/sponsor-obligations/\(obligation)/make-good", instead),
        ]
        for (path, body) in posts {
            #expect(try await office.code(path, body, as: reader) == "capability_not_given", "\(path)")
            for asker in [elsewhere, office.stranger] {
                #expect(try await office.code(path, body, as: asker) == "not_found", "\(path)")
            }
        }
        let gets = [
            "/sponsors/\(sponsor)", "/sponsors/\(sponsor)/contracts", "/sponsors/\(sponsor)/exposure",
            "/sponsor-contracts/\(contract)", "/sponsor-contracts/\(contract)/proof",
        ]
        for path in gets {
            #expect(try await office.code(path, as: reader, .get) == nil, "\(path)")
            #expect(try await office.code(path, as: elsewhere, .get) == "not_found", "\(path)")
        }
        // Whom it sponsors sees the sponsor and nothing of the district's contract with it.
        #expect(try await office.get("/sponsors/\(sponsor)", as: clubs)["contracts"]?.list == [])
        #expect(try await office.code("/sponsor-contracts/\(contract)", as: clubs, .get) == "not_found")
        #expect(try await office.code("/sponsors/\(sponsor)", ["version": 1], as: clubs) == "capability_not_given")
        #expect(try await office.get("/sponsors", as: elsewhere)["items"]?.list == [])
        #expect(try await office.get("/sponsor-obligations?days=900", as: elsewhere)["items"]?.list == [])
        #expect(try await office.code("/sponsor-tiers/gold", ["entitlements": []], as: reader) == "role_missing")
    }

    @Test func `H03 a tier's entitlements are owed by contracts that are made from then on, and by no other`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district)
        let before = try await office.active(sponsor)
        #expect(try await office.owed(before).compactMap { $0["number"]?.integer } == [6, 6])
        let list: Value = [["kind": "tournament_naming", "words": "The cup bears the name", "number": 1]]
        _ = try await office.act("/sponsor-tiers/gold", ["entitlements": list])
        #expect(try await office.code("/sponsor-tiers/gold", ["entitlements": []]) == "nothing_owed")
        #expect(try await office.code("/sponsor-tiers/wood", ["entitlements": list]) == "not_found")
        #expect(
            try await office.code("/sponsor-tiers/gold", ["entitlements_lines": "mention many times"]) == "bad_line")
        let next = try await office.drafted(sponsor, Sponsoring.contract("R-2"))
        #expect(try await office.owed(next).compactMap { $0["kind"]?.text } == ["tournament_naming"])
        #expect(try await office.owed(before).count == 2)
        let own = Sponsoring.contract("R-3").adding("entitlements", false).adding(
            "obligations_lines", "logo_placement 1 Logo on bibs\nmention 6 Mention at six tournaments")
        let third = try await office.drafted(sponsor, own)
        #expect(
            try await office.owed(third).compactMap { $0["words"]?.text } == [
                "Logo on bibs", "Mention at six tournaments",
            ])
        let shown = try await office.get("/sponsor-tiers")["items"]?.list?.first { $0["tier"]?.text == "gold" }
        #expect(shown?["lines"]?.text == "tournament_naming 1 The cup bears the name")
    }

    @Test func `F08.05.02 H04 a contract has amount, period, terms and instalments that come to the amount`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district)
        let path = "/sponsors/\(sponsor)/contracts"
        let halves: Value = [
            ["due_on": "2026-12-01", "amount": "15000"], ["due_on": "2027-06-01", "amount": "15000.00"],
        ]
        let body = Sponsoring.contract("R-1").adding("instalments", halves).adding("terms", "As agreed.\nTwice.")
        let made = try await office.act(path, body, key: "once")
        #expect(try await office.act(path, body, key: "once")["id"] == made["id"])
        #expect(made["state"]?.text == "draft" && made["amount"]?.text == "30000.00")
        #expect(made["instalments"]?.list?.compactMap { $0["amount"]?.text } == ["15000.00", "15000.00"])
        #expect(made["terms"]?.text == "As agreed.\nTwice." && made["overlaps"]?.list == [])
        #expect(try await office.code(path, body) == "reference_taken")
        let short = body.adding("reference", "R-2").adding(
            "instalments", [["due_on": "2026-12-01", "amount": "29999.99"]])
        #expect(try await office.code(path, short) == "instalments_differ")
        let lines = Sponsoring.contract("R-2").adding("instalment_lines", "2026-12-01 10000\n2027-01-01 20000")
        #expect(try await office.act(path, lines)["instalments"]?.list?.count == 2)
        #expect(
            try await office.code(path, Sponsoring.contract("R-4").adding("instalment_lines", "soon 1")) == "bad_line")
        let backwards = Sponsoring.contract("R-4").adding("ends_on", "2026-01-01")
        #expect(try await office.code(path, backwards) == "ends_before_start")
        // Overlapping periods are told and not refused.
        #expect(try await office.get("/sponsor-contracts/\(made["id"]?.text ?? "")")["overlaps"]?.list?.count == 1)
        // A node does not close before its contracts are over.
        let club = try await office.sponsor("bronze", of: tree.clubs[0])
        let draft = try await office.drafted(club, Sponsoring.contract("C-1"))
        let close = "/org-nodes/\(tree.clubs[0])/closing"
        #expect(try await office.code(close, ["reason": "x"]) == "contracts_running")
        _ = try await office.act("/sponsor-contracts/\(draft)/cancellation")
        #expect(try await office.code(close, ["reason": "x"]) == nil)
    }

    @Test func `H04 the matrix of contracts: three moves are possible, all others are refused and change nothing`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district)
        let allowed = ["draft activation", "draft cancellation", "active termination", "active renewal"]
        var number = 0
        for state in SponsorContract.State.allCases {
            for move in ["activation", "cancellation", "termination", "renewal"] {
                number += 1
                let id = try await office.drafted(sponsor, Sponsoring.contract("M-\(number)"))
                if state == .active || state == .terminated {
                    _ = try await office.act("/sponsor-contracts/\(id)/activation", as: office.checker)
                }
                let end: Value = ["terminated_on": "2026-12-24", "reason": "insolvent"]
                if state == .terminated { _ = try await office.act("/sponsor-contracts/\(id)/termination", end) }
                if state == .cancelled { _ = try await office.act("/sponsor-contracts/\(id)/cancellation") }
                let before = try await office.count("SELECT count(*) FROM history")
                let body: Value =
                    move == "termination"
                    ? end : move == "renewal" ? Sponsoring.contract("N-\(number)", year: 2028) : [:]
                let code = try await office.code("/sponsor-contracts/\(id)/\(move)", body, as: office.checker)
                let isAllowed = allowed.contains("\(state.rawValue) \(move)")
                let refusal = move == "renewal" ? "contract_not_active" : "illegal_move"
                #expect(code == (isAllowed ? nil : refusal), "\(state) \(move)")
                let after = try await office.count("SELECT count(*) FROM history")
                #expect((after > before) == isAllowed, "\(state) \(move)")
            }
        }
    }

    @Test
    func `H04 a contract stands by another person; renewal links the next, once; termination says day and reason`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district)
        let id = try await office.drafted(sponsor, Sponsoring.contract("R-1"))
        #expect(try await office.code("/sponsor-contracts/\(id)/activation") == "own_work")
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "k", roles: [.admin], credential: .key(name: "k"))
        #expect(try await office.code("/sponsor-contracts/\(id)/activation", as: key) == "not_a_person")
        _ = try await office.act("/sponsor-contracts/\(id)/activation", as: office.checker)
        let renewal = "/sponsor-contracts/\(id)/renewal"
        #expect(try await office.code(renewal, Sponsoring.contract("R-2")) == "renewed_too_early")
        let next = try await office.act(renewal, Sponsoring.contract("R-2", year: 2028))
        #expect(next["renews"]?.text == id.description && next["state"]?.text == "draft")
        #expect(try await office.get("/sponsor-contracts/\(id)")["renewed_by"] == next["id"])
        #expect(try await office.code(renewal, Sponsoring.contract("R-3", year: 2029)) == "renewed_already")
        let end = "/sponsor-contracts/\(id)/termination"
        #expect(try await office.code(end, ["terminated_on": "2026-12-24"]) == "required")
        #expect(try await office.code(end, ["terminated_on": "2030-12-24", "reason": "x"]) == "outside_period")
        let ended = try await office.act(end, ["terminated_on": "2026-12-24", "reason": "insolvent"])
        #expect(ended["terminated_on"]?.text == "2026-12-24" && ended["termination_reason"]?.text == "insolvent")
        #expect(ended["state"]?.text == "terminated")
    }

    @Test func `H04 what a program of an older version cancelled leaves its reference and its place too`() async throws
    {
        let office = try await Sponsoring()
        let sponsor = try await office.sponsor("gold", of: try await office.tree().district)
        let id = try await office.active(sponsor)
        let renewal = "/sponsor-contracts/\(id)/renewal"
        let next = Sponsoring.contract("R-2", year: 2028)
        let made = try found(try await office.act(renewal, next)["id"]?.text)
        // That one writes the state and nothing else.
        try await office.database.write {
            try $0.run("UPDATE sponsor_contract SET state = 'cancelled' WHERE id = \(made)")
        }
        #expect(try await office.get("/sponsor-contracts/\(id)")["renewed_by"] == .null)
        let last = try await office.act(renewal, next)
        #expect(try await office.get("/sponsor-contracts/\(id)")["renewed_by"] == last["id"])
        #expect(try await office.get("/sponsor-contracts/\(made)")["reference"]?.text == "R-2")
    }

    @Test func `H04 what was cancelled leaves its reference and the contract that it followed to another one`()
        async throws
    {
        let office = try await Sponsoring()
        let sponsor = try await office.sponsor("gold", of: try await office.tree().district)
        let id = try await office.active(sponsor)
        let renewal = "/sponsor-contracts/\(id)/renewal"
        let next = Sponsoring.contract("R-2", year: 2028)
        for _ in 0..<2 {
            let made = try found(try await office.act(renewal, next)["id"]?.text)
            #expect(try await office.code(renewal, next.adding("reference", "R-3")) == "renewed_already")
            #expect(try await office.code("/sponsors/\(sponsor)/contracts", next) == "reference_taken")
            _ = try await office.act("/sponsor-contracts/\(made)/cancellation")
            let gone = try await office.get("/sponsor-contracts/\(made)")
            #expect(gone["reference"]?.text == "R-2" && gone["renews"]?.text == id.description)
            #expect(try await office.get("/sponsor-contracts/\(id)")["renewed_by"] == .null)
        }
        let last = try await office.act(renewal, next)
        #expect(try await office.get("/sponsor-contracts/\(id)")["renewed_by"] == last["id"])
        _ = try await office.act("/sponsor-contracts/\(last["id"]?.text ?? "")/activation", as: office.checker)
        #expect(try await office.code("/sponsors/\(sponsor)/contracts", next) == "reference_taken")
    }
}
