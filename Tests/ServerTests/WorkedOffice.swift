import Applications
import Cohorts
import Crypto
import Kernel
import PartnerFunding
import People
import Storage

@testable import Server

/// An office of its own with the programme in it, made by the rules of its slices.
struct WorkedOffice {
    static let password = "a+long+enough+one"
    static let admin = "admin%40worked.example"
    static func address(_ number: Int) -> String { "p\(number)%40worked.example" }

    let partners: [Partner.ID]
    let commitments: [Commitment.ID]
    let cohorts: [Cohort.ID]
    let reports: [PartnerReport.ID]
    let tenant: TenantID

    /// `isOver`: the cohorts are closed, and final reports of them are locked.
    init(_ demo: TemporaryDemo, isOver: Bool = true) async throws {
        let office = demo.demo.office
        let (now, keys) = (office.clock.now(), office.keys.personal)
        let hash = await office.passwords.hash("a long enough one")
        (tenant, partners, commitments, cohorts, reports) = try await office.database.write { db in
            let tenant = try Tenant.add(name: "Worked", by: .system("test"), at: now, db)
            let draft = try Person.Draft(email: "admin@worked.example", name: "Admin", roles: [.admin])
            let person = try Person.add(draft, password: hash, tenant: tenant, by: .system("test"), at: now, db)
            let work = Work(
                tenant: tenant, admin: .person(person.id), hash: hash, keys: keys, now: now, past: now - .days(60),
                db: db)
            let (partners, commitments, cohorts) = try work.all()
            return (tenant, partners, commitments, cohorts, isOver ? try work.finals(partners, cohorts) : [])
        }
    }

    /// The cohorts are closed.
    func end(_ demo: TemporaryDemo) async throws {
        let (tenant, now, cohorts) = (tenant, demo.clock.now(), cohorts)
        try await demo.demo.office.database.write { db in
            for id in cohorts {
                try Cohort.find(id, tenant: tenant, db).close(reason: nil, by: .system("test"), at: now, db)
            }
        }
    }

    func lock(_ wish: ReportWish, for number: Int, _ demo: TemporaryDemo) async throws -> PartnerReport.ID {
        let (tenant, now, partner) = (tenant, demo.clock.now(), partners[number])
        return try await demo.demo.office.database.write { db in
            try PartnerReport.lock(
                wish, for: Partner.find(partner, tenant: tenant, db), by: .system("test"), at: now, db
            ).id
        }
    }

    /// More came in for the first commitment.
    func receive(_ amount: Cents, on day: Day, _ demo: TemporaryDemo) async throws {
        let (tenant, now, id) = (tenant, demo.clock.now(), commitments[0])
        _ = try await demo.demo.office.database.write { db in
            try CommitmentReceipt.book(
                .init(amount, .usd, reference: "late", on: day), for: Commitment.find(id, tenant: tenant, db),
                by: .person(PersonID(bits: 8)), at: now, db)
        }
    }

    /// The version in place of a report.
    func correct(_ report: String, _ reason: String, _ demo: TemporaryDemo) async throws -> PartnerReport.ID {
        let (tenant, now) = (tenant, demo.clock.now())
        return try await demo.demo.office.database.write { db in
            let id = PartnerReport.ID(report) ?? PartnerReport.ID(bits: 0)
            return try PartnerReport.find(id, tenant: tenant, db)
                .correct(reason: reason, by: .system("test"), at: now, db).id
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

        func all() throws -> ([Partner.ID], [Commitment.ID], [Cohort.ID]) {
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
            // Later than the first's, so that wallets of Lagos take from the first's as long as it has something.
            try spend(commitments[2], cohorts[0], 250_000, nil, [99_999, 1], at: now + .seconds(1))
            try fill(cohorts[0], people: 35, earners: 18)
            try fill(cohorts[1], people: 20, earners: 8)
            return (partners, commitments, cohorts)
        }

        func finals(_ partners: [Partner.ID], _ cohorts: [Cohort.ID]) throws -> [PartnerReport.ID] {
            for id in cohorts { try Cohort.find(id, tenant: tenant, db).close(reason: nil, by: maker, at: now, db) }
            return try zip(partners, [cohorts[0], cohorts[1], cohorts[0]]).map { partner, cohort in
                try PartnerReport.lock(
                    ReportWish(.final, .cohort(cohort)), for: Partner.find(partner, tenant: tenant, db), by: admin,
                    at: now,
                    db
                ).id
            }
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
            _ commitment: Commitment.ID, _ cohort: Cohort.ID, _ cents: Int64?, _ cycle: Day?, _ parts: [Int64],
            at moment: Moment? = nil
        ) throws {
            let now = moment ?? now
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
        }
    }
}
