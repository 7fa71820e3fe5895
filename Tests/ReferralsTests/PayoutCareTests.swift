import Kernel
import People
import Storage
import Testing
import Web

@testable import Referrals

/// What is approved is what was read, and no money goes out twice or by one hand alone.
@Suite struct PayoutCareTests {
    /// A batch of so many credits of 25.00.
    private static func batch(
        _ count: Int, _ office: Referring
    ) async throws -> (id: Referrer.ID, user: Principal, payout: ReferralPayout.ID) {
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for number in 0..<count { _ = try await office.earned("M \(number)", by: user) }
        return (id, user, try await office.batch(id))
    }

    @Test func `G39 G42 a page's approval holds what the page showed, or nothing`() async throws {
        let office = try await Referring()
        let (id, user, payout) = try await Self.batch(3, office)
        let path = "/referral/payouts/\(payout)"
        let page = try await office.get(path, as: office.checker)
        #expect(page["whole_amount"] == "75.00")
        let late = try await office.earned("Late", by: user)
        let third = Referring.principal(office.tenants[0], PersonID(bits: 77), [.admin])
        _ = try await office.act("\(path)/lines", ["credit": Value(late)], as: third)
        let form: Value = ["amount": page["whole_amount"] ?? .null]
        #expect(try await office.code(.post, "\(path)/approve", form, as: office.checker) == "other_amount")
        // The part likewise: another line was approved since.
        let lines = try await office.lines(payout)
        func approve(_ place: Int) async throws {
            _ = try await office.act("/referral/payout-lines/\(lines[place].id)/approve", as: office.checker)
        }
        try await approve(0)
        let part = try await office.get(path, as: office.checker)
        #expect(part["approved_amount_so_far"] == "25.00" && part["whole_amount"] == "100.00")
        try await approve(1)
        let partly: Value = ["amount": part["approved_amount_so_far"] ?? .null]
        #expect(try await office.code(.post, "\(path)/approve-partial", partly, as: office.checker) == "other_amount")
        #expect(try await office.state(payout) == "pending")
        #expect(try await office.balance(id)[1] == "0.00", "nothing is held")
        #expect(try await office.code(.post, "\(path)/approve-partial", ["amount": "50"], as: office.checker) == nil)
    }

    @Test func `G57 G60 a rejected line waits for nothing, and one that is in another batch waits once`() async throws {
        let office = try await Referring()
        let (id, _, payout) = try await Self.batch(2, office)
        func waiting() async throws -> [String?] {
            let figures = try await office.get("/referral/partners/\(id)/stats")
            let payouts = try await office.get("/referral/partners/\(id)/payout-stats")
            return [figures["pending_payout"]?.text, payouts["pending_approval_amount"]?.text]
        }
        #expect(try await waiting() == ["50.00", "50.00"])
        let line = try await office.lines(payout)[0]
        _ = try await office.act("/referral/payout-lines/\(line.id)/reject", ["notes": "x"], as: office.checker)
        #expect(try await waiting() == ["25.00", "25.00"])
        let day = office.clock.now().day
        _ = try await office.act(
            "/referral/payouts",
            ["partner": Value(id), "from": Value(day), "to": Value(day), "credits": [Value(line.credit)]])
        #expect(try await waiting() == ["50.00", "50.00"])
        let rest = try await office.lines(payout)[1].credit
        _ = try await office.act("/referral/credits/\(rest)/clawback", ["reason": "x"])
        #expect(try await waiting() == ["25.00", "25.00"])
    }

    @Test func `G43 G75 above the limit who approved a batch does not let it out by a payment file either`()
        async throws
    {
        let office = try await Referring()
        _ = try await office.act("/referral/settings", ["minimum": "0", "limit": "24.99"])
        let (_, _, payout) = try await Self.batch(1, office)
        _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        func rows(_ asker: Principal) async throws -> Int {
            let bytes = try await office.act("/referral/payment-files", as: asker).bytes
            return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").count - 1
        }
        #expect(try await rows(office.checker) == 0)
        #expect(try await rows(office.admin) == 1)
    }

    @Test
    func `G75 what stood in a payment file fails by somebody else than who made the file, and its credits say so`()
        async throws
    {
        let office = try await Referring()
        let (id, user, payout) = try await Self.batch(1, office)
        _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        _ = try await office.act("/referral/payment-files")
        let body: Value = ["notes": "did not get out"]
        #expect(try await office.code(.post, "/referral/payouts/\(payout)/failure", body) == "own_work")
        _ = try await office.act("/referral/payouts/\(payout)/failure", body, as: office.checker)
        let next = try await office.batch(id)
        let line = try await office.get("/referral/payouts/\(next)")["lines"]?.list?.first
        #expect(line?["returned_from_file_at"]?.text != nil)
        let seen = try await office.get("/referral/payouts/\(next)", as: user)["lines"]?.list?.first
        #expect(seen?["returned_from_file_at"] == .null)
        #expect(try await office.flaws() == [])
    }

