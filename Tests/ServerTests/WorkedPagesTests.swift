import Applications
import Cohorts
import Crypto
import Documents
import Kernel
import PartnerFunding
import People
import Storage
import Testing
import Web

@testable import Server

/// A programme that was worked out by hand, as a browser gets it: 500 a month, 5,000 once, and a sponsored cohort of 25 at 100
/// each.
@Suite struct WorkedPagesTests {
    /// Every amount that there is, as it was worked out by hand; no page has another one.
    // swift-format-ignore
    private static let amounts: Set<String> = [
        // what was promised, came in and is not here yet
        "$500", "$1,000", "$1,500", "$5,000", "$2,500", "$100", "$0",
        // what Lagos and Accra have, and what is left of it
        "$3,500", "$1,876.55", "$1,623.45", "$3,000", "$0.01", "$2,999.99", "$2,000", "$376.55", "$623.45",
        // payments
        "$100.10", "$23.35", "$123.45", "$999.99",
        // for each participant and each earner: of the cohorts, and of the partners
        "$46.38", "$90.19", "$150", "$375", "$62.34", "$124.69", "$40", "$76.92",
    ]

    /// All amounts that stand in a text.
    private static func amounts(in text: String) -> Set<String> {
        var found: Set<String> = []
        for part in text.split(separator: "$", omittingEmptySubsequences: false).dropFirst() {
            var amount = part.prefix { $0.isNumber || $0 == "," || $0 == "." }
            while let last = amount.last, !last.isNumber { amount = amount.dropLast() }
            found.insert("$" + amount)
        }
        return found
    }

    private static func session(_ live: LiveDesk, _ address: String, _ password: String) async throws -> String {
        let signed = try await live.ask("POST", "/sign-in", body: "email=\(address)&password=\(password)")
        #expect(signed.status == 303, "\(address)")
        return String(signed.headers.split(separator: "Set-Cookie: ").last?.prefix { $0 != ";" } ?? "")
    }

