import Deals
import Funders
import Kernel
import Storage
import Testing

@testable import Commissions

@Suite struct StatementTests {
    @Test func `E21 a payee's lines that were spoiled are found, and made anew from the rows`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let payee = try await desk.payee("Olga Opener")
        try desk.go(to: "2026-11-02")
        let deal = try await desk.funded(
            "Ann", by: funder, "10000", on: "2026-11-02",
            shares: [
                Share(.opener, payee, Percent(thousandths: 30_000)), Share(.house, nil, Percent(thousandths: 70_000)),
            ])
        try await desk.confirm(try await desk.take("Deal,Amount,Trace\n\(deal.reference),1000.00,T1\n", from: funder))
        try desk.go(to: "2026-11-10")
        try await desk.confirm(try await desk.take("Deal,Amount,Trace\n\(deal.reference),-400.00,T2\n", from: funder))
        let (tenant, from, to) = (desk.tenant, try desk.day("2026-11-05"), try desk.day("2026-11-30"))
        func told() async throws -> [Int64] {
            let statement = try await desk.database.read {
                try Statement.of(payee, .usd, from: from, to: to, tenant: tenant, $0)
            }
            return [statement.opening.count] + statement.lines.map(\.balance.count)
        }
        #expect(try await told() == [30_000, 18_000])
        let spoilings: [SQL] = [
            "DELETE FROM payee_line", "UPDATE payee_line SET change_cents = change_cents + 1",
            "UPDATE payee_line SET day = '2026-11-06' WHERE change_cents > 0",
        ]
        for spoiling in spoilings {
            try await desk.database.write { try $0.run(spoiling) }
            #expect(try await told() != [30_000, 18_000])
            #expect(try await !desk.database.read { try CommissionSums.areRight(tenant: tenant, $0) })
            try await desk.database.write { try CommissionSums.rebuild(tenant: tenant, $0) }
            #expect(try await told() == [30_000, 18_000])
        }
        try await desk.expectWhole()
    }

    /// What October closed with it still closes with, whatever is taken back in November, and November opens with it.
    @Test func `E21 a month that is over stays as it was told, whatever is taken back later`() async throws {
        let desk = try await Desk()
        try desk.go(to: "2026-10-05")
        let funder = try await desk.payingFunder()
        let payee = try await desk.payee("Olga Opener")
        let (deal, mistake) = (
            try await desk.funded(
                "Ann", by: funder, "10000", on: "2026-10-05",
                shares: [
                    Share(.opener, payee, Percent(thousandths: 50_000)),
                    Share(.house, nil, Percent(thousandths: 50_000)),
                ]),
            try await desk.funded("Ann", by: funder, "7000", on: "2026-10-05")
        )
        let day = try desk.go(to: "2026-10-20")
        let payments = try await desk.write { book, db in
            try ["T1": Int64(60_000), "T2": 40_000].sorted { $0.key < $1.key }.map { trace, cents in
                try book.pay(
                    .init(funder: funder, .usd, by: .ach, trace: trace, on: day, [.init(deal.id, Cents(cents))]), db
                ).id
            }
        }
        let payout = try await desk.write {
            try $0.payOut(Payout.New(Cents(20_000), .usd, by: .wire, reference: "P1", on: day), to: payee, $1).id
        }
        let (tenant, first, last) = (desk.tenant, try desk.day("2026-10-01"), try desk.day("2026-10-31"))
        func october() async throws -> [Statement] {
            try await desk.database.read {
                [
                    try Statement.of(funder, .usd, from: first, to: last, tenant: tenant, $0),
                    try Statement.of(payee, .usd, from: first, to: last, tenant: tenant, $0),
                ]
            }
        }
        let told = try await october()
        #expect(told.map(\.closing.count) == [70_000, 30_000])
        try desk.go(to: "2026-11-22")
        try await desk.write { try $0.reverse(payout, reason: "it came back", $1) }
        let again = try await code {
            try await desk.write {
                try $0.payOut(Payout.New(Cents(40_000), .usd, by: .wire, reference: "P2", on: day), to: payee, $1)
            }
        }
        #expect(again == "more_than_payable_then", "the wrong one stood on that day")
        try await desk.write { try $0.reverse(payments[1], reason: "another office's", $1) }
        try await desk.write { try $0.cancel(mistake.id, reason: "typed twice", $1) }
        #expect(try await october() == told)
        let november = try await desk.database.read {
            try Statement.of(payee, .usd, from: last.adding(days: 1), to: last.adding(days: 30), tenant: tenant, $0)
        }
        #expect(november.opening == Cents(30_000) && november.closing == Cents(30_000))
        #expect(november.lines.map(\.what) == ["Share, opener, taken back", "Paid out, Wire, taken back"])
        try await desk.expectStatementsFollow(funder, payee, through: "2026-11-30")
        try await desk.expectWhole()
    }
}

extension Desk {
    /// A statement that begins on a day opens with what the one of all days before it closes with, and has the lines that
    /// the one of all time has from that day on.
    func expectStatementsFollow(_ funder: Funder.ID, _ payee: Payee.ID, through last: String) async throws {
        let (tenant, first, last) = (tenant, try day("2026-10-01"), try day(last))
        for read in [
            { try Statement.of(funder, .usd, from: $0, to: $1, tenant: tenant, $2) },
            { try Statement.of(payee, .usd, from: $0, to: $1, tenant: tenant, $2) },
        ] as [@Sendable (Day, Day, Connection) throws -> Statement] {
            let whole = try await database.read { try read(first, last, $0) }
            #expect(whole.lines.count >= 4 && whole.opening == .zero)
            for number in 1...(last - first) {
                let split = first.adding(days: number)
                let (before, rest) = try await database.read {
                    (try read(first, split.adding(days: -1), $0), try read(split, last, $0))
                }
                #expect(rest.opening == before.closing && before.lines + rest.lines == whole.lines)
            }
        }
    }
}
