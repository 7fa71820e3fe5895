import Deals
import Funders
import Kernel
import Submissions
import Testing

@testable import Commissions

@Suite struct TermsTests {
    /// Mode, the day counted from the funding, of a window of 60 days, and what may be taken of 1,000.00.
    private static let clawbacks: [(ClawbackMode, Int, Int64)] = [
        (.full, 0, 100_000), (.full, 60, 100_000), (.full, 61, 0), (.proRata, 0, 100_000), (.proRata, 20, 66_667),
        (.proRata, 30, 50_000), (.proRata, 59, 1_667), (.proRata, 60, 0), (.proRata, 61, 0),
    ]

    @Test(arguments: clawbacks)
    func `E23 what may be taken back follows from the days that are left of the window`(
        mode: ClawbackMode, days: Int, cents: Int64
    ) throws {
        let funded = try #require(Day("2026-11-02"))
        let amount = mode.amount(
            of: Cents(100_000), fundedOn: funded, until: funded.adding(days: 60), on: funded.adding(days: days))
        #expect(amount == Cents(cents))
    }
}

@Suite struct AgreedCommissionTests {
    /// What triggers a commission, a submission's kind, and what the terms pay: so much, and an offer's points before it?
    @Test(
        arguments: [
            (.funded, .new, 8_000, true), (.funded, .renewal, 0, false), (.fundedAndRenewal, .new, 8_000, true),
            (.fundedAndRenewal, .renewal, 5_000, true),
        ] as [(CommissionTerms.Trigger, Submission.Kind, Int64, Bool)])
    func `E13 E24 E26 a renewal earns by its own rate, and nothing where the terms pay for new deals alone`(
        trigger: CommissionTerms.Trigger, kind: Submission.Kind, rate: Int64, takesPoints: Bool
    ) throws {
        var content = CommissionTerms.Content(
            validFrom: try #require(Day("2026-01-01")), currency: .usd, rate: Percent(thousandths: 8_000),
            plan: .sameDay)
        content.renewalRate = Percent(thousandths: 5_000)
        content.trigger = trigger
        let terms = CommissionTerms(
            id: .init(bits: 1), funder: .init(bits: 2), version: 1, content: content, who: .system("test"),
            at: Moment(seconds: 0))
        let agreed = terms.agreed(for: kind)
        #expect(agreed.rate == Percent(thousandths: rate) && agreed.takesOfferPoints == takesPoints)
    }
}

@Suite struct PlanTests {
    /// The week of Thanksgiving 2026 (Thursday 26 November), and Saturday and Sunday after it; the year's last days, where
    /// Christmas is a Friday and New Year's Day too.
    // swift-format-ignore
    private static let due: [(funded: String, sameDay: String, endOfWeek: String, nextWeek: String, seven: String, two: String)] = [
        // funded         same day      end of week   next week     seven days    two days
        ("2026-11-23", "2026-11-23", "2026-11-27", "2026-11-30", "2026-11-30", "2026-11-25"),
        ("2026-11-24", "2026-11-24", "2026-11-27", "2026-11-30", "2026-12-01", "2026-11-27"),
        ("2026-11-25", "2026-11-25", "2026-11-27", "2026-11-30", "2026-12-02", "2026-11-27"),
        ("2026-11-26", "2026-11-27", "2026-11-27", "2026-11-30", "2026-12-03", "2026-11-30"),
        ("2026-11-27", "2026-11-27", "2026-11-27", "2026-11-30", "2026-12-04", "2026-11-30"),
        ("2026-11-28", "2026-11-30", "2026-12-04", "2026-11-30", "2026-12-07", "2026-11-30"),
        ("2026-11-29", "2026-11-30", "2026-12-04", "2026-11-30", "2026-12-07", "2026-12-01"),
        ("2026-12-24", "2026-12-24", "2026-12-24", "2026-12-28", "2026-12-31", "2026-12-28"),
        ("2026-12-25", "2026-12-28", "2026-12-31", "2026-12-28", "2027-01-04", "2026-12-28"),
        ("2026-12-30", "2026-12-30", "2026-12-31", "2027-01-04", "2027-01-06", "2027-01-04"),
    ]

