import Kernel
import Ledger
import People
import Storage
import Testing
import Web

@testable import Referrals

/// Whose hands a payout needs, and whose it never is in.
@Suite struct PayoutHandsTests {
    @Test func `G39 whoever puts a line into a batch, or makes it, does not approve it`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let credits = [try await office.earned("One", by: user), try await office.earned("Two", by: user)]
        let day = office.clock.now().day
        let made = try await office.act(
            "/referral/payouts",
            ["partner": Value(id), "from": Value(day), "to": Value(day), "credits": [Value(credits[0])]])
        let payout = try found(made["id"]?.text)
        let added = try await office.act(
            "/referral/payouts/\(payout)/lines", ["credit": Value(credits[1])], as: office.checker)
        #expect(added["generated_amount"] == "50.00")
        #expect(try await office.code(.post, "/referral/payouts/\(payout)/approve") == "own_work")
        #expect(try await office.code(.post, "/referral/payouts/\(payout)/approve", as: office.checker) == "own_work")
        let third = Referring.principal(office.tenants[0], PersonID(bits: 77), [.admin])
        #expect(try await office.status(.post, "/referral/payouts/\(payout)/approve", as: third) == 200)
    }

    @Test
    func `G07 G43 nothing is approved or paid unverified, to a suspended partner, or above the limit by one person`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        _ = try await office.earned("One", by: user)
        let payout = try await office.batch(id)
        let path = "/referral/payouts/\(payout)"
        let partner = "/referral/partners/\(id)"
        _ = try await office.act("\(partner)/verifications", ["flag": "tax_id", "is_verified": false])
        #expect(try await office.code(.post, "\(path)/approve", as: office.checker) == "not_verified")
        _ = try await office.act("\(partner)/verifications", ["flag": "tax_id"], as: office.checker)
        _ = try await office.act("\(partner)/suspend", ["reason": "x"])
        #expect(try await office.code(.post, "\(path)/approve", as: office.checker) == "partner_suspended")
        _ = try await office.act("\(partner)/status", ["status": "active"])
        _ = try await office.act("/referral/settings", ["minimum": "0", "limit": "24.99"])
        _ = try await office.act("\(path)/approve", as: office.checker)
        let body: Value = ["paid_on": Value(office.clock.now().day), "reference": "R1"]
        #expect(try await office.code(.post, "\(path)/paid", body, as: office.checker) == "needs_second_person")
        #expect(try await office.status(.post, "\(path)/paid", body, as: office.admin) == 200)
    }

    @Test func `G45 G46 a partner's people command no payout; a request is written down and moves nothing`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id)
        _ = try await office.earned("One", by: user)
        let payout = try await office.batch(id)
        for route in office.caller.routes where !route.method.isSafe && route.pattern.hasPrefix("/referral/pay") {
            #expect(
                !route.access.admits([.referralAdmin, .referralLeadManager, .referralViewer]), "\(route.pattern)")
        }
        let rows = try await office.count("SELECT count(*) FROM ledger_row")
        _ = try await office.act("/referral/partners/\(id)/payout-requests", ["note": "please"], as: user)
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == rows)
        #expect(try await office.count("SELECT count(*) FROM referral_payout") == 1)
        let seen =
            try await office.get("/referral/partners/\(id)/activity?action=payout_requested")["items"]?.list ?? []
        #expect(seen.count == 1 && seen[0]["note"] == "please" && seen[0]["amount"] == "25.00")
        let stranger = try await office.user(.admin, of: try await office.active())
        #expect(try await office.status(.get, "/referral/payouts/\(payout)", as: stranger) == 404)
        #expect(try await office.status(.get, "/referral/payouts/\(payout)", as: office.stranger) == 404)
        #expect(try await office.status(.get, "/referral/partners/\(id)/payouts", as: user) == 200)
    }

    @Test func `G75 the payment file has what is approved with the details it is paid to, and who made it is known`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        _ = try await office.earned("One", by: user)
        let payout = try await office.batch(id)
        #expect(
            String(decoding: try await office.act("/referral/payment-files").bytes, as: UTF8.self).split(
                separator: "\r\n"
            ).count == 1)
        _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        let text = String(decoding: try await office.act("/referral/payment-files").bytes, as: UTF8.self)
        let row = text.split(separator: "\r\n").last.map(String.init) ?? ""
        #expect(row.hasPrefix("\(payout),R-") && row.contains(",bank_transfer,25.00,USD,Larch Referrals LLC,"))
        #expect(row.contains(",000123456789,021000021,"))
        #expect(
            try await office.count("SELECT count(*) FROM referral_activity WHERE action = 'payment_file_made'") == 1)
        let other = String(
            decoding: try await office.act("/referral/payment-files", ["method": "paypal"]).bytes, as: UTF8.self)
        #expect(other.split(separator: "\r\n").count == 1)
    }

    @Test func `G43 a higher limit holds a day later: nobody lifts it for the one batch that it binds`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        _ = try await office.earned("One", by: user)
        let payout = try await office.batch(id)
        _ = try await office.act("/referral/settings", ["minimum": "0", "limit": "10"])
        _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        let raised = try await office.act("/referral/settings", ["minimum": "0", "limit": "1000"], as: office.checker)
        #expect(raised["limit"] == "1000.00" && raised["limit_now"] == "10.00" && raised["is_limit_waiting"] == true)
        let body: Value = ["paid_on": Value(office.clock.now().day), "reference": "R1"]
        func refused() async throws -> String? {
            try await office.code(.post, "/referral/payouts/\(payout)/paid", body, as: office.checker)
        }
        #expect(try await refused() == "needs_second_person")
        // Setting the same again, or raising it once more, begins no earlier.
        office.clock.advance(.hours(20))
        _ = try await office.act("/referral/settings", ["minimum": "0", "limit": "1000"], as: office.checker)
        #expect(try await refused() == "needs_second_person")
        office.clock.advance(.hours(5))
        #expect(try await refused() == nil)
        // A lower one holds at once.
        let lowered = try await office.act("/referral/settings", ["minimum": "0", "limit": "5"])
        #expect(lowered["limit_now"] == "5.00" && lowered["is_limit_waiting"] == false)
    }
}
