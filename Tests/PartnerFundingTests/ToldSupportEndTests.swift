import Cohorts
import Kernel
import Storage
import TestCalls
import Testing
import Web

@testable import PartnerFunding

/// What partners are told of support for few is never more than an allocation comes to, and all of it once that ended.
@Suite struct ToldSupportEndTests {
    @Test func `F46 F50 support of others after some gave back is told when that is, never above the allocation`()
        async throws
    {
        let house = try await ToldHouse.whole()
        try await house.paidOut()
        try await house.office.comesBack("a", "b", "c")
        try await house.office.monthPasses()
        try await house.pay(4_000, "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t")
        try await house.office.monthPasses()
        #expect(try await house.told() == ["paid_out 1600.00"])
        // Five who gave back, and the twelve and three that are left.
        try await house.office.comesBack("d", "e")
        try await house.office.monthPasses()
        #expect(try await house.told() == ["paid_out 480.00", "came_back -1000.00", "paid_out 1600.00"])
        #expect(try await house.office.flaws() == [])
    }

    @Test func `F46 F50 at an allocation's end what was paid and what came back is one sum where either is of few`()
        async throws
    {
        let house = try await ToldHouse.whole()
        try await house.paidOut()
        try await house.office.comesBack("a", "b", "c")
        try await house.pay(10_000, "i")
        try await house.office.monthPasses()
        #expect(try await house.told() == ["paid_out 1600.00"])
        try await house.cancel()
        #expect(try await house.told() == ["came_back -500.00", "paid_out 1600.00"])
        try await house.office.comesBack("i")
        #expect(try await house.told() == ["came_back -100.00", "came_back -500.00", "paid_out 1600.00"])
        #expect(try await house.office.standing(house.id)["disbursed"]?.text == "1000.00")
        #expect(try await house.office.flaws() == [])
    }

    @Test func `F46 F50 what came back is told with the row that makes its allocation smaller than what was told`()
        async throws
    {
        let house = try await ToldHouse.whole()
        try await house.paidOut()
        try await house.office.comesBack("a")
        #expect(try await house.told() == ["paid_out 1600.00"])
        _ = try await house.office.act("/allocations/\(house.made)/adjustments", ["amount": "-50", "reason": "less"])
        #expect(try await house.told() == ["came_back -200.00", "paid_out 1600.00"])
        try await house.cancel()
        #expect(try await house.told() == ["came_back -200.00", "paid_out 1600.00"])
    }

    @Test func `F46 F50 a payment by hand for five waits where what came back before it is not told`() async throws {
        let house = try await ToldHouse.whole()
        try await house.paidOut()
        try await house.office.comesBack("a", "b", "c")
        try await house.office.disburse("500", of: house.made, as: .cash, for: 5)
        try await house.office.disburse("50", of: house.made, as: .overhead)
        #expect(try await house.told() == ["paid_out 1600.00"])
        try await house.office.disburse("50", of: house.made, as: .cash, for: 5)
        try await house.office.monthPasses()
        // It is complete again, for as much as was told.
        #expect(try await house.told() == ["paid_out 1600.00"])
        #expect(try await house.office.standing(house.id)["disbursed"]?.text == "1600.00")
    }

    @Test(arguments: [true, false])
    func `F46 F50 F56 what was paid by hand one by one is told at the month's end after its allocation ended`(
        isAll: Bool
    ) async throws {
        let house = try await ToldHouse.whole("2500")
        let office = house.office
        _ = try await office.fill(house.cohort, people: isAll ? 24 : 9, earners: 2)
        for _ in 0..<(isAll ? 25 : 10) { try await office.disburse("100", of: house.made, as: .tools, for: 1) }
        if !isAll {
            try await office.monthPasses()
            #expect(try await house.told() == [])
            try await house.cancel()
        }
        #expect(try await house.told() == [])
        try await office.monthPasses()
        let sum = isAll ? "2500.00" : "1000.00"
        #expect(try await house.told() == ["paid_out \(sum)"])
        office.clock.advance(.days(400))
        try await house.close()
        let last = try await house.lock(["type": "final", "cohort": Value(house.cohort)])
        #expect(last["paid_out.USD"] == "\(sum) USD")
        let history = try await office.caller.call(.get, "/partner/me/history", as: house.principal)["items"]?.list
        let told = history?.first { $0["event"]?.text == "paid_out" }?["date"]?.text ?? ""
        let year = try await house.lock(["type": "annual", "year": Value(Int(told.prefix(4)) ?? 0)])
        #expect(year["paid_out.USD"] == "\(sum) USD")
    }

