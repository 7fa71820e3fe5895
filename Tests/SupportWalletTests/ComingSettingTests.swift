import Kernel
import Storage
import Testing
import Web

@testable import SupportWallet

/// What moves every amount is nobody's alone: it holds a day later, or once another admin sets the same.
@Suite struct ComingSettingTests {
    private static func form(_ rules: SupportRules) -> Value {
        var form: Value = [
            "currency": .string(rules.currency.rawValue), "recent_days": "14", "starter_days": "14",
            "starter_kinds": ["data", "transport"], "least_momentum": Value("\(rules.leastMomentum)"),
            "most_repeats": Value("\(rules.mostRepeats)"), "mid_value": .string(rules.midValue.decimal),
            "usual_from": "6", "usual_to": "22", "minutes_ahead_of_utc": "60", "near_exhaustion_percent": "80",
        ]
        for kind in SupportKind.allCases {
            form = form.adding("\(kind.rawValue)_value", .string(rules.value(of: kind).decimal))
        }
        return form
    }

    private func rate(_ office: Supporting) async throws -> Int64? {
        try await office.read { try PayoutRate.of(.usd, $1, $0)?.tenThousandths }
    }

    private func keep(_ office: Supporting) async throws {
        let act = office.act
        if try await office.read({ try ComingSetting.isDue($1, at: act.now, $0) }) {
            try await office.write { db, _ in try ComingSetting.keep(act, db) }
        }
    }

    @Test func `I44 the first rate and a higher one hold once another admin sets the same, a lower one at once`()
        async throws
    {
        let office = try await Supporting()
        let (one, other) = (office.principal(.admin, 6), office.principal(.admin, 7))
        func set(_ naira: String, _ asker: Principal) async throws -> Bool {
            office.clock.advance(.minutes(1))
            let told = try await office.caller.call(.post, "/admin/support/rate", ["naira": .string(naira)], as: asker)
            return told["holds_at"] == .null
        }
        for _ in 1...2 {
            #expect(try await !set("1500", one))
            #expect(try await rate(office) == nil)
        }
        #expect(try await set("1500", other))
        #expect(try await rate(office) == 15_000_000)
        // A slip of the pen moves nothing, not from step to step either.
        for slip in ["15000", "1650", "1500.0001"] { #expect(try await !set(slip, one)) }
        #expect(try await rate(office) == 15_000_000)
        let shown = try await office.caller.call(.get, "/admin/support/settings", as: other)["rates"]?.list ?? []
        #expect(shown.first?["coming"]?["coming_naira"] == "1500.0001" && shown.first?["coming"]?["is_own"] == false)
        func alerts() async throws -> [String] {
            let now = office.clock.now()
            return try await office.read { try SupportWatch.findings($1, at: now, $0).map(\.subject) }
        }
        #expect(try await alerts().count == 1)
        // What is lower holds, and nothing waits behind it.
        #expect(try await set("1400", one))
        #expect(try await alerts() == [])
        office.clock.advance(.days(2))
        try await keep(office)
        #expect(try await rate(office) == 14_000_000)
        #expect(try await !set("1450", one))
        office.clock.advance(.seconds(86_399))
        try await keep(office)
        #expect(try await rate(office) == 14_000_000)
        office.clock.advance(.seconds(1))
        try await keep(office)
        #expect(try await rate(office) == 14_500_000)
        try await keep(office)
        #expect(try await office.read { try ComingSetting.isDue($1, at: .init(seconds: 4_000_000_000), $0) } == false)
    }

    @Test func `I44 another value in the place of what waits is another alert, and any admin refuses what waits`()
        async throws
    {
        let office = try await Supporting()
        let (one, other) = (office.principal(.admin, 6), office.principal(.admin, 7))
        let refusal = "/admin/support/coming/refusal"
        func rate(_ naira: String, _ asker: Principal) async throws {
            office.clock.advance(.minutes(1))
            _ = try await office.caller.call(.post, "/admin/support/rate", ["naira": .string(naira)], as: asker)
        }
        func alerts() async throws -> [(subject: String, text: String)] {
            let now = office.clock.now()
            return try await office.read { try SupportWatch.findings($1, at: now, $0) }
        }
        let waiting: Value = ["setting": "support.naira_rates.USD"]
        #expect(try await office.code(.post, refusal, waiting, as: other) == "nothing_waits")
        try await rate("1501", one)
        let first = try await alerts()
        #expect(first.count == 1 && first[0].text.contains("naira for one USD"))
        // The same again is what waits already; another is told anew, and waits its own day.
        try await rate("1501", one)
        #expect(try await alerts().map(\.subject) == first.map(\.subject))
        try await rate("15010", one)
        let second = try await alerts()
        #expect(second.count == 1 && second[0].subject != first[0].subject)
        #expect(try await office.code(.post, refusal, waiting, as: office.principal(.programmeOperator)) != nil)
        #expect(try await office.code(.post, refusal, ["setting": "support.nothing"], as: other) != nil)
        let key = Principal(
            tenant: office.tenant, person: nil, name: "A program", roles: [.admin],
            credential: .key(name: "A program"))
        #expect(try await office.code(.post, refusal, waiting, as: key) == "not_a_person")
        #expect(try await office.code(.post, refusal, waiting, as: other) == nil)
        #expect(try await alerts().isEmpty)
        office.clock.advance(.days(2))
        try await keep(office)
        #expect(try await self.rate(office) == nil)
        let row = try await office.read { db, tenant in
            try db.row(
                """
                SELECT who FROM history
                 WHERE tenant_id = \(tenant) AND event = 'support.naira_rates.USD.coming' AND detail LIKE '%is_refused%'
                """)?.get("who", as: Who.self)
        }
        #expect(row == other.who)
        // Borders and the allocation are refused likewise, by who set them too.
        let more: Value = ["allocation": "150", "currency": "USD"]
        #expect(try await office.code(.post, "/admin/support/settings", more, as: one) == nil)
        var rules = SupportRules()
        rules.leastMomentum = 1
        #expect(try await office.code(.post, "/admin/support/rules", Self.form(rules), as: one) == nil)
        #expect(try await alerts().count == 2)
        for name in ["support.wallet", "support.rules"] {
            #expect(try await office.code(.post, refusal, ["setting": .string(name)], as: one) == nil)
        }
        #expect(try await alerts().isEmpty)
    }

    @Test func `I44 what waited in a backup waits its day anew after the restore`() async throws {
        let office = try await Supporting()
        let one = office.principal(.admin, 6)
        _ = try await office.caller.call(.post, "/admin/support/rate", ["naira": "1500"], as: one)
        office.clock.advance(.days(9))
        let now = office.clock.now()
        _ = try await office.write { db, _ in try Disbursement.holdRestored(at: now, db) }
        try await keep(office)
        #expect(try await rate(office) == nil)
        office.clock.advance(.hours(23))
        try await keep(office)
        #expect(try await rate(office) == nil)
        office.clock.advance(.hours(1))
        try await keep(office)
        #expect(try await rate(office) == 15_000_000)
        // Another admin still lets it hold at once, and who set it does not.
        _ = try await office.caller.call(.post, "/admin/support/rate", ["naira": "1600"], as: one)
        let later = office.clock.now()
        _ = try await office.write { db, _ in try Disbursement.holdRestored(at: later, db) }
        _ = try await office.caller.call(.post, "/admin/support/rate", ["naira": "1600"], as: one)
        #expect(try await rate(office) == 15_000_000)
        try await office.setRate("1600")
        #expect(try await rate(office) == 16_000_000)
    }

    @Test func `I44 wider borders and higher worths are another admin's to confirm, narrower ones hold at once`()
        async throws
    {
        let office = try await Supporting()
        let (one, other) = (office.principal(.admin, 6), office.principal(.admin, 7))
        func set(_ asker: Principal, _ change: (inout SupportRules) -> Void) async throws -> Bool {
            var rules = try await office.read { try SupportRules.of($1, in: .usd, $0) }
            change(&rules)
            office.clock.advance(.minutes(1))
            let told = try await office.caller.call(.post, "/admin/support/rules", Self.form(rules), as: asker)
            return told["holds_at"] == .null
        }
        func rules() async throws -> SupportRules { try await office.read { try SupportRules.of($1, in: .usd, $0) } }
        #expect(try await set(one) { $0.leastMomentum = 60 })
        #expect(try await set(one) { $0.values[.data] = Cents(400) })
        #expect(try await !set(one) { $0.leastMomentum = 59 })
        #expect(try await !set(one) { $0.mostRepeats = 3 })
        #expect(try await !set(one) { $0.midValue = Cents(10_000) })
        #expect(try await !set(one) { $0.values[.data] = Cents(10_000) })
        let standing = try await rules()
        #expect(standing.leastMomentum == 60 && standing.mostRepeats == 2 && standing.midValue == Cents(1000))
        #expect(standing.value(of: .data) == Cents(400))
        let page = try await office.caller.call(.get, "/admin/support/rules", as: other)
        let differences = page["coming"]?["differences"]?.list ?? []
        #expect(differences.map { $0["coming_text"]?.text } == ["$100"])
        #expect(try await set(other) { $0.values[.data] = Cents(10_000) })
        #expect(try await rules().value(of: .data) == Cents(10_000))
        // Of a currency without worths nothing is known, so the first ones wait too.
        #expect(
            try await !set(one) {
                $0.currency = .ngn
                $0.values[.data] = Cents(1)
            })
        office.clock.advance(.hours(24))
        try await keep(office)
        #expect(try await office.read { try SupportRules.of($1, in: .ngn, $0).value(of: .data) } == Cents(1))
    }