    @Test func `G75 an upgrade says of a file that did not get out what stood in it, and of no line that was left out`()
        async throws
    {
        let office = try await Referring()
        let (_, _, payout) = try await Self.batch(2, office)
        let lines = try await office.lines(payout)
        for (line, word) in zip(lines, ["approve", "reject"]) {
            office.clock.advance(.seconds(1))
            _ = try await office.act("/referral/payout-lines/\(line.id)/\(word)", ["notes": "x"], as: office.checker)
        }
        _ = try await office.act("/referral/payouts/\(payout)/approve-partial", as: office.checker)
        _ = try await office.act("/referral/payment-files")
        _ = try await office.act("/referral/payouts/\(payout)/failure", ["notes": "x"], as: office.checker)
        let told = try await office.database.write { db -> [String] in
            try db.run("UPDATE referral_credit SET returned_from_file_at = NULL")
            try CreditTables.fillReturns(db)
            return try db.rows("SELECT id FROM referral_credit WHERE returned_from_file_at IS NOT NULL ORDER BY id").map
            {
                try $0["id"]
            }
        }
        #expect(told == [lines[0].credit.description])
    }

    @Test
    func `G39 G75 a payout's page offers to each what would be taken of them, and says that it is somebody else's`()
        async throws
    {
        let office = try await Referring()
        let (_, _, payout) = try await Self.batch(1, office)
        let path = "/referral/payouts/\(payout)"
        func offered(_ asker: Principal) async throws -> [String] {
            let page = try await office.get(path, as: asker)
            let words = ReferralPayout.Event.allCases.map(\.rawValue).filter { page["may"]?[$0] == true }
            #expect(page["lines"]?.list?.first?["may_approve"]?.flag == words.contains("approve"))
            return words + (page["is_own"] == true ? ["own"] : [])
        }
        let added = try await office.another()
        let person = try found(added.person)
        let tenant = office.tenants[0]
        try await office.database.write { db in
            try db.run(
                """
                INSERT INTO referral_user (person_id, tenant_id, partner_id, created_by, created_at)
                SELECT \(person), \(tenant), partner_id, 'system:test', created_at FROM referral_payout
                 WHERE id = \(payout)
                """)
        }
        #expect(try await offered(office.admin) == ["own"])
        #expect(try await offered(added) == ["own"], "who works for the partner")
        #expect(try await offered(office.checker) == ["approve", "reject"])
        _ = try await office.act("\(path)/approve", as: office.checker)
        _ = try await office.act("/referral/payment-files")
        #expect(try await offered(office.admin) == ["pay", "own"])
        #expect(try await offered(office.checker) == ["pay", "fail"])
        _ = try await office.act("/referral/settings", ["minimum": "0", "limit": "1"])
        #expect(try await offered(office.checker) == ["fail", "own"])
    }

    @Test func `G78 a dry run is refused where a real run is, and shows the batch that a real run answers with`()
        async throws
    {
        let office = try await Referring()
        let (id, _, payout) = try await Self.batch(2, office)
        let day = office.clock.now().day
        let body: Value = [
            "partner": Value(id), "from": Value(day.adding(days: -30)), "to": Value(day.adding(days: -1)),
        ]
        let dry = body.adding("dry_run", true)
        let line = try await office.lines(payout)[0]
        _ = try await office.act("/referral/payout-lines/\(line.id)/reject", ["notes": "x"], as: office.checker)
        let (shown, made) = (
            try await office.act("/referral/payouts/generate", dry),
            try await office.act("/referral/payouts/generate", body)
        )
        #expect(shown["is_former"] == true && made["is_former"] == true && shown["id"] == made["id"])
        #expect(shown["total"] == made["generated_amount"] && shown["line_count"] == 2)
        for (name, value, code) in [
            ("to", Value(day), "period_not_over"), ("to", "2020-01-01", "bad_period"),
            ("partner", Value(Referrer.ID(bits: 5)), "unknown_partner"),
        ] {
            for each in [dry, body] {
                let asked = each.adding(name, value)
                #expect(try await office.code(.post, "/referral/payouts/generate", asked) == code)
            }
        }
    }

    @Test func `G44 a rejected batch of which nothing above zero is left is not sent in again`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let paid = try await office.earned("Paid", by: user)
        let first = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(first)/approve", as: office.checker)
        try await office.pay(first, "R1")
        _ = try await office.act("/referral/credits/\(paid)/clawback", ["reason": "x"])
        var credits: [ReferralCredit.ID] = []
        for name in ["One", "Two"] { credits.append(try await office.earned(name, by: user)) }
        let batch = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(batch)/reject", ["notes": "x"], as: office.checker)
        // With one credit it comes to zero, with none below it.
        for credit in credits {
            let day = office.clock.now().day
            _ = try await office.act(
                "/referral/payouts",
                ["partner": Value(id), "from": Value(day), "to": Value(day), "credits": [Value(credit)]])
            let code = try await office.code(.post, "/referral/payouts/\(batch)/resubmission")
            #expect(code == "below_minimum")
        }
        #expect(try await office.count("SELECT count(*) FROM referral_payout WHERE kind = 'resubmitted'") == 0)
        #expect(try await office.flaws() == [])
    }

    @Test func `G43 a batch was not paid before it was made`() async throws {
        let office = try await Referring()
        let (_, _, payout) = try await Self.batch(1, office)
        _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
        let day = office.clock.now().day
        func code(_ day: String) async throws -> String? {
            let body: Value = ["paid_on": .string(day), "reference": "R1"]
            return try await office.code(.post, "/referral/payouts/\(payout)/paid", body)
        }
        #expect(try await code("1900-01-01") == "before_made")
        #expect(try await code(day.adding(days: -2).description) == "before_made")
        #expect(try await code(day.adding(days: -1).description) == nil)
    }
}