    /// The page's text; every amount in it is one of those worked out, and these words stand in it.
    private static func look(_ live: LiveDesk, _ path: String, _ cookie: String, _ words: [String]) async throws {
        let page = try await live.ask("GET", path, cookie: cookie)
        #expect(page.status == 200, "\(path)")
        let strange = amounts(in: page.body).subtracting(amounts)
        #expect(strange.isEmpty, "\(path): \(strange)")
        for word in words { #expect(page.body.contains(word), "\(path): \(word)") }
    }

    @Test func `F44 F45 F51 F52 F63 the programme worked out by hand is equal to the cent on every page of admins`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let made = try await WorkedOffice(demo)
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let cookie = try await Self.session(live, WorkedOffice.admin, WorkedOffice.password)
        // swift-format-ignore
        let pages: [(path: String, words: [String])] = [
            ("/partners", ["Committed: $1,500", "Paid out: $623.45", "Committed: $5,000", "Paid out: $2,999.99", "Committed: $2,500", "Paid out: $1,000", "Active commitments: 1"]),
            ("/partners?state=active", ["$1,500", "$623.45", "$2,999.99"]),
            ("/commitments", ["41.5 %", "59.9 %", "40.0 %", "$500 a month"]),
            ("/commitments?sort=utilisation", ["41.5 %", "59.9 %", "40.0 %"]),
            ("/commitments/\(made.commitments[0])", ["$1,500", "$1,000", "$376.55", "$623.45 (41.5 %)", "$500"]),
            ("/commitments/\(made.commitments[1])", ["$5,000", "$2,999.99 (59.9 %)", "$0.01", "$2,000"]),
            ("/commitments/\(made.commitments[2])", ["$2,500", "$1,000 (40.0 %)", "$1,500", "25 at $100"]),
            ("/commitments/\(made.commitments[0])/ledger", ["$100.10", "$23.35", "$500"]),
            ("/commitments/\(made.commitments[1])/ledger", ["$2,999.99", "$3,000"]),
            ("/commitments/\(made.commitments[2])/ledger", ["$999.99", "$0.01", "$2,500"]),
            ("/allocations", ["$123.45", "$2,999.99"]),
            ("/cohorts", ["$3,500", "$3,000", "35 of 35", "20 of 30"]),
            ("/cohorts/\(made.cohorts[0])", ["$3,500", "$100"]),
            ("/cohorts/\(made.cohorts[0])/funding", ["$3,500", "$1,876.55", "$1,623.45", "$46.38", "$90.19"]),
            ("/cohorts/\(made.cohorts[1])/funding", ["$3,000", "$0.01", "$2,999.99", "$150", "$375"]),
        ]
        for row in pages { try await Self.look(live, row.path, cookie, row.words) }
        for partner in made.partners { try await Self.look(live, "/partners/\(partner)", cookie, ["$5,000"]) }
        for method in ["PATCH", "PUT", "DELETE"] {
            let told = try await live.ask(
                method, "/commitments/\(made.commitments[1])", cookie: cookie, accept: "application/json",
                body: #"{"amount":"1"}"#, type: "application/json")
            #expect(told.status == 405, "F33 \(method): \(told.status)")
        }
    }

    @Test
    func
        `F44 F45 F46 F47 F48 the programme worked out by hand is equal to the cent on every page and paper of partners`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let made = try await WorkedOffice(demo)
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        // swift-format-ignore
        let partners: [(overview: [String], history: [String], report: [String])] = [
            (["<b class=\"figure\">$1,000</b>", "<b class=\"figure\">10</b>", "<b class=\"figure\">5</b>", "<b class=\"figure\">$124.69</b>", "$623.45", "41.5 %"],
             ["$1,000", "$500", "$100.10", "$23.35"],
             ["62.34 USD", "124.69 USD", "623.45 USD", "1000.00 USD"]),
            (["<b class=\"figure\">$5,000</b>", "<b class=\"figure\">20</b>", "<b class=\"figure\">8</b>", "<b class=\"figure\">$375</b>", "$2,999.99", "59.9 %"],
             ["$5,000", "$3,000", "$2,999.99"],
             ["150.00 USD", "375.00 USD", "2999.99 USD", "3000.00 USD"]),
            (["<b class=\"figure\">$2,500</b>", "<b class=\"figure\">25</b>", "<b class=\"figure\">13</b>", "<b class=\"figure\">$76.92</b>", "$1,000", "40.0 %"],
             ["$2,500", "$999.99", "$0.01"],
             ["40.00 USD", "76.92 USD", "1000.00 USD", "2500.00 USD"]),
        ]
        for (number, row) in partners.enumerated() {
            let cookie = try await Self.session(live, WorkedOffice.address(number), WorkedOffice.password)
            try await Self.look(live, "/partner", cookie, row.overview)
            try await Self.look(live, "/partner/me/history", cookie, row.history)
            try await Self.look(live, "/commitments/\(made.commitments[number])", cookie, [String(row.overview[5])])
            try await Self.look(live, "/partner/me/reports", cookie, ["Final report"])
            let report = "/partner-reports/\(made.reports[number])"
            try await Self.look(live, report, cookie, row.report)
            let paper = try await live.ask("GET", "\(report)/export", cookie: cookie)
            for word in row.report { #expect(paper.body.contains(word), "\(report): \(word)") }
        }
    }
}

/// An office of its own with the programme in it, made by the rules of its slices.
private struct WorkedOffice {
    static let password = "a+long+enough+one"
    static let admin = "admin%40worked.example"
    static func address(_ number: Int) -> String { "p\(number)%40worked.example" }

    let partners: [Partner.ID]
    let commitments: [Commitment.ID]
    let cohorts: [Cohort.ID]
    let reports: [PartnerReport.ID]

    init(_ demo: TemporaryDemo) async throws {
        let office = demo.demo.office
        let (now, keys) = (office.clock.now(), office.keys.personal)
        let hash = await office.passwords.hash("a long enough one")
        (partners, commitments, cohorts, reports) = try await office.database.write { db in
            let tenant = try Tenant.add(name: "Worked", by: .system("test"), at: now, db)
            let draft = try Person.Draft(email: "admin@worked.example", name: "Admin", roles: [.admin])
            let person = try Person.add(draft, password: hash, tenant: tenant, by: .system("test"), at: now, db)
            let work = Work(
                tenant: tenant, admin: .person(person.id), hash: hash, keys: keys, now: now, past: now - .days(60),
                db: db)
            return try work.all()
        }
    }

    private struct Work {
        let tenant: TenantID
        let admin: Who
        let hash: PasswordHash
        let keys: PersonalKeys
        let now: Moment
        let past: Moment
        let db: Connection
        private let maker = Who.system("test")

