import Kernel
import Ledger
import People
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// The tree of nodes, who may do what in it, and the books of its nodes.
@Suite struct NodeTests {
    @Test func `H09 a node stands under one of a higher kind only, so that no path comes back to its beginning`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let nodes: [(OrgNode.Kind, OrgNode.ID)] = [
            (.federation, tree.federation), (.district, tree.district), (.club, tree.clubs[0]),
            (.competition, tree.competition),
        ]
        var number = 0
        for kind in OrgNode.Kind.allCases {
            for (above, id) in nodes {
                number += 1
                let body: Value = [
                    "kind": .string(kind.rawValue), "code": .string("X\(number)"), "name": "X", "parent": Value(id),
                ]
                let code = try await office.code("/org-nodes", body)
                #expect(code == (kind.parents.contains(above) ? nil : "wrong_parent"), "\(kind) under \(above)")
            }
            guard kind != .federation else { continue }
            let body: Value = ["kind": .string(kind.rawValue), "code": "ALONE", "name": "X"]
            #expect(try await office.code("/org-nodes", body) == "parent_needed")
        }
        // Moved beneath itself: the kinds refuse it, and so does the database.
        let below: Value = ["parent": Value(tree.clubs[0]), "version": 1]
        #expect(try await office.code("/org-nodes/\(tree.district)", below) == "cycle")
        let tenant = office.tenants[0]
        await #expect(throws: (any Error).self) {
            try await office.database.write { db in
                try db.run(
                    """
                    UPDATE org_node SET parent_id = \(tree.clubs[0]), parent_kind = 'club'
                     WHERE tenant_id = \(tenant) AND id = \(tree.district)
                    """)
            }
        }
        // To another district it goes.
        _ = try await office.act("/org-nodes/\(tree.clubs[0])", ["parent": Value(tree.other), "version": 1])
        let under = try await office.get("/org-nodes?under=\(tree.other)")["items"]?.list?.compactMap {
            $0["code"]?.text
        }
        // With the competition that stands under the club.
        #expect(under?.prefix(2) == ["C1", "D2"] && under?.count == 3)
        #expect(
            try await office.code("/org-nodes/\(tree.clubs[0])", ["name": "Late", "version": 1]) == "changed_meanwhile")
    }

    @Test func `H09 codes are one node's, and closing goes from below upwards`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let body: Value = ["kind": "club", "name": "X", "parent": Value(tree.district)]
        #expect(try await office.code("/org-nodes", body.adding("code", "c1")) == "code_taken")
        #expect(try await office.code("/org-nodes", body.adding("code", "c 1")) == "bad_code")
        let why: Value = ["reason": "merged"]
        #expect(try await office.code("/org-nodes/\(tree.district)/closing") == "required")
        #expect(try await office.code("/org-nodes/\(tree.district)/closing", why) == "open_beneath")
        for id in tree.clubs + [tree.competition, tree.district] {
            _ = try await office.act("/org-nodes/\(id)/closing", why)
        }
        #expect(try await office.get("/org-nodes/\(tree.district)")["close_reason"]?.text == "merged")
        #expect(try await office.code("/org-nodes/\(tree.district)/closing", why) == "illegal_move")
        #expect(try await office.code("/org-nodes", body.adding("code", "C3")) == "node_closed")
        #expect(try await office.code("/org-nodes/\(tree.clubs[0])/reopening") == "node_closed")
        #expect(try await office.code("/org-nodes/\(tree.district)/reopening") == nil)
        #expect(try await office.code("/org-nodes/\(tree.clubs[0])/reopening") == nil)
        #expect(try await office.code("/org-nodes/\(tree.clubs[0])/reopening") == "illegal_move")
    }

    @Test func `F08.05.08 an officer sees and does what was given at a node and beneath, and nothing beside it`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let reader = try await office.officer([.exposure], at: tree.district)
        let keeper = try await office.officer([.nodes, .fees], at: tree.district)
        func seen(_ asker: Principal) async throws -> [String] {
            try await office.get("/org-nodes", as: asker)["items"]?.list?.compactMap { $0["code"]?.text } ?? []
        }
        #expect(try await seen(reader) == ["C1", "C2", "CUP", "D1"])
        #expect(try await seen(office.admin) == ["C1", "C2", "CUP", "D1", "D2", "FED"])
        #expect(try await seen(office.stranger) == [])
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "k", roles: [.sponsorshipOfficer],
            credential: .key(name: "k"))
        #expect(try await seen(key) == [])
        // Every route that names a node: what is not seen is not there, what is not given is refused.
        let version: Value = ["version": 1, "name": "Other"]
        let project: Value = ["code": "P", "name": "P"]
        let fee: Value = [
            "kind": "licence_fee", "amount": "10", "currency": "EUR", "received_on": "2026-11-01", "reference": "x",
        ]
        let cases: [(path: String, body: Value)] = [
            ("", version), ("/closing", ["reason": "x"]), ("/projects", project), ("/fees", fee),
        ]
        for (path, body) in cases {
            #expect(
                try await office.code("/org-nodes/\(tree.district)\(path)", body, as: reader) == "capability_not_given",
                "\(path)")
            for hidden in [tree.other, tree.federation] {
                for asker in [reader, keeper] {
                    #expect(try await office.code("/org-nodes/\(hidden)\(path)", body, as: asker) == "not_found")
                }
            }
        }
        for path in ["", "/entries"] {
            #expect(try await office.code("/org-nodes/\(tree.other)\(path)", as: reader, .get) == "not_found")
            #expect(try await office.code("/org-nodes/\(tree.clubs[1])\(path)", as: reader, .get) == nil)
            #expect(
                try await office.code("/org-nodes/\(tree.district)\(path)", as: office.stranger, .get) == "not_found")
        }
        #expect(try await office.code("/org-nodes/\(tree.clubs[0])/fees", fee, as: keeper) == nil)
        let fees = try await office.get("/org-nodes/\(tree.clubs[0])", as: reader)["fees"]?.list
        let booked = try found(fees?.first?["id"]?.text)
        #expect(
            try await office.code("/org-fees/\(booked)/reversal", ["reason": "x"], as: reader) == "capability_not_given"
        )
        let elsewhere = try await office.officer([.fees], at: tree.other)
        #expect(try await office.code("/org-fees/\(booked)/reversal", ["reason": "x"], as: elsewhere) == "not_found")
        // A keeper adds beneath, adds no federation, and moves nothing out of what was given.
        let club: Value = ["kind": "club", "code": "C9", "name": "New", "parent": Value(tree.district)]
        #expect(try await office.code("/org-nodes", club, as: keeper) == nil)
        let federation: Value = ["kind": "federation", "code": "F9", "name": "New"]
        #expect(try await office.code("/org-nodes", federation, as: keeper) == "office_only")
        let away: Value = ["parent": Value(tree.other), "version": 1]
        #expect(try await office.code("/org-nodes/\(tree.clubs[1])", away, as: keeper) == "not_found")
        // What is taken ends at once.
        _ = try await office.act("/org-nodes/\(tree.district)/officers", ["person": Value(reader.person)])
        #expect(try await seen(reader) == [])
    }

    @Test func `capabilities are an admin's to give, to people with the role, and each change is in the history`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let path = "/org-nodes/\(tree.district)/officers"
        let nobody: Value = ["person": Value(office.admin.person), "capabilities": ["fees"]]
        #expect(try await office.code(path, nobody) == "not_an_officer")
        let officer = try await office.officer([.fees, .report], at: tree.district)
        #expect(try await office.code(path, nobody, as: officer) == "role_missing")
        let changes = try await office.count("SELECT count(*) FROM history WHERE event = 'capabilities_set'")
        let same: Value = ["person": Value(officer.person), "capabilities": ["report", "fees"]]
        _ = try await office.act(path, same)
        #expect(try await office.count("SELECT count(*) FROM history WHERE event = 'capabilities_set'") == changes)
        let other: Value = ["person": Value(officer.person), "capabilities": ["report", "close"]]
        let shown = try await office.act(path, other)["officers"]?.list?.first?["capabilities"]
        #expect(shown == ["close", "report"])
        #expect(try await office.count("SELECT count(*) FROM org_capability") == 3)
        let wrong: Value = ["person": Value(officer.person), "capabilities": ["everything"]]
        #expect(try await office.code(path, wrong) == "not_one_of")
    }

    @Test func `H11 a fee is on its node's books with revenue account and project, each reference once`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let club = tree.clubs[0]
        let project = try await office.act("/org-nodes/\(club)/projects", ["code": "youth", "name": "Youth"])
        let fee: Value = [
            "kind": "licence_fee", "amount": "1,250.50", "currency": "EUR", "received_on": "2026-11-01",
            "reference": "L-1", "project": project["id"] ?? .null,
        ]
        let booked = try await office.act("/org-nodes/\(club)/fees", fee, key: "once")
        _ = try await office.act("/org-nodes/\(club)/fees", fee, key: "once")
        #expect(try await office.code("/org-nodes/\(club)/fees", fee) == "reference_taken")
        #expect(try await office.code("/org-nodes/\(tree.clubs[1])/fees", fee) == "other_nodes_project")
        let late = fee.adding("received_on", "2030-01-01").adding("reference", "L-2")
        #expect(try await office.code("/org-nodes/\(club)/fees", late) == "in_the_future")
        let cup: Value = [
            "kind": "competition_fee", "amount": "80", "currency": "EUR", "received_on": "2026-11-02",
            "reference": "K-1",
        ]
        _ = try await office.act("/org-nodes/\(club)/fees", cup)
        #expect(try await office.balance("node.bank", of: club) == "1330.50")
        #expect(try await office.balance("node.licence_fees", of: club) == "1250.50")
        #expect(try await office.balance("node.competition_fees", of: club) == "80.00")
        let entries = try await office.get("/org-nodes/\(club)/entries")["items"]?.list ?? []
        #expect(entries.count == 4)
        let revenue = entries.first { $0["account"]?.text == "node.licence_fees" }
        #expect(revenue?["project"]?.text == "YOUTH" && revenue?["subject_id"] == booked["id"])
        // A mistake is taken back by rows that name it, once.
        let path = "/org-fees/\(booked["id"]?.text ?? "")/reversal"
        _ = try await office.act(path, ["reason": "twice"])
        #expect(try await office.code(path, ["reason": "twice"]) == "reversed_already")
        #expect(try await office.balance("node.licence_fees", of: club) == "0.00")
        let after = try await office.get("/org-nodes/\(club)/entries?limit=2")
        #expect(
            after["items"]?.list?.allSatisfy { $0["reverses"]?.text != nil && $0["project"]?.text == "YOUTH" } == true)
        let next = try found(after["next"]?.text)
        #expect(try await office.get("/org-nodes/\(club)/entries?limit=200&after=\(next)")["items"]?.list?.count == 4)
        #expect(try await office.unbalanced() == 0)
        await #expect(throws: (any Error).self) {
            try await office.database.write { try $0.run("DELETE FROM org_entry") }
        }
        // A project that is closed takes nothing new.
        let id = project["id"]?.text ?? ""
        _ = try await office.act("/org-projects/\(id)/closing")
        #expect(try await office.code("/org-projects/\(id)/closing") == "illegal_move")
        #expect(
            try await office.code("/org-nodes/\(club)/fees", fee.adding("reference", "L-3")) == "project_closed")
        _ = try await office.act("/org-projects/\(id)/reopening")
        #expect(try await office.code("/org-nodes/\(club)/fees", fee.adding("reference", "L-3")) == nil)
    }
}