    @Test func `F50 what came back with a payment by hand among what was told is told when the allocation ended`()
        async throws
    {
        let house = try await ToldHouse.whole()
        try await house.pay(5_000, "a", "b", "c", "d", "e")
        try await house.office.disburse("200", of: house.made, as: .cash, for: 4)
        try await house.office.monthPasses()
        try await house.office.comesBack("a", "b", "c", "d", "e")
        try await house.office.monthPasses()
        #expect(try await house.told() == ["paid_out 450.00"])
        try await house.cancel()
        #expect(try await house.told() == ["came_back -250.00", "paid_out 450.00"])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `F46 F50 whatever is paid and comes back is told between nothing and the allocation`(seed: UInt64)
        async throws
    {
        let house = try await ToldHouse.whole()
        let office = house.office
        var (state, holders): (UInt64, [String]) = (seed, [])
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        for step in 0..<60 {
            let made = try await office.allocation(house.made)
            let isOpen = made.state == .released && made.rest > Cents(20_000)
            switch next(8) {
            case 0, 1, 2:
                for number in 0...next(4) where isOpen {
                    holders.append("\(step)-\(number)")
                    try await house.pay(4_000, "\(step)-\(number)")
                }
            case 3, 4:
                for _ in 0...next(5) where !holders.isEmpty {
                    try await office.comesBack(holders.remove(at: next(holders.count)))
                }
            case 5 where made.state == .released:
                // As much as there is.
                try await office.disburse(made.rest.decimal, of: house.made, as: .cash, for: 1 + next(7))
            case 6 where isOpen:
                let form: Value = ["amount": "-20", "reason": "less"]
                _ = try await office.act("/allocations/\(house.made)/adjustments", form)
            default: try await office.monthPasses()
            }
            try await house.told("step \(step) of \(seed)")
        }
        if try await office.allocation(house.made).state == .released { try await house.cancel() }
        try await office.monthPasses()
        try await house.told()
        let shown = try await office.caller.call(.get, "/commitments/\(house.id)", as: house.principal)["standing"]
        #expect(shown == (try await office.standing(house.id)))
        #expect(try await office.flaws() == [])
    }
}

extension ToldHouse {
    /// All of a commitment is for one cohort.
    fileprivate static func whole(_ amount: String = "1600") async throws -> ToldHouse {
        try await ToldHouse(amount, of: amount)
    }

    fileprivate func pay(_ cents: Int64, _ holders: String...) async throws {
        for holder in holders { try await office.support(Cents(cents), for: holder, in: cohort) }
    }

    /// 1,600 for eight wallets, as told.
    fileprivate func paidOut() async throws {
        try await pay(20_000, "a", "b", "c", "d", "e", "f", "g", "h")
        try await office.monthPasses()
        #expect(try await told() == ["paid_out 1600.00"])
    }

    fileprivate func cancel() async throws {
        _ = try await office.act("/allocations/\(made)/cancellation", ["reason": "over"])
    }

    private static func cents(_ value: Value?) -> Int64 {
        Int64(value?.text?.filter { $0 != "." && $0 != "," } ?? "") ?? 0
    }

    /// The history's rows of what was paid out and came back, the newest first; each figure of the partner's pages adds up.
    @discardableResult
    fileprivate func told(_ note: Comment? = nil) async throws -> [String] {
        let path = "/partner/me/history?limit=200"
        let history = try #require(try await office.caller.call(.get, path, as: principal)["items"]?.list)
        var (amount, told): (Int64, Int64) = (0, 0)
        for row in history.reversed() {
            switch row["event"]?.text {
            case "allocated", "adjusted", "given_back": amount += Self.cents(row["amount"])
            case "paid_out", "came_back": told += Self.cents(row["amount"])
            default: continue
            }
            #expect(told >= 0 && told <= amount, note)
        }
        let page = try await office.caller.call(.get, "/commitments/\(id)", as: principal)
        let (standing, made) = (page["standing"], page["allocations"]?["items"]?.list?.first)
        #expect(Self.cents(standing?["disbursed"]) == told, note)
        #expect(Self.cents(made?["disbursed"]) == told && Self.cents(made?["amount"]) == amount, note)
        #expect(Self.cents(standing?["held"]) >= 0 && Self.cents(standing?["unspent"]) >= 0, note)
        return history.filter { ["paid_out", "came_back"].contains($0["event"]?.text) }
            .map { "\($0["event"]?.text ?? "") \($0["amount"]?.text ?? "")" }
    }

    fileprivate func lock(_ form: Value) async throws -> [String: String] {
        ReportTests.figures(try await office.act("/partners/\(partner)/reports", form).value)
    }

    fileprivate func close() async throws {
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write {
            try Cohort.find(cohort, tenant: tenant, $0).close(reason: nil, by: .system("test"), at: now, $0)
        }
    }
}
