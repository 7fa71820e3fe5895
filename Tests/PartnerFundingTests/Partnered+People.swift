import Applications
import Cohorts
import Crypto
import Kernel
import Ledger
import People
import Storage
import Web

@testable import PartnerFunding

extension Partnered {
    static let keys = PersonalKeys(
        sealing: SealingKeys([1: Array(repeating: 7, count: 32)]), hashing: Array(repeating: 9, count: 32))

    /// Takes people into a cohort that has seats for them, starts it, and lets the first of them have an income.
    @discardableResult
    func fill(_ cohort: Cohort.ID, people: Int, earners: Int) async throws -> [Participant.ID] {
        let (tenant, who) = (tenants[0], Who.system("test"))
        let now = clock.now()
        let ids = try await database.write { db in
            try (0..<people).map { number in
                let person = ParticipantPerson(
                    name: "Person \(number)", email: "p\(number)-\(cohort)@people.example", phone: nil)
                return try Participant.add(
                    ParticipantEntry(person), to: cohort, keys: Self.keys, tenant: tenant, by: who, at: now, db
                ).id
            }
        }
        clock.advance(.days(1))
        let later = clock.now()
        try await database.write { try Cohort.find(cohort, tenant: tenant, $0).start(by: who, at: later, $0) }
        try await earn(Array(ids.prefix(earners)))
        return ids
    }

    func earn(_ people: [Participant.ID]) async throws {
        let (tenant, now) = (tenants[0], clock.now())
        try await database.write { db in
            for id in people {
                try Participant.find(id, tenant: tenant, db).measure(
                    Measurement(on: now.day, ParticipantStanding(firstIncomeOn: now.day)), by: .system("test"), at: now,
                    db)
            }
        }
    }

    /// A partner with a login, whose one-off commitment of so much is paid in.
    func giver(_ amount: String) async throws -> (partner: Partner.ID, principal: Principal, commitment: Commitment.ID)
    {
        let number = try await count("SELECT count(*) FROM partner")
        let (partner, principal) = try await joined("giver-\(number)@lark.example", name: "Giver \(number)")
        let id = try await approved(
            ["type": "one_off", "currency": "USD", "amount": .string(amount), "intended_use": "general_pool"],
            for: partner)
        try await receive(amount, for: id, reference: "in \(id)")
        return (partner, principal, id)
    }

    /// Money of a commitment for a cohort: allocated, released, and so much of it paid out.
    func spend(
        _ paid: String?, of amount: String, from id: Commitment.ID, on cohort: Cohort.ID, for people: Int? = nil
    ) async throws {
        let allocation = try await allocate(amount, of: id, to: cohort)
        try await release(allocation.id)
        if let paid { try await disburse(paid, of: allocation.id, for: people) }
    }

    func overview(_ principal: Principal) async throws -> Value {
        try await caller.call(.get, "/partner/me", as: principal)["impact"] ?? .null
    }

    /// Writes down the head of the first office's ledger for today.
    func closeDay() async throws -> LedgerHead? {
        let (tenant, now) = (tenants[0], clock.now())
        let review = try await database.read { try LedgerReview.look(at: tenant, $0) }
        return try await database.write { try LedgerHead.close(now.day, review, tenant: tenant, at: now, $0) }
    }
}

extension Partnered {
    /// A mission of that kind, at which each of these people made an attempt.
    func attempt(_ people: [Participant.ID], _ kind: Mission.Kind, in cohort: Cohort.ID) async throws {
        let (tenant, now) = (tenants[0], clock.now())
        try await database.write { db in
            let found = try Cohort.find(cohort, tenant: tenant, db)
            let mission = try Mission.add(
                .init("Mission \(kind.rawValue)", kind), to: found, by: .system("test"), at: now, db)
            for id in people {
                try Participant.find(id, tenant: tenant, db).attempt(
                    .init(at: mission.id, on: now.day, .tried), by: .system("test"), at: now, db)
            }
        }
    }

    /// What an overview or a report says of people: supported and earners.
    func people(_ principal: Principal) async throws -> [String?] {
        let shown = try await overview(principal)
        return [shown["participants_supported_text"]?.text, shown["earners_produced_text"]?.text]
    }
}
