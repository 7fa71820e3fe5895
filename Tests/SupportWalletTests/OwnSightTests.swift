import Cohorts
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// What a participant may never see: looked for in the types and in every answer.
@Suite struct OwnSightTests {
    @Test func `I07 no member of what a participant is answered can hold an amount`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let id = try await office.ask(.data, group)
        let request = try await office.request(id)
        // Identities, closed lists, days and the mission's title.
        for child in Mirror(reflecting: OwnRequest(request, mission: "x")).children {
            let type = String(describing: type(of: child.value))
            #expect(
                !type.contains("Cents") && !type.hasPrefix("Int") && !type.contains("Value"),
                "\(child.label ?? ""): \(type)")
        }
    }

    @Test func `I06 I13 planted amounts are in no answer, no refusal and no header that a participant gets`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(2)
        let admin = office.principal(.admin, 6)
        var rules = SupportRules()
        rules.values = [
            .data: Cents(773_191), .transport: Cents(773_293), .tools: Cents(773_397), .cash: Cents(773_499),
        ]
        rules.midValue = Cents(778_887)
        let (act, planted) = (office.act, rules)
        try await office.write { db, _ in
            try planted.write(act, db)
            try WalletSettings(allocation: Cents(7_793_917), currency: .usd).write(act, db)
        }
        var told: [String] = []
        func hear(_ method: Web.Method, _ path: String, _ body: Value = .null, _ person: Int = 0) async throws {
            do {
                let answer = try await office.caller.call(method, path, body, as: group.askers[person])
                told.append(answer.value.json)
                told += answer.headers.map { "\($0.name): \($0.value)" }
            } catch let errors as FieldErrors {
                told.append("\(errors)")
            } catch let refusal as any Refusal {
                told += [refusal.code, refusal.reason, refusal.field ?? ""]
            }
        }
        for kind in SupportKind.allCases {
            for _ in 0..<3 {
                office.clock.advance(.seconds(1))
                try await hear(.post, "/support/request", Supporting.wish(kind, group.mission))
                try await hear(.get, "/support")
                try await office.triage()
                try await hear(.get, "/support/requests")
            }
        }
        let queue = try await office.caller.call(.get, "/admin/support/queue?limit=200", as: admin)
        let ids = queue["items"]?.list?.compactMap { $0["id"]?.text } ?? []
        #expect(!ids.isEmpty)
        for (place, id) in ids.enumerated() {
            let path = "/admin/support/\(id)"
            if place == 0 {
                _ = try await office.caller.call(.post, "\(path)/clarify", ["question": "which_day"], as: admin)
                try await hear(.get, "/support")
                try await hear(.post, "/support/requests/\(id)/answer", ["answer": "soon"])
            } else {
                _ = try await office.caller.call(.post, "\(path)/deny", ["reason": "budget_exhausted"], as: admin)
            }
            try await hear(.get, "/support/requests")
            for other in ["/admin/wallets", path, "\(path)/approve", "/admin/support/rules", "/admin/support/sums"] {
                try await hear(.get, other)
            }
        }
        try await office.close(group.cohort)
        try await office.keep()
        for path in ["/support", "/support/requests"] { try await hear(.get, path) }
        #expect(told.count > 40)
        let marks = ["7731", "7732", "7733", "7734", "7,73", "7788", "77939", "77,939", "7793917", "$", "USD"]
        for text in told {
            for mark in marks { #expect(!text.contains(mark), "\(mark) in \(text)") }
        }
    }

    @Test func `I13 a request is answered alike whatever its tier, and others' requests are nobody's`() async throws {
        let office = try await Supporting()
        let group = try await office.group(3)
        // One is automatic, one an operator's, one an admin's, and one has no budget left.
        let wallet = try await office.wallet(group.people[2])
        let overhead: Value = ["amount": "100", "purpose": "venue", "reference": "A", "spent_on": Value(office.today)]
        _ = try await office.caller.call(
            .post, "/admin/wallets/\(wallet.id)/overhead", overhead, as: office.principal(.admin, 6))
        var answers: [Value] = []
        for (kind, person) in [(SupportKind.data, 0), (.tools, 0), (.cash, 1), (.data, 2)] {
            office.clock.advance(.seconds(1))
            let made = try await office.caller.call(
                .post, "/support/request", Supporting.wish(kind, group.mission), as: group.askers[person])
            guard case .object(var fields) = made.value else { continue }
            for name in ["id", "type", "type_label"] { fields[name] = nil }
            answers.append(.object(fields))
        }
        #expect(answers.count == 4 && Set(answers.map(\.json)).count == 1)
        try await office.triage()
        // The second tier, the third and the exhausted one read the same.
        let words = [
            try await office.own(group)[0], try await office.own(group, 1)[0], try await office.own(group, 2)[0],
        ]
        #expect(words.map { $0["status"] } == ["in_review", "in_review", "in_review"])
        #expect(try await office.own(group).count == 2)
        #expect(try await office.own(group, 1).count == 1)
    }

    @Test func `I06 no route of support is a mentor's, and a participant's are those below /support alone`()
        async throws
    {
        let office = try await Supporting()
        let routes = office.caller.routes.filter { $0.access != .open }
        #expect(routes.filter { $0.access.admits([.mentor]) }.map(\.pattern) == [])
        let own = routes.filter { $0.access.admits([.participant]) }
        #expect(own.count > 8 && own.allSatisfy { "\($0.pattern)/".hasPrefix("/support/") })
    }
}
