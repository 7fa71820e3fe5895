import Kernel
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// Shares that come back from the bank, shares of many nodes, and money that nobody has a share of.
@Suite struct ShareBackTests {
    @Test func `H10 what was reconciled wrongly waits for the bank again, by another person, as often as it takes`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let contract = try await office.active(try await office.sponsor("gold", of: tree.district))
        let payment = try await office.act(
            "/sponsor-contracts/\(contract)/payments", AllocationTests.payment("B-1", "100"))
        let made = try await office.act(
            "/sponsor-allocations",
            [
                "payment": payment["id"] ?? .null,
                "shares": AllocationTests.shares((tree.district, "50"), (tree.clubs[0], "50")),
            ])
        let path = "/sponsor-allocations/\(made["id"]?.text ?? "")"
        let reason: Value = ["reason": "the club's account is closed"]
        #expect(try await office.code("\(path)/return", reason, as: office.checker) == "illegal_move")
        _ = try await office.act("\(path)/allocation", as: office.checker)
        for number in 1...2 {
            _ = try await office.act("\(path)/reconciliation", ["reference": "OUT \(number)", "on": "2026-11-18"])
            #expect(try await office.balance("node.bank", of: tree.clubs[0]) == "50.00")
            let rows =
                "Posting Date,Description,Name,Amount,Transaction ID\n2026-11-18,share \(number),D,50.00,OUT \(number)\n"
            let statement = try await office.deliver(
                "/org-statements", ["node": Value(tree.clubs[0])], [("club\(number).csv", Array(rows.utf8))])
            _ = try await office.act("/org-statements/\(statement["id"]?.text ?? "")/booking")
            #expect(try await office.code("\(path)/return", reason) == "own_work")
            let reader = try await office.officer([.allocate], at: tree.district)
            #expect(try await office.code("\(path)/return", reason, as: reader) == "capability_not_given")
            _ = try await office.act("\(path)/return", reason, as: office.checker)
            let shown = try await office.get(path)
            #expect(shown["state"]?.text == "allocated" && shown["bank_reference"] == .null)
            #expect(try await office.balance("node.bank", of: tree.clubs[0]) == "0.00")
            #expect(try await office.balance("node.due_from_nodes", of: tree.clubs[0]) == "50.00")
            #expect(
                try await office.count("SELECT count(*) FROM org_bank_line WHERE state = 'open'") == number,
                "its line waits again")
            #expect(try await office.unbalanced() == 0)
        }
        // And from there it can be taken back as a whole.
        _ = try await office.act("\(path)/reversal", reason)
        #expect(try await office.balance("node.unallocated", of: tree.district) == "100.00")
        #expect(try await office.balance("node.sponsorship", of: tree.clubs[0]) == "0.00")
        #expect(try await office.unbalanced() == 0)
    }

    @Test func `H08 H10 a payment is shared by a federation with sixty clubs, to the cent and back`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        var nodes = [tree.district]
        for number in 0..<60 { nodes.append(try await office.node(.club, "X\(number)", under: tree.district)) }
        let contract = try await office.active(try await office.sponsor("gold", of: tree.district))
        let payment = try await office.act(
            "/sponsor-contracts/\(contract)/payments", AllocationTests.payment("B-1", "1000.01"))
        let targets = try await office.get("/sponsor-contracts/\(contract)")["targets"]?.list ?? []
        #expect(targets.count >= 61, "the form leaves none out")
        let shares = nodes.enumerated().map { place, node -> Value in
            ["node": Value(node), "percent": place == 0 ? "4" : "1.6"]
        }
        let made = try await office.act(
            "/sponsor-allocations", ["payment": payment["id"] ?? .null, "shares": .list(shares)])
        let path = "/sponsor-allocations/\(made["id"]?.text ?? "")"
        _ = try await office.act("\(path)/allocation", as: office.checker)
        #expect(try await office.balance("node.sponsorship", of: nodes[60]) == "16.00")
        #expect(try await office.balance("node.unallocated", of: tree.district) == "0.00")
        _ = try await office.act("\(path)/reconciliation", ["reference": "OUT", "on": "2026-11-18"])
        #expect(try await office.balance("node.bank", of: nodes[1]) == "16.00")
        _ = try await office.act("\(path)/return", ["reason": "x"], as: office.checker)
        _ = try await office.act("\(path)/reversal", ["reason": "x"])
        #expect(try await office.balance("node.unallocated", of: tree.district) == "1000.01")
        for node in nodes.dropFirst() { #expect(try await office.balance("node.sponsorship", of: node) == "0.00") }
        #expect(try await office.unbalanced() == 0)
        let most = (0...500).map { _ in ["node": Value(tree.district), "percent": "0.1"] as Value }
        #expect(
            try await office.code("/sponsor-allocations", ["payment": payment["id"] ?? .null, "shares": .list(most)])
                == "too_many")
    }

    @Test func `H09 a node with money that nobody has a share of does not close`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let contract = try await office.active(try await office.sponsor("gold", of: tree.clubs[0]))
        let payment = try await office.act(
            "/sponsor-contracts/\(contract)/payments", AllocationTests.payment("B-1", "100"))
        office.clock.advance(.days(400))
        let path = "/org-nodes/\(tree.clubs[0])/closing"
        #expect(try await office.code(path, ["reason": "x"]) == "payments_unshared")
        _ = try await office.act("/sponsor-payments/\(payment["id"]?.text ?? "")/reversal", ["reason": "x"])
        #expect(try await office.code(path, ["reason": "x"]) == nil)
    }
}
