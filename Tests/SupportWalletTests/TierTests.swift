import Cohorts
import Kernel
import Testing

@testable import SupportWallet

/// Borders of the tiers and of eligibility, each as a row.
@Suite struct TierTests {
    private static let rules = SupportRules()

    @Test(
        arguments: [
            // momentum  tier
            (49, Tier.programmeOperator), (50, .automatic), (51, .automatic), (0, .programmeOperator),
            (nil, .programmeOperator),
        ] as [(Int?, Tier)])
    func `I14 momentum of 50 is automatic, of 49 is not, and what was not measured is not 50`(
        momentum: Int?, tier: Tier
    ) {
        #expect(Self.rules.tier(TierFacts(.data, momentum: momentum, value: Cents(500))).tier == tier)
    }

    @Test func `I14 all four must hold: starter pack, mandatory mission, momentum, balance`() {
        let whole = TierFacts(.data, value: Cents(500))
        #expect(Self.rules.tier(whole).tier == .automatic && Self.rules.tier(whole).reasons.isEmpty)
        // swift-format-ignore
        let rows: [(TierFacts, Tier, TierReason)] = [
            (TierFacts(.tools, value: Cents(500)),                                  .programmeOperator, .notInStarterPack),
            (TierFacts(.data, daysActive: 14, value: Cents(500)),                   .programmeOperator, .notInStarterPack),
            (TierFacts(.data, isMandatory: false, value: Cents(500)),               .programmeOperator, .missionNotMandatory),
            (TierFacts(.data, momentum: 49, value: Cents(500)),                     .programmeOperator, .lowMomentum),
            (TierFacts(.data, value: Cents(500), committed: Cents(9501)),           .admin,    .balanceTooLow),
        ]
        for (facts, tier, reason) in rows {
            let found = Self.rules.tier(facts)
            #expect(found.tier == tier && found.reasons.contains(reason), "\(facts)")
        }
        #expect(Self.rules.tier(TierFacts(.data, daysActive: 13, value: Cents(500))).tier == .automatic)
    }

    @Test(
        arguments: [
            // ordinal  value  minute      tier
            (1, 500, 720, Tier.automatic), (2, 500, 720, .automatic), (3, 500, 720, .programmeOperator),
            (1, 1000, 720, .automatic),
            (1, 1001, 720, .programmeOperator), (1, 500, 6 * 60, .automatic), (1, 500, 6 * 60 - 1, .programmeOperator),
            (1, 500, 22 * 60 - 1, .automatic), (1, 500, 22 * 60, .programmeOperator),
        ])
    func `I16 the third request, a value above mid-level and an unusual hour are an operator's`(
        ordinal: Int, value: Int64, minute: Int, tier: Tier
    ) {
        let facts = TierFacts(.data, ordinal: ordinal, value: Cents(value), minute: minute)
        #expect(Self.rules.tier(facts).tier == tier)
    }

    @Test(
        arguments: [
            // allocated  committed  value  tier
            (10_000, 7500, 500, Tier.automatic), (10_000, 7501, 500, .admin), (1_000_000, 799_900, 100, .automatic),
            (1_000_000, 799_901, 100, .admin), (3, 1, 1, .automatic), (3, 2, 1, .admin),
        ])
    func `I18 80.00 percent of the budget, with this request, is not an admin's, and 80.01 is`(
        allocated: Int64, committed: Int64, value: Int64, tier: Tier
    ) {
        let facts = TierFacts(
            .data, value: Cents(value), allocated: Cents(allocated), committed: Cents(committed))
        #expect(Self.rules.tier(facts).tier == tier)
    }

    @Test func `I09 cash is an admin's whatever else holds, and never in the starter pack`() {
        #expect(Self.rules.tier(TierFacts(.cash, value: Cents(1))).tier == .admin)
        var rules = SupportRules()
        rules.starterKinds = Set(SupportKind.allCases)
        #expect(rules.tier(TierFacts(.cash, value: Cents(1))).tier == .admin)
        #expect(SupportKind.standard == .data && SupportKind.allCases.sorted() == [.data, .transport, .tools, .cash])
        #expect(Self.rules.tier(TierFacts(.data, value: Cents(500), hasRisk: true)).tier == .admin)
    }

    @Test func `I10 I11 eligibility is a table: active, and with an attempt of the last fourteen days`() throws {
        let today = try #require(Day("2026-11-18"))
        // swift-format-ignore
        let rows: [(Participant.State, daysAgo: Int?, Eligibility)] = [
            (.active,    0,   .eligible),
            (.active,    14,  .eligible),
            (.active,    15,  .noRecentAttempt),
            (.active,    nil, .noRecentAttempt),
            (.paused,    0,   .paused),
            (.waiting,   0,   .notStarted),
            (.seated,    0,   .notStarted),
            (.completed, 0,   .ended),
            (.withdrawn, 0,   .ended),
        ]
        for (state, ago, code) in rows {
            let newest = ago.map { today.adding(days: -$0) }
            #expect(Eligibility.of(state, newestAttempt: newest, today: today, Self.rules) == code, "\(state)")
        }
    }

    @Test func `I13 what a participant reads has no digit and none of the words of money`() {
        let texts =
            Eligibility.allCases.map(\.words)
            + OwnRequest.Word.allCases.map(\.label) + OwnRequest.Told.allCases.map(\.label)
            + Question.allCases.map(\.label) + WhyNotEarlier.allCases.map(\.label)
        for text in texts {
            #expect(!text.contains { $0.isNumber }, "\(text)")
            for word in ["budget", "balance", "amount", "remaining", "limit", "$", "usd", "naira", "approved", "tier"] {
                #expect(!text.lowercased().contains(word), "\(text)")
            }
        }
        // Exhausted budgets and risks read as anything else.
        #expect(
            [Denial.budgetExhausted, .risk, .other].map(OwnRequest.Told.init) == [
                .notPossible, .notPossible, .notPossible,
            ])
    }

    @Test(
        arguments: [
            ("call 08031234567 now", "call ••• now"), ("nin 123 4567 8901.", "nin •••."),
            ("room 12, floor 3", "room 12, floor 3"),
            ("on 2026-11-20", "on 2026-11-20"), ("12345678901", "•••"), ("a1b2", "a1b2"), ("123456789", "123456789"),
            ("0123456789 ", "••• "), ("(0803) 123 4567", "(•••"), ("0803,123,4567", "•••"), ("0803/123/4567", "•••"),
            ("0803\u{A0}123\u{202F}4567", "•••"), ("0803 - 123 - 4567 x", "••• x"),
            ("12 cups, 34 pens and 56 bags, 7890", "12 cups, 34 pens and 56 bags, 7890"),
        ])
    func `I22 numbers as long as a NIN or an account are masked before anything is stored`(text: String, masked: String)
    {
        #expect(LongNumbers.masked(text) == masked)
    }
}
