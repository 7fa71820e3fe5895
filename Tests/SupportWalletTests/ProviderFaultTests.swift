import Kernel
import Storage
import Testing
import Web

@testable import SupportWallet

/// Providers that fail, contradict themselves or are not reached.
@Suite struct ProviderFaultTests {
    @Test(arguments: [401, 429, 500])
    func `I28 a fault before the transfer ends nothing: it is tried again, and pays once`(status: Int) async throws {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        office.providers.simulator.set(.shut(status))
        for _ in 1...3 { try await office.disburse() }
        var found = try await office.disbursement(id)
        #expect(found.state == .waiting && found.calledAt == nil)
        #expect(try await office.own(group)[0]["status"] == "on_its_way")
        // Not at once, and not by a web-hook.
        office.providers.simulator.set(.success)
        try await office.disburse()
        #expect(try await office.hear(event: "transfer.success", found.reference) == 200)
        #expect(try await office.disbursement(id).state == .waiting)
        office.clock.advance(.minutes(6))
        try await office.disburse()
        found = try await office.disbursement(id)
        #expect(found.state == .completed)
        #expect(office.providers.simulator.entry(found.reference)?.times == 1)
    }

    // swift-format-ignore
    @Test(
        arguments: [
            (200, "success", true, .done(code: "c")),          (200, "failed", false, .failed("failed")),
            (200, "reversed", false, .failed("reversed")),     (200, "abandoned", false, .failed("abandoned")),
            (200, "blocked", false, .failed("blocked")),       (200, "received", false, .pending(code: "c")),
            (200, "otp", false, .pending(code: "c")),          (200, "new word", false, .unavailable),
            (404, nil, true, .notFound),                       (404, nil, false, .unavailable),
            (500, nil, true, .unavailable),                    (401, nil, true, .unavailable),
        ] as [(Int, String?, Bool, PayoutStanding)])
    func `I28 each word of a provider has its meaning, and a 404 of somebody else has none`(
        status: Int, word: String?, isDenied: Bool, standing: PayoutStanding
    ) {
        #expect(PayoutStanding(status: status, word: word, code: "c", isDenied: isDenied) == standing)
    }

    @Test func `I28 an end that contradicts the booked one is told to people, who say what it was`() async throws {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        office.providers.simulator.set(.pending)
        try await office.disburse()
        let reference = try await office.disbursement(id).reference
        for event in ["transfer.failed", "transfer.success", "transfer.success"] {
            #expect(try await office.hear(event: event, reference) == 200)
        }
        let (admin, reader) = (office.principal(.admin, 6), office.principal(.impactOfficer))
        let found = try await office.caller.call(.get, "/admin/support/differences", as: reader)["items"]?.list ?? []
        #expect(found.count == 1 && found[0]["ours"] == "failed" && found[0]["theirs"] == "transfer.success")
        func alerts() async throws -> [String] {
            let now = office.clock.now()
            return try await office.read { try SupportWatch.findings($1, at: now, $0).map(\.subject) }
        }
        #expect(try await alerts() == ["late_end"])
        let path = "/admin/support-differences/\(found[0]["id"]?.text ?? "")/resolution"
        #expect(try await office.code(.post, path, ["reason": "paid back"], as: reader) == "role_missing")
        #expect(try await office.code(.post, path, ["reason": "paid back"], as: admin) == nil)
        #expect(try await office.code(.post, path, ["reason": "paid back"], as: admin) == "illegal_move")
        #expect(try await alerts() == [])
    }

    @Test func `I47 what is on its way, or waits, for more than a day is told to people`() async throws {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        office.providers.simulator.set(.pending)
        func alerts() async throws -> [String] {
            let now = office.clock.now()
            return try await office.read { try SupportWatch.findings($1, at: now, $0).map(\.subject) }
        }
        office.clock.advance(.hours(23))
        #expect(try await alerts() == [])
        office.clock.advance(.hours(1))
        #expect(try await alerts() == ["waiting"])
        try await office.disburse()
        #expect(try await office.disbursement(id).state == .sent)
        #expect(try await alerts() == [])
        office.clock.advance(.hours(25))
        #expect(try await alerts() == ["open"])
    }

    @Test func `a rate is of one currency, from one naira to a hundred thousand, and none leaves without its own`()
        async throws
    {
        let office = try await Supporting()
        let admin = office.principal(.admin, 6)
        let path = "/admin/support/rate"
        for wrong in ["0.0007", "0.9999", "100000.0001", "x"] {
            #expect(try await office.code(.post, path, ["naira": .string(wrong)], as: admin) != nil, "\(wrong)")
        }
        try await office.setRate("2000", "GBP")
        let group = try await office.group()
        let id = try await office.ask(.data, group)
        try await office.triage()
        try await office.disburse()
        #expect(try await office.disbursement(id).state == .waiting)
        try await office.setRate("1500")
        try await office.disburse()
        let reference = try await office.disbursement(id).reference
        #expect(office.providers.simulator.entry(reference)?.amount == 750_000)
        let shown = try await office.caller.call(.get, "/admin/support/settings", as: admin)["rates"]?.list ?? []
        #expect(shown.compactMap { $0["naira"]?.text } == ["1500.0000", "2000.0000"])
    }

    @Test func `what a kind is worth is of one currency: a wallet of another has its own`() async throws {
        let office = try await Supporting()
        let act = office.act
        try await office.write { db, _ in
            var rules = SupportRules()
            rules.currency = .ngn
            rules.values[.data] = Cents(750_000)
            rules.midValue = Cents(1_500_000)
            try rules.write(act, db)
        }
        // The wallet is in dollars, the amounts above are not.
        let group = try await office.group()
        let id = try await office.ask(.data, group)
        #expect(try await office.request(id).amount == Cents(500))
        try await office.write { db, _ in
            try WalletSettings(allocation: Cents(15_000_000), currency: .ngn).write(act, db)
        }
        let other = try await office.group(1, name: "Abuja 1")
        let second = try await office.ask(.data, other)
        #expect(try await office.request(second).amount == Cents(750_000))
        try await office.triage()
        #expect(try await office.request(second).tier == .automatic)
        // What is set for one currency leaves the others as they were.
        try await office.write { db, tenant in
            var dollars = try SupportRules.of(tenant, in: .usd, db)
            dollars.values[.data] = Cents(700)
            try dollars.write(act, db)
            #expect(try SupportRules.of(tenant, in: .ngn, db).value(of: .data) == Cents(750_000))
            #expect(try SupportRules.of(tenant, in: .usd, db).value(of: .data) == Cents(700))
        }
    }
}
