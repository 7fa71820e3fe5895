import Deals
import Kernel
import Testing

@testable import Commissions

extension PaymentTests {
    @Test func `E23 what the terms give is taken back once, whoever asks again and however often`() async throws {
        let (desk, deal, _) = try await deal()
        let first = payment(deal, 400_000)
        try await desk.write { _ = try $0.pay(first, $1) }
        let day = try desk.go(to: "2026-11-17")
        let early = payment(deal, 100, trace: "C0", on: deal.fundedOn.adding(days: -1))
        #expect(try await code { try await desk.write { try $0.clawBack(early, $1) } } == "before_funding")
        let silent = payment(deal, nil, trace: nil, on: day)
        #expect(try await desk.write { try $0.clawBack(silent, $1).amount } == Cents(266_667))
        #expect(try await code { try await desk.write { try $0.clawBack(silent, $1) } } == "taken_back_already")
        // Five days on the terms give less than was taken: nothing is at risk any more.
        let later = payment(deal, nil, trace: nil, on: try desk.go(to: "2026-11-22"))
        #expect(try await code { try await desk.write { try $0.clawBack(later, $1) } } == "taken_back_already")
        let tenant = desk.tenant
        func risk() async throws -> [String] {
            try await desk.database.read { db in
                try Exposure.of(nil, on: day, tenant: tenant, db).days(from: day, in: .usd, most: 1).map(
                    \.amount.decimal)
            }
        }
        #expect(try await risk() == ["0.00"])
        // The same once more, with a reason: only the funder's reference tells it from the former.
        var more = payment(deal, 500, trace: nil, on: day)
        more.reason = "a fee"
        let (fee, named) = (more, payment(deal, 500, trace: "F2", on: day, reason: "a fee"))
        try await desk.write { _ = try $0.clawBack(fee, $1) }
        #expect(try await code { try await desk.write { try $0.clawBack(fee, $1) } } == "clawback_known")
        try await desk.write { _ = try $0.clawBack(named, $1) }
        try await desk.expectWhole()
    }

    @Test func `E23 nothing is taken back before it was paid, and what is left at risk follows from all that was paid`()
        async throws
    {
        let (desk, deal, _) = try await deal()
        let day = try desk.go(to: "2026-11-17")
        let paid = payment(deal, 400_000, on: day)
        try await desk.write { _ = try $0.pay(paid, $1) }
        let early = payment(deal, 100, trace: nil, on: day.adding(days: -2), reason: "x")
        #expect(try await code { try await desk.write { try $0.clawBack(early, $1) } } == "more_than_kept")
        let part = payment(deal, 66_667, trace: nil, on: day, reason: "a part")
        try await desk.write { _ = try $0.clawBack(part, $1) }
        let tenant = desk.tenant
        let risk = try await desk.database.read { db in
            try Exposure.of(nil, on: day, tenant: tenant, db).days(from: day, in: .usd, most: 1).map(\.amount.decimal)
        }
        // 30 of 45 days of 4,000.00 are 2,666.67, of which 666.67 went.
        #expect(risk == ["2000.00"])
        let rest = payment(deal, nil, trace: nil, on: day)
        #expect(try await desk.write { try $0.clawBack(rest, $1).amount } == Cents(200_000))
        try await desk.expectWhole()
    }

    @Test func `E16 an adjustment is no larger than what was funded`() async throws {
        let (desk, deal, _) = try await deal()
        let (day, most) = (deal.fundedOn, deal.amount)
        for amount in [most + Cents(1), .zero - most - Cents(1), Cents.largest] {
            #expect(
                try await code { try await desk.write { try $0.adjust(deal.id, by: amount, reason: "x", on: day, $1) } }
                    == "adjustment_too_large")
        }
        try await desk.write { _ = try $0.adjust(deal.id, by: most, reason: "x", on: day, $1) }
        try await desk.expectWhole()
    }
}
