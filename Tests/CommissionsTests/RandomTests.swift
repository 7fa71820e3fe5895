import Deals
import Funders
import Kernel
import Storage
import Testing

@testable import Commissions

@Suite struct RandomTests {
    /// Whatever is booked in whatever order, or refused, every sum keeps to its rule after each step.
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `E14 E16 E22 E23 any order of payments, clawbacks and mistakes keeps every sum`(seed: UInt64) async throws {
        let desk = try await Desk()
        var dice = Dice(seed)
        let funder = try await desk.funder("Atlas")
        var terms = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 7_333), plan: .sameDay)
        terms.clawbackDays = 60
        terms.clawbackMode = .proRata
        terms.reserve = Percent(thousandths: 12_345)
        terms.bonusTiers = [Incentive(count: 2, bonus: Cents(5_000)), Incentive(count: 3, bonus: Cents(77_777))]
        try await desk.terms(terms, of: funder)
        var payees: [Payee.ID] = []
        for number in 0..<4 { payees.append(try await desk.payee("Payee \(number)")) }
        let roles: [ShareRole] = [.opener, .closer, .iso, .referral]
        let shares =
            zip(roles, payees).map { Share($0, $1, Percent(thousandths: 16_667)) }
            + [Share(.house, nil, Percent(thousandths: 33_332))]
        let offer = try await desk.accepted("Able Bakery", by: funder, "12345.67")
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day("2026-11-02"))
        let deal = try await desk.write { try $0.fund(new, shares: shares, $1) }
        var offers: [Offer.ID] = []
        for number in 0..<6 { offers.append(try await desk.accepted("Other \(number)", by: funder, "9000")) }
        let day = try desk.go(to: "2026-11-20")
        var others: [FundedDeal.ID] = []
        var payments: [CommissionPayment.ID] = []
        var booked = 0
        for step in 0..<80 {
            let cents = Int64.random(in: 1...30_000, using: &dice)
            let chosen = payments.randomElement(using: &dice)
            // Before anything is paid mostly splits, adjustments and other deals of the month are drawn.
            let kind = Int.random(in: step < 25 ? 3..<9 : 0..<9, using: &dice)
            let drawn = drawn(shares, &dice)
            let (offer, other) = (offers.last, others.randomElement(using: &dice))
            let amount = kind == 3 && Bool.random(using: &dice) ? Cents(-cents) : Cents(cents)
            // Without an amount: what the terms give on that day, and all that is expected.
            let isWhole = dice.next() % 5 == 0
            do {
                if kind == 7, let offer {
                    let new = FundedDeal.New(offer: offer, fundedOn: day)
                    others.append(try await desk.write { try $0.fund(new, shares: drawn, $1).id })
                    offers.removeLast()
                } else if kind == 8, let other {
                    try await desk.write { try $0.cancel(other, reason: "drawn", $1) }
                    others.removeAll { $0 == other }
                }
                let made = try await desk.write { book, db -> CommissionPayment.ID? in
                    var payment = CommissionPayment.New(
                        funder: funder, .usd, by: .ach, trace: "\(step)", on: day,
                        [.init(deal.id, kind == 2 && isWhole ? nil : amount)])
                    payment.reason = "drawn"
                    switch kind {
                    case 0, 1: return try book.pay(payment, db).id
                    case 2: return try book.clawBack(payment, db).id
                    case 3: _ = try book.adjust(deal.id, by: amount, reason: "drawn", on: day, db)
                    case 4: _ = try book.earn(deal.id, isWhole ? nil : amount, on: day, db)
                    case 5: if let chosen { try book.reverse(chosen, reason: "drawn", db) }
                    case 6: try book.split(deal.id, drawn, reason: "drawn", db)
                    default: break
                    }
                    return nil
                }
                if let made { payments.append(made) }
                booked += 1
            } catch is any Refusal {
                // Refused: nothing was written, as the sums show.
            }
            for id in [deal.id] + others { try await check(desk, id) }
        }
        #expect(booked > 20)
        // The last payment brings each share to exactly its part of what was expected.
        let open = try await desk.standing(deal.id).open
        if open > .zero {
            try await desk.write {
                _ = try $0.pay(
                    .init(funder: funder, .usd, by: .ach, trace: "last", on: day, [.init(deal.id, open)]), $1)
            }
        }
        let tenant = desk.tenant
        let (expected, paid) = try await desk.database.read { db in
            (
                try CommissionEntry.parts(of: deal.id, CommissionEntry.Kind.expectations, tenant: tenant, db),
                try CommissionEntry.parts(of: deal.id, [.paid], tenant: tenant, db)
            )
        }
        for part in expected {
            let same = paid.first { $0.role == part.role && $0.payee == part.payee }
            #expect(same?.amount ?? .zero == part.amount, "\(part.role.rawValue)")
        }
        try await check(desk, deal.id)
    }

    /// The same holders with other portions that sum to the whole.
    private func drawn(_ shares: [Share], _ dice: inout Dice) -> [Share] {
        let weights = shares.map { _ in Int64.random(in: 1...1_000, using: &dice) }
        let portions = Cents(100_000).split(by: weights)
        return zip(shares, portions).filter { $1 > .zero }.map {
            Share($0.role, $0.payee, Percent(thousandths: $1.count))
        }
    }

    private func check(_ desk: Desk, _ deal: FundedDeal.ID) async throws {
        let standing = try await desk.standing(deal)
        #expect(standing.earned <= standing.expected && standing.paid <= standing.earned)
        #expect(standing.clawedBack <= standing.paid && standing.clawedBack >= .zero)
        try await desk.expectWhole()
        let torn: Int? = try await desk.value(
            """
            SELECT count(*) FROM (
                SELECT commission_entry.id FROM commission_entry
                  JOIN commission_part ON commission_part.entry_id = commission_entry.id
                 WHERE commission_entry.kind <> 'release'
                 GROUP BY commission_entry.id, commission_entry.amount_cents
                HAVING sum(commission_part.amount_cents) <> commission_entry.amount_cents) AS torn
            """)
        #expect(torn == 0, "the parts of an entry sum to it")
    }
}

/// The same throws for the same seed (xorshift64*).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
