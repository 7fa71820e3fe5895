import Kernel
import Ledger
import People
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// Who decides on a grant: questions before, several people above a limit, and the income once it is approved.
@Suite struct GrantDecisionTests {
    @Test func `H22 nothing is decided while a question is open, and the answer goes back to the same reviewer`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let reviewer = try await office.officer([.recordDecision, .beginReview], at: tree.district)
        let other = try await office.officer([.recordDecision, .beginReview], at: tree.district)
        let applicant = try await office.officer([.submit], at: tree.district)
        for course in GrantCourse.allCases {
            let id = try await office.grant(in: .submitted, course, of: tree.district)
            let path = "/grants/\(id)"
            let question: Value = ["question": "Which clubs?"]
            if course == .ministry {
                #expect(try await office.code("\(path)/questions", question, as: reviewer) == "illegal_move")
                _ = try await office.act("\(path)/review", as: reviewer)
            }
            #expect(try await office.code("\(path)/answer", ["words": "Eight"]) == "no_question")
            #expect(try await office.code("\(path)/questions", question, as: applicant) == "capability_not_given")
            #expect(try await office.code("\(path)/questions", question) == "own_work")
            _ = try await office.act("\(path)/questions", question, as: reviewer)
            #expect(try await office.code("\(path)/questions", question, as: reviewer) == "question_open")
            #expect(try await office.code("\(path)/approval", Sponsoring.terms(), as: reviewer) == "question_open")
            #expect(try await office.code("\(path)/rejection", ["reason": "x"], as: reviewer) == "question_open")
            #expect(try await office.code("\(path)/answer", ["words": "Eight"], as: reviewer) == "capability_not_given")
            _ = try await office.act("\(path)/answer", ["words": "Eight, listed in the plan"], as: applicant)
            #expect(try await office.state(id) == (course == .plain ? "submitted" : "under_review"))
            let mine = try await office.get("/grants?mine=true", as: reviewer)["items"]?.list?.first
            #expect(mine?["id"]?.text == id && mine?["reviewer"]?.text == reviewer.who.text)
            #expect(try await office.get("/grants?mine=true", as: other)["items"]?.list == [])
            #expect(try await office.code("\(path)/approval", Sponsoring.terms(), as: other) == "other_reviewer")
            _ = try await office.act("\(path)/approval", Sponsoring.terms(), as: reviewer)
        }
    }

    @Test func `H23 above the office's limit distinct people approve the same; nobody twice, and no approver rejects`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        #expect(try await office.code("/grant-rules", ["above": "10000", "approvals": 0]) == "out_of_range")
        _ = try await office.act("/grant-rules", ["above": "10000", "approvals": 3])
        #expect(try await office.get("/grant-rules")["above"]?.text == "10000.00")
        var people: [Principal] = []
        for _ in 0..<3 { people.append(try await office.officer([.recordDecision], at: tree.federation)) }
        #expect(
            try await office.code("/grant-rules", ["above": "1", "approvals": 1], as: people[0]) == "role_missing")
        let id = try await office.grant(in: .submitted, .plain, of: tree.district)
        let path = "/grants/\(id)/approval"
        let first = try await office.act(path, Sponsoring.terms(), as: people[0])
        #expect(first["state"]?.text == "submitted" && first["approvals"]?.integer == 1)
        #expect(first["approvals_needed"]?.integer == 3 && first["granted"]?.isNull == true)
        #expect(try await office.code(path, Sponsoring.terms(), as: people[0]) == "decided_already")
        #expect(
            try await office.code("/grants/\(id)/rejection", ["reason": "x"], as: people[0]) == "decided_already")
        #expect(try await office.code(path, Sponsoring.terms("11000"), as: people[1]) == "other_terms")
        _ = try await office.act(path, Sponsoring.terms(), as: people[1])
        #expect(try await office.balance("node.grants", of: tree.district) == nil)
        let last = try await office.act(path, Sponsoring.terms(), as: people[2])
        #expect(last["state"]?.text == "approved" && last["verdicts"]?.list?.count == 3)
        #expect(try await office.balance("node.grants", of: tree.district) == "12000.00")
        // At the limit one is enough; and one no ends it, whoever approved before.
        let small = try await office.grant(in: .submitted, .plain, of: tree.district)
        _ = try await office.act("/grants/\(small)/approval", Sponsoring.terms("10000"), as: people[0])
        #expect(try await office.state(small) == "approved")
        let gone = try await office.grant(in: .submitted, .plain, of: tree.district)
        _ = try await office.act("/grants/\(gone)/approval", Sponsoring.terms(), as: people[0])
        _ = try await office.act("/grants/\(gone)/rejection", ["reason": "no"], as: people[1])
        #expect(try await office.state(gone) == "rejected")
        #expect(try await office.balance("node.grants", of: tree.district) == "22000.00")
    }

    @Test func `H13 F08.05.05 a grant is income once, when it is approved, and its money comes onto the node's books`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        func total() async throws -> String? {
            try await office.get("/financial-reporting/revenue-summary?source=grant")["totals"]?.list?.first?[
                "amount"]?.text
        }
        let id = try await office.grant(in: .submitted, .plain, of: tree.district)
        let path = "/grants/\(id)"
        let money: Value = [
            "amount": "5000", "currency": "EUR", "received_on": "2026-11-18", "reference": "G-1",
        ]
        #expect(try await total() == nil)
        #expect(try await office.code("\(path)/receipts", money) == "not_granted")
        _ = try await office.act("\(path)/approval", Sponsoring.terms(), as: office.checker)
        #expect(try await total() == "12000.00")
        let receipt = try await office.act("\(path)/receipts", money)
        #expect(try await office.code("\(path)/receipts", money.adding("amount", "1")) == "reference_taken")
        #expect(
            try await office.code("\(path)/receipts", money.adding("amount", "7000.01").adding("reference", "G-2"))
                == "more_than_granted")
        #expect(
            try await office.code("\(path)/receipts", money.adding("currency", "USD").adding("reference", "G-2"))
                == "other_currency")
        #expect(
            try await office.code("\(path)/receipts", money.adding("received_on", "2029-01-01")) == "in_the_future")
        _ = try await office.act("\(path)/reports", Sponsoring.report("5000"))
        #expect(try await office.state(id) == "reporting")
        #expect(try await total() == "12000.00", "counted once, approved or reporting")
        #expect(try await office.balance("node.bank", of: tree.district) == "5000.00")
        #expect(try await office.balance("node.grant_due", of: tree.district) == "7000.00")
        // The walk from each entry to the grant and the bank's reference.
        for entry in try await office.get("/org-nodes/\(tree.district)/entries")["items"]?.list ?? [] {
            let walk = try await office.get("/org-entries/\(entry["id"]?.text ?? "")")
            #expect(walk["grant"]?.text == id && walk["grant_title"]?.text == "Youth development")
            let isReceipt = walk["subject"]?.text == "grant_receipt"
            #expect(walk["receipt_reference"]?.text == (isReceipt ? "G-1" : nil))
        }
        let back = "/grant-receipts/\(receipt["id"]?.text ?? "")/reversal"
        _ = try await office.act(back, ["reason": "another node's"])
        #expect(try await office.code(back, ["reason": "x"]) == "reversed_already")
        #expect(try await office.balance("node.grant_due", of: tree.district) == "12000.00")
        // A node with a grant that is not closed stays open.
        for node in tree.clubs + [tree.competition] {
            _ = try await office.act("/org-nodes/\(node)/closing", ["reason": "x"])
        }
        #expect(try await office.code("/org-nodes/\(tree.district)/closing", ["reason": "x"]) == "grants_open")
        _ = try await office.act("\(path)/closing", as: office.checker)
        #expect(try await office.code("/org-nodes/\(tree.district)/closing", ["reason": "x"]) == nil)
        #expect(try await office.code("/grants", Sponsoring.application(tree.district)) == "node_closed")
        #expect(try await office.unbalanced() == 0)
    }

    @Test func `H06 who changed a draft, or answered for it, decides nothing of it`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let all: [Capability] = [.submit, .recordDecision, .beginReview]
        let editor = try await office.officer(all, at: tree.district)
        let answerer = try await office.officer(all, at: tree.district)
        let id = try await office.grant(Sponsoring.application(tree.district))
        let path = "/grants/\(id)"
        _ = try await office.act(path, ["requested": "11000", "version": 1], as: editor)
        _ = try await office.act("\(path)/submission")
        let terms = Sponsoring.terms("11000")
        for (verb, body) in [("approval", terms), ("rejection", ["reason": "x"]), ("questions", ["question": "x"])] {
            #expect(try await office.code("\(path)/\(verb)", body, as: editor) == "own_work", "\(verb)")
        }
        let shown = try await office.get(path, as: editor)
        #expect(shown["may_approve"]?.flag == false && shown["may_reject"]?.flag == false)
        #expect(shown["is_own"]?.flag == true)
        _ = try await office.act("\(path)/questions", ["question": "Which clubs?"], as: office.checker)
        #expect(try await office.get(path, as: answerer)["may_approve"]?.flag == true)
        _ = try await office.act("\(path)/answer", ["words": "Eight"], as: answerer)
        #expect(try await office.code("\(path)/approval", terms, as: answerer) == "own_work")
        #expect(try await office.get(path, as: answerer)["may_approve"]?.flag == false)
        _ = try await office.act("\(path)/approval", terms, as: office.checker)
        #expect(try await office.state(id) == "approved")
    }

    @Test func `H23 fewer people than before hold a day later: nobody lifts the limit for the one grant that it binds`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        _ = try await office.act("/grant-rules", ["above": "10000", "approvals": 3])
        let id = try await office.grant(in: .submitted, .plain, of: tree.district)
        let lifted = try await office.act("/grant-rules", ["above": "100000", "approvals": 1], as: office.checker)
        #expect(lifted["is_waiting"]?.flag == true && lifted["approvals_now"]?.integer == 3)
        #expect(lifted["above"]?.text == "100000.00" && lifted["above_now"]?.text == "10000.00")
        _ = try await office.act("/grants/\(id)/approval", Sponsoring.terms(), as: office.checker)
        #expect(try await office.state(id) == "submitted")
        office.clock.advance(.hours(25))
        #expect(try await office.get("/grant-rules")["is_waiting"]?.flag == false)
        let next = try await office.grant(in: .submitted, .plain, of: tree.district)
        _ = try await office.act("/grants/\(next)/approval", Sponsoring.terms(), as: office.checker)
        #expect(try await office.state(next) == "approved")
        // More people hold at once; and no key sets any.
        let stricter = try await office.act("/grant-rules", ["above": "1", "approvals": 2])
        #expect(stricter["is_waiting"]?.flag == false)
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "robot", roles: [.admin], credential: .key(name: "robot"))
        #expect(try await office.code("/grant-rules", ["above": "1", "approvals": 1], as: key) == "not_a_person")
    }
}