    @Test func `I04 I44 a higher allocation waits for another admin or a day, and no key sets anything`() async throws {
        let office = try await Supporting()
        let (one, other) = (office.principal(.admin, 6), office.principal(.admin, 7))
        let key = Principal(
            tenant: office.tenant, person: nil, name: "A program", roles: [.admin],
            credential: .key(name: "A program"))
        func allocation() async throws -> Cents { try await office.read { try WalletSettings.of($1, $0).allocation } }
        let path = "/admin/support/settings"
        let more: Value = ["allocation": "150", "currency": "USD"]
        #expect(try await office.code(.post, path, more, as: key) == "not_a_person")
        #expect(try await office.code(.post, path, more, as: one) == nil)
        #expect(try await allocation() == Cents(10_000))
        let shown = try await office.caller.call(.get, path, as: one)
        #expect(shown["coming"]?["allocation"] == "150.00" && shown["coming"]?["is_own"] == true)
        #expect(try await office.code(.post, path, more, as: other) == nil)
        #expect(try await allocation() == Cents(15_000))
        #expect(try await office.code(.post, path, ["allocation": "90", "currency": "USD"], as: one) == nil)
        #expect(try await allocation() == Cents(9_000))
        let borders = Self.form(SupportRules())
        #expect(try await office.code(.post, "/admin/support/rules", borders, as: key) == "not_a_person")
        #expect(try await office.code(.post, path, more, as: one) == nil)
        office.clock.advance(.hours(24))
        try await keep(office)
        #expect(try await allocation() == Cents(15_000))
    }
}
