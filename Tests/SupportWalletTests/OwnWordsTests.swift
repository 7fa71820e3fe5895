import Cohorts
import Kernel
import Storage
import Testing
import Web

@testable import SupportWallet

/// What a participant writes and reads, in more than one line and for more than one end.
@Suite struct OwnWordsTests {
    @Test func `a justification, an answer and a journal may have lines`() async throws {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let lines = "The market is far.\r\nTwo buses each way."
        let wish = Supporting.wish(.data, group.mission).adding("justification", .string(lines))
        #expect(try await office.code(.post, "/support/request", wish, as: group.askers[0]) == nil)
        let text: Value = ["kind": "reflection", "text": .string(lines)]
        #expect(try await office.code(.post, "/support/journal", text, as: group.askers[0]) == nil)
        try await office.triage()
        let id = try #require(try await office.own(group)[0]["id"]?.text)
        let staff = office.principal(.programmeOperator)
        #expect(
            try await office.code(.post, "/admin/support/\(id)/clarify", ["question": "which_day"], as: staff) == nil)
        let answer: Value = ["answer": .string(lines)]
        #expect(try await office.code(.post, "/support/requests/\(id)/answer", answer, as: group.askers[0]) == nil)
        let shown = try await office.caller.call(.get, "/admin/support/\(id)", as: staff)
        #expect(
            shown["justification"] == "The market is far.\nTwo buses each way."
                && shown["answer"] == shown["justification"])
    }

    @Test func `I38 eligibility that begins with the first attempt and lasts is maintained`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let (start, id) = (office.clock.now(), group.people[0])
        try await office.write { db, tenant in
            for (number, code) in [Eligibility.noRecentAttempt, .eligible, .ended].enumerated() {
                try db.run(
                    """
                    INSERT INTO support_eligibility (tenant_id, participant_id, number, code, at)
                    VALUES (\(tenant), \(id), \(number + 1), \(code), \(start))
                    """)
            }
        }
        let told = try await office.caller.call(.get, "/support/summary", as: group.askers[0])
        #expect(told["support"]?.list == ["Support not required", "Eligibility maintained"])
    }

    @Test func `I41 who asked and was given nothing does not read that nothing was required`() async throws {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let id = try await office.ask(.data, group)
        try await office.triage()
        let denial: Value = ["reason": "budget_exhausted"]
        let staff = office.principal(.programmeOperator)
        #expect(try await office.code(.post, "/admin/support/\(id)/deny", denial, as: staff) == nil)
        let told = try await office.caller.call(.get, "/support/summary", as: group.askers[0])
        #expect(told["support"]?.list?.first == "Support asked for")
    }

    @Test func `I42 the journal says when the office made the password, and that another was chosen since`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        func told(_ name: String) async throws -> Value? {
            try await office.caller.call(.get, "/support/journal", as: group.askers[0])[name]
        }
        #expect(try await told("password_made_on") == Value(office.today))
        #expect(try await told("password_changed_on") == .null)
        let (now, who) = (office.clock.now(), group.askers[0].who)
        try await office.write { db, tenant in
            guard let person = group.askers[0].person else { return }
            try History.append(
                HistoryEntry("person", person, "password_changed", by: who, at: now), tenant: tenant, db)
        }
        // By whoever had the office's: so the office's stays told.
        #expect(try await told("password_made_on") == Value(office.today))
        #expect(try await told("password_changed_on") == Value(office.today))
    }
}
