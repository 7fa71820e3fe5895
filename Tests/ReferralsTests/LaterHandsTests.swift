import Kernel
import People
import Storage
import Testing
import Web

@testable import Referrals

/// Hands that were given later than what stands, and people who decide for the office though they work for a partner.
@Suite struct LaterHandsTests {
    @Test func `G05 G26 G27 a password that is reset makes nothing of what its person entered before`() async throws {
        let office = try await Referring()
        let third = try await office.another()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id, by: office.admin)
        let leads = [try await office.lead("One", by: user), try await office.lead("Two", by: user)]
        try await office.approve(leads[0], as: third)
        let credit = try await office.ask(for: leads[0], by: user, "approval")
        let change = try await office.act("/referral/partners/\(id)/bank-changes", Referring.bank, as: user)
        _ = try await office.act("/users/\(try found(user.person))/password-reset", as: office.checker)
        let (later, application) = (try await office.lead("Three", by: user), try await office.application("Two"))
        // What came before is decided by who reset it later, and never by who gave the sign-in.
        let before: [(String, Value)] = [
            ("/referral/leads/\(leads[1])/approve", ["actual_lead_id": Value(application)]),
            ("/referral/credits/\(credit)/approve", [:]),
            ("/referral/bank-changes/\(try found(change["id"]?.text))/approval", [:]),
            ("/referral/partners/\(id)/verifications", ["flag": "bank"]),
        ]
        for (path, body) in before {
            #expect(try await office.code(.post, path, body) == "own_work", "\(path)")
            #expect(try await office.code(.post, path, body, as: office.checker) == nil, "\(path)")
        }
        // What came after is decided by neither.
        let path = "/referral/leads/\(later)/reject"
        for asker in [office.admin, office.checker] {
            #expect(try await office.code(.post, path, ["reason": "x"], as: asker) == "own_work")
        }
        #expect(try await office.code(.post, path, ["reason": "x"], as: third) == nil)
        #expect(try await office.flaws() == [])
    }

    @Test
    func `G17 G39 a reset after which nobody of the office could decide is refused; who gave the sign-in resets it`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id, by: office.admin)
        let path = "/users/\(try found(user.person))/password-reset"
        let hash: SQL = "SELECT count(DISTINCT password_hash) FROM person WHERE version > 1"
        #expect(try await office.code(.post, path, as: office.checker) == "nobody_left")
        #expect(try await office.count(hash) == 0, "nothing was made")
        #expect(try await office.code(.post, path) == nil)
        let lead = try await office.lead("One", by: user)
        #expect(
            try await office.code(.post, "/referral/leads/\(lead)/reject", ["reason": "x"], as: office.checker) == nil)
        // An admin who is disabled decides nothing; one who is there does.
        let third = try await office.another()
        let gone: SQL = "UPDATE person SET state = 'disabled' WHERE id = \(try found(third.person))"
        try await office.database.write { try $0.run(gone) }
        #expect(try await office.code(.post, path, as: office.checker) == "nobody_left")
        _ = try await office.another()
        #expect(try await office.code(.post, path, as: office.checker) == nil)
    }

    @Test func `G14 G39 who got a role of the desk by an older program moves no money of the partner they work for`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id)
        let colleague = try await office.user(.leadManager, of: id)
        let twoHats = Referring.principal(office.tenants[0], user.person, [.admin, .referralAdmin])
        let credits = [try await office.earned("One", by: colleague), try await office.earned("Two", by: colleague)]
        let lead = try await office.lead("Three", by: colleague)
        let deal = try await office.deal(of: try await office.approve(lead), "5000")
        let day = Value(office.clock.now().day)
        let batch: Value = ["partner": Value(id), "from": day, "to": day, "credits": [Value(credits[0])]]
        func refused(_ path: String, _ body: Value) async throws {
            #expect(try await office.code(.post, path, body, as: twoHats) == "own_work", "\(path)")
        }
        try await refused("/referral/partners/\(id)/terms", ["model": "percentage", "percent": "99"])
        try await refused("/referral/leads/\(lead)/status", ["status": "converted", "deal": Value(deal)])
        try await refused("/referral/credits/\(credits[0])/clawback", ["reason": "x"])
        try await refused("/referral/payouts", batch)
        let first = try found(try await office.act("/referral/payouts", batch)["id"]?.text)
        try await refused("/referral/payouts/\(first)/lines", ["credit": Value(credits[1])])
        _ = try await office.act("/referral/payouts/\(first)/reject", ["notes": "x"], as: office.checker)
        try await refused("/referral/payouts/\(first)/resubmission", [:])
        let payout = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        for (asker, rows) in [(twoHats, 1), (office.checker, 2)] {
            let file = try await office.act("/referral/payment-files", as: asker)
            #expect(String(decoding: file.bytes, as: UTF8.self).split(separator: "\r\n").count == rows)
        }
        #expect(try await office.flaws() == [])
    }

    @Test func `G04 G07 G14 G69 who got a role of the desk by an older program decides nothing of their partner`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id)
        let twoHats = Referring.principal(office.tenants[0], user.person, [.admin, .referralAdmin])
        let lead = try await office.lead("One", by: user)
        let partner = "/referral/partners/\(id)"
        // Each is refused to who works for the partner, and goes through for the office.
        let commands: [(method: Web.Method, path: String, body: Value)] = [
            (.post, "/referral/leads/\(lead)/status", ["status": "under_review"]),
            (.post, "/referral/leads/\(lead)/reject", ["reason": "x"]),
            (.post, "\(partner)/tier", ["tier": "gold"]),
            (.post, "\(partner)/verifications", ["flag": "documents", "is_verified": false]),
            (.post, "\(partner)/suspend", ["reason": "x"]),
            (.post, "\(partner)/status", ["status": "active"]),
            (.post, "\(partner)/deactivate", ["reason": "x"]),
            (.delete, partner, ["reason": "x"]),
        ]
        for (method, path, body) in commands {
            #expect(try await office.code(method, path, body, as: twoHats) == "own_work", "\(method) \(path)")
            #expect(try await office.code(method, path, body) == nil, "\(method) \(path)")
        }
        #expect(try await office.flaws() == [])
    }
}
