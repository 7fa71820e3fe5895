import Kernel
import Ledger
import Sheets
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// What came onto nodes' accounts by their banks' statements, and the walks between entries and lines.
@Suite struct NodeBankTests {
    private typealias Case = NodeBankCase

    @Test
    func `H11 from any entry one query leads to contract and bank line, and from the line back to every entry`()
        async throws
    {
        let one = try await Case()
        let (office, tree) = (one.office, one.tree)
        let statement = try await one.take(
            "2026-11-18,Gold sponsorship,Larch & Sons,15000.00,TX 1\n2026-11-18,rent,Harbour Rooms,-240.00,TX 2\n")
        let line = try found(try await one.lines(statement).first)
        #expect(try await one.lines(statement).count == 1 && line["finding"]?["verdict"]?.text == "book")
        let booked = try await office.act("/org-statements/\(statement)/booking")
        #expect(booked["newly_matched"]?.integer == 1 && booked["open"]?.integer == 0)
        #expect(try await office.code("/org-statements/\(statement)/booking") == "nothing_matched")
        #expect(try await office.balance("node.unallocated", of: tree.district) == "15000.00")
        let payment = try found(try await office.get("/sponsor-contracts/\(one.contract)")["payments"]?.list?.first)
        let shares: Value = [
            ["node": Value(tree.district), "percent": "60"], ["node": Value(tree.clubs[0]), "percent": "20"],
            ["node": Value(tree.clubs[1]), "percent": "20"],
        ]
        let made = try await office.act("/sponsor-allocations", ["payment": payment["id"] ?? .null, "shares": shares])
        let path = "/sponsor-allocations/\(made["id"]?.text ?? "")"
        _ = try await office.act("\(path)/allocation", as: office.checker)
        _ = try await office.act("\(path)/reconciliation", ["reference": "OUT 7", "on": "2026-11-18"])
        // The club's own bank tells of its share.
        let club = try await one.take("2026-11-18,share,District,3000.00,OUT 7\n", of: tree.clubs[0])
        #expect(try await one.lines(club).first?["finding"]?["verdict"]?.text == "link")
        _ = try await office.act("/org-statements/\(club)/booking")
        let share = try found(try await one.lines(club).first?["id"]?.text)
        #expect(try await office.count("SELECT count(*) FROM sponsor_payment") == 1, "a link books nothing")
        let id = try found(line["id"]?.text)
        var walked: Set<String> = []
        for node in [tree.district] + tree.clubs {
            for entry in try await office.get("/org-nodes/\(node)/entries?limit=200")["items"]?.list ?? [] {
                let walk = try await office.get("/org-entries/\(entry["id"]?.text ?? "")")
                #expect(walk["contract"]?.text == one.contract.description && walk["bank_line"]?.text == id)
                #expect(walk["share_line"]?.text == (node == tree.clubs[0] ? share : nil))
                walked.insert(try found(entry["id"]?.text))
            }
        }
        for line in [id, share] {
            let back = try await office.get("/org-bank-lines/\(line)")
            #expect(back["contract"]?.text == one.contract.description)
            let entries = Set(back["entries"]?.list?.compactMap { $0["id"]?.text } ?? [])
            #expect(line == id ? entries == walked : entries.isSubset(of: walked) && entries.count > 4)
        }
        // An officer of the club sees its own part of the walk.
        let officer = try await office.officer([.reconcile], at: tree.clubs[0])
        #expect(try await office.code("/org-bank-lines/\(id)", as: officer, .get) == "not_found")
        let part = try await office.get("/org-bank-lines/\(share)", as: officer)["entries"]?.list
        #expect(part?.isEmpty == false && part?.allSatisfy { $0["node"]?.text == tree.clubs[0].description } == true)
        #expect(try await office.unbalanced() == 0)
    }

    @Test func `H11 the same file, and a line that was there before, book nothing twice`() async throws {
        let one = try await Case()
        let rows = "2026-11-17,Gold,Larch & Sons,15000.00,TX 1\n"
        let first = try await one.take(rows)
        await #expect(throws: NodeBankRefusal.self) { try await one.take(rows) }
        let second = try await one.take(rows + "2026-11-18,Gold,Larch & Sons,15000.00,TX 2\n")
        #expect(try await one.lines(second).count == 1)
        // Another node's bank may say the same.
        _ = try await one.take(rows, of: one.tree.other)
        let back: Value = ["reason": "wrong columns"]
        #expect(try await one.office.code("/org-statements/\(first)/withdrawal", back) == "later_stands")
        _ = try await one.office.act("/org-statements/\(second)/withdrawal", back)
        #expect(try await one.office.code("/org-statements/\(second)/withdrawal", back) == "withdrawn")
        _ = try await one.office.act("/org-statements/\(first)/booking")
        #expect(try await one.office.code("/org-statements/\(first)/withdrawal", back) == "still_matched")
        let third = try await one.take("2026-11-18,Gold,Larch & Sons,15000.01,TX 3\n")
        #expect(try await one.lines(third).first?["finding"]?["verdict"]?.text == "unclear", "only 15,000 are left")
        #expect(try await one.office.balance("node.bank", of: one.tree.district) == "15000.00")
    }

