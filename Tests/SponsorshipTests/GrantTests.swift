import Kernel
import Ledger
import People
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// Applications for grants: what may follow what, who decides, and how they are spent.
@Suite struct GrantTests {
    /// The moves of each course, written down a second time.
    // swift-format-ignore
    private static let moves: [GrantCourse: [Grant.State: [Grant.Event: Grant.State]]] = [
        .plain: [
            .draft:        [.submit: .submitted],
            .submitted:    [.approve: .approved, .reject: .rejected],
            .approved:     [.report: .reporting],
            .reporting:    [.report: .reporting, .close: .closed],
            .rejected:     [:],
            .closed:       [:],
        ],
        .ministry: [
            .draft:        [.submit: .submitted],
            .submitted:    [.beginReview: .underReview],
            .underReview:  [.approve: .awarded, .reject: .rejected],
            .awarded:      [.markInProgress: .inProgress, .promote: .reportingDue],
            .inProgress:   [.promote: .reportingDue, .report: .inProgress],
            .reportingDue: [.report: .reportingDue, .close: .closed],
            .closed:       [:],
            .rejected:     [:],
        ],
    ]

    /// Every verb in every state, over the routes: what the table has not is 409 and leaves no trace.
    private func tryAll(_ course: GrantCourse) async throws {
        let office = try await Sponsoring()
        let node = try await office.tree().district
        for (from, targets) in try found(Self.moves[course]) {
            for event in Grant.Event.allCases {
                let id = try await office.grant(in: from, course, of: node)
                // A report is there wherever one is allowed, so that closing is refused by the table alone.
                if event == .close, course.moves.target(from: from, on: .report) == from {
                    _ = try await office.act("/grants/\(id)/reports", Sponsoring.report("1"))
                }
                let verb = try found(office.verbs(id).first { $0.event == event })
                let history = try await office.count("SELECT count(*) FROM history")
                let rows = try await office.count("SELECT count(*) FROM ledger_row")
                let code = try await office.code(verb.path, verb.body, as: verb.asker)
                #expect(code == (targets[event] == nil ? "illegal_move" : nil), "\(from) on \(event)")
                #expect(try await office.state(id) == (targets[event] ?? from).rawValue, "\(from) on \(event)")
                guard targets[event] == nil else { continue }
                #expect(try await office.count("SELECT count(*) FROM history") == history, "\(from) on \(event)")
                #expect(try await office.count("SELECT count(*) FROM ledger_row") == rows, "\(from) on \(event)")
            }
        }
        #expect(try await office.unbalanced() == 0)
    }

    @Test func `H06 F08.05.04 the whole matrix of the plain application: what its table has not is refused`()
        async throws
    {
        try await tryAll(.plain)
    }

