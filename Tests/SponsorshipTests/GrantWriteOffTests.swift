import Kernel
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// Money of grants that was approved and never comes.
@Suite struct GrantWriteOffTests {
    private static func total(_ office: Sponsoring) async throws -> String? {
        try await office.get("/financial-reporting/revenue-summary?source=grant")["totals"]?.list?.first?["amount"]?
            .text
    }

    @Test func `H13 F08.05.05 what of a grant never comes is written off by another person, and is income no more`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let id = try await office.grant(in: .approved, .plain, of: tree.district)
        let path = "/grants/\(id)"
        let money: Value = ["amount": "5000", "currency": "EUR", "received_on": "2026-11-18", "reference": "G-1"]
        _ = try await office.act("\(path)/receipts", money)
        let body: Value = ["amount": "2000", "reason": "the council pays ten thousand"]
        #expect(try await office.code("\(path)/write-offs", body) == "own_work")
        #expect(try await office.code("\(path)/write-offs", ["amount": "1"], as: office.checker) == "required")
        let most = body.adding("amount", "7000.01")
        #expect(try await office.code("\(path)/write-offs", most, as: office.checker) == "more_than_due")
        let off = try await office.act("\(path)/write-offs", body, as: office.checker)
        #expect(try await Self.total(office) == "10000.00")
        #expect(try await office.balance("node.grant_due", of: tree.district) == "5000.00")
        let shown = try await office.get(path)
        #expect(shown["due"]?.text == "5000.00" && shown["granted"]?.text == "12000.00")
        #expect(shown["left"]?.text == "10000.00", "no more is reported than counts")
        #expect(try await office.code("\(path)/reports", Sponsoring.report("10000.01")) == "more_than_granted")
        let rest = money.adding("amount", "5000.01").adding("reference", "G-2")
        #expect(try await office.code("\(path)/receipts", rest) == "more_than_granted")
        #expect(try await office.get("/org-nodes/\(tree.district)/entries")["items"]?.list?.count == 6)
        // It comes after all.
        let back = "/grant-write-offs/\(off["id"]?.text ?? "")/reversal"
        #expect(try await office.code(back, ["reason": "x"], as: office.checker) == "own_work")
        let third = try await office.officer([.recordDecision], at: tree.federation)
        _ = try await office.act(back, ["reason": "it was paid late"], as: third)
        #expect(try await office.code(back, ["reason": "x"], as: third) == "reversed_already")
        #expect(try await Self.total(office) == "12000.00")
        #expect(try await office.balance("node.grant_due", of: tree.district) == "7000.00")
        #expect(try await office.unbalanced() == 0)
        let trail = try await office.get(path)["history"]?.list?.compactMap { $0["event"]?.text } ?? []
        #expect(trail.prefix(2) == ["write_off_reversed", "written_off"])
        for table in ["grant_write_off", "grant_write_off_reversal"] {
            await #expect(throws: (any Error).self) {
                try await office.database.write { try $0.run("DELETE FROM \(part: SQL(stringLiteral: table))") }
            }
        }
    }

    @Test
    func `H07 a grant that its body took back is written off as a whole, and closed with a report of nothing spent`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        for course in GrantCourse.allCases {
            let id = try await office.grant(in: course == .plain ? .approved : .reportingDue, course, of: tree.district)
            let path = "/grants/\(id)"
            let body: Value = ["amount": "12000", "reason": "the programme was cancelled"]
            _ = try await office.act("\(path)/write-offs", body, as: office.checker)
            #expect(try await office.code("\(path)/write-offs", body, as: office.checker) == "more_than_due")
            #expect(try await office.get(path, as: office.checker)["may_write_off"]?.flag == false)
            #expect(try await office.code("\(path)/reports", Sponsoring.report("0.01")) == "more_than_granted")
            _ = try await office.act("\(path)/reports", Sponsoring.report("0"))
            _ = try await office.act("\(path)/closing", as: office.checker)
            #expect(try await office.state(id) == "closed")
        }
        #expect(try await office.balance("node.grants", of: tree.district) == "0.00")
        #expect(try await office.balance("node.grant_due", of: tree.district) == "0.00")
        #expect(try await office.unbalanced() == 0)
    }

    @Test func `H17 writing off asks for the capability to decide, and for an application that was approved`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let body: Value = ["amount": "1", "reason": "x"]
        let waiting = try await office.grant(in: .submitted, .plain, of: tree.district)
        #expect(try await office.code("/grants/\(waiting)/write-offs", body, as: office.checker) == "not_granted")
        let id = try await office.grant(in: .approved, .plain, of: tree.district)
        let path = "/grants/\(id)/write-offs"
        for capability in Capability.allCases where capability != .recordDecision {
            let officer = try await office.officer([capability], at: tree.district)
            #expect(try await office.code(path, body, as: officer) == "capability_not_given", "\(capability)")
        }
        let elsewhere = try await office.officer([.recordDecision], at: tree.other)
        #expect(try await office.code(path, body, as: elsewhere) == "not_found")
        #expect(try await office.code(path, body, as: office.stranger) == "not_found")
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "k", roles: [.admin], credential: .key(name: "k"))
        #expect(try await office.code(path, body, as: key) == "not_a_person")
        let officer = try await office.officer([.recordDecision], at: tree.district)
        let off = try await office.act(path, body, as: officer)["id"]?.text ?? ""
        let back = "/grant-write-offs/\(off)/reversal"
        #expect(try await office.code(back, ["reason": "x"], as: elsewhere) == "not_found")
        #expect(try await office.code(back, ["reason": "x"], as: office.stranger) == "not_found")
    }

    @Test func `H11 a line of the bank is booked for no more of a grant than still comes`() async throws {
        let one = try await NodeBankCase()
        let id = try await one.office.grant(in: .approved, .plain, of: one.tree.district)
        let off: Value = ["amount": "2000", "reason": "the council pays ten thousand"]
        _ = try await one.office.act("/grants/\(id)/write-offs", off, as: one.office.checker)
        let whole = try await one.take("2026-11-18,youth,Sports Council,12000.00,TX 8\n")
        #expect(try await one.lines(whole).first?["finding"]?["verdict"]?.text == "unclear")
        let rest = try await one.take("2026-11-18,youth,Sports Council,10000.00,TX 9\n")
        #expect(try await one.lines(rest).first?["finding"]?["grant"]?.text == id)
        _ = try await one.office.act("/org-statements/\(rest)/booking")
        #expect(try await one.office.balance("node.grant_due", of: one.tree.district) == "0.00")
    }
}