    @Test
    func `H11 what is booked by hand is linked and not booked again, and a line waits again when it is taken back`()
        async throws
    {
        let one = try await Case()
        let office = one.office
        let payment = try await office.act(
            "/sponsor-contracts/\(one.contract)/payments",
            ["amount": "15000", "currency": "EUR", "received_on": "2026-11-18", "reference": "TX 1"])
        let statement = try await one.take(
            "2026-11-18,Gold,Larch & Sons,15000.00,tx-1\n2026-11-18,Gold,Larch & Sons,99.00,TX 9\n")
        let lines = try await one.lines(statement)
        #expect(lines.compactMap { $0["finding"]?["verdict"]?.text } == ["link", "book"])
        let (first, other) = (try found(lines[0]["id"]?.text), try found(lines[1]["id"]?.text))
        let path = "/org-bank-lines/\(first)"
        let contract: Value = ["contract": Value(one.contract)]
        #expect(try await office.code("\(path)/booking", contract) == "booked_already")
        #expect(try await office.code("\(path)/booking") == "one_target")
        #expect(
            try await office.code("\(path)/link", ["payment": payment["id"] ?? .null, "fee": Value(one.contract)])
                == "one_target")
        #expect(
            try await office.code("/org-bank-lines/\(other)/link", ["payment": payment["id"] ?? .null])
                == "other_money")
        _ = try await office.act("\(path)/link", ["payment": payment["id"] ?? .null])
        #expect(try await office.code("\(path)/link", ["payment": payment["id"] ?? .null]) == "illegal_move")
        _ = try await office.act("/sponsor-payments/\(payment["id"]?.text ?? "")/reversal", ["reason": "another's"])
        #expect(try await one.lines(statement).first?["state"]?.text == "open")
        // Its reference was used before: the booking names the line.
        _ = try await office.act("\(path)/booking", contract)
        #expect(try await office.balance("node.bank", of: one.tree.district) == "15000.00")
        _ = try await office.act("/org-bank-lines/\(other)/dismissal", ["reason": "a gift to the canteen"])
        #expect(try await office.get("/org-bank-lines")["items"]?.list == [])
        _ = try await office.act("/org-bank-lines/\(other)/restoration")
        _ = try await office.act("/org-bank-lines/\(other)/booking", ["fee": "competition_fee"])
        #expect(try await office.balance("node.competition_fees", of: one.tree.district) == "99.00")
        #expect(try await office.unbalanced() == 0)
    }

    @Test func `H11 a grant's money is found by the body that grants, and lines are for who reconciles at their node`()
        async throws
    {
        let one = try await Case()
        let office = one.office
        let grant = try await office.grant(in: .approved, .plain, of: one.tree.district)
        let officer = try await office.officer([.reconcile], at: one.tree.district)
        let reader = try await office.officer([.fees], at: one.tree.district)
        let elsewhere = try await office.officer(Capability.allCases, at: one.tree.other)
        let rows = "2026-11-18,youth,SPORTS COUNCIL,12000.00,TX 5\n"
        for (asker, code) in [(reader, "capability_not_given"), (elsewhere, "not_found")] {
            do {
                _ = try await one.take(rows, as: asker)
                Issue.record("a statement was taken")
            } catch let refusal as any Refusal { #expect(refusal.code == code) }
        }
        let statement = try await one.take(rows, as: officer)
        let line = try found(try await one.lines(statement).first)
        #expect(line["finding"]?["grant"]?.text == grant)
        let path = "/org-bank-lines/\(line["id"]?.text ?? "")"
        for verb in ["booking", "link", "dismissal", "restoration"] {
            let body: Value =
                verb == "booking"
                ? ["grant": .string(grant)]
                : verb == "link" ? ["fee": Value(one.contract)] : verb == "dismissal" ? ["reason": "x"] : [:]
            #expect(try await office.code("\(path)/\(verb)", body, as: reader) == "capability_not_given", "\(verb)")
            #expect(try await office.code("\(path)/\(verb)", body, as: elsewhere) == "not_found", "\(verb)")
        }
        _ = try await office.act("\(path)/booking", ["grant": .string(grant)], as: officer)
        let back = try await office.get(path)
        #expect(back["grant"]?.text == grant && back["entries"]?.list?.count == 4)
        for entry in back["entries"]?.list ?? [] {
            let walk = try await office.get("/org-entries/\(entry["id"]?.text ?? "")")
            #expect(walk["grant"]?.text == grant)
            if walk["subject"]?.text == "grant_receipt" { #expect(walk["bank_line"] == line["id"]) }
        }
        #expect(try await office.get("/org-statements", as: elsewhere)["items"]?.list == [])
    }
}