        func all() throws -> ([Partner.ID], [Commitment.ID], [Cohort.ID], [PartnerReport.ID]) {
            let start = now.day.adding(months: -2)
            let terms = [
                CommitmentTerms(Cents(50_000), .usd, .recurring(.monthly, start: start, end: nil)),
                CommitmentTerms(Cents(500_000), .usd, .oneOff(.nextCohort)),
                CommitmentTerms(
                    Cents(250_000), .usd, .cohortSponsor(size: 25, cost: Cents(10_000), region: nil, .soonest)),
            ]
            let partners = try (0..<3).map(partner)
            let commitments = try zip(partners, terms).map(commitment)
            for (id, cents) in zip(commitments, [100_000, 500_000, 250_000]) {
                _ = try CommitmentReceipt.book(
                    .init(Cents(Int64(cents)), .usd, reference: "in \(id)", on: now.day), for: find(id), by: admin,
                    at: now,
                    db)
            }
            let cohorts = try ["Lagos", "Accra"].map(cohort)
            try spend(commitments[0], cohorts[0], nil, start, [50_000])
            try spend(commitments[0], cohorts[0], nil, start.adding(months: 1), [10_010, 2_335])
            try spend(commitments[1], cohorts[1], 300_000, nil, [299_999])
            try spend(commitments[2], cohorts[0], 250_000, nil, [99_999, 1])
            try fill(cohorts[0], people: 35, earners: 18)
            try fill(cohorts[1], people: 20, earners: 8)
            let reports = try zip(partners, [cohorts[0], cohorts[1], cohorts[0]]).map { partner, cohort in
                try PartnerReport.lock(
                    ReportWish(.final, .cohort(cohort)), for: Partner.find(partner, tenant: tenant, db), by: admin,
                    at: now,
                    db
                ).id
            }
            return (partners, commitments, cohorts, reports)
        }

        private func partner(_ number: Int) throws -> Partner.ID {
            let enquiry = Enquiry(
                name: "Partner \(number)", contact: ("Ida", "p\(number)@worked.example"), interest: .unsure,
                amounts: (Cents(50_000), Cents(500_000)), currency: .usd, motivation: .ngo)
            let id = try Partner.add(enquiry, tenant: tenant, by: maker, at: past, db).id
            func found() throws -> Partner { try Partner.find(id, tenant: tenant, db) }
            try found().confirm(by: maker, at: past, db)
            for event in [Partner.Event.qualify, .approve] {
                try found().decide(.init(event), isUnspent: false, by: admin, at: past, db)
            }
            _ = try PartnerUser.add(name: "Ida", password: hash, to: found(), by: maker, at: past, db)
            return id
        }

        private func find(_ id: Commitment.ID) throws -> Commitment { try Commitment.find(id, tenant: tenant, db) }

        private func commitment(_ partner: Partner.ID, _ terms: CommitmentTerms) throws -> Commitment.ID {
            let made = try Commitment.submit(
                terms, for: Partner.find(partner, tenant: tenant, db), by: maker, at: past, db)
            try made.decide(.approve, note: nil, by: admin, at: past, db)
            return made.id
        }

        private func cohort(_ name: String) throws -> Cohort.ID {
            let terms = CohortTerms(
                name: name, from: past.day, to: now.day.adding(days: -1), cost: Cents(10_000), currency: .usd)
            return try Cohort.add(terms, tenant: tenant, by: maker, at: past, db).id
        }

        private func spend(
            _ commitment: Commitment.ID, _ cohort: Cohort.ID, _ cents: Int64?, _ cycle: Day?, _ parts: [Int64]
        ) throws {
            let id = try Allocation.plan(
                .init(cohort, cents.map { Cents($0) }, cycle: cycle), of: find(commitment), by: maker, at: now, db
            ).id
            func allocation() throws -> Allocation { try Allocation.find(id, tenant: tenant, db) }
            // By somebody who did not book what came in.
            try allocation().release(by: .person(PersonID(bits: 8)), at: now, db)
            for part in parts {
                try allocation().disburse(.init(Cents(part), .data, for: 5, note: "Data"), by: admin, at: now, db)
            }
        }

        private func fill(_ cohort: Cohort.ID, people: Int, earners: Int) throws {
            let ids = try (0..<people).map { number in
                let person = ParticipantPerson(name: "Person \(number)", email: "q\(number)-\(cohort)@people.example")
                return try Participant.add(
                    ParticipantEntry(person), to: cohort, keys: keys, tenant: tenant, by: maker, at: past, db
                ).id
            }
            try Cohort.find(cohort, tenant: tenant, db).start(by: maker, at: past, db)
            for id in ids.prefix(earners) {
                try Participant.find(id, tenant: tenant, db).measure(
                    Measurement(on: now.day, ParticipantStanding(firstIncomeOn: now.day)), by: maker, at: now, db)
            }
            try Cohort.find(cohort, tenant: tenant, db).close(reason: nil, by: maker, at: now, db)
        }
    }
}