    @Test(arguments: due)
    func `A28 E19 each of the five plans names the business day on which a deal's commission is due`(
        funded: String, sameDay: String, endOfWeek: String, nextWeek: String, seven: String, two: String
    ) async throws {
        let plans: [(CommissionPlan, String)] = [
            (.sameDay, sameDay), (.endOfWeek, endOfWeek), (.beginningOfNextWeek, nextWeek), (.sevenDaysOut, seven),
            (.twoDaysOut, two),
        ]
        #expect(plans.count == CommissionPlan.allCases.count)
        let desk = try await Desk()
        try desk.go(to: funded)
        for (plan, day) in plans {
            let funder = try await desk.funder(plan.rawValue)
            let content = CommissionTerms.Content(
                validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 1_000), plan: plan)
            try await desk.terms(content, of: funder)
            let offer = try await desk.accepted(plan.rawValue, by: funder, "10000")
            let new = FundedDeal.New(offer: offer, fundedOn: try desk.day(funded))
            let deal = try await desk.write { try $0.fund(new, $1).id }
            #expect(try await desk.standing(deal).dueOn == desk.day(day), "\(plan.rawValue)")
        }
    }
}

@Suite struct RenewalTests {
    /// Terms of an offer, the share paid down, and the day counted by hand from Monday 2 November 2026; nil: not known.
    // swift-format-ignore
    private static let paydowns: [(terms: Value, share: Int64, day: String?)] = [
        // 13,500 in payments of 1,350: the fifth business day; Veterans Day lies behind it.
        (["factor_rate": "1.35", "payment_amount": "1350", "payment_frequency": "daily"],  50_000, "2026-11-09"),
        (["factor_rate": "1.35", "payment_amount": "1350", "payment_frequency": "daily"],  75_000, "2026-11-13"),
        (["factor_rate": "1.35", "payment_amount": "1350", "payment_frequency": "weekly"], 50_000, "2026-12-07"),
        (["factor_rate": "1.35", "payment_amount": "1351", "payment_frequency": "biweekly"], 50_000, "2027-01-11"),
        (["term_value": 9, "term_unit": "months"],                                         50_000, "2027-04-02"),
        (["term_value": 10, "term_unit": "weeks"],                                         50_000, "2026-12-07"),
        (["term_value": 7, "term_unit": "calendar_days"],                                  100_000, "2026-11-09"),
        (["factor_rate": "1.35"],                                                          50_000, nil),
    ]

