import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

@Suite struct CommitmentTests {
    // swift-format-ignore
    static let oneOff: Value = ["type": "one_off", "currency": "USD", "amount": "5000", "intended_use": "next_cohort"]

    // swift-format-ignore
    private static let taken: [(row: String, form: Value, amount: Int64)] = [
        ("F19", ["type": "recurring", "currency": "USD", "amount": "500", "cadence": "monthly", "starts_on": "2026-01-31"], 50_000),
        ("F19", ["type": "recurring", "currency": "USD", "amount": "500", "cadence": "annual", "starts_on": "2026-01-31", "ends_on": "2030-01-31"], 50_000),
        ("F20", oneOff, 500_000),
        ("F25", oneOff.adding("intended_use", "general_pool"), 500_000),
        ("F21", ["type": "cohort_sponsor", "currency": "GBP", "cohort_size": "25", "cost_per_participant": "100", "timing": "soonest"], 250_000),
        ("F26", ["type": "cohort_sponsor", "currency": "USD", "cohort_size": "1", "cost_per_participant": "0.01", "timing": "any", "target_region": "the port"], 1),
        ("F22", ["type": "capacity_pool", "currency": "USD", "amount": "1000", "seats": "50"], 100_000),
        ("F23", ["type": "pledge_pending", "currency": "USD", "amount": "1000"], 100_000),
    ]

    @Test func `F18 F19 F20 F21 F22 F23 F25 F26 F27 each type is kept in one model, with the amount in whole cents`()
        async throws
    {
        let office = try await Partnered()
        let id = try await office.partner(in: .approved)
        for (row, form, amount) in Self.taken {
            let made = try await office.act("/commitments", form.adding("partner", Value(id)))
            let kept = try await office.commitment(made["id"])
            #expect(kept.terms.amount == Cents(amount) && kept.state == .submitted, "\(row)")
            for name in form.fields?.names ?? [] {
                let (said, shown) = (form[name]?.text ?? "", made[name])
                let text = shown?.text ?? shown?.integer.map { "\($0)" }
                #expect(text == said || text == Cents(decimal: said)?.decimal, "\(row) \(name)")
            }
        }
        #expect(try await office.count("SELECT count(*) FROM funding_commitment") == Self.taken.count)
    }

    // swift-format-ignore
    private static let wrong: [(row: String, type: String, field: String, value: Value)] = [
        ("F18", "one_off",        "type",                 "gift"),
        ("F19", "recurring",      "amount",               "0"),
        ("F19", "recurring",      "cadence",              "weekly"),
        ("F19", "recurring",      "starts_on",            ""),
        ("F19", "recurring",      "starts_on",            "1999-12-31"),
        ("F24", "recurring",      "ends_on",              "2026-01-30"),
        ("F20", "one_off",        "amount",               "-1"),
        ("F20", "one_off",        "amount",               "1.005"),
        ("F25", "one_off",        "intended_use",         "a friend"),
        ("F21", "cohort_sponsor", "cohort_size",          "0"),
        ("F26", "cohort_sponsor", "timing",               "soon"),
        ("F27", "cohort_sponsor", "cost_per_participant", "10000000000"),
        ("F22", "capacity_pool",  "seats",                "0"),
        ("F23", "pledge_pending", "amount",               ""),
        ("F18", "pledge_pending", "currency",             "DOUBLOON"),
    ]

    @Test func `F18 F19 F20 F21 F22 F23 F27 what a type needs is asked for by its field, and nothing is kept`()
        async throws
    {
        let office = try await Partnered()
        let id = try await office.partner(in: .approved)
        for (row, type, field, value) in Self.wrong {
            let form = try #require(Self.taken.first { $0.form["type"]?.text == type }?.form)
            do {
                _ = try await office.act("/commitments", form.adding("partner", Value(id)).adding(field, value))
                Issue.record("\(row) \(type) \(field) was taken")
            } catch let errors as FieldErrors {
                #expect(errors.errors.map(\.field).contains(field), "\(row) \(type) \(field): \(errors.errors)")
            }
        }
        #expect(try await office.count("SELECT count(*) FROM funding_commitment") == 0)
    }

