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
}
