import Kernel
import Storage
import Testing
import Web

@testable import Referrals
@testable import Server

/// A deal that is taken back by its own route takes what it earned a referral partner with it.
@Suite struct ReferralDealTests {
    /// What was asked for is not given; what was given is taken back; what was paid is set off in the next batch.
    @Test(arguments: ["asked", "approved", "paid"])
    func `G77 a deal's cancellation takes the credit of its lead back, in the same transaction`(far: String)
        async throws
    {
        let desk = try await ReferralDesk()
        let (lead, deal) = try await desk.converted()
        let asked = try await desk.act(
            "/referral/credits", ["lead": .string(lead), "kind": "conversion"], as: desk.user)
        let credit = "/referral/credits/\(asked["id"]?.text ?? "")"
        let amount = try #require(asked["amount"]?.text.flatMap { Cents(decimal: $0) })
        #expect(amount > Cents(1000))
        if far != "asked" { try await desk.act("\(credit)/approve") }
        if far == "paid" {
            let payout = try await desk.batch()
            try await desk.act("/referral/payouts/\(payout)/approve", as: desk.checker)
            try await desk.pay(payout, "P1")
        }
        let rows = try await desk.demo.value("SELECT count(*) FROM ledger_row", as: Int.self) ?? 0
        try await desk.act("/deals/\(deal)/cancellation", ["reason": "the merchant went back"])
        let after = try await desk.get(credit)
        #expect(after["state"] == (far == "asked" ? "rejected" : "approved"))
        #expect(after["is_clawed_back"]?.flag == (far != "asked"))
        let balance = try await desk.get("/referral/partners/\(desk.partner)/stats")["balance"]
        let paid = far == "paid" ? amount : .zero
        #expect(balance?["earned"]?.text == "0.00" && balance?["paid"]?.text == paid.decimal)
        #expect(balance?["available"]?.text == (Cents.zero - paid).decimal)
        let booked = try await desk.demo.value("SELECT count(*) FROM ledger_row", as: Int.self) ?? 0
        #expect(booked >= rows + (far == "asked" ? 0 : 1))
        // The same deal earns nothing again, and all of it is as rows and ledger say.
        await #expect(throws: CreditRefusal.self) {
            try await desk.act("/referral/credits", ["lead": .string(lead), "kind": "conversion"], as: desk.user)
        }
        #expect(try await Verification.run(desk.office.database, desk.office.blobs).isWhole)
    }
}

extension ReferralDesk {
    /// A lead whose merchant was funded.
    func converted() async throws -> (lead: String, deal: String) {
        _ = try await demo.send("marisol", to: ["Dunlin Business Credit"])
        try await demo.exchange()
        let offer = try await demo.value("SELECT id FROM offer", as: String.self) ?? ""
        let application = try await demo.value("SELECT application_id FROM offer", as: String.self) ?? ""
        let lead = try await lead("Marisol")
        try await act("/referral/leads/\(lead)/approve", ["actual_lead_id": .string(application)])
        try await act("/offers/\(offer)/acceptance")
        let made = try await act("/deals", ["offer": .string(offer), "funded_on": Value(demo.clock.now().day)])
        let deal = made["id"]?.text ?? ""
        try await act("/referral/leads/\(lead)/status", ["status": "converted", "deal": .string(deal)])
        return (lead, deal)
    }
}