    // swift-format-ignore
    private static let calendars: [(cadence: CommitmentTerms.Cadence, start: String, end: String?, until: String, days: [String])] = [
        (.monthly,   "2026-01-31", nil,          "2026-04-30", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        (.monthly,   "2028-01-31", nil,          "2028-02-29", ["2028-01-31", "2028-02-29"]),
        (.monthly,   "2026-01-31", "2026-03-30", "2030-01-01", ["2026-01-31", "2026-02-28"]),
        (.quarterly, "2026-11-30", nil,          "2027-08-29", ["2026-11-30", "2027-02-28", "2027-05-30"]),
        (.annual,    "2028-02-29", nil,          "2030-02-28", ["2028-02-29", "2029-02-28", "2030-02-28"]),
        (.monthly,   "2027-01-01", nil,          "2026-12-31", []),
    ]

    @Test func `F24 cycles follow the calendar, and an open-ended commitment promises what has begun`() throws {
        for row in Self.calendars {
            let start = try #require(Day(row.start))
            let terms = CommitmentTerms(
                Cents(100), .usd, .recurring(row.cadence, start: start, end: row.end.flatMap { Day($0) }))
            let until = try #require(Day(row.until))
            #expect(terms.cycles(until: until).map(\.description) == row.days, "\(row)")
            #expect(terms.promised(on: until) == Cents(Int64(100 * row.days.count)), "\(row)")
        }
        // With a last day all of it is promised from the first day on.
        let start = try #require(Day("2026-01-01"))
        let terms = CommitmentTerms(
            Cents(100), .usd, .recurring(.monthly, start: start, end: start.adding(months: 11)))
        #expect(terms.promised(on: start) == Cents(1200))
    }

    @Test func `F28 F29 F53 a promise is decided by a person who did not enter it, once, with actor, time and note`()
        async throws
    {
        let office = try await Partnered()
        let partner = try await office.partner(in: .approved)
        let id = try await office.commit(Self.oneOff, for: partner)
        await #expect(throws: CommitmentRefusal.ownPromise(id)) { try await office.act("/commitments/\(id)/approval") }
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "crm", roles: [.admin], credential: .key(name: "crm"))
        await #expect(throws: CommitmentRefusal.notAPerson) {
            try await office.act("/commitments/\(id)/approval", as: key)
        }
        _ = try await office.act("/commitments/\(id)/approval", as: office.checker)
        await #expect(throws: IllegalMove.self) {
            try await office.act("/commitments/\(id)/approval", as: office.checker)
        }
        let tenant = office.tenants[0]
        let rows = try await office.database.read { try History.of("commitment", id, tenant: tenant, $0) }
        #expect(rows.filter { $0.event == "approve" }.map(\.who) == [office.checker.who])
        #expect(try await office.commitment(id).approvedAt == office.clock.now())
        for (path, state) in [("change-requests", Commitment.State.changesRequested), ("decline", .declined)] {
            let id = try await office.commit(Self.oneOff, for: partner)
            await #expect(throws: CommitmentRefusal.reasonNeeded) {
                try await office.act("/commitments/\(id)/\(path)", ["note": " "], as: office.checker)
            }
            _ = try await office.act("/commitments/\(id)/\(path)", ["note": "half of it"], as: office.checker)
            #expect(try await office.commitment(id).state == state)
            let shown = try await office.caller.call(.get, "/commitments/\(id)", as: office.admin)
            #expect(shown["changes_wanted"]?.text == (state == .changesRequested ? "half of it" : nil))
        }
    }

    @Test func `F28 F32 F33 every action in every status does what the table says, or is refused with 409`()
        async throws
    {
        let office = try await Partnered()
        let partner = try await office.partner(in: .active)
        let actions: [(String, Commitment.Event, Value)] = [
            ("approval", .approve, ["note": "x"]), ("change-requests", .requestChanges, ["note": "x"]),
            ("decline", .decline, ["note": "x"]), ("cancellation", .cancel, ["reason": "x"]),
            ("pause", .pause, ["reason": "x"]), ("resumption", .resume, [:]),
        ]
        for state in Commitment.State.allCases {
            for (path, event, form) in actions {
                let id = try await office.commit(Self.oneOff, for: partner)
                try await office.database.write {
                    try $0.run("UPDATE commitment_standing SET state = \(state) WHERE commitment_id = \(id)")
                }
                let status = try await office.status(
                    .post, "/commitments/\(id)/\(path)", form, as: office.checker
                )
                let target = Commitment.lifecycle.target(from: state, on: event)
                #expect(status == (target == nil ? 409 : 200), "\(state) \(path): \(status)")
                #expect(try await office.commitment(id).state == target ?? state, "\(state) \(path)")
            }
        }
        for state in Partner.State.allCases where state != .approved && state != .active {
            office.clock.advance(.hours(1))
            let other = try await office.partner(in: state)
            let form = Self.oneOff.adding("partner", Value(other))
            #expect(try await office.status(.post, "/commitments", form, as: office.admin) == 409, "\(state)")
        }
    }

    @Test func `F33 F36 an amount is never edited: other terms are another commitment that supersedes it`() async throws
    {
        let office = try await Partnered()
        let partner = try await office.partner(in: .active)
        for statement: SQL in [
            "UPDATE funding_commitment SET amount_cents = 1", "DELETE FROM funding_commitment",
        ] {
            _ = try await office.commit(Self.oneOff, for: partner)
            await #expect(throws: StorageFault.self) { try await office.database.write { try $0.run(statement) } }
        }
        let changing = office.caller.routes.filter { $0.pattern.hasPrefix("/commitments") && !$0.method.isSafe }
        #expect(changing.allSatisfy { $0.method == .post })
        let id = try await office.approved(Self.oneOff, for: partner)
        try await office.receive("1000", for: id)
        let other = Self.oneOff.adding("amount", "2500").adding("supersedes", Value(id))
        let later = try await office.commit(other, for: partner)
        let former = try await office.commitment(id)
        #expect(former.state == .cancelled && former.supersededBy == later)
        #expect(try await office.commitment(later).supersedes == id)
        // What was paid in stays, and what was not is promised no longer.
        let shown = try await office.caller.call(.get, "/commitments/\(id)", as: office.admin)
        #expect(shown["standing"]?["unspent"]?.text == "1000.00" && shown["standing"]?["promised"]?.text == "1000.00")
        #expect(try await office.booked("commitment.promised", of: id) == 0)
        #expect(try await office.booked("commitment.capital", of: id) == 100_000)
        #expect(
            try await office.status(
                .post, "/commitments", other.adding("partner", Value(partner)), as: office.admin) == 409)
    }

    @Test func `J04 a repeated command makes one commitment`() async throws {
        let office = try await Partnered()
        let form = Self.oneOff.adding("partner", Value(try await office.partner(in: .approved)))
        var ids: Set<String> = []
        for _ in 0..<3 {
            let made = try await office.caller.call(.post, "/commitments", form, as: office.admin, key: "once")
            ids.insert(made["id"]?.text ?? "")
        }
        #expect(ids.count == 1)
        #expect(try await office.count("SELECT count(*) FROM funding_commitment") == 1)
    }
}
