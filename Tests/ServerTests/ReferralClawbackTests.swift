import Commissions
import Kernel
import Storage
import TestCalls
import Testing

@testable import Referrals
@testable import Server
@testable import Web

/// A funder takes back what it paid for a deal, by whatever route: what the deal earned a referral partner goes with it.
@Suite struct ReferralClawbackTests {
    /// How far the credit is, and by which route the funder takes back.
    enum Far: String, CaseIterable, Sendable { case asked, approved, pendingBatch, approvedBatch, paid }
    enum Way: String, CaseIterable, Sendable { case deal, many, remittance }

    @Test(arguments: Far.allCases, Way.allCases)
    func `G77 E23 I3 commission that is wholly taken back takes the deal's credit with it, in the same transaction`(
        far: Far, way: Way
    ) async throws {
        let one = try await Case(far)
        try await one.clawBack("1000", by: way)
        let after = try await one.desk.get(one.credit)
        #expect(after["state"] == (far == .asked ? "rejected" : "approved"))
        #expect(after["is_clawed_back"]?.flag == (far != .asked))
        let balance = try await one.desk.get("/referral/partners/\(one.desk.partner)/stats")["balance"]
        #expect(balance?["earned"]?.text == "0.00")
        let free = try await one.desk.demo.value("SELECT count(*) FROM referral_credit WHERE is_free = 1", as: Int.self)
        #expect(free == 0)
        // The deal stands in the books, and earns nothing again while nothing of it is kept.
        #expect(try await one.desk.get("/referral/leads/\(one.lead)")["state"] == "converted")
        await #expect(throws: CreditRefusal.self) { try await one.ask() }
        #expect(try await one.alerts().isEmpty)
        // A clawback that was a mistake: it is asked for again.
        try await one.reverse()
        try await one.ask()
        #expect(try await Verification.run(one.desk.office.database, one.desk.office.blobs).isWhole)
    }

    @Test(arguments: Far.allCases, Way.allCases)
    func `G77 E23 commission that is taken back in part leaves the credit, and an alert until a person decided`(
        far: Far, way: Way
    ) async throws {
        let one = try await Case(far)
        try await one.clawBack("400", by: way)
        let shown = try await one.desk.get(one.credit)
        #expect(shown["is_clawed_back"] == false && shown["commission_taken_back"] == "400.00")
        #expect(shown["is_loss_open"] == true)
        #expect(try await one.desk.get(one.credit, as: one.desk.user)["commission_taken_back"] == nil)
        if let payout = one.payout {
            let line = try await one.desk.get("/referral/payouts/\(payout)")["lines"]?.list?.first
            #expect(line?["is_part_lost"] == true)
        }
        let alerts = try await one.alerts()
        #expect(alerts.count == 1 && alerts[0].path == one.credit && alerts[0].text.contains(one.deal))
        let reason: Value = ["reason": "the partner brought the merchant all the same"]
        try await one.desk.act("\(one.credit)/keep", reason, as: one.desk.admin)
        #expect(try await one.alerts().isEmpty)
        await #expect(throws: CreditRefusal.self) { try await one.desk.act("\(one.credit)/keep", reason) }
        // More of it is told anew, and the rest takes the credit.
        try await one.clawBack("100", by: .deal)
        #expect(try await one.alerts().count == 1)
        try await one.clawBack("500", by: .many)
        #expect(try await one.alerts().isEmpty)
        #expect(try await one.desk.get(one.credit)["state"] == (far == .asked ? "rejected" : "approved"))
        #expect(try await one.desk.get(one.credit)["is_clawed_back"]?.flag == (far != .asked))
        #expect(try await Verification.run(one.desk.office.database, one.desk.office.blobs).isWhole)
    }

    @Test(arguments: [["taken_back": "400.00"], [:], ["taken_back": "300.00"]] as [Value])
    func `G77 a credit that is asked for after a part was taken back says so, and who approves it seeing that decides`(
        seen: Value
    ) async throws {
        let one = try await Case(nil)
        try await one.clawBack("400", by: .deal)
        #expect(try await one.alerts().isEmpty)
        let credit = try await one.ask()
        #expect(try await one.alerts().count == 1)
        // The page may be older than what was taken back: then it is asked still.
        try await one.desk.act("\(credit)/approve", seen)
        let isSeen = seen["taken_back"] == "400.00"
        #expect(try await one.desk.get(credit)["is_loss_open"]?.flag == !isSeen)
        #expect(try await one.alerts().count == (isSeen ? 0 : 1))
        #expect(try await one.desk.get(credit)["commission_taken_back"] == "400.00")
        if !isSeen { try await one.desk.act("\(credit)/keep", ["reason": "x"]) }
        #expect(try await one.alerts().isEmpty)
    }

    @Test(arguments: [true, false])
    func `G77 what was decided, reversed and taken back again is asked again, and nothing is said of it between`(
        isKept: Bool
    ) async throws {
        let one = try await Case(isKept ? .approved : .asked)
        try await one.clawBack("400", by: .deal)
        #expect(try await one.alerts().count == 1)
        if isKept {
            try await one.desk.act("\(one.credit)/keep", ["reason": "x"])
        } else {
            try await one.desk.act("\(one.credit)/approve", ["taken_back": "400.00"])
        }
        try await one.reverse()
        #expect(try await one.alerts().isEmpty)
        #expect(try await one.desk.get(one.credit)["commission_taken_back"] == .null)
        try await one.clawBack("400", by: .deal, trace: "C1")
        #expect(try await one.alerts().count == 1)
        #expect(try await one.desk.get(one.credit)["is_loss_open"] == true)
        try await one.desk.act("\(one.credit)/keep", ["reason": "x"])
        #expect(try await one.alerts().isEmpty)
        #expect(try await Verification.run(one.desk.office.database, one.desk.office.blobs).isWhole)
    }

