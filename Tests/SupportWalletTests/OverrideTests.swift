import Kernel
import Storage
import Testing
import Web

@testable import SupportWallet

/// Exceptions from the rules: proposed with a reason, decided by another.
@Suite struct OverrideTests {
    private static func id(_ value: Value?) -> String { value?["id"]?.text ?? "" }

    @Test func `I04 I44 another allocation is proposed with a reason and approved by another admin`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let wallet = try await office.wallet(group.people[0])
        let (one, other) = (office.principal(.admin, 6), office.principal(.admin, 7))
        let path = "/admin/wallets/\(wallet.id)/overrides"
        let wish: Value = ["amount": "150", "reason": "two missions abroad"]
        // swift-format-ignore
        let rows: [(Value, Principal, String?)] = [
            (["amount": "150"],                     one,                                   "required"),
            (["amount": "100", "reason": "same"],   one,                                   "nothing_new"),
            (wish,                                  office.principal(.programmeOperator),  "role_missing"),
            (wish,                                  office.principal(.impactOfficer),      "role_missing"),
            (wish,                                  one,                                   nil),
            (wish,                                  other,                                 "override_open"),
        ]
        for (body, asker, code) in rows { #expect(try await office.code(.post, path, body, as: asker) == code) }
        let shown = try await office.caller.call(.get, "/admin/support/overrides", as: office.principal(.impactOfficer))
        let override = "/admin/support-overrides/\(Self.id(shown["items"]?.list?.first))"
        #expect(try await office.code(.post, "\(override)/approval", as: one) == "own_work")
        #expect(try await office.find(wallet.id).allocated == Cents(10_000))
        #expect(try await office.code(.post, "\(override)/approval", as: other) == nil)
        #expect(try await office.code(.post, "\(override)/approval", as: other) == "illegal_move")
        let found = try await office.find(wallet.id)
        #expect(found.allocated == Cents(15_000))
        #expect(try await office.balance(wallet.id).remaining == Cents(15_000))
        // Below what is pending it is not.
        _ = try await office.ask(.data, group)
        try await office.triage()
        #expect(try await office.code(.post, path, ["amount": "4.99", "reason": "less"], as: one) == nil)
        let low = try await office.caller.call(.get, "/admin/support/overrides", as: one)
        let second = "/admin/support-overrides/\(Self.id(low["items"]?.list?.first))"
        #expect(try await office.code(.post, "\(second)/approval", as: other) == "below_spent")
        #expect(try await office.code(.post, "\(second)/refusal", as: other) == nil)
    }

    @Test func `I44 more than a kind is worth is an override, and its rate is on the dashboard`() async throws {
        let office = try await Supporting()
        let group = try await office.group(2)
        let (staff, one, other) = (
            office.principal(.programmeOperator), office.principal(.admin, 6), office.principal(.admin, 7)
        )
        let id = try await office.ask(.tools, group)
        try await office.triage()
        let path = "/admin/support/\(id)"
        #expect(try await office.code(.post, "\(path)/approve", ["amount": "15.01"], as: staff) == "override_needed")
        #expect(
            try await office.code(.post, "\(path)/overrides", ["amount": "15", "reason": "x"], as: staff)
                == "nothing_new")
        let made = try await office.caller.call(
            .post, "\(path)/overrides", ["amount": "25", "reason": "the better one"], as: one)
        let override = "/admin/support-overrides/\(Self.id(made.value))"
        #expect(try await office.code(.post, "\(override)/approval", as: staff) == "role_missing")
        #expect(try await office.code(.post, "\(override)/approval", as: one) == "own_work")
        #expect(try await office.code(.post, "\(override)/approval", as: other) == nil)
        #expect(try await office.code(.post, "\(path)/approve", [:], as: staff) == nil)
        #expect(try await office.request(id).amount == Cents(2500))
        // Another request by the rules.
        _ = try await office.ask(.data, group, 1)
        try await office.triage()
        let sums = try await office.caller.call(.get, "/admin/support/sums", as: office.principal(.impactOfficer))
        #expect(sums["overrides"]?["overridden_requests"] == 1 && sums["overrides"]?["approved_requests"] == 2)
        #expect(sums["overrides"]?["request_percent"] == "50.00")
        // What was decided meanwhile is not overridden, and who set the password overrides nothing.
        let open = try await office.ask(.tools, group, 1)
        try await office.triage()
        let late = try await office.caller.call(
            .post, "/admin/support/\(open)/overrides", ["amount": "25", "reason": "y"], as: staff)
        #expect(try await office.code(.post, "/admin/support/\(open)/deny", ["reason": "other"], as: staff) == nil)
        #expect(
            try await office.code(.post, "/admin/support-overrides/\(Self.id(late.value))/approval", as: one)
                == "not_queued")
        for unknown in ["approval", "refusal"] {
            let path = "/admin/support-overrides/\(SupportOverride.ID(bits: 1))/\(unknown)"
            #expect(try await office.code(.post, path, as: one) == "unknown_override")
        }
    }

    @Test func `I32 an override's words are never changed`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let wallet = try await office.wallet(group.people[0])
        _ = try await office.caller.call(
            .post, "/admin/wallets/\(wallet.id)/overrides", ["amount": "150", "reason": "x"],
            as: office.principal(.admin, 6))
        let statements: [SQL] = [
            "UPDATE support_override SET amount_cents = 1", "UPDATE support_override SET proposed_by = 'system:x'",
            "DELETE FROM support_override",
        ]
        for statement in statements {
            await #expect(throws: (any Error).self) { try await office.write { db, _ in try db.run(statement) } }
        }
    }
}