    @Test(arguments: paydowns)
    func `E24 a renewal is asked for when the chosen share is paid down, where that is known`(
        terms: Value, share: Int64, day: String?
    ) async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var content = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 1_000), plan: .sameDay)
        content.renewalShare = Percent(thousandths: share)
        try await desk.terms(content, of: funder)
        let offer = try await desk.accepted("Able Bakery", by: funder, "10000", terms: terms)
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day("2026-11-02"))
        let deal = try await desk.write { try $0.fund(new, $1) }
        #expect(deal.renewalDueOn?.description == day)
    }

    @Test func `A57 E24 a renewal links to the earlier deal and takes it from the list of those that are due`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        let offer = try await desk.accepted("Able Bakery", by: funder, "10000")
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day("2026-11-02"))
        let first = try await desk.write { try $0.fund(new, $1) }
        let (tenant, now, due) = (desk.tenant, desk.clock.now(), try desk.day("2026-12-01"))
        func waiting(by day: Day) async throws -> [FundedDeal.ID] {
            try await desk.database.read { db in
                var filter = DealLine.Filter()
                filter.renewalBy = day
                return try DealLine.list(filter, page: .init(limit: 10, after: nil), tenant: tenant, db).items.map(
                    \.deal.id)
            }
        }
        #expect(try await waiting(by: due).isEmpty, "an offer without payments says nothing")
        try await desk.database.write {
            try FundedDeal.setRenewal(first.id, on: due, tenant: tenant, by: .system("test"), at: now, $0)
        }
        #expect(try await waiting(by: due.adding(days: -1)).isEmpty)
        #expect(try await waiting(by: due) == [first.id])
        let later = try await desk.accepted("Able Bakery", by: funder, "15000", kind: .renewal)
        func asked(_ offer: Offer.ID) async throws -> FundedDeal.ID? {
            try await desk.database.read {
                let submission = try Offer.find(offer, tenant: tenant, $0).submission
                return try FundedDeal.renewed(by: submission, tenant: tenant, $0)?.id
            }
        }
        #expect(try await asked(later) == first.id, "before it is a deal, by merchant and funder")
        #expect(try await asked(offer) == nil, "no renewal is asked for")
        let stranger = try await desk.accepted("Baker Deli", by: funder, "15000", kind: .renewal)
        let elsewhere = try await desk.accepted(
            "Able Bakery", by: try await desk.funder("Borealis"), "15000", kind: .renewal)
        #expect(try await asked(stranger) == nil, "another merchant")
        #expect(try await asked(elsewhere) == nil, "another funder")
        var renewal = FundedDeal.New(offer: later, fundedOn: try desk.day("2026-11-02"))
        renewal.renews = first.id
        let order = renewal
        let second = try await desk.write { try $0.fund(order, $1) }
        #expect(second.kind == .renewal && second.renews == first.id)
        #expect(try await asked(later) == first.id)
        let line = try await desk.database.read { try DealLine.of(first.id, tenant: tenant, $0) }
        #expect(line.value(today: due)["is_renewal_due"] == false)
        #expect(try await waiting(by: due).isEmpty)
        #expect(try await code { try await desk.write { try $0.cancel(first.id, reason: "x", $1) } } == "deal_renewed")
    }

    @Test func `E13 terms that pay for first fundings only expect nothing of a renewal`() async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var content = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 8_000), plan: .sameDay)
        content.trigger = .funded
        try await desk.terms(content, of: funder)
        let offer = try await desk.accepted("Able Bakery", by: funder, "10000")
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day("2026-11-02"))
        let first = try await desk.write { try $0.fund(new, $1) }
        let later = try await desk.accepted(
            "Able Bakery", by: funder, "15000", kind: .renewal, terms: ["commission_points": "9"])
        var renewal = FundedDeal.New(offer: later, fundedOn: try desk.day("2026-11-02"))
        renewal.renews = first.id
        let order = renewal
        let second = try await desk.write { try $0.fund(order, $1) }
        #expect(try await desk.standing(first.id).expected == Cents(80_000))
        #expect(try await desk.standing(second.id).word == .nothing)
        let tenant = desk.tenant
        let used = try await desk.database.read { try CommissionTerms.used(by: second.id, tenant: tenant, $0) }
        #expect(used?.terms.version == 1 && used?.expectation.rate == Percent(thousandths: 0))
    }

    @Test func `E12 a deal whose funder had no terms expects nothing until they are there and somebody asks`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        let offer = try await desk.accepted("Able Bakery", by: funder, "10000")
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day("2026-11-02"))
        let deal = try await desk.write { try $0.fund(new, $1).id }
        #expect(try await code { try await desk.write { try $0.expect(deal, $1) } } == "no_terms")
        let content = CommissionTerms.Content(
            validFrom: try desk.day("2026-11-02"), currency: .usd, rate: Percent(thousandths: 8_000), plan: .sameDay)
        try await desk.terms(content, of: funder)
        try await desk.write { try $0.expect(deal, $1) }
        #expect(try await desk.standing(deal).expected == Cents(80_000))
        #expect(try await code { try await desk.write { try $0.expect(deal, $1) } } == "expected_already")
    }

    @Test func `E13 a version that came meanwhile is not written over`() async throws {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        let content = CommissionTerms.Content(
            validFrom: try desk.day("2026-11-02"), currency: .usd, rate: Percent(thousandths: 8_000), plan: .sameDay)
        try await desk.terms(content, of: funder)
        #expect(try await code { try await desk.terms(content, of: funder) } == "changed_meanwhile")
        try await desk.terms(content, of: funder, after: 1)
        let tenant = desk.tenant
        let versions = try await desk.database.read { try CommissionTerms.versions(of: funder, tenant: tenant, $0) }
        #expect(versions.map(\.version) == [2, 1] && versions.map(\.content) == [content, content])
    }
}