    @Test func `G77 commission that was taken back before losses were written down is asked of people too, once`()
        async throws
    {
        let one = try await Case(.approved)
        try await one.clawBack("400", by: .deal)
        try await one.desk.office.database.write { try $0.run("DELETE FROM referral_credit_loss") }
        #expect(try await one.alerts().isEmpty)
        for _ in 0..<2 { try await one.desk.office.database.write { try CreditTables.fillLosses($0) } }
        #expect(try await one.alerts().count == 1)
        #expect(try await one.desk.get(one.credit)["commission_taken_back"] == "400.00")
        try await one.desk.act("\(one.credit)/keep", ["reason": "x"])
        try await one.desk.office.database.write { try CreditTables.fillLosses($0) }
        #expect(try await one.alerts().isEmpty)
        // Of a clawback that was reversed, and of none, nobody is asked.
        try await one.reverse()
        try await one.desk.office.database.write { try $0.run("DELETE FROM referral_credit_loss") }
        try await one.desk.office.database.write { try CreditTables.fillLosses($0) }
        #expect(try await one.alerts().isEmpty)
    }

    /// A lead that became a deal of which the funder paid 1,000.00, and its credit.
    struct Case {
        let desk: ReferralDesk
        let lead: String
        let deal: String
        private(set) var credit = ""
        private(set) var payout: String?

        init(_ far: Far?) async throws {
            desk = try await ReferralDesk()
            (lead, deal) = try await desk.converted()
            let today = Value(desk.demo.clock.now().day)
            try await desk.act(
                "/deals/\(deal)/adjustments", ["amount": "1000", "reason": "as agreed", "on": today])
            try await desk.act(
                "/deals/\(deal)/payments", ["amount": "1000", "trace": "P1", "method": "ach", "paid_on": today])
            guard let far else { return }
            credit = try await ask()
            if far == .asked { return }
            try await desk.act("\(credit)/approve")
            if far == .approved { return }
            payout = try await desk.batch()
            if far == .pendingBatch { return }
            try await desk.act("/referral/payouts/\(payout ?? "")/approve", as: desk.checker)
            if far == .paid { try await desk.pay(payout ?? "", "R1") }
        }

        @discardableResult
        func ask() async throws -> String {
            let made = try await desk.act(
                "/referral/credits", ["lead": .string(lead), "kind": "conversion"], as: desk.user)
            return "/referral/credits/\(made["id"]?.text ?? "")"
        }

        func clawBack(_ amount: String, by way: Way, trace: String? = nil) async throws {
            let day = desk.demo.clock.now().day
            let means: Value = ["method": "netted", "paid_on": Value(day), "reason": "the merchant went back"]
            let trace = Value.string(trace ?? "B\(amount)")
            let funder = try await desk.demo.value(
                "SELECT funder_id FROM funded_deal WHERE id = \(deal)", as: String.self)
            switch way {
            case .deal:
                try await desk.act(
                    "/deals/\(deal)/clawbacks", means.adding("amount", .string(amount)).adding("trace", trace))
            case .many:
                try await desk.act(
                    "/commissions/clawbacks",
                    means.adding("funder", Value(funder)).adding("currency", "USD").adding("trace", trace)
                        .adding("lines", [["deal": .string(deal), "amount": .string(amount)]]))
            case .remittance:
                let reference = try await desk.get("/deals/\(deal)")["reference"]?.text ?? ""
                let path = "\(desk.demo.place.folder)/back-\(amount).csv"
                try LocalFile.write(
                    Array("Deal,Amount,Date,Type,Trace\n\(reference),\(amount).00,\(day),Clawback,B1\n".utf8), to: path)
                let file = UploadedFile(
                    field: "file", name: "back.csv", contentType: "text/csv", sizeBytes: 80,
                    file: TemporaryFile(path: path))
                let taken = try await desk.caller.call(
                    .post, "/remittances", ["funder": Value(funder)], as: desk.admin, files: [file])
                let at = "/remittances/\(taken["id"]?.text ?? "")"
                try await desk.act("\(at)/lines/0/decision", ["decision": "accept", "reason": "agreed"])
                try await desk.act("\(at)/booking")
            }
        }

        func reverse() async throws {
            let id = try await desk.demo.value(
                "SELECT id FROM commission_payment WHERE direction = 'clawed_back' AND state = 'booked'",
                as: String.self)
            try await desk.act("/commissions/\(id ?? "")/reversal", ["reason": "a mistake"])
        }

        /// What people are told of referrals.
        func alerts() async throws -> [(path: String, text: String)] {
            try await AlertWatch(
                database: desk.office.database, clock: desk.demo.clock, log: Log(level: .quiet)
            ).look()
            let tenant = desk.tenant
            return try await desk.office.database.read { db in
                try Alert.standing(tenant: tenant, db).filter { $0.kind == .referral }.map {
                    ($0.value["path"]?.text ?? "", $0.text)
                }
            }
        }
    }
}
