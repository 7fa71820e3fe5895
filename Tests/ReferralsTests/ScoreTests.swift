import Kernel
import Storage
import Testing
import Web

@testable import Referrals

/// How good a lead looks, and why.
@Suite struct ScoreTests {
    // swift-format-ignore
    private static let rows: [(changes: [(String, Value)], score: Int)] = [
        ([], 85),
        ([("phone", "+1 212 555 0100"), ("ein", "12-3456789")], 95),
        ([("fico", 640)], 79),
        ([("fico", 549)], 70),
        ([("monthly_revenue", "49999.99")], 77),
        ([("monthly_revenue", "9999")], 51),
        ([("months_in_business", 5)], 70),
        ([("months_in_business", 12)], 79),
        ([("requested_amount", "90000")], 85),
    ]

    @Test func `G19 the score is a pure function: the same lead has the same score, and its parts explain it`() throws {
        let plain = try LeadContent(["business_name": "Nothing known"])
        #expect(LeadScore(plain, .own).total == 0)
        for (changes, expected) in Self.rows {
            var body = Referring.lead("Bakery")
            for (name, value) in changes { body = body.adding(name, value) }
            let lead = try LeadContent(body)
            let score = LeadScore(lead, .own)
            #expect(score == LeadScore(try LeadContent(body), .own))
            #expect(score.total == expected, "\(changes)")
            // The parts, weighed, are the whole.
            let reached = score.parts.reduce(0) { $0 + $1.percent * $1.weight }
            #expect(abs(reached - score.total * 100) <= 50, "\(changes)")
            #expect(score.parts.map(\.part) == LeadScore.Part.allCases)
        }
    }

    @Test func `G19 what makes a lead better never makes its score worse`() throws {
        func total(_ name: String, _ value: Value) throws -> Int {
            LeadScore(try LeadContent(Referring.lead("Bakery", (name, value))), .own).total
        }
        for (name, values) in [
            ("fico", [300, 550, 600, 680, 850]), ("months_in_business", [0, 6, 12, 24, 240]),
            ("monthly_revenue", [1, 10_000, 20_000, 50_000, 100_000]),
        ] as [(String, [Int])] {
            let totals = try values.map { try total(name, Value($0)) }
            #expect(totals == totals.sorted(), "\(name)")
        }
    }

    @Test func `G71 an office has weights of its own, by version; scores that stand stay`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let first = try await office.lead("First Bakery", by: user)
        let weights: Value = [
            "contact": 0, "identity": 0, "revenue": 0, "time_in_business": 0, "need": 0, "credit": 1,
        ]
        #expect(
            try await office.status(
                .post, "/referral/score-weights", weights.adding("credit", 0), as: office.admin) == 422)
        _ = try await office.act("/referral/score-weights", weights)
        let second = try await office.lead("Second Bakery", by: user, ("fico", 610))
        let (one, two) = (
            try await office.get("/referral/leads/\(first)"), try await office.get("/referral/leads/\(second)")
        )
        #expect(one["score_version"] == 0 && two["score_version"] == 1 && two["score"] == 60)
        #expect(one["score"] != two["score"])
        let preview = try await office.act("/referral/leads/score", Referring.lead("Third", ("fico", 700)), as: user)
        #expect(preview["score"] == 100 && preview["version"] == 1)
        #expect(try await office.count("SELECT count(*) FROM referral_lead") == 2)
        // The other office weighs as before.
        let others = try await office.get("/referral/score-weights", as: office.stranger)
        #expect(others["version"] == 0)
    }

    @Test func `G21 what is known is checked, what is not known is kept, and 64 KiB is the most`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("Kept Bakery", by: user, ("campaign", ["code": 7]), ("phone", "212-555-0100"))
        let shown = try await office.get("/referral/leads/\(lead)", as: user)
        #expect(shown["data"]?["campaign"]?["code"] == 7 && shown["data"]?["phone"] == "212-555-0100")
        for (name, value) in [
            ("ein", "12"), ("state", "ZZ"), ("email", "nobody"), ("fico", 200), ("monthly_revenue", "much"),
            ("phone", "call me"), ("business_name", ""), ("submission_type", "import_batch"),
        ] as [(String, Value)] {
            #expect(
                try await office.status(.post, "/referral/leads", Referring.lead("X", (name, value)), as: user) == 422,
                "\(name)")
        }
        let big = Value.string(String(repeating: "x", count: 64 << 10))
        #expect(
            try await office.code(.post, "/referral/leads", Referring.lead("X", ("big", big)), as: user) == "too_large")
        // What was told lies sealed.
        let stored = try await office.database.read { db in
            try db.rows("SELECT business_name, score_parts, hold_reasons FROM referral_lead").map { "\($0)" }
                + db.rows("SELECT answer, body_hash FROM idempotency").map { "\($0)" }
                + db.rows("SELECT hash FROM referral_lead_sign").map { "\($0)" }
        }
        #expect(!stored.contains { $0.contains("2125550100") || $0.contains("212-555-0100") })
    }
}
