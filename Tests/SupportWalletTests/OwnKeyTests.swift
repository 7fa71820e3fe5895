import Applications
import Cohorts
import Crypto
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// Keys of commands, and who may decide what they could have asked themselves.
@Suite struct OwnKeyTests {
    @Test func `two participants who choose the same key each get their own answer`() async throws {
        let office = try await Supporting()
        let group = try await office.group(2)
        let body = Supporting.wish(.data, group.mission)
        let ids = try await Self.both(office, group, "/support/request", body).compactMap { $0["id"]?.text }
        #expect(Set(ids).count == 2)
        for person in 0..<2 { #expect(try await office.own(group, person).count == 1) }
        // The same person with the same key is answered as before.
        let again = try await office.caller.call(
            .post, "/support/request", body, as: group.askers[0], key: "1")
        #expect(again["id"]?.text == ids[0] && again.headers.contains { $0.name == "Idempotency-Replayed" })
    }

    private static func both(
        _ office: Supporting, _ group: Supporting.Group, _ path: String, _ body: Value
    ) async throws -> [Value] {
        var answers: [Value] = []
        for asker in group.askers {
            answers.append(try await office.caller.call(.post, path, body, as: asker, key: "1").value)
        }
        return answers
    }

    @Test func `I23 the same account sent twice by one key costs one try`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        _ = try await office.ask(.cash, group)
        let body: Value = ["bank": "011", "account_number": "0000014579", "is_mine": true]
        func give(_ key: String) async throws -> String {
            do {
                return try await office.caller.call(
                    .post, "/support/account", body, as: group.askers[0], key: key)["account"]?.text ?? ""
            } catch let refusal as any Refusal { return refusal.code }
        }
        // What the bank does not know is told again, and asked once.
        for _ in 1...3 { #expect(try await give("a") == "not_resolved") }
        office.providers.simulator.know("ADAEZE OKONKWO", bank: "011", number: "0000014579")
        #expect(try await give("a") == "not_resolved")
        let made = try await give("b")
        for _ in 1...3 { #expect(try await give("b") == made) }
        let tries = try await office.read { db, _ in
            try db.value("SELECT count(*) FROM support_account_try", as: Int.self)
        }
        #expect(tries == 2)
        // The same key with another number is refused, and with it nobody tries numbers for nothing.
        let other: Value = ["bank": "011", "account_number": "1234567895", "is_mine": true]
        let refused = await #expect(throws: IdempotencyRefusal.self) {
            try await office.caller.call(.post, "/support/account", other, as: group.askers[0], key: "b")
        }
        #expect(refused == .otherBody)
        let kept = try await office.read { db, _ in try db.rows("SELECT * FROM idempotency").map { "\($0)" } }
        let words = ["0000014579", "OKONKWO", "First Bank", "•", "\"number\"", "\"bank\"", "\"name\""]
        for word in words { #expect(!kept.contains { $0.contains(word) }, "\(word)") }
        // What is told again is the account as it stands, masked.
        let again = try await office.caller.call(.post, "/support/account", body, as: group.askers[0], key: "b")
        #expect(again["bank"] == "First Bank of Nigeria" && again["number"] == "••••••••79")
        #expect(again["name"] == "A••••• O••••••")
    }

    @Test func `I44 who set a participant's password decides nothing that it could have asked, and hands nothing out`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let (maker, other) = (office.principal(.admin, 6), office.principal(.admin, 7))
        let login = "/participants/\(group.people[0])/support-login"
        #expect(try await office.code(.post, login, as: maker) == nil)
        let id = try await office.ask(.transport, group)
        try await office.triage()
        // Another password since does not make it undone.
        office.clock.advance(.seconds(1))
        #expect(try await office.code(.post, login, as: office.principal(.programmeOperator, 8)) == nil)
        let path = "/admin/support/\(id)"
        for person in [maker, office.principal(.programmeOperator, 8)] {
            #expect(try await office.code(.post, "\(path)/approve", [:], as: person) == "own_sign_in")
            #expect(try await office.code(.post, "\(path)/deny", ["reason": "other"], as: person) == "own_sign_in")
            #expect(
                try await office.code(.post, "\(path)/clarify", ["question": "which_day"], as: person) == "own_sign_in")
        }
        #expect(try await office.code(.post, "\(path)/approve", [:], as: other) == nil)
        let shown = try await office.caller.call(.post, "/support/requests/\(id)/voucher", as: group.askers[0])
        let code: Value = ["code": .string(shown["code"]?.text ?? "")]
        #expect(try await office.code(.post, "/admin/support/redemptions", code, as: maker) == "own_sign_in")
        #expect(try await office.code(.post, "/admin/support/redemptions", code, as: other) == nil)
        // Whoever made a password long before the one by which it was asked may decide.
        office.clock.advance(.seconds(1))
        #expect(try await office.code(.post, login, as: other) == nil)
        let later = try await office.ask(.data, group)
        try await office.triage()
        #expect(try await office.code(.post, "/admin/support/\(later)/deny", ["reason": "other"], as: maker) == nil)
    }

    @Test func `K04 I43 what is written of a participant is sealed, without long numbers, and anew by a new key`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let id = try await office.ask(.data, group)
        try await office.triage()
        let staff = office.principal(.programmeOperator)
        #expect(
            try await office.code(.post, "/admin/support/\(id)/clarify", ["question": "which_day"], as: staff) == nil)
        let answer: Value = ["answer": "Zanzibar on Monday"]
        #expect(try await office.code(.post, "/support/requests/\(id)/answer", answer, as: group.askers[0]) == nil)
        let reason: Value = ["reason": "lent the Zanzibar phone (0803) 123-4567"]
        #expect(
            try await office.code(.post, "/participants/\(group.people[0])/support-flags", reason, as: staff) == nil)
        for table in ["support_flag", "support_request", "history", "idempotency"] {
            let rows = try await office.read { db, _ in
                try db.rows("SELECT * FROM \(part: SQL(stringLiteral: table))").map { "\($0)" }
            }
            #expect(!rows.contains { $0.contains("Zanzibar") }, "\(table)")
        }
        let shown = try await office.caller.call(.get, "/admin/support/\(id)", as: staff)
        #expect(shown["flags"]?.list?.first?["flag_reason"] == "lent the Zanzibar phone (•••")
        #expect(shown["answer"] == "Zanzibar on Monday")
        let both = PersonalKeys(
            sealing: SealingKeys([1: Array(repeating: 7, count: 32), 2: Array(repeating: 8, count: 32)]),
            hashing: Array(repeating: 9, count: 32))
        for count in [2, 0] {
            #expect(try await office.write { db, _ in try SupportRequest.reseal(keys: both, db) } == count)
            #expect(try await office.write { db, _ in try RiskFlag.reseal(keys: both, db) } == count / 2)
        }
        let found = try await office.request(id)
        let opened = try both.opened(
            try #require(found.sealedAnswer), place: SupportRequest.place("answer", id))
        #expect(opened == "Zanzibar on Monday")
    }
}
