import Applications
import Deals
import Funders
import Kernel
import Storage
import Submissions
import Testing

@testable import Commissions

@Suite struct DealTests {
    @Test
    func `E11 E12 a deal follows its accepted offer, its submission is funded, and its expected rows come with it`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var terms = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 7_000), plan: .sameDay)
        try await desk.terms(terms, of: funder)
        terms.validFrom = try desk.day("2026-11-03")
        try await desk.terms(terms, of: funder, after: 1)
        let offer = try await desk.accepted("Able Bakery", by: funder, "40000")
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day("2026-11-02"))
        let deal = try await desk.write { try $0.fund(new, $1) }
        #expect(deal.amount == Cents(4_000_000) && deal.funder == funder && deal.state == .funded)
        let tenant = desk.tenant
        let (status, entries, used) = try await desk.database.read { db in
            (
                try Submission.find(deal.submission, tenant: tenant, db).status,
                try CommissionEntry.of(deal.id, tenant: tenant, db),
                try CommissionTerms.used(by: deal.id, tenant: tenant, db)
            )
        }
        #expect(status == .funded)
        #expect(entries.map(\.kind) == [.expected] && entries.map(\.amount) == [Cents(280_000)])
        #expect(entries.map(\.dueOn) == [try desk.day("2026-11-02")])
        #expect(used?.terms.version == 1, "the version of the deal's day, whatever began later")
        try await desk.write { try $0.cancel(deal.id, reason: "typed twice", $1) }
        let after = try await desk.database.read { try Submission.find(deal.submission, tenant: tenant, $0).status }
        #expect(after == .accepted)
        #expect(try await desk.standing(deal.id).expected == .zero)
        // The offer may become a deal again.
        try await desk.write { _ = try $0.fund(new, $1) }
        try await desk.expectWhole()
    }

    /// What is wrong, and the refusal. Nothing is written.
    @Test func `E11 a deal that does not fit its offer is refused in words, and nothing is written`() async throws {
        let desk = try await Desk()
        let (atlas, birch) = (try await desk.funder("Atlas"), try await desk.funder("Birch"))
        let content = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 7_000), plan: .sameDay)
        try await desk.terms(content, of: atlas)
        let good = try await desk.accepted("Able Bakery", by: atlas, "40000")
        let other = try await desk.application("Brook Diner")
        let pending = try await desk.offer(
            ["amount": "5000"], on: desk.submission(of: other, to: atlas), accepted: false)
        let bare = try await desk.offer(
            ["factor_rate": "1.3"], on: desk.submission(of: desk.application("Cove Garage"), to: atlas))
        let today = try desk.day("2026-11-02")
        func new(_ offer: Offer.ID, _ day: Day, _ change: (inout FundedDeal.New) -> Void = { _ in }) -> FundedDeal.New {
            var new = FundedDeal.New(offer: offer, fundedOn: day)
            change(&new)
            return new
        }
        let earlier = try await desk.write {
            [new = new(try await desk.accepted("Delta Gym", by: birch, "9000"), today)] in
            try $0.fund(new, $1)
        }
        let counts = try await counts(desk)
        // swift-format-ignore
        let cases: [(FundedDeal.New, String)] = [
            (new(Offer.ID(bits: 404), today),                          "unknown_offer"),
            (new(good, today) { $0.application = other },              "offer_of_other_application"),
            (new(good, today) { $0.funder = birch },                   "offer_of_other_funder"),
            (new(pending, today),                                      "offer_not_accepted"),
            (new(good, today) { $0.currency = .cad },                  "other_currency"),
            (new(bare, today),                                         "amount_missing"),
            (new(good, today) { $0.payback = Cents(3_999_999) },       "payback_below_amount"),
            (new(good, today.adding(days: -2)),                        "before_offer"),
            (new(good, today.adding(days: 2)),                         "in_the_future"),
            (new(good, today) { $0.kind = .renewal },                  "earlier_deal_missing"),
            (new(good, today) { $0.renews = earlier.id },              "no_renewal"),
            (new(good, today) { $0.kind = .renewal; $0.renews = earlier.id }, "earlier_deal_of_other"),
            (new(earlier.offer, today),                                "already_funded"),
        ]
        for (new, expected) in cases {
            #expect(try await code { try await desk.write { try $0.fund(new, $1) } } == expected)
        }
        #expect(try await self.counts(desk) == counts)
        try await desk.expectWhole()
    }

    /// Role, payee or the house, thousandths of a percent each; and the refusal.
    // swift-format-ignore
    private static let splits: [(shares: [(ShareRole, Bool, Int64)], refusal: String)] = [
        ([],                                                                   "share_count"),
        ([(.opener, true, 49_990), (.house, false, 50_000)],                   "shares_not_whole"),
        ([(.opener, true, 50_001), (.house, false, 50_000)],                   "shares_not_whole"),
        ([(.opener, true, 0), (.house, false, 100_000)],                       "empty_share"),
        ([(.house, true, 100_000)],                                            "payee_of_role"),
        ([(.closer, false, 100_000)],                                          "payee_of_role"),
        ([(.closer, true, 50_000), (.closer, true, 50_000)],                   "double_share"),
    ]

    @Test(arguments: splits)
    func `E22 a split that is not whole is refused, and nothing is written`(
        shares: [(ShareRole, Bool, Int64)], refusal: String
    ) async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        let payee = try await desk.payee("Olga")
        let offer = try await desk.accepted("Able Bakery", by: funder, "40000")
        let before = try await counts(desk)
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day("2026-11-02"))
        let split = shares.map { Share($0.0, $0.1 ? payee : nil, Percent(thousandths: $0.2)) }
        #expect(try await code { try await desk.write { try $0.fund(new, shares: split, $1) } } == refusal)
        #expect(try await counts(desk) == before)
    }

    @Test func `E22 the refusal says what the shares sum to`() {
        let refusal = CommissionRefusal.sharesNotWhole(Percent(thousandths: 99_990))
        #expect(refusal.reason == "the shares sum to 99.99 %; they must sum to 100 %" && refusal.kind == .invalid)
    }

    @Test func `E09 E11 a hundred who take the offers of one application at once make one deal`() async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        let content = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 7_000), plan: .sameDay)
        try await desk.terms(content, of: funder)
        let application = try await desk.application("Able Bakery")
        var offers: [Offer.ID] = []
        for number in 1...10 {
            let submission = try await desk.submission(
                of: application, to: number == 1 ? funder : desk.funder("Funder \(number)"))
            offers.append(try await desk.offer(["amount": "10000"], on: submission, accepted: false))
        }
        let (day, tenant, now, all) = (try desk.day("2026-11-02"), desk.tenant, desk.clock.now(), offers)
        let outcomes = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let offer = all[number % all.count]
                    return try await code {
                        try await desk.write { book, db in
                            try Desk.accept(offer, tenant: tenant, at: now, db)
                            _ = try book.fund(FundedDeal.New(offer: offer, fundedOn: day), db)
                        }
                    }
                }
            }
            return try await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == nil }.count == 1)
        #expect(Set(outcomes.compactMap { $0 }).isSubset(of: ["offer_already_accepted", "illegal_move", "stale"]))
        #expect(try await desk.value("SELECT count(*) FROM funded_deal") == 1)
        #expect(try await desk.value("SELECT count(*) FROM offer WHERE state = 'accepted'") == 1)
    }

    @Test func `E11 an offer that is a deal stays accepted until the deal is cancelled`() async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        let offer = try await desk.accepted("Able Bakery", by: funder, "40000")
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day("2026-11-02"))
        let deal = try await desk.write { try $0.fund(new, $1) }
        let (tenant, now) = (desk.tenant, desk.clock.now())
        for event in [Offer.Event.withdraw, .restore] {
            let refused = try await code {
                try await desk.database.write { db in
                    try Offer.move(
                        try Offer.find(offer, tenant: tenant, db), on: event, by: .system("test"), at: now, reason: nil,
                        db)
                }
            }
            #expect(refused == "offer_funded")
        }
        try await desk.write { try $0.cancel(deal.id, reason: "a mistake", $1) }
        try await desk.database.write { db in
            try Offer.move(
                try Offer.find(offer, tenant: tenant, db), on: .restore, by: .system("test"), at: now, reason: nil, db)
        }
    }

    @Test(arguments: [
        "funded_deal", "deal_terms", "deal_share", "commission_entry", "commission_part", "ledger_row", "ledger_entry",
        "history",
    ])
    func `E12 a deal whose writing ends halfway leaves nothing behind`(table: String) async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        let content = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 7_000), plan: .sameDay)
        try await desk.terms(content, of: funder)
        let payee = try await desk.payee("Olga")
        let offer = try await desk.accepted("Able Bakery", by: funder, "40000")
        let before = try await counts(desk)
        try await desk.refuseRows(of: table)
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day("2026-11-02"))
        let shares = [
            Share(.opener, payee, Percent(thousandths: 25_000)), Share(.house, nil, Percent(thousandths: 75_000)),
        ]
        await #expect(throws: (any Error).self) { try await desk.write { try $0.fund(new, shares: shares, $1) } }
        #expect(try await counts(desk) == before)
        try await desk.acceptRows(of: table)
        try await desk.write { _ = try $0.fund(new, shares: shares, $1) }
        try await desk.expectWhole()
    }

    /// How many rows stand in each table that a deal touches.
    private func counts(_ desk: Desk) async throws -> [Int] {
        let tables: [SQL] = [
            "funded_deal", "deal_terms", "deal_share", "commission_entry", "commission_part", "commission_payment",
            "ledger_row", "ledger_entry", "ledger_account", "submission_event", "history",
        ]
        return try await desk.database.read { db in
            try tables.map { try db.value("SELECT count(*) FROM \(part: $0)") ?? -1 }
        }
    }
}
