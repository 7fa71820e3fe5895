import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

/// What a partner may do itself, which is little.
@Suite struct PartnerHandsTests {
    @Test
    func
        `F43 law_000_05 three exceptions: a partner takes back a promise that nobody decided of, pauses an active one, and takes up what it paused`()
        async throws
    {
        let office = try await Partnered()
        let (own, person) = try await office.joined()
        let (_, stranger) = try await office.joined("other@lark.example", name: "Other")
        func commitment(_ state: Commitment.State) async throws -> Commitment.ID {
            let id = try await office.commit(CommitmentTests.oneOff, for: own)
            try await office.database.write {
                try $0.run("UPDATE commitment_standing SET state = \(state) WHERE commitment_id = \(id)")
            }
            return id
        }
        let actions: [(path: String, form: Value)] = [
            ("cancellation", ["reason": "x"]), ("pause", ["reason": "x"]), ("resumption", [:]),
        ]
        let before = try await office.count("SELECT count(*) FROM ledger_row")
        var done: [String] = []
        for state in Commitment.State.allCases {
            for action in actions {
                let id = try await commitment(state)
                let path = "/commitments/\(id)/\(action.path)"
                #expect(try await office.status(.post, path, action.form, as: stranger) == 404, "\(state) \(action)")
                let status = try await office.status(.post, path, action.form, as: person)
                if status == 200 { done.append("\(action.path) \(state.rawValue)") }
                let after = try await office.commitment(id).state
                #expect(status == 200 ? after != state : [403, 409].contains(status) && after == state, "\(path)")
            }
        }
        // A paused one of which nobody of the partner's said so is the office's to take up.
        #expect(done == ["cancellation submitted", "cancellation changes_requested", "pause active"])
        let active = try await commitment(.active)
        _ = try await office.act("/commitments/\(active)/pause", ["reason": "our board meets"], as: person)
        _ = try await office.act("/commitments/\(active)/resumption", as: person)
        #expect(try await office.commitment(active).state == .active)
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == before)
        // Everything else that changes something is the office's, and is refused before anything is looked for.
        let safe = ["/commitments", "/commitments/{id}/cancellation", "/commitments/{id}/pause"]
        var refused = 0
        for route in office.caller.routes where !route.method.isSafe && route.access != .open {
            guard !(safe + ["/commitments/{id}/resumption"]).contains(route.pattern),
                !route.pattern.hasPrefix("/account"), !route.pattern.hasPrefix("/sign-")
            else { continue }
            let path = route.pattern.replacing("{id}", with: active.description)
            #expect(try await office.status(route.method, path, as: person) == 403, "\(path)")
            refused += 1
        }
        #expect(refused > 30)
    }
}
