import Kernel
import Ledger
import People
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// What sponsors paid, how it is shared, and what the books say of it.
@Suite struct AllocationTests {
    static func shares(_ list: (OrgNode.ID, String)...) -> Value {
        .list(list.map { ["node": Value($0.0), "percent": .string($0.1)] })
    }

    static func payment(_ reference: String, _ amount: String) -> Value {
        [
            "amount": .string(amount), "currency": "EUR", "received_on": "2026-11-18", "reference": .string(reference),
        ]
    }

    @Test
    func `H14 F08.05.06 the seed's case: 30,000 EUR Gold, first 15,000, 60 % to the district and 40 % to two clubs`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district, sponsoring: tree.clubs + [tree.competition])
        let contract = try await office.active(sponsor, obligations: "logo_placement 1 Logo on bibs\nmention 6 Mention")
        let payment = try await office.act("/sponsor-contracts/\(contract)/payments", Self.payment("B-1", "15000"))
        #expect(try await office.balance("node.unallocated", of: tree.district) == "15000.00")
        // 20 % each: the clubs share equally.
        let shares = Self.shares((tree.district, "60"), (tree.clubs[0], "20"), (tree.clubs[1], "20"))
        let made = try await office.act(
            "/sponsor-allocations", ["payment": payment["id"] ?? .null, "shares": shares])
        #expect(made["state"]?.text == "pending")
        #expect(made["shares"]?.list?.compactMap { $0["amount"]?.text } == ["9000.00", "3000.00", "3000.00"])
        let path = "/sponsor-allocations/\(made["id"]?.text ?? "")"
        #expect(try await office.balance("node.sponsorship", of: tree.district) == nil, "pending books nothing")
        let bank: Value = ["reference": "B-2", "on": "2026-11-18"]
        #expect(try await office.code("\(path)/reconciliation", bank, as: office.checker) == "illegal_move")
        #expect(try await office.code("\(path)/allocation") == "own_work")
        _ = try await office.act("\(path)/allocation", as: office.checker)
        func balances(_ code: String) async throws -> [String?] {
            var list: [String?] = []
            for node in [tree.district] + tree.clubs { list.append(try await office.balance(code, of: node)) }
            return list
        }
        #expect(try await balances("node.sponsorship") == ["9000.00", "3000.00", "3000.00"])
        #expect(try await balances("node.unallocated") == ["0.00", nil, nil])
        #expect(try await office.balance("node.due_to_nodes", of: tree.district) == "6000.00")
        #expect(try await office.code("\(path)/cancellation") == "illegal_move")
        #expect(try await office.code("\(path)/reconciliation", bank, as: office.checker) == "own_work")
        _ = try await office.act("\(path)/reconciliation", bank)
        #expect(try await balances("node.bank") == ["9000.00", "3000.00", "3000.00"])
        #expect(try await office.balance("node.due_to_nodes", of: tree.district) == "0.00")
        #expect(try await balances("node.due_from_nodes") == [nil, "0.00", "0.00"])
        #expect(try await office.code("\(path)/allocation", as: office.checker) == "illegal_move")
        #expect(try await office.unbalanced() == 0)
        // The walk from each entry to contract and bank, and back from the contract.
        for node in [tree.district] + tree.clubs {
            let entries = try await office.get("/org-nodes/\(node)/entries?limit=200")["items"]?.list ?? []
            #expect(!entries.isEmpty)
            for entry in entries {
                let walk = try await office.get("/org-entries/\(entry["id"]?.text ?? "")")
                #expect(walk["contract"]?.text == contract.description && walk["bank_reference"]?.text == "B-1")
                #expect(walk["sponsor"]?.text == sponsor.description)
            }
        }
        let back = try await office.get("/sponsor-contracts/\(contract)")["payments"]?.list ?? []
        #expect(back.first?["allocation"] == made["id"] && back.first?["transfer"] == payment["transfer"])
        // H13: the sum of the entries, whatever state the allocation is in, beside members' fees.
        let fee: Value = [
            "kind": "licence_fee", "amount": "250", "currency": "EUR", "received_on": "2026-11-18", "reference": "L",
        ]
        _ = try await office.act("/org-nodes/\(tree.clubs[0])/fees", fee)
        func total(_ query: String) async throws -> String? {
            try await office.get("/financial-reporting/revenue-summary?\(query)")["totals"]?.list?
                .first { $0["is_all"] == true }?["amount"]?.text
        }
        #expect(try await total("source=sponsorship") == "15000.00")
        #expect(try await total("") == "15250.00")
        #expect(try await total("node=\(tree.clubs[0])") == "3250.00")
        #expect(try await total("node=\(tree.other)") == nil)
        #expect(try await total("to=2026-11-17") == nil)
        #expect(try await total("from=2026-11-18&to=2026-11-18&source=licence_fee") == "250.00")
        // H12: the seed's other word is taken on input.
        for (word, count) in [("disbursed", 1), ("reconciled", 1), ("pending", 0)] {
            let items = try await office.get("/sponsor-allocations?state=\(word)")["items"]?.list
            #expect(items?.count == count, "\(word)")
            #expect(items?.allSatisfy { $0["state"]?.text == "reconciled" } == true)
        }
    }

    @Test func `H08 percents come to 100 exactly and cents to the payment, in 10,000 random splits`() async throws {
        var dice = SplitDice(seed: 8)
        let nodes = (0..<24).map { _ in OrgNode.ID(at: Moment(seconds: 1)) }
        for _ in 0..<10_000 {
            let count = Int.random(in: 1...24, using: &dice)
            var left: Int64 = 100_000
            let shares = (0..<count).map { place -> SponsorAllocation.Share in
                let rest = Int64(count - place - 1)
                let part = rest == 0 ? left : Int64.random(in: 1...(left - rest), using: &dice)
                left -= part
                return .init(node: nodes[place], project: nil, percent: Percent(thousandths: part), amount: .zero)
            }
            let payment = Cents(Int64.random(in: 100_000...1_000_000_000_000, using: &dice))
            let made = try SponsorAllocation.Share.split(shares, of: payment)
            #expect(made.reduce(.zero) { $0 + $1.amount } == payment)
            for share in made {
                // Never a cent away from the exact part.
                let exact = Int128(payment.count) * Int128(share.percent.thousandths)
                #expect((Int128(share.amount.count) * 100_000 - exact).magnitude < 100_000)
            }
        }
        let short = [
            SponsorAllocation.Share(
                node: nodes[0], project: nil, percent: Percent(thousandths: 99_990), amount: .zero)
        ]
        #expect(throws: ShareRefusal.sharesDiffer(Percent(thousandths: 99_990))) {
            try SponsorAllocation.Share.split(short, of: Cents(100))
        }
    }

    @Test func `H10 what a payment and its shares are refused for changes nothing`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district)
        let contract = try await office.active(sponsor)
        let pay = "/sponsor-contracts/\(contract)/payments"
        let draft = try await office.drafted(sponsor, Sponsoring.contract("R-2"))
        #expect(
            try await office.code("/sponsor-contracts/\(draft)/payments", Self.payment("B", "1"))
                == "contract_not_active")
        #expect(try await office.code(pay, Self.payment("B", "30000.01")) == "more_than_contract")
        #expect(try await office.code(pay, Self.payment("B", "1").adding("currency", "USD")) == "other_currency")
        #expect(
            try await office.code(pay, Self.payment("B", "1").adding("received_on", "2029-01-01")) == "in_the_future")
        let payment = try await office.act(pay, Self.payment("B-1", "100.01"))
        #expect(try await office.code(pay, Self.payment("B-1", "1")) == "reference_taken")
        let id = payment["id"] ?? .null
        let path = "/sponsor-allocations"
        func refused(_ shares: Value) async throws -> String? {
            try await office.code(path, ["payment": id, "shares": shares])
        }
        #expect(try await refused(Self.shares((tree.district, "99.99"))) == "shares_differ")
        #expect(try await refused(Self.shares((tree.district, "50"), (tree.district, "50"))) == "node_twice")
        #expect(
            try await refused(Self.shares((tree.district, "99.999"), (tree.clubs[0], "0.001"))) == "share_too_small")
        #expect(try await refused(Self.shares((tree.other, "100"))) == "outside_sponsorship")
        _ = try await office.act("/org-nodes/\(tree.clubs[1])/closing", ["reason": "x"])
        #expect(try await refused(Self.shares((tree.clubs[1], "100"))) == "node_closed")
        let rows = try await office.count("SELECT count(*) FROM ledger_row")
        let made = try await office.act(
            path,
            [
                "payment": id, "share_node": [Value(tree.district), Value(tree.federation)],
                "share_percent": ["33.333", "66.667"],
            ])
        #expect(made["shares"]?.list?.compactMap { $0["amount"]?.text } == ["33.34", "66.67"])
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == rows)
        #expect(try await refused(Self.shares((tree.district, "100"))) == "allocated_already")
        let back = "/sponsor-payments/\(id.text ?? "")/reversal"
        #expect(try await office.code(back, ["reason": "x"]) == "allocated_already")
        _ = try await office.act("\(path)/\(made["id"]?.text ?? "")/cancellation")
        _ = try await office.act(back, ["reason": "twice"])
        #expect(try await office.code(back, ["reason": "x"]) == "reversed_already")
        #expect(try await refused(Self.shares((tree.district, "100"))) == "payment_reversed")
        #expect(try await office.balance("node.bank", of: tree.district) == "0.00")
        // Capabilities: who sees it and was not given it is refused, another does not see it.
        let reader = try await office.officer([.fees], at: tree.district)
        let other = try await office.officer(Capability.allCases, at: tree.other)
        let paths: [(String, Value)] = [
            (pay, Self.payment("B-9", "1")), (back, ["reason": "x"]),
            (path, ["payment": id, "shares": Self.shares((tree.district, "100"))]),
            ("\(path)/\(made["id"]?.text ?? "")/allocation", [:]),
            ("\(path)/\(made["id"]?.text ?? "")/reconciliation", ["reference": "x", "on": "2026-11-18"]),
        ]
        for (path, body) in paths {
            #expect(try await office.code(path, body, as: reader) == "capability_not_given", "\(path)")
            #expect(try await office.code(path, body, as: other) == "not_found", "\(path)")
        }
        #expect(try await office.get("/financial-reporting/revenue-summary", as: other)["items"]?.list == [])
        #expect(try await office.unbalanced() == 0)
    }

    @Test func `H10 what was allocated wrongly goes back as a whole, by another person, and is shared anew`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let contract = try await office.active(try await office.sponsor("gold", of: tree.district))
        let payment = try await office.act("/sponsor-contracts/\(contract)/payments", Self.payment("B-1", "100"))
        func share(_ shares: Value) async throws -> String {
            let made = try await office.act(
                "/sponsor-allocations", ["payment": payment["id"] ?? .null, "shares": shares])
            return "/sponsor-allocations/\(made["id"]?.text ?? "")"
        }
        let wrong = try await share(Self.shares((tree.district, "50"), (tree.clubs[0], "50")))
        let back: Value = ["reason": "the other club's"]
        #expect(try await office.code("\(wrong)/reversal", back) == "illegal_move")
        _ = try await office.act("\(wrong)/allocation", as: office.checker)
        #expect(try await office.get(wrong)["may_take_back"]?.flag == true)
        #expect(try await office.code("\(wrong)/reversal", back, as: office.checker) == "own_work")
        #expect(try await office.code("\(wrong)/reversal") == "required")
        let reader = try await office.officer([.reconcile], at: tree.district)
        #expect(try await office.code("\(wrong)/reversal", back, as: reader) == "capability_not_given")
        let gone = try await office.act("\(wrong)/reversal", back)
        #expect(gone["state"]?.text == "cancelled")
        #expect(try await office.code("\(wrong)/reversal", back) == "illegal_move")
        for (node, code) in [
            (tree.district, "node.sponsorship"), (tree.clubs[0], "node.sponsorship"),
            (tree.district, "node.due_to_nodes"), (tree.clubs[0], "node.due_from_nodes"),
        ] {
            #expect(try await office.balance(code, of: node) == "0.00", "\(code)")
        }
        #expect(try await office.balance("node.unallocated", of: tree.district) == "100.00")
        func total() async throws -> String? {
            try await office.get("/financial-reporting/revenue-summary?source=sponsorship")["totals"]?.list?
                .first { $0["is_all"] == true }?["amount"]?.text
        }
        #expect(try await total() ?? "0.00" == "0.00")
        let right = try await share(Self.shares((tree.district, "50"), (tree.clubs[1], "50")))
        _ = try await office.act("\(right)/allocation", as: office.checker)
        _ = try await office.act("\(right)/reconciliation", ["reference": "B-2", "on": "2026-11-18"])
        // What nodes were paid stands.
        #expect(try await office.code("\(right)/reversal", back, as: office.checker) == "illegal_move")
        #expect(try await total() == "100.00")
        #expect(try await office.balance("node.bank", of: tree.clubs[1]) == "50.00")
        #expect(try await office.unbalanced() == 0)
        #expect(
            try await office.count(
                "SELECT count(*) FROM history WHERE event = 'take_back' AND reason LIKE 'the other%'")
                == 1)
    }
}

/// The same numbers each time.
private struct SplitDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