    @Test
    func `H16 F08.05.07 the whole matrix of the ministry application: 7 edges forward, one to rejected, no other`()
        async throws
    {
        let edges = Set(GrantCourse.ministryMoves.moves.filter { $0.from != $0.to }.map { [$0.from, $0.to] })
        let states: [Grant.State] = [
            .draft, .submitted, .underReview, .awarded, .inProgress, .reportingDue, .closed, .rejected,
        ]
        let order = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($1, $0) })
        for from in states {
            for to in states where from != to {
                let isEdge = Self.moves[.ministry]?[from]?.values.contains(to) ?? false
                #expect(edges.contains([from, to]) == isEdge, "\(from) → \(to)")
            }
        }
        let forward = edges.filter { $0[1] != .rejected }
        #expect(forward.count == 7 && edges.count == 8)
        #expect(forward.allSatisfy { (order[$0[0]] ?? 0) < (order[$0[1]] ?? 0) })
        #expect(GrantCourse.ministryMoves.isFinal(.rejected) && GrantCourse.ministryMoves.isFinal(.closed))
        try await tryAll(.ministry)
    }

    @Test func `H06 J19 a draft is free to change and frozen once it is submitted, before its last day`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let body = Sponsoring.application(tree.district)
        #expect(try await office.code("/grants", body.adding("ends_on", "2026-01-01")) == "ends_before_start")
        #expect(try await office.code("/grants", body.adding("requested", "0")) == "out_of_range")
        let id = try await office.grant(body.adding("apply_by", "2026-11-18"))
        let path = "/grants/\(id)"
        let change: Value = ["requested": "11000", "version": 1]
        #expect(try await office.code(path, change, .patch) == nil)
        #expect(try await office.code(path, change, .patch) == "changed_meanwhile")
        #expect(try await office.get(path)["requested"]?.text == "11000.00")
        office.clock.advance(.days(1))
        #expect(try await office.code("\(path)/submission") == "too_late")
        _ = try await office.act(path, ["apply_by": "2026-11-30", "version": 2])
        _ = try await office.act("\(path)/submission")
        #expect(try await office.code(path, ["requested": "12000", "version": 4]) == "frozen")
        // Only the list of what is there.
        for (query, count) in [("state=submitted", 1), ("state=draft", 0), ("course=ministry", 0), ("", 1)] {
            #expect(try await office.get("/grants?\(query)")["items"]?.list?.count == count, "\(query)")
        }
        #expect(try await office.get("/grants?under=\(tree.other)")["items"]?.list == [])
        // Approval fixes the amount and needs the day of the report.
        let approval = "\(path)/approval"
        #expect(try await office.code(approval, Sponsoring.terms(), as: office.admin) == "own_work")
        #expect(try await office.code(approval, ["amount": "9000"], as: office.checker) == "required")
        #expect(
            try await office.code(approval, Sponsoring.terms("11000.01"), as: office.checker) == "more_than_requested")
        let past = Sponsoring.terms("9000", closing: "2026-11-18")
        #expect(try await office.code(approval, past, as: office.checker) == "day_is_over")
        let made = try await office.act(approval, Sponsoring.terms("9000"), as: office.checker)
        #expect(made["granted"]?.text == "9000.00" && made["closes_on"]?.text == "2027-12-31")
        #expect(try await office.balance("node.grants", of: tree.district) == "9000.00")
        #expect(try await office.balance("node.grant_due", of: tree.district) == "9000.00")
    }

    @Test func `H07 F08.05.05 J20 reports come after approval, never say more than was granted, and closing needs one`()
        async throws
    {
        let office = try await Sponsoring()
        let node = try await office.tree().district
        for course in GrantCourse.allCases {
            let early = try await office.grant(in: .submitted, course, of: node)
            #expect(try await office.code("/grants/\(early)/reports", Sponsoring.report("1")) == "illegal_move")
        }
        let id = try await office.grant(in: .reportingDue, .ministry, of: node)
        let path = "/grants/\(id)"
        #expect(try await office.code("\(path)/closing", as: office.checker) == "report_needed")
        #expect(
            try await office.code("\(path)/reports", Sponsoring.report("1", to: "2029-01-01")) == "in_the_future")
        let first = try await office.act("\(path)/reports", Sponsoring.report("7000"))
        #expect(try await office.code("\(path)/reports", Sponsoring.report("5000.01")) == "more_than_granted")
        _ = try await office.act("\(path)/reports", Sponsoring.report("5000"))
        let shown = try await office.get(path)
        #expect(shown["spent"]?.text == "12000.00" && shown["left"]?.text == "0.00")
        let back = "/grant-reports/\(first["id"]?.text ?? "")/reversal"
        _ = try await office.act(back, ["reason": "counted twice"])
        #expect(try await office.code(back, ["reason": "x"]) == "reversed_already")
        #expect(try await office.get(path)["left"]?.text == "7000.00")
        let reports = try await office.get("\(path)/reports")["items"]?.list
        #expect(reports?.compactMap { $0["is_reversed"] } == [true, false])
        #expect(try await office.code("\(path)/closing") == "own_work")
        _ = try await office.act("\(path)/closing", as: office.checker)
        #expect(try await office.code("\(path)/reports", Sponsoring.report("1")) == "illegal_move")
        let late = "/grant-reports/\(reports?.last?["id"]?.text ?? "")/reversal"
        #expect(try await office.code(late, ["reason": "x"]) == "illegal_move")
        for change in ["DELETE FROM grant_report", "DELETE FROM grant_verdict"] as [SQL] {
            await #expect(throws: (any Error).self) { try await office.database.write { try $0.run(change) } }
        }
    }

    @Test func `H17 F08.05.08 each verb asks for its own capability, and for nothing else`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let states: [Grant.Event: Grant.State] = [
            .submit: .draft, .beginReview: .submitted, .approve: .underReview, .reject: .underReview,
            .markInProgress: .awarded, .promote: .inProgress, .report: .reportingDue, .close: .reportingDue,
        ]
        var officers: [Capability: Principal] = [:]
        for capability in Capability.allCases {
            officers[capability] = try await office.officer([capability], at: tree.district)
        }
        let elsewhere = try await office.officer(Capability.allCases, at: tree.other)
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "k", roles: [.admin], credential: .key(name: "k"))
        for event in Grant.Event.allCases {
            let id = try await office.grant(in: try found(states[event]), .ministry, of: tree.district)
            if event == .close { _ = try await office.act("/grants/\(id)/reports", Sponsoring.report("1")) }
            let verb = try found(office.verbs(id).first { $0.event == event })
            #expect(try await office.code(verb.path, verb.body, as: elsewhere) == "not_found", "\(event)")
            #expect(try await office.code(verb.path, verb.body, as: office.stranger) == "not_found", "\(event)")
            for (capability, officer) in officers where capability != event.capability {
                #expect(
                    try await office.code(verb.path, verb.body, as: officer) == "capability_not_given",
                    "\(event) by \(capability)")
            }
            // A program decides nothing.
            if [.approve, .reject, .beginReview, .close].contains(event) {
                #expect(try await office.code(verb.path, verb.body, as: key) == "not_a_person", "\(event)")
            }
            // The review was begun by the second admin, who comes first; an officer of the verb comes after.
            if event == .approve || event == .reject {
                #expect(
                    try await office.code(verb.path, verb.body, as: officers[.recordDecision]) == "other_reviewer")
                continue
            }
            #expect(try await office.code(verb.path, verb.body, as: officers[event.capability]) == nil, "\(event)")
        }
    }

    @Test func `H18 every move of a grant is a row of the office's chain, which nobody changes`() async throws {
        let office = try await Sponsoring()
        let id = try await office.grant(in: .closed, .ministry, of: try await office.tree().district)
        let trail = try await office.get("/grants/\(id)")["history"]?.list ?? []
        #expect(
            trail.compactMap { $0["event"]?.text }.reversed() == [
                "drafted", "submit", "begin_review", "approve", "mark_in_progress", "promote", "report", "close",
            ])
        #expect(trail.allSatisfy { $0["who"]?.text?.hasPrefix("person:") == true })
        let rows = try await office.count("SELECT count(*) FROM history")
        #expect(try await office.database.read { try History.verify($0) } == .whole(rows: rows))
        for change in ["UPDATE history SET reason = 'x'", "DELETE FROM history"] as [SQL] {
            await #expect(throws: (any Error).self) { try await office.database.write { try $0.run(change) } }
        }
    }

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
}
